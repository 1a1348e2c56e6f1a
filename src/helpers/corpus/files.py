"""The text files of a corpus folder: inside it, readable and all listed."""

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path, PurePosixPath, PureWindowsPath

from helpers.corpus.decoding import not_utf8
from helpers.corpus.problems import Problem


def here_or_above(path: Path) -> Iterator[Path]:
    """Give the places that a path may mean: as it is, then from each folder above this one.

    A notebook is run from its own folder, so what lies beside that folder is found, too.
    """
    yield path
    if not path.is_absolute():
        yield from (parent / path for parent in Path.cwd().parents)


def leads_out(folder: Path, name: str) -> bool:
    """Return whether a path listed in a corpus leads out of its folder, symbolic links followed.

    Examples
    --------
    >>> [leads_out(Path(), name) for name in ("articles/a.txt", "../a.txt", "/a.txt", "C:/a.txt")]
    [False, True, True, True]
    """
    windows = PureWindowsPath(name)
    # A path is judged by the rules of every system, so that a corpus is safe on each.
    if windows.drive or windows.root or ".." in windows.parts or "\0" in name:
        return True
    return not (folder / PurePosixPath(name)).resolve().is_relative_to(folder.resolve())


def read_article(
    folder: Path, name: str, where: str, max_bytes: int
) -> tuple[bytes | None, list[Problem]]:
    """Return a listed file's bytes and what is wrong with them; None where they were not read.

    Parameters
    ----------
    folder : Path
        The corpus folder.
    name : str
        The file as `articles.csv` lists it.
    where : str
        The place of its row.
    max_bytes : int
        A larger file is not opened.
    """
    if leads_out(folder, name):
        what = f'file "{name}" leads out of the corpus folder'
        return None, [Problem(where, what, "move the file into the folder's articles")]
    path = folder / name
    if not path.exists():
        what = f'file "{name}" is missing'
        return None, [Problem(where, what, _nearest_file(folder, name))]
    if not path.is_file():
        return None, [Problem(where, f'"{name}" is not a file', "name a text file")]
    size = path.stat().st_size
    if size > max_bytes:
        what = f"{size} bytes, above the limit of {max_bytes}"
        mend = "split the text, or raise max_file_bytes in corpus.yml"
        return None, [Problem(str(path), what, mend)]
    content = path.read_bytes()
    if not content.strip():
        return content, [Problem(str(path), "empty", "add its text or remove it and its row")]
    problems = []
    if b"\0" in content:
        line = content[: content.index(b"\0")].count(b"\n") + 1
        problems.append(Problem(f"{path}:{line}", "NUL byte", "save the file as plain text"))
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        problems.append(not_utf8(path))
    return content, problems


def unlisted_files(folder: Path, listed: set[str]) -> list[Problem]:
    """Return a problem for each file below `articles/` that no row lists."""
    mend = "list it in articles.csv or move it away"
    return [
        Problem(str(path), "not listed in articles.csv", mend)
        for path in sorted((folder / "articles").rglob("*"))
        # Hidden files are an operating system's, not an article's.
        if not path.is_dir()
        and not path.name.startswith(".")
        and path.relative_to(folder).as_posix() not in listed
    ]


def _nearest_file(folder: Path, name: str) -> str:
    files = [path.relative_to(folder).as_posix() for path in (folder / "articles").rglob("*.txt")]
    near = get_close_matches(name, sorted(files), n=1)
    return f'write "{near[0]}"' if near else "add the file or remove the row"
