"""The form of a lesson: headings, steps and minutes, figures with their texts, tables, lengths, links."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import groupby

from helpers.lint.model import (
    EXERCISE,
    FIGURES,
    GUIDE,
    LESSON,
    TOUR,
    WIDGETS,
    Finding,
    Page,
    constant_text,
    prose_of,
    rule,
    warning,
)

STEPS = ("start", "hook", "sources", "data", "discussion", "exit", "close")
SKILLS = ("SRC", "CTX", "COR", "CLR", "CAL", "UNC", "ARG", "PER")
PARTS = (
    "**By the end you can**",
    "**Take with you",
    "**What we still do not know",
    "**Who is missing here",
    "**Your turn",
)
CODE_LINES, CODE_WIDTH, PROSE_WARN, PROSE_MOST, ALT_LEAST = 12, 110, 180, 260, 40


@rule()
def headings(page: Page) -> Iterator[Finding]:
    """One title, and below it no level is left out."""
    found = [block for block in page.blocks if block.kind == "heading"]
    titles = [block for block in found if block.depth == 1]
    if len(titles) != 1 and (titles or page.about):  # a part of several guides has no title of its own
        line = titles[-1].line if titles else 1
        yield Finding(line, f"{len(titles)} headings of the first level", "write one")
    for upper, lower in zip(found, found[1:], strict=False):
        if lower.depth > upper.depth + 1:
            step = f"write it with {'#' * (upper.depth + 1)}"
            yield Finding(lower.line, f"heading {lower.text!r} skips a level", step)


@rule(LESSON)
def steps(page: Page) -> Iterator[Finding]:
    """The steps stand in their order; their minutes add up and are those of the headings."""
    order = [name for name, _ in groupby(name for _, name in page.steps())]
    if order != list(STEPS):
        yield Finding(1, f"steps {' · '.join(order)}", f"the order is {' · '.join(STEPS)}")
    total = sum(cell.metadata.get("minutes", 0) for cell in page.cells)
    if total != page.about.get("minutes"):
        yield Finding(
            1, f"steps of {total} minutes, a lesson of {page.about.get('minutes')}", "make them agree"
        )
    for cell, name in page.steps():
        printed = re.search(r"^## .*· (\d+) minutes$", cell.text, re.MULTILINE)
        if printed and int(printed[1]) != cell.metadata.get("minutes", 0):
            yield Finding(cell.line, f"{printed[1]} minutes in the heading of {name!r}", "as in its settings")
        if wrong := set(cell.metadata.get("skills", [])) - set(SKILLS):
            yield Finding(cell.line, f"unknown skills {sorted(wrong)}", f"choose from {', '.join(SKILLS)}")


@rule(LESSON)
def parts(page: Page) -> Iterator[Finding]:
    """A lesson has its fixed parts: aims, prediction, figures, a widget, checks, and what stays open."""
    for part in PARTS:
        if part not in page.text:
            yield Finding(1, f"no {part.strip('*')!r}", "add this part")
    called = [name for _, name, _ in page.calls]
    if "predict" not in called and "**Predict" not in page.text:
        yield Finding(1, "no prediction", "call predict(...), or write **Predict.** in the hook")
    if (count := sum(name in FIGURES for name in called)) < 3:
        yield Finding(1, f"{count} figures", "three at least, with bars, dots, lines or steps")
    if not set(called) & set(WIDGETS):
        yield Finding(1, "no widget", f"use one of {', '.join(WIDGETS)}")
    checks = {constant_text(node.args[0]) for _, name, node in page.calls if name == "check" and node.args}
    if f"{page.about['lesson']}.exit" not in checks:
        yield Finding(1, "no exit ticket", f'end with check("{page.about["lesson"]}.exit", ...)')
    for name in ("question", "sensitivity", "skills"):
        if name not in page.about:
            yield warning(1, f"the front matter has no {name!r}", "the plan for teachers is made from it")


@rule(LESSON, EXERCISE)
def levels(page: Page) -> Iterator[Finding]:
    """A cell for one level of sensitivity is never one that is marked."""
    for cell in page.cells:
        own = {
            name: cell.metadata[name] for name in ("level", "until", "sensitivity") if name in cell.metadata
        }
        for name, value in own.items():
            if value not in (1, 2, 3):
                yield Finding(cell.line, f"{name} {value!r}", "1, 2 or 3")
        if own.keys() & {"level", "until"} and (cell.task or re.search(r"^check\(", cell.text, re.MULTILINE)):
            yield Finding(
                cell.line, "a check in a cell that not every class sees", "move it out of that cell"
            )


@rule()
def figures(page: Page) -> Iterator[Finding]:
    """Each figure and picture says in words what it shows."""
    for line, name, node in page.calls:
        given = {word.arg: word.value for word in node.keywords} if name in FIGURES else {}
        for part in ("alt", "notice", "sources", "title") if given and None not in given else ():
            value = given.get(part)
            if value is None or isinstance(value, ast.Constant) and not value.value:
                yield Finding(line, f"{name}(...) without {part}", f"add {part}=")
        if isinstance(given.get("alt"), ast.Constant) and 0 < len(given["alt"].value) < ALT_LEAST:
            yield warning(line, f"alt text {given['alt'].value!r} is short", "say what one sees, and where")
    for match in re.finditer(r"!\[\s*\]\(", page.text):
        yield Finding(_line(page, match), "a picture without a text", "describe it between the brackets")


@rule()
def table_heads(page: Page) -> Iterator[Finding]:
    """Each column of a table has a head."""
    for match in re.finditer(r"^(\|.*\|)[ \t]*\n\|[\s:|-]+\|[ \t]*$", page.text, re.MULTILINE):
        if not all(cell.strip() for cell in match[1][1:-1].split("|")):
            yield Finding(_line(page, match), "a column without a head", "name each column")


@rule(LESSON, TOUR)
def lengths(page: Page) -> Iterator[Finding]:
    """No cell is too long to be read in one go."""
    for cell, _ in page.trees:
        lines = cell.text.splitlines()
        folded = cell.metadata.get("jupyter", {}).get("source_hidden", False)
        if (count := sum(bool(line.strip()) for line in lines)) > CODE_LINES and not folded:
            yield warning(cell.line, f"{count} lines of code", f"{CODE_LINES} at most, or fold the cell")
        wide = [number for number, line in enumerate(lines, cell.line) if len(line) > CODE_WIDTH]
        if wide:
            found = f"lines of code with more than {CODE_WIDTH} letters: {len(wide)}"
            yield Finding(wide[0], found, "break them", "warning" if folded else "error")
    for cell in page.cells:
        words = sum(len(block.plain.split()) for block in prose_of(cell) if block.kind != "row")
        # The first and the last step have fixed parts, short ones, one below the other.
        room = 1.5 if cell.metadata.get("step") in ("start", "close") else 1
        if words > PROSE_WARN * room:
            level = "error" if words > PROSE_MOST * room else "warning"
            step = f"break it with code, a figure or +++; {PROSE_WARN} is enough"
            yield Finding(cell.line, f"{words} words without a break", step, level)


@rule()
def links(page: Page) -> Iterator[Finding]:
    """A link inside the kit leads somewhere."""
    folder = page.path.parent.parent
    slugs = {_slug(block.plain) for block in page.blocks if block.kind == "heading"}
    for match in re.finditer(
        r"\]\(([^)\s]+)\)", re.sub(r"`[^`\n]*`", lambda code: " " * len(code[0]), page.text)
    ):
        target, _, anchor = match[1].partition("#")
        if re.match(r"[a-z]+:|\{\{", match[1]):
            continue
        if target and not (folder / target).exists():
            yield Finding(
                _line(page, match), f"link to {target!r}", f"no such file, seen from {folder.name}/"
            )
        elif not target and _slug(anchor) not in slugs:
            yield Finding(_line(page, match), f"link to #{anchor}", "no heading of this page has that name")


@rule(LESSON, TOUR, GUIDE)
def reading_level(page: Page) -> Iterator[Finding]:
    """Plain English: a pupil of sixteen who learns English reads it."""
    told = [sentence for block in page.prose if block.kind != "row" for sentence in block.sentences]
    told = [sentence for sentence in told if len(sentence.split()) > 3]
    if told and (level := grade(told)) > 9:
        words = sum(len(sentence.split()) for sentence in told) / len(told)
        found = f"reading level {level:.1f} (grade), {words:.0f} words a sentence"
        yield Finding(1, found, "shorter sentences, shorter words", "error" if level > 11 else "warning")
    for block in page.prose:
        for sentence in block.sentences if block.kind != "row" else ():
            if (count := len(sentence.split())) > 40:
                yield warning(
                    block.line, f"{count} words in one sentence ({sentence[:40]} ...)", "make two of it"
                )


def grade(sentences: list[str]) -> float:
    """Return the Flesch–Kincaid grade of English sentences; names count as if they were easy.

    >>> grade(["The cat sat on the mat."]) < 2 < 9 < grade(["We favour constitutional interpretation."])
    True
    """
    words = [word for sentence in sentences for word in re.findall(r"[A-Za-z][A-Za-z'’-]*", sentence)]
    sounds = sum(1 if word[0].isupper() and word.lower() != word else _syllables(word) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * sounds / max(len(words), 1) - 15.59


def _syllables(word: str) -> int:
    stem = re.sub(r"(?:[^aeiouyl]e|[^aeioudt]ed|es)$", "", word.lower())
    return max(1, len(re.findall(r"[aeiouy]+", stem)))


def _line(page: Page, match: re.Match[str]) -> int:
    return page.text.count("\n", 0, match.start()) + 1


def _slug(heading: str) -> str:
    return re.sub(r"[^\w가-힣ぁ-んァ-ヶ一-龯-]", "", heading.strip().lower().replace(" ", "-"))
