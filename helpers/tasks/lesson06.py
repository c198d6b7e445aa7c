"""Lesson 06, "The 2018 rulings": eight tasks, and the checks inside the lesson.

TASKS and IN_CLASS hold all that a student is told about them; keys06 computes what is right.
"""

from __future__ import annotations

from helpers import data
from helpers.tasks import keys06 as keys
from helpers.tasks import worked
from helpers.tasks.model import Task, by_id
from helpers.tasks.parts import amount, choice, essay, grid, ids, matching, number, source
from helpers.tasks.reading import spelled

# --- worked solutions --------------------------------------------------------------------------------------


def _solve_roles() -> str:
    return "\n".join(
        f"{one}: {role} ({data.row('claims', one)['locator'] or data.row('claims', one)['source_id']})."
        for one, role in keys.roles().items()
    )


def _solve_pages() -> str:
    lines = [f"{opinion}: page {spelled(map(str, found))}" for opinion, found in keys.pages().items()]
    return f"Both are right, each with its own page in {keys.JUDGMENT}.\n" + "\n".join(lines)


def _solve_rise() -> str:
    first, last = keys.months()
    rates = [keys.rate("fx-krw-per-100jpy-monthly", month) for month in (first, last)]
    return (
        f"100 yen cost {rates[0]:,.1f} won in {first} and {rates[1]:,.1f} in {last}. The won sum stayed, "
        f"so in yen it changed by {rates[0]:,.1f} / {rates[1]:,.1f} - 1 = {keys.rise():.1f} percent.\n"
        f"In dollars: {keys.rise('fx-usdkrw-monthly'):.2f} percent, so it {keys.in_dollars()}.\n"
        f"Sources of the won sum: {spelled(sorted(keys.workers_sources()))}."
    )


def _solve_lacking() -> str:
    low, high = keys.lacking()
    said = data.row("figures", "foundation-need-2025-04")
    people = data.row("figures", "foundation-unpaid-2025-04")["value"]
    return (
        f"{people:.0f} people at either sum, less cash: {low:,.0f} to {high:,.0f} million won.\n"
        f"Printed as still needed: at least {said['value']:,.0f}, {keys.where_the_print_lies()} "
        f"({said['source_id']}). It stands for about {keys.each_by_the_print():.0f} million each."
    )


def _solve_quarrels() -> str:
    lines = [f"{one}: {told}. {_why(one, told)}" for one, told in keys.verdicts().items()]
    return "\n".join(
        [
            *lines,
            f"Nagoya: {keys.nagoya_day()}.",
            f"The women's awards: {keys.women_total():.0f} million won.",
        ]
    )


def _why(conflict: str, told: str) -> str:
    row = data.row("conflicts", conflict)
    return f"What would help: {row['settle_by']}" if told == "cannot tell" else row["finding"]


def _solve_publics() -> str:
    shares = [keys.share(country, "approve") for country in ("jp", "kr")]
    return (
        f"Objections: {' and '.join(keys.objections())}. Comparable: {spelled(keys.comparable())}.\n"
        f"{shares[0]:.0f} - {shares[1]:.0f} = {keys.gap():.0f} percentage points, with a margin of about "
        f"{keys.margin_of_the_gap():.1f}. Source: {spelled(sorted(keys.plan_sources()))}."
    )


# --- tasks -------------------------------------------------------------------------------------------------

TASKS = by_id(
    Task(
        "06.1",
        title="Held, argued, quoted, said",
        rung="recognise",
        skills=("ARG", "CLR"),
        minutes=8,
        parts=(
            matching(
                "roles",
                rows=lambda: keys.STATEMENTS,
                known=lambda: keys.ROLES,
                key=keys.roles,
                marks=4,
                slips={
                    ("hist-c058", "dissent"): "quoted-in-the-judgment",
                    ("hist-c060", "majority"): "quoted-in-the-judgment",
                    ("sep-opinion-kim-lee-noh", "majority"): "minority-opinion-as-holding",
                    ("dissent-kwon-jo", "majority"): "minority-opinion-as-holding",
                    ("joo-2018-critique", "dissent"): "comment-as-holding",
                    ("korea-lee-2018", "majority"): "comment-as-holding",
                    ("japan-suga-2018", "dissent"): "comment-as-holding",
                },
            ),
        ),
        hints=(
            "Look at the source of each row: is it the judgment, or another page?",
            "Inside the judgment ask who speaks: the court, one group of judges, or a paper that is quoted.",
            "Two rows of the judgment have South Korea's government as speaker, years before the ruling.",
        ),
        solution=_solve_roles,
        right=lambda: "A judgment holds many voices. Only the majority's reasons are those of the court.",
        disputed="Which opinion reads the agreement best.",
        why="Who quotes a losing or a quoted voice as the court makes the ruling say another thing.",
        look_at="The columns speaker, source and locator.",
        next_step="Sort by source first, then by speaker.",
    ),
    Task(
        "06.2",
        title="Covered, says the judgment",
        rung="locate",
        skills=("CLR", "SRC"),
        minutes=7,
        parts=(
            choice(
                "opinion",
                known=lambda: keys.OPINIONS,
                key=keys.pages,
                slips={"majority": "result-for-reason", "separate opinion 1": "not-asked-read-as-answer"},
            ),
            number(
                "page", key=keys.pages, by="opinion", slips={"page-of-another-voice": keys.pages_of_others}
            ),
            source(key=lambda: {keys.JUDGMENT}, other="source-of-another-row"),
        ),
        hints=(
            "Look for the word covers, or meant to cover, in the statements of the four opinions.",
            "Choose one of the two opinions that say so. Its page stands in the locator of its row.",
            "The rows sep-opinion-kim-lee-noh and dissent-kwon-jo; take a page from their locators.",
        ),
        solution=_solve_pages,
        right=lambda: (
            "Two opinions share this point. One goes on to uphold the award, the other to reject it."
        ),
        disputed="What follows from covered: whether the way to court is closed as well.",
        why="Judges who agree on one step can part on the next.",
        look_at="claims: the rows of the four opinions, and their locators.",
        next_step="Name the opinion first, then a page of that opinion.",
    ),
    Task(
        "06.3",
        title="What five years did to an award",
        rung="compute",
        skills=("CAL", "SRC"),
        minutes=10,
        parts=(
            *amount(
                key=keys.rise,
                unit="percent",
                within=0.06,
                marks=2,
                slips={
                    "base-upside-down": keys.rise_upside_down,
                },
                unit_slips={"JPY": "difference-for-percent"},
            ),
            choice("dollars", known=lambda: keys.DIRECTIONS, key=keys.in_dollars),
            source(key=keys.workers_sources, other="source-of-another-row"),
        ),
        hints=(
            "Look at the won sum in the two rows of figures, and at the rates of their two months.",
            "Yen = won / (won for 100 yen) x 100, once for each month. Change = 100 x (later / earlier - 1).",
            "Months 2013-07 and 2018-11; do the same with fx-usdkrw-monthly for the dollars.",
        ),
        solution=_solve_rise,
        right=lambda: (
            f"The yen fell against the won, so the sum fixed in court became {keys.rise():.1f} percent "
            "more yen and no more dollars."
        ),
        disputed="Nothing here. Which day's rate counts would matter if the company paid.",
        why="A sum in another currency mixes what a court decided with what markets did.",
        look_at="figures: the two rows; series: won per 100 yen, won per dollar.",
        next_step="Write both sums in yen down before you compare them.",
    ),
    Task(
        "06.4",
        title="How much is missing?",
        rung="compute",
        skills=("CAL", "UNC"),
        minutes=9,
        parts=(
            number(
                "low",
                key=lambda: keys.lacking()[0],
                within=0.5,
                slips={
                    "stock-left-out": lambda: keys.lacking(cash=False)[0],
                    "range-made-a-point": lambda: sum(keys.lacking()) / 2,
                },
            ),
            number(
                "high",
                key=lambda: keys.lacking()[1],
                within=0.5,
                slips={
                    "stock-left-out": lambda: keys.lacking(cash=False)[1],
                    "range-made-a-point": lambda: sum(keys.lacking()) / 2,
                },
            ),
            choice("printed", known=lambda: keys.PLACES, key=keys.where_the_print_lies),
            source(key=lambda: {data.row("figures", "foundation-need-2025-04")["source_id"]}),
            number("each", key=keys.each_by_the_print, within=0.6, optional=True),
        ),
        hints=(
            "Look for the people still to be paid, the sum for one of them, and the cash.",
            "People x sum for each - cash; once with the lower sum, once with the higher.",
            "foundation-unpaid-2025-04, foundation-award-each-2025 and foundation-cash-2025-04.",
        ),
        solution=_solve_lacking,
        right=lambda: (
            "A range in gives a range out. The printed sum lies near its lower end: it fits about "
            f"{keys.each_by_the_print():.0f} million won for each."
        ),
        disputed="Whether payment by a foundation answers the rulings at all; that is another question.",
        why="One number in place of a range hides how much nobody knows.",
        look_at="figures: the rows of April 2025.",
        next_step="Compute both ends, then compare them with the printed sum.",
    ),
    Task(
        "06.5",
        title="Six decisions, three questions",
        rung="corroborate",
        skills=("ARG", "COR", "CTX"),
        minutes=12,
        parts=(
            grid(
                rows=lambda: keys.READINGS,
                columns=lambda: keys.QUESTIONS,
                known=lambda: ("yes", "no", "not said"),
                key=keys.readings,
                marks=6,
                slips={
                    ("seoul-2021", "suit", "yes"): "one-shore-one-voice",
                    ("japan-2007", "covered", "yes"): "doctrine-carried-over",
                    ("one", "covered", "yes"): "not-asked-read-as-answer",
                    ("two", "alive", "no"): "claim-and-court-confused",
                    ("seoul-2021", "alive", "no"): "claim-and-court-confused",
                    ("three", "covered", "no"): "result-for-reason",
                },
            ),
        ),
        hints=(
            "Look at each statement for three words: covers, claim, lawsuit (or court).",
            "Begin with suit, which each row answers most plainly. Then write not said where no word helps.",
            "Two rows say nothing about the agreement of 1965: that of one justice, and that of 2007.",
        ),
        solution=lambda: worked.grid(keys.readings()),
        right=lambda: (
            "Courts in both capitals closed the way to a suit, and one opened it: the line is not the border."
        ),
        disputed="Whether a doctrine made for Chinese claims reaches Korean ones.",
        why="Courts of one country differ, and courts of two countries can agree.",
        look_at="claims: the six rows, and the notes under the table.",
        next_step="Fill one column at a time.",
    ),
    Task(
        "06.6",
        title="Settled, both right, or open?",
        rung="corroborate",
        skills=("COR", "UNC", "CAL"),
        minutes=12,
        parts=(
            matching(
                "verdicts",
                rows=lambda: keys.QUARRELS,
                known=lambda: keys.VERDICTS,
                key=keys.verdicts,
                marks=3,
                slips={
                    ("nssm-plaintiffs-2005", "settled"): "two-moments-read-as-error",
                    ("nssm-plaintiffs-2005", "cannot tell"): "two-moments-read-as-error",
                    ("mhi-2018-plaintiffs", "settled"): "reports-counted-as-votes",
                    ("reversal-2024-size", "settled"): "reports-counted-as-votes",
                    ("fujikoshi-2024-per-whom", "cannot tell"): "doubt-where-sums-decide",
                    ("nippon-steel-2013", "settled"): "reports-counted-as-votes",
                },
            ),
            number("total", key=keys.women_total, within=0.5),
            choice("day", known=lambda: keys.DAYS, key=keys.nagoya_day),
        ),
        hints=(
            "Look for a third document, or a sum, that only one of two values can pass.",
            "Multiply where people and sums are given. For a weekday, count back from the day of print.",
            "Fujikoshi: 41 or 23 times the range. Nagoya: the report says that it was a Thursday.",
        ),
        solution=_solve_quarrels,
        right=lambda: (
            "A sum, a date or a change of moment settles some quarrels. The others need the judgment itself."
        ),
        disputed="The open ones: how many plaintiffs there were, and whether the company said it would pay.",
        why="Calling everything open is as wrong as calling everything settled.",
        look_at="conflicts: says_a, says_b and settle_by; figures; the days of the reports.",
        next_step="Ask of each pair: same people, same day, same thing counted?",
    ),
    Task(
        "06.7",
        title="82 against 2",
        rung="contest",
        skills=("UNC", "CAL"),
        minutes=13,
        parts=(
            choice(
                "because",
                known=lambda: keys.OBJECTIONS,
                key=keys.objections,
                slips={"nothing": "unlike-questions-compared", "too few persons asked": "sample-size-blamed"},
            ),
            ids(
                "pair",
                known=lambda: keys.POLLS,
                key=keys.comparable,
                extra="unlike-questions-compared",
            ),
            *amount(
                key=keys.gap,
                unit="percentage points",
                within=0.05,
                slips={
                    "unlike-answers-compared": lambda: abs(
                        keys.share("jp", "approve") - keys.share("kr", "disapprove")
                    ),
                },
            ),
            source(key=keys.plan_sources, other="source-of-the-other-poll"),
            number("margin", key=keys.margin_of_the_gap, within=0.06, optional=True),
        ),
        hints=(
            "Look at the column question: which two polls asked the same thing in the same days?",
            "The gap is a difference between the same answer in two countries, in percentage points.",
            "The pair of May 2023; take approve in both. Margin: 196 times the root of p(1-p)/n + q(1-q)/m.",
        ),
        solution=_solve_publics,
        right=lambda: (
            "Unlike questions give no difference. One question to both publics does, and its margin is far "
            "smaller than the gap."
        ),
        disputed="How much of the distance of 2018 is wording and how much is opinion.",
        why="A headline that subtracts unlike answers makes two publics look like one scale.",
        look_at="polls: question, fieldwork_start, sample_size.",
        next_step="Write the two questions below one another before you subtract.",
    ),
    Task(
        "06.8",
        title="A label for an exhibition",
        rung="create",
        skills=("ARG", "PER", "UNC"),
        minutes=20,
        parts=(essay(shortest=90, longest=150, number=True, documents=2),),
        hints=(
            "Look at the question on the label: it has a yes and a no, and good reasons for each.",
            "Answer, reason with id, best reason of the other answer with id, one doubt, a number.",
            "Ids from both shores: rows of 06.1 and 06.5 will do, and rows of the lesson.",
        ),
        solution=lambda: worked.essay("06.8"),
        right=lambda: "The form is there: length, a number, evidence from both sides.",
        disputed="The answer is yours to choose: opposite answers can earn the same marks.",
        why="A visitor has a minute, and a right to hear the best reason on each side.",
        look_at="The list of what the label needs.",
        next_step="Add what is missing and run the cell again.",
        by_person=True,
        out_of=12,
    ),
)


IN_CLASS = by_id(
    Task(
        "06.a",
        title="Whose reason is it?",
        rung="compute",
        skills=("ARG", "CLR"),
        minutes=2,
        parts=(
            number(
                "justices",
                key=keys.covering,
                slips={
                    "result-for-reason": lambda: [
                        keys.justices("two"),
                        keys.justices("seven", "three", "one"),
                    ],
                    "not-asked-read-as-answer": lambda: keys.justices("three", "one", "two"),
                },
            ),
        ),
        hints=(
            "Look for opinions that say that the agreement covers such claims, or was meant to.",
            "Add up the justices of these opinions. An opinion that asks another question is not counted.",
            "The separate opinion of three and the dissent.",
        ),
        solution=lambda: f"{keys.justices('three')} + {keys.justices('two')} = {keys.covering()} justices.",
        right=lambda: "They agree on this step. They part on the next: is the way to court open or closed?",
        disputed="Which reading of the agreement is the better one.",
        why="Votes for a result and votes for a reason are two counts.",
        look_at="The statements of the separate opinions and of the dissent.",
        next_step="Ask of each opinion: covered, or not?",
    ),
    Task(
        "06.exit",
        title="The court held",
        rung="recognise",
        skills=("ARG", "CLR"),
        minutes=4,
        parts=(
            ids(
                "held",
                known=lambda: keys.TICKET,
                key=keys.held,
                slips={
                    "sep-opinion-kim-lee-noh": "minority-opinion-as-holding",
                    "japan-suga-2018": "comment-as-holding",
                    "korea-lee-2018": "comment-as-holding",
                },
            ),
        ),
        hints=(
            "Look at speaker, day and source of each row.",
            "Keep the rows of that day which stand in the judgment and speak for the court itself.",
            "Two rows have the Supreme Court as speaker and the judgment as source.",
        ),
        solution=lambda: f"{spelled(keys.held())}.",
        right=lambda: "Both stand in the judgment, as reasons of its majority.",
        disputed="Whether the reasons are right; the ticket asks only whose they are.",
        why="A sentence that begins with the court held must be the court's.",
        look_at="The columns speaker, said and source.",
        next_step="Take out what was said outside the judgment, on another day, or by fewer judges.",
    ),
)
