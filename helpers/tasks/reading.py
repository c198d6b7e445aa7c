"""Reads the parts of an answer: from plain values (as in a record) to what a mark function expects.

A part that cannot be read is no crash and costs no other part: it gets a sentence that names the part, the
value, the nearest right name and the next step. Absent, None and "" mean: not given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from helpers import data
from helpers.errors import KitError, shown, unknown
from helpers.tasks.model import Part, Task
from helpers.tasks.units import unit

# How helpers.answers writes down a thing that has no plain form, such as a function.
UNREADABLE = "unreadable"


@dataclass
class Read:
    """An answer after reading: `answer` is what could be read, `problems` a sentence for each other part."""

    answer: dict[str, object] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)

    @property
    def attempted(self) -> bool:
        return bool(self.shown)


def read(task: Task, given: object) -> Read:
    """Read the parts of one answer, given as in a record: a dict of plain values by name of the part."""
    found = Read()
    parts = {part.name: part for part in task.parts}
    if not isinstance(given, dict):
        found.shown["answer"] = _brief(given)
        found.problems["answer"] = f"The answer is {shown(given)}, not a set of named parts."
        return found
    for name, value in given.items():
        if _is_empty(value):
            continue
        found.shown[name] = _brief(value)
        try:
            if name not in parts:
                raise unknown(f"part of task {task.task_id}", name, parts, f"Its parts: {', '.join(parts)}.")
            found.answer[name] = _READERS[parts[name].kind](parts[name], value)
        except KitError as problem:
            found.problems[name] = str(problem)
    _check_locator(found, parts)
    return found


def source_id(text: str) -> str:
    """Return the id of a source; the short names of the five articles ("nyt22") will do as well."""
    if not isinstance(text, str):
        raise KitError(
            f"The source is {shown(text)}, not a text.", 'Give its id between quotes: source="nyt22".'
        )
    shorts = short_names()
    ids = data.table("sources")["source_id"].tolist()
    # Ids are written in small letters, so capitals cannot mean another source.
    name = text.strip().casefold()
    if name in shorts:
        return shorts[name]
    if name not in ids:
        raise unknown("source", text, [*shorts, *ids], 'List them: table("sources").')
    return name


def short_names() -> dict[str, str]:
    """Return the source ids of the five articles by short name."""
    articles = data.table("articles")
    return dict(zip(articles["short_name"], articles["source_id"], strict=True))


def places(locator: str) -> list[str]:
    """Return the single places of a locator: "P7 p8" and "p7, p8" are two paragraphs.

    >>> places("p7, p8")
    ['p7', 'p8']
    """
    parts = [part for part in re.split(r"[\s,;&+]+", locator.strip().casefold()) if part]
    # Other sources have other places, such as the name of a file: those stay as they are written.
    return parts if all(_PARAGRAPH.fullmatch(part) for part in parts) else [locator.strip()]


_PARAGRAPH = re.compile(r"p\d+\w?|dl")


def _number(part: Part, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _wrong_type(part, value, "a number", f"{part.name}=12.5, without quotes, spaces or a unit")
    # A hostile or slipped integer can be too long for a float.
    if abs(value) > 1e30:
        raise KitError(f"The number of the part {part.name!r} has more than 30 digits.", "Check the unit.")
    return float(value)


def _unit(part: Part, value: object) -> str:
    unit(value)
    return value


def _source(part: Part, value: object) -> str:
    return source_id(value)


def _locator(part: Part, value: object) -> str:
    return " ".join(places(_text(part, value, f'{part.name}="p4"')))


def _choice(part: Part, value: object) -> str:
    text = _text(part, _named(value), f'{part.name}="..."').strip()
    options = list(part.known())
    if text not in options:
        next_step = f"List them: {part.listing}." if part.listing else f"Choose one of: {'; '.join(options)}."
        raise unknown(f"choice for {part.name}", text, options, next_step)
    return text


def _ids(part: Part, value: object) -> list[str]:
    values = [value] if isinstance(value, str) else value
    if isinstance(values, list):
        values = [_named(item) for item in values]
    if not isinstance(values, list) or not all(isinstance(item, str) for item in values):
        raise _wrong_type(part, value, "a set of ids", f'{part.name}={{"...", "..."}}')
    known = list(part.known())
    for item in values:
        if item not in known:
            raise unknown(f"id in {part.name}", item, known, "Copy the id from the table above the task.")
    return sorted(set(values))


def _named(item: object) -> object:
    """Return a year that was written without quotes as the name that it is."""
    return str(item) if isinstance(item, int) and not isinstance(item, bool) else item


def _order(part: Part, value: object) -> list[str]:
    if isinstance(value, list):
        value = [_named(item) for item in value]
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise _wrong_type(part, value, "a list", f'{part.name}=["first", "second", ...]')
    known = list(part.known())
    for item in value:
        if item not in known:
            raise unknown(f"name in {part.name}", item, known, f"Names: {', '.join(known)}.")
    if twice := [item for item in known if value.count(item) > 1]:
        raise KitError(f"In {part.name} {twice[0]!r} stands twice.", "Write each name once.")
    return value


def _matching(part: Part, value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise _wrong_type(part, value, "pairs", f'{part.name}={{"...": "..."}}')
    return _checked_row(part, value, list(part.rows()))


def _matrix(part: Part, value: object) -> dict[str, dict[str, str]]:
    rows, columns = list(part.rows()), list(part.columns() if part.columns else short_names())
    if isinstance(value, list):
        value = _from_records(part, value, columns)
    if not isinstance(value, dict):
        example = f'{part.name}={{"{rows[0]}": {{"{columns[0]}": "..."}}}}'
        raise _wrong_type(part, value, "a table", example)
    table = {}
    for name, cells in value.items():
        if name not in rows:
            raise unknown(f"row of {part.name}", name, rows, f"Rows: {', '.join(rows)}.")
        if not isinstance(cells, dict):
            raise _wrong_type(part, cells, f"a row of cells for {name!r}", f'{{"{columns[0]}": "..."}}')
        if filled := _checked_row(part, cells, columns):
            table[name] = filled
    return table


def _from_records(part: Part, records: list, columns: list[str]) -> dict[str, dict]:
    """Read a DataFrame, which arrives as a list of rows: one column or the index names the statement."""
    table = {}
    for record in records:
        names = [name for name in record if name not in columns] if isinstance(record, dict) else []
        if len(names) != 1:
            wanted = f"Columns: statement, {', '.join(columns)}."
            odd = (
                f"Columns that do not belong: {', '.join(map(str, names))}."
                if names
                else "No column statement."
            )
            raise KitError(f"The table in {part.name} has the wrong columns.", odd, wanted)
        table[str(record[names[0]])] = {name: cell for name, cell in record.items() if name in columns}
    return table


def _text_part(part: Part, value: object) -> str:
    return _text(part, value, f'{part.name}="""..."""')


_READERS: dict[str, Callable[[Part, object], object]] = {
    "number": _number,
    "unit": _unit,
    "source": _source,
    "locator": _locator,
    "choice": _choice,
    "ids": _ids,
    "order": _order,
    "matching": _matching,
    "matrix": _matrix,
    "text": _text_part,
}


def _checked_row(part: Part, cells: dict, columns: list[str]) -> dict[str, str]:
    """Return the cells that are filled in; both their names and their values must be known."""
    options = list(part.known())
    for name, cell in cells.items():
        if name not in columns:
            raise unknown(f"name in {part.name}", name, columns, f"Names: {', '.join(columns)}.")
        if not _is_empty(cell) and cell not in options:
            next_step = f"Choose one of: {'; '.join(options)}."
            raise unknown(f"value for {name!r} in {part.name}", cell, options, next_step)
    return {name: cell for name, cell in cells.items() if not _is_empty(cell)}


def _check_locator(found: Read, parts: dict[str, Part]) -> None:
    """Each place of a locator must stand in the tables for that source: an invented one carries nothing."""
    locator, source = found.answer.get("locator"), found.answer.get("source")
    if not locator or not source:
        return
    known = _locators(source)
    for place in places(locator):
        if place not in known:
            extent = f"It has {known[0]} to {known[-1]}." if known else "The tables name no places in it."
            next_step = "" if known else "Leave the dots, or take a source with numbered paragraphs."
            problem = unknown(f"locator in {source}", place, known, " ".join((extent, next_step)).strip())
            found.problems["locator"] = str(problem)
            del found.answer["locator"]
            return


def _locators(source: str) -> list[str]:
    """Return the numbered lines of an article, or the places that the tables name in another source."""
    for names in (("article_lines",), ("figures", "claims")):
        tables = [data.table(name) for name in names]
        rows = [place for table in tables for place in table.loc[table["source_id"] == source, "locator"]]
        if found := [place for place in rows if place]:
            return list(dict.fromkeys(found))
    return []


def _text(part: Part, value: object, example: str) -> str:
    if not isinstance(value, str):
        raise _wrong_type(part, value, "a text between quotes", example)
    return value


def _wrong_type(part: Part, value: object, wanted: str, example: str) -> KitError:
    is_marker = isinstance(value, dict) and set(value) == {UNREADABLE}
    what = f"a {value[UNREADABLE]}" if is_marker else shown(value)
    return KitError(f"The part {part.name!r} is {what}; it should be {wanted}.", f"Write it so: {example}.")


def _is_empty(value: object) -> bool:
    if isinstance(value, dict):
        return all(_is_empty(item) for item in value.values())
    if isinstance(value, list):
        return all(_is_empty(item) for item in value)
    return value is None or (isinstance(value, str) and not value.strip())


def _brief(value: object, width: int = 60) -> str:
    """Return a value as a verdict's list of parts shows it: short, and without Python's quotes."""
    if isinstance(value, dict) and set(value) == {UNREADABLE}:
        text = f"a {value[UNREADABLE]}"
    elif isinstance(value, dict):
        text = _counted(len(value), "entry", "entries")
    elif isinstance(value, list) and all(isinstance(item, str) for item in value):
        text = ", ".join(value)
    elif isinstance(value, list):
        text = _counted(len(value), "row", "rows")
    elif isinstance(value, str) and len(value.split()) > 12:
        text = _counted(len(value.split()), "word", "words")
    else:
        text = " ".join(str(value).split())
    return text if len(text) <= width else f"{text[: width - 4]} ..."


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def spelled(items: Iterable[str]) -> str:
    """Return names in a row as a sentence lists them: "a, b and c"."""
    *first, last = items
    return f"{', '.join(first)} and {last}" if first else last
