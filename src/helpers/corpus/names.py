"""Document ids that are safe as file names and anchors, and can be read by people."""

import re
import unicodedata

_SAFE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
# Enough of a headline to recognise the article by.
_WORDS = 6


def is_safe(name: str, *, longest: int) -> bool:
    """Return whether a name can be a file name on every system and an anchor in a page.

    Examples
    --------
    >>> [is_safe(name, longest=20) for name in ("rt-2022.a", "../rt", "r t", ".rt", "a" * 21)]
    [True, False, False, False, False]
    """
    return len(name) <= longest and bool(_SAFE.fullmatch(name))


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
    """Return an id made of what is known of an article, at most six words of each part.

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
    return name or "article"
