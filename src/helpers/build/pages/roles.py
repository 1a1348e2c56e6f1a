"""Mend the roles that docutils gives to parts of a bibliography."""

from pathlib import Path


def mend_roles(html: Path) -> None:
    """Make each reference an item of its list.

    docutils gives references the role ``doc-biblioentry``, which DPUB-ARIA 1.1 has withdrawn in
    favour of plain list items: a reader's software no longer knows it, so the list seems empty.
    """
    for path in sorted(html.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        mended = text.replace('role="doc-biblioentry"', 'role="listitem"')
        if mended != text:
            path.write_text(mended, encoding="utf-8")
