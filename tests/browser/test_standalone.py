"""The page without a kernel: its widgets work; on paper and without JavaScript the still picture stands."""

import pytest

from browser import open_page
from helpers import page
from helpers.widget import Text, Widget, style

COUNT = """
function render({ model, el }) {
    const button = document.createElement("button"), said = document.createElement("output");
    const show = () => { said.textContent = `${model.get("story").name} ${model.get("pressed")}`; };
    button.textContent = "press";
    button.onclick = () => { model.set("pressed", model.get("pressed") + "x"); model.save_changes(); };
    model.on("change:pressed", show);
    show();
    el.append(button, said);
}
"""


class Count(Widget):
    """Counts how often a button is pressed."""

    _esm, _css = COUNT + "export default { render };", style("base")
    pressed = Text("").tag(sync=True)

    def __repr__(self) -> str:
        return "Count"

    def describe(self) -> str:
        return "Presses."

    def to_html(self) -> str:
        return "<details><summary>still</summary><i>more</i></details>"

    def to_table(self) -> list:
        return []


class ByFunction(Count):
    """The same, its module giving a function, as anywidget allows."""

    _esm = COUNT + "export default async () => ({ render });"


class Slow(Count):
    """A widget that takes its time."""

    _esm = """export default { async render({ el }) {
        await new Promise((done) => setTimeout(done, 400));
        el.append(document.createElement("output"));
    } };"""


class Broken(Count):
    """A widget whose script fails."""

    _esm = "export default { render() { throw new Error('on purpose'); } };"


def test_each_widget_keeps_its_own_state(chromium):
    html = page(Count(story={"name": "a"}), ByFunction(story={"name": "b"}, pressed="xx"))
    opened = open_page(chromium, html)
    buttons, said = opened.page.locator("button"), opened.page.locator("output")
    buttons.nth(0).click()
    buttons.nth(1).click()
    buttons.nth(1).click()
    assert said.all_inner_texts() == ["a x", "b xxxx"]
    assert not opened.page.locator(".twin").first.is_visible()
    opened.check()
    opened.close()


def test_the_page_is_busy_until_each_widget_is_drawn(chromium):
    opened = open_page(chromium, page(Slow(story={}), Count(story={"name": "a"})))
    # Both are there at once: open_page waits for as long as the page calls itself busy.
    assert opened.page.locator("output").count() == 2
    opened.close()


def test_paper_gets_the_still_picture_and_says_that_choices_are_left_out(chromium):
    opened = open_page(chromium, page(Count(story={"name": "a"}), lang="en"))
    opened.page.emulate_media(media="print")
    assert opened.page.locator(".twin").is_visible() and not opened.page.locator("button").is_visible()
    assert not opened.page.locator(".as-made").is_visible()
    opened.page.emulate_media(media="screen")
    opened.page.locator("button").click()
    opened.page.emulate_media(media="print")
    assert "not shown" in opened.page.locator(".as-made").inner_text()
    opened.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert opened.page.locator(".twin i").is_visible()
    opened.close()


def test_a_widget_that_fails_leaves_its_still_picture_and_the_others_alone(chromium):
    opened = open_page(chromium, page(Broken(story={}), Count(story={"name": "a"})))
    assert opened.page.locator(".twin").first.is_visible()
    assert opened.page.locator("output").inner_text().strip() == "a"
    assert len(opened.errors) == 1 and "on purpose" in opened.errors[0]
    opened.close()


def test_without_javascript_the_still_picture_stands(chromium):
    context = chromium.new_context(java_script_enabled=False)
    sheet = context.new_page()
    sheet.set_content(page(Count(story={"name": "a"})))
    assert sheet.locator(".twin").is_visible()
    context.close()


@pytest.mark.parametrize("dark", [False, True])
def test_the_page_follows_the_theme_of_the_computer(chromium, dark):
    opened = open_page(chromium, page(Count(story={"name": "a"})), dark=dark)
    theme = opened.page.evaluate("document.documentElement.dataset.theme")
    light = opened.page.evaluate(
        "parseInt(getComputedStyle(document.documentElement).backgroundColor.slice(4))"
    )
    assert theme == ("dark" if dark else "light") and (light < 64) == dark
    opened.close()


def test_the_page_cannot_reach_another_host(chromium):
    opened = open_page(chromium, page(Count(story={"name": "a"})))
    failed = opened.page.evaluate("fetch('http://127.0.0.1:9/').then(() => false, () => true)")
    assert failed and any("Content Security Policy" in error for error in opened.errors)
    opened.close()


def test_a_device_with_a_finger_a_narrow_window_and_less_motion_can_be_asked_for(chromium):
    opened = open_page(chromium, page(Count(story={"name": "a"})), width=400, touch=True, reduced_motion=True)
    opened.page.locator("button").tap()
    assert opened.page.locator("output").inner_text() == "a x"
    asked = "['(hover: none)', '(prefers-reduced-motion: reduce)'].map((m) => matchMedia(m).matches)"
    assert opened.page.evaluate(asked) == [True, True]
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 400
    opened.close()
