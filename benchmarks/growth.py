"""Build books of more and more articles: seconds, and the memory of all processes together.

    python benchmarks/growth.py [SIZE ...] [--largest]

Articles are made of the paragraphs of the corpus in a seeded order; sizes are 5, 500, 5,000 and
20,000 where none are given, and 100,000 with --largest. Between two sizes the growth is printed:
seconds and megabytes for each further article. Memory is proportional (PSS): what processes share
counts once.
"""

import argparse
import csv
import datetime as dt
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

from helpers.build.project import find_project

SIZES, LARGEST = (5, 500, 5_000, 20_000), 100_000
PARAGRAPHS = (8, 22)
DAYS = 700
OUTLETS = [f"Outlet {name}" for name in "ABCDEFGH"]
# Seconds between two looks at the memory.
PAUSE = 0.25


def write_articles(corpus: Path, path: Path, size: int) -> None:
    """Write so many articles, each of some paragraphs of a corpus."""
    texts = [file.read_text(encoding="utf-8") for file in sorted((corpus / "articles").iterdir())]
    paragraphs = [part.strip() for text in texts for part in text.split("\n\n") if part.strip()]
    draw = random.Random(7)
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["title", "date", "outlet", "text"])
        for number in range(size):
            text = "\n\n".join(draw.choices(paragraphs, k=draw.randint(*PARAGRAPHS)))
            day = dt.date(2021, 1, 1) + dt.timedelta(days=draw.randint(0, DAYS))
            rows.writerow([f"Talks, part {number}", day, draw.choice(OUTLETS), text])


def memory_of(process: psutil.Process) -> int:
    """Add up the memory of a process and all that it started, in bytes."""
    total = 0
    for one in [process, *process.children(recursive=True)]:
        try:
            total += one.memory_full_info().pss
        except psutil.Error:  # it has ended meanwhile
            continue
    return total


def measure(*command: str, cwd: Path) -> tuple[float, float]:
    """Run a command: seconds, and the most memory of all its processes in megabytes."""
    program = Path(sys.executable).parent / command[0]
    start = time.perf_counter()
    with subprocess.Popen([program, *command[1:]], cwd=cwd, stdout=subprocess.DEVNULL) as running:
        peak, ended = 0, threading.Event()

        def watch() -> None:
            nonlocal peak
            process = psutil.Process(running.pid)
            while not ended.wait(PAUSE):
                try:
                    peak = max(peak, memory_of(process))
                except psutil.NoSuchProcess:
                    return

        watcher = threading.Thread(target=watch)
        watcher.start()
        code = running.wait()
        ended.set()
        watcher.join()
    if code:
        sys.exit(f"{' '.join(command)} ended with {code}")
    return time.perf_counter() - start, peak / 1e6


def main() -> None:
    """Build each size once and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sizes", type=int, nargs="*")
    parser.add_argument("--largest", action="store_true", help=f"also {LARGEST:,} articles")
    options = parser.parse_args()
    sizes = [*(options.sizes or SIZES), *([LARGEST] if options.largest else [])]
    root = find_project(Path.cwd()).root
    before: tuple[int, float, float] | None = None
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write_articles(root / "corpus", folder / "articles.csv", size)
            measure("report", "new", str(folder / "own"), "--from", "articles.csv", cwd=folder)
            command = ("report", "build", "--corpus", str(folder / "own"), "--out", str(folder))
            seconds, megabytes = measure(*command, cwd=root)
            pages = sum(f.stat().st_size for f in (folder / "default/html").rglob("*.*")) / 1e6
            shutil.rmtree(folder / "default")
        line = f"{size:>7,} articles: {seconds:7.1f} s, {megabytes:6,.0f} MB, pages {pages:.0f} MB"
        if before:
            more = size - before[0]
            line += (
                f"; for each further article {1000 * (seconds - before[1]) / more:.0f} ms, "
                f"{1000 * (megabytes - before[2]) / more:.0f} KB"
            )
        print(line, flush=True)
        before = (size, seconds, megabytes)


if __name__ == "__main__":
    main()
