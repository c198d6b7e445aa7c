"""What is right in lesson and exercise 01. Each key reads the tables, so a corrected row corrects it too."""

from __future__ import annotations

import re

from helpers import data
from helpers.dates import before, when

TOPICS = ("annexation-validity", "protectorate-validity")
KINDS = {"E": "agreed text", "D": "disputed account", "L": "legal reading"}
ORDERS = ("yes", "no", "cannot tell")

# 01.1 and 01.a: statements to be sorted by their kind.
SORTED = (
    "hist-c002", "hist-c003", "hist-c005", "hist-c009", "hist-c017", "hist-murayama-1995-treaty",
    "hist-unno-2001", "protectorate.do-si-hwan",
)  # fmt: skip
SIX = ("hist-c001", "hist-c003", "hist-c009", "hist-c010", "hist-gong-1995", "hist-unno-2001")
# 01.3: the texts for which our tables name an old print.
TREATIES = ("protocol-1904", "protectorate-1905", "third-agreement-1907", "annexation-signed-1910")
# 01.5 and 01.exit: pairs of events and statements.
PAIRS = {
    "A": ("portsmouth-1905", "protectorate-1905"),
    "B": ("colonial-rule", "annexation-signed-1910"),
    "C": ("hist-c001", "third-agreement-1907"),
    "D": ("hist-c008", "hist-c007"),
    "E": ("hist-c004", "normalisation-1965"),
    "F": ("protectorate.yi-taejin", "hist-sasagawa-2001"),
    "G": ("hist-c006", "hist-c005"),
    "H": ("land-survey-1910", "government-general-1910"),
}
TICKET = {
    "A": ("annexation-signed-1910", "annexation-promulgated-1910"),
    "B": ("hist-murayama-1995-treaty", "hist-gong-1995"),
    "C": ("hist-c010", "hist-joint-2010-japan"),
    "D": ("hist-sasagawa-2001", "hist-unno-2001"),
}
# 01.4: events that a reading of "already" may start from.
DAYS = ("liberation-1945", "two-states-1948", "san-francisco-1951", "nationality-1952", "normalisation-1965")
# 01.6: whose statement stands where in which dispute.
SPEAKERS = ("hist-c004", "hist-c005", "hist-c006", "hist-c010", "hist-joint-2010-japan", "hist-unno-2001")
DISPUTES = ("annexation-1910-legality", "annexation-free-will", "article-ii-already")
PLACES = ("a", "b", "silent")
# 01.7: statements to object to.
TARGETS = ("hist-c003", "hist-c005", "hist-c011", "protectorate.do-si-hwan")
NONE = "none in our tables"


def kinds() -> dict[str, str]:
    """01.1: the kind of each statement."""
    return {claim: KINDS[data.row("claims", claim)["evidence_class"]] for claim in SORTED}


def readings(among: tuple[str, ...] = SIX) -> set[str]:
    """01.a: the legal readings among some statements."""
    return {claim for claim in among if data.row("claims", claim)["evidence_class"] == "L"}


def debate():
    """The statements on the validity of the two treaties that name a speaker."""
    rows = data.table("claims")
    return rows[rows["topic"].isin(TOPICS) & (rows["actor_id"] != "")]


def located():
    """01.2: legal readings whose place in the source is given."""
    rows = debate()
    return rows[(rows["evidence_class"] == "L") & (rows["locator"] != "")]


def sources_of() -> dict[str, set[str]]:
    """01.2: for each speaker the sources with such a place."""
    return {actor: set(rows["source_id"]) for actor, rows in located().groupby("actor_id")}


def places(answer) -> set[str]:
    """01.2: the places in the source that was given."""
    rows = located()
    if "source" in answer:
        rows = rows[rows["source_id"] == answer["source"]]
    return set(rows["locator"])


def days_to_print() -> dict[str, int]:
    """01.3: for each treaty the days from its signature to the first print that we know of."""
    rows = {event: data.row("events", event) for event in TREATIES}
    return {event: _days(row["start"], row["known_from"]) for event, row in rows.items()}


def carriers() -> dict[str, set[str]]:
    """01.3: for each treaty the sources filed under it."""
    links = data.table("event_sources")
    return {event: set(links.loc[links["event_id"] == event, "source_id"]) for event in TREATIES}


def peace_to_convention() -> int:
    """01.3: days from the peace of Portsmouth to the convention of 1905, both in our calendar."""
    return _days(data.row("events", "portsmouth-1905")["start"], _signed())


def by_the_old_calendar() -> int:
    """01.3: the same, with the day that the Russian text has, read as if it were one of our calendar."""
    peace = data.row("events", "portsmouth-1905")
    day = re.search(r"Russian text has (\d+) August", peace["date_basis"])[1]
    return _days(f"{peace['start'][:4]}-08-{day}", _signed())


def _signed() -> str:
    return data.row("events", "protectorate-1905")["start"]


def _days(first: str, second: str) -> int:
    return (when(second).earliest - when(first).earliest).days


def orders(pairs: dict[str, tuple[str, str]]) -> dict[str, str]:
    """01.5 and 01.exit: does the first of each pair lie before the second?"""
    return {name: before(date_of(first), date_of(second)) for name, (first, second) in pairs.items()}


def date_of(name: str) -> str:
    """Return when an event began, or when a statement was made."""
    events = data.table("events").set_index("event_id")["start"]
    return events[name] if name in events.index else data.row("claims", name)["date_said"]


def day_years() -> dict[str, set[int]]:
    """01.4: for each page that gives a day, the year or years of the event that it names.

    The page that names the peace of San Francisco may mean its signature or the day it took force.
    """
    told = data.row("conflicts", "null-and-void-date")
    peace = [event for event in DAYS if "eace treaty" in data.row("events", event)["title_en"]]
    peace += [event for event in DAYS if "San Francisco" in data.row("events", event)["title_en"]]
    third = re.search(r"(\S+) to the San Francisco", data.row("claims", "hist-c005")["note"])[1]
    return {
        told["source_a"]: {int(re.search(r"19\d\d", told["says_a"])[0])},
        told["source_b"]: {int(re.search(r"19\d\d", told["says_b"])[0])},
        third: {int(data.row("events", event)["start"][:4]) for event in peace},
    }


def earliest_year() -> int:
    """01.4: the earliest year that a page gives."""
    return min(min(years) for years in day_years().values())


def earliest_pages() -> set[str]:
    """01.4: the pages that give it."""
    return {page for page, years in day_years().items() if earliest_year() in years}


def latest_years() -> set[int]:
    """01.4: the latest year, by the signature or by the entry into force."""
    return max(day_years().values(), key=max)


def middle_year() -> set[int]:
    """01.4: a year that is neither end, for those who write one year twice."""
    return {year for years in day_years().values() for year in years} - latest_years() - {earliest_year()}


def decides() -> str:
    """01.4: whether the register has settled the day."""
    return "no" if data.row("conflicts", "null-and-void-date")["status"] == "open" else "yes"


def stands() -> dict[str, dict[str, str]]:
    """01.6: for each dispute where each statement is filed, or silent."""
    filed = _filed()
    return {claim: {name: filed.get((name, claim), "silent") for name in DISPUTES} for claim in SPEAKERS}


def _filed() -> dict[tuple[str, str], str]:
    rows = data.table("conflict_claims")
    return {(row.conflict_id, row.claim_id): row.side for row in rows.itertuples()}


def objections(claim: str) -> set[str]:
    """01.7: statements on the other side of a dispute in which this one stands."""
    filed = _filed()
    mine = {name: side for (name, one), side in filed.items() if one == claim}
    opposite = {"a": "b", "b": "a"}
    return {one for (name, one), side in filed.items() if name in mine and side == opposite.get(mine[name])}


def across() -> dict[str, set[str]]:
    """01.7: for each statement the objections from the other shore."""
    return {claim: {one for one in objections(claim) if _shore(one) != _shore(claim)} for claim in TARGETS}


def at_home() -> dict[str, set[str]]:
    """01.7: for each statement the objections from its own shore; a name for none where there is none."""
    found = {claim: {one for one in objections(claim) if _shore(one) == _shore(claim)} for claim in TARGETS}
    return {claim: said or {NONE} for claim, said in found.items()}


def objectors() -> list[str]:
    """01.7: what may be written: a statement of the two debates, one of a third matter, or none."""
    return [*debate()["claim_id"], "joo-2018-critique", NONE]


def _shore(claim: str) -> str:
    return data.row("claims", claim)["side"]
