"""Names and interface words in English, Korean and Japanese, all from the tables of the course.

    names("moon-jae-in", "ja")          a person or body           table actors
    title("wto-round-1", "ko")          an event                   table events
    phrase("results_n", "en", n=5)      a word of the interface    table phrases, {n} filled in

Where a translation is missing you get the English text with the mark [en]: a gap is seen and not hidden.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from helpers import data
from helpers.errors import LANGUAGES, KitError, language

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["LANGUAGES", "code", "names", "phrase", "title"]


def names(actor_id: str, lang: str = "en") -> str:
    """Return the name of a person or body in the given language.

    >>> names("moon-jae-in"), names("moon-jae-in", "ko")
    ('Moon Jae-in', '문재인')
    """
    return _translated(data.row("actors", actor_id), "name_", language(lang))


def title(event_id: str, lang: str = "en") -> str:
    """Return the title of an event in the given language.

    >>> title("gsomia-2016-11-23-signed")
    'GSOMIA signed and in force'
    """
    return _translated(data.row("events", event_id), "title_", language(lang))


def phrase(key: str, lang: str = "en", **values: object) -> str:
    """Return an interface phrase with its {placeholders} filled in.

    >>> phrase("results_n", "ko", n=5)
    '결과 5건'
    """
    text = _translated(data.row("phrases", key), "", language(lang))
    wanted = set(_PLACEHOLDER.findall(text))
    if wanted != set(values):
        call = ", ".join([repr(key), repr(lang), *(f"{name}=..." for name in sorted(wanted))])
        raise KitError(
            f"The phrase {key!r} takes {_listed(wanted)}, not {_listed(values)}.",
            f"It reads: {text!r}.",
            f"Call it as phrase({call}).",
        )
    return _PLACEHOLDER.sub(lambda match: str(values[match[1]]), text)


def code(prefix: str, value: str, lang: str = "en") -> str:
    """Return the phrase for a value of a table, such as a theme; one that has none stands for itself.

    >>> code("perspective", "ROK"), code("theme", "sea-lanes", "ko")
    ('South Korea', 'sea lanes [en]')
    """
    language(lang)
    key = f"{prefix}_{value}"
    if (data.table("phrases")["key"] == key).any():
        return phrase(key, lang)
    text = value.replace("-", " ")
    return text if lang == "en" else f"{text} [en]"


_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def _translated(row: pd.Series, prefix: str, lang: str) -> str:
    return row[prefix + lang] or f"{row[prefix + 'en']} [en]"


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(words)) or "no values"
