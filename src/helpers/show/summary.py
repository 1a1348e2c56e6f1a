"""The first page: headline, map of sentences, key findings, questions that stay open."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
from markupsafe import Markup

from helpers.findings.examples import examples
from helpers.findings.finding import Finding
from helpers.findings.summary import FirstScreen
from helpers.findings.wording import PER_THOUSAND, POINTS, count, in_quotes, number
from helpers.page.palette import VARIABLES, colours_of
from helpers.page.template import fill
from helpers.show.display import Display
from helpers.show.findings import MARKS
from helpers.show.links import finding_address
from helpers.show.markdown import escape
from helpers.show.marks.sentence_map import SentenceMap
from helpers.show.page import Page
from helpers.study.voices import SOURCE_NAMES, VOICE_NAMES

# More rows than a first page has room for.
ROWS = 20
# What is compared where it has no name of its own.
SUBJECTS = {
    "sources": "quoted or paraphrased",
    "narrator": VOICE_NAMES["narrator"],
    "named": "speaker named",
    "unnamed": "speaker not named",
}


def show_headline(title: str, *lines: str) -> Display:
    """Show the first page's headline and the lines below it."""
    html = fill("headline.html.j2", title=title, lines=lines)
    markdown = "\n\n".join([f"## {escape(title)}", *map(escape, lines)])
    return Display({"text/markdown": markdown, "text/plain": "\n".join([title, *lines])}, book=html)


def show_sentence_map(page: Page, sentences: pl.DataFrame, *, title: str, name: str) -> Display:
    """Show every sentence as a mark that leads to it, with filters in the book.

    Parameters
    ----------
    page
        Names, colours and addresses.
    sentences
        As `helpers.study.sentence_map.map_sentences` gives them; of more than twenty articles the
        twenty with most sentences are shown.
    title
        What the map shows.
    name
        Unique in the page.
    """
    order = sentences.group_by("document", maintain_order=True).len()
    most = order.sort("len", descending=True, maintain_order=True).head(ROWS)["document"]
    shown = sentences.filter(pl.col("document").is_in(most.implode()))
    left = order.height - most.len()
    note = (
        f"The {ROWS} articles with most sentences; {number(left, 0)} more are in the data."
        if left
        else ""
    )
    names = page.study.names("group")
    codes = colours_of("group", names)
    colours = {names[code]: colour for code, colour in codes.items()}
    display = page.figure(
        SentenceMap("document", "place", "group", colours),
        shown,
        title=title,
        note=note,
        name=name,
        keep=sentences.drop("text").with_columns(pl.col("frames").list.join(";")),
    )
    if not shown.height:
        return display
    sizes = shown["group"].value_counts().sort("count", "group", descending=[True, False])
    frames = page.study.names("frame")
    articles = page.study.names("document")
    present = {frame for held in shown["frames"].drop_nulls() for frame in held}
    rows = [
        {
            "name": articles[document],
            "address": page.links.article(document),
            "marks": [_mark(page, row, names, frames) for row in part.iter_rows(named=True)],
        }
        for (document,), part in shown.group_by("document", maintain_order=True)
    ]
    display.book = fill(
        "sentence_map.html.j2",
        name=name,
        title=title,
        note=note,
        rows=rows,
        most=max(len(row["marks"]) for row in rows),
        groups=[
            {
                "code": code,
                "name": names.get(code, code),
                "count": times,
                "colour": _variable(codes.get(code)),
            }
            for code, times in sizes.iter_rows()
        ],
        frames=[(frame, label) for frame, label in frames.items() if frame in present],
        total=count(shown.height, "sentence"),
        colours={code: _variable(colour) for code, colour in codes.items()},
    )
    return display


def _mark(
    page: Page, row: Mapping[str, Any], names: Mapping[str, str], frames: Mapping[str, str]
) -> dict[str, Any]:
    voice = SOURCE_NAMES.get(row["voice"])
    group = names.get(row["group"], row["group"])
    who = f"{row['speaker'] or 'speaker not named'} ({group}), {voice}" if voice else group
    held = ", ".join(frames.get(frame, frame) for frame in row["frames"] or []) or "none"
    if row["frames"] is None:
        held = "not searched"
    return {
        "address": page.links.sentence(row["document"], row["sentence"]),
        "group": row["group"],
        "frames": " ".join(row["frames"] or []),
        "words": f"{who[:1].upper()}{who[1:]}. Frames: {held}. {in_quotes(row['text'])}",
    }


def _variable(colour: str | None) -> str:
    return f"var({VARIABLES[colour]})" if colour in VARIABLES else colour or "var(--report-muted)"


def show_key_findings(page: Page, screen: FirstScreen) -> Display:
    """Show what a reader should take away, each with its bars, its verdict and a sentence."""
    rows = []
    for finding, _ in screen.shown:
        quote = examples(page.study, finding, 1).to_dicts()
        rows.append(
            {
                "finding": finding,
                "bars": bars(page, finding),
                "address": finding_address(finding),
                "quote": in_quotes(quote[0]["text"]) if quote else "",
                "who": page.say_who(quote[0]) if quote else "",
                "place": page.links.sentence(quote[0]["document"], quote[0]["sentence"])
                if quote
                else "",
                "where": page.study.names("document")[quote[0]["document"]] if quote else "",
            }
        )
    undecided = [{"finding": f, "address": finding_address(f)} for f, _ in screen.undecided]
    # Questions without an answer for the same reason stand together.
    silent: dict[str, list[dict[str, Any]]] = {}
    for f, _ in screen.silent:
        silent.setdefault(f.text, []).append({"finding": f, "address": finding_address(f)})
    book = fill("key_findings.html.j2", rows=rows, undecided=undecided, silent=silent)
    lines = [
        f"- **{escape(f.text)}** {MARKS[f.verdict]} *{f.verdict}*: {escape(f.reason)}"
        for f, _ in screen.shown
    ]
    if undecided:
        lines.append("\nOpen questions:\n")
        lines += [f"- {escape(f.title)} {escape(f.reason)}" for f, _ in screen.undecided]
    if silent:
        lines.append("\nNo answer here:\n")
        lines += [
            f"- {' '.join(escape(row['finding'].title) for row in rows)} {escape(reason)}"
            for reason, rows in silent.items()
        ]
    claims = (*screen.shown, *screen.undecided, *screen.silent)
    plain = "\n".join(claim.finding.text for claim in claims) or "No question has an answer here."
    return Display({"text/markdown": "\n".join(lines) or plain, "text/plain": plain}, book=book)


def bars(page: Page, finding: Finding) -> list[dict[str, Any]]:
    """Give the bars of a finding: shares and rates from zero, tones from the middle.

    Returns
    -------
    list of dict
        label, text, start and width in per cent of the scale; scale, what its ends mean.
    """
    if finding.value is None:
        return []
    values = list(finding.operands or (finding.value,))
    names = [_subject(page, key) for key in (finding.subjects or ())]
    labels = names[: len(values)] if finding.operands else [finding.unit]
    digits = finding.digits
    if finding.unit.startswith(POINTS):
        ends, sign = (0.0, 100.0), "%"
    elif finding.unit.startswith(PER_THOUSAND):
        ends, sign = (0.0, max(values) or 1.0), ""
    else:
        most = max(1.0, *map(abs, values))
        ends, sign = (-most, most), ""
    whole = ends[1] - ends[0]
    return [
        {
            "label": label,
            "text": f"{number(value, digits)}{sign}",
            "start": round(100 * (min(value, 0.0) - ends[0]) / whole, 1) if ends[0] < 0 else 0.0,
            "width": round(100 * abs(value) / whole, 1),
            "middle": ends[0] < 0,
        }
        for label, value in zip(labels, values, strict=False)
    ]


def _subject(page: Page, key: str) -> str:
    for column in ("frame", "group", "document"):
        names = page.study.names(column)
        if key in names:
            return names[key]
    return SUBJECTS.get(key, key)


def show_box(title: str, lines: Sequence[str]) -> Display:
    """Show a few lines in a box."""
    html = Markup('<aside class="report-box"><p class="report-label">{}</p><ul>{}</ul></aside>')
    items = Markup("").join(Markup("<li>{}</li>").format(line) for line in lines)
    markdown = "\n".join([f"**{escape(title)}**\n", *(f"- {escape(line)}" for line in lines)])
    return Display(
        {"text/markdown": markdown, "text/plain": "\n".join([title, *lines])},
        book=str(html.format(title, items)),
    )
