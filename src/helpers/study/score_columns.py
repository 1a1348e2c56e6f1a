"""Scores and labels of all instruments side by side: a row for each sentence."""

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

import polars as pl

from helpers.measures.joins import KEYS, join_in_order
from helpers.measures.sentiment.labels import label_of, limits_of

if TYPE_CHECKING:  # tables hold these columns
    from helpers.measures.calibration.models import Model
    from helpers.study.tables import Tables


def score(lexicon: str) -> str:
    """Name the column of an instrument's scores."""
    return f"score {lexicon}"


def label(lexicon: str) -> str:
    """Name the column of an instrument's labels."""
    return f"label {lexicon}"


def known(lexicon: str) -> str:
    """Name the column of how many units an instrument knows a word in."""
    return f"known {lexicon}"


def given(lexicon: str) -> str:
    """Name the column of the labels that a program gives itself, or that were learnt."""
    return f"given {lexicon}"


def reads(lexicon: str) -> str:
    """Name the column that tells whether an instrument knows the language of the sentence."""
    return f"reads {lexicon}"


def put_side_by_side(
    sentences: pl.DataFrame, tones_of: Callable[[str], pl.DataFrame], instruments: Collection[str]
) -> pl.DataFrame:
    """Put the scores of all instruments side by side.

    Many rows of one number each would take several times the memory.

    Parameters
    ----------
    sentences
        document, sentence.
    tones_of
        Instrument to its rows of `Tables.tones`.
    instruments
        Their names.

    Returns
    -------
    DataFrame
        document, sentence, and of each instrument `score` (missing: no word known), `reads`, and
        `given` where some are; in the order of the sentences.

    Examples
    --------
    >>> sentences = pl.DataFrame({"document": "a", "sentence": [0, 1]})
    >>> tones = pl.DataFrame(
    ...     {"document": "a", "sentence": [1], "score": [0.5], "given": [None]}
    ... )
    >>> put_side_by_side(sentences, lambda lexicon: tones, ["vader"]).rows()
    [('a', 0, False, None), ('a', 1, True, 0.5)]
    """
    table = sentences.select(KEYS)
    for name in instruments:
        tones = tones_of(name)
        labels = {given(name): "given"} if tones["given"].count() else {}
        rows = tones.select(
            *KEYS, pl.lit(value=True).alias(reads(name)), **{score(name): "score"}, **labels
        )
        table = join_in_order(table, rows).with_columns(pl.col(reads(name)).fill_null(value=False))
    return table


def with_labels(units: pl.DataFrame, tables: "Tables") -> pl.DataFrame:
    """Add the `label` of each instrument: -1, 0 or 1; missing where it says nothing.

    Parameters
    ----------
    units
        `score` and `reads` of all instruments, and `given` where it counts.
    tables
        Where the thresholds come from, and what was learnt.
    """
    names = tables.instruments
    limits = limits_of(names, tables.thresholds(names))
    labels = {name: label_of(pl.col(score(name)), limits[name]) for name in names}
    model, own = tables.chosen.tone_model, tables.chosen.lexicon
    if model is not None:
        scores = units.select(pl.col(score(name)).alias(name) for name in names)
        learnt = label_as_learnt(scores, model, reads=tables.chosen.tone_scores)
        labels[own] = pl.when(reads(own)).then(learnt)
    for name in names:
        if given(name) in units.columns:
            labels[name] = pl.coalesce(given(name), labels[name])
    return units.with_columns(expr.alias(label(name)) for name, expr in labels.items())


def label_as_learnt(scores: pl.DataFrame, model: "Model", *, reads: Collection[str]) -> pl.Series:
    """Label by what was learnt; missing where the instruments that it `reads` say nothing.

    Parameters
    ----------
    scores
        A column for each instrument.
    """
    is_said = pl.any_horizontal(pl.col(list(reads)).is_not_null())
    return scores.select(pl.when(is_said).then(model.label(scores))).to_series()
