"""Lines of a concordance: a word between the words around it, each with its place."""

from collections.abc import Callable

import polars as pl
from markupsafe import Markup

from helpers.page.template import fill
from helpers.show.display import Display
from helpers.show.tables import EMPTY


def show_lines(
    table: pl.DataFrame,
    *,
    name: str,
    title: str,
    note: str = "",
    csv: str | None = None,
    where: Callable[[str, int], str],
    link: Callable[[str, int], Markup],
) -> Display:
    """Show lines of a concordance.

    Parameters
    ----------
    table
        document, sentence, left, match, right; with the columns term and count, the lines of a term
        are one group, folded in the book.
    name
        Place in the page.
    title, note
        What the lines are, and what has to be known to read them.
    csv
        Address of the whole table.
    where, link
        Name of a sentence's place, and its link in the book, by document and number.
    """
    lines = [
        {
            "left": row["left"],
            "match": row["match"],
            "right": row["right"],
            "where": where(row["document"], row["sentence"]),
            "link": link(row["document"], row["sentence"]),
        }
        for row in table.iter_rows(named=True)
    ]
    groups: dict[tuple[str, int], list[dict[str, str]]] = {}
    if "term" in table.columns:
        keys = table.select("term", "count").rows()
        for key, line in zip(keys, lines, strict=True):
            groups.setdefault(key, []).append(line)
    elif lines:
        groups[("", len(lines))] = lines
    about = {"name": name, "title": title, "note": note, "empty": "" if lines else EMPTY}
    text = [f"{line['left']}[{line['match']}]{line['right']} ({line['where']})" for line in lines]
    return Display(
        {
            "text/html": fill("plain_lines.html.j2", groups=groups.items(), **about),
            "text/plain": "\n".join([title, *(text or [EMPTY])]),
        },
        book=fill("lines.html.j2", groups=groups.items(), csv=csv, **about),
    )
