"""Sentences behind counts: listed group by group, folded, with the matched words marked."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import polars as pl
from markupsafe import Markup
from markupsafe import escape as escape_html

from helpers.findings.wording import count, number
from helpers.page.template import fill
from helpers.show.display import Display
from helpers.show.markdown import escape
from helpers.show.tables import Address

# Sentences of a group that are listed; the others are in the table that is kept.
LISTED = 100
# Writes a piece of a sentence; the second argument tells whether it was matched.
Write = Callable[[str, bool], str]


def anchor_of(column: str, code: str) -> str:
    """Name the place of a group's sentences in the page.

    Examples
    --------
    >>> anchor_of("frame", "costs")
    'sentences-frame-costs'
    """
    return f"sentences-{column}-{code}"


def to_passages(column: str) -> Address:
    """Lead the cells of a table's column of codes to the sentences listed in the same page.

    Examples
    --------
    >>> to_passages("frame")({" frame": "costs"})
    '#sentences-frame-costs'
    """
    return lambda row: f"#{anchor_of(column, row[f' {column}'])}"


def show_passages(
    sentences: pl.DataFrame,
    *,
    of: str,
    names: Mapping[str, str],
    who: Callable[[Mapping[str, Any]], str],
    where: Callable[[str, int], str],
    link: Callable[[str, int], Markup],
    csv: str | None,
) -> Display:
    """Show the sentences of each group.

    Parameters
    ----------
    sentences
        As `helpers.measures.framing.matches.matched_sentences` lists them.
    of
        The column that names the groups.
    names
        Codes of the groups to list and their names; those with most sentences come first.
    who, where, link
        Write who says a sentence, and where it stands, as text and as a link.
    csv
        Address of all sentences.
    """
    sizes = dict(sentences.group_by(of).len().iter_rows())
    groups: list[dict[str, Any]] = []
    markdown: list[str] = []
    for code in sorted(names, key=lambda code: (-sizes.get(code, 0), code)):
        part = sentences.filter(pl.col(of) == code)
        rows = part.head(LISTED).to_dicts()
        head = f"{names[code]}: {count(part.height, 'sentence')}"
        left = part.height - len(rows)
        groups.append(
            {
                "id": anchor_of(of, code),
                "head": head,
                "lines": [
                    {
                        "html": Markup("").join(_write(row, _as_html)),
                        "who": who(row),
                        "link": link(row["document"], row["sentence"]),
                    }
                    for row in rows
                ],
                "left": number(left, 0) if left else "",
            }
        )
        lines = [
            f"- {''.join(_write(row, _as_markdown))} — {escape(who(row))} "
            f"{escape(where(row['document'], row['sentence']))}"
            for row in rows
        ]
        more = [f"- {number(left, 0)} more"] if left else []
        markdown += [f"<details><summary>{escape(head)}</summary>", "\n".join([*lines, *more])]
        markdown.append("</details>")
    return Display(
        {
            "text/markdown": "\n\n".join(filter(None, markdown)),
            "text/plain": "; ".join(group["head"] for group in groups),
        },
        book=fill("passages.html.j2", groups=groups, csv=csv),
    )


def _write(row: Mapping[str, Any], write: Write) -> list[str]:
    """Write a sentence piece by piece; matches that overlap are one.

    Examples
    --------
    >>> row = {"text": "cold and wet", "spans": [[9, 12], [0, 4], [2, 8]]}
    >>> _write(row, lambda piece, matched: f"[{piece}]" if matched else piece)
    ['', '[cold and]', ' ', '[wet]', '']
    """
    text: str = row["text"]
    pieces, place = [], 0
    for start, end in _union(row["spans"]):
        pieces += [write(text[place:start], False), write(text[start:end], True)]
        place = end
    return [*pieces, write(text[place:], False)]


def _union(spans: Sequence[Sequence[int]]) -> list[list[int]]:
    union: list[list[int]] = []
    for start, end in sorted(map(tuple, spans)):
        if union and start <= union[-1][1]:
            union[-1][1] = max(union[-1][1], end)
        else:
            union.append([start, end])
    return union


def _as_html(piece: str, matched: bool) -> str:
    return Markup("<mark>{}</mark>").format(piece) if matched else escape_html(piece)


def _as_markdown(piece: str, matched: bool) -> str:
    # Asterisks make nothing bold where a mark of punctuation stands beside them.
    return f"<b>{escape(piece)}</b>" if matched else _keep_edges(piece)


def _keep_edges(piece: str) -> str:
    """Escape a piece and keep the blanks at its ends, which part it from its neighbours."""
    inner = piece.strip()
    if not inner:
        return " " if piece else ""
    before, after = piece[: len(piece) - len(piece.lstrip())], piece[len(piece.rstrip()) :]
    return f"{' ' if before else ''}{escape(inner)}{' ' if after else ''}"
