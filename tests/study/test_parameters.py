"""The schema of parameters: what is refused, and how a command line is read."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.corpus.problems import InputError
from helpers.study.parameters import Parameters, parameter_table, plain, resolve, unit_of


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"sed": 1}, "unknown parameter 'sed'; did you mean 'seed'?"),
        ({"qqqq": 3}, "unknown parameter 'qqqq'; report parameters lists all"),
        ({"seed": -1}, "give int, at least 0 (2022 if left out)"),
        ({"confidence": 1.0}, "give number, above 0.5, below 1 (0.95 if left out)"),
        ({"voices": []}, "give list of narrator, quote, indirect"),
        ({"voices": ["shout"]}, "'voices' cannot be 'shout'"),
        ({"boilerplate": "perhaps"}, "give true or false"),
        ({"split_date": "yesterday"}, "give date, none or empty (empty if left out)"),
        ({"tone_cuts": "codde"}, "give one of default, coded (default if left out)"),
        ({"unit": "line"}, "give one of sentence, paragraph"),
        ({"date_from": "2022-02-01", "date_to": "2022-01-01"}, "swap them"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(values: dict[str, object], said: str) -> None:
    with pytest.raises(InputError) as raised:
        resolve(values, where="here")
    assert said in str(raised.value)
    assert str(raised.value).startswith("here: ")


def test_all_defects_are_named_at_once() -> None:
    with pytest.raises(InputError) as raised:
        resolve({"sed": 1, "top_n": 0, "unit": "page"}, where="here")
    assert len(raised.value.problems) == 3


def test_a_command_line_is_read_by_type() -> None:
    given = {"documents": "a, b", "boilerplate": "true", "split_date": "none"}
    chosen = resolve(given, where="-p")
    assert chosen.documents == ["a", "b"]
    assert chosen.boilerplate is True
    assert chosen.split_date is None


@given(st.dates())
def test_dates_survive_the_way_into_a_notebook_and_back(day: dt.date) -> None:
    chosen = Parameters(split_date=day)
    assert resolve(plain(chosen), where="cell") == chosen


def test_the_table_lists_every_parameter_with_a_meaning() -> None:
    table = parameter_table(Parameters())
    assert table["parameter"].to_list() == list(Parameters.model_fields)
    assert (table["meaning"].str.len_chars() > 10).all()
    assert unit_of("top_n") == "rows"
