"""A share or a mean that one instrument measured, corrected by a coded sample."""

from collections.abc import Sequence

import polars as pl

from helpers.corpus.coding.fields import FEWEST_CODED
from helpers.measures.correction.estimates import INTERVALS, estimates
from helpers.measures.correction.samples import Design, check_options, names


def corrected_mean(
    table: pl.DataFrame,
    *,
    value: str,
    coded: str,
    probability: str,
    stratum: str | Sequence[str] | None = None,
    document: str = "document",
    by: str | Sequence[str] = (),
    level: float = 0.95,
    bounded: tuple[float, float] = (0, 1),
    fewest: int = FEWEST_CODED,
) -> pl.DataFrame:
    """Give the mean that coders would find in all sentences, from those they coded.

    corrected = mean of the codes + weight * (instrument's mean over all - over the coded sentences)

    This is prediction-powered inference with a tuned weight (Angelopoulos et al. 2023;
    Angelopoulos, Duchi and Zrnic 2024), weighted by the design of the sample as in design-based
    supervised learning (Egami et al. 2023). It is right whatever the instrument is worth; a good
    one makes the interval narrower. For a plain share with weight 0 the interval is close to
    Wilson's.

    Parameters
    ----------
    table
        One row per counted sentence, coded or not: the population, beyond which nothing is said.
    value
        What the instrument says of each sentence: 0 or 1 (or true and false) for a share, a score
        for a mean. A sentence without a value counts as the mean of its group.
    coded
        What the coders say, on the scale of `bounded`; None where a sentence was not drawn or
        drawn and not coded. The latter are taken as missing at random within their stratum.
    probability
        With what probability each sentence was to be drawn, over all rounds. Needed where there is
        a code. Where neither the other sentences have one nor strata are named, an uneven sample
        may be taken for one of articles, which makes the interval wider.
    stratum
        The column or columns of the strata that the sample was drawn from. Strata with fewer than
        two coded sentences in a group are put together with the next smallest.
    document
        The column of the article.
    bounded
        The least and greatest code, such as (-1, 1) for tones.
    fewest
        With fewer coded sentences than this nothing is corrected.

    Returns
    -------
        The `by` columns, n (sentences), coded_n, measured (the instrument's mean), coded_only (the
        mean of the codes) with coded_low and coded_high, corrected with low and high, weight (0
        where the instrument does not make the interval narrower; then both intervals are the same),
        width_ratio (of the corrected interval to that of the codes alone) and clustered (whether
        articles stand for the sample). None: what fewer than `fewest` coded sentences leave open,
        bounds from a single coded sentence or article, and a ratio to an interval without width.

    Raises
    ------
    ValueError
        If a code lies outside `bounded`, or a coded sentence has no probability above 0 and up
        to 1.

    Notes
    -----
    The variance is that of a sample without replacement from a finite population, stratum by
    stratum. The sample is taken to hold three quarters of a pseudo-sentence more where the
    instrument is at its lowest and the coders at their highest, and of one where it is the reverse:
    a sample without an error does not show that there is none. They count for the variance and the
    weight, not for the estimate, and not where all sentences were coded. The interval leans to the
    side on which the errors' distribution has its longer tail, as Wilson's does.

    Sentences that were drawn one by one need no correction for articles. Where they lie in clumps,
    as where whole articles were coded (counts per article scatter more than twice as far as
    independent draws would), the variance is that of articles and the quantile Student's, by the
    articles less 1. For a rare frame in fewer than 20 articles even that interval is too short: it
    held the truth in 80 to 94 % of simulations.

    Examples
    --------
    Six sentences, four of them coded; the instrument finds a frame in the first three.

    >>> sentences = pl.DataFrame(
    ...     {
    ...         "document": ["a", "a", "b", "b", "c", "c"],
    ...         "frame": [1, 1, 1, 0, 0, 0],
    ...         "coded": [1, None, 1, 0, None, 1],
    ...         "probability": 4 / 6,
    ...     }
    ... )
    >>> corrected_mean(
    ...     sentences, value="frame", coded="coded", probability="probability", fewest=4
    ... ).select("n", "coded_n", "measured", "coded_only", "corrected", "weight").row(0)
    (6, 4, 0.5, 0.75, 0.75, 0.0)
    """
    check_options(level, bounded)
    keys = names(by)
    design = Design([value], coded, probability, names(stratum), document)
    groups = estimates(table, design, keys, level=level, bounded=bounded, fewest=fewest)
    rows = [
        (
            *one.key,
            one.n,
            one.coded_n,
            *one.measured,
            *one.intervals,
            *one.weights,
            one.width_ratio,
            one.clustered,
        )
        for one in groups
    ]
    schema = {key: table.schema[key] for key in keys}
    schema |= {"n": pl.Int64(), "coded_n": pl.Int64(), "measured": pl.Float64(), **INTERVALS}
    schema |= {"weight": pl.Float64(), "width_ratio": pl.Float64(), "clustered": pl.Boolean()}
    return pl.DataFrame(rows, schema=schema, orient="row")
