"""Cut texts into sentences, with offsets into the raw text."""

import re
from collections.abc import Iterator
from itertools import pairwise

import polars as pl
from nltk.tokenize.punkt import (
    PunktLanguageVars,
    PunktSentenceTokenizer,
    PunktTrainer,
)

from helpers.corpus.text.rules import Cleaning, Wrapping

SCHEMA = {
    "document": pl.String,
    "sentence": pl.Int64,
    "part_of": pl.Int64,
    "start": pl.Int64,
    "end": pl.Int64,
    "text": pl.String,
    "paragraph": pl.Int64,
    "above": pl.String,
}
_CLOSERS = re.compile(r"[”’»)\]}]+")
# How far back the text before a cut is looked at, so that time stays linear.
_REACH = 2000
_WORD = re.compile(r"\w+(?:['’]\w+)?")
# What is no proof of an end: an ellipsis, dotted initials.
_UNSURE = re.compile(r"(?:…|\.\.\.|(?<!\.\s)\.\s\.\s\.)['\"”’)\]]*$|(?<!\w)(?:[^\W\d_]\.){2,}$")
_BRACKETED_ELLIPSIS = re.compile(r"(?:…|\.\.\.)[)\]]\s+(?=\w)")
# A capitalised word right after the stop: the white space between them was lost.
_LOST_SPACE = re.compile(r"(?<=[a-z]{2}[.?!])(?=[A-Z][a-z]+[\s,])")
_DAY = re.compile(r"\d{1,2}\.")
_MARKER = re.compile(r"\W*(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)]{1,2}")
_ITEM = re.compile(r"(?:^|(?<=\s))([•⁃‣▪-]?)\s?(\d{1,2}|[a-z])([.)]{1,2})(?=\s+\w)")


def split(texts: pl.DataFrame, cleaning: Cleaning) -> pl.DataFrame:
    r"""Cut each text into sentences.

    Blank lines part paragraphs; so does a single line break, except in a text that is hard-wrapped
    (see `wrapping` in cleaning.yml). Within a paragraph NLTK's Punkt (Kiss and Strunk 2006)
    decides, without a trained model: its abbreviations and sentence openers come from cleaning.yml,
    which knows those of English and a few of other languages. Where Punkt cuts before a small
    letter, between initials and a name, between a day and its month, or before mere punctuation,
    the cut is undone. Chinese and Japanese full stops cut without a space.

    Parameters
    ----------
    texts : DataFrame
        document, text (the raw text).
    cleaning : Cleaning
        Abbreviations and other settings.

    Returns
    -------
    DataFrame
        One row a span: document, sentence (0.. in each document), part_of (the same number, until
        `helpers.corpus.text.cleaning.mark` rejoins), start, end (half-open code points of the raw
        text), text (exactly the raw text from start to end), paragraph (0..), above (what parts
        the span from the one before it: start, blank, line, or space within a paragraph). Every
        character that is not white space lies in exactly one span; an empty text has no row.

    Examples
    --------
    >>> from pathlib import Path
    >>> from helpers.corpus.settings import find_settings, read_settings
    >>> cleaning = read_settings(find_settings(Path("."), "cleaning.yml"), Cleaning)
    >>> texts = pl.DataFrame({"document": ["a"], "text": ["Talks\n\nMr. Orr left. Who won?"]})
    >>> split(texts, cleaning).select("start", "end", "text", "above").rows()
    [(0, 5, 'Talks', 'start'), (7, 20, 'Mr. Orr left.', 'blank'), (21, 29, 'Who won?', 'space')]
    """
    cutter = _Cutter(cleaning)
    rows = []
    for document, text in texts.select("document", "text").iter_rows():
        sentence = 0
        for paragraph, (start, end, above) in enumerate(_paragraphs(text, cleaning.wrapping)):
            separator = above
            for first, last in cutter.spans(text[start:end]):
                first, last = start + first, start + last  # noqa: PLW2901 - now in the whole text
                span = text[first:last]
                rows.append((document, sentence, sentence, first, last, span, paragraph, separator))
                sentence += 1
                separator = "space"
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _paragraphs(text: str, wrapping: Wrapping) -> Iterator[tuple[int, int, str]]:
    """Yield each paragraph's start and end without outer white space, and what stands above it."""
    lines = []
    position, above = 0, "start"
    for line in text.splitlines(keepends=True):
        if content := line.strip():
            start = position + line.index(content[0])
            lines.append((start, start + len(content), above))
            above = "line"
        elif lines:
            above = "blank"
        position += len(line)
    continuations = _continuations(text, lines, wrapping)
    for number, (start, end, separator) in enumerate(lines):
        if number in continuations:
            continue
        last = number
        while last + 1 in continuations:
            last += 1
        yield start, lines[last][1] if last > number else end, separator


def _continuations(text: str, lines: list[tuple[int, int, str]], wrapping: Wrapping) -> set[int]:
    """Return the numbers of the lines that continue the line before, in a hard-wrapped text."""
    pairs = [(n, a, b) for n, (a, b) in enumerate(pairwise(lines), 1) if b[2] == "line"]
    if not pairs:
        return set()
    lengths = sorted(a[1] - a[0] for _, a, _ in pairs)
    width = lengths[min(int(len(lengths) * wrapping.width_quantile), len(lengths) - 1)]
    full, run_on = set(), set()
    for number, (start, end, _), (below, below_end, _) in pairs:
        if end - start + 1 + len(text[below:below_end].split(maxsplit=1)[0]) > width:
            full.add(number)
        if text[below].islower() and text[end - 1] not in ".?!:…":
            run_on.add(number)
    if len(full) < wrapping.full * len(pairs) or len(run_on) < wrapping.run_on * len(pairs):
        return set()
    return full | run_on


class _Cutter:
    """Punkt with the words of cleaning.yml, and corrections of its cuts."""

    def __init__(self, cleaning: Cleaning) -> None:
        class Language(PunktLanguageVars):  # type: ignore[misc]
            sent_end_chars = (*PunktLanguageVars.sent_end_chars, *cleaning.terminals)

        def both(words: tuple[str, ...]) -> list[str]:
            return [form for word in words for form in {word, word.replace("'", "’")}]

        starters = both(cleaning.starters)
        trainer = PunktTrainer(lang_vars=Language())
        # Seen in small letters, so a capital shows a new sentence: Punkt's orthographic heuristic.
        trainer.train(". " + " ".join(sorted(starters)), finalize=False)
        parameters = trainer.get_params()
        parameters.abbrev_types = set(cleaning.abbreviations)
        parameters.collocations = {(word, "##number##") for word in cleaning.before_number}
        self._punkt = PunktSentenceTokenizer(parameters, lang_vars=Language())
        self._starters = set(starters)
        self._abbreviations = set(cleaning.abbreviations)
        self._months = set(cleaning.months_after_day)
        marks = "".join(map(re.escape, cleaning.unspaced_terminals))
        self._unspaced = re.compile(f"[{marks}]+[」』）】”’]*\\s*(?=\\S)") if marks else None
        self._note = re.compile(cleaning.inserted_note)
        self._credit = re.compile(rf"(?<=\s){cleaning.credit}")

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return the spans of a paragraph's sentences, without outer white space."""
        certain = self._certain_cuts(text)
        cuts = {match.end() for match in _BRACKETED_ELLIPSIS.finditer(text)}
        cuts |= {match.end() for match in _LOST_SPACE.finditer(text)}
        for start, end in pairwise([0, *sorted(certain), len(text)]):
            cuts |= {start + first for first, _ in self._punkt.span_tokenize(text[start:end])}
        boundaries, small = [0], text.islower()
        for cut, after in pairwise([*sorted((cuts | certain) - {0}), len(text)]):
            closers = _CLOSERS.match(text, cut)
            place = closers.end() if closers else cut
            before = text[max(boundaries[-1], place - _REACH) : place].rstrip()
            if cut in certain or not self._is_no_boundary(before, text[place:after], small):
                boundaries.append(place)
        spans = []
        for start, end in pairwise([*boundaries, len(text)]):
            piece = text[start:end]
            if content := piece.strip():
                first = start + len(piece) - len(piece.lstrip())
                spans.append((first, first + len(content)))
        return spans

    def _certain_cuts(self, text: str) -> set[int]:
        """Return the cuts that need no evidence: unspaced full stops, credits, list items."""
        certain = {match.start() for match in self._credit.finditer(text)}
        if self._unspaced:
            certain |= {match.end() for match in self._unspaced.finditer(text)}
        # A list shows itself by an item that opens the paragraph; the next ones count on from it.
        next_item: tuple[str, ...] = ()
        for match in _ITEM.finditer(text):
            bullet, mark, stop = match.groups()
            if match.start() == 0 or (bullet, mark, stop) == next_item:
                following = str(int(mark) + 1) if mark.isdigit() else chr(ord(mark) + 1)
                next_item = (bullet, following, stop)
                certain.add(match.start())
            elif not next_item:
                break
        return certain - {0}

    def _is_no_boundary(self, before: str, after: str, small: bool) -> bool:
        """Return whether the place between the two is no sentence boundary."""
        match = _WORD.search(after)
        if not match or not any(character.isalnum() for character in before):
            return True
        word = match[0]
        # A paragraph all in small letters says nothing by them.
        if (word.islower() and not small) or _MARKER.fullmatch(before):
            return True
        last = before[before.rfind(" ") + 1 :]
        if _DAY.fullmatch(last) and word.lower() in self._months:
            return True
        if _UNSURE.search(before) or last.removesuffix(".").lower() in self._abbreviations:
            return word.lower() not in self._starters
        return before.rfind("(") > before.rfind(")") and self._note.match(after) is not None
