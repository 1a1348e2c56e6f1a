"""Open a book by its folder, an edition's name, a corpus, or a commit."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

from helpers.build.books import Book, NotBuiltError, build_book, is_book, open_book, plan_edition
from helpers.build.editions import edition_files, open_edition
from helpers.build.project import Project
from helpers.corpus.problems import InputError
from helpers.system.git import run_git
from helpers.system.processes import tether_command
from helpers.system.scratch import scratch_folder

ARTICLES = ("articles.csv", "articles.parquet")


def open_side(name: str, project: Project, *, out: Path, jobs: int, console: Console) -> Book:
    """Open the book that a name stands for, building it in a temporary folder if need be.

    The name is looked for in this order: the folder of a built book or of its data; the name
    of an edition that is built in `out`; a corpus folder, of which the default edition is built; a
    commit, tag or branch of the project, which is checked out beside and built with this Python.

    Raises
    ------
    InputError
        When it is none of these.
    NotBuiltError
        When a corpus or a commit cannot be built.
    """
    if is_book(Path(name)):
        return open_book(Path(name))
    if "/" not in name and is_book(out / name):
        return open_book(out / name)
    if any((Path(name) / file).is_file() for file in ARTICLES):
        with scratch_folder() as folder:
            edition = open_edition("default", folder=project.editions, overrides={})
            plan = plan_edition(project, edition, corpus=Path(name), out=folder)
            return build_book(plan, jobs=jobs, console=console)
    commit = find_commit(project.root, name)
    if commit:
        return _of_commit(commit, name, project, jobs=jobs, console=console)
    if name in [path.stem for path in edition_files(project.editions)]:
        what = f"the edition is not built in {out}"
        raise InputError.of(name, what, f"build it: report build --edition {name}")
    what = "not a built book, an edition, a corpus folder or a commit"
    raise InputError.of(name, what, "correct the name")


def find_commit(root: Path, name: str) -> str | None:
    """Resolve a commit, tag or branch; None where there is none of that name, or no repository."""
    if shutil.which("git") is None or name.startswith("-"):
        return None
    process = run_git(root, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
    return process.stdout.strip() or None


def _of_commit(commit: str, name: str, project: Project, *, jobs: int, console: Console) -> Book:
    console.print(Text(f"building the default edition of {name} ({commit[:10]})"), soft_wrap=True)
    with scratch_folder() as place:
        tree, folder = check_out(commit, project.root, place / "tree"), place / "books"
        command = ["build", "--out", str(folder), "--jobs", str(jobs)]
        process = subprocess.run(
            tether_command([sys.executable, "-m", "helpers", *command]),
            cwd=tree,
            env=os.environ | {"PYTHONPATH": _with_own_code_first(tree)},
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if process.returncode or not is_book(folder / "default"):
            error = "\n".join(_without(line, tree) for line in process.stderr.splitlines()[-5:])
            raise NotBuiltError(f"commit {name} ({commit[:10]}) cannot be built here:\n{error}")
        return open_book(folder / "default")


def _with_own_code_first(tree: Path) -> str:
    """Let a commit's book be built by the commit's code, not by the present one."""
    return os.pathsep.join(filter(None, [str(tree / "src"), os.environ.get("PYTHONPATH", "")]))


def check_out(commit: str, root: Path, place: Path) -> Path:
    """Put a commit of the project into a new folder; return the project's folder in it.

    The new folder is a repository of its own, which borrows the other's objects: nothing is left
    in the other when the folder is removed.

    Raises
    ------
    NotBuiltError
        When git cannot.
    """
    top = run_git(root, "rev-parse", "--show-toplevel").stdout.strip()
    inside = run_git(root, "rev-parse", "--show-prefix").stdout.strip()
    for arguments in (
        ("clone", "--quiet", "--shared", "--no-checkout", top, str(place)),
        ("-C", str(place), "checkout", "--quiet", "--detach", commit),
    ):
        process = run_git(root, *arguments)
        if process.returncode:
            error = process.stderr.strip()
            raise NotBuiltError(f"commit {commit[:10]} cannot be checked out: {error}")
    return place / inside


def _without(line: str, tree: Path) -> str:
    return re.sub(re.escape(str(tree)) + "/?", "", line)
