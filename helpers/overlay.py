"""One series of numbers under the axis of a timeline: a figure a period, drawn as steps.

    observations of a series  ──>  tracks (where two sources differ, one each)  ──>  pieces that may be joined

A piece ends where a figure is missing and where the counting changed. The widget draws `pieces`; `table`
gives the same numbers in words.
"""

from __future__ import annotations

from datetime import date, timedelta
from html import escape
from math import isnan

from helpers import data, dates, labels
from helpers.sources import cite

_DAY = timedelta(days=1)
_MOST_ROWS = 600


def overlay(series_id: str, lang: str = "en") -> dict:
    """Return what is drawn of a series: title, unit, pieces, lowest and highest figure, breaks, sources."""
    observed = data.series(series_id)
    about = observed.attrs
    breaks = sorted(set(about["break_dates"]))
    points = [_point(row, lang) for row in observed.to_dict("records") if not isnan(row["value"])]
    points.sort(key=lambda point: (point["from"], point["to"]))
    pieces = [piece for track in _tracks(points) for piece in _pieces(track, breaks)]
    least, most = (choose(points, key=lambda point: point["value"]) for choose in (min, max))
    return {
        "id": series_id,
        "title": about["title"],
        "unit": about["unit"],
        "caveats": about["caveats"],
        "pieces": pieces,
        "least": least,
        "most": most,
        "breaks": [dates.label(day, lang) for day in breaks],
        "sources": [cite(source, lang) for source in dict.fromkeys(observed["source_id"]) if source],
        "known_from": max((str(day) for day in observed["known_from"] if day), default=""),
    }


def table(series: dict, lang: str, known_on: str = "") -> str:
    """Return the figures as an HTML table that can be folded out, with sources and caveats under it.

    With `known_on`, a figure is left out whose month or year was not over on that day.
    """
    points = [point for piece in series["pieces"] for point in piece]
    points = sorted((p for p in points if not known_on or p["to"] <= known_on), key=lambda p: p["from"])
    rows = "".join(
        f"<tr><td>{escape(point['when'])}</td><td>{escape(point['text'])}</td></tr>"
        for point in points[:_MOST_ROWS]
    )
    head = f"{escape(labels.phrase('date', lang))}</th><th scope='col'>{escape(series['unit'])}"
    sources = "".join(f"<li>{escape(source)}</li>" for source in series["sources"])
    broken = _broken(series, lang)
    return (
        f"<details><summary><span lang='en'>{escape(series['title'])}</span></summary>"
        f"<table><thead><tr><th scope='col'>{head}</th></tr></thead><tbody>{rows}</tbody></table>"
        f"<p><small>{escape(broken)} <span lang='en'>{escape(series['caveats'])}</span></small></p>"
        f"<ul>{sources}</ul></details>"
    )


def _broken(series: dict, lang: str) -> str:
    days = ", ".join(series["breaks"])
    return labels.phrase("timeline_series_breaks", lang, dates=days) if days else ""


def _point(row: dict, lang: str) -> dict:
    when, value = dates.when(row["date"]), float(row["value"])
    return {
        "from": when.earliest.isoformat(),
        "to": when.latest.isoformat(),
        "value": value,
        "text": f"{value:,.10g}",
        "when": dates.label(row["date"], lang),
    }


def _tracks(points: list[dict]) -> list[list[dict]]:
    """Give each figure a track on which nothing else covers the same days."""
    tracks: list[list[dict]] = []
    for point in points:
        free = next((track for track in tracks if track[-1]["to"] < point["from"]), None)
        if free is None:
            tracks.append(free := [])
        free.append(point)
    return tracks


def _pieces(track: list[dict], breaks: list[str]) -> list[list[dict]]:
    """Cut a track where days without a figure lie between two figures, and where the counting changed."""
    starts = [dates.when(day).earliest.isoformat() for day in breaks]
    pieces = [[track[0]]]
    for before, point in zip(track, track[1:], strict=False):
        next_day = (date.fromisoformat(before["to"]) + _DAY).isoformat()
        broken = any(before["from"] < day <= point["from"] for day in starts)
        if next_day < point["from"] or broken:
            pieces.append([])
        pieces[-1].append(point)
    return pieces
