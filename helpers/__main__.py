"""The command line: `two-shores VERB`, the same as `python -m helpers VERB`.

Each verb is the main() of one module, which is imported only when its verb is called.
"""

from __future__ import annotations

import io
import sys
from importlib import import_module

from helpers.errors import KitError, unknown

# verb -> (module, what a teacher gets)
VERBS = {
    "doctor": ("helpers.doctor", "Is this computer ready? Lists each problem with what to do about it."),
    "grade": ("helpers.grading", "Mark handed-in exercise notebooks, on the screen and in a table."),
    "data": ("helpers.audit", "Are the tables sound? Rows, balance of voices, and each fault found."),
    "guides": ("helpers.guides", "For authors: write the guides for instructors."),
    "lint": ("helpers.lint", "For authors: is a lesson fair, sourced and readable? Lists what to mend."),
    "build": ("helpers.editions", "For authors: build notebooks from their Markdown sources."),
}


def main(arguments: list[str] | None = None) -> int:
    """Run one verb and return its exit code: 0 all well, 1 it found something, 2 it could not be done."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Not every terminal knows every letter. Such a letter is spelled out; it does not end the program.
        sys.stdout.reconfigure(errors="backslashreplace")
    verb, *rest = (sys.argv[1:] if arguments is None else arguments) or ["--help"]
    if verb in ("-h", "--help", "help"):
        print(_help())
        return 0
    try:
        if verb not in VERBS:
            raise unknown("verb", verb, VERBS, "List them: two-shores --help")
        return import_module(VERBS[verb][0]).main(rest)
    except KitError as error:
        print(error, file=sys.stderr)
        return 2


def _help() -> str:
    verbs = "\n".join(f"  two-shores {verb:<8} {what}" for verb, (_, what) in VERBS.items())
    return f"""Two Shores: a teaching kit on the Japan–South Korea dispute.

{verbs}

Add --help to a verb for its options, as: two-shores grade --help
To open the lessons: make lab (or: jupyter lab notebooks)"""


if __name__ == "__main__":
    sys.exit(main())
