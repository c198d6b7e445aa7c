"""What is right in exercise 03 and in its lesson, computed from the tables.

READINGS holds how the editors read the rows of 03.6: what each row says to each statement.
"""

from __future__ import annotations

from helpers import data

COUNTED = {
    "forces": "hist-f079",
    "foundation": "hist-f062",
    "ministry": "hist-f053",
    "plans": "hist-f252",
    "reports": "hist-f156",
    "survey": "hist-f251",
}
KINDS = ("people registered", "cases", "people planned for", "people in a survey", "reports received")
CANDIDATES = (
    "hist-c031", "hist-c032", "hist-c034", "hist-c035", "hist-c037", "hist-c039", "hist-tonomura-2004",
    "hist-lee-wooyoun-2019", "sado-historians", "sado-lee-hyuk-2025",
)  # fmt: skip
PLAN = "labour_plan_japan_koreans"
COUNTS = {"police papers": "labour_actual_tanemura", "ministry": "labour_actual_welfare_ministry"}
INSIDE = (
    "labour_in_korea_official_mediation", "labour_in_korea_provincial", "labour_in_korea_requisition",
)  # fmt: skip
REASONS = ("a part was counted twice", "the periods differ", "the units differ")
RATE, FREE = "volunteers-rate-1938", "volunteers-free-will"
SUSPECTS = ("the applicants", "the admitted", "the rate", "cannot tell")
MEANINGS = ("that they came freely", "that they were forced", "neither")
DOCUMENTS = {
    "kono": "chinadaily-kono",
    "court": "nhkw-20210108-ruling",
    "ministry": "asahi-20210108-ruling",
    "societies": "nihonshiken-2016-statement",
}
MARKS = ("supports", "contradicts", "silent", "cannot tell")
_COURT, _MINISTRY = "state-immunity.seoul-court-2021", "state-immunity.jpn-mofa-2021"
_KONO, _SOCIETIES = "hist-c087", "hist-societies-2016-state"
# The first word is the best one; a second one is accepted where the row only touches the matter.
READINGS: dict[str, dict[str, tuple[str, ...]]] = {
    "military": {
        _KONO: ("supports",),
        _COURT: ("cannot tell", "silent"),
        _SOCIETIES: ("supports",),
    },
    "will": {
        _KONO: ("supports",),
        _COURT: ("cannot tell", "silent"),
        _SOCIETIES: ("cannot tell", "supports"),
    },
    "law": {
        _COURT: ("supports",),
        _MINISTRY: ("silent", "cannot tell"),
        _SOCIETIES: ("supports",),
    },
    "number": {},
    "court": {_COURT: ("supports",), _MINISTRY: ("contradicts",)},
}
DENIAL, COERCION = "hist-c091", "comfort-women-coercion"
NEARBY = (
    "hist-c087", "hist-c088", "hist-c089", "hist-c092", "hist-c093", "hist-rok-2014-kono",
    "hist-rok-2014-text",
)  # fmt: skip
QUARRELS = {
    "how many women": "comfort-women-number",
    "that women were coerced": COERCION,
    "who ran the stations": "comfort-women-who-ran",
}
GROUNDS = ("both governments state the opposite", "it was said in Japan", "it gives no number")
SENTENCES = ("arrivals", "below-plan", "forced", "persons", "willing")


def figure(figure_id: str) -> float:
    """Return the value of a figure."""
    return float(data.row("figures", figure_id)["value"])


def counted() -> dict[str, str]:
    """03.1: what each of the numbers counts, from its unit, quantity and rule."""
    return {name: _kind(figure_id) for name, figure_id in COUNTED.items()}


def _kind(figure_id: str) -> str:
    row = data.row("figures", figure_id)
    if row["quantity"].startswith("Planned"):
        return "people planned for"
    if "survey" in row["counting_rule"]:
        return "people in a survey"
    return {"person-cases": "cases", "cases": "reports received"}.get(row["unit"], "people registered")


def official() -> dict[str, str]:
    """03.2: the statements by a government of Japan or of South Korea, each with its source."""
    claims = data.table("claims").set_index("claim_id").loc[list(CANDIDATES)]
    return dict(claims.loc[claims["affiliation"].isin(["JPN-gov", "ROK-gov"]), "source_id"])


def by_year(series_id: str, last: str = "1943") -> list[float]:
    """Return the values of a series from 1939 to a last year."""
    rows = data.series(series_id)
    return list(rows.loc[rows["date"].between("1939", last), "value"])


def filled() -> dict[str, float]:
    """03.3: how much of the plans of 1939 to 1943 each count fills, in percent."""
    return {count: 100 * sum(by_year(name)) / sum(by_year(PLAN)) for count, name in COUNTS.items()}


def filled_with_half_a_year() -> float:
    """03.3: the share by the police papers if their half year 1944 is set against the whole plan."""
    return 100 * sum(by_year(COUNTS["police papers"], "1944")) / sum(by_year(PLAN, "1944"))


def mean_of_shares() -> list[float]:
    """03.3: the plain mean of the yearly shares, by count."""
    plan = by_year(PLAN)
    return [
        sum(100 * came / asked for came, asked in zip(by_year(name), plan, strict=True)) / len(plan)
        for name in COUNTS.values()
    ]


def carriers() -> dict[str, set[str]]:
    """03.3: the sources of each count."""
    return {count: set(data.series(name)["source_id"]) for count, name in COUNTS.items()}


def totals() -> dict[str, tuple[float, float]]:
    """03.5: the printed totals, each with the sum of its parts."""
    return {
        "forces": (figure("hist-f079"), figure("hist-f075") + figure("hist-f077")),
        "foundation": (figure("hist-f062"), sum(figure(f"hist-f{part:03d}") for part in range(63, 71))),
        "history": (figure("hist-f061"), sum(data.series(name)["value"].sum() for name in INSIDE)),
        "ministry": (figure("hist-f053"), data.series(COUNTS["ministry"])["value"].sum()),
        "police": (figure("hist-f054"), data.series(COUNTS["police papers"])["value"].sum()),
        "reports": (figure("hist-f156"), sum(figure(f"hist-f{part}") for part in range(157, 162))),
        "tally": (figure("hist-f055"), figure("hist-f056")),
    }


def sound() -> set[str]:
    """03.5: the totals that equal the sum of their parts."""
    return {name for name, (total, parts) in totals().items() if total == parts}


def excess() -> float:
    """03.5, 03.a: by how much the national history's total for Korea itself exceeds its routes."""
    total, parts = totals()["history"]
    return total - parts


def with_brackets() -> float:
    """Return requisition inside Korea, the plain and the bracketed numbers together."""
    rows = data.series("labour_in_korea_requisition")
    bracketed = rows.loc[rows["high"] > rows["value"], "high"]
    return float(rows["value"].sum() + bracketed.sum())


def reason() -> str:
    """03.5: why that total is too high: the excess is the bracketed row, but for one digit."""
    return REASONS[0] if abs(excess() - with_brackets()) < 1000 else REASONS[1]


def admitted() -> tuple[float, float]:
    """03.4: admitted and applicants of 1938."""
    names = ("army_volunteers_admitted", "army_volunteers_applicants")
    rows = [data.series(name).set_index("date")["value"] for name in names]
    return float(rows[0]["1938"]), float(rows[1]["1938"])


def rate() -> float:
    """03.4: the admitted of 1938 in percent of the applicants."""
    taken, asked = admitted()
    return 100 * taken / asked


def volunteers_page() -> set[str]:
    """03.4: the source of the numbers of 1938."""
    return set(data.series("army_volunteers_admitted")["source_id"])


def printed_rate() -> float:
    """03.4: the rate that the page prints."""
    return float(data.row("conflicts", RATE)["says_a"].split()[0])


def suspect() -> str:
    """03.4: which of the three numbers is misprinted, as far as our finding says."""
    return SUSPECTS[3] if "cannot be told" in data.row("conflicts", RATE)["finding"] else SUSPECTS[2]


def meaning() -> str:
    """03.4: what a count of applications shows about free will, as long as speakers stand on both sides."""
    return MEANINGS[2] if set(_sides(FREE)) >= {"a", "b"} else MEANINGS[0]


def stances() -> dict[str, dict[str, tuple[str, ...]]]:
    """03.6: the marks that fit each statement and document; a document without a row is silent."""
    homes = data.table("claims").set_index("claim_id")["source_id"]
    return {
        statement: {
            name: next((told for claim, told in read.items() if homes[claim] == home), ("silent",))
            for name, home in DOCUMENTS.items()
        }
        for statement, read in READINGS.items()
    }


def against() -> set[str]:
    """03.7: the statements that stand against the denial in the register of disagreements."""
    mine = next(side for side, claims in _sides(COERCION).items() if DENIAL in claims)
    return {claim for side, claims in _sides(COERCION).items() if side != mine for claim in claims} & set(
        NEARBY
    )


def ground() -> str:
    """03.7: what makes it a denial: here both governments state the opposite."""
    offices = {data.row("claims", claim)["affiliation"] for claim in against()}
    return GROUNDS[0] if offices >= {"JPN-gov", "ROK-gov"} else GROUNDS[2]


def scholarly() -> set[str]:
    """03.7: the quarrels with scholars on both sides."""
    return {name for name, conflict in QUARRELS.items() if _scholars_on_both_sides(conflict)}


def _scholars_on_both_sides(conflict: str) -> bool:
    claims = data.table("claims").set_index("claim_id")["affiliation"]
    experts = {
        side for side, found in _sides(conflict).items() for one in found if claims[one].startswith("expert")
    }
    return {"a", "b"} <= experts


def _sides(conflict: str) -> dict[str, list[str]]:
    rows = data.table("conflict_claims")
    return rows[rows["conflict_id"] == conflict].groupby("side")["claim_id"].apply(list).to_dict()


def writable() -> set[str]:
    """03.exit: what the ministry's table and the plans alone let one write."""
    arrivals, plan = data.series(COUNTS["ministry"])["value"].sum(), sum(by_year(PLAN, "1944"))
    shown = {"arrivals": arrivals > 500_000, "below-plan": sum(by_year(COUNTS["ministry"], "1944")) < plan}
    return {name for name, true in shown.items() if true}
