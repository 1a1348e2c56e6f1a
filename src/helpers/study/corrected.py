"""Shares and means as the coders of a random sample of the sentences correct them."""

from typing import Any, NamedTuple

import polars as pl

from helpers.measures.correction.ratio import Ratio, corrected_ratio
from helpers.measures.framing.shares import countable, indicators
from helpers.measures.joins import KEYS, join_in_order
from helpers.study.coded_values import PROBABILITY, STRATUM, coded_sentences
from helpers.study.selection import Selection, once
from helpers.study.tones import BOUNDED, who

SHARE, TONE = (0.0, 1.0), (-1.0, 1.0)
AS_READ, CORRECTED, CODED = "as read", "corrected", "coded sentences alone"
_EVERY = pl.lit(value=True)
_SERIES = {
    AS_READ: ("measured", None, None),
    CORRECTED: ("corrected", "low", "high"),
    CODED: ("coded_only", "coded_low", "coded_high"),
}

_SCHEMA = {
    "counted": pl.String,
    "value": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "coded_n": pl.Int64,
    "weight": pl.Float64,
}


class Quantity(NamedTuple):
    """A mean over the sentences of a group: by the instruments, and by the coders.

    Attributes
    ----------
    read, coded
        The value of a sentence, over the columns of `corrections`.
    of, coded_of
        Whether it belongs to the group.
    """

    read: pl.Expr
    coded: pl.Expr
    of: pl.Expr = _EVERY
    coded_of: pl.Expr = _EVERY


@once
def population(selection: Selection) -> pl.DataFrame:
    """Lay out the counted sentences with what instruments and coders say of them.

    Returns
    -------
    DataFrame
        document, sentence, voice, bloc, speaker, outlet, period; ``has FRAME`` and ``coded has
        FRAME`` for each frame of the chosen set; score (of the chosen instrument of tone) and
        coded_tone; ``coded_`` and the name of each coded field; probability, stratum, drawn.
    """
    frames = selection.frames["frame"].to_list()
    sentences = countable(selection.sentences)
    found = indicators(selection.codes, sentences, frames=frames).with_columns(
        pl.format("has {}", "frame").alias("frame")
    )
    wide = found.pivot(
        "frame", on_columns=[f"has {name}" for name in frames], index=KEYS, values="value"
    )
    tones = selection.tones.filter(pl.col("lexicon") == selection.parameters.lexicon)
    table = (
        sentences.select(*KEYS, "voice", "bloc", "speaker", "outlet", "period")
        .pipe(join_in_order, wide)
        .pipe(join_in_order, tones.select(*KEYS, "score"))
        .pipe(join_in_order, coded_sentences(selection))
    )
    sets = dict(selection.frames.select("frame", "set").iter_rows())
    return table.with_columns(
        pl.col("coded_tone").cast(pl.Float64),
        *(
            pl.col(f"coded_{sets[name]}")
            .str.split(";")
            .list.contains(name)
            .cast(pl.Float64)
            .alias(f"coded has {name}")
            for name in frames
        ),
    )


def frame_quantity(frame: str) -> Quantity:
    """Whether a sentence has a frame."""
    return Quantity(pl.col(f"has {frame}"), pl.col(f"coded has {frame}"))


def tone_quantity() -> Quantity:
    """The tone of a sentence."""
    return Quantity(pl.col("score"), pl.col("coded_tone"))


def within(selection: Selection, quantity: Quantity, field: str, value: str) -> Quantity:
    """Restrict a quantity to a group of sentences.

    Where the field was coded, the coders decide for their sentences who belongs to it; elsewhere
    the group is that of the rules.

    Parameters
    ----------
    selection
        The study.
    quantity
        What is averaged.
    field
        ``who`` (sources or narrator), ``voice``, ``bloc``, or a column that is not coded, such as
        ``outlet`` or ``period``.
    value
        The group's value in it.
    """
    read = who() if field == "who" else pl.col(field)
    of = (read == value).fill_null(value=False)
    column = f"coded_{'voice' if field == 'who' else field}"
    table = population(selection)
    if column not in table.columns or not table.filter("drawn")[column].count():
        return quantity._replace(of=of, coded_of=of)
    coded = who(column) if field == "who" else pl.col(column)
    return quantity._replace(of=of, coded_of=coded == value)


def correct(
    selection: Selection,
    quantity: Quantity,
    *,
    less: Quantity | None = None,
    bounded: tuple[float, float] = SHARE,
) -> dict[str, Any] | None:
    """Correct a share or mean, or what it is more than another.

    Parameters
    ----------
    selection
        The study.
    quantity, less
        What is measured, and what is subtracted from it.
    bounded
        Least and greatest value.

    Returns
    -------
    dict
        The row of `helpers.measures.correction.ratio.corrected_ratio`. None where no sentence was
        drawn at random and coded, where paragraphs are counted, and where the tone is on a scale
        other than the coders'.
    """
    table = population(selection)
    is_tone = bounded == TONE
    if (
        selection.parameters.unit != "sentence"
        or not table["drawn"].any()
        or (is_tone and selection.parameters.lexicon not in BOUNDED)
    ):
        return None
    columns, ratios = [], []
    for name, one in (("first", quantity), ("second", less)):
        if one is None:
            continue
        # A sentence that the coders did not agree on is one that was not coded.
        answered = pl.col("drawn") & one.coded_of.is_not_null()
        answered &= ~one.coded_of.fill_null(value=False) | one.coded.is_not_null()
        own = pl.when(answered)
        columns += [
            # What the instrument does not know counts as the mean of the others in the group.
            pl.when(one.of)
            .then(one.read.fill_null(one.read.filter(one.of).mean()))
            .otherwise(0.0)
            .cast(pl.Float64)
            .alias(f"{name} read"),
            one.of.cast(pl.Float64).alias(f"{name} of"),
            own.then(pl.when(one.coded_of).then(one.coded).otherwise(0.0))
            .cast(pl.Float64)
            .alias(f"{name} coded"),
            own.then(one.coded_of.cast(pl.Float64)).alias(f"{name} coded of"),
        ]
        ratios.append(Ratio(*(f"{name} {part}" for part in ("read", "of", "coded", "coded of"))))
    measured = table.with_columns(columns)
    return corrected_ratio(
        measured,
        ratios[0],
        less=ratios[1] if len(ratios) > 1 else None,
        probability=PROBABILITY,
        stratum=STRATUM,
        level=selection.parameters.confidence,
        bounded=bounded,
    ).row(0, named=True)


def corrected_shares(selection: Selection) -> pl.DataFrame:
    """Give the share of sentences that hold each frame: as read, corrected, and as coded.

    Returns
    -------
    DataFrame
        frame, counted (how it was got), share, low, high, coded_n (sentences), weight (of the
        instrument in the corrected share): three rows a frame, the most frequent first. No rows
        where nothing can be corrected.
    """
    parts = []
    for frame in selection.frames["frame"]:
        row = correct(selection, frame_quantity(frame))
        if row is not None and row["corrected"] is not None:
            parts.append(_series(row).with_columns(pl.lit(frame).alias("frame")))
    schema = {"frame": pl.String, **_SCHEMA}
    if not parts:
        return pl.DataFrame(schema=schema)
    first = pl.col("value").filter(pl.col("counted") == AS_READ).first().over("frame")
    return (
        pl.concat(parts)
        .select(list(schema))
        .sort(first, "frame", descending=[True, False], maintain_order=True)
    )


def corrected_tones(selection: Selection) -> pl.DataFrame:
    """Give the mean tone of all sentences, of sources and of reporters: as read and corrected.

    Returns
    -------
    DataFrame
        group (in words), counted, value, low, high, coded_n, weight; three rows a group. No rows
        where nothing can be corrected.
    """
    quantity = tone_quantity()
    groups = {
        "all sentences": quantity,
        "sources": within(selection, quantity, "who", "sources"),
        "reporters": within(selection, quantity, "who", "narrator"),
    }
    parts = []
    for name, one in groups.items():
        row = correct(selection, one, bounded=TONE)
        if row is not None and row["corrected"] is not None:
            parts.append(_series(row).with_columns(pl.lit(name).alias("group")))
    schema = {"group": pl.String, **_SCHEMA}
    return pl.concat(parts).select(list(schema)) if parts else pl.DataFrame(schema=schema)


def _series(row: dict[str, Any]) -> pl.DataFrame:
    rows = [
        (name, row[value], low and row[low], high and row[high], row["coded_n"], row["weight"])
        for name, (value, low, high) in _SERIES.items()
    ]
    return pl.DataFrame(rows, schema=_SCHEMA, orient="row")
