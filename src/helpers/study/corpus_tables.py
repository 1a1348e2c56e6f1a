"""What the corpus is made of, and what cleaning marked in it."""

import polars as pl

from helpers.measures.joins import join_in_order
from helpers.study.selection import Selection

KINDS = ("body", "heading", "boilerplate")
# Rules that say of each mark what it was joined to or where it stood first.
COMMON_REASONS = {
    "rejoined": "a sentence that a signature cut is read as one",
    "reprint": "a headline that is printed again counts once",
    "mojibake": "characters garbled by a wrong encoding are read as what they were",
    "lost": "characters lost in a wrong encoding are left as they are",
}


def article_table(selection: Selection) -> pl.DataFrame:
    """List the selected articles with what is known of each.

    Returns
    -------
    DataFrame
        document, outlet, country, published, published_basis (stated, inferred or unknown),
        language, language_basis (stated, detected or assumed), translated, evidence (what date and
        outlet rest on; missing where the corpus does not say), sentences (that count); in order of
        publication.
    """
    counts = selection.sentences.group_by("document").agg(
        pl.len().cast(pl.Int64).alias("sentences")
    )
    documents = selection.documents
    if "evidence" not in documents.columns:
        documents = documents.with_columns(evidence=pl.lit(None, pl.String))
    return join_in_order(documents, counts, on="document").select(
        "document",
        "outlet",
        "country",
        "published",
        "published_basis",
        "language",
        "language_basis",
        "translated",
        "evidence",
        pl.col("sentences").fill_null(0),
    )


def size_table(selection: Selection) -> pl.DataFrame:
    """Count the sentences of each selected article by kind, those that are left out included.

    Returns
    -------
    DataFrame
        document, body, heading, boilerplate (what is not the article's own).
    """
    counts = selection.tables.sentences.group_by("document").agg(
        (pl.col("kind") == kind).sum().cast(pl.Int64).alias(kind) for kind in KINDS
    )
    documents = selection.documents.select("document")
    return join_in_order(documents, counts, on="document").with_columns(pl.col(KINDS).fill_null(0))


def cleaning_table(selection: Selection) -> pl.DataFrame:
    """List every mark that cleaning made in the selected articles, in the order of the texts.

    Returns
    -------
    DataFrame
        document, sentence, start, end, rule, text, reason.
    """
    return join_in_order(selection.tables.cleaning, selection.documents, on="document", how="semi")


def rule_table(selection: Selection) -> pl.DataFrame:
    """Count what each cleaning rule marked in the selected articles.

    Returns
    -------
    DataFrame
        rule, reason (what it marks), marks, documents (articles with any); most marks first.
    """
    return (
        cleaning_table(selection)
        .group_by("rule")
        .agg(
            pl.col("reason").sort().first(),
            pl.len().cast(pl.Int64).alias("marks"),
            pl.col("document").n_unique().cast(pl.Int64).alias("documents"),
        )
        .sort("marks", "rule", descending=[True, False])
        .with_columns(
            reason=pl.col("rule").replace_strict(COMMON_REASONS, default=pl.col("reason"))
        )
    )
