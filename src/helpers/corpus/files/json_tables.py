"""Read a JSON file that holds articles: a list of them, or an object with such a list in it."""

import json
from pathlib import Path
from typing import Any

import polars as pl

from helpers.corpus.files.copies import naming
from helpers.corpus.files.json_lines import read_json_lines
from helpers.corpus.files.limits import Limits
from helpers.corpus.files.table_limits import bounded_lines, check_file
from helpers.corpus.json_files import read_json
from helpers.corpus.problems import InputError
from helpers.system.scratch import scratch_folder

# Objects in one another in which a list of articles is looked for.
_DEEPEST = 4
_MEND = "write a list of objects, one for each article"


def read_json_table(path: Path, limits: Limits) -> tuple[pl.DataFrame, pl.Series, str]:
    r"""Return the rows of a JSON file, the place of each and what the place counts.

    The articles are the list of objects with most text in it, up to four levels down, so that it
    does not matter how a database names it. An object of columns, as pandas writes it, is a table,
    too, and so are JSON Lines with this suffix.

    Returns
    -------
    polars.DataFrame, polars.Series, str
        The rows; the number of each, from 1; "article", or "line" for JSON Lines.

    Raises
    ------
    InputError
        Where the file cannot be read, is too large, or holds no list of objects.

    Examples
    --------
    >>> import tempfile
    >>> from helpers.corpus.files.limits import read_limits
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "a.json")
    ...     _ = path.write_text('{"found": 1, "articles": [{"title": "A"}]}')
    ...     read_json_table(path, read_limits(Path()))[0].rows()
    [('A',)]
    """
    check_file(path, limits)
    if _is_lines(path, limits):
        return *read_json_lines(path, limits), "line"
    objects = _objects(read_json(path, max_bytes=limits.max_table_bytes))
    if objects is None:
        raise InputError.of(path, "no list of articles in it", _MEND)
    wrong = [number for number, one in enumerate(objects, start=1) if not isinstance(one, dict)]
    if wrong:
        what = f"a {type(objects[wrong[0] - 1]).__name__}, not an object"
        raise InputError.of(f"{path}:{wrong[0]}", what, _MEND)
    with scratch_folder() as folder:
        lines = folder / "rows.jsonl"
        try:
            with lines.open("w", encoding="utf-8") as out:
                for one in objects:
                    out.write(json.dumps(one, ensure_ascii=False, allow_nan=False) + "\n")
        except ValueError:
            raise InputError.of(path, "NaN or Infinity in it", "write null instead") from None
        with naming(path, lines):
            rows, numbers = read_json_lines(lines, limits)
    return rows, numbers, "article"


def _is_lines(path: Path, limits: Limits) -> bool:
    """Return whether the file begins with two lines that are an object each."""
    with path.open("rb") as stream:
        first = stream.readline(limits.max_field_length).removeprefix(b"\xef\xbb\xbf").strip()
        if not (first.startswith(b"{") and first.endswith(b"}")):
            return False
        for line in bounded_lines(path, stream, limits):
            if line.strip():
                return line.lstrip().startswith(b"{")
    return False


def _objects(value: Any) -> list[Any] | None:
    if isinstance(value, list):
        return value
    if not isinstance(value, dict):
        return None
    inner = [*value.values()]
    if len(inner) > 1 and all(isinstance(one, dict) and _alike(one, inner[0]) for one in inner):
        if all(str(key).isdigit() for key in inner[0]):
            # Columns, each an object of its values by the number of the row.
            return [{name: column.get(row) for name, column in value.items()} for row in inner[0]]
        return inner
    level: list[dict[str, Any]] = [value]
    for _ in range(_DEEPEST):
        lists: list[list[Any]] = [each for one in level for each in one.values() if _is_table(each)]
        if lists:
            return max(lists, key=_letters)
        level = [each for one in level for each in one.values() if isinstance(each, dict)]
    return None


def _alike(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Return whether two objects share half of their keys or more."""
    return len(one.keys() & other.keys()) * 2 >= max(len(one), len(other), 1)


def _is_table(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _letters(objects: list[Any]) -> int:
    """Return how much text the first objects of a list hold: articles hold more than tags."""
    first = [one for one in objects[:5] if isinstance(one, dict)]
    return sum(len(value) for one in first for value in one.values() if isinstance(value, str))
