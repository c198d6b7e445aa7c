"""A guess beside the data, in words: numbers with their units, ranges, and the distance between the two.

    gap(8_000_000, row, story)  ──>  "The guess is 2,415,403 persons (43%) above the data."

The same rules stand in static/src/distance.js, for pages without a kernel; a test compares the two.
"""

from __future__ import annotations

import math
import re

from helpers.errors import KitError, shown


def checked(number: object, what: str) -> float:
    """Return a number as a float; a KitError names what is none.

    >>> checked(12, "value")
    12.0
    """
    try:
        if isinstance(number, (bool, str)):
            raise TypeError
        made = float(number)
    except (TypeError, ValueError, OverflowError):
        advice = "Write digits without quotes, such as 7500000."
        raise KitError(f"{what} is not a number: {shown(number)}.", advice) from None
    if not math.isfinite(made) or abs(made) >= 1e15:
        raise KitError(f"{what} is too large or no number: {shown(number)}.", "Give fewer than 16 digits.")
    return made


def plain(value: float) -> str:
    """Return a number with separators for thousands and at most four decimals.

    >>> plain(7538952.0), plain(-0.25)
    ('7,538,952', '-0.25')
    """
    text = f"{value:,.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def amount(value: float, unit: str) -> str:
    """Return a number with its unit; Korean and Japanese units and % stand close to the number.

    >>> amount(12, "persons"), amount(12, "명")
    ('12 persons', '12명')
    """
    return plain(value) + joined(unit)


def joined(unit: str) -> str:
    """Return the unit as it follows a number."""
    return unit if unit.startswith("%") or (unit and ord(unit[0]) > 0x2E7F) else f" {unit}"


def said(row: dict, story: dict) -> str:
    """Return a value of the data with its unit; a range is told as a range."""
    words, unit, low, high = story["words"], story["unit"], row["low"], row["high"]
    if low is None and high is None:
        return amount(row["value"], unit)
    if low is not None and high is not None:
        span = filled(words["range"], low=plain(low), high=amount(high, unit))
    elif low is not None:
        span = filled(words["low_only"], low=amount(low, unit))
    else:
        span = filled(words["high_only"], high=amount(high, unit))
    if row["value"] is None:
        return span
    return filled(words["value_range"], value=amount(row["value"], unit), range=span)


def gap(guess: float, row: dict, story: dict) -> str:
    """Return in one sentence how far a guess lies from the data. It is no mark."""
    words, low, high = story["words"], row["low"], row["high"]
    if low is not None or high is not None:
        bottom = -math.inf if low is None else low
        top = math.inf if high is None else high
        if bottom <= guess <= top:
            return words["inside"]
        side, distance = ("above", guess - top) if guess > top else ("below", bottom - guess)
        return filled(words[f"{side}_range"], diff=_distance(distance, story))
    distance = guess - row["value"]
    if abs(distance) < 5e-5:
        return words["equal"]
    side, diff = ("above" if distance > 0 else "below"), _distance(abs(distance), story)
    if story["percent"] or row["value"] == 0:
        return filled(words[f"{side}_plain"], diff=diff)
    return filled(words[side], diff=diff, percent=_share(abs(distance / row["value"]) * 100, words))


def filled(text: str, **values: object) -> str:
    """Return a phrase with its {placeholders} filled in; each is filled once, whatever the values say."""
    return re.sub(r"\{(\w+)\}", lambda hole: str(values.get(hole[1], hole[0])), text)


def _distance(number: float, story: dict) -> str:
    return amount(number, story["words"]["points"] if story["percent"] else story["unit"])


def _share(percent: float, words: dict) -> str:
    places = 1 if percent < 10 else 0
    rounded = math.floor(percent * 10**places + 0.5) / 10**places
    return f"{plain(rounded)}%" if rounded else words["tiny"]
