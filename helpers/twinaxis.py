"""The axis of a still timeline: from a day to a place, with more room where many events crowd.

Months are counted from the year 0, so that November 2019 is 2019 * 12 + 10. The rules are those of the widget
(static/src/axis.js): where events crowd, the axis is made of up to four parts, each with a scale of its own.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from datetime import date
from itertools import accumulate, pairwise
from math import floor, inf, log

from helpers import dates

_MOST_PARTS, _FEWEST, _BUSY = 4, 8, 0.08
_GAIN, _CROWDED, _SHORT = 0.06, 0.2, 6


class Axis:
    """Places of the days from `left` on, over a width. `window` shows only the time between two days."""

    def __init__(
        self, events: list[dict], stretch: bool, left: float, width: float, window: tuple[str, str] = ("", "")
    ) -> None:
        # Whole years; whole months where little time is shown
        first = min((int(_month(event["from"])) for event in events), default=2019 * 12)
        last = max((int(_month(event["to"])) for event in events), default=2019 * 12) + 1
        if last - first > 24:
            first, last = first - first % 12, last + -last % 12
        start, end = window
        self.first = _month(start) if start else first
        self.last = max(_month(end) + 1 / 31 if end else last, self.first + 1 / 31)
        months = sorted(floor(max(self.first, _month(event["from"]))) for event in events)
        whole = floor(self.first), -floor(-self.last)
        inner, self.gain = _borders(months, *whole) if stretch else ([], 0.0)
        borders = [self.first, *inner, self.last]
        before = [0, *(bisect_left(months, border) for border in inner), len(months)]
        rooms = [(2 + b - a) ** 0.5 for a, b in pairwise(before)]
        ends = accumulate(room / sum(rooms) * width for room in rooms)
        self.left = left
        self.stops = list(zip(borders, [0.0, *ends], strict=True))
        self.usual = width / (self.last - self.first)

    def place(self, iso_day: str) -> float:
        """Where a day lies."""
        return self.at(_month(iso_day))

    def at(self, month: float) -> float:
        """Where a month begins; what is out of sight lies on the edge."""
        month = min(max(month, self.first), self.last)
        parts = pairwise(self.stops)
        (a, left), (b, right) = next((part for part in parts if month <= part[1][0]), self.stops[-2:])
        return self.left + left + (month - a) / (b - a) * (right - left)

    def parts(self) -> list[tuple[float, float, float]]:
        """First month, month after the last, how much wider than on an even axis; none on an even axis."""
        parts = [
            (a, b, (right - left) / (b - a) / self.usual) for (a, left), (b, right) in pairwise(self.stops)
        ]
        return parts if len(parts) > 1 else []

    def is_crowded(self) -> bool:
        """Say whether breaking the axis is worth it."""
        return self.gain >= _CROWDED

    def ticks(self, lang: str) -> list[tuple[float, str]]:
        """Place and text of the years to write, round ones first; of months too, where there is room."""
        first, last = -floor(-self.first), floor(self.last)
        kept: dict[float, str] = {}
        for step in (600, 240, 120, 60, 24, 12, 6, 3, 1):
            room = 42 if step >= 12 else 90
            for month in range(first + -first % step, last + 1, step):
                if all(abs(self.at(month) - other) > room for other in kept):
                    kept[self.at(month)] = _tick_text(month, lang)
        return sorted(kept.items())


def covers(first: float, end: float, lang: str) -> str:
    """Say in words from which month (or year) to which a part of the axis goes."""
    first, end = floor(first), -floor(-end)
    years = first % 12 == 0 and end % 12 == 0
    first_part, last_part = (
        f"{month // 12}" if years else f"{month // 12}-{month % 12 + 1:02}" for month in (first, end - 1)
    )
    return dates.label(first_part if first_part == last_part else f"{first_part}/{last_part}", lang)


def _tick_text(month: int, lang: str) -> str:
    year, number = divmod(month, 12)
    return str(year) if number == 0 else dates.label(f"{year}-{number + 1:02}", lang)


def _month(iso_day: str) -> float:
    day = date.fromisoformat(iso_day)
    return day.year * 12 + day.month - 1 + (day.day - 1) / 31


def _borders(months: list[int], first: int, last: int) -> tuple[list[int], float]:
    """Where the axis is broken so that events lie most evenly between the borders, and how much that helps.

    Each way to break it gets the likelihood of a histogram with such bins; a month counts by the square root
    of its events, or one busy month would take it all.
    """
    if len(months) < _FEWEST or last - first < _SHORT:
        return [], 0.0
    edges = _possible_borders(months, first, last)
    counts = Counter(months)
    weights = [sum(counts[month] ** 0.5 for month in sorted(counts) if month < edge) for edge in edges]
    size, whole = len(edges), weights[-1]

    def fit(i: int, j: int) -> float:
        weight = weights[j] - weights[i]
        share = (edges[j] - edges[i]) / (last - first)
        return weight * log(weight / whole / share) if weight > 1e-9 else 0.0

    fits = [[fit(i, j) if i < j else 0.0 for j in range(size)] for i in range(size)]
    best, back, chosen, most, fitting = fits[0], [], 1, 0.0, 0.0
    for parts in range(2, min(_MOST_PARTS, size - 1) + 1):
        following, came_from = [-inf] * size, [0] * size
        for j in range(parts, size):
            for i in range(parts - 1, j):
                if best[i] + fits[i][j] > following[j] + 1e-9:
                    following[j], came_from[j] = best[i] + fits[i][j], i
        best = following
        back.append(came_from)
        gain = best[-1] - (parts - 1) * max(4, _GAIN * whole)
        if gain > most:
            chosen, most, fitting = parts, gain, best[-1] / whole
    borders, at = [], size - 1
    for came_from in reversed(back[: chosen - 1]):
        at = came_from[at]
        borders.insert(0, edges[at])
    return borders, fitting


def _possible_borders(months: list[int], first: int, last: int) -> list[int]:
    """Whole years (or more where time is long); months in busy years and where little time is shown."""
    step = 1 if last - first <= 24 else 12
    while (last - first) / step > 140:
        step *= 2
    edges = {first, last, *range(first + -first % step, last, step)}
    if step > 1:
        years = Counter(month - month % 12 for month in months)
        for year, count in years.items():
            if count >= _FEWEST and count >= _BUSY * len(months):
                edges |= {month for month in range(year, year + 12) if first < month < last}
    return sorted(edges)
