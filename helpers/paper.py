"""Figures for paper: draws the JSON of a plotly figure of bars, lines and dots with matplotlib.

`charts.plain` is the way in. Only what the builders in `charts` make is understood; nothing is drawn that
their JSON does not hold, so the printed figure cannot differ from the one on the screen.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import datetime
from html import unescape
from itertools import pairwise
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from helpers.errors import KitError, unknown

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_MARKERS = {"circle": "o", "circle-open": "o", "square": "s", "diamond": "D", "triangle-up": "^", "x": "X",
            "cross": "P", "star": "*"}
_DASHES = {"solid": "-", "dash": (0, (5, 2)), "dot": (0, (1, 1.5)), "dashdot": (0, (5, 2, 1, 2)),
           "longdash": (0, (9, 2)), "longdashdot": (0, (9, 2, 1, 2))}
_NAN = float("nan")


class Plain:
    """A figure for paper. Put it last in a cell to show it; `.save(path)` writes .svg, .png or .pdf."""

    def __init__(self, content: dict, title: str, text: str) -> None:
        for trace in content["data"]:
            if trace.get("type", "scatter") not in ("bar", "scatter"):
                raise KitError(f"plain() cannot draw {trace['type']!r}.", "It draws bars, lines and dots.")
        self._content, self._title, self._text = content, title, text

    def __repr__(self) -> str:
        return self._text

    def _repr_png_(self) -> bytes:
        return self._file("png")

    def save(self, path: str) -> None:
        """Write the figure; the ending of the name chooses the format."""
        ending = str(path).rpartition(".")[2].lower()
        if ending not in ("svg", "png", "pdf"):
            raise unknown("picture format", ending, ["svg", "png", "pdf"], "Choose one of these endings.")
        with open(path, "wb") as file:
            file.write(self._file(ending))

    def _file(self, ending: str) -> bytes:
        from matplotlib import rc_context

        # A salt for the ids and no date: the same figure is the same file.
        undated = {"svg": {"Date": None}, "pdf": {"CreationDate": None}, "png": {}}
        style = {"svg.hashsalt": "two-shores", "font.family": _fonts(), "axes.unicode_minus": False,
                 "hatch.linewidth": 0.4}
        with rc_context(style):
            figure, buffer = _draw(self._content, self._title), io.BytesIO()
            figure.savefig(buffer, format=ending, dpi=110, bbox_inches="tight", metadata=undated[ending])
        return buffer.getvalue()


def _draw(content: dict, title: str) -> Figure:
    from matplotlib.figure import Figure

    layout = content["layout"]
    figure = Figure(figsize=(6.4, layout["height"] / 80), layout="constrained")
    axes = figure.add_subplot()
    across = layout["yaxis"].get("type") == "category"
    scale = {letter: _scale(layout[f"{letter}axis"]) for letter in "xy"}
    bars = [trace for trace in content["data"] if trace.get("type") == "bar"]
    tops: dict[float, float] = {}
    for trace in content["data"]:
        x, y = ([scale[letter](value) for value in trace[letter]] for letter in "xy")
        if trace in bars:
            places, lengths = (y, x) if across else (x, y)
            share = (bars.index(trace), 1 if layout.get("barmode") == "stack" else len(bars))
            places = _draw_bars(axes, trace, places, lengths, share, tops if share[1] == 1 else {}, across)
            x, y = (lengths, places) if across else (places, lengths)
        else:
            _draw_points(axes, trace, x, y)
        _draw_whiskers(axes, trace, x, y)
    for letter in "xy":
        _draw_axis(axes, letter, layout[f"{letter}axis"])
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    heading = "\n".join(wrap(_printable(title), 66))
    figure.suptitle(heading, x=0.01, horizontalalignment="left", fontsize=11, weight="bold")
    if layout.get("showlegend"):
        figure.legend(fontsize=8, frameon=False, loc="outside lower left", ncols=3)
    return figure


def _scale(axis: dict) -> Callable[[Any], float | None]:
    """Return the function that turns a coordinate of plotly into one of matplotlib."""
    from matplotlib.dates import date2num

    if axis.get("type") == "category":
        order = {label: number for number, label in enumerate(axis["categoryarray"])}
        return order.get
    if axis.get("type") == "date":
        return lambda moment: None if moment is None else date2num(datetime.fromisoformat(moment))
    return lambda number: number


def _draw_bars(
    axes: Axes, trace: dict, places: list, lengths: list, share: tuple[int, int], tops: dict, across: bool
) -> list:
    """Draw the bars of one group; return where they stand. `share` is (0, 2) for the first of two groups."""
    number, groups = share
    room = 0.7 * min((b - a for a, b in pairwise(sorted(set(places)))), default=1)
    shifted = [at + room * ((number + 0.5) / groups - 0.5) for at in places] if groups > 1 else places
    starts = [tops.get(at, 0) for at in places]
    tops.update({at: start + (n or 0) for at, start, n in zip(places, starts, lengths, strict=True)})
    made = (axes.barh if across else axes.bar)(
        shifted, [n or 0 for n in lengths], room / groups, starts, color=trace["marker"]["color"],
        edgecolor="black", linewidth=0.7, hatch=trace["marker"]["pattern"]["shape"], label=_name(trace),
    )
    if trace["textposition"] != "none":
        kind, gap = ("center", 0) if trace["textposition"] == "inside" else ("edge", 3)
        box = {"facecolor": "white", "edgecolor": "none", "pad": 1} if kind == "center" else None
        for label in axes.bar_label(made, trace["text"], label_type=kind, padding=gap, fontsize=8):
            label.set_bbox(box if label.get_text() else None)
    return shifted


def _draw_points(axes: Axes, trace: dict, x: list, y: list) -> None:
    line, marker, mode = trace.get("line", {}), trace.get("marker", {}), trace["mode"]
    open_marker = marker.get("symbol", "").endswith("-open")
    axes.plot(
        _numbers(x), _numbers(y), label=_name(trace),
        linestyle=_DASHES[line.get("dash", "solid")] if "lines" in mode else "none",
        linewidth=max(1.2, 0.75 * line.get("width", 2)), color=line.get("color", marker.get("color")),
        drawstyle="steps-post" if line.get("shape") == "hv" else "default",
        marker=_MARKERS[marker["symbol"]] if "markers" in mode and "symbol" in marker else "none",
        markersize=6, markeredgecolor="black", markeredgewidth=0.7,
        markerfacecolor="white" if open_marker else marker.get("color"),
    )


def _draw_whiskers(axes: Axes, trace: dict, x: list, y: list) -> None:
    for letter in "xy":
        if whiskers := trace.get(f"error_{letter}"):
            lengths = {f"{letter}err": [whiskers["arrayminus"], whiskers["array"]]}
            style = {"fmt": "none", "ecolor": "black", "elinewidth": 1, "capsize": 2.5}
            axes.errorbar(_numbers(x), _numbers(y), **lengths, **style)


def _draw_axis(axes: Axes, letter: str, given: dict) -> None:
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    axis, set_limits = getattr(axes, f"{letter}axis"), getattr(axes, f"set_{letter}lim")
    axes.tick_params(labelsize=8.5)
    if given.get("type") == "category":
        labels = [_printable(label) for label in given["categoryarray"]]
        axis.set_ticks(range(len(labels)), labels)
        set_limits(len(labels) - 0.5, -0.5)
    elif given.get("type") == "date":
        axis.set_major_locator(locator := AutoDateLocator())
        axis.set_major_formatter(ConciseDateFormatter(locator))
    elif "title" in given:
        low, high = given.get("range") or getattr(axes, f"get_{letter}lim")()
        set_limits(min(0, low), max(0, high))
        axis.set_label_text(_printable(given["title"]["text"]), fontsize=9)
        axis.set_major_formatter("{x:,.10g}")
        axis.grid(color="#e2e2e2", linewidth=0.8)


def _numbers(values: list) -> list:
    return [_NAN if value is None else value for value in values]


def _name(trace: dict) -> str:
    # matplotlib leaves labels that begin with _ out of the legend
    return _printable(trace["name"]) if "name" in trace and trace.get("showlegend", True) else "_"


def _fonts() -> list[str]:
    from matplotlib import font_manager

    installed = {font.name for font in font_manager.fontManager.ttflist}
    asian = ("Noto Sans CJK KR", "Noto Sans CJK JP", "Noto Sans KR", "Noto Sans JP", "Apple SD Gothic Neo",
             "Malgun Gothic", "Hiragino Sans", "Yu Gothic", "Meiryo")
    return ["DejaVu Sans", *(name for name in asian if name in installed)]


def _printable(text: str) -> str:
    """Return a label for paper. Without a font for Hangul and kanji these would print as empty boxes."""
    text = unescape(text.replace("<br>", "\n"))
    if len(_fonts()) == 1:
        latin = re.sub(r"[\u1100-\u11ff\u3000-\u9fff\uac00-\ud7af\uff00-\uffef]+", "", text)
        text = re.sub(r"\(\s*\)", "", latin).strip() or "(needs a font for Hangul and kanji)"
    return text.replace("$", r"\$")  # matplotlib reads what stands between two $ as a formula
