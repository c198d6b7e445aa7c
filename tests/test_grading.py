"""Grading takes answers and nothing else; what runs in a student's kernel cannot change a mark.

The attacks are real: each hand-in below is run under nbval, as `two-shores grade` does it, all in one go.
"""

import json
import sys
from copy import deepcopy
from functools import partial
from pathlib import Path

import pandas as pd
import pytest

from helpers import grading
from helpers.editions import answer_cells
from helpers.errors import KitError
from helpers.grading import handins
from helpers.grading_plugin import RECORD, last_record

ROOT = Path(__file__).parents[1]
RIGHT = {
    "08.1": 'check("08.1", words={"abandon": "another act", "lapse": "another act", "extend": "journalist", '
    '"no longer notify": "motegi-toshimitsu", "renew": "us-state-department", "suspend": "rok-government"})',
    "08.2": 'check("08.2", source="jpn", locator="p7", speaker="suga-yoshihide")',
    "08.3": 'check("08.3", value=97, unit="billion JPY", source="nyt15", locator="p15")',
    "08.4": 'check("08.4", value=30, unit="percent", rule="officials and experts", source="nyt22")',
}
MARKS = {"08.1": 3, "08.2": 3, "08.3": 4, "08.4": 4}


def pristine():
    return json.loads((ROOT / "exercises" / "08-gsomia.ipynb").read_text(encoding="utf-8"))


def handed_in(**changed):
    """A hand-in with four right answers, except where `changed` gives another source: t3=... is 08.3."""
    notebook = pristine()
    for task, source in (RIGHT | {f"08.{name[1]}": source for name, source in changed.items()}).items():
        answer_cells(notebook)[task]["source"] = source
    return notebook


def with_edited_checks():
    notebook = pristine()
    fake = "from helpers.verdicts import Verdict\ncheck = lambda task, **_: Verdict(task, 'met', marks=9)"
    first = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    first["source"] = "".join(first["source"]) + "\n" + fake
    return notebook


def with_forged_outputs():
    notebook = pristine()
    for task, cell in answer_cells(notebook).items():
        answer = {"value": 97, "unit": "billion JPY", "source": "nyt15", "locator": "p15"}
        data = {"text/plain": "Met", RECORD: {"task": task, "answer": answer}}
        cell["outputs"] = [
            {"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": 1}
        ]
        cell["execution_count"] = 1
    return notebook


def without_outputs_and_metadata():
    notebook = handed_in()
    for cell in notebook["cells"]:
        cell["metadata"] = {}
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
    return notebook


def with_doubles_and_gaps():
    notebook = handed_in()
    cells = answer_cells(notebook)
    copy = deepcopy(cells["08.3"]) | {"id": "copied", "source": 'check("08.3", value=1)'}
    notebook["cells"].append(copy)
    notebook["cells"].remove(cells["08.2"])
    return notebook


WRONG = 'check("08.3", value=1, unit="billion KRW", source="jpn", locator="p10")'
HANDINS = {
    "honest": handed_in,
    "edited-checks": with_edited_checks,
    "forged-outputs": with_forged_outputs,
    "stripped": without_outputs_and_metadata,
    "doubles-and-gaps": with_doubles_and_gaps,
    "patched-judge": partial(
        handed_in,
        t3="import helpers.tasks, helpers.answers\nfrom helpers.verdicts import Verdict\n"
        "helpers.tasks.judge = lambda record: Verdict(record['task'], 'beyond', marks=99, out_of=4)\n"
        f"helpers.answers.tasks.judge = helpers.tasks.judge\n{WRONG}",
    ),
    "record-of-another-task": partial(
        handed_in,
        t3="from IPython.display import display\n"
        f"display({{{RECORD!r}: {{'task': '08.4', 'answer': {{'value': 1}}}}}}, raw=True)\ndisplay({WRONG})\n"
        f"display({{{RECORD!r}: {{'task': '08.1', 'answer': {{}}, 'marks': 99}}}}, raw=True)",
    ),
    "tricks": partial(
        handed_in,
        t2="class Yes(str):\n    __hash__ = str.__hash__\n    def __eq__(self, other):\n        return True\n"
        'check("08.2", source="jpn", locator=Yes("p1"), speaker=Yes("abe-shinzo"))',
        t3=f"from IPython.display import display\ndisplay({RIGHT['08.3']})\n{WRONG}",
        t4=f"# NBVAL_SKIP\n{RIGHT['08.4']}",
    ),
    "unruly": partial(
        handed_in, t1="import sys\nsys.exit(0)", t2="while True:\n    pass", t3='raise ValueError("no idea")'
    ),
    "deadly": partial(handed_in, t2="import os\nos._exit(1)"),
}
DAMAGED = {
    "torn.ipynb": (b'{"cells": [', "breaks off at line 1"),
    "old.ipynb": (b'{"worksheets": []}', "no list of cells"),
    "list.ipynb": (b"[1, 2]", "no list of cells"),
    "text.ipynb": (b'{"cells": ["a"]}', "no list of cells"),
    "encoding.ipynb": ('{"cells": "한국"}'.encode("cp949"), "not UTF-8"),
    "other.ipynb": (b'{"cells": [{"cell_type": "code", "source": "1"}]}', "no answer cell of any exercise"),
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
    files = [class_folder / f"{name}.ipynb" for name in HANDINS]
    table = grading.grade(files, class_folder / "marks.csv", timeout=8, folder=ROOT / "exercises", jobs=2)
    return {
        name: table[table["file"] == str(file)].set_index("task")
        for name, file in zip(HANDINS, files, strict=True)
    }


def points(table):
    return {task: int(table.loc[task, "marks"]) for task in MARKS}


@pytest.mark.parametrize("name", ["honest", "stripped"])
def test_right_answers_get_their_marks(marked, name):
    assert points(marked[name]) == MARKS
    assert set(marked[name].loc[list(MARKS), "state"]) == {"met"}


def test_open_tasks_get_none_and_the_essay_waits_for_a_person(marked):
    honest = marked["honest"]
    assert set(honest.loc[["08.5", "08.6", "08.7", "08.8"], "state"]) == {"not_attempted"}
    assert honest.loc["08.8", "message"].startswith("To be marked by a person.")
    assert pd.isna(honest.loc["08.8", "marks"]) and honest.loc["08.8", "out_of"] == 12


@pytest.mark.parametrize("name", ["edited-checks", "forged-outputs"])
def test_edited_cells_and_forged_outputs_earn_nothing(marked, name):
    assert points(marked[name]) == dict.fromkeys(MARKS, 0)
    assert set(marked[name]["state"]) == {"not_attempted"}


@pytest.mark.parametrize("name", ["patched-judge", "record-of-another-task"])
def test_an_attack_inside_one_answer_changes_no_mark(marked, name):
    """The wrong answer of 08.3 is worth nothing, and the other answers keep their marks."""
    assert points(marked[name]) == MARKS | {"08.3": 0}
    assert marked[name].loc["08.3", "state"] == "partly"


def test_an_object_that_equals_everything_is_judged_by_its_text(marked):
    assert points(marked["tricks"])["08.2"] == 1


def test_the_last_answer_shown_in_a_cell_counts(marked):
    assert points(marked["tricks"])["08.3"] == 0
    assert marked["tricks"].loc["08.3", "state"] == "partly"


def test_a_skipped_answer_is_named(marked):
    assert marked["tricks"].loc["08.4", "state"] == "stopped"
    assert "was not run" in marked["tricks"].loc["08.4", "message"]


def test_answers_that_do_not_end_leave_the_others_their_marks(marked):
    unruly = marked["unruly"]
    assert points(unruly) == {"08.1": 0, "08.2": 0, "08.3": 0, "08.4": 4}
    assert set(unruly.loc[["08.1", "08.2", "08.3"], "state"]) == {"stopped"}
    assert "SystemExit" in unruly.loc["08.1", "message"]
    assert "Timeout" in unruly.loc["08.2", "message"]
    assert "ValueError: no idea" in unruly.loc["08.3", "message"]


def test_an_answer_that_kills_its_kernel_leaves_the_others_their_marks(marked):
    assert points(marked["deadly"]) == MARKS | {"08.2": 0}
    assert marked["deadly"].loc["08.2", "state"] == "stopped"


def test_doubled_and_missing_answer_cells_are_named(marked):
    table = marked["doubles-and-gaps"]
    assert points(table) == MARKS | {"08.2": 0, "08.3": 0}
    assert "2 cells for this task; the last one counts" in table.loc["08.3", "message"]
    assert "The answer cell is missing" in table.loc["08.2", "message"]


def test_files_beside_a_hand_in_are_not_run(marked, class_folder):
    assert not (class_folder / "was-here").exists()


def test_the_csv_holds_one_row_per_hand_in_and_task(marked, class_folder):
    table = pd.read_csv(class_folder / "marks.csv", dtype={"task": str})
    assert tuple(table.columns) == grading.COLUMNS
    assert len(table) == len(HANDINS) * 8
    assert not table.duplicated(["file", "task"]).any()


# --- damaged hand-ins ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_notebook_is_named_with_what_is_wrong(class_folder, name):
    known = handins.exercises(ROOT / "exercises")
    with pytest.raises(KitError) as told:
        handins.take(class_folder / name, known)
    assert name in str(told.value) and DAMAGED[name][1] in str(told.value)


def test_damaged_notebooks_do_not_stop_the_others(class_folder, capsys, monkeypatch):
    monkeypatch.chdir(class_folder)
    arguments = ["torn.ipynb", "nowhere.ipynb", ".", "honest.ipynb", "--out", "own.csv"]
    assert grading.main([*arguments, "--exercises", str(ROOT / "exercises")]) == 1
    shown = capsys.readouterr().out
    assert shown.startswith("Trusted mode:") and "without containment" in shown
    for words in (
        "torn.ipynb: not a notebook",
        "nowhere.ipynb: there is no such file",
        ".: this is a folder",
    ):
        assert words in shown
    assert "honest.ipynb: 14 of 30" in shown and "4 of 4" in shown and "by a person" in shown
    states = pd.read_csv("own.csv")["state"].value_counts()
    assert states["damaged"] == 3 and states["met"] == 4


def test_exercises_that_are_not_there_are_named(tmp_path):
    with pytest.raises(KitError, match="No exercise notebooks in"):
        handins.exercises(tmp_path)


# --- what is taken ------------------------------------------------------------------------------------------


def test_only_the_text_of_answer_cells_is_taken(class_folder):
    known = handins.exercises(ROOT / "exercises")
    merged = handins.merge(handins.take(class_folder / "edited-checks.ipynb", known), without=set())
    sources = ["".join(cell["source"]) for cell in merged["cells"]]
    assert sources == ["".join(cell["source"]) for cell in pristine()["cells"]]
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in merged["cells"])


def test_an_answer_can_be_left_out(class_folder):
    known = handins.exercises(ROOT / "exercises")
    merged = handins.merge(handins.take(class_folder / "honest.ipynb", known), without={"08.3"})
    cells = answer_cells(merged)
    assert cells["08.2"]["source"] == RIGHT["08.2"]
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
        ([{"task": "08.3", "answer": {"a": DEEP}}], {"task": "08.3", "answer": {"a": DEEP}}),
        (["text"], None),
    ],
)
def test_the_last_record_of_the_cells_own_task_counts(shown, expected):
    outputs = [{"data": {RECORD: record}} for record in shown] + [{"output_type": "stream", "text": "x"}]
    assert last_record(outputs, "08.3") == expected


def test_the_plugin_and_the_verdict_name_the_record_alike():
    assert sys.modules["helpers.verdicts"].RECORD == RECORD
