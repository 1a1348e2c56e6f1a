"""How evenly terms are spread over the parts of a corpus.

Notation: a term occurs f times, v_i times in part i; part i holds the share s_i of all tokens;
there are n parts. Relative frequencies are x_i = v_i / size of part i. Formulas as in Gries
(2008, 2020), with the correction of DPnorm by Lijffijt and Gries (2012).
"""

import math
from collections.abc import Collection

import polars as pl

from helpers.measures.terms.ngrams import without_stopwords
from helpers.measures.terms.tokens import Tokens, count_rows


def dispersion(
    tokens: Tokens,
    *,
    term: str = "token",
    part: str = "document",
    minimum: int = 1,
    stopwords: Collection[str] = (),
    terms: Collection[str] | None = None,
) -> pl.DataFrame:
    """Measure the dispersion of every term over documents, or over another column's values.

    `part` names that column; a part without any token is no part. The result is that of
    `dispersion_of_counts`; where `terms` are given, only for these.

    Examples
    --------
    >>> tokens = pl.DataFrame({"document": list("aabb"), "token": ["nato", "east", "nato", "nato"]})
    >>> dispersion(tokens).select("term", "count", "range", "dp").rows()
    [('nato', 3, 2, 0.16...), ('east', 1, 1, 0.5)]
    """
    rows = tokens.lazy().select(pl.col(term).alias("term"), pl.col(part).alias("part"))
    length = pl.len().cast(pl.Int64)
    sizes = count_rows(rows.group_by("part").agg(size=length))
    listed = rows if terms is None else rows.filter(pl.col("term").is_in(list(terms)))
    cells = count_rows(listed.group_by("term", "part").agg(count=length))
    frequent = cells.filter(pl.col("count").sum().over("term") >= minimum)
    return dispersion_of_counts(without_stopwords(frequent, stopwords), sizes)


def dispersion_of_counts(
    counts: pl.DataFrame, sizes: pl.DataFrame, *, ddof: int = 0
) -> pl.DataFrame:
    """Measure the dispersion of counts over parts of known size.

    Parameters
    ----------
    counts
        term, part, count; a part that lacks the term needs no row.
    sizes
        part, size: every part of the corpus with its number of tokens, also parts that have none of
        the terms.
    ddof
        0 for standard deviations of the population of parts (as Juilland's D takes them), 1 for
        those of a sample.

    Returns
    -------
        One row per term with a count above 0, most frequent first. What is not defined in a corpus
        of one part (Juilland's D, D2, DPnorm) is None there.

        - term, count (f), range (parts with the term), parts (n)
        - sd, vc: standard deviation of the counts v, and the same over their mean
        - juilland_d: 1 - vc(x) / √(n - 1) on relative frequencies, which parts of unequal size need
          (Juilland et al. 1970); 1 even
        - juilland_d_counts: the same on raw counts, for parts of equal size
        - carroll_d2: entropy of x_i / Σx over log n (Carroll 1970); 1 even
        - rosengren_s: (Σ √(s_i v_i))² / f (Rosengren 1971); 1 even
        - dp: ½ Σ |v_i / f - s_i| (Gries 2008); 0 even
        - dp_norm: dp / (1 - min s), which reaches 1 for every corpus; 0 even
        - dp_egbert: 1 - dp / (1 - min s over the parts with the term) (Egbert et al. 2020); 1 even
        - kl: Σ p_i log2(p_i / s_i), p_i = v_i / f, in bits (Gries 2020); 0 even

        v_i = 0 adds 0 to the entropies, the limit of p log p.

    Examples
    --------
    >>> counts = pl.DataFrame({"term": ["nato"] * 2, "part": ["a", "b"], "count": [3, 1]})
    >>> sizes = pl.DataFrame({"part": ["a", "b"], "size": [10, 10]})
    >>> dispersion_of_counts(counts, sizes).select("dp", "dp_norm", "juilland_d").rows()
    [(0.25, 0.5, 0.5)]
    """
    shares = sizes.filter(pl.col("size") > 0).with_columns(s=pl.col("size") / pl.col("size").sum())
    n = shares.height
    least = pl.lit(shares["s"].min(), dtype=pl.Float64)
    v, s, p, x = pl.col("count"), pl.col("s"), pl.col("p"), pl.col("x")
    present = (
        counts.filter(v > 0)
        .join(shares, on="part", how="inner")
        .with_columns(p=v / v.sum().over("term"), x=v / pl.col("size"))
        # Sums of floats depend on their order in the last digit.
        .sort("term", "part")
    )

    def spread(values: pl.Expr, freedom: int) -> pl.Expr:
        """Coefficient of variation; the parts without the term each add their mean, squared."""
        mean = values.sum() / n
        squares = ((values - mean) ** 2).sum() + (n - pl.len()) * mean**2
        deviation = (squares / (n - freedom)).sqrt() if n > freedom else pl.lit(None, pl.Float64)
        return deviation / mean

    def if_several(measure: pl.Expr) -> pl.Expr:
        return measure if n > 1 else pl.lit(None, dtype=pl.Float64)

    root = math.sqrt(max(n - 1, 1))
    share = x / x.sum()
    return (
        present.group_by("term")
        .agg(
            count=v.sum(),
            range=pl.len().cast(pl.Int64),
            vc=spread(v, ddof),
            vc_counts=spread(v, 0),
            vc_relative=spread(x, 0),
            entropy=-(share * share.log(2)).sum(),
            rosengren_s=(s * v).sqrt().sum() ** 2 / v.sum(),
            # Σ |p - s| over all parts: those without the term add their s, and all s add up to 1.
            dp=(((p - s).abs() - s).sum() + 1) / 2,
            least_present=s.min(),
            kl=(p * (p / s).log(2)).sum(),
        )
        .with_columns(
            parts=pl.lit(n, dtype=pl.Int64),
            sd=pl.col("vc") * pl.col("count") / n,
            juilland_d=if_several(1 - pl.col("vc_relative") / root),
            juilland_d_counts=if_several(1 - pl.col("vc_counts") / root),
            carroll_d2=if_several(pl.col("entropy") / pl.lit(n).log(2)),
            dp_norm=if_several(pl.col("dp") / (1 - least)),
            dp_egbert=if_several(1 - pl.col("dp") / (1 - pl.col("least_present"))),
        )
        .select(
            *("term", "count", "range", "parts", "sd", "vc"),
            *("juilland_d", "juilland_d_counts", "carroll_d2", "rosengren_s"),
            *("dp", "dp_norm", "dp_egbert", "kl"),
        )
        .sort("count", "term", descending=[True, False])
    )
