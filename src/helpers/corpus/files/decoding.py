"""Problems of files that are not UTF-8, or not what their suffix says."""

import codecs
from pathlib import Path

from helpers.corpus.problems import InputError, Problem

_BYTE_ORDER_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
# A file of one line may be larger than the memory.
_CHUNK = 1 << 20


def not_utf8(path: Path) -> Problem:
    """Return the problem of a file that is not UTF-8, with the line of the first wrong byte."""
    mend = "save it in UTF-8"
    decoder = codecs.getincrementaldecoder("utf-8")()
    offset, line = 0, 1
    with path.open("rb") as stream:
        mark = _BYTE_ORDER_MARKS.get(stream.read(2))
        if mark:
            return Problem(f"{path}:1", f"not UTF-8 but {mark}", mend)
        stream.seek(0)
        last = False
        while not last:
            chunk = stream.read(_CHUNK)
            last = not chunk
            chunk_start = offset - len(decoder.getstate()[0])
            try:
                decoder.decode(chunk, final=last)
            except UnicodeDecodeError as error:
                line += error.object[: error.start].count(b"\n")
                byte = error.object[error.start]
                what = f"not UTF-8: byte {chunk_start + error.start} is 0x{byte:02X}"
                return Problem(f"{path}:{line}", what, mend)
            offset += len(chunk)
            line += chunk.count(b"\n")
    return Problem(str(path), "not UTF-8", mend)


def cannot_read(path: Path, words: object) -> InputError:
    """Return the error of a file that is not what its suffix says, in the reader's words."""
    what = f"cannot be read as {path.suffix.lower()}: {words}"
    return InputError.of(path, what, "save it again, or as CSV")


def name_is_utf8(name: str) -> bool:
    r"""Return whether a file name is UTF-8, so that it can be written into a table.

    Examples
    --------
    >>> [name_is_utf8(name) for name in ("й.txt", "\udcff.txt")]
    [True, False]
    """
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
