"""Run work in a process of its own, so that a crash or lack of memory ends only that process."""

import json
import os
import subprocess
import sys
from typing import Any

from helpers.system.processes import tether_command

# Say on the error stream, by Rust's allocator and Python's, that memory ran out.
_MEMORY = ("memory allocation of", "capacity overflow", "MemoryError")
# Bytes of addresses that polars needs before it has read anything (measured: 0.7 GB).
READER = 1_000_000_000


class CrashError(Exception):
    """A process that ended before its work was done.

    `memory` is true where it needed more memory than it could get.
    """

    def __init__(self, words: str, *, memory: bool) -> None:
        super().__init__(words)
        self.memory = memory


def run_isolated(module: str, *arguments: object) -> dict[str, Any]:
    """Run a module as a program of its own and return what it prints as JSON.

    The program ends with this process. It should call `limit_memory` once it has imported what it
    needs, with `READER` added to what it may take.

    Raises
    ------
    CrashError
        Where the program fails or is killed.

    Examples
    --------
    >>> run_isolated("helpers.system.no_such_module")
    Traceback (most recent call last):
        ...
    helpers.system.isolation.CrashError: ...No module named helpers.system.no_such_module
    """
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(place for place in sys.path if place),
        "PYTHONUTF8": "1",
        # Each thread reserves memory: a limit would mean less the more processors there are.
        "POLARS_MAX_THREADS": "1",
        "RUST_BACKTRACE": "0",
    }
    process = subprocess.run(
        tether_command([sys.executable, "-P", "-m", module, *map(str, arguments)]),
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        stdin=subprocess.DEVNULL,
        env=environment,
        check=False,
    )
    if process.returncode:
        lines = process.stderr.strip().splitlines()
        words = lines[-1] if lines else f"ended by signal {-process.returncode}"
        raise CrashError(words, memory=any(word in process.stderr for word in _MEMORY))
    answer: dict[str, Any] = json.loads(process.stdout)
    return answer


def limit_memory(size: int) -> None:
    """Limit the memory of this process to so many bytes (on Linux).

    A library that needs more may end the process.
    """
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (size, size))
