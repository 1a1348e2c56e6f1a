"""What the codes in the tables are called on a page: voices, groups, frames, articles, targets."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import polars as pl

from helpers.corpus.text.languages import language_name
from helpers.corpus.voices.voice import NO_GROUP, REPORTERS
from helpers.study.instruments import CODERS, INSTRUMENTS, in_order, instrument_name
from helpers.study.selection import Selection
from helpers.study.voices import VOICE_NAMES
from helpers.study.words import as_written

# What the verbs of a class tell of the words that they introduce.
VERB_CLASSES = {
    "neutral": "neutral",
    "assertive": "emphatic",
    "distancing": "distancing",
    "factive": "confirming",
    "sentiendi": "of thought or feeling",
}
# What frames do (Entman 1993).
FUNCTION_NAMES = {
    "problem": "name a problem",
    "cause": "point to a cause",
    "judgement": "pass judgement",
    "remedy": "propose a remedy",
}
# Letters of a headline that fit beside a figure.
SHORT = 40


def names_of(selection: Selection, column: str) -> dict[str, str]:
    """Names of the codes that a column of the study's tables holds; none for other columns.

    Parameters
    ----------
    selection
        The study.
    column
        ``voice``, ``bloc`` (group of speakers), ``group`` (the same, with the reporters),
        ``frame``, ``function`` (what a frame does), ``document``, ``lexicon`` (instrument of tone,
        or the coders), ``target``, ``verb_class``, ``period``, ``language``, ``term`` and
        ``collocate`` (words as the texts mostly write them).

    Returns
    -------
    dict
        Code: name, in the order in which they are to be shown.
    """
    make = NAMES.get(column)
    return make(selection) if make else {}


def order_of(selection: Selection, column: str) -> pl.Expr:
    """Give the place of each code of a column in the order of their names, to sort by.

    What has no name comes last.
    """
    places = {code: place for place, code in enumerate(names_of(selection, column))}
    code = pl.col(column).cast(pl.String)
    return code.replace_strict(places, default=len(places), return_dtype=pl.Int64)


def frame_names(selection: Selection) -> dict[str, str]:
    """Names of the chosen set's frames, marked where they failed against the coded sentences."""
    names = every_frame_name(selection)
    return {frame: names[frame] for frame in selection.frames["frame"]}


def every_frame_name(selection: Selection) -> dict[str, str]:
    """Names of all frames of the codebook, as `frame_names` gives those of the chosen set."""
    weak = set(selection.exploratory_frames)
    return {
        frame.id: f"{frame.label} (exploratory)" if frame.id in weak else frame.label
        for frame in selection.tables.codebook.frames
    }


def group_names(selection: Selection) -> dict[str, str]:
    """Names of the groups of speakers, in the order of the corpus' list of actors."""
    return selection.tables.bloc_labels | {NO_GROUP: "other or unknown speakers"}


def article_names(documents: pl.DataFrame) -> dict[str, str]:
    """Name articles by outlet and date, or as far as these are known; every name is its own.

    Parameters
    ----------
    documents
        document, outlet, published, headline.

    Examples
    --------
    >>> import datetime as dt
    >>> day = dt.date(2022, 1, 7)
    >>> documents = pl.DataFrame(
    ...     {
    ...         "document": ["a-1", "a-2", "b", "c"],
    ...         "outlet": ["RT", "RT", "RT", None],
    ...         "published": [day, day, None, None],
    ...         "headline": [None, None, "Talks end", None],
    ...     },
    ...     schema_overrides={"published": pl.Date},
    ... )
    >>> article_names(documents)
    {'a-1': 'RT, 7 Jan 2022 (a-1)', 'a-2': 'RT, 7 Jan 2022 (a-2)', 'b': 'RT: Talks end', 'c': 'c'}
    """
    rows = documents.select("document", "outlet", "published", "headline").to_dicts()
    names = {row["document"]: _article_name(row) for row in rows}
    times = Counter(names.values())
    return {
        document: name if times[name] == 1 else f"{name} ({document})"
        for document, name in names.items()
    }


def _article_name(row: Mapping[str, Any]) -> str:
    day, outlet, headline = row["published"], row["outlet"], row["headline"]
    if outlet and day:
        return f"{outlet}, {day.day} {day:%b %Y}"
    if headline:
        short = headline if len(headline) <= SHORT else f"{headline[: SHORT - 1].rstrip()}…"
        return f"{outlet}: {short}" if outlet else short
    return row["document"] if not day else f"{row['document']}, {day.day} {day:%b %Y}"


def _instrument_names(selection: Selection) -> dict[str, str]:
    used = selection.tables.instruments
    first, *others = in_order([*INSTRUMENTS, *used])
    names = {name: instrument_name(name) for name in others}
    return {first: instrument_name(first), CODERS: "the coders"} | names


def _target_names(selection: Selection) -> dict[str, str]:
    return {name: name.replace("_", " ").capitalize() for name in selection.tables.targets}


def _language_names(selection: Selection) -> dict[str, str]:
    codes = selection.tables.documents["language"].unique().sort().to_list()
    return {code: language_name(code) for code in codes}


def _period_names(selection: Selection) -> dict[str, str]:
    day = selection.split_date
    return {"before": f"before {day}", "after": f"from {day}"} if day else {}


def speaker_group() -> pl.Expr:
    """Group of whoever speaks, from the columns voice and bloc: the speaker's, or the reporters.

    It is missing where nobody speaks.
    """
    return (
        pl.when(pl.col("voice") == "narrator")
        .then(pl.lit(REPORTERS))
        .when(pl.col("voice").is_not_null())
        .then(pl.col("bloc").fill_null(NO_GROUP))
    )


NAMES: dict[str, Callable[[Selection], dict[str, str]]] = {
    "voice": lambda selection: dict(VOICE_NAMES),
    "bloc": group_names,
    "group": lambda selection: {REPORTERS: "reporters"} | group_names(selection),
    "frame": frame_names,
    "function": lambda _: dict(FUNCTION_NAMES),
    "document": lambda selection: article_names(selection.documents),
    "lexicon": _instrument_names,
    "target": _target_names,
    "verb_class": lambda selection: dict(VERB_CLASSES),
    "period": _period_names,
    "language": _language_names,
    "term": as_written,
    "collocate": as_written,
}
