"""What was found most worth teaching is taught: docs/teachable-conflicts.csv says where."""

import ast
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
    patterns = {"lesson": f"notebooks/source/{lesson}-*.md", "guide": f"docs/teaching/source/{lesson}-*.md"}
    if kind in patterns:
        (path,) = ROOT.glob(patterns[kind])
        return path.read_text(encoding="utf-8")
    (path,) = ROOT.glob(f"exercises/source/{lesson}-*.md")
    (section,) = re.findall(
        rf"^## {re.escape(place)} .*?(?=^## |\Z)", path.read_text(encoding="utf-8"), re.M | re.S
    )
    return "\n".join([section, *judging(place)])


def judging(item):
    """The declaration of an item, and all that it uses of its lesson's modules, as source texts."""
    named = {}
    for path in sorted((ROOT / "helpers/tasks").glob(f"*{item[:2]}.py")):
        source = path.read_text(encoding="utf-8")
        tree = ast.parse(source)
        for node in [*tree.body, *(one for one in ast.walk(tree) if isinstance(one, ast.Call))]:
            for name in _names(node):
                named.setdefault(name, []).append((node, ast.get_source_segment(source, node)))
    found, open_ = {}, [item]
    while open_:
        name = open_.pop()
        for node, segment in named.get(name, []) if name not in found else []:
            found.setdefault(name, []).append(segment)
            open_ += [one.id for one in ast.walk(node) if isinstance(one, ast.Name)]
            open_ += [one.attr for one in ast.walk(node) if isinstance(one, ast.Attribute)]
    return [segment for segments in found.values() for segment in segments]


def _names(node):
    """What a piece of code defines: a function, names at its left side, or the task with that id."""
    if isinstance(node, ast.FunctionDef):
        return [node.name]
    if isinstance(node, ast.Assign):
        return [one.id for target in node.targets for one in ast.walk(target) if isinstance(one, ast.Name)]
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Task":
        return [node.args[0].value]
    return []


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
