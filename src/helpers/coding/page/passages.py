"""The sentences that a page shows, each with its surroundings and where it comes from."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import polars as pl

from helpers.coding.places import Place, places_of
from helpers.corpus.files.opening import Corpus
from helpers.corpus.text.normalisation import normalise, normalise_text
from helpers.corpus.voices.actors import Actors

# Words with a capital that do not begin a sentence.
_CAPITALISED = re.compile(r"(?<![.!?…“\"] )(?<!^)\b[^\W\d_a-z][\w’'-]+(?: [^\W\d_a-z][\w’'-]+)*")


class Passage(NamedTuple):
    """A sentence, and what a coder may see with it.

    Attributes
    ----------
    place
        The article and the characters of the sentence in its file.
    text, before, after
        The sentence, and what stands around it.
    headline, outlet, published
        Of the article; ``""`` where not known.
    names
        Names that occur nearby, one of which may be the speaker's.
    """

    place: Place
    text: str
    before: str
    after: str
    headline: str
    outlet: str
    published: str
    names: tuple[str, ...]


def passages_of(
    sentences: pl.DataFrame, corpus: Corpus, actors: Actors, *, names: bool
) -> list[Passage]:
    """Give sentences their surroundings.

    Parameters
    ----------
    sentences
        document, start, end, text, before, after.
    corpus, actors
        Where the sentences come from, and who may speak in it.
    names
        Whether names are looked for.
    """
    texts = dict(normalise(corpus.texts).texts.iter_rows()) if names else {}
    articles = {row["document"]: row for row in corpus.documents.iter_rows(named=True)}
    known = sorted({one.name for one in actors.persons} | {one.name for one in actors.institutions})
    passages = []
    for place, row in zip(places_of(sentences), sentences.iter_rows(named=True), strict=True):
        shown = {name: row[name] or "" for name in ("text", "before", "after")}
        article = articles.get(place.document, {})
        about = {name: str(article.get(name) or "") for name in ("headline", "outlet", "published")}
        about["headline"] = normalise_text(about["headline"])
        nearby = "\n".join(shown[name] for name in ("before", "text", "after"))
        found = _names(nearby, texts.get(place.document, ""), known) if names else ()
        passages.append(Passage(place, **shown, **about, names=tuple(found)))
    return passages


def _names(nearby: str, article: str, known: list[str]) -> Iterator[str]:
    """Find the names of actors in an article, then other capitalised words nearby."""
    found = dict.fromkeys(
        name for name in known if re.search(rf"\b{re.escape(name)}\b", article)
    ) | dict.fromkeys(match[0] for match in _CAPITALISED.finditer(nearby))
    return iter(found)
