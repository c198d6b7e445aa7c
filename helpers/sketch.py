"""A prediction on paper: the known values, room to draw the rest, and after the look both beside each other.

    svg(story, guesses)          the grid with the known part; the asked part is grey and empty
    svg(story, guesses, hidden)  the same with the data in it
    html(...)                    the picture, a table with lines to write on, and the sources

Drawn as static/src/predict.js draws it: known values are full circles, the guess hollow ones on a broken
line, the data diamonds. Lines end where the method of counting changes, and where a date has no single value.
"""

from __future__ import annotations

import math
from base64 import b64encode
from html import escape

from helpers.distance import amount, filled, gap, plain, said

_WIDTH, _HEIGHT = 720, 320
_LEFT, _RIGHT, _TOP, _BOTTOM = 92, 16, 34, 34
_GUESS, _DATA = "#a35200", "#00734f"  # on white 5.6:1 and 5.9:1
_MANY = 60  # with more points the line alone is drawn


def svg(story: dict, guesses: dict[str, float], hidden: dict | None = None) -> str:
    """Return the picture as an SVG; without `hidden` it tells nothing of the data."""
    rows = hidden["rows"] if hidden else []
    drawn = _bars(story, guesses, rows) if story["kind"] == "number" else _curve(story, guesses, rows)
    title = filled(story["words"]["chart"], title=heading(story), unit=story["unit"])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" '
        f'xml:lang="{escape(story["lang"])}" font-family="system-ui,sans-serif" font-size="12" '
        f'color="#1f1f1f" fill="currentColor"><title>{escape(title)}</title>'
        f'<rect width="100%" height="100%" fill="#fff"/>{drawn}</svg>'
    )


def html(story: dict, guesses: dict[str, float], reason: str, hidden: dict | None = None) -> str:
    """Return the picture with its words: before the look with lines to write on, after it with the data."""
    words, blank = story["words"], "blank_number" if story["kind"] == "number" else "blank"
    title = escape(story["question"]) or _english(story["title"], story)
    parts = [f"<p><strong>{title}</strong> ({escape(story['unit'])})</p>"]
    if story["definition"]:
        parts.append(
            f"<p><small>{escape(words['definition'])}: {_english(story['definition'], story)}</small></p>"
        )
    if not hidden:
        parts.append(f"<p>{escape(words[blank])}</p>")
    if story["kind"] == "series" or hidden:
        # JupyterLab takes <svg> out of a notebook that is not yet trusted; a picture may stay
        picture = b64encode(svg(story, guesses, hidden).encode()).decode()
        alt = escape(filled(words["chart"], title=heading(story), unit=story["unit"]))
        parts.append(f'<img width="{_WIDTH}" alt="{alt}" src="data:image/svg+xml;base64,{picture}">')
    parts.append(_table(story, guesses, hidden))
    parts.append(f"<p>{escape(words['reason'])}: {escape(reason) or '_' * 40}</p>")
    parts += _after(story, guesses, hidden) if hidden else []
    sources = (hidden or story)["sources"]
    if sources:
        lines = "".join(f"<li>{escape(source['text'])}</li>" for source in sources)
        parts.append(f"<p><small>{escape(words['sources'])}</small></p><ol>{lines}</ol>")
    return f'<div class="two-shores-twin" lang="{escape(story["lang"])}">{"".join(parts)}</div>'


def heading(story: dict) -> str:
    """Return the question, or the title where no question was given."""
    return story["question"] or story["title"]


def sentences(story: dict, guesses: dict[str, float], hidden: dict) -> list[str]:
    """Return a line for each value of the data: the guess, the data, and the distance between the two."""
    words, unit, lines = story["words"], story["unit"], []
    for row in hidden["rows"]:
        date = row["label"] or heading(story)
        if row["asked"] and row["date"] in guesses:
            guess = guesses[row["date"]]
            told = filled(words["line"], date=date, guess=amount(guess, unit), data=said(row, story))
            lines.append(f"{told} {gap(guess, row, story)}")
        else:
            lines.append(filled(words["context"], date=date, data=said(row, story)))
    return lines


def limits(story: dict, more: list[float]) -> tuple[float, float, float]:
    """Return bottom, top and step of the axis: zero, the known values with room above, and `more` values."""
    known = _numbers(story["known"])
    high = max([0, *(1.6 * value for value in known), *(1.08 * value for value in more)])
    low = min([0, *(1.6 * value for value in known), *(1.08 * value for value in more)])
    cap = story["most"] if story["most"] is not None else 100 if story["percent"] else math.inf
    if max([0, *known, *more]) <= cap:
        high = min(high, cap)
    if high == low:
        high = 1.0
    raw = (high - low) / 4
    size = 10.0 ** math.floor(math.log10(raw))
    step = next(nice * size for nice in (1, 2, 2.5, 5, 10) if nice * size >= raw * 0.999)
    return math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step, step


def _numbers(rows: list[dict]) -> list[float]:
    return [row[part] for row in rows for part in ("value", "low", "high") if row[part] is not None]


def runs(points: list[dict]) -> list[list[dict]]:
    """Return the points that a line may join: one method of counting, and one value for each date."""
    found: list[list[dict]] = [[]]
    for point in points:
        alone = sum(other["date"] == point["date"] for other in points) == 1 and point["value"] is not None
        if not alone or (found[-1] and found[-1][-1]["stretch"] != point["stretch"]):
            found.append([])
        if alone:
            found[-1].append(point)
    return [run for run in found if len(run) > 1]


# --- the curve ---------------------------------------------------------------------------------------------


class _Scale:
    def __init__(self, story: dict, guesses: dict[str, float], rows: list[dict]) -> None:
        self.low, self.high, self.step = limits(story, [*guesses.values(), *_numbers(rows)])
        places = sorted({point["at"] for point in [*story["known"], *story["asked"], *rows]})
        steps = [b - a for a, b in zip(places, places[1:], strict=False)]
        self.band = min(steps, default=1)
        self.places = places
        self.first, self.last = places[0] - self.band / 2, places[-1] + self.band / 2

    def x(self, at: float) -> float:
        room = _WIDTH - _LEFT - _RIGHT
        return round(_LEFT + (at - self.first) / (self.last - self.first) * room, 1)

    def y(self, value: float) -> float:
        room = _HEIGHT - _TOP - _BOTTOM
        return round(_HEIGHT - _BOTTOM - (value - self.low) / (self.high - self.low) * room, 1)


def _curve(story: dict, guesses: dict[str, float], rows: list[dict]) -> str:
    scale = _Scale(story, guesses, rows)
    known = story["known"]
    asked = [one for one in story["asked"] if one["date"] in guesses]
    guessed = [one | {"value": guesses[one["date"]]} for one in asked]
    start = [point for point in known if guessed and point["at"] < guessed[0]["at"]][-1:]
    truth = sorted([*known, *rows], key=lambda point: point["at"])
    parts = [_room(story, scale), _grid(story, scale)]
    parts += [_line(run, scale, "currentColor") for run in runs(truth)]
    parts += [_line(run, scale, _GUESS, ' stroke-dasharray="5 4"') for run in runs([*start, *guessed])]
    parts += [_range(point, scale) for point in truth]
    if len(known) <= _MANY:
        parts += [_mark(point, scale, "known") for point in known]
    parts += [_mark(row, scale, "data") for row in rows] + [_mark(one, scale, "guess") for one in guessed]
    shown = ["known", *(["guess"] if guessed else []), *(["data"] if rows else [])]
    return "".join(parts) + _legend(shown, story["words"])


def _room(story: dict, scale: _Scale) -> str:
    """The grey part: for each date asked for, halfway to its neighbours on either side."""
    parts, height = [], _HEIGHT - _TOP - _BOTTOM
    for asked in story["asked"]:
        at = asked["at"]
        before = max((place for place in scale.places if place < at), default=at - scale.band)
        after = min((place for place in scale.places if place > at), default=at + scale.band)
        left, right = scale.x((before + at) / 2), scale.x((at + after) / 2)
        size = f'width="{right - left:.1f}" height="{height}"'
        parts.append(f'<rect x="{left}" y="{_TOP}" {size} opacity=".08" shape-rendering="crispEdges"/>')
    return "".join(parts)


def _grid(story: dict, scale: _Scale) -> str:
    parts, right, base = [], _WIDTH - _RIGHT, _HEIGHT - _BOTTOM
    for number in range(round((scale.high - scale.low) / scale.step) + 1):
        value = scale.low + number * scale.step
        y, strong = scale.y(value), ".8" if abs(value) < scale.step / 2 else ".25"
        parts.append(f'<path d="M{_LEFT} {y}H{right}" stroke="currentColor" opacity="{strong}"/>')
        parts.append(f'<text x="{_LEFT - 8}" y="{y + 4}" text-anchor="end">{plain(value)}</text>')
    for mark in story["break_dates"]:
        line = f"M{scale.x(mark['at'])} {_TOP}V{base}"
        parts.append(f'<path d="{line}" stroke="currentColor" stroke-dasharray="3 3"/>')
    taken: list[float] = []
    for point in [*story["asked"], *reversed(story["known"])]:
        x = scale.x(point["at"])
        text = point["date"].replace("/", "–")
        if all(abs(x - other) > 7 * len(text) + 8 for other in taken):
            taken.append(x)
            parts.append(f'<text x="{x}" y="{base + 18}" text-anchor="middle">{escape(text)}</text>')
    parts.append(f'<text x="{_LEFT - 8}" y="{_TOP - 18}" text-anchor="end">{escape(story["unit"])}</text>')
    return "".join(parts)


def _line(run: list[dict], scale: _Scale, colour: str, dashes: str = "") -> str:
    path = "L".join(f"{scale.x(point['at'])} {scale.y(point['value'])}" for point in run)
    return f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"{dashes}/>'


def _range(point: dict, scale: _Scale) -> str:
    """A bar from the lowest to the highest value; with one end missing it goes to the end of the axis."""
    if point["low"] is None and point["high"] is None:
        return ""
    low = scale.low if point["low"] is None else point["low"]
    high = scale.high if point["high"] is None else point["high"]
    x, caps = scale.x(point["at"]), ""
    for end, value in ((point["low"], low), (point["high"], high)):
        caps += f"M{x - 5} {scale.y(value)}h10" if end is not None else ""
    return f'<path d="M{x} {scale.y(low)}V{scale.y(high)}{caps}" stroke="currentColor" stroke-width="2"/>'


def _mark(point: dict, scale: _Scale, kind: str) -> str:
    return _shape(kind, scale.x(point["at"]), scale.y(point["value"])) if point["value"] is not None else ""


def _shape(kind: str, x: float, y: float) -> str:
    if kind == "data":
        return f'<path d="M{x} {y - 7}l6 7l-6 7l-6 -7Z" fill="{_DATA}"/>'
    if kind == "guess":
        return f'<circle cx="{x}" cy="{y}" r="5.5" fill="#fff" stroke="{_GUESS}" stroke-width="2.5"/>'
    return f'<circle cx="{x}" cy="{y}" r="3"/>'


def _legend(kinds: list[str], words: dict) -> str:
    parts, x = [], _LEFT + 60
    for kind in kinds:
        parts.append(_shape(kind, x, 12) + f'<text x="{x + 12}" y="16">{escape(words[kind])}</text>')
        x += 40 + 12 * len(words[kind])
    return "".join(parts)


# --- one number: two bars ----------------------------------------------------------------------------------


def _bars(story: dict, guesses: dict[str, float], rows: list[dict]) -> str:
    ends = [0, *guesses.values(), *_numbers(rows)]
    low, high = min(ends), max(ends)
    unit_width = (_WIDTH - 2 * 24) / ((high - low) or 1)

    def x(value: float) -> float:
        return round(24 + (value - low) * unit_width, 1)

    def bar(kind: str, text: str, value: float | None, y: int, colour: str) -> str:
        label = f'<text x="24" y="{y - 8}">{escape(story["words"][kind])}: {escape(text)}</text>'
        if value is None:
            return label
        left, right = sorted((x(0), x(value)))
        width = max(1, right - left)
        return f'{label}<rect x="{left}" y="{y}" width="{width:.1f}" height="22" fill="{colour}"/>'

    y, parts = 50, []
    for guess in guesses.values():
        parts.append(bar("guess", amount(guess, story["unit"]), guess, y, _GUESS))
        y += 74
    for row in rows:
        parts.append(bar("data", said(row, story), row["value"], y, _DATA))
        if row["low"] is not None or row["high"] is not None:
            left = x(row["low"]) if row["low"] is not None else 24
            right = x(row["high"]) if row["high"] is not None else _WIDTH - 24
            caps = f"M{left} {y - 4}v30M{right} {y - 4}v30M{left} {y + 11}H{right}"
            parts.append(f'<path d="{caps}" stroke="currentColor" stroke-width="2"/>')
        y += 74
    return "".join(parts) or f'<path d="M24 120H{_WIDTH - 24}" stroke="currentColor"/>'


# --- words -------------------------------------------------------------------------------------------------


def _table(story: dict, guesses: dict[str, float], hidden: dict | None) -> str:
    """The dates asked for, with lines to write on; the known values are folded away under them."""
    words, unit = story["words"], story["unit"]
    heads = [words["date"], words["guess"], *([words["data"]] if hidden else [])]
    rows = []
    for asked in story["asked"]:
        guess = guesses.get(asked["date"])
        row = [asked["label"], "_" * 16 if guess is None else amount(guess, unit)]
        found = [said(one, story) for one in (hidden or {"rows": []})["rows"] if one["date"] == asked["date"]]
        rows.append([*row, *([" / ".join(found)] if hidden else [])])
    if not story["known"]:
        return _grid_of(heads, rows)
    told = [[one["label"], said(one, story)] for one in story["known"]]
    known = _grid_of([words["date"], words["known"]], told)
    return f"{_grid_of(heads, rows)}<details><summary>{escape(words['known'])}</summary>{known}</details>"


def _grid_of(heads: list[str], rows: list[list[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _after(story: dict, guesses: dict[str, float], hidden: dict) -> list[str]:
    words = story["words"]
    told = "".join(f"<li>{escape(line)}</li>" for line in sentences(story, guesses, hidden))
    parts = [f"<p><strong>{escape(words['result'])}</strong></p><ul>{told}</ul>"]
    parts.append(f"<p>{escape(words['no_mark'])}</p>")
    limits_told = [f"<li>{_english(text, story)}</li>" for text in hidden["caveats"]]
    for change in hidden["breaks"]:
        when = escape(filled(words["break"], date=change["label"]))
        limits_told.append(f"<li>{when}: {_english(change['what'], story)}</li>")
    if limits_told:
        parts.append(f"<p>{escape(words['cannot'])}</p><ul>{''.join(limits_told)}</ul>")
    return parts


def _english(text: str, story: dict) -> str:
    """Titles, definitions and caveats are written in English, whatever the language of the widget."""
    return escape(text) if story["lang"] == "en" else f'<span lang="en">{escape(text)}</span>'
