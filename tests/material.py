"""What became of the research material? `make coverage DOSSIER=folder` compares it with `course_data/`.

The material is a folder of parts, each with CSV files of its own. `docs/data-merge.csv` says for each row
under which id it was kept, or why it was left out. This counts them, and looks at the values of the series
one by one: a (date, value) pair is kept when the kept series has that value on that date.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from helpers import data

MERGE = Path(__file__).parents[1] / "docs" / "data-merge.csv"
# File of the material -> the columns that make the id which the list of merged rows uses.
FILES = {
    "sources": ["source_id"], "actors": ["actor_id"], "terms": ["term_id"], "events": ["event_id"],
    "claims": ["claim_id"], "figures": ["figure_id"], "series_meta": ["series_id"],
    "polls": ["poll_id", "population", "answer", "percent"], "agreements_conflicts": ["row_id"],
    "missile_launches": ["launch_date", "source_side"], "sma_rounds": ["round"],
    "gsomia_articles": ["article"], "voices": ["source_id", "actor_id"], "locators": ["source_id", "line_no"],
    "questions": ["question_id"],
}  # fmt: skip
STATES = ["kept", "merged", "split", "left-out", "lost"]

Row = dict[str, str]


def fates(part: str, name: str, rows: Iterable[Row], merged: dict[tuple, Row]) -> Counter:
    """Count what became of the rows of one file; "lost" is what nothing accounts for."""
    found: Counter = Counter()
    for number, row in enumerate(rows, start=1):
        old = "|".join(row[column] for column in FILES[name]) if name in FILES else f"row-{number:02d}"
        old = row.get("item_id", old) if name == "unverified" else old
        fate = merged.get((part, name, old))
        found[fate["status"] if fate else f"lost: {part} {name} {old}"] += 1
    return found


def values(part: str, rows: Iterable[Row], merged: dict[tuple, Row], ours: dict[str, dict]) -> Counter:
    """Count what became of the (date, value) pairs of the series."""
    found: Counter = Counter()
    for row in rows:
        series_id, date = row["series_id"], row["date"]
        known = [
            merged.get((part, "series", old))
            for old in (f"{series_id}|{date}", f"{series_id}|{date}|{row['source_id']}|{row['value']}")
        ]
        fate, meta = next(filter(None, known), None), merged.get((part, "series_meta", series_id))
        kept = (meta or {}).get("kept_id", "").split("; ")
        if any(_equal(row["value"], value) for name in kept for value in ours[name].get(date, ())):
            found["kept" if series_id in kept else "merged"] += 1
        elif fate:
            found[fate["status"]] += 1
        elif meta and meta["status"] == "left-out":
            found["left-out"] += 1
        else:
            found[f"lost: {part} series {series_id} {date} {row['value']}"] += 1
    return found


def _equal(text: str, value: float) -> bool:
    return text != "" and abs(float(text) - value) < 1e-6 * max(1.0, abs(value))


def _observed() -> dict[str, dict]:
    ours: dict[str, dict] = defaultdict(lambda: defaultdict(list))
    for row in data.table("observations").itertuples():
        ours[row.series_id][row.date] += [row.value, row.low, row.high]
    return ours


def main(arguments: list[str]) -> int:
    """Print the share of each table that is accounted for, and every row that is not."""
    folder = Path(arguments[0]) if arguments else Path()
    parts = sorted({path.parent.name for path in folder.glob("*/REPORT.md")})
    if not parts:
        print(f"No research material in {folder}: make coverage DOSSIER=a folder of parts with a REPORT.md.")
        return 2
    merged = {(row["part"], row["table"], row["old_id"]): row for row in _read(MERGE)}
    ours, by_table, reasons = _observed(), defaultdict(Counter), Counter()
    for part in parts:
        for path in sorted((folder / part).glob("*.csv")):
            rows = list(_read(path))
            series = path.stem == "series"
            found = values(part, rows, merged, ours) if series else fates(part, path.stem, rows, merged)
            by_table["series values" if series else path.stem] += found
    print(f"{'table':<22}", *(f"{word:>9}" for word in ["rows", *STATES, "accounted"]))
    lost = []
    for name, found in by_table.items():
        rows = found.total()
        missing = sum(count for state, count in found.items() if state.startswith("lost"))
        lost += [state for state in found if state.startswith("lost")]
        counts = [rows, *(found[state] for state in STATES[:4]), missing]
        print(f"{name:<22}", *(f"{count:>9,}" for count in counts), f"{1 - missing / rows:>9.1%}")
    for row in merged.values():
        if row["status"] == "left-out" and row["part"] in parts:
            reasons[row["table"], row["reason"]] += 1
    print("\nLeft out, by table and reason:")
    for (name, reason), count in sorted(reasons.items()):
        print(f"  {name}: {count} × {reason}")
    print("\nLost (nothing accounts for them):", *(lost or ["none"]), sep="\n  ")
    return bool(lost)


def _read(path: Path) -> Iterable[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
