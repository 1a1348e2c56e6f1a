"""Kernels that are forked: what they have, what they do not share, and how they end."""

import os
import re
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import nbformat
import psutil
import pytest
from support import ROOT, Start, notebook

from helpers.build.kernel_server import DRAWING, KERNEL
from helpers.build.notebooks import NotebookError, run_notebook
from helpers.build.project import Project
from helpers.build.warm_kernels import LAUNCHER, ForkedKernel, fork_kernel, warm_kernels
from helpers.study.declaration import read_declaration

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only")
MODULES = ["polars", "numpy", "matplotlib.pyplot", "no_such_module"]


@pytest.fixture(scope="module", autouse=True)
def warm() -> Iterator[None]:
    """Have a server for all tests of the module, as chapters of a build have."""
    with warm_kernels(MODULES):
        yield


def output(folder: Path, *cells: str) -> str:
    """Run a notebook of these cells and return what the last one printed."""
    notebook(folder / "a.ipynb", *map(textwrap.dedent, cells))
    executed = folder / "executed.ipynb"
    run_notebook(
        folder / "a.ipynb", executed=executed, partial=folder / "partial.ipynb", parameters={}
    )
    outputs = nbformat.read(executed, as_version=4).cells[-1].outputs
    return "".join(part.get("text", "") for part in outputs)


def test_a_forked_kernel_has_imported_what_notebooks_name(tmp_path: Path) -> None:
    modules = "print(sorted({'polars', 'numpy', 'matplotlib.pyplot', 'sklearn'} & {*sys.modules}))"
    printed = output(tmp_path, f"import sys\n{modules}")
    assert printed == "['matplotlib.pyplot', 'numpy', 'polars']\n"


def test_a_kernel_sees_nothing_of_the_one_before(tmp_path: Path) -> None:
    # The number is the first one after NumPy's seed 1.
    state = """
        import os
        import matplotlib as mpl, numpy as np, polars as pl
        print(
            mpl.rcParams["font.size"], "left" in globals(), os.environ.get("LEFT"),
            hasattr(np, "left"), abs(np.random.random() - 0.417022004702574) < 1e-9,
            pl.Config.state()["POLARS_FMT_MAX_ROWS"],
        )
    """
    change = """
        import os, random
        import matplotlib as mpl, numpy as np, polars as pl
        left = np.left = os.environ["LEFT"] = "here"
        mpl.rcParams["font.size"] = 99
        pl.Config.set_tbl_rows(1)
        np.random.seed(1), random.seed(1)
    """
    before = output(tmp_path, state)
    assert before == "10.0 False None False False None\n"
    output(tmp_path, change)
    assert output(tmp_path, state) == before


def test_tables_can_be_worked_on_in_many_forks(tmp_path: Path) -> None:
    work = """
        import numpy as np, polars as pl
        table = pl.DataFrame({"a": range(50_000)}).group_by(pl.col("a") % 7).len()
        print(table["len"].sum(), float((np.ones((200, 200)) @ np.ones(200)).sum()))
    """
    for _ in range(5):
        assert output(tmp_path, work) == "50000 40000.0\n"


def test_a_forked_kernel_that_is_killed_is_named(tmp_path: Path) -> None:
    notebook(tmp_path / "a.ipynb", "1", "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")
    with pytest.raises(NotebookError, match=r"a, cell \d: DeadKernelError: the kernel died"):
        run_notebook(
            tmp_path / "a.ipynb",
            executed=tmp_path / "b.ipynb",
            partial=tmp_path / "p.ipynb",
            parameters={},
        )


def test_another_command_is_not_forked(tmp_path: Path) -> None:
    assert fork_kernel(["R", "--slave"], env={}, cwd=str(tmp_path)) is None


def fork(folder: Path) -> ForkedKernel:
    """Start a kernel that nobody talks to."""
    command = [*LAUNCHER, "-f", str(folder / "kernel.json")]
    kernel = fork_kernel(command, env=os.environ, cwd=str(folder))
    assert kernel is not None
    assert kernel.poll() is None
    return kernel


def test_a_fork_leads_a_group_of_its_own_and_tells_how_it_ended(tmp_path: Path) -> None:
    kernel = fork(tmp_path)
    assert os.getpgid(kernel.pid) == kernel.pid
    kernel.kill()
    assert kernel.wait() == kernel.poll() == -signal.SIGKILL
    assert not psutil.pid_exists(kernel.pid)
    kernel.terminate()


def gone(pids: list[int], *, seconds: float = 20) -> bool:
    """Wait for processes to end."""
    until = time.monotonic() + seconds
    while any(map(psutil.pid_exists, pids)) and time.monotonic() < until:
        time.sleep(0.05)
    return not any(map(psutil.pid_exists, pids))


@pytest.mark.parametrize("how", ["it ends", "it is killed"])
def test_no_fork_outlives_the_build(tmp_path: Path, start: Start, how: str) -> None:
    code = f"""
        import os, sys, time
        from helpers.build.warm_kernels import LAUNCHER, fork_kernel, warm_kernels
        with warm_kernels([]):
            kernel = fork_kernel([*LAUNCHER, "-f", "kernel.json"], env=os.environ, cwd=None)
            print(kernel.pid, flush=True)
            time.sleep({600 if how == "it is killed" else 0})
    """
    process = start(
        [sys.executable, "-c", textwrap.dedent(code)],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        stdout=-1,
    )
    kernel = int(process.stdout.readline())
    server = psutil.Process(kernel).ppid() if how == "it is killed" else kernel
    if how == "it is killed":
        process.kill()
    assert gone([kernel, server])
    process.wait(timeout=20)


def test_what_chapters_import_does_not_start_the_pool_of_polars() -> None:
    project = Project(ROOT)
    named = sorted({name for path in project.notebooks for name in read_declaration(path).modules})
    script = """
        import contextlib, importlib, pathlib, sys
        for name in sys.argv[1:]:
            with contextlib.suppress(ImportError):
                importlib.import_module(name)
        tasks = pathlib.Path("/proc/self/task").glob("*/comm")
        print(sorted(path.read_text().strip() for path in tasks))
    """
    command = [sys.executable, "-c", textwrap.dedent(script), *KERNEL, *named, *DRAWING]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, timeout=120, env=environment
    )
    # A fork would have the pool but none of its threads, and wait for them for ever.
    assert not re.search(r"'(polars-\d|tokio|async-executor)", done.stdout)
