"""Is a lesson fair, sourced and readable? `two-shores lint` reads the sources and lists what to mend.

    two-shores lint                  all lessons, exercises and guides
    two-shores lint 08-gsomia        those of that name
    two-shores lint --balance        whose words each of them uses

Exit code 0: no error; 1: errors. A warning asks somebody to look and fails nothing. A rule is a function that
sees one page (`model.Page`) and yields findings; the modules hold the rules by theme: `numbers`, `voices`,
`sides`, `wording`, `form`. Words to look for are data: the tables `terms` and `namings`, the module `lists`.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from helpers.editions import EXERCISES, LESSONS
from helpers.errors import KitError, unknown
from helpers.lint import form, model, numbers, sides, voices, wording
from helpers.lint.model import GUIDES, Finding
from helpers.lint.sides import balance_of

__all__ = ["Finding", "balance", "balance_of", "findings", "main", "sources"]
THEMES = (numbers, voices, sides, wording, form)


def findings(source: Path | str, rules: tuple[str, ...] | None = None) -> list[Finding]:
    """Return what the rules find in a source, by line; `rules` chooses some by name."""
    for name in sorted(set(rules or ()) - set(model.RULES)):
        raise unknown("rule", name, model.RULES, "They are the functions of helpers.lint with @rule.")
    return model.check(model.read(source), rules)


def sources(root: Path | str = ".", names: Iterable[str] = ()) -> list[Path]:
    """Return the sources under `root`: lessons, exercises, guides; `names` chooses by name."""
    found = [
        path for folder in (LESSONS, EXERCISES, GUIDES) for path in sorted(Path(root, folder).glob("*.md"))
    ]
    if not found:
        raise KitError(
            f"No sources in {Path(root).resolve()}.", f"Run this in the folder that holds {LESSONS}."
        )
    wanted, known = set(names), {path.stem for path in found}
    for name in sorted(wanted - known):
        raise unknown("source", name, sorted(known), f"They lie in {LESSONS}, {EXERCISES} and {GUIDES}.")
    return [path for path in found if not wanted or path.stem in wanted]


def balance(name: str, root: Path | str = ".") -> pd.DataFrame:
    """Return whose words the lesson of that name uses, one row a side; see `balance_of`."""
    return balance_of(sources(root, [name])[0])


def main(arguments: list[str] | None = None) -> int:
    """Run `two-shores lint [NAME ...] [--balance]` and return its exit code."""
    parser = argparse.ArgumentParser(prog="two-shores lint", description=__doc__.split("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="a source, as 08-gsomia (default: all)")
    parser.add_argument("--balance", action="store_true", help="count the voices of each instead")
    parser.add_argument("--errors", action="store_true", help="leave the warnings out")
    chosen = parser.parse_args(arguments)
    paths = sources(names=chosen.names)
    if chosen.balance:
        print(*map(_voices, paths), sep="\n\n")
        return 0
    found = [one for path in paths for one in findings(path)]
    errors = [one for one in found if one.level == "error"]
    print(*(errors if chosen.errors else found), sep="\n", end="\n" if found else "")
    counted = f"{len(errors)} errors, {len(found) - len(errors)} warnings"
    print(f"{len(model.RULES)} rules, {len(paths)} sources: {counted}.")
    return bool(errors)


def _voices(path: Path) -> str:
    page = model.read(path)
    kinds = ", ".join(f"{kind} {count}" for kind, count in sides.kinds_of(page).items())
    lines = [balance_of(path).to_string(index=False), f"kinds of documents: {kinds or 'none'}"]
    for place, word in ((0, "first"), (-1, "last")):
        counts = ", ".join(f"{side} {count}" for side, count in sorted(sides.order_of(page, place).items()))
        lines.append(f"{word} in a list of both: {counts or 'no such list'}")
    return "\n".join([str(path), *lines])
