"""The pre-check of a short essay: what a reader needs before judging it. It never marks, and takes no side.

It looks at form only: the length, the ids in square brackets, whether both sides are heard, whether a source
is later than the day of the memo. Contested words outside quotation marks, and sources whose dates leave the
day open, come back as a question.

    "... Tokyo saw no link [jpn-12], Seoul did [nyt15-17] ..."  ->  Memo(words=9, ids=(...), sides=..., ...)
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from helpers import data
from helpers.dates import before, when
from helpers.errors import nearest

SIDES = ("JPN", "ROK")

_ID = re.compile(r"\[([^\[\]\n]{1,80})\]")
_WORD = re.compile(r"\w[\w'’-]*")
_QUOTED = re.compile(r"[\"“”„«»「」『』][^\"“”„«»「」『』]{0,80}[\"“”„«»「」『』]")


@dataclass(frozen=True)
class Memo:
    """What the pre-check sees in a text."""

    words: int
    ids: tuple[str, ...]
    unknown: tuple[str, ...]
    sides: frozenset[str]
    late: tuple[str, ...]
    open: tuple[str, ...]
    loaded: tuple[str, ...]


def inspect(text: str, written: str) -> Memo:
    """Return what the pre-check sees in a memo that is `written` on a day (EDTF).

    >>> inspect("Tokyo saw no link [jpn-12].", written="2019-11-22").sides
    frozenset({'JPN'})
    """
    cited = tuple(
        dict.fromkeys(item.strip() for group in _ID.findall(text) for item in re.split(r"[;,\s]+", group))
    )
    facts = _facts()
    ids = tuple(item for item in cited if item in facts)
    sides = {
        side
        for item in ids
        for side in SIDES
        if facts[item][0].startswith(side) or f"-{side}" in facts[item][0]
    }
    dated = {item: before(written, facts[item][1]) for item in ids if facts[item][1]}
    late = tuple(item for item, told in dated.items() if told == "yes")
    unsure = tuple(
        item
        for item, told in dated.items()
        if told == "cannot tell" and _reaches_past(facts[item][1], written)
    )
    plain = _ID.sub(" ", text)
    return Memo(
        words=len(_WORD.findall(plain)),
        ids=ids,
        unknown=tuple(item for item in cited if item and item not in facts),
        sides=frozenset(sides),
        late=late,
        open=unsure,
        loaded=_loaded_words(plain),
    )


def nearest_id(item: str) -> str:
    """Return the claim or source id that looks most like this one, or ""."""
    return next(iter(nearest(item, _facts(), limit=1)), "")


def _facts() -> dict[str, tuple[str, str]]:
    """Return side and publication date of every claim and source, by id.

    A newspaper is heard for the country where it is made: that of the paper that speaks, or else of the
    source in which its newsroom writes.
    """
    claims, sources = data.table("claims"), data.table("sources")
    made_in = dict(zip(sources["source_id"], sources["perspective"], strict=True))
    countries = dict(zip(data.table("actors")["actor_id"], data.table("actors")["country"], strict=True))
    facts = {row.source_id: (row.perspective, row.published) for row in sources.itertuples()}
    for row in claims.itertuples():
        side = row.affiliation
        if side == "press":
            country = countries.get(row.actor_id, "")
            side = country if country in SIDES else made_in[row.source_id]
        facts[row.claim_id] = (side, row.known_from)
    return facts


def _reaches_past(day: str, written: str) -> bool:
    """Whether a date that covers the day of the memo goes on after it: a bare year, or a span."""
    return when(day).latest > when(written).latest


def _loaded_words(text: str) -> tuple[str, ...]:
    """Return contested words that stand outside quotation marks."""
    bare = _QUOTED.sub(" ", text).casefold()
    words = {word.casefold() for word in (*_contested(), *_MOTIVES)}
    found = {word for word in words if re.search(rf"\b{re.escape(word)}s?\b", bare)}
    return tuple(sorted(word for word in found if not any(word in other for other in found - {word})))


# Words that name an act by a motive, or by the noun of one side.
_MOTIVES = ("retaliation", "retaliate", "retaliated", "restriction", "punish", "punished")


def _contested() -> set[str]:
    """Return the names of contested terms, but for those that the kit itself uses as the neutral ones."""
    terms = data.table("terms")
    noted = terms[(terms["contested_note"] != "") & ~terms["contested_note"].str.startswith("None")]
    pairs = zip(noted["term_en"], noted["neutral_in_kit"], strict=True)
    names = {(re.split(r"[(/;,]", term)[0].strip(), _neutral(neutral)) for term, neutral in pairs}
    return {name for name, neutral in names if name.casefold() not in neutral.casefold()}


def _neutral(words: str) -> str:
    """Return the English words of "en: ...; ko: ...; ja: ...", without what stands in brackets."""
    english = re.search(r"en:\s*(.*?)(?:;\s*ko:|$)", words)
    return re.sub(r"\([^)]*\)", " ", english[1] if english else words)
