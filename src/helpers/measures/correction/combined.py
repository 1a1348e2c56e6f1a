"""A share or a mean that several instruments measured, combined and corrected by a coded sample."""

from collections.abc import Sequence

import polars as pl

from helpers.corpus.coding.fields import FEWEST_CODED
from helpers.measures.correction.estimates import INTERVALS, estimates
from helpers.measures.correction.samples import Design, check_options, names


def combined_mean(
    table: pl.DataFrame,
    *,
    values: Sequence[str],
    coded: str,
    probability: str,
    stratum: str | Sequence[str] | None = None,
    document: str = "document",
    by: str | Sequence[str] = (),
    level: float = 0.95,
    bounded: tuple[float, float] = (0, 1),
    fewest: int = FEWEST_CODED,
) -> pl.DataFrame:
    """Give the mean that coders would find, from their sample and several instruments together.

    Each instrument has a weight of 0 or more, 1 in sum at most: those of the least variance. As
    weights of 0 are among them, the combination is in large samples never worse than the coded
    sentences alone, and nearly as good as the best instrument would be, without knowing which one
    that is (the idea of Shan, Dong and Zhao 2025, arXiv 2509.21707; the bounds on the weights, by
    which few codes do not overfit, are ours). With one instrument it is `corrected_mean`, whose
    notes hold here, too.

    Parameters
    ----------
    values
        The columns of the instruments, which measure the same thing.
    table, coded, probability, stratum, document, by, bounded, fewest
        As in `corrected_mean`.

    Returns
    -------
        The `by` columns, n, coded_n, coded_only, coded_low, coded_high, corrected, low, high,
        width_ratio, clustered; then for each instrument measured_NAME and weight_NAME.

    Examples
    --------
    Six sentences, all coded: nothing is left to be estimated.

    >>> sentences = pl.DataFrame(
    ...     {
    ...         "document": "a",
    ...         "words": [1, 1, 0, 0, 0, 0],
    ...         "model": [1, 0, 1, 0, 0, 1],
    ...         "coded": [1, 0, 1, 0, 0, 0],
    ...         "probability": 1.0,
    ...     }
    ... )
    >>> combined_mean(
    ...     sentences, values=["words", "model"], coded="coded", probability="probability", fewest=6
    ... ).select("measured_model", "coded_only", "corrected", "low", "high").row(0)
    (0.5, 0.3333333333333333, 0.3333333333333333, 0.3333333333333333, 0.3333333333333333)
    """
    check_options(level, bounded)
    if not values or len(set(values)) < len(values):
        raise ValueError(f"values: name one instrument or more, each once, not {list(values)}")
    keys = names(by)
    design = Design(list(values), coded, probability, names(stratum), document)
    groups = estimates(table, design, keys, level=level, bounded=bounded, fewest=fewest)
    rows = []
    for one in groups:
        pairs = zip(one.measured, one.weights, strict=True)
        instruments = [number for pair in pairs for number in pair]
        rows.append(
            (
                *one.key,
                one.n,
                one.coded_n,
                *one.intervals,
                one.width_ratio,
                one.clustered,
                *instruments,
            )
        )
    schema = {key: table.schema[key] for key in keys}
    schema |= {"n": pl.Int64(), "coded_n": pl.Int64(), **INTERVALS}
    schema |= {"width_ratio": pl.Float64(), "clustered": pl.Boolean()}
    for name in values:
        schema |= {f"measured_{name}": pl.Float64(), f"weight_{name}": pl.Float64()}
    return pl.DataFrame(rows, schema=schema, orient="row")
