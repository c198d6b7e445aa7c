"""What a passage says in each of four wordings, as plain data. The widget `naming.Names` shows it.

    "Workers under {forced-mobilisation} …"  ──>  blocks of parts: text, or a term with its four forms
                                                  terms: who uses which form, since when, where we read it

The forms stand in the table `namings`. A convention without a form of its own gets the one of the kit, and is
marked so. A Korean particle depends on the word before it: write both, as in `{annexation}을(를)`.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from helpers import data
from helpers.errors import KitError, shown, unknown
from helpers.labels import phrase
from helpers.sources import cite

if TYPE_CHECKING:
    import pandas as pd

CONVENTIONS = ("jpn-government", "rok-textbook", "international", "kit")
OWN = {"rok-textbook": "ko", "jpn-government": "ja", "international": "en", "kit": ""}
KIT = "kit"

# word of the widget: the placeholders that the widget fills in itself
_WORDS = {
    "group": "",
    "passage": "",
    "changes": "",
    "terms": "",
    "count": "name n all",
    "count_none": "n",
    "count_kit": "all",
    "instead": "kit",
    "same": "",
    "missing": "",
    "own": "form",
    "rendering": "",
    "used_by": "",
    "since": "",
    "official": "",
    "objection": "",
    "why": "",
    "no_right": "",
    "still": "",
}


def tell(passage: str | pd.DataFrame, lang: str) -> dict:
    """Return the story of a passage or a table: its blocks, its terms and its words, in one language."""
    cells, columns = _cells(passage)
    ids = list(dict.fromkeys(term for cell in cells for term in _slots(cell)))
    if not ids:
        raise KitError("This passage has no term in braces.", "Write one: Names('The {annexation}').")
    terms = [_term(term_id, _letter(number), lang) for number, term_id in enumerate(_known(ids))]
    places = {term["id"]: number for number, term in enumerate(terms)}
    blocks = [_parts(cell, terms, places, lang) for cell in cells]
    return {
        "lang": lang,
        "columns": columns,
        "blocks": blocks,
        "terms": terms,
        "conventions": [
            {"id": one, "name": phrase(f"naming_{one}", lang), "own": OWN[one]} for one in _order(cells)
        ],
        "words": {
            word: phrase(f"naming_{word}", lang, **{hole: f"{{{hole}}}" for hole in holes.split()})
            for word, holes in _WORDS.items()
        },
    }


def read(parts: list[dict], convention: str) -> str:
    """Return the text of one block in the wording of a convention."""
    return "".join(part["forms"][convention] if "term" in part else part["text"] for part in parts)


def particle(form: str, pair: str) -> str:
    """Return the Korean particle that follows a word.

    >>> particle("강제 동원", "을(를)"), particle("독도(다케시마)", "은(는)"), particle("일본해", "(으)로")
    ('을', '는', '로')
    """
    closed, open_ = _PARTICLES[pair]
    letters = re.findall("[가-힣]", re.sub(r"[(（].*?[)）]$", "", form) or form)
    if not letters:
        return pair
    final = (ord(letters[-1]) - ord("가")) % 28
    return open_ if not final or (pair == "(으)로" and final == _RIEUL) else closed


_PARTICLES = {
    "을(를)": ("을", "를"),
    "은(는)": ("은", "는"),
    "이(가)": ("이", "가"),
    "과(와)": ("과", "와"),
    "(으)로": ("으로", "로"),
}
_RIEUL = 8
_SLOT = re.compile(r"\{([^{}]*)\}(을\(를\)|은\(는\)|이\(가\)|과\(와\)|\(으\)로)?")
_SENTENCE_ENDS = re.compile(r"(?:^|[.!?]['\"”’)]*\s+)$")


# --- the passage -------------------------------------------------------------------------------------------


def _cells(passage: object) -> tuple[list[str], list[str]]:
    """The pieces of text in reading order, and the headings of the columns ([] for a passage)."""
    if isinstance(passage, str):
        paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", passage)]
        return [part for part in paragraphs if part], []
    if not hasattr(passage, "columns"):
        raise KitError(f"Not a passage: {shown(passage)}.", "Give a text with {terms} in braces, or a table.")
    texts = passage.astype(object).where(passage.notna(), "")
    return [str(cell) for row in texts.to_numpy() for cell in row], [str(name) for name in passage.columns]


def _slots(text: str) -> list[str]:
    return [match[1].strip() for match in _SLOT.finditer(text)]


def _known(ids: list[str]) -> list[str]:
    offered = set(data.table("namings")["term_id"])
    for term_id in ids:
        if term_id not in offered:
            raise unknown("term", term_id, offered, 'List them: table("namings")["term_id"].unique().')
    return ids


def _parts(text: str, terms: list[dict], places: dict[str, int], lang: str) -> list[dict]:
    parts, at = [], 0
    for match in _SLOT.finditer(text):
        before = text[at : match.start()]
        term = terms[places[match[1].strip()]]
        first = lang == "en" and bool(_SENTENCE_ENDS.search(text[: match.start()]))
        forms = {one: form["shown"] for one, form in term["forms"].items()}
        if first:
            forms = {one: form[:1].upper() + form[1:] for one, form in forms.items()}
        parts += [{"text": before}] if before else []
        parts.append({"term": places[term["id"]], "forms": forms})
        if match[2]:
            # Set apart from the word, so that only the word is marked
            tails = {one: particle(form, match[2]) for one, form in forms.items()}
            parts.append({"term": -1, "forms": tails})
        at = match.end()
    return [*parts, {"text": text[at:]}] if text[at:] else parts


def _letter(number: int) -> str:
    """a to z, then a2 to z2: the sign that ties a word of the passage to its line in the list."""
    turn, place = divmod(number, 26)
    return chr(ord("a") + place) + (str(turn + 1) if turn else "")


def _order(cells: list[str]) -> list[str]:
    """Which of the two countries stands first differs between passages, but never for one passage."""
    turned = hashlib.sha256("\n".join(cells).encode()).digest()[0] % 2
    return [*(CONVENTIONS[1::-1] if turned else CONVENTIONS[:2]), *CONVENTIONS[2:]]


# --- the terms ---------------------------------------------------------------------------------------------


def _term(term_id: str, letter: str, lang: str) -> dict:
    term = data.row("terms", term_id)
    namings = data.table("namings")
    rows = {row["convention"]: row for row in namings[namings["term_id"] == term_id].to_dict("records")}
    kit = rows[KIT][f"form_{lang}"]
    return {
        "id": term_id,
        "letter": letter,
        "name": term[f"term_{lang}"] or f"{term['term_en']} [en]",
        "official": term["official_status"],
        "objection": term["contested_note"],
        "why": _reason(term["neutral_in_kit"]),
        "kit": kit,
        "forms": {one: _form(rows[one], kit, lang) for one in CONVENTIONS},
    }


def _form(row: dict, kit: str, lang: str) -> dict:
    """One wording: what is shown, whether that is a change, and who stands behind it."""
    form, own = row[f"form_{lang}"], OWN[row["convention"]]
    source = row["source_id"]
    return {
        "shown": form or kit,
        "own": form,
        "state": _state(row["convention"], form, kit),
        # What its users write themselves, where the form shown is our rendering of it
        "original": row[f"form_{own}"] if own and own != lang else "",
        "used_by": row["used_by"],
        "since": row["since"],
        "note": row["note"],
        "source_id": source,
        "source": {"text": cite(source, lang), "url": data.row("sources", source)["url"]} if source else None,
    }


def _state(convention: str, form: str, kit: str) -> str:
    if convention == KIT:
        return "kit"
    if not form:
        return "missing"
    return "same" if form == kit else "changed"


def _reason(neutral: str) -> str:
    """What neutral_in_kit says after the three forms."""
    return neutral.partition("; ja: ")[2].partition(". ")[2]
