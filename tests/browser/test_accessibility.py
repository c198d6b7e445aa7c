"""Nobody is kept out: each widget by the rules of WCAG 2.2 AA (axe-core), and the timeline as it is read.

In JupyterLab and in a page without a kernel, light and dark, before and after use, wide and on a phone.
"""

from pathlib import Path

import pytest

from browser import open_page
from browser.gallery import SAMPLES
from helpers import page, timeline

AXE = (Path(__file__).parents[1] / "vendor" / "axe.min.js").read_text(encoding="utf-8")
LEVEL_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
BROKEN = """async ([roots, tags]) => {
    const options = {runOnly: tags, resultTypes: ["violations"]};
    const { violations } = await axe.run(roots.length ? roots : document, options);
    const first = ({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`;
    return violations.map(({ id, nodes }) => `${id} (${nodes.length}): ${first(nodes[0])}`);
}"""


WIDGETS = tuple(sample.root for sample in SAMPLES.values())


def broken_rules(opened, roots=WIDGETS) -> list[str]:
    """Return the rules that the page breaks in these parts; in all of it if none is named."""
    opened.page.evaluate(f"window.axe ?? (() => {{ {AXE} }})()")
    # JupyterLab's body is 0 pixels high and hides what sticks out: axe then takes all texts for invisible.
    opened.page.evaluate("document.body.style.minHeight = '100vh'")
    found = [opened.page.locator(root).first.element_handle() for root in roots]
    return opened.page.evaluate(BROKEN, [found, LEVEL_AA])


def use_all(opened) -> None:
    """Use every widget, so that its cards and answers stand on the page."""
    for sample in SAMPLES.values():
        sample.use(opened.page.locator(sample.root).first)
    opened.settle()


@pytest.fixture(scope="module")
def notebook(jupyterlab):
    """All samples in one notebook in JupyterLab, all cells run."""
    cells = (sample.cell() for sample in SAMPLES.values())
    # As high as the notebook: axe passes over what is scrolled out of sight.
    jupyterlab.open("all.ipynb", *cells, viewport={"width": 1400, "height": 4000}).run_all()
    return jupyterlab


def test_in_jupyterlab_no_widget_breaks_a_rule_in_either_theme(notebook):
    found = broken_rules(notebook)
    use_all(notebook)
    found += broken_rules(notebook)
    notebook.use_theme(dark=True)
    assert found + broken_rules(notebook) == []


@pytest.mark.parametrize(
    ("lang", "dark", "width"), [("en", False, 1200), ("en", True, 700), ("ko", True, 400), ("ja", False, 400)]
)
def test_in_a_page_no_widget_breaks_a_rule(chromium, lang, dark, width):
    html = page(*(sample.make(lang) for sample in SAMPLES.values()), lang=lang)
    opened = open_page(chromium, html, width=width, dark=dark)
    found = broken_rules(opened)
    use_all(opened)
    assert found + broken_rules(opened) == []
    opened.check()
    opened.close()


def test_the_page_itself_breaks_no_rule(chromium):
    opened = open_page(chromium, page(timeline(theme="gsomia")))
    assert broken_rules(opened, ()) == []
    opened.close()


def test_axe_sees_the_texts_in_jupyterlab(notebook):
    count = notebook.page.locator(".tst-count").first
    count.evaluate("(node) => { node.style.color = '#777'; node.style.background = '#888'; }")
    assert any("color-contrast" in rule and "tst-count" in rule for rule in broken_rules(notebook))


def test_axe_finds_what_is_wrong(chromium):
    opened = open_page(
        chromium, "<html lang=en><title>x</title><main><button style='color:#999'>pale</button>"
    )
    assert "color-contrast (1)" in broken_rules(opened, ())[0]
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
