"""The timeline in Python: what it tells, what it shows, what it refuses, and its still picture."""

import re
from base64 import b64decode
from html.parser import HTMLParser
from xml.etree import ElementTree

import pandas as pd
import pytest

from helpers import timeline as public_timeline
from helpers import twin
from helpers.data import table
from helpers.errors import KitError
from helpers.story import WORDS
from helpers.timeline import Timeline, timeline

EVENTS = [
    # id, start, end, title, period, known_from
    ("annexed", "1910", "1945", "Colonial rule", "colonial-rule", ""),
    ("accord", "1965-06-22", "", "Accord signed", "division-and-normalisation", "1965-06-23"),
    ("proposed", "1989~", "", "First proposal", "gsomia", "2016-12"),
    ("agreed", "2011-01", "", "Ministers agree", "gsomia", "2011-01"),
    ("visit", "../2019-11-11", "", "Visit", "gsomia", "2019-11-11"),
    ("suspended", "2019-11-22T18:00", "", "Notice suspended", "gsomia", "2019-11-22"),
    ("answer", "2019-11-22T18:14", "2019-11-22T18:30", "An answer", "gsomia", "2019-11-22"),
    ("ongoing", "2019-12-01/..", "", "Talks go on", "aftermath", "2019-12-02"),
]
PHRASES = {key: " ".join(f"{{{hole}}}" for hole in holes.split()) for key, holes in WORDS.values()}
DOUBTS = ("month", "year", "about", "unsure", "ends")
PHRASES |= {f"timeline_doubt_{doubt}": "" for doubt in DOUBTS}
PHRASES |= {f"timeline_voices_{side}": "" for side in ("rok", "jpn", "usa", "other")}
PHRASES |= {f"period_{event[4]}": "" for event in EVENTS}
PHRASES |= dict.fromkeys(("timeline_open_start", "timeline_open_end", "timeline_other_actors"), "")
PHRASES |= dict.fromkeys(("timeline_unnamed_speaker", "evidence_d", "evidence_v"), "")
PHRASES |= {"as_known_on": "{date}", "theme_pact": "", "affiliation_JPN-gov": ""}


@pytest.fixture
def course(tiny):
    """Eight events, three actors, a few statements."""
    columns = (
        "event_id:slug! start:date! end:date title_en title_ko title_ja summary period known_from date_basis"
    )
    rows = [f"{i},{s},{e},{t},{t} K,,About {i}.,{p},{k}," for i, s, e, t, p, k in EVENTS]
    tiny.add("events", columns, *rows)
    tiny.add(
        "actors",
        "actor_id:slug! name_en name_ko name_ja reading_ja country",
        *("abe,Abe,아베,安倍,あべ,JPN", "moon,Moon,문,文,むん,ROK", "esper,Esper,에스퍼,エスパー,,USA"),
    )
    links = "event_id:slug! actor_id:slug!"
    pairs = ("suspended,moon", "answer,abe", "visit,esper", "agreed,moon", "agreed,abe")
    tiny.add("event_actors", links, *pairs, key="event_id actor_id")
    themes = ("suspended,pact", "answer,pact", "visit,trips")
    tiny.add("event_themes", "event_id:slug! theme:slug!", *themes, key="event_id theme")
    tiny.add("places", "place_id:slug! name_en name_ko name_ja", "seoul,Seoul,서울,ソウル")
    tiny.add("event_places", "event_id:slug! place_id:slug!", "suspended,seoul", key="event_id place_id")
    tiny.add(
        "sources",
        "source_id:slug! title publisher author published:date language kind reading reliability url",
        "paper,Paper,Press,,2019-11-23,en,news,document,sound,https://example.org/a",
        "trap,Trap,Press,,2020-01-05,en,news,document,sound,javascript:alert(1)",
    )
    sources = ("suspended,paper", "suspended,trap", "answer,paper")
    tiny.add("event_sources", "event_id:slug! source_id:slug!", *sources, key="event_id source_id")
    links = ("answer,suspended,answers", "suspended,agreed,part-of")
    tiny.add("event_links", "event_id:slug! to_event_id:slug! kind", *links, key="event_id to_event_id kind")
    claims = "claim_id:slug! event_id actor_id speaker_as_printed affiliation date_said:date statement "
    claims += "evidence_class source_id locator known_from:date"
    tiny.add(
        "claims",
        claims,
        "c1,suspended,moon,Moon,ROK-gov,2019-11-22,It rests for now.,D,paper,p1,2019-11-23",
        "c2,suspended,abe,Abe,JPN-gov,2019-11-22,It was wise.,V,paper,p2,2019-11-23",
        "c3,suspended,,A reader,expert-USA,,It was late.,V,trap,p3,2020-01-05",
        "c4,answer,abe,Abe,JPN-gov,2019-11-22,It was hoped for.,V,paper,p4,2019-11-23",
    )
    words = [f"{key},{key} {holes},{key} {holes},{key} {holes}" for key, holes in PHRASES.items()]
    tiny.add("phrases", "key en ko ja", *words)
    return tiny


def told(chart: Timeline, event_id: str) -> dict:
    return next(event for event in chart.story["events"] if event["id"] == event_id)


# --- what is told ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("event_id", "shape", "first", "last", "soft", "doubts"),
    [
        ("suspended", "day", "2019-11-22", "2019-11-22", (False, False), []),
        ("accord", "day", "1965-06-22", "1965-06-22", (False, False), []),
        ("agreed", "unsure", "2011-01-01", "2011-01-31", (True, True), ["month"]),
        ("proposed", "unsure", "1988-01-01", "1990-12-31", (True, True), ["year", "about"]),
        ("annexed", "lasting", "1910-01-01", "1945-12-31", (True, True), ["ends"]),
        ("answer", "lasting", "2019-11-22", "2019-11-22", (False, False), []),
        ("visit", "unsure", "2019-10-12", "2019-11-11", (True, False), ["open_start"]),
        ("ongoing", "lasting", "2019-12-01", "2019-12-01", (False, True), ["open_end"]),
    ],
)
def test_a_date_is_drawn_and_worded_as_precise_as_it_is(course, event_id, shape, first, last, soft, doubts):
    event = told(timeline(), event_id)
    assert (event["shape"], event["from"], event["to"]) == (shape, first, last)
    assert (event["soft_start"], event["soft_end"]) == soft
    said = re.findall(r"timeline_(?:doubt_)?(\w+)", event["doubt"])
    assert said == doubts


def test_statements_stand_by_side_each_with_speaker_class_and_source(course):
    voices = told(timeline(), "suspended")["voices"]
    assert sorted(voice["name"].strip() for voice in voices) == [
        f"timeline_voices_{side}" for side in ("jpn", "rok", "usa")
    ]
    assert {claim["speaker"] for voice in voices for claim in voice["claims"]} == {"Abe", "Moon", "A reader"}
    for claim in (claim for voice in voices for claim in voice["claims"]):
        assert claim["evidence"] and claim["source"] and claim["statement"]


def test_a_side_that_nobody_quotes_is_named_all_the_same(course):
    voices = {voice["name"].strip(): voice["claims"] for voice in told(timeline(), "answer")["voices"]}
    assert voices["timeline_voices_rok"] == []
    assert len(voices["timeline_voices_jpn"]) == 1


def test_connected_events_are_named_from_either_side_and_in_order_of_time(course):
    assert told(timeline(), "suspended")["connected"] == ["agreed", "answer"]
    assert told(timeline(), "answer")["connected"] == ["suspended"]
    events = table("events")
    alone = timeline(events[events["event_id"] == "suspended"])
    assert told(alone, "suspended")["connected"] == []


def test_each_side_comes_first_in_about_half_of_the_events(course):
    row = "c{0},e{0},abe,Abe,JPN-gov,,Said.,V,paper,,"
    columns = (
        "event_id:slug! start:date! end:date title_en title_ko title_ja summary period known_from date_basis"
    )
    course.add("events", columns, *(f"e{n},2019-11-22,,E,,,S.,gsomia,," for n in range(60)))
    claims = "claim_id:slug! event_id actor_id speaker_as_printed affiliation date_said:date statement "
    claims += "evidence_class source_id locator known_from:date"
    course.add("claims", claims, *(row.format(n) for n in range(60)))
    first = [event["voices"][0]["name"].strip() for event in timeline().story["events"]]
    assert 20 <= first.count("timeline_voices_jpn") <= 40
    assert first == [event["voices"][0]["name"].strip() for event in timeline().story["events"]]


def test_titles_and_names_follow_the_language_and_a_gap_is_marked(course):
    assert told(timeline(lang="ko"), "suspended")["title"] == "Notice suspended K"
    assert told(timeline(lang="ja"), "suspended")["title"] == "Notice suspended [en]"
    assert told(timeline(lang="ja"), "suspended")["actor_names"] == "文"
    assert told(timeline(lang="ko"), "suspended")["when"].startswith("2019년 11월 22일")


def test_known_on_leaves_out_what_was_certainly_not_public(course):
    chart = timeline(known_on="2019-11-22")
    ids = list(chart.shown["event_id"])
    assert "suspended" in ids and "ongoing" not in ids
    assert told(chart, "suspended")["claim_count"] == 0
    assert told(chart, "suspended")["sources"] == []
    later = told(timeline(known_on="2019-11-30"), "suspended")
    assert (later["claim_count"], later["sources"]) == (2, ["paper"])


# --- what is shown -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({"actor": "moon"}, ["agreed", "suspended"]),
        ({"theme": "pact"}, ["suspended", "answer"]),
        ({"start": "2019-11"}, ["visit", "suspended", "answer", "ongoing"]),
        ({"start": "1940", "end": "1966"}, ["annexed", "accord"]),
        ({"end": "2011-01-15", "start": "2011"}, ["agreed"]),
        ({"search": "SEOUL notice"}, ["suspended"]),
        ({"search": "abe", "theme": "pact"}, ["answer"]),
        ({"search": "nowhere"}, []),
    ],
)
def test_filters_choose_what_is_shown(course, choice, expected):
    shown = timeline(**choice).shown
    assert list(shown["event_id"]) == expected
    assert list(shown.columns) == list(table("events").columns)


def test_events_come_in_order_of_time_and_clock(course):
    assert list(timeline().shown["event_id"])[-3:] == ["suspended", "answer", "ongoing"]


def test_a_part_of_the_table_makes_a_smaller_timeline(course):
    events = table("events")
    chart = timeline(events[events["period"] == "gsomia"])
    assert len(chart.shown) == 5
    assert [lane["id"] for lane in chart.story["lanes"]["period"]] == ["gsomia"]


def test_the_selection_is_a_data_frame(course):
    chart = timeline()
    assert isinstance(chart.selected, pd.DataFrame) and chart.selected.empty
    chart.select("answer")
    assert list(chart.selected["title_en"]) == ["An answer"]
    chart.event_id = "agreed"
    assert list(chart.selected["event_id"]) == ["agreed"]


def test_lanes_by_actor_hold_an_event_once_for_each_of_its_actors(course):
    chart = timeline(lanes="actor")
    lanes = {
        lane["id"]: [e["id"] for e in inside]
        for lane, inside in twin.filled_lanes(chart.story, "actor", chart._shown_events())
    }
    assert lanes["abe"] == ["agreed", "answer"] and lanes["moon"] == ["agreed", "suspended"]
    assert lanes["other-actors"] == ["annexed", "accord", "proposed", "ongoing"]


def test_the_table_says_in_words_what_is_shown(course):
    words = timeline(theme="pact").to_table()
    assert list(words["statements"]) == [3, 1]
    assert words.loc[0, "place"] == "Seoul"


# --- what is refused ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("choice", "parts"),
    [
        ({"actor": "mon"}, ["'mon'", "'moon'"]),
        ({"theme": "pakt"}, ["'pakt'", "'pact'"]),
        ({"lang": "jp"}, ["'jp'", "en"]),
        ({"lanes": "actors"}, ["'actors'", "'actor'"]),
        ({"start": "22/11/2019"}, ["22/11/2019", "Write 2019"]),
        ({"end": "2019-13"}, ["2019-13"]),
        ({"known_on": "yesterday"}, ["yesterday"]),
        ({"known_on": "1800"}, ["1800"]),
        ({"start": "2020", "end": "2019"}, ["2020-01-01", "2019-12-31"]),
        ({"actor": 5}, ["actor", "5"]),
        ({"start": 2019}, ["start", "2019", "quotes"]),
        ({"height": 50}, ["50", "240"]),
        ({"stretch": "yes"}, ["stretch", "'yes'", "True or False"]),
    ],
)
def test_a_wrong_choice_is_named_with_the_nearest_right_one(course, choice, parts):
    with pytest.raises(KitError) as problem:
        timeline(**choice)
    assert all(part in str(problem.value) for part in parts), str(problem.value)


@pytest.mark.parametrize("name", ["language", "kind of lanes", "actor"])
def test_a_message_lists_what_is_known_only_once(course, name):
    choice = {"language": {"lang": "fr"}, "kind of lanes": {"lanes": "x"}, "actor": {"actor": "x"}}[name]
    with pytest.raises(KitError, match=f"Unknown {name}") as problem:
        timeline(**choice)
    known = {"language": "ja", "kind of lanes": "period", "actor": "moon"}[name]
    assert len(re.findall(rf"\b{known}\b", str(problem.value))) == 1


def test_an_unknown_event_is_named_with_the_nearest(course):
    with pytest.raises(KitError, match=r"'suspendet'.*'suspended'"):
        timeline().select("suspendet")


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("actor", "nobody", "Unknown actor"),
        ("event_id", "nonsense", "Unknown event"),
        ("event_id", 5, "event_id cannot be 5"),
        ("start", 2019, "start cannot be 2019.*quotes"),
        ("end", "soon", "Not a date"),
        ("lanes", None, "Unknown kind of lanes"),
        ("stretch", "yes", "True or False"),
    ],
)
def test_a_wrong_choice_later_on_leaves_the_timeline_as_it_was(course, name, value, message):
    chart = timeline()
    before = getattr(chart, name)
    with pytest.raises(KitError, match=message):
        setattr(chart, name, value)
    assert getattr(chart, name) == before and len(chart.shown) == len(EVENTS)


def test_none_takes_a_choice_back(course):
    chart = timeline(actor="moon", start="2019")
    chart.actor = chart.start = None
    assert len(chart.shown) == len(EVENTS)


@pytest.mark.parametrize(
    ("change", "parts"),
    [
        (lambda events: events.drop(columns="period"), ["'period'"]),
        (lambda events: pd.concat([events, events["start"]], axis="columns"), ["2 columns 'start'"]),
        (lambda events: events.assign(period="gsomiaa"), ["'gsomiaa'", "'gsomia'"]),
        (lambda events: events.assign(start="soon"), ["'annexed'", "'soon'"]),
        (lambda events: events.assign(end="1900"), ["'annexed'", "ends before it begins"]),
        (lambda events: events[events["period"] == "none"], ["no event"]),
        (lambda events: pd.concat([events, events[:1]]), ["'annexed'", "2 rows"]),
        (lambda events: "gsomia", ["'gsomia'"]),
    ],
)
def test_a_table_that_cannot_be_drawn_is_refused(course, change, parts):
    with pytest.raises(KitError) as problem:
        timeline(change(table("events")))
    assert all(part in str(problem.value) for part in parts), str(problem.value)


# --- what stands in a notebook -----------------------------------------------------------------------------


def test_the_repr_lists_lanes_dates_titles_and_numbers_of_statements(course):
    lines = repr(timeline()).splitlines()
    assert lines[0] == "Timeline: 8 events, 1910–2019, lanes by period"
    assert "period_gsomia  5" in lines[1]
    assert "  2019-11-22T18:00  Notice suspended (3)" in lines
    assert repr(timeline(theme="pact")).startswith("Timeline: 2 of 8 events, 2019–2019")


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("events.csv", "1965-06-22", "1965-06-23"),
        ("events.csv", "Accord signed", "Accord agreed"),
        ("claims.csv", "c4,answer", "c4,accord"),
    ],
)
def test_a_changed_date_title_or_statement_changes_the_repr(course, name, old, new):
    before = repr(timeline())
    path = course.folder / name
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert repr(timeline()) != before


def test_a_notebook_gets_widget_text_and_still_picture(course):
    chart = timeline()
    content, _ = chart._repr_mimebundle_()
    assert set(content) == {"text/plain", "text/html", "application/vnd.jupyter.widget-view+json"}
    assert content["text/plain"] == repr(chart)


def test_the_same_timeline_gives_the_same_picture_each_time(course):
    assert timeline().to_html() == timeline().to_html()


class Reader(HTMLParser):
    """Collects texts and tags, and fails on what must not be in a still picture."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        assert tag not in ("script", "style", "iframe")
        assert not [name for name, _ in attributes if name.startswith("on") or name == "id"]
        if tag == "img":
            kind, _, data = dict(attributes)["src"].partition(",")
            assert kind == "data:image/svg+xml;base64"
            picture = b64decode(data).decode()
            ElementTree.fromstring(picture)
            self.texts += Reader(picture).texts

    def handle_data(self, data):
        self.texts.append(data)


def test_the_picture_names_every_event_and_its_table_again(course):
    texts = Reader(timeline().to_html()).texts
    for _, _, _, title, _, _ in EVENTS:
        assert texts.count(title) == 2


HOSTILE = '<img src=x onerror=alert(1)>"</svg><script>alert(2)</script>'


def test_hostile_text_stays_text(course):
    events = table("events").assign(title_en=HOSTILE, summary=HOSTILE)
    reader = Reader(timeline(events).to_html())
    assert reader.texts.count(HOSTILE) == 2 * len(EVENTS)


def test_a_timeline_that_shows_nothing_says_so(course):
    assert "timeline_none" in timeline(search="nowhere").to_html()
    assert repr(timeline(search="nowhere")).startswith("Timeline: 0 of 8 events")


def test_crowded_times_get_more_room_and_the_picture_marks_where_the_scale_changes(course):
    columns = (
        "event_id:slug! start:date! end:date title_en title_ko title_ja summary period known_from date_basis"
    )
    crowd = [f"e{n},2019-11-{n + 1:02},,E{n},,,S.,gsomia,," for n in range(20)]
    course.add("events", columns, "old,1910-08-29,,Old,,,S.,colonial-rule,,", *crowd)
    chart = timeline()
    assert chart.stretch is True
    assert any(text.startswith("November 2019 ×") for text in Reader(chart.to_html()).texts)
    assert not any("×" in text for text in Reader(timeline(stretch=False).to_html()).texts)
    assert timeline(start="2019-11-01").stretch is False


# --- the course itself -------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
def test_the_timeline_of_the_course_speaks_its_language(lang):
    chart = public_timeline(lang=lang)
    said = [*chart.story["words"].values(), *(event["title"] for event in chart.story["events"])]
    said += [lane["name"] for lanes in chart.story["lanes"].values() for lane in lanes]
    assert [text for text in said if "[en]" in text] == []


def test_the_still_picture_of_the_course_is_small():
    drawn = public_timeline()
    assert len(drawn.to_html().encode()) < 400 * len(drawn.shown)
