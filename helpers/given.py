"""The table of events that a reader hands over: checked, put into order of time, and cleaned of gaps.

    a DataFrame  ──>  checked()  ──>  the same rows in order of time
                                 └──>  records(): one dict a row, where every gap is the empty text

A gap in a title is allowed, a date that is no date is not: the message names the row and the value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers import data, dates
from helpers.errors import KitError, shown

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS = ("event_id", "start", "end", "title_en", "title_ko", "title_ja", "summary", "period")
_DATES = ("start", "end", "known_from")


def checked(events: pd.DataFrame | None) -> pd.DataFrame:
    """Return the rows in order of time; without a table, those of the course. Raises KitErrors."""
    if events is None:
        events = data.table("events")
    if not hasattr(events, "columns"):
        raise KitError(f"Not a table of events: {shown(events)}.", 'Give rows of table("events").')
    for column in _COLUMNS:
        found = list(events.columns).count(column)
        if found != 1:
            what = f"{found} columns {column!r}" if found else f"no column {column!r}"
            raise KitError(f"The events have {what}.", 'Take all columns of table("events").')
    if events.empty:
        raise KitError("There is no event in this table.", "Look at the condition that chose the rows.")
    rows = records(events)
    nameless = next((number for number, row in enumerate(rows, 1) if not row["event_id"]), None)
    if nameless:
        raise KitError(f"Row {nameless} of the events has no event_id.", "Give it a name of its own.")
    twice = events["event_id"][events["event_id"].duplicated()]
    if len(twice):
        what = f"The event {twice.iloc[0]!r} stands in {(events['event_id'] == twice.iloc[0]).sum()} rows."
        raise KitError(what, 'Keep one row for each event: events.drop_duplicates("event_id").')
    order = sorted(range(len(rows)), key=lambda place: _order(rows[place], place + 1))
    return events.iloc[order].reset_index(drop=True)


def records(events: pd.DataFrame) -> list[dict]:
    """Return each row as a dict; what is missing (NaN, None, NaT) is the empty text, as in our own tables."""
    gaps = events.isna()
    columns = {
        name: ["" if gap else value for value, gap in zip(events[name].tolist(), gaps[name], strict=True)]
        for name in events.columns
    }
    rows = [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
    for row in rows:
        for name in row.keys() - set(_DATES):
            row[name] = str(row[name])
    return rows


def edtf(event: dict, number: int | None = None) -> str:
    """Return the date of an event as one text; a KitError tells which event has none that can be read."""
    start, end = event["start"], event["end"]
    text = f"{start}/{end}" if end else start
    row = f" (row {number})" if number else ""
    try:
        if not isinstance(start, str) or not isinstance(end, str):
            raise KitError(f"Its start is {shown(start)}.", "A date is a text: put it between quotes.")
        if not start:
            raise KitError("Its start is empty.", "Write at least the year, or leave the row out.")
        dates.when(text)
    except KitError as problem:
        raise KitError(f"The event {event['event_id']!r}{row} has no readable date.", *problem.args) from None
    return text


def _order(event: dict, number: int) -> tuple:
    # An event without a known beginning is sorted by the end that is known
    parsed = dates.when(edtf(event, number))
    return parsed.ends if parsed.open_start else parsed.begins, parsed.ends, event["event_id"]
