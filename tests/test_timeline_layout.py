"""The still timeline: where its axis is broken, what becomes a cluster, what is folded."""

import random
import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from helpers import timeline, twin
from helpers.twinaxis import Axis, covers

SVG = "{http://www.w3.org/2000/svg}"
LANE = {"id": "lane", "name": "Lane", "colour": "#888", "path": "M0 0h1v1Z"}
WORDS = dict.fromkeys(("timeline", "none", "still", "table", "date", "event", "statements"), "word")
STORY = {"lang": "en", "lanes": {"period": [LANE]}, "words": WORDS | {"events": "{n} events"}}


def event(number: int, start: str, end: str = "", **more) -> dict:
    dated = {"from": start, "to": end or start, "shape": "lasting" if end else "day", "when": start}
    lanes = {"lanes": {"period": ["lane"]}, "claim_count": 0}
    return {"id": f"e{number}", "title": f"Event {number}"} | dated | lanes | more


def scattered(count: int, first: int = 1910, last: int = 2020) -> list[dict]:
    pick = random.Random(count)
    return [event(i, f"{pick.randrange(first, last)}-{pick.randrange(1, 13):02}-11") for i in range(count)]


def texts(picture: str) -> list[str]:
    return [node.text for node in ElementTree.fromstring(picture).iter(f"{SVG}text") if node.text]


def drawn(events: list[dict], **choice) -> str:
    return twin.svg(STORY, events, lanes="period", stretch=False, **choice)


@pytest.mark.parametrize("count", [1, 7, 32, 126, 500])
def test_events_spread_evenly_need_no_break(count):
    assert not twin.is_crowded(scattered(count))


@pytest.mark.parametrize("year", [1912, 1965, 2019])
def test_a_crowd_gets_a_part_of_its_own_wherever_it_lies(year):
    events = scattered(20) + scattered(60, year, year + 1)
    axis = Axis(events, True, 0, 800)
    assert twin.is_crowded(events)
    widest = max(axis.parts(), key=lambda part: part[2])
    assert year * 12 <= widest[0] < widest[1] <= (year + 1) * 12
    assert widest[2] > 10


def test_the_axis_has_at_most_four_parts_without_gaps_and_keeps_the_order():
    events = scattered(50) + scattered(90, 1965, 1966) + scattered(90, 1998, 1999) + scattered(90, 2019, 2020)
    axis = Axis(events, True, 10, 800)
    assert 2 <= len(axis.parts()) <= 4
    assert all(one[1] == other[0] for one, other in pairwise(axis.parts()))
    places = [axis.place(f"{year}-{month:02}-15") for year in range(1910, 2020) for month in range(1, 13)]
    assert places == sorted(places) and places[0] >= 10 and places[-1] <= 810


def test_a_part_says_which_time_it_covers():
    assert covers(2019 * 12, 2020 * 12, "en") == "2019"
    assert covers(2019 * 12 + 6, 2020 * 12, "en") == "July–December 2019"


def test_up_to_150_events_have_their_label_and_more_become_numbers():
    assert sum(text.startswith("Event") for text in texts(drawn(scattered(150)))) == 150
    found = texts(drawn(scattered(400)))
    counted = sum(int(text) for text in found if re.fullmatch(r"\d{1,3}", text))
    assert counted + sum(text.startswith("Event") for text in found) == 400


def test_a_folded_lane_stands_on_one_line_without_labels():
    events = scattered(60)
    folded = drawn(events, folded=["lane"])
    height = [float(re.search(r'viewBox="0 0 960 (\d+)', one)[1]) for one in (drawn(events), folded)]
    assert height[1] < 70 < height[0]
    assert not [text for text in texts(folded) if text.startswith("Event")]


def test_a_window_shows_only_what_lies_in_it():
    events = [event(1, "2001-05-05"), event(2, "2010-05-05"), event(3, "2005-01-01", "2011-01-01")]
    found = texts(drawn(events, window=("2009-01-01", "2010-12-31")))
    assert "Event 1" not in found and {"Event 2", "Event 3"} <= set(found)


def test_a_lane_speaks_its_own_words_for_an_event():
    assert "One side's words" in texts(drawn([event(1, "2001-05-05", labels={"lane": "One side's words"})]))


def test_a_very_long_title_is_cut_in_the_picture_only():
    whole = twin.picture(STORY, [event(1, "2001-05-05", title="long " * 1000)], lanes="period", stretch=False)
    assert ("long " * 1000).strip() in whole
    assert max(map(len, texts(drawn([event(1, "2001-05-05", title="long " * 1000)])))) < 200


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
def test_the_picture_of_the_course_is_broken_at_2019_and_the_same_each_time(lang):
    chart = timeline(lang=lang)
    assert chart.stretch
    assert any("2019" in text and "×" in text for text in texts(chart.to_svg()))
    assert chart.to_svg() == timeline(lang=lang).to_svg()
