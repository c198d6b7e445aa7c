"""What could be known on a day: a source, a statement or an event is hidden until it was published.

    published 2019-11-22         hidden before, shown from that day on
    published in November 2019   hidden before 1 November; may have been known until the 30th; then known
    no day of publication        may have been known from the day on which it happened or was said

"May have been known" is shown, and marked: where our sources cannot tell, the reader should see that.
"""

from __future__ import annotations

from helpers import dates
from helpers.errors import KitError


def reach(row: dict) -> list[str]:
    """Return the first day on which it may have been known, and the first on which it surely was; or ""."""
    published = row.get("known_from") or row.get("published") or ""
    text = published or row.get("date_said") or row.get("start") or ""
    if not text:
        return ["", ""]
    try:
        when = dates.when(text)
    except KitError as problem:
        name = row.get("event_id") or "a row"
        raise KitError(f"Nobody can tell when {name!r} became known.", *problem.args) from None
    first = "" if when.open_start else when.earliest.isoformat()
    surely = published and not when.open_end
    return [first, when.latest.isoformat() if surely else ""]


def status(reached: list[str], day: str) -> str:
    """Say whether it was known on a day ("2019-11-22"): "yes", "no" or "may". Without a day all is known.

    >>> status(["2019-11-01", "2019-11-30"], "2019-11-22")
    'may'
    """
    first, surely = reached
    if not day or (surely and surely <= day):
        return "yes"
    return "no" if first and first > day else "may"


def as_known(event: dict, day: str) -> dict:
    """Return an event of a story as it could be told on that day, without later statements and sources.

    The same rules as asKnown() in static/src/known.js.
    """
    if not day:
        return event
    voices = [
        voice | {"claims": [claim for claim in voice["claims"] if status(claim["known"], day) != "no"]}
        for voice in event["voices"]
    ]
    return event | {
        "voices": voices,
        "claim_count": sum(len(voice["claims"]) for voice in voices),
        "maybe": status(event["known"], day) == "may",
    }
