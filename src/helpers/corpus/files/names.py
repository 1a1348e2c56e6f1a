"""Check names of documents, files and folders, and make readable ones."""

import os
import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator

_SAFE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
# Enough of a headline to recognise the article by.
_WORDS = 6
# Windows knows these as devices, whatever stands behind a dot.
_DEVICE = re.compile(r"(?i:con|prn|aux|nul|(?:com|lpt)\d)(?:\..*)?")


def is_safe(name: str, *, longest: int) -> bool:
    """Return whether a name can be a file name on every system and an anchor in a page.

    Examples
    --------
    >>> [is_safe(name, longest=20) for name in ("rt-2022.a", "../rt", "r t", ".rt", "a" * 21)]
    [True, False, False, False, False]
    """
    return bool(_SAFE.fullmatch(name)) and is_file_name(name, longest=longest)


def is_file_name(name: str, *, longest: int = 100) -> bool:
    """Return whether a name is that of one visible file or folder on every system, and no path.

    Examples
    --------
    >>> [is_file_name(name) for name in ("Größe 2", "rt.yml", "../rt", "/rt", ".rt", "", "NUL")]
    [True, True, False, False, False, False, False]
    """
    return (
        0 < len(os.fsencode(name)) <= longest
        and name.isprintable()
        and not re.search(r'[<>:"/\\|?*]', name)
        and not name.startswith(".")
        and not name.endswith((".", " "))
        and not _DEVICE.fullmatch(name)
    )


def _file_name(name: str) -> str:
    if not is_file_name(name):
        start = name if len(name) <= 40 else f"{name[:40]}..."
        raise ValueError(f"{start!r} is not a name for a file")
    return name


# A book, a manifest or a finding made by somebody else may name anything.
FileName = Annotated[str, AfterValidator(_file_name)]


def slug(text: str) -> str:
    """Return a text in lower-case ASCII letters, digits and hyphens; "" where none is left.

    Examples
    --------
    >>> slug("L'Été à Kyïv, 2022!")
    'l-ete-a-kyiv-2022'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def readable_name(*parts: str | None, longest: int) -> str:
    """Return an id made of an article's fields, at most six words of each.

    Examples
    --------
    >>> readable_name("The Guardian", "2022-01-11", None, "Talks end, no deal", longest=40)
    'the-guardian-2022-01-11-talks-end-no'
    """
    slugs = ("-".join(slug(part).split("-")[:_WORDS]) for part in parts if part)
    name = "-".join(part for part in slugs if part)
    if len(name) > longest:
        # Cut between words where there is such a place.
        name = name[: longest + 1].rpartition("-")[0] or name[:longest]
    if _DEVICE.fullmatch(name):
        return f"a-{name}"
    return name or "article"
