"""The lessons as a student meets them: Chromium runs each in JupyterLab; keys and clicks do their work.

The notebooks are served from a folder of their own and without their stored outputs, so that everything on a
page comes from this run. The tests of lesson 08 share one page, and each leaves it fit for the next.
"""

import json
from pathlib import Path

import pytest

from browser.axe import JUPYTERLAB, SHOWN, broken_rules
from helpers import table

ROOT = Path(__file__).parents[2]
LESSONS = sorted((ROOT / "notebooks").glob("[0-9][0-9]-*.ipynb"))
LESSON = ROOT / "notebooks" / "08-gsomia.ipynb"
PLOTLY = "application/vnd.plotly.v1+json"


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def without_outputs(notebook):
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell |= {"outputs": [], "execution_count": None}
    return notebook


@pytest.fixture(scope="module")
def run(jupyterlab):
    """A function that opens a lesson and runs all of it."""

    def run(path):
        text = json.dumps(without_outputs(read(path)))
        (jupyterlab.folder / path.name).write_text(text, encoding="utf-8")
        jupyterlab.open(path.name).run_all()
        return jupyterlab

    return run


@pytest.fixture(scope="module")
def lesson(run):
    """Lesson 08."""
    opened = run(LESSON)
    opened.page.locator(".two-shores-timeline [role=option]").first.wait_for(state="attached")
    return opened


def assert_runs_cleanly(opened, path):
    """Every cell ran, nothing warned, each figure and widget is drawn, and nothing came from another host.

    And what it shows breaks no rule of WCAG 2.2 AA.
    """
    cells = read(path)["cells"]
    outputs = [output for cell in cells if cell["cell_type"] == "code" for output in cell["outputs"]]
    figures = sum(PLOTLY in output.get("data", {}) for output in outputs)
    assert opened.cells() == len(cells)
    assert opened.page.locator('[data-mime-type="application/vnd.jupyter.stderr"]').count() == 0
    assert opened.page.locator('[data-mime-type="application/vnd.jupyter.error"]').count() == 0
    assert opened.page.get_by_text("Error displaying widget").count() == 0
    assert opened.page.locator(".js-plotly-plot .main-svg").count() >= figures
    assert broken_rules(opened, SHOWN, JUPYTERLAB) == []
    opened.check()


@pytest.mark.parametrize("path", [path for path in LESSONS if path != LESSON], ids=lambda path: path.stem)
def test_a_lesson_runs_from_top_to_bottom(run, path):
    opened = run(path)
    assert opened.page.locator(".two-shores").count() >= 1  # a widget of the kit
    assert_runs_cleanly(opened, path)


@pytest.fixture
def timeline(lesson):
    """The first timeline of the lesson."""
    return lesson.page.locator(".two-shores-timeline").first


def selected(timeline):
    """The id of the event that the list names as its active one."""
    return timeline.locator("[role=option][aria-selected=true]").first.get_attribute("data-event")


def test_lesson_08_runs_from_top_to_bottom(lesson):
    assert_runs_cleanly(lesson, LESSON)


def test_axe_finds_a_fault_at_the_end_of_the_lesson(lesson):
    words = lesson.page.locator(".jp-MarkdownCell .jp-RenderedMarkdown").last.locator("p, li").last
    words.evaluate("(node) => { node.style.color = '#aaa'; }")
    found = broken_rules(lesson, SHOWN, JUPYTERLAB)
    words.evaluate("(node) => node.removeAttribute('style')")
    assert len(found) == 1 and found[0].startswith("color-contrast")


def test_the_arrow_keys_move_the_selection_and_add_no_cell(lesson, timeline):
    before = lesson.cells()
    timeline.locator("[role=listbox]").focus()
    lesson.page.keyboard.press("Home")
    first = selected(timeline)
    lesson.page.keyboard.press("ArrowRight")
    second = selected(timeline)
    lesson.page.keyboard.press("ArrowLeft")
    assert first != second
    assert selected(timeline) == first
    lesson.page.keyboard.press("b")  # JupyterLab's shortcut for a new cell
    assert lesson.cells() == before


def test_a_click_on_any_event_opens_the_card_of_that_event(lesson, timeline):
    titles = table("events").set_index("event_id")["title_en"]
    # It opens with what was known on a day, and with lanes that may be folded.
    timeline.locator(".tst-known input").focus()
    lesson.page.keyboard.press("End")
    timeline.locator(".tst-fields select").first.select_option("period")
    lesson.settle()
    timeline.locator(".tst-list:not([aria-busy])").wait_for()
    options = timeline.locator("[role=option][data-event]").all()
    drawn = [option.get_attribute("data-event") for option in options]
    wrong = []
    for event_id in drawn:
        sign = timeline.locator(f"[role=option][data-event='{event_id}'] svg").first
        sign.evaluate("node => node.scrollIntoView({block: 'center'})")
        box = sign.bounding_box()
        lesson.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        shown = timeline.locator(".tst-card h3").inner_text()
        if (shown, selected(timeline)) != (titles[event_id], event_id):
            wrong.append(f"a click on {event_id} opened {shown!r}")
    assert wrong == []
    assert len(drawn) >= 8


def test_nothing_was_asked_of_another_host_and_the_console_shows_no_error(lesson):
    lesson.check()
