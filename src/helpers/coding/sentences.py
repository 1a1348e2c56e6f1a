"""Find the sentences again that a file of codes means: by id, by place, or by their words."""

from collections.abc import Iterator

import polars as pl

from helpers.coding.entries import Entry, Label
from helpers.coding.places import Place, places_of
from helpers.coding.population import counted_sentences
from helpers.corpus.files.opening import open_corpus
from helpers.corpus.text.normalisation import normalise_text
from helpers.corpus.text.offsets import in_files
from helpers.measures.joins import KEYS
from helpers.study.tables import Tables

# Sentences that a message names.
_LISTED = 3


class UnknownSentenceError(ValueError):
    """A text that is no sentence, or one of several: what is wrong, and how to mend it."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what)
        self.what, self.mend = what, mend


class Sentences:
    """Sentences that codes can be about.

    Parameters
    ----------
    table
        document, start, end (in the file), text; counts (Boolean): whether it is a sentence that
        counts, which boilerplate is not; without the column all do.
    articles
        The raw text of each article, for places in articles; None where the table does not have all
        sentences.

    Attributes
    ----------
    texts
        The words of each sentence.
    """

    def __init__(self, table: pl.DataFrame, articles: dict[str, str] | None = None) -> None:
        places = places_of(table)
        self.texts = dict(zip(places, table["text"].to_list(), strict=True))
        if "counts" in table.columns:
            counts = table["counts"].to_list()
            self._counted = {
                place for place, is_counted in zip(places, counts, strict=True) if is_counted
            }
        else:
            self._counted = set(places)
        self._articles = articles
        self._documents = {text: document for document, text in (articles or {}).items()}
        self._ids = {place.id: place for place in places}
        self._by_words: dict[str, list[Place]] = {}
        self._in_document: dict[str, list[Place]] = {}
        for place, text in self.texts.items():
            self._by_words.setdefault(_words(text), []).append(place)
            self._in_document.setdefault(place.document, []).append(place)

    @property
    def is_complete(self) -> bool:
        """Whether all sentences of the corpus are there."""
        return self._articles is not None

    def counts(self, place: Place) -> bool:
        """Whether a sentence is one of those that count."""
        return place in self._counted

    def find(self, entry: Entry) -> list[tuple[Place, Label | None]]:
        """Find the sentence of each label of an entry.

        In this order: the id; the very place; the words, normalised as those of
        articles are and white space folded, where one sentence only has them. Labels of a stretch
        of an article, or of a text of several lines, are of the sentences that the stretch covers
        by more than half, or else of the one it lies in.

        Returns
        -------
        Each place with a label; where an entry has no labels, the place with None.

        Raises
        ------
        UnknownSentenceError
            Where there is no such sentence, or more than one.
        """
        place = self._whole(entry)
        if place is not None:
            return [(place, label) for label in entry.labels or (None,)]
        found: list[tuple[Place, Label | None]] = []
        for label in entry.labels:
            found += [(place, label) for place in self._stretch(entry, label)]
        if not found:
            raise _no_sentence(entry)
        return found

    def _whole(self, entry: Entry) -> Place | None:
        """Find the sentence that all of an entry is about; None where there is none."""
        if entry.id in self._ids:
            return self._ids[entry.id]
        if entry.document is not None and entry.start is not None and entry.end is not None:
            place = Place(entry.document, entry.start, entry.end)
            return place if place in self.texts else None
        if entry.text is None:
            return None
        same = self._by_words.get(_words(entry.text), [])
        return _only([place for place in same if entry.document in (None, place.document)] or same)

    def _stretch(self, entry: Entry, label: Label) -> list[Place]:
        if (
            entry.document in self._in_document
            and entry.start is not None
            and entry.end is not None
        ):
            return self._covered(entry.document, entry.start, entry.end)
        if label.start is None or label.end is None or not self.is_complete:
            raise _no_sentence(entry)
        document = self._document(entry, label.start, label.end)
        if document is not None:
            return self._covered(document, label.start, label.end)
        if entry.text is not None:
            start = entry.text.rfind("\n", 0, label.start) + 1
            line = entry.text[start:].partition("\n")[0]
            place = _only(self._by_words.get(_words(line), []))
            if place is not None:
                return [place]
        raise _no_sentence(entry)

    def _document(self, entry: Entry, start: int, end: int) -> str | None:
        """Name the article whose characters an entry counts; None where it is another text."""
        document = entry.document
        if document in self._in_document and self._articles is not None:
            own = self._articles[document]
            if entry.text is None or entry.text[start:end] == own[start:end]:
                return document
        return self._documents.get(entry.text) if entry.text is not None else None

    def _covered(self, document: str, start: int, end: int) -> list[Place]:
        shared = {
            place: min(end, place.end) - max(start, place.start)
            for place in self._in_document[document]
            if place.start < end and start < place.end
        }
        if not shared:
            what = f"no sentence stands in {document} from {start} to {end}"
            raise UnknownSentenceError(what, "correct the place")
        covered = [place for place, n in shared.items() if 2 * n > place.end - place.start]
        return covered or [max(shared, key=lambda place: shared[place])]


def sentences_of(tables: Tables) -> Sentences:
    """List all sentences of a corpus by their places in its files; boilerplate does not count.

    The folder of the tables has to be that of the corpus.
    """
    counted = counted_sentences(tables).select(*KEYS, counts=pl.lit(value=True))
    table = tables.sentences.join(counted, on=KEYS, how="left", maintain_order="left")
    table = in_files(table.with_columns(pl.col("counts").fill_null(value=False)), tables.changes)
    return Sentences(table, dict(open_corpus(tables.folder).texts.iter_rows()))


def _only(places: list[Place]) -> Place | None:
    if len(places) > 1:
        listed = ", ".join(place.id for place in places[:_LISTED])
        more = ", ..." if len(places) > _LISTED else ""
        what = f"its text stands {len(places)} times in the corpus ({listed}{more})"
        raise UnknownSentenceError(what, "say which by its id, or by document, start and end")
    return places[0] if places else None


def _no_sentence(entry: Entry) -> UnknownSentenceError:
    shown = next(_shown(entry), "an empty text")
    mend = "give the id of the sentence, or document, start and end, or its very words"
    return UnknownSentenceError(f"there is no such sentence in the corpus: {shown}", mend)


def _shown(entry: Entry) -> Iterator[str]:
    if entry.text is not None:
        words = " ".join(entry.text.split())
        yield f"“{words[:60]}...”" if len(words) > 60 else f"“{words}”"
    if entry.id is not None:
        yield entry.id
    if entry.document is not None:
        yield (
            f"{entry.document} {entry.start}-{entry.end}"
            if entry.start is not None
            else entry.document
        )


def _words(text: str) -> str:
    return " ".join(normalise_text(text).split())
