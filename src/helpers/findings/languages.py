"""What to say of articles in a language that an instrument does not know."""

from collections.abc import Collection, Iterable

import polars as pl

from helpers.corpus.text.languages import language_name
from helpers.findings.wording import count, is_are, listing, number
from helpers.study.languages import Reading, known_languages
from helpers.study.selection import Selection

INSTRUMENTS: dict[Reading, str] = {
    "voices": "the rules that tell who speaks",
    "frames": "the search patterns for frames",
    "tone": "the word lists for tone",
}
# What the figures and tables of a chapter rest on, and what a column of a table does.
CHAPTERS: dict[str, tuple[Reading, ...]] = {
    "who-speaks": ("voices",),
    "frames": ("frames",),
    "tone": ("tone",),
    "words": ("words",),
}
COLUMNS: dict[str, Reading] = {
    **dict.fromkeys(("voice", "group", "bloc", "speaker", "verb_class"), "voices"),
    **dict.fromkeys(("frame", "function"), "frames"),
    "lexicon": "tone",
}


def why_nothing(selection: Selection, readings: Iterable[Reading]) -> str:
    """Say why nothing was read in the selected articles; empty where each reading has some.

    Parameters
    ----------
    selection
        The study.
    readings
        What is asked for.
    """
    table = selection.articles_read
    blind = [reading for reading in readings if table.height and not table[reading].any()]
    if not blind:
        return ""
    articles = "article is" if table.height == 1 else "articles are"
    where = f"The {articles} in {_languages(table)}"
    if "words" in blind:
        return f"{where}, written without spaces between words, so words cannot be told apart."
    return f"{where}, and {_know(selection, blind)}."


def left_out(selection: Selection, readings: Iterable[Reading]) -> str:
    """Say which articles are left out as their language is not known; empty where none is.

    Parameters
    ----------
    selection
        The study.
    readings
        What a result rests on.
    """
    table = selection.articles_read
    by_articles: dict[tuple[str, ...], list[Reading]] = {}
    for reading in readings:
        missing = table.filter(~pl.col(reading))["document"]
        if missing.len():
            by_articles.setdefault(tuple(missing), []).append(reading)
    return " ".join(
        _say_left_out(selection, table, documents, together)
        for documents, together in by_articles.items()
    )


def of_table(*, chapter: str, columns: Iterable[str]) -> list[Reading]:
    """List what a table rests on, by its chapter and its columns."""
    own = [COLUMNS[name] for name in columns if name in COLUMNS]
    return list(dict.fromkeys([*own, *CHAPTERS.get(chapter, ())]))


def _say_left_out(
    selection: Selection, table: pl.DataFrame, documents: Collection[str], readings: list[Reading]
) -> str:
    missing = table.filter(pl.col("document").is_in(list(documents)))
    of_all = f"{number(missing.height, 0)} of {count(table.height, 'article')}"
    they = "it is" if missing.height == 1 else "they are"
    where = f"{of_all} {is_are(missing.height)} left out: {they} in {_languages(missing)}"
    if readings == ["words"]:
        own = listing([language_name(code) for code in known_languages(selection, "words")])
        return f"{where}, and words are counted in one language, here {own}."
    return f"{where}, which {_names(readings)} do not know."


def _know(selection: Selection, readings: list[Reading]) -> str:
    """Say which languages instruments know."""
    by_languages: dict[tuple[str, ...], list[Reading]] = {}
    for reading in readings:
        by_languages.setdefault(known_languages(selection, reading), []).append(reading)
    return listing(
        [
            f"{_names(together)} know only {listing([*map(language_name, languages)])}"
            for languages, together in by_languages.items()
        ]
    )


def _names(readings: Iterable[Reading]) -> str:
    return listing([INSTRUMENTS[reading] for reading in readings])


def _languages(table: pl.DataFrame) -> str:
    """Name the languages of articles, the most frequent first; with their numbers if several."""
    sizes = table["language"].value_counts().sort("count", "language", descending=[True, False])
    names = [(language_name(code), n) for code, n in sizes.iter_rows()]
    if len(names) == 1:
        return names[0][0]
    return listing([f"{name} ({number(n, 0)})" for name, n in names])
