"""Notebooks are built, never edited by hand: one Markdown source gives one or more notebooks with outputs.

    notebooks/source/08-gsomia.md   notebooks/08-gsomia.ipynb               the lesson
    exercises/source/08-gsomia.md   exercises/08-gsomia.ipynb               student: every starter cell
                                    tests/notebooks/08-gsomia-solved.ipynb  every solution
                                    tests/notebooks/08-gsomia-wrong.ipynb   every known wrong answer

On the way from source to notebook each code cell is run, and each `{{ expression }}` in a text cell is
replaced by its value at that point of the run, so that text and data cannot drift apart. Nothing that differs
between two builds of one source is kept: the same source and data give the same bytes.

Reading order: build() writes the files, render() makes their text, take_apart() and _editions() take the
source apart, _run() executes, _settle() removes what differs from run to run.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import os
import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from helpers.errors import KitError, unknown

LESSONS = Path("notebooks/source")
EXERCISES = Path("exercises/source")
EDITIONS = ("starter", "solution", "wrong")
# What a class reads: 1 documents and figures, 2 also short testimony, 3 also longer testimony.
LEVELS = (1, 2, 3)

_PLACEHOLDER = re.compile(r"\{\{(.+?)\}\}", re.DOTALL)
_ADDRESS = re.compile(r"<[^<>\n]* at 0x[0-9a-f]{6,}>")
_CELL_LINE = re.compile(r"Cell In\[\d+\], line (\d+)")
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


@dataclass(frozen=True)
class Source:
    """One Markdown source: what it is the source of, and its cells in order."""

    path: Path
    kind: str  # "lesson" or "exercise"
    about: dict[str, Any]  # the front matter's `two_shores`
    cells: list[Cell] = field(repr=False)


@dataclass(frozen=True)
class Cell:
    """One cell of a source. `line` is where its text begins in the Markdown file."""

    type: str  # "code" or "markdown"
    text: str = field(repr=False)
    metadata: dict[str, Any]
    line: int

    @property
    def task(self) -> str | None:
        return self.metadata.get("two_shores", {}).get("task")

    @property
    def edition(self) -> str | None:
        return self.metadata.get("edition")


def build(
    names: Iterable[str] = (), root: Path | str = ".", into: Path | str | None = None, level: int = 1
) -> list[Path]:
    """Build notebooks from their sources and return the files written.

    `names` chooses sources by name ("08-gsomia"; none means all), `root` is the folder of the kit, and
    `into` is another folder to write to. Cells run in the folder where their notebook belongs. `level` (1, 2
    or 3) is how much testimony a class reads; checks and exercises are the same at every level.

    >>> build(["08-gsomia"])  # doctest: +SKIP
    """
    written = []
    # Two at a time: the work is done by the kernels, which are processes of their own.
    with ThreadPoolExecutor(max_workers=2) as pool:
        for texts in pool.map(lambda source: render(source, root, level), sources(root, names)):
            for target, text in texts.items():
                path = Path(into or root) / target
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8", newline="\n")
                written.append(path)
    return written


def sources(root: Path | str = ".", names: Iterable[str] = ()) -> list[Path]:
    """Return the Markdown sources under `root`: lessons, then exercises, by name."""
    found = [path for folder in (LESSONS, EXERCISES) for path in sorted(Path(root, folder).glob("*.md"))]
    if not found:
        nothing = f"No sources of notebooks in {Path(root).resolve()}."
        raise KitError(nothing, f"Run this in the folder that holds {LESSONS}.")
    wanted, known = set(names), {path.stem for path in found}
    for name in sorted(wanted - known):
        raise unknown("source", name, sorted(known), f"They lie in {LESSONS} and {EXERCISES}.")
    return [path for path in found if not wanted or path.stem in wanted]


def render(source: Path | str, root: Path | str = ".", level: int = 1, run: bool = True) -> dict[str, str]:
    """Run one source and return the text of each notebook that it gives, by its path below `root`.

    Without `run` the notebooks have no outputs, and their sentences keep the {{ }} of the source.
    """
    read = _at_level(take_apart(Path(source)), level)
    editions = _editions(read).items()
    return {target: _render(read, cells, Path(root, target).parent, run) for target, cells in editions}


def answer_cells(notebook: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the cells of a notebook that hold a student's answers, by task id.

    >>> cell = {"cell_type": "code", "source": "check(...)", "metadata": {"two_shores": {"task": "08.3"}}}
    >>> answer_cells({"cells": [cell]})["08.3"]["source"]
    'check(...)'
    """
    cells = (cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    tasks = ((cell.get("metadata", {}).get("two_shores", {}), cell) for cell in cells)
    return {about["task"]: cell for about, cell in tasks if "task" in about}


def main(arguments: list[str] | None = None) -> int:
    """Command line: `two-shores build [NAME ...]`."""
    parser = argparse.ArgumentParser(
        prog="two-shores build",
        description="Build notebooks and exercises, with their outputs, from the Markdown sources in "
        f"{LESSONS} and {EXERCISES}. Run it in the folder of the kit.",
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="a source, as 08-gsomia (default: all)")
    parser.add_argument("--into", metavar="FOLDER", help="write below this folder instead of in place")
    parser.add_argument(
        "--level",
        type=int,
        default=1,
        choices=LEVELS,
        help="1 documents and figures (default), 2 also short testimony, 3 also longer testimony",
    )
    chosen = parser.parse_args(arguments)
    for path in build(chosen.names, into=chosen.into, level=chosen.level):
        print(path)
    return 0


def take_apart(path: Path) -> Source:
    """Take a Markdown source apart into cells, each with the line where it begins."""
    try:
        from jupytext.myst import MystMetadataParsingError, myst_to_notebook
    except ImportError as error:
        needs = "Building notebooks needs jupytext, which only authors have."
        raise KitError(needs, "Install it: pip install -e .[dev]") from error
    text = path.read_text(encoding="utf-8")
    try:
        notebook = myst_to_notebook(text, code_directive="{code-cell}", add_source_map=True)
    except MystMetadataParsingError as error:
        found = f"{path}: the settings of a cell cannot be read: {error}."
        raise KitError(found, 'Settings are YAML, one a line, as :task: "08.3"') from error
    starts = notebook.metadata.pop("source_map")
    about = notebook.metadata.get("two_shores", {})
    kinds = [kind for kind in ("lesson", "exercise") if kind in about]
    if len(kinds) != 1 or not isinstance(about[kinds[0]], str):
        found = f"{path}: the front matter does not say which lesson or exercise it is."
        raise KitError(found, 'Add two_shores: {lesson: "08"} or two_shores: {exercise: "08"}.')
    lines = text.splitlines()
    pairs = zip(notebook.cells, starts, strict=True)
    cells = [_cell(path, cell, _first_line(lines, start, cell.source)) for cell, start in pairs]
    return Source(path, kinds[0], dict(about), cells)


def _cell(path: Path, cell: Any, line: int) -> Cell:
    """Check the settings of a cell; its task goes under `two_shores`, where grading looks for it."""
    settings = dict(cell.metadata)
    own = {name: settings.pop(name) for name in ("task", "misconception") if name in settings}
    edition = settings.get("edition")
    where = f"{path}, line {line}"
    if edition is not None and edition not in EDITIONS:
        raise unknown(f"edition ({where})", edition, EDITIONS, "Write one of these.")
    if (edition is None) != ("task" not in own):
        raise KitError(f"{where}: an answer cell needs both `task` and `edition`.", 'Write :task: "08.3"')
    if not all(isinstance(value, str) for value in own.values()):
        raise KitError(f"{where}: `task` is not a text: {own}.", 'Write it in quotes: :task: "08.3"')
    if (edition == "wrong") != ("misconception" in own):
        raise KitError(f"{where}: `misconception` belongs to each wrong answer, and only there.")
    if cell.cell_type == "code" and cell.source.rstrip().endswith(";"):
        # nbval runs cells without history, and without it IPython does not see the semicolon.
        raise KitError(f"{where}: the cell ends with a semicolon, which nbval ignores.", "Write: _ = ...")
    if own:
        settings["two_shores"] = own
    return Cell(cell.cell_type, cell.source, settings, line)


def _at_level(source: Source, level: int) -> Source:
    """Return the source without the cells that a class at this level does not read.

    A cell is read from its `level` on, and up to its `until`. Both words stay out of the notebook.
    """
    if level not in LEVELS:
        raise unknown("level", level, map(str, LEVELS), "Choose 1, 2 or 3.")
    cells = []
    for cell in source.cells:
        first, last = cell.metadata.get("level", LEVELS[0]), cell.metadata.get("until", LEVELS[-1])
        where = f"{source.path}, line {cell.line}"
        if first not in LEVELS or last not in LEVELS or first > last:
            raise KitError(f"{where}: level {first!r} until {last!r}.", "Levels are 1, 2 and 3.")
        if (first, last) != (LEVELS[0], LEVELS[-1]) and re.search(r"^check\(", cell.text, re.MULTILINE):
            raise KitError(f"{where}: a check belongs to every level.", "Take `level` and `until` away.")
        if first <= level <= last:
            cells.append(replace(cell, metadata=_without(_without(cell.metadata, "level"), "until")))
    return replace(source, cells=cells)


def _first_line(lines: list[str], start: int, text: str) -> int:
    """Return the number of the line where a cell's text begins (settings may stand before it)."""
    first = text.split("\n", 1)[0]
    return next((number for number, line in enumerate(lines[start:], start + 1) if line == first), start + 1)


def _editions(source: Source) -> dict[str, list[Cell]]:
    """Return the cells of each notebook that a source gives, by its path."""
    name = source.path.stem
    if source.kind == "lesson":
        return {f"notebooks/{name}.ipynb": source.cells}
    _check_answers(source)
    return {
        f"exercises/{name}.ipynb": _choose(source, "starter"),
        f"tests/notebooks/{name}-solved.ipynb": _choose(source, "solution"),
        f"tests/notebooks/{name}-wrong.ipynb": _with_headings(_choose(source, "wrong")),
    }


def _check_answers(source: Source) -> None:
    """Each task of the exercise has one starter and a solution; a check of the lesson has no starter here."""
    tasks: dict[str, list[str]] = {}
    for cell in source.cells:
        if cell.task:
            tasks.setdefault(cell.task, []).append(cell.edition or "")
    for task, editions in tasks.items():
        starters = 1 if task.split(".")[-1].isdigit() else 0
        if editions.count("starter") != starters or "solution" not in editions:
            count = f"{editions.count('starter')} starter and {editions.count('solution')} solution cells"
            raise KitError(
                f"{source.path}: task {task} has {count}.",
                "It needs a solution, and in an exercise one starter.",
            )


def _choose(source: Source, edition: str) -> list[Cell]:
    """Return the cells that every edition has, and those of one edition."""
    chosen = [cell for cell in source.cells if cell.edition in (None, edition)]
    # The word itself stays out of the notebook: a student's copy need not say what other editions exist.
    return [replace(cell, metadata=_without(cell.metadata, "edition")) for cell in chosen]


def _without(settings: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in settings.items() if key != name}


def _with_headings(cells: list[Cell]) -> list[Cell]:
    """Put a line of text before each wrong answer that names its task and misconception."""
    headed: list[Cell] = []
    for cell in cells:
        if cell.task:
            slug = cell.metadata["two_shores"]["misconception"]
            headed.append(Cell("markdown", f"**{cell.task}, wrong answer:** `{slug}`", {}, cell.line))
        headed.append(cell)
    return headed


def _render(source: Source, cells: list[Cell], folder: Path, run: bool) -> str:
    import nbformat

    notebook = _notebook(source, cells)
    if run:
        folder.mkdir(parents=True, exist_ok=True)
        _run(notebook, source, cells, folder)
    for node, cell in zip(notebook.cells, cells, strict=True):
        _settle(node, _place(source, cell))
    # Writes sorted keys, one blank of indent and Hangul and kanji as they are.
    return nbformat.writes(notebook) + "\n"


def _notebook(source: Source, cells: list[Cell]) -> Any:
    """Return a notebook without outputs. The id of a cell comes from its place and text, not from chance."""
    from nbformat import v4

    nodes = []
    for index, cell in enumerate(cells):
        make = v4.new_code_cell if cell.type == "code" else v4.new_markdown_cell
        digest = hashlib.sha1(cell.text.encode()).hexdigest()[:8]
        nodes.append(make(source=cell.text, metadata=cell.metadata, id=f"{index:02d}-{digest}"))
    metadata = {
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
        "two_shores": source.about,
    }
    return v4.new_notebook(cells=nodes, metadata=metadata)


def _run(notebook: Any, source: Source, cells: list[Cell], folder: Path) -> None:
    """Run the code cells in order in a fresh kernel, and fill in the values between them."""
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    client = NotebookClient(
        notebook,
        kernel_name="python3",
        timeout=120,
        store_widget_state=False,
        record_timing=False,
        extra_arguments=["--log-level=ERROR"],
        shutdown_kernel="immediate",  # a polite shutdown now and then takes three seconds
        resources={"metadata": {"path": str(folder)}},
    )
    # What is built is nobody's answer, so none is kept.
    with client.setup_kernel(env=os.environ | {"TWO_SHORES_ANSWERS": "off"}):
        for index, (node, cell) in enumerate(zip(notebook.cells, cells, strict=True)):
            if cell.type == "markdown":
                node.source = _fill(client, source, cell)
                continue
            try:
                client.execute_cell(node, index)
            except CellExecutionError as error:
                place = _place(source, cell, _error_line(error.traceback))
                raise KitError(f"{place}: the cell stops with {error.ename}: {error.evalue}") from error
            except (CellTimeoutError, DeadKernelError) as error:
                raise KitError(f"{_place(source, cell)}: the cell does not end: {error}") from error


def _place(source: Source, cell: Cell, offset: int = 0) -> str:
    number = next(number for number, own in enumerate(source.cells, 1) if own.line == cell.line)
    return f"{source.path}, cell {number}, line {cell.line + offset}"


def _error_line(traceback: str) -> int:
    """Return how many lines below the first line of its cell an error arose."""
    lines = _CELL_LINE.findall(_COLOURS.sub("", traceback))
    return int(lines[-1]) - 1 if lines else 0


def _fill(client: Any, source: Source, cell: Cell) -> str:
    """Replace each {{ expression }} of a text cell by its value in the running kernel."""
    found = list(_PLACEHOLDER.finditer(cell.text))
    if not found:
        return cell.text
    # The words of helpers.prose are seen by sentences only, so a lesson's own names stay its own.
    names = "{**vars(__import__('importlib').import_module('helpers.prose')), **globals()}"
    asked = {str(match.start()): f"str(eval({match[1].strip()!r}, {names}))" for match in found}
    message = client.kc.execute("", silent=True, store_history=False, user_expressions=asked)
    answers = client.wait_for_reply(message)["content"]["user_expressions"]

    def value(match: re.Match[str]) -> str:
        place = _place(source, cell, cell.text.count("\n", 0, match.start()))
        return _value(answers[str(match.start())], match[1].strip(), place)

    return _PLACEHOLDER.sub(value, cell.text)


def _value(answer: dict[str, Any], expression: str, place: str) -> str:
    if answer["status"] != "ok":
        found = f"{place}: {{{{ {expression} }}}} gives {answer['ename']}: {answer['evalue']}."
        raise KitError(found, "Use a function of helpers.prose, or a name from a code cell further up.")
    value = ast.literal_eval(answer["data"]["text/plain"])
    if value in ("", "None", "nan", "<NA>"):
        found = f"{place}: {{{{ {expression} }}}} is empty: {value!r}."
        raise KitError(found, "A sentence needs a value here.")
    return value


def _settle(node: Any, place: str) -> None:
    """Keep of a cell's outputs what is the same in each run, and refuse what a reader should not see."""
    node.metadata.pop("execution", None)
    for output in node.get("outputs", []):
        if output.get("name") == "stderr":
            found = f"{place}: the cell warns: {output.text.strip()}."
            raise KitError(found, "Readers should see no warnings: mend the cause.")
        if output.output_type == "error":  # wanted: the cell has the tag raises-exception
            output.traceback = [_COLOURS.sub("", f"{output.ename}: {output.evalue}")]
            continue
        data = output.get("data", {})
        if len(data) > 1:
            # A view belongs to the kernel that made it. Without it, Lab shows an error in its place until the
            # cell is run; so readers get the other forms of the same output: table, picture or text.
            data.pop(_WIDGET_VIEW, None)
        for text in (output.get("text", ""), data.get("text/plain", ""), data.get("text/html", "")):
            if address := _ADDRESS.search(text):
                found = f"{place}: the output shows an address in memory, new in each run: {address.group()}."
                raise KitError(found, "Give that object a __repr__, or end the cell with another value.")
