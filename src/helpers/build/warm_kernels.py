"""Kernels that start with everything imported, on Linux; elsewhere they start as usual.

macOS' own libraries do not survive a fork, and Windows has none.
"""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import IO

from helpers.build import kernel_server
from helpers.build.kernel_server import LARGEST, NUMBER

# How Jupyter starts the kernel that can be forked.
LAUNCHER = [sys.executable, "-m", "ipykernel_launcher"]
_requests: socket.socket | None = None


@contextlib.contextmanager
def warm_kernels(modules: Sequence[str]) -> Iterator[None]:
    """Let kernels start as forks of a process that imports modules meanwhile.

    Parameters
    ----------
    modules
        Dotted names; one that cannot be imported is passed over.
    """
    global _requests  # noqa: PLW0603
    if sys.platform != "linux":
        yield
        return
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with ours, theirs:
        # -P: as for a kernel, the folder at hand is no place to import from.
        command = [sys.executable, "-P", "-m", kernel_server.__name__, str(theirs.fileno())]
        server = subprocess.Popen(
            [*command, *modules],
            stdin=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
            start_new_session=True,
        )
        theirs.close()
        _requests = ours
        try:
            yield
        finally:
            _requests = None
            ours.close()
            # Nothing is lost with it, and its imports need not be waited for.
            server.kill()
            server.wait()


def fork_kernel(
    command: Sequence[str], *, env: Mapping[str, str], cwd: str | None
) -> "ForkedKernel | None":
    """Start a kernel as a fork; None where it has to be started by its command."""
    if _requests is None or list(command[: len(LAUNCHER)]) != LAUNCHER:
        return None
    request = {
        "arguments": list(command[len(LAUNCHER) :]),
        "env": dict(env),
        "cwd": cwd or os.getcwd(),  # noqa: PTH109 - JSON has no paths
    }
    message = json.dumps(request).encode()
    if len(message) > LARGEST:
        return None
    reading, writing = os.pipe()
    try:
        socket.send_fds(_requests, [message], [writing])
    except OSError:
        os.close(reading)
        return None
    finally:
        os.close(writing)
    # The server answers when it has imported everything.
    answer = os.read(reading, NUMBER.size)
    if len(answer) < NUMBER.size:
        os.close(reading)
        return None
    return ForkedKernel(NUMBER.unpack(answer)[0], reading)


class ForkedKernel:
    """A kernel that another process has forked, as `subprocess.Popen` shows a process."""

    stdin: IO[bytes] | None = None
    stdout: IO[bytes] | None = None
    stderr: IO[bytes] | None = None

    def __init__(self, pid: int, status: int) -> None:
        os.set_blocking(status, False)
        self.pid, self._status = pid, status
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Return the exit code; None while the kernel runs."""
        if self.returncode is None:
            try:
                answer = os.read(self._status, NUMBER.size)
            except BlockingIOError:
                return None
            # Without an answer the server was killed, and the kernel with it.
            killed = -signal.SIGKILL
            self.returncode = NUMBER.unpack(answer)[0] if answer else int(killed)
            os.close(self._status)
        return self.returncode

    def wait(self) -> int:
        """Wait for the kernel's end and return its exit code."""
        while (code := self.poll()) is None:
            time.sleep(0.01)
        return code

    def send_signal(self, number: int) -> None:
        """Send a signal to a kernel that runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask the kernel to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End the kernel at once."""
        self.send_signal(signal.SIGKILL)
