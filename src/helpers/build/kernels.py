"""The kernel that runs a notebook of a build."""

from jupyter_client.manager import AsyncKernelManager


class Kernel(AsyncKernelManager):
    """A kernel that is asked to end without an interrupt first.

    An idle kernel has nothing to interrupt, and one that is just taking the request to end would
    log the interruption as an error.
    """

    async def _async_interrupt_kernel(self) -> None:
        if not self.shutting_down:
            await super()._async_interrupt_kernel()
