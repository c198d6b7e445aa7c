"""What a matrix tells: its documents and statements in one language, as plain data, and which marks fit it.

    source ids, claim ids  ──>  tell(...)  ──>  {"documents": [...], "statements": [...], "words": ...}

The widget (static/matrix.js) and the form for paper (`matrix_form`) draw this and nothing beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from helpers import data, dates, labels
from helpers.errors import KitError, language, shown, unknown
from helpers.sources import source_card

MARKS = ("supports", "contradicts", "silent", "cannot tell")
MOST = 12
LONGEST_LOCATOR = 40
LONGEST_ID = 60


def tell(documents: Iterable[str], statements: Iterable, lang: str = "en") -> dict:
    """Return the story of a matrix: documents by id or short name, statements by id or in own words."""
    names, asked, lang = _ids(documents), _listed("statement", statements), language(lang)
    words = {
        word: labels.phrase(f"matrix_{word}", lang, **{hole: f"{{{hole}}}" for hole in _HOLES.get(word, ())})
        for word in _WORDS
    }
    return {
        "lang": lang,
        "words": words | {"matrix": labels.phrase("matrix", lang), "help": labels.phrase("help", lang)},
        "marks": [_mark(mark, lang) for mark in MARKS],
        "documents": _unlike("document", [_document(one, lang) for one in names]),
        "statements": _unlike("statement", [_statement(one, lang) for one in asked]),
    }


def checked_marks(story: dict, given: Mapping) -> dict:
    """Return the cells that hold something, in the order of the matrix, each with mark and locator."""
    known = [statement["id"] for statement in story["statements"]]
    found: dict[str, dict] = {}
    for statement, documents in _columns(given).items():
        statement_id(story, statement)
        cells = {document_id(story, name): _checked_cell(cell) for name, cell in documents.items()}
        found[statement] = {name: cell for name, cell in cells.items() if cell["mark"] or cell["locator"]}
    order = [document["id"] for document in story["documents"]]
    return {
        statement: {name: found[statement][name] for name in order if name in found[statement]}
        for statement in known
        if found.get(statement)
    }


def joined(story: dict, marks: Mapping, more: Mapping) -> dict:
    """Return marks with more cells laid over them. A text among `more` is a locator."""
    found = checked_marks(story, marks)
    for statement, documents in _columns(more).items():
        for name, cell in documents.items():
            column = found.setdefault(statement, {})
            name = document_id(story, name)
            column[name] = cell if isinstance(cell, Mapping) else {**column.get(name, {}), "locator": cell}
    return checked_marks(story, found)


def document_id(story: dict, name: object) -> str:
    """Return the name under which the matrix knows a document; its source id is understood as well."""
    for document in story["documents"]:
        if name in (document["id"], document["source"]):
            return document["id"]
    known = [document["id"] for document in story["documents"]]
    raise unknown("document in this matrix", name, known, f"It holds: {', '.join(known)}.")


def statement_id(story: dict, name: object) -> str:
    """Return the id of a statement of the matrix; a KitError names the nearest where there is none."""
    known = [statement["id"] for statement in story["statements"]]
    if name not in known:
        raise unknown("statement in this matrix", name, known, f"It holds: {', '.join(known)}.")
    return str(name)


def cell_of(marks: dict, statement: dict, document: dict) -> dict[str, str]:
    """Return mark and locator of one cell, each "" where it is empty."""
    empty = {"mark": "", "locator": ""}
    return empty | marks.get(statement["id"], {}).get(document["id"], {})


# --- what stands in it --------------------------------------------------------------------------------------

_SIGNS = {"supports": "+", "contradicts": "−", "silent": "○", "cannot tell": "?"}
_KEYS = {"supports": "1s", "contradicts": "2c", "silent": "3n", "cannot tell": "4t"}
_WORDS = ("document", "empty", "progress", "locator", "where", "clear", "how", "paper", "card", "code")
_HOLES = {"progress": ("n", "all")}


def _mark(mark: str, lang: str) -> dict:
    key = f"matrix_{mark.replace(' ', '_')}"
    meaning = labels.phrase(f"{key}_meaning", lang)
    word = labels.phrase(key, lang)
    return {"id": mark, "word": word, "meaning": meaning, "sign": _SIGNS[mark], "keys": _KEYS[mark]}


def _document(name: str, lang: str) -> dict:
    card = source_card(_source_id(name), lang)
    source = data.row("sources", card.source_id)
    published = dates.label(source["published"], lang) if source["published"] else ""
    return {
        "id": name,
        "source": card.source_id,
        "title": card.title or card.source_id,
        "lang": card.title_lang or "en",
        "meta": " · ".join(part for part in (published, source["publisher"]) if part),
        # Notes are written in English, whatever the language of the card
        "card": [[question, text, "en" if text == card.note else ""] for question, text in card.rows],
        "url": card.url if card.url.startswith(("https://", "http://")) else "",
    }


def _source_id(name: str) -> str:
    articles = data.table("articles") if "articles" in data.tables() else None
    if articles is not None and (articles["short_name"] == name).any():
        return articles.loc[articles["short_name"] == name, "source_id"].iloc[0]
    known = data.table("sources")["source_id"]
    if name not in set(known):
        short = [] if articles is None else articles["short_name"].tolist()
        raise unknown("document", name, [*short, *known], 'List them: table("sources").')
    return name


def _statement(given: str | Mapping, lang: str) -> dict:
    if isinstance(given, Mapping):
        return _own_statement(given, lang)
    known = data.table("claims")["claim_id"]
    if given not in set(known):
        raise unknown("statement", given, known, 'List them: table("claims").')
    claim = data.row("claims", given)
    actor, said = claim["actor_id"], claim["date_said"]
    speaker = labels.names(actor, lang) if actor else claim["speaker_as_printed"]
    speaker = " · ".join(part for part in (speaker, dates.label(said, lang) if said else "") if part)
    return {"id": given, "text": claim["statement"], "lang": "en", "speaker": speaker}


def _own_statement(given: Mapping, lang: str) -> dict:
    for part in ("id", "text"):
        if not isinstance(given.get(part), str) or not given[part].strip():
            what = f"A statement has no {part}: {shown(dict(given))}."
            raise KitError(what, 'Write {"id": "share", "text": "..."}.')
    if wrong := [key for key in given if key not in ("id", "text", "speaker")]:
        raise unknown("part of a statement", wrong[0], ("id", "text", "speaker"), "Leave it out.")
    if len(given["id"]) > LONGEST_ID:
        what = f"The id of a statement has {len(given['id'])} letters: {shown(given['id'])}."
        raise KitError(what, f"Use at most {LONGEST_ID}.")
    speaker = given.get("speaker") or ""
    return {"id": given["id"].strip(), "text": given["text"].strip(), "lang": lang, "speaker": str(speaker)}


# --- checking what we were given ---------------------------------------------------------------------------


def _listed(kind: str, given: object) -> list:
    if isinstance(given, str | Mapping) or hasattr(given, "columns") or not isinstance(given, Iterable):
        advice = f'Give the ids of {kind}s, such as ["...", "..."] or a column of a table.'
        raise KitError(f"Not a list of {kind}s: {shown(type(given).__name__)}.", advice)
    found = list(given)
    if not found:
        raise KitError(f"The matrix has no {kind}.", f"Give at least one {kind}.")
    if len(found) > MOST:
        what = f"The matrix has {len(found)} {kind}s: more than {MOST} cannot be read at once."
        raise KitError(what, f"Split them: one matrix for the first {MOST}, another for the rest.")
    return found


def _ids(given: object) -> list[str]:
    found = _listed("document", given)
    for name in found:
        if not isinstance(name, str):
            raise unknown("document", name, (), "Give its source id.")
    return found


def _unlike(kind: str, told: list[dict]) -> list[dict]:
    """Return the rows or columns as they are; one that stands there twice is an error."""
    for at, one in enumerate(told):
        key = one.get("source", one["id"])
        if any(other.get("source", other["id"]) == key for other in told[:at]):
            raise KitError(f"The {kind} {one['id']!r} stands in the matrix twice.", "Give each of them once.")
    return told


def _columns(given: object) -> Mapping:
    columns = given.values() if isinstance(given, Mapping) else [given]
    for wrong in (column for column in columns if not isinstance(column, Mapping)):
        raise KitError(f"These are no marks: {shown(wrong)}.", 'Write {"statement": {"document": "silent"}}.')
    return given


def _checked_cell(cell: object) -> dict[str, str]:
    """A cell may be given as a mark alone, or with its locator."""
    parts = cell if isinstance(cell, Mapping) else {"mark": cell}
    mark, locator = parts.get("mark") or "", parts.get("locator") or ""
    if mark and mark not in MARKS:
        raise unknown("mark", mark, MARKS, f"Use {', '.join(map(repr, MARKS))}.")
    if not isinstance(locator, str) or len(locator) > LONGEST_LOCATOR:
        advice = f'Name the paragraph in at most {LONGEST_LOCATOR} letters, such as "p4".'
        raise KitError(f"The locator cannot be {shown(locator)}.", advice)
    return {"mark": mark, "locator": " ".join(locator.split())}
