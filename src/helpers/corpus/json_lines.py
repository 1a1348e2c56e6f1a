"""Read JSON Lines: one object a line."""

import io
import json
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import polars as pl

from helpers.corpus.bounds import bounded_lines, check_file, check_shape, check_texts
from helpers.corpus.limits import Limits
from helpers.corpus.nesting import MAX_DEPTH, json_too_deep
from helpers.corpus.problems import InputError, Problem

# Wrong lines that are named at once.
_LISTED = 100
_STRINGS = re.compile(rb'"((?:[^"\\]|\\.)*+)"(\s*:)?')
_MARK = b"\xef\xbb\xbf"
_MEND = "write one JSON object a line"


def read_json_lines(path: Path, limits: Limits) -> tuple[pl.DataFrame, pl.Series]:
    """Return the rows of a file in UTF-8 and the line of each.

    Raises
    ------
    InputError
        With the lines that are no JSON object, or where the file is too large.
    """
    check_file(path, limits)
    with path.open("rb") as stream:
        if stream.read(len(_MARK)) == _MARK:
            return _read(path, io.BytesIO(stream.read()), limits)
        stream.seek(0)
        return _read(path, stream, limits)


def _read(path: Path, stream: BinaryIO, limits: Limits) -> tuple[pl.DataFrame, pl.Series]:
    lines: list[int] = []
    problems: list[Problem] = []
    surrogates = False
    names: set[bytes] = set()
    for number, line in enumerate(bounded_lines(path, stream, limits), start=1):
        if not line.strip():
            continue
        lines.append(number)
        surrogates = surrogates or b"\\ud" in line.lower()
        names.update(name for name, colon in _STRINGS.findall(line) if colon)
        # polars takes long to make one table of names that differ from line to line.
        check_shape(path, len(lines), len(names), limits)
        if json_too_deep(line) and len(problems) < _LISTED:
            what = f"more than {MAX_DEPTH} levels in one another"
            problems.append(Problem(f"{path}:{number}", what, "write it flatter"))
    # polars makes other characters of half a surrogate pair without a word.
    problems = problems or (_wrong(path, stream) if surrogates else [])
    if problems:
        raise InputError(problems)
    if not lines:
        return pl.DataFrame(), pl.Series(lines, dtype=pl.Int64)
    try:
        # The same names inside one another are columns, too.
        stream.seek(0)
        schema = pl.scan_ndjson(stream, infer_schema_length=None).collect_schema()
        check_shape(path, len(lines), sum(map(_fields, schema.values())), limits)
        stream.seek(0)
        rows = pl.read_ndjson(stream, schema=schema)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, RecursionError) as error:
        what = f"not JSON lines: {(str(error).splitlines() or [''])[0]}"
        unread = Problem(str(path), what, "correct the file")
        raise InputError(_wrong(path, stream) or [unread]) from None
    if rows.height != len(lines):
        raise InputError(
            _wrong(path, stream)
            or [Problem(str(path), f"{len(lines)} lines, {rows.height} objects", _MEND)]
        )
    check_texts(path, rows, limits)
    return rows, pl.Series(lines, dtype=pl.Int64)


def _fields(kind: Any) -> int:
    """Return how many fields a column holds, those inside its values counted."""
    if isinstance(kind, pl.Struct):
        return 1 + sum(_fields(field.dtype) for field in kind.fields)
    if isinstance(kind, pl.List | pl.Array):
        return _fields(kind.inner)
    return 1


def _wrong(path: Path, stream: BinaryIO) -> list[Problem]:
    stream.seek(0)
    return list(islice(_wrong_lines(path, stream), _LISTED))


def _wrong_lines(path: Path, stream: BinaryIO) -> Iterator[Problem]:
    for number, line in enumerate(stream, start=1):
        where = f"{path}:{number}"
        try:
            value = json.loads(line.decode("utf-8")) if line.strip() else {}
            if not isinstance(value, dict):
                yield Problem(where, f"a {type(value).__name__}, not an object", _MEND)
            json.dumps(value, ensure_ascii=False).encode()
        except UnicodeDecodeError:
            yield Problem(where, "not UTF-8", "save it in UTF-8")
        except UnicodeEncodeError:
            yield Problem(where, "half of a surrogate pair", "write the whole character")
        except ValueError as error:
            yield Problem(where, f"not JSON: {error}", _MEND)
