"""The sentences behind a number, with links to where they stand in the articles."""

from collections.abc import Callable, Sequence

import polars as pl
from markupsafe import Markup, escape

from helpers.findings.wording import count
from helpers.measures.joins import KEYS
from helpers.page.template import fill
from helpers.show.chapter import Chapter
from helpers.show.html import Display, sentence_link

LISTED = 100
PLACES = 5


def places(first: int = PLACES) -> pl.Expr:
    """Name the first sentences of a group, for `link_places` to link.

    Examples
    --------
    >>> table = pl.DataFrame({"document": ["a-1", "a-1"], "sentence": [4, 7], "frame": "x"})
    >>> table.group_by("frame").agg(places())["places"].to_list()
    [['a-1#4', 'a-1#7']]
    """
    return (
        pl.format("{}#{}", "document", "sentence")
        .unique(maintain_order=True)
        .head(first)
        .alias("places")
    )


def link_places(names: Sequence[str] | None) -> str:
    """Link the sentences that `places` names.

    Examples
    --------
    >>> link_places(["a-1#4"])
    Markup('<a href="articles.html#s-a-1-4" title="a-1, sentence 4">4</a>')
    """
    parts = [name.rpartition("#") for name in names or []]
    return Markup(", ").join(sentence_link(place, int(number)) for place, _, number in parts)


def link_names(prefix: str, ids: dict[str, str]) -> Callable[[str | None], str]:
    """Make a format that links each name to a part of this page or another.

    Examples
    --------
    >>> link_names("#frame-", {"Costs": "costs"})("Costs")
    Markup('<a href="#frame-costs">Costs</a>')
    """

    def write(name: str | None) -> str:
        if name is None or name not in ids:
            return "–" if name is None else name
        return Markup('<a href="{}{}">{}</a>').format(prefix, ids[name], name)

    return write


def stack_lines(text: str | None) -> str:
    r"""Set the lines of a cell below each other, all but the first small.

    Examples
    --------
    >>> stack_lines("31 %\n[22, 40]")
    Markup('31 %<small class="report-interval">[22, 40]</small>')
    """
    first, *rest = ("–" if text is None else text).split("\n")
    small = Markup('<small class="report-interval">{}</small>')
    return Markup("").join([escape(first), *(small.format(line) for line in rest)])


def passages(
    chapter: Chapter, spans: pl.DataFrame, names: dict[str, str], *, of: str, prefix: str
) -> Display:
    """List the sentences of each group, folded, with what was found in them marked.

    Parameters
    ----------
    chapter
        Its sentences.
    spans
        document, sentence, start, end (code points into the raw file) and the column `of`.
    names
        Values of `of` in the order to show, and what to call them.
    of
        The column that names the groups.
    prefix
        The list of group x has the id ``prefix`` + x.
    """
    about = chapter.sentences.select(
        "document",
        "sentence",
        "text",
        "voice",
        "speaker",
        sentence_start=pl.col("start"),
        sentence_end=pl.col("end"),
    )
    rows = (
        spans.group_by(of, "document", "sentence", maintain_order=True)
        .agg(pl.struct("start", "end").alias("spans"))
        .join(about, on=KEYS, maintain_order="right")
    )
    groups = []
    for value, name in names.items():
        part = rows.filter(pl.col(of) == value)
        lines = [
            row
            | {
                "link": sentence_link(row["document"], row["sentence"]),
                "html": mark_spans(
                    row["text"],
                    [
                        (span["start"] - row["sentence_start"], span["end"] - row["sentence_start"])
                        for span in row["spans"]
                    ]
                    if len(row["text"]) == row["sentence_end"] - row["sentence_start"]
                    else [],
                ),
            }
            for row in part.head(LISTED).iter_rows(named=True)
        ]
        groups.append(
            {
                "id": f"{prefix}{value}",
                "name": name,
                "count": count(part.height, "sentence"),
                "lines": lines,
                "left": part.height - len(lines),
            }
        )
    html = fill("passages.html.j2", groups=groups)
    return Display(html, "; ".join(f"{group['name']}: {group['count']}" for group in groups))


def mark_spans(text: str, spans: Sequence[tuple[int, int]]) -> Markup:
    """Mark the spans (code points, half-open) of a text, those that overlap as one.

    Examples
    --------
    >>> mark_spans("cold & wet", [(5, 10), (0, 6)])
    Markup('<mark>cold &amp; wet</mark>')
    >>> mark_spans("<b>", [])
    Markup('&lt;b&gt;')
    """
    union: list[list[int]] = []
    for start, end in sorted(spans):
        if union and start <= union[-1][1]:
            union[-1][1] = max(union[-1][1], end)
        else:
            union.append([start, end])
    pieces, place = [], 0
    for start, end in union:
        pieces += [escape(text[place:start]), Markup("<mark>{}</mark>").format(text[start:end])]
        place = end
    return Markup("").join([*pieces, escape(text[place:])])
