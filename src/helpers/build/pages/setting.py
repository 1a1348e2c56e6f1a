"""Set staged sources with Jupyter Book: what is new in them, where the rest was set before."""

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from helpers.build.notebooks import NO_GRAMMAR
from helpers.system.processes import tether_command

JUPYTER_BOOK = "from jupyter_book.cli.main import main; main()"
# Says what set the pages that lie beside it; missing while they are being set.
MARK = "set-by"


class BookError(Exception):
    """Sphinx found something wrong; the message holds its warnings."""


def set_sources(staged: Path, source: Path, output: Path, *, tool: str) -> Path:
    """Set sources and return the folder of the pages, which stays as it is for the next time.

    Parameters
    ----------
    staged
        The sources as they are now. The folder goes.
    source
        Where they are set from: those of the time before lie there, if there was one.
    output
        Where Sphinx keeps its pages and what it has read.
    tool
        Says what sets them. Another one sets all pages anew.

    Raises
    ------
    BookError
        When Sphinx warns of anything.
    """
    mark, html = output / MARK, output / "_build" / "html"
    is_same_tool = mark.is_file() and mark.read_text(encoding="utf-8") == tool
    changed = changed_alone(staged, source) if is_same_tool else None
    mark.unlink(missing_ok=True)
    if changed is None:
        for folder in (source, output):
            shutil.rmtree(folder, ignore_errors=True)
        staged.rename(source)
    else:
        for name in changed:
            shutil.copyfile(staged / name, source / name)
            # Sphinx reads again what it keeps nothing of, whatever a clock says.
            doctree = (output / "_build" / ".doctrees" / name).with_suffix(".doctree")
            doctree.unlink(missing_ok=True)
        shutil.rmtree(staged)
        # Addresses of style sheets differ where some lie there before.
        shutil.rmtree(html / "_static", ignore_errors=True)
    _run_jupyter_book(source, output)
    _forget_words(html / "searchindex.js")
    mark.write_text(tool, encoding="utf-8")
    return html


def changed_alone(staged: Path, source: Path) -> list[str] | None:
    """Name the files that differ, if no other page shows anything of them; otherwise None.

    Titles and labels of a chapter come from its Markdown and stand on other pages as well; what
    its code shows, and the body of a page below it, do not.
    """
    names = _files(staged)
    if not source.is_dir() or names != _files(source):
        return None
    pairs = {name: (staged / name, source / name) for name in names}
    changed = [name for name, (a, b) in pairs.items() if a.read_bytes() != b.read_bytes()]
    for name in changed:
        one, other = pairs[name]
        is_body = one.suffix == ".html" and one.with_suffix(".md").is_file()
        is_chapter = one.suffix == ".ipynb"
        if not (is_body or (is_chapter and _prose(one) == _prose(other))):
            return None
    return changed


def _files(folder: Path) -> Sequence[str]:
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )


def _prose(notebook: Path) -> Any:
    content = json.loads(notebook.read_text(encoding="utf-8"))
    cells = content.pop("cells")
    return content, [cell for cell in cells if cell["cell_type"] != "code"]


def _forget_words(index: Path) -> None:
    """Take words out of Sphinx' index that no page holds any longer: it keeps them."""
    start, middle, end = index.read_text(encoding="utf-8").partition("(")
    content, close, rest = end.rpartition(")")
    entries = json.loads(content)
    for kind in ("terms", "titleterms"):
        entries[kind] = {word: pages for word, pages in entries[kind].items() if pages != []}
    content = json.dumps(entries, sort_keys=True)
    index.write_text(f"{start}{middle}{content}{close}{rest}", encoding="utf-8")


def _run_jupyter_book(source: Path, output: Path) -> None:
    command = ["build", str(source), "--path-output", str(output), "-W", "--keep-going", "-q"]
    process = subprocess.run(
        tether_command([sys.executable, "-c", f"{NO_GRAMMAR}; {JUPYTER_BOOK}", *command]),
        capture_output=True,
        text=True,
        check=False,
    )
    if process.returncode:
        lines = (process.stdout + process.stderr).splitlines()
        complaints = [line for line in lines if _is_complaint(line)]
        raise BookError("\n".join(complaints) or process.stderr[-2000:])


def _is_complaint(line: str) -> bool:
    return any(word in line for word in ("WARNING", "ERROR", "Error", "Exception"))
