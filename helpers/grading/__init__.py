"""Marks handed-in notebooks: `two-shores grade handed-in`, where handed-in is a folder of them.

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
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

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
_SILENT = "The cell shows no answer: check must come last in it."
_UNKNOWN_NAME = re.compile(r"NameError: name '(\w+)' is not defined")


def grade(
    paths: Iterable[Path | str],
    *,
    timeout: float = 60,
    folder: Path | str | None = None,
    jobs: int | None = None,
) -> pd.DataFrame:
    """Return one row per notebook and task: file, task, state, marks, out_of and message.

    A path is a notebook or a folder of notebooks. `timeout` is the time in seconds that one cell may take,
    `folder` holds the pristine exercises (without it: those of this course), `jobs` is how many notebooks run
    at a time. A notebook that cannot be marked gets one row with the state "damaged"; an answer cell that did
    not come to an end, or whose answer cannot be judged, has the state "stopped". Marks are empty where a
    person marks the answer.

    >>> grade(["alice.ipynb", "bo.ipynb"])
    """
    import pandas as pd

    known = handins.exercises(folder)
    workers = jobs or min(4, os.cpu_count() or 1)
    with ThreadPoolExecutor(max_workers=workers) as pool:
        graded = pool.map(lambda path: _grade_one(path, known, timeout), handins.notebooks(paths))
        rows = [row for notebook in graded for row in notebook]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"marks": "Int64", "out_of": "Int64"})


def save(marks: pd.DataFrame, out: Path | str) -> None:
    """Write the rows of `grade` as a CSV that spreadsheets open. A KitError says why it cannot be written."""
    with _writing(out, "w") as file:
        marks.to_csv(file, index=False, lineterminator="\n")


def main(arguments: list[str] | None = None) -> int:
    """Command line: `two-shores grade NOTEBOOK ...`. Returns 1 where a notebook could not be marked."""
    parser = argparse.ArgumentParser(
        prog="two-shores grade", description=f"Mark handed-in exercises. {TRUSTED}"
    )
    parser.add_argument(
        "notebooks", nargs="+", metavar="NOTEBOOK", help="a handed-in notebook (.ipynb), or a folder of them"
    )
    parser.add_argument(
        "--out", default="marks.csv", metavar="FILE", help="CSV of all marks (default: marks.csv)"
    )
    parser.add_argument(
        "--timeout", type=float, default=60, metavar="SECONDS", help="for each cell (default: 60)"
    )
    parser.add_argument("--exercises", metavar="FOLDER", help="folder of the exercises as students got them")
    chosen = parser.parse_args(arguments)
    # A file that cannot be written is told now, and not after half an hour of marking.
    _writing(chosen.out, "a").close()
    print(TRUSTED, end="\n\n")
    marks = grade(chosen.notebooks, timeout=chosen.timeout, folder=chosen.exercises)
    for file in marks["file"].drop_duplicates():
        print(report(marks[marks["file"] == file]), end="\n\n")
    # The file comes last: whatever happens to it, the marks are on the screen.
    save(marks, chosen.out)
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
        # Why there is no answer is told in full; a message to the student is cut.
        width = 300 if row["state"] == "stopped" else 70
        lines.append(f"  {row['task']}  {points:<11}  {row['state']:<13}  {_cut(row['message'], width)}")
    return "\n".join(lines)


def _writing(out: Path | str, mode: str) -> TextIO:
    """Open the CSV. The mark of byte order lets spreadsheets read Hangul and kanji."""
    try:
        # A name or an answer may hold half a letter, which has no place in a file: it is spelled out.
        return Path(out).open(mode, encoding="utf-8-sig", errors="backslashreplace", newline="")
    except OSError as problem:
        raise KitError(
            f"{out}: the marks cannot be written to this file ({problem.strerror}).",
            "Close it if a spreadsheet has it open, or name another one: --out FILE.",
        ) from None


def _grade_one(path: Path | str, known: list[handins.Exercise], timeout: float) -> list[dict]:
    try:
        handin = handins.take(path, known)
        lines = _run(handin, timeout)
        remarks = handin.remarks
        return [_judged(path, task, lines.get(task), remarks.get(task, "")) for task in handin.exercise.tasks]
    except KitError as problem:
        reason = str(problem)
    except Exception as problem:
        # The last resort. A hand-in can do what nobody thought of, and the class must keep its marks.
        reason = f"{path}: it cannot be marked ({_named(problem)}). Look at it yourself."
    return [_row(path, "", "damaged", None, None, reason)]


def _judged(path: Path | str, task: str, line: dict | None, remark: str) -> dict:
    """Return the row of one task. The record is judged here, far from the student's kernel."""
    about = tasks.find(task)
    reason = _why_stopped(task, line)
    verdict = None
    if not reason:
        try:
            verdict = tasks.judge(line["record"] or {"task": task, "answer": {}})
        except Exception as problem:
            # As above: an answer that the judge trips over must not take the other answers along.
            reason = f"The answer cannot be judged ({_named(problem)}). Look at it yourself."
    if verdict is None:
        nothing = None if about.by_person else 0
        return _row(path, task, "stopped", nothing, about.out_of, _joined(remark, reason))
    person = _BY_PERSON if about.by_person else ""
    told = verdict.message if line["record"] else _SILENT
    message = _joined(remark, person, told)
    return _row(path, task, verdict.state, verdict.marks, verdict.out_of, message)


def _why_stopped(task: str, line: dict | None) -> str:
    """Return why a cell gives nothing to judge, or "" where it came to its end."""
    if line is None:
        return "The cell was not run."
    if line["record"]:
        return (
            ""
            if _is_plain(line["record"])
            else "The cell shows a record that no check writes. Look at it yourself."
        )
    if missing := _UNKNOWN_NAME.match(line["stopped"]):
        return (
            f"The answer cell of {task} does not know the name {missing[1]!r}. All that an answer needs has "
            "to stand in its own cell: other cells of a hand-in are not taken."
        )
    return f"The cell did not come to an end: {line['stopped']}." if line["stopped"] else ""


def _is_plain(record: dict) -> bool:
    """Whether all numbers of a record are finite and all its texts can be written to a file."""
    try:
        return bool(json.dumps(record, allow_nan=False, ensure_ascii=False).encode())
    except ValueError:
        return False


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
    # What an answer leaves behind in its folder may refuse to be deleted.
    with tempfile.TemporaryDirectory(prefix="two-shores-", ignore_cleanup_errors=True) as place:
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
        # A student's answers are no progress of the person who marks them.
        "TWO_SHORES_ANSWERS": "off",
        # A start-up file written by one student's answer must not run in the next one's kernel.
        "IPYTHONDIR": str(desk / "ipython"),
        "JUPYTER_CONFIG_DIR": str(desk / "jupyter"),
        "JUPYTER_NO_CONFIG": "1",
    }


def _row(path: object, task: str, state: str, marks: int | None, out_of: int | None, message: str) -> dict:
    return dict(zip(COLUMNS, (str(path), task, state, marks, out_of, message), strict=True))


def _joined(*texts: str) -> str:
    return " ".join(text for text in texts if text)


def _named(problem: Exception) -> str:
    return f"{type(problem).__name__}: {_cut(str(problem), 200)}"


def _cut(text: str, width: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= width else f"{line[: width - 4]} ..."
