"""What every exercise promises: starters are not attempted, solutions are met, wrong answers are told why."""

import ast
import json
import re
from functools import cache
from itertools import combinations
from pathlib import Path

import pandas as pd
import pytest

from helpers import data
from helpers.editions import Cell, take_apart
from helpers.tasks import exercise_ids, find, lessons, task_ids
from helpers.tasks.model import RUNGS, SKILLS

EXERCISES = Path(__file__).parents[1] / "exercises"
MASTERS = {path.stem[:2]: path for path in sorted((EXERCISES / "source").glob("*.md"))}
TASKS = [task for lesson in MASTERS for task in exercise_ids(lesson)]
LONGEST_MESSAGE = 90


@cache
def cells(lesson) -> list[Cell]:
    return [cell for cell in take_apart(MASTERS[lesson]).cells if cell.type == "code"]


def misconception(cell):
    return cell.metadata.get("two_shores", {}).get("misconception")


def run(source, names):
    """Run a cell and return the value of its last line."""
    tree = ast.parse(source)
    *body, last = tree.body
    if not isinstance(last, ast.Expr):
        body, last = tree.body, None
    exec(compile(ast.Module(body, []), "cell", "exec"), names)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names) if last else None


@cache
def verdicts(lesson):
    """Every answer of a master with its verdict, all run in one namespace, in order."""
    found, names = [], {}
    with pd.option_context("display.max_colwidth", 50):
        for cell in cells(lesson):
            value = run(cell.text, names)
            if cell.task:
                found.append((cell, value))
    return found


def answers(task, edition):
    """The verdicts on the answers of one task in one edition, with their misconceptions."""
    pairs = verdicts(task.split(".")[0])
    return [
        (misconception(cell), value) for cell, value in pairs if (cell.task, cell.edition) == (task, edition)
    ]


def wrong_answers():
    of = [(cell.task, misconception(cell)) for lesson in MASTERS for cell in cells(lesson)]
    return [(task, slug) for task, slug in of if slug]


# --- the course --------------------------------------------------------------------------------------------


def test_every_lesson_with_tasks_has_an_exercise_and_the_other_way_round():
    assert list(MASTERS) == list(lessons())


@pytest.mark.parametrize("lesson", MASTERS)
def test_an_exercise_has_six_to_eight_tasks_on_five_rungs_or_more_and_one_essay(lesson):
    tasks = [find(task) for task in exercise_ids(lesson)]
    assert 6 <= len(tasks) <= 8
    assert [task.task_id for task in tasks] == [f"{lesson}.{number}" for number in range(1, len(tasks) + 1)]
    assert len({task.rung for task in tasks}) >= 5
    assert [task.rung for task in tasks if task.by_person][-1] == "create"
    assert [task.rung for task in tasks] == sorted((task.rung for task in tasks), key=RUNGS.index)


def test_every_skill_and_every_rung_is_trained_in_several_lessons():
    tasks = [find(task) for task in TASKS]
    for skill in SKILLS:
        assert len({task.task_id[:2] for task in tasks if skill in task.skills}) >= 5, skill
    for rung in RUNGS:
        assert len({task.task_id[:2] for task in tasks if task.rung == rung}) >= 3, rung


@pytest.mark.parametrize("lesson", MASTERS)
def test_a_lesson_has_a_check_on_the_way_and_an_exit_ticket(lesson):
    inside = set(task_ids(lesson)) - set(exercise_ids(lesson))
    assert f"{lesson}.exit" in inside and len(inside) >= 2
    (source,) = (EXERCISES.parent / "notebooks" / "source").glob(f"{lesson}-*.md")
    text = source.read_text(encoding="utf-8")
    assert set(re.findall(r'check\("([^"]+)"', text)) == inside
    assert re.search(r"^from helpers import .*\bhint\b", text, re.MULTILINE)  # the check speaks of it


# --- the contract of a task --------------------------------------------------------------------------------


@pytest.mark.parametrize("task_id", [task for lesson in MASTERS for task in task_ids(lesson)])
def test_a_task_is_complete(task_id):
    task = find(task_id)
    assert task.rung in RUNGS and task.skills and set(task.skills) <= set(SKILLS)
    assert task.minutes > 0 and task.out_of > 0
    assert len(set(task.hints)) == 3
    assert task.solution() and task.right() and task.disputed and task.why and task.look_at and task.next_step


@pytest.mark.parametrize("task", TASKS)
def test_a_starter_says_not_attempted(task):
    assert [value.state for _, value in answers(task, "starter")] == ["not_attempted"]


@pytest.mark.parametrize("task", [task for lesson in MASTERS for task in task_ids(lesson)])
def test_a_solution_is_met(task):
    solved = [value for _, value in answers(task, "solution")]
    assert solved and all(value.state in ("met", "beyond") for value in solved), solved
    assert all(value.right and value.disputed for value in solved)
    assert all(value.marks in (None, value.out_of) for value in solved)


@pytest.mark.parametrize(("task", "slug"), wrong_answers(), ids=lambda value: value)
def test_a_wrong_answer_is_told_its_own_misconception(task, slug):
    for value in [value for name, value in answers(task, "wrong") if name == slug]:
        assert value.misconception_id == slug
        assert value.state in ("partly", "needs_source")
        assert value.why == data.row("misconceptions", slug)["message"]
        assert value.seen and value.look_at and value.next_step


@pytest.mark.parametrize("task", [task for lesson in MASTERS for task in task_ids(lesson)])
def test_a_task_has_three_wrong_answers_or_more_and_a_check_of_the_lesson_two(task):
    slugs = [slug for slug, _ in answers(task, "wrong")]
    assert len(set(slugs)) >= (3 if task in TASKS else 2)


@pytest.mark.parametrize("lesson", MASTERS)
def test_no_two_wrong_answers_of_an_exercise_get_the_same_message(lesson):
    messages = [value.message for cell, value in verdicts(lesson) if cell.edition == "wrong"]
    assert len(set(messages)) == len(messages)


@pytest.mark.parametrize("lesson", MASTERS)
def test_a_message_has_at_most_ninety_words(lesson):
    counted = {
        (cell.task, misconception(cell)): len(value.message.split()) for cell, value in verdicts(lesson)
    }
    assert {key: words for key, words in counted.items() if words > LONGEST_MESSAGE} == {}


@pytest.mark.parametrize("lesson", MASTERS)
def test_right_answers_of_different_tasks_differ_in_their_sentences(lesson):
    solved = [answers(task, "solution")[0][1].right for task in exercise_ids(lesson)]
    assert all(one != other for one, other in combinations(solved, 2))


def given_away(value, solved):
    """Numbers of the solution that a message before success prints."""
    told = " ".join((value.distance, value.why, value.look_at, value.next_step))
    parts = [part.given for part in solved.parts if part.name not in ("text", "source", "locator")]
    numbers = {text for text in parts if re.fullmatch(r"-?\d+(\.\d+)?", text) and len(text) > 2}
    return {number for number in numbers if re.search(rf"(?<![\d.]){re.escape(number)}(?![\d.])", told)}


@pytest.mark.parametrize(("task", "slug"), wrong_answers(), ids=lambda value: value)
def test_a_message_before_success_does_not_give_the_key_away(task, slug):
    solved = [value for _, value in answers(task, "solution")]
    for name, value in answers(task, "wrong"):
        if name == slug:
            assert [given_away(value, one) for one in solved] == [set()] * len(solved)


def test_every_misconception_of_the_table_is_shown_by_a_wrong_answer():
    shown = {slug for _, slug in wrong_answers()}
    assert set(data.table("misconceptions")["misconception_id"]) == shown
    assert len(shown) >= 50


# --- the notebooks -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("lesson", MASTERS)
def test_the_student_gets_no_solution_and_no_wrong_answer(lesson):
    notebook = json.loads((EXERCISES / f"{MASTERS[lesson].stem}.ipynb").read_text(encoding="utf-8"))
    sources = {"".join(cell["source"]).strip() for cell in notebook["cells"]}
    hidden = {cell.text.strip() for cell in cells(lesson) if cell.edition in ("solution", "wrong")}
    assert not sources & hidden
    assert {cell.text.strip() for cell in cells(lesson) if cell.edition == "starter"} <= sources


@pytest.mark.parametrize("task_id", TASKS)
def test_a_heading_tells_rung_minutes_marks_and_title_of_its_task(task_id):
    task, text = find(task_id), MASTERS[task_id[:2]].read_text(encoding="utf-8")
    section = text.split(f"## {task_id} ")[1].split("\n## ")[0]
    assert section.startswith(task.title)
    assert f"*{task.rung.capitalize()} · {task.minutes} minutes · {task.out_of} marks" in section
    assert "**Your goal" in section


@pytest.mark.parametrize("lesson", MASTERS)
def test_the_minutes_of_the_core_are_announced(lesson):
    intro = MASTERS[lesson].read_text(encoding="utf-8").split(f"## {lesson}.1 ")[0]
    core = re.search(rf"core is {lesson}\.1 to {lesson}\.(\d), about (\d+) minutes", intro)
    assert core, "say: The core is NN.1 to NN.5, about N minutes."
    minutes = [find(task).minutes for task in exercise_ids(lesson)]
    assert sum(minutes[: int(core[1])]) == int(core[2])
    for told in re.findall(r"are for a second session of about (\d+) minutes", intro):
        assert sum(minutes[int(core[1]) :]) == int(told)


@pytest.mark.parametrize("lesson", MASTERS)
def test_a_task_shows_tables_for_reading(lesson):
    shown = [cell.text for cell in cells(lesson) if cell.task is None]
    assert any(re.search(r"^show\(", text, re.M) for text in shown)


@pytest.mark.parametrize("lesson", MASTERS)
def test_no_task_needs_a_variable_of_another_one(lesson):
    shared, own = {}, {}
    for cell in cells(lesson):
        if cell.task is None:
            run(cell.text, shared)
    for cell in cells(lesson):
        if cell.edition == "solution":
            own[cell.task] = run(cell.text, dict(shared)).state
    assert set(own) == set(task_ids(lesson))


# --- essays ------------------------------------------------------------------------------------------------

ESSAYS = [task for task in TASKS if find(task).by_person]


@pytest.mark.parametrize("task", ESSAYS)
def test_opposed_anchor_answers_get_the_same_pre_check(task):
    first, second = (value for _, value in answers(task, "solution"))
    assert (first.state, first.marks, first.misconception_id) == (second.state, second.marks, "")
    assert [part.state for part in first.parts] == [part.state for part in second.parts]
    assert "A person judges" in first.next_step and "A person judges" in second.next_step


@pytest.mark.parametrize("task", [task for task in ESSAYS if find(task).rung == "create"])
def test_a_rubric_has_four_criteria_on_four_levels_worth_the_tasks_marks(task):
    rubric = data.table("rubrics").query("task_id == @task")
    levels = rubric.groupby("criterion")["level"].apply(list)
    assert len(levels) == 4
    assert set(map(tuple, levels)) == {("no-evidence", "emerging", "proficient", "strong")}
    assert rubric.groupby("criterion")["marks"].max().sum() == find(task).out_of


@pytest.mark.parametrize("task", [task for task in ESSAYS if find(task).rung == "create"])
def test_two_opposed_model_answers_earn_the_same_marks(task):
    anchors = data.table("anchor_marks").query("task_id == @task")
    marked = anchors.merge(data.table("rubrics"), on=["task_id", "criterion", "level"])
    assert len(marked) == len(anchors) == 8
    first, second = marked.groupby("anchor")["marks"].sum()
    assert first == second > 0


def test_no_rubric_rewards_a_position():
    words = " ".join(data.table("rubrics")["descriptor"])
    assert not re.search(r"\b(Japan|Korea|Seoul|Tokyo|Washington)", words)


def test_rubrics_belong_to_essays():
    assert set(data.table("rubrics")["task_id"]) == {task for task in ESSAYS if find(task).rung == "create"}
