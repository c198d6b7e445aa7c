"""The student's own answers, kept on the student's own computer, so that they outlive a kernel and an update.

    check("08.3", ...)  ──>  keep(record, rank)  ──>  ~/.two-shores/answers/08.3.json
                                                        latest: the answer of the last try
                                                        best:   the answer of the best try so far

One file is one task. A file is never written in place: the new text goes to a file beside it, is flushed to
the disk, and takes the place of the old one in a single step. A crash leaves the old answer or the new one,
whole. Set TWO_SHORES_ANSWERS to another folder, or to "off" to keep nothing. Nothing is sent anywhere.
"""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from helpers.errors import KitError

_VARIABLE = "TWO_SHORES_ANSWERS"


@dataclass(frozen=True)
class Entry:
    """What is kept about one task: the plain values of the latest and of the best answer, and the tries."""

    task: str
    latest: dict
    best: dict
    rank: int
    tries: int


def home() -> Path | None:
    """Return the folder where answers are kept, or None where nothing is kept."""
    named = os.environ.get(_VARIABLE, "")
    if named.casefold() == "off":
        return None
    return Path(named).expanduser() if named else Path.home() / ".two-shores" / "answers"


def keep(record: dict, rank: int) -> Entry | None:
    """Keep an answer record, and return the entry of its task; None where nothing is kept.

    `rank` says how good the answer is; an answer at least as good as the best one takes its place. Raises a
    KitError if the folder cannot be written; the answers that were there are still there.
    """
    place = home()
    if place is None:
        return None
    try:
        return _keep(place, record["task"], record["answer"], rank)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise KitError(
            f"Your answer was checked, but could not be kept: {reason}.",
            f"Free some space, or name another folder in the variable {_VARIABLE}.",
        ) from error


def entries() -> list[Entry]:
    """Return what is kept about each task, by task id. A file that is no longer JSON is set aside."""
    place = home()
    found = [] if place is None else [_read(path) for path in sorted(place.glob("*.json"))]
    return [entry for entry in found if entry]


def _keep(place: Path, task: str, answer: dict, rank: int) -> Entry:
    before = _read(place / f"{task}.json")
    best = answer if before is None or rank >= before.rank else before.best
    entry = Entry(
        task,
        latest=answer,
        best=best,
        rank=max(rank, before.rank if before else rank),
        tries=1 + (before.tries if before else 0),
    )
    _replace(place / f"{task}.json", json.dumps(asdict(entry), ensure_ascii=False, indent=1) + "\n")
    return entry


def _read(path: Path) -> Entry | None:
    try:
        return Entry(**json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError):
        # Spoilt by another program. Set it aside: the next try must not write over it.
        os.replace(path, path.with_suffix(".unreadable"))
        return None


def _replace(path: Path, text: str) -> None:
    """Write a file so that a reader, or a crash, sees the old text or the new one and nothing between."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-", suffix=".new")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
