"""Read annotations of brat: a .ann file beside the text it is about."""

import re
from collections.abc import Iterator
from pathlib import Path

from helpers.coding.entries import Entry, Label
from helpers.corpus.problems import InputError, Problem
from helpers.corpus.untrusted_files import read_bytes

_LARGEST = 50_000_000
# T1<tab>Frame 0 5;10 15<tab>words: a label with the stretches it was given to.
_STRETCH = re.compile(r"(T\d+)\t(\S+) (\d+) (?:\d+;\d+ )*(\d+)(?:\t.*)?")
# A1<tab>Tone T1 negative: a further label of a stretch; without a value its name is the label.
_ATTRIBUTE = re.compile(r"[AM]\d+\t(\S+) ([A-Z]\d+)(?: (.+))?")
# Relations, events, equivalents, identifiers and remarks say nothing of a sentence.
_OTHER = ("R", "E", "*", "N", "#")


def read_brat(path: Path) -> list[Entry]:
    """Read a .ann file, or all of those in a folder.

    A file that is named like an article counts its characters; any other needs its text (.txt)
    beside it, with a sentence a line.

    Raises
    ------
    InputError
        With each line that cannot be read.
    """
    paths = sorted(path.glob("*.ann")) if path.is_dir() else [path]
    return [_entry(each) for each in paths]


def _entry(path: Path) -> Entry:
    beside = path.with_suffix(".txt")
    text = _read(beside) if beside.is_file() else None
    labels = tuple(_labels(path, _read(path)))
    return Entry(str(path), labels, document=path.stem, text=text)


def _read(path: Path) -> str:
    content = read_bytes(path, max_bytes=_LARGEST, mend="split it")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise InputError.of(path, "not UTF-8", "save it in UTF-8") from None


def _labels(path: Path, content: str) -> Iterator[Label]:
    problems: list[Problem] = []
    stretches: dict[str, tuple[int, int]] = {}
    lines = [
        (f"{path}:{n}", line) for n, line in enumerate(content.splitlines(), 1) if line.strip()
    ]
    for where, line in lines:
        if match := _STRETCH.fullmatch(line):
            name, label, start, end = match.groups()
            stretches[name] = int(start), int(end)
            yield Label(where, label, start=int(start), end=int(end))
    for where, line in lines:
        if match := _ATTRIBUTE.fullmatch(line):
            field, target, value = match.groups()
            if target in stretches:
                start, end = stretches[target]
                yield Label(where, value or field, field if value else None, start, end)
        elif not line.startswith((*_OTHER, "T")) or (
            line.startswith("T") and not _STRETCH.fullmatch(line)
        ):
            problems.append(Problem(where, "no annotation of brat", "correct the line"))
    if problems:
        raise InputError(problems)
