"""Hostile text in the data is shown as text: in every widget and card it neither runs nor breaks the page."""

import json

import pytest

from browser import open_page
from helpers import Names, claim_card, data, matrix, page, table, timeline
from helpers.errors import KitError

TEXTS = {
    "script": "<script>window.broken=1</script>",
    "end of script": "</script><script>window.broken=2</script><!--",
    "image": "<img src=x onerror=window.broken=3><svg onload=window.broken=4>",
    "end of style": "</style><style>*{display:none!important}</style>",
    "end of attribute": "\"'><b onmouseover=window.broken=5>b</b> ' \" `",
    "entities": "&lt;script&gt; &amp;amp; &#60;img&#62;",
    "link": "javascript:window.broken=6 http://127.0.0.1:9/a",
    "right to left": "before \u202eetihw\u202c \u2067after",
    "cannot be seen": "a\u200b\u2028\u2029\ufeffb\u0007c",
    "not the words of the kit": "{n} {all} {date} $& __proto__ constructor",
    "one long word": "w" * 5000,
    "long": "word " * 1000,
}
EVENTS = 3
# What a page must not hold because of a text: what runs, loads or restyles.
FORBIDDEN = "script, style, iframe, object, embed, img, link, base, form, [onerror], [onload], [onmouseover]"


def with_text(tmp_path, monkeypatch, text: str) -> None:
    """Let a statement of the course, its speaker and its note be this text."""
    for path in data.folder().iterdir():
        if path.is_file():
            (tmp_path / path.name).write_bytes(path.read_bytes())
    monkeypatch.setenv("TWO_SHORES_DATA", str(tmp_path))
    columns = ["statement", "speaker_as_printed", "note"]
    claims = table("claims")
    row = claims["claim_id"] == "nyt22-03"
    claims.loc[row, columns] = text
    claims.loc[row, "actor_id"] = ""
    claims.to_csv(tmp_path / "claims.csv", index=False, lineterminator="\n")


def every_widget(text: str) -> dict[str, object]:
    """Each widget and card with this text wherever a caller may put one."""
    events = table("events")[:EVENTS].assign(title_en=text, title_ko=text, summary=text)
    statements = [{"id": "own", "text": text, "speaker": text}, "nyt22-03"]
    return {
        "timeline": timeline(events),
        "matrix": matrix(["nyt22", "wsj"], statements),
        "names": Names("{annexation} " + text.replace("{", "(").replace("}", ")")),
        "claim card": claim_card("nyt22-03"),
    }


@pytest.mark.parametrize("name", TEXTS)
def test_in_a_page_it_is_text(chromium, tmp_path, monkeypatch, name):
    text = TEXTS[name]
    with_text(tmp_path, monkeypatch, text)
    widgets = every_widget(text)
    opened = open_page(chromium, page(*widgets.values(), title=text), width=700)
    use_everything(opened)
    visible = opened.page.locator("main").inner_text()
    assert words(text)[:200] in words(visible)
    assert opened.page.evaluate("window.broken") is None
    assert opened.page.locator(".live").locator(FORBIDDEN).count() == 0
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 700, "the page is too wide"
    opened.page.emulate_media(media="print")
    assert opened.page.locator("main").is_visible()
    opened.check()
    opened.close()


def use_everything(opened) -> None:
    """Select an event, and press what can be pressed without leaving the page."""
    page = opened.page
    page.set_default_timeout(8_000)
    page.locator(".tst-event").first.wait_for()
    assert page.locator(".tst-event").count() >= EVENTS
    page.locator(".two-shores-timeline [role=listbox]").first.focus()
    page.keyboard.press("End")
    for button in page.locator(".live button:visible:enabled").all()[:12]:
        button.click(timeout=3000)
    page.locator(".two-shores-timeline input[type=search]").fill("w")
    opened.settle()


def words(text: str) -> str:
    """A text without what a browser may fold or leave out: blanks and signs without a shape."""
    return "".join(sign for sign in text if sign.isprintable() and not sign.isspace())


def test_in_jupyterlab_it_is_text(jupyterlab):
    text = " ".join(TEXTS[name] for name in TEXTS if "long" not in name)
    code = [
        f"from helpers import Names, matrix, table, timeline\ntext = {json.dumps(text)}",
        f"timeline(table('events')[:{EVENTS}].assign(title_en=text, summary=text))",
        "matrix(['nyt22'], [{'id': 'own', 'text': text, 'speaker': text}])",
        "Names('{annexation} ' + text.replace('{', '(').replace('}', ')'))",
    ]
    notebook = jupyterlab.open("hostile.ipynb", *code)
    notebook.run_all()
    use_everything(notebook)
    assert notebook.page.evaluate("window.broken") is None
    roots = notebook.page.locator(".two-shores")
    assert roots.count() == 3
    assert roots.locator(FORBIDDEN).count() == 0
    assert notebook.page.locator(".jp-Notebook").is_visible()
    notebook.check()


def test_ten_thousand_events_are_drawn_and_can_be_searched(chromium):
    events = table("events")
    many = events.loc[events.index.repeat(10_000 // len(events) + 1)][:10_000].reset_index(drop=True)
    ids = [f"e{number}" for number in range(len(many))]
    titles = [f"Event {number}" for number in range(len(many))]
    opened = open_page(chromium, page(timeline(many.assign(event_id=ids, title_en=titles))))
    opened.page.locator(".tst-event").first.wait_for()
    opened.page.locator("input[type=search]").first.fill("Event 4711")
    opened.page.locator(".tst-event[aria-label*='Event 4711']").click()
    assert opened.page.locator(".tst-card h3").inner_text() == "Event 4711"
    opened.check()
    opened.close()


GAPS = [float("nan"), None, ""]


@pytest.mark.parametrize("gap", GAPS, ids=["nan", "none", "empty"])
def test_an_event_without_a_title_says_so_and_can_be_chosen(chromium, gap):
    opened = open_page(chromium, page(timeline(table("events")[:EVENTS].assign(title_en=gap))))
    opened.page.locator(".tst-label").first.click()
    assert opened.page.locator(".tst-card h3").inner_text() == "(no title)"
    opened.check()
    opened.close()


@pytest.mark.parametrize("gap", GAPS, ids=["nan", "none", "empty"])
def test_an_event_without_a_date_is_refused_by_its_name(gap):
    with pytest.raises(KitError, match="no readable date"):
        timeline(table("events")[:EVENTS].assign(start=gap))


@pytest.mark.parametrize("gap", GAPS, ids=["nan", "none", "empty"])
def test_a_statement_or_a_passage_without_words_is_refused(gap):
    with pytest.raises(KitError, match="no text"):
        matrix(["nyt22"], [{"id": "own", "text": gap}])
    with pytest.raises(KitError, match="passage"):
        Names(gap)
