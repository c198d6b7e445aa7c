"""Kernels that start at once: Python forks them from a server that has already imported the libraries.

    JUPYTER_DEFAULT_PROVISIONER_NAME=warm-kernel pytest --nbval notebooks

Any program that starts kernels through jupyter_client, such as nbval and nbclient, then gets each kernel in a
fraction of the second that an import of pandas takes. Each notebook still has a process of its own, which
shares nothing with the others but what was imported. Works where Python can fork (Linux, macOS); elsewhere,
and for kernels of other languages, the ordinary way is taken. Tests use it; a student's kernel never does.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from multiprocessing.process import BaseProcess
from typing import Any

from jupyter_client.provisioning import LocalProvisioner

_LAUNCHER = "ipykernel_launcher"
# Imported once, in the server. Not the kit's own modules: those are what the tests are about.
_LIBRARIES = (
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "ipykernel.zmqshell",
    "IPython.core.completer",
    "matplotlib.pyplot",
    "pandas",
    "pandas.io.formats.html",
    "plotly.graph_objects",
    "ipywidgets",
    "anywidget",
)


class WarmProvisioner(LocalProvisioner):
    """Starts Python kernels by forking them from a warm server."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> dict[str, Any]:
        """Return how to reach the kernel, once it is started."""
        if _LAUNCHER not in cmd or "forkserver" not in multiprocessing.get_all_start_methods():
            return await super().launch_kernel(cmd, **kwargs)
        arguments = cmd[cmd.index(_LAUNCHER) + 1 :]
        environment = dict(kwargs.get("env") or os.environ)
        folder = os.fspath(kwargs.get("cwd") or os.getcwd())
        forked = _context().Process(target=_run, args=(arguments, environment, folder), daemon=True)
        # The server inherits this process's environment: one thread, because threads do not survive a fork.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        forked.start()
        self.process = _Forked(forked)
        self.pid, self.pgid, self.cwd = forked.pid, None, folder
        return self.connection_info


class _Forked:
    """A forked process, with the methods of subprocess.Popen that a provisioner calls."""

    stdin = stdout = stderr = None

    def __init__(self, process: BaseProcess) -> None:
        self._process = process
        self.pid = process.pid

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int | None:
        self._process.join(timeout)
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)


def _context() -> multiprocessing.context.ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(_LIBRARIES))
    return context


def _run(arguments: list[str], environment: dict[str, str], folder: str) -> None:
    """Be a kernel, in the forked process, until the client ends it."""
    os.setsid()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # the server ignores it
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    # As ipykernel_launcher finds it: the folder of the notebook first, then the search path of the parent.
    sys.path[0:0] = [path for path in environment.get("PYTHONPATH", "").split(os.pathsep) if path]
    import matplotlib
    from ipykernel.kernelapp import IPKernelApp

    # Read from MPLBACKEND when matplotlib is imported, which happened before this kernel had a name.
    matplotlib.rcParams["backend"] = "module://matplotlib_inline.backend_inline"
    # The kernel ends itself when its parent, the server, is gone.
    quiet = [] if any("log-level" in one for one in arguments) else ["--log-level=ERROR"]
    IPKernelApp.launch_instance(argv=[*arguments, *quiet, f"--IPKernelApp.parent_handle={os.getppid()}"])
