"""The codebook as tables: its frames, word lists, pairs of wordings, and the shipped codebooks."""

from pathlib import Path

import polars as pl

from helpers.corpus.problems import InputError
from helpers.corpus.settings import DEFAULTS
from helpers.measures.framing.codebook import Codebook, Frame, Pattern, read_codebook
from helpers.measures.joins import join_in_order
from helpers.study.names import every_frame_name
from helpers.study.selection import Selection

Schema = dict[str, pl.DataType | type[pl.DataType]]
ENTRIES: Schema = {
    "frame": pl.String,
    "label": pl.String,
    "set": pl.String,
    "definition": pl.String,
    "include": pl.String,
    "exclude": pl.String,
    "examples": pl.List(pl.String),
    "counter_examples": pl.List(pl.String),
    "note": pl.String,
    "patterns": pl.List(pl.String),
}


def frame_list(selection: Selection) -> pl.DataFrame:
    """List the frames, and how often each is found in the whole corpus.

    Returns
    -------
    DataFrame
        frame, label, set (its code), patterns, sentences, documents (missing where frames are
        searched in no article); the chosen set first.
    """
    counts = selection.tables.codes.group_by("frame").agg(
        pl.struct("document", "sentence").n_unique().cast(pl.Int64).alias("sentences"),
        pl.col("document").n_unique().cast(pl.Int64).alias("documents"),
    )
    names = every_frame_name(selection)
    rows = [
        (frame.id, names[frame.id], frame.set, len(frame.patterns))
        for frame in _chosen_first(selection)
    ]
    schema: Schema = {
        "frame": pl.String,
        "label": pl.String,
        "set": pl.String,
        "patterns": pl.Int64,
    }
    frames = pl.DataFrame(rows, schema=schema, orient="row")
    is_searched = bool(selection.tables.sentences["searched"].any())
    return join_in_order(frames, counts, on="frame").with_columns(
        pl.when(pl.lit(is_searched)).then(pl.col(name).fill_null(0)).alias(name)
        for name in ("sentences", "documents")
    )


def frame_entries(selection: Selection) -> pl.DataFrame:
    """Lay out what the codebook says of each frame.

    Returns
    -------
    DataFrame
        frame, label (marked where the frame failed against the coded sentences), set (in words),
        definition, include, exclude, examples, counter_examples, note (id, functions, for or
        against whom the frame speaks, source), patterns (with their conditions, code between
        backticks); the chosen set first.
    """
    names = every_frame_name(selection)
    book = selection.tables.codebook
    rows = [
        {
            "frame": frame.id,
            "label": names[frame.id],
            "set": book.set_label(frame.set),
            "definition": frame.definition,
            "include": frame.include,
            "exclude": frame.exclude,
            "examples": list(frame.examples),
            "counter_examples": list(frame.counter_examples),
            "note": _note(frame),
            "patterns": [pattern_words(pattern) for pattern in frame.patterns],
        }
        for frame in _chosen_first(selection)
    ]
    return pl.DataFrame(rows, schema=ENTRIES)


def pattern_words(pattern: Pattern) -> str:
    """Write a pattern with its conditions, code between backticks.

    Examples
    --------
    >>> pattern_words(Pattern(match="<west> ... grow*", unless="no growth", voice="quote"))
    '`<west> ... grow*` unless `no growth`, voice quote'
    """
    words = f"`{pattern.match}`"
    if pattern.requires:
        words += f" with {_codes(pattern.requires)}"
    if pattern.unless:
        words += f" unless {_codes(pattern.unless)}"
    if pattern.within:
        words += f" within {pattern.within} words"
    more = [
        f"negation {pattern.negation}" if pattern.negation else "",
        "" if pattern.quoted is None else f"{'in' if pattern.quoted else 'not in'} quotation marks",
        f"voice {', '.join(pattern.voice)}" if pattern.voice else "",
    ]
    return ", ".join([words, *filter(None, more)])


def word_lists(selection: Selection) -> pl.DataFrame:
    """List the word lists that patterns refer to, the negators first.

    Returns
    -------
    DataFrame
        list (as patterns write it), entries.
    """
    book = selection.tables.codebook
    rows = [("negators", list(book.matching.negators))] if book.matching.negators else []
    rows += [(f"<{name}>", list(entries)) for name, entries in book.lists.items()]
    schema: Schema = {"list": pl.String, "entries": pl.List(pl.String)}
    return pl.DataFrame(rows, schema=schema, orient="row")


def wording_pairs(selection: Selection) -> pl.DataFrame:
    """List the pairs of wordings for one thing.

    Returns
    -------
    DataFrame
        pair (what they stand for), left, right.
    """
    rows = [
        (pair.label, list(pair.left), list(pair.right)) for pair in selection.tables.codebook.pairs
    ]
    schema: Schema = {"pair": pl.String, "left": pl.List(pl.String), "right": pl.List(pl.String)}
    return pl.DataFrame(rows, schema=schema, orient="row")


def shipped_codebooks(folder: Path = DEFAULTS) -> pl.DataFrame:
    """List the codebooks that come with the package.

    Returns
    -------
    DataFrame
        title, frames (how many), labels, source, place (file of the package).
    """
    rows = [
        (
            book.title,
            len(book.frames),
            [frame.label for frame in book.frames],
            book.source,
            f"{folder.parent.name}/{folder.name}/{path.name}",
        )
        for path, book in _read_codebooks(folder)
    ]
    schema: Schema = {
        "title": pl.String,
        "frames": pl.Int64,
        "labels": pl.List(pl.String),
        "source": pl.String,
        "place": pl.String,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def _read_codebooks(folder: Path) -> list[tuple[Path, Codebook]]:
    """Read the files of a folder that are codebooks."""
    books = []
    for path in sorted(folder.glob("*.yml")):
        try:
            books.append((path, read_codebook(path)))
        except InputError:
            continue
    return books


def _chosen_first(selection: Selection) -> list[Frame]:
    book = selection.tables.codebook
    sets = dict.fromkeys([*selection.frames["set"], *book.frame_sets()])
    return [frame for name in sets for frame in book.frames if frame.set == name]


def _note(frame: Frame) -> str:
    sides = [
        f"speaks {'for' if value > 0 else 'against'} {side.replace('_', ' ').capitalize()}"
        for side, value in frame.evaluates.items()
    ]
    return " · ".join(
        filter(None, [f"`{frame.id}`", ", ".join(frame.function), *sides, frame.source])
    )


def _codes(patterns: tuple[str, ...]) -> str:
    return " / ".join(f"`{pattern}`" for pattern in patterns)
