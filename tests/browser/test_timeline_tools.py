"""The tools of the timeline as a person uses them: readings, as known on, period, links, save, series."""

import csv
import io
import re

import pytest

from browser import open_page
from helpers import dates, page, table, timeline

KEY = "gsomia-2019-11-22-suspension"
EVENTS = table("events")
ENDS = EVENTS[EVENTS["start"].str[:4].isin(["1910", "2026"])]
AUTUMN = EVENTS[
    EVENTS["start"].between("2019-08", "2019-12")
]  # a third of all, so that a page is there at once


@pytest.fixture
def shown(chromium):
    """Opens timelines in pages of their own, and looks for errors when they are closed."""
    pages = []

    def show(widget, **options):
        pages.append(open_page(chromium, page(widget), **options))
        root = pages[-1].page.locator(".two-shores-timeline")
        root.locator(".tst-list:not([aria-busy])").wait_for()
        return root

    yield show
    for opened in pages:
        opened.check()
        opened.close()


def settle(root) -> None:
    root.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    root.locator(".tst-list:not([aria-busy])").wait_for()


def ids(root) -> list[str]:
    """The events on the page, each once."""
    found = root.locator(".tst-event").evaluate_all("(nodes) => nodes.map((node) => node.dataset.event)")
    order = EVENTS["event_id"].tolist()
    return sorted(set(found), key=order.index)


# --- two readings ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
def test_two_readings_show_what_each_side_says_and_where_it_is_silent(shown, lang):
    chart = timeline(lanes="reading", lang=lang, start="2018-10", end="2019-01", height=900)
    root = shown(chart, height=1000)
    words = chart.to_table().set_index("event_id")
    for number, side in enumerate(words.columns[-2:]):
        lane = root.locator(f"[role=group][aria-label^='{side}']")
        for option in lane.locator(".tst-event").all():
            said = words.iloc[:, number - 2][option.get_attribute("data-event")]
            on_page = " ".join(option.locator(".tst-label").inner_text().split()).rstrip("…")
            # A Japanese line may break inside a word
            assert said.replace(" ", "").startswith(on_page.replace(" ", ""))
            is_empty = " quiet" in option.get_attribute("class")
            assert is_empty == (said == chart.story["words"]["reading_empty"])
    assert root.locator(".tst-event.quiet").count() > 0


def test_the_card_of_a_reading_begins_with_the_voices(shown):
    root = shown(timeline(AUTUMN, lanes="reading", perspectives=["JPN", "ROK", "USA"], event_id=KEY))
    heads = root.locator(".tst-card :is(h5, .tst-meta)").all_inner_texts()
    assert len([head for head in heads[:3] if "Voices from" in head]) == 3


# --- as known on a date ------------------------------------------------------------------------------------


def test_the_slider_hides_what_was_not_yet_published(shown):
    chart = timeline(AUTUMN)
    root = shown(chart)
    slider = root.locator(".tst-known input")
    slider.focus()
    page = root.page
    page.keyboard.press("Home")
    settle(root)
    assert len(ids(root)) <= 2
    for day in (chart.story["known_days"][1], chart.story["known_days"][2]):
        page.keyboard.press("ArrowRight")
        settle(root)
        chart.known_on = day
        assert set(ids(root)) == set(chart.shown["event_id"])
    page.keyboard.press("End")
    settle(root)
    assert len(ids(root)) == len(AUTUMN)
    assert slider.evaluate("(node) => node === document.activeElement")


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
def test_the_day_of_the_slider_is_spoken_as_a_date(shown, lang):
    chart = timeline(AUTUMN, lang=lang, known_on="2019-08-22")
    slider = shown(chart).locator(".tst-known input")
    assert dates.label("2019-08-22", lang) in slider.get_attribute("aria-valuetext")
    assert slider.get_attribute("aria-valuetext") == chart.story["words"]["known_on"].format(
        date=dates.label("2019-08-22", lang)
    )


def test_later_statements_and_sources_are_not_on_the_card_of_an_earlier_day(shown):
    chart = timeline(AUTUMN, known_on="2019-11-22", event_id=KEY)
    root = shown(chart)
    count = chart.to_table().set_index("event_id")["statements"][KEY]
    assert root.locator(".tst-card h4").inner_text().endswith(f" {count}")
    assert root.locator(".tst-voices .tst-claim").count() == count
    assert count < timeline().to_table().set_index("event_id")["statements"][KEY]


def test_what_may_have_been_known_is_marked_and_said(shown):
    rows = EVENTS.query("event_id == @KEY").assign(known_from="2019-11")
    root = shown(timeline(rows, known_on="2019-11-25", event_id=KEY))
    assert "maybe" in root.locator(".tst-event").get_attribute("class")
    assert "May have been known" in root.locator(".tst-note").inner_text()


def test_a_hidden_event_that_is_selected_says_why(shown):
    root = shown(timeline(AUTUMN, known_on="2019-08-23", event_id=KEY))
    assert "had not yet" in root.locator(".tst-note").inner_text()
    assert root.locator(".tst-claim").count() == 0


# --- an order that nobody can tell -------------------------------------------------------------------------


def test_the_card_names_the_events_of_which_nobody_can_tell_whether_they_came_before(shown):
    chart = timeline(EVENTS[EVENTS["start"].str.contains("2019-11-[12]|2019$|~|[?]|^[.]")])
    titles = {event["id"]: event["title"] for event in chart.story["events"]}
    root = shown(chart)
    seen = 0
    for event in chart.story["events"]:
        root.page.evaluate(f"location.hash = '#event={event['id']}'")
        settle(root)
        on_card = root.locator(".tst-undecided button").all_text_contents()
        assert on_card == [titles[other] for other in chart.unordered(event["id"])], event["id"]
        # Many marks would say nothing: then only the card lists them
        assert root.locator(".tst-event.unordered").count() == (len(on_card) if len(on_card) <= 12 else 0)
        seen += len(on_card)
    assert seen > 50


# --- the period --------------------------------------------------------------------------------------------


def test_keys_and_buttons_choose_a_period_round_the_selected_event(shown):
    root = shown(timeline(AUTUMN, event_id=KEY))
    root.locator(".tst-list").focus()
    counts = [len(ids(root))]
    for _ in range(3):
        root.page.keyboard.press("+")
        settle(root)
        counts.append(len(ids(root)))
    assert counts == sorted(counts, reverse=True) and counts[-1] < counts[0] and KEY in ids(root)
    root.page.keyboard.press("-")
    settle(root)
    assert counts[3] <= len(ids(root)) <= counts[1]
    root.page.keyboard.press("0")
    settle(root)
    assert len(ids(root)) == counts[0]
    for name, expected in (("Show a shorter period", counts[1]), ("Whole", counts[0])):
        root.get_by_role("button", name=name).click()
        settle(root)
        assert len(ids(root)) == expected


@pytest.mark.parametrize("touch", [False, True])
def test_a_drag_along_the_dates_chooses_a_period(shown, touch):
    root = shown(timeline(AUTUMN), touch=touch, width=900)
    before = len(ids(root))
    box = root.locator(".tst-axis").bounding_box()
    y, x1, x2 = box["y"] + box["height"] / 2, box["x"] + box["width"] * 0.5, box["x"] + box["width"] * 0.8
    if touch:
        finger = root.page.context.new_cdp_session(root.page)
        for kind, x in (
            ("touchStart", x1),
            ("touchMove", (x1 + x2) / 2),
            ("touchMove", x2),
            ("touchEnd", None),
        ):
            points = [] if x is None else [{"x": x, "y": y}]
            finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    else:
        root.page.mouse.move(x1, y)
        root.page.mouse.down()
        root.page.mouse.move(x2, y, steps=4)
        assert root.locator(".tst-brush").is_visible()
        root.page.mouse.up()
    settle(root)
    first, last = (root.locator(f".tst-{end} input").input_value() for end in ("start", "end"))
    assert "2019-08-02" < first < last < "2019-12-31"
    assert len(ids(root)) < before
    assert not root.locator(".tst-brush").is_visible()


# --- links -------------------------------------------------------------------------------------------------


def test_links_are_drawn_on_demand_with_a_form_for_each_kind(shown):
    root = shown(timeline())
    assert root.locator(".tst-link").count() == 0
    root.locator(".tst-links input").check()
    settle(root)
    assert root.locator(".tst-link").count() > 100
    style = "(node) => getComputedStyle(node.querySelector('.tst-line-of-link')).strokeDasharray"
    dashes = {
        kind: root.locator(f".tst-link.{kind}").first.evaluate(style)
        for kind in ("answers", "part-of", "leads-to")
    }
    assert len(set(dashes.values())) == 3


def test_a_link_that_somebody_sees_stands_in_the_card_with_its_speaker(shown):
    chart = timeline(AUTUMN, links=True, event_id="gsomia-2019-08-22-decision")
    root = shown(chart)
    own = [link for link in chart.story["links"] if chart.event_id in (link["from"], link["to"])]
    assert root.locator(".tst-link").count() == len(own)
    cause = next(link for link in own if link["kind"] == "leads-to")
    item = root.locator(".tst-connected li").filter(has_text=cause["claim"]["statement"]).first
    assert cause["claim"]["speaker"] in item.inner_text()
    item.locator("button").focus()
    assert root.locator(".tst-link.lit.leads-to").count() == 1
    title = item.locator("button").inner_text()
    root.page.keyboard.press("Enter")
    settle(root)
    assert root.locator(".tst-card h3").inner_text() == title


def test_a_click_on_a_line_opens_the_card_at_that_link(shown):
    root = shown(timeline(AUTUMN, links=True))
    line = root.locator(".tst-link.leads-to").first
    number = line.get_attribute("data-link")
    line.locator(".tst-hit").dispatch_event("click")
    settle(root)
    item = root.locator(f".tst-connected [data-link='{number}']")
    assert item.locator("button").first.evaluate("(node) => node === document.activeElement")
    assert item.locator(".tst-claim").is_visible()


# --- folding, address, saving ------------------------------------------------------------------------------


def test_a_lane_folds_by_key_and_opens_again(shown):
    root = shown(timeline(AUTUMN))
    name = root.locator(".tst-lane-name").first
    name.focus()
    high = root.locator(".tst-lane").first.bounding_box()["height"]
    for expanded in ("false", "true"):
        root.page.keyboard.press("Enter")
        settle(root)
        assert root.locator(".tst-lane-name").first.get_attribute("aria-expanded") == expanded
        assert (root.locator(".tst-lane").first.bounding_box()["height"] < high) == (expanded == "false")


def test_the_address_names_an_event_both_ways(shown):
    root = shown(timeline(AUTUMN))
    root.page.evaluate(f"location.hash = '#event={KEY}'")
    settle(root)
    assert root.locator(".tst-card").get_attribute("data-event") == KEY
    root.locator(".tst-list").focus()
    root.page.keyboard.press("ArrowRight")
    chosen = root.locator(".tst-card").get_attribute("data-event")
    assert chosen != KEY and root.page.url.endswith(f"#event={chosen}")
    root.page.evaluate("location.hash = '#event=%3Cscript%3E'")
    settle(root)
    assert root.locator(".tst-card").get_attribute("data-event") == chosen


def saved(root, name: str) -> bytes:
    root.locator(".tst-save summary").click()
    with root.page.expect_download() as waiting:
        root.get_by_role("button", name=name).click()
    return waiting.value.path().read_bytes()


def test_the_table_that_is_saved_has_what_is_shown(shown):
    chart = timeline(AUTUMN, lanes="reading", lang="ko", search="지소미아")
    rows = list(csv.reader(io.StringIO(saved(shown(chart), "CSV").decode("utf-8-sig"))))
    expected = chart.to_table()
    assert rows[0] == list(expected.columns)
    assert rows[1:] == expected.astype(str).values.tolist()


def test_a_title_that_looks_like_a_formula_is_saved_as_text(shown):
    rows = EVENTS[:2].assign(title_en=["=1+1", '@cmd,"x"'])
    saved_rows = list(csv.reader(io.StringIO(saved(shown(timeline(rows)), "CSV").decode("utf-8-sig"))))
    assert sorted(row[2] for row in saved_rows[1:]) == ["'=1+1", '\'@cmd,"x"']


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_picture_that_is_saved_holds_every_event_and_draws(shown, lang):
    chart = timeline(AUTUMN, lang=lang, theme="export-controls", series="jnto-kr-monthly", links=True)
    root = shown(chart)
    svg = saved(root, "SVG").decode()
    assert svg.startswith("<svg") and "<script" not in svg
    texts = "".join(re.findall(r"<text[^>]*>([^<]*)", svg)).replace(" ", "")
    assert all(event["title"][:8].replace(" ", "") in texts for event in chart._drawn_events())
    png = saved(root, "PNG")
    assert png.startswith(b"\x89PNG") and len(png) > 20_000


def test_the_menu_closes_with_escape_and_keeps_the_focus(shown):
    root = shown(timeline(AUTUMN))
    summary = root.locator(".tst-save summary")
    summary.focus()
    root.page.keyboard.press("Enter")
    root.page.keyboard.press("Tab")
    assert root.get_by_role("button", name="SVG").evaluate("(node) => node === document.activeElement")
    root.page.keyboard.press("Escape")
    assert summary.evaluate("(node) => node === document.activeElement")
    assert not root.locator(".tst-menu").is_visible()


# --- a series under the axis -------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
def test_a_series_stands_under_the_axis_with_unit_and_sources(shown, lang):
    chart = timeline(ENDS, lang=lang, series="jnto-kr-monthly")
    root = shown(chart)
    series = chart.story["series"]
    name = root.locator(".tst-series").get_attribute("aria-label")
    assert all(series[end]["text"] in name and series[end]["when"] in name for end in ("least", "most"))
    assert series["unit"] in root.locator(".tst-series-name").inner_text()
    root.locator(".tst-series-note summary").click()
    for source in series["sources"]:
        assert source in root.locator(".tst-series-note").inner_text()


def test_a_series_ends_with_what_was_over_on_the_day_of_the_slider(shown):
    long, short = (
        shown(timeline(EVENTS[EVENTS["start"] < "2015"], series="jnto-kr-monthly", known_on=day))
        for day in ("2025-01-01", "2005-05-15")
    )
    box = ".tst-series path"
    assert short.locator(box).bounding_box()["width"] < long.locator(box).bounding_box()["width"]
    assert "August 2003" in short.locator(".tst-series").get_attribute("aria-label")


def test_a_series_is_not_joined_over_a_break(shown):
    chart = timeline(ENDS, series="cao_affinity_korea_yes")
    root = shown(chart)
    drawn = root.locator(".tst-series path").evaluate_all("(paths) => paths.map((p) => p.getAttribute('d'))")
    assert len(drawn) == len(chart.story["series"]["pieces"])
    assert all(path.count("M") == 1 for path in drawn)


# --- screen and Python -------------------------------------------------------------------------------------

CELLS = [
    "from helpers import timeline\nt = timeline()\nt",
    "t.known_on, t.links, t.lanes, t.folded, t.event_id = '2019-08', True, 'reading', ['ROK'], "
    "'gsomia-2019-08-22-decision'",
    "print(t.known_on, t.links, t.lanes, t.folded, t.start, t.end, len(t.shown), sep='|')",
]


def test_what_the_reader_does_is_seen_in_python_and_back(jupyterlab):
    notebook = jupyterlab.open("tools.ipynb", *CELLS)
    notebook.run_all()
    root = notebook.page.locator(".two-shores-timeline")
    settle(root)
    assert root.locator(".tst-links input").is_checked()
    assert "31 August 2019" in root.locator(".tst-known output").inner_text()
    folds = root.locator(".tst-lane-name[aria-expanded=false]")
    assert folds.get_attribute("data-lane") == "ROK"
    root.locator(".tst-lane-name[data-lane=ROK]").click()
    root.locator(".tst-links input").uncheck()
    root.locator(".tst-fields select").first.select_option("actor")
    root.locator(".tst-known input").focus()
    notebook.page.keyboard.press("End")
    root.locator(".tst-list").focus()
    notebook.page.keyboard.press("+")
    settle(root)
    events = len(ids(root))
    cell = notebook.page.locator(".jp-CodeCell").nth(2)
    cell.locator(".cm-content").click()
    notebook.page.keyboard.press("Shift+Enter")
    notebook.wait_for_idle()
    said = cell.locator(".jp-OutputArea-output").last
    notebook.page.wait_for_function("(node) => node.textContent.includes('actor')", arg=said.element_handle())
    known, links, lanes, folded, start, end, count = said.inner_text().strip("\n").split("|")
    assert (known, links, lanes, folded) == ("", "False", "actor", "[]")
    assert "1904" <= start[:4] < end[:4] and int(count) == events
    notebook.check()
