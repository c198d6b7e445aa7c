"""Exercise 08 and the checks inside lesson 08: what could each side know on the day?

TASKS holds all that a student is told. What is right stands in keys08, what wrong users and
cells show in marks08, where 08.2 is marked too.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from helpers import data
from helpers.tasks import keys08 as keys
from helpers.tasks import marks08 as marks
from helpers.tasks import worked
from helpers.tasks.model import Answer, Marked, Part, Task, by_id
from helpers.tasks.parts import amount, choice, essay, grid, ids, locator, matching, number, order, source
from helpers.tasks.reading import places, spelled


def _solve_words() -> str:
    rows = [row for act in (keys.ACT, keys.STEP) for row in keys.wordings(act).itertuples()]
    return "\n".join(f"{row.word}: {row.answer}. {row.note}" for row in rows)


def _solve_quote() -> str:
    quotes = keys.official_quotes()
    rows = zip(quotes["source_id"], quotes["locator"], quotes["actor_id"], strict=True)
    pairs = sorted({f"{keys.short(source)} {place}: {actor}" for source, place, actor in rows})
    return "Each of these pairs of place and speaker is right:\n" + "\n".join(pairs)


def _solve_dollars() -> str:
    bad = keys.misprint()
    lines = [f"{_place(one)}: {_dollars(one)}." for one in keys.good_sums()]
    rates = [f"{keys.rate('KRW per USD', month):,.1f} in {month}" for month in keys.MONTHS]
    return "\n".join(
        [
            f"Won for one dollar: {spelled(rates)}.",
            *lines,
            f"The newspaper's {keys.printed_dollars():g} million belongs to {keys.month_of_the_article()}. "
            f"{_place(bad)} is the sum that lost a zero.",
        ]
    )


def _place(won: keys.Sum) -> str:
    return f"{won.won:g} trillion won ({f'{keys.short(won.source)} {won.locator}'.strip()})"


def _dollars(won: keys.Sum) -> str:
    return spelled(f"{won.dollars(month):.1f} million dollars in {month}" for month in keys.MONTHS)


def _right_dollars() -> str:
    then = keys.rate("KRW per USD", keys.MONTHS[0]) / keys.rate("KRW per USD")
    return (
        f"The won sum did not change; in nine months the won lost {100 * (1 - then):.0f} per cent against "
        f"the dollar. The newspaper used the rate of {keys.month_of_the_article()}, when the sum was agreed."
    )


def _solve_share() -> str:
    rows, whole = keys.voices(), keys.voices()["quoted_words"].sum()
    lines = []
    for (side, rule), share in keys.shares().items():
        words = rows.loc[rows["affiliation"].isin(keys.counted(side, rule)), "quoted_words"].sum()
        lines.append(f"{side}, {rule}: {words} of {whole} quoted words, {share:.1f} percent")
    return "All are right, each with its government and rule.\n" + "\n".join(lines)


def _solve_known() -> str:
    out = keys.printed_in_time()
    groups = {"Printed in time": "yes", "Later": "no", "The tables cannot tell": "cannot tell"}
    lines = [
        f"{title}: {spelled(sorted(claim for claim, told in out.items() if told == answer))}."
        for title, answer in groups.items()
        if answer in out.values()
    ]
    return "\n".join([*lines, f"By the clock: {', '.join(keys.clock_order())}."])


def _solve_headline() -> str:
    poll, margin = keys.first_poll().sort_values("percent").iloc[-1], keys.margin()
    share, size = float(poll["percent"]), int(poll["sample_size"])
    return (
        f"The headline joins {spelled(keys.headline_polls())}: {' and '.join(keys.objections())}.\n"
        f"Margin: 1.96 times the root of {share / 100:.2f} x {1 - share / 100:.2f} / {size:,}, that is "
        f"{margin:.1f} percentage points, so {share - margin:.1f} to {share + margin:.1f} percent.\n"
        f"More than half of all adults? {keys.majority()}."
    )


def _mark_dollars(answer: Answer) -> Marked:
    """As the parts judge it; but where the tables name no place in a source, none can be asked for."""
    marked = _DOLLARS.marked(answer)
    if "locator" in answer or keys.sum_places().get(answer.get("source", "")) != "":
        return marked
    return replace(marked, shares={**marked.shares, "locator": 1.0})


def _place_of_the_sum(answer: Answer) -> set[str]:
    """Return the place as it was written, if one of its first two paragraphs is right."""
    right = keys.sum_places().get(answer.get("source", ""))
    return {answer["locator"]} if right and right in places(answer["locator"])[:2] else set()


_DOLLARS = Task(
    "08.3",
    title="One sum, more than one price in dollars",
    rung="compute",
    skills=("CAL", "SRC"),
    minutes=12,
    parts=(
        *amount(
            key=lambda: [one.dollars() for one in keys.good_sums()],
            unit="million USD",
            within=0.6,
            slips={
                "copied-not-converted": keys.printed_dollars,
                "rate-of-another-month": lambda: [one.dollars(keys.MONTHS[0]) for one in keys.good_sums()],
                "number-refutes-itself": lambda: keys.misprint().dollars(),
                "rate-upside-down": keys.upside_down,
            },
            unit_slips={"*": "currency-mixed-up"},
        ),
        choice(
            "month",
            known=lambda: keys.MONTHS,
            key=keys.month_of_the_article,
            slips={"*": "day-of-print-for-day-of-rate"},
        ),
        source(key=lambda: set(keys.sum_places())),
        locator(key=_place_of_the_sum),
        source("also", key=keys.other_carriers, by="source", optional=True),
    ),
    hints=(
        "Look at the unit of the rates: how many won does one dollar cost in each month?",
        "Divide the won sum by won per dollar, once for each month; then compare with the print.",
        "Rates: rows of 2019-02 and 2019-11. Won sums: nyt15 p15, and one from the foreign ministry.",
    ),
    solution=_solve_dollars,
    right=_right_dollars,
    disputed="How another newspaper got to 870 million: neither month's average rate gives it.",
    why="A converted sum carries a date. Without it, two honest numbers look like a contradiction.",
    look_at="The table above the task: won sums, and the rates of two months.",
    next_step="Convert the won sum with both rates, and compare each result with the print.",
)

TASKS = by_id(
    Task(
        "08.1",
        title="Two acts, eight verbs",
        rung="recognise",
        skills=("PER", "CLR"),
        minutes=8,
        parts=(
            matching(
                "november",
                rows=lambda: keys.wordings(keys.ACT)["word"],
                known=lambda: keys.speakers(keys.ACT),
                key=lambda: keys.users(keys.ACT),
                slips=marks.NOT_THAT_DAY | marks.NEWSROOM | marks.VERBS,
            ),
            matching(
                "july",
                rows=lambda: keys.wordings(keys.STEP)["word"],
                known=lambda: keys.speakers(keys.STEP),
                key=lambda: keys.users(keys.STEP),
                slips=marks.NEWSROOM | marks.VERBS,
            ),
        ),
        hints=(
            "Look at each note: is a speaker named there, or is it the newsroom's own sentence?",
            "Ask of each verb: who says it, about which act, and was that act over by then?",
            "Rows of 11 and 15 November cannot tell what was done on the 22nd; two rows name no speaker.",
        ),
        solution=_solve_words,
        right=lambda: "Each word stands with the one who used it; two words belong to other acts.",
        disputed=(
            "Which verb is fair. Translating is choosing: Japan's foreign minister said in Japanese "
            "that the notice is suspended (停止); his ministry's English page has another verb. For "
            "METI's 見直し its English page says update."
        ),
        why="A verb tells who acted and how final the act is, so it matters whose verb it is.",
        look_at="The rows printed above the task, and their notes.",
        next_step="Take one word, find its row, and read who is named there.",
    ),
    Task(
        "08.2",
        title="In their own words",
        rung="locate",
        skills=("SRC", "CLR"),
        minutes=8,
        parts=(
            Part("source", "source"),
            Part("locator", "locator"),
            Part(
                "speaker",
                "choice",
                1,
                lambda: keys.article_speakers(),
                listing='article_claims["actor_id"].unique()',
            ),
        ),
        mark=marks.mark_quote,
        hints=(
            "Look at the column attribution: it tells whether words stand between quotation marks.",
            "Filter twice: by affiliation (JPN-gov or ROK-gov), then by attribution (direct-quote).",
            "Several right places lie between p4 and p15 of nyt22.",
        ),
        solution=_solve_quote,
        right=lambda: "The row says direct-quote, and the speaker holds office in that government.",
        disputed="A quoted voice is a chosen voice: the newsroom picked it out of a longer answer.",
        why="Quoted words can be checked one by one. A summary has already been read by somebody else.",
        look_at="The columns affiliation and attribution of the statements.",
        next_step="Print the rows of your article and compare their locators.",
    ),
    replace(_DOLLARS, mark=_mark_dollars),
    Task(
        "08.4",
        title="Whose words fill the quotation marks?",
        rung="compute",
        skills=("CAL", "PER"),
        minutes=9,
        parts=(
            choice("government", known=lambda: keys.GOVERNMENTS, marks=0),
            choice("rule", known=lambda: keys.RULES),
            *amount(
                key=keys.shares,
                unit="percent",
                within=0.06,
                by=("government", "rule"),
                slips={
                    "counting-rule-mixed-up": lambda: list(keys.shares().values()),
                    **{slug: partial(keys.share_slip, slug) for slug in keys.SHARE_SLIPS},
                },
            ),
            source(key=lambda: {keys.voices()["source_id"].iloc[0]}),
        ),
        hints=(
            "Look at the column quoted_words, and decide what you divide by.",
            "Filter by affiliation, add up quoted_words, divide by all quoted words of the article.",
            "JPN-gov and ROK-gov are officials; expert-JPN are experts. Are there any expert-ROK?",
        ),
        solution=_solve_share,
        right=lambda: (
            "The share fits the government and the rule that you named; other choices have other shares."
        ),
        disputed="Whether few quoted words mean bias. A count shows who is heard, not why.",
        why="A share means nothing until we know what was counted, and out of what.",
        look_at="voices, the rows of this article.",
        next_step="Write down numerator and denominator, and what each counts.",
    ),
    Task(
        "08.5",
        title="What could be read in time?",
        rung="corroborate",
        skills=("CTX", "UNC"),
        minutes=11,
        parts=(
            # What is left open comes first: a set that is too small then has a reason of its own.
            ids(
                "cannot_tell",
                known=lambda: keys.CANDIDATES,
                key=lambda: keys.told("cannot tell"),
                extra="doubt-where-dates-decide",
                missing="doubt-not-written-down",
                marks=1,
            ),
            ids(
                "known",
                known=lambda: keys.CANDIDATES,
                key=lambda: keys.told("yes"),
                slips={
                    "nik-20": "span-read-as-a-day",
                    "nik-35": "span-read-as-a-day",
                    "suspension-meaning.us-state-department-3": "said-is-not-printed",
                },
                extra="hindsight",
                missing="early-word-left-out",
                marks=3,
            ),
            order(
                "clock",
                known=lambda: keys.MOMENTS,
                key=keys.clock_order,
                slips={
                    **{(name, "end"): "clock-without-its-day" for name in keys.MOMENTS},
                    ("nhk", "seoul"): "report-cannot-come-first",
                    ("seoul", "meti"): "agreed-hour-for-kept-hour",
                },
            ),
        ),
        hints=(
            "Look at said and printed side by side; in the second table at day, hour and source.",
            "Could printed lie after 22 November? Could it lie on or before it? If both: cannot tell.",
            "Said in Washington on the 22nd, printed later: one row. Two rows share one open date. 00:00 is "
            "the first minute of the 23rd.",
        ),
        solution=_solve_known,
        right=lambda: (
            "You went by the day of printing, left open what an open date leaves open, and gave each "
            "hour its day."
        ),
        disputed=(
            "What officials knew; most of their files are closed. And who told the press: a report of 17:00 "
            "bears out that the news was out early, not from whom it came."
        ),
        why="A reader can use what is out, all of it, and nothing else.",
        look_at="The columns said and printed; then day and hour of the six moments.",
        next_step="Take each row alone: from which day could a reader have seen it?",
    ),
    Task(
        "08.6",
        title="Supports, contradicts, silent, cannot tell",
        rung="corroborate",
        skills=("COR", "SRC"),
        minutes=14,
        parts=(
            grid(
                rows=lambda: keys.STATEMENTS,
                columns=keys.article_names,
                known=lambda: keys.STANCES,
                key=keys.stances,
                slips=marks.CELLS,
            ),
        ),
        hints=(
            "For each article and statement, look whether there is any row at all. No row means silent.",
            "Ask of each row: does the article say so itself, or report that somebody says so?",
            "Compare nyt15 p15 with jpn p10; nik p11 with jpn p13; nik p10 with nyt22 p14 and wsj p5.",
        ),
        solution=lambda: worked.grid(keys.stances()),
        right=lambda: (
            "Silence is counted as silence; a motive that is only reported, or not asked for, stays open."
        ),
        disputed=(
            "Both motives. One newsroom asserts that of the South Korean public, and no poll here asked "
            "for it; of Japan's motive the two governments give opposite accounts."
        ),
        why="Only documents that speak of a matter can agree or disagree about it.",
        look_at="The rows of the five articles, filtered by topic.",
        next_step="Begin with the cells where an article has no row.",
    ),
    Task(
        "08.7",
        title="A headline to object to",
        rung="contest",
        skills=("UNC", "CAL"),
        minutes=15,
        parts=(
            ids(
                "polls",
                known=keys.november_polls,
                key=keys.headline_polls,
                extra="poll-of-another-question",
                missing="poll-of-another-question",
            ),
            choice(
                "because",
                known=lambda: keys.OBJECTIONS,
                key=keys.objections,
                slips={
                    "nothing": "polls-joined",
                    "too few persons asked": "sample-size-blamed",
                    "*": "countries-mixed-up",
                },
            ),
            *amount(
                key=keys.margin,
                # Pollsters themselves write "%" and "points" for the same margin.
                unit="percentage points",
                within=0.06,
                slips={"half-a-margin": keys.half_a_margin, "rounded-too-far": lambda: round(keys.margin())},
            ),
            choice(
                "majority",
                known=lambda: ("yes", "no", "cannot tell"),
                key=keys.majority,
                slips={"yes": "share-without-margin", "no": "doubt-read-as-no"},
            ),
            source(
                key=lambda: set(keys.first_poll()["source_id"]),
                other="source-of-the-other-poll",
            ),
            number("low", key=lambda: keys.interval()[0], within=0.15, optional=True),
            number("high", key=lambda: keys.interval()[1], within=0.15, optional=True),
        ),
        hints=(
            "Look at the column question: what exactly was each group of people asked?",
            "Margin in points: 196 times the root of p(1-p)/n, with p as a fraction.",
            "Compare the questions of 19-21 and 23-24 November. What lay between? n: the earlier poll.",
        ),
        solution=_solve_headline,
        right=lambda: (
            "Two questions, with an act between them, cannot show one change of mind; an interval across "
            "50 settles nothing."
        ),
        disputed="Whether opinion moved after 22 November. A fair test asks one question twice.",
        why="A change of answers can be a change of questions.",
        look_at="polls: question, fieldwork_start, sample_size.",
        next_step="Lay the two questions side by side before you compare shares.",
    ),
    Task(
        "08.8",
        title="A memo without hindsight",
        rung="create",
        skills=("ARG", "CTX", "PER"),
        minutes=20,
        parts=(essay(shortest=90, longest=150, written=keys.LAST_DAY),),
        hints=(
            "Look at what your reader must decide, and at the last day from which you may know anything.",
            "Advice, reason with id, best reason of the other side with id, one doubt, conclusion.",
            "Take ids of 08.5 that were printed in time, at least one from each side, in [brackets].",
        ),
        solution=lambda: worked.essay("08.8"),
        right=lambda: "The form is there: length, evidence from both sides, nothing surely from later.",
        disputed="The advice is yours to choose: opposite conclusions can earn the same marks.",
        why="A reader must be able to check each reason, and to hear both sides.",
        look_at="The list of what the memo needs.",
        next_step="Add what is missing and run the cell again.",
        by_person=True,
        out_of=12,
    ),
)

IN_CLASS = by_id(
    Task(
        "08.a",
        title="Do the totals agree?",
        rung="compute",
        skills=("CAL", "UNC"),
        minutes=2,
        parts=(
            number(
                "this_year",
                key=keys.counted_this_year,
                slips={
                    "word-taken-for-sum": lambda: data.row("figures", "fig-018b")["value"],
                    "total-for-part": lambda: data.row("figures", "fig-018")["value"],
                },
            ),
        ),
        hints=(
            "Look at the row of 31 December 2018 and at the row of the minister.",
            "Take the earlier total away from the later one.",
            "Both numbers are in the table of counts, in the column value.",
        ),
        solution=lambda: f"The difference is {keys.counted_this_year():g}.",
        right=lambda: "The two totals leave that many for the new year, whatever was said beside them.",
        disputed="Which of the three numbers was wrong, or whether one of them stopped on another day.",
        why="Two totals and a part can test one another, as the won and the yen did.",
        look_at="The table of counts above.",
        next_step="Subtract the total at the end of 2018 from the minister's total.",
    ),
    Task(
        "08.exit",
        title="What may the note use?",
        rung="corroborate",
        skills=("CTX", "UNC"),
        minutes=3,
        parts=(
            ids(
                "usable",
                known=lambda: keys.TICKET,
                key=keys.usable,
                extra="hindsight",
                missing="early-word-left-out",
            ),
        ),
        hints=(
            "Look at the column known_from of the four rows.",
            "Ask of each date: does it lie before the hour of the announcement, and not only on its day?",
            "claims.loc[ticket, ['date_said', 'known_from']] prints the dates.",
        ),
        solution=lambda: f"Printed before the announcement: {', '.join(sorted(keys.usable()))}.",
        right=lambda: "Both had been said and printed before that Friday evening.",
        disputed="What the adviser heard in private. Offices know more than newspapers, seldom all of it.",
        why="A note that uses later words judges the evening by what only we can know.",
        look_at="The column known_from.",
        next_step="Print the dates of the four rows and choose again.",
    ),
)
