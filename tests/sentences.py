"""Draw sentences with facts from the built lessons and exercises, for an audit by hand.

    python tests/sentences.py --seed 20261122 --count 100

A sentence has a fact if it holds a number, a link to a source, or the name of a person or body of the tables.
The same seed and the same notebooks give the same sentences. Each is printed with its notebook and cell, to
be traced to its row.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from pathlib import Path

from helpers import data

ROOT = Path(__file__).parents[1]
FOLDERS = ("notebooks", "exercises")
# Headings, tables, code, and what tells a student what to do.
_TOLD = r"\*\*(Your|The core|Second session|If you|How it)"
_NOT_PROSE = re.compile(rf"^(#|\||```|>|- `|\d\. |{_TOLD}|\*[A-Z][a-z]+ · )")
_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"(*])")


def sentences(path: Path) -> list[tuple[int, str]]:
    """Return the sentences of the text cells of a notebook, each with the number of its cell."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    found = []
    for number, cell in enumerate(cells, 1):
        if cell["cell_type"] == "markdown":
            lines = [line for line in "".join(cell["source"]).splitlines() if not _NOT_PROSE.match(line)]
            found += [(number, one.strip()) for line in lines for one in _END.split(line) if one.strip()]
    return found


def has_fact(sentence: str, names: re.Pattern) -> bool:
    """Whether a sentence says something that a row of the tables can bear out."""
    plain = re.sub(r"`[^`]*`|\b0\d\.\w+", "", sentence)
    return bool(re.search(r"\]\(http|\d", plain) or names.search(plain))


def draw(seed: int, count: int) -> list[tuple[str, int, str]]:
    """Return a sample of sentences with facts: notebook, cell, sentence."""
    actors = sorted(set(data.table("actors")["name_en"]), key=len, reverse=True)
    names = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in actors))
    paths = [path for folder in FOLDERS for path in sorted((ROOT / folder).glob("[0-9][0-9]-*.ipynb"))]
    pool = [
        (f"{path.parent.name}/{path.stem}", number, sentence)
        for path in paths
        for number, sentence in sentences(path)
        if has_fact(sentence, names)
    ]
    return sorted(random.Random(seed).sample(pool, count))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    chosen = parser.parse_args()
    for order, (name, number, sentence) in enumerate(draw(chosen.seed, chosen.count), 1):
        print(f"{order}. {name}, cell {number}: {sentence}\n")
