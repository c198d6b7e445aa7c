"""A source as the lint reads it: cells, blocks of text, sentences; and what a rule says about it.

    Page ── cells ── Block ("heading", "text", "item", "row" of a table, "figure" text) ── sentences
    @rule(...) def name(page): yield Finding(line, what was found, what to do)

A rule sees one page and yields its findings. The kinds of page it suits stand in its decorator.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from helpers import editions
from helpers.errors import KitError

LESSON, TOUR, EXERCISE, GUIDE = "lesson", "tour", "exercise", "guide"
GUIDES = Path("docs/teaching/source")
FIGURES = ("bars", "dots", "lines", "steps")
WIDGETS = ("timeline", "matrix", "Names", "predict")


@dataclass(frozen=True, order=True)
class Finding:
    """What a rule found: where, what, what to do next. A warning is listed and fails nothing."""

    line: int
    found: str
    next_step: str
    level: str = "error"
    rule: str = ""
    path: str = ""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.level} [{self.rule}] {self.found}: {self.next_step}"


Rule = Callable[["Page"], Iterator[Finding]]
RULES: dict[str, tuple[Rule, tuple[str, ...]]] = {}


def rule(*kinds: str) -> Callable[[Rule], Rule]:
    """Enter a function into the rules, for these kinds of page (none named: for all)."""

    def enter(function: Rule) -> Rule:
        RULES[function.__name__] = (function, kinds or (LESSON, TOUR, EXERCISE, GUIDE))
        return function

    return enter


def warning(line: int, found: str, next_step: str) -> Finding:
    """Return a finding that fails nothing."""
    return Finding(line, found, next_step, "warning")


PLACEHOLDER = re.compile(r"\{\{(.+?)\}\}", re.DOTALL)
_SENTENCE_END = re.compile(r"(?<=[.?!])[\"”’)*_]*\s+(?=[\"“‘(*]*[A-Z0-9])")
_FENCE = re.compile(r"(`{3,}|~{3,})")
_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_ITEM = re.compile(r"(?:[-*+]|\d+\.)\s+")
_SOURCED = re.compile(r"\{\{[^}]*\b(?:ref|cite)\(|\]\(https?:|[`\[][a-z0-9]+(?:[-.][a-z0-9]+)+[`\]]")
_SPOKEN = [
    (re.compile(r"\{\{\s*(?:ref|cite)\([^}]*\}\}"), ""),
    (re.compile(r"\{\{\s*names\([^}]*\}\}"), "Namedactor"),
    (PLACEHOLDER, "one"),
    (re.compile(r"<[^>]+>|!?\[(?=[^\]]*\]\()|\]\([^)]*\)"), ""),
    (re.compile(r"`[^`]*`"), "code"),
    (re.compile(r"\*+|(?<!\w)_|_(?!\w)"), ""),
    (re.compile(r"\(\s*[,;]?\s*\)"), ""),
]


@dataclass(frozen=True)
class Block:
    """A heading, a paragraph, a list item, a row of a table, or a text of a figure, with its first line."""

    kind: str
    text: str
    line: int
    depth: int = 0

    @cached_property
    def plain(self) -> str:
        """The text as it is read: placeholders, code, links and marks are gone."""
        text = self.text
        for pattern, instead in _SPOKEN:
            text = pattern.sub(instead, text)
        return " ".join(text.split())

    @cached_property
    def sentences(self) -> list[str]:
        """The sentences of the plain text."""
        return [part for part in _SENTENCE_END.split(self.plain) if part]

    @property
    def sourced(self) -> bool:
        """Whether a reference to a document stands in the block, or the id of a row that has one."""
        return bool(_SOURCED.search(self.text))


@dataclass(frozen=True)
class Page:
    """One source: its kind, its front matter, its text and its cells."""

    path: Path
    kind: str
    about: dict[str, Any]
    text: str = field(repr=False)
    cells: list[editions.Cell] = field(repr=False)

    @cached_property
    def blocks(self) -> list[Block]:
        """All blocks of text in order; what a figure says is among them."""
        found = []
        for cell in self.cells:
            found += prose_of(cell) if cell.type == "markdown" else self._figure_texts(cell)
        return found

    @cached_property
    def prose(self) -> list[Block]:
        """The blocks that hold sentences."""
        return [block for block in self.blocks if block.kind in ("text", "item", "row")]

    @cached_property
    def told(self) -> list[Block]:
        """The prose without the list of aims, which names what the lesson will explain."""
        later = [cell.line for cell, step in self.steps() if step != "start"]
        return [block for block in self.prose if block.kind != "item" or not later or block.line > later[0]]

    @cached_property
    def trees(self) -> list[tuple[editions.Cell, ast.AST]]:
        """Each code cell with its syntax tree."""
        return [(cell, _tree(cell)) for cell in self.cells if cell.type == "code"]

    @cached_property
    def calls(self) -> list[tuple[int, str, ast.Call]]:
        """Every call in code and in placeholders: its line, the name of the function, its node."""
        trees = [(cell.line, tree) for cell, tree in self.trees]
        for match in PLACEHOLDER.finditer(self.text):
            try:
                trees.append((self.text.count("\n", 0, match.start()) + 1, ast.parse(match[1].strip())))
            except SyntaxError:
                continue  # the build says where
        found = [
            (line + node.lineno - 1, node.func.id, node)
            for line, tree in trees
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        ]
        return sorted(found, key=lambda call: call[0])

    def steps(self) -> list[tuple[editions.Cell, str]]:
        """Cells that begin a step, with its name."""
        return [(cell, cell.metadata["step"]) for cell in self.cells if "step" in cell.metadata]

    def _figure_texts(self, cell: editions.Cell) -> Iterator[Block]:
        for node in ast.walk(_tree(cell)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FIGURES:
                for word in node.keywords:
                    if word.arg in ("title", "notice", "alt"):
                        yield Block("figure", constant_text(word.value), cell.line + word.value.lineno - 1)


def read(path: Path | str) -> Page:
    """Read a lesson, an exercise or a guide from its Markdown source."""
    path = Path(path)
    text = path.read_text(encoding="utf-8")
    if GUIDES.name == path.parent.name and path.parent.parent.name == GUIDES.parent.name:
        return Page(path, GUIDE, *_guide(path, text))
    source = editions.take_apart(path)
    numbered = str(source.about[source.kind]).isdigit()
    return Page(path, source.kind if numbered else TOUR, source.about, text, source.cells)


def constant_text(node: ast.AST) -> str:
    """Return the text of a string in code, without what is computed in it."""
    parts = [part.value for part in ast.walk(node) if isinstance(part, ast.Constant)]
    return "".join(part for part in parts if isinstance(part, str))


def constants(page: Page) -> Iterator[tuple[int, str]]:
    """Return every text in code and every argument in a placeholder, with its line."""
    for cell, tree in page.trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield cell.line + node.lineno - 1, node.value
    for line, _, node in page.calls:
        yield from ((line, text) for argument in node.args for text in strings(argument))


def strings(node: ast.AST) -> list[str]:
    """Return the texts of a list in code, or the one text of a constant."""
    parts = node.elts if isinstance(node, ast.List | ast.Tuple | ast.Set) else [node]
    return [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]


def check(page: Page, names: tuple[str, ...] | None = None) -> list[Finding]:
    """Return what the rules that suit the page find in it, in order; `names` chooses rules."""
    found = []
    for name, (function, kinds) in RULES.items():
        if page.kind in kinds and (names is None or name in names):
            found += [replace(one, rule=name, path=str(page.path)) for one in function(page)]
    return sorted(set(found))


def _guide(path: Path, text: str) -> tuple[dict[str, Any], str, list[editions.Cell]]:
    import yaml

    parts = re.match(r"(?:---\n(.*?)\n---\n)?", text, re.DOTALL)
    try:
        about = yaml.safe_load(parts[1] or "{}")
    except yaml.YAMLError as error:
        found = f"{path}: the front matter cannot be read: {error}."
        raise KitError(found, "Put texts with a colon in quotes.") from error
    line = text.count("\n", 0, parts.end()) + 1
    return about, text, [editions.Cell("markdown", text[parts.end() :], {}, line)]


def _tree(cell: editions.Cell) -> ast.AST:
    try:
        return ast.parse(cell.text)
    except SyntaxError:
        return ast.Module([], [])  # the build says where


def prose_of(cell: editions.Cell) -> list[Block]:
    """Return the blocks of a text cell; a code cell has none."""
    found: list[Block] = []
    fence, fresh = "", True
    for number, raw in enumerate(cell.text.split("\n") if cell.type == "markdown" else (), cell.line):
        line = raw.strip().removeprefix(">").strip()
        mark = _FENCE.match(line)
        if mark and (not fence or line.startswith(fence)):
            fence, fresh = ("" if fence else mark[1]), True
            continue
        if fence or not line or line == "---":
            fresh = True
        elif heading := _HEADING.match(line):
            found.append(Block("heading", heading[2], number, len(heading[1])))
            fresh = True
        elif line.startswith("|"):
            found.append(Block("row", line, number))
            fresh = True
        elif fresh or _ITEM.match(line):
            found.append(Block("item" if _ITEM.match(line) else "text", line, number))
            fresh = False
        else:
            found[-1] = replace(found[-1], text=f"{found[-1].text}\n{line}")
    return found
