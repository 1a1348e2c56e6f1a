"""Read JSON Lines: one object a line."""

import io
import json
from pathlib import Path
from typing import Any, BinaryIO

import polars as pl

from helpers.corpus.files.decoding import not_utf8
from helpers.corpus.files.limits import Limits
from helpers.corpus.files.table_limits import bounded_lines, check_file, check_shape, check_texts
from helpers.corpus.parser_limits import MAX_DEPTH, json_too_deep
from helpers.corpus.problems import InputError, Problem

# Wrong lines that are named at once.
_LISTED = 100
_MARK = b"\xef\xbb\xbf"
_MEND = "write one JSON object per line"


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
    names: set[str] = set()
    for number, line in enumerate(bounded_lines(path, stream, limits), start=1):
        if not line.strip():
            continue
        lines.append(number)
        try:
            wrong = _wrong(line, names)
        except UnicodeDecodeError:
            raise InputError([not_utf8(path)]) from None
        if wrong:
            problems.append(Problem(f"{path}:{number}", *wrong))
        if len(problems) == _LISTED:
            break
        # polars takes long to make one table of names that differ from line to line.
        if len(names) > limits.max_columns or len(lines) > limits.max_rows:
            check_shape(path, len(lines), len(names), limits)
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
        raise InputError.of(path, what, "correct the file") from None
    if rows.height != len(lines):
        what = f"{len(lines)} lines, {rows.height} objects"
        raise InputError.of(path, what, _MEND)
    check_texts(path, rows, limits)
    return rows, pl.Series(lines, dtype=pl.Int64)


def _wrong(line: bytes, names: set[str]) -> tuple[str, str] | None:
    """Return what is wrong with a line and how to mend it, and add its keys to `names`."""

    def read_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        value = dict(pairs)
        if len(value) < len(pairs):
            # Readers differ in which of the two they take.
            raise ValueError("a key appears twice in one object")
        names.update(value)
        return value

    if json_too_deep(line):
        return f"nested more than {MAX_DEPTH} levels deep", "flatten it"
    try:
        value = json.loads(line.decode("utf-8"), object_pairs_hook=read_object)
        if not isinstance(value, dict):
            return f"a {type(value).__name__}, not an object", _MEND
        # polars makes other characters of half a surrogate pair without a word.
        if b"\\ud" in line.lower():
            json.dumps(value, ensure_ascii=False).encode()
    except UnicodeDecodeError:
        raise
    except UnicodeEncodeError:
        return "half of a surrogate pair", "write the whole character"
    except ValueError as error:
        return f"not JSON: {error}", _MEND
    return None


def _fields(kind: Any) -> int:
    """Return how many fields a column holds, with those inside its values."""
    if isinstance(kind, pl.Struct):
        return 1 + sum(_fields(field.dtype) for field in kind.fields)
    if isinstance(kind, pl.List | pl.Array):
        return _fields(kind.inner)
    return 1
