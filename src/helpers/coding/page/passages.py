"""The sentences that a page shows, each with its surroundings and where it comes from."""

import hashlib
import re
from collections.abc import Iterator
from typing import NamedTuple

import polars as pl

from helpers.coding.page.answers import Place
from helpers.corpus.coding.fields import PLACE
from helpers.corpus.files.opening import Corpus
from helpers.corpus.voices.actors import Actors

# Letters of the article that are shown on either side where a sample does not tell.
_AROUND = 300
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

    @property
    def sentence(self) -> str:
        """A name for the sentence: its place in one word.

        Examples
        --------
        >>> Passage(("north", 0, 9), "It rains.", "", "", "", "", "", ()).sentence
        'north:0:9'
        """
        return ":".join(map(str, self.place))


def passages_of(
    sentences: pl.DataFrame, corpus: Corpus, actors: Actors, *, names: bool
) -> list[Passage]:
    """Give sentences their surroundings.

    Parameters
    ----------
    sentences
        document, start, end, text, before, after; where the last two are missing, they are cut
        from the article.
    corpus, actors
        Where the sentences come from, and who may speak in it.
    names
        Whether names are looked for.
    """
    texts = dict(corpus.texts.select("document", "text").iter_rows())
    articles = {row["document"]: row for row in corpus.documents.iter_rows(named=True)}
    known = sorted({one.name for one in actors.persons} | {one.name for one in actors.institutions})
    passages = []
    for row in sentences.iter_rows(named=True):
        text, article = texts.get(row["document"], ""), articles.get(row["document"], {})
        before, after = row["before"], row["after"]
        if before is None:
            before = text[max(0, row["start"] - _AROUND) : row["start"]].partition(" ")[2]
        if after is None:
            after = text[row["end"] : row["end"] + _AROUND].rpartition(" ")[0]
        nearby = _names(f"{before}\n{row['text']}\n{after}", text, known) if names else ()
        headline, outlet, published = (
            str(article.get(name) or "") for name in ("headline", "outlet", "published")
        )
        place = (row["document"], row["start"], row["end"])
        passages.append(
            Passage(
                place,
                row["text"],
                before.strip(),
                after.strip(),
                headline,
                outlet,
                published,
                tuple(nearby),
            )
        )
    return passages


def _names(nearby: str, article: str, known: list[str]) -> Iterator[str]:
    """Find the names of actors in an article, then other capitalised words nearby."""
    found = dict.fromkeys(
        name for name in known if re.search(rf"\b{re.escape(name)}\b", article)
    ) | dict.fromkeys(match[0] for match in _CAPITALISED.finditer(nearby))
    return iter(found)


def shuffle(sentences: pl.DataFrame, *, coder: str) -> pl.DataFrame:
    """Put sentences in a random order that is the same for a coder whenever it is asked for.

    Sentences that are drawn later take their places between those that were there.

    Examples
    --------
    >>> table = pl.DataFrame({"document": ["a"] * 4, "start": [0, 1, 2, 3], "end": [1, 2, 3, 4]})
    >>> [shuffle(table, coder=name)["start"].to_list() for name in ("ann", "ben")]
    [[0, 1, 3, 2], [0, 3, 1, 2]]
    """
    keys = [
        hashlib.sha256("\0".join(map(str, (coder, *place))).encode()).hexdigest()
        for place in sentences.select(PLACE).iter_rows()
    ]
    return sentences.with_columns(pl.Series("key", keys, pl.String)).sort("key").drop("key")
