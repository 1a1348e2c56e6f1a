"""Read an article from a web page that was saved."""

import re
import warnings

from bs4 import BeautifulSoup, Tag, XMLParsedAsHTMLWarning

from helpers.corpus.files.database_exports import Article, split_export

# Parts of a page that are no part of its article.
_AROUND = (
    *("script", "style", "noscript", "template", "nav", "header", "footer", "aside", "form"),
    *("button", "iframe", "svg", "select", "figure"),
)
_BLOCKS = ("p", "h2", "h3", "h4", "li", "blockquote", "pre")
_DATES = (
    *("article:published_time", "og:published_time", "datepublished", "date", "pubdate"),
    *("publish-date", "publication_date", "dc.date", "dc.date.issued", "dcterms.created"),
    *("parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime"),
)


def read_page(content: bytes, *, encoding: str | None = None) -> list[Article]:
    r"""Return the articles of a page: one, or those of a Factiva export.

    Parameters
    ----------
    content : bytes
        HTML.
    encoding : str, optional
        Where not given, the page says it, or it is guessed.

    Returns
    -------
    list of dict
        text (paragraphs with a blank line between), and of headline, published, outlet, language
        and url what the page says of itself.

    Examples
    --------
    >>> page = b"<html lang=en><title>No deal</title><nav><p>Home</p></nav><p>A&amp;B.</p><p>C.</p>"
    >>> read_page(page)
    [{'headline': 'No deal', 'language': 'en', 'text': 'A&B.\n\nC.'}]
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        page = BeautifulSoup(content, "html.parser", from_encoding=encoding)
    exported = page.select("div.article[class*=Article]")
    if exported:
        return [article for part in exported for article in split_export(_lines(part))]
    said = _said(page)
    title = said.get("og:title") or _text(page.find("h1")) or _text(page.find("title"))
    moment = page.find("time", attrs={"datetime": True})
    root = page.find("html")
    link = page.find("link", rel="canonical")
    fields = {
        "headline": title,
        "published": next((said[name] for name in _DATES if said.get(name)), "")
        or _attribute(moment, "datetime"),
        "outlet": said.get("og:site_name", ""),
        "language": _attribute(root, "lang").split("-")[0],
        "url": _attribute(link, "href") or said.get("og:url", ""),
    }
    return [{**{name: value for name, value in fields.items() if value}, "text": _article(page)}]


def _said(page: BeautifulSoup) -> dict[str, str]:
    """Return what a page says of itself in its head."""
    said: dict[str, str] = {}
    for tag in page.find_all("meta"):
        name = next(
            (_attribute(tag, key) for key in ("property", "name", "itemprop") if tag.get(key)), ""
        )
        said.setdefault(name.lower(), _plain(_attribute(tag, "content")))
    return said


def _article(page: BeautifulSoup) -> str:
    for tag in page(_AROUND):
        tag.decompose()
    places = page.find_all("article") or page.find_all("main") or page.find_all("body") or [page]
    place = max(places, key=lambda tag: len(tag.get_text()))
    for tag in place.find_all("br"):
        tag.replace_with("\n")
    texts = [text for text in map(_plain, _blocks(place)) if text]
    if not texts:
        texts = [_plain(line) for line in place.get_text("\n").split("\n") if line.strip()]
    return "\n\n".join(texts)


def _blocks(place: Tag) -> list[str]:
    """Return the text of each paragraph, without that of paragraphs in it.

    A paragraph that nobody closed holds the next.
    """
    texts: dict[int, str] = {}
    for words in place.strings:
        block = words.find_parent(_BLOCKS)
        if block is not None:
            texts[id(block)] = texts.get(id(block), "") + words
    return [*texts.values()]


def _lines(part: Tag) -> str:
    """Return the text of an export's article as the database writes it into a text file."""
    for tag in part.find_all(["td", "p", "div", "tr"]):
        tag.append("\n")
    for tag in part.find_all("br"):
        tag.replace_with("\n")
    return part.get_text()


def _text(tag: object) -> str:
    return _plain(tag.get_text(" ")) if isinstance(tag, Tag) else ""


def _attribute(tag: object, name: str) -> str:
    value = tag.get(name) if isinstance(tag, Tag) else None
    return value if isinstance(value, str) else ""


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
