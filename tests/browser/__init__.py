"""JupyterLab in a real browser, for tests that press keys and look at what stands on the page.

    with lab(folder) as address, browser() as chromium:
        notebook = open_lab(chromium, address, folder).open("lesson.ipynb")
        notebook.run_all()
        notebook.page.keyboard.press("ArrowRight")
        notebook.check()              # no error in the console, no request to another host

Loading JupyterLab takes longer than most notebooks do: the fixture `jupyterlab` opens it once for many tests.

The same for a page without a kernel, as on a phone, with a finger:

    with browser() as chromium:
        opened = open_page(chromium, page(timeline()), width=400, touch=True)
        opened.page.locator(".tst-marker").first.tap()
        opened.check()

Without Chromium such a test is skipped with the reason; in continuous integration (CI=true) it fails.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

import pytest

ROOT = Path(__file__).parents[2]
TOKEN = "two-shores-test"
VIEWPORT = {"width": 1400, "height": 1000}
_QUIET = ("--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update")
_ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-sync", *_QUIET)
_START_SECONDS = 60
_COUNTER = count(1)


def chromium_path() -> str:
    """Return where Chromium is, or skip the test with the reason (in CI: fail)."""
    named = os.environ.get("BROWSER_PATH")
    found = named or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    if found:
        return found
    reason = "no Chromium: install it (Debian: apt-get install chromium) or name it in BROWSER_PATH"
    if os.environ.get("CI", "").lower() in ("1", "true"):
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def browser() -> Iterator:
    """Start Chromium without a window."""
    path = chromium_path()
    sync_api = pytest.importorskip("playwright.sync_api", reason="no playwright: pip install -e '.[dev]'")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(_ARGUMENTS))
        yield chromium
        chromium.close()


@contextmanager
def lab(folder: Path, **environment: str) -> Iterator[str]:
    """Serve a folder with JupyterLab on a free port, with settings of its own; yields its address."""
    port = _free_port()
    _write_settings(folder / ".lab" / "settings" / "@jupyterlab")
    homes = {"JUPYTERLAB_SETTINGS_DIR": "settings", "JUPYTERLAB_WORKSPACES_DIR": "workspaces"}
    homes |= {"JUPYTER_CONFIG_DIR": "config", "JUPYTER_RUNTIME_DIR": "runtime", "IPYTHONDIR": "ipython"}
    paths = {name: str(folder / ".lab" / sub) for name, sub in homes.items()}
    python_path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    options = {
        "ServerApp.port": port,
        "ServerApp.port_retries": 0,
        "ServerApp.root_dir": folder,
        "ServerApp.open_browser": False,
        "IdentityProvider.token": TOKEN,
        "ServerApp.allow_root": True,
        "LabApp.expose_app_in_browser": True,
    }
    command = [sys.executable, "-m", "jupyterlab", *(f"--{name}={value}" for name, value in options.items())]
    log = folder / ".lab" / "log.txt"
    with log.open("w", encoding="utf-8") as output:
        server = subprocess.Popen(
            command,
            cwd=folder,
            env=_ordinary() | paths | {"PYTHONPATH": python_path} | environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(f"{address}/api?token={TOKEN}", server, log)
        yield address
    finally:
        server.terminate()
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()


class Opened:
    """A page open in the browser, with what went wrong on it. `page` is the Playwright page."""

    def __init__(self, page, host: str = "") -> None:
        self.page, self.host = page, host
        self.errors: list[str] = []
        self.foreign: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.errors.append(f"page: {error}"))
        page.on("request", lambda request: self._note_host(request.url))
        page.on("websocket", lambda websocket: self._note_host(websocket.url))

    def check(self) -> None:
        """Fail if the console showed an error or the page asked another host for anything."""
        assert self.errors == []
        assert self.foreign == []

    def settle(self) -> None:
        """Wait until two frames have been drawn: widgets gather changes and draw once in the next frame."""
        self.page.evaluate(_TWO_FRAMES)

    def close(self) -> None:
        """Close the window."""
        self.page.close()

    def _hear(self, message) -> None:
        if message.type == "error":
            self.errors.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _note_host(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != self.host:
            self.foreign.append(url)


class Lab(Opened):
    """JupyterLab in a window, with one notebook open at a time; `folder` is the one that it serves."""

    def __init__(self, page, host: str, folder: Path) -> None:
        super().__init__(page, host)
        self.folder = folder

    def open(self, name: str, *cells: str, viewport: dict | None = None) -> Lab:
        """Close what is open, and open a notebook of the served folder; with `cells`, write it first."""
        if cells:
            write_notebook(self.folder / name, *cells)
        self.page.evaluate(_CLOSE_ALL)
        self.page.wait_for_selector(".jp-NotebookPanel", state="detached")
        self.page.set_viewport_size(viewport or VIEWPORT)
        self.use_theme(dark=False)
        self.errors.clear()
        self.foreign.clear()
        self.page.evaluate(_OPEN, name)
        self.page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=90_000)
        return self

    def wait_for_idle(self) -> None:
        """Wait until the kernel has started and nothing runs. A click before that can be lost."""
        # The words of the status bar; the round mark beside the kernel's name says "idle" too early.
        self.page.wait_for_selector("text=/\\| Idle/", state="attached", timeout=90_000)

    def run_all(self, seconds: int = 120) -> None:
        """Run every cell and wait for the last one; a cell that raises an error fails the test."""
        self.wait_for_idle()
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_text("Run All Cells", exact=True).click()
        # Not at every frame, as by default: asking takes time from what is asked about.
        self.page.wait_for_function(_ALL_RAN_OR_ONE_FAILED, timeout=seconds * 1000, polling=200)
        self.wait_for_idle()
        failed = self.page.locator(_ERROR_OUTPUT).all_inner_texts()
        assert not failed, f"a cell raised an error: {failed[0]}"

    def run_again(self, number: int) -> str:
        """Run one code cell again, counted from 0, and return what it prints."""
        cell = self.page.locator(".jp-CodeCell").nth(number)
        before = cell.locator(".jp-InputArea-prompt").inner_text()
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Control+Enter")
        self.page.wait_for_function(
            "([prompt, before]) => prompt.textContent !== before && /\\d/.test(prompt.textContent)",
            arg=[cell.locator(".jp-InputArea-prompt").element_handle(), before],
        )
        self.wait_for_idle()
        return cell.locator(".jp-OutputArea-output").last.inner_text()

    def cells(self) -> int:
        """Return how many cells the notebook has."""
        return self.page.locator(".jp-Notebook .jp-Cell").count()

    def use_theme(self, dark: bool) -> None:
        """Switch JupyterLab to its dark or its light theme, by the menu."""
        light = f'body[data-jp-theme-light="{str(not dark).lower()}"]'
        if self.page.locator(light).count():
            return
        self.page.get_by_role("menuitem", name="Settings", exact=True).click()
        self.page.locator("#jp-mainmenu-settings").get_by_text("Theme", exact=True).hover()
        name = f"JupyterLab {'Dark' if dark else 'Light'}"
        self.page.get_by_role("menuitem", name=name, exact=True).click()
        self.page.wait_for_selector(light, state="attached")
        self.page.wait_for_timeout(400)  # its style sheet arrives after the mark on the body


# Closes without the question whether to save.
_CLOSE_ALL = """() => {
    for (const panel of [...jupyterapp.shell.widgets("main")]) {
        if (panel.context) panel.context.model.dirty = false;
        panel.close();
    }
}"""
_OPEN = """async (path) => {
    await jupyterapp.commands.execute("docmanager:open", { path, factory: "Notebook" });
}"""
_TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
_ERROR_OUTPUT = '.jp-OutputArea [data-mime-type="application/vnd.jupyter.error"]'
_ALL_RAN_OR_ONE_FAILED = f"""() => {{
    const prompts = [...document.querySelectorAll('.jp-CodeCell .jp-InputArea-prompt')];
    const failed = document.querySelector('{_ERROR_OUTPUT}');
    return failed || (prompts.length > 0 && prompts.every((prompt) => /\\[\\d+\\]/.test(prompt.textContent)));
}}"""


def open_page(
    chromium,
    html: str,
    *,
    width: int = 1200,
    height: int = 900,
    touch: bool = False,
    dark: bool = False,
    reduced_motion: bool = False,
) -> Opened:
    """Open a page that needs no kernel, such as one of helpers.page, from a file and in a new window.

    With `touch` the window belongs to a device without a mouse: `locator.tap()` is a finger. A phone held
    upright is about 400 wide.
    """
    with tempfile.NamedTemporaryFile("w", suffix=".html", delete=False, encoding="utf-8") as file:
        file.write(html)
    device = _device(chromium, touch=touch, dark=dark, reduced_motion=reduced_motion)
    opened = Opened(device.new_page())
    opened.page.set_viewport_size({"width": width, "height": height})
    opened.page.goto(Path(file.name).as_uri())
    opened.page.wait_for_function("() => !document.querySelector('[aria-busy=true]')")
    Path(file.name).unlink()
    opened.settle()
    return opened


_DEVICES: WeakKeyDictionary = WeakKeyDictionary()


def _device(chromium, *, touch: bool, dark: bool, reduced_motion: bool):
    """A context of the browser for each kind of device: its windows share what they have loaded."""
    kinds = _DEVICES.setdefault(chromium, {})
    kind = (touch, dark, reduced_motion)
    if kind not in kinds:
        kinds[kind] = chromium.new_context(
            has_touch=touch,
            is_mobile=touch,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce" if reduced_motion else "no-preference",
        )
    return kinds[kind]


def open_lab(chromium, address: str, folder: Path) -> Lab:
    """Open JupyterLab in a new window with an empty workspace; `folder` is the one that it serves."""
    opened = Lab(chromium.new_context(viewport=VIEWPORT).new_page(), urlsplit(address).netloc, folder)
    opened.page.goto(f"{address}/lab/workspaces/test-{next(_COUNTER)}?token={TOKEN}")
    opened.page.wait_for_function("() => window.jupyterapp", timeout=90_000)
    opened.page.evaluate("async () => { await jupyterapp.restored; jupyterapp.shell.collapseLeft(); }")
    return opened


def write_notebook(path: Path, *sources: str) -> None:
    """Write a notebook with these code cells."""
    cells = [
        {
            "cell_type": "code",
            "id": f"c{i}",
            "metadata": {},
            "source": source,
            "outputs": [],
            "execution_count": None,
        }
        for i, source in enumerate(sources)
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(notebook), encoding="utf-8")


def _write_settings(folder: Path) -> None:
    settings = {
        # Otherwise a question about news covers a part of the page.
        "apputils-extension/notification": {"fetchNews": "false"},
        # Otherwise what is out of sight is not in the page, and kernels outlive their notebooks.
        "notebook-extension/tracker": {"windowingMode": "none", "kernelShutdown": True},
    }
    for name, values in settings.items():
        path = folder / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values), encoding="utf-8")


def _ordinary() -> dict[str, str]:
    """This environment, but with kernels that start as a student's do."""
    return {name: value for name, value in os.environ.items() if name != "JUPYTER_DEFAULT_PROVISIONER_NAME"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(url: str, server: subprocess.Popen, log: Path) -> None:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    pytest.fail("JupyterLab did not start:\n" + log.read_text(encoding="utf-8")[-2000:])
