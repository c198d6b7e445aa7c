"""Exercise 08: several answers are right, keys follow the data, and each slip has its own message.

What every exercise promises is tested in test_tasks.
"""

import ast
import re
import shutil
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from helpers import check, data
from helpers.editions import take_apart
from helpers.tasks import keys08, memo
from helpers.tasks.units import Unit, unit

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "exercises" / "source" / "08-gsomia.md"


@cache
def memos():
    """The two model memos of the master."""
    cells = [cell for cell in take_apart(SOURCE).cells if (cell.task, cell.edition) == ("08.8", "solution")]
    return [ast.literal_eval(ast.parse(cell.text).body[0].value) for cell in cells]


def test_cannot_tell_is_right_somewhere_and_silent_at_least_twice():
    cells_of_matrix = [stances for row in keys08.stances().values() for stances in row.values()]
    assert cells_of_matrix.count(("silent",)) >= 2 and cells_of_matrix.count(("cannot tell",)) >= 2
    assert keys08.majority() == "cannot tell"
    assert "cannot tell" in keys08.printed_in_time().values()


# --- several answers are right, and keys follow the data ----------------------------------------------------


def test_each_verb_of_the_table_stands_once_and_has_its_user_or_another_act():
    november, july = keys08.wordings(keys08.ACT), keys08.wordings(keys08.STEP)
    assert set(november["word"]) == {"abandon", "extend", "lapse", "renew", "suspend"}
    assert set(july["word"]) == {"restrict", "retaliate", "review"}
    assert list(november["answer"]).count(keys08.OTHER_ACT) == 2
    assert keys08.OTHER_ACT not in keys08.speakers(keys08.STEP)


# The rows of the grid in the lesson; item 08.6 adds one.
GRID = ("ruling", "korea", "japan")
# What in a row's note names the user of the verb.
TOLD = {
    "journalist": "the article",
    "meti": "ministry in charge in Tokyo",
    "rok-government": "Moon's government|In Seoul",
    "us-state-department": "Washington's statement",
}


def test_the_rows_of_the_verbs_are_enough():
    for row in data.table("wordings").itertuples():
        others = [words for who, words in TOLD.items() if who not in (row.actor_id, "journalist")]
        assert re.search(rf"(?i){TOLD[row.actor_id]}", row.note), row.word
        assert not re.search("|".join(others), row.note), row.word


@pytest.mark.parametrize("side", keys08.GOVERNMENTS)
def test_each_place_where_an_official_is_quoted_is_right(side):
    quotes = keys08.official_quotes()
    quotes = quotes[quotes["affiliation"] == side]
    rows = list(zip(quotes["source_id"], quotes["locator"], quotes["actor_id"], strict=True))
    assert len(rows) >= 3
    assert {check("08.2", source=s, locator=p, speaker=w).state for s, p, w in rows} == {"met"}


def test_speaker_and_place_must_belong_together():
    verdict = check("08.2", source="nyt22", locator="p12", speaker="suga-yoshihide")
    assert (verdict.state, verdict.marks) == ("partly", 2)
    assert "somebody else than Suga Yoshihide" in verdict.distance


@pytest.mark.parametrize("locator", ["p8", "P8", " p8 ", "p7 p8", "p7, p8", "P7; p8"])
def test_a_locator_is_understood_as_students_write_it(locator):
    assert check("08.2", source="NYT22", locator=locator, speaker="iida-yoichi").state == "met"


@pytest.mark.parametrize(
    ("locator", "state"),
    [("p6 p7 p8", "partly"), ("p8 p99", "partly"), ("p7-p8", "partly"), ("p9", "partly")],
)
def test_a_heap_of_places_or_an_invented_one_is_not_met(locator, state):
    assert check("08.2", source="nyt22", locator=locator, speaker="iida-yoichi").state == state


def test_an_unknown_speaker_is_answered_in_one_line():
    verdict = check("08.2", source="nyt22", locator="p8", speaker="zzzz")
    assert len(verdict.seen.split()) < 12 and "List them" in verdict.seen


DOLLARS = {"unit": "million USD", "month": "2019-02", "source": "nyt15", "locator": "p15"}


@pytest.mark.parametrize(
    ("parts", "state"),
    [
        ({"value": 891}, "met"),
        ({"value": 890}, "met"),
        ({"value": 890.9}, "met"),
        ({"value": 890, "source": "rok-mofa-sma10", "locator": ...}, "met"),
        ({"value": 890, "source": "rok-mofa-sma10", "locator": "p99"}, "partly"),
        ({"value": 890, "source": "rok-mofa-sma10", "locator": "p15"}, "partly"),
        ({"value": 891, "also": "rok-mofa-sma10"}, "beyond"),
        ({"value": 891, "also": "jpn"}, "met"),
        ({"value": 891, "also": "nyt15"}, "met"),
        ({"value": 891, "month": ...}, "partly"),
        ({"value": 891, "month": "2019-11"}, "partly"),
        ({"value": 891, "locator": "p14"}, "partly"),
        ({"value": 891, "locator": ...}, "needs_source"),
        ({"value": 891, "source": "kherald-dehart-20191117", "locator": ...}, "partly"),
        ({"value": 925}, "partly"),
        ({"value": 870}, "partly"),
        ({"value": 927}, "partly"),
        ({"value": 1.389}, "partly"),
        ({"value": 1.04, "unit": "trillion KRW"}, "partly"),
        ({"value": 96.9, "unit": "billion JPY"}, "partly"),
        ({"value": 0}, "partly"),
        ({"value": -891}, "partly"),
    ],
)
def test_a_sum_is_right_with_the_source_that_carries_it(parts, state):
    assert check("08.3", **(DOLLARS | parts)).state == state


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.891, "billion dollars"), (890_900_000, "USD"), (890.9, "USD million"), (8.909, "eok $")],
)
def test_the_same_sum_in_another_scale_is_right(value, text):
    assert check("08.3", **(DOLLARS | {"value": value, "unit": text})).state == "met"


@pytest.mark.parametrize("text", ["million KRW", "billion JPY", "percent"])
def test_a_number_in_another_unit_is_not_called_too_large_or_too_small(text):
    verdict = check("08.3", **(DOLLARS | {"value": 12345, "unit": text}))
    assert "does not ask for" in verdict.distance and "too" not in verdict.distance


@pytest.mark.parametrize("text", ["words", "JPY", "persons"])
def test_a_share_in_another_unit_is_not_called_too_large_or_too_small(text):
    verdict = check("08.4", government="JPN-gov", rule="officials", value=90, unit=text, source="nyt22")
    assert "does not ask for" in verdict.distance and "too" not in verdict.distance


def test_each_government_and_counting_rule_is_right_with_its_own_share():
    for (side, rule), share in keys08.shares().items():
        parts = {"government": side, "rule": rule, "unit": "%", "source": "nyt22"}
        assert check("08.4", value=round(share, 1), **parts).state == "met"
        assert check("08.4", value=round(share, 1) + 0.2, **parts).state == "partly"


def test_where_only_the_rule_is_missing_the_message_says_that():
    verdict = check("08.4", government="JPN-gov", value=30, unit="percent", source="nyt22")
    assert verdict.distance == "All that you gave is met. Still open: rule."
    assert verdict.marks == verdict.out_of - 1


def test_a_share_in_whole_per_cent_is_asked_for_its_decimal():
    verdict = check("08.4", government="JPN-gov", rule="officials", value=11, unit="percent", source="nyt22")
    assert "one decimal" in verdict.next_step and verdict.misconception_id == "rounded-too-far"


def test_a_row_that_was_out_is_missed_by_its_own_message():
    verdict = check("08.5", known={"jpn-12"}, cannot_tell={"nik-20", "nik-35"})
    assert verdict.misconception_id == "early-word-left-out" and "not out yet" not in verdict.message


EVENING = {"known": keys08.told("yes"), "cannot_tell": keys08.told("cannot tell")}


@pytest.mark.parametrize(
    ("clock", "state", "slug"),
    [
        (["nhk", "seoul", "meti", "motegi", "abe", "end"], "met", ""),
        (["nhk", "seoul", "meti", "abe", "motegi", "end"], "partly", ""),
        (["end", "nhk", "seoul", "meti", "motegi", "abe"], "partly", "clock-without-its-day"),
        (["seoul", "nhk", "meti", "motegi", "abe", "end"], "partly", "report-cannot-come-first"),
        (["nhk", "meti", "seoul", "motegi", "abe", "end"], "partly", "agreed-hour-for-kept-hour"),
        (["nhk", "seoul"], "partly", ""),
    ],
)
def test_the_order_of_the_evening_is_that_of_its_clock_times(clock, state, slug):
    verdict = check("08.5", **EVENING, clock=clock)
    assert (verdict.state, verdict.misconception_id) == (state, slug)


@pytest.mark.parametrize(
    ("row", "paper", "said", "slug"),
    [
        ("share", "jpn", "supports", "same-topic-is-not-support"),
        ("share", "nyt15", "cannot tell", ""),
        ("ruling", "nik", "contradicts", ""),
        ("ruling", "jpn", "contradicts", "silence-read-as-denial"),
        ("korea", "jpn", "supports", "number-without-motive"),
        ("korea", "nyt22", "cannot tell", "silent-is-not-undecided"),
        ("japan", "nik", "silent", "row-overlooked"),
        ("japan", "wsj", "contradicts", "reported-is-not-stated"),
    ],
)
def test_a_wrong_cell_is_told_what_that_cell_shows(row, paper, said, slug):
    matrix = readings(0)
    verdict = check("08.6", matrix=matrix | {row: matrix[row] | {paper: said}})
    assert (verdict.marks, verdict.misconception_id) == (3, slug)


def readings(number):
    """The matrix of the best readings (0) or of the last ones that are right as well (-1)."""
    return {
        row: {name: stances[number] for name, stances in cells.items()}
        for row, cells in keys08.stances().items()
    }


def test_a_matrix_may_be_a_table_with_a_column_of_statements():
    best = readings(0)
    table = pd.DataFrame(best).T.rename_axis("statement").reset_index()
    assert check("08.6", matrix=table).state == "met"
    assert check("08.6", matrix=pd.DataFrame(best).T).state == "met"


def test_each_reading_that_can_be_defended_is_right():
    assert check("08.6", matrix=readings(-1)).state == "met"
    assert keys08.stances()["share"]["nik"] == ("cannot tell", "silent")


@pytest.mark.parametrize("stance", keys08.STANCES)
def test_one_word_for_all_cells_earns_nothing(stance):
    matrix = {row: dict.fromkeys(keys08.stances()[row], stance) for row in keys08.STATEMENTS}
    verdict = check("08.6", matrix=matrix)
    assert verdict.marks == 0 and verdict.to_plain().startswith("Task 08.6 · Not yet · 0 of 4")


def test_each_mark_of_the_matrix_is_one_whole_row():
    best = readings(0)
    assert check("08.6", matrix={"share": best["share"], "korea": best["korea"]}).marks == 2
    wrong = check("08.6", matrix=best | {"share": best["share"] | {"wsj": "supports"}})
    assert wrong.marks == 3 and "wsj on share" in wrong.distance


def test_the_rows_of_a_reading_stand_in_the_five_articles():
    known = set(keys08.article_claims()["claim_id"])
    assert {claim for rows in keys08.READINGS.values() for claim in rows} <= known


def test_both_statements_about_motives_have_an_article_that_cannot_tell():
    stances = keys08.stances()
    assert all(("cannot tell",) in stances[row].values() for row in ("korea", "japan"))


def test_the_words_of_the_matrix_are_those_of_the_exercise():
    text = SOURCE.read_text(encoding="utf-8")
    assert all(f"| `{name}` | {words} |" in text for name, words in keys08.STATEMENTS.items())


def test_the_grid_of_the_lesson_has_statements_of_the_exercise():
    lesson = (ROOT / "notebooks" / "source" / "08-gsomia.md").read_text(encoding="utf-8")
    joined = re.sub(r'"\n *"', "", lesson)
    assert all(f'"id": "{name}", "text": "{keys08.STATEMENTS[name]}"' in joined for name in GRID)


def test_empty_cells_of_a_matrix_are_counted_and_cost_only_themselves():
    verdict = check("08.6", matrix={"share": {"jpn": "contradicts", "nik": ...}})
    assert "Empty cells: 19" in verdict.distance and verdict.state == "partly"


MARGIN = {
    "polls": {"kr-gallup-2019-11-21", "kr-mbc-2019-11-24"},
    "because": "different questions",
    "value": 3.1,
    "unit": "percentage points",
    "majority": "cannot tell",
    "source": "yna-ko-20191122",
}


@pytest.mark.parametrize(
    ("parts", "state"),
    [
        ({"because": "another act in between"}, "met"),
        ({"unit": "%"}, "partly"),
        ({"unit": "points"}, "met"),
        ({"unit": "persons"}, "partly"),
        ({"value": 3}, "partly"),
        ({"value": 3.2}, "partly"),
        ({"low": 47.9, "high": 54.1}, "beyond"),
    ],
)
def test_a_margin_and_an_objection_may_be_said_in_more_than_one_way(parts, state):
    assert check("08.7", **(MARGIN | parts)).state == state


def test_a_margin_in_whole_points_is_asked_for_its_decimal():
    assert "one decimal" in check("08.7", **(MARGIN | {"value": 3})).next_step


def test_no_task_uses_a_poll_that_was_withdrawn():
    withdrawn = r"(?i)sankei-2019|fnn"
    assert not re.search(withdrawn, SOURCE.read_text(encoding="utf-8"))
    assert not [poll for poll in keys08.november_polls() if re.search(withdrawn, poll)]


def test_keys_follow_the_data(tmp_path, monkeypatch):
    shutil.copytree(data.folder(), tmp_path / "data")
    monkeypatch.setenv("TWO_SHORES_DATA", str(tmp_path / "data"))
    figures = tmp_path / "data" / "figures.csv"
    text = figures.read_text(encoding="utf-8")
    assert "1167.2989" in text
    figures.write_text(text.replace("1167.2989", "2334.5978"), encoding="utf-8")
    assert check("08.3", **DOLLARS, value=891).state == "partly"
    assert check("08.3", **DOLLARS, value=445).state == "met"


# --- the memo ----------------------------------------------------------------------------------------------


def test_the_pre_check_reads_ids_sides_and_dates():
    seen = memo.inspect("Seoul [nyt15-17; wsj-16], Tokyo [jpn-12] and [no-such-id].", written="2019-11-15")
    assert seen.ids == ("nyt15-17", "wsj-16", "jpn-12") and seen.unknown == ("no-such-id",)
    assert seen.sides == {"JPN", "ROK"} and seen.late == ("jpn-12",) and seen.words == 3


@pytest.mark.parametrize(
    ("item", "side"),
    [
        ("gsomia-trade-link.asahi-shimbun", "JPN"),  # a Japanese newspaper that speaks for itself
        ("nik-01", "JPN"),  # a newsroom, by its source
        ("hani-chung-1111", "ROK"),  # a source
        ("nyt22-03", None),  # a newsroom of a third country
    ],
)
def test_a_newspaper_is_heard_for_the_country_where_it_is_made(item, side):
    assert memo.inspect(f"So it is [{item}].", written="2019-11-22").sides == ({side} if side else set())


def test_a_source_dated_across_the_day_is_asked_about_and_not_refused():
    seen = memo.inspect("It is so [nik-20]; it was so [gsomia-usefulness.jpn-mod-4].", written="2019-11-22")
    assert seen.late == () and seen.open == ("nik-20", "gsomia-usefulness.jpn-mod-4")
    assert memo.inspect("It is so [suspension-meaning.rok-government-1].", written="2019-11-22").open == ()


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Seoul suffered an export restriction.", ("export restriction",)),
        ('Seoul spoke of an "export restriction".', ()),
        ("Tokyo's retaliation hurt.", ("retaliation",)),
        ("The restrictions stay.", ("restriction",)),
        ("Under colonial rule, and later in North Korea, export control and export controls were known.", ()),
        ("The suspension of the notice and information sharing went on.", ()),
    ],
)
def test_a_contested_word_comes_back_as_a_question_unless_it_is_quoted_or_neutral(text, asked):
    assert memo.inspect(text, written="2019").loaded == asked


def test_a_model_memo_holds_a_number_and_says_nothing_of_silence():
    for text in memos():
        assert re.search(r"\d", re.sub(r"\[[^]]*\]", "", text)) and "silence" not in text


def test_a_question_about_a_word_changes_no_state():
    verdict = check("08.8", text=memos()[0].replace("a dialogue", "an export restriction, a dialogue"))
    assert verdict.state == "met" and "whose word is “export restriction”?" in verdict.next_step


# --- units -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("billion JPY", Unit(10**9, "JPY")),
        ("JPY billion", Unit(10**9, "JPY")),
        ("Billion Yen", Unit(10**9, "JPY")),
        ("bn won", Unit(10**9, "KRW")),
        ("円", Unit(1, "JPY")),
        ("percent", Unit(1, "percent")),
        ("%p", Unit(1, "percentage points")),
    ],
)
def test_a_unit_is_understood_as_students_write_it(text, expected):
    assert unit(text) == expected
