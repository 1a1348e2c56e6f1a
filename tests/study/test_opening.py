"""A study opened outside a build refuses what a build refuses, in a line."""

from pathlib import Path
from typing import Any

import pytest

from helpers.corpus.problems import InputError, Problem
from helpers.study.opening import open_study


@pytest.fixture(autouse=True)
def no_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REPORT_BUILD", raising=False)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"In": ["top_n = 15", "# Parameters\ntopn = 30\n"]}, "unknown parameter 'topn'; did you"),
        ({"documents": ["sooth"]}, "documents: there is no 'sooth' in the corpus"),
        ({"date_to": "1990-01-01", "documents": ["south"]}, None),
        ({"compare": "document", "group": "north", "against": "north"}, "compared with itself"),
        ({"top_n": 0}, "top_n"),
        ({"frame_set": "gneric"}, "frame_set: the codebook has no set 'gneric'; write \"generic\""),
    ],
)
def test_what_cannot_be_is_refused(
    small_corpus: Path, values: dict[str, Any], message: str | None
) -> None:
    cell = {"corpus": str(small_corpus), **values}
    if message is None:
        # Undated articles stay, whatever the days are.
        assert open_study(cell, chapter="one").documents["document"].to_list() == ["south"]
        return
    with pytest.raises(InputError, match=message):
        open_study(cell, chapter="one")


def test_names_of_cells_that_are_no_parameters_are_nobodys_business(small_corpus: Path) -> None:
    cell = {"corpus": str(small_corpus), "In": ["", "mine = 3"], "mine": 3, "top_n": 7}
    assert open_study(cell, chapter="one").parameters.top_n == 7


def test_a_notebook_shows_the_problems_and_no_traceback() -> None:
    error = InputError([Problem("a", "is wrong", "mend it"), Problem("b", "too", "mend it")])
    assert error._render_traceback_() == [
        "InputError: a: is wrong; mend it",
        "InputError: b: too; mend it",
    ]
