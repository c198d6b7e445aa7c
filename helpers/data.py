"""The kit's tables: each is one CSV file of `course_data/`, and `datapackage.json` there says what it holds.

    datapackage.json  ──>  types, units, meanings  ──┐
    events.csv        ──>  text, cell by cell      ──┴──>  table("events"), a typed DataFrame

This is the only place that opens a CSV of the course. A table arrives whole and correct or not at all: a
broken cell is reported with its file, line, column, value and repair. Text is `str`, and missing text is ""
(so `events[events["end"] == ""]` finds the events without an end date); whole numbers are Int64, other
numbers float64 with NaN where the source states none, yes/no columns bool. Dates stay text as the source
gives them: `helpers.when` reads them.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.errors import KitError, nearest, shown, unknown

if TYPE_CHECKING:
    import pandas as pd

_PACKAGE = "datapackage.json"


def table(name: str) -> pd.DataFrame:
    """Return one table of the course as a DataFrame, one row per thing, in the order of the file.

    You get a fresh copy each time, so nothing you do to it can spoil the next cell. Missing text is "", a
    missing number NaN. `describe(name)` explains the columns and their units; `helpers.data.tables()` lists
    the names. A KitError tells what is wrong with a name or a file.

    >>> events = table("events")
    >>> events.loc[events["start"] == "2016-11-23", "title_en"].tolist()
    ['GSOMIA signed and in force']
    """
    return _load(name).frame.copy()


def series(series_id: str, *more: str) -> pd.DataFrame:
    """Return one time series: date, value, low, high, source_id, known_from and note, in order of date.

    The unit stands in `.attrs["unit"]`; `.attrs` also has the title, the definition, the breaks in method
    that forbid joining two stretches (`break_dates`: the first date of each new method), and the caveats.
    Where two sources differ, each has its own row.

    With several ids the series stand below one another, and a first column `series_id` tells them apart.
    A KitError refuses series of different units.

    >>> share = series("sma_contribution_krw")
    >>> share.attrs["unit"]
    '100 million KRW'
    """
    ids = [series_id, *more]
    abouts = [row("series", name) for name in ids]
    units = {name: str(about["unit"]) for name, about in zip(ids, abouts, strict=True)}
    if len(set(units.values())) > 1:
        listed = ", ".join(f"{name} in {unit}" for name, unit in units.items())
        raise KitError(f"These series have different units: {listed}.", "Convert one, or draw two figures.")
    observations, breaks = _load("observations").frame, _load("series_breaks").frame
    picked = [observations[observations["series_id"] == name] for name in ids]
    joined = picked[0] if not more else _below(picked)
    joined = joined.drop(columns=[] if more else "series_id").reset_index(drop=True)
    joined.attrs = {
        name: "; ".join(dict.fromkeys(str(about[name]) for about in abouts if about[name]))
        for name in ("title", "unit", "definition", "breaks", "caveats")
    }
    joined.attrs["break_dates"] = breaks[breaks["series_id"].isin(ids)]["date"].tolist()
    ranged = joined["low"].notna() | joined["high"].notna()
    joined.attrs["ranges"] = joined[ranged]["date"].tolist()
    return joined


def stretches(observed: pd.DataFrame) -> pd.DataFrame:
    """Return a series with one column more, `stretch`: the part between two breaks that a row belongs to.

    Values of one stretch were counted by one method. `lines(..., by="stretch")` draws each on its own.

    >>> stretches(series("cao_affinity_korea_yes"))["stretch"].unique().tolist()
    ['to 2016-11', '2016-11 to 2020', 'from 2020']
    """
    if "break_dates" not in observed.attrs:
        raise KitError("This table has no list of breaks.", 'Give what series("...") returns, as it is.')
    starts = sorted(set(observed.attrs["break_dates"]))
    names = [f"to {starts[0]}"] if starts else ["all"]
    names += [f"{a} to {b}" for a, b in zip(starts, starts[1:], strict=False)]
    names += [f"from {starts[-1]}"] if starts else []
    # Dates of this form, 2019 or 2019-11 or 2019-11-22, sort like words.
    return observed.assign(
        stretch=[names[sum(date >= start for start in starts)] for date in observed["date"]]
    )


def _below(frames: list[pd.DataFrame]) -> pd.DataFrame:
    import pandas as pd

    return pd.concat(frames)


def row(name: str, key: object) -> pd.Series:
    """Return one row of a table by its id, for tables with one column of ids.

    >>> row("events", "gsomia-2016-11-23-signed")["start"]
    '2016-11-23'
    """
    loaded = _load(name)
    try:
        at = loaded.lines.get((key,))
    except TypeError:  # a list or the like, which no dictionary takes as a key
        at = None
    if at is None:
        known = (" · ".join(map(str, ids)) for ids in loaded.lines)
        kind = "phrase" if name == "phrases" else loaded.key[0].removesuffix("_id")
        raise unknown(kind, key, known, f'List them: table("{name}").')
    return loaded.frame.iloc[at].copy()


def describe(name: str) -> Description:
    """Return what a table is about: number of rows, what it can and cannot answer, and for each column its
    type, its unit and its meaning.

    >>> describe("places")  # doctest: +ELLIPSIS
    places: One row is a place where something happened...
    """
    loaded = _load(name)
    return Description(name, loaded.about, len(loaded.frame), loaded.fields, loaded.limits)


def tables() -> list[str]:
    """Return the names of all tables, in the order of `datapackage.json`.

    >>> "events" in tables()
    True
    """
    return [resource["name"] for resource in package()["resources"]]


def folder() -> Path:
    """Return the folder of the course's data.

    It lies inside the installed package, or beside `helpers/` in a clone. The environment variable
    TWO_SHORES_DATA names another one.
    """
    if chosen := os.environ.get("TWO_SHORES_DATA"):
        return Path(chosen)
    return _own_folder()


@lru_cache(maxsize=1)
def _own_folder() -> Path:
    here = Path(__file__).resolve().parent
    inside = here / "course_data"
    return inside if inside.is_dir() else here.parent / "course_data"


def package() -> dict:
    """Return the descriptor `datapackage.json`: the tables with their columns, types, rules and limits.

    >>> package()["name"]
    'two-shores'
    """
    path = folder() / _PACKAGE
    return _parse_package(path, _stamp(path))


def is_date(field: dict) -> bool:
    """Return whether a field of the descriptor holds dates.

    >>> [field["name"] for field in package()["resources"][0]["schema"]["fields"] if is_date(field)]
    ['published']
    """
    # The pattern of a date is the only one that begins with the two dots of an open end.
    return field.get("constraints", {}).get("pattern", "").startswith("^(\\.\\.")


def write(file: str, text: str) -> Path:
    """Write a file of the course's data and return its path: for authors, after a change that was meant."""
    path = folder() / file
    path.write_text(text, encoding="utf-8", newline="")
    return path


def size() -> int:
    """Return the size of the course's data in bytes.

    >>> size() < 10_000_000
    True
    """
    return sum(path.stat().st_size for path in folder().iterdir())


class Description:
    """What `describe` returns: prints as plain text, shows as a table in a notebook."""

    def __init__(
        self, name: str, about: str, rows: int, fields: list[dict], limits: dict[str, list[str]]
    ) -> None:
        self.name, self.about, self.rows = name, about, rows
        self.limits = [f"{head}: {text}" for head, texts in limits.items() for text in texts]
        wanted = [what for what in _MEANINGS if any(what in field for field in fields)]
        self.heads = [_MEANINGS[what] for what in wanted]
        self.columns = [[field.get(what, "") for what in wanted] for field in fields]

    def __repr__(self) -> str:
        widths = [max(map(len, cells)) for cells in zip(self.heads, *self.columns, strict=True)]
        lines = (
            "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
            for line in [self.heads, *self.columns]
        )
        limits = ["", *self.limits] if self.limits else []
        return "\n".join([f"{self.name}: {self.about}", f"{self.rows:,} rows", *limits, "", *lines])

    def _repr_markdown_(self) -> str:
        def cells(line: list[str]) -> str:
            return "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |"

        head = f"**{self.name}**: {self.about} {self.rows:,} rows."
        rule = "|" + "---|" * len(self.heads)
        limits = [f"* {limit}" for limit in self.limits]
        return "\n".join([head, "", *limits, "", cells(self.heads), rule, *map(cells, self.columns)])


# What `describe` and the data dictionary say of a table beside its columns; properties of the descriptor.
LIMITS = {"Can answer": "canAnswer", "Cannot answer": "cannotAnswer"}
_MEANINGS = {"name": "column", "type": "type", "unit": "unit", "description": "meaning"}


# --- from a file to a frame --------------------------------------------------------------------------------


class _Loaded:
    """One table as read: its frame, and where each id stands in it."""

    def __init__(self, path: Path, resource: dict) -> None:
        self.about: str = resource["description"]
        self.fields: list[dict] = resource["schema"]["fields"]
        self.limits = {head: resource.get(key, []) for head, key in LIMITS.items()}
        key = resource["schema"]["primaryKey"]
        self.key: list[str] = [key] if isinstance(key, str) else key
        columns, lines = _cells(path, [field["name"] for field in self.fields])
        self.frame = _typed(path.name, self.fields, columns, lines)
        self.lines: dict[tuple, int] = {}
        values = (self.frame[column].tolist() for column in self.key)
        for at, ids in enumerate(zip(*values, strict=True)):
            if ids in self.lines:
                raise KitError(
                    f"{path.name}, line {lines[at]}: the id {' · '.join(map(str, ids))!r} is taken by line "
                    f"{lines[self.lines[ids]]}.",
                    "Two rows cannot share an id: delete one or give it an id of its own.",
                )
            self.lines[ids] = at


def _load(name: str) -> _Loaded:
    resources = {resource["name"]: resource for resource in package()["resources"]}
    if not isinstance(name, str) or name not in resources:
        raise unknown("table", name, resources, "See which there are: helpers.data.tables().")
    home = folder()
    path = home / resources[name]["path"]
    return _read(path, name, _stamp(path), _stamp(home / _PACKAGE))


# The stamps make a changed file count as a new one, so that an edit shows without a restart of the kernel.
@lru_cache(maxsize=128)
def _read(path: Path, name: str, *_stamps: tuple[int, int]) -> _Loaded:
    return _Loaded(path, next(resource for resource in package()["resources"] if resource["name"] == name))


@lru_cache(maxsize=8)
def _parse_package(path: Path, _stamp_of_file: tuple[int, int]) -> dict:
    try:
        package = json.loads(path.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError) as problem:
        raise KitError(f"{path.name} cannot be read as JSON: {problem}.", _restore(path)) from None
    if not isinstance(package, dict) or "resources" not in package:
        raise KitError(f"{path.name} lists no tables: its key 'resources' is missing.", _restore(path))
    return package


def _stamp(path: Path) -> tuple[int, int]:
    try:
        state = path.stat()
    except OSError:
        if not path.parent.is_dir():
            raise KitError(
                f"The folder of the course's data is missing: {path.parent}.",
                "Run the notebook inside the course folder, or check the variable TWO_SHORES_DATA.",
            ) from None
        beside = nearest(path.name, (file.name for file in path.parent.iterdir()))
        hint = [f"A file with a similar name is there: {beside[0]}."] if beside else []
        raise KitError(f"The file {path.name} is missing in {path.parent}.", *hint, _restore(path)) from None
    return state.st_mtime_ns, state.st_size


def _restore(path: Path) -> str:
    return f"Bring the original back: git checkout -- course_data/{path.name}, or download the course again."


# --- text: bytes to cells ----------------------------------------------------------------------------------


def _cells(path: Path, names: list[str]) -> tuple[dict[str, list[str]], list[int]]:
    """Return the cells of each column and the line of each row. A BOM and Windows line ends do no harm."""
    text = _text(path)
    rows = _rows(path.name, text)
    header, _ = next(rows, ([], 1))
    _check_header(path.name, header, names)
    cells, lines = [], []
    for line, at in rows:
        if len(line) != len(header):
            _check_separator(path.name, at, line, len(header))
            raise _wrong_length(path.name, at, line, header)
        cells.append(line)
        lines.append(at)
    by_name = dict(zip(header, zip(*cells, strict=True), strict=True)) if cells else {}
    return {name: list(by_name.get(name, ())) for name in names}, lines


def _text(path: Path) -> str:
    raw = path.read_bytes()
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise KitError(f"{path.name} is stored as UTF-16 (Excel: 'Unicode text').", _SAVE_AS)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = raw.count(b"\n", 0, problem.start) + 1
        bad = raw.splitlines()[line - 1]
        guesses = [_read_as(bad, code, system) for code, system in _WINDOWS.items()]
        what = f"{path.name}, line {line}: some characters are not stored as UTF-8."
        raise KitError(what, *filter(None, guesses), _SAVE_AS) from None


_WINDOWS = {"cp949": "Korean Windows text", "shift_jis": "Japanese Windows text"}
_SAVE_AS = "Save it as 'CSV UTF-8 (comma delimited)' in your spreadsheet, then run this cell again."


def _read_as(raw: bytes, code: str, system: str) -> str:
    """Say what the bytes mean in an older encoding; "" where they mean nothing in it."""
    try:
        text = raw.decode(code)
    except UnicodeDecodeError:
        return ""
    found = re.search(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3].{0,20}", text)
    return f"Read as {system} ({code}) they say {found[0]!r}." if found else ""


def _rows(file: str, text: str) -> Iterator[tuple[list[str], int]]:
    """Yield each row with the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = 1
    try:
        for line in reader:
            if line:
                yield line, begins
            begins = reader.line_num + 1
    except csv.Error:
        raise KitError(
            f"{file}, line {begins}: a double quote is not closed or stands in the wrong place.",
            f"The line begins: {shown(text.splitlines()[begins - 1][:50])}.",
            'Put a text with a comma between double quotes, and write a quote inside it twice: "a ""b"" c".',
        ) from None


def _check_header(file: str, header: list[str], names: list[str]) -> None:
    _check_separator(file, 1, header, len(names))
    for name in names:
        if name not in header:
            found = nearest(name, [column for column in header if column not in names])
            hint = [f"Its line 1 has {found[0]!r}: is that the same, misspelled?"] if found else []
            what = f"{file}, line 1: the column {name!r} is missing."
            raise KitError(what, *hint, f"Columns of this table: {', '.join(names)}.")
    for column in header:
        if column not in names:
            raise KitError(
                f"{file}, line 1: the column {shown(column)} is not known.",
                f"Columns of this table: {', '.join(names)}.",
                f"Delete it, or add it to {_PACKAGE}.",
            )
        if header.count(column) > 1:
            raise KitError(f"{file}, line 1: the column {column!r} is there twice.", "Delete one of the two.")


def _check_separator(file: str, at: int, line: list[str], columns: int) -> None:
    first = line[0] if line else ""
    if re.fullmatch(r"sep=.?", first):
        what = f"{file}, line {at}: a spreadsheet has written {first!r} here."
        raise KitError(what, "Delete this line, so that the names of the columns are the first.")
    for mark, word in ((";", "semicolons"), ("\t", "tabs")):
        if len(line) < columns and mark in first:
            raise KitError(f"{file}, line {at}: the columns are parted by {word}, not by commas.", _SAVE_AS)


def _wrong_length(file: str, at: int, line: list[str], header: list[str]) -> KitError:
    many = len(line) > len(header)
    guess = (
        "Perhaps a text with a comma has lost its double quotes."
        if many
        else "Perhaps a comma is missing, or the line was cut."
    )
    odd = line[len(header)] if many else line[-1]
    return KitError(
        f"{file}, line {at}: {len(line)} {'cells' if len(line) > 1 else 'cell'} for {len(header)} columns.",
        f"The {'first cell too many' if many else 'last cell'} says {shown(odd)}. {guess}",
        "Compare the line with the one above it.",
    )


# --- values: cells to types --------------------------------------------------------------------------------


def _typed(file: str, fields: list[dict], columns: dict[str, list[str]], lines: list[int]) -> pd.DataFrame:
    import pandas as pd

    made = {}
    for field in fields:
        convert, dtype = _TYPES[field["type"]]
        values = []
        for at, text in zip(lines, columns[field["name"]], strict=True):
            problem = _broken_rule(text, field) if text or _required(field) else None
            try:
                values.append(convert(text))
            except ValueError as wrong:
                problem = problem or str(wrong)
            if problem:
                where = f"{file}, line {at}, column {field['name']}: {shown(text)}"
                raise KitError(f"{where} {problem}", f"The column holds: {field['description']}")
        made[field["name"]] = pd.Series(values, dtype=dtype)
    return pd.DataFrame(made)


def _required(field: dict) -> bool:
    return field.get("constraints", {}).get("required", False)


def _broken_rule(text: str, field: dict) -> str | None:
    """Say which rule of the descriptor a cell breaks, and the repair; None where it breaks none."""
    rules = field.get("constraints", {})
    if text == "":
        return "is empty, but every row needs a value here."
    if "enum" in rules and text not in rules["enum"]:
        near = nearest(text, rules["enum"], limit=1)
        guess = f" Did you mean {near[0]!r}?" if near else ""
        return f"is not one of {', '.join(rules['enum'])}.{guess}"
    if "pattern" in rules and not re.fullmatch(rules["pattern"], text):
        return _NO_DATE if is_date(field) else _NO_SLUG
    return None


_NO_DATE = (
    "is not a date of the form 2019, 2019-11, 2019-11-22 or 2016/2019. A spreadsheet may have rewritten it: "
    "write it as year-month-day, only as precise as the source, and format the column as text."
)
_NO_SLUG = "is not an id: write small letters a-z and digits, joined by hyphens, dots or underscores."


def _text_value(text: str) -> str:
    return text


def _integer(text: str) -> int | None:
    if text == "":
        return None
    if not re.fullmatch(r"[+-]?\d+", text, re.ASCII):
        raise ValueError(f"is not a whole number.{_number_hint(text)}")
    return int(text)


def _number(text: str) -> float:
    if text == "":
        return float("nan")
    if not re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", text, re.ASCII):
        raise ValueError(f"is not a number.{_number_hint(text)}")
    return float(text)


def _number_hint(text: str) -> str:
    bare = text.replace(",", "").replace(" ", "").replace("\u00a0", "").rstrip("%")
    if bare != text and re.fullmatch(r"[+-]?\d+(\.\d+)?", bare, re.ASCII):
        return f" Write {bare}: no separators and no sign after it."
    return " Write digits and a decimal point only, and leave the cell empty where the source states none."


def _boolean(text: str) -> bool:
    # A spreadsheet turns true into TRUE.
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    raise ValueError("is neither true nor false.")


_TYPES: dict[str, tuple[Callable, str | type]] = {
    "string": (_text_value, str),
    "integer": (_integer, "Int64"),
    "number": (_number, "float64"),
    "boolean": (_boolean, "bool"),
}
