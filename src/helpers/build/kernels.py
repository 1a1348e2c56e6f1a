"""The kernel that runs a notebook of a build."""

import os
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from helpers.build.warm_kernels import fork_kernel


class Provisioner(LocalProvisioner):
    """Starts a kernel as a fork where that can be done, or by its command."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start the kernel."""
        cwd = kwargs.get("cwd")
        fork = fork_kernel(cmd, env=kwargs.get("env") or os.environ, cwd=cwd and str(cwd))
        if fork is None:
            return await super().launch_kernel(cmd, **kwargs)
        self.process, self.cwd = fork, cwd  # type: ignore[assignment]
        # It leads a group of its own.
        self.pid = self.pgid = fork.pid
        return self.connection_info


class Kernel(AsyncKernelManager):
    """A kernel that may be forked, and that is asked to end without an interrupt first.

    An idle kernel has nothing to interrupt, and one that is just taking the request to end would
    log the interruption as an error.
    """

    async def _async_pre_start_kernel(self, **kw: Any) -> tuple[list[str], dict[str, Any]]:
        metadata = self.kernel_spec.metadata if self.kernel_spec else {}
        if self.provisioner is None and "kernel_provisioner" not in metadata:
            self.provisioner = Provisioner(
                kernel_id=self.kernel_id, kernel_spec=self.kernel_spec, parent=self
            )
        return await super()._async_pre_start_kernel(**kw)

    async def _async_interrupt_kernel(self) -> None:
        if not self.shutting_down:
            await super()._async_interrupt_kernel()
