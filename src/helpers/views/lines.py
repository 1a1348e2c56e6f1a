"""Lines of context: every word of a chapter's tables opens the places where it stands."""

from collections.abc import Iterable

import polars as pl
from markupsafe import Markup

from helpers.findings.wording import count
from helpers.measures.terms.concordance import concordances
from helpers.page.template import fill
from helpers.show.chapter import Chapter
from helpers.show.html import Display, sentence_link, show_text


def place_of(term: str) -> str:
    """Name the place of a term's lines in the page.

    Examples
    --------
    >>> place_of("red lines")
    'lines-red_lines'
    """
    return f"lines-{term.replace(' ', '_')}"


def term_link(term: str | None) -> Markup:
    """Link a term to its lines on the same page.

    Examples
    --------
    >>> term_link("nato")
    Markup('<a href="#lines-nato">nato</a>')
    """
    if term is None:
        return Markup("–")
    return Markup('<a href="#{}">{}</a>').format(place_of(term), term)


def as_list(lines: pl.DataFrame) -> Markup:
    """Set lines of a concordance, each with a link to its sentence."""
    rows = [
        {**row, "link": sentence_link(row["document"], row["sentence"])}
        for row in lines.iter_rows(named=True)
    ]
    return Markup(fill("lines.html.j2", lines=rows))


def lines_of(
    chapter: Chapter,
    terms: Iterable[str],
    *,
    words: pl.DataFrame | None = None,
    name: str = "lines",
) -> Display:
    """Show some lines of each term, folded, in alphabetical order.

    Parameters
    ----------
    chapter
        Where the words stand.
    terms
        Which to show.
    words
        Another table of words than the chapter's, with the column `term`.
    name
        What the table is kept as.
    """
    table = concordances(
        chapter.words if words is None else words,
        chapter.tables.texts,
        list(terms),
        term="term",
        width=8,
        sort=chapter.parameters.context_sort,
        limit=chapter.parameters.context_lines,
    )
    if not table.height:
        return show_text("There are no words to show in their context.")
    entries = []
    for (term,), part in table.group_by("term", maintain_order=True):
        times = part["count"][0]
        entries.append(
            {
                "term": term,
                "count": times,
                "anchor": place_of(str(term)),
                "lines": as_list(part),
                "left_out": f"{part.height} of {count(times, 'place')}, from as many articles as "
                "possible."
                if times > part.height
                else "",
            }
        )
    html = fill("terms.html.j2", terms=entries, csv=chapter.publish(table, name))
    return Display(html, f"Lines of {count(len(entries), 'term')}")
