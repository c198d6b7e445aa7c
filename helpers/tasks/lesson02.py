"""Lesson 02, "Colonial rule in numbers: growth for whom?": eight tasks and two checks in class.

TASKS and IN_CLASS hold all that a student is told about them. keys02 computes what is right.
"""

from __future__ import annotations

from helpers.tasks import keys02 as keys
from helpers.tasks import worked
from helpers.tasks.model import Task, by_id
from helpers.tasks.parts import amount, choice, essay, grid, ids, matching, number, order, source
from helpers.tasks.reading import spelled


def _solve_kinds() -> str:
    lines = [f"{name}: {kind}" for name, kind in keys.kinds().items()]
    return "\n".join([*lines, f"The first census in Korea was held in {keys.first_census()}."])


def _solve_copies() -> str:
    lines = []
    for what in keys.differing():
        prints = ", ".join(f"{value:,.0f} ({name})" for name, value in sorted(keys.copies(what).items()))
        lines.append(f"{what}: {prints}")
    return "Each of these is right:\n" + "\n".join(lines)


def _solve_growth() -> str:
    yearly = keys.yearly().items()
    lines = [f"{name}: ratio {keys.ratio(name):.3f}, {rate:.2f} percent a year" for name, rate in yearly]
    return f"The ratio, to the power of 1/{keys.steps()}, less one.\n" + "\n".join(lines)


def _solve_bases() -> str:
    ups = [f"{year} ({value:.1f})" for year, value in keys.indexes().items() if value >= keys.MUCH]
    downs = [f"{year} ({value:.1f})" for year, value in keys.indexes().items() if value < 100]
    return f"Up: {spelled(ups)}. Down: {spelled(downs)}.\nSteadier: {keys.steadier()}."


def _solve_editions() -> str:
    rows = keys.editions().items()
    return "\n".join(
        f"{row}: " + ", ".join(f"{name} {said}" for name, said in cells.items()) for row, cells in rows
    )


def _solve_splice() -> str:
    shown = ", ".join(f"{year}: {factor:.2f}" for year, factor in keys.factors().items())
    return (
        f"Census by police: {shown}. In 1930 that is {keys.more():.1f} percent more. "
        f"One factor for all: {keys.steady()}.\n1935: {keys.lowest():,.0f} to {keys.highest():,.0f}. "
        f"The census of 1930: {spelled(sorted(keys.census_source()))}."
    )


def _solve_mean() -> str:
    groups = "; ".join(" and ".join(group) for group in keys.by_year())
    return (
        f"By year: {groups}.\nFrom {keys.lowest_count():,.0f} to {keys.highest_count():,.0f}.\n"
        f"Objections: {spelled(sorted(keys.objections()))}."
    )


TASKS = by_id(
    Task(
        "02.1",
        title="Census, register, police or estimate?",
        rung="recognise",
        skills=("SRC", "CLR"),
        minutes=8,
        parts=(
            matching(
                "kinds",
                rows=lambda: keys.COUNTS,
                known=lambda: keys.KINDS,
                key=keys.kinds,
                slips={
                    ("korea-1920", "census"): "register-taken-for-census",
                    **{("japan-1945", kind): "estimate-taken-for-count" for kind in keys.KINDS},
                    **{("south-1938", kind): "estimate-taken-for-count" for kind in keys.KINDS},
                    "*": "counting-office-overlooked",
                },
                marks=3,
            ),
            number("first_census", key=keys.first_census, slips={"register-taken-for-census": lambda: 1920}),
        ),
        hints=(
            "Look at the note first, then at the title, then at the definition.",
            "Census: one day, every person. Register: a list kept by an office. Estimate: made later.",
            "Two rows have a note that decides. The dates in the last row of the second table help, too.",
        ),
        solution=_solve_kinds,
        right=lambda: "You went by how each number was made, and not by the heading above it.",
        disputed="How many people each way of counting missed. The registers missed some, the police others.",
        why="Who counts, and for what, decides who is in the number.",
        look_at="The columns note, title and definition.",
        next_step="Take one row and ask: which office, on which day, for what?",
    ),
    Task(
        "02.2",
        title="One author, several copies",
        rung="locate",
        skills=("SRC", "COR"),
        minutes=8,
        parts=(
            choice(
                "what", known=lambda: keys.ASKED, key=keys.differing, slips={"killed": "copies-that-agree"}
            ),
            number(
                "smallest",
                key=lambda: {what: min(keys.copies(what).values()) for what in keys.differing()},
                by="what",
                slips={"another-author": keys.of_others},
            ),
            number(
                "largest",
                key=lambda: {what: max(keys.copies(what).values()) for what in keys.differing()},
                by="what",
                slips={"another-author": keys.of_others},
            ),
            source(key=keys.largest_in, by="what"),
        ),
        hints=(
            "Look at the column counting_rule: whose count does each row give?",
            "Keep the rows of one author and one quantity, then take the smallest and the largest value.",
            "Rows with 'count of Park Eun-sik, 1920'; the source is in the last column.",
        ),
        solution=_solve_copies,
        right=lambda: "One author, one thing counted, and still more than one number in print.",
        disputed="What the book of 1920 itself prints. Nobody who made these tables had it in hand.",
        why="A number that was copied many times may carry the slip of one copyist.",
        look_at="quantity, counting_rule and source_id.",
        next_step="Filter for one quantity and one counting rule, and compare the values.",
    ),
    Task(
        "02.3",
        title="How fast, in a year?",
        rung="compute",
        skills=("CAL", "SRC"),
        minutes=10,
        parts=(
            choice("series", known=lambda: keys.GROWING, marks=0),
            *amount(
                key=keys.yearly,
                unit="percent",
                within=0.06,
                by="series",
                slips={
                    "simple-for-compound": keys.simple,
                    "whole-growth-for-a-year": keys.whole,
                    "years-miscounted": keys.miscounted,
                    "index-read-as-change": lambda: [100 + rate for rate in keys.yearly().values()],
                    "fraction-read-as-percent": lambda: [rate / 100 for rate in keys.yearly().values()],
                },
                marks=2,
            ),
            source(key=keys.carriers, by="series"),
        ),
        hints=(
            "Look at the first and the last year, and count the steps between them.",
            "Ratio of last by first; then the root of that order; then subtract one.",
            "In Python: (last / first) ** (1 / steps) - 1, times one hundred. There are 19 steps.",
        ),
        solution=_solve_growth,
        right=lambda: "The same factor, year after year, leads from your first value to your last.",
        disputed="The numbers themselves: part of the growth of the registers is better registration.",
        why="A rate says how fast only if it says over how many steps, and of which whole.",
        look_at="The rows of 1914 and 1933.",
        next_step="Multiply your first value by your factor once for each step. Do you reach the last?",
    ),
    Task(
        "02.4",
        title="Two true headlines",
        rung="compute",
        skills=("CAL", "UNC"),
        minutes=10,
        parts=(
            choice(
                "up",
                known=lambda: keys.YEARS,
                key=keys.rises,
            ),
            number(
                "up_index",
                key=keys.indexes,
                within=0.6,
                by="up",
                slips={"index-read-as-change": keys.changes, "base-upside-down": keys.upside_down},
            ),
            choice(
                "down",
                known=lambda: keys.YEARS,
                key=keys.falls,
            ),
            number(
                "down_index",
                key=keys.indexes,
                within=0.6,
                by="down",
                slips={"index-read-as-change": keys.changes, "base-upside-down": keys.upside_down},
            ),
            choice(
                "steadier",
                known=lambda: keys.ENDS,
                key=keys.steadier,
                slips={name: "single-year-for-trend" for name in keys.ENDS},
            ),
        ),
        hints=(
            "Look for the poorest and the richest harvests in the table.",
            "Index: one hundred times the harvest of 1933 by the harvest of the base year.",
            "For `up` compare 1915, 1919 and 1924; for `down` look at 1930.",
        ),
        solution=_solve_bases,
        right=lambda: (
            "Both headlines are true, and each hides its base year. Averages at both ends hide less."
        ),
        disputed="Which years are normal: weather, prices and a new way of estimating all move a harvest.",
        why="Whoever chooses the base year chooses the story.",
        look_at="The harvest of each possible base year beside that of 1933.",
        next_step="Compute the index for every year, then look which bases fit.",
    ),
    Task(
        "02.5",
        title="One gap, two editions",
        rung="corroborate",
        skills=("COR", "UNC"),
        minutes=11,
        parts=(
            grid(
                rows=lambda: keys.STATEMENTS,
                columns=lambda: keys.EDITIONS,
                known=lambda: keys.STANCES,
                key=keys.editions,
                slips=keys.edition_slips(),
            ),
        ),
        hints=(
            "Look which years each column has at all. No value means silent.",
            "Growth: value of 1938 by value of 1911, for the area and for Japan of the same edition.",
            "1911 and 1938 for two statements, 1943 and 1944 for one. The last one asks about food.",
        ),
        solution=_solve_editions,
        right=lambda: "Each edition and area speaks for itself, and none of them speaks about meals.",
        disputed="Which estimate is better. The editions differ in price year, area and assumptions.",
        why="Estimates can agree on one statement and contradict one another on the next.",
        look_at="The columns of one edition at a time.",
        next_step="Begin with the cells that have no value.",
    ),
    Task(
        "02.6",
        title="How many in a year without a census?",
        rung="corroborate",
        skills=("UNC", "CAL", "SRC"),
        minutes=12,
        parts=(
            number(
                "more",
                key=keys.more,
                within=0.6,
                slips={
                    "base-upside-down": lambda: 100 * (1 - 1 / keys.factors()["1930"]),
                    "index-read-as-change": lambda: 100 * keys.factors()["1930"],
                    "fraction-read-as-percent": lambda: keys.factors()["1930"] - 1,
                },
            ),
            choice(
                "steady", known=lambda: ("yes", "no"), key=keys.steady, slips={"yes": "gap-taken-as-constant"}
            ),
            number("low", key=keys.lowest, within=1000, slips={"one-count-as-truth": keys.highest}),
            number("high", key=keys.highest, within=1000, slips={"one-count-as-truth": keys.lowest}),
            source(key=keys.census_source),
        ),
        hints=(
            "Look at the years in which both offices counted.",
            "Divide the census by the police for each of them; use the greatest factor for the upper end.",
            "1920, 1930 and 1940. The police count of 1935 is the lower end.",
        ),
        solution=_solve_splice,
        right=lambda: "The range says what was assumed. A single number would have hidden it.",
        disputed="How many people neither office saw, and whether the gap of 1935 was like that of 1930.",
        why="Two counts of one group can both be honest and still count other people.",
        look_at="Police and census in the same year.",
        next_step="Compute the factor for each of the three years before you splice.",
    ),
    Task(
        "02.7",
        title="An average of counts",
        rung="contest",
        skills=("UNC", "PER"),
        minutes=12,
        parts=(
            order(
                "order",
                known=lambda: keys.DEAD,
                key=keys.by_year,
                slips={"*": "date-of-page-for-date-of-count"},
                marks=2,
            ),
            number(
                "low",
                key=keys.lowest_count,
                within=1,
                slips={"average-of-counts": keys.mean_of_all, "range-of-one-side": keys.ends},
            ),
            number(
                "high",
                key=keys.highest_count,
                within=1,
                slips={"average-of-counts": keys.mean_of_all, "range-of-one-side": keys.ends},
            ),
            choice(
                "because",
                known=lambda: keys.OBJECTIONS,
                key=keys.objections,
                slips={"nothing": "average-of-counts", "too few counts": "more-rows-for-better-rows"},
            ),
        ),
        hints=(
            "Look at date_said: when did each of them say it?",
            "Order by year; then take the lowest and the highest end of all counts.",
            "Two counts are of 1919, two of 1920, one of 2019. Within a year any order will do.",
        ),
        solution=_solve_mean,
        right=lambda: (
            "The range keeps every count with its rule, and the objection says why no mean can replace it."
        ),
        disputed="The number itself. Each count of the time saw other things; the database keeps a range.",
        why="People were killed. A careless number is careless about them.",
        look_at="date_said, value, low, high and counting_rule.",
        next_step="Write each count with its author, its year and its rule before you compare.",
    ),
    Task(
        "02.8",
        title="A label for the rice figure",
        rung="create",
        skills=("ARG", "PER", "CAL"),
        minutes=22,
        parts=(essay(shortest=90, longest=150, number=True, documents=2),),
        hints=(
            "Look at what a visitor sees first, and at what the figure leaves out.",
            "Advice, reason with id, number with id, best reason against it, what the table cannot show.",
            "Try [hist-c022], [hist-huh-growth], [land-survey.takeda], [hist-an-growth], [rice_to_japan].",
        ),
        solution=lambda: worked.essay("02.8"),
        right=lambda: "The form is there: length, a number, evidence from both shores.",
        disputed="The advice is yours to choose: opposite labels can earn the same marks.",
        why="A reader must be able to check each reason, and to hear both shores.",
        look_at="The list of what the text needs.",
        next_step="Add what is missing and run the cell again.",
        by_person=True,
        out_of=12,
    ),
)


IN_CLASS = by_id(
    Task(
        "02.a",
        title="A share of which harvest?",
        rung="compute",
        skills=("CAL", "CTX"),
        minutes=2,
        parts=amount(
            key=keys.share_1928,
            unit="percent",
            within=0.3,
            slips={
                "harvest-of-the-wrong-year": keys.share_same_year,
                "base-upside-down": lambda: 10_000 / keys.share_1928(),
                "rest-for-the-part": lambda: 100 - keys.share_1928(),
                "fraction-read-as-percent": lambda: keys.share_1928() / 100,
            },
        ),
        hints=(
            "Look at when rice is cut and when it is shipped.",
            "Shipments of the year, divided by the harvest of the year before, times one hundred.",
            "Shipments: row 1928. Harvest: row 1927.",
        ),
        solution=lambda: (
            f"{keys.values(keys.SHIPPED)['1928']:g} of {keys.values(keys.HARVEST)['1927']:g}: "
            f"{keys.share_1928():.1f} percent."
        ),
        right=lambda: (
            f"With the harvest of the same year it would have been {keys.share_same_year():.1f} percent."
        ),
        disputed="How much of a harvest was already shipped before the New Year. No table here says.",
        why="A share needs the whole from which the part was taken.",
        look_at="The rows of 1927 and 1928.",
        next_step="Ask in which autumn the rice that was shipped in 1928 was cut.",
    ),
    Task(
        "02.exit",
        title="What do the tables carry?",
        rung="corroborate",
        skills=("UNC", "COR"),
        minutes=3,
        parts=(
            ids(
                "carried",
                known=lambda: keys.TICKET,
                key=keys.carried,
                slips={"hunger": "product-read-as-welfare", "share-1938": "edition-left-out"},
            ),
            choice(
                "edition",
                known=lambda: keys.TICKET,
                key=keys.one_edition,
                slips={"hunger": "product-read-as-welfare"},
            ),
        ),
        hints=(
            "Look for sentences that begin with 'By these figures': do the figures agree?",
            "Ask of each sentence which table it needs, and whether two tables answer differently.",
            "Two sentences are carried; one speaks of GDP per head, one of hunger.",
        ),
        solution=lambda: (
            f"Carried: {spelled(sorted(keys.carried()))}. "
            f"Only with its edition: {spelled(keys.one_edition())}."
        ),
        right=lambda: (
            "Two sentences name their figures, one needs its edition. Rice alone does not show who was fed."
        ),
        disputed="What people ate instead of rice, and who ate less of it.",
        why="A table carries the sentence for which it was made, and few others.",
        look_at="The figures of today.",
        next_step="Try to name the table and the column behind each sentence.",
    ),
)
