"""Time the specifications of all findings on the project's five articles.

    python benchmarks/specifications.py [ROUNDS]

Prints, for each module of findings, how many specifications these have, the seconds that it takes
to make the findings with all of them (median of the rounds), and what 200 specifications take.
"""

import statistics
import sys
import time
from pathlib import Path
from types import ModuleType

from helpers.build.project import find_project
from helpers.findings.every_finding import MODULES
from helpers.study.make_tables import make
from helpers.study.opening import Study
from helpers.study.parameters import Parameters

WANTED = 200


def seconds_and_size(module: ModuleType, chapter: Study) -> tuple[float, int]:
    """Make the findings of a module; give the seconds and how many specifications they have."""
    # A fresh chapter holds no table yet, as at the start of a notebook.
    fresh = chapter.vary()
    start = time.perf_counter()
    made = module.findings(fresh)
    seconds = time.perf_counter() - start
    return seconds, sum(curve.table.height for _, curve in made if curve)


def main(rounds: int) -> None:
    """Measure round after round and print the medians."""
    chapter = Study(Parameters(), make(find_project(Path.cwd()).root / "corpus"))
    modules = {
        module.__name__.rpartition(".")[2]: module
        for module in MODULES
        # One lists those of another.
        if hasattr(module, "findings")
    }
    times: dict[str, list[float]] = {name: [] for name in modules}
    sizes: dict[str, int] = {}
    for turn in range(rounds):
        for name, module in modules.items():
            seconds, sizes[name] = seconds_and_size(module, chapter)
            times[name].append(seconds)
            print(f"round {turn + 1} of {rounds}: {name} {seconds:.1f} s", file=sys.stderr)
    print(f"{'module':12}{'specifications':>16}{'seconds':>10}{f'{WANTED} take':>12}")
    for name in modules:
        median = statistics.median(times[name])
        print(f"{name:12}{sizes[name]:16,}{median:10.2f}{WANTED * median / sizes[name]:12.2f}")
    whole = [sum(times[name][turn] for name in modules) for turn in range(rounds)]
    total, median = sum(sizes.values()), statistics.median(whole)
    print(f"{'all':12}{total:16,}{median:10.2f}{WANTED * median / total:12.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
