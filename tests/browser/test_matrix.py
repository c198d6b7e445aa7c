"""The matrix as a person uses it: keys, mouse and finger, in JupyterLab and in a page without a kernel."""

import ast

import pytest

from browser import open_page
from helpers import matrix, page
from helpers.data import table
from helpers.errors import LANGUAGES

DOCUMENTS = ["nyt22", "wsj", "nik", "jpn", "nyt15"]
STATEMENTS = ["nyt22-03", "nyt22-22", "nik-35"]
HOSTILE = "<img src=x onerror=window.broken=1></td></style><script>window.broken=2</script>\u202e"
CELLS = [
    f"from helpers import matrix\nm = matrix({DOCUMENTS}, {STATEMENTS})\nm",
    "m",
    "print(m.answer, m.locators, sep='\\n')",
]
FOCUSED = "() => document.activeElement.dataset.row + ' ' + document.activeElement.dataset.column"


@pytest.fixture
def show(chromium):
    """Opens a matrix in a page without a kernel; says at the end whether anything went wrong there."""
    opened = []

    def show(made=None, **window):
        opened.append(open_page(chromium, page(made or matrix(DOCUMENTS, STATEMENTS)), **window))
        return opened[-1], opened[-1].page.locator(".two-shores-matrix")

    yield show
    for one in opened:
        one.check()
        one.close()


def cell(root, row: int, column: int):
    return root.locator(f"[data-row='{row}'][data-column='{column}']")


def code(root) -> dict:
    """The marks, as the field with the Python text tells them."""
    tree = ast.parse(root.locator(".ts-matrix-code").input_value())
    return {line.targets[0].id: ast.literal_eval(line.value) for line in tree.body}


# --- in a page without a kernel ----------------------------------------------------------------------------


def test_the_keyboard_alone_fills_a_row(show):
    opened, root = show()
    keys = opened.page.keyboard
    cell(root, 0, 0).focus()
    for key in ("1", "ArrowRight", "n", "ArrowRight", "4"):
        keys.press(key)
    keys.press("Enter")
    keys.type("p12")
    keys.press("Enter")
    assert opened.page.evaluate(FOCUSED) == "0 2"
    assert cell(root, 0, 2).inner_text().split("\n") == ["?", "cannot tell", "p12"]
    assert root.locator(".ts-matrix-progress").inner_text() == "3 of 15 marked"
    assert code(root) == {
        "marks": {
            "nyt22-03": {"nyt22": "supports"},
            "nyt22-22": {"nyt22": "silent"},
            "nik-35": {"nyt22": "cannot tell"},
        },
        "locators": {"nik-35": {"nyt22": "p12"}},
    }
    keys.press("Delete")
    assert root.locator(".ts-matrix-progress").inner_text() == "2 of 15 marked"


STEPS = {
    "ArrowDown ArrowDown ArrowRight": "2 1",
    "ArrowUp": "0 0",
    "ArrowLeft ArrowLeft": "0 -1",
    "ArrowLeft ArrowDown": "1 -1",
    "End ArrowRight": "0 2",
    "PageDown End Home": "4 0",
    "PageDown PageUp": "0 0",
}


def test_the_arrow_keys_go_from_cell_to_cell(show):
    opened, root = show()
    for keys, at in STEPS.items():
        cell(root, 0, 0).click()
        for key in keys.split():
            opened.page.keyboard.press(key)
        assert opened.page.evaluate(FOCUSED) == at, keys
        assert root.locator("[role=grid] [tabindex='0']").count() == 1


def test_tab_leads_through_grid_and_editor_and_out_again(show):
    opened, root = show()
    cell(root, 0, 0).focus()
    opened.page.keyboard.press("Tab")
    opened.page.keyboard.press("Space")
    opened.page.keyboard.press("ArrowDown")
    assert code(root)["marks"] == {"nyt22-03": {"nyt22": "contradicts"}}
    seen = []
    for _ in range(3):
        opened.page.keyboard.press("Tab")
        seen.append(opened.page.evaluate("() => document.activeElement.type ?? 'outside'"))
    assert seen == ["text", "button", "outside"]


def test_escape_takes_a_locator_back(show):
    opened, root = show()
    cell(root, 1, 1).click()
    root.locator("input[type=text]").fill("p3")
    root.locator("input[type=text]").press("Enter")
    opened.page.keyboard.press("2")
    opened.page.keyboard.press("Enter")
    opened.page.keyboard.type("99")
    opened.page.keyboard.press("Escape")
    assert opened.page.evaluate(FOCUSED) == "1 1"
    assert code(root)["locators"] == {"nyt22-22": {"wsj": "p3"}}


def test_a_letter_of_another_keyboard_counts_by_its_key(show):
    opened, root = show()
    cell(root, 0, 0).focus()
    press = "(node) => node.dispatchEvent(new KeyboardEvent('keydown', "
    press += "{key: 'ㄴ', code: 'KeyS', bubbles: true}))"
    cell(root, 0, 0).evaluate(press)
    assert code(root)["marks"] == {"nyt22-03": {"nyt22": "supports"}}


def test_the_mouse_marks_and_clears(show):
    opened, root = show()
    cell(root, 1, 2).click()
    assert "wsj · nik-35" in root.locator(".ts-matrix-editor").inner_text()
    root.get_by_label("contradicts").check()
    root.locator("input[type=text]").fill("p5")
    assert cell(root, 1, 2).inner_text().split("\n") == ["−", "contradicts", "p5"]
    root.get_by_role("button", name="Clear this cell").click()
    assert code(root) == {"marks": {}, "locators": {}}
    assert opened.page.evaluate(FOCUSED) == "1 2"


def test_what_unfolds_over_the_grid_folds_up_again(show):
    opened, root = show()
    text, sheet = root.locator(".ts-matrix-more").first, root.locator(".ts-matrix-sheet").first
    text.locator("summary").click()
    assert sheet.is_visible()
    opened.page.keyboard.press("Escape")
    assert not sheet.is_visible()
    text.locator("summary").click()
    cell(root, 0, 0).focus()
    assert not sheet.is_visible()


def test_the_head_of_a_row_opens_the_card_of_its_document(show):
    opened, root = show()
    card = cell(root, 0, -1).locator("dl")
    assert not card.is_visible()
    cell(root, 0, 0).focus()
    opened.page.keyboard.press("ArrowLeft")
    opened.page.keyboard.press("Enter")
    assert card.is_visible() and "Choe Sang-Hun" in card.inner_text()
    cell(root, 0, -1).locator("summary").click()
    assert not card.is_visible()
    assert opened.page.evaluate(FOCUSED) == "0 -1"


def test_a_finger_marks_on_a_narrow_screen_with_one_card_for_each_document(show):
    opened, root = show(width=400, touch=True)
    first, second = cell(root, 0, -1).bounding_box(), cell(root, 0, 0).bounding_box()
    assert second["y"] >= first["y"] + first["height"] - 1, "the cells stand below their document"
    cell(root, 0, 1).tap()
    cell(root, 0, 1).get_by_text("silent", exact=True).tap()
    assert code(root)["marks"] == {"nyt22-22": {"nyt22": "silent"}}
    cell(root, 0, 1).locator("input[type=text]").tap()
    opened.page.keyboard.type("p2")
    assert code(root)["locators"] == {"nyt22-22": {"nyt22": "p2"}}
    controls = ".ts-matrix-choice label, .ts-field input, button, summary, td"
    small = """(nodes) => nodes.filter((node) => node.checkVisibility())
        .filter((node) => node.getBoundingClientRect().height < 24).map((node) => node.outerHTML)"""
    assert root.locator(controls).evaluate_all(small) == []
    cell(root, 0, 1).focus()
    opened.page.keyboard.press("ArrowDown")
    opened.page.keyboard.press("ArrowDown")
    assert opened.page.evaluate(FOCUSED) == "1 -1"


def test_it_fits_its_width_and_is_never_higher_than_asked(show):
    many = matrix(DOCUMENTS, list(table("claims")["claim_id"][:12]))
    opened, root = show(many)
    for width in (1600, 1000, 600, 400, 320):
        opened.page.set_viewport_size({"width": width, "height": 900})
        opened.settle()
        assert root.bounding_box()["height"] <= 420, width
        assert root.evaluate("(root) => root.scrollWidth - root.clientWidth") <= 1, width
        assert root.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0, width


def test_a_cell_reached_by_keys_does_not_hide_under_the_heads(show):
    opened, root = show(matrix(DOCUMENTS, list(table("claims")["claim_id"][:12])), width=900)
    cell(root, 0, 0).focus()
    for key in ("PageDown", "End", "Home", "PageUp", "End", "PageDown", "PageUp", "Home"):
        opened.page.keyboard.press(key)
        free = """(node) => {
            const {left, right, top, bottom} = node.getBoundingClientRect();
            const spots = [[left + 9, top + 9], [right - 9, bottom - 9]];
            return spots.every(([x, y]) => node.contains(document.elementFromPoint(x, y)));
        }"""
        assert opened.page.locator(":focus").evaluate(free), key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_speaks_three_languages(show, lang):
    made = matrix(DOCUMENTS, STATEMENTS, lang=lang)
    opened, root = show(made)
    cell(root, 0, 0).focus()
    opened.page.keyboard.press("1")
    word = made.story["marks"][0]["word"]
    assert root.get_attribute("lang") == lang
    assert word in cell(root, 0, 0).inner_text()
    assert word in root.locator("[role=status]").inner_text()
    assert "1" in root.locator(".ts-matrix-progress").inner_text()
    assert root.locator("thead [lang=en]").count() == len(STATEMENTS)


def test_a_screen_reader_is_told_rows_columns_marks_and_controls(show):
    opened, root = show()
    cell(root, 0, 0).focus()
    opened.page.keyboard.press("3")
    tree = root.aria_snapshot()
    assert 'grid "Documents and statements"' in tree
    assert tree.count("- columnheader") == 4 and tree.count("- rowheader") == 5
    assert 'gridcell "silent" [selected]' in tree and 'gridcell "not marked"' in tree
    assert tree.count("- radio ") == 4 and 'textbox "Paragraph, such as p4"' in tree


def test_hostile_text_is_shown_and_does_nothing(show):
    statement = {"id": HOSTILE[:50], "text": HOSTILE * 60, "speaker": HOSTILE}
    opened, root = show(matrix(["nyt22"], [statement]))
    assert root.locator(".ts-matrix-question").inner_text().startswith("<img src=x")
    cell(root, 0, 0).click()
    opened.page.keyboard.press("1")
    assert code(root)["marks"] == {HOSTILE[:50]: {"nyt22": "supports"}}
    assert root.locator("img, script, iframe").count() == 0
    assert opened.page.evaluate("window.broken") is None
    assert root.bounding_box()["height"] <= 420


def test_on_paper_stands_the_form(show):
    opened, root = show()
    opened.page.emulate_media(media="print")
    assert not root.is_visible()
    assert opened.page.locator(".two-shores-twin").inner_text().count("☐") == 60


# --- in JupyterLab -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def notebook(jupyterlab):
    """A notebook with one matrix shown twice, all cells run."""
    jupyterlab.open("matrix.ipynb", *CELLS).run_all()
    jupyterlab.page.locator(".two-shores-matrix").nth(1).wait_for()
    return jupyterlab


def python_says(notebook) -> list:
    """Run the last cell again and return what it prints."""
    lines = notebook.run_again(len(CELLS) - 1).strip().split("\n")
    return [ast.literal_eval(line) for line in lines]


def test_python_sees_the_keys_and_both_views_agree(notebook):
    first, second = (notebook.page.locator(".two-shores-matrix").nth(number) for number in (0, 1))
    cells = notebook.cells()
    cell(first, 0, 0).focus()
    for key in ("1", "b", "a", "d", "d", "x", "ArrowDown", "t", "Enter"):
        notebook.page.keyboard.press(key)
    notebook.page.keyboard.type("p77")
    notebook.page.keyboard.press("Enter")
    assert notebook.cells() == cells, "JupyterLab took a key"
    assert python_says(notebook) == [
        {"nyt22-03": {"nyt22": "supports", "wsj": "cannot tell"}},
        {"nyt22-03": {"wsj": "p77"}},
    ]
    assert cell(second, 1, 0).inner_text().split("\n") == ["?", "cannot tell", "p77"]
    ids = notebook.page.locator(".two-shores-matrix [id]").evaluate_all("(all) => all.map((one) => one.id)")
    assert len(ids) == len(set(ids))


def _is_the_notebook(answer) -> bool:
    """JupyterLab also puts its settings and its workspace away."""
    return answer.request.method == "PUT" and "/api/contents/" in answer.url


def test_the_marks_survive_showing_again_and_are_not_saved(notebook):
    root = notebook.page.locator(".two-shores-matrix").nth(1)
    cell(root, 4, 2).click()
    root.get_by_label("contradicts").check()
    root.locator("input[type=text]").fill("p88")
    notebook.page.locator(".jp-CodeCell").nth(1).locator(".cm-content").click()
    notebook.page.keyboard.press("Shift+Enter")
    notebook.wait_for_idle()
    again = notebook.page.locator(".two-shores-matrix").nth(1)
    again.wait_for()
    assert cell(again, 4, 2).inner_text().split("\n") == ["−", "contradicts", "p88"]
    with notebook.page.expect_response(_is_the_notebook):
        notebook.page.keyboard.press("Control+s")
    saved = (notebook.folder / "matrix.ipynb").read_text(encoding="utf-8")
    assert "two-shores-twin" in saved and "0 of 15 marked" in saved
    assert "p88" not in saved and "☒" not in saved


def test_no_error_in_the_console_and_no_other_host_asked(notebook):
    notebook.check()
