"""The two sides of a difference: a built book, an edition's name, a corpus, or a commit."""

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


def open_side(given: str, project: Project, *, out: Path, jobs: int, console: Console) -> Book:
    """Open what one side of a difference means, building it in a temporary folder if need be.

    What is given is looked for in this order: the folder of a built book or of its data; the name
    of an edition that is built in `out`; a corpus folder, of which the default edition is built; a
    commit, tag or branch of the project, which is checked out beside and built with this Python.

    Raises
    ------
    InputError
        When it is none of these.
    NotBuiltError
        When a corpus or a commit cannot be built.
    """
    if is_book(Path(given)):
        return open_book(Path(given))
    if "/" not in given and is_book(out / given):
        return open_book(out / given)
    if any((Path(given) / name).is_file() for name in ARTICLES):
        with scratch_folder() as folder:
            edition = open_edition("default", folder=project.editions, overrides={})
            plan = plan_edition(project, edition, corpus=Path(given), out=folder)
            return build_book(plan, jobs=jobs, console=console)
    commit = find_commit(project.root, given)
    if commit:
        return _of_commit(commit, given, project, jobs=jobs, console=console)
    if given in [path.stem for path in edition_files(project.editions)]:
        what = f"the edition is not built in {out}"
        raise InputError.of(given, what, f"build it: report build --edition {given}")
    what = "neither a built book, an edition, a corpus folder nor a commit"
    raise InputError.of(given, what, "name one of these")


def find_commit(root: Path, given: str) -> str | None:
    """Resolve a commit, tag or branch; null where there is none of that name, or no repository."""
    if shutil.which("git") is None or given.startswith("-"):
        return None
    ran = run_git(root, "rev-parse", "--verify", "--quiet", f"{given}^{{commit}}")
    return ran.stdout.strip() or None


def _of_commit(commit: str, given: str, project: Project, *, jobs: int, console: Console) -> Book:
    console.print(Text(f"building the default edition of {given} ({commit[:10]})"), soft_wrap=True)
    with scratch_folder() as place:
        tree, folder = check_out(commit, project.root, place / "tree"), place / "books"
        command = ["build", "--out", str(folder), "--jobs", str(jobs)]
        ran = subprocess.run(
            tether_command([sys.executable, "-m", "helpers", *command]),
            cwd=tree,
            env=os.environ | {"PYTHONPATH": _with_own_code_first(tree)},
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if ran.returncode or not is_book(folder / "default"):
            said = "\n".join(_without(line, tree) for line in ran.stderr.splitlines()[-5:])
            raise NotBuiltError(f"commit {given} ({commit[:10]}) cannot be built here:\n{said}")
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
        ran = run_git(root, *arguments)
        if ran.returncode:
            raise NotBuiltError(f"commit {commit[:10]} cannot be checked out: {ran.stderr.strip()}")
    return place / inside


def _without(line: str, tree: Path) -> str:
    return re.sub(re.escape(str(tree)) + "/?", "", line)
