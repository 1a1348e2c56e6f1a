"""Choices of method that another analyst could have made on this corpus."""

from collections.abc import Callable, Collection
from functools import lru_cache
from typing import Any

import polars as pl

from helpers.corpus.voices.voice import VOICES
from helpers.findings.specifications import Choice, Options
from helpers.findings.specifications import articles as of_documents
from helpers.findings.wording import listing
from helpers.measures.terms.forms import STEMMED, Form, families_of_counts, name_stems
from helpers.measures.terms.tokens import Frame, count_rows
from helpers.study.languages import Reading, documents_read
from helpers.study.selection import Selection
from helpers.study.tables import in_voices
from helpers.study.voices import SOURCE_NAMES, VOICE_NAMES

OUT, IN = "left out", "counted"
SPEECH, REPORTED = "speech", "quoted or paraphrased"


def articles(chapter: Selection, *reads: Reading) -> Choice:
    """All articles or all but one (see `helpers.findings.specifications`).

    Those that the instruments in question do not know the language of are out already.
    """
    names = documents_read(chapter, reads) if reads else chapter.documents["document"].to_list()
    return of_documents(names)


def unit(chapter: Selection) -> Choice:
    """Sentences or paragraphs."""
    return Choice("unit", ("sentence", "paragraph"), chapter.parameters.unit)


def form(chapter: Selection) -> Choice:
    """Words as they stand or by stem, where their language has stems."""
    own = chapter.parameters.form
    has_stems = chapter.language_of_words in STEMMED
    return Choice("form", ("surface", "stem") if has_stems else (own,), own)


def stop_words(chapter: Selection) -> Choice:
    """Function words left out or not, where their list is of the language of the words."""
    own = chapter.parameters.stop_words
    is_known = chapter.language_of_words in chapter.tables.languages_of_stop_words
    return Choice("stop words", ("english", "none") if is_known else (own,), own)


def boilerplate(chapter: Selection, *, own: str = "") -> Choice:
    """Captions, credits and the like as text or not, where there are any.

    The claim's own option is that of the parameter, unless another is given.
    """
    own = own or (IN if chapter.parameters.boilerplate else OUT)
    kinds = chapter.tables.sentences.join(chapter.documents, on="document", how="semi")["kind"]
    return Choice("boilerplate", (OUT, IN) if "boilerplate" in kinds else (own,), own)


def headings(table: pl.DataFrame, *, own: str) -> Choice:
    """Headings as text or not, where a table of sentences holds any."""
    both = "heading" in table["kind"]
    return Choice("headings", (OUT, IN) if both else (own,), own)


def voices(chapter: Selection) -> Choice:
    """The voices of the parameters together, or each of those that are heard alone."""
    present = set(chapter.sentences["voice"].drop_nulls())
    selection = [voice for voice in VOICES if voice in chapter.parameters.voices]
    together = listing([VOICE_NAMES[voice] for voice in selection])
    if len(selection) == len(VOICES):
        together = "all"
    alone = [VOICE_NAMES[voice] for voice in selection if voice in present]
    return Choice("voices", (together, *(alone if len(alone) > 1 else [])), together)


def ways_of_passing_on(table: pl.DataFrame) -> Choice:
    """Quotation and paraphrase together, or one of them, where both are in the sentences."""
    present = set(table["voice"].drop_nulls())
    both = set(SOURCE_NAMES) <= present
    alone = tuple(SOURCE_NAMES.values()) if both else ()
    return Choice(SPEECH, (REPORTED, *alone), REPORTED)


def passes_on(option: str) -> pl.Expr:
    """Whether a sentence passes on speech, by an option of `ways_of_passing_on` or `voices`."""
    alone = [voice for voice, words in SOURCE_NAMES.items() if words == option]
    return pl.col("voice").is_in(alone or list(SOURCE_NAMES)).fill_null(value=False)


def voices_of(chapter: Selection, option: str) -> list[str]:
    """The voices that an option of `voices` stands for."""
    alone = [voice for voice, words in VOICE_NAMES.items() if words == option]
    return alone or list(chapter.parameters.voices)


def words_by_choice(chapter: Selection) -> Callable[[Options], pl.LazyFrame]:
    """Give a function from options (form, boilerplate, voices) to the words, as `Selection.words`.

    It names stems once for each form and treatment of boilerplate, and holds the last of these.
    """

    @lru_cache(maxsize=1)
    def wide(form: Form, boilerplate: str) -> pl.LazyFrame:
        return chapter.count_words(form=form, boilerplate=boilerplate == IN)

    def words(options: Options) -> pl.LazyFrame:
        return _in_voices(chapter, wide(options["form"], options["boilerplate"]), options)

    return words


def counts_by_choice(
    chapter: Selection, by: pl.Expr | None = None
) -> Callable[[Options], pl.DataFrame]:
    """Give a function from options (form, boilerplate, voices) to how often words occur.

    The words are read once, whatever is asked for afterwards.

    Parameters
    ----------
    by
        Of a word, what else to count it apart by.

    Returns
    -------
        Function to a table: document (empty where single articles are not left out), group, token,
        term, count (occurrences), sentences (that have the term; added up over its tokens).
    """
    group = pl.lit("") if by is None else by
    words = chapter.every_word.with_columns(group=group)
    if not leaves_articles_out(chapter):
        words = words.with_columns(document=pl.lit(""))
    counts = count_rows(
        words.filter(in_voices(chapter.parameters.voices) | (pl.col("kind") == "boilerplate"))
        .with_columns(
            kind=pl.when(pl.col("kind") == "boilerplate").then("kind").otherwise(pl.lit("")),
        )
        .group_by("document", "group", "kind", "voice", "token", "term", "stem")
        .agg(
            pl.len().cast(pl.Int64).alias("count"),
            pl.col("first_term", "first_stem").sum().cast(pl.Int64),
        )
    )

    @lru_cache(maxsize=1)
    def wide(form: Form, boilerplate: str) -> pl.DataFrame:
        table = counts if boilerplate == IN else counts.filter(pl.col("kind") != "boilerplate")
        if form == "surface" or chapter.language_of_words not in STEMMED:
            return table.with_columns(sentences="first_term")
        kept = table.select("token", "count")
        named = name_stems(table, families_of_counts(kept, language=chapter.language_of_words))
        return named.with_columns(sentences="first_stem")

    def choose(options: Options) -> pl.DataFrame:
        table = wide(options["form"], options["boilerplate"])
        return _in_voices(chapter, table, options).select(
            "document", "group", "token", "term", "count", "sentences"
        )

    return choose


def _in_voices(chapter: Selection, words: Frame, options: Options) -> Frame:
    voices = voices_of(chapter, options.get("voices", ""))
    # Nobody says the boilerplate: it is there or not whatever the voices are.
    return words.filter(in_voices(voices) | (pl.col("kind") == "boilerplate"))


def leaves_articles_out(chapter: Selection) -> bool:
    """Whether single articles are left out, so that words have to be counted apart for each.

    Sums by article and term of a large corpus are too many for memory.
    """
    return len(articles(chapter, "words").options) > 1


def main_term(counts: pl.DataFrame, forms: Collection[str]) -> str | None:
    """What most occurrences of a word are counted as; None where none of its forms occurs.

    Parameters
    ----------
    counts
        token, term, count.
    forms
        Tokens that are the word.
    """
    uses = counts.filter(pl.col("token").is_in(list(forms)))
    ranking = (
        uses.group_by("term")
        .agg(pl.col("count").sum())
        .sort("count", "term", descending=[True, False])
    )
    return str(ranking["term"][0]) if ranking.height else None


def vary(chapter: Selection, options: Options) -> Selection:
    """The chapter with the parameters that options stand for; other options change nothing."""
    changes: dict[str, Any] = {name: options[name] for name in ("unit", "form") if name in options}
    if "boilerplate" in options:
        changes["boilerplate"] = options["boilerplate"] == IN
    if "voices" in options:
        changes["voices"] = voices_of(chapter, options["voices"])
    return chapter.vary(**changes)
