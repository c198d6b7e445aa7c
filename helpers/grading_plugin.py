"""pytest plugin of grading: collects the answer records that the answer cells of one notebook show.

It runs beside nbval in the grader's pytest process, which is not the student's. It believes a cell's place in
the pristine notebook, not the cell: a record counts only in the answer cell of its own task, and where a cell
shows several, the last one counts. Each answer cell gives one line of JSON:

    {"task": "08.3", "record": {...} or null, "stopped": "" or why the cell stopped, "alive": true}

`alive` is False when the student's kernel did not survive the cell.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

RECORD = "application/vnd.two-shores.answer+json"
NOT_RUN = "not run"
_LONGEST = 200_000


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that names the file of records."""
    parser.addoption(
        "--two-shores-records", default=None, help="file for the answer records, one JSON line each"
    )


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Iterator[None]:
    """Write down the record of an answer cell as soon as the cell has run."""
    yield
    target = item.config.option.two_shores_records
    task = getattr(item, "cell", {}).get("metadata", {}).get("two_shores", {}).get("task")
    if not (target and task and call.when == "call"):
        return
    line = {
        "task": task,
        "record": last_record(item.test_outputs or [], task),
        "stopped": _stopped(item, call),
        "alive": item.parent.kernel.is_alive(),
    }
    # Line by line, so that a run which dies later keeps what was known before.
    with Path(target).open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


def last_record(outputs: list, task: str) -> dict | None:
    """Return the last record of that task among the outputs of a cell, or None.

    >>> last_record([{"data": {RECORD: {"task": "08.3", "answer": {}}}}], "08.3")
    {'task': '08.3', 'answer': {}}
    """
    shown = [output.get("data", {}).get(RECORD) for output in outputs]
    own = [record for record in shown if _is_record(record) and record["task"] == task]
    return own[-1] if own else None


def _is_record(record: object) -> bool:
    if not (isinstance(record, dict) and set(record) == {"task", "answer"}):
        return False
    try:
        return isinstance(record["answer"], dict) and len(json.dumps(record)) <= _LONGEST
    except (RecursionError, ValueError):
        # Nested far deeper than any answer, or a number with thousands of digits: made on purpose.
        return False


def _stopped(item: pytest.Item, call: pytest.CallInfo) -> str:
    """Return why the cell stopped, in one line, or ""."""
    if call.excinfo is None:
        return ""
    if item.test_outputs is None:
        return NOT_RUN
    errors = [output for output in item.test_outputs if output.get("output_type") == "error"]
    if errors and errors[-1].get("ename") != "KeyboardInterrupt":
        return f"{errors[-1].get('ename')}: {errors[-1].get('evalue')}"[:200]
    # Some errors come without a word.
    first = str(call.excinfo.value).splitlines()[:1]
    return "".join(first)[:200] or type(call.excinfo.value).__name__
