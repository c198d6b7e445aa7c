"""How many plausible mistakes in the tables would be noticed? `make data` makes 300 and counts.

Each mistake changes one file of a copy of `course_data/`, as a tired person or a spreadsheet would. It is
noticed when reading the file fails or a rule of `helpers.rules` finds a fault. The control totals are asked
last, so that the score can be told with and without them. The same seed makes the same mistakes.
"""

from __future__ import annotations

import csv
import io
import itertools
import os
import random
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from helpers import data, rules
from helpers.errors import KitError

SEED, EACH = 20261122, 30

_LAST_THE_TOTALS = sorted(rules.RULES, key=lambda rule: rule is rules.control_totals_fit)

Rows = list[dict[str, str]]


@dataclass(frozen=True)
class Mistake:
    """One mistake: its kind, the file, the content of the file with it, and the change in words."""

    kind: str
    table: str
    text: str
    change: str


def mistakes(seed: int = SEED, each: int = EACH) -> Iterator[Mistake]:
    """Yield the mistakes, `each` of every kind."""
    chance = random.Random(seed)
    kept = {name: _read(data.folder() / f"{name}.csv") for name in data.tables() if name != "control_totals"}
    for kind in KINDS:
        for _ in range(each):
            yield _make(kind, kept, chance)


def noticed(mistake: Mistake, folder: Path, sound: rules.Tables, reads: dict) -> str:
    """Return what notices the mistake: "reading", the name of a rule, or "" for nothing."""
    original = (folder / f"{mistake.table}.csv").read_text(encoding="utf-8")
    (folder / f"{mistake.table}.csv").write_text(mistake.text, encoding="utf-8", newline="")
    try:
        spoiled = rules.Tables(sound)
        spoiled[mistake.table] = data.table(mistake.table)
        for rule in _LAST_THE_TOTALS:
            if mistake.table in reads[rule] and next(rule(spoiled), None):
                return rule.__name__
        return ""
    except KitError:
        return "reading"
    finally:
        (folder / f"{mistake.table}.csv").write_text(original, encoding="utf-8", newline="")


def score(seed: int = SEED, each: int = EACH) -> list[tuple[Mistake, str]]:
    """Return each mistake with what noticed it."""
    sound, reads = rules.Tables(), {}
    for rule in rules.RULES:
        watched = _Watched(sound)
        assert next(rule(watched), None) is None, f"{rule.__name__} finds a fault in the tables as they are"
        reads[rule] = watched.seen
    made = list(mistakes(seed, each))
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(shutil.copytree(data.folder(), Path(folder) / "course_data"))
        before = os.environ.get("TWO_SHORES_DATA")
        os.environ["TWO_SHORES_DATA"] = str(copied)
        try:
            return [(mistake, noticed(mistake, copied, sound, reads)) for mistake in made]
        finally:
            os.environ.pop("TWO_SHORES_DATA")
            if before:
                os.environ["TWO_SHORES_DATA"] = before


class _Watched(rules.Tables):
    """Tables that remember which of them a rule looks at."""

    def __init__(self, sound: rules.Tables) -> None:
        super().__init__(sound)
        self.seen: set[str] = set()

    def __getitem__(self, name: str):
        self.seen.add(name)
        return super().__getitem__(name)


# --- the mistakes ------------------------------------------------------------------------------------------


def _digit_swap(rows: Rows, name: str, chance: random.Random) -> str:
    """Two neighbouring digits of a number change places."""
    cells = [
        (row, column, at)
        for row in rows
        for column in _columns(name, "number", "integer")
        for at in range(len(row[column]) - 1)
        if row[column][at : at + 2].isdigit() and row[column][at] != row[column][at + 1]
    ]
    row, column, at = chance.choice(cells)
    text = row[column]
    return _set(row, column, text[:at] + text[at + 1] + text[at] + text[at + 2 :])


def _thousandfold(rows: Rows, name: str, chance: random.Random) -> str:
    """A number is a thousand times too large or too small."""
    row, column = chance.choice(_filled(rows, _columns(name, "number")))
    factor = chance.choice([1000, 0.001])
    return _set(row, column, f"{float(row[column]) * factor:.10g}")


def _unit(rows: Rows, name: str, chance: random.Random) -> str:
    """The unit is another one that the table also has."""
    row = chance.choice(rows)
    return _set(row, "unit", chance.choice(sorted({other["unit"] for other in rows} - {row["unit"]})))


def _source(rows: Rows, name: str, chance: random.Random) -> str:
    """The source is another document."""
    row, column = chance.choice(
        _filled(rows, [c for c in ("source_id", "source_a", "source_b") if c in rows[0]])
    )
    others = sorted(set(data.table("sources")["source_id"]) - {row[column]})
    return _set(row, column, chance.choice(others))


def _duplicate(rows: Rows, name: str, chance: random.Random) -> str:
    """A row is there twice, as it is or under a second id."""
    row = dict(chance.choice(rows))
    [key, *more] = rules.schemas()[name]["primaryKey"]
    if not more and chance.random() < 0.5 and not row[key].isdigit():
        row[key] += "-b"
    rows.insert(chance.randrange(len(rows)), row)
    return f"a second row {row[key]}"


def _month(rows: Rows, name: str, chance: random.Random) -> str:
    """A date is a month early or late."""
    cells = [
        (row, c) for row, c in _filled(rows, _dates(name)) if re.fullmatch(r"\d{4}-\d\d(-\d\d)?", row[c])
    ]
    row, column = chance.choice(cells)
    year, month, *day = row[column].split("-")
    number = int(year) * 12 + int(month) - 1 + chance.choice([-1, 1])
    return _set(row, column, "-".join([f"{number // 12}", f"{number % 12 + 1:02d}", *day]))


def _low_high(rows: Rows, name: str, chance: random.Random) -> str:
    """The ends of a range change places."""
    row, low, high = chance.choice(_ranges(rows))
    row[low], row[high] = row[high], row[low]
    return f"{_id(row)}: {low} and {high} swapped"


def _order(rows: Rows, name: str, chance: random.Random) -> str:
    """Two dates of a row change places, or the later one moves before the earlier."""
    first, second = chance.choice([p for p in _PAIRS[name] if any(_both(row, *p) for row in rows)])
    row = chance.choice([row for row in rows if _both(row, first, second)])
    if chance.random() < 0.5 and row[first][:10] != row[second][:10]:
        row[first], row[second] = row[second], row[first]
        return f"{_id(row)}: {first} and {second} swapped"
    return _set(row, second, f"{int(row[first][:4]) - 1}{row[first][4:7]}")


def _mojibake(rows: Rows, name: str, chance: random.Random) -> str:
    """A text in UTF-8 was read as Windows text."""
    cells = [(row, c) for row, c in _filled(rows, _columns(name, "string")) if not row[c].isascii()]
    row, column = chance.choice(cells)
    return _set(row, column, row[column].encode().decode(chance.choice(["latin-1", "cp1252"]), "replace"))


def _quote(rows: Rows, name: str, chance: random.Random) -> str:
    """A quotation mark too many, in the file or in the text."""
    row, column = chance.choice(_filled(rows, _columns(name, "string")))
    at = chance.randrange(len(row[column]) + 1)
    return _set(row, column, row[column][:at] + '"' + row[column][at:])


KINDS: dict[str, Callable[[Rows, str, random.Random], str]] = {
    "two digits swapped": _digit_swap,
    "a thousand times": _thousandfold,
    "another unit": _unit,
    "another source": _source,
    "a row twice": _duplicate,
    "a month off": _month,
    "low and high swapped": _low_high,
    "dates out of order": _order,
    "garbled letters": _mojibake,
    "a stray quotation mark": _quote,
}

_PAIRS = {
    "events": [("start", "end"), ("start", "known_from")],
    "claims": [("date_said", "known_from")],
    "polls": [("fieldwork_start", "fieldwork_end"), ("fieldwork_end", "known_from")],
    "cost_sharing_rounds": [("agreed", "signed"), ("signed", "in_force")],
}


def _make(kind: str, kept: dict[str, Rows], chance: random.Random) -> Mistake:
    name = chance.choice([name for name, rows in kept.items() if _fits(kind, name, rows)])
    rows = [dict(row) for row in kept[name]]
    if KINDS[kind] is _quote and chance.random() < 0.5:
        text = _written(rows)
        at = chance.randrange(text.index("\n") + 1, len(text))
        return Mistake(
            kind, name, text[:at] + '"' + text[at:], f"{name}.csv, a quotation mark at {text[at - 20 : at]!r}"
        )
    change = KINDS[kind](rows, name, chance)
    return Mistake(kind, name, _written(rows), f"{name}.csv, {change}")


def _fits(kind: str, name: str, rows: Rows) -> bool:
    """Whether a mistake of this kind can be made in the table."""
    tests: dict[str, Callable[[], bool]] = {
        "two digits swapped": lambda: bool(_columns(name, "number")) and name not in ("places", "series"),
        "a thousand times": lambda: bool(_columns(name, "number")) and name not in ("places", "series"),
        "another unit": lambda: "unit" in rows[0],
        "another source": lambda: bool({"source_id", "source_a"} & set(rows[0])) and name != "sources",
        "a row twice": lambda: True,
        "a month off": lambda: any(
            re.fullmatch(r"\d{4}-\d\d(-\d\d)?", row[column]) for row, column in _filled(rows, _dates(name))
        ),
        "low and high swapped": lambda: bool(_ranges(rows)),
        "dates out of order": lambda: name in _PAIRS,
        "garbled letters": lambda: any(
            not row[c].isascii() for row, c in _filled(rows, _columns(name, "string"))
        ),
        "a stray quotation mark": lambda: bool(_columns(name, "string")),
    }
    return tests[kind]()


def _columns(name: str, *types: str) -> list[str]:
    return [field["name"] for field in rules.schemas()[name]["fields"] if field["type"] in types]


def _dates(name: str) -> list[str]:
    return [column for table, column in rules._date_columns() if table == name]


def _filled(rows: Rows, columns: list[str]) -> list[tuple[dict[str, str], str]]:
    return [(row, column) for row, column in itertools.product(rows, columns) if row[column] not in ("", "0")]


def _ranges(rows: Rows) -> list[tuple[dict[str, str], str, str]]:
    lows = [
        (column, column.replace("low", "high"))
        for column in rows[0]
        if column.split("_")[0] == "low" or "_low_" in column
    ]
    lows = [(low, high) for low, high in lows if high in rows[0]]
    return [
        (row, low, high)
        for row in rows
        for low, high in lows
        if row[low] and row[high] and row[low] != row[high]
    ]


def _both(row: dict[str, str], first: str, second: str) -> bool:
    return bool(re.match(r"\d{4}", row[first]) and row[second])


def _id(row: dict[str, str]) -> str:
    return next(iter(row.values()))


def _set(row: dict[str, str], column: str, value: str) -> str:
    change = f"{_id(row)}, {column}: {row[column]!r} -> {value!r}"
    row[column] = value
    return change


def _read(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _written(rows: Rows) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def main() -> int:
    """Print the score, kind by kind, and list what was not noticed."""
    results = score()
    made, caught = Counter(m.kind for m, _ in results), Counter(m.kind for m, by in results if by)
    by_meaning = Counter(m.kind for m, by in results if by not in ("", rules.control_totals_fit.__name__))
    print(f"{len(results)} mistakes, seed {SEED}\n")
    print(f"{'kind':<26}{'made':>6}{'noticed':>9}{'by reading or a rule':>22}")
    for kind in KINDS:
        print(f"{kind:<26}{made[kind]:>6}{caught[kind]:>9}{by_meaning[kind]:>22}")
    total, rule = sum(caught.values()), sum(by_meaning.values())
    print(f"{'all':<26}{len(results):>6}{total:>9}{rule:>22}")
    print(f"\n{total / len(results):.1%} noticed; {rule / len(results):.1%} without the control totals.")
    print("\nNot noticed:", *(f"  {m.kind}: {m.change}" for m, by in results if not by), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
