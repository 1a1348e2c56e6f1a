"""Put new answers of a coder beside the earlier ones."""

from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from helpers.corpus.coding.fields import LABELS, NOTE, PLACE, SCORE, STANCE, UNSURE, FrameSets


class Merged(NamedTuple):
    """Codes of one coder after more were read.

    Attributes
    ----------
    table
        As `helpers.corpus.coding.codes.Codes.table`, sorted by place.
    new, changed, unchanged
        How many of the answers that were read are to a question without an answer so far, are
        another answer, or are the same.
    """

    table: pl.DataFrame
    new: int
    changed: int
    unchanged: int


def merge_codes(
    earlier: pl.DataFrame,
    later: pl.DataFrame,
    *,
    frame_sets: FrameSets,
    replacing: Sequence[str] = (),
) -> Merged:
    """Replace the earlier answers to the same sentence and field, and keep all others.

    A sentence of which no answer is left is left out.

    Parameters
    ----------
    earlier, later
        As `helpers.corpus.coding.codes.Codes.table`, of one coder. A missing value is no answer:
        what was said before stays.
    frame_sets
        The codebook's frames by set.
    replacing
        Fields in which a missing value takes the earlier answer back.

    Examples
    --------
    >>> from helpers.corpus.coding.codes import schema_of
    >>> first, second = (
    ...     pl.DataFrame([row], schema=schema_of({}), orient="row") for row in (
    ...         ("a", 0, 9, "Yes.", "ann", False, None, "quote", None, None, "0"),
    ...         ("a", 0, 9, "Yes.", "ann", None, None, "quote", "Berg", None, "1"),
    ...     )
    ... )
    >>> merged = merge_codes(first, second, frame_sets={})
    >>> merged.table.select("unsure", "voice", "speaker", "tone").row(0), merged[1:]
    ((False, 'quote', 'Berg', '1'), (1, 1, 1))
    """
    both = pl.concat([earlier.clear(), later.clear()], how="diagonal")
    old, new = (pl.concat([both, table], how="diagonal") for table in (earlier, later))
    joined = old.join(new, on=PLACE, how="full", coalesce=True, suffix=" new").sort(PLACE)
    names = [name for name in both.columns if name not in PLACE]
    # Every row that is read names its coder.
    is_later = pl.col("coder new").is_not_null()
    table = joined.select(
        *PLACE,
        *(
            pl.when(is_later & (name in replacing))
            .then(f"{name} new")
            .otherwise(pl.coalesce(f"{name} new", name))
            .alias(name)
            for name in names
        ),
    ).with_columns(pl.col(UNSURE).fill_null(value=False))
    answered = [
        pl.col(name).is_not_null() for name in names if name not in ("text", "coder", UNSURE)
    ]
    extra = [name for name in names if name.startswith(STANCE) or name in (NOTE, SCORE)]
    # Not to be unsure is what is not said.
    was_unsure = pl.when(UNSURE).then(pl.lit("yes"))
    is_unsure = (
        pl.when(f"{UNSURE} new")
        .then(pl.lit("yes"))
        .when(was_unsure == "yes", pl.col(f"{UNSURE} new").is_not_null())
        .then(pl.lit("no"))
    )
    answers = [
        (was_unsure, is_unsure),
        *((pl.col(name), pl.col(f"{name} new")) for name in (*LABELS, *frame_sets, *extra)),
    ]
    counts = joined.select(
        new=pl.sum_horizontal(
            (before.is_null() & after.is_not_null()).sum() for before, after in answers
        ),
        changed=pl.sum_horizontal((before != after).sum() for before, after in answers),
        unchanged=pl.sum_horizontal((before == after).sum() for before, after in answers),
    )
    kept = table.filter(pl.any_horizontal(UNSURE, *answered)).select(both.columns)
    return Merged(kept, *counts.row(0))
