import pickle

from helpers.corpus.problems import InputError, Problem


def test_an_error_from_another_process_keeps_its_problems() -> None:
    problems = [Problem("a.csv:2", "no date", "give one"), Problem("b.csv", "empty", "fill it")]
    again = pickle.loads(pickle.dumps(InputError(problems)))
    assert again.problems == problems
    assert str(again) == "a.csv:2: no date; give one\nb.csv: empty; fill it"
