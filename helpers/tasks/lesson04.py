"""Lesson 04, "1965: what was settled?": eight tasks and two checks in class.

TASKS and IN_CLASS hold all that a student is told about them. keys04 computes what is right.
"""

from __future__ import annotations

from helpers import data
from helpers.tasks import keys04 as keys
from helpers.tasks import worked
from helpers.tasks.model import Task, by_id
from helpers.tasks.parts import amount, choice, essay, grid, ids, matching, number, source


def _told(pairs: dict[str, str]) -> str:
    return "\n".join(f"{name}: {said}." for name, said in pairs.items())


def _solve_articles() -> str:
    return f"{_told(keys.articles())}\n{_told(keys.decisive())}\nThe day: {keys.void_since()}."


def _solve_steel() -> str:
    lines = [f"Of {whole}: {share:.1f} percent." for whole, share in keys.steel_shares().items()]
    return "\n".join([*lines, f"The {keys.value(keys.INDUSTRY):g} percent count {keys.headline_counts()}."])


def _solve_share() -> str:
    people, grant, less = (keys.value(row) for row in (keys.PEOPLE_WON, keys.GRANT_WON, keys.ALL_PAID))
    return (
        f"{people:,.0f} / {grant:,.0f} = {keys.people_share():.1f} percent. With the smaller sum, "
        f"{less:,.0f}, it is {keys.lowest_share():.1f}; printed, with interest, {keys.printed_share():g}."
    )


def _solve_audit() -> str:
    years = ", ".join(sorted(keys.wrong_years()))
    return (
        f"The kinds add up to {keys.decided():g}, so in {keys.misprint()} two digits have probably changed "
        f"places. Years that do not add up: {years}. Factor: {keys.deduction_factor():.1f}."
    )


def _solve_trade() -> str:
    mirror, low, high = keys.exports_1965()
    left, printed = keys.printed_deficit(), keys.value("hist-f202") / 1000
    return (
        f"Exports of 1965: {low:g} to {high:g} million dollars, {mirror:g} as Japan reports it. "
        f"The printed sums of 2015 leave {left:.1f} "
        f"billion, not {printed:g}; with imports of {keys.mended_imports():,.1f} it comes out, and two "
        "digits would have changed places. Subtraction alone does not say which of the three sums is wrong."
    )


TASKS = by_id(
    Task(
        "04.1",
        title="One memo, six disagreements",
        rung="recognise",
        skills=("COR", "SRC"),
        minutes=8,
        parts=(
            matching(
                "kind",
                rows=lambda: keys.MEMO,
                known=lambda: keys.KINDS,
                key=keys.kinds,
                slips={
                    ("300 or 320 in grants", keys.KINDS[2]): "doubt-where-a-text-decides",
                    ("which sum is the grant", keys.KINDS[2]): "doubt-where-a-text-decides",
                    ("100 or 300 in credits", keys.KINDS[2]): "change-read-as-contradiction",
                    ("100 or 300 in credits", keys.KINDS[0]): "rule-taken-for-error",
                    keys.KINDS[0]: "dispute-explained-away",
                    keys.KINDS[1]: "dispute-explained-away",
                },
                marks=4,
            ),
        ),
        hints=(
            "Look at the column finding, and ask what would settle the matter.",
            "Is there a text that decides? Were the two numbers written in one year? If neither: open.",
            "The treaty of 1965 decides two of the six; March 1965 explains a third.",
        ),
        solution=lambda: _told(keys.kinds()),
        right=lambda: "The treaty clears up two slips, one pair belongs to two moments, three stay open.",
        disputed="Who wrote which sheet, and whether a sheet without signatures binds anybody.",
        why="A misprint, a change and a dispute look alike in a table of two numbers.",
        look_at="conflicts: the columns kind, settle_by and finding of the six rows.",
        next_step="Ask of each row which document could decide it, and whether we have that document.",
    ),
    Task(
        "04.2",
        title="The word, the article, the language",
        rung="locate",
        skills=("CLR", "SRC"),
        minutes=8,
        parts=(
            matching(
                "article",
                rows=lambda: keys.CLAUSES,
                known=lambda: keys.provisions_of_1965().index,
                key=keys.articles,
                slips={"*": "clause-next-door"},
            ),
            matching(
                "decides",
                rows=lambda: keys.TREATIES,
                known=lambda: keys.DECIDES,
                key=keys.decisive,
                slips={"*": "translation-as-authentic"},
                marks=1,
            ),
            choice(
                "day", known=lambda: keys.DAYS, key=keys.void_since, slips={"*": "copy-speaks-for-the-office"}
            ),
        ),
        hints=(
            "Look at the columns subject and note of the rows.",
            "Find each wording in a summary; then read what the note says about the languages.",
            "Languages: end of the notes of basic-treaty-article-2 and claims-agreement-article-2-1.",
        ),
        solution=_solve_articles,
        right=lambda: "Each wording has its row; one treaty names a text that decides, the other does not.",
        disputed="The day from which Japan's government counts. Its own words in the Diet were not found.",
        why="Whoever quotes a clause should say from which text, and whether that text decides.",
        look_at="provisions: subject, summary and note.",
        next_step="Print the notes of the rows and read them to the end.",
    ),
    Task(
        "04.3",
        title="A share of what?",
        rung="compute",
        skills=("CAL", "SRC"),
        minutes=9,
        parts=(
            choice("whole", known=lambda: keys.WHOLES, marks=0),
            *amount(
                key=keys.steel_shares,
                unit="percent",
                within=0.06,
                by="whole",
                marks=2,
                slips={
                    "headline-wider-than-number": lambda: keys.value(keys.INDUSTRY),
                    "loans-as-grants": keys.steel_of_grants,
                    "share-under-another-name": lambda: list(keys.steel_shares().values()),
                    "fraction-read-as-percent": lambda: [
                        share / 100 for share in keys.steel_shares().values()
                    ],
                },
                unit_slips={"USD": "currency-mixed-up"},
            ),
            choice(
                "counts",
                known=lambda: keys.COUNTED,
                key=keys.headline_counts,
                slips={"*": "headline-wider-than-number"},
            ),
            source(key=keys.steel_sources),
        ),
        hints=(
            "Look at what the sum for the steel works contains: grants, loans, or both?",
            "Divide it by the whole that you named. The smaller whole is a percentage of the larger.",
            "Sum: hist-f122. Whole: hist-f114 plus hist-f117; for the other, 55.6 percent of that.",
        ),
        solution=_solve_steel,
        right=lambda: "The share fits the whole that you named. The other whole gives another right share.",
        disputed="Whether raw materials for steel belong to the steel works. A broadcaster counted them.",
        why="A share without its whole can be doubled without one false digit.",
        look_at="The rows printed above the task: quantity and unit.",
        next_step="Say your answer as a sentence: so many per cent of what?",
    ),
    Task(
        "04.4",
        title="What part reached people?",
        rung="compute",
        skills=("CAL", "UNC"),
        minutes=9,
        parts=(
            *amount(
                key=keys.people_share,
                unit="percent",
                within=0.06,
                slips={
                    "neighbour-not-asked": keys.printed_share,
                    "share-under-another-name": keys.share_of_package,
                    "fraction-read-as-percent": lambda: keys.people_share() / 100,
                },
                unit_slips={"KRW": "currency-mixed-up"},
            ),
            number(
                "low", key=keys.lowest_share, within=0.06, slips={"one-count-as-truth": keys.people_share}
            ),
            number(
                "high", key=keys.printed_share, within=0.06, slips={"one-count-as-truth": keys.people_share}
            ),
            source(
                key=keys.people_sources,
            ),
        ),
        hints=(
            "Look at the units: which rows are in won, and which of them is the whole?",
            "value: payments by grant, both in won. low: the smaller sum of payments. high: as printed.",
            "Rows hist-f125, hist-f126, hist-f145; the printed share stands in the note of hist-f126.",
        ),
        solution=_solve_share,
        right=lambda: "Your own share lies between the smallest that the pages allow and the printed one.",
        disputed="Which payments count, and what the interest adds. Nor does a share say what was owed.",
        why="Money that was promised, counted in goods, and paid to people are three different sums.",
        look_at="The rows above the task, with their notes.",
        next_step="Write numerator and denominator with their units before you divide.",
    ),
    Task(
        "04.5",
        title="An audit of 2008",
        rung="corroborate",
        skills=("COR", "CAL"),
        minutes=11,
        parts=(
            number(
                "cases",
                key=keys.decided,
                slips={"neighbour-not-asked": lambda: keys.value(keys.TOTALS_2008[1])},
            ),
            choice(
                "misprint",
                known=lambda: [
                    data.row("figures", one)["source_id"] for one in (*keys.TOTALS_2008, keys.KINDS_2008[0])
                ],
                key=keys.misprint,
                slips={"*": "neighbour-not-asked"},
            ),
            ids(
                "years",
                known=lambda: keys.YEARS,
                key=keys.wrong_years,
                missing="small-gap-passed-over",
            ),
            number(
                "factor",
                key=keys.deduction_factor,
                within=0.06,
                slips={
                    "rest-for-the-part": lambda: (
                        keys.value("hist-f244") * 1_000_000 / keys.value("hist-f141")
                    ),
                },
            ),
        ),
        hints=(
            "Look for numbers that must add up: four kinds to one total, four columns to one total.",
            "Add the kinds and compare; subtract the sum of the columns from each year's total.",
            "Kinds: hist-f237 to hist-f240. Years: the column gap. Factor: hist-f243 by hist-f141.",
        ),
        solution=_solve_audit,
        right=lambda: "The parts decide which total can stand, and two years keep a gap nobody can place.",
        disputed="Whether prices, wages or interest are the right measure for an old payment.",
        why="Addition needs no permission from a printer. It is the cheapest test of a source.",
        look_at="The two tables above the task.",
        next_step="Add first, read the printed total afterwards.",
    ),
    Task(
        "04.6",
        title="Five voices on one agreement",
        rung="corroborate",
        skills=("COR", "PER"),
        minutes=14,
        parts=(
            grid(
                rows=lambda: keys.SAYS,
                columns=lambda: keys.SPEAKERS,
                known=lambda: keys.MARKS,
                key=keys.stances,
                slips={
                    ("covered", "opinion", keys.MARKS[1]): "same-result-same-ground",
                    ("covered", "majority", keys.MARKS[0]): "same-result-same-ground",
                    ("court", "dissent", keys.MARKS[0]): "claim-and-court-confused",
                    ("court", "committee", keys.MARKS[0]): "claim-and-court-confused",
                    ("court", "committee", keys.MARKS[1]): "silence-read-as-denial",
                    ("seoul", "tokyo", keys.MARKS[1]): "silence-read-as-denial",
                    ("seoul", "majority", keys.MARKS[1]): "silence-read-as-denial",
                    ("unlawful", "tokyo", keys.MARKS[1]): "silence-read-as-denial",
                    ("unlawful", "opinion", keys.MARKS[0]): "same-result-same-ground",
                    keys.MARKS[2]: "row-overlooked",
                    keys.MARKS[3]: "silent-is-not-undecided",
                },
            ),
        ),
        hints=(
            "Look at one speaker's rows at a time. Which of the four statements do they mention at all?",
            "Ask what the row itself says, not which side won, and not what else you know.",
            "opinion and dissent agree on the first row and part on the second.",
        ),
        solution=lambda: worked.grid(keys.stances()),
        right=lambda: "You kept result and reason apart, and silence apart from no.",
        disputed="All four statements. Here it counts only what these rows say.",
        why="Who agrees about the result may disagree about the reason, and the next case turns on reasons.",
        look_at="The rows printed above the task.",
        next_step="Begin with the cells in which a row uses the words of the statement.",
    ),
    Task(
        "04.7",
        title="Two numbers to object to",
        rung="contest",
        skills=("CAL", "UNC"),
        minutes=13,
        parts=(
            *amount(
                key=keys.exports_1965,
                unit="million USD",
                within=0.6,
                slips={"factor-of-a-thousand": lambda: [one / 1000 for one in keys.exports_1965()]},
                unit_slips={"*": "currency-mixed-up"},
            ),
            number(
                "imports",
                key=keys.mended_imports,
                within=0.06,
                slips={
                    "neighbour-not-asked": lambda: keys.value("kr-cumulative-imports-1965-2015"),
                    "sign-turned-round": lambda: (
                        keys.value("kr-cumulative-imports-1965-2015") + keys.value("hist-f202") / 1000
                    ),
                },
            ),
            choice(
                "proved",
                known=lambda: ("yes", "no", "cannot tell"),
                key=keys.culprit,
                slips={"yes": "contradiction-names-no-culprit"},
            ),
            source(key=keys.carriers_1965),
        ),
        hints=(
            "Look at the years beside 1965: are they thousands or millions?",
            "Take the unit that fits its neighbours. Then: which imports less 614.4 leave 516.4?",
            "Series cow-jp-imports-from-korea, 1964 to 1966. Imports: 614.4 plus 516.4.",
        ),
        solution=_solve_trade,
        right=lambda: "Neighbours mend a unit. A subtraction shows a fault and does not say where it sits.",
        disputed="Which of the three sums of 2015 is wrong. Mirror data speak for the imports, not for sure.",
        why="A number that cannot be right can still travel from page to page for years.",
        look_at="The two tables above the task.",
        next_step="Write both numbers with all their zeros below one another.",
    ),
    Task(
        "04.8",
        title="A label for the glass case",
        rung="create",
        skills=("ARG", "CLR", "PER"),
        minutes=20,
        parts=(essay(shortest=100, longest=160, documents=3),),
        hints=(
            "Look at what a visitor sees: one wording in a glass case, and no lawyer beside it.",
            "Thesis, the words that carry it with id, the best reason against it with id, one open point.",
            "Useful ids: hist-c137, hist-c138, hist-c070, dissent-kwon-jo, court-majority-result.",
        ),
        solution=lambda: worked.essay("04.8"),
        right=lambda: "The form is there: length, evidence from both shores, ids that lead somewhere.",
        disputed="Both theses. Either can earn full marks.",
        why="A label cannot be answered by its reader, so it must be fair by itself.",
        look_at="The list of what the label needs.",
        next_step="Add what is missing and run the cell again.",
        by_person=True,
        out_of=12,
    ),
)

IN_CLASS = by_id(
    Task(
        "04.a",
        title="Grants, as a share of what?",
        rung="compute",
        skills=("CAL",),
        minutes=2,
        parts=amount(
            key=keys.grant_share,
            unit="percent",
            within=0.6,
            slips={
                "share-under-another-name": keys.with_credits,
                "loans-as-grants": lambda: 100 - keys.grant_share(),
                "fraction-read-as-percent": lambda: keys.grant_share() / 100,
            },
            unit_slips={"USD": "currency-mixed-up"},
        ),
        hints=(
            "Look at the first two rows of the table: they are the whole.",
            "Divide the grants by grants plus loans, then multiply by one hundred.",
            "hist-f114 by the sum of hist-f114 and hist-f117.",
        ),
        solution=lambda: f"Grants are {keys.grant_share():g} percent of grants and loans.",
        right=lambda: "Grants and loans are the whole that the agreement itself names.",
        disputed="Whether loans count as payment at all: they had to be paid back, with interest.",
        why="A grant and a loan are both money on the day, and only one of them later.",
        look_at="The table of the package above.",
        next_step="Name the whole in one phrase, then divide by it.",
    ),
    Task(
        "04.exit",
        title="Which words does it lean on?",
        rung="recognise",
        skills=("CLR", "PER"),
        minutes=3,
        parts=(
            matching(
                "leans_on",
                rows=lambda: keys.TICKET,
                known=lambda: keys.WORDINGS.values(),
                key=keys.leaning,
                slips={
                    ("hist-c062", "completely and finally"): "denied-link-read-as-link",
                    "*": "clause-next-door",
                },
            ),
        ),
        hints=(
            "Look for the noun in each statement: treaty, claims, or money?",
            "Old treaties: one wording. Claims of persons: another. The money: the third.",
            "Two of the statements speak of the treaty of annexation.",
        ),
        solution=lambda: _told(keys.leaning()),
        right=lambda: "Each reading stands with the words that it explains.",
        disputed="What the words mean. That both sides lean on them is not.",
        why="A reading that names its words can be checked by its opponents.",
        look_at="The statements printed above.",
        next_step="Underline in each statement what it speaks about.",
    ),
)
