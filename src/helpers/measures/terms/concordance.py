"""Concordance: every place where a term stands, with the words around it (KWIC)."""

import re
from collections.abc import Collection
from typing import Literal, get_args

import numpy as np
import polars as pl

from helpers.measures.joins import KEYS
from helpers.measures.terms.forms import SHAPES, one_shape
from helpers.measures.terms.ngrams import ORDER
from helpers.measures.terms.tokens import Tokens, count_rows, sentences_with

Sorting = Literal["position", "left", "right"]

COLUMNS = (
    *("document", "sentence", "position", "start", "end"),
    *("left", "match", "right", "left_start", "right_end"),
)


def find(tokens: Tokens, query: str, *, term: str = "token") -> pl.DataFrame:
    """Find every place of a term, a pattern or a phrase.

    Parameters
    ----------
    query
        As in `concordance`.

    Returns
    -------
        document, sentence, position (of the first word), words (of the match), start, end (offsets
        of the match); in the order of document, sentence, position.

    Raises
    ------
    ValueError
        For a query without a word.

    Examples
    --------
    >>> tokens = pl.DataFrame({"document": ["a"] * 3, "sentence": [0] * 3, "position": range(3),
    ...     "token": ["no", "red", "lines"], "start": [0, 3, 7], "end": [2, 6, 12]})
    >>> find(tokens, "red line*").rows()
    [('a', 0, 1, 2, 3, 12)]
    """
    patterns = [_pattern(word) for word in query.split()]
    if not patterns:
        raise ValueError("a concordance needs at least one word to look for")
    rows = tokens.lazy().select(*ORDER, "start", "end", term=term)
    terms = count_rows(rows.select("term").unique())
    opening = terms.filter(one_shape("term").str.to_lowercase().str.contains(patterns[0]))
    ordered = sentences_with(rows, opening["term"], term="term").sort(ORDER)
    first = _matches(ordered, patterns)
    return ordered[first].select(
        *ORDER,
        words=pl.lit(len(patterns), pl.Int64),
        start="start",
        end=ordered["end"].gather(first + len(patterns) - 1),
    )


def concordance(
    tokens: Tokens,
    texts: pl.DataFrame,
    query: str,
    *,
    term: str = "token",
    width: int = 8,
    sort: Sorting = "position",
    limit: int | None = None,
) -> pl.DataFrame:
    """Find a term, a pattern or a phrase, and show each place in its context.

    Parameters
    ----------
    texts
        document, text: the raw texts that the offsets point into.
    query
        Words divided by blanks, compared with the column `term` without regard to case and to the
        shape of apostrophes and hyphens. `*` stands for any characters of a word and, alone, for
        any one word; `?` for one character; `|` divides alternatives of one word
        (`secure|security`). A phrase never crosses a sentence's end; its words are tokens, so that
        punctuation between them does not matter.
    width
        Words of context on each side, across sentences but not documents.
    sort
        `position`: in the order of the texts. `left`, `right`: by the words to the left (the
        nearest first) or to the right, then by position.
    limit
        Lines at most, chosen as in `concordances`.

    Returns
    -------
        document, sentence, position (of the first word), start, end (offsets of the match), left,
        match, right (raw text, with white space made single blanks; put together they are the text
        from left_start to right_end), left_start, right_end.

    Raises
    ------
    ValueError
        For a query without a word.

    Examples
    --------
    >>> tokens = pl.DataFrame({"document": ["a"] * 3, "sentence": [0] * 3, "position": range(3),
    ...     "token": ["no", "red", "lines"], "start": [0, 3, 7], "end": [2, 6, 12]})
    >>> texts = pl.DataFrame({"document": ["a"], "text": ["No red lines."]})
    >>> concordance(tokens, texts, "red line*").select("left", "match", "right", "start").rows()
    [('No ', 'red lines', '', 3)]
    """
    places = find(tokens, query, term=term).select(*ORDER, "words", term=pl.lit(query))
    return _lines(tokens, texts, places, width=width, sort=sort, limit=limit).select(COLUMNS)


def concordances(
    tokens: Tokens,
    texts: pl.DataFrame,
    terms: Collection[str],
    *,
    term: str = "token",
    width: int = 8,
    sort: Sorting = "position",
    limit: int = 10,
) -> pl.DataFrame:
    """Show some places of each of many terms.

    Parameters
    ----------
    texts, width, sort
        As in `concordance`.
    terms
        Words, or phrases of words divided by one blank, exactly as they stand in the column `term`;
        no wildcards, and capitals count.
    limit
        Lines of a term; where it has more, its first place in each document comes before its second
        in any.

    Returns
    -------
        term, count (of all its places), and the columns of `concordance`; terms in alphabetical
        order, the lines of each sorted by `sort`. A term that does not occur has no row.

    Examples
    --------
    >>> tokens = pl.DataFrame({"document": ["a"] * 3, "sentence": [0] * 3, "position": range(3),
    ...     "token": ["no", "red", "lines"], "start": [0, 3, 7], "end": [2, 6, 12]})
    >>> texts = pl.DataFrame({"document": ["a"], "text": ["No red lines."]})
    >>> table = concordances(tokens, texts, ["red lines", "red"])
    >>> table.select("term", "count", "left", "match", "right").rows()
    [('red', 1, 'No ', 'red', ' lines'), ('red lines', 1, 'No ', 'red lines', '')]
    """
    rows = tokens.lazy().select(*ORDER, term=term)
    lengths: dict[int, list[str]] = {}
    for phrase in sorted(set(terms)):
        lengths.setdefault(len(phrase.split(" ")), []).append(phrase)
    columns = [*ORDER, "term", "words"]
    places = pl.concat(
        _places(rows, phrases, n).select(columns) for n, phrases in (lengths or {1: []}).items()
    )
    lines = _lines(tokens, texts, places, width=width, sort=sort, limit=limit)
    return lines.select("term", "count", *COLUMNS)


def _places(rows: pl.LazyFrame, phrases: list[str], n: int) -> pl.DataFrame:
    """Find the places of phrases of `n` words."""
    if n == 1:
        found = count_rows(rows.filter(pl.col("term").is_in(phrases)))
    else:
        opening = {phrase.split(" ")[0] for phrase in phrases}
        unit = pl.struct(KEYS).rle_id()
        run = pl.concat_str([pl.col("term").shift(-k) for k in range(n)], separator=" ")
        found = (
            sentences_with(rows, opening, term="term")
            .sort(ORDER)
            .with_columns(term=run, whole=unit.shift(1 - n) == unit)
            .filter(pl.col("whole") & pl.col("term").is_in(phrases))
        )
    return found.with_columns(words=pl.lit(n, pl.Int64))


def _lines(
    tokens: Tokens,
    texts: pl.DataFrame,
    places: pl.DataFrame,
    *,
    width: int,
    sort: Sorting,
    limit: int | None,
) -> pl.DataFrame:
    """Put the text around places (document, sentence, position, words, term), and sort them."""
    if sort not in get_args(Sorting):
        raise ValueError(f"sort {sort!r}: choose one of {', '.join(get_args(Sorting))}")
    hits = (
        places.sort("term", *ORDER)
        .with_columns(
            turn=pl.int_range(pl.len()).over("term", "document"),
            count=pl.len().over("term").cast(pl.Int64),
        )
        .sort("term", "turn", *ORDER)
        .filter(pl.int_range(pl.len()).over("term") < (places.height if limit is None else limit))
    )
    documents = hits["document"].unique()
    rows = tokens.lazy().select(*ORDER, "token", "start", "end")
    ordered = count_rows(rows.filter(pl.col("document").is_in(documents.implode()))).sort(ORDER)
    numbered = ordered.select(*ORDER).with_row_index("first")
    hits = hits.join(numbered, on=ORDER, how="left", maintain_order="left")
    first = hits["first"].cast(pl.Int64).to_numpy()
    last = first + hits["words"].to_numpy() - 1
    parts = ordered["document"].rle_id().to_numpy()
    opens = np.searchsorted(parts, parts[first], side="left")
    closes = np.searchsorted(parts, parts[first], side="right") - 1
    around = ordered[first].select(
        "start",
        end=ordered["end"].gather(last),
        left_start=ordered["start"].gather(np.maximum(first - width, opens)),
        right_end=ordered["end"].gather(np.minimum(last + width, closes)),
    )
    neighbours = {
        "left": [_word(ordered["token"], first - k, opens, closes) for k in range(1, width + 1)],
        "right": [_word(ordered["token"], last + k, opens, closes) for k in range(1, width + 1)],
        "position": [],
    }
    keys = [f"key_{k}" for k in range(len(neighbours[sort]))]
    return (
        pl.concat([hits.drop("first", "words", "turn"), around], how="horizontal")
        .with_columns(word.alias(key) for key, word in zip(keys, neighbours[sort], strict=True))
        .join(texts.select("document", "text"), on="document", how="left", maintain_order="left")
        .with_columns(
            left=_between("left_start", "start"),
            match=_between("start", "end"),
            right=_between("end", "right_end"),
        )
        .sort("term", *keys, *ORDER)
    )


def _between(start: str, end: str) -> pl.Expr:
    """Slice the raw text, with line breaks and runs of blanks as one blank."""
    piece = pl.col("text").str.slice(pl.col(start), pl.col(end) - pl.col(start))
    return piece.str.replace_all(r"\s+", " ")


def _pattern(word: str) -> str:
    """Turn the wildcards of one word into a regular expression for the whole token."""
    wild = {"*": ".*", "?": ".", "|": "|"}
    text = word.lower()
    for shape, one in SHAPES.items():
        text = text.replace(shape, one)
    return f"^(?:{''.join(wild.get(sign) or re.escape(sign) for sign in text)})$"


def _matches(words: pl.DataFrame, patterns: list[str]) -> np.ndarray:
    """Find the rows where the patterns match one after the other in one sentence."""
    text = one_shape("term").str.to_lowercase()
    sentence = pl.struct("document", "sentence").rle_id()
    hit = pl.lit(True)
    for k, pattern in enumerate(patterns):
        # Past the last row the shifted sentence is null, and so is the comparison.
        hit &= text.str.contains(pattern).shift(-k) & (sentence.shift(-k) == sentence)
    return words.select(row=hit.fill_null(False).arg_true())["row"].cast(pl.Int64).to_numpy()


def _word(
    tokens: pl.Series, places: np.ndarray, opens: np.ndarray, closes: np.ndarray
) -> pl.Series:
    """Give the tokens at these places, nothing where a place is outside its document."""
    inside = (places >= opens) & (places <= closes)
    words = tokens.gather(np.where(inside, places, opens))
    return words.zip_with(pl.Series(inside), pl.Series([""], dtype=pl.String))
