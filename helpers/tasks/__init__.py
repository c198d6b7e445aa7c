"""Tasks and their judge. A mark depends on the answer's plain values and on course_data, and on nothing else.

    record = {"task": "08.3", "answer": {"value": 891, "unit": "million USD"}}
    judge(record)  ->  Verdict

`check` in a notebook and the grader in its own process call this same function, so what a student was told is
what the mark book says.

Reading order: model (Task, Part); parts (the kinds of parts and how each is judged); lesson04 or any other
(what is right in an exercise and in its lesson, and what a student is told); reading and units (text to
values); memo (the pre-check of an essay); worked (solutions that exercises word alike).
"""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from pathlib import Path

from helpers import data
from helpers.errors import KitError, shown, unknown
from helpers.tasks.model import Marked, Part, Task
from helpers.tasks.reading import Read, read, spelled
from helpers.verdicts import PartVerdict, Verdict

# Parts that say where an answer comes from.
_EVIDENCE = ("source", "locator")
_NO_SOURCE = "answer-without-source"

__all__ = ["Marked", "Part", "Task", "exercise_ids", "find", "judge", "lessons", "task_ids"]


def judge(record: dict) -> Verdict:
    """Return the verdict on an answer record: a dict with "task" (its id) and "answer" (its parts).

    Raises a KitError for an unknown task. Anything wrong inside the answer is said by the verdict.

    >>> judge({"task": "08.3", "answer": {}}).state
    'not_attempted'
    """
    if not isinstance(record, dict) or set(record) != {"task", "answer"}:
        raise KitError(f"Not an answer record: {shown(record)}.", 'It has two keys, "task" and "answer".')
    task = find(record["task"])
    found = read(task, record["answer"])
    if not found.attempted:
        return _not_attempted(task)
    marked = task.marked(found.answer) if found.answer else Marked({}, "")
    state = _state(task, found, marked)
    parts = tuple(_part_verdicts(task, found, marked))
    marks = None if task.by_person else sum(part.marks for part in parts)
    message = _success(task, marked) if state in ("met", "beyond") else _message(task, found, marked, state)
    return Verdict(task.task_id, state, parts, marks=marks, out_of=task.out_of, **message)


def find(task_id: str) -> Task:
    """Return a task by its id, such as "08.3"."""
    lesson = str(task_id).split(".")[0]
    if lesson in lessons() and task_id in _tasks_of(lesson):
        return _tasks_of(lesson)[task_id]
    known = [name for one in lessons() for name in _tasks_of(one)]
    raise unknown("task", task_id, known, f"Write the id in quotes, as in the heading: {known[0]!r}.")


def task_ids(lesson: str) -> list[str]:
    """Return the ids of the tasks of a lesson: its exercise, then those inside the lesson.

    >>> task_ids("08")[0]
    '08.1'
    """
    if lesson not in lessons():
        raise unknown("lesson", lesson, lessons(), 'Write its number in quotes, as "08".')
    return list(_tasks_of(lesson))


def exercise_ids(lesson: str) -> list[str]:
    """Return the ids of the tasks of a lesson's exercise, without the checks inside the lesson."""
    return [task_id for task_id in task_ids(lesson) if task_id.split(".")[1].isdigit()]


@cache
def lessons() -> tuple[str, ...]:
    """Return the numbers of the lessons that have tasks: each has a module of its own in this folder."""
    return tuple(sorted(path.stem[-2:] for path in Path(__file__).parent.glob("lesson[0-9][0-9].py")))


def _tasks_of(lesson: str) -> dict[str, Task]:
    module = import_module(f"helpers.tasks.lesson{lesson}")
    return {**module.TASKS, **module.IN_CLASS}


def _state(task: Task, found: Read, marked: Marked) -> str:
    open_parts = [part.name for part in task.parts if not part.optional and _share(marked, part) < 1]
    if not open_parts and not found.problems:
        return "beyond" if marked.beyond else "met"
    untouched = all(name in _EVIDENCE and name not in found.shown for name in open_parts)
    if open_parts and untouched and not found.problems:
        return "needs_source"
    return "partly"


def _part_verdicts(task: Task, found: Read, marked: Marked) -> list[PartVerdict]:
    verdicts = []
    for part in task.parts:
        share = _share(marked, part)
        if part.name in found.problems:
            # A mark function may not ask for a part; what was written and cannot be read is still not right.
            state, share = "not_readable", 0.0
        elif part.name not in found.shown:
            state = "not_given"
        else:
            state = "met" if share >= 1 else "not_yet"
        if part.optional and state == "not_given":
            continue
        out_of = 0 if part.optional or task.by_person else part.marks
        given = found.shown.get(part.name, "")
        verdicts.append(PartVerdict(part.name, state, given, int(out_of * share + 1e-9), out_of))
    known = {part.name for part in task.parts}
    extra = [name for name in found.problems if name not in known]
    return [*verdicts, *(PartVerdict(name, "not_readable", found.shown[name]) for name in extra)]


def _share(marked: Marked, part: Part) -> float:
    return float(marked.shares.get(part.name, 0.0))


def _not_attempted(task: Task) -> Verdict:
    asked = [part for part in task.parts if not part.optional]
    parts = tuple(PartVerdict(part.name, "not_given", "", 0, part.marks) for part in asked)
    names = spelled(part.name for part in asked)
    return Verdict(
        task.task_id,
        "not_attempted",
        parts,
        seen=f"Nothing filled in yet: {names}.",
        next_step=f'Put an answer where the dots are, then run the cell. hint("{task.task_id}") helps.',
        marks=None if task.by_person else 0,
        out_of=task.out_of,
    )


def _success(task: Task, marked: Marked) -> dict[str, str]:
    return {
        "seen": marked.seen,
        "right": task.right(),
        "disputed": task.disputed,
        "next_step": marked.note,
    }


def _message(task: Task, found: Read, marked: Marked, state: str) -> dict[str, str]:
    """Return the sentences for an answer that is not there yet: one problem at a time, the gravest first."""
    if found.problems:
        # What cannot be read comes first; everything that could be read keeps its marks.
        name, problem = next(iter(found.problems.items()))
        kept = "The other parts are read and kept." if found.answer else ""
        return {
            "seen": problem,
            "next_step": f"Mend the part {_plain_name(name)} and run the cell again. {kept}".strip(),
        }
    told = _told(_NO_SOURCE if state == "needs_source" else marked.misconception, task)
    missing = [part.name for part in task.parts if not part.optional and part.name not in found.shown]
    still_open = f"Still open: {spelled(missing)}." if missing else ""
    if missing and all(_share(marked, task.part(name)) >= 1 for name in found.answer):
        still_open = f"All that you gave is met. {still_open}"
    return {
        "seen": marked.seen,
        "distance": " ".join(text for text in (marked.distance, still_open) if text),
        **told,
    }


def _told(misconception: str, task: Task) -> dict[str, str]:
    """Return why it matters, where to look and what next: from the misconception, or else from the task."""
    if not misconception:
        return {"why": task.why, "look_at": task.look_at, "next_step": task.next_step}
    row = data.row("misconceptions", misconception)
    told = {"why": row["message"], "look_at": row["look_at"], "next_step": row["next_step"]}
    return told | {"misconception_id": misconception}


def _plain_name(name: str) -> str:
    # The name may be a student's own invention; keep a message short and on one line.
    return re.sub(r"\s+", " ", name)[:30]
