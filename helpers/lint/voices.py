"""Who speaks: each statement has a speaker and a source, and each id that is written down is a row."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

from helpers import data
from helpers.errors import nearest
from helpers.lint.lists import ANNOUNCES, GROUPS, HOLDS, NOBODY, OFFICES
from helpers.lint.model import Finding, Page, constants, rule, strings, warning

SPEAKER = re.compile("actor|speaker")
# Which table an id belongs to, by the functions that take it and by the column that is compared with it.
_ASKED = {
    "events": "day month year weekday title",
    "figures": "figure",
    "series": "observed series stretches",
    "polls": "poll",
    "sources": "ref cite source_card",
    "claims": "claim_card",
    "terms": "term",
    "actors": "names",
}
ASKED = {function: table for table, functions in _ASKED.items() for function in functions.split()}
KEYS = {"claim_id": "claims", "source_id": "sources", "conflict_id": "conflicts", "event_id": "events"}
KEYS |= {"series_id": "series", "poll_id": "polls", "figure_id": "figures"}

# --- attribution -------------------------------------------------------------------------------------------

_GAP = r"(?:(?:['’]s)?,?[ ](?!(?:what|how|whether|which|why|who|may|might|could|would)\b)[\w'’-]+){0,5}?,?[ ]"
_ASKS = r"\b(?:what|how|whether|which|why|when|who|if)\b[^,;:.|]*$"


@rule()
def attribution(page: Page) -> Iterator[Finding]:
    """A sentence in which somebody says or holds something names the document in the same paragraph."""
    says, loosely = _saying()
    for block in page.prose:
        if block.sourced:
            continue
        for sentence in block.sentences:
            bare = re.sub(r"“[^”]*”|\"[^\"]*\"", "…", sentence)
            if bare.rstrip('"”*)').endswith("?"):
                continue
            found = says.search(bare)
            if found and not re.search(_ASKS, bare[: found.start()], re.IGNORECASE):
                step = 'add ({{ ref("source-id") }}) to this paragraph or bullet'
                # The rows of the next cell may be what the sentence introduces.
                level = "warning" if block.plain.endswith(":") else "error"
                yield Finding(block.line, f"{found.group()!r} has no source", step, level)
            elif found := loosely.search(bare):
                step = 'established by both sides? Else name who, and add ({{ ref("source-id") }})'
                yield warning(block.line, f"{found.group()!r} has no source", step)


@cache
def _saying() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The patterns for "somebody says" (an error) and for "somebody announces, some say" (a warning)."""
    nobody = "".join(rf"(?<!\b{word} )" for word in NOBODY)
    who = rf"(?:{nobody}\b(?i:{OFFICES})|\b(?:{'|'.join(_names())}))\b{_GAP}"
    says, loosely = rf"{who}(?:{HOLDS})\b", rf"{who}(?:{ANNOUNCES})\b|\b(?i:{GROUPS})\b{_GAP}(?:{HOLDS})\b"
    return re.compile(says), re.compile(loosely)


def _names() -> list[str]:
    """Names of actors as sentences have them: in full, and the family name of a person."""
    found = {"South Korea", "North Korea", "the United States", "METI", "MOFA"}
    for row in data.table("actors").itertuples():
        name = re.sub(r"\s*\(.*?\)", "", row.name_en).strip()
        if "unnamed" in row.name_en or ";" in name:
            continue
        found.add(name)
        if row.kind == "person":
            found.add(name.split()[0 if row.country in ("JPN", "ROK", "KOR", "DPRK", "CHN") else -1])
    return sorted((re.escape(name) for name in found if len(name) > 2 or name == "Oh"), key=len, reverse=True)


@rule()
def shown_statements(page: Page) -> Iterator[Finding]:
    """Where a cell shows statements, it shows who makes them."""
    for cell, tree in page.trees:
        speaker = any(SPEAKER.search(text) for text in _texts(tree))
        for node in ast.walk(tree):
            bare = False
            if isinstance(node, ast.Subscript):
                chosen = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
                columns = [text for part in chosen if isinstance(part, ast.List) for text in strings(part)]
                bare = "statement" in columns and not any(map(SPEAKER.search, columns))
            elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("print", "show"):
                columns = [_column(part) for part in ast.walk(node)]
                bare = "statement" in columns and not speaker
            if bare:
                line = cell.line + node.lineno - 1
                yield Finding(line, "statements without their speaker", 'show the column "actor_id", too')


# --- ids ---------------------------------------------------------------------------------------------------


@rule()
def ids(page: Page) -> Iterator[Finding]:
    """An id that is written down is the id of a row."""
    for line, table, text in _written(page):
        known = ids_of(table) if table else _all_ids()
        if text not in known:
            near = " or ".join(nearest(text, known, limit=2))
            step = f"did you mean {near}?" if near else f"see the table {table or 'that holds the others'}"
            yield Finding(line, f"no row has the id {text!r}", step)


@rule()
def used_claims(page: Page) -> Iterator[Finding]:
    """A claim that is no established fact has a speaker and a source."""
    for line, text in constants(page):
        if text in ids_of("claims"):
            claim = data.row("claims", text)
            empty = [name for name in ("actor_id", "source_id") if not claim[name]]
            if claim["evidence_class"] != "E" and empty:
                found = f"{text} is of class {claim['evidence_class']} and has no {' and no '.join(empty)}"
                yield Finding(line, found, "complete the row, or leave the claim out")


def _written(page: Page) -> Iterator[tuple[int, str, str]]:
    """Each text that stands where an id belongs: its line, its table ("" if not known), the text."""
    for line, name, node in page.calls:
        for argument in node.args if name in ("series", "stretches") else node.args[:1]:
            # day() takes a date, too.
            if name in ASKED and strings(argument) and not re.match(r"\d{4}", strings(argument)[0]):
                yield line, ASKED[name], strings(argument)[0]
    for cell, tree in page.trees:
        for node in ast.walk(tree):
            table, texts = "", []
            if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq | ast.NotEq):
                table, texts = KEYS.get(_column(node.left), ""), strings(node.comparators[0])
            elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "isin" and node.args:
                table, texts = KEYS.get(_column(node.func.value), ""), strings(node.args[0])
            elif isinstance(node, ast.List | ast.Tuple | ast.Set):
                texts = strings(node)
            # Where most texts of a list are ids, all are meant to be.
            if table or len(texts) > 1 and sum(text in _all_ids() for text in texts) * 2 > len(texts):
                yield from ((cell.line + node.lineno - 1, table, text) for text in texts)


def _texts(tree: ast.AST) -> list[str]:
    return [text for node in ast.walk(tree) for text in strings(node)]


def _column(node: ast.AST) -> str:
    """The column that is taken from a frame: claims["statement"], claims.loc[chosen, "statement"]."""
    parts = node.slice.elts if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Tuple) else []
    text = strings(parts[-1] if parts else node.slice) if isinstance(node, ast.Subscript) else []
    return text[0] if text else ""


@cache
def ids_of(table: str) -> frozenset[str]:
    """Return the ids of a table."""
    frame = data.table(table)
    return frozenset(frame[frame.columns[0]])


@cache
def _all_ids() -> frozenset[str]:
    return frozenset().union(*map(ids_of, KEYS.values()))
