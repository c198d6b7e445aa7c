"""Dates are intervals of what a source lets us know."""

from datetime import date

import pytest

from helpers.dates import before, label, weekday, when
from helpers.errors import KitError
from helpers.labels import LANGUAGES


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("2019", date(2019, 1, 1), date(2019, 12, 31), "year"),
        ("2019-02", date(2019, 2, 1), date(2019, 2, 28), "month"),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), "month"),
        ("2019-12", date(2019, 12, 1), date(2019, 12, 31), "month"),
        ("2019-11-22", date(2019, 11, 22), date(2019, 11, 22), "day"),
        ("2019-11-22T18:07", date(2019, 11, 22), date(2019, 11, 22), "minute"),
        ("2019-11-22T23:59", date(2019, 11, 22), date(2019, 11, 22), "minute"),
        ("2016/2019", date(2016, 1, 1), date(2019, 12, 31), "span"),
        ("2019-11-18/2019-11-20", date(2019, 11, 18), date(2019, 11, 20), "span"),
        ("2019-11/2019-11-20", date(2019, 11, 1), date(2019, 11, 20), "span"),
    ],
)
def test_a_text_becomes_its_earliest_and_latest_day(text, earliest, latest, precision):
    parsed = when(text)
    assert (parsed.earliest, parsed.latest, parsed.precision) == (earliest, latest, precision)
    assert (parsed.approximate, parsed.uncertain, parsed.open_start, parsed.open_end) == (False,) * 4


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "approximate", "uncertain"),
    [
        ("1989~", date(1988, 1, 1), date(1990, 12, 31), True, False),
        ("1989?", date(1988, 1, 1), date(1990, 12, 31), False, True),
        ("1989%", date(1988, 1, 1), date(1990, 12, 31), True, True),
        ("2019-01~", date(2018, 12, 1), date(2019, 2, 28), True, False),
        ("2019-12~", date(2019, 11, 1), date(2020, 1, 31), True, False),
        ("2019-11-22~", date(2019, 11, 21), date(2019, 11, 23), True, False),
        ("1989~/1995", date(1988, 1, 1), date(1995, 12, 31), True, False),
    ],
)
def test_about_widens_a_date_by_one_unit_on_either_side(text, earliest, latest, approximate, uncertain):
    parsed = when(text)
    assert (parsed.earliest, parsed.latest) == (earliest, latest)
    assert (parsed.approximate, parsed.uncertain) == (approximate, uncertain)


def test_an_open_end_has_no_limit():
    assert when("../1945").open_start and when("../1945").earliest == date.min
    assert when("2016/..").open_end and when("2016/..").latest == date.max


@pytest.mark.parametrize(
    ("a", "b", "answer"),
    [
        ("2018-10-30", "2019-11-22", "yes"),
        ("2019-11-22", "2018-10-30", "no"),
        ("2019", "2020", "yes"),
        ("2019-10", "2019-11", "yes"),
        ("2019-11-22", "2019-11", "cannot tell"),
        ("2019-11", "2019", "cannot tell"),
        ("2019-11-22", "2019-11-22", "cannot tell"),
        ("2019-11-22T18:00", "2019-11-22T18:07", "yes"),
        ("2019-11-22T18:07", "2019-11-22T18:00", "no"),
        ("2019-11-22T18:00", "2019-11-22", "cannot tell"),
        ("2019-11-21", "2019-11-22T00:00", "yes"),
        ("1989~", "1990", "cannot tell"),
        ("1989~", "1991", "yes"),
        ("1910/1945", "1945-08-15", "cannot tell"),
        ("1910/1945", "1946", "yes"),
        ("../1945", "1946", "yes"),
        ("2016/..", "2015", "no"),
        ("2016/..", "2017", "cannot tell"),
        ("../1945", "1910", "cannot tell"),
        ("2016/..", "../1945", "no"),
    ],
)
def test_before_says_yes_no_or_cannot_tell(a, b, answer):
    assert before(a, b) == answer


def test_before_turned_round_turns_the_answer():
    opposite = {"yes": "no", "no": "yes", "cannot tell": "cannot tell"}
    texts = ["2019", "2019-11", "2019-11-22", "2018-10-30", "1989~", "1910/1945", "2016/..", "../1945"]
    assert all(before(b, a) == opposite[before(a, b)] for a in texts for b in texts)


@pytest.mark.parametrize(
    ("text", "en", "ko", "ja"),
    [
        ("2019", "2019", "2019년", "2019年"),
        ("2019-11", "November 2019", "2019년 11월", "2019年11月"),
        ("2019-11-02", "2 November 2019", "2019년 11월 2일", "2019年11月2日"),
        ("2019-11-22T18:07", "22 November 2019, 18:07", "2019년 11월 22일 18시 7분", "2019年11月22日18時7分"),
        ("2019-11-22T00:00", "22 November 2019, 00:00", "2019년 11월 22일 0시", "2019年11月22日0時"),
        ("1989~", "about 1989", "1989년경", "1989年頃"),
        ("1989?", "1989 (uncertain)", "1989년(불확실)", "1989年（不確か）"),
        ("2016/2019", "2016–2019", "2016~2019", "2016～2019年"),
        ("2019-07/2019-11", "July–November 2019", "2019년 7월~11월", "2019年7月～11月"),
        (
            "2018-12/2019-01",
            "December 2018 – January 2019",
            "2018년 12월~2019년 1월",
            "2018年12月～2019年1月",
        ),
        ("2019-11-22/2019-11-24", "22–24 November 2019", "2019년 11월 22일~24일", "2019年11月22日～24日"),
        (
            "2019-10-30/2019-11-02",
            "30 October – 2 November 2019",
            "2019년 10월 30일~11월 2일",
            "2019年10月30日～11月2日",
        ),
        ("2018/2019-11-22", "2018 – 22 November 2019", "2018년~2019년 11월 22일", "2018年～2019年11月22日"),
        ("../1945", "until 1945", "~1945년", "～1945年"),
        ("2016/..", "from 2016", "2016년~", "2016年～"),
    ],
)
def test_a_date_is_written_as_each_language_writes_it(text, en, ko, ja):
    assert (label(text), label(text, "ko"), label(text, "ja")) == (en, ko, ja)


def test_the_day_of_the_week_in_three_languages():
    assert [weekday("2019-11-22", lang) for lang in LANGUAGES] == ["Friday", "금요일", "金曜日"]


@pytest.mark.parametrize("text", ["2019-11", "2019", "2019-11-22~", "2019-11-22/2019-11-24"])
def test_a_date_that_is_no_certain_day_has_no_weekday(text):
    with pytest.raises(KitError, match="No weekday"):
        weekday(text)


@pytest.mark.parametrize(
    ("text", "guess"),
    [
        ("22 November 2019", "2019-11-22"),
        ("November 2019", "2019-11"),
        ("Nov 22, 2019", "2019-11-22"),
        ("2 Sept. 2019", "2019-09-02"),
        ("2019.11.22", "2019-11-22"),
        ("2019. 11. 2.", "2019-11-02"),
        ("2019/11/22", "2019-11-22"),
        ("2019년 11월 22일", "2019-11-22"),
        ("2019年11月", "2019-11"),
        ("20191122", "2019-11-22"),
    ],
)
def test_a_human_date_is_answered_with_its_edtf_form(text, guess):
    with pytest.raises(KitError, match=f"Did you mean '{guess}'"):
        when(text)


@pytest.mark.parametrize("text", ["Maybe 2019", "the decision of 2019", "marriage 12, 2019"])
def test_a_word_that_only_begins_like_a_month_is_no_month(text):
    with pytest.raises(KitError) as refused:
        when(text)
    assert "Did you mean" not in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "soon",
        "1-Nov-19",
        "22/11/2019",
        "2019-13",
        "2019-02-29",
        "2019-11-22T24:00",
        "2019-1-5",
        "../../..",
        "2019-11-22T18",
        "19",
        "2019 ",
        "２０１９",
        "2019/2016",
        "/2019",
        "2019/",
        "2019-11-22T18:00~~",
    ],
)
def test_what_is_no_date_is_refused_with_the_forms_that_are(text):
    with pytest.raises(KitError, match="Not a date"):
        when(text)


@pytest.mark.parametrize("value", [2019, None, ..., float("nan"), date(2019, 11, 22)])
def test_a_date_that_is_no_text_is_told_to_be_quoted(value):
    with pytest.raises(KitError, match="between quotes"):
        when(value)


def test_an_unknown_language_is_named_with_the_known_ones():
    with pytest.raises(KitError, match="Unknown language: 'fr'. The kit speaks \"en\""):
        label("2019", "fr")


def test_dates_are_written_in_every_language_that_labels_know():
    assert all(label("2019-11-22", lang) for lang in LANGUAGES)
