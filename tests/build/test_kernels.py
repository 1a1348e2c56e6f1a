"""A kernel that is asked to end is not interrupted first."""

import asyncio
import signal

import pytest
from jupyter_client.manager import AsyncKernelManager

from helpers.build.kernels import Kernel


def sent_at_the_end(kind: type[AsyncKernelManager], monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Start a kernel, ask it to end and return the signals that it is sent."""
    sent: list[int] = []

    async def note(self: AsyncKernelManager, number: int) -> None:
        sent.append(number)

    async def run() -> None:
        kernel = kind()
        await kernel.start_kernel()
        await kernel.shutdown_kernel()

    monkeypatch.setattr(AsyncKernelManager, "_async_signal_kernel", note)
    asyncio.run(asyncio.wait_for(run(), timeout=60))
    return sent


def test_a_kernel_that_is_asked_to_end_is_not_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sent_at_the_end(Kernel, monkeypatch) == []
    # What a kernel of the library gets, and logs as an error in the middle of a message.
    assert sent_at_the_end(AsyncKernelManager, monkeypatch) == [signal.SIGINT]
