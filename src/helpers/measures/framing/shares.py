"""How often the frames are used: shares, rates, co-occurrence, functions."""

from collections.abc import Sequence
from itertools import combinations_with_replacement

import polars as pl

from helpers.corpus.text.tokens import TOKEN
from helpers.measures.framing.codebook import Codebook
from helpers.measures.joins import KEYS, PLACES, join_in_order, name_places


def countable(sentences: pl.DataFrame) -> pl.DataFrame:
    """Return the sentences that can be coded: all but boilerplate, and those that are not searched.

    Parameters
    ----------
    sentences
        kind and searched (whether frames are searched in the sentence), where there are such
        columns.

    Examples
    --------
    >>> table = pl.DataFrame({"kind": ["body", "boilerplate", "body"], "searched": [1, 1, 0]})
    >>> countable(table.cast({"searched": pl.Boolean})).height
    1
    """
    if "searched" in sentences.columns:
        sentences = sentences.filter("searched")
    if "kind" not in sentences.columns:
        return sentences
    return sentences.filter(pl.col("kind").ne_missing("boilerplate"))


def indicators(
    codes: pl.DataFrame, sentences: pl.DataFrame, *, frames: Sequence[str] | None = None
) -> pl.DataFrame:
    """Return for every sentence and frame whether the sentence has the frame.

    Returns
    -------
        document, sentence, frame, value (1 or 0), hits (places in the sentence); frame by
        frame in the order of the sentences.

    Examples
    --------
    >>> table = pl.DataFrame({"document": ["d", "d"], "sentence": [0, 1]})
    >>> codes = pl.DataFrame({"document": ["d"], "sentence": [1], "frame": ["costs"]})
    >>> indicators(codes, table).rows()
    [('d', 0, 'costs', 0, 0), ('d', 1, 'costs', 1, 1)]
    """
    names = sorted(codes["frame"].unique().to_list()) if frames is None else list(frames)
    hits = codes.group_by(*KEYS, "frame").agg(pl.len().cast(pl.Int64).alias("hits"))
    return (
        pl.DataFrame({"frame": names}, schema={"frame": pl.String})
        .join(countable(sentences).select(KEYS), how="cross", maintain_order="left_right")
        .join(hits, on=[*KEYS, "frame"], how="left", maintain_order="left")
        .with_columns(pl.col("hits").fill_null(0))
        .select(*KEYS, "frame", (pl.col("hits") > 0).cast(pl.Int64).alias("value"), "hits")
    )


def hits_of_frames(
    codes: pl.DataFrame, sentences: pl.DataFrame, *, frames: Sequence[str]
) -> pl.DataFrame:
    """Count the places of each frame in each sentence, the frames side by side.

    Returns
    -------
        The sentences that can be coded, and a column for each frame.

    Examples
    --------
    >>> table = pl.DataFrame({"document": ["d", "d"], "sentence": [0, 1]})
    >>> codes = pl.DataFrame({"document": ["d"], "sentence": [1], "frame": ["costs"]})
    >>> hits_of_frames(codes, table, frames=["costs", "peace"]).rows()
    [('d', 0, 0, 0), ('d', 1, 1, 0)]
    """
    hits = codes.group_by(KEYS).agg(
        (pl.col("frame") == name).sum().cast(pl.Int32).alias(name) for name in frames
    )
    return join_in_order(countable(sentences), hits).with_columns(pl.col(frames).fill_null(0))


def frame_shares(
    codes: pl.DataFrame,
    sentences: pl.DataFrame,
    *,
    by: Sequence[str] = (),
    frames: Sequence[str] | None = None,
) -> pl.DataFrame:
    """Return how large a share of the sentences has each frame, and how often it occurs.

    Returns
    -------
        The columns of `by`, frame, with_frame (sentences that have it), n (sentences),
        share (with_frame / n), hits (places), tokens (words in the n sentences),
        per_thousand (1000 hits / tokens). Every frame has a row in every group, groups and frames
        in the order of `sentences` and `frames`.

    Examples
    --------
    >>> table = pl.DataFrame({"document": ["d", "d"], "sentence": [0, 1],
    ...                       "text": ["Costs upon costs.", "It is cold."]})
    >>> codes = pl.DataFrame({"document": ["d", "d"], "sentence": [0, 0],
    ...                       "frame": ["costs", "costs"]})
    >>> frame_shares(codes, table, by=["document"]).rows(named=True)
    [{'document': 'd', 'frame': 'costs', 'with_frame': 1, 'n': 2, 'share': 0.5, 'hits': 2,
      'tokens': 6, 'per_thousand': 333.33...}]
    """
    require(sentences, [*KEYS, "text", *by])
    units = countable(sentences).select(
        *dict.fromkeys([*KEYS, *by]),
        pl.col("text").str.count_matches(TOKEN).fill_null(0).cast(pl.Int64).alias("tokens"),
    )
    values = indicators(codes, units, frames=frames)
    groups = [*by, "frame"]
    return (
        values.join(units, on=KEYS, maintain_order="left")
        .group_by(groups, maintain_order=True)
        .agg(
            pl.col("value").sum().alias("with_frame"),
            pl.len().cast(pl.Int64).alias("n"),
            pl.col("value").mean().alias("share"),
            pl.col("hits").sum(),
            pl.col("tokens").sum(),
        )
        .with_columns(
            pl.when(pl.col("tokens") > 0)
            .then(1000 * pl.col("hits") / pl.col("tokens"))
            .alias("per_thousand")
        )
    )


def cooccurrence(
    codes: pl.DataFrame, sentences: pl.DataFrame, *, frames: Sequence[str] | None = None
) -> pl.DataFrame:
    """Return how often two frames share a sentence, against what chance would give.

    Returns
    -------
        first, second, both (sentences that have both; for a frame with itself, that have
        it), n_first, n_second, n (sentences), expected (n_first * n_second / n, None for a
        frame with itself), jaccard (both / sentences that have either); every pair once.

    Examples
    --------
    >>> table = pl.DataFrame({"document": ["d"] * 4, "sentence": [0, 1, 2, 3]})
    >>> codes = pl.DataFrame({"document": ["d"] * 3, "sentence": [0, 0, 1],
    ...                       "frame": ["a", "b", "a"]})
    >>> cooccurrence(codes, table).row(1, named=True)
    {'first': 'a', 'second': 'b', 'both': 1, 'n_first': 2, 'n_second': 1, 'n': 4,
     'expected': 0.5, 'jaccard': 0.5}
    """
    names = sorted(codes["frame"].unique().to_list()) if frames is None else list(frames)
    countable_sentences = countable(sentences)
    n = countable_sentences.height
    held = join_in_order(codes.select(*KEYS, "frame").unique(), countable_sentences, how="semi")
    having = {
        str(name): frozenset(group.select(KEYS).iter_rows())
        for (name,), group in held.group_by("frame")
    }
    rows = []
    for first, second in combinations_with_replacement(names, 2):
        one, other = having.get(first, frozenset()), having.get(second, frozenset())
        either = len(one | other)
        rows.append(
            {
                "first": first,
                "second": second,
                "both": len(one & other),
                "n_first": len(one),
                "n_second": len(other),
                "n": n,
                "expected": None if first == second or not n else len(one) * len(other) / n,
                "jaccard": len(one & other) / either if either else None,
            }
        )
    whole = dict.fromkeys(["both", "n_first", "n_second", "n"], pl.Int64)
    return pl.DataFrame(
        rows,
        schema={
            "first": pl.String,
            "second": pl.String,
            **whole,
            "expected": pl.Float64,
            "jaccard": pl.Float64,
        },
    )


def frames_together(
    codes: pl.DataFrame, sentences: pl.DataFrame, *, frames: Sequence[str] | None = None
) -> pl.DataFrame:
    """List the pairs of frames that share a sentence.

    Returns
    -------
        first, second, both (sentences that have both), expected (as many as chance would give:
        n_first * n_second / n), ratio (both / expected), places ("document#sentence" of each
        sentence with both); the pair that meets most often first.

    Examples
    --------
    >>> table = pl.DataFrame({"document": ["d"] * 4, "sentence": [0, 1, 2, 3]})
    >>> codes = pl.DataFrame({"document": ["d"] * 3, "sentence": [0, 0, 1],
    ...                       "frame": ["a", "b", "a"]})
    >>> frames_together(codes, table).rows()
    [('a', 'b', 1, 0.5, 2.0, ['d#0'])]
    """
    held = codes.select(*KEYS, "frame").unique(maintain_order=True)
    places = (
        held.rename({"frame": "first"})
        .join(held.rename({"frame": "second"}), on=KEYS, maintain_order="left_right")
        .group_by("first", "second")
        .agg(name_places().head(PLACES))
    )
    return (
        cooccurrence(codes, sentences, frames=frames)
        .filter(pl.col("first") != pl.col("second"), pl.col("both") > 0)
        .join(places, on=["first", "second"], how="left", maintain_order="left")
        .with_columns(ratio=pl.col("both") / pl.col("expected"))
        .sort("both", "ratio", "first", "second", descending=[True, True, False, False])
        .select("first", "second", "both", "expected", "ratio", "places")
    )


def functions(codes: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    """Return the codes grouped by what the frames do (problem, cause, judgement, remedy).

    A frame that serves several functions (Entman 1993, "Framing: toward clarification of a
    fractured paradigm", Journal of Communication 43(4), 51-58) is counted for each of them, so a
    sentence has a function where it has any frame that serves it. The result can be used wherever
    codes can: ``frame_shares(functions(codes, book), sentences)`` gives the share of each function.

    Returns
    -------
        The columns of `codes`, with the function in the place of the frame.
    """
    pairs = [(frame.id, name) for frame in codebook.frames for name in frame.function]
    table = pl.DataFrame(pairs, schema={"frame": pl.String, "function": pl.String}, orient="row")
    return (
        codes.join(table, on="frame", maintain_order="left_right")
        .with_columns(pl.col("function").alias("frame"))
        .select(codes.columns)
    )


def with_documents(
    sentences: pl.DataFrame, documents: pl.DataFrame, *, every: str = "1mo"
) -> pl.DataFrame:
    """Return the sentences with their document's outlet, country and period.

    Parameters
    ----------
    documents
        document, outlet, country, published (Date, None where undated).
    every
        Length of a period in polars' duration language ("1w", "1mo", "1q", "1y").

    Returns
    -------
        The sentences in their order, with outlet, country and period (its first day) added.
    """
    return sentences.join(
        documents.select(
            "document",
            "outlet",
            "country",
            pl.col("published").dt.truncate(every).alias("period"),
        ),
        on="document",
        how="left",
        maintain_order="left",
    )


def require(table: pl.DataFrame, columns: Sequence[str]) -> None:
    """Raise a ValueError that names the columns which a table lacks.

    Examples
    --------
    >>> require(pl.DataFrame({"text": []}), ["text", "voice"])
    Traceback (most recent call last):
    ValueError: the table has no column "voice" (it has: text)
    """
    missing = [name for name in columns if name not in table.columns]
    if missing:
        has = ", ".join(table.columns)
        raise ValueError(f'the table has no column "{", ".join(missing)}" (it has: {has})')
