"""How Sphinx sets what only the book reads of a notebook's outputs."""

from typing import Any, ClassVar

from docutils import nodes

from helpers.page.mime import BOOK_HTML


class BookOutput:
    """Sets the book's own form of an output, before all others (a plugin of MyST-NB)."""

    mime_priority_overrides: ClassVar[list[tuple[str, str, int | None]]] = [("html", BOOK_HTML, 0)]

    @staticmethod
    def handle_mime(renderer: Any, data: Any, inline: bool) -> list[nodes.Element] | None:
        """Give the output as it stands; None for other kinds of output."""
        if inline or data.mime_type != BOOK_HTML:
            return None
        return [nodes.raw(text=data.string, format="html", classes=["output", "text_html"])]
