"""The parts of the kit know one another in one direction only. This draws who imports whom, and compares.

    errors <- data, dates <- labels <- sources <- charts, story <- timeline      showing
              data, dates <- labels <- rules <- audit                            checking
                             labels <- verdicts <- tasks <- answers, grading     judging

Showing and judging never touch, so that a change of colour cannot change a mark.
"""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import helpers

HELPERS = Path(helpers.__file__).parent
ANY = None
ARROWS = {
    "__init__": set(),
    "__main__": ANY,
    "errors": set(),
    "data": {"errors"},
    "dates": {"errors"},
    "labels": {"data", "errors"},
    "cardframe": set(),
    "sources": {"cardframe", "data", "labels", "dates", "errors"},
    "cards": {"cardframe", "data", "dates", "labels", "sources", "errors"},
    "naming": {"data", "labels", "sources", "widget", "wording", "errors"},
    "wording": {"data", "labels", "sources", "errors"},
    "prose": {"data", "dates", "labels", "sources", "errors"},
    "tables": {"labels", "errors"},
    "charts": {"points", "sources", "tables", "errors"},
    "points": {"dates", "errors"},
    "timeline": {
        "dates",
        "given",
        "known",
        "labels",
        "overlay",
        "readings",
        "story",
        "twin",
        "widget",
        "errors",
    },
    "story": {
        *("data", "dates", "given", "known", "labels", "links", "overlay", "readings", "sources"),
        *("storywords", "errors"),
    },
    "storywords": set(),
    "given": {"data", "dates", "errors"},
    "known": {"dates", "errors"},
    "readings": {"labels", "errors"},
    "links": {"data", "labels"},
    "overlay": {"data", "dates", "labels", "sources"},
    "twin": {"twinaxis", "errors"},
    "twinaxis": {"dates", "errors"},
    "matrix": {"matrix_form", "matrix_story", "labels", "widget", "errors"},
    "matrix_form": {"matrix_story"},
    "matrix_story": {"data", "dates", "labels", "sources", "errors"},
    "keyguard": set(),
    "widget": {"errors"},
    "distance": {"errors"},
    "expectation": {"data", "dates", "distance", "labels", "sources", "errors"},
    "sketch": {"distance"},
    "predict": {"distance", "expectation", "sketch", "widget", "errors"},
    "standalone": {"labels", "widget", "errors"},
    "verdicts": {"labels", "errors"},
    "loaded": {"data"},
    "tasks": {"data", "dates", "loaded", "verdicts", "errors"},
    "journal": {"errors"},
    "answers": {"journal", "tasks", "verdicts", "labels", "errors"},
    "progress": {"journal", "tasks", "labels", "errors"},
    "guides": {"data", "editions", "labels", "lint", "prose", "tasks", "errors"},
    "grading": {"tasks", "verdicts", "errors", "editions", "grading_plugin"},
    "grading_plugin": set(),
    "editions": {"errors"},
    "warmkernel": set(),
    "lint": {"data", "editions", "loaded", "errors"},
    "doctor": {"data", "errors"},
    "rules": {"data", "dates", "labels", "errors", "sums", "totals"},
    "sums": {"dates"},
    "totals": {"data"},
    "balance": {"data"},
    "dictionary": {"data"},
    "audit": {"balance", "data", "dictionary", "rules", "totals"},
}
SHOWING = (
    {"predict", "expectation", "sketch", "distance"}
    | {"charts", "points", "story", "tables", "timeline", "twin", "twinaxis", "keyguard"}
    | {"widget", "standalone"}
)
SHOWING |= {"given", "known", "links", "overlay", "readings", "storywords"}
SHOWING |= {"matrix", "matrix_form", "matrix_story"} | {"cardframe", "cards", "naming", "wording"}
JUDGING = {"verdicts", "tasks", "answers", "journal", "progress", "grading", "grading_plugin"}


def layer(path: Path) -> str:
    """A folder of modules is one layer: helpers/tasks/units.py belongs to tasks."""
    return path.relative_to(HELPERS).parts[0].removesuffix(".py")


def imported(tree: ast.AST) -> set[str]:
    """The layers that a module imports, at its top or inside a function."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            # `from helpers import data` names a module, `from helpers import table` a function of one.
            names = [f"{node.module}.{helpers._HOME.get(alias.name, alias.name)}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"helpers.{node.module or node.names[0].name}"]
        else:
            continue
        found |= {name.split(".")[1] for name in names if name.startswith("helpers.")}
    return found


def modules() -> list[Path]:
    return [path for path in sorted(HELPERS.rglob("*.py")) if "node_modules" not in path.parts]


GRAPH = {}
for source in modules():
    GRAPH.setdefault(layer(source), set()).update(imported(ast.parse(source.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("name", sorted(GRAPH))
def test_a_module_imports_only_what_lies_below_it(name):
    assert name in ARROWS, f"helpers/{name}.py is new: say in ARROWS of this test what it may import"
    if ARROWS[name] is not ANY:
        wrong = GRAPH[name] - ARROWS[name] - {name}
        assert not wrong, f"helpers/{name}.py imports {sorted(wrong)}; it may import {sorted(ARROWS[name])}"


def test_the_arrows_make_no_circle():
    below = {name: set(arrows or ()) for name, arrows in ARROWS.items()}
    while free := {name for name, arrows in below.items() if not arrows}:
        below = {name: arrows - free for name, arrows in below.items() if name not in free}
    assert below == {}


def reach(name: str) -> set[str]:
    """Everything that a module imports, directly or through others."""
    found, waiting = set(), [name]
    while waiting:
        new = GRAPH.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found


@pytest.mark.parametrize("name", sorted((SHOWING | JUDGING) & set(GRAPH)))
def test_showing_and_judging_never_touch(name):
    other = JUDGING if name in SHOWING else SHOWING
    assert not reach(name) & other


def test_the_reader_of_imports_sees_every_form():
    text = """
import helpers.charts
from helpers import data, table as t, timeline
from helpers.tasks.units import unit
from . import labels
from .dates import when
def f():
    from helpers.sources import cite
import json
"""
    assert imported(ast.parse(text)) == {
        *("charts", "data", "timeline", "tasks", "labels", "dates", "sources"),
    }


READS_A_CSV = {"read_csv", "DictReader", "reader", "folder"}


@pytest.mark.parametrize("path", [path for path in modules() if path.name != "data.py"], ids=layer)
def test_only_data_py_reads_the_course_data(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    called = {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    }
    assert not called & READS_A_CSV, "ask helpers.data.table() for it"


LOOK = """
import sys
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
import helpers
assert set(helpers.__all__) <= set(dir(helpers))
heavy = {"pandas", "numpy", "plotly", "anywidget", "ipywidgets", "matplotlib", "IPython"} & set(sys.modules)
assert not heavy, f"import helpers loads {sorted(heavy)}"
ours = [name for name in sys.modules if name.startswith("helpers.")]
assert not ours, f"import helpers loads {ours}"
files = [path for path in opened if not path.endswith(".py") and "__pycache__" not in path]
assert not files, f"import helpers opens {files}"
"""


def test_import_helpers_loads_nothing_heavy_and_opens_no_data():
    asked = [sys.executable, "-c", LOOK]
    done = subprocess.run(asked, cwd=HELPERS.parent, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", helpers.__all__)
def test_every_public_name_is_there_when_it_is_asked_for(name):
    assert callable(getattr(helpers, name))


def test_a_function_is_not_hidden_by_the_module_of_the_same_name():
    asked = (
        "import helpers.timeline, helpers.doctor; from helpers import timeline, doctor; timeline.__call__; "
    )
    asked += "doctor.__call__; from helpers.timeline import Timeline"
    done = subprocess.run([sys.executable, "-c", asked], cwd=HELPERS.parent, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_an_unknown_public_name_is_answered_with_those_that_exist():
    with pytest.raises(AttributeError, match="helpers has no 'tabel'; it offers table, series"):
        _ = helpers.tabel
