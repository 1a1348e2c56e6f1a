"""Compare the instruments with coded sentences.

Only answers that all coders of a sentence agree on are scored: where they differ, none is right.
"""

from functools import reduce

import polars as pl

from helpers.measures.agreement import krippendorff_alpha, precision_recall_f1
from helpers.measures.framing.codebook import FrameSet
from helpers.measures.joins import KEYS, join_in_order
from helpers.measures.resampling import bootstrap_ratios, wilson_interval
from helpers.measures.sentiment.labels import label
from helpers.study.parameters import Parameters
from helpers.study.tables import Tables

UNIT = ("document", "start", "end")
LABELS = ("kind", "voice", "speaker", "bloc", "tone")
SETS = ("frames", "generic")
# Customary bounds: Krippendorff (2004) for alpha; an F1 below one half errs more than it hits.
TENTATIVE, WEAK = 0.667, 0.5
SCORES = {
    "frame": pl.String,
    "set": pl.String,
    "support": pl.Int64,
    "predicted": pl.Int64,
    "precision": pl.Float64,
    "recall": pl.Float64,
    "f1": pl.Float64,
    "prevalence": pl.Float64,
    "always_f1": pl.Float64,
    "alpha": pl.Float64,
    "exploratory": pl.Boolean,
}
# F1 = 2 hits / (coded + found); that of the guess that always names the frame has found = all.
RATIOS = {"f1": ("twice", "either"), "always_f1": ("coded_twice", "guessed")}


def consensus(coding: pl.DataFrame) -> pl.DataFrame:
    """Reduce the coders' rows to what they agree on.

    Parameters
    ----------
    coding
        One row per sentence and coder, as in ``corpus/coding/sentences.csv``.

    Returns
    -------
    DataFrame
        One row per sentence: document, start, end, text and each coded field; missing where the
        coders differ or the field was left empty by all (empty sets of frames are ``""``).

    Examples
    --------
    >>> coded = pl.DataFrame({
    ...     "document": ["a", "a"], "start": [0, 0], "end": [9, 9], "coder": ["a", "b"],
    ...     "text": ["It rains.", "It rains."], "kind": ["body", "body"], "voice": ["quote", "x"],
    ...     "speaker": ["", ""], "bloc": ["none", "none"], "tone": ["0", "0"],
    ...     "frames": ["x;y", "y;x"], "generic": ["", "z"],
    ... })
    >>> consensus(coded).select("voice", "frames", "generic").row(0)
    (None, 'x;y', None)
    """
    sorted_sets = coding.with_columns(
        pl.col(*SETS).fill_null("").str.split(";").list.sort().list.join(";"),
        pl.col("start", "end").cast(pl.Int64),
    )
    same = [
        pl.when(pl.col(name).fill_null("").n_unique() == 1).then(pl.col(name).first()).alias(name)
        for name in (*LABELS, *SETS)
    ]
    return (
        sorted_sets.group_by(UNIT, maintain_order=True)
        .agg(pl.col("text").first(), *same)
        .with_columns(pl.col(*LABELS).replace("", None))
    )


def compare_with_coders(tables: Tables) -> pl.DataFrame:
    """Compare what the instruments say with what the coders agree on.

    Returns
    -------
    DataFrame
        `consensus`, with sentence, and the instruments' kind, voice, speaker, bloc, tone, frames
        and generic as ``read_...``; a sentence that the splitter cuts elsewhere has missing values.
    """
    if not tables.coded.height:
        return pl.DataFrame()
    tone = label(
        tables.tones.filter(pl.col("lexicon") == "headline"), thresholds=tables.tone.thresholds
    ).select(
        "document",
        pl.col("sentence").alias("part_of"),
        # The coders had no "unknown": a sentence without a known word is read as neutral.
        read_tone=pl.col("tone").fill_null(0).cast(pl.String),
    )
    sets = {"issue": "read_frames", "generic": "read_generic"}
    frame_sets = pl.DataFrame([{"frame": f.id, "set": f.set} for f in tables.codebook.frames])
    places = tables.codes.join(frame_sets, on="frame")
    inside = (
        tables.spans.select(*KEYS, "start", "end", "part_of")
        .join(
            places.rename({"start": "from", "sentence": "part_of"}).drop("end"),
            on=["document", "part_of"],
        )
        .filter((pl.col("from") >= pl.col("start")) & (pl.col("from") < pl.col("end")))
    )
    frames = [
        inside.filter(pl.col("set") == which)
        .group_by(UNIT)
        .agg(pl.col("frame").unique().sort().str.join(";").alias(column))
        for which, column in sets.items()
    ]
    spans = tables.spans.rename(
        {name: f"read_{name}" for name in ("kind", "voice", "speaker", "bloc")}
    )
    table = reduce(
        lambda table, more: join_in_order(table, more, on=UNIT),
        frames,
        join_in_order(consensus(tables.coded), spans.drop("text"), on=UNIT).pipe(
            join_in_order, tone, on=["document", "part_of"]
        ),
    )
    return table.with_columns(pl.col(*sets.values()).fill_null("")).drop("part_of")


def coder_alpha(coding: pl.DataFrame, frames: list[str]) -> pl.DataFrame:
    """Krippendorff's alpha between the coders, for each field and each frame.

    Returns
    -------
    DataFrame
        field, level, units, alpha. Nominal for names, interval for tone; each frame a yes-or-no
        question over the sentences that all coders call body or heading.
    """
    text = coding.with_columns(
        pl.col(*LABELS).replace("", None), unit=pl.concat_str(UNIT, separator="|")
    )
    body = text.filter(pl.col("kind") != "boilerplate")
    present = body.select(
        "unit",
        "coder",
        *(
            pl.concat_str(pl.lit(";"), pl.col(*SETS).fill_null(""), pl.lit(";"), separator=";")
            .str.contains(f";{name};", literal=True)
            .cast(pl.Int8)
            .alias(name)
            for name in frames
        ),
    )
    names = krippendorff_alpha(
        text, unit="unit", coder="coder", values=["kind", "voice", "speaker", "bloc"]
    )
    tone = krippendorff_alpha(
        text.with_columns(pl.col("tone").cast(pl.Int64)),
        unit="unit",
        coder="coder",
        values="tone",
        level="interval",
    )
    each = krippendorff_alpha(present, unit="unit", coder="coder", values=frames)
    return pl.concat([names, tone, each]).select(
        pl.col("value").alias("field"), "level", "units", "alpha"
    )


def frame_scores(tables: Tables) -> pl.DataFrame:
    """Score each frame against the coders' agreement.

    Returns
    -------
    DataFrame
        frame, set, support, predicted, precision, recall, f1, prevalence, always_f1 (F1 of the
        guess that always names the frame), alpha, exploratory (F1 below one half, or alpha below
        .667); no rows without coded sentences.
    """
    rows = []
    for which, column, names, sentences in _questions(tables):
        table = precision_recall_f1(
            sentences, gold=column, predicted=f"read_{column}", labels=names, separator=";"
        )
        rows.append(
            table.filter(pl.col("label").is_in(names))
            .with_columns(set=pl.lit(which))
            .rename({"label": "frame"})
        )
    if not rows:
        return pl.DataFrame(schema=SCORES)
    scores = pl.concat(rows)
    alphas = coder_alpha(tables.coded, scores["frame"].to_list()).select(
        pl.col("field").alias("frame"), "alpha"
    )
    return (
        join_in_order(scores, alphas, on="frame")
        .with_columns(
            exploratory=(pl.col("f1").fill_null(0) < WEAK)
            | (pl.col("alpha").fill_null(0) < TENTATIVE)
        )
        .select(list(SCORES))
    )


def frame_intervals(tables: Tables, parameters: Parameters) -> pl.DataFrame:
    """Give the scores of each frame their intervals.

    Precision and recall are shares and have Wilson's; F1 is none, so blocks of coded
    sentences are resampled within their articles.

    Returns
    -------
    DataFrame
        The columns of `frame_scores`, and ``precision_low`` to ``always_f1_high``.
    """
    scores = frame_scores(tables)
    shares = scores.with_columns(
        hits=(pl.col("recall") * pl.col("support")).round().fill_null(0).cast(pl.Int64)
    )
    for score, whole in (("precision", "predicted"), ("recall", "support")):
        bounds = wilson_interval(
            shares.select("frame", "hits", whole), hits="hits", n=whole, level=parameters.confidence
        ).select("frame", pl.col("low", "high").name.prefix(f"{score}_"))
        scores = join_in_order(scores, bounds, on="frame")
    draws = [
        bootstrap_ratios(
            sentences.select(
                "document",
                "start",
                *(
                    counts
                    for name in names
                    for counts in _counts(sentences[column], sentences[f"read_{column}"], name)
                ),
            ),
            ratios={
                f"{score} {name}": (f"{upper} {name}", f"{lower} {name}")
                for name in names
                for score, (upper, lower) in RATIOS.items()
            },
            order="start",
            **parameters.resampling,
        )
        for _, column, names, sentences in _questions(tables)
    ]
    for score in RATIOS:
        if draws:
            bounds = pl.concat(draws).filter(pl.col("ratio").str.starts_with(f"{score} "))
            bounds = bounds.select(
                pl.col("ratio").str.strip_prefix(f"{score} ").alias("frame"),
                pl.col("low", "high").name.prefix(f"{score}_"),
            )
            scores = join_in_order(scores, bounds, on="frame")
        else:
            empty = pl.lit(None, pl.Float64)
            scores = scores.with_columns(empty.alias(f"{score}_low"), empty.alias(f"{score}_high"))
    return scores


def _questions(tables: Tables) -> list[tuple[str, str, list[str], pl.DataFrame]]:
    """List each set of frames that was coded: set, column, frames, the sentences agreed on."""
    comparison = compare_with_coders(tables)
    questions: list[tuple[str, str, list[str], pl.DataFrame]] = []
    columns: dict[FrameSet, str] = {"issue": "frames", "generic": "generic"}
    for which, column in columns.items():
        names = tables.codebook.frame_ids(of=which)
        if not names or not comparison.height:
            continue
        sentences = comparison.filter(
            pl.col(column).is_not_null() & (pl.col("kind") != "boilerplate")
        )
        if sentences.height:
            questions.append((which, column, names, sentences))
    return questions


def _counts(gold: pl.Series, read: pl.Series, name: str) -> list[pl.Series]:
    gold_hits, read_hits = (
        side.str.split(";").list.contains(name).cast(pl.Int64) for side in (gold, read)
    )
    counts = {
        "twice": 2 * gold_hits * read_hits,
        "either": gold_hits + read_hits,
        "coded_twice": 2 * gold_hits,
        "guessed": gold_hits + 1,
    }
    return [column.alias(f"{key} {name}") for key, column in counts.items()]


def mistakes(comparison: pl.DataFrame, field: str) -> pl.DataFrame:
    """Sentences where an instrument says something other than the coders agree on.

    Returns
    -------
    DataFrame
        document, sentence, text, coded, read.
    """
    gold, answer = pl.col(field), pl.col(f"read_{field}")
    return comparison.filter(gold.is_not_null() & gold.ne_missing(answer)).select(
        "document", "sentence", "text", coded=gold, read=answer
    )
