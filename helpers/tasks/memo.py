"""The pre-check of a short essay: what a reader needs before judging it. It never marks, and takes no side.

It looks at form only: the length, the ids in square brackets, whether both sides are heard, whether a source
is later than the day of the memo. Contested words outside quotation marks, and sources whose dates leave the
day open, come back as a question.

    "... Tokyo saw no link [jpn-12], Seoul did [nyt15-17] ..."  ->  Memo(words=9, ids=(...), sides=..., ...)
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from helpers import data, loaded
from helpers.dates import before, when
from helpers.errors import nearest

SIDES = ("JPN", "ROK")

_ID = re.compile(r"\[([^\[\]\n]{1,80})\]")
_WORD = re.compile(r"\w[\w'’-]*")
_NUMBER = re.compile(r"\d[\d.,]*")


@dataclass(frozen=True)
class Memo:
    """What the pre-check sees in a text."""

    words: int
    numbers: int
    ids: tuple[str, ...]
    unknown: tuple[str, ...]
    sides: frozenset[str]
    late: tuple[str, ...]
    open: tuple[str, ...]
    loaded: tuple[str, ...]


def inspect(text: str, written: str = "") -> Memo:
    """Return what the pre-check sees in a text; `written` (EDTF) is its day, if it may use nothing later.

    >>> inspect("Tokyo saw no link [jpn-12].", written="2019-11-22").sides
    frozenset({'JPN'})
    """
    cited = tuple(
        dict.fromkeys(item.strip() for group in _ID.findall(text) for item in re.split(r"[;,\s]+", group))
    )
    facts = _facts()
    ids = tuple(item for item in cited if item in facts)
    sides = {facts[item][0] for item in ids if facts[item][0] in SIDES}
    dated = {item: before(written, facts[item][1]) for item in ids if written and facts[item][1]}
    late = tuple(item for item, told in dated.items() if told == "yes")
    unsure = tuple(
        item
        for item, told in dated.items()
        if told == "cannot tell" and _reaches_past(facts[item][1], written)
    )
    plain = _ID.sub(" ", text)
    return Memo(
        words=len(_WORD.findall(plain)),
        numbers=len(_NUMBER.findall(plain)),
        ids=ids,
        unknown=tuple(item for item in cited if item and item not in facts),
        sides=frozenset(sides),
        late=late,
        open=unsure,
        loaded=loaded.words_in(plain, (*loaded.contested(), *loaded.MOTIVES)),
    )


def gap(
    found: Memo, shortest: int, longest: int, sides: Iterable[str], number: bool, documents: int
) -> tuple[str, str]:
    """Return the first thing that a text lacks: a misconception and how far off it is; or two empty texts."""
    missing = sorted(set(sides) - found.sides)
    if found.unknown:
        near = nearest_id(found.unknown[0])
        near = f" Near: {near}." if near else ""
        return "memo-id-unknown", f"Not in the tables: {found.unknown[0][:40]}.{near}"
    if found.late:
        return "memo-with-hindsight", f"Later than the day of the memo: {', '.join(found.late[:3])}."
    if not found.ids:
        return "memo-without-evidence", "No id in square brackets."
    if missing:
        return "memo-one-sided", f"Not heard yet: {' and '.join(missing)}."
    if len(found.ids) < documents:
        return "memo-without-evidence", f"Ids cited: {len(found.ids)} of {documents} or more."
    if number and not found.numbers:
        return "memo-without-number", "No number stands in the text."
    if found.words < shortest:
        return "memo-length", f"{shortest - found.words} words fewer than {shortest}."
    if found.words > longest:
        return "memo-length", f"{found.words - longest} words more than {longest}."
    return "", ""


def questions(found: Memo) -> list[str]:
    """Return what a reader would ask about words and dates; questions change no verdict."""
    asked = []
    if found.loaded:
        asked.append(f"whose word is “{found.loaded[0]}”? Attribute it or choose another.")
    if found.open:
        asked.append(f"was {found.open[0]} out by then? Our dates leave it open: say so or choose another.")
    return asked


def nearest_id(item: str) -> str:
    """Return the claim or source id that looks most like this one, or ""."""
    return next(iter(nearest(item, _facts(), limit=1)), "")


def _facts() -> dict[str, tuple[str, str]]:
    """Return side and publication date of everything that can be cited, by id.

    A newspaper is heard for the country where it is made. A number has no side.
    """
    facts = {}
    for name, key in (("figures", "figure_id"), ("polls", "poll_id"), ("series", "series_id")):
        facts |= {item: ("", "") for item in data.table(name)[key]}
    facts |= {row.event_id: ("", row.start) for row in data.table("events").itertuples()}
    facts |= {row.source_id: (row.perspective, row.published) for row in data.table("sources").itertuples()}
    facts |= {row.claim_id: (row.side, row.known_from) for row in data.table("claims").itertuples()}
    return facts


def _reaches_past(day: str, written: str) -> bool:
    """Whether a date that covers the day of the memo goes on after it: a bare year, or a span."""
    return when(day).latest > when(written).latest
