"""Keeps JupyterLab's one-key shortcuts out of controls that stand in an output.

With the focus on a menu or a slider of ipywidgets, JupyterLab takes the key `b` for "insert a cell below" and
the arrow keys for moving between cells. One KeyGuard in a notebook stops that, for all its widgets:

    from helpers import KeyGuard
    KeyGuard()

The timeline brings the same guard along.
"""

from __future__ import annotations

from pathlib import Path

import anywidget


class KeyGuard(anywidget.AnyWidget):
    """An invisible widget that leaves the keys to the control that has the focus.

    >>> KeyGuard()
    KeyGuard: keys go to the control that has the focus
    """

    _esm = Path(__file__).parent / "static" / "keyguard.js"

    def __repr__(self) -> str:
        return "KeyGuard: keys go to the control that has the focus"
