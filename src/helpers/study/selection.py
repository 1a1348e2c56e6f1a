"""What the parameters select of the corpus: the tables that measures and findings work on."""

import datetime as dt
from collections.abc import Callable
from functools import cached_property, wraps
from typing import Any, TypeVar

import polars as pl

from helpers.corpus.files.reference import open_reference
from helpers.corpus.text.languages import ENGLISH, WITHOUT_SPACES
from helpers.corpus.voices.voice import VOICES
from helpers.measures.joins import KEYS, join_in_order
from helpers.measures.terms.forms import POSSESSIVE, Form, by_family
from helpers.measures.terms.tokens import count_rows
from helpers.study import tables
from helpers.study.choose_instruments import choose_instruments
from helpers.study.hand_coding import compare_with_coders, frame_scores
from helpers.study.kept_words import keep
from helpers.study.languages import read_articles
from helpers.study.parameters import Parameters
from helpers.study.tables import Tables


class Selection:
    """The part of a corpus that the parameters select.

    Attributes
    ----------
    parameters
        All parameters.
    tables
        Everything that was made of the corpus, by the instruments that the parameters choose.
    results
        What functions under `once` have computed from this selection.
    """

    def __init__(self, parameters: Parameters, tables: Tables) -> None:
        self.parameters, self.tables = parameters, choose_instruments(tables, parameters)
        self.results: dict[Callable[..., Any], Any] = {}

    def vary(self, **changes: Any) -> "Selection":
        """Return what other values of some parameters select of the same corpus."""
        return Selection(self.parameters.model_copy(update=changes), self.tables)

    @property
    def split_date(self) -> dt.date | None:
        """First day of the later of two periods: the parameters', or else that of the corpus."""
        return (
            self.parameters.split_date
            if self.parameters.split_date != ""
            else self.tables.split_date
        )

    @cached_property
    def documents(self) -> pl.DataFrame:
        """The documents that the parameters select, in order of publication."""
        return tables.select_documents(self.tables.documents, self.parameters)

    @cached_property
    def sentences(self) -> pl.DataFrame:
        """Their sentences as read, without the voices and kinds that are left out."""
        return tables.select_sentences(
            self.tables.sentences, self.documents, self.parameters, split_date=self.split_date
        )

    @cached_property
    def word_count(self) -> int:
        """How many words `sentences` have, in whatever language."""
        counted = self.sentences.drop_nulls("words").select(KEYS)
        words = self.tables.words.select(KEYS).join(counted.lazy(), on=KEYS, how="semi")
        return int(count_rows(words.select(pl.len())).item())

    @cached_property
    def language_of_words(self) -> str | None:
        """The language in which words are counted, as words of two languages are not compared.

        It is that of most of the selected articles, of equally many that of most sentences. None
        where no article is in a language that puts spaces between words.
        """
        sizes = self.tables.sentences.group_by("document").len()
        languages = (
            self.documents.filter(~pl.col("language").is_in(list(WITHOUT_SPACES)))
            .pipe(join_in_order, sizes, on="document", how="inner")
            .group_by("language")
            .agg(pl.len().alias("articles"), pl.col("len").sum())
            .sort("articles", "len", "language", descending=[True, True, False])
        )["language"].to_list()
        return languages[0] if languages else None

    @cached_property
    def articles_read(self) -> pl.DataFrame:
        """What is read in each of the documents that has text of its own.

        document, language; voices, frames, tone, words: Boolean; in order of publication.
        """
        read = read_articles(self.tables, self.parameters.lexicon)
        return (
            self.documents.select("document", "language")
            .pipe(join_in_order, read, on="document", how="inner")
            .with_columns(words=pl.col("language").eq_missing(self.language_of_words))
        )

    @cached_property
    def documents_of_words(self) -> pl.DataFrame:
        """The documents whose words are counted: those in `language_of_words`."""
        return self.documents.filter(pl.col("language").eq_missing(self.language_of_words))

    @cached_property
    def every_word(self) -> pl.LazyFrame:
        """The words of `documents_of_words` in any voice, boilerplate among them.

        The columns of `helpers.study.word_table.make_words`, and of the sentence kind, voice,
        speaker, bloc, outlet and period.
        """
        whole = self.parameters.model_copy(update={"voices": list(VOICES), "boilerplate": True})
        about = tables.select_sentences(
            self.tables.sentences, self.documents_of_words, whole, split_date=self.split_date
        ).select(*KEYS, "words", "kind", "voice", "speaker", "bloc", "outlet", "period")
        words = self.tables.words.join(
            about.drop("words").lazy(), on=KEYS, how="inner", maintain_order="left"
        )
        return keep(words, rows=int(about["words"].sum()))

    def count_words(self, *, form: Form, boilerplate: bool) -> pl.LazyFrame:
        """Choose the words that count, with what each is counted as.

        As `every_word`, with `term` in one of the forms, and `first`: whether it is the first of
        its sentence that is counted as this term.
        """
        kept = tables.in_voices(self.parameters.voices)
        if boilerplate:
            kept |= pl.col("kind") == "boilerplate"
        words = self.every_word.filter(kept)
        if form == "surface":
            return words.with_columns(first="first_term")
        language = self.language_of_words or ENGLISH
        return by_family(words, language=language).with_columns(first="first_stem")

    @cached_property
    def words(self) -> pl.LazyFrame:
        """The words of `documents_of_words` that count (see `count_words`).

        Too many for memory where a corpus is large: measures read them piece by piece.
        """
        p = self.parameters
        return self.count_words(form=p.form, boilerplate=p.boilerplate)

    @cached_property
    def scores(self) -> pl.DataFrame:
        """Scores of `sentences`, those of the instruments side by side, as `tables.scores`."""
        return join_in_order(self._keys, self.tables.scores)

    def tones_of(self, lexicon: str) -> pl.DataFrame:
        """Scores of `sentences` by one instrument, as `tables.tones`."""
        return self.tables.tones_of(lexicon).join(self._keys, on=KEYS, how="semi")

    @cached_property
    def codes(self) -> pl.DataFrame:
        """Places of the frames of the chosen set in `sentences`."""
        frames = self.frames["frame"]
        return self.tables.codes.join(self._keys, on=KEYS, how="semi").filter(
            pl.col("frame").is_in(frames.implode())
        )

    @cached_property
    def frames(self) -> pl.DataFrame:
        """Frames of the chosen set: frame, label, set."""
        return tables.frames_of(self.tables.codebook, self.parameters.frame_set)

    @cached_property
    def exploratory_frames(self) -> list[str]:
        """Frames that the validity check does not let carry a finding."""
        scores = frame_scores(self.tables)
        return scores.filter(pl.col("exploratory"))["frame"].to_list()

    @cached_property
    def wholes(self) -> pl.DataFrame:
        """Score of each document read as if it were one sentence: document, lexicon, score."""
        return self.tables.wholes.join(self.documents, on="document", how="semi")

    @cached_property
    def target_tones(self) -> pl.DataFrame:
        """Tone of those of `sentences` that refer to a target, by each instrument."""
        return join_in_order(self.tables.target_tones, self._keys, how="semi")

    @cached_property
    def stop_words(self) -> frozenset[str]:
        """Words that word lists leave out."""
        own = frozenset(self.parameters.extra_stop_words)
        names = {name for name in self._names if name.lower() in own}
        own |= names | self.speaker_names
        return own | self.tables.stop_words if self.leaves_out_function_words else own

    @property
    def leaves_out_function_words(self) -> bool:
        """Whether a list of stop words is used, and is of the language of the words."""
        is_known = self.language_of_words in self.tables.languages_of_stop_words
        return is_known and self.parameters.stop_words != "none"

    @cached_property
    def speaker_names(self) -> frozenset[str]:
        """Names of speakers and interview tags that word lists leave out; none where kept."""
        return frozenset() if self.parameters.names == "kept" else self._names

    @cached_property
    def _names(self) -> frozenset[str]:
        names = self.tables.names["name"].unique().to_list()
        return frozenset(names) | {name + POSSESSIVE for name in names}

    @cached_property
    def valences(self) -> pl.DataFrame:
        """Words that instruments know in `sentences`: lexicon, word, valence, times (how often)."""
        order = {name: place for place, name in enumerate(self.tables.instruments)}
        place = pl.col("lexicon").replace_strict(order, return_dtype=pl.Int64)
        counts = (
            self.tables.scan("valences")
            .join(self._keys.lazy(), on=KEYS, how="semi")
            .group_by("lexicon", "word", "valence")
            .agg(times=pl.len().cast(pl.Int64))
        )
        return count_rows(counts).sort(place, "word", "valence")

    @cached_property
    def hand_coding(self) -> pl.DataFrame:
        """Coded sentences beside what the instruments say of them."""
        return compare_with_coders(self.tables)

    @cached_property
    def reference(self) -> pl.DataFrame | None:
        """Words of the reference corpus and how often each occurs: token, count; None without."""
        name = self.parameters.reference
        if not name:
            return None
        copy = self.tables.folder / tables.REFERENCE / name
        return open_reference(copy if copy.is_file() else name)

    @property
    def _keys(self) -> pl.DataFrame:
        return self.sentences.select(KEYS)


AnySelection = TypeVar("AnySelection", bound=Selection)
Result = TypeVar("Result")


def once(function: Callable[[AnySelection], Result]) -> Callable[[AnySelection], Result]:
    """Let a function compute once for each selection, which keeps the result.

    Examples
    --------
    >>> @once
    ... def seed(selection: Selection) -> int:
    ...     print("computing")
    ...     return selection.parameters.seed
    >>> from unittest.mock import Mock
    >>> from helpers.study.chosen import Chosen
    >>> selection = Selection(Parameters(seed=7), Mock(chosen=Chosen()))
    >>> seed(selection), seed(selection)
    computing
    (7, 7)
    """

    @wraps(function)
    def look_up(selection: AnySelection) -> Result:
        if function not in selection.results:
            selection.results[function] = function(selection)
        result: Result = selection.results[function]
        return result

    return look_up
