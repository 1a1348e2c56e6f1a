"""Combinations of values: what is combined, what is refused, which tables they are about."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.corpus.problems import InputError
from helpers.study import parameter_sets as module
from helpers.study.parameter_sets import ParameterSet, open_tables, parameter_sets
from helpers.study.parameters import Parameters, as_argument, resolve


def refusal(values: dict[str, list[str]], *, most: int = 9, base: Parameters | None = None) -> str:
    with pytest.raises(InputError) as raised:
        parameter_sets(base or Parameters(), values, most=most)
    return str(raised.value)


def test_every_value_meets_every_other_and_the_rest_stays() -> None:
    base = Parameters(seed=7)
    values = {"top_n": ["10", "20"], "voices": ["narrator", "quote,indirect"], "unit": ["sentence"]}
    sets = parameter_sets(base, values, most=4)
    assert [(p.top_n, p.voices) for _, p in sets] == [
        (10, ["narrator"]),
        (10, ["quote", "indirect"]),
        (20, ["narrator"]),
        (20, ["quote", "indirect"]),
    ]
    assert {p.seed for _, p in sets} == {7}
    assert sets[1].values == {"top_n": "10", "voices": "quote,indirect", "unit": "sentence"}


def test_without_values_there_is_the_base_alone() -> None:
    base = Parameters(top_n=3)
    assert parameter_sets(base, {}, most=1) == [ParameterSet({}, base)]


def test_what_says_the_same_twice_counts_once() -> None:
    values = {"voices": ["quote,indirect", "quote, indirect"], "top_n": ["5", "05"]}
    assert len(parameter_sets(Parameters(), values, most=1)) == 1


def test_all_wrong_values_are_named_at_once_and_each_once() -> None:
    message = refusal({"topn": ["1", "2"], "top_n": ["0", "3"], "voices": ["shout", "quote"]})
    assert message.splitlines() == [
        "-p: unknown parameter 'topn'; did you mean 'top_n'?",
        "-p: parameter 'top_n' cannot be '0'; give int, at least 1, at most 200 (15 if left out)",
        "-p: parameter 'voices' cannot be 'shout'; give list of narrator, quote, indirect "
        "(narrator, quote, indirect if left out)",
    ]


def test_a_combination_that_contradicts_itself_is_named() -> None:
    values = {"date_from": ["2022-01-01", "2022-03-01"], "date_to": ["2022-02-01"]}
    assert refusal(values) == "-p: date_from 2022-03-01 is later than date_to 2022-02-01; swap them"
    base = Parameters(date_to=dt.date(2022, 2, 1))
    assert "date_from 2022-03-01" in refusal({"date_from": ["2022-03-01"]}, base=base)


def test_too_many_sets_are_refused_in_one_line() -> None:
    values = {"seed": [str(seed) for seed in range(50)], "top_n": ["1", "2"]}
    message = refusal(values, most=99)
    assert message.count("\n") == 0
    assert "100 parameter sets, more than 99" in message
    assert message.endswith("--max-sets 100")
    assert len(parameter_sets(Parameters(), values, most=100)) == 100


@given(
    st.fixed_dictionaries(
        {
            "split_date": st.none() | st.dates(),
            "boilerplate": st.booleans(),
            "confidence": st.floats(0.51, 0.99),
            "voices": st.lists(st.sampled_from(["narrator", "quote", "indirect"]), min_size=1),
            "documents": st.lists(st.text("abc-", min_size=1)),
            "node": st.text("abc no", max_size=4),
        }
    )
)
def test_a_value_survives_the_way_onto_a_command_line_and_back(values: dict[str, object]) -> None:
    written = {name: as_argument(value) for name, value in values.items()}
    assert resolve(written, where="-p") == resolve(values, where="here")


def test_the_words_of_a_set_are_one_line() -> None:
    (own,) = parameter_sets(Parameters(), {"node": ["a\nb"], "group": [""]}, most=1)
    assert own.in_words == "node a\\nb, group (empty)"


def test_each_corpus_is_made_once(small_corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Path] = []
    monkeypatch.setattr(module, "make", made.append)
    names = [str(small_corpus), f"{small_corpus}/../corpus"]
    sets = parameter_sets(Parameters(), {"corpus": names, "top_n": ["1", "2"]}, most=4)
    tables, warnings = open_tables(sets, corpus=None)
    assert list(tables) == names
    assert made == [small_corpus]
    assert all(warning.severity == "warning" for warning in warnings)


def test_a_corpus_for_all_goes_before_what_the_sets_name(small_corpus: Path) -> None:
    sets = parameter_sets(Parameters(corpus="elsewhere"), {"top_n": ["1"]}, most=1)
    tables, _ = open_tables(sets, corpus=small_corpus)
    assert tables["elsewhere"].documents["document"].to_list() == ["north", "south"]
    with pytest.raises(InputError, match="elsewhere: no such corpus folder"):
        open_tables(sets, corpus=None)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (
            {"documents": ["nort", "south", "nort,south"]},
            "no 'nort' in the corpus; write \"north\"",
        ),
        (
            {"frame_set": ["generic", "isue"]},
            "no set 'isue'; known: all, generic",
        ),
        ({"outlets": ["RT"]}, "outlets: there is no 'RT' in the corpus"),
        ({"group": ["nort"]}, "there is no 'nort' to compare by document; write \"north\""),
        ({"against": ["south"]}, "against: it is given without `group`"),
        ({"reference": ["none.csv"]}, "none.csv: no such reference corpus"),
    ],
)
def test_what_the_corpus_does_not_have_is_named_once(
    small_corpus: Path, values: dict[str, list[str]], said: str
) -> None:
    sets = parameter_sets(Parameters(), values | {"top_n": ["1", "2"]}, most=6)
    with pytest.raises(InputError) as raised:
        open_tables(sets, corpus=small_corpus)
    assert said in str(raised.value)
    assert len(raised.value.problems) == 1


def test_a_set_that_selects_nothing_stops_nothing(dated_corpus: Path) -> None:
    sets = parameter_sets(Parameters(), {"date_from": ["2030-01-01", "none"]}, most=2)
    tables, _ = open_tables(sets, corpus=dated_corpus)
    assert tables["corpus"].documents.height == 2
