"""Shares and means as the coders of a random sample of the sentences correct them."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import polars as pl

from helpers.measures.correction.ratio import Ratio, corrected_ratio
from helpers.measures.framing.shares import hits_of_frames
from helpers.measures.joins import KEYS, join_in_order
from helpers.study.coded_values import PROBABILITY, coded_sentences
from helpers.study.instruments import is_bounded
from helpers.study.selection import Selection, once
from helpers.study.tones import who

SHARE, SIGNED = (0.0, 1.0), (-1.0, 1.0)
AS_READ, CORRECTED, CODED = "as measured", "corrected", "by the coders alone"
_EVERY, _SEARCHED = pl.lit(value=True), pl.col("searched")
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
        Whether it belongs to the group, in a language that the instrument knows.
    bounded
        Least and greatest value.
    is_comparable
        Whether the instrument's values are on the coders' scale.
    is_answered
        Whether the coders answered what is averaged, of a sentence in the group or outside it. If
        only those in the group had to be answered, too few of them would stand for the group.
    """

    read: pl.Expr
    coded: pl.Expr
    of: pl.Expr = _EVERY
    coded_of: pl.Expr = _EVERY
    bounded: tuple[float, float] = SHARE
    is_comparable: bool = True
    is_answered: pl.Expr = _EVERY


@once
def population(selection: Selection) -> pl.DataFrame:
    """Lay out the counted sentences with what instruments and coders say of them.

    Returns
    -------
    DataFrame
        document, sentence, voice, bloc, speaker, outlet, period, searched (for frames), rated
        (whether the chosen instrument of tone knows its language); ``has FRAME`` and ``coded has
        FRAME`` for each frame of the chosen set; score (of that instrument) and coded_tone;
        ``coded_`` and the name of each coded field; probability, drawn.
    """
    frames = selection.frames["frame"].to_list()
    sentences = selection.sentences.filter(pl.col("kind") != "boilerplate")
    found = hits_of_frames(selection.codes, sentences.select(*KEYS, "searched"), frames=frames)
    wide = found.select(
        *KEYS, *((pl.col(name) > 0).cast(pl.Int64).alias(f"has {name}") for name in frames)
    )
    tones = selection.tones_of(selection.parameters.lexicon)
    table = (
        sentences.select(*KEYS, "voice", "bloc", "speaker", "outlet", "period", "searched")
        .pipe(join_in_order, wide)
        .pipe(join_in_order, tones.select(*KEYS, "score", rated=pl.lit(value=True)))
        .pipe(join_in_order, coded_sentences(selection))
    )
    sets = dict(selection.frames.select("frame", "set").iter_rows())
    return table.with_columns(
        pl.col("rated").fill_null(value=False),
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
    coded = pl.col(f"coded has {frame}")
    return Quantity(
        pl.col(f"has {frame}"), coded, _SEARCHED, _SEARCHED, is_answered=coded.is_not_null()
    )


def frame_lead(first: str, second: str) -> Quantity:
    """1 for a sentence with the first frame alone, -1 for one with the second alone."""
    one, other = frame_quantity(first), frame_quantity(second)
    coded = one.coded - other.coded
    return one._replace(
        read=one.read - other.read,
        coded=coded,
        bounded=SIGNED,
        is_answered=coded.is_not_null(),
    )


def passed_on_quantity() -> Quantity:
    """1 for a sentence that quotes or paraphrases a source, -1 for the reporters' own words."""
    read, coded = (
        pl.when(who(name) == "sources").then(1.0).when(who(name).is_not_null()).then(-1.0)
        for name in ("voice", "coded_voice")
    )
    has_voice = pl.col("voice").is_not_null()
    is_answered = coded.is_not_null()
    return Quantity(read, coded, has_voice, has_voice, bounded=SIGNED, is_answered=is_answered)


def lead_quantity(column: str, first: str, second: str) -> Quantity:
    """1 for a sentence with one value of a coded column, -1 for one with another, else 0.

    Parameters
    ----------
    column
        What is coded of those who speak, such as ``bloc``.
    first, second
        The values.
    """
    read, coded = (
        (pl.col(name) == first).fill_null(value=False).cast(pl.Float64)
        - (pl.col(name) == second).fill_null(value=False).cast(pl.Float64)
        for name in (column, f"coded_{column}")
    )
    known = pl.col(f"coded_{column}").is_not_null()
    # Coders who leave it open for every reporter were not asked it of reporters.
    reporter = pl.coalesce(who("coded_voice"), who("voice")) == "narrator"
    is_answered = known | (reporter & ~(reporter & known).any()).fill_null(value=False)
    return Quantity(read, pl.when(known).then(coded), bounded=SIGNED, is_answered=is_answered)


def tone_quantity(selection: Selection) -> Quantity:
    """The tone of a sentence."""
    return Quantity(
        pl.col("score"),
        pl.col("coded_tone"),
        pl.col("rated"),
        pl.col("rated"),
        bounded=SIGNED,
        is_comparable=is_bounded(selection.parameters.lexicon),
        is_answered=pl.col("coded_tone").is_not_null(),
    )


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
        return quantity._replace(of=quantity.of & of, coded_of=quantity.coded_of & of)
    coded = who(column) if field == "who" else pl.col(column)
    return quantity._replace(of=quantity.of & of, coded_of=quantity.coded_of & (coded == value))


def correct(
    selection: Selection, quantity: Quantity, *, less: Quantity | None = None
) -> dict[str, Any] | None:
    """Correct a share or mean, or what it is more than another.

    Parameters
    ----------
    selection
        The study.
    quantity, less
        What is measured, and what is subtracted from it.

    Returns
    -------
    dict
        The row of `helpers.measures.correction.ratio.corrected_ratio`, in which coded_n counts the
        coded sentences of the group or groups. None where nothing can be corrected: no sentence was
        drawn at random and coded, paragraphs are counted, the instrument has a scale of its own, or
        too few sentences were coded.
    """
    table = population(selection)
    is_text = pl.col("coded_kind").ne_missing("boilerplate")
    is_possible = quantity.is_comparable and selection.parameters.unit == "sentence"
    if not is_possible or not table["drawn"].any():
        return None
    columns, ratios = [], []
    for name, one in (("first", quantity), ("second", less)):
        if one is None:
            continue
        # What the coders call boilerplate is in no group, and nothing more is asked of it.
        coded_of = one.coded_of & is_text
        # A sentence that the coders did not agree on is one that was not coded.
        answered = pl.col("drawn") & (one.is_answered | ~is_text) & coded_of.is_not_null()
        answered &= ~coded_of.fill_null(value=False) | one.coded.is_not_null()
        own = pl.when(answered)
        columns += [
            # What the instrument does not know counts as the mean of the others in the group.
            pl.when(one.of)
            .then(one.read.fill_null(one.read.filter(one.of).mean()))
            .otherwise(0.0)
            .cast(pl.Float64)
            .alias(f"{name} read"),
            one.of.cast(pl.Float64).alias(f"{name} of"),
            own.then(pl.when(coded_of).then(one.coded).otherwise(0.0))
            .cast(pl.Float64)
            .alias(f"{name} coded"),
            own.then(coded_of.cast(pl.Float64)).alias(f"{name} coded of"),
        ]
        ratios.append(Ratio(*(f"{name} {part}" for part in ("read", "of", "coded", "coded of"))))
    measured = table.with_columns(columns)
    row = corrected_ratio(
        measured,
        ratios[0],
        less=ratios[1] if len(ratios) > 1 else None,
        # Which stratum an undrawn sentence belongs to is not kept; the probabilities are enough.
        probability=PROBABILITY,
        level=selection.parameters.confidence,
        bounded=quantity.bounded,
    ).row(0, named=True)
    if row["corrected"] is None:
        return None
    sizes = measured.select(pl.col(ratio.coded_of).sum() for ratio in ratios)
    return row | {"coded_n": int(sum(sizes.row(0)))}


def coded_part(selection: Selection) -> Selection:
    """The part that coders can speak for: all where a sample was drawn, else `whole_articles`."""
    whole = whole_articles(selection)
    return selection.vary(documents=whole) if whole else selection


def corrected_shares(selection: Selection) -> pl.DataFrame:
    """Give the share of sentences that hold each frame: as read, corrected, and as coded.

    Returns
    -------
    DataFrame
        frame, counted (how it was got), value, low, high, coded_n (sentences), weight (of the
        instrument in the corrected share): a row for each way of getting it, the most frequent
        frame first. Of articles that were coded whole, no row is corrected. No rows where coders
        can speak for no part of the selection.
    """
    part = coded_part(selection)
    rows = {frame: correct(part, frame_quantity(frame)) for frame in part.frames["frame"]}
    first = pl.col("value").filter(counted=AS_READ).first().over("frame")
    return _series(part, "frame", rows).sort(
        first, "frame", descending=[True, False], maintain_order=True
    )


def beside_corrected(selection: Selection, shares: pl.DataFrame) -> pl.DataFrame:
    """Put the corrected share of each frame beside that of the instrument.

    Parameters
    ----------
    selection
        The study.
    shares
        frame, share, low, high, and further columns, as from `helpers.study.frames.shares`.

    Returns
    -------
    DataFrame
        The table with the column counted (`AS_READ`), and below each row another (`CORRECTED`)
        where it can be corrected; its further columns are missing.
    """
    corrected = corrected_shares(selection).filter(counted=CORRECTED)
    corrected = corrected.select("frame", "counted", "low", "high", share="value")
    both = [shares.with_columns(counted=pl.lit(AS_READ)), corrected]
    places = {frame: place for place, frame in enumerate(shares["frame"])}
    place = pl.col("frame").replace_strict(places, default=None, return_dtype=pl.Int64)
    return pl.concat(both, how="diagonal").sort(place, maintain_order=True, nulls_last=True)


def whole_articles(selection: Selection) -> list[str]:
    """Name the articles of which every counted sentence was coded, if none was drawn at random."""
    if selection.tables.sample.height:
        return []
    names = selection.tables.coded["document"].unique().sort().to_list()
    return [
        name
        for name in names
        if name in selection.documents["document"]
        and coded_sentences(selection.vary(documents=[name]))["drawn"].any()
    ]


def corrected_tones(selection: Selection) -> pl.DataFrame:
    """Give the mean tone of all sentences, of sources and of reporters: as read and corrected.

    Returns
    -------
    DataFrame
        who (in words), counted, value, low, high, coded_n, weight; as from `corrected_shares`.
    """
    part = coded_part(selection)
    tone = tone_quantity(part)
    groups = {
        "all sentences": tone,
        "sources": within(part, tone, "who", "sources"),
        "reporters": within(part, tone, "who", "narrator"),
    }
    return _series(part, "who", {name: correct(part, one) for name, one in groups.items()})


def _series(part: Selection, label: str, rows: Mapping[str, dict[str, Any] | None]) -> pl.DataFrame:
    """Lay out corrections, a row for each way of getting the number."""
    is_sample = part.tables.sample.height > 0
    parts = [
        (
            name,
            counted,
            row[value],
            # All sentences of such articles were coded: no sample leaves room.
            row[low] if low and is_sample else None,
            row[high] if high and is_sample else None,
            row["coded_n"],
            row["weight"],
        )
        for name, row in rows.items()
        if row is not None
        for counted, (value, low, high) in _SERIES.items()
        if is_sample or counted != CORRECTED
    ]
    return pl.DataFrame(parts, schema={label: pl.String, **_SCHEMA}, orient="row")
