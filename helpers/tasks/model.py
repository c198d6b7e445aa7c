"""What a task is made of. A lesson's module fills these in; `judge` in the package reads them.

    Task 08.3 ── Part "value" (number), Part "unit" (unit), Part "source" (source), Part "locator" (locator)
       │             each part says how its text is read and what it is worth
       └─ marked(answer) ──> Marked: how much of each part is met, what was seen, which misconception shows

Most parts are made in `parts` and know how they are judged; a task whose parts judge one another brings a
`mark` function of its own. Both are pure: they see plain values and compute what is right from the tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

RUNGS = ("recognise", "locate", "compute", "corroborate", "explain", "contest", "create")
SKILLS = ("SRC", "CTX", "COR", "CLR", "CAL", "UNC", "ARG", "PER")

# An answer after reading: the parts that were given and could be read, by name.
Answer = Mapping[str, object]


@dataclass(frozen=True)
class Part:
    """One part of an answer, which is one keyword of `check`.

    `kind` says how it is read: "number", "unit", "source", "locator", "choice", "ids", "matching", "matrix",
    "order" or "text". `known` returns the right names of a choice or of ids, `rows` those of the keys of a
    matching or a matrix, `columns` the columns of a matrix. An optional part can lift an answer above "met"
    and is never missed. `listing` is the code that prints the right names, where they are too many for a
    message. `judge` says how much of the part an answer meets; see `parts`.
    """

    name: str
    kind: str
    marks: int = 1
    known: Callable[[], Iterable[str]] | None = None
    rows: Callable[[], Iterable[str]] | None = None
    optional: bool = False
    listing: str = ""
    columns: Callable[[], Iterable[str]] | None = None
    judge: Callable[[Answer], Judged] | None = None


@dataclass(frozen=True)
class Judged:
    """What the judge of one part found; `seen`, `distance` and `misconception` as in `Marked`.

    `guess` is a misconception that is named only if no part shows a surer one.
    """

    share: float
    seen: str = ""
    distance: str = ""
    misconception: str = ""
    guess: str = ""
    note: str = ""


@dataclass(frozen=True)
class Marked:
    """What a mark function found.

    `shares` holds, for each part that was given, how much of it is met (0 to 1). `distance` tells how far the
    answer is off, never the answer. `misconception` is an id of the table misconceptions, or "".
    """

    shares: Mapping[str, float]
    seen: str
    distance: str = ""
    misconception: str = ""
    beyond: bool = False
    note: str = ""


@dataclass(frozen=True)
class Task:
    """One task of an exercise: what it trains, its parts, how it is marked, and what a student is told."""

    task_id: str
    title: str
    rung: str
    skills: tuple[str, ...]
    minutes: int
    parts: tuple[Part, ...]
    hints: tuple[str, str, str]
    solution: Callable[[], str]
    right: Callable[[], str]
    disputed: str
    # What to say where an answer is not right yet and no known misconception shows.
    why: str
    look_at: str
    next_step: str
    # Where the parts do not judge themselves.
    mark: Callable[[Answer], Marked] | None = None
    # An essay is marked by a person: its parts are a pre-check and worth nothing.
    by_person: bool = False
    out_of: int = field(default=0)

    def __post_init__(self) -> None:
        if not self.by_person:
            object.__setattr__(self, "out_of", sum(part.marks for part in self.parts if not part.optional))

    def marked(self, answer: Answer) -> Marked:
        """Return what is right in an answer."""
        return self.mark(answer) if self.mark else _by_parts(self.parts, answer)

    def part(self, name: str) -> Part:
        """Return the part of that name."""
        return next(part for part in self.parts if part.name == name)


def by_id(*tasks: Task) -> dict[str, Task]:
    """Return tasks by their ids, in the order given."""
    return {task.task_id: task for task in tasks}


def _by_parts(parts: tuple[Part, ...], answer: Answer) -> Marked:
    """Ask each part that was given, and let the first one that knows a misconception speak."""
    judged = {part.name: part.judge(answer) for part in parts if part.judge and part.name in answer}
    told = list(judged.values())
    short = [f"{part.name} {_brief(answer[part.name])}" for part in parts if part.name in judged]
    seen = [one.seen for one in told if one.seen] or [f"We read {', '.join(short)}."]
    optional = {part.name for part in parts if part.optional}
    extras = [one.share for name, one in judged.items() if name in optional]
    return Marked(
        shares={name: one.share for name, one in judged.items()},
        seen=" ".join(seen),
        distance=" ".join(one.distance for one in told if one.distance),
        misconception=next(
            (one.misconception for one in told if one.misconception),
            next((one.guess for one in told if one.guess), ""),
        ),
        beyond=bool(extras) and min(extras) == 1,
        note=" ".join(one.note for one in told if one.note),
    )


def _brief(value: object) -> str:
    return f"{value:.10g}" if isinstance(value, float) else f"{value}"
