"""Where in the raw text the words stand that a sentence's score is made of."""

import re
from functools import cache

import polars as pl

from helpers.measures.joins import KEYS

PLACED = {
    "document": pl.String,
    "sentence": pl.Int64,
    "start": pl.Int64,
    "end": pl.Int64,
    "valence": pl.Float64,
}


def place_words(valences: pl.DataFrame, spans: pl.DataFrame) -> pl.DataFrame:
    r"""Find the words of a lexicon in the raw text.

    The instruments read sentences whose marks and spaces are made plain, and name their words in
    the order of the text; so each word is looked for behind the one before. One that is not found
    as written is left out.

    Parameters
    ----------
    valences
        Of one instrument: document, sentence (as read), word (lower case), valence.
    spans
        document, sentence, part_of, start, text: the raw text.

    Returns
    -------
    DataFrame
        document, sentence (as read), start, end (code points of the raw text), valence.

    Examples
    --------
    >>> spans = pl.DataFrame({"document": "a", "sentence": [0], "part_of": [0], "start": [10],
    ...                       "text": ["No warlike Cold\n War, no war"]})
    >>> words = pl.DataFrame({"document": "a", "sentence": [0, 0], "word": ["cold war", "war"],
    ...                       "valence": [-1.6, -2.9]})
    >>> place_words(words, spans).select("start", "end", "valence").rows()
    [(21, 30, -1.6), (35, 38, -2.9)]
    """
    texts: dict[tuple[str, int], list[tuple[int, str]]] = {}
    for document, part_of, start, text in spans.select(
        "document", "part_of", "start", "text"
    ).iter_rows():
        texts.setdefault((document, part_of), []).append((start, text))
    rows = []
    reached: dict[tuple[str, int], tuple[int, int]] = {}
    for document, sentence, word, valence in valences.select(*KEYS, "word", "valence").iter_rows():
        key = (document, sentence)
        part, place = reached.get(key, (0, 0))
        for number, (start, text) in enumerate(texts.get(key, [])[part:], start=part):
            found = _pattern(word).search(text, place if number == part else 0)
            if found:
                rows.append((*key, start + found.start(), start + found.end(), valence))
                reached[key] = (number, found.end())
                break
    return pl.DataFrame(rows, schema=PLACED, orient="row")


@cache
def _pattern(word: str) -> re.Pattern[str]:
    """Match a word as a whole: a hyphen or an apostrophe inside a word does not end it."""
    spelt = r"\s+".join(re.escape(part).replace("'", "['’]") for part in word.split())
    return re.compile(rf"(?<!\w)(?<!\w[-'’]){spelt}(?!\w)(?![-'’]\w)", re.IGNORECASE)
