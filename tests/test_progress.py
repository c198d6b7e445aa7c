"""Answers outlive the kernel, an update of the kit and a crash, and progress() is what they carry."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from helpers import check, journal, progress, tasks
from helpers.errors import KitError
from helpers.tasks.model import SKILLS

ROOT = Path(__file__).parents[1]
MET = {"known": {"jpn-12"}, "cannot_tell": {"nik-20"}}


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """A folder for answers, as a student has one at home."""
    monkeypatch.setenv("TWO_SHORES_ANSWERS", str(tmp_path / "answers"))
    return tmp_path / "answers"


def state_of(task):
    table = progress(task.split(".")[0]).to_table().set_index("task")
    return table.loc[task, "state"], table.loc[task, "tries"]


# --- keeping -----------------------------------------------------------------------------------------------


def test_an_answer_is_kept_and_an_empty_one_is_not(kept):
    check("08.3", value=...)
    assert not kept.exists()
    check("08.3", value=891)
    assert [path.name for path in kept.iterdir()] == ["08.3.json"]
    assert json.loads((kept / "08.3.json").read_text())["latest"] == {"value": 891}


def test_a_worse_answer_later_does_not_undo_a_better_one(kept):
    check("08.4", government="ROK-gov", rule="officials", value=26.7, unit="percent", source="nyt22")
    assert state_of("08.4") == ("met", 1)
    check("08.4", value=1)
    assert state_of("08.4") == ("met", 2)
    assert json.loads((kept / "08.4.json").read_text())["latest"] == {"value": 1}


def test_off_keeps_nothing_and_says_so(monkeypatch):
    monkeypatch.setenv("TWO_SHORES_ANSWERS", "off")
    check("08.3", value=891)
    assert journal.entries() == [] and "Nothing is kept" in progress().to_plain()


def test_a_folder_that_cannot_be_written_costs_no_verdict(kept):
    kept.write_text("a file stands where the folder should be")
    verdict = check("08.3", value=891)
    assert verdict.state == "partly"
    assert "could not be kept" in verdict.next_step and "TWO_SHORES_ANSWERS" in verdict.next_step


def test_a_spoilt_file_is_set_aside_and_not_written_over(kept):
    kept.mkdir()
    (kept / "08.3.json").write_text("{ half a fi")
    check("08.3", value=891)
    assert (kept / "08.3.unreadable").read_text() == "{ half a fi"
    assert state_of("08.3") == ("partly", 1)


def test_answers_to_a_task_that_an_update_took_away_stay_on_the_disk(kept):
    kept.mkdir()
    entry = {"task": "08.99", "latest": {"value": 1}, "best": {"value": 1}, "rank": 1, "tries": 1}
    (kept / "08.99.json").write_text(json.dumps(entry))
    assert "08.99" not in progress("08").to_plain() and (kept / "08.99.json").exists()


def test_an_answer_is_judged_by_the_tasks_of_today(kept):
    # An older kit called this answer met; today's tasks have the last word.
    kept.mkdir()
    answer = {"value": 1}
    entry = {"task": "08.3", "latest": answer, "best": answer, "rank": 1005, "tries": 3}
    (kept / "08.3.json").write_text(json.dumps(entry))
    assert state_of("08.3") == ("partly", 3)


# --- crashes -----------------------------------------------------------------------------------------------

WRITER = """
import itertools
from helpers import journal
for number in itertools.count():
    journal.keep({"task": "08.8", "answer": {"text": f"{number} " + "word " * 20_000}}, rank=number)
    print(number, flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no kill -9")
@pytest.mark.parametrize("wait", [0.0, 0.003, 0.011, 0.02])
def test_a_kill_in_the_middle_of_writing_loses_no_answer(kept, wait):
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER], stdout=subprocess.PIPE, text=True, env=environment
    )
    printed = [writer.stdout.readline() for _ in range(5)]
    time.sleep(wait)
    writer.kill()
    told = [int(line) for line in [*printed, *writer.communicate()[0].splitlines()] if line.strip()]
    (entry,) = journal.entries()
    number, *words = entry.latest["text"].split()
    assert int(number) in (told[-1], told[-1] + 1)  # the last one that was kept, or the one after it
    assert len(words) == 20_000


def test_what_one_kernel_kept_another_one_finds(kept):
    code = "from helpers import check; check('08.3', value=891)"
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    for _ in range(2):
        subprocess.run([sys.executable, "-c", code], check=True, env=environment)
    assert state_of("08.3") == ("partly", 2)


# --- showing -----------------------------------------------------------------------------------------------


def test_every_lesson_and_each_of_the_eight_skills_is_counted(kept):
    check("08.4", government="ROK-gov", rule="officials", value=26.7, unit="percent", source="nyt22")
    text = progress().to_plain()
    in_all = sum(len(tasks.exercise_ids(lesson)) for lesson in tasks.lessons())
    assert text.startswith(f"Your progress: 1 of {in_all} done")
    assert all(f"\n  {lesson} " in text for lesson in tasks.lessons())
    assert re.search(rf"\n  08 +1 of {len(tasks.exercise_ids('08'))} done  0\n", text)
    with_skill = {
        skill: sum(
            skill in tasks.find(one).skills
            for lesson in tasks.lessons()
            for one in tasks.exercise_ids(lesson)
        )
        for skill in SKILLS
    }
    assert f"calculation    1 of {with_skill['CAL']} done" in text
    assert f"sourcing       0 of {with_skill['SRC']} done" in text


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
def test_progress_is_shown_in_each_language_with_headings_for_a_screen_reader(kept, lang):
    html = progress(lang=lang)._repr_html_()
    assert f'lang="{lang}"' in html and html.count('scope="col"') == 6
    assert html.count('scope="row"') == len(tasks.lessons()) + len(SKILLS)
    assert "[en]" not in html


def test_an_unknown_lesson_is_named():
    with pytest.raises(KitError, match="88.*progress"):
        progress("88")
