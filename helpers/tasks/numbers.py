"""How far a number is from the right one, in words that do not give the right one away."""

from __future__ import annotations

from math import log10


def near(value: float, right: float, within: float = 0.01) -> bool:
    """Return whether a number lies within a fraction of the right one.

    >>> near(101, 100)
    True
    """
    return abs(value - right) <= within * abs(right)


def power_of_ten(ratio: float, within: float = 0.02) -> int:
    """Return k where the ratio is about 10 to the power k, and 0 where it is not, or k is 0.

    >>> power_of_ten(1001), power_of_ten(700)
    (3, 0)
    """
    if ratio <= 0:
        return 0
    power = round(log10(ratio))
    return power if near(ratio, 10.0**power, within) else 0


def to_one_decimal(value: float, right: float) -> str:
    """Say that a number is right but for its rounding, or nothing."""
    return "It is close: give it to one decimal." if abs(value - right) < 0.51 else ""


def off_by(value: float, right: float, what: str = "It is") -> str:
    """Say how far a number is off.

    >>> off_by(2000, 2)
    'It is too large by a factor of 1,000.'
    """
    if right == 0 or (value < 0) != (right < 0):
        return f"{what} {'not above zero' if value <= 0 < right else 'on the wrong side of zero'}."
    if value == 0:
        return f"{what} not above zero."
    ratio = value / right
    if power := power_of_ten(ratio):
        return f"{what} too {'large' if power > 0 else 'small'} by a factor of {10 ** abs(power):,}."
    if 0.9 < ratio < 1.1:
        return f"{what} less than a tenth off."
    if ratio > 1:
        return f"{what} too large: {'more' if ratio > 2 else 'less'} than twice the right one."
    return f"{what} too small: {'less' if ratio < 0.5 else 'more'} than half of the right one."
