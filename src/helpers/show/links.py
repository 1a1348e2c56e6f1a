"""Addresses within the book: sentences, articles, entries."""

from urllib.parse import quote

from markupsafe import Markup

from helpers.findings.finding import Finding


def anchor(document: str, sentence: int) -> str:
    """Name the place of a sentence in the page of its article.

    Examples
    --------
    >>> anchor("a-1", 12)
    's-a-1-12'
    """
    return f"s-{document}-{sentence}"


def sentence_number(sentence: int) -> int:
    """Number of a sentence as pages give it: from 1, where data and addresses count from 0.

    Examples
    --------
    >>> sentence_number(0)
    1
    """
    return sentence + 1


def finding_address(finding: Finding) -> str:
    """Address of a finding in its chapter."""
    return f"{quote(finding.chapter)}.html#finding-{quote(finding.id)}"


def frame_address(frame: str) -> str:
    """Address of a frame's entry in the codebook.

    Examples
    --------
    >>> frame_address("open_door")
    'codebook.html#frame-open_door'
    """
    return f"codebook.html#frame-{quote(frame)}"


class Links:
    """Addresses of sentences and articles, as seen from a chapter.

    Attributes
    ----------
    pages
        Whether every article has a page of its own; else all stand in the chapter of the articles.
    """

    def __init__(self, *, pages: bool) -> None:
        self.pages = pages

    def article(self, document: str) -> str:
        """Address of an article.

        Examples
        --------
        >>> Links(pages=True).article("a-1"), Links(pages=False).article("a-1")
        ('articles/a-1.html', 'articles.html#article-a-1')
        """
        name = quote(document)
        return f"articles/{name}.html" if self.pages else f"articles.html#article-{name}"

    def sentence(self, document: str, sentence: int) -> str:
        """Address of a sentence.

        Examples
        --------
        >>> Links(pages=True).sentence("a-1", 4), Links(pages=False).sentence("a-1", 4)
        ('articles/a-1.html#s-a-1-4', 'articles.html#s-a-1-4')
        """
        page = f"articles/{quote(document)}.html" if self.pages else "articles.html"
        return f"{page}#{quote(anchor(document, sentence))}"

    def link_sentence(self, document: str, sentence: int, text: str) -> Markup:
        """Link a text to a sentence.

        Examples
        --------
        >>> Links(pages=False).link_sentence("a", 3, "RT 3")
        Markup('<a href="articles.html#s-a-3">RT 3</a>')
        """
        address = self.sentence(document, sentence)
        return Markup('<a href="{}">{}</a>').format(address, text)
