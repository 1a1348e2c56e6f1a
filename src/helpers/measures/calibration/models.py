"""What is learnt for tone: something that labels, and that a table keeps."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Protocol

import polars as pl

from helpers.measures.calibration.cuts import Cuts, learn_cuts
from helpers.measures.calibration.logistic import Logistic, learn_logistic


class Model(Protocol):
    """Labels sentences by their scores, and can be written down."""

    def label(self, scores: pl.DataFrame) -> pl.Series:
        """Label every row: -1, 0 or 1."""

    def to_table(self) -> pl.DataFrame:
        """Give its numbers as rows: model, score, part, tone, value."""


Learner = Callable[[pl.DataFrame], Model]


def learners(
    *,
    score: str,
    threshold: float,
    scores: Sequence[str],
    tone: str = "tone",
    weight: str | None = None,
) -> Mapping[str, Learner]:
    """Give the candidates for reading tone, the simplest first.

    Parameters
    ----------
    score, threshold
        The instrument in use, and its threshold.
    scores
        All instruments.
    tone, weight
        Columns of the coded sentences.

    Returns
    -------
        default (the threshold; nothing is learnt), cuts, logistic: from coded sentences to a model.

    Examples
    --------
    >>> candidates = learners(score="vader", threshold=0.05, scores=["vader", "afinn"])
    >>> list(candidates)
    ['default', 'cuts', 'logistic']
    >>> candidates["default"](pl.DataFrame())
    Cuts(score='vader', lower=-0.05, upper=0.05)
    """
    default = Cuts(score, lower=-threshold, upper=threshold)
    return {
        "default": lambda _: default,
        "cuts": partial(learn_cuts, score=score, default=threshold, tone=tone, weight=weight),
        "logistic": partial(learn_logistic, scores=scores, tone=tone, weight=weight),
    }


def read_model(table: pl.DataFrame) -> Model:
    """Read a model back from the table that its `to_table` gave.

    Raises
    ------
    ValueError
        If the table holds no model, or an unknown one.

    Examples
    --------
    >>> read_model(Cuts("vader", lower=-0.5, upper=None).to_table())
    Cuts(score='vader', lower=-0.5, upper=None)
    """
    names = table["model"].unique().to_list()
    if names == ["cuts"]:
        at = dict(table.select("tone", "value").iter_rows())
        return Cuts(table["score"][0], lower=at[-1], upper=at[1])
    if names == ["logistic"]:
        intercepts = table.filter(part="intercept")
        tones = tuple(intercepts["tone"])
        scores = tuple(table["score"].drop_nulls().unique(maintain_order=True))
        slopes, known = (
            tuple(tuple(table.filter(part=part, tone=tone)["value"]) for tone in tones)
            for part in ("slope", "known")
        )
        return Logistic(scores, tones, tuple(intercepts["value"]), slopes, known)
    raise ValueError(f"the table holds {names or 'nothing'}; give it one model, cuts or logistic")
