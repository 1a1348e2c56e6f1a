"""The runner: order, caching by content, and what a failure stops."""

import time
from pathlib import Path

import pytest

from helpers.build.runner import LOOK, Step, run_steps


def chain(folder: Path, *, fail: bool = False, value: int = 1) -> list[Step]:
    source, middle, last, other = (folder / name for name in ("in", "middle", "last", "other"))

    def work() -> None:
        if fail:
            raise ValueError("no")
        middle.write_text(source.read_text().strip())

    return [
        Step("first", work, inputs=(source,), outputs=(middle,), values={"value": value}),
        Step("second", lambda: last.write_text("x") and None, inputs=(middle,), outputs=(last,)),
        Step("apart", lambda: other.write_text("y") and None, inputs=(source,), outputs=(other,)),
    ]


def run(folder: Path, **options: object) -> dict[str, str]:
    steps = chain(folder, **options)  # type: ignore[arg-type]
    return {o.name: o.state for o in run_steps(steps, workspace=folder / "work", jobs=2)}


def test_only_what_changed_runs_again(tmp_path: Path) -> None:
    (tmp_path / "in").write_text("1")
    assert run(tmp_path) == {"first": "done", "second": "done", "apart": "done"}
    assert run(tmp_path) == dict.fromkeys(("first", "second", "apart"), "unchanged")
    # The first step writes the same bytes as before, so what reads them has nothing to do.
    (tmp_path / "in").write_text("1 ")
    assert run(tmp_path) == {"first": "done", "second": "unchanged", "apart": "done"}
    assert run(tmp_path, value=2)["first"] == "done"
    (tmp_path / "last").unlink()
    assert run(tmp_path, value=2) == {"first": "unchanged", "second": "done", "apart": "unchanged"}


def test_a_failure_stops_only_what_reads_its_output(tmp_path: Path) -> None:
    (tmp_path / "in").write_text("1")
    steps = chain(tmp_path, fail=True)
    seen = []
    outcomes = run_steps(
        steps,
        workspace=tmp_path / "work",
        jobs=2,
        watch=lambda name, state, words="": seen.append(name),
    )
    assert {o.name: o.state for o in outcomes} == {
        "first": "failed",
        "second": "skipped",
        "apart": "done",
    }
    assert str(outcomes[0].error) == "no"
    assert {"first", "second", "apart"} <= set(seen)


def test_the_end_of_a_step_is_seen_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in").write_text("1")
    waits: list[float] = []
    own = time.sleep
    monkeypatch.setattr(time, "sleep", lambda seconds: own(waits.append(seconds) or seconds))
    assert run(tmp_path)["second"] == "done"
    assert set(waits) == {LOOK}


def test_reasons_name_what_changed(tmp_path: Path) -> None:
    (tmp_path / "in").write_text("1")
    first = run_steps(chain(tmp_path), workspace=tmp_path / "work", jobs=1, why=True)
    assert first[0].reasons == ("first run",)
    again = run_steps(chain(tmp_path, value=2), workspace=tmp_path / "work", jobs=1, why=True)
    assert again[0].reasons == ("value changed",)
    assert again[1].reasons == ("first runs again",)
    assert again[2].reasons == ()


def test_an_input_saved_while_the_step_runs_is_read_again(tmp_path: Path) -> None:
    source, made = tmp_path / "in", tmp_path / "out"
    source.write_text("old")

    def work() -> None:
        made.write_text(source.read_text())
        source.write_text("new")

    step = Step("copy", work, inputs=(source,), outputs=(made,))
    states = [run_steps([step], workspace=tmp_path / "work", jobs=1)[0].state for _ in range(3)]
    assert states == ["done", "done", "unchanged"]
    assert made.read_text() == "new"


def test_an_input_taken_away_is_missed(tmp_path: Path) -> None:
    kept, gone, made = (tmp_path / name for name in ("kept", "gone", "out"))
    kept.write_text("1")
    gone.write_text("2")
    states = []
    for inputs in ((kept, gone), (kept,), (kept,)):
        step = Step("write", lambda: made.write_text("x") and None, inputs=inputs, outputs=(made,))
        states += run_steps([step], workspace=tmp_path / "work", jobs=1, why=True)
    assert [outcome.state for outcome in states] == ["done", "done", "unchanged"]
    assert states[1].reasons == ("list of inputs changed",)


def test_a_step_tells_how_far_it_is(tmp_path: Path) -> None:
    heard: list[tuple[str, str]] = []
    step = Step("read", lambda say: say("1 of 2 articles"), reports=True)
    run_steps(
        [step],
        workspace=tmp_path,
        jobs=1,
        watch=lambda name, state, words="": heard.append((state, words)),
    )
    assert heard == [("running", ""), ("running", "1 of 2 articles"), ("done", "")]
