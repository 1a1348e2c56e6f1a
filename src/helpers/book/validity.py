"""Hold the instruments against hand-coded sentences.

Scored is only what all coders of a sentence agree on: where they differ, no answer is right.
"""

from functools import reduce

import polars as pl

from helpers.book.tables import Tables
from helpers.measures.agreement import krippendorff_alpha, precision_recall_f1
from helpers.measures.sentiment.labels import label

UNIT = ("document", "start", "end")
LABELS = ("kind", "voice", "speaker", "bloc", "tone")
SETS = ("frames", "generic")
# Customary bounds: Krippendorff (2004) for alpha; an F1 below one half errs more than it hits.
TENTATIVE, WEAK = 0.667, 0.5


def agreed(coded: pl.DataFrame) -> pl.DataFrame:
    """Reduce the coders' rows to what they agree on.

    Parameters
    ----------
    coded
        One row per sentence and coder, as in ``corpus/coding/sentences.csv``.

    Returns
    -------
    DataFrame
        One row per sentence: document, start, end, text and each coded field; null where the
        coders differ or the field was left empty by all (empty sets of frames are ``""``).

    Examples
    --------
    >>> coded = pl.DataFrame({
    ...     "document": ["a", "a"], "start": [0, 0], "end": [9, 9], "coder": ["a", "b"],
    ...     "text": ["It rains.", "It rains."], "kind": ["body", "body"], "voice": ["quote", "x"],
    ...     "speaker": ["", ""], "bloc": ["none", "none"], "tone": ["0", "0"],
    ...     "frames": ["x;y", "y;x"], "generic": ["", "z"],
    ... })
    >>> agreed(coded).select("voice", "frames", "generic").row(0)
    (None, 'x;y', None)
    """
    ordered = coded.with_columns(
        pl.col(*SETS).fill_null("").str.split(";").list.sort().list.join(";"),
        pl.col("start", "end").cast(pl.Int64),
    )
    same = [
        pl.when(pl.col(name).fill_null("").n_unique() == 1).then(pl.col(name).first()).alias(name)
        for name in (*LABELS, *SETS)
    ]
    return (
        ordered.group_by(UNIT, maintain_order=True)
        .agg(pl.col("text").first(), *same)
        .with_columns(pl.col(*LABELS).replace("", None))
    )


def held_against(tables: Tables, *, lexicon: str = "headline") -> pl.DataFrame:
    """Set what the instruments say beside what the coders agree on.

    Returns
    -------
    DataFrame
        `agreed`, with sentence, and the instruments' kind, voice, speaker, bloc, tone, frames and
        generic as ``read_...``; a sentence that the splitter cuts elsewhere has nulls.
    """
    if not tables.coded.height:
        return pl.DataFrame()
    tone = label(
        tables.tones.filter(pl.col("lexicon") == lexicon), thresholds=tables.tone.thresholds
    ).select(
        "document",
        pl.col("sentence").alias("part_of"),
        # The coders had no "unknown": a sentence without a known word is read as neutral.
        read_tone=pl.col("tone").fill_null(0).cast(pl.String),
    )
    sets = {"issue": "read_frames", "generic": "read_generic"}
    listed = pl.DataFrame([{"frame": f.id, "set": f.set} for f in tables.codebook.frames])
    places = tables.codes.join(listed, on="frame")
    inside = (
        tables.spans.select("document", "sentence", "start", "end", "part_of")
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
    joined = reduce(
        lambda table, more: table.join(more, on=UNIT, how="left", maintain_order="left"),
        frames,
        agreed(tables.coded)
        .join(spans.drop("text"), on=UNIT, how="left", maintain_order="left")
        .join(tone, on=["document", "part_of"], how="left", maintain_order="left"),
    )
    return joined.with_columns(pl.col(*sets.values()).fill_null("")).drop("part_of")


def coder_alpha(coded: pl.DataFrame, frames: list[str]) -> pl.DataFrame:
    """Krippendorff's alpha between the coders, for each field and each frame.

    Returns
    -------
    DataFrame
        field, level, units, alpha. Nominal for names, interval for tone; each frame a yes-or-no
        question over the sentences that all coders call body or heading.
    """
    text = coded.with_columns(
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
        frame, set, support, predicted, precision, recall, f1, prevalence, alpha, exploratory
        (F1 below one half, or alpha below .667); no rows without coded sentences.
    """
    held = held_against(tables)
    if not held.height:
        return pl.DataFrame(schema={"frame": pl.String, "exploratory": pl.Boolean})
    book = tables.codebook
    rows = []
    for which, column in (("issue", "frames"), ("generic", "generic")):
        names = [frame.id for frame in book.frames if frame.set == which]
        known = held.filter(pl.col(column).is_not_null() & (pl.col("kind") != "boilerplate"))
        if names and known.height:
            scored = precision_recall_f1(
                known, gold=column, predicted=f"read_{column}", labels=names, separator=";"
            )
            rows.append(
                scored.filter(pl.col("label").is_in(names))
                .with_columns(set=pl.lit(which))
                .rename({"label": "frame"})
            )
    scores = pl.concat(rows)
    alphas = coder_alpha(tables.coded, scores["frame"].to_list()).select(
        pl.col("field").alias("frame"), "alpha"
    )
    return (
        scores.join(alphas, on="frame", how="left", maintain_order="left")
        .with_columns(
            exploratory=(pl.col("f1").fill_null(0) < WEAK)
            | (pl.col("alpha").fill_null(0) < TENTATIVE)
        )
        .select(
            "frame",
            "set",
            "support",
            "predicted",
            "precision",
            "recall",
            "f1",
            "prevalence",
            "alpha",
            "exploratory",
        )
    )


def mistakes(held: pl.DataFrame, field: str) -> pl.DataFrame:
    """Sentences where an instrument says something other than the coders agree on.

    Returns
    -------
    DataFrame
        document, sentence, text, coded, read.
    """
    gold, said = pl.col(field), pl.col(f"read_{field}")
    return held.filter(gold.is_not_null() & gold.ne_missing(said)).select(
        "document", "sentence", "text", coded=gold, read=said
    )
