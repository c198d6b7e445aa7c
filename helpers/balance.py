"""Whose words are in the tables, counted: so that a course on a dispute can be asked whether it is fair.

    sides()      statements by topic and by the side of the speaker, with the dissenting ones
    genres()     statements by side and by kind of document
    languages()  statements by side and by language of the document
    missing()    contested topics that lack a side or a voice of dissent

A count is no verdict. It shows where a reader hears one side more often, and where a lesson has to say so.
"""

from __future__ import annotations

import pandas as pd

from helpers import data

# The two states of the dispute, in alphabetical order; the other voices stand after them.
SIDES = ("JPN", "ROK")


def sides() -> pd.DataFrame:
    """Return one row a topic: statements of JPN, ROK, others; JPN and ROK dissent; contested or not."""
    claims = data.table("claims")
    group = claims["side"].where(claims["side"].isin(SIDES), "others")
    counted = pd.crosstab(claims["topic"], group).reindex(columns=[*SIDES, "others"], fill_value=0)
    dissent = claims[claims["dissent"]]
    for side in SIDES:
        counted[f"{side} dissent"] = dissent[dissent["side"] == side].groupby("topic").size()
    counted = counted.fillna(0).astype(int)
    counted["contested"] = data.table("topics").set_index("topic")["contested"].reindex(counted.index)
    counted.columns.name = None
    return counted


def genres() -> pd.DataFrame:
    """Return one row a kind of document, one column a side: how many statements come from it."""
    return _by("kind")


def languages() -> pd.DataFrame:
    """Return one row a language of the document, one column a side: how many statements come from it."""
    return _by("language")


def missing() -> pd.DataFrame:
    """Return the contested topics that lack something: which sides have no voice there, which no dissent."""
    counted = sides().query("contested")
    lacks = pd.DataFrame(
        {
            head: [" ".join(side for side in SIDES if not row[side + end]) for _, row in counted.iterrows()]
            for head, end in (("no voice of", ""), ("no dissent of", " dissent"))
        },
        index=counted.index,
    )
    return lacks[lacks.ne("").any(axis="columns")]


def _by(column: str) -> pd.DataFrame:
    claims, of_source = data.table("claims"), data.table("sources").set_index("source_id")[column]
    counted = pd.crosstab(claims["source_id"].map(of_source).rename(column), claims["side"])
    counted["all"] = counted.sum(axis="columns")
    counted.columns.name = None
    return counted.sort_values("all", ascending=False)
