"""The articles in full, every sentence with its address."""

from itertools import groupby
from operator import itemgetter

import polars as pl

from helpers.book.chapter import Chapter
from helpers.book.present import Shown, anchor, fill
from helpers.book.wording import count

LIMIT = 500


def chooser(chapter: Chapter) -> Shown:
    """List the articles with links to their places in the page."""
    rows = chapter.documents.to_dicts()
    html = fill("chooser.html.j2", rows=rows[:LIMIT], left=max(0, len(rows) - LIMIT))
    return Shown(html, count(len(rows), "article"))


def articles(chapter: Chapter) -> Shown:
    """Set each article in full: kind, voice and speaker of each sentence marked."""
    spans = chapter.tables.spans
    made: list[dict[str, object]] = []
    for row in chapter.documents.head(LIMIT).iter_rows(named=True):
        part = spans.filter(pl.col("document") == row["document"]).sort("start")
        spans_of = [
            span | {"anchor": anchor(span["document"], span["sentence"])}
            for span in part.iter_rows(named=True)
        ]
        paragraphs = [list(group) for _, group in groupby(spans_of, itemgetter("paragraph"))]
        made.append({"document": row, "paragraphs": paragraphs})
    html = fill("articles.html.j2", articles=made, blocs=chapter.tables.bloc_labels)
    return Shown(html, "\n".join(str(name) for name in chapter.documents["document"].head(LIMIT)))
