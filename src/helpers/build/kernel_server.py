"""A process that imports what notebooks need once, and becomes a kernel by forking.

It does nothing else, so that no thread of its own runs when it forks: a table that had been worked
on would have started those of polars. Run by `helpers.build.warm_kernels`, which it ends with.
"""

import contextlib
import ctypes
import gc
import importlib
import json
import os
import selectors
import signal
import socket
import struct
import sys
import warnings
from typing import Any, NamedTuple

# Bytes of the longest request: as many as Linux lets wait in a socket.
LARGEST = 200_000
# How a number is told to whoever asked for a fork: its process first, its exit code at the end.
NUMBER = struct.Struct("<i")
# What every kernel needs beside the modules that notebooks name.
KERNEL = ("ipykernel.kernelapp", "ipykernel.ipkernel", "IPython.core.completer")
# Figures are drawn with these, from the first one on.
DRAWING = ("matplotlib.backends.backend_agg", "matplotlib.backends.backend_svg")
# From Linux' prctl.h.
_SET_PDEATHSIG = 1


class Request(NamedTuple):
    """What the kernel is to be started with."""

    arguments: list[str]
    env: dict[str, str]
    cwd: str


def main(control: int, modules: list[str]) -> None:
    """Import modules, then fork for every request that comes through a socket until it closes."""
    # Ctrl-C is the build's.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for module in (*KERNEL, *modules, *DRAWING):
        # The chapter that names a module will say what is wrong with it.
        with contextlib.suppress(Exception):
            importlib.import_module(module)
    # Collected in no fork: what all of them share stays shared.
    gc.collect()
    gc.freeze()
    with socket.socket(fileno=control) as requests:
        request = _serve(requests)
    if request is not None:
        _run_kernel(request)


def _serve(requests: socket.socket) -> Request | None:
    """Return a request in the process that is to carry it out; None when there are no more."""
    server = os.getpid()
    with selectors.DefaultSelector() as selector:
        selector.register(requests, selectors.EVENT_READ)
        while True:
            for key, _ in selector.select():
                if key.data is not None:
                    selector.unregister(key.fd)
                    _tell_end(*key.data, watch=key.fd)
                    continue
                message, descriptors, *_ = socket.recv_fds(requests, LARGEST, 1)
                if not message:
                    return None
                (status,) = descriptors
                process = _fork()
                if process == 0:
                    for other in selector.get_map().values():
                        if other.data is not None:
                            os.close(other.fd)
                            os.close(other.data[1])
                    _leave(server)
                    os.write(status, NUMBER.pack(os.getpid()))
                    os.close(status)
                    return Request(**json.loads(message))
                watch = os.pidfd_open(process)
                selector.register(watch, selectors.EVENT_READ, (process, status))


def _fork() -> int:
    with warnings.catch_warnings():
        # Those of OpenBLAS and jemalloc, which both know how to be forked.
        warnings.filterwarnings("ignore", ".*is multi-threaded", DeprecationWarning)
        return os.fork()


def _tell_end(process: int, status: int, *, watch: int) -> None:
    """Tell the exit code of a fork to whoever asked for it, if that is still there."""
    code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    with contextlib.suppress(OSError):
        os.write(status, NUMBER.pack(code))
    os.close(status)
    os.close(watch)


def _leave(server: int) -> None:
    """Become the first process of a group that ends with the server."""
    os.setsid()
    ctypes.CDLL(None).prctl(_SET_PDEATHSIG, int(signal.SIGKILL))
    if os.getppid() != server:
        os._exit(1)


def _run_kernel(request: Request) -> None:
    """Do what ``python -m ipykernel_launcher`` does."""
    os.environ.clear()
    os.environ.update(request.env)
    # The kernel ends when that is no longer its parent.
    os.environ["JPY_PARENT_PID"] = str(os.getppid())
    os.chdir(request.cwd)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.argv = ["ipykernel_launcher", *request.arguments]
    launcher: Any = importlib.import_module("ipykernel.kernelapp")
    launcher.launch_new_instance()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
