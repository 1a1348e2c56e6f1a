"""Unpack foreign archives into a temporary folder.

An archive of a kilobyte can hold gigabytes, name files outside its folder, or be damaged.
"""

import gzip
import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import Protocol

from helpers.corpus.files.decoding import cannot_read, name_is_utf8
from helpers.corpus.files.limits import Limits
from helpers.corpus.files.table_limits import check_file, check_shape, check_unpacked
from helpers.corpus.problems import InputError
from helpers.corpus.untrusted_files import leads_out

_CHUNK = 1 << 20
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)


class _Stream(Protocol):
    def read(self, size: int, /) -> bytes: ...


def unpack_gzip(path: Path, copy: Path, limits: Limits) -> None:
    """Write what a .gz file holds.

    Raises
    ------
    InputError
        Where it is damaged, or holds more than it may.
    """
    check_file(path, limits)
    try:
        with gzip.open(path) as stream:
            _copy(path, stream, copy, limits, before=0)
    except (zlib.error, EOFError, gzip.BadGzipFile) as error:
        raise cannot_read(path, error) from None


def unpack_zip(path: Path, folder: Path, limits: Limits) -> None:
    """Write the files of a .zip archive into an empty folder, hidden ones left out.

    Raises
    ------
    InputError
        Where it is damaged or encrypted, holds more than it may, a link, or a file whose name
        leads out of the folder.
    """
    check_file(path, limits)
    try:
        with zipfile.ZipFile(path) as archive:
            parts = [part for part in archive.infolist() if not part.is_dir()]
            check_shape(path, len(parts), 3, limits)
            size = 0
            for part in parts:
                name = PurePosixPath(part.filename)
                _check_part(path, part, folder)
                if any(piece.startswith((".", "__MACOSX")) for piece in name.parts):
                    continue
                place = folder / name
                if place.exists():
                    what = f'holds "{part.filename}" twice'
                    raise InputError.of(path, what, "unpack it yourself and name the folder")
                _make_folder(path, place.parent)
                with archive.open(part) as stream:
                    size = _copy(path, stream, place, limits, before=size)
    except InputError:
        raise
    except _BROKEN as error:
        raise cannot_read(path, error) from None


def _check_part(path: Path, part: zipfile.ZipInfo, folder: Path) -> None:
    name = part.filename
    what = ""
    if leads_out(folder, name) or not name_is_utf8(name):
        what = f'"{name}" leads out of the archive'
    elif stat.S_ISLNK(part.external_attr >> 16):
        what = f'"{name}" is a link'
    elif part.flag_bits & 1:
        what = f'"{name}" is encrypted'
    if what:
        raise InputError.of(path, what, "unpack it yourself and name the folder")


def _make_folder(path: Path, folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        what = f'"{folder.name}" is both a file and a folder'
        raise InputError.of(path, what, "unpack it yourself and name the folder") from None


def _copy(path: Path, stream: _Stream, copy: Path, limits: Limits, *, before: int) -> int:
    """Write a stream and return all bytes so far; what the archive says of its size is not used."""
    size = before
    with copy.open("wb") as out:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            check_unpacked(path, size, limits)
            out.write(chunk)
    return size
