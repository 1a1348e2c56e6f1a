"""What the book's search finds: the sentences of the articles, with their places."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from helpers.show.links import Links
from helpers.show.reader.sentence import Sentence

# Characters of all articles together; the search reads them at once.
MOST = 2_000_000


def searchable(
    articles: Mapping[str, Sequence[Sentence]],
    *,
    titles: Mapping[str, str],
    links: Links,
    most: int = MOST,
) -> dict[str, Any]:
    """List sentences with what they say, who says it and where.

    Parameters
    ----------
    articles
        Sentences of each article that has a page.
    titles
        What the articles are called.
    links
        Addresses as seen from a chapter.
    most
        Characters that all may take; articles beyond are left out.

    Returns
    -------
    dict
        ``speakers`` (names), ``articles`` (each: ``name``, ``sentences``; a sentence is its
        ordinal, address, text and the place of its speaker among the speakers, -1 for none) and
        ``left``, the articles that were left out.
    """
    speakers: dict[str, int] = {}
    listed: list[dict[str, Any]] = []
    size = 0
    for document, sentences in articles.items():
        rows = [
            [
                s.ordinal,
                links.sentence(document, s.number),
                s.text,
                speakers.setdefault(s.speaker, len(speakers)) if s.speaker and s.is_source else -1,
            ]
            for s in sentences
            if s.counts
        ]
        article = {"name": titles.get(document, document), "sentences": rows}
        size += len(json.dumps(article, ensure_ascii=False))
        if size > most:
            break
        listed.append(article)
    return {"speakers": list(speakers), "articles": listed, "left": len(articles) - len(listed)}
