"""What is right in exercise 05, computed from the tables and never typed.

`yes_times_yes`, `at_one_rate` and the like compute what somebody gets who makes a known mistake, so that
known wrong answers move with the data, too.
"""

from __future__ import annotations

import re

from helpers import data
from helpers.tasks.reading import spelled

# --- 05.a, 05.1, 05.4: statements and rules ---------------------------------------------------------------

STATEMENTS = (
    "hist-c120", "hist-c123", "hist-c122", "hist-c087", "hist-c124",
    "hist-c125", "hist-c096", "hist-c127", "apology-2015.abe", "hist-c099",
)  # fmt: skip
CODED = ("hist-c120", "hist-c123", "hist-c124", "hist-c096", "apology-2015.abe", "hist-c099")
ACTS = ("regret", "responsibility", "legal duty", "remedy")
NAMED = {
    "regret": "apolog",
    "responsibility": "responsib|rule|policy|military",
    "legal duty": "law|legal|oblig",
    "remedy": "pays|money|budget",
}
IMPLIED = {
    "regret": "regret|remorse",
    "responsibility": "caused|brought|damage|actions|affront",
    "legal duty": "responsib",
    "remedy": "offers|letter",
}
# A strict reader wants an apology voiced anew, and the deed besides the word responsibility (05.1).
STRICT = {"regret": "expresses|offers|regrettable", "responsibility": "rule|policy|actions|affront"}


def codes(claim: str, act: str) -> tuple[bool, bool]:
    """Return what the narrow and the wide rules say of a statement (05.1, 05.4)."""
    text = data.row("claims", claim)["statement"]
    narrow = bool(re.search(NAMED[act], text))
    return narrow, narrow or bool(re.search(IMPLIED[act], text))


def both_codings() -> dict[str, dict[str, set[str]]]:
    """Return for each statement and act the answers that a fair set of rules gives: one, or both (05.1)."""
    return {
        claim: {
            act: {"yes" if said else "no" for said in (*codes(claim, act), *_strictly(claim, act))}
            for act in ACTS
        }
        for claim in CODED
    }


def _strictly(claim: str, act: str) -> list[bool]:
    """Return what the strict reader says of a statement, for the acts that have such a reader."""
    text = data.row("claims", claim)["statement"]
    return [bool(re.search(STRICT[act], text))] if act in STRICT else []


def agreement(act: str) -> tuple[float, float, float]:
    """Return agreement and chance agreement in percent, and Cohen's kappa (05.a, 05.4)."""
    pairs = [codes(claim, act) for claim in STATEMENTS]
    same, (p, q) = _share(one == two for one, two in pairs), map(_share, zip(*pairs, strict=True))
    chance = p * q + (1 - p) * (1 - q)
    return 100 * same, 100 * chance, (same - chance) / (1 - chance)


def by_act(place: int) -> dict[str, float]:
    """Return one of the three numbers of `agreement` for each act that is free to choose (05.4)."""
    return {act: agreement(act)[place] for act in ("regret", "responsibility", "remedy")}


def yes_times_yes() -> list[float]:
    """Return chance agreement as somebody has it who forgets that two noes agree, too (05.4)."""
    shares = []
    for act in by_act(0):
        p, q = map(_share, zip(*(codes(claim, act) for claim in STATEMENTS), strict=True))
        shares.append(100 * p * q)
    return shares


def _share(values: object) -> float:
    listed = list(values)
    return sum(listed) / len(listed)


# --- 05.2, 05.3: the two funds -----------------------------------------------------------------------------

RATES = {"2018-11": ("hist-f183", "foundation-2016-dead-paid", "hist-f181")}
RATES["2020-05"] = (
    "foundation-2016-survivors-2020",
    "foundation-2016-dead-2020",
    "foundation-2016-paid-2020",
)


def figure(figure_id: str) -> float:
    """Return the value of a figure."""
    return float(data.row("figures", figure_id)["value"])


def start_of_the_fund() -> str:
    """Return the day that the fund's own report names (05.2)."""
    return data.row("figures", "awf-start-july")["text_value"]


def carriers_of_korean_recipients() -> set[str]:
    """Return the sources that print how many Korean women the fund reached (05.2)."""
    figures = data.table("figures")
    quantity = data.row("figures", "hist-f177")["quantity"]
    return set(figures.loc[figures["quantity"] == quantity, "source_id"])


def by_rates() -> dict[str, float]:
    """Return what the foundation's rates give for the persons paid by a month, in million won (05.3)."""
    each, heirs = figure("hist-f184"), figure("hist-f185")
    return {month: figure(one) * each + figure(two) * heirs for month, (one, two, _) in RATES.items()}


def printed() -> dict[str, float]:
    """Return what had been paid out by a month, as printed, in million won (05.3)."""
    return {month: figure(total) for month, (_, _, total) in RATES.items()}


def below_the_rates() -> dict[str, float]:
    """Return by how much the printed sum stays below the rates (05.3)."""
    return {month: by_rates()[month] - printed()[month] for month in RATES}


def printers() -> dict[str, set[str]]:
    """Return the source of the printed sum, by month (05.3)."""
    return {month: {data.row("figures", total)["source_id"]} for month, (_, _, total) in RATES.items()}


def at_one_rate() -> list[float]:
    """Return the sums of somebody who pays every person at the survivors' rate (05.3)."""
    return [(figure(one) + figure(two)) * figure("hist-f184") for one, two, _ in RATES.values()]


# --- 05.5: a number that leaves no room --------------------------------------------------------------------

ODD = "2016-01"


def left_over() -> dict[str, float]:
    """Return by wave what neither answer has, in the interviews with both answers and without the odd one."""
    yes, no = (
        data.series(f"cao_affinity_korea_{answer}").set_index("date")["value"] for answer in ("yes", "no")
    )
    waves = [date for date in no.index if date in yes.index and date < "2020" and date != ODD]
    return {date: round(100 - yes[date] - no[date], 1) for date in waves}


def other_print() -> float:
    """Return the share without affinity that the other page prints (05.5)."""
    return float(data.row("conflicts", "cao-2016-no")["says_b"])


def without_affinity() -> float:
    """Return the share without affinity of January 2016 (05.5)."""
    return data.series("cao_affinity_korea_no").set_index("date")["value"][ODD]


def left_in_2016(without: float) -> float:
    """Return what is left over in January 2016 if that share had no affinity (05.5)."""
    return 100 - data.series("cao_affinity_korea_yes").set_index("date")["value"][ODD] - without


def carriers_of_2016() -> set[str]:
    """Return the sources that print the share without affinity of January 2016 (05.5)."""
    series = data.series("cao_affinity_korea_no")
    polls = data.table("polls")
    found = polls[(polls["poll_id"] == "cao-2015") & (polls["percent"] == without_affinity())]
    return {
        *series.loc[series["date"] == ODD, "source_id"],
        *found["source_id"],
        data.row("figures", "cao-2016-01-no")["source_id"],
    }


# --- 05.6: two publics -------------------------------------------------------------------------------------

# Of a difference between two polls with a thousand persons each, in points, at a share of one half.
MARGIN = round(196 * (2 * 0.25 / 1000) ** 0.5, 1)


def steps() -> list[tuple[str, float, float]]:
    """Return the year, and the change in Japan and in South Korea, of each step of the joint polls (05.6)."""
    here, there = (data.series(f"genron_eai_{one}_good").set_index("date")["value"] for one in ("jp", "kr"))
    years = [year for year in here.index if year <= "2023"]
    return [
        (b, round(here[b] - here[a], 1), round(there[b] - there[a], 1))
        for a, b in zip(years, years[1:], strict=False)
    ]


def count_steps(same: bool, least: float = 0.0) -> int:
    """Return how many steps go the same way, or opposite ways, and are larger than `least` in both."""
    moved = [(one, two) for _, one, two in steps() if min(abs(one), abs(two)) > least]
    return sum(bool(one * two > 0) == same for one, two in moved)


def one_side_sure(same: bool) -> int:
    """Return the count of somebody for whom one change beyond the margin is enough (05.6)."""
    moved = [(one, two) for _, one, two in steps() if max(abs(one), abs(two)) > MARGIN]
    return sum(bool(one * two > 0) == same for one, two in moved)


def rule_of_opposites() -> str:
    """Return whether the steps beyond the margin show a rule, one way or the other, or none (05.6)."""
    same, opposite = count_steps(True, MARGIN), count_steps(False, MARGIN)
    return "yes" if opposite > 2 * same else "no" if same > 2 * opposite else "cannot tell"


# --- 05.7: three numbers in one headline -------------------------------------------------------------------

HEADLINE = ("genron-eai-2019k", "kr-gallup-2019-07-11", "kpf-2020-kr")
OFFERED = (*HEADLINE, "kr-gallup-2019-07-11b", "kpf-2020-kr-people", "kr-pew-2015")
OBJECTIONS = ("different questions", "an event in between", "too few persons asked", "nothing")


def asked_in(poll_id: str) -> str:
    """Return the month in which the fieldwork of a poll began."""
    polls = data.table("polls")
    return polls.loc[polls["poll_id"] == poll_id, "fieldwork_start"].iloc[0][:7]


def source_of(poll_id: str) -> set[str]:
    """Return the sources that print a poll."""
    polls = data.table("polls")
    return set(polls.loc[polls["poll_id"] == poll_id, "source_id"])


# --- 05.exit -----------------------------------------------------------------------------------------------

TICKET = (
    "hist-c126", "hist-tanigaki-2010", "hist-societies-2001-textbook", "hist-c103",
    "hist-korean-council-2017", "apology-1995.rok-mofa",
)  # fmt: skip


def dissenters() -> set[str]:
    """Return the statements of the ticket whose speakers depart from the government of their country."""
    return {claim for claim in TICKET if data.row("claims", claim)["dissent"]}


# --- what a solution says ----------------------------------------------------------------------------------


def solve_codes() -> str:
    """Return the worked solution (05.1)."""
    rows = both_codings().items()
    return "\n".join(
        f"{claim}: " + ", ".join(f"{act} {' or '.join(sorted(said))}" for act, said in cells.items())
        for claim, cells in rows
    )


def solve_fund() -> str:
    """Return the worked solution (05.2)."""
    return (
        f"The fund's own report names {start_of_the_fund()} (awf-2000-report). "
        f"Korean recipients: {figure('hist-f177'):g} "
        f"({' or '.join(sorted(carriers_of_korean_recipients()))})."
    )


def solve_rates() -> str:
    """Return the worked solution (05.3)."""
    lines = [
        f"{month}: the rates give {by_rates()[month]:,.0f}, printed {printed()[month]:,.0f} "
        f"({' or '.join(printers()[month])}), so {below_the_rates()[month]:,.0f} million won below."
        for month in RATES
    ]
    return "\n".join([*lines, "No page says why: cannot tell."])


def solve_kappa() -> str:
    """Return the worked solution (05.a, 05.4)."""
    lines = []
    for act in by_act(0):
        same, chance, kappa = agreement(act)
        lines.append(f"{act}: agreement {same:.0f}, by chance {chance:.0f} percent, kappa {kappa:.2f}")
    legal = agreement("legal duty")
    return "\n".join(
        [
            *lines,
            f"legal duty: agreement {legal[0]:.0f}, chance {legal[1]:.0f}: no better than chance.",
        ]
    )


def solve_left() -> str:
    """Return the worked solution (05.5)."""
    left, prints = left_over(), (other_print(), without_affinity())
    return (
        f"Left over: {min(left.values()):g} to {max(left.values()):g} percent in {len(left)} waves. "
        + " ".join(f"{share:g} would leave {left_in_2016(share):.1f}." for share in prints)
        + f" Sources: {spelled(sorted(carriers_of_2016()))}."
    )


def solve_steps() -> str:
    """Return the worked solution (05.6)."""
    told = [f"{year}: Japan {one:+g}, South Korea {two:+g}" for year, one, two in steps()]
    sure = [count_steps(same, MARGIN) for same in (True, False)]
    return "\n".join(
        [
            *told,
            f"Same way {count_steps(True)}, opposite {count_steps(False)}; beyond {MARGIN:g} "
            f"points in both: {sure[0]} and {sure[1]}. A rule? {rule_of_opposites()}.",
        ]
    )


def solve_headline() -> str:
    """Return the worked solution (05.7)."""
    months = [f"{poll} ({asked_in(poll)})" for poll in HEADLINE]
    return f"The headline joins {spelled(months)}. Its sources differ, its questions and its months do, too."


def solve_essay() -> str:
    """Return the worked solution (05.8)."""
    rubric = data.table("rubrics")
    strong = rubric[(rubric["task_id"] == "05.8") & (rubric["level"] == "strong")]
    lines = [f"{row.criterion_title}: {row.descriptor}" for row in strong.itertuples()]
    return "There is no single right panel. A strong one shows this:\n" + "\n".join(lines)
