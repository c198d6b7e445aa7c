"""Messages for people. A KitError says what was found and what to do next, and a notebook shows only that:

    Unknown event: 'camp-dvid'. Did you mean 'camp-david'? List them: table("events").
    └ what         └ the value  └ nearest right name       └ next step

Every module raises this one error for every mistake that a reader can mend.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

LANGUAGES = ("en", "ko", "ja")


class KitError(Exception):
    """A mistake that its reader can mend. Give one sentence per argument: what and which value, what comes
    nearest, what to do next.

    >>> print(KitError("No answer 'maybe' in this poll.", "It has 'yes' and 'no'.", "Choose one of them."))
    No answer 'maybe' in this poll. It has 'yes' and 'no'. Choose one of them.
    """

    def __str__(self) -> str:
        return " ".join(str(sentence) for sentence in self.args)

    def _render_traceback_(self) -> list[str]:
        # IPython asks an exception for this method and prints these lines in place of the traceback.
        return [str(sentence) for sentence in self.args]


def unknown(kind: str, value: object, known: Iterable[str], next_step: str) -> KitError:
    """Return the error for a name that does not exist, with the nearest names that do.

    `kind` is the sort of thing ("event", "column of events.csv"), `known` all right names, `next_step` one
    sentence that tells what to do. The error is returned, not raised: the caller raises it.

    >>> print(unknown("event", "camp-dvid", ["camp-david", "wto-round-1"], 'List them: table("events").'))
    Unknown event: 'camp-dvid'. Did you mean 'camp-david'? List them: table("events").
    """
    names = [str(name) for name in dict.fromkeys(known)]
    sentences = [f"Unknown {kind}: {shown(value)}."]
    if not isinstance(value, str):
        sentences.append("A name is a text: write it between quotes.")
    near = nearest(value, names)
    if near:
        sentences.append(f"Did you mean {' or '.join(repr(name) for name in near)}?")
    elif names and len(names) <= 12:
        sentences.append(f"Known: {', '.join(names)}.")
    return KitError(*sentences, next_step)


def language(lang: str) -> str:
    """Return the language if the kit speaks it; else raise the error that names those it speaks.

    >>> language("ko")
    'ko'
    """
    if lang not in LANGUAGES:
        spoken = 'The kit speaks "en" (English), "ko" (Korean) and "ja" (Japanese).'
        raise KitError(f"Unknown language: {shown(lang)}.", spoken)
    return lang


def nearest(value: object, known: Iterable[str], limit: int = 3) -> list[str]:
    """Return up to `limit` names that look like `value`, best first; capital letters do not count.

    >>> nearest("Abe", ["abe-shinzo", "moon-jae-in"])
    ['abe-shinzo']
    """
    asked = str(value).strip().casefold()
    if len(asked) < 2:
        return []
    scored = [(_likeness(asked, name.casefold()), name) for name in known]
    close = sorted((pair for pair in scored if pair[0] >= 0.6), key=lambda pair: (-pair[0], pair[1]))
    # A good hit makes a poor one look silly: keep only names about as near as the best.
    return [name for score, name in close[:limit] if score >= close[0][0] - 0.15]


def shown(value: object, width: int = 60) -> str:
    """Return a value as a message shows it: in quotes, and cut when it is long."""
    text = "..." if value is ... else repr(value)
    return text if len(text) <= width else f"{text[: width - 4]} ..."


def _likeness(asked: str, name: str) -> float:
    if not name:
        return 0.0
    matcher = SequenceMatcher(None, asked, name)
    # The two cheap upper bounds spare the slow comparison for most of a thousand ids.
    ratio = 0.0
    if matcher.real_quick_ratio() >= 0.6 and matcher.quick_ratio() >= 0.6:
        ratio = matcher.ratio()
    part_of = len(asked) >= 3 and asked in name or len(name) >= 3 and name in asked
    return max(ratio, 0.8 if part_of else 0.0)
