"""Checks inside lesson 08 itself: one on the way, one at the door. They carry no marks in a gradebook."""

from __future__ import annotations

from helpers import data
from helpers.dates import before
from helpers.tasks.model import Answer, Marked, Part, Task

ANNOUNCEMENT = "gsomia-2019-11-22-suspension"
TICKET = (
    "who-must-move-first.moon-jae-in-4",
    "apology-dispute-2019-11.suga-yoshihide-4",
    "jpn-12",
    "apology-dispute-2019-11.chung-eui-yong-1",
)


def counted_this_year() -> float:
    """Return how many exchanges of 2019 the minister's total leaves over what stood at the end of 2018."""
    counts = data.series("gsomia_exchanges_cumulative").set_index("date")["value"]
    return data.row("figures", "fig-018")["value"] - counts["2018-12-31"]


def usable() -> set[str]:
    """Return the statements of the exit ticket that were printed before the hour of the announcement."""
    announced = data.row("events", ANNOUNCEMENT)["start"]
    return {claim for claim in TICKET if before(data.row("claims", claim)["known_from"], announced) == "yes"}


def mark_this_year(answer: Answer) -> Marked:
    given, right = float(answer["this_year"]), counted_this_year()
    seen = f"You say {given:g} exchanges in the new year."
    if given == right:
        return Marked({"this_year": 1.0}, seen)
    spoken, total = (data.row("figures", figure)["value"] for figure in ("fig-018b", "fig-018"))
    slip = {spoken: "word-taken-for-sum", total: "total-for-part"}.get(given, "")
    return Marked({"this_year": 0.0}, seen, f"It is off by {abs(given - right):g}.", slip)


def mark_usable(answer: Answer) -> Marked:
    given, right = set(answer["usable"]), usable()
    seen = f"You let the note use {len(given)} of {len(TICKET)} statements."
    late, missing = given - right, right - given
    share = max(0.0, (len(given & right) - len(late)) / len(right))
    slips = [f"{len(late)} too many"] * bool(late) + [f"{len(missing)} missing"] * bool(missing)
    distance = f"{' and '.join(slips)}." if slips else ""
    slip = "hindsight" if late else "early-word-left-out" if missing else ""
    return Marked({"usable": share}, seen, distance, slip)


TASKS = {
    task.task_id: task
    for task in (
        Task(
            "08.a",
            "Do the totals agree?",
            "compute",
            ("CAL", "UNC"),
            2,
            (Part("this_year", "number"),),
            mark_this_year,
            (
                "Look at the row of 31 December 2018 and at the row of the minister.",
                "Take the earlier total away from the later one.",
                "Both numbers are in the table of counts, in the column value.",
            ),
            lambda: f"The difference is {counted_this_year():g}.",
            lambda: "The two totals leave that many for the new year, whatever the speaker said beside them.",
            "Which of the three numbers was wrong, or whether one of them stopped on another day.",
            "Two totals and a part can test one another, as the won and the yen did.",
            "The table of counts above.",
            "Subtract the total at the end of 2018 from the minister's total.",
        ),
        Task(
            "08.exit",
            "What may the note use?",
            "corroborate",
            ("CTX", "UNC"),
            3,
            (Part("usable", "ids", 2, lambda: TICKET),),
            mark_usable,
            (
                "Look at the column known_from of the four rows.",
                "Ask of each date: does it lie before the hour of the announcement, and not only on its day?",
                "claims.loc[ticket, ['date_said', 'known_from']] prints the dates.",
            ),
            lambda: "Printed before the announcement: " + ", ".join(sorted(usable())),
            lambda: "Both had been said and printed before that Friday evening.",
            "What the adviser heard in private. Offices know more than newspapers, and seldom all of it.",
            "A note that uses later words judges the evening by what only we can know.",
            "The column known_from.",
            "Print the dates of the four rows and choose again.",
        ),
    )
}
