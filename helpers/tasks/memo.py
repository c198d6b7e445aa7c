"""The pre-check of a short essay: what a reader needs before judging it. It never marks, and takes no side.

It looks at form only: the length, the ids in square brackets, whether both sides are heard, whether a source
is later than the day of the memo. Contested words outside quotation marks come back as a question.

    "... Tokyo saw no link [jpn-12], Seoul did [nyt15-17] ..."  ->  Memo(words=9, ids=(...), sides=..., ...)
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from helpers import data
from helpers.dates import before
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
    late = tuple(item for item in ids if facts[item][1] and before(written, facts[item][1]) == "yes")
    plain = _ID.sub(" ", text)
    return Memo(
        words=len(_WORD.findall(plain)),
        ids=ids,
        unknown=tuple(item for item in cited if item and item not in facts),
        sides=frozenset(sides),
        late=late,
        loaded=_loaded_words(plain),
    )


def nearest_id(item: str) -> str:
    """Return the claim or source id that looks most like this one, or ""."""
    return next(iter(nearest(item, _facts(), limit=1)), "")


def _facts() -> dict[str, tuple[str, str]]:
    """Return side and publication date of every claim and source, by id."""
    claims, sources = data.table("claims"), data.table("sources")
    of_sources = zip(sources["source_id"], sources["perspective"], sources["published"], strict=True)
    of_claims = zip(claims["claim_id"], claims["affiliation"], claims["known_from"], strict=True)
    return {item: (side, day) for rows in (of_sources, of_claims) for item, side, day in rows}


def _loaded_words(text: str) -> tuple[str, ...]:
    """Return contested words that stand outside quotation marks. The table wordings and terms name them."""
    bare = _QUOTED.sub(" ", text).casefold()
    words = {word.casefold() for word in _contested()}
    return tuple(sorted(word for word in words if re.search(rf"\b{re.escape(word)}\b", bare)))


def _contested() -> set[str]:
    terms = data.table("terms")
    contested = terms[(terms["contested_note"] != "") & ~terms["contested_note"].str.startswith("None")]
    return {_bare(term) for term in contested["term_en"]} - {
        _bare(term) for term in contested["neutral_in_kit"]
    }


def _bare(term: str) -> str:
    return re.split(r"[(/;,]", term)[0].strip()
