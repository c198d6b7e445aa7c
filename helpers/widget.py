"""What all widgets of the kit have in common. A widget is one class below `Widget`, and draws itself twice:

    story (told once, plain data)  ──┬──>  static/<name>.js in the browser        mouse, keys, touch
    the reader's choices (traits)  ──┴──>  .to_html(), .to_table(), .describe()   print, ears, pandas

A notebook keeps the second picture beside the first, so that something is there where no widget can run. What
the reader chose stays in the kernel: none of it is written into the notebook.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import anywidget
import traitlets

from helpers.errors import KitError, shown

if TYPE_CHECKING:
    import pandas as pd

_STATIC = Path(__file__).parent / "static"


def style(*sheets: str) -> str:
    """Return style sheets of static/ as one text, in the order given.

    >>> ".two-shores" in style("base")
    True
    """
    return "\n".join((_STATIC / f"{sheet}.css").read_text(encoding="utf-8") for sheet in sheets)


def script(bundle: str) -> Path:
    """Return where a bundled script of static/ lies.

    >>> script("timeline").name
    'timeline.js'
    """
    return _STATIC / f"{bundle}.js"


def pixels(height: object, *, least: int = 240, most: int = 2000) -> int:
    """Return a height in pixels; a KitError names one that is not a whole number or lies outside the limits.

    >>> pixels(420)
    420
    """
    if isinstance(height, bool) or not isinstance(height, int) or not least <= height <= most:
        advice = f"Give pixels from {least} to {most}, such as 420."
        raise KitError(f"The height cannot be {shown(height)}.", advice)
    return height


class Text(traitlets.Unicode):
    """A text that a reader may set; None stands for the empty one. Anything else is a KitError."""

    def validate(self, widget: Widget, value: object) -> str:
        """Return the text that is kept."""
        return super().validate(widget, "" if value is None else value)

    def error(self, widget: Widget, value: object, *details: object) -> NoReturn:
        """Say what the reader wrote, and what to write."""
        raise KitError(f"{self.name} cannot be {shown(value)}.", "Write it as a text, between quotes.")


class YesOrNo(traitlets.Bool):
    """A switch that a reader may set to True or False. Anything else is a KitError."""

    def error(self, widget: Widget, value: object, *details: object) -> NoReturn:
        """Say what the reader wrote, and what to write."""
        raise KitError(f"{self.name} cannot be {shown(value)}.", "Write True or False.")


class Widget(anywidget.AnyWidget):
    """A widget that can say what it shows. A class below it gives `_esm`, `_css` and the methods here.

    `story` is what is told; it is fixed when the widget is made. Each choice of the reader is a trait of its
    own, tagged `sync=True`:

        class Matrix(Widget):
            _esm, _css = script("matrix"), style("base", "matrix")
            row = Text("").tag(sync=True)
    """

    story = traitlets.Dict().tag(sync=True)

    def __init_subclass__(cls, **options: object) -> None:
        missing = [name for name in _OWED if getattr(cls, name) is getattr(Widget, name)]
        if missing:
            raise TypeError(f"{cls.__name__} lacks {', '.join(missing)}: see helpers/widget.py.")
        super().__init_subclass__(**options)

    def __repr__(self) -> str:
        raise NotImplementedError

    def describe(self) -> str:
        """Return one paragraph that says what is shown, for those who listen to the page."""
        raise NotImplementedError

    def to_html(self) -> str:
        """Return a still picture as HTML: for print, and for pages without a running kernel."""
        raise NotImplementedError

    def to_table(self) -> pd.DataFrame:
        """Return what is shown as a table."""
        raise NotImplementedError

    def sealed(self) -> dict:
        """Return what only a page without a kernel is given beside the traits: nothing, for most widgets."""
        return {}

    def _repr_mimebundle_(self, **options: object) -> tuple[dict, dict]:
        content, metadata = super()._repr_mimebundle_(**options)
        return content | {"text/html": self.to_html()}, metadata


_OWED = ("__repr__", "describe", "to_html", "to_table")
