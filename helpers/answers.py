"""check, hint, solution: what a student calls in an exercise.

    check("08.3", value=891, unit="million USD", month="2019-02", source="nyt15", locator="p15")
      │  writes the answer down as plain values: {"task": "08.3", "answer": {"value": 891, ...}}
      ├─ judge(record) ──> the verdict; the record travels with it in the output of the cell
      └─ the journal keeps the answer on this computer, for progress()

Three dots (...) stand for "not attempted". Grading reads only the records and judges them again elsewhere,
so nothing that happens to this module inside a notebook can change a mark.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date

from helpers import journal, labels, tasks
from helpers.errors import KitError, shown
from helpers.tasks.reading import UNREADABLE
from helpers.verdicts import Notice, Verdict

# What was tried and shown in this kernel: hints come one by one, a solution after an attempt.
_attempted: set[str] = set()
_hints_shown: dict[str, int] = {}

_DEEPEST = 6


def check(task_id: str, *loose: object, **parts: object) -> Verdict:
    """Return what the kit says about your answer to a task.

    Give the parts that the task names, as `value=`, `unit=`, `source=` or `locator=`. Leave `...` where you
    have no answer yet: every part counts by itself. A KitError names the nearest task when the id is unknown.

    >>> check("08.3", value=891, unit="million USD", month="2019-02", source="nyt15", locator="p15")
    """
    task = tasks.find(task_id)
    if loose:
        raise KitError(
            f"The answer {shown(loose[0])} has no name.",
            f'Write the name of its part before it: check("{task_id}", {task.parts[0].name}=...).',
        )
    record = {"task": task_id, "answer": plain(parts)}
    # Once through JSON: what is judged here is, to the byte, what grading will read.
    record = json.loads(json.dumps(record))
    verdict = replace(tasks.judge(record), record=record)
    if verdict.state == "not_attempted":
        return verdict
    _attempted.add(task_id)
    try:
        journal.keep(record, verdict.rank)
    except KitError as problem:
        # What was said about the answer still stands; only progress() will not know of it.
        return replace(verdict, next_step=f"{verdict.next_step} {problem}".strip())
    return verdict


def hint(task_id: str, n: int | None = None) -> Notice:
    """Return the next hint for a task: first what to look at, then a method, then the exact place.

    With `n` (1, 2 or 3) you get that one, if the hints before it have been shown.

    >>> hint("08.3")
    """
    task = tasks.find(task_id)
    told = _hints_shown.get(task_id, 0)
    total = len(task.hints)
    if n is not None and n not in range(1, total + 1):
        raise KitError(
            f"Task {task_id} has no hint {n!r}.", f"Its hints are 1 to {total}.", f'Write hint("{task_id}").'
        )
    number = min(told + 1, total) if n is None else min(n, told + 1)
    _hints_shown[task_id] = max(told, number)
    title = f"{labels.phrase('task')} {task_id} · {labels.phrase('hint_n', n=number, m=total)}"
    return Notice(title, task.hints[number - 1])


def solution(task_id: str) -> Notice:
    """Return the worked solution of a task, once you have tried it in this notebook.

    >>> solution("08.3")
    """
    task = tasks.find(task_id)
    title = f"{labels.phrase('task')} {task_id} · {labels.phrase('worked_solution')}"
    if task_id not in _attempted:
        wait = "The worked solution opens after your first attempt."
        return Notice(title, f'{wait} Fill in at least one part and run its cell, or ask hint("{task_id}").')
    disputed = f"{labels.phrase('verdict_disputed')}: {task.disputed}"
    return Notice(title, f"{task.solution()}\n\n{disputed}")


def plain(value: object, depth: int = 0) -> object:
    """Return a value as exact builtins: None, bool, int, float, str, list or dict.

    Numbers of numpy and pandas, sets, tables and dates find their plain form; anything else becomes a marker
    that says what it was. Subclasses are rebuilt, so no object can bring its own idea of equality along.
    """
    if depth > _DEEPEST:
        return {UNREADABLE: "deeply nested value"}
    if value is None or value is ... or value is True or value is False:
        return None if value is ... else value
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int):
        return int.__int__(value)
    if isinstance(value, float):
        return _finite(float.__float__(value), depth)
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(item, depth + 1) for key, item in value.items()}
    if isinstance(value, AbstractSet):
        return sorted((plain(item, depth + 1) for item in value), key=lambda item: json.dumps(item))
    if isinstance(value, list | tuple):
        return [plain(item, depth + 1) for item in value]
    if isinstance(value, date):
        text = value.isoformat()
        return None if text == "NaT" else text
    return _from_libraries(value, depth)


def _from_libraries(value: object, depth: int) -> object:
    """Return the plain form of what numpy and pandas make."""
    import numpy as np
    import pandas as pd

    if isinstance(value, pd.DataFrame):
        table = value if isinstance(value.index, pd.RangeIndex) else value.reset_index(names="statement")
        return [plain(row, depth + 1) for row in table.to_dict(orient="records")]
    if isinstance(value, pd.Series) and not isinstance(value.index, pd.RangeIndex):
        return plain(value.to_dict(), depth + 1)
    if isinstance(value, pd.Series | pd.Index | pd.api.extensions.ExtensionArray | np.ndarray):
        return plain(value.tolist(), depth + 1)
    if value is pd.NA:
        return None
    if isinstance(value, np.generic):
        return plain(value.item(), depth + 1)
    return {UNREADABLE: type(value).__name__[:40]}


def _finite(number: float, depth: int) -> object:
    if math.isnan(number):
        # Inside a table this is an empty cell; as a whole part it is a calculation that went wrong.
        return None if depth > 1 else {UNREADABLE: "result that is no number (NaN)"}
    return number if math.isfinite(number) else {UNREADABLE: "number without end (infinity)"}
