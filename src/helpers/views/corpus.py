"""What the corpus is, what is known of it, and what was marked in it."""

import polars as pl

from helpers.findings.nothing_here import NO_DATE
from helpers.findings.wording import count, listing, number
from helpers.measures.joins import join_in_order
from helpers.show.chapter import Chapter
from helpers.show.html import Display, show_text
from helpers.study.voices import VOICE_NAMES


def overview(chapter: Chapter, *, outlets_named: int = 12) -> Display:
    """Say in a few sentences what was read, naming the first outlets by the alphabet."""
    documents = chapter.documents
    outlets = documents["outlet"].drop_nulls().unique().sort().to_list()
    dated = documents.drop_nulls("published")
    stated = documents.filter(pl.col("published_basis") == "stated").height
    translated = documents.filter(pl.col("translated")).height
    first = (
        f"{count(documents.height, 'article')} with {count(chapter.sentences.height, 'sentence')}"
        f"{_voices(chapter)} and {count(chapter.tokens.height, 'word')}, "
        f"{'with' if chapter.parameters.boilerplate else 'without'} captions, credits and links."
    )
    others = len(outlets) - outlets_named
    named = outlets[:outlets_named] + ([f"{number(others, 0)} more"] if others > 0 else [])
    from_whom = "No outlet is known."
    if outlets:
        from_whom = f"Outlets: {listing(named)}{_countries(documents, most=outlets_named)}."
    if dated.height:
        days = dated["published"].sort().to_list()
        span = f"{days[0]} to {days[-1]}"
        bases = {
            "stated in the text": stated,
            "inferred from it": dated.height - stated,
            "unknown": documents.height - dated.height,
        }
        how_dated = [f"{number(n, 0)} {words}" for words, n in bases.items() if n]
        when = f"Published from {span} (dates: {listing(how_dated)})."
    else:
        when = NO_DATE
    how = f"{count(translated, 'article')} in translation." if translated else ""
    return show_text(first, " ".join(part for part in (from_whom, when, how) if part))


def _countries(documents: pl.DataFrame, *, most: int) -> str:
    """Say which countries the outlets are of, as far as all are known."""
    from_outlets = documents.drop_nulls("outlet")
    countries = from_outlets["country"].unique().sort().to_list()
    if not countries or None in countries:
        return ""
    if len(countries) == 1:
        every = ", all" if from_outlets["outlet"].n_unique() > 1 else ","
        return f"{every} of {countries[0]}"
    more = [f"{number(len(countries) - most, 0)} more"] if len(countries) > most else []
    return f"; countries: {listing([*countries[:most], *more])}"


def _voices(chapter: Chapter) -> str:
    """Say whose sentences are counted where not all are."""
    names = [name for voice, name in VOICE_NAMES.items() if voice in chapter.parameters.voices]
    return "" if len(names) == len(VOICE_NAMES) else f" ({listing(names)} only)"


def documents(chapter: Chapter) -> Display:
    """Show one row for each article."""
    care = (
        " Single words and phrases of a translation are less safe to read than its sentences."
        if chapter.documents.filter(pl.col("translated")).height
        else ""
    )
    return chapter.table(
        chapter.documents.drop("evidence", strict=False),
        name="documents",
        caption=f"The articles in order of publication.{care}",
        labels={
            "document": "article",
            "outlet": "outlet",
            "country": "country",
            "published": "published",
            "published_basis": "date is",
            "language": "language",
            "translated": "translated",
        },
        rows=100,
    )


def evidence(chapter: Chapter) -> Display:
    """Show on what the dates and outlets rest."""
    if "evidence" not in chapter.documents.columns:
        return show_text("The corpus gives no evidence for dates and outlets.")
    return chapter.table(
        chapter.documents,
        name="evidence",
        caption="What each date and outlet rests on.",
        labels={"document": "article", "published": "date", "evidence": "evidence"},
        rows=100,
    )


def sizes(chapter: Chapter) -> Display:
    """Show how each article divides into text and what is not its own."""
    kinds = ("body", "heading", "boilerplate")
    table = (
        chapter.tables.sentences.join(chapter.documents, on="document", how="semi")
        .group_by("document")
        .agg(*((pl.col("kind") == kind).sum().alias(kind) for kind in kinds))
    )
    ordered = join_in_order(chapter.documents.select("document"), table, on="document")
    return chapter.table(
        ordered,
        name="sizes",
        caption="Sentences of each article by kind.",
        labels={
            "document": "article",
            "body": "text, sentences",
            "heading": "headings, number",
            "boilerplate": "not the article's own, parts",
        },
        rows=100,
    )


def _log(chapter: Chapter) -> pl.DataFrame:
    return join_in_order(chapter.tables.cleaning, chapter.documents, on="document", how="semi")


def rules_used(chapter: Chapter) -> Display:
    """Show each rule that marked something, and how often."""
    table = (
        _log(chapter)
        .group_by("rule")
        .agg(
            marks=pl.len(),
            documents=pl.col("document").n_unique(),
            reason=pl.col("reason").sort().first(),
        )
        .sort("marks", "rule", descending=[True, False])
        .with_columns(
            reason=pl.when(pl.col("rule") == "rejoined")
            .then(pl.lit("a sentence that a signature cut is read as one"))
            .when(pl.col("rule") == "reprint")
            .then(pl.lit("a headline that is printed again counts once"))
            .otherwise("reason")
        )
    )
    return chapter.table(
        table,
        name="rules",
        caption=f"{count(int(table['marks'].sum()), 'mark')} by {count(table.height, 'rule')}.",
        labels={
            "rule": "rule",
            "reason": "what it marks",
            "marks": "marks",
            "documents": "articles",
        },
    )


def cleaning_log(chapter: Chapter) -> Display:
    """Show every mark."""
    return chapter.table(
        _log(chapter),
        name="log",
        caption="Everything that was marked, in the order of the texts.",
        labels={"document": "article", "sentence": "sentence", "rule": "rule", "text": "text"},
        rows=200,
    )
