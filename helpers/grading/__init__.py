"""Marks handed-in notebooks: `two-shores grade alice.ipynb bo.ipynb`.

    hand-in ──> answer cells only ──> pristine notebook in a fresh folder ──> pytest --nbval-lax ──> records
    records ──> judge(record), here in the grader's process ──> marks per item, on the screen and as CSV

The boundary of trust runs between the two lines. Whatever runs in the student's kernel can be forged, so all
that crosses over is plain values, and they are judged by the same function as in the notebook.

Trusted mode: the student's code runs on this computer with your rights, as if you ran it yourself. It is kept
away from the marks; it is not kept away from your files or your network.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from helpers import tasks
from helpers.errors import KitError
from helpers.grading import handins
from helpers.grading_plugin import NOT_RUN

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("file", "task", "state", "marks", "out_of", "message")
TRUSTED = (
    "Trusted mode: the answers in these notebooks are run as programs on this computer, without containment. "
    "Mark only notebooks of people whom you know."
)
# The folder that holds the package: a clone, or the site-packages of an installation.
_HERE = Path(__file__).resolve().parents[2]
_BY_PERSON = "To be marked by a person."


def grade(
    paths: Iterable[Path | str],
    out: Path | str | None = None,
    *,
    timeout: float = 60,
    folder: Path | str | None = None,
    jobs: int | None = None,
) -> pd.DataFrame:
    """Return one row per notebook and task: file, task, state, marks, out_of and message.

    `out` names a CSV for the same rows. `timeout` is the time in seconds that one cell may take, `folder`
    holds the pristine exercises (without it: those of this course), `jobs` is how many notebooks run at a
    time. A notebook that cannot be marked gets one row with the state "damaged"; an answer cell that did not
    come to an end has the state "stopped". Marks are empty where a person marks the answer.

    >>> grade(["alice.ipynb", "bo.ipynb"], "marks.csv")
    """
    import pandas as pd

    known = handins.exercises(folder)
    workers = jobs or min(4, os.cpu_count() or 1)
    with ThreadPoolExecutor(max_workers=workers) as pool:
        graded = pool.map(lambda path: _grade_one(path, known, timeout), list(dict.fromkeys(paths)))
        rows = [row for notebook in graded for row in notebook]
    table = pd.DataFrame(rows, columns=list(COLUMNS)).astype({"marks": "Int64", "out_of": "Int64"})
    if out:
        # The mark of byte order lets spreadsheets read Hangul and kanji.
        table.to_csv(out, index=False, encoding="utf-8-sig", lineterminator="\n")
    return table


def main(arguments: list[str] | None = None) -> int:
    """Command line: `two-shores grade NOTEBOOK ...`. Returns 1 where a notebook could not be marked."""
    parser = argparse.ArgumentParser(
        prog="two-shores grade", description=f"Mark handed-in exercises. {TRUSTED}"
    )
    parser.add_argument("notebooks", nargs="+", metavar="NOTEBOOK", help="a handed-in notebook (.ipynb)")
    parser.add_argument(
        "--out", default="marks.csv", metavar="FILE", help="CSV of all marks (default: marks.csv)"
    )
    parser.add_argument(
        "--timeout", type=float, default=60, metavar="SECONDS", help="for each cell (default: 60)"
    )
    parser.add_argument("--exercises", metavar="FOLDER", help="folder of the exercises as students got them")
    chosen = parser.parse_args(arguments)
    print(TRUSTED, end="\n\n")
    marks = grade(chosen.notebooks, chosen.out, timeout=chosen.timeout, folder=chosen.exercises)
    for file in marks["file"].drop_duplicates():
        print(report(marks[marks["file"] == file]), end="\n\n")
    print(f"All marks: {chosen.out}")
    return int((marks["state"] == "damaged").any())


def report(marks: pd.DataFrame) -> str:
    """Return the marks of one notebook as lines for a screen."""
    import pandas as pd

    rows = marks.to_dict(orient="records")
    if rows[0]["state"] == "damaged":
        return f"Not marked: {rows[0]['message']}"
    counted = marks.dropna(subset="marks")
    total = f"{counted['marks'].sum()} of {counted['out_of'].sum()}"
    lines = [f"{rows[0]['file']}: {total}"]
    for row in rows:
        points = "by a person" if pd.isna(row["marks"]) else f"{row['marks']} of {row['out_of']}"
        lines.append(f"  {row['task']}  {points:<11}  {row['state']:<13}  {_cut(row['message'], 70)}")
    return "\n".join(lines)


def _grade_one(path: Path | str, known: list[handins.Exercise], timeout: float) -> list[dict]:
    try:
        handin = handins.take(path, known)
    except KitError as problem:
        return [_row(path, "", "damaged", None, None, str(problem))]
    lines = _run(handin, timeout)
    return [
        _judged(path, task, lines.get(task), handin.remarks.get(task, "")) for task in handin.exercise.tasks
    ]


def _judged(path: Path | str, task: str, line: dict | None, remark: str) -> dict:
    """Return the row of one task. The record is judged here, far from the student's kernel."""
    about = tasks.find(task)
    nothing = None if about.by_person else 0
    if line is None or (line["record"] is None and line["stopped"]):
        reason = f"The cell did not come to an end: {line['stopped']}." if line else "The cell was not run."
        return _row(path, task, "stopped", nothing, about.out_of, _joined(remark, reason))
    verdict = tasks.judge(line["record"] or {"task": task, "answer": {}})
    silent = "" if line["record"] else "The cell shows no answer: its check was removed or not shown last."
    person = _BY_PERSON if about.by_person else ""
    message = _joined(remark, silent, person, verdict.message)
    return _row(path, task, verdict.state, verdict.marks, verdict.out_of, message)


def _run(handin: handins.HandIn, timeout: float) -> dict[str, dict]:
    """Run the merged notebook and return what each answer cell showed, by task.

    An answer may take the kernel down with it. Then the notebook runs again without that answer, so that the
    answers after it keep their marks.
    """
    found: dict[str, dict] = {}
    deadly: set[str] = set()
    for _ in handin.exercise.tasks:
        lines = {line["task"]: line for line in _run_once(handins.merge(handin, deadly), timeout)}
        found |= {
            task: line for task, line in lines.items() if task not in found and line["stopped"] != NOT_RUN
        }
        fallen = [task for task in handin.exercise.tasks if task not in deadly and _took_it_down(task, lines)]
        if not fallen:
            break
        deadly.add(fallen[0])
    return found


def _took_it_down(task: str, lines: dict[str, dict]) -> bool:
    line = lines.get(task)
    return line is None or (not line["alive"] and line["stopped"] != NOT_RUN)


def _run_once(notebook: dict, timeout: float) -> list[dict]:
    """Run a notebook under nbval in fresh folders and return the lines of our plugin."""
    with tempfile.TemporaryDirectory(prefix="two-shores-") as place:
        desk, room = Path(place, "desk"), Path(place, "room")
        desk.mkdir()
        room.mkdir()
        records, config, file = desk / "records.jsonl", desk / "pytest.ini", room / "exercise.ipynb"
        config.write_text("[pytest]\n", encoding="utf-8")
        file.write_text(json.dumps(notebook), encoding="utf-8")
        command = [
            sys.executable, "-m", "pytest", str(file), "--nbval-lax", f"--nbval-cell-timeout={timeout:g}",
            "--nbval-current-env", "-p", "nbval.plugin", "-p", "helpers.grading_plugin",
            f"--two-shores-records={records}", "--noconftest", "-c", str(config), f"--rootdir={desk}",
            "-p", "no:cacheprovider", "-q", "--tb=no",
        ]  # fmt: skip
        patience = (timeout + 15) * len(notebook["cells"]) + 120
        # What the plugin wrote before the time ran out still counts; the other cells were not run.
        with suppress(subprocess.TimeoutExpired):
            subprocess.run(command, cwd=desk, env=_environment(desk), capture_output=True, timeout=patience)
        if not records.exists():
            return []
        return [json.loads(line) for line in records.read_text(encoding="utf-8").splitlines()]


def _environment(desk: Path) -> dict[str, str]:
    """Return this process's environment without anything that could steer pytest, Jupyter or imports."""
    steering = ("PYTEST", "PYTHON", "NBVAL", "JUPYTER", "IPYTHON")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(steering)}
    if "TWO_SHORES_DATA" in kept:
        # The notebook runs in another folder, where a relative path would lead nowhere.
        kept["TWO_SHORES_DATA"] = str(Path(kept["TWO_SHORES_DATA"]).resolve())
    return kept | {
        "PYTHONPATH": str(_HERE),
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        # A start-up file written by one student's answer must not run in the next one's kernel.
        "IPYTHONDIR": str(desk / "ipython"),
        "JUPYTER_CONFIG_DIR": str(desk / "jupyter"),
        "JUPYTER_NO_CONFIG": "1",
    }


def _row(path: object, task: str, state: str, marks: int | None, out_of: int | None, message: str) -> dict:
    return dict(zip(COLUMNS, (str(path), task, state, marks, out_of, message), strict=True))


def _joined(*texts: str) -> str:
    return " ".join(text for text in texts if text)


def _cut(text: str, width: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= width else f"{line[: width - 4]} ..."
