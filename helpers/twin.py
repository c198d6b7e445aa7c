"""A still picture of a timeline for places where no widget runs: print, GitHub, a page without a kernel.

It is one SVG in lanes with a table under it, always the same for the same story: no random ids, no clock.
The rows of the labels, the clusters and the folded lanes follow the rules of the widget in a simpler form,
because the width of letters can only be estimated here. The axis stands in `twinaxis`.
"""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Collection
from html import escape
from unicodedata import east_asian_width

from helpers.twinaxis import Axis, covers

_Reach = tuple[float, float]  # from where to where on the x axis
_WIDTH, _NAMES, _EDGE = 960, 140, 14
_ROW, _HEAD, _FONT = 17, 30, 11
_MOST_SINGLE = 150  # with more events than this, lanes with many of them show clusters
_ONE_LINE = 24  # height of a lane that is folded


def picture(
    story: dict,
    events: list[dict],
    *,
    lanes: str,
    stretch: bool,
    folded: Collection[str] = (),
    window: tuple[str, str] = ("", ""),
) -> str:
    """Return the HTML of a timeline: the events as an SVG, and a table that can be folded out.

    `folded` are ids of lanes to be drawn on one line, `window` two days between which to look more closely.
    """
    words = story["words"]
    events = _inside(events, window)
    if not events:
        body = f"<p>{escape(words['none'])}</p>"
    else:
        note = f"<p><small>{escape(words['still'])}</small></p>"
        drawn = svg(story, events, lanes=lanes, stretch=stretch, folded=folded, window=window)
        image = _image(drawn, f"{_title(story, events)}. {words['table']} ↓")
        body = image + note + _table(filled_lanes(story, lanes, events), words)
    return f'<div class="two-shores-twin" lang="{escape(story["lang"])}">{body}</div>'


def svg(
    story: dict,
    events: list[dict],
    *,
    lanes: str,
    stretch: bool,
    folded: Collection[str] = (),
    window: tuple[str, str] = ("", ""),
) -> str:
    """Return the picture alone, as the text of an SVG file."""
    events = _inside(events, window)
    axis = Axis(events, stretch, _NAMES + _EDGE, _WIDTH - _NAMES - 2 * _EDGE, window)
    filled = filled_lanes(story, lanes, events)
    most = _MOST_SINGLE / len(filled) if len(events) > _MOST_SINGLE else len(events)
    drawn, top = [], _HEAD
    for lane, inside in filled:
        boxes = [_box(event, lane, axis) for event in inside]
        name = _lines(lane["name"], 18)
        if lane["id"] in folded:
            flat = {"row": 0, "label": "", "bar": None}
            boxes, height = [box | flat for box in _gathered(boxes)], _ONE_LINE
        else:
            boxes, rows = _packed(_gathered(boxes) if len(inside) > most else boxes)
            height = rows * _ROW + 10
        drawn.append(_lane(lane, name, boxes, top))
        top += max(height, len(name) * 14 + 10)
    ticks = "".join(_tick(x, text, top) for x, text in axis.ticks(story["lang"]))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {top + 4}" width="{_WIDTH}" '
        f'xml:lang="{escape(story["lang"])}" font-family="system-ui,sans-serif" font-size="{_FONT}" '
        f'color="#1f1f1f" fill="currentColor"><title>{escape(_title(story, events))}</title>'
        '<rect width="100%" height="100%" fill="#fff"/>'
        f"{_bands(axis, story['lang'], top)}{ticks}{''.join(drawn)}</svg>"
    )


def filled_lanes(story: dict, lanes: str, events: list[dict]) -> list[tuple[dict, list[dict]]]:
    """Return each lane that has events, with these events."""
    pairs = ((lane, [e for e in events if lane["id"] in e["lanes"][lanes]]) for lane in story["lanes"][lanes])
    return [(lane, inside) for lane, inside in pairs if inside]


def is_crowded(events: list[dict]) -> bool:
    """Say whether most events lie in a small part of the time."""
    return Axis(events, True, 0, 1).is_crowded()


def _title(story: dict, events: list[dict]) -> str:
    return f"{story['words']['timeline']}: {_filled(story['words']['events'], n=len(events))}"


def _inside(events: list[dict], window: tuple[str, str]) -> list[dict]:
    start, end = window
    return [e for e in events if (not start or e["to"] >= start) and (not end or e["from"] <= end)]


def _image(svg: str, alt: str) -> str:
    # JupyterLab takes <svg> out of a notebook that is not yet trusted, as after a fresh clone, and leaves its
    # texts in one heap; a picture may stay.
    data = b64encode(svg.encode()).decode()
    return f'<img width="{_WIDTH}" alt="{escape(alt)}" src="data:image/svg+xml;base64,{data}">'


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


def _bands(axis: Axis, lang: str, bottom: float) -> str:
    """Over each part of a stretched axis: what it covers, and how much wider than on an even axis."""
    bands = []
    for number, (a, b, times) in enumerate(axis.parts()):
        left, right = axis.at(a), axis.at(b)
        span = covers(a, b, lang)
        factor = f"×{times:.0f}" if times >= 1.5 else ""
        texts = (f"{span} {factor}".strip(), span, factor)
        text = next((text for text in texts if _text_width(text) < right - left - 8), "")
        if number % 2:
            bands.append(f'<rect x="{left:.0f}" width="{right - left:.0f}" height="{bottom}" opacity=".05"/>')
        if number:
            line = f"M{left:.0f} 0v14M{left:.0f} {_HEAD}V{bottom}"
            bands.append(f'<path d="{line}" stroke="currentColor" stroke-dasharray="3 3"/>')
        bands.append(f'<text x="{(left + right) / 2:.0f}" y="10" text-anchor="middle">{escape(text)}</text>')
    return "".join(bands)


def _tick(x: float, text: str, bottom: float) -> str:
    return (
        f'<text x="{x:.0f}" y="25" text-anchor="middle">{text}</text>'
        f'<path d="M{x:.0f} {_HEAD}V{bottom}" stroke="currentColor" opacity=".15"/>'
    )


def _box(event: dict, lane: dict, axis: Axis) -> dict:
    """Where an event goes from left to right: its marker, its bar if it has one, its label."""
    left, right = axis.place(event["from"]), axis.place(event["to"])
    x = left if event["shape"] == "lasting" else (left + right) / 2
    bar = event["shape"] != "day" and right - left > 8
    # A lane may have words of its own for an event: what one side says of it
    label = event.get("labels", {}).get(lane["id"], event["title"])
    hollow = event["shape"] == "unsure" or lane["id"] in event.get("empty", ())
    ends = (left, right) if bar else None
    return {"events": [event], "x": x, "bar": ends, "label": label, "hollow": hollow}


def _gathered(boxes: list[dict]) -> list[dict]:
    """Boxes whose markers would lie on one another become one, with their number instead of a label."""
    groups: list[dict] = []
    for group in sorted(boxes, key=lambda box: box["x"]):
        while groups and group["x"] - groups[-1]["x"] < _half(groups[-1]) + _half(group):
            before = groups.pop()
            events = before["events"] + group["events"]
            share = len(group["events"]) / len(events)
            x = before["x"] + share * (group["x"] - before["x"])
            group = {"events": events, "x": x, "bar": None, "label": "", "hollow": False}
        groups.append(group)
    return groups


def _half(box: dict) -> float:
    """Half of the room that a marker or the number of a cluster takes."""
    return 8 if len(box["events"]) == 1 else 8 + 3.2 * len(str(len(box["events"])))


def _packed(boxes: list[dict]) -> tuple[list[dict], int]:
    """Give each box a row and a side for its label, so that nothing lies on anything else."""
    rows: list[list[_Reach]] = []
    placed = []
    for box in boxes:
        x, half = box["x"], _half(box)
        ends = box["bar"] or (x, x)
        label = _text_width(_cut(box["label"])) + 16 if box["label"] else half
        sides = {
            "start": (min(ends[0], x - half), max(ends[1], x + label)),
            "end": (min(ends[0], x - label), max(ends[1], x + half)),
        }
        fitting = {side: reach for side, reach in sides.items() if reach[0] >= _NAMES and reach[1] <= _WIDTH}
        if not fitting:
            side = "end" if x > _WIDTH / 2 else "start"
            fitting = {side: sides[side]}
        row, side = _first_room(rows, fitting)
        rows[row].append(fitting[side])
        placed.append({**box, "row": row, "side": side})
    return placed, len(rows)


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
    y = top + box["row"] * _ROW + 19
    # A broken line where the day is not known, a full one where it went on all that time
    dashes = "" if box["events"][0]["shape"] == "lasting" else ' stroke-dasharray="3 2"'
    return f'<path d="M{a:.0f} {y}H{b:.0f}" stroke-width="2"{dashes}/>'


def _mark(box: dict, lane: dict, top: int) -> str:
    x, y, count = box["x"], top + box["row"] * _ROW + 12, len(box["events"])
    if count == 1:
        hollow = ' fill="none" stroke-width="1.5"' if box["hollow"] else ""
        return f'<path d="{lane["path"]}" transform="translate({x:.0f} {y})scale(.75)"{hollow}/>'
    half = _half(box) - 1.5
    size = f'width="{2 * half:.0f}" height="16" rx="8" fill-opacity=".3"'
    style = 'text-anchor="middle" fill="currentColor" stroke="none"'
    pill = f'<rect x="{x - half:.0f}" y="{y - 8}" {size}/>'
    return f'{pill}<text x="{x:.0f}" y="{y + 4}" {style}>{count}</text>'


def _label(box: dict, top: int) -> str:
    if not box["label"]:
        return ""
    right = box["side"] == "start"
    x = box["x"] + (9 if right else -9)
    anchor = "" if right else ' text-anchor="end"'
    y = top + box["row"] * _ROW + 16
    return f'<text x="{x:.0f}" y="{y}"{anchor}>{escape(_cut(box["label"]))}</text>'


def _cut(text: str) -> str:
    """A label longer than the picture is wide ends with an ellipsis; the table has the whole of it."""
    most = _WIDTH - _NAMES - 40
    if _text_width(text) <= most:
        return text
    kept = text[: int(most / _FONT)]
    return kept.rstrip() + "…"


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
