"""What is right in exercise 06 and its lesson, computed from the tables: no key is typed.

Each function answers one task's question from course_data. Change a row there, and the key follows.
"""

from __future__ import annotations

import datetime
import re
from math import sqrt
from typing import TYPE_CHECKING

from helpers import data

if TYPE_CHECKING:
    import pandas as pd

# The questions (not the answers): statements, figures, conflicts and polls that the tasks ask about.
JUDGMENT = "scourt-2018-judgment"
ROLES = ("majority", "separate opinion", "dissent", "quoted in the judgment", "comment from outside")
SPEAKERS = {
    "supreme-court-korea": "majority",
    "kim-so-young": "separate opinion",
    "kwon-soon-il": "dissent",
}
STATEMENTS = (
    "court-majority-result",
    "dissent-kwon-jo",
    "hist-c058",
    "hist-c060",
    "japan-lawyers-2018",
    "japan-suga-2018",
    "joo-2018-critique",
    "korea-lee-2018",
    "sep-opinion-kim-lee-noh",
)
OPINIONS = ("majority", "separate opinion 1", "separate opinion 2", "dissent")
WORKERS = ("hist-f192", "mhi-2018-conscripts")
DIRECTIONS = ("fell by more than 1 percent", "stayed within 1 percent", "rose by more than 1 percent")
PLACES = ("below the range", "inside the range", "above the range")
# 06.5 asks how six decisions answer three questions. Which answer a row of `claims` gives is a reading, so it
# is written down here, statement by statement: (covered by the agreement, the claim lives, a suit is open).
# Where the row can be read in two ways, both stand.
READINGS = {
    "seven": ("court-majority-result", ("no",), ("yes",), ("yes",)),
    "three": ("sep-opinion-kim-lee-noh", ("yes",), ("yes",), ("yes",)),
    "one": ("sep-opinion-lee-ki-taek", ("not said", "no"), ("not said", "yes"), ("yes", "not said")),
    "two": ("dissent-kwon-jo", ("yes",), ("yes",), ("no",)),
    "japan-2007": ("hist-c077", ("not said",), ("not said", "yes"), ("no",)),
    "seoul-2021": ("seoul-court-2021", ("not said", "yes"), ("yes",), ("no",)),
}
QUESTIONS = ("covered", "alive", "suit")
QUARRELS = (
    "fujikoshi-2024-per-whom",
    "mhi-2018-day",
    "mhi-2018-plaintiffs",
    "nippon-steel-2013",
    "nssm-plaintiffs-2005",
    "reversal-2024-size",
)
VERDICTS = ("settled", "both hold", "cannot tell")
WOMEN = (("mhi-2015-women-three", 3), ("mhi-2015-women-one", 1), ("mhi-2015-bereaved", 1))
DAYS = ("2007-05-30", "2007-05-31", "cannot tell")
NAGOYA_REPORT = "jt-20070601-nagoya"
POLLS = ("hrc-2018-11-ruling", "joint-2023-jp-plan", "joint-2023-kr-plan", "nhk-2018-ruling")
OBJECTIONS = (
    "different questions",
    "too few persons asked",
    "size of one poll not known",
    "nothing",
)
TICKET = (
    "court-majority-result",
    "hist-c072",
    "hist-c073",
    "japan-suga-2018",
    "korea-lee-2018",
    "sep-opinion-kim-lee-noh",
)


def roles() -> dict[str, str]:
    """06.1: where each statement stands: in which opinion, quoted in the judgment, or outside it."""
    return {one: _role(data.row("claims", one)) for one in STATEMENTS}


def _role(claim: dict) -> str:
    if claim["source_id"] != JUDGMENT:
        return "comment from outside"
    return SPEAKERS.get(claim["actor_id"], "quoted in the judgment")


def pages() -> dict[str, list[int]]:
    """06.2: the pages named in the table for each opinion by which the agreement covers the claim."""
    covering = {"separate opinion 2": "three", "dissent": "two"}
    return {opinion: _pages(READINGS[name][0]) for opinion, name in covering.items()}


def _pages(claim: str) -> list[int]:
    named = re.search(r"(?:pp\.|pages) ([\d, to()]+)", data.row("claims", claim)["locator"])
    return [int(page) for page in re.findall(r"\d+", named.group(1))]


def pages_of_others() -> list[int]:
    """06.2: pages on which one of these opinions speaks, for a page that was given to the wrong one."""
    majority = re.findall(r"\d+", data.row("claims", "court-majority-result")["locator"])
    return [*(page for found in pages().values() for page in found), *map(int, majority)]


def rate(series: str, month: str) -> float:
    """06.3: the mean exchange rate of a month."""
    rows = data.series(series)
    return float(rows.loc[rows["date"] == month, "value"].iloc[0])


def months() -> list[str]:
    """06.3: the months of the two rulings on the workers' award."""
    return [data.row("figures", one)["date"][:7] for one in WORKERS]


def rise(series: str = "fx-krw-per-100jpy-monthly") -> float:
    """06.3: by how many per cent the award changed in yen (or dollars) between the two rulings."""
    before, after = (rate(series, month) for month in months())
    return 100 * (before / after - 1)


def rise_upside_down() -> list[float]:
    """06.3: the same change measured from the later month, with either sign."""
    turned = 100 * (1 - 100 / (100 + rise()))
    return [turned, -turned]


def in_dollars() -> str:
    """06.3: what became of the same award in dollars."""
    change = rise("fx-usdkrw-monthly")
    return DIRECTIONS[1] if abs(change) <= 1 else DIRECTIONS[2 if change > 0 else 0]


def lacking(persons: str = "foundation-unpaid-2025-04", cash: bool = True) -> tuple[float, float]:
    """06.4: the least and the most that the foundation lacks, in million won."""
    each = data.row("figures", "foundation-award-each-2025")
    held = data.row("figures", "foundation-cash-2025-04")["value"] if cash else 0
    heads = data.row("figures", persons)["value"]
    return heads * each["low"] - held, heads * each["high"] - held


def where_the_print_lies() -> str:
    """06.4: where the sum that the newspaper prints as still needed lies."""
    low, high = lacking()
    said = data.row("figures", "foundation-need-2025-04")["value"]
    return PLACES[0] if said < low else PLACES[2] if said > high else PLACES[1]


def each_by_the_print() -> float:
    """06.4: what one person would get if cash and printed need were shared out, in million won."""
    parts = [
        data.row("figures", one)["value"] for one in ("foundation-cash-2025-04", "foundation-need-2025-04")
    ]
    return sum(parts) / data.row("figures", "foundation-unpaid-2025-04")["value"]


def readings() -> dict[str, dict[str, tuple[str, ...]]]:
    """06.5: what each decision says to each question."""
    return {name: dict(zip(QUESTIONS, cells, strict=True)) for name, (_, *cells) in READINGS.items()}


def verdicts() -> dict[str, str]:
    """06.6: what the register of conflicts says about each quarrel."""
    return {one: _verdict(data.row("conflicts", one)) for one in QUARRELS}


def _verdict(conflict: dict) -> str:
    if conflict["status"] == "open":
        return "cannot tell"
    return "both hold" if conflict["kind"] == "period" else "settled"


def nagoya_day() -> str:
    """06.6: the last Thursday before the day on which the newspaper printed "on Thursday"."""
    printed = datetime.date.fromisoformat(data.row("sources", NAGOYA_REPORT)["published"])
    return str(printed - datetime.timedelta(days=(printed.weekday() - 3) % 7 or 7))


def women_total() -> float:
    """06.6: the awards of the High Court of 2015 in the case of the women, added up, in million won."""
    return sum(data.row("figures", one)["value"] * heads for one, heads in WOMEN) / 10**6


def objections() -> list[str]:
    """06.7: what forbids subtracting the two shares of 2018; each of these is right."""
    pair = _polls("hrc-2018-11-ruling", "nhk-2018-ruling").drop_duplicates("poll_id")
    found = ["different questions"] if pair["question"].nunique() > 1 else []
    return found + (["size of one poll not known"] if pair["sample_size"].isna().any() else [])


def comparable() -> list[str]:
    """06.7: the polls that put one question to two publics in the same days."""
    first = _polls(*POLLS).drop_duplicates("poll_id")
    asked = first.groupby(["question", "fieldwork_start"])["poll_id"]
    return next(sorted(group) for _, group in asked if len(group) > 1)


def share(country: str, answer: str) -> float:
    """06.7: the share of an answer to the question of 2023 in one country, in per cent."""
    rows = _polls(f"joint-2023-{country}-plan")
    return float(rows.loc[rows["answer"] == answer, "percent"].iloc[0])


def gap() -> float:
    """06.7: how far the two publics are apart in approving, in percentage points."""
    return abs(share("jp", "approve") - share("kr", "approve"))


def margin_of_the_gap() -> float:
    """06.7: the margin of error of a difference between two samples, in percentage points."""
    rows = [_polls(poll).query("answer == 'approve'").iloc[0] for poll in comparable()]
    return 196 * sqrt(
        sum(r["percent"] / 100 * (1 - r["percent"] / 100) / float(r["sample_size"]) for r in rows)
    )


def _polls(*names: str) -> pd.DataFrame:
    polls = data.table("polls")
    return polls[polls["poll_id"].isin(names)]


def justices(*opinions: str) -> int:
    """06.a: how many justices stand behind these opinions."""
    names = ("votes-majority-reasoning", "votes-separate-three", "votes-separate-one", "votes-against")
    figures = dict(zip(("seven", "three", "one", "two"), (f"{name}-2018" for name in names), strict=True))
    return int(sum(data.row("figures", figures[one])["value"] for one in opinions))


def covering() -> int:
    """06.a: how many justices held that the agreement covers the claim."""
    names = ("seven", "three", "one", "two")
    return justices(*(one for one in names if readings()[one]["covered"] == ("yes",)))


def held() -> list[str]:
    """06.exit: the statements that are reasons of the court in the judgment itself."""
    rows = {one: data.row("claims", one) for one in TICKET}
    return [one for one, claim in rows.items() if _role(claim) == "majority"]


def workers_sources() -> set[str]:
    """06.3: the sources that carry the award in won."""
    return {data.row("figures", one)["source_id"] for one in WORKERS}


def plan_sources() -> set[str]:
    """06.7: the sources that print the shares of 2023."""
    return set(_polls(*comparable())["source_id"])
