"""One Chromium and one JupyterLab for all tests of this folder (with pytest-xdist: one per worker)."""

import pytest

from browser import browser, lab, open_lab


@pytest.fixture(scope="package")
def chromium():
    """Chromium without a window."""
    with browser() as started:
        yield started


@pytest.fixture(scope="package")
def jupyterlab(chromium, tmp_path_factory):
    """JupyterLab open in a window: `jupyterlab.open("name.ipynb", *cells)`. It serves `jupyterlab.folder`."""
    folder = tmp_path_factory.mktemp("jupyterlab")
    with lab(folder) as address:
        yield open_lab(chromium, address, folder)
