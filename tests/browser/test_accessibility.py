"""Nobody is kept out: each widget by the rules of WCAG 2.2 AA (axe-core), and the timeline as it is read.

In JupyterLab and in a page without a kernel, light and dark, before and after use, wide and on a phone.
"""

import pytest

from browser import open_page
from browser.axe import JUPYTERLAB, SHOWN, broken_rules
from browser.gallery import SAMPLES
from helpers import page, timeline

WIDGETS = tuple(sample.root for sample in SAMPLES.values())


def use_all(opened) -> None:
    """Use every widget, so that its cards and answers stand on the page."""
    for sample in SAMPLES.values():
        sample.use(opened.page.locator(sample.root).first)
    opened.settle()


@pytest.fixture(scope="module")
def notebook(jupyterlab):
    """All samples in one notebook in JupyterLab, all cells run."""
    jupyterlab.open("all.ipynb", *(sample.cell() for sample in SAMPLES.values())).run_all()
    return jupyterlab


def test_in_jupyterlab_no_widget_breaks_a_rule_in_either_theme(notebook):
    found = broken_rules(notebook, WIDGETS)
    use_all(notebook)
    found += broken_rules(notebook, WIDGETS)
    notebook.use_theme(dark=True)
    assert found + broken_rules(notebook, WIDGETS) == []


@pytest.mark.parametrize(
    ("lang", "dark", "width"), [("en", False, 1200), ("en", True, 700), ("ko", True, 400), ("ja", False, 400)]
)
def test_in_a_page_no_widget_breaks_a_rule(chromium, lang, dark, width):
    html = page(*(sample.make(lang) for sample in SAMPLES.values()), lang=lang)
    opened = open_page(chromium, html, width=width, dark=dark)
    found = broken_rules(opened, WIDGETS)
    use_all(opened)
    assert found + broken_rules(opened, WIDGETS) == []
    opened.check()
    opened.close()


def test_the_page_itself_breaks_no_rule(chromium):
    opened = open_page(chromium, page(timeline(theme="gsomia")))
    assert broken_rules(opened) == []
    opened.close()


def test_axe_sees_the_texts_in_jupyterlab(notebook):
    count = notebook.page.locator(".tst-count").first
    count.evaluate("(node) => { node.style.color = '#777'; node.style.background = '#888'; }")
    assert any("color-contrast" in rule and "tst-count" in rule for rule in broken_rules(notebook, WIDGETS))


# What a cell shows that no widget or card is. The figure has a table, folded.
OUTPUTS = (
    "from helpers import check, hint, progress, show, source_card, table\nfrom helpers.charts import bars",
    "claims = table('claims').set_index('claim_id').head(6)",
    "show(claims[['actor_id', 'statement', 'known_from', 'source_id']])",
    "check('08.3', value=891)",
    "hint('08.3')",
    "progress()",
    "source_card('rok-dwp-2020')",
    "bars(claims.groupby('side', as_index=False).size(), 'side', 'size', unit='statements', title='Sides', "
    "notice='Few.', sources=['rok-dwp-2020'], alt='Bars, one for each side of the dispute.')",
)
HEIGHTS = "() => [...document.querySelectorAll('.js-plotly-plot')].map((figure) => figure.clientHeight)"
# Narrower than a finger, though it holds words; what is for ears alone is 1 pixel wide.
SQUEEZED = """() => [...document.querySelectorAll('.jp-OutputArea-output :is(p, dt, dd, li, td, th)')]
    .filter((node) => node.innerText.trim() && node.clientWidth < 20 && node.clientWidth !== 1)
    .map((node) => node.innerText)"""


@pytest.fixture(scope="module")
def outputs(jupyterlab):
    """All these outputs on a narrow screen, the figure's table unfolded."""
    jupyterlab.open("outputs.ipynb", *OUTPUTS, viewport={"width": 400, "height": 1000}).run_all()
    jupyterlab.page.locator(".jp-OutputArea-output summary").last.click()
    return jupyterlab


def test_on_a_narrow_screen_no_output_breaks_a_rule_in_either_theme(outputs):
    found = broken_rules(outputs, SHOWN[1:])
    outputs.use_theme(dark=True)
    assert found + broken_rules(outputs, SHOWN[1:]) == []


def test_on_a_narrow_screen_no_words_are_squeezed_to_nothing(outputs):
    assert outputs.page.evaluate(SQUEEZED) == []


def test_a_figure_keeps_its_height_when_theme_and_window_change(outputs):
    before = outputs.page.evaluate(HEIGHTS)
    outputs.use_theme(dark=True)
    outputs.use_theme(dark=False)
    outputs.page.set_viewport_size({"width": 400, "height": 900})
    outputs.page.wait_for_timeout(500)  # JupyterLab asks plotly, and plotly waits a tenth of a second
    assert min(before) > 150 and outputs.page.evaluate(HEIGHTS) == before


def test_a_table_wider_than_the_screen_scrolls_with_the_keys(outputs):
    box = outputs.page.locator(".jp-OutputArea-output [role=group]:has(> table)").first
    box.focus()
    outputs.page.keyboard.press("ArrowRight")
    outputs.page.wait_for_function("(box) => box.scrollLeft > 0", arg=box.element_handle())
    assert outputs.page.locator(".jp-Notebook.jp-mod-commandMode").count() == 1


@pytest.mark.parametrize("number", [0, -1])
def test_axe_finds_what_is_wrong_anywhere_in_the_outputs(outputs, number):
    words = outputs.page.locator(".jp-OutputArea-output strong").nth(number)
    words.evaluate("(node) => { node.style.color = '#999'; node.style.background = '#aaa'; }")
    found = broken_rules(outputs, SHOWN[1:], JUPYTERLAB)
    words.evaluate("(node) => node.removeAttribute('style')")
    assert len(found) == 1 and found[0].startswith("color-contrast (1)")


def test_axe_finds_what_is_wrong(chromium):
    opened = open_page(
        chromium, "<html lang=en><title>x</title><main><button style='color:#999'>pale</button>"
    )
    assert "color-contrast (1)" in broken_rules(opened)[0]
    opened.close()


# --- what a screen reader is told --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def spoken(chromium):
    """Chromium's accessibility tree of a page with one timeline whose first event is selected."""
    widget = timeline(theme="gsomia")
    opened = open_page(chromium, page(widget))
    opened.page.locator(".two-shores-timeline [role=listbox]").first.focus()
    opened.page.keyboard.press("Home")
    opened.settle()
    nodes = opened.page.context.new_cdp_session(opened.page).send("Accessibility.getFullAXTree")["nodes"]
    yield widget, [Spoken(node) for node in nodes if not node["ignored"]]
    opened.close()


class Spoken:
    """One node of the accessibility tree: its role, its name, its states."""

    def __init__(self, node: dict) -> None:
        self.role, self.name = (node.get(key, {}).get("value", "") for key in ("role", "name"))
        self.states = {one["name"]: one["value"].get("value") for one in node.get("properties", [])}

    def __repr__(self) -> str:
        return f"{self.role} {self.name!r}"


def of_role(spoken: list[Spoken], role: str) -> list[Spoken]:
    return [node for node in spoken if node.role == role]


def test_the_timeline_is_a_list_of_options_each_with_its_date_and_title(spoken):
    widget, nodes = spoken
    options = of_role(nodes, "option")
    listed = {option.name for option in options}
    for event in widget.shown.head(5).to_dict("records"):
        assert any(event["title_en"] in name and event["start"][:4] in name for name in listed)
    assert [box.name for box in of_role(nodes, "listbox")][0]


def test_exactly_one_event_is_selected_and_its_card_is_announced(spoken):
    widget, nodes = spoken
    chosen = [node for node in of_role(nodes, "option") if node.states.get("selected") and "19" in node.name]
    assert len(chosen) == 1
    live = [node for node in nodes if node.states.get("live") == "polite"]
    assert live and any(node.name for node in nodes if node.role == "heading" and node.name in chosen[0].name)


@pytest.mark.parametrize("role", ["combobox", "searchbox", "checkbox", "button", "listbox", "slider"])
def test_every_control_has_a_name(spoken, role):
    _, nodes = spoken
    assert [node for node in of_role(nodes, role) if not node.name] == []


def test_what_can_take_the_focus_has_a_role(spoken):
    _, nodes = spoken
    focusable = [node for node in nodes if node.states.get("focusable") and node.role != "RootWebArea"]
    assert focusable and [node for node in focusable if node.role in ("generic", "none", "")] == []
