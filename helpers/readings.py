"""Two or more accounts of the same events on one axis: a lane for the voices of each country.

    event ──> voices by side ──> in the lane of each side one statement in short; the card has all of them

A lane shows the statement of the government, if one is quoted; a newsroom's own words if nobody else is.
Then a position that the government held, and the earliest. That is for lack of room and no verdict on who
speaks for a country. Where a side is not quoted, its lane has an empty mark that says so: a missing voice is
something to notice.
"""

from __future__ import annotations

import re

from helpers import labels
from helpers.errors import KitError, shown, unknown

PERSPECTIVES = ("CHN", "DPRK", "JPN", "ROK", "RUS", "USA")
NOBODY = "nobody-quoted"
MOST_LETTERS = 90
_ASIDE = re.compile(r"\s*[(（].*?[)）]")  # as in "Office of the President (Cheong Wa Dae, Blue House)"
# Who comes first follows the alphabet of the reader's language: kana in Japanese, hangul in Korean
_ORDER = {
    "en": ("CHN", "JPN", "DPRK", "RUS", "ROK", "USA"),
    "ko": ("RUS", "USA", "DPRK", "JPN", "CHN", "ROK"),
    "ja": ("USA", "ROK", "DPRK", "CHN", "JPN", "RUS"),
}


def perspectives(chosen: object, lang: str) -> list[str]:
    """Return the sides that stand side by side: the chosen ones, or Japan and South Korea by the alphabet.

    >>> perspectives(None, "en"), perspectives(None, "ja")
    (['JPN', 'ROK'], ['ROK', 'JPN'])
    """
    if chosen is None:
        return [side for side in _ORDER[lang] if side in ("JPN", "ROK")]
    if isinstance(chosen, str) or not hasattr(chosen, "__iter__"):
        raise KitError(f"Not a list of perspectives: {shown(chosen)}.", 'Write ["JPN", "ROK", "USA"].')
    sides = list(chosen)
    for side in sides:
        if side not in PERSPECTIVES:
            raise unknown("perspective", side, PERSPECTIVES, 'Write ["JPN", "ROK", "USA"].')
    if len(sides) < 2 or len(set(sides)) < len(sides):
        raise KitError(f"Two readings cannot be made of {shown(sides)}.", "Name two or more, each once.")
    return sides


def short(speaker: str, statement: str) -> str:
    """Return who says what in at most 90 letters, cut at a word.

    >>> short("Kono Taro", "The ruling is against the agreement of 1965.")
    'Kono Taro: The ruling is against the agreement of 1965.'
    """
    text = f"{_ASIDE.sub('', speaker)}: {statement}"
    if len(text) <= MOST_LETTERS:
        return text
    space = text.rfind(" ", MOST_LETTERS // 2, MOST_LETTERS)
    return text[: space if space > 0 else MOST_LETTERS - 1].rstrip(" ,;:–") + "…"


def rank(claim: dict) -> tuple:
    """Order the statements of a side for its lane: the government first, then others, then newsrooms.

    Within each, what departs from the government's position comes last.
    """
    speaker = str(claim["affiliation"])
    place = 0 if speaker.endswith("-gov") else 2 if speaker == "press" else 1
    dissent = str(claim["dissent"]).lower() == "true"
    return (place, dissent, claim["date_said"] or claim["known_from"] or "9999", claim["claim_id"])


def read(event: dict, lanes: list[dict], lang: str) -> dict:
    """Return an event of a story with its label in each lane. The same as read() in static/src/known.js."""
    voices = {voice["side"]: voice["claims"] for voice in event["voices"]}
    sides = [lane["id"] for lane in lanes if lane["id"] != NOBODY]
    if not any(voices.get(side) for side in sides):
        return event | {"lanes": event["lanes"] | {"reading": [NOBODY]}}
    texts = {side: _label(voices.get(side, []), lang) for side in sides}
    empty = [side for side in sides if not voices.get(side)]
    return event | {"lanes": event["lanes"] | {"reading": sides}, "labels": texts, "empty": empty}


def _label(claims: list[dict], lang: str) -> str:
    if not claims:
        return labels.phrase("timeline_reading_empty", lang)
    first = min(claims, key=lambda claim: claim["rank"])["short"]
    more = labels.phrase("timeline_reading_more", lang, n=len(claims) - 1) if len(claims) > 1 else ""
    return f"{first} {more}".strip()
