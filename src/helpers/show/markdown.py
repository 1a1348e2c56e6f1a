"""Texts as Markdown: what a corpus writes stays text."""

import re

# Whatever Markdown, or HTML within it, would read as more than a letter, anywhere or where a line
# begins.
_SPECIAL = re.compile(r"[\\`*_\[\]<>#|&~$]|^[+=-]|(?<=^\d)[.)]|(?<=^\d\d)[.)]")


def escape(text: str) -> str:
    r"""Write a text so that Markdown shows it as it stands, on one line.

    Examples
    --------
    >>> print(escape("a *b* <script> [x](y)"))
    a &#42;b&#42; &#60;script&#62; &#91;x&#93;(y)
    >>> print(escape("1. 'don't'\n# head"))
    1&#46; 'don't' &#35; head
    """
    # As entities, since not every reader of Markdown takes a backslash before every sign.
    return _SPECIAL.sub(lambda match: f"&#{ord(match[0])};", " ".join(text.split()))
