"""Build one edition: tables, notebooks side by side, the book, then into place in one step."""

import contextlib
import errno
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from helpers.build.editions import claim_folder
from helpers.build.pages.ro_crate import METADATA
from helpers.build.pages_data import copy_for_pages
from helpers.build.plan import MARK, Plan
from helpers.build.runner import Outcome, Watch, ignore, run_steps
from helpers.build.warm_kernels import warm_kernels
from helpers.corpus.problems import InputError
from helpers.system.outputs import is_disk_full, recover_folder, replace_folder

# Tells the notebooks of a build where the prepared tables lie and where their results go.
BUILD = "REPORT_BUILD"
# Bytes left on a disk on which nothing more can be written.
FULL = 4096


@dataclass(frozen=True)
class BuildResult:
    """What a build did and where the book lies."""

    outcomes: tuple[Outcome, ...]
    book: Path

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """The steps that raised."""
        return tuple(outcome for outcome in self.outcomes if outcome.state == "failed")


def run_build(plan: Plan, *, jobs: int, watch: Watch = ignore, why: bool = False) -> BuildResult:
    """Carry out a plan; the last good book stays until the new one is whole.

    Raises
    ------
    InputError
        When another build of the same edition is at work, or there can be no such folder.
    """
    plan.workspace.mkdir(parents=True, exist_ok=True)
    try:
        with (
            FileLock(plan.workspace.with_name(f"{plan.workspace.name}.lock"), timeout=0),
            _environment(plan.workspace),
        ):
            claim_folder(plan.edition, plan.workspace)
            # Another build may be between its two renamings, so only under the lock.
            recover_folder(plan.target)
            _forget_former_chapters(plan)
            with _enough_space(plan.workspace), warm_kernels(plan.modules):
                outcomes = run_steps(
                    plan.steps,
                    workspace=plan.workspace / "steps",
                    jobs=jobs,
                    watch=watch,
                    why=why,
                )
                for error in (outcome.error for outcome in outcomes):
                    if error is not None and is_disk_full(error):
                        raise error
            if all(outcome.state in ("done", "unchanged") for outcome in outcomes):
                publish(plan)
    except Timeout:
        raise InputError.of(
            plan.target,
            "another build of this edition is running",
            "wait for it, or build into another folder with --out",
        ) from None
    return BuildResult(tuple(outcomes), plan.book)


def _forget_former_chapters(plan: Plan) -> None:
    """Delete what chapters have left that are in the book no longer: others would read it."""
    names = {step.name for step in plan.steps}
    for place in [
        *(plan.workspace / "results").glob("*"),
        *(plan.workspace / "executed").glob("*.ipynb"),
    ]:
        if place.stem not in names:
            if place.is_dir():
                shutil.rmtree(place)
            else:
                place.unlink()


def publish(plan: Plan) -> None:
    """Put a finished book and its data in the place of the last one."""
    workspace = plan.workspace
    with replace_folder(plan.target) as fresh:
        shutil.copytree(workspace / "html", fresh / "html")
        shutil.copytree(workspace / "data", fresh / "data")
        # A copy inside the pages, so that their links hold wherever the pages are put.
        copy_for_pages(workspace / "data", fresh / "html" / "data")
        shutil.copyfile(workspace / METADATA, fresh / METADATA)
        if plan.pdf is not None:
            shutil.copyfile(workspace / plan.pdf.name, fresh / plan.pdf.name)
        (fresh / MARK).write_text(plan.digest)


@contextlib.contextmanager
def _enough_space(workspace: Path) -> Iterator[None]:
    """Tell a full disk from other failures."""
    try:
        yield
    except Exception as error:
        if is_disk_full(error) or shutil.disk_usage(workspace).free < FULL:
            number = errno.ENOSPC
            raise OSError(number, os.strerror(number), str(workspace.parents[1])) from error
        raise


@contextlib.contextmanager
def _environment(workspace: Path) -> Iterator[None]:
    os.environ[BUILD] = str(workspace)
    try:
        yield
    finally:
        del os.environ[BUILD]


def describe(result: BuildResult) -> str:
    """Say what failed, where its partial copy lies, and how to go on; one line each."""
    lines = []
    for outcome in result.failed:
        partial_copy = getattr(outcome.error, "partial", None)
        where = f"\n  partial copy: {partial_copy}" if partial_copy else ""
        lines.append(f"{outcome.name} failed: {outcome.error}{where}")
    skipped = [outcome.name for outcome in result.outcomes if outcome.state == "skipped"]
    if skipped:
        lines.append(f"skipped because of that: {', '.join(skipped)}")
    if result.book.is_file():
        lines.append(f"the last good book is still at {result.book}")
    return "\n".join(lines)
