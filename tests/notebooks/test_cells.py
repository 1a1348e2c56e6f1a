"""The chapters as committed: stripped, plain, short, and with the analysis in plain sight."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from support import ROOT

from helpers.build.project import Project
from helpers.study.declaration import read_declaration
from helpers.study.parameters import Parameters, plain

NOTEBOOKS = sorted(Project(ROOT).notebooks)
# A finding, its ways of counting, sentences that were chosen: what these show is no measure.
DRAWN = {"dots", "stacked", "tiles", "figure", "table"}
OPENING = {"Study", "open_study"}
ROLE = re.compile(r"\{[\w:-]+\}`")
TAG = re.compile(r"</?[A-Za-z][\w-]*[^<>]*>|<!--")


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    chosen: Path = request.param
    return chosen


def cells(path: Path, kind: str) -> list[NotebookNode]:
    every = nbformat.read(path, as_version=4).cells
    return [cell for cell in every if cell.cell_type == kind]


def is_declaration(cell: NotebookNode) -> bool:
    return "parameters" in cell.metadata.get("tags", [])


def code(path: Path) -> list[ast.Module]:
    return [ast.parse(cell.source) for cell in cells(path, "code")]


def imports(path: Path) -> Iterator[tuple[str, str]]:
    """Give each name that a notebook imports, and what it is."""
    for tree in code(path):
        for node in ast.walk(tree):
            if isinstance(node, ast.Import | ast.ImportFrom):
                module = getattr(node, "module", None)
                for alias in node.names:
                    full = f"{module}.{alias.name}" if module else alias.name
                    yield alias.asname or alias.name.partition(".")[0], full


def names(tree: ast.AST) -> set[str]:
    return {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }


def displays(tree: ast.AST) -> set[str]:
    """Name what a cell shows: methods of the page, and functions called ``show_...``."""
    shown = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            match node.func:
                case ast.Attribute(value=ast.Name(id="show"), attr=name):
                    shown.add(name)
                case ast.Name(id=name) if name.startswith("show_"):
                    shown.add(name)
    return shown


def measures(path: Path) -> set[str]:
    """Name what a notebook imports to compute with."""
    return {
        name
        for name, full in imports(path)
        if full.startswith(("helpers.measures.", "helpers.study.")) and name not in OPENING
    }


def test_every_notebook_is_in_the_table_of_contents() -> None:
    assert sorted((ROOT / "notebooks").glob("*.ipynb")) == NOTEBOOKS


def test_nothing_is_committed_that_a_run_made(path: Path) -> None:
    for cell in cells(path, "code"):
        assert cell.outputs == []
        assert cell.execution_count is None


def test_ids_of_cells_stay_the_same(path: Path) -> None:
    ids = [cell.id for cell in nbformat.read(path, as_version=4).cells]
    assert all(re.fullmatch(rf"{re.escape(path.stem)}-\d\d", name) for name in ids), ids
    assert len(set(ids)) == len(ids)


def test_text_is_plain_markdown(path: Path) -> None:
    for cell in cells(path, "markdown"):
        # A range of letters in code may look like a role.
        assert not ROLE.search(cell.source), cell.source
        assert not TAG.search(cell.source), cell.source


def test_text_of_chapters_with_findings_holds_no_number(path: Path) -> None:
    if any(full.startswith("helpers.findings") for _, full in imports(path)):
        for cell in cells(path, "markdown"):
            # F1 is a name.
            assert not re.search(r"(?<![A-Za-z])\d", cell.source), cell.source


def test_cells_are_short(path: Path) -> None:
    for cell in cells(path, "code"):
        # Of parameters there is one a line, and a notebook may need them all.
        if not is_declaration(cell):
            assert len(cell.source.splitlines()) <= 15, cell.source


def test_cells_hold_no_program(path: Path) -> None:
    kinds = (
        ast.FunctionDef,
        ast.AsyncFunctionDef,
        ast.ClassDef,
        ast.Lambda,
        ast.For,
        ast.While,
        ast.If,
        ast.Try,
        ast.With,
    )
    for cell, tree in zip(cells(path, "code"), code(path), strict=True):
        assert not any(isinstance(node, kinds) for node in ast.walk(tree)), cell.source
        assert "sys.path" not in cell.source
        texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
        assert not any(TAG.search(text) for text in texts if isinstance(text, str)), cell.source


def test_every_import_is_used(path: Path) -> None:
    used = set().union(*map(names, code(path)))
    assert sorted({name for name, _ in imports(path)} - used) == []


def test_the_parameters_cell_holds_the_defaults_of_the_schema(path: Path) -> None:
    assert sum(map(is_declaration, cells(path, "code"))) == 1
    declared = read_declaration(path).parameters
    assert declared
    assert set(declared) <= set(Parameters.model_fields)
    assert declared == plain(Parameters(), declared)


def test_every_chapter_ends_with_its_parameters(path: Path) -> None:
    if any(full.startswith("helpers.measures") for _, full in imports(path)):
        assert "parameters" in displays(code(path)[-1])


def test_what_is_shown_is_computed_in_the_same_cell() -> None:
    shown = {
        (path.stem, place): (tree, measures(path))
        for path in NOTEBOOKS
        for place, tree in enumerate(code(path))
        if displays(tree)
    }
    # Findings are computed from the study, figures and tables by a measure.
    hollow = [
        place for place, (tree, known) in shown.items() if not names(tree) & {*known, "study"}
    ]
    assert len(hollow) <= len(shown) / 4, hollow
    drawn = {place: cell for place, cell in shown.items() if displays(cell[0]) & DRAWN}
    bare = [place for place, (tree, known) in drawn.items() if not names(tree) & known]
    assert len(bare) <= len(drawn) / 4, bare
    print(f"{len(shown) - len(hollow)} of {len(shown)} cells compute what they show")
    print(f"{len(drawn) - len(bare)} of {len(drawn)} figures and tables stand by their measure")
