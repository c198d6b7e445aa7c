"""From the rows of a table to the points of a figure: where each stands, and in which group.

    date       value
    2019-11      29     becomes     Point(at="2019-11-16 00:00", begins=1 November, ends=1 December, value=29)

A month stands in its middle and keeps its width. Nothing here knows plotly: `charts` draws what `read`
returns.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import timedelta
from html import escape
from typing import TYPE_CHECKING, Any

from helpers import dates
from helpers.errors import KitError, shown, unknown

if TYPE_CHECKING:
    import pandas as pd

# Japanese does not begin a line with these.
_NEVER_FIRST = "、。，．・：；？！ー々」』）】〉》ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
MOST_GROUPS = 7  # a reader tells no more colours and markers apart


@dataclass
class Point:
    """One row of the table, ready to be drawn."""

    at: Any  # place on the axis: a number, a moment as text, or a wrapped label
    label: str
    begins: Any = 0
    ends: Any = 0
    coarse: bool = False  # a date that is wider than a day
    year: int | None = None  # set where the date is one whole year
    value: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def has_range(self) -> bool:
        return self.low is not None or self.high is not None


@dataclass
class Group:
    """The points that share a colour. `number` is the place in the list of colours."""

    name: str
    number: int
    points: list[Point] = field(default_factory=list)


@dataclass
class Plot:
    """What a figure is made of."""

    kind: str  # of the axis of places: "date", "number" or "category"
    unit: str
    groups: list[Group]
    points: list[Point]
    table: pd.DataFrame  # the columns that are drawn, and source_id

    @property
    def labels(self) -> list[str]:
        """The labels of the axis, each once."""
        return list(dict.fromkeys(point.at for point in self.points))


def read(
    df: pd.DataFrame, x: str, y: str, *, by: str | None = None, low: str | None = None,
    high: str | None = None, unit: str | None = None,
) -> Plot:
    """Return the points of a table: `x` the column of places, `y` of values, `by` of groups.

    The unit comes from `.attrs["unit"]` where it is not given. Raises a KitError for an unknown column, a
    missing unit, a text among numbers, a word among dates, and a value outside its own range.
    """
    if (low is None) != (high is None):
        raise KitError(f"A range needs two ends: low={shown(low)}, high={shown(high)}.", "Give both columns.")
    columns = list(dict.fromkeys(name for name in (x, by, y, low, high) if name is not None))
    check_frame(df, columns)
    unit = df.attrs.get("unit") if unit is None else unit
    if not unit:
        advice = "Give unit=..., for example unit='%' or unit='words'."
        raise KitError("This figure has no unit: a number without one says nothing.", advice)
    kind, points = places(df[x], x)
    values, lows, highs = (_numbers(df[name], name) if name else [None] * len(df) for name in (y, low, high))
    for point, value, bottom, top in zip(points, values, lows, highs, strict=True):
        point.value, point.low, point.high = value, bottom, top
        if not _in_order(bottom, value, top):
            raise KitError(
                f"The row {point.label!r} lies outside its own range: {say(value)} is not between "
                f"{say(bottom)} and {say(top)}.",
                f"Compare the columns {low!r}, {y!r} and {high!r}.",
            )
    groups = _grouped(points, df[by] if by else None)
    source = [name for name in ("source_id",) if name in df.columns and name not in columns]
    return Plot(kind, str(unit), groups, points, df[columns + source].reset_index(drop=True))


def check_frame(df: pd.DataFrame, columns: list[str]) -> None:
    """Raise a KitError unless this is a table with rows and these columns."""
    if not hasattr(df, "columns"):
        raise KitError(f"A figure needs a DataFrame, not {shown(df)}.", 'For example table("polls").')
    for name in columns:
        if name not in df.columns:
            raise unknown("column", name, map(str, df.columns), "Look at the columns of the table: .columns")
        if list(df.columns).count(name) > 1:
            raise KitError(f"The table has two columns {name!r}.", "Give one of them another name.")
    if df.empty:
        raise KitError("The table has no rows: nothing to draw.", "Look at the line that filters it.")


def places(column: pd.Series, name: str) -> tuple[str, list[Point]]:
    """Return what kind of axis a column makes, and where each of its rows stands."""
    if column.dtype.kind in "iu" and name == "year":
        column = column.astype(str)
    if column.dtype.kind in "iuf":
        return "number", [Point(at, say(at), at, at) for at in _numbers(column, name)]
    if column.dtype.kind == "M":
        column = column.dt.strftime("%Y-%m-%d")
    texts = ["" if gone else str(cell) for cell, gone in zip(column, column.isna(), strict=True)]
    dated = [dated_point(text) for text in texts]
    if not any(dated):
        return "category", [Point(wrapped(text), text) for text in texts]
    if not all(dated):
        advice = "Drop rows without a date, or make every label a word."
        raise KitError(f"The column {name!r} mixes dates with {shown(texts[dated.index(None)])}.", advice)
    return "date", dated


def dated_point(text: str) -> Point | None:
    """Return the middle of a date's interval; None for a text that is no date or is open at both ends."""
    try:
        when = dates.when(text)
    except KitError:
        return None
    if when.open_start and when.open_end:
        return None
    begins = when.ends if when.open_start else when.begins
    ends = when.begins if when.open_end else when.ends
    middle = begins + (ends - begins) / 2
    year = begins.year if when.precision == "year" and ends.year - begins.year == 1 else None
    coarse = ends - begins > timedelta(days=1)
    return Point(f"{middle:%Y-%m-%d %H:%M}", dates.label(text), begins, ends, coarse, year)


def tidy(number: Any) -> float | int | None:
    """Return a number with ten figures: no source has more, and the last ones differ between computers."""
    if number is None:
        return None
    number = float(f"{float(number):.10g}")
    return int(number) if number.is_integer() else number


def say(number: Any) -> str:
    """Write a number with thousands separators and at most four decimals; nothing for a missing one."""
    if number is None or number != number:
        return ""
    text = f"{float(number):,.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def safe(text: str) -> str:
    """Return a text as plotly, which reads a part of HTML, is to show it: as it is written."""
    return escape(str(text), quote=False)


def wrapped(text: str, width: int = 22) -> str:
    """Break a long label into even lines of at most `width` Latin letters; Hangul and kanji count double.

    >>> wrapped("Chung Eui-yong, National Security Adviser")
    'Chung Eui-yong,<br>National<br>Security Adviser'
    """
    rows = _filled(str(text), width)
    while width > 6 and len(closer := _filled(str(text), width - 1)) == len(rows):
        rows, width = closer, width - 1
    return "<br>".join(map(safe, rows))


def columns_of(text: str) -> int:
    """Return how wide a text is in Latin letters."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _filled(text: str, width: int) -> list[str]:
    rows, row = [], ""
    for word in text.split():
        while columns_of(word) > width:  # Japanese has no spaces: fill the line and go on
            room = width - columns_of(f"{row} ") if row else width
            cut = next((i for i in range(len(word), 0, -1) if columns_of(word[:i]) <= room), 0)
            while cut > 1 and word[cut] in _NEVER_FIRST:
                cut -= 1
            rows.append(f"{row} {word[:cut]}".strip())
            row, word = "", word[cut:]
        if row and columns_of(f"{row} {word}") > width:
            rows.append(row)
            row = word
        else:
            row = f"{row} {word}".strip()
    return [*rows, row]


def _numbers(column: pd.Series, name: str) -> list[float | None]:
    if column.dtype.kind not in "iufb":
        advice = "Choose a column of numbers, or convert it with astype(float)."
        raise KitError(f"The column {name!r} holds {shown(column.iloc[0])}, which is no number.", advice)
    return [None if gone else tidy(cell) for cell, gone in zip(column, column.isna(), strict=True)]


def _grouped(points: list[Point], names: pd.Series | None) -> list[Group]:
    if names is None:
        return [Group("", 0, points)]
    groups: dict[str, Group] = {}
    for point, name in zip(points, map(str, names), strict=True):
        groups.setdefault(name, Group(name, len(groups))).points.append(point)
    if len(groups) > MOST_GROUPS:
        advice = "Keep those that matter, or put the small ones together as 'others'."
        raise KitError(f"{len(groups)} groups in one figure: a reader tells {MOST_GROUPS} apart.", advice)
    return list(groups.values())


def _in_order(*numbers: float | None) -> bool:
    present = [number for number in numbers if number is not None]
    return present == sorted(present)
