"""How far coders agree in each field, and in which sentences they differ."""

from collections.abc import Sequence

import polars as pl

from helpers.coding.page.answers import Place
from helpers.corpus.coding.fields import PLACE, SETTLED
from helpers.measures.agreement import Level, confusion, krippendorff_alpha

# So few sentences tell nothing; and each more would tell what the other coder said of it.
STEP = 10
_KINDS: dict[Level, type[pl.DataType]] = {"interval": pl.Int64, "nominal": pl.String}


def agree(codes: pl.DataFrame, *, fields: Sequence[str]) -> pl.DataFrame:
    """Give the agreement of coders in each field, over the sentences that two or more have coded.

    Parameters
    ----------
    codes
        As `codes.Codes.table`; what was settled is left out.
    fields
        The fields. Frames of a set are alike where all of them are.

    Returns
    -------
    DataFrame
        field, coders, sentences (coded twice or more), alpha (Krippendorff's: interval for tone,
        else nominal; None where nothing can be expected), alike (share of the sentences in which
        all say the same; None without any).

    Examples
    --------
    >>> codes = pl.DataFrame({
    ...     "document": ["a"] * 4, "start": [0, 0, 9, 9], "end": [8, 8, 20, 20],
    ...     "coder": ["ann", "ben"] * 2, "tone": ["1", "1", "0", "-1"],
    ... })
    >>> agree(codes, fields=["tone"]).select("sentences", pl.col("alpha").round(3), "alike").row(0)
    (2, 0.727, 0.5)
    """
    people = _people(codes)
    schema = {"field": pl.String, "coders": pl.Int64, "sentences": pl.Int64}
    schema |= {"alpha": pl.Float64, "alike": pl.Float64}
    rows = []
    for field in fields:
        level: Level = "interval" if field == "tone" else "nominal"
        table = people.with_columns(pl.col(field).cast(_KINDS[level]))
        values = krippendorff_alpha(
            table, unit=PLACE, coder="coder", values=field, level=level
        ).row(0, named=True)
        twice = table.drop_nulls(field).filter(pl.len().over(PLACE) > 1)
        alike = twice.group_by(PLACE).agg(pl.col(field).n_unique() == 1)[field].mean()
        rows.append((field, values["coders"], values["units"], values["alpha"], alike))
    return pl.DataFrame(rows, schema=schema, orient="row")


def agree_so_far(
    codes: pl.DataFrame, *, coder: str, order: Sequence[Place], fields: Sequence[str]
) -> pl.DataFrame:
    """Give the agreement of one coder with the others, by steps of `STEP` sentences.

    The number moves only with every tenth sentence, so that it does not tell what another coder
    said of the one just coded.

    Parameters
    ----------
    codes, fields
        As for `agree`.
    coder
        Of whom it is asked.
    order
        The sentences in the coder's order.

    Returns
    -------
    DataFrame
        As `agree`; fields with fewer than `STEP` common sentences are left out.
    """
    places = pl.DataFrame(order, schema=dict.fromkeys(PLACE), orient="row")
    places = places.with_row_index("order").cast({"start": pl.Int64, "end": pl.Int64})
    people = _people(codes).join(places, on=PLACE)
    tables = []
    for field in fields:
        answers = people.drop_nulls(field).filter(
            pl.len().over(PLACE) > 1, (pl.col("coder") == coder).any().over(PLACE)
        )
        common = answers["order"].unique().sort()
        shown = common.head(len(common) // STEP * STEP)
        if len(shown):
            part = answers.filter(pl.col("order").is_in(shown.implode()))
            tables.append(agree(part, fields=[field]))
    return pl.concat(tables) if tables else agree(people, fields=[])


def differences(codes: pl.DataFrame, *, fields: Sequence[str]) -> pl.DataFrame:
    """List what is to be settled.

    Parameters
    ----------
    codes, fields
        As for `agree`.

    Returns
    -------
    DataFrame
        document, start, end, text, field: where coders gave different answers, or one who gave an
        answer was unsure about the sentence.
    """
    people = _people(codes)
    empty = people.select(*PLACE, "text", pl.lit("").alias("field")).clear()
    tables = [
        people.filter(pl.col(field).is_not_null() | pl.col("unsure"))
        .group_by(PLACE)
        .agg(
            pl.col("text").drop_nulls().first(),
            differ=pl.col(field).drop_nulls().n_unique() > 1,
            unsure=pl.col("unsure").any() & pl.col(field).is_not_null().any(),
        )
        .filter(pl.col("differ") | pl.col("unsure"))
        .select(*PLACE, "text", pl.lit(field).alias("field"))
        for field in fields
    ]
    return pl.concat([empty, *tables]).sort(*PLACE, maintain_order=True)


def pair_answers(codes: pl.DataFrame, *, field: str) -> pl.DataFrame:
    """Count the answers of each two coders to the same sentence.

    Returns
    -------
    DataFrame
        gold, predicted (the answers of the coder whose name comes first, and of the other), n.
    """
    answers = _people(codes).select(*PLACE, "coder", field)
    pairs = answers.drop_nulls().join(answers.drop_nulls(), on=PLACE, suffix="_other")
    pairs = pairs.filter(pl.col("coder") < pl.col("coder_other"))
    return confusion(pairs, gold=field, predicted=f"{field}_other")


def frame_agreement(codes: pl.DataFrame, *, field: str, frames: Sequence[str]) -> pl.DataFrame:
    """Give the agreement in each frame of a set, as a yes-or-no question.

    Returns
    -------
    DataFrame
        frame, both, first, second, neither (pairs of answers: both coders name the frame, only the
        one whose name comes first, only the other, neither), alpha; in the order of `frames`.
    """
    people = _people(codes).drop_nulls(field)
    rows = []
    for frame in frames:
        named = people.with_columns(pl.col(field).str.split(";").list.contains(frame).cast(pl.Int8))
        counts = {
            (gold, predicted): n
            for gold, predicted, n in pair_answers(named, field=field).iter_rows()
        }
        alpha = krippendorff_alpha(named, unit=PLACE, coder="coder", values=field)["alpha"].item()
        cells = [counts.get(pair, 0) for pair in ((1, 1), (1, 0), (0, 1), (0, 0))]
        rows.append((frame, *cells, alpha))
    columns = dict.fromkeys(("both", "first", "second", "neither"), pl.Int64)
    schema = {"frame": pl.String, **columns, "alpha": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _people(codes: pl.DataFrame) -> pl.DataFrame:
    """Leave out what was settled; of one coder's answers in two tables, the later counts."""
    people = codes.filter(pl.col("coder") != SETTLED)
    return people.unique([*PLACE, "coder"], keep="last", maintain_order=True)
