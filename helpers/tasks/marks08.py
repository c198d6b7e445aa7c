"""What a wrong user of a verb (08.1) and a wrong cell (08.6) show, and how 08.2 is marked.

Article, place and speaker of a quotation judge one another, so no part can do 08.2 alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.tasks import keys08 as keys
from helpers.tasks.model import Answer, Marked
from helpers.tasks.reading import places

if TYPE_CHECKING:
    import pandas as pd


# What a wrong user of a verb shows. A slip of a row stands before that of a name.
NOT_THAT_DAY = {
    (verb, user): "verb-of-another-act"
    for verb in ("abandon", "lapse")
    for user in ("journalist", "meti", "rok-government", "us-state-department")
}
NEWSROOM = {
    (verb, user): "newsroom-word-as-official"
    for verb in ("extend", "restrict")
    for user in ("another act", "meti", "rok-government", "us-state-department")
}
VERBS = {
    "journalist": "official-word-as-report",
    "another act": "official-word-as-report",
    "*": "paraphrase-hides-the-word",
}
# What a wrong cell of the matrix shows: first the cells in which a row speaks, then the silent ones.
_SAYS_SO = (("share", "nyt15"), ("ruling", "nyt15"), ("ruling", "nik"), ("korea", "nik"))
CELLS = {
    **{(*cell, said): "" for cell in _SAYS_SO for said in ("contradicts", "cannot tell")},
    **{("korea", "jpn", said): "number-without-motive" for said in keys.STANCES[:2]},
    **{
        ("japan", paper, said): "reported-is-not-stated"
        for paper in ("nik", "nyt22", "wsj")
        for said in keys.STANCES[:2]
    },
    ("share", "jpn", "supports"): "same-topic-is-not-support",
    "contradicts": "silence-read-as-denial",
    "supports": "silence-read-as-consent",
    "cannot tell": "silent-is-not-undecided",
    "silent": "row-overlooked",
}


def mark_quote(answer: Answer) -> Marked:
    quotes = keys.official_quotes()
    source, speaker = answer.get("source", ""), answer.get("speaker", "")
    named = places(answer.get("locator", ""))
    here = quotes[quotes["source_id"] == source]
    # Two paragraphs may carry one quotation; a whole page of them points nowhere.
    at_place = here[here["locator"].isin(named)] if len(named) <= 2 else here[:0]
    spoken = at_place if named else here
    shares = {
        "source": float(len(here) > 0),
        "locator": float(len(at_place) > 0),
        "speaker": float(speaker in set(spoken["actor_id"])),
    }
    article = keys.short(source) or "no article yet"
    seen = f"You point to {' and '.join(named) or 'no place yet'} in {article}."
    if min(shares.values()) == 1:
        return Marked(shares, f"{seen} There, {keys.person(speaker)} is quoted directly.")
    distance = _distance_place(here, named, speaker) if source else ""
    return Marked(shares, seen, distance, _misread_place(source, named, shares))


def _misread_place(source: str, named: list[str], shares: dict[str, float]) -> str:
    claims = keys.article_claims()
    there = claims[(claims["source_id"] == source) & claims["locator"].isin(named)]
    if shares["locator"] or len(named) > 2:
        return ""
    quoted = there.loc[there["attribution"] == "direct-quote", "affiliation"]
    if quoted.isin(["expert-JPN", "ROK-opposition"]).any():
        return "countryman-as-government"
    if len(quoted):
        return "about-them-not-by-them"
    return "paraphrase-as-quotation" if there["affiliation"].isin(keys.GOVERNMENTS).any() else ""


def _distance_place(here: pd.DataFrame, named: list[str], speaker: str) -> str:
    if here.empty:
        return "Here no official of the two governments is quoted."
    if len(named) > 2:
        return f"You name {len(named)} paragraphs; one is asked for, or two neighbours."
    if not named:
        return ""
    if set(named) & set(here["locator"]):
        return f"At that place somebody else than {keys.person(speaker)} is quoted." if speaker else ""
    steps = [abs(_paragraph(place) - _paragraph(right)) for place in named for right in here["locator"]]
    nearest = min(steps)
    return f"The nearest quoted place is {nearest} {'paragraph' if nearest == 1 else 'paragraphs'} away."


def _paragraph(locator: str) -> int:
    digits = re.search(r"\d+", locator)
    return int(digits[0]) if digits else 0
