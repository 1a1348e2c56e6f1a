"""Run the steps of a build side by side, each only when something that it reads has changed."""

import contextlib
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Literal, Protocol

from helpers.corpus.files.contents import sha256

State = Literal["waiting", "running", "done", "unchanged", "failed", "skipped"]
LIST = "list of inputs"
# Seconds after which pytask looks again whether a step has ended; by itself it takes up to one.
LOOK = 0.02


class Watch(Protocol):
    """Told of each change of a step's state, and in words how far a running step is."""

    def __call__(self, name: str, state: State, words: str = "") -> None:
        """Note the state of a step."""


def ignore(name: str, state: State, words: str = "") -> None:
    """Watch nothing."""


@dataclass(frozen=True)
class Step:
    """A piece of work, its inputs and its outputs.

    Attributes
    ----------
    name
        Unique, shown to the user.
    action
        Called when anything below has changed: without arguments, or with a function that takes
        words, where it `reports` how far it is.
    inputs, outputs
        Files read and written; compared by content.
    values
        Anything else that the result depends on: parameters, versions (by name).
    reports
        Whether the action tells how far it is.
    """

    name: str
    action: Callable[..., None]
    inputs: tuple[Path, ...] = ()
    outputs: tuple[Path, ...] = ()
    values: dict[str, Any] = field(default_factory=dict)
    reports: bool = False


@dataclass(frozen=True)
class Outcome:
    """How a step ended."""

    name: str
    state: State
    error: BaseException | None = None
    reasons: tuple[str, ...] = ()


def run_steps(
    steps: Iterable[Step],
    *,
    workspace: Path,
    jobs: int,
    watch: Watch = ignore,
    why: bool = False,
) -> list[Outcome]:
    """Run the steps that are out of date, in the order of their files, side by side.

    A step that fails stops the steps that read its outputs; the others still run. What was done
    before an interruption (KeyboardInterrupt) is not done again.

    Parameters
    ----------
    steps
        The steps; they depend on one another through the files that they name.
    workspace
        Folder of pytask's records of earlier runs.
    jobs
        Steps at a time.
    watch
        Told of each change of a step's state, and how far it is, from any thread.
    why
        Also find out the reasons for which each step runs.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> out = folder / "out.txt"
    >>> step = Step("write", lambda: out.write_text("x") and None, outputs=(out,))
    >>> [outcome.state for outcome in run_steps([step], workspace=folder, jobs=1)]
    ['done']
    >>> [outcome.state for outcome in run_steps([step], workspace=folder, jobs=1)]
    ['unchanged']
    """
    steps = list(steps)
    workspace.mkdir(parents=True, exist_ok=True)
    # pytask takes the nearest folder with its own table as root; without one it would climb to
    # the user's project and keep its records there.
    (workspace / "pyproject.toml").write_text("[tool.pytask.ini_options]\n")
    hashes = _hashes(steps)
    reasons = _reasons(steps, hashes, workspace=workspace) if why else {}
    lock = threading.Lock()

    def tell(name: str, state: State, words: str = "") -> None:
        with lock:
            watch(name, state, words)

    session = _pytask(steps, hashes, workspace=workspace, jobs=jobs, tell=tell)
    outcomes = []
    for report in session.execution_reports:
        name = _name(report.task)
        state = _state(report)
        if state != "done":
            tell(name, state)
        error = report.exc_info[1] if report.exc_info and state == "failed" else None
        outcomes.append(Outcome(name, state, error, reasons.get(name, ())))
    if len(outcomes) < len(steps):
        # pytask takes an interruption for the end of its work and says nothing of it.
        raise KeyboardInterrupt
    order = {step.name: place for place, step in enumerate(steps)}
    return sorted(outcomes, key=lambda outcome: order[outcome.name])


def _hashes(steps: list[Step]) -> dict[Path, str]:
    """Hash the files that no step writes, before any step runs.

    pytask would look at them when a step is done and take a file that was saved meanwhile for the
    one that the step has read.
    """
    outputs = {path for step in steps for path in step.outputs}
    sources = {path for step in steps for path in step.inputs} - outputs
    return {path: sha256(path) if path.is_file() else "missing" for path in sources}


def _pytask(
    steps: list[Step],
    hashes: Mapping[Path, str],
    *,
    workspace: Path,
    jobs: int,
    tell: Watch = ignore,
    explain: bool = False,
) -> Any:
    import pytask
    from _pytask.console import console

    console.quiet = True
    # A version without it builds the same book, more slowly.
    with contextlib.suppress(ImportError, AttributeError):
        from pytask_parallel.execute import _Sleeper

        _Sleeper().timings[:] = [LOOK]
    options: dict[str, Any] = {"n_workers": jobs, "parallel_backend": "threads"}
    if explain:
        options = {}
    session = pytask.build(
        tasks=[_task(step, hashes, tell) for step in steps],
        paths=workspace,
        capture=pytask.CaptureMethod.NO,
        verbose=0,
        explain=explain,
        **options,
    )
    if session.exit_code not in (pytask.ExitCode.OK, pytask.ExitCode.FAILED):
        raise RuntimeError(f"the task runner could not start: {session.exit_code!r}")
    return session


def _task(step: Step, hashes: Mapping[Path, str], tell: Watch) -> Any:
    import pytask

    def run(
        inputs: object, sources: object, values: object, names: object, produces: object
    ) -> None:
        tell(step.name, "running")
        step.action(*([partial(tell, step.name, "running")] if step.reports else []))
        tell(step.name, "done")

    decorate = pytask.task(
        name=step.name,
        kwargs={
            "inputs": [pytask.PathNode(path=path) for path in step.inputs if path not in hashes],
            "sources": {
                str(path): pytask.PythonNode(name=path.name, value=hashes[path], hash=True)
                for path in step.inputs
                if path in hashes
            },
            "values": {
                name: pytask.PythonNode(name=name, value=repr(value), hash=True)
                for name, value in step.values.items()
            },
            # pytask does not miss an input that was taken away.
            "names": pytask.PythonNode(
                name=LIST,
                value=repr([sorted(map(str, step.inputs)), sorted(step.values)]),
                hash=True,
            ),
            "produces": [pytask.PathNode(path=path) for path in step.outputs],
        },
    )
    run.__annotations__["produces"] = pytask.Product
    return decorate(run)


def _state(report: Any) -> State:
    from pytask import TaskOutcome

    words: dict[Any, State] = {
        TaskOutcome.SUCCESS: "done",
        TaskOutcome.SKIP_UNCHANGED: "unchanged",
        TaskOutcome.FAIL: "failed",
        TaskOutcome.SKIP_PREVIOUS_FAILED: "skipped",
    }
    return words.get(report.outcome, "skipped")


def _name(task: Any) -> str:
    return str(getattr(task, "base_name", task.name))


def _reasons(
    steps: list[Step], hashes: Mapping[Path, str], *, workspace: Path
) -> dict[str, tuple[str, ...]]:
    session = _pytask(steps, hashes, workspace=workspace, jobs=1, explain=True)
    reasons: dict[str, tuple[str, ...]] = {}
    for task in session.tasks:
        explanation = task.attributes.get("explanation")
        causes = explanation.reasons if explanation else []
        if any(reason.node_type == "source" and reason.reason != "changed" for reason in causes):
            reasons[_name(task)] = ("first run",)
        else:
            reasons[_name(task)] = tuple(dict.fromkeys(map(_reason, causes)))
    return reasons


def _reason(reason: Any) -> str:
    name = reason.node_name.rsplit("::", 1)[-1].rsplit("/", 1)[-1]
    if reason.node_type == "source":
        return "the build's own code changed"
    if reason.reason == "cascade":
        return f"{name} runs again"
    if reason.reason == "missing":
        return f"{name} is missing"
    if reason.reason == "not_in_db":
        return f"{name} is new"
    return f"{name} changed"
