"""Exercise 08, "GSOMIA: what could each side know on the day?": eight tasks.

TASKS holds all that a student is told about them. keys08 computes what is right, marks08 compares.
"""

from __future__ import annotations

from helpers import data
from helpers.tasks import keys08 as keys
from helpers.tasks.marks08 import (
    mark_headline,
    mark_known,
    mark_matrix,
    mark_memo,
    mark_quote,
    mark_share,
    mark_words,
    mark_yen,
)
from helpers.tasks.model import Part, Task
from helpers.tasks.reading import spelled


def _solve_words() -> str:
    rows = keys.wordings().itertuples()
    return "\n".join(f"{row.word}: {row.answer}. {row.note}" for row in rows)


def _solve_quote() -> str:
    quotes = keys.japanese_quotes()
    rows = zip(quotes["source_id"], quotes["locator"], quotes["actor_id"], strict=True)
    places = sorted({f"{keys.short(source)} {place}: {keys.person(actor)}" for source, place, actor in rows})
    return "Each of these pairs of place and speaker is right:\n" + "\n".join(places)


def _solve_yen() -> str:
    good, bad = keys.best_sum(), keys.misprint()
    won, yen = keys.rate("KRW per USD"), keys.rate("JPY per USD")
    return (
        f"In {keys.MONTH} one dollar was {won:,.1f} won or {yen:.2f} yen, so one yen {won / yen:.2f} won.\n"
        f"{good.won:g} trillion won are {good.yen:.1f} billion yen; {bad.won:g} trillion won "
        f"({keys.short(bad.source)} {bad.locator}) would be {bad.yen:.1f} billion.\n"
        f"{keys.short(bad.source)} itself prints about {keys.printed_yen()['value']:.0f} billion yen. "
        f"The rounded sum {_places([amount for amount in keys.won_sums() if amount.fits])} gives the same."
    )


def _places(sums: list[keys.Sum]) -> str:
    return spelled(f"({keys.short(one.source)} {one.locator})" for one in sums if one.locator)


def _right_yen() -> str:
    return (
        "Both papers count the same payment. Only one won sum agrees with the yen printed beside the other: "
        f"1조 389억 is {keys.best_sum().won:g} trillion, and a lost zero made it larger by a third."
    )


def _solve_share() -> str:
    rows = keys.voices()
    total = rows["quoted_words"].sum()
    lines = [
        f"{rule}: {rows.loc[rows['affiliation'].isin(sides), 'quoted_words'].sum()} of {total} quoted words, "
        f"{keys.shares()[rule]:.1f} percent"
        for rule, sides in keys.RULES.items()
    ]
    return "Both are right, each with its rule.\n" + "\n".join(lines)


def _solve_known() -> str:
    out = keys.printed_in_time()
    groups = {"Printed in time": "yes", "Later": "no", "The tables cannot tell": "cannot tell"}
    return "\n".join(
        f"{title}: {spelled(sorted(claim for claim, told in out.items() if told == answer))}."
        for title, answer in groups.items()
        if answer in out.values()
    )


def _solve_matrix() -> str:
    rows = keys.stances().items()
    return "\n".join(
        f"{row}: " + ", ".join(f"{name} {cell}" for name, cell in cells.items()) for row, cells in rows
    )


def _solve_headline() -> str:
    poll, margin = keys.first_poll().sort_values("percent").iloc[-1], keys.margin()
    share, size = float(poll["percent"]), int(poll["sample_size"])
    return (
        f"The headline joins {spelled(keys.headline_polls())}: {keys.objection()}.\n"
        f"Margin: 1.96 times the root of {share / 100:.2f} x {1 - share / 100:.2f} / {size:,}, that is "
        f"{margin:.1f} percentage points, so {share - margin:.1f} to {share + margin:.1f} percent.\n"
        f"More than half of all adults? {keys.majority()}."
    )


def _solve_memo() -> str:
    rubric = data.table("rubrics")
    strong = rubric[(rubric["task_id"] == "08.8") & (rubric["level"] == "strong")]
    lines = [f"{row.criterion_title}: {row.descriptor}" for row in strong.itertuples()]
    return "There is no single right memo. A strong one shows this:\n" + "\n".join(lines)


TASKS = {
    task.task_id: task
    for task in (
        Task(
            "08.1",
            title="One act, many verbs",
            rung="recognise",
            skills=("PER", "CLR"),
            minutes=4,
            parts=(Part("words", "matching", 3, keys.speakers, lambda: keys.wordings()["word"]),),
            mark=mark_words,
            hints=(
                "Look at who speaks in each row: the column speaker_as_printed.",
                "Ask of each verb: does the speaker use it, or does a newsroom use it about the speaker?",
                "Read the notes of nyt22-03 and nik-06, then the dates of the rows on lapse and abandon.",
            ),
            solution=_solve_words,
            right=lambda: "Each word stands with the one who used it; two words belong to other acts.",
            disputed="Pause, renewal or retreat? Each capital kept its own word and its own account.",
            why="A verb tells who acted and how final the act is, so it matters whose verb it is.",
            look_at="The rows printed above the task, and their notes.",
            next_step="Take one word, find its row, and read who is named there.",
        ),
        Task(
            "08.2",
            title="In their own words",
            rung="locate",
            skills=("SRC", "CLR"),
            minutes=5,
            parts=(
                Part("source", "source"),
                Part("locator", "locator"),
                Part("speaker", "choice", 1, lambda: data.table("actors")["actor_id"]),
            ),
            mark=mark_quote,
            hints=(
                "Look at the column attribution: it tells whether words stand between quotation marks.",
                'Filter twice: affiliation == "JPN-gov", then attribution == "direct-quote".',
                "One of several right places lies between p7 and p12 of nyt22.",
            ),
            solution=_solve_quote,
            right=lambda: "The row says direct-quote, and the speaker holds office in Japan.",
            disputed="A quoted voice is a chosen voice: the newsroom picked it out of a longer answer.",
            why="Quoted words can be checked one by one. A summary has already been read by somebody else.",
            look_at="The columns affiliation and attribution of the claims.",
            next_step="Print the rows of your article and compare their locators.",
        ),
        Task(
            "08.3",
            title="The number that refutes itself",
            rung="compute",
            skills=("CAL", "SRC"),
            minutes=7,
            parts=(
                Part("value", "number"),
                Part("unit", "unit"),
                Part("source", "source"),
                Part("locator", "locator"),
                Part("also", "source", 0, optional=True),
            ),
            mark=mark_yen,
            hints=(
                "Look at the two won sums, and at the yen sum that one article prints beside its own.",
                "Go through the dollar: divide by won per dollar, then multiply by yen per dollar.",
                "The rates stand in figures under 2019-11; the won sums are at nyt15 p15 and jpn p10.",
            ),
            solution=_solve_yen,
            right=_right_yen,
            disputed="How much Washington asked for next: that figure came from unnamed sources.",
            why="Two papers print two sums for one payment. Without a check both look equally good.",
            look_at="figures: the won sums, and the rates of November 2019.",
            next_step="Convert both sums, and compare each with the printed yen.",
        ),
        Task(
            "08.4",
            title="Whose words fill the quotation marks?",
            rung="compute",
            skills=("CAL", "PER"),
            minutes=6,
            parts=(
                Part("value", "number"),
                Part("unit", "unit"),
                Part("rule", "choice", 1, lambda: keys.RULES),
                Part("source", "source"),
            ),
            mark=mark_share,
            hints=(
                "Look at the column quoted_words, and decide what you divide by.",
                "Filter by affiliation, add up quoted_words, divide by all quoted words of the article.",
                "In voices, rows of seed-nyt-1122: JPN-gov are officials, expert-JPN are experts.",
            ),
            solution=_solve_share,
            right=lambda: (
                "The share fits the counting rule that you named; another rule gives another share."
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
            minutes=7,
            parts=(
                Part("known", "ids", 3, lambda: keys.CANDIDATES),
                Part("cannot_tell", "ids", 1, lambda: keys.CANDIDATES),
            ),
            mark=mark_known,
            hints=(
                "Look at two columns side by side: date_said and known_from.",
                "Could known_from lie after 22 November? Could it lie on or before it? If both: cannot tell.",
                "Two rows were said on 22 November and printed later; one source shows only its year.",
            ),
            solution=_solve_known,
            right=lambda: "You went by the day of printing, and left open what a bare year leaves open.",
            disputed="What officials knew. They heard more than was printed; most of their files are closed.",
            why="Nobody can act on words that were said but are not out yet.",
            look_at="The columns date_said and known_from of the nine rows.",
            next_step="Take each row alone: from which day could a reader have seen it?",
        ),
        Task(
            "08.6",
            title="Supports, contradicts, silent, cannot tell",
            rung="corroborate",
            skills=("COR", "SRC"),
            minutes=8,
            parts=(Part("matrix", "matrix", 5, lambda: keys.STANCES, keys.statements),),
            mark=mark_matrix,
            hints=(
                "For each article and statement, look whether there is any row at all. No row means silent.",
                "Filter by topic, then read: does it say so, say the opposite, or only touch the matter?",
                "Topics: cost-sharing, forced-labour-ruling, rok-public-opinion. Compare nik p11, jpn p13.",
            ),
            solution=_solve_matrix,
            right=lambda: "Silence is counted as silence, and a share without a motive decides nothing.",
            disputed="Why people thought so: one article asserts a motive, but no poll here asked for it.",
            why="Only documents that speak of a matter can agree or disagree about it.",
            look_at="The claims of the five articles, filtered by topic.",
            next_step="Begin with the cells where an article has no row.",
        ),
        Task(
            "08.7",
            title="A headline to object to",
            rung="contest",
            skills=("UNC", "CAL"),
            minutes=8,
            parts=(
                Part("polls", "ids", 2, keys.november_polls),
                Part("because", "choice", 1, lambda: keys.OBJECTIONS),
                Part("value", "number"),
                Part("unit", "unit"),
                Part("majority", "choice", 1, lambda: ("yes", "no", "cannot tell")),
                Part("source", "source"),
                Part("low", "number", 0, optional=True),
                Part("high", "number", 0, optional=True),
            ),
            mark=mark_headline,
            hints=(
                "Look at the column question: what exactly was each group of people asked?",
                "Margin in points: 196 times the root of p(1-p)/n, with p as a fraction.",
                "Compare the questions of 19-21 and 23-24 November, and take n from the earlier poll.",
            ),
            solution=_solve_headline,
            right=lambda: (
                "Two questions cannot show one change of mind, and an interval across 50 settles nothing."
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
            minutes=15,
            parts=(Part("text", "text", 0),),
            mark=mark_memo,
            hints=(
                "Look at what your reader must decide, and at the last day from which you may know anything.",
                "Advice, reason with id, best reason of the other side with id, one doubt, conclusion.",
                "Take ids of 08.5 that were printed in time, at least one from each side, in [brackets].",
            ),
            solution=_solve_memo,
            right=lambda: "The form is there: length, evidence from both sides, nothing from later.",
            disputed="The advice is yours to choose: opposite conclusions can earn the same marks.",
            why="A reader must be able to check each reason, and to hear both sides.",
            look_at="The list of what the memo needs.",
            next_step="Add what is missing and run the cell again.",
            by_person=True,
            out_of=12,
        ),
    )
}
