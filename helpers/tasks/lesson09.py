"""Lesson 09, "Capstone: can this be settled?": eight tasks, and the checks inside the lesson.

TASKS and IN_CLASS hold all that a student is told about them; keys09 computes what is right.
"""

from __future__ import annotations

from helpers import data
from helpers.tasks import keys09 as keys
from helpers.tasks import worked
from helpers.tasks.model import Task, by_id
from helpers.tasks.parts import amount, choice, essay, grid, ids, matching, number, source
from helpers.tasks.reading import spelled

# --- worked solutions --------------------------------------------------------------------------------------


def _solve_slips() -> str:
    lines = [f"{one}: {kind}. {keys.conflict(one)['finding']}" for one, kind in keys.kinds().items()]
    return "\n".join(
        [
            *lines,
            f"No document decides: {spelled(sorted(keys.undecided()))}.",
            f"The poll was withdrawn: {spelled(sorted(keys.withdrawn()))}.",
        ]
    )


def _solve_digest() -> str:
    row, top = keys.survey(), keys.highest()
    return (
        f"{row['percent']:.1f} percent, {row['source_id']}: the question is about {keys.asked_about()}.\n"
        f"The highest affinity in the series: {top['value']:.1f} percent in {top['date']}. "
        f"A record in the year of the survey? {keys.record()}: the series ends before it."
    )


def _solve_index() -> str:
    lines = [
        f"{base} = 100, in {currency}: {index:.1f}" for (base, currency), index in keys.indexes().items()
    ]
    return (
        "Each of these is right, with the base and currency that you name:\n"
        + "\n".join(lines)
        + f"\nDid exports come back? The answer {keys.recovered().replace('depends', 'depends,')}."
    )


def _solve_launches() -> str:
    low, *_, high = keys.missiles()
    lines = [f"{number}: {what}" for number, what in keys.counts().items()]
    return (
        "\n".join(lines)
        + f"\nMissiles: {low:.0f} to {high:.0f}. A launch day had at least {keys.per_day():.1f} on average."
    )


def _solve_radar() -> str:
    lines = [
        f"{row}: " + ", ".join(f"{name} {' or '.join(said)}" for name, said in cells.items())
        for row, cells in keys.radar().items()
    ]
    return "\n".join([*lines, f"Facts of 2018 settled by the agreement: {keys.facts_settled()}."])


def _solve_forecast() -> str:
    lines = [f"{one}: {data.row('claims', one)['statement']}" for one in sorted(keys.expected_and_said())]
    return "\n".join(
        [
            *lines,
            f"The poll of June 2025: {keys.outcome()}. No later poll with its question is in the tables.",
        ]
    )


def _solve_hurry() -> str:
    return (
        f"Polls: {spelled(sorted(keys.pair()))}. Objections: {' and '.join(sorted(keys.objections()))}.\n"
        f"Margin of the South Korean poll: {keys.margin():.1f} percentage points. Do the shares differ by "
        f"more than chance? {keys.differ()}: no size is printed for the other poll.\n"
        f"Source: {keys.share(keys.SOUTH)['source_id']}."
    )


# --- tasks -------------------------------------------------------------------------------------------------

TASKS = by_id(
    Task(
        "09.1",
        title="Small slips in good sources",
        rung="recognise",
        skills=("COR", "SRC"),
        minutes=9,
        parts=(
            matching(
                "kind",
                rows=lambda: keys.SLIPS,
                known=lambda: keys.KINDS,
                key=keys.kinds,
                marks=3,
                slips={
                    ("joint-poll-digits", "digit"): "rule-taken-for-error",
                    ("eai-2025-last-year", "digit"): "relative-date-carried-over",
                    ("eai-2025-last-year", "no slip"): "relative-date-carried-over",
                    ("sma-unit-label", "digit"): "number-blamed-for-its-label",
                    ("sma-unit-label", "no slip"): "number-blamed-for-its-label",
                },
            ),
            choice(
                "undecided",
                known=lambda: keys.SLIPS,
                key=keys.undecided,
                slips={"joint-poll-digits": "rule-taken-for-error", "*": "doubt-where-a-text-decides"},
            ),
            choice(
                "unusable",
                known=lambda: keys.SLIPS,
                key=keys.withdrawn,
                slips={"*": "right-digit-wrong-poll"},
            ),
        ),
        hints=(
            "Look at what differs in the two columns: a number, a day or year, or only a word beside it.",
            "Then read each finding: does a paper decide? May the poll be used at all?",
            "One row only cuts decimals off. One finding leaves a page open; one names another row to see.",
        ),
        solution=_solve_slips,
        right=lambda: "Good sources slip in ordinary ways, and most slips can be found from beside them.",
        disputed="Only the page with two values of its own: nothing that we read decides it.",
        why="Who throws a source away for one slip throws away the next ten right numbers.",
        look_at="The columns says_a, says_b and finding.",
        next_step="Ask of each row: what would I have to correct?",
    ),
    Task(
        "09.2",
        title="The number behind a headline",
        rung="locate",
        skills=("SRC", "CLR"),
        minutes=8,
        parts=(
            *amount(
                key=lambda: keys.survey()["percent"],
                unit="percent",
                within=0.05,
                slips={"poll-of-another-question": lambda: keys.highest()["value"]},
            ),
            choice(
                "about",
                known=lambda: keys.MEANINGS,
                key=keys.asked_about,
                slips={"*": "word-beside-the-number"},
            ),
            source(
                key=lambda: {keys.survey()["source_id"]},
                slips={"allthenews-2025-cao": "digest-as-witness"},
            ),
            number(
                "highest",
                key=lambda: keys.highest()["value"],
                within=0.05,
                slips={"last-row-read-as-now": lambda: keys.value(keys.AFFINITY, "2024")},
            ),
            choice(
                "record",
                known=lambda: keys.VERDICTS,
                key=keys.record,
                slips={"yes": "word-beside-the-number", "no": "last-row-read-as-now"},
            ),
        ),
        hints=(
            "Look at the question of the survey, not at the title of the page.",
            "Find the highest value of the series on affinity, and the last year that it has.",
            "polls: cao-2025. Series: cao_affinity_korea_yes, sorted by value. Which source is no digest?",
        ),
        solution=_solve_digest,
        right=lambda: "The number is real, its name was changed, and the record cannot be checked here.",
        disputed="Nothing about the number. How affinity came out in 2025 is not in our tables.",
        why="A digest can keep a number and change what it measures. The number then vouches for that.",
        look_at="polls: question; sources: note; the last date of the series.",
        next_step="Write number, question and source in one line.",
    ),
    Task(
        "09.3",
        title="Did trade come back?",
        rung="compute",
        skills=("CAL", "UNC"),
        minutes=10,
        parts=(
            choice("base", known=lambda: keys.BASES, marks=0),
            choice("currency", known=lambda: keys.CURRENCIES, marks=0),
            *amount(
                key=keys.indexes,
                unit="index points",
                within=0.06,
                by=("base", "currency"),
                marks=2,
                slips={
                    "index-read-as-change": lambda: [one - 100 for one in keys.indexes().values()],
                    "base-upside-down": lambda: [10_000 / one for one in keys.indexes().values()],
                    "base-mixed-up": lambda: list(keys.indexes().values()),
                },
                unit_slips={"*": "index-read-as-change"},
            ),
            choice(
                "verdict",
                known=lambda: keys.RECOVERY,
                key=keys.recovered,
                slips={"*": "one-yardstick-for-recovery"},
            ),
            source(key=keys.customs),
        ),
        hints=(
            "Choose one base year and one currency, and look for both years in that series.",
            "Index = 100 x value of 2025 / value of the base year. Then do the other three, for the verdict.",
            "jpcustoms-exports-korea is in yen, jpcustoms-exports-korea-usd in dollars; 2018, 2019, 2025.",
        ),
        solution=_solve_index,
        right=lambda: "Your index fits base and currency. With another base or currency it is another one.",
        disputed="Which yardstick is fair: an exporter counts in yen, a buyer may count in dollars.",
        why="Whoever may choose base and currency in silence can report a recovery or a loss.",
        look_at="The two series, in the years 2018, 2019 and 2025.",
        next_step="Compute all four, and see on which side of 100 they lie.",
    ),
    Task(
        "09.4",
        title="One year, six numbers",
        rung="corroborate",
        skills=("UNC", "COR"),
        minutes=9,
        parts=(
            matching(
                "counts",
                rows=lambda: keys.counts(),
                known=lambda: keys.COUNTED,
                key=keys.counts,
                marks=2,
                slips={
                    ("34", "missiles"): "days-read-as-missiles",
                    ("37", "missiles"): "all-kinds-as-one-kind",
                },
            ),
            number(
                "low",
                key=lambda: keys.missiles()[0],
                slips={
                    "days-read-as-missiles": lambda: keys.value(keys.DAYS, "2022"),
                    "all-kinds-as-one-kind": lambda: keys.value(keys.ROWS, "2022"),
                    "average-of-counts": lambda: sum(keys.missiles()) / len(keys.missiles()),
                },
            ),
            number(
                "high",
                key=lambda: keys.missiles()[-1],
                slips={
                    "one-count-as-truth": lambda: keys.missiles()[:-1],
                    "average-of-counts": lambda: sum(keys.missiles()) / len(keys.missiles()),
                },
            ),
            choice(
                "how_many",
                known=lambda: keys.HOW_MANY,
                key=keys.how_many,
                slips={"the mean": "average-of-counts", "*": "one-count-as-truth"},
            ),
            number("per_day", key=keys.per_day, within=0.06, optional=True),
        ),
        hints=(
            "Look at the title and the definition beside each number: days, rows, or missiles?",
            "Take only numbers that count missiles. The lowest and the highest make the range.",
            "One definition speaks of launch lists by day, one of all weapons. Four numbers are left.",
        ),
        solution=_solve_launches,
        right=lambda: "A range with its rules says what is known. Days and rows are other things.",
        disputed="Which missiles belong in the count: the centres do not print all their rules.",
        why="The same year can be made to look half or twice as tense by choosing a count.",
        look_at="series: definition and caveats; figures: quantity, counting_rule and note.",
        next_step="Write beside each number what one unit of it is.",
    ),
    Task(
        "09.5",
        title="Ended, and not agreed",
        rung="corroborate",
        skills=("COR", "CLR"),
        minutes=11,
        parts=(
            grid(
                rows=lambda: keys.RADAR,
                columns=lambda: keys.SENTENCES,
                known=lambda: keys.MARKS,
                key=keys.radar,
                marks=4,
                slips={
                    ("radar-2018-radio.rok-mnd-2", "called", "contradicts"): "badly-heard-read-as-not-sent",
                    ("radar-2018-settlement.kyodo", "directed", "contradicts"): "left-open-read-as-no",
                    ("radar-2018-settlement.kyodo", "directed", "supports"): "left-open-read-as-yes",
                    ("radar-2018-settlement.kihara", "directed", "contradicts"): "silence-read-as-denial",
                    "contradicts": "silence-read-as-denial",
                    "cannot tell": "silent-is-not-undecided",
                    "silent": "row-overlooked",
                },
            ),
            choice(
                "settled",
                known=lambda: keys.VERDICTS,
                key=keys.facts_settled,
                slips={"yes": "ended-read-as-agreed", "cannot tell": "doubt-where-both-sides-agree"},
            ),
        ),
        hints=(
            "Look at what each statement speaks of: the radar, the radio, or a view that has not changed.",
            "Write silent where it does not speak of the matter. Cannot tell: it does, and decides nothing.",
            "A call badly heard was still sent. One row tells that the joint text avoids the matter.",
        ),
        solution=_solve_radar,
        right=lambda: "Both ministries say that their view stands. On that, at least, they agree.",
        disputed="What happened on 20 December 2018. The recordings that were published did not settle it.",
        why="Ending a quarrel and agreeing on facts are two things, and headlines run them together.",
        look_at="claims: the seven rows; conflicts: radar-use, radar-radio, radar-settlement-facts.",
        next_step="Fill one column at a time, and begin with unchanged.",
    ),
    Task(
        "09.6",
        title="A forecast and an answer",
        rung="explain",
        skills=("ARG", "PER", "UNC"),
        minutes=12,
        parts=(
            ids(
                "pair",
                known=lambda: keys.EXPECTED,
                key=keys.expected_and_said,
                extra="same-topic-other-point",
                marks=2,
                slips={
                    "plan-2023.lee-jae-myung": "word-of-another-office",
                    "yoon-fall-hayashi": "hope-read-as-forecast",
                },
            ),
            choice(
                "forecast",
                known=lambda: keys.OUTCOME,
                key=keys.outcome,
                slips={"*": "one-act-tests-a-forecast"},
            ),
            essay(shortest=25, longest=90, documents=2),
        ),
        hints=(
            "Look for a statement about what may happen, and for a later one on the point that was feared.",
            "One is from Japan in April 2025, one from South Korea in August. Check who held which office.",
            "The fear was that agreements might be shaken; the answer is about promises of the state.",
        ),
        solution=_solve_forecast,
        right=lambda: (
            "One statement voices a fear, one speaks to it. Neither is the poll that would test it."
        ),
        disputed="How relations went on after summer 2025, and who made them go so.",
        why="A meeting is an act of two people. A forecast about relations needs the question asked again.",
        look_at="claims: date_said, actor_id and statement; polls: the days of fieldwork.",
        next_step="Write two sentences: what was expected, and what was said later, each with its id.",
    ),
    Task(
        "09.7",
        title="The same words, in a mirror",
        rung="contest",
        skills=("UNC", "PER", "CAL"),
        minutes=12,
        parts=(
            ids("polls", known=lambda: keys.POLLS, key=keys.pair, extra="poll-beside-the-headline"),
            choice(
                "because",
                known=lambda: keys.OBJECTIONS,
                key=keys.objections,
                slips={"nothing": "mirror-read-as-agreement", "too few persons asked": "sample-size-blamed"},
            ),
            *amount(
                key=keys.margin,
                unit="percentage points",
                within=0.06,
                slips={"half-a-margin": lambda: [keys.margin(100), keys.margin(98)]},
            ),
            choice(
                "differ",
                known=lambda: keys.VERDICTS,
                key=keys.differ,
                slips={"*": "margin-without-a-size"},
            ),
            source(
                key=lambda: {keys.share(keys.SOUTH)["source_id"]},
                slips={keys.share(keys.JAPAN)["source_id"]: "source-of-another-row"},
                other="source-of-another-row",
            ),
        ),
        hints=(
            "Look at the questions of the two polls: who should move first in each of them?",
            "Margin in points: 196 times the root of p(1-p)/n, with p as a fraction.",
            "p and n stand in the row gk-2023-haste. Does the other poll have a sample_size?",
        ),
        solution=_solve_hurry,
        right=lambda: "Alike in form and size, and in each poll most wait for the other side: no agreement.",
        disputed="Whether the two publics would still answer so, and to one question asked of both.",
        why="The same number on two sides can mean the same, or its mirror image.",
        look_at="polls: question, fieldwork_start, sample_size, source_id.",
        next_step="Say each question aloud with names in place of we and they.",
    ),
    Task(
        "09.8",
        title="Can this be settled?",
        rung="create",
        skills=("ARG", "COR", "UNC", "PER"),
        minutes=60,
        parts=(essay(shortest=350, longest=750, number=True, documents=4),),
        hints=(
            "Choose the sense of settled that you write about before you choose documents.",
            "Thesis, two reasons with documents, your figure, the best opposite case, what would change.",
            "Take four or more ids from the list, from both shores, and a number of your figure with its id.",
        ),
        solution=lambda: worked.essay("09.8"),
        right=lambda: "The form is there: length, four or more documents, both shores, a number.",
        disputed="The thesis is yours to choose: opposite theses can earn the same marks.",
        why="An argument is as strong as the best case that it has answered.",
        look_at="The list of what the essay needs.",
        next_step="Add what is missing and run the cell again.",
        by_person=True,
        out_of=12,
    ),
)

IN_CLASS = by_id(
    Task(
        "09.a",
        title="More than chance, by how much?",
        rung="compute",
        skills=("CAL", "UNC"),
        minutes=2,
        parts=(
            *amount(
                key=keys.rise_beyond_chance,
                unit="percentage points",
                within=0.06,
                slips={
                    "change-without-its-margin": keys.rise,
                    "margin-of-one-poll": keys.rise_beyond_one_poll,
                },
            ),
        ),
        hints=(
            "Look at the row feel close, South Korea.",
            "Take the margin of the change off the change.",
            "Use change and chance, not the rounded table, and round at the end.",
        ),
        solution=lambda: (
            f"{keys.rise():.1f} - {keys.rise() - keys.rise_beyond_chance():.1f} = "
            f"{keys.rise_beyond_chance():.1f} percentage points."
        ),
        right=lambda: "The rise is larger than two polls of a thousand would differ by chance.",
        disputed="Why it rose. The poll does not ask.",
        why="A change is only a finding if chance alone would seldom make it.",
        look_at="The table of changes and margins.",
        next_step="Subtract the margin from the change of that row.",
    ),
    Task(
        "09.exit",
        title="Shown, said, or not known",
        rung="recognise",
        skills=("UNC", "COR"),
        minutes=4,
        parts=(
            ids(
                "shown",
                known=lambda: keys.TICKET,
                key=keys.shown,
                marks=3,
                slips={
                    "absence": "correlation-as-cause",
                    "andong": "unconfirmed-read-as-fact",
                    "close": "chance-read-as-change",
                    "drill": "cause-from-one-report",
                },
            ),
        ),
        hints=(
            "Look for sentences with a number, a day or a text that you saw today.",
            "Leave out a cause that only reports name, and a meeting on which our pages do not agree.",
            "Three sentences are left: one of a poll, one of a report, one of two ministries.",
        ),
        solution=lambda: f"{spelled(sorted(keys.shown()))}.",
        right=lambda: "A poll, a withdrawal and a kept position can be shown. The causes stay open.",
        disputed="The causes: why the drill stopped, and why South Korea stayed away.",
        why="An essay stands on what is shown and says of the rest who says it.",
        look_at="The tables and cards of this lesson, one for each sentence.",
        next_step="Ask of each sentence: which row shows it?",
    ),
)
