"""Find many patterns in many sentences in one pass over the words.

The text is cut into words once, and each distinct word is looked up once; a pattern is then
tried only in the sentences that hold all the words it cannot do without. So the cost grows
with the text and with what is found, not with the number of patterns times the text.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from helpers.measures.framing.patterns import Part, Word, candidates, normalise

# Bounds the memory that the list of words takes, whatever the size of the corpus.
_ROWS_AT_ONCE = 50_000
_CLAUSE_END = re.compile(r"[,;:.!?()]")


@dataclass(frozen=True)
class Surroundings:
    """What a match needs around it, as regular expressions; None where nothing is asked."""

    requires: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None
    within: int | None = None
    negation: bool | None = None
    negators: re.Pattern[str] | None = None
    negation_words: int = 0
    quoted: bool | None = None
    scare_quote: re.Pattern[str] | None = None
    voices: tuple[str, ...] = ()

    def hold(self, text: str, match: re.Match[str], voice: str | None) -> bool:
        """Tell whether a match in `text` meets every condition."""
        if self.voices and voice not in self.voices:
            return False
        if self.requires and not self._near(self.requires, text, match):
            return False
        if self.unless and self._near(self.unless, text, match):
            return False
        if self.negation is not None and self._is_negated(text, match) != self.negation:
            return False
        return self.quoted is None or self._in_scare_quote(text, match) == self.quoted

    def _near(self, pattern: re.Pattern[str], text: str, match: re.Match[str]) -> bool:
        if self.within is None:
            return pattern.search(text) is not None
        before = list(re.finditer(r"\w+", text[: match.start()]))[-self.within :]
        after = list(re.finditer(r"\w+", text[match.end() :]))[: self.within]
        start = before[0].start() if before else match.start()
        end = match.end() + after[-1].end() if after else match.end()
        return pattern.search(text[start:end]) is not None

    def _is_negated(self, text: str, match: re.Match[str]) -> bool:
        if self.negators is None:
            return False
        clause = _CLAUSE_END.split(text[: match.start()])[-1]
        words = list(re.finditer(r"\w+", clause))[-self.negation_words :]
        scopes = [clause[words[0].start() :] if words else "", *(g for g in match.groups() if g)]
        return any(self.negators.search(scope) for scope in scopes)

    def _in_scare_quote(self, text: str, match: re.Match[str]) -> bool:
        if self.scare_quote is None:
            return False
        return any(
            quote.start() <= match.start() and match.end() <= quote.end()
            for quote in self.scare_quote.finditer(text)
        )


@dataclass(frozen=True)
class Rule:
    """A pattern that stands for a label; `text` is how the pattern was written."""

    label: str
    text: str
    part: Part
    surroundings: Surroundings = Surroundings()

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The compiled pattern."""
        return re.compile(self.part.regex)


@dataclass(frozen=True)
class _Hit:
    start: int
    end: int
    rule: Rule
    order: int
    counts: bool

    @property
    def rank(self) -> tuple[int, int, int]:
        return self.start - self.end, self.rule.part.wildcards, self.order


def scare_quotes(words: int) -> re.Pattern[str]:
    r"""Return what finds quotation marks with at most `words` words between them.

    Examples
    --------
    >>> scare_quotes(2).findall('an "invasion" or, \'so to say\', an "evil plan"')
    ['"invasion"', '"evil plan"']
    """
    quotes = "|".join(
        rf"{mark}\w+(?:[^\w{mark}]+\w+){{0,{words - 1}}}[^\w\s]*?{mark}" for mark in ('"', "'")
    )
    return re.compile(rf"(?<!\w)(?:{quotes})(?!\w)")


def find(sentences: pl.DataFrame, rules: Sequence[Rule]) -> pl.DataFrame:
    """Find every rule's matches.

    Parameters
    ----------
    sentences
        document, sentence, start, text; end, and voice where a rule asks for one. A row without
        text has no match.
    rules
        What to look for. Among matches of one label that overlap, one counts: see
        `helpers.measures.framing.coding.code` for the order of precedence.

    Returns
    -------
        document, sentence, label, start, end, pattern; in the order of the sentences, then by
        start, then in the rules' order. Where a text is not as long as from start to end (a
        sentence read across what interrupts it), its words have no places of their own: the place
        is the whole sentence.

    Examples
    --------
    >>> from helpers.measures.framing.patterns import parse
    >>> table = pl.DataFrame({"document": ["d"], "sentence": [0], "start": [10],
    ...                       "text": ["No “red lines” here."]})
    >>> find(table, [Rule("lines", "red line*", parse("red line*", gap=5))]).row(0)
    ('d', 0, 'lines', 14, 23, 'red line*')
    """
    pieces = [
        _find(sentences.slice(first, _ROWS_AT_ONCE), rules)
        for first in range(0, max(sentences.height, 1), _ROWS_AT_ONCE)
    ]
    return pl.concat(pieces)


def _find(sentences: pl.DataFrame, rules: Sequence[Rule]) -> pl.DataFrame:
    texts = sentences["text"].fill_null("")
    normalised: dict[int, str] = {}
    voices = sentences["voice"].to_list() if "voice" in sentences.columns else [None] * len(texts)
    holds = _rows_of_words(texts, rules)
    order_of = {label: n for n, label in enumerate(dict.fromkeys(rule.label for rule in rules))}
    hits: dict[tuple[int, str], list[_Hit]] = {}
    for order, rule in enumerate(rules):
        for row in candidates(rule.part, holds):
            text = normalised.get(row)
            if text is None:
                text = normalised[row] = normalise(texts[row])
            for match in rule.regex.finditer(text):
                counts = rule.surroundings.hold(text, match, voices[row])
                hit = _Hit(match.start(), match.end(), rule, order, counts)
                hits.setdefault((row, rule.label), []).append(hit)
    places = sorted(
        (row, hit.start, order_of[label], hit.end, label, hit.rule.text)
        for (row, label), group in hits.items()
        for hit in _precedence(group)
    )
    rows = [row for row, *_ in places]
    begin = sentences["start"].cast(pl.Int64).gather(rows)
    exact = pl.DataFrame(
        {
            "document": sentences["document"].gather(rows),
            "sentence": sentences["sentence"].cast(pl.Int64).gather(rows),
            "label": pl.Series([k[4] for k in places], dtype=pl.String),
            "start": begin + pl.Series([k[1] for k in places], dtype=pl.Int64),
            "end": begin + pl.Series([k[3] for k in places], dtype=pl.Int64),
            "pattern": pl.Series([k[5] for k in places], dtype=pl.String),
        }
    )
    if "end" not in sentences.columns:
        return exact
    finish = sentences["end"].cast(pl.Int64).gather(rows)
    misfit = sentences["text"].str.len_chars().gather(rows).cast(pl.Int64) != finish - begin
    return exact.with_columns(
        pl.when(misfit).then(begin).otherwise("start").alias("start"),
        pl.when(misfit).then(finish).otherwise("end").alias("end"),
    )


def _precedence(hits: Iterable[_Hit]) -> list[_Hit]:
    """Keep one of the hits that overlap; an exact entry also decides for a wildcard's span."""
    spans: dict[tuple[int, int], list[_Hit]] = {}
    for hit in hits:
        spans.setdefault((hit.start, hit.end), []).append(hit)
    standing = []
    for same in spans.values():
        fewest = min(hit.rule.part.wildcards for hit in same)
        standing += [h for h in same if h.counts and h.rule.part.wildcards == fewest]
    winners: list[_Hit] = []
    for hit in sorted(standing, key=lambda hit: hit.rank):
        if all(hit.end <= other.start or other.end <= hit.start for other in winners):
            winners.append(hit)
    return winners


def _rows_of_words(texts: pl.Series, rules: Sequence[Rule]) -> Callable[[Word], frozenset[int]]:
    """Return what gives the rows in which a word, or a wildcard's words, occur."""
    # Of what `normalise` changes, this letter alone is taken for part of a word.
    divided = pl.col("text").str.replace_all("ʼ", "'", literal=True)
    words = (
        pl.DataFrame({"text": texts})
        .with_row_index("row")
        .select("row", divided.str.to_lowercase().str.extract_all(r"\w+").alias("word"))
        .explode("word", keep_nulls=False, empty_as_null=False)
    )
    vocabulary = sorted(words["word"].unique().to_list())
    parts = {word.text.lower() for rule in rules for word in rule.part.words()}
    entries = {text: list(_entries(text, vocabulary)) for text in sorted(parts)}
    lookups = sorted({entry for group in entries.values() for entry in group})
    rows = {
        word: frozenset(numbers)
        for word, numbers in words.filter(pl.col("word").is_in(lookups))
        .group_by("word")
        .agg("row")
        .iter_rows()
    }
    holds = {
        text: frozenset[int]().union(*(rows[entry] for entry in group))
        for text, group in entries.items()
    }
    return lambda word: holds[word.text.lower()]


def _entries(text: str, vocabulary: Sequence[str]) -> Iterator[str]:
    """Yield the words of a sorted vocabulary that a word of a pattern covers."""
    stem, star, rest = text.partition("*")
    pattern = re.compile(r"\w*".join(re.escape(part) for part in text.split("*")))
    for place in range(bisect_left(vocabulary, stem), len(vocabulary)):
        word = vocabulary[place]
        if not word.startswith(stem) or (not star and word != stem):
            return
        if not rest or pattern.fullmatch(word):
            yield word
