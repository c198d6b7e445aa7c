"""What is right in lesson 04 and its exercise, computed from the tables.

The options of a choice are part of its question and stand here as words; every key is read from a row.
"""

from __future__ import annotations

import re

import pandas as pd

from helpers import data

# 04.1: the six disagreements about one memo, by the names that the task gives them.
MEMO = {
    "300 or 320 in grants": "kim-ohira-grants",
    "which sum is the grant": "kim-ohira-swapped",
    "100 or 300 in credits": "kim-ohira-credits",
    "20 or 21 October": "kim-ohira-first-day",
    "which sheet of paper": "kim-ohira-paper",
    "signed or not": "kim-ohira-signed",
}
KINDS = ("slip in print", "two moments", "open")
# 04.2: what a clause is about, as `provisions` names it in the column subject.
CLAUSES = {
    "already null and void": "treaties of 1910 and before",
    "completely and finally": "settlement",
    "free of charge": "grants",
    "arbitrators": "disputes: arbitration",
}
TREATIES = {"Basic Treaty": "basic-treaty-article-2", "Claims Agreement": "claims-agreement-article-2-1"}
DECIDES = ("the English text", "no third text")
DAYS = ("1945", "1948", "1952", "cannot tell")
# 04.3 and 04.4: numbers on the use of the money.
GRANT, LOAN, STEEL, INDUSTRY = "hist-f114", "hist-f117", "hist-f122", "hist-f123"
GRANT_WON, PEOPLE_WON, ALL_PAID = "hist-f125", "hist-f126", "hist-f145"
WHOLES = ("grants and loans", "mining and industry")
COUNTED = ("the steel works", "mining and industry", "industry and raw materials")
# 04.5: the first decision of 2008 and the payments by year.
KINDS_2008 = ("hist-f237", "hist-f238", "hist-f239", "hist-f240")
TOTALS_2008 = ("hist-f235", "hist-f236")
COLUMNS = ("dead_missing", "injured", "unpaid_wages", "medical")
YEARS = ("2008", "2009", "2010", "2011", "2012")
# 04.6: who speaks, and the rows in which they do.
SPEAKERS = {
    "committee": ("hist-c069", "hist-c070", "hist-c071"),
    "tokyo": ("hist-c137",),
    "majority": ("court-majority-result", "hist-c073"),
    "opinion": ("sep-opinion-kim-lee-noh",),
    "dissent": ("dissent-kwon-jo",),
}
# What a row must say to support, to contradict, or to touch each statement and leave it open.
SAYS = {
    "covered": (
        r"covers these claims|agreement to cover|all claims .* settled|account of .* forced mobilisation",
        r"are not among the claims|fall outside",
        r"not settled|account of",
    ),
    "court": (r"may sue|can demand them", r"no longer be pursued by lawsuit|no contention", r"no contention"),
    "unlawful": (r"unlawful colonial rule", r"$^", r"colonial"),
    "seoul": (r"South Korean state should|government had a moral duty", r"$^", r"\bSeoul\b"),
}
MARKS = ("supports", "contradicts", "silent", "cannot tell")


def value(figure_id: str) -> float:
    """Return the value of a row of figures."""
    return float(data.row("figures", figure_id)["value"])


def kinds() -> dict[str, str]:
    """04.1: what sort of disagreement each one is, by the register."""
    return {name: _kind(data.row("conflicts", conflict)) for name, conflict in MEMO.items()}


def _kind(conflict: pd.Series) -> str:
    if conflict["status"] == "open":
        return KINDS[2]
    return KINDS[1] if conflict["kind"] == "period" else KINDS[0]


def articles() -> dict[str, str]:
    """04.2: the row of `provisions` that holds each wording."""
    rows = provisions_of_1965().reset_index().set_index("subject")["provision_id"]
    return {wording: rows[subject] for wording, subject in CLAUSES.items()}


def provisions_of_1965() -> pd.DataFrame:
    rows = data.table("provisions").set_index("provision_id")
    return rows[(rows["agreement"] == "normalisation-1965") & rows.index.str.match("basic|claims")]


def decisive() -> dict[str, str]:
    """04.2: which language decides for each of the two texts, by the notes of their rows."""
    notes = {name: data.row("provisions", row)["note"] for name, row in TREATIES.items()}
    return {name: DECIDES["no third language decides" in note] for name, note in notes.items()}


def void_since() -> str:
    """04.2: the day of the Japanese reading, or that our pages leave it open."""
    return DAYS[-1] if data.row("conflicts", "null-and-void-date")["status"] == "open" else DAYS[1]


def steel_shares() -> dict[str, float]:
    """04.3: the steel works as a share of either whole, in per cent."""
    funds = value(GRANT) + value(LOAN)
    sizes = (funds, funds * value(INDUSTRY) / 100)
    return {whole: 100 * value(STEEL) / size for whole, size in zip(WHOLES, sizes, strict=True)}


def steel_of_grants() -> float:
    """04.3, a slip: the steel works by the grants alone, although loans went into them too."""
    return 100 * value(STEEL) / value(GRANT)


def steel_sources() -> set[str]:
    """04.3: where the sum for the steel works is printed."""
    return {data.row("figures", STEEL)["source_id"]}


def headline_counts() -> str:
    """04.3: what the large percentage really counts, in the words of its row."""
    return COUNTED["mining and manufacturing" in data.row("figures", INDUSTRY)["quantity"]]


def people_share() -> float:
    """04.4: payments to people as a share of the grant, both in won, in per cent."""
    return 100 * value(PEOPLE_WON) / value(GRANT_WON)


def lowest_share() -> float:
    """04.4: the same with the smaller sum that another page gives for all payments."""
    return 100 * value(ALL_PAID) / value(GRANT_WON)


def printed_share() -> float:
    """04.4: the share as it is printed, with interest."""
    return float(re.search(r"([\d.]+) percent with interest", data.row("figures", PEOPLE_WON)["note"])[1])


def share_of_package() -> float:
    """04.4, a slip: the same payments by grants and loans together, at the won rate of the grant."""
    return people_share() * value(GRANT) / (value(GRANT) + value(LOAN))


def people_sources() -> set[str]:
    """04.4: where grant and payments stand side by side in won."""
    return {data.row("figures", PEOPLE_WON)["source_id"]}


def decided() -> float:
    """04.5: what the kinds of the first decision add up to."""
    return sum(value(kind) for kind in KINDS_2008)


def misprint() -> str:
    """04.5: the page whose total is not the sum of the kinds."""
    rows = [data.row("figures", total) for total in TOTALS_2008]
    return next(row["source_id"] for row in rows if float(row["value"]) != decided())


def wrong_years() -> set[str]:
    """04.5: years in which the columns do not add up to the printed total."""
    names = [f"condolence_payments_{column}" for column in ("total", *COLUMNS)]
    parts = data.series(*names).pivot_table(values="value", index="date", columns="series_id")
    total = parts.pop("condolence_payments_total")
    return set(parts.index[parts.sum(axis=1) != total])


def deduction_factor() -> float:
    """04.5: how many times the payment of the 1970s was raised before it was taken off."""
    return value("hist-f243") * 1_000_000 / value("hist-f141")


def stances() -> dict[str, dict[str, tuple[str, ...]]]:
    """04.6: which words fit each statement and speaker, the best one first, from the words of their rows."""
    said = {
        name: " ".join(data.row("claims", one)["statement"] for one in SPEAKERS[name]) for name in SPEAKERS
    }
    return {
        statement: {name: _stance(words, *patterns) for name, words in said.items()}
        for statement, patterns in SAYS.items()
    }


def _stance(words: str, supports: str, contradicts: str, touches: str) -> tuple[str, ...]:
    # Who speaks of the matter in passing may be read as silent or as undecided.
    passing = (MARKS[3],) if re.search(touches, words) else ()
    if re.search(supports, words):
        return (MARKS[0], *passing)
    if re.search(contradicts, words):
        return (MARKS[1], *passing)
    return (MARKS[2], *passing)


def exports_1965() -> list[float]:
    """04.7: exports to Japan of 1965 in million dollars: as Japan reports them, then as Korean pages do."""
    mirror = data.series("cow-jp-imports-from-korea").set_index("date").loc["1965"]
    pages = data.series("kita-kr-exports-japan-annual").set_index("date").loc["1965"]
    return [float(mirror["value"]), float(pages["low"]), float(pages["high"])]


def printed_deficit() -> float:
    """04.7: what the printed imports and exports leave, in billion dollars."""
    return value("kr-cumulative-imports-1965-2015") - value("kr-cumulative-exports-1965-2015")


def mended_imports() -> float:
    """04.7: imports with which the printed deficit would come out, in billion dollars."""
    return value("kr-cumulative-exports-1965-2015") + value("hist-f202") / 1000


def culprit() -> str:
    """04.7: whether the subtraction proves that the imports are wrong, by the finding of the register."""
    return (
        "cannot tell" if "probably" in data.row("conflicts", "cumulative-deficit-2015")["finding"] else "yes"
    )


def carriers_1965() -> set[str]:
    """04.7: sources with the exports of 1965 in a unit that fits their neighbours."""
    rows = data.series("kita-kr-exports-japan-annual", "cow-jp-imports-from-korea")
    settled = {
        data.row("conflicts", "trade-1965")["source_b"],
        data.row("conflicts", "mirror-1965")["source_a"],
    }
    return set(rows.loc[rows["date"] == "1965", "source_id"]) | settled


def grant_share() -> float:
    """04.a: grants as a share of grants and loans, in per cent."""
    return 100 * value(GRANT) / (value(GRANT) + value(LOAN))


def with_credits() -> float:
    """04.a, a slip: grants as a share of all three parts."""
    return 100 * value(GRANT) / (value(GRANT) + value(LOAN) + value("hist-f118"))


TICKET = ("hist-c005", "hist-c062", "hist-c137", "hist-gong-1995")
WORDINGS = {
    "annexation-validity": "already null and void",
    "claims-settlement-1965": "completely and finally",
    "claims-nature-of-money": "economic co-operation",
}


def leaning() -> dict[str, str]:
    """04.exit: the wording that each statement explains, by its topic."""
    return {claim: WORDINGS[data.row("claims", claim)["topic"]] for claim in TICKET}
