"""Run one notebook with papermill; the same inputs give the same bytes."""

import copy
import logging
import os
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.system.scratch import scratch_folder

if TYPE_CHECKING:
    from nbformat import NotebookNode

INJECTED = "injected-parameters"
# nbformat imports jsonschema, which would compile a grammar for addresses that no notebook holds;
# without that package it checks notebooks all the same and starts seconds earlier.
GRAMMAR = "rfc3987_syntax"
NO_GRAMMAR = f"import sys; sys.modules['{GRAMMAR}'] = None"


class NotebookError(Exception):
    """A cell raised; the copy with everything up to that cell lies at `partial`.

    `cell` is its place in the notebook as committed, counted from 1.
    """

    def __init__(self, notebook: str, cell: int, exception: str, message: str, partial: Path):
        first = message.splitlines()[0] if message else ""
        super().__init__(f"{notebook}, cell {cell}: {exception}: {first}")
        self.notebook, self.cell, self.exception, self.partial = notebook, cell, exception, partial
        self.message = message


def run_notebook(
    source: Path, *, executed: Path, partial: Path, parameters: Mapping[str, Any]
) -> None:
    """Execute a notebook and write it without run-dependent metadata.

    Parameters
    ----------
    source
        The notebook as committed.
    executed
        Where the finished copy goes.
    partial
        Where papermill writes; stays if a cell raises.
    parameters
        Values for the names of the notebook's `parameters` cell.

    Raises
    ------
    NotebookError
        When a cell raises or the kernel dies (too little memory is the usual reason).
    """
    _prepare_imports()
    import nbformat
    import papermill
    from nbclient.exceptions import DeadKernelError
    from papermill.engines import papermill_engines
    from traitlets.config import Config

    from helpers.build.engine import ENGINE, Engine

    papermill_engines.register(ENGINE, Engine)

    partial.parent.mkdir(parents=True, exist_ok=True)
    executed.parent.mkdir(parents=True, exist_ok=True)
    # A kernel on TCP would be open to every user of the machine; each has its own folder of
    # sockets, as kernels that start at the same moment pick the same names.
    with scratch_folder() as sockets:
        transport = {
            "transport": "ipc",
            "ip": f"{sockets}/kernel",
            "connection_file": f"{sockets}/kernel.json",
        }
        client = {"kernel_manager_class": "helpers.build.kernels.Kernel"}
        try:
            papermill.execute_notebook(
                source,
                partial,
                parameters=dict(parameters),
                engine_name=ENGINE,
                progress_bar=False,
                config=Config({"KernelManager": transport, "NotebookClient": client}),
            )
        except papermill.PapermillExecutionError as error:
            # papermill counts the cell that it injects; a person looks for it in the source.
            place = _place(source, error.source)
            raise NotebookError(source.stem, place, error.ename, error.evalue, partial) from None
        except DeadKernelError:
            # papermill marks every cell as completed; only those that began have a number.
            cells = nbformat.read(partial, as_version=4).cells
            run_cells = [cell for cell in cells if cell.get("execution_count")]
            place = _place(source, run_cells[-1].source) if run_cells else 1
            words = "the kernel died, perhaps because memory ran out"
            raise NotebookError(source.stem, place, "DeadKernelError", words, partial) from None
    notebook = nbformat.read(partial, as_version=4)
    nbformat.write(without_traces(notebook), executed)
    partial.unlink()


def _place(source: Path, cell_source: str) -> int:
    """Return a cell's place in the notebook as committed, from 1."""
    import nbformat

    cells = nbformat.read(source, as_version=4).cells
    return [cell.source for cell in cells].index(cell_source) + 1


def without_traces(notebook: "NotebookNode") -> "NotebookNode":
    """Remove what differs from run to run: times, paths, random cell ids.

    The injected cell is hidden in the page, where a table of parameters takes its place.
    """
    clean = copy.deepcopy(notebook)
    clean.metadata.pop("papermill", None)
    clean.metadata.get("language_info", {}).pop("version", None)
    for cell in clean.cells:
        tags = cell.metadata.get("tags", [])
        # What hides a cell in the page, and what then stands in its place.
        kept = {name: cell.metadata[name] for name in ("tags", "mystnb") if cell.metadata.get(name)}
        cell.metadata = type(cell.metadata)(kept)
        if INJECTED in tags:
            cell.id = INJECTED
            cell.metadata.tags = [*tags, "remove-cell"]
    return clean


_once = threading.Lock()


def _prepare_imports() -> None:
    """Make papermill and the kernels start fast, without warnings."""
    with _once:
        sys.modules[GRAMMAR] = None  # type: ignore[assignment]
        logging.getLogger("papermill").setLevel(logging.ERROR)
        logging.getLogger("traitlets").setLevel(logging.ERROR)
        # Frozen modules would make each kernel warn that a debugger may miss breakpoints.
        os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"
