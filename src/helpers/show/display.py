"""What a cell shows: ordinary output for any front end, and beside it the book's own form."""

from collections.abc import Mapping
from typing import Any

from helpers.page.mime import BOOK_HTML


class Display:
    """One output of a cell.

    Attributes
    ----------
    bundle
        Content by MIME type, for any front end.
    book
        HTML for the book alone, with every text escaped; empty where the book shows what all show.
    """

    def __init__(
        self,
        bundle: Mapping[str, str],
        *,
        book: str = "",
        metadata: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> None:
        self.bundle = dict(bundle)
        self.book = book
        self._metadata = dict(metadata or {})

    @property
    def text(self) -> str:
        """The output in words."""
        return self.bundle["text/plain"]

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, str], dict[str, Any]]:
        book = {BOOK_HTML: self.book} if self.book else {}
        return self.bundle | book, self._metadata

    def __repr__(self) -> str:
        return self.text
