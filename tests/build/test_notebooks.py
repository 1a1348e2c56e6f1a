"""What a notebook declares, and what running it leaves behind."""

import json
from pathlib import Path

import nbformat
import pytest
from support import notebook

from helpers.build.notebooks import NotebookError, run_notebook, without_traces
from helpers.corpus.problems import InputError
from helpers.study.declaration import read_declaration


def test_declared_parameters_and_imports_are_read_without_running(tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    notebook(path, "from helpers.show import page\nimport os", parameters="top_n = 3\nx = None")
    declared = read_declaration(path)
    assert declared.parameters == {"top_n": 3, "x": None}
    assert {"os", "helpers.show", "helpers.show.page"} <= declared.modules


def test_an_executed_notebook_keeps_nothing_of_its_run(tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    notebook(path, "print(top_n)", parameters="top_n = 3")
    made = []
    for name in ("first", "second"):
        executed = tmp_path / f"{name}.ipynb"
        run_notebook(
            path, executed=executed, partial=tmp_path / "partial.ipynb", parameters={"top_n": 4}
        )
        made.append(executed.read_bytes())
    assert made[0] == made[1]
    cells = json.loads(made[0])["cells"]
    assert cells[2]["metadata"]["tags"] == ["injected-parameters", "remove-cell"]
    assert cells[-1]["outputs"][0]["text"] == ["4\n"]
    assert str(tmp_path) not in made[0].decode()
    assert not (tmp_path / "partial.ipynb").exists()


def test_a_cell_that_raises_is_named_as_in_the_source(tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    notebook(path, "1 / 0", parameters="top_n = 3")
    with pytest.raises(NotebookError, match="a, cell 3: ZeroDivisionError: division by zero"):
        run_notebook(
            path, executed=tmp_path / "b.ipynb", partial=tmp_path / "p.ipynb", parameters={}
        )
    assert (tmp_path / "p.ipynb").is_file()


def test_traces_are_taken_out_of_a_copy() -> None:
    made = nbformat.v4.new_notebook(metadata={"papermill": {"start_time": "now"}})
    clean = without_traces(made)
    assert "papermill" not in clean.metadata
    assert "papermill" in made.metadata


def test_an_annotated_parameter_is_one(tmp_path: Path) -> None:
    notebook(tmp_path / "a.ipynb", parameters="top_n: int = 3\nnode: str")
    assert read_declaration(tmp_path / "a.ipynb").parameters == {"top_n": 3}


@pytest.mark.parametrize(
    ("parameters", "cell", "said"),
    [
        ("top_n = 1 + 2", "1", "a.ipynb, cell 2: the value of 'top_n' is not written out"),
        ("top_n = 3", "%matplotlib inline", "a.ipynb, cell 3: not Python"),
    ],
)
def test_what_cannot_be_read_without_running_is_named(
    tmp_path: Path, parameters: str, cell: str, said: str
) -> None:
    notebook(tmp_path / "a.ipynb", cell, parameters=parameters)
    with pytest.raises(InputError) as raised:
        read_declaration(tmp_path / "a.ipynb")
    assert said in str(raised.value)


def test_a_cell_that_kills_the_kernel_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    notebook(path, "1", "import os\nos._exit(1)", "2")
    with pytest.raises(NotebookError, match=r"a, cell \d: DeadKernelError: the kernel died"):
        run_notebook(
            path, executed=tmp_path / "b.ipynb", partial=tmp_path / "p.ipynb", parameters={}
        )
    assert (tmp_path / "p.ipynb").is_file()
    assert not (tmp_path / "b.ipynb").exists()
