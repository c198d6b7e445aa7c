"""Handed-in notebooks: what is taken from them, and what never is.

    alice.ipynb ──> the source of each answer cell, by task id ──┐
    exercises/08-gsomia.ipynb (pristine) ────────────────────────┴──> a merged notebook, ready to run

Only the text of the answer cells is used. Outputs, tags, other cells, and files that lie beside the notebook
stay where they are, so nothing of them can change a mark.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from helpers.editions import answer_cells
from helpers.errors import KitError


@dataclass(frozen=True)
class Exercise:
    """A pristine student notebook: its number ("08"), its tasks in order, and the notebook itself."""

    number: str
    tasks: tuple[str, ...]
    notebook: dict


@dataclass(frozen=True)
class HandIn:
    """What was taken from one submission: the exercise, the sources by task, and remarks by task."""

    exercise: Exercise
    sources: dict[str, str]
    remarks: dict[str, str]


def exercises(folder: Path | str | None = None) -> list[Exercise]:
    """Return the pristine exercises of a folder; without one, those of this course."""
    here = Path(folder) if folder else Path(__file__).resolve().parents[2] / "exercises"
    found = [_exercise(path) for path in sorted(here.glob("*.ipynb"))]
    if not found:
        raise KitError(f"No exercise notebooks in {here}.", "Build them first: two-shores build.")
    return found


def notebooks(paths: Iterable[Path | str]) -> list[Path | str]:
    """Return each path once, and in place of a folder the notebooks in it, by name.

    A folder without notebooks stays in the list: `take` says what is wrong with it.
    """
    # Hidden files are left out, as a shell's * does: some archives add one to each notebook.
    named = [
        sorted(file for file in Path(path).glob("*.ipynb") if not file.name.startswith(".")) or [path]
        for path in paths
    ]
    return list(dict.fromkeys(path for found in named for path in found))


def take(path: Path | str, known: list[Exercise]) -> HandIn:
    """Return what is taken from one submission. A KitError names the file and what is wrong with it."""
    notebook = _read(Path(path))
    exercise = _belongs_to(notebook, known, Path(path))
    cells = [cell for cell in notebook["cells"] if cell.get("cell_type") == "code"]
    by_id = {cell["id"]: task for task, cell in answer_cells(exercise.notebook).items() if "id" in cell}
    sources: dict[str, list[str]] = {task: [] for task in exercise.tasks}
    for cell in cells:
        task = _task_of(cell) or by_id.get(_id_of(cell))
        if task in sources:
            sources[task].append(_source(cell))
    if not any(sources.values()):
        raise KitError(
            f"{path}: no answer cell of exercise {exercise.number} is left in it.", "Ask for the file again."
        )
    remarks = {task: _remark(found) for task, found in sources.items() if len(found) != 1}
    return HandIn(exercise, {task: found[-1] for task, found in sources.items() if found}, remarks)


def merge(handin: HandIn, without: set[str]) -> dict:
    """Return the pristine notebook with the student's answers in it, except those of the tasks `without`."""
    merged = copy.deepcopy(handin.exercise.notebook)
    for cell in merged["cells"]:
        if cell["cell_type"] == "code":
            # Without a stored run there is nothing to compare: answers count, not old outputs.
            cell["outputs"], cell["execution_count"] = [], None
    for task, cell in answer_cells(merged).items():
        if task in handin.sources and task not in without:
            cell["source"] = handin.sources[task]
    return merged


def _exercise(path: Path) -> Exercise:
    notebook = _read(path)
    number = notebook.get("metadata", {}).get("two_shores", {}).get("exercise", path.stem.split("-")[0])
    return Exercise(number, tuple(answer_cells(notebook)), notebook)


def _read(path: Path) -> dict:
    if path.is_dir():
        raise KitError(f"{path}: no notebooks (.ipynb) in this folder.", "Name the folder that holds them.")
    try:
        notebook = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise KitError(f"{path}: there is no such file.", "Check its name, or name its folder.") from None
    except OSError as problem:
        raise KitError(f"{path}: cannot be opened ({problem.strerror}).", "Copy it, and try again.") from None
    except UnicodeDecodeError:
        raise KitError(f"{path}: its letters are not UTF-8, so it cannot be read.", _AGAIN) from None
    except json.JSONDecodeError as problem:
        raise KitError(
            f"{path}: not a notebook; its text breaks off at line {problem.lineno}.", _AGAIN
        ) from None
    except ValueError:
        raise KitError(f"{path}: not a notebook; a number in it has thousands of digits.", _AGAIN) from None
    except RecursionError:
        raise KitError(f"{path}: not a notebook; it is nested without end.", _AGAIN) from None
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
        raise KitError(f"{path}: not a notebook of the present format (it has no list of cells).", _AGAIN)
    return notebook


_AGAIN = "Ask the student to save it in JupyterLab and to hand it in again."


def _belongs_to(notebook: dict, known: list[Exercise], path: Path) -> Exercise:
    """Find the exercise by the number in the metadata; else by the answer cells that the two share."""
    about = _dict(_dict(notebook.get("metadata")).get("two_shores"))
    for exercise in known:
        if about.get("exercise") == exercise.number:
            return exercise
    marks = {name for cell in notebook["cells"] for name in (_task_of(cell), _id_of(cell))}
    shared = {exercise.number: len(marks & _marks(exercise)) for exercise in known}
    best = max(known, key=lambda exercise: shared[exercise.number])
    if not shared[best.number]:
        numbers = ", ".join(exercise.number for exercise in known)
        raise KitError(f"{path}: it holds no answer cell of any exercise.", f"Exercises here: {numbers}.")
    return best


def _marks(exercise: Exercise) -> set[str]:
    cells = answer_cells(exercise.notebook)
    return set(cells) | {cell["id"] for cell in cells.values() if "id" in cell}


def _task_of(cell: dict) -> str | None:
    task = _dict(_dict(cell.get("metadata")).get("two_shores")).get("task")
    return task if isinstance(task, str) else None


def _id_of(cell: dict) -> str | None:
    name = cell.get("id")
    return name if isinstance(name, str) else None


def _dict(value: object) -> dict:
    return value if isinstance(value, dict) else {}


def _source(cell: dict) -> str:
    source = cell.get("source", "")
    lines = source if isinstance(source, list) else [source]
    return "".join(line for line in lines if isinstance(line, str))


def _remark(found: list[str]) -> str:
    if not found:
        return "The answer cell is missing in the hand-in."
    return f"The hand-in has {len(found)} cells for this task; the last one counts."
