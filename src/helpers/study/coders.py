"""What the coders of a corpus say, alike or not; programs are no coders."""

from collections.abc import Iterator, Mapping
from functools import partial

import polars as pl

from helpers.corpus.coding.fields import ABOUT, LABELS, PLACE, SCORE, SETTLED, STANCE, FrameSets
from helpers.measures.agreement import krippendorff_alpha
from helpers.measures.agreement_intervals import Scale, bootstrap_alpha
from helpers.study.parameters import Resampling

_Schema = Mapping[str, pl.DataType | type[pl.DataType]]
_DISAGREEMENTS: _Schema = {
    **dict.fromkeys(("document", "text", "field"), pl.String),
    **dict.fromkeys(("start", "end"), pl.Int64),
    "coders": pl.List(pl.String),
    "answers": pl.List(pl.String),
    "settled": pl.String,
}


def is_text() -> pl.Expr:
    """Tell whether a sentence counts: it does unless it was coded as boilerplate."""
    return pl.col("kind").ne_missing("boilerplate")


def people(codes: pl.DataFrame) -> pl.DataFrame:
    """Leave out the codes agreed on where coders differed, which are no coder's own."""
    return codes.filter(pl.col("coder") != SETTLED)


def coded_fields(codes: pl.DataFrame) -> list[str]:
    """List the fields that anybody coded.

    Examples
    --------
    >>> codes = pl.DataFrame({"document": ["a"], "coder": ["x"], "tone": ["1"], "kind": [None]})
    >>> coded_fields(codes)
    ['tone']
    """
    return [name for name in _fields(codes) if codes[name].count()]


def consensus(codes: pl.DataFrame) -> pl.DataFrame:
    """Reduce the coders' rows to what those agree on who answered.

    A code that was settled afterwards takes the place of what the coders say.

    Parameters
    ----------
    codes
        As `helpers.corpus.coding.codes.Codes.table`.

    Returns
    -------
    DataFrame
        One row per sentence: document, start, end, text and each field; missing where the coders
        differ or nobody answered (``""`` for a set of which no frame applies).

    Examples
    --------
    >>> codes = pl.DataFrame({
    ...     "document": "a", "start": 0, "end": 9, "coder": ["ann", "bo", "settled"],
    ...     "text": "It rains.", "voice": ["quote", "narrator", None], "speaker": None,
    ...     "tone": ["0", "1", "0"], "topic": ["x;y", None, None],
    ... })
    >>> consensus(codes).select("voice", "tone", "topic").row(0)
    (None, '0', 'x;y')
    """
    fields = _fields(codes)
    is_settled = pl.col("coder") == SETTLED
    alike = []
    for name in fields:
        answers = pl.col(name).filter(~is_settled).drop_nulls()
        settled = pl.col(name).filter(is_settled).drop_nulls().first()
        one = pl.when(answers.n_unique() == 1).then(answers.first())
        alike.append(pl.coalesce(settled, one).alias(name))
    single = [name for name in fields if name in LABELS or name.startswith(STANCE)]
    return (
        _with_silences(codes)
        .group_by(PLACE, maintain_order=True)
        .agg(pl.col("text").drop_nulls().first(), *alike)
        .with_columns(pl.col(single).replace("", None))
    )


def coder_alpha(codes: pl.DataFrame, frame_sets: FrameSets) -> pl.DataFrame:
    """Krippendorff's alpha between the coders, for each field and each frame.

    Returns
    -------
    DataFrame
        field (or id of the frame), level, coders, units (sentences coded twice or more), alike (of
        these, coded alike), alpha. Nominal for names, interval for tone; each
        frame a yes-or-no question over the sentences that are not coded as boilerplate. Fields that
        nobody coded have no row.
    """
    alphas = [
        krippendorff_alpha(table, unit=PLACE, coder="coder", values=name, level=scale)
        for name, scale, table in questions(codes, frame_sets)
    ]
    schema = {"field": pl.String, "level": pl.String, "coders": pl.Int64, "units": pl.Int64}
    schema |= {"alike": pl.Int64, "alpha": pl.Float64}
    if not alphas:
        return pl.DataFrame(schema=schema)
    return pl.concat(alphas).rename({"value": "field"}).select(list(schema))


def coder_agreement(
    codes: pl.DataFrame, frame_sets: FrameSets, *, resampling: Resampling
) -> pl.DataFrame:
    """Give alpha as `coder_alpha` does, with its interval, beside raw agreement.

    Returns
    -------
    DataFrame
        field (or id of the frame), level, units (sentences coded twice or more), alike (of these,
        coded alike), agreement (alike / units), alpha, low, high.
    """
    schema = {"field": pl.String, "level": pl.String, "units": pl.Int64, "alike": pl.Int64}
    schema |= dict.fromkeys(["agreement", "alpha", "low", "high"], pl.Float64)
    measure = partial(bootstrap_alpha, unit=PLACE, coder="coder", **resampling)
    rows = [
        measure(table, value=name, scale=scale).rename({"value": "field", "scale": "level"})
        for name, scale, table in questions(codes, frame_sets)
    ]
    return pl.concat(rows).select(list(schema)) if rows else pl.DataFrame(schema=schema)


def disagreements(codes: pl.DataFrame) -> pl.DataFrame:
    """List the answers in which coders of a sentence differ.

    Returns
    -------
    DataFrame
        document, start, end, text, field, coders, answers (lists, in the coders' alphabetical
        order), settled (the code agreed on afterwards; missing where there is none). An answer
        ``""`` says that no frame, no speaker, no side is there.

    Examples
    --------
    >>> codes = pl.DataFrame({
    ...     "document": "a", "start": [0, 0], "end": [9, 9], "coder": ["bo", "ann"],
    ...     "text": "It rains.", "tone": ["0", "1"], "topic": ["x", "x"],
    ... })
    >>> disagreements(codes).select("field", "coders", "answers").rows()
    [('tone', ['ann', 'bo'], ['1', '0'])]
    """
    every = _with_silences(codes)
    answers = people(every).sort("coder", maintain_order=True)
    settled = every.filter(pl.col("coder") == SETTLED)
    parts = [pl.DataFrame(schema=_DISAGREEMENTS)]
    for name in _fields(codes):
        differing = (
            answers.drop_nulls(name)
            .group_by(PLACE, maintain_order=True)
            .agg(
                pl.col("text").drop_nulls().first(),
                pl.lit(name).alias("field"),
                pl.col("coder").alias("coders"),
                pl.col(name).alias("answers"),
            )
            .filter(pl.col("answers").list.n_unique() > 1)
        )
        final = settled.select(*PLACE, pl.col(name).alias("settled"))
        parts.append(
            differing.join(final, on=PLACE, how="left", maintain_order="left").select(
                list(_DISAGREEMENTS)
            )
        )
    order = {name: place for place, name in enumerate(_fields(codes))}
    return pl.concat(parts).sort(
        "document",
        "start",
        pl.col("field").replace_strict(order, default=0, return_dtype=pl.Int64),
    )


def _fields(codes: pl.DataFrame) -> list[str]:
    return [name for name in codes.columns if name not in {*PLACE, *ABOUT, SCORE}]


def _with_silences(codes: pl.DataFrame) -> pl.DataFrame:
    """Take for an answer what an empty cell says: nobody is named, a side is not referred to.

    It does where a coder said whose voice it is, and of the sides that the coder looks at.
    """
    is_own = pl.col("coder") != SETTLED
    silences = []
    if {"voice", "speaker"}.issubset(codes.columns):
        asked = is_own & pl.col("voice").is_not_null()
        silences.append(pl.when(asked).then(pl.col("speaker").fill_null("")).otherwise("speaker"))
    for name in codes.columns:
        if name.startswith(STANCE):
            asked = is_own & (pl.col(name).count().over("coder") > 0)
            silences.append(pl.when(asked).then(pl.col(name).fill_null("")).otherwise(name))
    return codes.with_columns(silences)


def questions(
    codes: pl.DataFrame, frame_sets: FrameSets
) -> Iterator[tuple[str, Scale, pl.DataFrame]]:
    """Yield what was asked, the scale of its answers, and the table that holds them.

    A question is a field, or a frame, whose answers are 1 and 0. The table has document, start,
    end, coder and a column of the question's name.
    """
    own = people(codes)
    coded = coded_fields(own)
    for name in LABELS:
        if name in coded and name != "tone":
            yield name, "nominal", own
    if "tone" in coded:
        yield "tone", "interval", own.with_columns(pl.col("tone").cast(pl.Int64))
    body = own.filter(is_text())
    for name, frames in frame_sets.items():
        if name in coded:
            for frame in frames:
                yield frame, "nominal", _presence(body, name, frame)


def _presence(codes: pl.DataFrame, column: str, frame: str) -> pl.DataFrame:
    present = pl.col(column).str.split(";").list.contains(frame).cast(pl.Int8)
    return codes.select(*PLACE, "coder", present.alias(frame))
