"""Check that the text files of a corpus folder are inside it, readable and listed."""

from difflib import get_close_matches
from pathlib import Path

from helpers.corpus.files.decoding import not_utf8
from helpers.corpus.files.folders import Contents
from helpers.corpus.files.limits import Limits
from helpers.corpus.files.texts import blank, too_large
from helpers.corpus.problems import Problem
from helpers.corpus.untrusted_files import leads_out, odd_kind, unreadable

# Longer than the names of most systems.
_LONGEST = 300


def read_article(
    folder: Path, name: str, where: str, limits: Limits
) -> tuple[bytes | None, list[Problem]]:
    """Return a listed file's bytes, None where it was not read, and its problems.

    Parameters
    ----------
    folder : Path
        The corpus folder.
    name : str
        The file as `articles.csv` lists it.
    where : str
        The place of its row.
    limits : Limits
        A file above `max_file_bytes` is not opened.
    """
    if leads_out(folder, name):
        what = f'file "{name}" leads out of the corpus folder'
        return None, [Problem(where, what, "move the file into the folder's articles")]
    path = folder / name
    try:
        status = path.stat()
        wrong = too_large(status.st_size, limits)
        if odd_kind(status.st_mode):
            return None, [Problem(where, f'"{name}" is not a file', "name a text file")]
        if wrong:
            return None, [Problem(str(path), *wrong)]
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None, [Problem(where, f'file "{name}" is missing', _nearest_file(folder, name))]
    except OSError as error:
        return None, [unreadable(path, error)]
    return content, _wrong_bytes(path, content)


def _wrong_bytes(path: Path, content: bytes) -> list[Problem]:
    problems = []
    if b"\0" in content:
        line = content[: content.index(b"\0")].count(b"\n") + 1
        problems.append(Problem(f"{path}:{line}", "NUL byte", "save the file as plain text"))
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return [*problems, not_utf8(path)]
    if blank(text):
        return [Problem(str(path), "empty", "add its text or remove it and its row")]
    return problems


def unlisted_files(folder: Path, contents: Contents, listed_files: set[str]) -> list[Problem]:
    """Return a problem for each file below `articles/` that no row lists."""
    mend = "list it in articles.csv or move it away"
    return [
        Problem(str(path), "not listed in articles.csv", mend)
        for path in contents.files
        # Hidden files are an operating system's, not an article's.
        if path.is_relative_to(folder / "articles")
        and not path.name.startswith(".")
        and path.relative_to(folder).as_posix() not in listed_files
    ]


def _nearest_file(folder: Path, name: str) -> str:
    files = [path.relative_to(folder).as_posix() for path in (folder / "articles").rglob("*.txt")]
    # The search takes long for what is no name at all.
    near = get_close_matches(name, sorted(files), n=1) if len(name) < _LONGEST else []
    return f'write "{near[0]}"' if near else "add the file or remove the row"
