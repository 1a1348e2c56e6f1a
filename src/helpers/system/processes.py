"""Processes that end with the one that started them."""

import ctypes
import os
import signal
import sys
import time
from collections.abc import Sequence

import psutil

# From Linux' prctl.h.
_SET_PDEATHSIG, _SET_CHILD_SUBREAPER = 1, 36
_TETHER = (
    "import ctypes, os, sys; parent = int(sys.argv[1]); "
    f"ctypes.CDLL(None).prctl({_SET_PDEATHSIG}, {int(signal.SIGKILL)}); "
    # It may have ended before it was asked for.
    "os.getppid() == parent or sys.exit(1); os.execvp(sys.argv[2], sys.argv[2:])"
)


def tether_command(command: Sequence[str]) -> list[str]:
    """Return a command that ends when this process does, even if that is killed (on Linux)."""
    if sys.platform != "linux":
        return list(command)
    return [sys.executable, "-I", "-S", "-c", _TETHER, str(os.getpid()), *command]


def tether(parent: int) -> None:
    """End this process with its parent (on Linux), and leave Ctrl-C to the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_PDEATHSIG, int(signal.SIGKILL))
        if os.getppid() != parent:
            sys.exit(1)


def adopt_orphans() -> None:
    """Make processes whose parent has ended children of this one (on Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1)


def end_children(*, seconds: float = 10.0) -> None:
    """Kill every process that this one started, directly or not, and wait until they end."""
    until = time.monotonic() + seconds
    # Again and again: one may be just about to start another.
    while time.monotonic() < until:
        children = [
            child
            for child in psutil.Process().children(recursive=True)
            if child.is_running() and child.status() != psutil.STATUS_ZOMBIE
        ]
        if not children:
            return
        for child in children:
            try:
                child.kill()
            except psutil.Error:
                continue
        psutil.wait_procs(children, timeout=0.2)
