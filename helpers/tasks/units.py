"""Units as students write them: "billion yen", "bn JPY", "percent". Each becomes a scale and a base unit.

unit("billion yen")  ->  Unit(1_000_000_000, "JPY")
unit("percent")      ->  Unit(1, "percent")
"""

from __future__ import annotations

from dataclasses import dataclass

from helpers.errors import KitError, shown, unknown

_SCALES = {
    "thousand": 10**3,
    "million": 10**6,
    "mn": 10**6,
    "eok": 10**8,
    "oku": 10**8,
    "billion": 10**9,
    "bn": 10**9,
    "jo": 10**12,
    "cho": 10**12,
    "trillion": 10**12,
    "tn": 10**12,
}
_BASES = {
    "JPY": ("jpy", "yen", "¥", "円", "엔"),
    "KRW": ("krw", "won", "₩", "ウォン", "원"),
    "USD": ("usd", "dollar", "dollars", "$", "ドル", "달러"),
    "percent": ("percent", "per cent", "%", "pct"),
    "percentage points": ("percentage points", "percentage point", "points", "point", "pp", "%p"),
    "words": ("words", "word"),
    "persons": ("persons", "people", "person"),
    "visitors": ("visitors", "visitor", "arrivals"),
    "tonnes": ("tonnes", "tonne", "tons", "ton", "t", "mt", "metric tons"),
    "kilograms": ("kilograms", "kilogram", "kg", "kilos"),
    "koku": ("koku", "seok", "石", "석", "섬"),
    "litres": ("litres", "litre", "liters", "l"),
    "cars": ("cars", "car", "vehicles"),
    "days": ("days", "day"),
    "years": ("years", "year"),
    "exchanges": ("exchanges", "exchange"),
    "missiles": ("missiles", "missile"),
    "index points": ("index points", "index point", "index"),
    "times": ("times", "factor", "ratio"),
    "USD per kg": ("usd per kg", "usd/kg", "dollars per kilogram", "dollars per kg"),
    "JPY per kg": ("jpy per kg", "jpy/kg", "yen per kilogram", "yen per kg"),
    "koku per person": ("koku per person", "koku per head", "koku/person"),
    "persons per day": ("persons per day", "people per day"),
}
# What is counted in thousands and millions.
_MONEY = ("JPY", "KRW", "USD")
_COUNTED = (*_MONEY, "persons", "visitors", "tonnes", "kilograms", "koku", "litres", "words", "cars")
_BASE_OF = {word: base for base, words in _BASES.items() for word in words}


@dataclass(frozen=True)
class Unit:
    """A unit as understood: `scale` times `base`."""

    scale: int
    base: str


def unit(text: str) -> Unit:
    """Return what a unit means. Raises a KitError with the nearest right names when it is not known.

    >>> unit("JPY billion").scale
    1000000000
    """
    if not isinstance(text, str):
        raise KitError(
            f"The unit is {shown(text)}, not a text.", 'Write it between quotes: unit="billion JPY".'
        )
    words = text.strip().casefold()
    if words in _BASE_OF:
        return Unit(1, _BASE_OF[words])
    scale, rest = 1, []
    for word in words.split():
        if word in _SCALES:
            scale *= _SCALES[word]
        else:
            rest.append(word)
    base = _BASE_OF.get(" ".join(rest))
    if base is None or (scale > 1 and base not in _COUNTED):
        raise unknown("unit", text, names(), 'Write a scale and a unit, as "billion JPY", or "percent".')
    return Unit(scale, base)


def names() -> list[str]:
    """Return the usual spellings, for messages."""
    scales = ("million", "billion", "trillion")
    money = [f"{scale} {base}" for base in _MONEY for scale in scales]
    return [*money, *(base for base in _BASES if base not in _MONEY)]
