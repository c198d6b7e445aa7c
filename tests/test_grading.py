"""Grading takes answers and nothing else; what runs in a student's kernel cannot change a mark.

The attacks are real: the class below is run under nbval, as `two-shores grade FOLDER` does it, once for all
tests. One hand-in carries several attacks, each in the answer cell of another task.
"""

import json
import sys
from copy import deepcopy
from functools import cache, partial
from pathlib import Path

import pandas as pd
import pytest

from helpers import grading, tasks
from helpers.__main__ import main
from helpers.editions import answer_cells
from helpers.errors import KitError
from helpers.grading import handins
from helpers.grading_plugin import RECORD, last_record

ROOT = Path(__file__).parents[1]
EXERCISES = ROOT / "exercises"
# Every task that the program marks, with its full marks.
MARKS = {name: tasks.find(name).out_of for name in (f"08.{number}" for number in range(1, 8))}
NOTHING = dict.fromkeys(MARKS, 0)


def pristine():
    return json.loads((EXERCISES / "08-gsomia.ipynb").read_text(encoding="utf-8"))


@cache
def records():
    """The records that the solved edition shows: the right answer of each task."""
    solved = json.loads((ROOT / "tests/notebooks/08-gsomia-solved.ipynb").read_text(encoding="utf-8"))
    return {task: last_record(cell["outputs"], task) for task, cell in answer_cells(solved).items()}


def right():
    """One line of code for each task that gives its right answer."""
    return {task: f"check({task!r}, **{records()[task]['answer']!r})" for task in MARKS}


def wrong(task):
    return f"check({task!r}, nonsense=1)"


def handed_in(**changed):
    """A hand-in with right answers, except where `changed` gives another source: t3=... is 08.3."""
    notebook = pristine()
    for task, source in (right() | {f"08.{name[1]}": source for name, source in changed.items()}).items():
        answer_cells(notebook)[task]["source"] = source
    return notebook


def with_edited_checks(notebook):
    fake = "from helpers.verdicts import Verdict\ncheck = lambda task, **_: Verdict(task, 'met', marks=9)"
    first = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    first["source"] = "".join(first["source"]) + "\n" + fake
    return notebook


def with_forged_outputs(notebook):
    for task, cell in answer_cells(notebook).items():
        data = {"text/plain": "Met", RECORD: records()[task]}
        cell["outputs"] = [
            {"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": 1}
        ]
        cell["execution_count"] = 1
    return notebook


def with_nothing_but_text():
    """A hand-in that a converter went through: no outputs, no metadata, and an id that is none."""
    notebook = handed_in()
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    code[0]["id"] = [1]
    for cell in code:
        cell["metadata"], cell["outputs"], cell["execution_count"] = {}, [], None
    return notebook


def deadly_with_doubles_and_gaps():
    notebook = handed_in(t2="import os\nos._exit(1)")
    cells = answer_cells(notebook)
    notebook["cells"].append(deepcopy(cells["08.3"]) | {"id": "copied", "source": wrong("08.3")})
    notebook["cells"].remove(cells["08.4"])
    return notebook


SHOW = "from IPython.display import display\n"
# A kernel that sends what check never would.
SEND = (
    "import json\nget_ipython().kernel.session.pack = lambda o: json.dumps(o, default=str).encode()\n" + SHOW
)


def attacks():
    foreign = {RECORD: {"task": "08.2", "answer": {"value": 1}}}
    padded = {RECORD: {"task": "08.4", "answer": {}, "marks": 99}}
    half_letter = {RECORD: {"task": "08.3", "answer": {"source": "nyt15", "locator": "\ud800"}}}
    no_number = {RECORD: {"task": "08.7", "answer": {"value": "NaN", "unit": "percentage points"}}}
    return handed_in(
        t1="import helpers.tasks, helpers.answers\nfrom helpers.verdicts import Verdict\n"
        "helpers.tasks.judge = lambda record: Verdict(record['task'], 'beyond', marks=99, out_of=4)\n"
        f"helpers.answers.tasks.judge = helpers.tasks.judge\n{wrong('08.1')}",
        t2="class Yes(str):\n    __hash__ = str.__hash__\n    def __eq__(self, other):\n        return True\n"
        'check("08.2", source="jpn", locator=Yes("p1"), speaker=Yes("abe-shinzo"))',
        t3=f"{SEND}display({half_letter!r}, raw=True)",
        t4=f"{SHOW}display({right()['08.4']})\ndisplay({foreign!r}, raw=True)\ndisplay({wrong('08.4')})\n"
        f"display({padded!r}, raw=True)",
        t5=f"# NBVAL_SKIP\n{right()['08.5']}",
        t7=f"{SEND}display({no_number!r}, raw=True)".replace("'NaN'", "float('nan')"),
    )


HANDINS = {
    "attacks": attacks,
    "deadly": deadly_with_doubles_and_gaps,
    "forged": lambda: with_edited_checks(with_forged_outputs(pristine())),
    "honest": handed_in,
    "unruly": partial(
        handed_in,
        t1="import sys\nsys.exit(0)",
        t2="while True:\n    pass",
        t3='raise ValueError("no idea")',
        t4='check("08.4", value=yen)',
        t5='result = check("08.5", known=set())',
        t6='print(check("08.6", matrix={}))',
    ),
}
DAMAGED = {
    "torn.ipynb": (b'{"cells": [', "breaks off at line 1"),
    "old.ipynb": (b'{"worksheets": []}', "no list of cells"),
    "list.ipynb": (b"[1, 2]", "no list of cells"),
    "text.ipynb": (b'{"cells": ["a"]}', "no list of cells"),
    "number.ipynb": (b'{"cells": [], "n": ' + b"9" * 5000 + b"}", "thousands of digits"),
    "encoding.ipynb": ('{"cells": "한국"}'.encode("cp949"), "not UTF-8"),
    "other.ipynb": (b'{"cells": [{"cell_type": "code", "source": "1"}]}', "no answer cell of any exercise"),
    "unhashable.ipynb": (b'{"cells": [{"cell_type": "code", "id": [1]}]}', "no answer cell of any exercise"),
    "emptied.ipynb": (
        b'{"metadata": {"two_shores": {"exercise": "08"}}, "cells": []}',
        "no answer cell of exercise 08",
    ),
}


@pytest.fixture(scope="module")
def class_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("class")
    for name, notebook in HANDINS.items():
        (folder / f"{name}.ipynb").write_text(json.dumps(notebook()), encoding="utf-8")
    for name, (content, _) in DAMAGED.items():
        (folder / name).write_bytes(content)
    # Beside the notebooks lie files that would be run if anybody looked for them here.
    spy = f"open({str(folder / 'was-here')!r}, 'w').close()\n"
    for name in ("conftest.py", "sitecustomize.py", "pandas.py"):
        (folder / name).write_text(spy, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def marked(class_folder):
    """The marks of the class, out of the CSV: a table by task for each hand-in."""
    out = class_folder / "marks.csv"
    code = main(
        ["grade", str(class_folder), "--out", str(out), "--timeout", "8", "--exercises", str(EXERCISES)]
    )
    assert code == 1  # some notebooks are damaged
    table = pd.read_csv(out, dtype={"task": str, "marks": "Int64", "out_of": "Int64"})
    return {Path(file).stem: rows.set_index("task") for file, rows in table.groupby("file")}


def points(table):
    return {task: int(table.loc[task, "marks"]) for task in MARKS}


def test_right_answers_get_their_marks(marked):
    assert points(marked["honest"]) == MARKS
    assert set(marked["honest"].loc[list(MARKS), "state"]) <= {"met", "beyond"}


def test_an_open_essay_waits_for_a_person(marked):
    essay = marked["honest"].loc["08.8"]
    assert essay["state"] == "not_attempted"
    assert essay["message"].startswith("To be marked by a person.")
    assert pd.isna(essay["marks"]) and essay["out_of"] == 12


def test_edited_cells_and_forged_outputs_earn_nothing(marked):
    assert points(marked["forged"]) == NOTHING
    assert set(marked["forged"]["state"]) == {"not_attempted"}


@pytest.mark.parametrize(
    "task",
    [
        pytest.param("08.1", id="a patched judge"),
        pytest.param("08.4", id="a right answer shown first, and records of other kinds"),
    ],
)
def test_an_attack_around_a_wrong_answer_earns_nothing(marked, task):
    assert points(marked["attacks"])[task] == 0
    assert marked["attacks"].loc[task, "state"] == "partly"


def test_attacks_leave_an_honest_answer_its_marks(marked):
    assert points(marked["attacks"])["08.6"] == MARKS["08.6"]


def test_an_object_that_equals_everything_is_judged_by_its_text(marked):
    answer = {"source": "jpn", "locator": "p1", "speaker": "abe-shinzo"}
    judged = tasks.judge({"task": "08.2", "answer": answer})
    assert points(marked["attacks"])["08.2"] == judged.marks < MARKS["08.2"]


def test_a_skipped_answer_is_named(marked):
    assert marked["attacks"].loc["08.5", "state"] == "stopped"
    assert "was not run" in marked["attacks"].loc["08.5", "message"]


@pytest.mark.parametrize("task", [pytest.param("08.3", id="half a letter"), pytest.param("08.7", id="NaN")])
def test_an_answer_that_no_check_writes_down_is_not_judged(marked, task):
    row = marked["attacks"].loc[task]
    assert (row["state"], row["marks"]) == ("stopped", 0)
    assert "record that no check writes" in row["message"]


@pytest.mark.parametrize(
    ("task", "state", "told"),
    [
        ("08.1", "stopped", "SystemExit"),
        ("08.2", "stopped", "Timeout"),
        ("08.3", "stopped", "ValueError: no idea"),
        ("08.4", "stopped", "The answer cell of 08.4 does not know the name 'yen'. All that an answer needs"),
        ("08.5", "not_attempted", "The cell shows no answer: check must come last"),
        ("08.6", "not_attempted", "The cell shows no answer: check must come last"),
    ],
)
def test_a_cell_without_an_answer_is_told_why(marked, task, state, told):
    row = marked["unruly"].loc[task]
    assert (row["state"], row["marks"]) == (state, 0)
    assert told in row["message"]
    assert "Nothing filled in" not in row["message"]


def test_answers_that_do_not_end_leave_the_others_their_marks(marked):
    assert points(marked["unruly"]) == NOTHING | {"08.7": MARKS["08.7"]}


def test_an_answer_that_kills_its_kernel_leaves_the_others_their_marks(marked):
    assert points(marked["deadly"]) == MARKS | {"08.2": 0, "08.3": 0, "08.4": 0}
    assert marked["deadly"].loc["08.2", "state"] == "stopped"


def test_doubled_and_missing_answer_cells_are_named(marked):
    assert "2 cells for this task; the last one counts" in marked["deadly"].loc["08.3", "message"]
    assert "The answer cell is missing" in marked["deadly"].loc["08.4", "message"]


def test_files_beside_a_hand_in_are_not_run(marked, class_folder):
    assert not (class_folder / "was-here").exists()


def test_the_csv_holds_one_row_per_hand_in_and_task(marked, class_folder):
    table = pd.read_csv(class_folder / "marks.csv", dtype={"task": str})
    assert tuple(table.columns) == grading.COLUMNS
    assert len(table) == len(HANDINS) * 8 + len(DAMAGED)
    assert not table.duplicated(["file", "task"]).any()
    assert list(table["file"]) == sorted(table["file"])


# --- one hand-in and the class ------------------------------------------------------------------------------


@pytest.fixture
def unrun(monkeypatch):
    """Hand-ins are taken and judged, but not run: each answer cell shows an empty answer."""

    def lines(handin, timeout):
        return {task: shows(task) for task in handin.exercise.tasks}

    monkeypatch.setattr(grading, "_run", lines)


def shows(task, **answer):
    return {"task": task, "record": {"task": task, "answer": answer}, "stopped": "", "alive": True}


def graded(*arguments):
    return main(["grade", *map(str, arguments), "--exercises", str(EXERCISES)])


def test_damaged_notebooks_do_not_stop_the_others(class_folder, tmp_path, capsys, unrun):
    out = tmp_path / "own.csv"
    files = [class_folder / name for name in ("torn.ipynb", "nowhere.ipynb", "honest.ipynb")]
    assert graded(*files, "--out", out) == 1
    shown = capsys.readouterr().out
    assert shown.startswith("Trusted mode:") and "without containment" in shown
    assert "torn.ipynb: not a notebook" in shown and "nowhere.ipynb: there is no such file" in shown
    assert f"honest.ipynb: 0 of {sum(MARKS.values())}" in shown and "by a person" in shown
    assert list(pd.read_csv(out)["state"].value_counts()[["damaged", "not_attempted"]]) == [2, 8]


def test_what_nobody_thought_of_damages_one_hand_in_only(class_folder, monkeypatch, unrun):
    take = handins.take

    def stumbling(path, known):
        return 1 / 0 if path.name == "forged.ipynb" else take(path, known)

    monkeypatch.setattr(handins, "take", stumbling)
    table = grading.grade([class_folder / "forged.ipynb", class_folder / "honest.ipynb"], folder=EXERCISES)
    assert list(table["state"]) == ["damaged"] + ["not_attempted"] * 8
    assert "ZeroDivisionError" in table.loc[0, "message"]


def test_an_answer_that_the_judge_trips_over_costs_no_other_answer(class_folder, monkeypatch, unrun):
    judge = tasks.judge
    monkeypatch.setattr(tasks, "judge", lambda record: 1 / 0 if record["task"] == "08.3" else judge(record))
    table = grading.grade([class_folder / "honest.ipynb"], folder=EXERCISES).set_index("task")
    assert table.loc["08.3", ["state", "marks"]].tolist() == ["stopped", 0]
    assert "cannot be judged (ZeroDivisionError" in table.loc["08.3", "message"]
    assert set(table["state"].drop("08.3")) == {"not_attempted"}


def test_a_name_of_half_letters_is_spelled_out(class_folder, tmp_path, capsys, unrun):
    out = tmp_path / "marks.csv"
    assert graded("caf\udce9.ipynb", class_folder / "honest.ipynb", "--out", out) == 1
    assert r"caf\udce9.ipynb" in capsys.readouterr().out
    assert pd.read_csv(out).loc[0, "file"] == r"caf\udce9.ipynb"


def test_a_csv_that_cannot_be_written_is_told_before_a_notebook_is_run(class_folder, tmp_path, capsys):
    out = tmp_path / "nowhere" / "marks.csv"
    assert graded(class_folder / "honest.ipynb", "--out", out) == 2
    told = capsys.readouterr()
    assert not told.out
    assert str(out) in told.err and "--out FILE" in told.err


def test_a_csv_that_is_lost_while_marking_leaves_the_marks_on_the_screen(
    class_folder, tmp_path, capsys, monkeypatch
):
    out = tmp_path / "marks.csv"

    def run(handin, timeout):
        out.unlink()
        out.mkdir()
        return {}

    monkeypatch.setattr(grading, "_run", run)
    assert graded(class_folder / "honest.ipynb", "--out", out) == 2
    told = capsys.readouterr()
    assert "honest.ipynb: 0 of" in told.out
    assert str(out) in told.err and "spreadsheet" in told.err


# --- which notebooks ----------------------------------------------------------------------------------------


def test_a_folder_stands_for_its_notebooks_by_name(tmp_path):
    for name in ("bo.ipynb", "alice.ipynb", "._alice.ipynb", "notes.txt"):
        (tmp_path / name).touch()
    alice, bo = tmp_path / "alice.ipynb", tmp_path / "bo.ipynb"
    assert handins.notebooks([tmp_path]) == [alice, bo]
    assert handins.notebooks([bo, str(tmp_path), bo]) == [bo, alice]


def test_a_folder_without_notebooks_is_told(tmp_path, capsys, unrun):
    (tmp_path / "notes.txt").touch()
    assert graded(tmp_path, "--out", tmp_path / "marks.csv") == 1
    assert f"Not marked: {tmp_path}: no notebooks (.ipynb) in this folder." in capsys.readouterr().out


# --- damaged hand-ins ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_notebook_is_named_with_what_is_wrong(class_folder, name):
    known = handins.exercises(EXERCISES)
    with pytest.raises(KitError) as told:
        handins.take(class_folder / name, known)
    assert name in str(told.value) and DAMAGED[name][1] in str(told.value)


def test_exercises_that_are_not_there_are_named(tmp_path):
    with pytest.raises(KitError, match="No exercise notebooks in"):
        handins.exercises(tmp_path)


# --- what is taken ------------------------------------------------------------------------------------------


def merged(notebook, folder, without=frozenset()):
    """The notebook that would be run for a hand-in."""
    path = folder / "hand-in.ipynb"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return handins.merge(handins.take(path, handins.exercises(EXERCISES)), without)


@pytest.mark.parametrize("forge", [with_edited_checks, with_forged_outputs])
def test_only_the_text_of_answer_cells_is_taken(tmp_path, forge):
    ready = merged(forge(pristine()), tmp_path)
    assert ready == merged(pristine(), tmp_path)
    assert ["".join(cell["source"]) for cell in ready["cells"]] == [
        "".join(cell["source"]) for cell in pristine()["cells"]
    ]
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in ready["cells"])


def test_answer_cells_are_found_by_their_ids_where_a_converter_lost_all_else(tmp_path):
    assert merged(with_nothing_but_text(), tmp_path) == merged(handed_in(), tmp_path)


def test_an_answer_can_be_left_out(tmp_path):
    cells = answer_cells(merged(handed_in(), tmp_path, without={"08.3"}))
    assert cells["08.2"]["source"] == right()["08.2"]
    assert cells["08.3"]["source"] == answer_cells(pristine())["08.3"]["source"]


def test_nothing_of_the_graders_own_settings_steers_the_run(monkeypatch, tmp_path):
    for name in ("PYTEST_ADDOPTS", "PYTHONSTARTUP", "PYTHONPATH", "JUPYTER_PATH", "IPYTHONDIR", "NBVAL_X"):
        monkeypatch.setenv(name, "elsewhere")
    environment = grading._environment(tmp_path)
    assert "elsewhere" not in environment.values()
    assert environment["PYTHONPATH"] == str(ROOT)


DEEP = json.loads("[" * 300 + "]" * 300)


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ([], None),
        ([{"task": "08.3", "answer": {"a": 1}}], {"task": "08.3", "answer": {"a": 1}}),
        (
            [{"task": "08.3", "answer": {"a": 1}}, {"task": "08.3", "answer": {}}],
            {"task": "08.3", "answer": {}},
        ),
        ([{"task": "08.3", "answer": {}}, {"task": "08.4", "answer": {}}], {"task": "08.3", "answer": {}}),
        ([{"task": "08.3", "answer": {}, "marks": 4}], None),
        ([{"task": "08.3", "answer": [1]}], None),
        ([{"task": "08.3", "answer": {"a": "x" * 300_000}}], None),
        ([{"task": "08.3", "answer": {"a": 10**5000}}], None),
        ([{"task": "08.3", "answer": {"a": DEEP}}], {"task": "08.3", "answer": {"a": DEEP}}),
        (["text"], None),
    ],
)
def test_the_last_record_of_the_cells_own_task_counts(shown, expected):
    outputs = [{"data": {RECORD: record}} for record in shown] + [{"output_type": "stream", "text": "x"}]
    assert last_record(outputs, "08.3") == expected


def test_the_plugin_and_the_verdict_name_the_record_alike():
    assert sys.modules["helpers.verdicts"].RECORD == RECORD
