"""Disturb every command that writes, and print what was tried, what survived and what failed.

Stops at random points (SIGINT, SIGTERM, SIGKILL), a disk that is full (where a small one can be
mounted), and imports of tables and folders made of what real files go wrong with. A try survives
where the exit code is right, no traceback is shown, every output is the old or the new one as a
whole, and no process and no temporary file is left (after SIGKILL: once the next command has run).

``python benchmarks/faults.py --stops 100 --imports 1000 --seed 1``
"""

import argparse
import contextlib
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import polars as pl
import psutil
from rich.console import Console
from rich.progress import track
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
# Every process that a try starts inherits this, so that those that are left can be found.
MARK = "REPORT_FAULTS"
CODES = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGKILL: -9}
DISKS_KB = (64, 300, 1000, 3000, 6000, 9000)
TEXT = "Minister Anna Berg said the talks failed. “We want peace,” Berg said. Nobody complained.\n"


@dataclass
class Row:
    """What came of one kind of disturbance; `failures` says what was wrong."""

    name: str
    tried: int = 0
    failures: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Command:
    """A command that writes.

    Attributes
    ----------
    words
        What it is called with.
    outputs
        What it writes, below the project.
    reset
        Gives the command something to do.
    clear
        Takes away what keeps it from being run a second time.
    """

    name: str
    words: tuple[str, ...]
    outputs: tuple[str, ...]
    reset: Callable[[Path], None] = lambda project: None
    clear: Callable[[Path], None] = lambda project: None


def make_project(folder: Path) -> None:
    """Write a project of two notebooks and two articles, in a repository."""
    notebooks = folder / "notebooks"
    (notebooks / "editions").mkdir(parents=True)
    for name in ("default", "other"):
        text = f"title: {name}\ndescription: All.\nparameters: {{seed: {len(name)}}}\n"
        (notebooks / "editions" / f"{name}.yml").write_text(text)
    (notebooks / "index.md").write_text("# Start\n\nSee [one](one.ipynb).\n")
    for name in ("one", "two"):
        notebook = nbformat.v4.new_notebook()
        notebook.metadata["kernelspec"] = {
            "name": "python3",
            "display_name": "3",
            "language": "python",
        }
        declared = nbformat.v4.new_code_cell("seed = 2022", id="parameters")
        declared.metadata["tags"] = ["parameters"]
        notebook.cells = [
            nbformat.v4.new_markdown_cell(f"# {name.capitalize()}", id="title"),
            declared,
            nbformat.v4.new_code_cell("print('seed', seed)", id="cell"),
        ]
        nbformat.write(notebook, notebooks / f"{name}.ipynb")
    (folder / "_toc.yml").write_text(
        "format: jb-book\nroot: notebooks/index\nchapters:\n"
        "- file: notebooks/one\n- file: notebooks/two\n"
    )
    (folder / "_config.yml").write_text("title: Small\nonly_build_toc_files: true\n")
    (folder / ".gitignore").write_text("_build\n")
    # A commit is built by its own code.
    shutil.copytree(
        ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info")
    )
    texts = [{"id": f"a{number}", "text": TEXT * 20, "outlet": "RT"} for number in range(40)]
    (folder / "texts.jsonl").write_text("\n".join(map(json.dumps, texts)))
    run(folder, "new", "corpus", "--from", "texts.jsonl")
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    for words in (["init", "-q"], ["add", "."], [*who, "commit", "-qm", "All"]):
        subprocess.run(["git", *words], cwd=folder, check=True, timeout=60)


def start(project: Path, *words: str) -> "subprocess.Popen[str]":
    """Start ``report`` in a project, with the code that lies here."""
    return subprocess.Popen(
        [sys.executable, "-m", "helpers", *words],
        cwd=project,
        env=os.environ
        | {
            "PYTHONPATH": str(ROOT / "src"),
            "TMPDIR": str(temporary(project)),
            MARK: str(project),
        },
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def run(project: Path, *words: str, seconds: float = 300) -> tuple[int, str]:
    """Run ``report`` to its end; return its exit code and what it said."""
    process = start(project, *words)
    try:
        output, _ = process.communicate(timeout=seconds)
    finally:
        process.kill()
    return process.returncode, output


def temporary(project: Path) -> Path:
    """Return the project's own folder for temporary files."""
    folder = project.parent / "tmp"
    folder.mkdir(exist_ok=True)
    return folder


def digest(project: Path, outputs: tuple[str, ...]) -> str:
    """Hash what a command writes, as it lies there now."""
    total = hashlib.sha256()
    for output in outputs:
        place = project / output
        files = [place] if place.is_file() else sorted(place.rglob("*"))
        for path in files:
            if path.is_file():
                name = path.relative_to(project).as_posix()
                total.update(f"{name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def remains(project: Path) -> list[str]:
    """List temporary files, folders and registered worktrees that nobody needs any more."""
    shared = {f"report-{os.getuid()}", "lock"}
    paths = [
        str(path)
        for path in temporary(project).rglob("*")
        if not (path.name in shared and len(path.relative_to(temporary(project)).parts) < 3)
    ]
    paths += [str(path) for path in project.rglob(".*") if path.suffix in (".part", ".old")]
    lines = subprocess.run(
        ["git", "worktree", "list"],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    ).stdout.splitlines()
    return paths + lines[1:]


def processes(project: Path, *, seconds: float) -> list[str]:
    """List processes of a try that have not ended after some time."""
    until = time.monotonic() + seconds
    while True:
        alive = []
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error):
                if process.environ().get(MARK) == str(project):
                    alive.append(f"{process.pid} {' '.join(process.cmdline()[:4])}")
        if not alive or time.monotonic() > until:
            return alive
        time.sleep(0.05)


def stop(project: Path, command: Command, number: int, delay: float, before: str) -> list[str]:
    """Stop a command after some time; return what is wrong then."""
    process = start(project, *command.words)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(timeout=delay)
    process.send_signal(number)
    try:
        output, _ = process.communicate(timeout=60)
    except subprocess.TimeoutExpired:
        process.kill()
        return ["did not end in 60 seconds"]
    wrong = []
    # Before Python has started, a signal ends it in its own way, which a shell reports alike.
    if process.returncode not in (CODES[signal.Signals(number)], -number, 0):
        wrong.append(f"exit code {process.returncode}: {output[-300:]}")
    if "Traceback" in output or "panicked" in output:
        wrong.append(f"a traceback: {output[-300:]}")
    # A kernel looks once a second whether its parent lives.
    if alive := processes(project, seconds=3 if number == signal.SIGKILL else 0):
        wrong.append(f"left running: {alive}")
    if number == signal.SIGKILL:
        run(project, "editions")
    if rest := remains(project):
        wrong.append(f"left lying: {rest[:5]}")
    after = digest(project, command.outputs)
    if after != before and not whole(project, command, after):
        wrong.append("an output is neither the old nor the new one")
    return wrong


def remove(*names: str) -> Callable[[Path], None]:
    """Return what removes files and folders of a project."""

    def reset(project: Path) -> None:
        for name in names:
            shutil.rmtree(project / name, ignore_errors=True)
            (project / name).unlink(missing_ok=True)

    return reset


def touch(project: Path) -> None:
    """Let one chapter be out of date."""
    path = project / "notebooks" / "two.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[-1].source = f"print('seed', seed)\n# {time.monotonic_ns()}"
    nbformat.write(notebook, path)


COMMANDS = (
    Command(
        "new",
        ("new", "fresh", "--from", "texts.jsonl"),
        ("fresh",),
        remove("fresh"),
        remove("fresh"),
    ),
    Command("score", ("score", "texts.jsonl", "--text", "text", "-o", "out.csv"), ("out.csv",)),
    Command("build", ("build",), ("_build/default",), touch),
    Command("compare", ("compare",), ("_build/site",), touch),
    Command("verify", ("verify", "--keep", "kept"), ("kept",), remove("kept"), remove("kept")),
    Command("diff", ("diff", "HEAD", "default"), ()),
)
# Shares of all stops in percent; what takes long is stopped less often.
SHARES = {"new": 25, "score": 25, "build": 25, "compare": 10, "verify": 8, "diff": 7}


def try_stops(project: Path, *, stops: int, chance: random.Random) -> Iterator[Row]:
    """Stop each command at random points of the time that it takes."""
    for command in COMMANDS:
        # The first time, more may have to be made than later.
        run(project, "build")
        command.reset(project)
        run(project, *command.words)
        command.reset(project)
        began = time.monotonic()
        code, output = run(project, *command.words)
        took = time.monotonic() - began
        if code:
            yield Row(command.name, 1, [f"exit code {code} undisturbed: {output[-500:]}"])
            continue
        for number in CODES:
            row = Row(f"{command.name}, {signal.Signals(number).name}")
            tries = max(1, round(stops * SHARES[command.name] / 100 / len(CODES)))
            for _ in track(range(tries), row.name, console=Console(stderr=True), transient=True):
                command.reset(project)
                before = digest(project, command.outputs)
                delay = chance.uniform(0, took)
                wrong = stop(project, command, number, delay, before)
                row.tried += 1
                row.failures += [f"after {delay:.2f} s: {one}" for one in wrong]
            yield row


def whole(project: Path, command: Command, state: str) -> bool:
    """Return whether an output is what the command makes of the same inputs, undisturbed."""
    command.clear(project)
    run(project, *command.words)
    return digest(project, command.outputs) == state


def try_full_disks(project: Path) -> Iterator[Row]:
    """Let each command write to disks of several sizes, none of which is enough."""
    disk = project.parent / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False, timeout=60).returncode:
        yield Row("full disk: skipped, no small disk can be mounted here (only root can)")
        return
    try:
        for name, words, output in (
            ("new", ("new", "{disk}/fresh", "--from", "texts.jsonl"), "fresh"),
            (
                "score",
                ("score", "texts.jsonl", "--text", "text", "-o", "{disk}/out.csv"),
                "out.csv",
            ),
            ("build", ("build", "--out", "{disk}"), "default"),
            ("compare", ("compare", "--out", "{disk}"), "site"),
        ):
            row = Row(f"{name}, full disk")
            for size in DISKS_KB:
                remount = ["mount", "-o", f"remount,size={size}k", str(disk)]
                subprocess.run(remount, check=True, timeout=60)
                if name == "score":
                    (disk / output).write_text("old")
                    with contextlib.suppress(OSError):
                        (disk / "filler").write_bytes(bytes(1024 * size))
                code, message = run(project, *(word.format(disk=disk) for word in words))
                row.tried += 1
                wrong = []
                if code not in (0, 2):
                    wrong.append(f"exit code {code}: {message[-300:]}")
                if code == 2 and "no space left" not in message:
                    wrong.append(f"another reason: {message[-300:]}")
                if "Traceback" in message:
                    wrong.append(f"a traceback: {message[-300:]}")
                if code and name == "score" and (disk / output).read_text() != "old":
                    wrong.append("the old file is gone")
                if code and name != "score" and (disk / output).exists():
                    wrong.append("half of an output")
                if parts := [path.name for path in disk.rglob("*.part")]:
                    wrong.append(f"left lying: {parts}")
                row.failures += [f"{size} KB: {one}" for one in wrong]
                for path in disk.iterdir():
                    shutil.rmtree(path, ignore_errors=True)
                    path.unlink(missing_ok=True)
            yield row
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=False, timeout=60)


NASTY = (
    "",
    " ",
    "\0",
    "a\0b",
    "\ufeff",
    "\u2028",
    "\r",
    "a\r\nb",
    "NaN",
    "null",
    "=1+1",
    "../x",
    "a/b",
    "C:\\x",
    "CON",
    "<b>x</b>",
    "\x1b[2J",
    "“",
    '"',
    "'",
    "a,b;c\td|e",
    "e\u0301",
    "😀",
    "x" * 300,
    "2022-02-30",
    "01/02/2022",
    "24 February 2022",
    "9999-12-31",
    "0001-01-01",
    "-1",
    "1e400",
    "true",
)
NAMES = ("id", "title", "text", "date", "outlet", "country", "language", "url", "translated", "x")


def random_table(chance: random.Random) -> pl.DataFrame:
    """Make a table of columns that people have, filled with what real files go wrong with."""
    rows = chance.randint(1, 6)
    names = [
        "text",
        *chance.sample([name for name in NAMES if name != "text"], chance.randint(0, 6)),
    ]

    def value(name: str) -> str | None:
        if chance.random() < 0.1:
            return None
        if name == "text" and chance.random() < 0.7:
            return TEXT + chance.choice(NASTY)
        parts = chance.choices(NASTY, k=chance.randint(1, 3))
        return "".join(parts) if chance.random() < 0.5 else parts[0]

    return pl.DataFrame(
        {name: [value(name) for _ in range(rows)] for name in names},
        schema=dict.fromkeys(names, pl.String),
    )


def write_source(table: pl.DataFrame, folder: Path, chance: random.Random) -> Path:
    """Write a table in one of the formats, sometimes damaged, or as a folder of texts."""
    kind = chance.choice(["csv", "tsv", "jsonl", "parquet", "folder", "xlsx"])
    path = folder / f"source.{kind}"
    if kind == "folder":
        path.mkdir()
        for text in table["text"].fill_null(""):
            name = chance.choice(["a", "ä b", "x.y", "-", "A" * 120, ".hidden", "con"])
            (
                path / f"{name}{chance.randint(0, 9)}{chance.choice(['.txt', '.TXT', '.md'])}"
            ).write_text(text)
        return path
    if kind in ("csv", "tsv"):
        table.write_csv(path, separator="," if kind == "csv" else "\t")
    elif kind == "jsonl":
        table.write_ndjson(path)
    elif kind == "xlsx":
        # Workbooks hold no control characters.
        table.with_columns(
            pl.all().str.replace_all(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "")
        ).write_excel(path)
    else:
        table.write_parquet(path)
    if chance.random() < 0.2:
        content = bytearray(path.read_bytes())
        for _ in range(chance.randint(1, 4)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        path.write_bytes(bytes(content[: chance.randint(1, len(content))]))
    return path


def try_imports(folder: Path, *, imports: int, chance: random.Random) -> Row:
    """Import random tables; what `new` writes, `check` has to accept."""
    from helpers.corpus.files.checking import check_corpus
    from helpers.corpus.files.importing import import_corpus
    from helpers.corpus.problems import InputError

    row = Row("new and check, random tables")
    refused = 0
    for number in track(range(imports), row.name, console=Console(stderr=True), transient=True):
        place = folder / f"import-{number}"
        place.mkdir()
        source = write_source(random_table(chance), place, chance)
        row.tried += 1
        try:
            import_corpus(place / "corpus", source)
            errors = [one for one in check_corpus(place / "corpus") if one.severity == "error"]
            row.failures += [f"import {number}: check refuses: {error}" for error in errors[:1]]
        except InputError:
            refused += 1
            if (place / "corpus").exists():
                row.failures.append(f"import {number}: half of a corpus")
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            row.failures.append(f"import {number}: {type(error).__name__}: {error}")
        shutil.rmtree(place)
    row.name += f" ({refused} refused)"
    return row


def main() -> None:
    """Run all and print one table; exit with 1 where anything failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stops", type=int, default=100, help="by all signals together")
    parser.add_argument("--imports", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="faults-") as place:
        project = Path(place).resolve() / "project"
        project.mkdir()
        make_project(project)
        rows.append(try_imports(Path(place), imports=options.imports, chance=chance))
        rows += try_full_disks(project)
        rows += try_stops(project, stops=options.stops, chance=chance)
    table = Table("disturbance", "tried", "survived", "failed")
    for row in rows:
        failed = len({failure.split(":")[0] for failure in row.failures})
        table.add_row(row.name, str(row.tried), str(row.tried - failed), str(failed))
    Console().print(table)
    for row in rows:
        for failure in row.failures:
            print(f"{row.name}: {failure}")
    sys.exit(1 if any(row.failures for row in rows) else 0)


if __name__ == "__main__":
    main()
