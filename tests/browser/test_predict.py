"""Predict, then look, as a reader uses it: drawn with mouse and finger, typed, and by keys; then the look."""

import json
import re

import pytest

from browser import open_page
from helpers import page, predict
from helpers.errors import LANGUAGES

MAKE = "predict('jnto-kr-annual', show_until='2018', guess=['2019', '2020'], name='visitors')"
CELLS = [
    f"from helpers import predict\np = {MAKE}\np",
    "bad = '<img src=x onerror=window.broken=1>'\npredict('jnto-kr-annual', guess='2019', question=bad)",
    "print('|'.join([str(p.answer), str(list(p.prediction.columns)), str(bool(p.revealed))]))",
]
HIDDEN = re.compile(r"5,?584,?597|487,?939")


@pytest.fixture(scope="module")
def notebook(jupyterlab):
    jupyterlab.open("predict.ipynb", *CELLS).run_all()
    jupyterlab.page.wait_for_selector(".ts-predict-handle")
    return jupyterlab


def still_page(chromium, *, lang="en", touch=False, width=1100, question=None, **more):
    asked = question or predict("jnto-kr-annual", show_until="2018", guess=["2019", "2020"], lang=lang)
    opened = open_page(chromium, page(asked, lang=lang), touch=touch, width=width, **more)
    opened.page.wait_for_selector(".two-shores-predict .ts-predict-fields")
    return opened, opened.page.locator(".two-shores-predict")


def fields(widget) -> list[str]:
    return [field.input_value() for field in widget.locator(".ts-predict-fields input").all()]


def value(widget, number: int) -> int:
    return int(fields(widget)[number].replace(",", ""))


# --- in JupyterLab -----------------------------------------------------------------------------------------


def test_drawn_with_the_mouse_looked_at_and_kept_in_python(notebook):
    keys, widget = notebook.page, notebook.page.locator(".two-shores-predict").first
    assert widget.locator(".ts-predict-look").get_attribute("aria-disabled") == "true"
    area = widget.locator(".ts-predict-area").bounding_box()
    middle = area["y"] + area["height"] / 2
    keys.mouse.move(area["x"] + 3, middle)
    keys.mouse.down()
    keys.mouse.move(area["x"] + area["width"] - 3, middle - 20, steps=4)
    keys.mouse.up()
    assert 6_000_000 < value(widget, 0) < value(widget, 1) < 12_000_000
    widget.locator("textarea").fill("It rose <b>every</b> year.")
    before = notebook.run_again(2)
    assert "'looked': False" in before and "['date', 'guess']|False" in before
    assert f"'2019': {value(widget, 0)}.0" in before and "<b>every</b>" in before
    # Neither on the page nor in what the page knows of the widget, nor in the notebook's JSON
    assert not HIDDEN.search(notebook.page.content())
    assert widget.locator(".ts-predict-look").get_attribute("aria-disabled") == "false"

    widget.locator(".ts-predict-look").click()
    widget.locator(".ts-predict-result").wait_for()
    assert "5,584,597 persons" in widget.locator(".ts-predict-told").inner_text()
    assert widget.locator(".ts-predict-svg path.ts-predict-data:not(.ts-predict-line)").count() == 2
    assert widget.locator(".ts-predict-result").evaluate("(node) => node === document.activeElement")
    assert widget.locator(".ts-predict-handle:visible, textarea").count() == 0
    after = notebook.run_again(2)
    assert "'looked': True" in after and "['date', 'guess', 'data', 'low', 'high']|True" in after

    notebook.run_again(0)
    again = notebook.page.locator(".two-shores-predict").first
    again.locator(".ts-predict-told").wait_for()
    assert "5,584,597 persons" in again.locator(".ts-predict-told").inner_text()
    # Saved after the look and the second run: still neither the data nor the prediction
    notebook.page.keyboard.press("Control+s")
    notebook.page.wait_for_function("!document.querySelector('.jp-mod-current.jp-mod-dirty')")
    notebook.page.wait_for_timeout(500)
    saved = json.loads((notebook.folder / "predict.ipynb").read_text(encoding="utf-8"))
    told = json.dumps([output for cell in saved["cells"][:2] for output in cell["outputs"]])
    assert "PredictThenLook: Visitors" in told and not HIDDEN.search(told) and "every" not in told
    assert "5584597" not in json.dumps(saved["metadata"])


def test_jupyterlab_takes_no_key_and_hostile_text_does_nothing(notebook):
    cells, widget = notebook.cells(), notebook.page.locator(".two-shores-predict").nth(1)
    ours = (f".ts-predict-{part}" for part in ("handle", "fields input", "look"))
    for control in (*ours, "textarea", "summary >> nth=0"):
        widget.locator(control).first.focus()
        for key in ("b", "a", "d", "d", "ArrowDown"):
            notebook.page.keyboard.press(key)
    notebook.page.wait_for_timeout(150)
    assert notebook.cells() == cells
    assert widget.locator("h3").inner_text().startswith("<img src=x")
    assert widget.locator("img").count() == 0 and notebook.page.evaluate("window.broken") is None


@pytest.mark.parametrize("dark", [True, False])
def test_the_picture_can_be_made_out_in_either_theme(notebook, dark):
    notebook.use_theme(dark=dark)
    ratios = notebook.page.locator(".two-shores-predict").nth(1).evaluate(CONTRAST)
    assert min(ratios.values()) >= 3, ratios


CONTRAST = """(root) => {
    const pen = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
    const light = (colour) => {
        pen.fillStyle = colour;
        pen.fillRect(0, 0, 1, 1);
        const linear = (c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
        const [r, g, b] = [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3).map((c) => linear(c / 255));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const style = getComputedStyle(root);
    const room = light(getComputedStyle(root.querySelector('.ts-predict-room')).fill);
    const ratio = (one) => (Math.max(light(one), room) + 0.05) / (Math.min(light(one), room) + 0.05);
    const named = ['--ts-predict-guess', '--ts-predict-data', '--ts-text', '--ts-quiet'];
    return Object.fromEntries(named.map((name) => {
        const probe = document.createElement('i');
        probe.style.color = `var(${name})`;
        root.append(probe);
        const found = ratio(getComputedStyle(probe).color);
        probe.remove();
        return [name, found];
    }));
}"""


def test_the_console_shows_no_error_and_no_other_host_was_asked(notebook):
    notebook.check()


# --- on a page without a kernel ----------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_typed_and_looked_at_in_three_languages(chromium, lang):
    opened, widget = still_page(chromium, lang=lang)
    story = predict("jnto-kr-annual", guess="2019", lang=lang).story
    assert not HIDDEN.search(widget.inner_html()) and not HIDDEN.search(opened.page.content())
    first, second = widget.locator(".ts-predict-fields input").all()
    first.fill({"en": "8 million", "ko": "800만", "ja": "８００万人"}[lang])
    first.press("Tab")
    assert first.input_value() == "8,000,000"
    assert story["unit"] in widget.locator(".ts-predict-fields label").first.inner_text()
    second.fill("8500000")
    widget.locator(".ts-predict-look").click()
    told = widget.locator(".ts-predict-told").inner_text()
    assert "5,584,597" in told and "2,415,403" in told and "43%" in told
    assert widget.locator(f"h4:text-is('{story['words']['cannot']}')").count() == 1
    assert "7,538,952" in widget.locator(".ts-predict-result").inner_text(), "the caveat"
    assert widget.bounding_box()["height"] <= 421
    opened.check()
    opened.close()


def test_drawn_with_a_finger_on_a_phone(chromium):
    opened, widget = still_page(chromium, touch=True, width=400)
    area = widget.locator(".ts-predict-area").bounding_box()
    for part, x in (("a third", 0.25), ("the other", 0.75)):
        height = 0.3 if part == "a third" else 0.6
        opened.page.touchscreen.tap(area["x"] + x * area["width"], area["y"] + height * area["height"])
        opened.settle()
    assert value(widget, 0) > value(widget, 1) > 1_000_000
    said = widget.locator("[role=status]").inner_text()
    assert said == f"2020: {fields(widget)[1]} persons"
    assert widget.bounding_box()["height"] <= 421
    assert widget.evaluate("(root) => root.scrollWidth - root.clientWidth") <= 0
    ours = ".ts-predict-handle, .ts-predict-fields input, .ts-predict-look, summary"
    for control in widget.locator(ours).all():
        assert min(control.bounding_box()["height"], control.bounding_box()["width"]) >= 24
    widget.locator(".ts-predict-look").tap()
    assert "5,584,597" in widget.locator(".ts-predict-told").inner_text()
    opened.close()


def test_all_of_it_by_keyboard(chromium):
    opened, widget = still_page(chromium)
    keys = opened.page.keyboard
    handle = widget.locator("[role=slider][tabindex='0']")
    handle.focus()
    keys.press("ArrowUp")
    up = value(widget, 0)
    keys.press("ArrowDown")
    assert 7_500_000 < value(widget, 0) < up
    assert handle.get_attribute("aria-valuetext") == f"{fields(widget)[0]} persons"
    keys.press("ArrowRight")
    assert handle.get_attribute("aria-label") == "2020 (persons)"
    keys.press("End")
    assert value(widget, 1) == 15_000_000
    keys.press("Home")
    keys.press("PageUp")
    assert 0 < value(widget, 1) < 3_000_000
    keys.press("Tab")
    assert widget.locator("input").first.evaluate("(node) => node === document.activeElement")
    before = value(widget, 0)
    keys.press("ArrowUp")
    assert value(widget, 0) > before
    while not widget.locator(".ts-predict-look").evaluate("(node) => node === document.activeElement"):
        keys.press("Tab")
    keys.press("Enter")
    assert widget.locator(".ts-predict-result").evaluate("(node) => node === document.activeElement")
    opened.close()


@pytest.mark.parametrize(
    ("text", "message"), [("a lot", "“a lot” is not a number"), ("-5", "less than 0"), ("9" * 17, "Too many")]
)
def test_bad_input_is_answered_beside_its_field_and_the_rest_is_kept(chromium, text, message):
    opened, widget = still_page(chromium)
    first, second = widget.locator(".ts-predict-fields input").all()
    second.fill("5000000")
    first.fill(text)
    first.press("Tab")
    box = widget.locator(".ts-predict-fields .ts-field").first
    assert message in box.locator(".ts-predict-bad").inner_text()
    assert first.get_attribute("aria-invalid") == "true" and first.input_value() == text
    assert fields(widget)[1] == "5,000,000" or second.input_value() == "5000000"
    widget.locator(".ts-predict-look").click(force=True)  # not ready: it leads to what is missing
    assert widget.locator(".ts-predict-result").count() == 0, "a value is missing"
    assert first.evaluate("(node) => node === document.activeElement")
    first.fill("1,000")
    assert box.locator(".ts-predict-bad").inner_text() == ""
    widget.locator(".ts-predict-look").click()
    assert widget.locator(".ts-predict-result").count() == 1
    opened.close()


@pytest.mark.parametrize("reduced", [True, False])
def test_the_data_come_without_movement_for_those_who_asked_for_that(chromium, reduced):
    opened, widget = still_page(chromium, reduced_motion=reduced)
    moving = widget.locator(".ts-predict-reveal").evaluate("(node) => getComputedStyle(node).animationName")
    assert moving == ("none" if reduced else "ts-predict-come")
    opened.close()


def test_a_single_number_with_a_range_becomes_two_bars(chromium):
    asked = predict(low=10, high=20, unit="cars", question="How many?", sources=["rok-dwp-2020"])
    opened, widget = still_page(chromium, question=asked)
    assert widget.locator("svg").count() == 0
    widget.locator(".ts-predict-fields input").fill("25")
    widget.locator(".ts-predict-look").click()
    picture = widget.locator("svg[role=img]")
    assert picture.get_attribute("aria-label") == "your guess: 25 cars; data: 10 to 20 cars"
    assert picture.locator(".ts-predict-range").count() == 1
    assert "5 cars above the range" in widget.locator(".ts-predict-told").inner_text()
    opened.close()


def test_lines_stop_where_the_method_changes_and_the_page_says_so(chromium):
    opened, widget = still_page(chromium, question=predict("cao_affinity_korea_yes", show_until="2017"))
    assert widget.locator(".ts-predict-break").count() == 2
    assert "not joined" in widget.locator(".ts-predict-note").inner_text()
    assert widget.locator(".ts-predict-line.ts-predict-known").count() == 2
    opened.close()
