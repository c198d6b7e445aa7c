"""Names as a person uses it: mouse, arrow keys, touch and a screen reader; Python sees the choice."""

import re

import pytest

from browser import open_page
from helpers import Names, page

HOSTILE = "<img src=x onerror=window.broken=1></style><script>window.broken=2</script>\u202e"
TEXTS = {
    "en": "The {dokdo-takeshima} dispute, {colonial-rule} and the {suspension}.",
    "ko": "{dokdo-takeshima}을(를) 둘러싼 다툼, {colonial-rule}, {suspension}.",
    "ja": "{dokdo-takeshima}をめぐる争い、{colonial-rule}、{suspension}。",
}
ISLETS = {"en": "Dokdo", "ko": "독도", "ja": "独島"}
CELLS = [
    f"from helpers import Names\nnames = Names({TEXTS['en']!r})\nnames",
    f"Names({HOSTILE!r} + ' {{annexation}} ' + 'x' * 5000, lang='ja')",
    "print(names.convention, names.shown)",
]


@pytest.fixture(scope="module")
def notebook(jupyterlab):
    """A notebook with two passages, all cells run; shared by the tests of this module."""
    jupyterlab.open("names.ipynb", *CELLS).run_all()
    jupyterlab.page.wait_for_selector(".ts-name-word")
    return jupyterlab


def python_says(notebook) -> str:
    """Run the last cell again and return what it prints."""
    return notebook.run_again(len(CELLS) - 1)


def test_a_click_changes_the_words_and_python_sees_it(notebook):
    widget = notebook.page.locator(".two-shores-naming").first
    widget.get_by_text("Korean textbook").click()
    assert widget.locator("mark").all_inner_texts() == ["Dokdo", "forcible occupation by imperial Japan"]
    assert widget.locator(".ts-name-missing").all_inner_texts() == ["suspension of the termination notice"]
    assert "2 of 3 terms differ" in widget.get_by_role("status").inner_text()
    assert python_says(notebook).startswith("rok-textbook The Dokdo[a]")


def test_arrow_keys_choose_and_stay_in_the_widget(notebook):
    widget, keys = notebook.page.locator(".two-shores-naming").first, notebook.page.keyboard
    cells = notebook.cells()
    order = widget.get_by_role("radio").evaluate_all("(all) => all.map((one) => one.value)")
    widget.get_by_role("radio", checked=True).focus()
    seen = []
    for _ in range(4):
        keys.press("ArrowRight")
        seen.append(widget.get_attribute("data-convention"))
    assert sorted(seen) == sorted(order) and len(set(seen)) == 4, "round once, each of the four"
    for key in ("b", "a", "d", "d", "ArrowUp"):
        keys.press(key)
    assert notebook.cells() == cells and widget.locator("input:focus").count() == 1
    assert (
        widget.locator("label:has(input:focus)").evaluate("(e) => getComputedStyle(e).outlineWidth") == "3px"
    )
    keys.press("Tab")
    assert widget.locator(".ts-name-body:focus").count() == 1


def test_python_moves_the_switch(notebook):
    cell = notebook.page.locator(".jp-CodeCell").nth(len(CELLS) - 1)
    cell.locator(".cm-content").fill(
        "names.convention = 'jpn-government'\nprint(names.convention, names.shown)"
    )
    assert python_says(notebook).startswith("jpn-government The Takeshima[a]")
    widget = notebook.page.locator(".two-shores-naming").first
    assert widget.get_by_role("radio", name="Japanese government paper").is_checked()
    assert widget.locator("mark").first.inner_text() == "Takeshima"


def test_hostile_text_is_shown_and_does_nothing(notebook):
    widget = notebook.page.locator(".two-shores-naming").nth(1)
    assert "<script>window.broken=2</script>" in widget.inner_text()
    assert notebook.page.evaluate("window.broken") is None
    assert widget.evaluate("(root) => root.scrollWidth - root.clientWidth") <= 1
    notebook.check()


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_on_a_phone_without_a_kernel(chromium, lang, dark):
    opened = open_page(
        chromium, page(Names(TEXTS[lang], lang=lang), lang=lang), width=400, touch=True, dark=dark
    )
    widget = opened.page.locator(".two-shores-naming")
    for option in widget.locator(".ts-name-option").all():
        box = option.bounding_box()
        assert box["height"] >= 24 and box["width"] >= 24
        option.tap()
        opened.settle()
        assert widget.bounding_box()["height"] <= 421
        assert widget.evaluate("(root) => root.scrollWidth - root.clientWidth") <= 1
    widget.locator(".ts-name-option:has([value=rok-textbook])").tap()
    opened.settle()
    assert widget.locator("mark").first.inner_text() == ISLETS[lang]
    pairs = widget.evaluate(CONTRASTS)
    assert min(pairs) >= 4.5, pairs
    opened.check()
    opened.close()


# Ink against the colour behind it, for every piece of text of the widget
CONTRASTS = """(root) => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const rgb = (colour, under) => {
        canvas.fillStyle = under; canvas.fillRect(0, 0, 1, 1);
        canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const behind = (node) => {
        for (let at = node; at; at = at.parentElement) {
            const colour = getComputedStyle(at).backgroundColor;
            if (!/, 0\\)$|^transparent$/.test(colour)) return colour;
        }
        return "white";
    };
    const light = (parts) => {
        const linear = (v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
        const [r, g, b] = parts.map((v) => linear(v / 255));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
        const node = walker.currentNode.parentElement;
        if (!walker.currentNode.textContent.trim()) continue;
        const back = behind(node);
        const [a, b] = [light(rgb(getComputedStyle(node).color, back)), light(rgb(back, "white"))];
        found.push((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05));
    }
    return found;
}"""


def test_a_screen_reader_hears_what_changed(chromium):
    opened = open_page(chromium, page(Names(TEXTS["en"], convention="rok-textbook")))
    widget = opened.page.locator(".two-shores-naming")
    assert widget.get_by_role("radiogroup", name="Whose wording").get_by_role("radio").count() == 4
    said = widget.get_by_role("group", name="Passage", exact=True).evaluate(
        "(node) => { const copy = node.cloneNode(true);"
        " copy.querySelectorAll('[aria-hidden]').forEach((one) => one.remove()); return copy.textContent; }"
    )
    heard = re.sub(r"[\s\u2060]+", " ", said)
    assert "The Dokdo (a: in place of: Dokdo/Takeshima) dispute" in heard
    assert "(c: no own wording found; this kit's is shown)" in heard
    opened.close()


def test_paper_gets_all_four(chromium):
    opened = open_page(chromium, page(Names(TEXTS["en"])))
    opened.page.emulate_media(media="print")
    twin = opened.page.locator(".two-shores-twin")
    assert twin.is_visible()
    for word in ("Dokdo", "Takeshima", "colonial rule", "forcible occupation by imperial Japan"):
        assert word in twin.inner_text()
    opened.close()
