"""Read exports of doccano: one text with its labels a line."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from helpers.coding.entries import Entry, Label, locate
from helpers.corpus.files.limits import Limits
from helpers.corpus.files.table_limits import bounded_lines, check_file
from helpers.corpus.parser_limits import MAX_DEPTH, json_too_deep
from helpers.corpus.problems import InputError, Problem

KEYS = ("label", "labels", "entities")


def read_doccano(path: Path, *, limits: Limits) -> list[Entry]:
    r"""Read a JSONL export of doccano, of whole texts or of stretches of them.

    Labels are texts; or ``[start, end, label]``; or objects with label, start_offset and
    end_offset, in the keys label, labels and entities. Which sentence a text is, its other keys and
    those of ``meta`` may say: id, document, start, end.

    Raises
    ------
    InputError
        With each line that is no JSON object.

    Examples
    --------
    >>> import tempfile
    >>> from helpers.corpus.files.limits import read_limits
    >>> path = Path(tempfile.mkdtemp(), "admin.jsonl")
    >>> _ = path.write_text('{"id": 7, "text": "It costs jobs.", "label": ["costs", "negative"]}\n')
    >>> entry, = read_doccano(path, limits=read_limits(Path()))
    >>> entry.text, [label.text for label in entry.labels]
    ('It costs jobs.', ['costs', 'negative'])
    """
    return [_entry(f"{path}:{line}", value) for line, value in read_objects(path, limits=limits)]


def read_objects(path: Path, *, limits: Limits) -> list[tuple[int, dict[str, Any]]]:
    """Read JSON Lines whose values are of any shape: the number of each line, and its object.

    Raises
    ------
    InputError
        With each line that is no JSON object, or where the file is too large.
    """
    check_file(path, limits)
    problems: list[Problem] = []
    objects = []
    with path.open("rb") as stream:
        for number, line in enumerate(bounded_lines(path, stream, limits), start=1):
            if not line.strip():
                continue
            where = f"{path}:{number}"
            if json_too_deep(line):
                problems.append(
                    Problem(where, f"nested more than {MAX_DEPTH} levels deep", "flatten it")
                )
                continue
            try:
                value = json.loads(line.decode("utf-8-sig"))
            except ValueError as error:
                problems.append(Problem(where, f"not JSON: {error}", "write one object a line"))
                continue
            if isinstance(value, dict):
                objects.append((number, value))
            else:
                problems.append(Problem(where, "no JSON object", "write one object a line"))
    if problems:
        raise InputError(problems)
    return objects


def _entry(where: str, value: dict[str, Any]) -> Entry:
    meta = value.get("meta")
    fields = {**(meta if isinstance(meta, dict) else {}), **value}
    labels = [label for key in KEYS for label in _labels(where, value.get(key))]
    return Entry(where, tuple(labels), **locate(fields))


def _labels(where: str, value: Any) -> Iterator[Label]:
    if isinstance(value, str):
        yield Label(where, value)
    for item in value if isinstance(value, list) else ():
        match item:
            case str():
                yield Label(where, item)
            case [int(start), int(end), str(text)]:
                yield Label(where, text, start=start, end=end)
            case {"label": str(text), "start_offset": int(start), "end_offset": int(end)}:
                yield Label(where, text, start=start, end=end)
            case _:
                what = f"a label that cannot be read: {json.dumps(item)[:60]}"
                raise InputError.of(where, what, "export the project as JSONL, with labels as text")
