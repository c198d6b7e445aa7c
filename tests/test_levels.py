"""A lesson with testimony is built at each level, with the same checks and the same minutes."""

import json
import re
from functools import cache
from pathlib import Path

import pytest

from helpers.editions import LESSONS, LEVELS, render, take_apart

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / LESSONS).glob("[0-9][0-9]-*.md"))


def highest(source):
    """The highest level that a cell of a source asks for."""
    return max(cell.metadata.get("level", 1) for cell in take_apart(source).cells)


WITH_TESTIMONY = [(source, level) for source in SOURCES for level in LEVELS[1:] if level <= highest(source)]


@cache
def cells(source, level):
    if level == 1:
        return json.loads((ROOT / "notebooks" / f"{source.stem}.ipynb").read_text(encoding="utf-8"))["cells"]
    (text,) = render(source, ROOT, level).values()
    return json.loads(text)["cells"]


def checks(built):
    return re.findall(r'check\("([^"]+)"', "\n".join("".join(cell["source"]) for cell in built))


def test_the_lessons_on_what_was_done_to_people_have_more_than_one_level():
    named = {source.stem[:2] for source, _ in WITH_TESTIMONY}
    assert {"03", "05", "06"} <= named


@pytest.mark.parametrize(("source", "level"), WITH_TESTIMONY, ids=lambda value: getattr(value, "stem", value))
def test_a_higher_level_adds_reading_and_changes_no_check_and_no_minute(source, level):
    plain, more = cells(source, 1), cells(source, level)
    assert checks(more) == checks(plain)
    minutes = [sum(cell["metadata"].get("minutes", 0) for cell in built) for built in (plain, more)]
    assert minutes[0] == minutes[1]
    assert len(more) > len(plain)


@pytest.mark.parametrize(("source", "level"), WITH_TESTIMONY, ids=lambda value: getattr(value, "stem", value))
def test_before_testimony_stands_a_notice(source, level):
    first, *_ = [cell for cell in take_apart(source).cells if cell.metadata.get("level", 1) == level]
    assert first.type == "markdown" and re.search(r"[Tt]he next (cell|table)", first.text)
