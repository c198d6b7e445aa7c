"""Values in sentences come from the tables, or the build stops."""

import numpy as np
import pandas as pd
import pytest

from helpers import prose
from helpers.errors import KitError


@pytest.fixture
def course(tiny):
    tiny.add(
        "sources", "source_id title publisher author published language reliability", "a,T,P,,2019,en,sound"
    )
    tiny.add("actors", "actor_id name_en name_ko name_ja", "moon,Moon Jae-in,문재인,文在寅")
    tiny.add(
        "events",
        "event_id start end title_en title_ko title_ja",
        "signed,2016-11-23,,S,,",
        "rule,1910,1945,R,,",
    )
    tiny.add("claims", "claim_id evidence_class", "c1,V", "c2,V", "c3,E")
    tiny.add(
        "figures",
        "figure_id value:number low:number high:number text_value unit",
        "days,90,,,,days",
        "won,1.0389,,,,trillion won",
        "share,51.4,,,,%",
        "range,,100,150.5,,people",
        "clock,,,,18:07,",
        "none,,,,,days",
    )
    tiny.add(
        "polls",
        "poll_id subgroup answer percent:number source_id",
        "q,all,favour,51.4,a",
        "q,all,oppose,,a",
        "q,women,favour,48,a",
        "r,all,yes,50,a",
        "r,all,yes,51,b",
        key="poll_id subgroup answer source_id",
    )
    tiny.add("series", "series_id title unit definition breaks caveats", "sma,,,,,")
    tiny.add("series_breaks", "series_id date what", key="series_id date")
    tiny.add(
        "observations",
        "series_id date value:number low:number high:number source_id known_from note",
        "sma,2018,9602,,,a,,",
        "sma,2019,10389,,,a,,",
        "sma,2019,10390,,,b,,",
        "sma,2020,,1,2,a,,",
        key="series_id date source_id",
    )


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1038.9, None, "1,038.9"),
        (12000.0, None, "12,000"),
        (100, None, "100"),
        (2 / 3, 1, "0.7"),
        (2.5, 0, "3"),
        (1.005, 2, "1.01"),
        (51.0, 1, "51.0"),
        (-1234.5, None, "-1,234.5"),
        (1e-7, None, "0.0000001"),
        (np.float64(47.9), None, "47.9"),
        (np.int64(3), None, "3"),
        (0, None, "0"),
    ],
)
def test_a_number_has_commas_and_the_decimals_it_has(value, decimals, text):
    assert prose.number(value, decimals) == text


@pytest.mark.parametrize("value", [None, float("nan"), pd.NA, float("inf"), "many", True, ...])
def test_what_is_no_number_is_refused(value):
    with pytest.raises(KitError, match="Not a number"):
        prose.number(value)


def test_a_share_has_its_sign():
    assert (prose.percent(51.0), prose.percent(51.04, 1)) == ("51%", "51.0%")


@pytest.mark.parametrize(
    ("value", "word"),
    [
        (0, "zero"),
        (5, "five"),
        (13, "thirteen"),
        (20, "twenty"),
        (21, "twenty-one"),
        (99, "ninety-nine"),
        (100, "100"),
        (1200, "1,200"),
        (-3, "-3"),
        (np.int64(7), "seven"),
        (5.0, "five"),
    ],
)
def test_small_numbers_become_words(value, word):
    assert prose.words(value) == word


def test_a_fraction_has_no_word():
    with pytest.raises(KitError, match=r"Not a whole number: 2\.5"):
        prose.words(2.5)


def test_a_day_is_that_of_an_event_or_a_date(course):
    assert prose.day("signed") == "23 November 2016"
    assert prose.day("rule", "ja") == "1910～1945年"
    assert prose.day("2019-11", "ko") == "2019년 11월"
    assert prose.weekday("signed") == "Wednesday"


@pytest.mark.parametrize(
    ("figure_id", "text"),
    [
        ("days", "90 days"),
        ("won", "1.0389 trillion won"),
        ("share", "51.4%"),
        ("range", "100–150.5 people"),
        ("clock", "18:07"),
    ],
)
def test_a_figure_has_its_unit(course, figure_id, text):
    assert prose.figure(figure_id) == text


def test_a_figure_may_be_rounded_and_lose_its_unit(course):
    assert prose.figure("won", 2, unit=False) == "1.04"


def test_a_poll_share_is_that_of_the_answer_and_subgroup(course):
    assert prose.poll("q", "favour") == "51.4%"
    assert prose.poll("q", "favour", "women") == "48%"
    assert prose.poll("r", "yes", source_id="b") == "51%"


def test_an_observation_is_that_of_the_date_and_source(course):
    assert prose.observed("sma", "2018") == 9602
    assert prose.observed("sma", "2019", "b") == 10390


def test_a_reference_links_publisher_and_date(tiny):
    tiny.add(
        "sources",
        "source_id title publisher author published url",
        "a,T,P,,2019,https://example.org",
        "b,T,,,,",
    )
    assert prose.ref("a") == "[P, 2019](https://example.org)"
    assert prose.ref("b") == "T"


def test_rows_are_counted(course):
    assert prose.count("claims") == 3
    assert prose.count("claims", evidence_class="V") == 2


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: prose.day("singed"), "Unknown event: 'singed'. Did you mean 'signed'"),
        (lambda: prose.day("2019-13"), "Not a date: '2019-13'"),
        (lambda: prose.day("signed", "fr"), "Unknown language: 'fr'"),
        (lambda: prose.figure("day"), "Unknown figure: 'day'. Did you mean 'days'"),
        (lambda: prose.figure("none"), "'none' has no value, range or text"),
        (lambda: prose.poll("qq", "favour"), "Unknown poll_id in the table polls: 'qq'"),
        (lambda: prose.poll("q", "favor"), "Unknown answer in the poll q: 'favor'. Did you mean 'favour'"),
        (
            lambda: prose.poll("q", "favour", "womne"),
            "Unknown subgroup in the poll q: 'womne'. Did you mean 'women'",
        ),
        (lambda: prose.poll("q", "oppose"), "states no share for 'oppose'"),
        (lambda: prose.poll("r", "yes"), "More than one source gives this value: a, b"),
        (lambda: prose.poll("r", "yes", source_id="c"), "Unknown source for this value: 'c'"),
        (lambda: prose.observed("smaa", "2019"), "Unknown series: 'smaa'"),
        (lambda: prose.observed("sma", "2021"), "Unknown date of the series sma: '2021'"),
        (lambda: prose.observed("sma", "2019"), "More than one source gives this value: a, b"),
        (lambda: prose.observed("sma", "2020"), "no single value for 2020"),
        (lambda: prose.count("claim"), "Unknown table: 'claim'. Did you mean 'claims'"),
        (lambda: prose.count("claims", evidence="V"), "Unknown column of the table claims: 'evidence'"),
        (
            lambda: prose.count("claims", evidence_class="W"),
            "Unknown evidence_class in the table claims: 'W'",
        ),
        (lambda: prose.cite("b"), "Unknown source: 'b'"),
        (lambda: prose.names("mon"), "Unknown actor: 'mon'. Did you mean 'moon'"),
    ],
)
def test_what_is_unknown_stops_the_build_with_the_nearest_name(course, call, message):
    with pytest.raises(KitError, match=message):
        call()


def test_every_function_is_offered_to_the_sentences_of_a_lesson():
    offered = {name for name, value in vars(prose).items() if callable(value) and not name.startswith("_")}
    offered = {name for name in offered if vars(prose)[name].__module__.startswith("helpers.")}
    assert set(prose.__all__) == offered - {"KitError", "shown", "unknown"}
