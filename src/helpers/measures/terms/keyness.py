"""Which terms a corpus uses more, or less, than another one does.

The statistics are those of `helpers.measures.terms.contingency`. All of them take tokens for
independent draws. Words come in clusters, so p values are too small rather than too large; the
columns of document counts show where one document makes a keyword.
"""

from collections.abc import Collection
from typing import Any, Literal

import polars as pl

from helpers.measures.terms import contingency
from helpers.measures.terms.ngrams import without_stopwords

Correction = Literal["holm", "bonferroni"]

STATISTICS = (
    "expected",
    *("log_ratio", "log_ratio_low", "log_ratio_high", "conservative_log_ratio"),
    *("g2", "g2_two_cell", "chi2", "p", "p_bonferroni", "p_holm", "significant", "tests"),
    *("bic", "ell", "percent_difference", "relative_risk", "odds_ratio"),
)

STRONGEST = (pl.col("conservative_log_ratio").abs(), pl.col("g2"), pl.col("term"))
"""The order of keywords, the first two of these falling."""


def keyness(
    target: pl.DataFrame,
    reference: pl.DataFrame,
    *,
    target_size: int | None = None,
    reference_size: int | None = None,
    minimum: int = 1,
    stopwords: Collection[str] = (),
    cells: int = 4,
    alpha: float = 0.05,
    correction: Correction = "holm",
    family: int | None = None,
) -> pl.DataFrame:
    """Compare the counts of all terms in a target corpus with those in a reference corpus.

    Parameters
    ----------
    target, reference
        One row per term: `term` (or `token`) and `count`; target may have `documents`, and so may
        reference. A reference corpus of one's own is such a table.
    target_size, reference_size
        Tokens in the corpora; by default the sum of `count`, which is right where the table is the
        whole list of the corpus.
    minimum
        Terms that occur less often in both corpora together are not tested.
    cells
        Cells of the G² that `p` is taken from: 4 (Dunning), or 2 (Rayson).
    alpha
        Level of the tests and, as 1 - alpha, of the intervals.
    correction
        The corrected p that decides `significant`.
    family
        Number of tests to correct for if it is larger than the number of rows (more comparisons
        are made than this one).

    Returns
    -------
        One row per term of either corpus:

        - term, target_count, reference_count, target_rate, reference_rate (per 1,000 tokens),
          target_documents, reference_documents (where given)
        - expected (target_count if the term were as frequent in both)
        - log_ratio, log_ratio_low, log_ratio_high (this one word's interval), and the finding,
          conservative_log_ratio (0: no keyword once all tests are corrected for)
        - g2 (four cells), g2_two_cell, chi2; p, and corrected p_bonferroni, p_holm; significant
          (the one chosen by `correction` is below alpha); tests (the family corrected for)
        - bic, ell, percent_difference, relative_risk, odds_ratio

        Strongest first: by the size of conservative_log_ratio, then g2.

    Examples
    --------
    >>> target = pl.DataFrame({"term": ["nato", "the"], "count": [40, 60]})
    >>> reference = pl.DataFrame({"term": ["the", "sea"], "count": [90, 10]})
    >>> keyness(target, reference).select("term", "target_count", "reference_count").rows()
    [('nato', 40, 0), ('sea', 0, 10), ('the', 60, 90)]
    """
    sizes = [
        int(table["count"].sum()) if size is None else size
        for table, size in ((target, target_size), (reference, reference_size))
    ]
    if min(sizes) <= 0:
        raise ValueError("a corpus without tokens cannot be compared")
    both = _with_prefix(target, "target").join(
        _with_prefix(reference, "reference"), on="term", how="full", coalesce=True
    )
    counts = pl.col("target_count", "reference_count")
    candidates = both.with_columns(
        counts.fill_null(0), pl.col("^.*_documents$").fill_null(0)
    ).filter(pl.col("target_count") + pl.col("reference_count") >= max(minimum, 1))
    rows = without_stopwords(candidates, stopwords).sort("term")
    return with_statistics(
        rows,
        *sizes,
        cells=cells,
        alpha=alpha,
        correction=correction,
        tests=max(family or 0, rows.height, 1),
    ).sort(*STRONGEST, descending=[True, True, False])


def with_statistics(
    rows: pl.DataFrame,
    target_size: int | pl.Series,
    reference_size: int | pl.Series,
    *,
    cells: int,
    alpha: float,
    correction: Correction,
    tests: int,
) -> pl.DataFrame:
    """Add the statistics of `keyness` to counts that are chosen already.

    Parameters
    ----------
    rows
        term, target_count, reference_count, on request counts of documents; other columns stay in
        front.
    target_size, reference_size
        Tokens in the corpora, one number or one per row.

    Examples
    --------
    >>> rows = pl.DataFrame({"term": ["nato"], "target_count": [10], "reference_count": [5]})
    >>> options = {"cells": 4, "alpha": 0.05, "correction": "holm", "tests": 1}
    >>> with_statistics(rows, 1000, 1000, **options).select("target_rate", "log_ratio").rows()
    [(10.0, 1.0)]
    """
    sizes = [
        size.to_numpy() if isinstance(size, pl.Series) else size
        for size in (target_size, reference_size)
    ]
    table = (rows["target_count"].to_numpy(), rows["reference_count"].to_numpy(), *sizes)
    counts = ("term", "target_count", "reference_count")
    documents = [name for name in rows.columns if name.endswith("_documents")]
    return (
        rows.with_columns(
            target_rate=1000 * pl.col("target_count") / target_size,
            reference_rate=1000 * pl.col("reference_count") / reference_size,
            **_statistics(*table, cells=cells, alpha=alpha, tests=tests),
        )
        .with_columns(significant=pl.col(f"p_{correction}") < alpha, tests=pl.lit(tests, pl.Int64))
        .with_columns(pl.col(pl.Float64).fill_nan(None))
        .select(
            *(name for name in rows.columns if name not in (*counts, *documents)),
            *counts,
            "target_rate",
            "reference_rate",
            *documents,
            *STATISTICS,
        )
    )


def _with_prefix(counts: pl.DataFrame, corpus: str) -> pl.DataFrame:
    term = "term" if "term" in counts.columns else "token"
    names = [name for name in ("count", "documents") if name in counts.columns]
    return counts.select(
        pl.col(term).alias("term"),
        *(pl.col(name).cast(pl.Int64).alias(f"{corpus}_{name}") for name in names),
    )


def _statistics(
    a: Any, b: Any, c: Any, d: Any, *, cells: int, alpha: float, tests: int
) -> dict[str, Any]:
    table = (a, b, c, d)
    level = 1 - alpha
    low, high = contingency.log_ratio_interval(*table, confidence=level)
    p = contingency.p_value(contingency.g2(*table, cells=cells))
    return {
        "expected": contingency.expected(*table)[0],
        "log_ratio": contingency.log_ratio(*table),
        "log_ratio_low": low,
        "log_ratio_high": high,
        "conservative_log_ratio": contingency.conservative_log_ratio(
            *table, confidence=level, tests=tests
        ),
        "g2": contingency.g2(*table),
        "g2_two_cell": contingency.g2(*table, cells=2),
        "chi2": contingency.chi2(*table),
        "p": p,
        "p_bonferroni": contingency.bonferroni(p, tests=tests),
        "p_holm": contingency.holm(p, tests=tests),
        "bic": contingency.bic(*table),
        "ell": contingency.ell(*table),
        "percent_difference": contingency.percent_difference(*table),
        "relative_risk": contingency.relative_risk(*table),
        "odds_ratio": contingency.odds_ratio(*table),
    }


def keyword_counts(table: pl.DataFrame, *, alpha: float = 0.05) -> dict[str, int]:
    """Count the keywords of a table of `keyness` before and after correction.

    Returns
    -------
        tested; uncorrected (p < alpha: of true null hypotheses a share of alpha gets in), holm,
        bonferroni, and conservative (a conservative log ratio other than 0). 0 means that no
        keyword survives, which is a result.

    Examples
    --------
    >>> target = pl.DataFrame({"term": ["nato", "the"], "count": [40, 60]})
    >>> reference = pl.DataFrame({"term": ["the", "sea"], "count": [99, 1]})
    >>> keyword_counts(keyness(target, reference))
    {'tested': 3, 'uncorrected': 2, 'holm': 2, 'bonferroni': 2, 'conservative': 2}
    """
    return {
        "tested": table.height,
        "uncorrected": table.filter(pl.col("p") < alpha).height,
        "holm": table.filter(pl.col("p_holm") < alpha).height,
        "bonferroni": table.filter(pl.col("p_bonferroni") < alpha).height,
        "conservative": table.filter(pl.col("conservative_log_ratio") != 0).height,
    }
