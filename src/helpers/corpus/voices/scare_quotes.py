"""Find scare quotes: words in quotation marks that are nobody's reported words."""

import re

import polars as pl

from helpers.corpus.voices.speech import Speech, verb_pattern

_SCARE = {
    "document": pl.String,
    "sentence": pl.Int64,
    "start": pl.Int64,
    "end": pl.Int64,
    "text": pl.String,
}


def scare_quotes(sentences: pl.DataFrame, speech: Speech) -> pl.DataFrame:
    """Find scare quotes: short quoted phrases that no reporting verb governs.

    A phrase of at most ``speech.scare_words`` words counts, also inside a longer quotation, unless
    a reporting verb stands right before it ("called 'ridiculous'", "called it 'ridiculous'") or
    right after it ("'never', he said"), or it is a sentence of its own, or each of its words is
    capitalised (a title or a name).

    Parameters
    ----------
    sentences : polars.DataFrame
        With document, sentence, start, text, kind, and perhaps voice: where it is missing, the
        language is not known and nothing is found.
    speech : Speech
        Marks, verbs and the longest phrase.

    Returns
    -------
    polars.DataFrame
        document, sentence, start, end (code points of the phrase without its marks, in the raw
        file), text; sorted by document and start.

    Examples
    --------
    >>> speech = Speech(
    ...     verbs={"neutral": ["call"]},
    ...     quotation_marks={"open": ["“"], "close": ["”"], "straight": ['"']},
    ... )
    >>> table = pl.DataFrame(
    ...     {"document": ["d"], "sentence": [0], "start": [10], "kind": ["body"],
    ...      "text": ["The “threat” was called “real”."]}
    ... )
    >>> scare_quotes(table, speech).rows()
    [('d', 0, 15, 21, 'threat')]
    """
    marks = speech.quotation_marks
    opens = "".join(map(re.escape, [*marks.open, *marks.straight])) + "‘'"
    closes = "".join(map(re.escape, [*marks.close, *marks.straight])) + "’'"
    verbs = verb_pattern(speech) or "(?!)"
    word = rf"[^\s{opens}{closes}]"
    words = rf"[\w$€£%]{word}*(?:\s+{word}+){{0,{speech.scare_words - 1}}}"
    phrase = re.compile(rf"(?<![^\s(\[—–-])[{opens}]\s?({words})\s?[{closes}](?!\w)")
    between = [pronoun for row in dict(speech.pronouns).values() for pronoun in row]
    between += sorted(speech.grammar.complementizers)
    alternatives = "|".join(map(re.escape, between)) or "(?!)"
    articles = "".join(rf"(?<!\b{re.escape(article)} )" for article in sorted(speech.determiners))
    before = re.compile(
        rf"{articles}\b(?:{verbs})[:,]?(?:\s+(?:{alternatives}))?[:,]?\s*$", re.IGNORECASE
    )
    after = re.compile(
        rf"\s*(?:(?:{verbs})\b|(?:\w+\s+){{1,3}}?(?:{verbs})\b(?=\s*(?:[.,]|$)))", re.IGNORECASE
    )
    # The verb and what may follow it: no more words have to be searched.
    most = 2 + max((len(entry.split()) for entry in between), default=0)
    rows = []
    body = sentences.filter(pl.col("kind") == "body")
    if "voice" in body.columns:
        body = body.drop_nulls("voice")
    for document, number, start, text in body.select(
        "document", "sentence", "start", "text"
    ).iter_rows():
        for match in phrase.finditer(text):
            inner = match.group(1)
            quote = inner.rstrip(".,;:!?…")
            words_before = text[: match.start()].rsplit(None, most)
            begin = len(words_before[0]) if len(words_before) > most else 0
            has_end = quote != inner or text[match.end() : match.end() + 1] == ","
            if (
                not quote
                or before.search(text, begin, match.start())
                or (has_end and after.match(text[match.end() :].lstrip(",")))
                or (inner[-1] in ".!?" and text[: match.start()].rstrip()[-1:] in {"", *".!?"})
                or all(word[0].isupper() for word in quote.split())
            ):
                continue
            at = start + match.start(1)
            rows.append((document, number, at, at + len(quote), quote))
    return pl.DataFrame(rows, schema=_SCARE, orient="row").sort("document", "start")
