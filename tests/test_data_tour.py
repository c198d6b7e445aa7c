"""The tour of the data leaves no table out, and each stop is short enough to be read."""

import json
import re
from functools import cache
from pathlib import Path

import pytest

from helpers import data, describe

TOUR = Path(__file__).parents[1] / "notebooks/data-tour.ipynb"
MOST_LINES = 10


@cache
def cells(kind):
    notebook = json.loads(TOUR.read_text(encoding="utf-8"))
    return [cell for cell in notebook["cells"] if cell["cell_type"] == kind]


def text_of(cell):
    return "".join(cell["source"])


def code():
    return "\n".join(text_of(cell) for cell in cells("code"))


def stops():
    """Each stop of the tour: its heading and the text below it, up to the next one."""
    text = "\n\n".join(text_of(cell) for cell in cells("markdown"))
    return re.findall(r"^### (.+?)\n(.*?)(?=^##|\Z)", text, re.MULTILINE | re.DOTALL)


def lines_to_read(cell):
    """Lines of pandas that a reader sees; the code of a figure stays folded."""
    hidden = cell["metadata"].get("jupyter", {}).get("source_hidden", False)
    return 0 if hidden else len([line for line in text_of(cell).splitlines() if line.strip()])


@pytest.mark.parametrize("name", data.tables())
def test_each_table_is_opened_in_code(name):
    assert f'table("{name}")' in code()


@pytest.mark.parametrize("name", data.tables())
def test_each_table_has_a_stop_and_a_place_on_the_map(name):
    assert any(f"`{name}`" in heading for heading, _ in stops())
    plan = [line for line in text_of(cells("markdown")[0]).splitlines() if line.startswith("| ")]
    assert any(f"`{name}`" in line for line in plan)


def test_the_tour_opens_no_table_that_does_not_exist():
    opened = set(re.findall(r'\btable\("(\w+)"\)', code()))
    assert opened - set(data.tables()) == set()


@pytest.mark.parametrize(("heading", "text"), [pytest.param(*stop, id=stop[0]) for stop in stops()])
def test_each_stop_says_what_a_row_is_and_what_the_table_cannot_tell(heading, text):
    assert re.search(r"\bOne row\b", text)
    assert re.search(r"^\*(?:It|They) cannot ", text, re.MULTILINE)


def test_no_visible_cell_is_longer_than_ten_lines():
    assert [text_of(cell) for cell in cells("code") if lines_to_read(cell) > MOST_LINES] == []


def test_a_long_cell_is_noticed_and_a_folded_figure_is_not():
    cell = {"source": ["x = 1\n"] * (MOST_LINES + 1), "metadata": {}}
    assert lines_to_read(cell) > MOST_LINES
    assert lines_to_read({**cell, "metadata": {"jupyter": {"source_hidden": True}}}) == 0


@pytest.mark.parametrize("name", data.tables())
def test_describe_can_say_the_same_of_each_table(name):
    text = repr(describe(name))
    assert "Can answer: " in text and "Cannot answer: " in text
