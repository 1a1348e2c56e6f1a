"""Bytes that should be UTF-8, and where they are not."""

from pathlib import Path

from helpers.corpus.problems import Problem

_BYTE_ORDER_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


def not_utf8(path: Path) -> Problem:
    """Return the problem of a file that is not UTF-8, with the line of the first wrong byte."""
    mend = "save it in UTF-8"
    with path.open("rb") as stream:
        mark = _BYTE_ORDER_MARKS.get(stream.read(2))
        if mark:
            return Problem(f"{path}:1", f"not UTF-8 but {mark}", mend)
        stream.seek(0)
        offset = 0
        for number, line in enumerate(stream, start=1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError as error:
                byte = f"byte {offset + error.start} is 0x{line[error.start]:02X}"
                return Problem(f"{path}:{number}", f"not UTF-8: {byte}", mend)
            offset += len(line)
    return Problem(str(path), "not UTF-8", mend)
