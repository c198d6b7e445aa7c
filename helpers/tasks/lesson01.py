"""Exercise 01, "how was sovereignty lost, and was it lawful?", and the checks inside its lesson.

TASKS and IN_CLASS hold all that a student is told about them. keys01 computes what is right.
"""

from __future__ import annotations

from helpers.tasks import keys01 as keys
from helpers.tasks import worked
from helpers.tasks.model import Task, by_id
from helpers.tasks.parts import amount, choice, essay, grid, ids, locator, matching, number, source
from helpers.tasks.reading import spelled


def _solve_kinds() -> str:
    return "\n".join(f"{claim}: {kind}" for claim, kind in keys.kinds().items())


def _solve_places() -> str:
    rows = keys.located()
    lines = sorted(f"{row.actor_id}: {row.source_id}, {row.locator}" for row in rows.itertuples())
    return "Each of these lines is right:\n" + "\n".join(lines)


def _solve_days() -> str:
    lines = [f"{event}: {days} days" for event, days in keys.days_to_print().items()]
    return "\n".join([*lines, f"From the peace to the convention: {keys.peace_to_convention()} days."])


def _solve_orders(pairs: dict[str, tuple[str, str]]) -> str:
    told = keys.orders(pairs)
    return "\n".join(
        f"{name}: {told[name]} ({keys.date_of(first)} and {keys.date_of(second)})"
        for name, (first, second) in pairs.items()
    )


def _solve_range() -> str:
    lines = [f"{page}: {' or '.join(map(str, sorted(years)))}" for page, years in keys.day_years().items()]
    return "\n".join([*lines, f"Settled by one page: {keys.decides()}."])


def _solve_grid() -> str:
    return "\n".join(
        f"{claim}: " + ", ".join(f"{name} {place}" for name, place in cells.items())
        for claim, cells in keys.stands().items()
    )


def _solve_objections() -> str:
    far, near = keys.across(), keys.at_home()
    return "\n".join(
        f"{claim}. Across: {' or '.join(sorted(far[claim]))}. At home: {' or '.join(sorted(near[claim]))}."
        for claim in keys.TARGETS
    )


# --- what a student is told --------------------------------------------------------------------------------

TASKS = by_id(
    Task(
        "01.1",
        title="Text, account or reading?",
        rung="recognise",
        skills=("CLR", "UNC"),
        minutes=7,
        parts=(
            matching(
                "kinds",
                rows=lambda: keys.SORTED,
                known=lambda: tuple(keys.KINDS.values()),
                key=keys.kinds,
                slips={
                    ("hist-c009", "legal reading"): "text-is-not-its-reading",
                    ("hist-c009", "disputed account"): "text-is-not-its-reading",
                    ("hist-c002", "legal reading"): "account-for-reading",
                    ("hist-c003", "legal reading"): "account-for-reading",
                    "agreed text": "reading-taken-for-fact",
                    "disputed account": "reading-taken-for-fact",
                },
                marks=4,
            ),
        ),
        hints=(
            "Look at the verb of each statement: does it tell what happened, or what the law makes of it?",
            "Words such as valid, void, lawful, of free will are readings. Reasons and doings are accounts.",
            "Rows on motives and negotiations are accounts; one row has no speaker at all.",
        ),
        solution=_solve_kinds,
        right=lambda: "Readings have speakers, accounts can be tested by documents, and one text binds both.",
        disputed="The border: who calls a treaty coerced tells a story and draws a conclusion in one word.",
        why="Only what was agreed may be told without a speaker; all else needs a name.",
        look_at="The columns actor_id and statement of the rows above the task.",
        next_step="Take one row and ask: could a document alone settle it?",
    ),
    Task(
        "01.2",
        title="One reading, its speaker, its place",
        rung="locate",
        skills=("SRC", "CLR"),
        minutes=8,
        parts=(
            choice(
                "speaker",
                known=lambda: sorted(set(keys.debate()["actor_id"])),
                key=lambda: set(keys.located()["actor_id"]),
                slips={"harada-tamaki": "account-for-reading", "kan-naoto": "moral-word-as-legal-word"},
            ),
            source(
                key=keys.sources_of,
                by="speaker",
                slips={
                    "jwc-second-agreement": "account-for-reading",
                    "jawiki-diff-harada": "account-for-reading",
                    "kyodo-2010-kan": "moral-word-as-legal-word",
                    "wikisource-basic-treaty-1965": "text-is-not-its-reading",
                },
                other="source-of-another-row",
            ),
            locator(key=keys.places),
        ),
        hints=(
            "Look at the columns kind and locator: what kind of statement is it, and is its place given?",
            "Filter for legal-reading, then drop the rows whose locator is empty.",
            "Some right places: a newspaper of October 1995, and the abstracts of three papers.",
        ),
        solution=_solve_places,
        right=lambda: "The row is a legal reading, and its place lets a reader check it.",
        disputed="Whether the report is fair: most of these places are abstracts or newspaper reports.",
        why="A reading without its place cannot be checked, and its words soon change.",
        look_at="The columns kind, source_id and locator.",
        next_step="Print the rows of your speaker and copy source and locator from one row.",
    ),
    Task(
        "01.3",
        title="From the pen to the print",
        rung="compute",
        skills=("CAL", "CTX"),
        minutes=9,
        parts=(
            choice("treaty", known=lambda: keys.TREATIES, marks=0),
            *amount(
                key=keys.days_to_print,
                by="treaty",
                unit="days",
                slips={"both-ends-counted": lambda: [days + 1 for days in keys.days_to_print().values()]},
            ),
            source(key=keys.carriers, by="treaty", other="source-of-another-row"),
            number(
                "peace",
                key=keys.peace_to_convention,
                slips={
                    "old-calendar-day": keys.by_the_old_calendar,
                    "both-ends-counted": lambda: keys.peace_to_convention() + 1,
                },
            ),
        ),
        hints=(
            "Look at start and known_from of your treaty; for the peace, read date_basis as well.",
            "Turn both dates into timestamps and subtract; .days gives the number.",
            "Use the column start for the peace; the Russian text counts by another calendar.",
        ),
        solution=_solve_days,
        right=lambda: "Each number is a difference of two dates of one calendar, for the treaty you named.",
        disputed="The first print: an older one may turn up, and would shorten the time.",
        why="Signing, printing and knowing are three dates, and calendars differ.",
        look_at="The columns start, known_from and date_basis.",
        next_step="Write both dates in one calendar, then subtract.",
    ),
    Task(
        "01.4",
        title="Void since when? A range",
        rung="compute",
        skills=("UNC", "SRC"),
        minutes=9,
        parts=(
            number("low", key=keys.earliest_year, slips={"one-count-as-truth": keys.middle_year}),
            number("high", key=keys.latest_years, slips={"one-count-as-truth": keys.middle_year}),
            source(key=keys.earliest_pages, other="source-of-another-row"),
            choice(
                "settled",
                known=lambda: ("yes", "no"),
                key=keys.decides,
                slips={"yes": "one-page-settles-it"},
            ),
        ),
        hints=(
            "Look at says_a, says_b and finding of the row, and at the note of the statement.",
            "Find the event that each page names, then its year in the table of events.",
            "The peace of San Francisco has two days: its signature, and the day on which it took force.",
        ),
        solution=_solve_range,
        right=lambda: "A range with its pages says more than one year whose choice nobody can check.",
        disputed="Which day Japan's government itself named: its words in the Diet were not found.",
        why="Where pages differ, the range is the finding.",
        look_at="The row null-and-void-date, and the events below it.",
        next_step="Write one year beside each page; the ends are your range.",
    ),
    Task(
        "01.5",
        title="Before, after, cannot tell",
        rung="corroborate",
        skills=("UNC", "CTX"),
        minutes=9,
        parts=(
            matching(
                "order",
                rows=lambda: keys.PAIRS,
                known=lambda: keys.ORDERS,
                key=lambda: keys.orders(keys.PAIRS),
                slips={
                    ("B", "yes"): "year-read-as-first-day",
                    ("C", "yes"): "order-from-the-story",
                    ("D", "yes"): "order-from-the-story",
                    ("G", "no"): "order-from-the-story",
                    ("G", "yes"): "year-read-as-first-day",
                    "cannot tell": "doubt-where-dates-part",
                },
                marks=4,
            ),
        ),
        hints=(
            "Look at how wide each date is: a day, a month, a year, a span of years.",
            "Write down the first and the last day that each date allows. Do the two ranges overlap?",
            "Four pairs overlap: a year with one of its days, and two statements of one day, among others.",
        ),
        solution=lambda: _solve_orders(keys.PAIRS),
        right=lambda: "You decided what the dates decide, and left open what they leave open.",
        disputed="Pairs C and D: their content may settle what their dates do not. Say so when you use it.",
        why="An invented order becomes an invented cause.",
        look_at="The two dates of each pair, and their widths.",
        next_step="Draw each date as a bar from its first to its last day.",
    ),
    Task(
        "01.6",
        title="Who takes part in which dispute?",
        rung="corroborate",
        skills=("COR", "PER"),
        minutes=13,
        parts=(
            grid(
                "places",
                rows=lambda: keys.SPEAKERS,
                columns=lambda: keys.DISPUTES,
                known=lambda: keys.PLACES,
                key=keys.stands,
                slips={
                    ("hist-c010", "annexation-1910-legality", "a"): "moral-word-as-legal-word",
                    ("hist-c010", "annexation-1910-legality", "b"): "office-taken-for-word",
                    ("hist-c010", "article-ii-already", "a"): "moral-word-as-legal-word",
                    ("hist-c010", "article-ii-already", "b"): "office-taken-for-word",
                    ("hist-c006", "article-ii-already", "b"): "office-taken-for-word",
                    ("hist-unno-2001", "annexation-free-will", "b"): "moral-word-as-legal-word",
                    ("hist-unno-2001", "annexation-1910-legality", "a"): "moral-word-as-legal-word",
                    ("hist-joint-2010-japan", "annexation-1910-legality", "b"): "one-shore-one-voice",
                    ("hist-joint-2010-japan", "article-ii-already", "b"): "one-shore-one-voice",
                    "silent": "statement-overlooked",
                },
                marks=6,
            ),
        ),
        hints=(
            "Look at what each statement is about: the treaty, the rule, or the words of Article II.",
            "Take one column at a time. Who speaks of this matter? Then: nearer to says_a or to says_b?",
            "Two of the speakers are silent on Article II and speak of will; one speaks of lawfulness only.",
        ),
        solution=_solve_grid,
        right=lambda: "Each statement stands where its own words put it, and silence is written as silence.",
        disputed="How far a word such as unjust or unlawful reaches: newspapers shorten what scholars argue.",
        why="A person who speaks on one question has not spoken on the next.",
        look_at="The statements, beside says_a and says_b of each dispute.",
        next_step="Begin with silence: who does not speak of the matter of a column?",
    ),
    Task(
        "01.7",
        title="An objection from each shore",
        rung="contest",
        skills=("PER", "COR"),
        minutes=15,
        parts=(
            matching(
                "across",
                rows=lambda: keys.TARGETS,
                known=keys.objectors,
                key=keys.across,
                slips={keys.NONE: "statement-overlooked", "*": "objection-to-another-question"},
            ),
            matching(
                "home",
                rows=lambda: keys.TARGETS,
                known=keys.objectors,
                key=keys.at_home,
                slips={
                    ("hist-c003", keys.NONE): "one-shore-one-voice",
                    ("hist-c005", keys.NONE): "one-shore-one-voice",
                    ("hist-c011", keys.NONE): "statement-overlooked",
                    ("protectorate.do-si-hwan", keys.NONE): "statement-overlooked",
                    "*": "objection-to-another-question",
                },
            ),
            essay("text", shortest=25, longest=90),
        ),
        hints=(
            "Look at the column place: which statements stand opposite yours in the same dispute?",
            "Filter one dispute, take the other place, then sort by side.",
            "For two of the statements no row stands opposite on their own shore.",
        ),
        solution=_solve_objections,
        right=lambda: "Each objection answers the same question, and a gap in our tables is named as a gap.",
        disputed="What the gap means: a voice that we did not find is not a voice that does not exist.",
        why="An objection to another question leaves the first one unanswered.",
        look_at="The table of disputes: claim_id, place and side.",
        next_step="Check that both statements stand in one dispute, in opposite places.",
    ),
    Task(
        "01.8",
        title="A panel for a museum: when was sovereignty lost?",
        rung="create",
        skills=("ARG", "UNC", "PER"),
        minutes=25,
        parts=(essay("text", shortest=110, longest=180, number=True),),
        hints=(
            "Look at what each text took away: advice, foreign relations, laws, the rest.",
            "Your year, two reasons with ids, what the law dispute does to it, the best other year, a doubt.",
            "Take one id of each shore from 01.6 or 01.7, in [brackets], and say who speaks.",
        ),
        solution=lambda: worked.essay("01.8"),
        right=lambda: "The form is there: length, a number, ids from both shores.",
        disputed="The year is yours to choose: opposite choices can earn the same marks.",
        why="A visitor must be able to check each reason, and to find the other reading.",
        look_at="The list of what the panel needs.",
        next_step="Add what is missing and run the cell again.",
        by_person=True,
        out_of=12,
    ),
)

IN_CLASS = by_id(
    Task(
        "01.a",
        title="Which are legal readings?",
        rung="recognise",
        skills=("CLR", "UNC"),
        minutes=3,
        parts=(
            ids(
                "readings",
                known=lambda: keys.SIX,
                key=keys.readings,
                slips={
                    "hist-c003": "account-for-reading",
                    "hist-c009": "text-is-not-its-reading",
                    "hist-c010": "moral-word-as-legal-word",
                },
                missing="reading-taken-for-fact",
            ),
        ),
        hints=(
            "Look for words of law: valid, void, lawful.",
            "Ask of each: does it say what the law makes of a treaty?",
            "One row is the text of a treaty, one a story of a negotiation, one speaks of will.",
        ),
        solution=lambda: f"Legal readings: {spelled(sorted(keys.readings()))}.",
        right=lambda: "These say what the law makes of a treaty; each needs its speaker.",
        disputed="Whether against the will is a word of law. Kan did not draw that conclusion.",
        why="A reading that is told as a fact settles the dispute behind the reader's back.",
        look_at="The column statement of the rows.",
        next_step="Underline the words of law in each row.",
    ),
    Task(
        "01.exit",
        title="Which orders do the dates decide?",
        rung="corroborate",
        skills=("UNC", "CTX"),
        minutes=3,
        parts=(
            matching(
                "order",
                rows=lambda: keys.TICKET,
                known=lambda: keys.ORDERS,
                key=lambda: keys.orders(keys.TICKET),
                slips={
                    ("B", "yes"): "order-from-the-story",
                    ("B", "no"): "order-from-the-story",
                    ("D", "yes"): "order-from-the-story",
                    ("D", "no"): "order-from-the-story",
                    "cannot tell": "doubt-where-dates-part",
                },
            ),
        ),
        hints=(
            "Look at the width of each date: a day or a whole month?",
            "Two dates can be ordered only if they do not overlap.",
            "Two of the pairs overlap.",
        ),
        solution=lambda: _solve_orders(keys.TICKET),
        right=lambda: "Two pairs are decided, two stay open: a month holds each of its days.",
        disputed="The open pairs. A report of the meeting, or the Diet record, may settle them.",
        why="Who answered whom depends on the order.",
        look_at="The two columns of dates.",
        next_step="Write the first and the last possible day of each date.",
    ),
)
