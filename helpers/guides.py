"""The guide for instructors: what a lesson knows about itself, put together with what a colleague wrote.

    docs/teaching/source/04-settlement.md   ──┬──> docs/teaching/04-settlement.md   the guide
      by hand: background, what you will hear │    docs/fairness/04-settlement.md   its last section, for
    notebooks/source, helpers.tasks, tables ──┘                                     parents, school heads

In the source, `{{ plan }}` or `{{ key }}` stands for a block that is made here from the lesson, its tasks and
the tables; `{{ ref("...") }}` and the other words of helpers.prose work as in a lesson. So minutes, items and
answers cannot drift from the notebooks.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from helpers import data, editions, labels, lint, prose, tasks
from helpers.errors import KitError
from helpers.tasks import Task

SOURCES = Path("docs/teaching/source")
GUIDES = Path("docs/teaching")
FAIRNESS = Path("docs/fairness")

_FAIR = "## How this lesson stays fair"
_FRAMEWORKS = {"C3": "C3 Framework", "AP": "AP World History", "IB": "IB History"}
_LEVELS = {1: "documents and figures only", 2: "short testimony as well", 3: "longer testimony as well"}
_PLACEHOLDER = re.compile(r"\{\{(.+?)\}\}", re.DOTALL)


def write(root: Path | str = ".") -> list[Path]:
    """Write the guide and the fairness page of every lesson, and return the files written."""
    written = []
    for target, text in render(root).items():
        path = Path(root, target)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        written.append(path)
    return written


def render(root: Path | str = ".") -> dict[str, str]:
    """Return the text of each guide and fairness page, by its path below `root`."""
    pages: dict[str, str] = {}
    for source in sorted(Path(root, SOURCES).glob("[0-9][0-9]-*.md")):
        guide, fair = _pages(Guide(source, Path(root)))
        pages |= {str(GUIDES / source.name): guide, str(FAIRNESS / source.name): fair}
    return pages


def main(arguments: list[str] | None = None) -> int:
    """Command line: `two-shores guides`."""
    argparse.ArgumentParser(
        prog="two-shores guides",
        description=f"Write the guides for instructors from {SOURCES}. Run it in the folder of the kit.",
    ).parse_args(arguments)
    for path in write():
        print(path)
    return 0


@dataclass(frozen=True)
class Guide:
    """A guide in the making: its hand-written source, and what the blocks are made from."""

    path: Path
    root: Path

    @cached_property
    def parts(self) -> tuple[dict[str, Any], str]:
        """The front matter and the text of the source."""
        import yaml

        text = self.path.read_text(encoding="utf-8")
        front = re.match(r"---\n(.*?)\n---\n", text, re.DOTALL)
        if not front:
            raise KitError(f"{self.path} has no front matter.", "Begin it with --- and lesson: and plan:.")
        return yaml.safe_load(front[1]), text[front.end() :]

    @property
    def lesson(self) -> str:
        return str(self.parts[0]["lesson"])

    @cached_property
    def source(self) -> editions.Source:
        """The source of the lesson's notebook."""
        return editions.take_apart(self.root / editions.LESSONS / self.path.name)

    @cached_property
    def tasks(self) -> list[Task]:
        return [tasks.find(task_id) for task_id in tasks.exercise_ids(self.lesson)]

    @cached_property
    def notebook(self) -> list[dict[str, Any]]:
        """The cells of the built notebook, in which each value stands in its place."""
        path = self.root / "notebooks" / f"{self.path.stem}.ipynb"
        return json.loads(path.read_text(encoding="utf-8"))["cells"]

    @property
    def steps(self) -> Iterator[tuple[str, int]]:
        """The steps of the lesson that take time: heading and minutes."""
        for cell in self.notebook:
            if minutes := cell["metadata"].get("minutes", 0):
                heading = re.search(r"^## (.+?)(?: · \d+ minutes)?$", _text(cell), re.MULTILINE)
                yield (heading[1] if heading else "Start"), minutes


def _pages(guide: Guide) -> tuple[str, str]:
    text = guide.parts[1]
    if _FAIR not in text:
        raise KitError(f"{guide.path} has no section {_FAIR!r}.", "It is the page for parents.")
    body, fair = (_filled(part, guide).strip() for part in text.split(_FAIR))
    note = f"<!-- Written by `make notebooks` from {SOURCES / guide.path.name}: edit that file. -->"
    link = f"{_FAIR}\n\nSee [the page for heads of school and parents](../fairness/{guide.path.name})."
    title = re.search(r"^# (?:Teaching lesson \d+: )?(.+)$", body, re.MULTILINE)
    heading = f"# How lesson {guide.lesson} stays fair: {title[1] if title else guide.path.stem}"
    return f"{note}\n\n{body}\n\n{link}\n", f"{note}\n\n{heading}\n\n{fair}\n"


def _filled(text: str, guide: Guide) -> str:
    def value(match: re.Match[str]) -> str:
        expression = match[1].strip()
        if expression in _BLOCKS:
            return _BLOCKS[expression](guide)
        try:
            return str(eval(expression, dict(vars(prose))))
        except (NameError, SyntaxError) as error:
            found = f"{guide.path}: {{{{ {expression} }}}} cannot be read: {error}."
            blocks = ", ".join(_BLOCKS)
            raise KitError(found, f"Blocks: {blocks}; or a function of helpers.prose.") from error

    return _PLACEHOLDER.sub(value, text)


# --- the blocks --------------------------------------------------------------------------------------------


def _glance(guide: Guide) -> str:
    about, front = guide.source.about, guide.parts[0]
    essay = [task.task_id for task in guide.tasks if task.by_person]
    minutes, marks = (sum(getattr(task, name) for task in guide.tasks) for name in ("minutes", "out_of"))
    sensitivity = about["sensitivity"]
    rows = {
        "Question": about["question"],
        "For": "age 16 and up; no code and no knowledge of Japanese or Korean needed",
        "Lesson": f"`notebooks/{guide.path.stem}.ipynb`, {about['minutes']} minutes",
        "Exercise": f"`exercises/{guide.path.stem}.ipynb`: {len(guide.tasks)} items, {minutes} minutes, "
        f"{marks} marks; {' and '.join(essay)} marked by you",
        "Skills": _skills(about["skills"]),
        "Sensitivity": f"{sensitivity} of 3. The notebook as delivered shows level 1: {_LEVELS[1]}",
        "Before class": front["before"],
        "Without computers": "*File > Print*: each figure has its caption, and its table opens below it",
    }
    return _table(["", ""], [[f"**{name}**", text] for name, text in rows.items()])


def _plan(guide: Guide) -> str:
    steps, plan = list(guide.steps), guide.parts[0]["plan"]
    if len(steps) != len(plan):
        named = ", ".join(heading for heading, _ in steps)
        raise KitError(
            f"{guide.path}: the plan has {len(plan)} steps, the lesson {len(steps)}.",
            f"Write one entry for each of: {named}.",
        )
    rows, begin = [], 0
    for (heading, minutes), does in zip(steps, plan, strict=True):
        rows.append([f"{begin}–{begin + minutes}", heading, does["students"], does["you"]])
        begin += minutes
    cut = "; ".join(guide.parts[0]["cut"])
    return (
        _table(["Minutes", "Step", "Students do", "You do"], rows)
        + f"\n\n**Cut when late**, in this order: {cut}. Never cut the repeat step of the controversy. The "
        "minutes are our estimate; no class has tried them yet."
    )


def _outcomes(guide: Guide) -> str:
    text = "\n\n".join(map(_text, guide.notebook))
    bullets = re.search(r"By the end you can\W*\n+((?:^- .+\n?)+)", text, re.MULTILINE)
    if not bullets:
        raise KitError(f"{guide.source.path} has no outcomes.", 'Write a list below "By the end you can".')
    return f"Students can\n\n{bullets[1].strip()}"


def _standards(guide: Guide) -> str:
    rows = data.table("standards")
    rows = rows[rows["skill"].isin(guide.source.about["skills"])]
    cells = [
        [_skills([row.skill]), _FRAMEWORKS[row.framework], row.code, row.aim] for row in rows.itertuples()
    ]
    return (
        _table(["Skill", "Framework", "Place", "What it asks for, in our words"], cells)
        + "\n\nThe mapping is ours; the makers of the frameworks have not seen it. A mapping to the Korean "
        "and Japanese curricula is still missing."
    )


def _levels(guide: Guide) -> str:
    lines, heading = [], "Start"
    for cell in guide.source.cells:
        headings = re.findall(r"^#{2,3} (.+?)(?: · \d+ minutes)?$", cell.text, re.MULTILINE)
        heading = headings[-1] if headings and cell.type == "markdown" else heading
        if (first := cell.metadata.get("level", 1)) > 1:
            lines.append(f"- from level {first}: {cell.type} cell under “{heading}”")
        if (last := cell.metadata.get("until", 3)) < 3:
            lines.append(f"- up to level {last}: {cell.type} cell under “{heading}”")
    if not lines:
        return "The lesson is the same at all three levels: documents and figures only."
    name = guide.path.stem
    return (
        "\n".join(dict.fromkeys(lines))
        + f"\n\n`two-shores build --level 2 {name} --into my-class` writes the lesson at level 2 into the "
        "folder `my-class`. Task ids, minutes and marks are the same at every level."
    )


def _key(guide: Guide) -> str:
    return "\n\n".join(_task(task) for task in guide.tasks)


def _task(task: Task) -> str:
    head = f"### {task.task_id} {task.title}"
    facts = f"*{task.rung} · {task.minutes} minutes · {task.out_of} marks · {_skills(task.skills)}*"
    solution = "\n".join(f"> {line}" if line else ">" for line in task.solution().split("\n"))
    blocks = [head, facts, solution, f"**Why it is right:** {task.right()}"]
    blocks.append(f"**Still disputed:** {task.disputed}")
    return "\n\n".join([*blocks, _rubric(task)] if task.rung == "create" else blocks)


def _rubric(task: Task) -> str:
    rubric, anchors = data.table("rubrics"), data.table("anchor_marks")
    rows = rubric[rubric["task_id"] == task.task_id]
    levels = ["emerging", "proficient", "strong"]
    cells = [
        [title, *(of.loc[of["level"] == level, "descriptor"].iloc[0] for level in levels)]
        for title, of in rows.groupby("criterion_title", sort=False)
    ]
    own = anchors[anchors["task_id"] == task.task_id]
    marks = [[f"{row.anchor}", row.criterion, row.level, row.reason] for row in own.itertuples()]
    return "\n\n".join(
        [
            _table(["Criterion", *(f"{level} ({number})" for number, level in enumerate(levels, 1))], cells),
            "The two model answers in the exercise's source, as we would mark them:",
            _table(["Answer", "Criterion", "Level", "Because"], marks),
        ]
    )


def _balance(guide: Guide) -> str:
    rows = lint.balance_of(guide.source.path)
    return _table(
        [str(name).replace("_", " ") for name in rows.columns], rows.astype(str).to_numpy().tolist()
    )


def _shared(name: str) -> Callable[[Guide], str]:
    return lambda guide: (guide.root / SOURCES / f"{name}.md").read_text(encoding="utf-8").strip()


_BLOCKS: dict[str, Callable[[Guide], str]] = {
    "glance": _glance,
    "plan": _plan,
    "outcomes": _outcomes,
    "standards": _standards,
    "levels": _levels,
    "protocol": _shared("protocol"),
    "marking": _shared("marking"),
    "key": _key,
    "balance": _balance,
}


def _text(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def _skills(codes: list[str] | tuple[str, ...]) -> str:
    return ", ".join(labels.phrase(f"skill_{code}") for code in codes)


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines)
