"""Every choice has a name that a reader understands, on any corpus."""

import importlib
import pkgutil
from collections.abc import Callable

import polars as pl

import helpers.findings
from helpers.findings.choice_names import NAMES, OPTIONS, name_options
from helpers.findings.claim import FUNCTIONS
from helpers.study.opening import Study

TEXTS = {
    "a": "Anna Berg said the talks failed. “Peace is good,” Berg said. It rains in the city.\n\n"
    "Photo: Reuters",
    "b": "Tom Holt claimed that war is bad. The talks were a bad thing. “War is good,” Holt said.",
}


def test_every_choice_has_a_name(make_study: Callable[..., Study]) -> None:
    for module in pkgutil.iter_modules(helpers.findings.__path__):
        importlib.import_module(f"helpers.findings.{module.name}")
    study = make_study(TEXTS, resamples=100)
    curves = [function(study).specifications for function in FUNCTIONS.values()]
    present = {name for curve in curves if curve for name in curve.choices}
    assert present
    assert present <= set(NAMES)
    assert set(OPTIONS) <= set(NAMES)


def test_options_are_named_and_numbers_stay() -> None:
    table = pl.DataFrame(
        {
            "choice": ["articles", "articles", "minimum frequency", "unknown"],
            "option": ["all", "without a", "1", "x"],
            "ways": [4, 2, 1, 1],
        }
    )
    assert name_options(table, {"a": "Post, 1 May 2022"}).rows() == [
        ("Articles", "all articles", 4),
        ("Articles", "without Post, 1 May 2022", 2),
        ("How often a word must occur", "at least 1 time", 1),
        ("unknown", "x", 1),
    ]
    assert not name_options(table.clear(), {}).height
