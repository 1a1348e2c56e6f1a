"""What a notebook says of itself before it runs."""

import ast
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers.corpus.problems import InputError

# How the cell begins that papermill puts after the parameters cell.
INJECTED = "# Parameters\n"


@dataclass(frozen=True)
class Declaration:
    """What a notebook says of itself before it runs.

    Attributes
    ----------
    parameters
        Names and values of its `parameters` cell.
    modules
        Modules named in its import statements.
    waits
        Whether it repeats what other chapters found, so that it has to run after them: said by
        ``"report": {"waits": 1}`` in its metadata; a 2 waits for those with a 1 as well. Those with
        the same number run side by side.
    reads
        What it takes from the chapters that it waits for: ``"findings"`` says that it need not run
        again when only their tables and pages have changed; ``"all"`` where it does not say.
    """

    parameters: dict[str, Any]
    modules: frozenset[str]
    waits: int = 0
    reads: str = "all"


def read_declaration(path: Path) -> Declaration:
    """Read parameters and imports from a notebook without running it.

    Raises
    ------
    InputError
        When it is no notebook, a cell is not Python, or a parameter's value is not written out.
    """
    parameters: dict[str, Any] = {}
    modules: set[str] = set()
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        cells = notebook["cells"]
        report = notebook.get("metadata", {}).get("report", {})
        waits, reads = int(report.get("waits", 0)), str(report.get("reads", "all"))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        mend = "restore the file (a conflict of versions?)"
        raise InputError.of(path, "not a notebook", mend) from None
    for number, cell in enumerate(cells, start=1):
        if cell["cell_type"] != "code":
            continue
        where = f"{path}, cell {number}"
        try:
            tree = ast.parse("".join(cell["source"]))
        except SyntaxError as error:
            mend = "correct it; commands with % or ! have no place in a chapter"
            raise InputError.of(where, f"not Python: {error.msg}", mend) from None
        if "parameters" in cell["metadata"].get("tags", []):
            parameters |= _assignments(tree, where=where)
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                modules |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
            elif isinstance(node, ast.Import):
                modules |= {alias.name for alias in node.names}
    return Declaration(parameters, frozenset(modules), waits, reads)


def injected_parameters(cells: Iterable[object]) -> dict[str, Any]:
    r"""Read the parameters that papermill put into a notebook.

    Parameters
    ----------
    cells
        Sources of the cells that have run, as IPython keeps them in `In`.

    Examples
    --------
    >>> injected_parameters(["top_n = 15", "# Parameters\ntopn = 30\n", "topn"])
    {'topn': 30}
    """
    values: dict[str, Any] = {}
    for source in cells:
        if isinstance(source, str) and source.startswith(INJECTED):
            values |= _assignments(ast.parse(source), where="the parameters of papermill")
    return values


def _assignments(tree: ast.Module, *, where: str) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for statement in tree.body:
        if isinstance(statement, ast.Assign):
            target: ast.expr = statement.targets[0]
        elif isinstance(statement, ast.AnnAssign):
            target = statement.target
        else:
            continue
        if isinstance(target, ast.Name) and statement.value is not None:
            try:
                values[target.id] = ast.literal_eval(statement.value)
            except ValueError:
                what = f"the value of {target.id!r} is not written out"
                mend = "give the schema's default as a plain value"
                raise InputError.of(where, what, mend) from None
    return values
