"""What a student has done, by lesson and by skill: `progress()`.

It judges again the answers that are kept on this computer (see `journal`), with the tasks of today's kit. So
it is right after a restart and after an update, and it says nothing that the answers do not carry.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from helpers import journal, labels, tasks
from helpers.errors import unknown
from helpers.tasks.model import SKILLS, Task

if TYPE_CHECKING:
    import pandas as pd

_DONE = ("met", "beyond")


def progress(lesson: str = "", *, lang: str = "en") -> Progress:
    """Return what you have done so far, from the answers kept on this computer.

    Without `lesson` you see every lesson and the eight skills; with one, such as "08", each of its tasks. An
    essay counts as done when its pre-check is met: its marks come from a person.

    >>> progress()  # doctest: +SKIP
    >>> progress("08").to_table()  # doctest: +SKIP
    """
    if lesson and lesson not in tasks.lessons():
        raise unknown("lesson", lesson, tasks.lessons(), 'Write its number in quotes, as progress("08").')
    labels.phrase("progress", lang)  # an unknown language is told before anything is judged
    kept = {entry.task: entry for entry in journal.entries()}
    wanted = [lesson] if lesson else tasks.lessons()
    found = [tasks.find(task_id) for one in wanted for task_id in tasks.exercise_ids(one)]
    return Progress(tuple(_standing(task, kept.get(task.task_id)) for task in found), bool(lesson), lang)


@dataclass(frozen=True)
class Standing:
    """How one task stands: its best state so far, and how often it was tried."""

    task: Task
    state: str
    tries: int

    @property
    def done(self) -> bool:
        return self.state in _DONE

    @property
    def begun(self) -> bool:
        return not self.done and self.tries > 0


@dataclass(frozen=True)
class Progress:
    """What `progress` returns. `.to_table()` gives one row for each task."""

    standings: tuple[Standing, ...]
    of_one_lesson: bool
    lang: str

    def to_table(self) -> pd.DataFrame:
        """Return one row for each task: task, title, skills, state, tries and minutes."""
        import pandas as pd

        rows = [
            (
                one.task.task_id,
                one.task.title,
                ", ".join(one.task.skills),
                one.state,
                one.tries,
                one.task.minutes,
            )
            for one in self.standings
        ]
        return pd.DataFrame(rows, columns=["task", "title", "skills", "state", "tries", "minutes"])

    def to_plain(self) -> str:
        """Return the same as plain text."""
        blocks = [self._headline()]
        for head, rows in self._tables():
            width = max(len(row[0]) for row in [head, *rows])
            blocks.append(
                "\n".join(f"  {first:<{width}}  {'  '.join(rest)}" for first, *rest in [head, *rows])
            )
        return "\n".join([*blocks, self._where()])

    def _repr_html_(self) -> str:
        tables = "".join(_html(head, rows) for head, rows in self._tables())
        return (
            f'<div lang="{self.lang}"><p><strong>{escape(self._headline())}</strong></p>'
            f"{tables}<p>{escape(self._where())}</p></div>"
        )

    def __repr__(self) -> str:
        return self.to_plain()

    def _headline(self) -> str:
        done = sum(one.done for one in self.standings)
        return f"{self._say('progress')}: {self._say('progress_done', n=done, m=len(self.standings))}"

    def _tables(self) -> list[tuple[list[str], list[list[str]]]]:
        if self.of_one_lesson:
            head = [self._say("task"), self._say("progress_state"), self._say("progress_title")]
            return [(head, [[one.task.task_id, self._state(one), one.task.title] for one in self.standings])]
        by_lesson = [
            [lesson, *self._counts(one for one in self.standings if one.task.task_id.split(".")[0] == lesson)]
            for lesson in tasks.lessons()
        ]
        by_skill = [
            [
                self._say(f"skill_{skill}"),
                *self._counts(one for one in self.standings if skill in one.task.skills),
            ]
            for skill in SKILLS
        ]
        counts = [self._say("progress_tasks"), self._say("progress_begun")]
        return [
            ([self._say("progress_lesson"), *counts], by_lesson),
            ([self._say("progress_skill"), *counts], by_skill),
        ]

    def _counts(self, standings: Iterable[Standing]) -> list[str]:
        group = list(standings)
        done = self._say("progress_done", n=sum(one.done for one in group), m=len(group))
        return [done, str(sum(one.begun for one in group))]

    def _state(self, one: Standing) -> str:
        return self._say({"partly": "partly_met"}.get(one.state, one.state))

    def _where(self) -> str:
        place = journal.home()
        return self._say("progress_kept") if place else self._say("progress_not_kept")

    def _say(self, key: str, **values: object) -> str:
        return labels.phrase(key, self.lang, **values)


def _standing(task: Task, entry: journal.Entry | None) -> Standing:
    """Judge the kept answers again, and take the better one: an update of the kit may have changed a task."""
    if entry is None:
        return Standing(task, "not_attempted", 0)
    verdicts = [
        tasks.judge({"task": task.task_id, "answer": answer}) for answer in (entry.best, entry.latest)
    ]
    return Standing(task, max(verdicts, key=lambda verdict: verdict.rank).state, entry.tries)


_CELL = "text-align:left;font-weight:normal;padding:.2em 1em .2em 0"


def _html(head: list[str], rows: list[list[str]]) -> str:
    columns = "".join(f'<th scope="col" style="{_CELL}"><strong>{escape(one)}</strong></th>' for one in head)
    body = "".join(
        f'<tr><th scope="row" style="{_CELL}">{escape(first)}</th>'
        + "".join(f'<td style="{_CELL}">{escape(cell)}</td>' for cell in rest)
        + "</tr>"
        for first, *rest in rows
    )
    return (
        f'<table style="border-collapse:collapse;margin:.5em 0"><thead><tr>{columns}</tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )
