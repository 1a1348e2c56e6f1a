"""Code sentences with a codebook, and hold a codebook to its own examples."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Self

import polars as pl
from pydantic import model_validator

from helpers.corpus.problems import InputError, Problem
from helpers.corpus.settings import read_settings
from helpers.measures.framing.codebook import Codebook, Pattern, Place, refusal
from helpers.measures.framing.matching import Rule, Surroundings, find, scare_quotes
from helpers.measures.framing.patterns import Part, parse


def code(sentences: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    """Return the places where a codebook's frames are matched.

    Returns
    -------
        document, sentence, frame, start, end, pattern (as written in the codebook). A sentence
        without a frame has no row. Where a text is not as long as its span, the place is the whole
        span.

    Notes
    -----
    Precedence, within one frame (frames never take matches from each other):

    1. Of entries that match the very same characters, those with the fewest wildcards decide,
       also where their conditions refuse the match: ``security``, unless "council" follows, is
       not overruled by ``secur*``.
    2. Of matches that overlap, the longest counts, then the one with fewer wildcards, then the
       one that stands earlier in the codebook.

    Examples
    --------
    >>> from helpers.measures.framing.codebook import Codebook
    >>> book = Codebook.model_validate({
    ...     "title": "Small", "version": "1", "source": "made up",
    ...     "matching": {"gap": 3, "negation": 4, "scare_quote": 3},
    ...     "frames": [{
    ...         "id": "encroachment", "label": "Encroachment", "set": "issue", "definition": "d",
    ...         "include": "i", "exclude": "e", "source": "s", "patterns": ["nato ... expan*"],
    ...     }],
    ... })
    >>> table = pl.DataFrame({"document": ["d", "d"], "sentence": [0, 1], "start": [0, 30],
    ...                       "end": [29, 41],
    ...                       "text": ["NATO wants to expand further.", "It is cold."]})
    >>> code(table, book).rows()
    [('d', 0, 'encroachment', 0, 20, 'nato ... expan*')]
    """
    countable = sentences
    if "kind" in sentences.columns:
        countable = sentences.filter(pl.col("kind").ne_missing("boilerplate"))
    rules = [
        rule(frame.id, pattern, codebook) for frame in codebook.frames for pattern in frame.patterns
    ]
    return find(countable, rules).rename({"label": "frame"})


def rule(label: str, pattern: Pattern, codebook: Codebook) -> Rule:
    """Make one pattern of a codebook ready for `helpers.measures.framing.matching.find`."""

    def read(text: str) -> Part:
        return parse(text, gap=codebook.matching.gap, lists=codebook.lists)

    def any_of(texts: Sequence[str]) -> re.Pattern[str] | None:
        return re.compile("|".join(read(text).regex for text in texts)) if texts else None

    minds_quotes = pattern.quoted is not None
    return Rule(
        label=label,
        text=pattern.match,
        part=read(pattern.match),
        surroundings=Surroundings(
            requires=any_of(pattern.requires),
            unless=any_of(pattern.unless),
            within=pattern.within,
            negation=None if pattern.negation is None else pattern.negation == "required",
            negators=any_of(codebook.matching.negators) if pattern.negation else None,
            negation_words=codebook.matching.negation,
            quoted=pattern.quoted,
            scare_quote=scare_quotes(codebook.matching.scare_quote) if minds_quotes else None,
            voices=pattern.voice,
        ),
    )


class _TestedCodebook(Codebook):
    @model_validator(mode="after")
    def _examples_hold(self) -> Self:
        faults = list(_failures(self))
        if faults:
            raise refusal(self.title, faults)
        return self


def check_codebook(path: Path) -> list[Problem]:
    """Return everything that is wrong with a codebook file, its examples included.

    Each example of a frame must be coded with it and each counter-example must not. (They are
    read as narration: a pattern for another voice does not match them.)
    """
    try:
        read_settings(path, _TestedCodebook)
    except InputError as error:
        return error.problems
    return []


def _failures(codebook: Codebook) -> Iterator[tuple[Place, str]]:
    examples = [
        (("frames", i, name, j), frame.id, name == "examples", text)
        for i, frame in enumerate(codebook.frames)
        for name in ("examples", "counter_examples")
        for j, text in enumerate(getattr(frame, name))
    ]
    table = pl.DataFrame(
        {
            "document": "example",
            "sentence": range(len(examples)),
            "start": 0,
            "text": [text for *_, text in examples],
        },
        schema_overrides={"text": pl.String, "sentence": pl.Int64},
    )
    matches: dict[tuple[int, str], list[str]] = {}
    for row in code(table, codebook).iter_rows(named=True):
        matches.setdefault((row["sentence"], row["frame"]), []).append(row["pattern"])
    for number, (place, frame, must_match, text) in enumerate(examples):
        patterns = matches.get((number, frame), [])
        if must_match and not patterns:
            yield place, f'no pattern of "{frame}" matches its example "{text}"'
        if patterns and not must_match:
            yield place, f'"{patterns[0]}" of "{frame}" matches the counter-example "{text}"'
