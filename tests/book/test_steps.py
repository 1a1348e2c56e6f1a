"""The runner: order, caching by content, and what a failure stops."""

from pathlib import Path

from helpers.book.steps import Step, run_steps


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
        steps, workspace=tmp_path / "work", jobs=2, watch=lambda name, state: seen.append(name)
    )
    assert {o.name: o.state for o in outcomes} == {
        "first": "failed",
        "second": "skipped",
        "apart": "done",
    }
    assert str(outcomes[0].error) == "no"
    assert {"first", "second", "apart"} <= set(seen)


def test_reasons_name_what_changed(tmp_path: Path) -> None:
    (tmp_path / "in").write_text("1")
    first = run_steps(chain(tmp_path), workspace=tmp_path / "work", jobs=1, why=True)
    assert first[0].reasons == ("first run",)
    again = run_steps(chain(tmp_path, value=2), workspace=tmp_path / "work", jobs=1, why=True)
    assert again[0].reasons == ("value changed",)
    assert again[1].reasons == ("first runs again",)
    assert again[2].reasons == ()
