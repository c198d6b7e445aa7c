"""Words that take a side: what each side calls a thing, and what this kit calls it. All from the tables.

    contested()              names of contested terms that are not the kit's own       table terms
    one_sided()              names that one side's officials or textbooks use          table namings
    unquoted(text)           the text without what stands between quotation marks
    words_in(text, words)    those of the words that the text holds outside quotation marks

The pre-check of an essay asks about such words; the lint of a lesson refuses them in the kit's own voice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from helpers import data

# Words that name an act by a motive, or by the noun of one side.
MOTIVES = ("retaliation", "retaliate", "retaliated", "restriction", "punish", "punished")
# The table holds them because one side prefers them, but each also has a plain meaning that takes no side.
PLAIN = ("economic co-operation", "Group A", "Korea-Japan Agreement of 1965", "Japan-Korea Claims Agreement")
PLAIN += ("liquidation", "suspension of the notice of termination", "victim", "victims")

_QUOTED = re.compile(
    r"[\"“”„«»「」『』][^\"“”„«»「」『』]{0,80}[\"“”„«»「」『』]|(?<!\w)['‘][^'’\n]{1,60}['’](?!\w)"
)
_ONE_SIDE = {"jpn-government": "Japan's government", "rok-textbook": "South Korean textbooks"}


def unquoted(text: str) -> str:
    """Return a text without what stands between quotation marks.

    >>> unquoted("The “legal” step")
    'The   step'
    """
    return _QUOTED.sub(" ", text)


def words_in(text: str, words: Iterable[str]) -> tuple[str, ...]:
    """Return those words that a text holds outside quotation marks, the longest where one holds another.

    >>> words_in("A reverse claim, they say.", ["claim", "reverse claim"])
    ('reverse claim',)
    """
    bare = unquoted(text).casefold()
    found = {word for word in map(str.casefold, words) if re.search(rf"\b{re.escape(word)}s?\b", bare)}
    return tuple(sorted(word for word in found if not any(word in other for other in found - {word})))


def contested() -> dict[str, str]:
    """Return names of contested terms that the kit does not use itself, each with the kit's words for it."""
    terms = data.table("terms")
    noted = terms[(terms["contested_note"] != "") & ~terms["contested_note"].str.startswith("None")]
    pairs = zip(noted["term_en"], noted["neutral_in_kit"], strict=True)
    names = {re.split(r"[(/;,]", term)[0].strip(): _neutral(neutral) for term, neutral in pairs}
    return {name: ours.strip() for name, ours in names.items() if name.casefold() not in ours.casefold()}


@cache
def one_sided() -> dict[str, tuple[str, str]]:
    """Return the names that one side uses and the kit does not, each with who uses it and the kit's name.

    >>> one_sided()["Takeshima"]
    ("Japan's government", 'Dokdo/Takeshima')
    """
    rows = data.table("namings")
    ours = dict(rows.loc[rows["convention"] == "kit", ["term_id", "form_en"]].itertuples(index=False))
    found = {}
    for row in rows[rows["convention"].isin(list(_ONE_SIDE))].itertuples():
        form, mine = row.form_en.split(" (")[0], ours.get(row.term_id, "")
        # Half of a double name takes a side; a part of any other name does not.
        if form and form not in PLAIN and ("/" in mine or form.casefold() not in mine.casefold()):
            found[form] = (_ONE_SIDE[row.convention], mine)
    return found


def _neutral(words: str) -> str:
    """Return the English words of "en: ...; ko: ...; ja: ...", without what stands in brackets."""
    english = re.search(r"en:\s*(.*?)(?:;\s*ko:|$)", words)
    return re.sub(r"\([^)]*\)", " ", english[1] if english else words)
