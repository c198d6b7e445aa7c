"""What a task is made of. A lesson's module fills these in; `judge` in the package reads them.

    Task 08.3 ── Part "value" (number), Part "unit" (unit), Part "source" (source), Part "locator" (locator)
       │             each part says how its text is read and what it is worth
       └─ mark(answer) ──> Marked: how much of each part is met, what was seen, which misconception shows

A mark function is pure: it sees the answer as plain values and computes what is right from the tables.
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

    `kind` says how it is read: "number", "unit", "source", "locator", "choice", "ids", "matching", "matrix"
    or "text". `known` returns the right names of a choice or of ids, `rows` those of the keys of a matching
    or a matrix. An optional part can lift an answer above "met" and is never missed. `listing` is the code
    that prints the right names, where they are too many for a message.
    """

    name: str
    kind: str
    marks: int = 1
    known: Callable[[], Iterable[str]] | None = None
    rows: Callable[[], Iterable[str]] | None = None
    optional: bool = False
    listing: str = ""


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
    mark: Callable[[Answer], Marked]
    hints: tuple[str, str, str]
    solution: Callable[[], str]
    right: Callable[[], str]
    disputed: str
    # What to say where an answer is not right yet and no known misconception shows.
    why: str
    look_at: str
    next_step: str
    # An essay is marked by a person: its parts are a pre-check and worth nothing.
    by_person: bool = False
    out_of: int = field(default=0)

    def __post_init__(self) -> None:
        if not self.by_person:
            object.__setattr__(self, "out_of", sum(part.marks for part in self.parts if not part.optional))

    def part(self, name: str) -> Part:
        """Return the part of that name."""
        return next(part for part in self.parts if part.name == name)
