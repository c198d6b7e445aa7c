"""Where things lie in the timeline: nothing on anything else, at any width and for any number of events."""

import random

import pandas as pd
import pytest

from helpers import table, timeline
from helpers.standalone import page as page_of

SEEN = ".tst-label, .tst-event > .tst-marker, .tst-cluster"
PARTS = """(root, seen) => [...root.querySelectorAll(seen)].map((node) => {
    const {left, right, top, bottom} = node.getBoundingClientRect();
    const owner = (node.closest('.tst-event') ?? node).id;
    return {owner, left: left + 1.5, right: right - 1.5, top: top + 1.5, bottom: bottom - 1.5};
})"""


def made_up(count: int) -> pd.DataFrame:
    """Return so many events with titles of the course at made-up dates: crowded in 2019, and with spans."""
    pick, course = random.Random(count), table("events")
    rows = []
    for number in range(count):
        row = course.iloc[pick.randrange(len(course))].to_dict()
        year = pick.choice([pick.randrange(1904, 2026), 2019, pick.randrange(2010, 2026)])
        day = f"{year}-{pick.randrange(1, 13):02}-{pick.randrange(1, 29):02}"
        later = min(2026, year + pick.randrange(1, 15))
        spans = [(day, f"{later}-12-28"), (str(year), str(later)), (f"{year}~", "")]
        start, end = pick.choice([(day, "")] * 7 + spans)
        rows.append(row | {"event_id": f"made-up-{number}", "start": start, "end": end})
    return pd.DataFrame(rows)


@pytest.fixture
def shown(chromium, tmp_path):
    """Return a function that puts a timeline on a page of its own, as wide as asked, and gives its root."""
    window = chromium.new_page()
    errors = []
    window.on("pageerror", lambda error: errors.append(str(error)))

    def show(chart, width: int = 1230):
        path = tmp_path / "timeline.html"
        path.write_text(page_of(chart), encoding="utf-8")
        window.set_viewport_size({"width": width, "height": 900})
        window.goto(path.as_uri())
        window.add_style_tag(content="body { max-width: none; padding: 0 }")
        root = window.locator(".two-shores-timeline")
        complete(root)
        return root

    yield show
    window.close()
    assert errors == []


def complete(root) -> None:
    """Wait until the options that are out of sight have been drawn too."""
    frame = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    root.evaluate(frame)
    root.locator(".tst-list:not([aria-busy])").wait_for(state="attached")


def overlaps(parts: list[dict]) -> list[tuple[str, str]]:
    """Return the pairs of events of which a label or marker lies on the other's."""
    parts = sorted(parts, key=lambda part: part["top"])
    found = []
    for number, one in enumerate(parts):
        for other in parts[number + 1 :]:
            if other["top"] >= one["bottom"]:
                break
            if (
                one["owner"] != other["owner"]
                and one["left"] < other["right"]
                and other["left"] < one["right"]
            ):
                found.append((one["owner"], other["owner"]))
    return found


@pytest.mark.parametrize("count", [1, 5, 32, 126, 500, 900])
def test_nothing_lies_on_anything_else(shown, count):
    root = shown(timeline(made_up(count)), 320)
    for width in (320, 440, 800, 1230, 2200):
        root.page.set_viewport_size({"width": width, "height": 900})
        complete(root)
        parts = root.evaluate(PARTS, SEEN)
        # Beyond 500 events most stand in clusters, few of them on a phone.
        assert len(parts) >= min(count, 30), "markers and labels are there at all"
        assert overlaps(parts) == [], width
        for area in (".tst-scroll", ".tst-list"):
            assert root.locator(area).evaluate("(node) => node.scrollWidth - node.clientWidth") <= 1


@pytest.mark.parametrize(("lang", "lanes"), [("en", "period"), ("ko", "actor"), ("ja", "reading")])
def test_nothing_lies_on_anything_else_in_the_course(shown, lang, lanes):
    root = shown(timeline(lang=lang, lanes=lanes), 360)
    for width in (360, 1230):
        root.page.set_viewport_size({"width": width, "height": 900})
        complete(root)
        assert overlaps(root.evaluate(PARTS, SEEN)) == [], width


def test_up_to_500_events_have_a_label_each_and_more_become_clusters(shown):
    few = shown(timeline(made_up(500)))
    assert few.locator(".tst-event .tst-label").count() == 500
    many = shown(timeline(made_up(900)))
    inside = sum(map(int, many.locator(".tst-cluster").all_inner_texts()))
    alone = many.locator(".tst-event[data-event]").count()
    assert inside + alone == 900 and inside > 400


def test_keys_reach_events_inside_clusters_and_name_them(shown):
    root = shown(timeline(made_up(900)))
    listbox = root.locator(".tst-list")
    listbox.focus()
    named = []
    for key in ["Home"] + ["ArrowRight"] * 5:
        root.page.keyboard.press(key)
        active = root.page.locator("#" + listbox.get_attribute("aria-activedescendant"))
        assert active.get_attribute("aria-selected") == "true"
        named.append(active.get_attribute("aria-label"))
    assert len(set(named)) == 6
    assert root.locator(".tst-card h3").inner_text() in named[-1]


def test_a_click_on_a_cluster_looks_closer(shown):
    root = shown(timeline(made_up(900)))
    before = root.locator(".tst-tick").all_inner_texts()
    root.locator(".tst-cluster").nth(3).click()
    complete(root)
    assert root.locator(".tst-tick").all_inner_texts() != before


def test_a_lane_folds_by_mouse_and_by_keyboard_and_the_focus_stays(shown):
    root = shown(timeline(made_up(120)))
    name, lane = root.locator(".tst-lane-name").nth(1), root.locator(".tst-lane").nth(1)
    high = lane.bounding_box()["height"]
    name.click()
    complete(root)
    assert name.get_attribute("aria-expanded") == "false"
    assert lane.bounding_box()["height"] < high / 2
    assert lane.locator(".tst-label").count() == 0 and lane.locator(".tst-event").count() > 0
    counts = sum(map(int, lane.locator(".tst-cluster").all_inner_texts()))
    assert str(counts + lane.locator("[data-event]").count()) in name.inner_text()
    assert name.evaluate("(node) => node === document.activeElement")
    root.page.keyboard.press("Enter")
    complete(root)
    assert name.get_attribute("aria-expanded") == "true"
    assert lane.bounding_box()["height"] == high
    root.page.keyboard.press("ArrowDown")
    assert root.locator(".tst-lane-name").nth(2).evaluate("(node) => node === document.activeElement")


def test_the_axis_of_the_course_is_broken_where_it_says_so(shown):
    root = shown(timeline())
    bands = root.locator(".tst-band").all_inner_texts()
    assert 3 <= len(bands) <= 4
    assert root.locator(".tst-zigzag").count() == len(bands) - 1
    assert any("2019" in band and "×" in band for band in bands)
    root.locator(".tst-stretch input").uncheck()
    complete(root)
    assert root.locator(".tst-band, .tst-zigzag").count() == 0


SPANS = [
    # date, is there a bar, soft at its start, soft at its end
    ("2015-03-04", False, False, False),
    ("2015", True, True, True),
    ("2015~", True, True, True),
    ("2015?", True, True, True),
    ("2015%", True, True, True),
    ("2010-01-01/2015-03-04", True, False, False),
    ("2010/2015-03-04", True, True, False),
    ("2010-01-01/2015~", True, False, True),
    ("2010-01-01/..", True, False, True),
    ("../2015-03-04", True, True, False),
]


def test_a_date_is_drawn_as_wide_and_as_soft_as_it_is(shown):
    dates = [date.partition("/") for date, *_ in SPANS]
    rows = made_up(len(SPANS)).assign(start=[one[0] for one in dates], end=[one[2] for one in dates])
    root = shown(timeline(rows, stretch=False))
    softness = "(node) => ['start', 'end'].map((end) => node.style.getPropertyValue(`--soft-${end}`))"
    for number, (date, bar, *soft) in enumerate(SPANS):
        span = root.locator(f"[data-event=made-up-{number}] .tst-span")
        assert span.count() == bar, date
        if bar:
            assert [value != "0px" for value in span.evaluate(softness)] == soft, date


def test_an_event_whose_order_is_not_known_is_marked_and_said(shown):
    rows = made_up(3).assign(start=["2015-01", "2015-01-20", "2016-06-01"], end="")
    root = shown(timeline(rows))
    root.locator("[data-event=made-up-0] .tst-label").click()
    other, later = (root.locator(f"[data-event=made-up-{number}]") for number in (1, 2))
    assert "unordered" in other.get_attribute("class") and "unordered" not in later.get_attribute("class")
    assert len(other.get_attribute("aria-label")) > len(other.get_attribute("title"))
