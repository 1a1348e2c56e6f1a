"""What another analyst could have chosen, as the parameters and the corpus have it."""

from collections.abc import Callable, Collection
from functools import lru_cache
from typing import Any

import polars as pl

from helpers.findings.specifications import Choice, Options
from helpers.findings.specifications import articles as of_documents
from helpers.findings.wording import listing
from helpers.study.selection import Selection
from helpers.study.voices import SOURCE_NAMES, VOICE_NAMES, VOICES

OUT, IN = "left out", "counted"


def articles(chapter: Selection) -> Choice:
    """All articles or all but one (see `helpers.findings.specifications`)."""
    return of_documents(chapter.documents["document"].to_list())


def unit(chapter: Selection) -> Choice:
    """Sentences or paragraphs."""
    return Choice("unit", ("sentence", "paragraph"), chapter.parameters.unit)


def form(chapter: Selection) -> Choice:
    """Words as they stand or by stem."""
    return Choice("form", ("surface", "stem"), chapter.parameters.form)


def boilerplate(chapter: Selection, *, taken: str = "") -> Choice:
    """Captions, credits and the like as text or not, where there are any.

    What is taken is the parameter's, unless the claim has its own way.
    """
    taken = taken or (IN if chapter.parameters.boilerplate else OUT)
    kinds = chapter.tables.sentences.join(chapter.documents, on="document", how="semi")["kind"]
    return Choice("boilerplate", (OUT, IN) if "boilerplate" in kinds else (taken,), taken)


def headings(table: pl.DataFrame, *, taken: str) -> Choice:
    """Headings as text or not, where a table of sentences holds any."""
    both = "heading" in table["kind"]
    return Choice("headings", (OUT, IN) if both else (taken,), taken)


def voices(chapter: Selection) -> Choice:
    """The voices of the parameters together, or each of those that are heard alone."""
    heard = set(chapter.sentences["voice"].drop_nulls())
    chosen = [voice for voice in VOICES if voice in chapter.parameters.voices]
    together = listing([VOICE_NAMES[voice] for voice in chosen])
    if len(chosen) == len(VOICES):
        together = "all"
    alone = [VOICE_NAMES[voice] for voice in chosen if voice in heard]
    return Choice("voices", (together, *(alone if len(alone) > 1 else [])), together)


def passed_on(table: pl.DataFrame) -> Choice:
    """Quotation and paraphrase together, or one of them, where both are in the sentences."""
    heard = set(table["voice"].drop_nulls())
    both = set(SOURCE_NAMES) <= heard
    alone = tuple(SOURCE_NAMES.values()) if both else ()
    return Choice("passed on", ("both", *alone), "both")


def spoken_so(option: str) -> pl.Expr:
    """Whether a sentence passes on speech, as an option of `passed_on` or `voices` has it."""
    alone = [voice for voice, words in SOURCE_NAMES.items() if words == option]
    return pl.col("voice").is_in(alone or list(SOURCE_NAMES)).fill_null(value=False)


def voices_of(chapter: Selection, option: str) -> list[str]:
    """The voices that an option of `voices` stands for."""
    alone = [voice for voice, words in VOICE_NAMES.items() if words == option]
    return alone or list(chapter.parameters.voices)


def words_by_choice(chapter: Selection) -> Callable[[Options], pl.DataFrame]:
    """Give a function from options (form, boilerplate, voices) to the words, as `Selection.words`.

    It cuts the text into words once for each form and treatment of boilerplate, and holds the last
    of these alone.
    """

    @lru_cache(maxsize=1)
    def wide(form: str, boilerplate: str) -> pl.DataFrame:
        return varied(chapter, {"form": form, "boilerplate": boilerplate}).words

    def words(options: Options) -> pl.DataFrame:
        table = wide(options["form"], options["boilerplate"])
        chosen = voices_of(chapter, options.get("voices", ""))
        # Nobody says the boilerplate: it is there or not whatever the voices are.
        said = pl.col("voice").is_in(chosen).fill_null(value=False)
        return table.filter(said | (pl.col("kind") == "boilerplate"))

    return words


def counted_as(words: pl.DataFrame, forms: Collection[str]) -> str | None:
    """What most occurrences of a word are counted as; null where none of its forms occurs."""
    found = words.filter(pl.col("token").is_in(list(forms))).group_by("term").len()
    ordered = found.sort("len", "term", descending=[True, False])
    return str(ordered["term"][0]) if ordered.height else None


def varied(chapter: Selection, options: Options) -> Selection:
    """The chapter with the parameters that options stand for, as far as parameters know them."""
    changes: dict[str, Any] = {name: options[name] for name in ("unit", "form") if name in options}
    if "boilerplate" in options:
        changes["boilerplate"] = options["boilerplate"] == IN
    if "voices" in options:
        changes["voices"] = voices_of(chapter, options["voices"])
    return chapter.vary(**changes)
