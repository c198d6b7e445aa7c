"""The timeline in JupyterLab: keys, clicks, what Python sees of them, and what a screen reader is told."""

import re

import pytest

HOSTILE = "<img src=x onerror=window.broken=1></svg><script>window.broken=2</script>"
CELLS = [
    "from helpers import KeyGuard, table, timeline\nt = timeline()\nt",
    "import ipywidgets\nmenu = ipywidgets.Dropdown(options=['one', 'two', 'three'])\nmenu",
    "KeyGuard()",
    f"bad = {HOSTILE!r}\nevents = table('events')[:3].assign(title_en=bad, summary=bad)",
    "hostile = timeline(events)\nhostile",
    "hostile.select(events['event_id'].iloc[0])",
    "print('chosen', ' '.join(t.selected['event_id']), len(t.shown), menu.value)",
]


@pytest.fixture(scope="module")
def notebook(jupyterlab):
    """A notebook with two timelines and a stock menu, all cells run; shared by the tests of this module."""
    jupyterlab.open("timeline.ipynb", *CELLS, viewport={"width": 1400, "height": 2600}).run_all()
    jupyterlab.page.wait_for_selector(".tst-event")
    return jupyterlab


@pytest.fixture
def widget(notebook):
    """The first timeline, as it was when it was made."""
    root = notebook.page.locator(".two-shores-timeline").first
    root.locator(".tst-fields select").first.select_option("period")
    reset = root.locator(".tst-reset")
    if reset.is_enabled():
        reset.click()
    settle(root)
    return root


def settle(widget) -> None:
    """Wait for the redraw: the timeline gathers changes and draws once in the next frame."""
    widget.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    widget.locator(".tst-list:not([aria-busy])").wait_for()


def python_says(notebook) -> list[str]:
    """Run the last cell again and return what it prints."""
    return notebook.run_again(len(CELLS) - 1).split()


def card(widget) -> str:
    return widget.locator(".tst-card").get_attribute("data-event")


def test_keys_move_the_selection_and_python_sees_it(notebook, widget):
    keys = notebook.page.keyboard
    widget.locator(".tst-list").focus()
    keys.press("Home")
    first = card(widget)
    seen = [first]
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "ArrowDown", "PageDown", "ArrowUp", "End"):
        keys.press(key)
        seen.append(card(widget))
    assert seen[3] == seen[1], "one step to the right and back"
    assert len({first, seen[1], seen[2], seen[5], seen[-1]}) == 5
    assert python_says(notebook)[:2] == ["chosen", seen[-1]]


def test_the_chosen_option_is_announced_and_in_sight(notebook, widget):
    listbox, scroller = widget.locator(".tst-list"), widget.locator(".tst-scroll")
    listbox.focus()
    for key in ("End", "Home", "PageDown", "PageDown", "End"):
        notebook.page.keyboard.press(key)
        option = notebook.page.locator("#" + listbox.get_attribute("aria-activedescendant"))
        assert option.get_attribute("role") == "option"
        assert option.get_attribute("aria-selected") == "true"
        assert option.get_attribute("data-event") == card(widget)
        place, frame = option.locator(".tst-label").bounding_box(), scroller.bounding_box()
        assert frame["y"] + 20 <= place["y"] <= frame["y"] + frame["height"] - 10


@pytest.mark.parametrize("part", [".tst-label", ".tst-marker"])
def test_each_of_the_crowded_events_of_2019_opens_its_own_card(widget, part):
    # Playwright refuses to click what something else covers, so this also proves that nothing does.
    options = widget.locator(".tst-event[aria-label*='November 2019']")
    assert options.count() > 25
    for number in range(0, options.count(), 2 if part == ".tst-marker" else 3):
        option = options.nth(number)
        option.locator(part).click(timeout=5000)
        assert card(widget) == option.get_attribute("data-event")


OVERLAPS = """(root) => {
    const parts = [...root.querySelectorAll('.tst-label, .tst-event > .tst-marker')].map((node) => {
        const {left, right, top, bottom} = node.getBoundingClientRect();
        const event = node.parentElement.id;
        return {event, left: left + 2, right: right - 2, top: top + 2, bottom: bottom - 2};
    });
    const touch = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    const pairs = parts.flatMap((a, i) => parts.slice(i + 1).map((b) => [a, b]));
    const hits = pairs.filter(([a, b]) => a.event !== b.event && touch(a, b));
    return hits.map(([a, b]) => `${a.event} ${b.event}`);
}"""


@pytest.mark.parametrize("width", [1400, 1000, 520])
@pytest.mark.parametrize("lanes", ["period", "actor"])
def test_no_label_or_marker_lies_on_another(notebook, widget, width, lanes):
    try:
        notebook.page.set_viewport_size({"width": width, "height": 2600})
        widget.locator(".tst-fields select").first.evaluate(
            "(menu, lanes) => { menu.value = lanes; menu.dispatchEvent(new Event('change')); }", lanes
        )
        notebook.page.wait_for_timeout(400)
        assert widget.evaluate(OVERLAPS) == []
        assert widget.evaluate("(root) => root.scrollWidth - root.clientWidth") <= 1
        selected = widget.locator(".tst-scroll")
        assert selected.evaluate("(list) => list.scrollWidth - list.clientWidth") <= 1
    finally:
        notebook.page.set_viewport_size({"width": 1400, "height": 2600})
        notebook.page.wait_for_timeout(300)


def test_the_filters_show_the_same_as_python(notebook, widget):
    everything = int(python_says(notebook)[-2])
    widget.locator(".tst-theme select").select_option("export-controls")
    widget.locator(".tst-start input").fill("2019-07-01")
    widget.locator(".tst-search input").fill("japan")
    settle(widget)
    shown = widget.locator(".tst-event").count()
    assert 0 < shown < everything
    assert int(python_says(notebook)[-2]) == shown
    widget.locator(".tst-reset").click()
    assert int(python_says(notebook)[-2]) == everything


def test_two_timelines_of_a_page_share_no_id(notebook, widget):
    ids = notebook.page.locator(".two-shores-timeline [id]").evaluate_all("(nodes) => nodes.map((n) => n.id)")
    assert len(ids) > 100 and len(ids) == len(set(ids))


def test_a_search_without_result_says_so(widget):
    widget.locator(".tst-search input").fill("zzzz")
    settle(widget)
    assert widget.locator(".tst-none").inner_text()
    assert widget.locator(".tst-event").count() == 0


@pytest.mark.parametrize(
    "control", [".tst-list", ".tst-actor select", ".tst-search input", ".tst-known input", ".tst-card"]
)
def test_jupyterlab_takes_no_key_from_a_control_of_the_timeline(notebook, widget, control):
    before = notebook.cells()
    widget.locator(control).focus()
    for key in ("b", "a", "d", "d", "x", "ArrowDown", "0"):
        notebook.page.keyboard.press(key)
    notebook.page.wait_for_timeout(200)
    assert notebook.cells() == before
    assert widget.locator(control).evaluate("(node) => node === document.activeElement")


def test_jupyterlab_takes_no_key_from_a_stock_menu(notebook, widget):
    before = notebook.cells()
    menu = notebook.page.locator(".widget-dropdown select")
    menu.select_option("one")
    menu.focus()
    notebook.page.keyboard.press("b")
    notebook.page.keyboard.press("ArrowDown")
    assert menu.input_value() == "two"
    assert notebook.cells() == before
    assert python_says(notebook)[-1] == "two"


def test_the_guard_leaves_no_mark_behind(notebook, widget):
    menu = notebook.page.locator(".widget-dropdown select")
    menu.focus()
    assert menu.get_attribute("data-lm-suppress-shortcuts") == "true"
    widget.locator(".tst-list").focus()
    assert menu.get_attribute("data-lm-suppress-shortcuts") is None


def test_every_control_and_option_has_a_name(widget):
    tree = widget.aria_snapshot()
    unnamed = re.findall(
        r"^\s*- (?:combobox|textbox|searchbox|checkbox|button|listbox|option)\s*(?::|$)", tree, re.M
    )
    assert unnamed == []
    assert "listbox" in tree and "option" in tree
    assert (
        widget.locator("[role=group][aria-label] [role=option]").count()
        == widget.locator("[role=option]").count()
    )


def test_the_card_is_live_and_its_english_is_marked(widget):
    widget.locator(".tst-event").nth(3).locator(".tst-label").click()
    assert widget.locator(".tst-card").get_attribute("aria-live") == "polite"
    assert widget.locator(".tst-card p[lang=en]").count() >= 1
    assert widget.get_attribute("lang") == "en"


def test_a_connected_event_is_one_click_away(notebook, widget):
    widget.locator("[data-event='gsomia-2019-11-22-suspension'] .tst-label").click()
    widget.locator(".tst-connected summary").click()
    button = widget.locator(".tst-connected button").first
    title = button.inner_text()
    button.click()
    assert widget.locator(".tst-card h3").inner_text() == title
    assert widget.locator(".tst-list").evaluate("(node) => node === document.activeElement")


def test_hostile_text_is_shown_and_does_nothing(notebook):
    hostile = notebook.page.locator(".two-shores-timeline").nth(1)
    assert hostile.locator("h3").inner_text() == HOSTILE
    assert hostile.locator("img, script, iframe").count() == 0
    assert notebook.page.evaluate("window.broken") is None


LOW_CONTRAST = """(root) => {
    const pen = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
    const rgba = (colour) => {
        pen.clearRect(0, 0, 1, 1);
        pen.fillStyle = colour;
        pen.fillRect(0, 0, 1, 1);
        return pen.getImageData(0, 0, 1, 1).data;
    };
    const light = (rgb) => {
        const linear = (c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
        const [r, g, b] = [...rgb].slice(0, 3).map((c) => linear(c / 255));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = (node) => {
        for (let at = node; at; at = at.parentElement) {
            const colour = rgba(getComputedStyle(at).backgroundColor);
            if (colour[3] > 250) return colour;
        }
        return [255, 255, 255];
    };
    const poor = new Set();
    for (const node of root.querySelectorAll('*')) {
        if (![...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim())) continue;
        if (node.matches(':disabled')) continue;
        const [a, b] = [light(rgba(getComputedStyle(node).color)), light(behind(node))];
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (ratio < 4.5) poor.add(`${node.className || node.tagName}: ${ratio.toFixed(1)}`);
    }
    return [...poor];
}"""


@pytest.mark.parametrize("dark", [True, False])
def test_text_can_be_read_in_either_theme(notebook, widget, dark):
    notebook.use_theme(dark=dark)
    widget.locator(".tst-event").nth(2).locator(".tst-label").click()
    assert widget.evaluate(LOW_CONTRAST) == []


def test_the_console_shows_no_error_and_no_other_host_was_asked(notebook):
    notebook.check()
