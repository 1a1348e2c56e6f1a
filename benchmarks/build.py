"""Time `report build` against the plain way: papermill notebook by notebook, then Jupyter Book.

Both run the same notebooks from cold, in turn, in one go; prints seconds and their ratio. After
each cold build it is built again with nothing to do, and with one parameter changed.

    python benchmarks/build.py [ROUNDS]
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import yaml

from helpers.build.project import find_project

# A parameter of one chapter, and of the one that lists them all.
CHANGED = ("context_lines", "9")


def run(*command: str, cwd: Path) -> None:
    """Run a command of this environment and be silent unless it fails."""
    program = Path(sys.executable).parent / command[0]
    subprocess.run([str(program), *command[1:]], cwd=cwd, check=True, capture_output=True)


def plain(root: Path, place: Path) -> None:
    """Run papermill on every notebook, then Jupyter Book on the results."""
    project = find_project(root)
    for page in project.pages:
        copy = place / page.relative_to(root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        if page.suffix == ".ipynb":
            run("papermill", str(page), str(copy), cwd=root)
        else:
            shutil.copyfile(page, copy)
    shutil.copytree(root / "notebooks" / "_static", place / "notebooks" / "_static")
    for name in ("_toc.yml", "notebooks/references.bib"):
        shutil.copyfile(root / name, place / name)
    config = yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8"))
    config["execute"] = {"execute_notebooks": "off"}
    (place / "_config.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    run("jupyter-book", "build", str(place), cwd=root)


def seconds_of(work: Callable[[], None]) -> float:
    """Return the seconds that a call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main(rounds: int) -> None:
    """Measure both ways in turn and print the figures."""
    root = find_project(Path.cwd()).root
    ours, theirs, idle, changed = [], [], [], []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            build = partial(run, "report", "build", "--out", str(Path(folder, "out")), cwd=root)
            ours.append(seconds_of(build))
            idle.append(seconds_of(build))
            changed.append(seconds_of(partial(build, "-p", *CHANGED)))
            theirs.append(seconds_of(partial(plain, root, Path(folder, "plain"))))
        print(
            f"report {ours[-1]:.1f} s, plain {theirs[-1]:.1f} s, nothing to do {idle[-1]:.1f} s, "
            f"{' '.join(CHANGED)} {changed[-1]:.1f} s"
        )
    ratios = [one / other for one, other in zip(ours, theirs, strict=True)]
    print(
        f"median of {rounds}: report {statistics.median(ours):.1f} s, "
        f"plain {statistics.median(theirs):.1f} s, ratio {statistics.median(ratios):.2f}, "
        f"nothing to do {statistics.median(idle):.1f} s, "
        f"{' '.join(CHANGED)} {statistics.median(changed):.1f} s"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
