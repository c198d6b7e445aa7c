"""A still picture of a timeline for places where no widget runs: print, GitHub, a page without a kernel.

It is one SVG in lanes with a table under it, always the same for the same story: no random ids, no clock.
The room on the axis and the rows of the labels follow the rules of the widget in a simpler form, because the
width of letters can only be estimated here.
"""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from datetime import date
from html import escape
from itertools import accumulate, pairwise
from math import ceil
from unicodedata import east_asian_width

from helpers import dates

_Reach = tuple[float, float]  # from where to where on the x axis
_WIDTH, _NAMES, _EDGE = 960, 140, 14
_ROW, _HEAD, _FONT = 17, 30, 11
_MOST, _CROWDED, _FEWEST = 0.6, 0.35, 8


def picture(story: dict, events: list[dict], *, lanes: str, stretch: bool) -> str:
    """Return the HTML of a timeline: the events as an SVG, and a table that can be folded out."""
    words = story["words"]
    title = f"{words['timeline']}: {_filled(words['events'], n=len(events))}"
    if not events:
        body = f"<p>{escape(words['none'])}</p>"
    else:
        filled = filled_lanes(story, lanes, events)
        note = f"<p><small>{escape(words['still'])}</small></p>"
        svg = _svg(story, title, filled, _Axis(events, stretch))
        body = _image(svg, f"{title}. {words['table']} ↓") + note + _table(filled, words)
    return f'<div class="two-shores-twin" lang="{escape(story["lang"])}">{body}</div>'


def filled_lanes(story: dict, lanes: str, events: list[dict]) -> list[tuple[dict, list[dict]]]:
    """Return each lane that has events, with these events."""
    pairs = ((lane, [e for e in events if lane["id"] in e["lanes"][lanes]]) for lane in story["lanes"][lanes])
    return [(lane, inside) for lane, inside in pairs if inside]


def is_crowded(events: list[dict]) -> bool:
    """Say whether most events lie in a small part of the time."""
    return bool(_Axis(events, True).parts())


class _Axis:
    """From a day to a place. Months are counted from the year 0, so that 2019-11 is 2019 * 12 + 10.

    As in static/src/axis.js: where events crowd, the axis is made of parts, each with a scale of its own.
    """

    def __init__(self, events: list[dict], stretch: bool) -> None:
        # Whole years; whole months where little time is shown
        first = min((_month(event["from"]) for event in events), default=2019 * 12)
        last = max((_month(event["to"]) for event in events), default=2019 * 12) + 1
        if last - first > 24:
            first, last = first - first % 12, last + -last % 12
        months = sorted(_month(event["from"]) for event in events)
        borders = [first, *(_crowded_runs(months, first, last, 2) if stretch else []), last]
        borders = sorted(set(borders))
        rooms = [(2 + sum(a <= month < b for month in months)) ** 0.5 for a, b in pairwise(borders)]
        ends = accumulate(room / sum(rooms) * (_WIDTH - _NAMES - 2 * _EDGE) for room in rooms)
        self.stops = list(zip(borders, [0.0, *ends], strict=True))
        self.usual = self.stops[-1][1] / (last - first)

    def place(self, iso_day: str) -> float:
        return self.at(_month(iso_day) + (date.fromisoformat(iso_day).day - 1) / 31)

    def at(self, month: float) -> float:
        parts = pairwise(self.stops)
        (a, left), (b, right) = next((part for part in parts if month <= part[1][0]), self.stops[-2:])
        return _NAMES + _EDGE + left + (month - a) / (b - a) * (right - left)

    def parts(self) -> list[tuple[int, int, float]]:
        """First month, month after the last, how much wider than on an even axis; none on an even axis."""
        parts = [
            (a, b, (right - left) / (b - a) / self.usual) for (a, left), (b, right) in pairwise(self.stops)
        ]
        return parts if len(parts) > 1 else []

    def ticks(self, lang: str) -> list[tuple[float, str]]:
        """Place and text of the years to write, round ones first; of months too, where there is room."""
        first, last = self.stops[0][0], self.stops[-1][0]
        kept: dict[float, str] = {}
        for step in (600, 240, 120, 60, 24, 12, 6, 3, 1):
            room = 42 if step >= 12 else 90
            for month in range(first + -first % step, last + 1, step):
                if all(abs(self.at(month) - other) > room for other in kept):
                    kept[self.at(month)] = _tick_text(month, lang)
        return sorted(kept.items())


def _tick_text(month: int, lang: str) -> str:
    year, number = divmod(month, 12)
    return str(year) if number == 0 else dates.label(f"{year}-{number + 1:02}", lang)


def _month(iso_day: str) -> int:
    return int(iso_day[:4]) * 12 + int(iso_day[5:7]) - 1


def _crowded_runs(months: list[int], first: int, last: int, depth: int) -> list[int]:
    """Borders of the shortest run of months that holds most events, and of such runs before and after it."""
    inside = [month for month in months if first <= month < last]
    enough = ceil(len(inside) * _MOST)
    if not depth or len(inside) < _FEWEST:
        return []
    runs = ((inside[i], inside[i + enough - 1] + 1) for i in range(len(inside) - enough + 1))
    a, b = min(runs, key=lambda run: run[1] - run[0])
    if b - a >= 24:
        a, b = max(first, a - a % 12), min(last, b + -b % 12)
    if b - a >= (last - first) * _CROWDED:
        return []
    return [*_crowded_runs(months, first, a, depth - 1), a, b, *_crowded_runs(months, b, last, depth - 1)]


def _image(svg: str, alt: str) -> str:
    # JupyterLab takes <svg> out of a notebook that is not yet trusted, as after a fresh clone, and leaves its
    # texts in one heap; a picture may stay.
    data = b64encode(svg.encode()).decode()
    return f'<img width="{_WIDTH}" alt="{escape(alt)}" src="data:image/svg+xml;base64,{data}">'


def _svg(story: dict, title: str, lanes: list[tuple[dict, list[dict]]], axis: _Axis) -> str:
    drawn, top = [], _HEAD
    for lane, events in lanes:
        boxes, rows = _packed(events, axis)
        name = _lines(lane["name"], 18)
        drawn.append(_lane(lane, name, boxes, top))
        top += max(rows * _ROW, len(name) * 14) + 10
    ticks = "".join(_tick(x, text, top) for x, text in axis.ticks(story["lang"]))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {top + 4}" width="{_WIDTH}" '
        f'xml:lang="{escape(story["lang"])}" font-family="system-ui,sans-serif" font-size="{_FONT}" '
        f'color="#1f1f1f" fill="currentColor"><title>{escape(title)}</title>'
        '<rect width="100%" height="100%" fill="#fff"/>'
        f"{_bands(axis, story['lang'], top)}{ticks}{''.join(drawn)}</svg>"
    )


def _lane(lane: dict, name: list[str], boxes: list[dict], top: int) -> str:
    marks = "".join(_bar(box, top) + _mark(box, lane, top) for box in boxes)
    lines = (f'<tspan x="22" dy="{14 if i else 0}">{escape(line)}</tspan>' for i, line in enumerate(name))
    return (
        f'<path d="M0 {top}H{_WIDTH}" stroke="currentColor" opacity=".25"/>'
        f'<g fill="{lane["colour"]}" stroke="currentColor" stroke-width=".6">'
        f'<path d="{lane["path"]}" transform="translate(10 {top + 15})"/>{marks}</g>'
        f'<text y="{top + 19}" font-weight="bold">{"".join(lines)}</text>'
        f"{''.join(_label(box, top) for box in boxes)}"
    )


def _bands(axis: _Axis, lang: str, bottom: float) -> str:
    """Over each part of a stretched axis: what it covers, and how much wider than on an even axis."""
    bands = []
    widest = max((times for _, _, times in axis.parts()), default=0)
    for number, (a, b, times) in enumerate(axis.parts()):
        left, right = axis.at(a), axis.at(b)
        covers = _covers(a, b, lang)
        factor = f"×{times:.0f}" if times >= 1.5 else ""
        texts = (f"{covers} {factor}".strip(), covers, factor)
        text = next((text for text in texts if _text_width(text) < right - left - 8), "")
        if times == widest:
            bands.append(f'<rect x="{left:.0f}" width="{right - left:.0f}" height="{bottom}" opacity=".05"/>')
        if number:
            line = f'd="M{left:.0f} 0V{bottom}" stroke="currentColor" stroke-dasharray="3 3"'
            bands.append(f"<path {line}/>")
        bands.append(f'<text x="{(left + right) / 2:.0f}" y="10" text-anchor="middle">{escape(text)}</text>')
    return "".join(bands)


def _covers(first: int, end: int, lang: str) -> str:
    years = first % 12 == 0 and end % 12 == 0
    first_part, last_part = (
        f"{month // 12}" if years else f"{month // 12}-{month % 12 + 1:02}" for month in (first, end - 1)
    )
    return dates.label(first_part if first_part == last_part else f"{first_part}/{last_part}", lang)


def _tick(x: float, text: str, bottom: float) -> str:
    return (
        f'<text x="{x:.0f}" y="25" text-anchor="middle">{text}</text>'
        f'<path d="M{x:.0f} {_HEAD}V{bottom}" stroke="currentColor" opacity=".15"/>'
    )


def _packed(events: list[dict], axis: _Axis) -> tuple[list[dict], int]:
    """Give each event a row and a side for its label, so that nothing lies on anything else."""
    rows: list[list[_Reach]] = []
    boxes = []
    for event in events:
        left, right = axis.place(event["from"]), axis.place(event["to"])
        x = left if event["shape"] == "lasting" else (left + right) / 2
        label = _text_width(event["title"]) + 16
        bar = event["shape"] != "day" and right - left > 8
        ends = (left, right) if bar else (x, x)
        sides = {
            "start": (min(ends[0], x - 8), max(ends[1], x + label)),
            "end": (min(ends[0], x - label), max(ends[1], x + 8)),
        }
        fitting = {side: reach for side, reach in sides.items() if reach[0] >= _NAMES and reach[1] <= _WIDTH}
        if not fitting:
            side = "end" if x > _WIDTH / 2 else "start"
            fitting = {side: sides[side]}
        row, side = _first_room(rows, fitting)
        rows[row].append(fitting[side])
        boxes.append({"event": event, "x": x, "row": row, "side": side, "bar": ends if bar else None})
    return boxes, len(rows)


def _first_room(rows: list[list[_Reach]], sides: dict[str, _Reach]) -> tuple[int, str]:
    for number, row in enumerate(rows):
        # A label on the left goes first into a row, so that the right stays free for the next event
        for side, (a, b) in reversed(sides.items()) if not row else sides.items():
            if all(b < c or a > d for c, d in row):
                return number, side
    rows.append([])
    return len(rows) - 1, list(sides)[-1]


def _bar(box: dict, top: int) -> str:
    if not box["bar"]:
        return ""
    a, b = box["bar"]
    y = top + box["row"] * _ROW + 17
    # A broken line where the day is not known, a full one where it went on all that time
    dashes = "" if box["event"]["shape"] == "lasting" else ' stroke-dasharray="3 2"'
    return f'<path d="M{a:.0f} {y}H{b:.0f}" stroke-width="2"{dashes}/>'


def _mark(box: dict, lane: dict, top: int) -> str:
    hollow = ' fill="none" stroke-width="1.5"' if box["event"]["shape"] == "unsure" else ""
    place = f"translate({box['x']:.0f} {top + box['row'] * _ROW + 12})scale(.75)"
    return f'<path d="{lane["path"]}" transform="{place}"{hollow}/>'


def _label(box: dict, top: int) -> str:
    right = box["side"] == "start"
    x = box["x"] + (9 if right else -9)
    anchor = "" if right else ' text-anchor="end"'
    y = top + box["row"] * _ROW + 16
    return f'<text x="{x:.0f}" y="{y}"{anchor}>{escape(box["event"]["title"])}</text>'


def _table(lanes: list[tuple[dict, list[dict]]], words: dict) -> str:
    """The events by lane; an event that stands in two lanes has a row in each."""
    rows = []
    for lane, events in lanes:
        rows.append(f'<tr><th colspan="3" scope="rowgroup">{escape(lane["name"])}</th></tr>')
        for event in events:
            cells = (event["when"], event["title"], str(event["claim_count"]))
            rows.append("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>")
    head = "".join(f'<th scope="col">{escape(words[word])}</th>' for word in ("date", "event", "statements"))
    return (
        f"<details><summary>{escape(words['table'])}</summary>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></details>"
    )


def _text_width(text: str) -> float:
    """Estimate: Hangul and kanji are about twice as wide as a Latin letter."""
    wide = Counter(east_asian_width(letter) in "WF" for letter in text)
    return wide[True] * _FONT + wide[False] * _FONT * 0.58


def _lines(text: str, most: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= most:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _filled(phrase: str, **values: object) -> str:
    for name, value in values.items():
        phrase = phrase.replace(f"{{{name}}}", str(value))
    return phrase
