"""Exercise 07 and the checks inside lesson 07: trade and visitors in 2019. What is right stands in keys07."""

from __future__ import annotations

from helpers.tasks import keys07 as keys
from helpers.tasks import worked
from helpers.tasks.model import Task, by_id
from helpers.tasks.parts import amount, choice, essay, ids, matching, number, source
from helpers.tasks.reading import spelled


def _solve_double() -> str:
    lines = [f"{name}: {value:+.1f} percentage points" for name, value in keys.double_differences().items()]
    return "Each of these is right:\n" + "\n".join(lines)


def _solve_kinds() -> str:
    pairs = [(name, kind, keys.conflict(keys.GAPS[name])) for name, kind in keys.kinds().items()]
    return "\n".join(f"{name}: {kind}. {row['finding']}" for name, kind, row in pairs)


def _solve_days() -> str:
    steps = "\n".join(f"{name}: {day}" for name, day in keys.days().items())
    return f"{steps}\nThe day in force stands in: {spelled(sorted(keys.carriers_of_force()))}."


def _solve_bases() -> str:
    lines = [f"{name}, base {base}: {value:+.1f}" for (name, base), value in keys.gaps_by_base().items()]
    return "All are right, each with its control and base, in percentage points:\n" + "\n".join(lines)


def _solve_prices() -> str:
    lines = [
        f"{month}: {' to '.join(f'{one:,.1f}' for one in ends)}" for month, ends in keys.prices().items()
    ]
    return "\n".join(["Yen per kilogram:", *lines, f"Whose July is right: {keys.mirror_verdict()}."])


def _solve_prints() -> str:
    rows = [(name, text, keys.conflict(keys.PRINTS[name][0])) for name, text in keys.fitting().items()]
    lines = [f"{name}: {text}. {row['finding']}" for name, text, row in rows]
    return "\n".join([*lines, f"The imports: {keys.imports_of_fifty_years():,.1f} billion dollars."])


def _solve_loss() -> str:
    lines = [f"{name}: {value:.1f} percent of the loss" for name, value in keys.losses().items()]
    rows = f"Before July: {spelled(sorted(keys.earlier_rows()))}."
    return "\n".join([rows, *lines, f"How much of it the step caused: {keys.cause()}, from these rows."])


def _solve_quarrel() -> str:
    return (
        f"The two statements: {spelled(sorted(keys.quarrel()))}. From 2020 to 2021 the level rose by "
        f"{keys.rise():.1f} percent; all imports of the good grew at nearly the same pace, so the share "
        f"stood still. Against 2018 the level is {keys.still_down():+.0f} percent."
    )


TASKS = by_id(
    Task(
        "07.1",
        title="Why do two numbers differ?",
        rung="recognise",
        skills=("COR", "CLR"),
        minutes=8,
        parts=(
            matching(
                "gaps",
                rows=lambda: keys.GAPS,
                known=lambda: keys.KINDS,
                key=keys.kinds,
                marks=4,
                slips={
                    **{(row, "definition"): "slip-explained-away" for row in ("food", "sample")},
                    **{(row, "version"): "slip-explained-away" for row in ("food", "sample")},
                    "printing": "rule-taken-for-error",
                    "*": "gap-without-its-question",
                },
            ),
        ),
        hints=(
            "Look at what each side counted, when, and by which rule.",
            "Ask: can both numbers be right at once? If so: is it the rule, the time or the release?",
            "Two rows are slips, one has other months, one is an estimate made early; the rest are rules.",
        ),
        solution=_solve_kinds,
        right=lambda: "You asked what was counted before you asked who erred. Most gaps are no errors.",
        disputed="Whether readers were misled on purpose. A gap in the numbers cannot show an intention.",
        why="Before historians call a number false, they ask whether it answers another question.",
        look_at="What each side says, and how it could be settled.",
        next_step="For each row write down: who counted, what, when?",
    ),
    Task(
        "07.2",
        title="Three days for one rule",
        rung="locate",
        skills=("SRC", "CLR", "CTX"),
        minutes=7,
        parts=(
            matching(
                "days",
                rows=lambda: keys.STEPS,
                known=lambda: keys.DAYS,
                key=keys.days,
                marks=3,
                slips={"2019-07-01": "announced-read-as-decided", "*": "decided-is-not-in-force"},
            ),
            source(key=keys.carriers_of_force, slips={"cistec-2019-11-01": "lone-print-followed"}),
        ),
        hints=(
            "Look at the titles of the events: which verb does each of them use?",
            "A rule is decided, printed in the gazette, and then it applies. Who prints which day?",
            "The summary of the promulgation counts 21 days. The list names the documents of each event.",
        ),
        solution=_solve_days,
        right=lambda: "Each step has a day of its own, and your document carries the last of them.",
        disputed="Why Japan decided it: its government and South Korea's give different reasons.",
        why="Whoever compares before and after needs the day from which a rule applied.",
        look_at="The events and their documents, and the row of the register.",
        next_step="Read the summary of each event and look for its verb.",
    ),
    Task(
        "07.3",
        title="Two bases, two changes",
        rung="compute",
        skills=("CAL", "UNC"),
        minutes=11,
        parts=(
            choice("control", known=lambda: keys.CONTROLS, marks=0),
            choice("base", known=lambda: keys.BASES, marks=0),
            *amount(
                key=keys.gaps_by_base,
                unit="percentage points",
                within=0.06,
                by=("control", "base"),
                marks=3,
                slips={
                    "change-without-control": keys.korea_alone,
                    "sign-turned-round": lambda: keys.opposite(keys.gaps_by_base()),
                    "base-mixed-up": lambda: keys.gaps_by_base().values(),
                },
            ),
            source(key=keys.visitor_sources),
        ),
        hints=(
            "Look at July to December only: one sum for each year and market.",
            "Change in per cent on the base year, for South Korea and for the control; then subtract.",
            "growth = 100 * (half[2019] / half[2018] - 1). The source stands in the rows of the series.",
        ),
        solution=_solve_bases,
        right=lambda: "Your number belongs to the control and the base that you named, and says so.",
        disputed="Which base is fair. Late 2018 had a storm in it; 2017 is two years away.",
        why="A change without its base is half a sentence.",
        look_at="The table of half-years above the task.",
        next_step="Write down the two sums of South Korea and the two of your control.",
    ),
    Task(
        "07.4",
        title="Kilograms and yen",
        rung="compute",
        skills=("CAL", "SRC", "UNC"),
        minutes=11,
        parts=(
            choice("month", known=keys.price_months, marks=0),
            *amount(
                key=keys.prices,
                unit="JPY per kg",
                within=0.6,
                by="month",
                marks=2,
                slips={"value-for-price": keys.values_alone},
                unit_slips={"JPY": "value-for-price", "USD per kg": "currency-mixed-up"},
            ),
            source(key=keys.price_sources, by="month"),
            choice(
                "whose_july",
                known=lambda: ("Japan's customs", "South Korea's customs", keys.OPEN),
                key=keys.mirror_verdict,
                slips={"*": "one-mirror-believed"},
            ),
        ),
        hints=(
            "Look at the two columns of your month: how many tonnes, how many yen?",
            "Yen divided by kilograms. A tonne has a thousand kilograms.",
            "For July see the row hf-mirror-july-2019: what does it find, and what is its status?",
        ),
        solution=_solve_prices,
        right=lambda: "Value by weight gives a price, and you left July open, as the documents do.",
        disputed="Why the price of a kilogram jumped. Pure goods in small lots would do it; so would a slip.",
        why="A value can hold while the quantity falls away. Only both together tell.",
        look_at="The table of weights and values above the task.",
        next_step="Turn the tonnes of your month into kilograms, then divide the yen by them.",
    ),
    Task(
        "07.5",
        title="Which print stands?",
        rung="corroborate",
        skills=("COR", "CAL"),
        minutes=12,
        parts=(
            matching(
                "stands",
                rows=lambda: keys.PRINTS,
                known=lambda: [
                    *dict.fromkeys(text for _, *two in keys.PRINTS.values() for text in two),
                    keys.OPEN,
                ],
                key=keys.fitting,
                marks=4,
                slips={
                    **{
                        ("polyimide", text): "guess-where-sources-end"
                        for text in keys.PRINTS["polyimide"][1:]
                    },
                    keys.OPEN: "doubt-where-sums-decide",
                    "*": "neighbour-not-asked",
                },
            ),
            *amount(
                key=keys.imports_of_fifty_years,
                unit="billion USD",
                within=0.06,
                slips={
                    "neighbour-not-asked": keys.imports_as_printed,
                    "sign-turned-round": keys.difference_of_fifty_years,
                },
                unit_slips={"*": "currency-mixed-up"},
            ),
        ),
        hints=(
            "Look at what is printed beside each number: a rate, a sum, another year.",
            "Apply the rate, or divide, or add. Which of the two prints comes out?",
            "Imports are exports and deficit together. One row has no test: other classes, other periods.",
        ),
        solution=_solve_prints,
        right=lambda: "You let the neighbours of each number speak, and left open what they leave open.",
        disputed="Which number of the long sum is wrong. That it is the imports is likely, and no more.",
        why="Numbers stand in company. A slip rarely fits its neighbours.",
        look_at="The column of what each number can be tested with.",
        next_step="Begin with the cars: apply the printed rate to the number that claims to be older.",
    ),
    Task(
        "07.6",
        title="Back again, or still falling?",
        rung="explain",
        skills=("COR", "UNC"),
        minutes=12,
        parts=(
            ids("claims", known=keys.replaced_claims, key=keys.quarrel, extra="half-of-a-quarrel"),
            number(key=keys.rise, within=0.6, slips={"base-mixed-up": keys.still_down}),
            essay(shortest=25, longest=90),
        ),
        hints=(
            "Look for two statements that rest on the same data and point in opposite directions.",
            "One speaks of a sum of money, the other of a part of all imports. What did the rest do?",
            "They share one document of July 2022. The rise: the level of 2021 against that of 2020.",
        ),
        solution=_solve_quarrel,
        right=lambda: "Level and share answer two questions; when all grows, one can rise and the other not.",
        disputed="Which of the two tells more about dependence: a sum of money, or a part of all supply.",
        why="Two true sentences can sound like a contradiction if their measure is left out.",
        look_at="The statements on whether the materials were replaced, and the two series.",
        next_step="Find for each statement the word that names its measure.",
    ),
    Task(
        "07.7",
        title="A headline to object to",
        rung="contest",
        skills=("UNC", "CAL", "ARG"),
        minutes=14,
        parts=(
            ids("earlier", known=lambda: keys.ROWS, key=keys.earlier_rows, extra="later-change-as-earlier"),
            choice("good", known=lambda: keys.GOODS, marks=0),
            *amount(
                key=keys.losses,
                unit="percent",
                within=0.06,
                by="good",
                marks=2,
                slips={"share-of-a-fall": keys.own_changes},
            ),
            choice(
                "caused",
                known=lambda: keys.VERDICTS,
                key=keys.cause,
                slips={"all of it": "correlation-as-cause", "none of it": "unproved-read-as-none"},
            ),
        ),
        hints=(
            "Look at the period of each row: can a step of July have caused it?",
            "Share of the loss: the loss of the good, divided by the loss of everything.",
            "Only rows that end in June or earlier belong in the set. A whole year has July in it.",
        ),
        solution=_solve_loss,
        right=lambda: (
            "You named what fell before the step, gave the good its share, and left the cause open."
        ),
        disputed="How much the step of July added. That needs each good, month by month, and a control.",
        why="What comes first cannot be the effect of what comes later; what comes later need not be.",
        look_at="The dates of the rows, and the table of exports by good.",
        next_step="Sort the rows by their dates before you read their numbers.",
    ),
    Task(
        "07.8",
        title="A paragraph for a yearbook",
        rung="create",
        skills=("ARG", "CAL", "UNC"),
        minutes=20,
        parts=(essay(shortest=90, longest=150, number=True, documents=2),),
        hints=(
            "Look at what your reader wants: how much changed, and how sure one can be.",
            "Item, period, base; a number with its id; a reading from each shore with its id; one limit.",
            "Ids of numbers: table figures or series. Readings: the claims of 07.6, in [brackets].",
        ),
        solution=lambda: worked.essay("07.8"),
        right=lambda: "The form is there: length, a number, and voices of both shores.",
        disputed="How much weight each item deserves: opposite conclusions can earn the same marks.",
        why="A reader must be able to check each number, and to hear both readings.",
        look_at="The list of what the paragraph needs.",
        next_step="Add what is missing and run the cell again.",
        by_person=True,
        out_of=12,
    ),
)

IN_CLASS = by_id(
    Task(
        "07.a",
        title="Another control",
        rung="compute",
        skills=("CAL",),
        minutes=3,
        parts=(
            choice("control", known=keys.other_controls, marks=0),
            number(
                key=keys.double_differences,
                within=0.06,
                by="control",
                slips={
                    "change-without-control": keys.korea_without_control,
                    "pre-trend-forgotten": keys.single_differences,
                    "sign-turned-round": lambda: keys.opposite(keys.double_differences()),
                },
            ),
        ),
        hints=(
            "Look at two rows of the table: South Korea and your control.",
            "July-December less January-June, for each of the two; then the first less the second.",
            "Copy the two lines for Taiwan and write the name of your control in them.",
        ),
        solution=_solve_double,
        right=lambda: "Two differences, one number: what moved in South Korea and not in your control.",
        disputed="Which control is best. Each had a year of its own.",
        why="A control stands for the year that nobody could see.",
        look_at="The table with January-June and July-December.",
        next_step="Take the change between the halves for South Korea, then for the control.",
    ),
    Task(
        "07.exit",
        title="Exit ticket",
        rung="contest",
        skills=("UNC", "CAL"),
        minutes=3,
        parts=(
            ids(
                "shown",
                known=lambda: keys.SENTENCES,
                key=keys.shown_sentences,
                slips={
                    "cause": "correlation-as-cause",
                    "stop": "class-read-as-item",
                    "motive": "reading-taken-for-finding",
                },
            ),
        ),
        hints=(
            "Look for words such as caused, because, no: can a series hold them?",
            "For each sentence name the series that you would point at.",
            "Some sentences name a cause, a motive, or goods that have no class of their own.",
        ),
        solution=lambda: f"Shown: {spelled(sorted(keys.shown_sentences()))}.",
        right=lambda: "Each of them can be pointed at in a series; the others need a word that none has.",
        disputed="The others are not thereby false. Somebody says them, or nobody has shown them yet.",
        why="A table shows how much and when. It does not show why.",
        look_at="The figures of this lesson.",
        next_step="For each sentence ask: in which figure would I point at it?",
    ),
)
