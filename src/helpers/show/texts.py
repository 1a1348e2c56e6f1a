"""Texts of others, shown as they stand: a Markdown file, a line to copy."""

from markdown_it import MarkdownIt
from markupsafe import Markup

from helpers.page.template import fill
from helpers.show.display import Display

# The page has a heading of its own above.
_DEEPER = 2


def show_markdown(text: str) -> Display:
    """Show a Markdown text; HTML in it stays text, and its headings come below the page's own."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1:]) + _DEEPER)}"
    html = Markup(reader.renderer.render(tokens, reader.options, {}))
    return Display({"text/html": html, "text/plain": text}, book=fill("text.html.j2", text=html))


def show_verbatim(text: str, *, label: str) -> Display:
    """Show a text to copy, letter by letter; `label` says what it is."""
    html = Markup('<pre style="white-space: pre-wrap">{}</pre>').format(text)
    return Display(
        {"text/html": html, "text/plain": text},
        book=fill("verbatim.html.j2", text=text, label=label),
    )
