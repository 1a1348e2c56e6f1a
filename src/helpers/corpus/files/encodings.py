"""Tell which encoding a file has that is not UTF-8, and write it again in UTF-8."""

import codecs
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from charset_normalizer import from_bytes

from helpers.corpus.problems import InputError, Problem

_MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
# Encodings of other scripts, which cannot be mistaken for a Western one.
_SCRIPTS = [
    *("cp1251", "koi8_r", "cp1253", "cp1255", "cp1256", "shift_jis", "gb18030", "big5", "euc_kr"),
    *("utf_16_le", "utf_16_be"),
]
# Western words have one or two letters beyond ASCII in a row, words of other scripts more.
_RUN = re.compile(rb"[\x80-\xff]{3,}")
_CHUNK = 1 << 20
# Bytes that the guess is made of, around the first that is not ASCII.
_SAMPLE = 20_000
# Letters on each side of the first that is not ASCII, as an example.
_AROUND = 12


def detect_encoding(path: Path) -> tuple[str, str]:
    r"""Return the encoding that a file is likely to have, and some words read in it.

    Windows-1252 stands for Latin-1, too, which it contains but for control characters.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "a.txt")
    ...     _ = path.write_bytes("Le café de la gare".encode("latin-1"))
    ...     detect_encoding(path)
    ('cp1252', 'Le café de la gare')
    """
    sample = _sample(path)
    encoding = _encoding(sample)
    text = sample.decode(encoding, errors="replace")
    odd = re.search(r"[^\x00-\x7f\ufeff]", text)
    at = odd.start() if odd else 0
    words = text[max(0, at - _AROUND) : at + _AROUND]
    return encoding, " ".join(words.lstrip("\ufeff").split())


@contextmanager
def offering() -> Iterator[None]:
    """Say of a file that is not UTF-8, where an error within names it, how it can be read."""
    try:
        yield
    except InputError as error:
        raise InputError([_offer(problem) for problem in error.problems]) from None


def _offer(problem: Problem) -> Problem:
    if not problem.what.startswith("not UTF-8"):
        return problem
    encoding, words = detect_encoding(Path(re.sub(r":\d+$", "", problem.where)))
    what = f'{problem.what} (as {encoding} it reads "{words}")'
    mend = f'save it in UTF-8, or have "report new" read it with --encoding {encoding}'
    return Problem(problem.where, what, mend, problem.severity)


def check_encoding(name: str) -> str:
    """Return the name of an encoding of texts.

    Raises
    ------
    InputError
        Where there is none of the name.

    Examples
    --------
    >>> check_encoding("Latin-1")
    'iso8859-1'
    """
    try:
        # "hex" and the like are known to Python, too, but do not make text of bytes.
        b"a".decode(name, errors="ignore")
        return codecs.lookup(name).name
    except (LookupError, ValueError):
        what, mend = f'no encoding "{name}"', "write, for example, cp1252, latin-1 or utf-16"
        raise InputError.of("--encoding", what, mend) from None


def recode(path: Path, copy: Path, *, encoding: str) -> None:
    """Write a file again in UTF-8, no line ending changed.

    Raises
    ------
    InputError
        Where the file does not have the encoding.
    """
    with path.open("rb") as stream, copy.open("wb") as out:
        decoder = codecs.getincrementaldecoder(encoding)()
        last = False
        while not last:
            chunk = stream.read(_CHUNK)
            last = not chunk
            try:
                out.write(decoder.decode(chunk, final=last).encode())
            except UnicodeError as error:
                raise InputError([not_in(path, encoding, error)]) from None


def not_in(path: Path, encoding: str, error: UnicodeError) -> Problem:
    """Return the problem of a file that does not have the encoding that the user named."""
    mend = f"try --encoding {detect_encoding(path)[0]}"
    return Problem(str(path), f"not {encoding}: {error}", mend)


def _sample(path: Path) -> bytes:
    with path.open("rb") as stream:
        start = 0
        while chunk := stream.read(_CHUNK):
            odd = re.search(rb"[\x80-\xff]", chunk)
            if odd:
                # An even place keeps both bytes of a letter together.
                at = max(0, (start + odd.start() - _SAMPLE // 2) // 2 * 2)
                stream.seek(at)
                return stream.read(_SAMPLE)
            start += len(chunk)
        stream.seek(0)
        return stream.read(_SAMPLE)


def _encoding(sample: bytes) -> str:
    if sample[:2] in _MARKS:
        return _MARKS[sample[:2]]
    for encoding, parity in (("utf-16-le", 1), ("utf-16-be", 0)):
        # Of each two bytes of a Western letter one is 0.
        if sample[parity::2].count(0) * 4 > len(sample[parity::2]):
            return encoding
    odd = len(re.findall(rb"[\x80-\xff]", sample))
    if 2 * sum(map(len, _RUN.findall(sample))) > odd:
        best = from_bytes(sample, cp_isolation=_SCRIPTS).best()
        if best:
            return best.encoding
    try:
        sample.decode("cp1252")
    except UnicodeDecodeError:
        return "latin-1"
    return "cp1252"
