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
        "08.3": [f"{amount.yen:.1f}" for amount in keys08.won_sums() if amount.fits],
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
        assert "**Your goal:**" in section


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
    cells_of_matrix = [stance for row in keys08.stances().values() for stance in row.values()]
    assert cells_of_matrix.count("silent") >= 2 and cells_of_matrix.count("cannot tell") >= 1
    assert keys08.majority() == "cannot tell"
    assert "cannot tell" in keys08.printed_in_time().values()


# --- several answers are right, and keys follow the data ----------------------------------------------------


def test_each_place_where_a_japanese_official_is_quoted_is_right():
    quotes = keys08.japanese_quotes()
    rows = list(zip(quotes["source_id"], quotes["locator"], quotes["actor_id"], strict=True))
    assert len(rows) >= 3
    assert {check("08.2", source=s, locator=p, speaker=w).state for s, p, w in rows} == {"met"}


def test_speaker_and_place_must_belong_together():
    verdict = check("08.2", source="nyt22", locator="p12", speaker="suga-yoshihide")
    assert (verdict.state, verdict.marks) == ("partly", 2)


@pytest.mark.parametrize(
    ("parts", "state"),
    [
        ({"value": 97.0, "source": "nyt15", "locator": "p15"}, "met"),
        ({"value": 96.9, "source": "rok-mofa-sma10"}, "met"),
        ({"value": 97, "source": "nyt15", "locator": "p15", "also": "rok-mofa-sma10"}, "beyond"),
        ({"value": 97, "source": "nyt15", "locator": "p15", "also": "jpn"}, "met"),
        ({"value": 96.9, "source": "nyt15", "locator": "p14"}, "partly"),
        ({"value": 0, "source": "nyt15", "locator": "p15"}, "partly"),
        ({"value": -97, "source": "nyt15", "locator": "p15"}, "partly"),
    ],
)
def test_a_sum_is_right_with_the_source_that_carries_it(parts, state):
    assert check("08.3", unit="billion JPY", **parts).state == state


@pytest.mark.parametrize(
    ("value", "text"), [(97_000, "million yen"), (0.097, "trillion JPY"), (970, "oku yen")]
)
def test_the_same_sum_in_another_scale_is_right(value, text):
    assert check("08.3", value=value, unit=text, source="nyt15", locator="p15").state == "met"


def test_both_counting_rules_are_right_with_their_own_share():
    for rule, share in keys08.shares().items():
        assert check("08.4", value=round(share, 1), unit="%", rule=rule, source="nyt22").state == "met"


def test_a_matrix_may_be_a_table_with_a_column_of_statements():
    table = pd.DataFrame(keys08.stances()).T.rename_axis("statement").reset_index()
    assert check("08.6", matrix=table).state == "met"
    assert check("08.6", matrix=pd.DataFrame(keys08.stances()).T).state == "met"


def test_empty_cells_of_a_matrix_are_counted_and_cost_only_themselves():
    verdict = check("08.6", matrix={"share": {"jpn": "contradicts", "nik": ...}})
    assert "14 cells are empty" in verdict.distance and verdict.state == "partly"


def test_keys_follow_the_data(tmp_path, monkeypatch):
    shutil.copytree(data.folder(), tmp_path / "data")
    monkeypatch.setenv("TWO_SHORES_DATA", str(tmp_path / "data"))
    figures = tmp_path / "data" / "figures.csv"
    text = figures.read_text(encoding="utf-8")
    assert "108.8579" in text
    figures.write_text(text.replace("108.8579", "54.42895"), encoding="utf-8")
    parts = {"unit": "billion JPY", "source": "nyt15", "locator": "p15"}
    assert check("08.3", value=97.0, **parts).state == "partly"
    assert check("08.3", value=48.5, **parts).state == "met"


# --- the checks inside the lesson --------------------------------------------------------------------------

IN_CLASS = [
    ("08.a", {"this_year": 4}, "met", ""),
    ("08.a", {"this_year": 3}, "partly", "word-taken-for-sum"),
    ("08.a", {"this_year": 26}, "partly", "total-for-part"),
    ("08.a", {"this_year": "four"}, "partly", ""),
    ("08.exit", {"usable": {"jpn-12", "who-must-move-first.moon-jae-in-4"}}, "met", ""),
    ("08.exit", {"usable": {"jpn-12", "outcome-2019-11.abe-shinzo-3"}}, "partly", "hindsight"),
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


def test_a_contested_word_comes_back_as_a_question_unless_it_is_quoted():
    assert memo.inspect("Seoul suffered an export restriction.", written="2019").loaded == (
        "export restriction",
    )
    assert memo.inspect('Seoul spoke of an "export restriction".', written="2019").loaded == ()


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
