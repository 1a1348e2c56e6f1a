"""What learning from coded sentences gains, as tables."""

import polars as pl

from helpers.measures.agreement import accuracy
from helpers.measures.calibration.cuts import Cuts
from helpers.measures.calibration.models import Model
from helpers.measures.joins import join_in_order
from helpers.study.chosen import CODED
from helpers.study.learning import LearntTone, learn_tone
from helpers.study.selection import Selection, once

CANDIDATES = {
    "default": "default threshold",
    "cuts": "cut points from coded sentences",
    "logistic": "all tools together, from coded sentences",
}
ALWAYS = "always neutral"
_TONE = {
    "candidate": pl.String,
    "n": pl.Int64,
    **dict.fromkeys(("accuracy", "macro_f1", "gain", "low", "high"), pl.Float64),
    **dict.fromkeys(("turns", "used"), pl.String),
}
_FRAMES = {
    "frame": pl.String,
    "support": pl.Int64,
    **dict.fromkeys(("patterns", "learnt", "gain", "low", "high"), pl.Float64),
    "used": pl.String,
}
YES, NO = "yes", "no"


@once
def learnt_tone(selection: Selection) -> LearntTone | None:
    """Give what coded sentences teach of tone; None where too few are coded."""
    return learn_tone(selection.tables.chosen.made or selection.tables, selection.parameters)


def tone_candidates(selection: Selection) -> pl.DataFrame:
    """Set the ways of labelling tone beside each other, each on articles that it has not seen.

    Parameters
    ----------
    selection
        All coded sentences of its corpus count, weighted by how they were drawn.

    Returns
    -------
    DataFrame
        candidate (`CANDIDATES` in words, and `ALWAYS`), n (coded sentences), accuracy, macro_f1,
        gain (in accuracy over the default) with low and high, turns (where it calls a sentence
        negative and positive), used (whether the book labels by it). No rows where fewer than
        `helpers.corpus.coding.fields.FEWEST_CODED` sentences have a coded tone.
    """
    learnt = learnt_tone(selection)
    if learnt is None:
        return pl.DataFrame(schema=_TONE)
    scores = accuracy(
        learnt.labels, gold="gold", predicted="predicted", by="candidate", weight="weight"
    ).select("candidate", "accuracy", "macro_f1")
    guess = learnt.labels.filter(candidate="default").with_columns(
        pl.lit(ALWAYS).alias("candidate"), pl.lit(0, pl.Int64).alias("predicted")
    )
    guessed = accuracy(
        guess, gold="gold", predicted="predicted", by="candidate", weight="weight"
    ).select("candidate", "accuracy", "macro_f1")
    gains = learnt.gains.filter(against="default").select("candidate", "low", "high", gain="value")
    in_use = learnt.chosen if selection.parameters.tone_cuts == CODED else "default"
    rows = join_in_order(pl.concat([scores, guessed]), gains, on="candidate").with_columns(
        n=pl.lit(guess.height, pl.Int64),
        turns=pl.col("candidate").replace_strict(
            {name: cut_words(model) for name, model in learnt.models.items()},
            default=None,
            return_dtype=pl.String,
        ),
        used=pl.when(pl.col("candidate") == in_use).then(pl.lit(YES)).otherwise(pl.lit(NO)),
    )
    places = {name: place for place, name in enumerate([*CANDIDATES, ALWAYS])}
    in_order = rows.sort(pl.col("candidate").replace_strict(places, return_dtype=pl.Int64))
    return in_order.select(
        pl.col("candidate").replace(CANDIDATES), *(name for name in _TONE if name != "candidate")
    )


def cut_words(model: Model) -> str:
    """Say where a model turns negative and positive.

    Examples
    --------
    >>> cut_words(Cuts("vader", lower=-0.25, upper=None))
    'negative from −0.25 down, never positive'
    """
    if not isinstance(model, Cuts):
        return "by what all scores say together"
    below, above = (
        f"never {tone}"
        if cut is None
        else f"{tone} from {cut:.2g} {way}"
        if cut
        else f"{tone} {beyond} 0"
        for tone, cut, way, beyond in (
            ("negative", model.lower, "down", "below"),
            ("positive", model.upper, "up", "above"),
        )
    )
    return f"{below}, {above}".replace("-", "−")


def frame_candidates(selection: Selection) -> pl.DataFrame:
    """Set the codebook's patterns beside what is learnt, each on articles that were not seen.

    Learning takes its time, so it is done only where the parameter `frames_from` asks for it.

    Parameters
    ----------
    selection
        All coded sentences of its corpus count, for all frames of its set.

    Returns
    -------
    DataFrame
        frame, support (coded sentences that have it), patterns and learnt (F1 of both, weighted by
        how the sentences were drawn), gain with low and high, used (whether the book takes what
        was learnt).
    """
    learnt = selection.tables.chosen.learnt_frames
    if learnt is None:
        return pl.DataFrame(schema=_FRAMES)
    gold, read = (pl.col(name).cast(pl.Float64) for name in ("gold", "predicted"))
    hits, either = ((pl.col("weight") * part).sum() for part in (2 * gold * read, gold + read))
    rows = []
    for frame, low, high, gain in learnt.gains.select("frame", "low", "high", "value").iter_rows():
        own = learnt.labels.filter(frame=frame)
        f1 = dict(own.group_by("candidate").agg(hits / either).iter_rows())
        support = own.filter(candidate="learned")["gold"].sum()
        used = YES if frame in learnt.frames else NO
        both = (f1["dictionary"], f1["learned"])
        rows.append((frame, support, *both, gain, low, high, used))
    table = pl.DataFrame(rows, schema=_FRAMES, orient="row")
    return join_in_order(selection.frames.select("frame"), table, on="frame", how="inner")
