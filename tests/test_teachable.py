"""What was found most worth teaching is taught: docs/teachable-conflicts.csv says where."""

import csv
import re
from functools import cache
from pathlib import Path

import pytest

from helpers import data

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "docs" / "teachable-conflicts.csv"
PAGE = ROOT / "docs" / "teachable-conflicts.md"
ROWS = list(csv.DictReader(TABLE.open(encoding="utf-8")))
PLACES = [(row["matter"], place) for row in ROWS for place in row["used_in"].split("; ")]


@cache
def text(place):
    """What a place consists of: "07 lesson", "08 guide", or an item such as "07.5" with what judges it."""
    lesson, kind = place[:2], place[3:]
    patterns = {
        "lesson": [f"notebooks/source/{lesson}-*.md"],
        "guide": [f"docs/teaching/source/{lesson}-*.md"],
    }
    item = [f"exercises/source/{lesson}-*.md", f"helpers/tasks/*{lesson}.py"]
    paths = [path for pattern in patterns.get(kind, item) for path in ROOT.glob(pattern)]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


@cache
def evidence(matter):
    """The ids that show a matter: its conflicts, their statements and figures, and what the table adds."""
    (row,) = [row for row in ROWS if row["matter"] == matter]
    conflicts = row["conflicts"].split()
    links = [data.table(name) for name in ("conflict_claims", "conflict_figures")]
    linked = [
        key for table in links for key in table.loc[table["conflict_id"].isin(conflicts)].iloc[:, 1].tolist()
    ]
    return {*conflicts, *linked, *row["evidence"].split()}


def test_every_conflict_of_the_table_exists():
    named = {conflict for row in ROWS for conflict in row["conflicts"].split()}
    assert named <= set(data.table("conflicts")["conflict_id"])
    assert all(row["conflicts"] for row in ROWS) and len(ROWS) == len({row["matter"] for row in ROWS})


@pytest.mark.parametrize(("matter", "place"), PLACES, ids=lambda value: value)
def test_a_matter_is_used_where_the_table_says(matter, place):
    assert any(re.search(rf"(?<![\w.-]){re.escape(one)}", text(place)) for one in evidence(matter))


def test_every_matter_is_used_in_a_lesson_or_an_exercise():
    assert [row["matter"] for row in ROWS if not row["used_in"]] == []
    guides = [all("guide" in place for place in row["used_in"].split("; ")) for row in ROWS]
    assert not any(guides)


def test_the_page_is_made_from_the_table():
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")][2:]
    assert lines == [f"| {row['part']} | {row['matter']} | {row['used_in']} |" for row in ROWS]
