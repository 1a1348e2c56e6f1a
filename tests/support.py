"""What tests of several rooms share: where things lie, small notebooks, the browser."""

import ast
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from http.server import ThreadingHTTPServer
from pathlib import Path
from subprocess import CompletedProcess, Popen
from typing import Any

import nbformat
import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
needs_browser = pytest.mark.skipif(
    CHROMIUM is None, reason="Chromium is not installed (Debian: apt-get install chromium)"
)
ROOT = Path(__file__).parents[1]
Run = Callable[..., CompletedProcess[str]]
Start = Callable[..., Popen[str]]
ARTICLES = {
    "north": "Talks on ice\n\nMinister Anna Berg said the talks failed.\n\n“We want peace,” "
    "Berg said.",
    "south": "The harbour is open. Nobody complained. Ships arrive every day.",
}


def as_text(markup: str) -> str:
    """Escape markup so often that an article which holds it is read with it as its text."""
    for _ in range(3):
        markup = escape(markup, quote=False)
    return markup


@contextmanager
def running(server: ThreadingHTTPServer) -> Iterator[None]:
    """Serve in a thread while the block runs."""
    served = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    served.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        served.join(timeout=10)


def notebook(path: Path, *cells: str, parameters: str = "", title: str = "") -> None:
    """Write a notebook whose first cell is a title, by default its name."""
    made = nbformat.v4.new_notebook()
    made.metadata["kernelspec"] = {
        "name": "python3",
        "display_name": "Python 3",
        "language": "python",
    }
    made.cells.append(
        nbformat.v4.new_markdown_cell(title or f"# {path.stem.capitalize()}", id="title")
    )
    if parameters:
        cell = nbformat.v4.new_code_cell(parameters, id="parameters")
        cell.metadata["tags"] = ["parameters"]
        made.cells.append(cell)
    for number, source in enumerate(cells):
        made.cells.append(nbformat.v4.new_code_cell(source, id=f"cell-{number}"))
    nbformat.write(made, path)


def run_cells(path: Path, **parameters: object) -> Iterator[tuple[str, Any]]:
    """Run the cells of a notebook in this process, and give what each shows as soon as it has run.

    Parameters
    ----------
    path
        The notebook.
    parameters
        Take the place of what its parameters cell says.

    Yields
    ------
    Source of a cell that ends with an expression, and that expression's value.
    """
    names: dict[str, Any] = {"__name__": path.stem}
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type != "code":
            continue
        body = ast.parse(cell.source).body
        last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
        exec(compile(ast.Module(body, []), str(path), "exec"), names)
        if "parameters" in cell.metadata.get("tags", []):
            names |= parameters
        elif isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), str(path), "eval"), names)
            yield cell.source, value


def run_chapter(name: str, **parameters: object) -> list[Any]:
    """Run a chapter of the project, and give what its cells show, in order."""
    cells = run_cells(ROOT / "notebooks" / f"{name}.ipynb", **parameters)
    return [value for _, value in cells]
