"""The timeline in Python: what it tells, what it shows, what it refuses, and its still picture."""

import re
from base64 import b64decode
from html.parser import HTMLParser
from itertools import pairwise
from xml.etree import ElementTree

import pandas as pd
import pytest

from helpers import readings, twin
from helpers import timeline as public_timeline
from helpers.data import table
from helpers.errors import KitError
from helpers.known import status
from helpers.storywords import WORDS
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
CLAIM_COLUMNS = (
    "claim_id:slug! event_id actor_id speaker_as_printed affiliation side dissent date_said:date statement "
    "evidence_class source_id locator known_from:date"
)
PHRASES = {key: " ".join(f"{{{hole}}}" for hole in holes.split()) for key, holes in WORDS.values()}
DOUBTS = ("month", "year", "about", "unsure", "ends")
PHRASES |= {f"timeline_doubt_{doubt}": "" for doubt in DOUBTS}
PHRASES |= {f"timeline_voices_{side}": "" for side in ("rok", "jpn", "usa", "dprk", "chn", "rus", "other")}
PHRASES |= {f"period_{event[4]}": "" for event in EVENTS}
PHRASES |= dict.fromkeys(("timeline_open_start", "timeline_open_end", "timeline_other_actors"), "")
PHRASES |= dict.fromkeys(("timeline_unnamed_speaker", "evidence_d", "evidence_v"), "")
PHRASES |= dict.fromkeys(("timeline_no_title", "timeline_reading_none", "timeline_described_none"), "")
PHRASES |= {"timeline_described": "{lanes} {n} {all} {first} {last} {lane_list} {chosen}"}
PHRASES |= {"timeline_described_chosen": "{when} {title}"}
PHRASES |= {
    f"{prefix}_{kind}": "" for prefix in ("link", "timeline_link_from") for kind in ("answers", "part-of")
}
PHRASES |= dict.fromkeys(("link_leads-to", "timeline_link_from_leads-to"), "{name}")
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
    links = (
        "answer,suspended,answers,,paper",
        "suspended,agreed,part-of,,",
        "proposed,agreed,leads-to,c3,paper",
    )
    columns = "event_id:slug! to_event_id:slug! kind claim_id source_id"
    tiny.add("event_links", columns, *links, key="event_id to_event_id kind")
    tiny.add(
        "claims",
        CLAIM_COLUMNS,
        "c1,suspended,moon,Moon,ROK-gov,ROK,false,2019-11-22,It rests for now.,D,paper,p1,2019-11-23",
        "c2,suspended,abe,Abe,JPN-gov,JPN,false,2019-11-22,It was wise.,V,paper,p2,2019-11-23",
        "c3,suspended,,A reader,expert-USA,USA,false,,It was late.,V,trap,p3,2020-01-05",
        "c4,answer,abe,Abe,JPN-gov,JPN,false,2019-11-22,It was hoped for.,V,paper,p4,2019-11-23",
    )
    words = [f"{key},{key} {holes},{key} {holes},{key} {holes}" for key, holes in PHRASES.items()]
    tiny.add("phrases", "key en ko ja", *words)
    return tiny


def lanes_of(chart: Timeline) -> list[tuple[dict, list[dict]]]:
    return twin.filled_lanes(chart.story, chart.lanes, chart._drawn_events())


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


def test_connected_events_are_named_from_either_side(course):
    links = {(link["from"], link["to"]): link for link in timeline().story["links"]}
    assert set(links) == {("answer", "suspended"), ("suspended", "agreed"), ("proposed", "agreed")}
    assert links["answer", "suspended"]["forth"].strip() == "link_answers"
    assert links["suspended", "agreed"]["back"].strip() == "timeline_link_from_part-of"
    events = table("events")
    alone = timeline(events[events["event_id"] == "suspended"])
    assert alone.story["links"] == []


def test_that_one_event_led_to_another_has_a_speaker(course):
    link = next(link for link in timeline().story["links"] if link["kind"] == "leads-to")
    assert link["forth"] == "link_leads-to A reader" and link["back"].endswith("A reader")
    assert (link["claim"]["speaker"], link["claim"]["statement"]) == ("A reader", "It was late.")


def test_each_side_comes_first_in_about_half_of_the_events(course):
    row = "c{0},e{0},abe,Abe,JPN-gov,JPN,false,,Said.,V,paper,,"
    columns = (
        "event_id:slug! start:date! end:date title_en title_ko title_ja summary period known_from date_basis"
    )
    course.add("events", columns, *(f"e{n},2019-11-22,,E,,,S.,gsomia,," for n in range(60)))
    course.add("claims", CLAIM_COLUMNS, *(row.format(n) for n in range(60)))
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
    statements = chart.to_table().set_index("event_id")["statements"]
    assert statements["suspended"] == 0
    chart.known_on = "2019-11-30"
    assert chart.to_table().set_index("event_id")["statements"]["suspended"] == 2
    chart.known_on = None
    assert chart.to_table().set_index("event_id")["statements"]["suspended"] == 3


@pytest.mark.parametrize(
    ("reached", "day", "expected"),
    [
        (["2019-11-01", "2019-11-30"], "2019-10-31", "no"),
        (["2019-11-01", "2019-11-30"], "2019-11-29", "may"),
        (["2019-11-01", "2019-11-30"], "2019-11-30", "yes"),
        (["2019-11-22", ""], "2025-01-01", "may"),
        (["", ""], "1900-01-01", "may"),
        (["2019-11-22", "2019-11-22"], "", "yes"),
    ],
)
def test_what_may_have_been_known_is_neither_hidden_nor_certain(reached, day, expected):
    assert status(reached, day) == expected


def test_an_event_without_a_day_of_publication_may_have_been_known_from_its_date_on(course):
    shown = {event["id"]: event["maybe"] for event in timeline(known_on="1965-06-23")._drawn_events()}
    assert shown == {"annexed": True, "accord": False}


# --- two readings ------------------------------------------------------------------------------------------


def test_two_readings_set_what_each_side_says_beside_the_other(course):
    words = timeline(lanes="reading").to_table().set_index("event_id")
    assert list(words.columns[-2:].str.strip()) == ["timeline_voices_jpn", "timeline_voices_rok"]
    assert list(words.iloc[:, -2:].loc["suspended"]) == ["Abe: It was wise.", "Moon: It rests for now."]
    assert words.iloc[:, -1]["answer"].strip() == "timeline_reading_empty"


def test_events_on_which_neither_side_is_quoted_stand_in_a_lane_of_their_own(course):
    chart = timeline(lanes="reading")
    lanes = {lane["id"]: [e["id"] for e in inside] for lane, inside in lanes_of(chart)}
    assert lanes["JPN"] == lanes["ROK"] == ["suspended", "answer"]
    assert set(lanes["nobody-quoted"]) == {event[0] for event in EVENTS} - {"suspended", "answer"}
    assert chart.folded == ["nobody-quoted"]


def test_three_perspectives_are_named_in_the_order_asked_for(course):
    chart = timeline(lanes="reading", perspectives=["USA", "ROK", "JPN"])
    assert [lane["id"] for lane, _ in lanes_of(chart)][:3] == ["USA", "ROK", "JPN"]
    assert "A reader: It was late." in chart.to_table().iloc[:, -3].tolist()


@pytest.mark.parametrize(("lang", "first"), [("en", "JPN"), ("ko", "JPN"), ("ja", "ROK")])
def test_the_order_of_two_readings_is_that_of_the_alphabet(course, lang, first):
    assert timeline(lang=lang, lanes="reading").story["lanes"]["reading"][0]["id"] == first


def test_a_lane_shows_the_government_before_others_and_counts_the_rest(course):
    rows = (
        "c1,answer,,Paper,press,JPN,false,2019-11-20,Earliest.,V,paper,,",
        "c2,answer,abe,,JPN-gov,JPN,true,2019-11-21,Against the line.,V,paper,,",
        "c3,answer,abe,,JPN-gov,JPN,false,2019-11-22,The line.,V,paper,,",
        "c4,answer,,Critic,expert-JPN,ROK,true,2019-11-22,By side.,V,paper,,",
    )
    course.add("claims", CLAIM_COLUMNS, *rows)
    words = timeline(lanes="reading").to_table().set_index("event_id").loc["answer"]
    assert words.iloc[-2].split("  ")[0] == "Abe: The line. timeline_reading_more 2"
    assert words.iloc[-1] == "Critic: By side."


@pytest.mark.parametrize(
    ("speaker", "statement", "expected"),
    [
        ("Abe", "word " * 40, f"Abe: {'word ' * 16}word…"),
        ("Office (Cheong Wa Dae)", "Short.", "Office: Short."),
        ("A", "x" * 200, f"A: {'x' * 86}…"),
    ],
)
def test_a_long_statement_is_cut_at_a_word(speaker, statement, expected):
    assert readings.short(speaker, statement) == expected and len(expected) <= 90


# --- an order that nobody can tell -------------------------------------------------------------------------


def test_events_whose_order_cannot_be_told_are_named(course):
    columns = (
        "event_id:slug! start:date! end:date title_en title_ko title_ja summary period known_from date_basis"
    )
    rows = [
        f"{name},{start},{end},{name},,,S.,gsomia,,"
        for name, start, end in (
            ("month", "2019-11", ""),
            ("day", "2019-11-22", ""),
            ("clock", "2019-11-22T18:00", ""),
            ("later", "2019-11-22T18:14", ""),
            ("next", "2019-12-01", ""),
            ("long", "1910", "2020"),
        )
    ]
    course.add("events", columns, *rows)
    chart = timeline()
    assert set(chart.unordered("day")) == {"month", "clock", "later"}
    assert set(chart.unordered("later")) == {"month", "day"}
    assert chart.unordered("next") == chart.unordered("long") == []
    with pytest.raises(KitError, match="'dey'.*'day'"):
        chart.unordered("dey")


# --- a series under the axis -------------------------------------------------------------------------------


def test_a_series_is_cut_where_figures_are_missing_and_where_the_counting_changed():
    drawn = timeline(series="cao_affinity_korea_yes").story["series"]
    assert drawn["unit"] == "percent" and drawn["breaks"] == ["November 2016", "2020"]
    assert len(drawn["pieces"]) > 3
    assert drawn["least"]["value"] <= min(p["value"] for piece in drawn["pieces"] for p in piece)
    assert all(one["to"] < two["from"] for piece in drawn["pieces"] for one, two in pairwise(piece))


def test_the_twin_of_a_timeline_has_the_figures_of_its_series():
    chart = timeline(series="jnto-kr-monthly", start="2019")
    texts = Reader(chart.to_html()).texts
    assert "July 2019" in texts and "561,675" in texts
    assert "under it: Visitors from South Korea to Japan" in repr(chart)
    chart.known_on = "2019-07-30"
    early = Reader(chart.to_html()).texts
    assert "611,867" in early and "561,675" not in early


def test_an_unknown_series_is_named_with_the_nearest():
    with pytest.raises(KitError, match="'jnto-kr-monthy'.*'jnto-kr-monthly'"):
        timeline(series="jnto-kr-monthy")


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
    lanes = {lane["id"]: [e["id"] for e in inside] for lane, inside in lanes_of(chart)}
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
        ({"links": 1.5}, ["links", "1.5", "True or False"]),
        ({"event_id": "suspendet"}, ["'suspendet'", "'suspended'"]),
        ({"perspectives": ["JPN", "KOR"]}, ["'KOR'", "ROK"]),
        ({"perspectives": ["JPN"]}, ["['JPN']", "two"]),
        ({"perspectives": "JPN"}, ["'JPN'", "USA"]),
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
        ("known_on", "soon", "Not a date"),
        ("folded", ["gsomja"], "'gsomja'.*'gsomia'"),
        ("folded", 3, "folded cannot be 3.*list"),
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
        (lambda events: events.assign(start=float("nan")), ["'annexed'", "row 1", "empty"]),
        (
            lambda events: events.assign(start=pd.Timestamp("2019")),
            ["'annexed'", "2019", "quotes"],
        ),
        (lambda events: events.assign(known_from="soon"), ["'annexed'", "'soon'"]),
        (lambda events: events.assign(event_id=None), ["Row 1", "event_id"]),
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


def test_an_empty_title_is_said_to_be_empty_and_a_missing_one_is_no_error(course):
    events = table("events").assign(title_en=["", "  ", None, float("nan"), *"abcd"], end=None)
    titles = [event["title"].strip() for event in timeline(events).story["events"]]
    assert titles.count("timeline_no_title") == 4
    assert titles[-1] == "d" and timeline(events).to_html()


def test_ten_thousand_events_are_accepted():
    events = table("events")
    rows = pd.concat([events.assign(event_id=events["event_id"] + f".{n}") for n in range(33)])[:10_000]
    chart = timeline(rows)
    assert len(chart.shown) == 10_000
    chart.search = "GSOMIA"
    assert 0 < len(chart.shown) < 10_000


def test_the_description_is_one_paragraph_with_numbers_and_the_selection():
    chart = timeline(theme="export-controls", event_id="gsomia-2019-11-22-meti")
    said = chart.describe()
    assert "\n" not in said and f"{len(chart.shown)} of {len(table('events'))}" in said
    assert chart.selected["title_en"][0] in said
    assert timeline(search="nowhere").describe() == chart.story["words"]["none"]


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
    assert any(re.match(r"November.* 2019 ×\d", text) for text in Reader(chart.to_html()).texts)
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


# --- the picture alone -------------------------------------------------------------------------------------


def test_the_picture_alone_is_an_svg_file_with_the_words_of_the_lanes(course):
    chart = timeline(lanes="reading", perspectives=["JPN", "ROK", "USA"])
    texts = Reader(chart.to_svg()).texts
    assert ElementTree.fromstring(chart.to_svg()).tag.endswith("svg")
    assert "Moon: It rests for now." in texts and "A reader: It was late." in texts
    assert any("timeline_reading_empty" in text for text in texts)
