"""Exercise 08: starters are not attempted, solutions are met, each wrong answer gets its own message."""

import ast
import json
import re
import shutil
from functools import cache
from itertools import combinations
from pathlib import Path

import jupytext
import pandas as pd
import pytest

from helpers import check, data
from helpers.tasks import find, judge, keys08, lesson08, memo, task_ids
from helpers.tasks.model import RUNGS, SKILLS
from helpers.tasks.units import Unit, unit

SOURCE = Path(__file__).parents[1] / "exercises" / "source" / "08-gsomia.md"
TASKS = list(lesson08.TASKS)


@cache
def cells():
    """Code cells of the master: (task, edition, misconception, source)."""
    notebook = jupytext.reads(SOURCE.read_text(encoding="utf-8"), fmt="md:myst")
    about = [(cell.metadata, cell.source) for cell in notebook.cells if cell.cell_type == "code"]
    return [
        (meta.get("task"), meta.get("edition"), meta.get("misconception"), source) for meta, source in about
    ]


@cache
def verdicts():
    """Every answer cell of the master with its verdict, all run in one namespace, in order."""
    found, names = [], {}
    with pd.option_context("display.max_colwidth", 50):
        for task, edition, misconception, source in cells():
            value = run(source, names)
            if task:
                found.append((task, edition, misconception, value))
    return found


def run(source, names):
    tree = ast.parse(source)
    *body, last = tree.body
    if not isinstance(last, ast.Expr):
        body, last = tree.body, None
    exec(compile(ast.Module(body, []), "cell", "exec"), names)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names) if last else None


def answers(edition):
    return [(task, slug) for task, kind, slug, _ in cells() if kind == edition]


def verdict_of(edition, task, slug=None):
    return [value for one, kind, name, value in verdicts() if (one, kind, name) == (task, edition, slug)]


# --- the contract of the master ----------------------------------------------------------------------------


@pytest.mark.parametrize("task", TASKS)
def test_a_starter_says_not_attempted(task):
    assert [value.state for value in verdict_of("starter", task)] == ["not_attempted"]


@pytest.mark.parametrize("task", TASKS)
def test_a_solution_is_met(task):
    solved = verdict_of("solution", task)
    assert solved and all(value.state in ("met", "beyond") for value in solved)
    assert all(value.right and value.disputed for value in solved)
    assert all(value.marks in (None, value.out_of) for value in solved)


@pytest.mark.parametrize(("task", "slug"), answers("wrong"), ids=lambda value: value)
def test_a_wrong_answer_is_told_its_own_misconception(task, slug):
    (value,) = verdict_of("wrong", task, slug)
    assert value.misconception_id == slug
    assert value.state in ("partly", "needs_source")
    assert value.why == data.row("misconceptions", slug)["message"]
    assert value.seen and value.look_at and value.next_step


def test_no_two_answers_get_the_same_message():
    messages = [value.message for _, edition, _, value in verdicts() if edition == "wrong"]
    assert len(set(messages)) == len(messages)


def test_every_task_has_three_wrong_answers_or_more():
    wrong = [task for task, _ in answers("wrong")]
    assert {task: wrong.count(task) for task in TASKS if wrong.count(task) < 3} == {}


def test_every_misconception_of_the_table_is_shown_by_a_wrong_answer():
    shown = {slug for _, slug in answers("wrong")} | {slug for *_, slug in IN_CLASS if slug}
    assert set(data.table("misconceptions")["misconception_id"]) == shown


def test_a_message_has_at_most_ninety_words():
    long = {(task, slug): len(value.message.split()) for task, _, slug, value in verdicts()}
    assert {key: words for key, words in long.items() if words > 90} == {}


@pytest.mark.parametrize("task", TASKS)
def test_a_message_before_success_does_not_give_the_key_away(task):
    keys = {
        "08.3": [f"{amount.dollars():.0f}" for amount in keys08.good_sums()],
        "08.4": [f"{share:.1f}" for share in keys08.shares().values()],
        "08.7": [f"{keys08.margin():.1f}"],
    }
    for one, edition, slug, value in verdicts():
        if one == task and edition == "wrong":
            told = " ".join((value.distance, value.why, value.look_at, value.next_step))
            assert not [key for key in keys.get(task, []) if key in told], slug


def test_the_student_gets_no_solution_and_no_wrong_answer():
    notebook = json.loads((SOURCE.parents[1] / "08-gsomia.ipynb").read_text(encoding="utf-8"))
    sources = {"".join(cell["source"]).strip() for cell in notebook["cells"]}
    hidden = {source.strip() for _, edition, _, source in cells() if edition in ("solution", "wrong")}
    assert not sources & hidden
    assert {source.strip() for _, edition, _, source in cells() if edition == "starter"} <= sources


def test_each_heading_tells_rung_minutes_marks_and_title_of_its_task():
    text = SOURCE.read_text(encoding="utf-8")
    for task_id in TASKS:
        task = find(task_id)
        section = text.split(f"## {task_id} ")[1].split("\n## ")[0]
        assert section.startswith(task.title)
        assert f"*{task.rung.capitalize()} · {task.minutes} minutes · {task.out_of} marks" in section
        assert "**Your goal" in section


def test_core_and_second_session_are_announced_with_their_minutes():
    intro = SOURCE.read_text(encoding="utf-8").split("## 08.1 ")[0]
    minutes = [find(task).minutes for task in TASKS]
    assert "about 45 minutes" in intro and abs(sum(minutes[:5]) - 45) <= 3
    assert "about 50 minutes" in intro and abs(sum(minutes[5:]) - 50) <= 3


def test_a_task_shows_tables_for_reading():
    shown = [source for task, _, _, source in cells() if task is None]
    assert all(re.search(r"^show\(", source, re.M) for source in shown)


# --- what a lesson needs of its tasks ----------------------------------------------------------------------


def test_eight_tasks_stand_on_five_rungs_or_more():
    assert len(TASKS) == 8 and TASKS[0] == "08.1" and TASKS[-1] == "08.8"
    assert len({find(task).rung for task in TASKS}) >= 5


@pytest.mark.parametrize("task_id", task_ids("08"))
def test_a_task_is_complete(task_id):
    task = find(task_id)
    assert task.rung in RUNGS and set(task.skills) <= set(SKILLS)
    assert task.minutes > 0 and task.out_of > 0
    assert len(set(task.hints)) == 3
    assert task.solution() and task.right() and task.disputed and task.why and task.look_at and task.next_step


def test_no_task_needs_a_variable_of_another_one():
    shared, own = {}, {}
    for task, _, _, source in cells():
        if task is None:
            run(source, shared)
    for task, edition, _, source in cells():
        if edition == "solution":
            own[task] = run(source, dict(shared)).state
    assert set(own) == set(TASKS)


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
    assert "cannot be compared" in verdict.distance and "too" not in verdict.distance


@pytest.mark.parametrize("text", ["words", "JPY", "persons"])
def test_a_share_in_another_unit_is_not_called_too_large_or_too_small(text):
    verdict = check("08.4", government="JPN-gov", rule="officials", value=90, unit=text, source="nyt22")
    assert "no such unit" in verdict.distance and "too" not in verdict.distance


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
    assert "one decimal" in verdict.distance and verdict.misconception_id == ""


def test_a_row_that_was_out_is_missed_by_its_own_message():
    verdict = check("08.5", known={"jpn-12"}, cannot_tell={"nik-20", "nik-35"})
    assert verdict.misconception_id == "early-word-left-out" and "not out yet" not in verdict.message


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
        ({"unit": "%"}, "met"),
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
    assert "one decimal" in check("08.7", **(MARGIN | {"value": 3})).distance


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


# --- the checks inside the lesson --------------------------------------------------------------------------

IN_CLASS = [
    ("08.a", {"this_year": 4}, "met", ""),
    ("08.a", {"this_year": 3}, "partly", "word-taken-for-sum"),
    ("08.a", {"this_year": 26}, "partly", "total-for-part"),
    ("08.a", {"this_year": "four"}, "partly", ""),
    ("08.exit", {"usable": {"jpn-12", "who-must-move-first.moon-jae-in-4"}}, "met", ""),
    ("08.exit", {"usable": {"jpn-12", "apology-dispute-2019-11.suga-yoshihide-4"}}, "partly", "hindsight"),
    ("08.exit", {"usable": {"jpn-12"}}, "partly", "early-word-left-out"),
]


@pytest.mark.parametrize(("task", "parts", "state", "slug"), IN_CLASS)
def test_a_check_inside_the_lesson_tells_what_it_saw(task, parts, state, slug):
    verdict = check(task, **parts)
    assert (verdict.state, verdict.misconception_id) == (state, slug)
    assert len(verdict.message.split()) <= 90


# --- the memo ----------------------------------------------------------------------------------------------


def test_opposed_memos_get_the_same_pre_check():
    first, second = verdict_of("solution", "08.8")
    assert (first.state, first.marks, first.misconception_id) == (
        second.state,
        second.marks,
        second.misconception_id,
    )
    assert [part.state for part in first.parts] == [part.state for part in second.parts]
    assert first.next_step == second.next_step and "A person marks" in first.next_step


def test_the_rubric_has_four_criteria_on_four_levels_worth_the_tasks_marks():
    rubric = data.table("rubrics").query("task_id == '08.8'")
    levels = rubric.groupby("criterion")["level"].apply(list)
    assert len(levels) == 4
    assert set(map(tuple, levels)) == {("no-evidence", "emerging", "proficient", "strong")}
    assert rubric.groupby("criterion")["marks"].max().sum() == find("08.8").out_of


def test_the_rubric_rewards_no_position():
    words = " ".join(data.table("rubrics")["descriptor"])
    assert not re.search(r"\b(Japan|Korea|Seoul|Tokyo|Washington)", words)


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
    for task, edition, _, source in cells():
        if (task, edition) == ("08.8", "solution"):
            text = ast.literal_eval(ast.parse(source).body[0].value)
            assert re.search(r"\d", re.sub(r"\[[^]]*\]", "", text)) and "silence" not in text


def test_a_question_about_a_word_changes_no_state():
    text = next(source for task, edition, _, source in cells() if (task, edition) == ("08.8", "solution"))
    answer = ast.literal_eval(ast.parse(text).body[0].value).replace(
        "a dialogue", "an export restriction, a dialogue"
    )
    verdict = judge({"task": "08.8", "answer": {"text": answer}})
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


def test_right_answers_of_different_tasks_differ_in_their_sentences():
    solved = [verdict_of("solution", task)[0].right for task in TASKS]
    assert all(one != other for one, other in combinations(solved, 2))
