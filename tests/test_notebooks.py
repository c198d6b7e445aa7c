"""Every built notebook was executed, is what its source gives today, and takes its numbers from data."""

import ast
import difflib
import json
import os
import re
from functools import cache
from pathlib import Path

import pytest
import yaml

from helpers.editions import render, sources
from helpers.errors import KitError
from helpers.lint.numbers import typed_numbers

ROOT = Path(__file__).parents[1]
SOURCES = [str(path.relative_to(ROOT)) for path in sources(ROOT)]
LESSONS = [source for source in SOURCES if source.startswith("notebooks/")]
BUILT = [
    str(path.relative_to(ROOT))
    for folder in ("notebooks", "exercises", "tests/notebooks")
    for path in sorted((ROOT / folder).glob("*.ipynb"))
]
SHOWN = {"show", "bars", "dots", "lines", "steps", "timeline", "matrix", "predict", "source_card", "check"}
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


@cache
def read(name):
    return json.loads((ROOT / name).read_text(encoding="utf-8"))


# --- executed -------------------------------------------------------------------------------------


def not_executed(notebook):
    """Code cells without an execution count: nbval would compare nothing and pass them."""
    cells = enumerate(notebook["cells"], 1)
    return [number for number, cell in cells if cell["cell_type"] == "code" and not cell["execution_count"]]


@pytest.mark.parametrize("name", BUILT)
def test_every_code_cell_was_executed(name):
    assert not_executed(read(name)) == []


def test_a_cell_that_was_not_executed_is_found():
    cells = [{"cell_type": "markdown"}, {"cell_type": "code", "execution_count": None}]
    assert not_executed({"cells": cells}) == [2]


def shown_too_early(source):
    """Lines of a cell that make a table or a figure and are not its last: only the last is drawn."""
    *early, _ = ast.parse(source).body or [None]
    return [ast.unparse(line) for line in early if isinstance(line, ast.Expr) and _shows(line.value)]


def _shows(value):
    return isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in SHOWN


@pytest.mark.parametrize("name", BUILT)
def test_what_a_cell_shows_stands_in_its_last_line(name):
    cells = [cell for cell in read(name)["cells"] if cell["cell_type"] == "code"]
    lost = [line for cell in cells for line in shown_too_early("".join(cell["source"]))]
    assert lost == []


def test_a_table_that_nobody_would_see_is_found():
    assert shown_too_early("show(a)\nshow(b)") == ["show(a)"]
    assert shown_too_early("x = show(a)\nshow(x)") == []


@pytest.mark.parametrize("name", BUILT)
def test_no_state_of_a_widget_is_stored(name):
    assert "widgets" not in read(name)["metadata"]
    assert WIDGET_VIEW not in json.dumps(read(name))


# --- fresh ----------------------------------------------------------------------------------------


def difference(name, stored, fresh):
    """Where the first difference between two texts of a notebook is, in words; empty when there is none."""
    if stored == fresh:
        return ""
    repair = "Look whether that is what you meant, then: make notebooks"
    old, new = json.loads(stored)["cells"], json.loads(fresh)["cells"]
    for number, (was, now) in enumerate(zip(old, new, strict=False), 1):
        lines = [json.dumps(cell, indent=1, ensure_ascii=False).split("\n") for cell in (was, now)]
        steps = difflib.SequenceMatcher(a=lines[0], b=lines[1], autojunk=False).get_opcodes()
        changes = [(lines[0][a:b], lines[1][c:d]) for kind, a, b, c, d in steps if kind != "equal"]
        # The id of a cell changes with its text; the text says more.
        changes = [change for change in changes if '"id":' not in str(change)] or changes
        if changes:
            # One date may change a picture, a table and a line of text: the shortest is the one to read.
            shown = _first_difference(*min(changes, key=lambda change: len(str(change))))
            return f"{name} is stale in cell {number} (- stored, + built now):\n{shown}\n{repair}"
    return f"{name} is stale: it has {len(old)} cells, its source gives {len(new)}.\n{repair}"


def _without_pictures(notebook):
    """Another system draws the same picture with other bytes; its numbers stand in the table beside it."""
    return re.sub(r'("image/png": )"[^"]*"', r'\1"..."', notebook)


def _first_difference(stored, fresh):
    """The first stored and the first fresh line, cut to the part where they begin to differ."""
    was, now = ("".join(lines[:1]).strip() for lines in (stored, fresh))
    same = len(os.path.commonprefix([was, now]))
    start = max(0, same - 60)
    return "\n".join(f"  {sign} {line[start : same + 120]}" for sign, line in (("-", was), ("+", now)))


def _without_outputs(notebook):
    bare = json.loads(notebook)
    for cell in bare["cells"]:
        cell |= {"outputs": [], "execution_count": None} if cell["cell_type"] == "code" else {}
    return json.dumps(bare, sort_keys=True)


@pytest.mark.parametrize("source", SOURCES)
def test_a_built_notebook_is_what_its_source_and_the_data_give_today(source):
    # Where no sentence takes a value from the run, nbval sees all that a run would show.
    run = "{{" in (ROOT / source).read_text(encoding="utf-8")
    try:
        built = render(ROOT / source, ROOT, run=run)
    except KitError as error:
        pytest.fail(str(error), pytrace=False)
    for target, fresh in built.items():
        stored = '{"cells": []}'
        if (ROOT / target).exists():
            stored = (ROOT / target).read_text(encoding="utf-8")
        if not run:
            stored, fresh = map(_without_outputs, (stored, fresh))
        stale = difference(target, _without_pictures(stored), _without_pictures(fresh))
        if stale:
            pytest.fail(stale, pytrace=False)


def test_every_built_notebook_has_a_source():
    names = {Path(source).stem for source in SOURCES}
    orphans = [name for name in BUILT if re.sub(r"-(solved|wrong)$", "", Path(name).stem) not in names]
    assert orphans == []


@pytest.mark.parametrize(
    ("fresh", "told"),
    [
        ({"cells": [{"id": "a", "source": ["In 2016"]}, {"id": "b", "source": ["x"]}]}, ""),
        ({"cells": [{"id": "a", "source": ["In 2017"]}]}, 'cell 1 (- stored, + built now):\n  - "In'),
        ({"cells": [{"id": "a", "source": ["In 2016"]}]}, "it has 2 cells, its source gives 1"),
    ],
)
def test_a_stale_notebook_is_named_with_cell_and_line(fresh, told):
    stored = {"cells": [{"id": "a", "source": ["In 2016"]}, {"id": "b", "source": ["x"]}]}
    found = difference("08-gsomia.ipynb", json.dumps(stored), json.dumps(fresh))
    assert told in found
    assert ("08-gsomia.ipynb" in found and "make notebooks" in found) == bool(told)


# --- numbers in sentences --------------------------------------------------------------------------


@pytest.mark.parametrize("source", LESSONS)
def test_numbers_in_sentences_come_from_the_tables(source):
    text = (ROOT / source).read_text(encoding="utf-8")
    minutes = yaml.safe_load(text.split("---\n")[1])["two_shores"]["minutes"]
    found = [f"{source}, line {line}: {number}" for line, number in typed_numbers(text, minutes)]
    if found:
        pytest.fail("\n".join(["write {{ ... }} with a function of helpers.prose:", *found]), pytrace=False)


@pytest.mark.parametrize("lesson", [name for name in BUILT if name.startswith("notebooks")])
def test_the_minutes_of_the_steps_are_those_of_their_headings_and_of_the_lesson(lesson):
    notebook = json.loads((ROOT / lesson).read_text(encoding="utf-8"))
    steps = {}
    for cell in notebook["cells"]:
        minutes = cell["metadata"].get("minutes", 0)
        printed = re.search(r"^## .*· (\d+) minutes$", "".join(cell["source"]), re.MULTILINE)
        if printed:
            steps[printed.group()] = (minutes, int(printed.group(1)))
    assert {heading: pair for heading, pair in steps.items() if pair[0] != pair[1]} == {}
    total = sum(cell["metadata"].get("minutes", 0) for cell in notebook["cells"])
    assert total == notebook["metadata"]["two_shores"]["minutes"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It rose by 12 percent.", ["12"]),
        ("All five articles agree.", ["five"]),
        ("Twelve of them spoke.", ["Twelve"]),
        ("On 22 November 2019 they met.", ["22", "2019"]),
        ("A share of 0.5 is half.", ["0.5"]),
        ("It was 08.30 o'clock; 1,038.9 won.", ["1,038.9"]),
        ("The lesson takes 40 minutes.", ["40"]),
        ("He counted {{ number(26) }} meetings.", ["{{ number(26) }}"]),
        ("It was {{ 1.389 }}.", ["{{ 1.389 }}"]),
        ("It was {{ '26' }} or {{ 13 * 2 }}.", ["{{ '26' }}", "{{ 13 * 2 }}"]),
        ("It was {{ number(float('26')) }}.", ["{{ number(float('26')) }}"]),
        ("It was on {{ day('2019-11-22') }}.", ["{{ day('2019-11-22') }}"]),
        ("See [the 3 rules](https://example.net/2019/3).", ["3"]),
        ("<b title='7'>seven</b>", ["seven"]),
    ],
)
def test_a_number_typed_into_a_sentence_is_found(text, found):
    assert [number for _, number in typed_numbers(text, minutes=50)] == found


@pytest.mark.parametrize(
    "text",
    [
        "---\nminutes: 50\n---\n",
        '+++ {"minutes": 12}\n',
        "```{code-cell}\nx = 3\n```\n",
        "It was {{ words(count('voices')) }} on {{ day('gsomia-signed') }}, or {{ number(share.max(), 1) }}.",
        "Call `shares.head(3)` once or twice.",
        "[Rules](https://example.net/2019/3)",
        "Lesson 08 has 50 minutes; exercise 08.3 comes next.",
        "1. First\n2. Second\n",
        "<img width='300' alt='a line'>",
        "Someone often weighed the sixth of them.",
        "Sit in groups of four.",
    ],
)
def test_numbers_that_are_no_statement_pass(text):
    assert typed_numbers(text, minutes=50) == []


def test_a_typed_number_is_named_with_its_line():
    assert typed_numbers("---\na: 1\n---\n\n`x`\n\nIn 1965.") == [(7, "1965")]
