"""Lesson 08 as a student meets it: Chromium opens and runs it in JupyterLab; keys and clicks do their work.

The notebook is served from a folder of its own and without its stored outputs, so that everything on the page
comes from this run. The tests share one page, and each leaves it fit for the next.
"""

import json
from pathlib import Path

import pytest
from browser import browser, lab, open_notebook

from helpers import table

ROOT = Path(__file__).parents[1]
LESSON = ROOT / "notebooks" / "08-gsomia.ipynb"
CROWDED = ("2019-08", "2019-12")


def without_outputs(text):
    notebook = json.loads(text)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell |= {"outputs": [], "execution_count": None}
    return notebook


def crowded():
    """Titles by id of the events of the months in which they lie closest together."""
    events = table("events")
    events = events[events["start"].between(*CROWDED)]
    return dict(zip(events["event_id"], events["title_en"], strict=True))


@pytest.fixture(scope="module")
def lesson(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lesson")
    notebook = without_outputs(LESSON.read_text(encoding="utf-8"))
    (folder / LESSON.name).write_text(json.dumps(notebook), encoding="utf-8")
    # Otherwise JupyterLab takes out of the page what lies out of sight.
    tracker = folder / ".lab/settings/@jupyterlab/notebook-extension/tracker.jupyterlab-settings"
    tracker.parent.mkdir(parents=True)
    tracker.write_text(json.dumps({"windowingMode": "none"}), encoding="utf-8")
    with browser() as chromium, lab(folder) as address:
        opened = open_notebook(chromium, address, LESSON.name)
        opened.run_all()
        opened.page.locator(".two-shores-timeline [role=option]").first.wait_for(state="attached")
        yield opened


@pytest.fixture
def timeline(lesson):
    """The first timeline of the lesson."""
    return lesson.page.locator(".two-shores-timeline").first


def selected(timeline):
    """The id of the event that the list names as its active one."""
    return timeline.locator("[role=option][aria-selected=true]").first.get_attribute("data-event")


def test_every_cell_runs_without_error_or_warning(lesson):
    cells = json.loads(LESSON.read_text(encoding="utf-8"))["cells"]
    assert lesson.cells() == len(cells)
    assert lesson.page.locator('[data-mime-type="application/vnd.jupyter.stderr"]').count() == 0
    assert lesson.page.locator('[data-mime-type="application/vnd.jupyter.error"]').count() == 0
    assert lesson.page.get_by_text("Error displaying widget").count() == 0


def test_every_figure_of_the_lesson_is_drawn(lesson):
    cells = json.loads(LESSON.read_text(encoding="utf-8"))["cells"]
    outputs = [output for cell in cells if cell["cell_type"] == "code" for output in cell["outputs"]]
    stored = [output for output in outputs if "application/vnd.plotly.v1+json" in output.get("data", {})]
    assert lesson.page.locator(".js-plotly-plot .main-svg").count() >= len(stored) >= 4


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


def test_a_click_on_any_event_of_the_crowded_months_of_2019_opens_the_card_of_that_event(lesson, timeline):
    drawn = {option.get_attribute("data-event") for option in timeline.locator("[role=option]").all()}
    titles = {event_id: title for event_id, title in crowded().items() if event_id in drawn}
    wrong = []
    for event_id, title in titles.items():
        sign = timeline.locator(f"[role=option][data-event='{event_id}'] svg").first
        sign.evaluate("node => node.scrollIntoView({block: 'center'})")
        box = sign.bounding_box()
        lesson.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        shown = timeline.locator(".tst-card h3").inner_text()
        if (shown, selected(timeline)) != (title, event_id):
            wrong.append(f"a click on {event_id} opened {shown!r}")
    assert wrong == []
    assert len(titles) >= 8


def test_nothing_was_asked_of_another_host_and_the_console_shows_no_error(lesson):
    lesson.check()
