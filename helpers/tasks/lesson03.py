"""Lesson 03, "Labour mobilisation and comfort women": eight tasks and two checks in class.

TASKS and IN_CLASS hold all that a student is told about them. keys03 computes what is right.
"""

from __future__ import annotations

from collections.abc import Callable

from helpers.tasks import keys03 as keys
from helpers.tasks import worked
from helpers.tasks.model import Task, by_id
from helpers.tasks.parts import amount, choice, essay, grid, ids, matching, number, source
from helpers.tasks.reading import spelled


def _pairs(of: Callable[[], dict[str, str]]) -> Callable[[], str]:
    return lambda: "\n".join(f"{name}: {said}" for name, said in of().items())


def _solve_filled() -> str:
    plan = sum(keys.by_year(keys.PLAN))
    lines = [
        f"{count}: {sum(keys.by_year(name)):,.0f} of {plan:,.0f} is {keys.filled()[count]:.1f} percent "
        f"({spelled(sorted(keys.carriers()[count]))})"
        for count, name in keys.COUNTS.items()
    ]
    return "Both are right, each with its count.\n" + "\n".join(lines)


def _solve_audit() -> str:
    lines = [
        f"{name}: {total:,.0f} less {parts:,.0f} is {total - parts:,.0f}"
        for name, (total, parts) in keys.totals().items()
    ]
    return "\n".join([*lines, f"The history's total is too high by {keys.excess():,.0f}: {keys.reason()}."])


def _solve_excess() -> str:
    total, parts = keys.totals()["history"]
    return f"{total:,.0f} less {parts:,.0f} is {keys.excess():,.0f}."


def _solve_rate() -> str:
    taken, asked = keys.admitted()
    return (
        f"{taken:,.0f} of {asked:,.0f} is {keys.rate():.1f} percent; printed: {keys.printed_rate():g}. "
        f"Misprinted: {keys.suspect()}. What the count shows about free will: {keys.meaning()}."
    )


def _solve_denial() -> str:
    return (
        f"Against it: {spelled(sorted(keys.against()))}. Ground: {keys.ground()}. "
        f"Disputed among scholars: {' and '.join(sorted(keys.scholarly()))} (one is enough)."
    )


def _source_of_the_claim() -> dict[str, set[str]]:
    return {claim: {home} for claim, home in keys.official().items()}


# --- tasks --------------------------------------------------------------------------------------------------

TASKS = by_id(
    Task(
        "03.1",
        title="What does this number count?",
        rung="recognise",
        skills=("UNC", "CLR"),
        minutes=6,
        parts=(
            matching(
                "counted",
                rows=lambda: keys.COUNTED,
                known=lambda: keys.KINDS,
                key=keys.counted,
                slips={
                    ("plans", "people registered"): "plan-read-as-outcome",
                    ("survey", "people registered"): "plan-read-as-outcome",
                    ("foundation", "people registered"): "cases-read-as-persons",
                    ("reports", "people registered"): "cases-read-as-persons",
                    ("reports", "cases"): "reports-read-as-cases",
                },
                marks=4,
            ),
        ),
        hints=(
            "Look at three columns of each row: quantity, unit and counting rule.",
            "Ask of each number: did somebody want it, wish it, register it, or report it later?",
            "One rule says that one person may stand there several times; one unit says reports came in.",
        ),
        solution=_pairs(keys.counted),
        right=lambda: "Each number stands with what its makers counted.",
        disputed="How many different persons stand behind the cases. No table here can tell.",
        why="Two numbers can be compared only if they count the same thing.",
        look_at="The columns quantity, unit and counting_rule.",
        next_step="Say each number aloud together with what it counts.",
    ),
    Task(
        "03.2",
        title="In the name of a government",
        rung="locate",
        skills=("SRC", "PER"),
        minutes=7,
        parts=(
            choice(
                "claim",
                known=lambda: keys.CANDIDATES,
                key=keys.official,
                slips={
                    "hist-c034": "court-is-not-the-government",
                    "hist-c039": "countryman-as-government",
                    "hist-lee-wooyoun-2019": "countryman-as-government",
                    "hist-tonomura-2004": "countryman-as-government",
                    "sado-historians": "unnamed-voice",
                },
                marks=2,
            ),
            source(key=_source_of_the_claim, by="claim", other="source-of-another-row"),
        ),
        hints=(
            "Look for whom the speaker works: the column affiliation tells.",
            "Filter the rows by affiliation; keep only those that end in -gov.",
            "A foundation under a ministry and an ambassador count; a court and a scholar do not.",
        ),
        solution=lambda: "Each of these is right:\n" + _pairs(keys.official)(),
        right=lambda: "The speaker speaks for that government, and the source carries the words.",
        disputed="Whether these officials mean the same thing by will, law and force.",
        why="What a government admits weighs most when it is really the government that speaks.",
        look_at="The columns affiliation and source_id.",
        next_step="Print affiliation for the row that you chose.",
    ),
    Task(
        "03.3",
        title="Plan and outcome",
        rung="compute",
        skills=("CAL", "COR"),
        minutes=10,
        parts=(
            choice("count", known=lambda: keys.COUNTS, marks=0),
            *amount(
                key=keys.filled,
                by="count",
                unit="percent",
                within=0.06,
                slips={
                    "half-year-with-full-years": keys.filled_with_half_a_year,
                    "base-upside-down": lambda: [10_000 / share for share in keys.filled().values()],
                    "average-of-percentages": keys.mean_of_shares,
                    "fraction-read-as-percent": lambda: [share / 100 for share in keys.filled().values()],
                    "value-of-the-other-count": lambda: list(keys.filled().values()),
                },
                marks=2,
            ),
            source(key=keys.carriers, by="count", other="source-of-another-row"),
        ),
        hints=(
            "Look at the years 1939 to 1943: for them both offices count whole years.",
            "Add up the count, add up the plan, divide the first by the second, and multiply by one hundred.",
            "years.loc['1939':'1943'].sum() gives all three sums.",
        ),
        solution=_solve_filled,
        right=lambda: "The share fits the count that you named; the other count has another one.",
        disputed="Why two offices of one state differ so much until 1941. No source in our tables says.",
        why="A plan tells what was wanted. Only beside a count, with its rule, does it become a measure.",
        look_at="The years from 1939 to 1943, in the columns of your count and of the plan.",
        next_step="Write down both sums before you divide.",
    ),
    Task(
        "03.4",
        title="A rate that does not fit",
        rung="compute",
        skills=("CAL", "UNC"),
        minutes=8,
        parts=(
            *amount(
                key=keys.rate,
                unit="percent",
                within=0.06,
                slips={
                    "printed-number-copied": keys.printed_rate,
                    "part-to-the-rest": lambda: (
                        100 * keys.admitted()[0] / (keys.admitted()[1] - keys.admitted()[0])
                    ),
                    "base-upside-down": lambda: keys.admitted()[1] / keys.admitted()[0],
                    "fraction-read-as-percent": lambda: keys.rate() / 100,
                },
            ),
            choice(
                "misprint",
                known=lambda: keys.SUSPECTS,
                key=keys.suspect,
                slips=dict.fromkeys(keys.SUSPECTS[:3], "misprint-guessed"),
            ),
            choice(
                "shows",
                known=lambda: keys.MEANINGS,
                key=keys.meaning,
                slips=dict.fromkeys(keys.MEANINGS[:2], "count-read-as-motive"),
            ),
            source(key=keys.volunteers_page, other="source-of-another-row"),
        ),
        hints=(
            "Look at the row of 1938: applicants and admitted.",
            "Divide the admitted by the applicants. Then ask what could decide which number slipped.",
            "All three numbers stand on one page and nowhere else here; its id is in the column source.",
        ),
        solution=_solve_rate,
        right=lambda: "You let the two numbers test the third, and claimed no more than that.",
        disputed=(
            "How free the volunteers were. The newspaper Sankei points to the many applicants, the South "
            "Korean foundation to pressure by police; each leaves out the other's fact."
        ),
        why="Three numbers that belong together can refute one another and not say which one is wrong.",
        look_at="The row of 1938.",
        next_step="Divide, and compare with the printed rate.",
    ),
    Task(
        "03.5",
        title="An audit of printed totals",
        rung="corroborate",
        skills=("COR", "CAL"),
        minutes=9,
        parts=(
            ids(
                "adds_up",
                known=keys.totals,
                key=keys.sound,
                slips={
                    "police": "one-off-waved-through",
                    "tally": "total-not-added-up",
                    "history": "total-not-added-up",
                },
                missing="total-not-added-up",
                marks=3,
            ),
            number(
                "excess",
                key=keys.excess,
                slips={
                    "printed-number-copied": keys.with_brackets,
                    "total-not-added-up": lambda: keys.totals()["history"],
                },
            ),
            choice(
                "because",
                known=lambda: keys.REASONS,
                key=keys.reason,
                slips={keys.REASONS[1]: "slip-explained-away", keys.REASONS[2]: "slip-explained-away"},
            ),
        ),
        hints=(
            "Look at total and parts of each row; a whole number needs no rounding.",
            "Subtract the parts from the total. Then look for a number of the size of the largest gap.",
            "Requisition inside Korea is printed plain and in brackets: add both, and compare with the gap.",
        ),
        solution=_solve_audit,
        right=lambda: "You added before you believed, and you found the row that went in twice.",
        disputed="What the brackets mean. The page prints them and does not say how they relate to the rest.",
        why="A total is a claim about its parts, and the parts are printed beside it.",
        look_at="The columns total and parts.",
        next_step="Make a column with the difference.",
    ),
    Task(
        "03.6",
        title="Documents against statements",
        rung="corroborate",
        skills=("SRC", "COR"),
        minutes=14,
        parts=(
            grid(
                rows=lambda: keys.READINGS,
                columns=lambda: keys.DOCUMENTS,
                known=lambda: keys.MARKS,
                key=keys.stances,
                slips={
                    ("military", "ministry", "contradicts"): "objection-to-another-question",
                    ("will", "ministry", "contradicts"): "objection-to-another-question",
                    ("law", "ministry", "contradicts"): "objection-to-another-question",
                    "supports": "silence-read-as-consent",
                    "contradicts": "silence-read-as-denial",
                    "cannot tell": "silent-is-not-undecided",
                    "silent": "row-overlooked",
                },
                marks=5,
            ),
        ),
        hints=(
            "Look at one document at a time, and cover the others.",
            "Ask first: does its row speak of the matter at all? If not, it is silent.",
            "None of the rows holds a number; the ministry speaks of courts and of nothing else.",
        ),
        solution=lambda: worked.grid(keys.stances()),
        right=lambda: "You marked what each row says, and let silence be silence.",
        disputed="Whether a court of one state may judge another; and what to call the system.",
        why="A ruling, a statement and a study answer different questions about the same past.",
        look_at="The row of that document.",
        next_step="Read its statement again, and ask only whether it speaks of this matter.",
    ),
    Task(
        "03.7",
        title="A denial under the lens",
        rung="contest",
        skills=("SRC", "ARG"),
        minutes=12,
        parts=(
            ids(
                "against",
                known=lambda: keys.NEARBY,
                key=keys.against,
                slips={
                    "hist-c088": "procedure-read-as-content",
                    "hist-rok-2014-text": "procedure-read-as-content",
                    "hist-c092": "number-for-another-question",
                    "hist-c093": "number-for-another-question",
                },
                missing="one-shore-one-voice",
                marks=3,
            ),
            choice(
                "ground",
                known=lambda: keys.GROUNDS,
                key=keys.ground,
                slips={
                    keys.GROUNDS[1]: "passport-as-argument",
                    keys.GROUNDS[2]: "number-for-another-question",
                },
            ),
            choice(
                "disputed",
                known=lambda: keys.QUARRELS,
                key=keys.scholarly,
                slips={"that women were coerced": "denial-made-a-side"},
            ),
        ),
        hints=(
            "Look at what each row is about: the women, a number, or the making of a text.",
            "Take the rows that speak of compulsion. For disputed, look for scholars on both sides.",
            "Three of the rows speak of coercion or will: two by one man, one by a vice minister.",
        ),
        solution=_solve_denial,
        right=lambda: "You answered a denial with evidence from both shores, and kept real disputes open.",
        disputed="How many women there were, and who ran the stations: scholars differ, with evidence.",
        why="Denial is answered with evidence on its own point, not with anger and not with a vote.",
        look_at="What each row speaks of.",
        next_step="Write the subject of each row in one word, then choose.",
    ),
    Task(
        "03.8",
        title="A label for a museum wall",
        rung="create",
        skills=("ARG", "UNC", "PER"),
        minutes=20,
        parts=(essay(shortest=90, longest=150, number=True, documents=2),),
        hints=(
            "Look at the counting rules first: which number could carry its rule in one line?",
            "Choice, reason with id, best reason against it with id, what the number cannot show.",
            "Ids from both shores: oisr-koreans-arrivals-1964, nikh-nh50-mobilisation-scale, hist-c027.",
        ),
        solution=lambda: worked.essay("03.8"),
        right=lambda: "The form is there: length, a number, evidence from both shores.",
        disputed="One number or a range: opposite choices can earn the same marks.",
        why="A label reaches people who read nothing else. It needs its rule more than any book does.",
        look_at="The list of what the label needs.",
        next_step="Add what is missing and run the cell again.",
        by_person=True,
        out_of=12,
    ),
)


IN_CLASS = by_id(
    Task(
        "03.a",
        title="Total less parts",
        rung="compute",
        skills=("CAL", "COR"),
        minutes=2,
        parts=(
            number(
                "excess",
                key=keys.excess,
                slips={
                    "printed-number-copied": keys.with_brackets,
                    "total-not-added-up": lambda: keys.totals()["history"],
                },
            ),
        ),
        hints=(
            "Look at the row of the national history.",
            "Take the parts away from the total.",
            "The fourth row: audit['total'][3] - audit['parts'][3] is what we ask for.",
        ),
        solution=_solve_excess,
        right=lambda: (
            "That much stands in the total and in none of its routes. Read on to see where it is from."
        ),
        disputed="What the bracketed numbers of that page mean.",
        why="A gap between a total and its parts has a size, and the size is a clue.",
        look_at="The row of the national history in audit.",
        next_step="Subtract the parts from the total.",
    ),
    Task(
        "03.exit",
        title="What may be written?",
        rung="corroborate",
        skills=("UNC", "SRC"),
        minutes=3,
        parts=(
            ids(
                "sentences",
                known=lambda: keys.SENTENCES,
                key=keys.writable,
                slips={
                    "willing": "count-read-as-motive",
                    "forced": "count-read-as-motive",
                    "persons": "cases-read-as-persons",
                },
                missing="sum-not-tried",
            ),
        ),
        hints=(
            "Look at what the two tables have columns for: years, plans, arrivals.",
            "Ask of each sentence: which column would show it?",
            "Two sentences can be tested with a sum. The others need another kind of source.",
        ),
        solution=lambda: f"These two tables carry: {spelled(sorted(keys.writable()))}.",
        right=lambda: "A sum shows both. Of will, force and different persons these tables hold nothing.",
        disputed="How people were made to come: for that ask statements, rulings and testimony.",
        why="A true sentence still needs the kind of source that can carry it.",
        look_at="The columns of the two tables.",
        next_step="For each sentence, name the column that would show it.",
    ),
)
