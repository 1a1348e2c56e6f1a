"""What a page alone needs of the coders' agreement: as far as it goes, and what is to be settled.

The figures are those of the book, `helpers.study.coders`.
"""

from collections.abc import Sequence

import polars as pl

from helpers.coding.places import Place
from helpers.corpus.coding.fields import PLACE, UNSURE, FrameSets
from helpers.measures.agreement import confusion
from helpers.study.coders import coder_alpha, disagreements, people

# So few sentences tell nothing; and each more would tell what the other coder said of it.
STEP = 10


def agree_so_far(
    codes: pl.DataFrame,
    *,
    coder: str,
    order: Sequence[Place],
    fields: Sequence[str],
    frame_sets: FrameSets,
) -> pl.DataFrame:
    """Give the agreement of one coder with the others, by steps of `STEP` sentences.

    The number moves only with every tenth sentence, so that it does not tell what another coder
    said of the one just coded.

    Parameters
    ----------
    codes
        As `helpers.corpus.coding.codes.Codes.table`.
    coder
        Of whom it is asked.
    order
        The sentences in the coder's order.
    fields
        What is coded.
    frame_sets
        The codebook's frames by set.

    Returns
    -------
    DataFrame
        As `helpers.study.coders.coder_alpha`; fields with fewer than `STEP` common sentences are
        left out.
    """
    places = pl.DataFrame(order, schema=dict.fromkeys(PLACE), orient="row")
    places = places.with_row_index("order").cast({"start": pl.Int64, "end": pl.Int64})
    own = people(codes).join(places, on=PLACE)
    tables = [coder_alpha(own.clear(), frame_sets)]
    for field in fields:
        answers = own.drop_nulls(field).filter(
            pl.len().over(PLACE) > 1, (pl.col("coder") == coder).any().over(PLACE)
        )
        common = answers["order"].unique().sort()
        shown = common.head(len(common) // STEP * STEP)
        names = frame_sets.get(field, [field])
        alphas = coder_alpha(answers.filter(pl.col("order").is_in(shown.implode())), frame_sets)
        tables.append(alphas.filter(pl.col("field").is_in(names)))
    return pl.concat(tables)


def differences(codes: pl.DataFrame, *, fields: Sequence[str]) -> pl.DataFrame:
    """List what is to be settled, in the order of `fields` within a sentence.

    Parameters
    ----------
    codes
        As `helpers.corpus.coding.codes.Codes.table`.
    fields
        What can be settled.

    Returns
    -------
    DataFrame
        document, start, end, text, field: where coders gave different answers, or one who gave an
        answer was unsure about the sentence. A speaker whom one coder names and another does not
        is left out: that nobody speaks is settled by the voice.
    """
    columns = [*PLACE, "text", "field"]
    words = pl.col("answers").list.eval(pl.element().filter(pl.element() != "")).list
    differ = disagreements(codes).filter((pl.col("field") != "speaker") | (words.n_unique() > 1))
    doubted = (
        people(codes)
        .filter(pl.col(UNSURE).any().over(PLACE))
        .unpivot(fields, index=[*PLACE, "text"], variable_name="field", value_name="answer")
        .drop_nulls("answer")
    )
    order = pl.col("field").replace_strict(list(fields), list(range(len(fields))), default=None)
    return (
        pl.concat([differ.select(columns), doubted.select(columns)])
        .filter(pl.col("field").is_in(list(fields)))
        .unique([*PLACE, "field"], keep="first", maintain_order=True)
        .sort(*PLACE, order, maintain_order=True)
    )


def pair_answers(codes: pl.DataFrame, *, field: str) -> pl.DataFrame:
    """Count the answers of each two coders to the same sentence.

    Parameters
    ----------
    codes
        document, start, end, coder, and the field, as `helpers.study.coders.questions` gives them.
    field
        A field, or a frame.

    Returns
    -------
    DataFrame
        gold, predicted (the answers of the coder whose name comes first, and of the other), n.
    """
    answers = codes.select(*PLACE, "coder", field).drop_nulls()
    pairs = answers.join(answers, on=PLACE, suffix="_other")
    pairs = pairs.filter(pl.col("coder") < pl.col("coder_other"))
    return confusion(pairs, gold=field, predicted=f"{field}_other")
