"""Every number in a sentence comes from a table: `{{ year("gsomia-2016-11-23-signed") }}` and not `2016`.

What is no prose (code, links, settings, lists) is blanked first, so that the lines stay where they are.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from helpers.lint.lists import PHRASES
from helpers.lint.model import GUIDE, LESSON, PLACEHOLDER, TOUR, Finding, Page, rule, warning

_WORDS = "three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
_WORDS += "eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_NUMBER = re.compile(rf"\d(?:[\d.,]*\d)?|\b(?:{_WORDS})\b", re.IGNORECASE)
_FRONT_AND_CODE = [
    re.compile(r"\A---\n.*?\n---\n", re.DOTALL),
    re.compile(r"^(`{3,}|~{3,}).*?^\1", re.DOTALL | re.MULTILINE),
]
_NOT_PROSE = [
    re.compile(r"^\+\+\+.*$", re.MULTILINE),  # settings of a cell
    re.compile(r"(`+)[^`].*?\1", re.DOTALL),  # code in a line
    re.compile(r"(?<=\])\([^)\s]*\)"),  # the target of a link
    re.compile(r"</?[a-zA-Z][^>]*>"),  # HTML with its attributes
    re.compile(r"^\s*\d+\. ", re.MULTILINE),  # a numbered list
    re.compile(r"(?<=· )\d+ minutes$", re.MULTILINE),  # the length of a step, which another rule adds up
]
_ALLOWED = re.compile(rf"[제第]\d+|\b0\d(?:\.\d+)?(?![\d.,]*\d)|\b(?:{PHRASES})\b", re.IGNORECASE)


@rule(LESSON, TOUR)
def numbers(page: Page) -> Iterator[Finding]:
    """Numbers in sentences come from the tables."""
    for line, number in typed_numbers(page.text, page.about.get("minutes")):
        yield Finding(line, f"typed number {number!r}", "write {{ ... }} with a function of helpers.prose")


@rule(GUIDE)
def years(page: Page) -> Iterator[Finding]:
    """A year in a guide comes from the tables, too; minutes and ages are the author's."""
    typed = [
        (line, text) for line, text in typed_numbers(page.text) if re.fullmatch(r"1[89]\d\d|20\d\d", text)
    ]
    if typed:
        found = f"typed years: {len(typed)} ({', '.join(sorted({text for _, text in typed}))})"
        yield warning(typed[0][0], found, 'write {{ year("event-id") }}, so that they follow the data')


def typed_numbers(text: str, minutes: int | None = None) -> list[tuple[int, str]]:
    """Return the numbers that an author typed into sentences, with their lines.

    >>> typed_numbers("It rose to 12 percent. Sit in groups of four.")
    [(1, '12')]
    """

    def blank(match: re.Match[str]) -> str:
        return re.sub(r"[^\n]", " ", match.group())

    found = [match for match in PLACEHOLDER.finditer(text) if _holds_a_typed_number(match.group(1))]
    for pattern in (*_FRONT_AND_CODE, PLACEHOLDER, *_NOT_PROSE, _ALLOWED):
        text = pattern.sub(blank, text)
    if minutes:
        text = re.sub(rf"\b{minutes} minutes\b", blank, text)
    found += _NUMBER.finditer(text)
    found.sort(key=lambda match: match.start())
    return [(text.count("\n", 0, match.start()) + 1, match.group()) for match in found]


def _holds_a_typed_number(expression: str) -> bool:
    """Whether the value itself is typed, as in number(26) or day("2019-11-22").

    A count of decimals, a factor or the date of a row is not: it only says which value, or how to print it.
    """
    try:
        tree = ast.parse(expression.strip(), mode="eval")
    except SyntaxError:
        return False  # the build says where
    nodes = list(ast.walk(tree))
    values = [tree.body, *(node.args[0] for node in nodes if isinstance(node, ast.Call) and node.args)]
    constants = [value.value for value in values if isinstance(value, ast.Constant)]
    typed = any(isinstance(value, int | float) or str(value)[:1].isdigit() for value in constants)
    called = {node.func for node in nodes if isinstance(node, ast.Call)}
    refers = any(
        node not in called
        if isinstance(node, ast.Name)
        else isinstance(node, ast.Constant) and isinstance(node.value, str)
        for node in nodes
    )
    return typed or not refers
