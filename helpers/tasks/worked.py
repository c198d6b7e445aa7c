"""Worked solutions that several exercises word alike.

    essay("04.8")        what a strong text shows, from the rubric
    grid(keys.stances()) the right word of each cell, from the key
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from helpers import data


def essay(task_id: str) -> str:
    """Return what a strong text shows in each criterion of its rubric: an essay has no single solution.

    >>> essay("08.8").splitlines()[0]
    'There is no single right text. A strong one shows this:'
    """
    rubric = data.table("rubrics")
    strong = rubric[(rubric["task_id"] == task_id) & (rubric["level"] == "strong")]
    lines = [f"{row.criterion_title}: {row.descriptor}" for row in strong.itertuples()]
    return "There is no single right text. A strong one shows this:\n" + "\n".join(lines)


def grid(cells: Mapping[str, Mapping[str, str | Iterable[str]]]) -> str:
    """Return the right words of a grid, row by row.

    >>> grid({"share": {"nyt15": ("supports",), "wsj": "silent"}})
    'share: nyt15 supports, wsj silent'
    """
    return "\n".join(
        f"{row}: " + ", ".join(f"{name} {_said(words)}" for name, words in of.items())
        for row, of in cells.items()
    )


def _said(words: str | Iterable[str]) -> str:
    return words if isinstance(words, str) else " or ".join(words)
