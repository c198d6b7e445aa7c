"""Whose words a page uses: counted by side, dissent, language and kind of document.

    balance_of(path)   one row a side: statements, dissenting, sources, languages

A count is no verdict: it asks somebody to look, and a lesson may give its reason in the front matter.
"""

from __future__ import annotations

import ast
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from helpers import data
from helpers.lint.model import LESSON, Finding, Page, constants, read, rule, strings, warning
from helpers.lint.voices import ids_of

SIDES = ("JPN", "ROK")


def balance_of(source_path: Path | str) -> pd.DataFrame:
    """Return whose words a source uses, one row a side: statements, dissenting, sources, languages.

    Counted are claims and sources whose ids it writes, those of the conflicts it writes, and those in the
    tables that the built notebook shows.
    """
    return _balance(read(source_path)).reset_index()


@rule(LESSON)
def balance(page: Page) -> Iterator[Finding]:
    """Both sides are heard about equally, each with a dissenting voice, and not always in one order."""
    if page.about.get("balance_reason"):
        return
    found, step = _balance(page), 'add a voice, or give the reason: balance_reason: "..." in the front matter'
    said = {side: int(found.loc[side, "statements"]) for side in SIDES}
    if max(said.values()) > 2 * min(said.values()) and max(said.values()) > 3:
        yield warning(1, f"statements: {said['JPN']} of Japan, {said['ROK']} of South Korea", step)
    for side in SIDES:
        if not found.loc[side, "dissenting"]:
            yield warning(1, f"no dissenting voice of {side}", step)
    for language, name in (("ja", "Japanese"), ("ko", "Korean")):
        if language not in found["languages"].str.cat():
            yield warning(1, f"no document in {name}", step)
    first = order_of(page)
    if sum(first.values()) > 3 and max(first.values()) == sum(first.values()):
        found = f"{max(first)} comes first in each of {sum(first.values())} lists"
        yield warning(1, found, "let the order alternate")


def order_of(page: Page, place: int = 0) -> Counter:
    """Return how often each side comes first (or last: place -1) in the lists of claims that hold both."""
    sides = data.table("claims").set_index("claim_id")["side"]
    counted = Counter()
    for _, tree in page.trees:
        for node in ast.walk(tree):
            texts = strings(node) if isinstance(node, ast.List) else []
            heard = [side for side in map(sides.get, texts) if side in SIDES]
            if len(set(heard)) == 2:
                counted[heard[place]] += 1
    return counted


def kinds_of(page: Page) -> pd.Series:
    """Return how many documents of each kind a page uses."""
    sources = data.table("sources").set_index("source_id")
    return sources.loc[sorted(_used(page)[1]), "kind"].value_counts()


def _balance(page: Page) -> pd.DataFrame:
    said, read_in = _used(page)
    claims = data.table("claims").set_index("claim_id").loc[sorted(said)]
    sources = data.table("sources").set_index("source_id").loc[sorted(read_in)]
    side = claims["side"].where(claims["side"].isin(SIDES), "others")
    made_in = sources["perspective"].where(sources["perspective"].isin(SIDES), "others")
    rows = [*SIDES, "others"]
    languages = [sources.loc[made_in == one, "language"].value_counts() for one in rows]
    frame = {
        "statements": [int((side == one).sum()) for one in rows],
        "dissenting": [int(claims.loc[side == one, "dissent"].sum()) for one in rows],
        "sources": [int((made_in == one).sum()) for one in rows],
        "languages": [", ".join(f"{name} {count}" for name, count in counts.items()) for counts in languages],
    }
    return pd.DataFrame(frame, index=pd.Index(rows, name="side"))


def _used(page: Page) -> tuple[set[str], set[str]]:
    """Return the claims and the sources that a page uses."""
    texts = {text for _, text in constants(page)} | _shown(page)
    claims, conflicts, links = (data.table(name) for name in ("claims", "conflicts", "conflict_claims"))
    said = (texts & ids_of("claims")) | set(links.loc[links["conflict_id"].isin(texts), "claim_id"])
    quarrels = conflicts[conflicts["conflict_id"].isin(texts)]
    named = {
        *claims.loc[claims["claim_id"].isin(said), "source_id"],
        *quarrels["source_a"],
        *quarrels["source_b"],
    }
    return said, (texts | named) & ids_of("sources")


def _shown(page: Page) -> set[str]:
    """Return the words of the tables that the built notebook shows; a timeline holds too many to count."""
    built = page.path.parent.parent / f"{page.path.stem}.ipynb"
    stored = json.loads(built.read_text(encoding="utf-8")) if built.exists() else {"cells": []}
    words = set()
    for cell in stored["cells"]:
        if "show(" in "".join(cell["source"]):
            for output in cell.get("outputs", []):
                words |= set(re.findall(r"[\w.-]+", str(output.get("data", {}).get("text/plain", ""))))
    return words
