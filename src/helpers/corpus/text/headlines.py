"""Mark where an article prints its own headline once more."""

import polars as pl

NO_HEADLINES = pl.DataFrame(schema={"document": pl.String, "headline": pl.String})
_SAME_QUOTES = {"‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'}


def mark_reprints(spans: pl.DataFrame, headlines: pl.DataFrame = NO_HEADLINES) -> pl.DataFrame:
    r"""Mark the headlines that an article prints again, at the top or anywhere below.

    A headline is what `headlines` gives, and the first line that is no boilerplate where it is a
    heading or the line below it says the same. A whole line, or a sentence within one, is a reprint
    where it says the same as a headline of its article that stands above it, whatever the case,
    the shape of quotation marks, blanks and a full stop at the end.

    Parameters
    ----------
    spans : DataFrame
        As `helpers.corpus.text.cleaning.mark` returns it.
    headlines : DataFrame
        document, headline (missing where it is not known).

    Returns
    -------
    DataFrame
        The same rows and columns with `reprint`; `part_of` of a reprint is the number of the
        sentence that it repeats.

    Examples
    --------
    >>> spans = pl.DataFrame({
    ...     "document": "a", "sentence": [0, 1, 2], "part_of": [0, 1, 2], "paragraph": [0, 1, 2],
    ...     "kind": "body", "text": ["Ice on the lake", "It froze.", "ICE ON THE  LAKE."],
    ... })
    >>> headlines = pl.DataFrame({"document": ["a"], "headline": ["Ice on the lake"]})
    >>> mark_reprints(spans, headlines).select("sentence", "part_of", "reprint").rows()
    [(0, 0, False), (1, 1, False), (2, 0, True)]
    """
    repeats = _find(spans, headlines)
    return (
        spans.join(repeats, on=["document", "sentence"], how="left", maintain_order="left")
        .with_columns(
            pl.coalesce("printed", "part_of").alias("part_of"),
            pl.col("printed").is_not_null().alias("reprint"),
        )
        .drop("printed")
    )


def _find(spans: pl.DataFrame, headlines: pl.DataFrame) -> pl.DataFrame:
    """Return the reprints: document, sentence, printed (number of what each repeats)."""
    own = spans.filter(pl.col("kind") != "boilerplate").with_columns(
        said=_plain("text"), order=pl.col("sentence").first().over("document", "paragraph")
    )
    lines = own.group_by("document", "paragraph", maintain_order=True).agg(
        pl.col("kind").first(), line=pl.col("text").str.join(" ")
    )
    lines = lines.with_columns(_plain("line"))
    following = pl.col("line").shift(-1).over("document")
    first = pl.col("paragraph") == pl.col("paragraph").first().over("document")
    printed = lines.filter(first & ((pl.col("kind") == "heading") | (following == pl.col("line"))))
    keys = pl.concat(
        [
            printed.select("document", key="line"),
            headlines.select("document", key=_plain("headline")),
        ]
    )
    candidates = own.join(
        lines.select("document", "paragraph", "line"), on=["document", "paragraph"]
    )
    return (
        pl.concat(
            [
                candidates.select("document", "sentence", "order", key="line"),
                candidates.filter(pl.col("said") != pl.col("line")).select(
                    "document", "sentence", order="sentence", key="said"
                ),
            ]
        )
        .join(keys.filter(pl.col("key") != "").unique(), on=["document", "key"], how="semi")
        .with_columns(printed=pl.col("order").min().over("document", "key"))
        .filter(pl.col("order") > pl.col("printed"))
        .group_by("document", "sentence")
        .agg(pl.col("printed").min())
        .sort("document", "sentence")
    )


def _plain(column: str) -> pl.Expr:
    return (
        pl.col(column)
        .str.to_lowercase()
        .str.replace_many(_SAME_QUOTES)
        .str.replace_all(r"\s+", " ")
        .str.strip_chars(" .")
    )
