"""What is right in exercise 09 and its lesson, computed from the tables: no key is typed.

Each function answers one task's question from course_data. Change a row there, and the key follows.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from helpers import data

if TYPE_CHECKING:
    import pandas as pd

# The questions (not the answers): conflicts, series, statements and polls that the tasks ask about.
SLIPS = (
    "cao-2016-no",
    "eai-2025-last-year",
    "joint-poll-digits",
    "poll-pew-2015",
    "poll-sankei-innovation",
    "signing-month",
    "sma-unit-label",
)
KINDS = ("digit", "time", "unit label", "no slip")
MEANINGS = ("affinity", "importance", "trust", "expectation")
VERDICTS = ("yes", "no", "cannot tell")
SURVEY, AFFINITY = "cao-2025", "cao_affinity_korea_yes"
BASES = ("2018", "2019")
CURRENCIES = {"yen": "jpcustoms-exports-korea", "dollars": "jpcustoms-exports-korea-usd"}
LAST = "2025"
HOW_MANY = ("the lowest", "the highest", "the mean", "cannot tell")
RECOVERY = ("back", "not back", "depends on base and currency")
DAYS = "dprk_launch_events_rok_mnd"
ROWS = "dprk_missile_rows_csis"
MISSILES = ("fig-076", "fig-077", "fig-078", "fig-079")
COUNTED = ("days", "rows of all weapons", "missiles")
MARKS = ("supports", "contradicts", "silent", "cannot tell")
# 09.5 asks whether seven statements support three sentences. That is a reading of the rows of `claims`, so it
# is written down here: (the radar was directed, the ship was called by radio, a view of 2018 is unchanged).
# Where a row can be read in two ways, both stand.
RADAR = {
    "radar-2018-use.jpn-mod-1": (("supports",), ("silent",), ("silent",)),
    "radar-2018-use.rok-mnd-2": (("contradicts",), ("silent",), ("silent",)),
    "radar-2018-radio.jpn-mod-1": (("silent",), ("supports",), ("silent",)),
    "radar-2018-radio.rok-mnd-2": (("silent",), ("supports", "cannot tell"), ("silent",)),
    "radar-2018-settlement.kyodo": (("cannot tell",), ("silent",), ("silent", "cannot tell", "supports")),
    "radar-2018-settlement.kihara": (("silent", "cannot tell"), ("silent",), ("supports",)),
    "radar-2018-settlement.rok-mnd-3": (("silent", "cannot tell"), ("silent",), ("supports",)),
}
SENTENCES = ("directed", "called", "unchanged")
EXPECTED = (
    "aug15-2025-lee",
    "lee-jae-myung-2025",
    "plan-2023.lee-jae-myung",
    "sado-rok-report-2025",
    "summit-2025-ishiba-history",
    "yoon-fall-hayashi",
    "yoon-fall-japan-worry",
)
FORECAST, RELATIONS = "nhk-2025-06", "joint-2025-jp-relations"
OUTCOME = ("shown right", "shown wrong", "cannot tell")
SOUTH, JAPAN = "gk-2023-haste", "jp-nikkei-2019-09-01b"
POLLS = (SOUTH, JAPAN, "gk-2023-plan", "joint-2024-jp-history", "joint-2024-kr-history")
OBJECTIONS = ("different years", "different conditions", "too few persons asked", "nothing")
TICKET = ("absence", "andong", "close", "drill", "good", "radar", "withdrawn")


@cache
def value(series_id: str, when: str) -> float:
    """Return one observation."""
    rows = data.series(series_id)
    return float(rows.loc[rows["date"] == when, "value"].iloc[0])


def share(poll_id: str) -> pd.Series:
    """Return the row with the largest share of a poll."""
    rows = data.table("polls")
    return rows[rows["poll_id"] == poll_id].sort_values("percent").iloc[-1]


def conflict(conflict_id: str) -> pd.Series:
    """Return a row of the register of disagreements."""
    return data.row("conflicts", conflict_id)


# --- 09.1 --------------------------------------------------------------------------------------------------


def kinds() -> dict[str, str]:
    """09.1: what is wrong in each row, by the kind and the status that the register gives it."""
    return {one: _kind(conflict(one)) for one in SLIPS}


def _kind(row: pd.Series) -> str:
    if row["status"] == "notation-only":
        return "no slip"
    if row["kind"] == "unit":
        return "unit label"
    dated = any(word in row["says_a"] for word in ("year", "December"))
    return "time" if row["kind"] == "period" or dated else "digit"


def undecided() -> set[str]:
    """09.1: the rows that no document decides."""
    return {one for one in SLIPS if conflict(one)["status"] == "open"}


def withdrawn() -> set[str]:
    """09.1: the rows about a poll that its makers withdrew."""
    return {one for one in SLIPS if "withdrawn" in conflict(one)["finding"]}


# --- 09.2 --------------------------------------------------------------------------------------------------


def survey() -> pd.Series:
    """09.2: the row of the survey of 2025."""
    return share(SURVEY)


def asked_about() -> str:
    """09.2: what the question of that survey is about."""
    return next(one for one in MEANINGS if one.startswith("import") and "important" in survey()["question"])


def highest() -> pd.Series:
    """09.2: the highest share with affinity in the series."""
    rows = data.series(AFFINITY)
    return rows.loc[rows["value"].idxmax()]


def record() -> str:
    """09.2: whether affinity was at a record in the year of the survey."""
    rows = data.series(AFFINITY).set_index("date")["value"]
    year = survey()["fieldwork_start"][:4]
    if year not in rows.index:
        return "cannot tell"
    return "yes" if rows[year] == rows.max() else "no"


# --- 09.3 --------------------------------------------------------------------------------------------------


def indexes() -> dict[tuple[str, str], float]:
    """09.3: exports of the last year, for each base and currency, with the base as 100."""
    return {
        (base, name): 100 * value(one, LAST) / value(one, base)
        for base in BASES
        for name, one in CURRENCIES.items()
    }


def customs() -> set[str]:
    """09.3: the sources of both series."""
    rows = data.table("observations")
    return set(rows.loc[rows["series_id"].isin(CURRENCIES.values()), "source_id"])


def recovered() -> str:
    """09.3: what all four indexes say together."""
    above = {index >= 100 for index in indexes().values()}
    return RECOVERY[2] if len(above) > 1 else RECOVERY[0] if above == {True} else RECOVERY[1]


# --- 09.4 --------------------------------------------------------------------------------------------------


def counts() -> dict[str, str]:
    """09.4: what each number of 2022 counts."""
    out = {f"{value(DAYS, '2022'):.0f}": COUNTED[0], f"{value(ROWS, '2022'):.0f}": COUNTED[1]}
    return out | {f"{number:.0f}": COUNTED[2] for number in missiles()}


def missiles() -> list[float]:
    """09.4: the numbers of 2022 that count missiles."""
    return sorted(data.table("figures").set_index("figure_id").loc[list(MISSILES), "value"])


def how_many() -> str:
    """09.4: which of the numbers of missiles is the number of missiles."""
    return "cannot tell" if conflict("missiles-2022-59-or-99")["status"] == "open" else "the highest"


def per_day() -> float:
    """09.4: ballistic missiles for each day with a launch, at least."""
    return data.row("figures", "fig-079")["value"] / value(DAYS, "2022")


# --- 09.5 --------------------------------------------------------------------------------------------------


def radar() -> dict[str, dict[str, tuple[str, ...]]]:
    """09.5: how each statement bears on each sentence."""
    return {row: dict(zip(SENTENCES, said, strict=True)) for row, said in RADAR.items()}


def facts_settled() -> str:
    """09.5: whether the agreement of 2024 settled what happened in 2018."""
    return "no" if conflict("radar-use")["status"] == "open" else "yes"


# --- 09.6 --------------------------------------------------------------------------------------------------


def expected_and_said() -> set[str]:
    """09.6: the expectation in Japan, and what the new President said about the accords themselves."""
    rows = data.table("claims").set_index("claim_id").loc[list(EXPECTED)]
    forecast = (rows["side"] == "JPN") & (rows["evidence_class"] == "N")
    president = data.row("events", "lee-president-2025-06")["start"]
    accords = (rows["actor_id"] == "lee-jae-myung") & (rows["topic"] == "third-party-plan")
    return set(rows[forecast | (accords & (rows["known_from"] >= president))].index)


def outcome() -> str:
    """09.6: whether Japan was asked about relations again, later than in the month of the forecast."""
    then = share(RELATIONS)
    rows = data.table("polls")
    later = rows[(rows["question"] == then["question"]) & (rows["fieldwork_start"] > then["fieldwork_end"])]
    later = later[later["population"].str.contains("Japan") & (later["answer"] == then["answer"])]
    if later.empty:
        return "cannot tell"
    return "shown wrong" if later["percent"].max() > then["percent"] else "shown right"


# --- 09.7 --------------------------------------------------------------------------------------------------


def pair() -> set[str]:
    """09.7: the two polls of the headline."""
    return {SOUTH, JAPAN}


def objections() -> set[str]:
    """09.7: what may be said against reading the two polls as one answer."""
    years = {share(one)["fieldwork_start"][:4] for one in pair()}
    questions = {share(one)["question"] for one in pair()}
    return {one for one, found in zip(OBJECTIONS, (years, questions), strict=False) if len(found) > 1}


def margin(factor: float = 196) -> float:
    """09.7: the margin of the South Korean poll, in percentage points."""
    row = share(SOUTH)
    p = row["percent"] / 100
    return factor * (p * (1 - p) / row["sample_size"]) ** 0.5


def differ() -> str:
    """09.7: whether the two shares differ by more than chance; both sizes would be needed."""
    rows = data.table("polls")
    if rows.loc[rows["poll_id"].isin(pair()), "sample_size"].isna().any():
        return "cannot tell"
    return "yes" if share(JAPAN)["percent"] - share(SOUTH)["percent"] > margin() * 2**0.5 else "no"


# --- the checks inside the lesson --------------------------------------------------------------------------


def _closeness() -> tuple[float, float]:
    return tuple(value("joint-poll-closeness-kr", month) for month in ("2023-05", "2025-06"))


def change_margin(*shares: float) -> float:
    """Return the margin, in points, of the difference of polls of about a thousand persons each."""
    return 196 * sum(p / 100 * (1 - p / 100) / 1000 for p in shares) ** 0.5


def rise() -> float:
    """09.a: by how much the share of South Koreans who feel close rose."""
    one, two = _closeness()
    return two - one


def rise_beyond_chance() -> float:
    """09.a: that rise, less the margin of the change."""
    return rise() - change_margin(*_closeness())


def rise_beyond_one_poll() -> list[float]:
    """09.a: the rise, less the margin of one of the two polls only."""
    return [rise() - change_margin(one) for one in _closeness()]


def shown() -> set[str]:
    """09.exit: the sentences that the rows show."""
    good = [f"joint-poll-relations-good-{where}" for where in ("jp", "kr")]
    close = [value("joint-poll-closeness-jp", month) for month in ("2023-05", "2025-06")]
    held = {
        "good": all(_moved(value(one, "2022-05"), value(one, "2025-06")) for one in good),
        "close": _moved(*close),
        "withdrawn": _day("kyodo-correction-2024-11-25") - _day("sado-memorial-2024-11-24") == timedelta(1),
        "absence": conflict("sado-absence-reason")["status"] != "open",
        "drill": conflict("rescue-drill-stopped")["status"] != "open",
        "radar": conflict("radar-settlement-facts")["status"] != "open",
        "andong": "?" not in data.row("events", "summit-andong-2026-05-19")["start"],
    }
    return {name for name, told in held.items() if told}


def _moved(one: float, two: float) -> bool:
    return two - one > change_margin(one, two)


def _day(event_id: str) -> date:
    return date.fromisoformat(data.row("events", event_id)["start"])
