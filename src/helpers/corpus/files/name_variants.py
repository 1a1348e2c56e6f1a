"""Group the spellings of one name under one label."""

import re
import unicodedata
from collections.abc import Iterable

import polars as pl


def spelling_key(name: str, *, articles: Iterable[str] = ()) -> str:
    """Return a key that all spellings of a name share: its letters and digits, without case.

    Examples
    --------
    >>> spelling_key("The Huffington Post", articles=["the"])
    'huffingtonpost'
    >>> spelling_key("thehuffingtonpost", articles=["the"])
    'huffingtonpost'
    """
    key = re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", name).casefold())
    for article in articles:
        # A name that is nothing but an article keeps it.
        if len(key) > len(article):
            key = key.removeprefix(article)
    return key


def group_spellings(names: pl.Series, *, articles: Iterable[str] = ()) -> pl.DataFrame:
    """Return every spelling with its label.

    The label is the spelling that reads best: one with capitals before one without, then
    the one with most spaces, then the most frequent, then the first in the alphabet.

    Parameters
    ----------
    names : polars.Series
        Names as written, missing where unknown.
    articles : iterable of str
        Words that a name may begin with or not.

    Returns
    -------
    polars.DataFrame
        spelling, label, count (rows); in the order of labels, then spellings.

    Examples
    --------
    >>> group_spellings(pl.Series(["bbc", "bbc", "BBC", "thehill", None])).rows()
    [('BBC', 'BBC', 1), ('bbc', 'BBC', 2), ('thehill', 'thehill', 1)]
    """
    counts = dict(names.drop_nulls().value_counts().rows())
    article_words = tuple(articles)
    best: dict[str, str] = {}

    def rank(name: str) -> tuple[bool, int, int, str]:
        return name == name.lower(), -len(name.split()), -counts[name], name

    for name in sorted(counts, key=rank):
        best.setdefault(spelling_key(name, articles=article_words), name)
    rows = [
        (name, best[spelling_key(name, articles=article_words)], count)
        for name, count in counts.items()
    ]
    schema = {"spelling": pl.String, "label": pl.String, "count": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row").sort("label", "spelling")


def find_stray_spellings(names: pl.Series, *, most_labels: int) -> pl.DataFrame:
    """Return the spellings in a column of labels that differ from a label by case or signs only.

    Parameters
    ----------
    names : polars.Series
        A column; one with more than `most_labels` spellings is no column of labels.
    most_labels : int
        The most spellings that a column of labels has.

    Returns
    -------
    polars.DataFrame
        spelling, label, count; as `group_spellings` gives, without the labels themselves.

    Examples
    --------
    >>> find_stray_spellings(pl.Series(["False", "True", "False)", "False"]), most_labels=10).rows()
    [('False)', 'False', 1)]
    """
    table = group_spellings(names.head(0) if names.n_unique() > most_labels else names)
    return table.filter(pl.col("spelling") != pl.col("label"))
