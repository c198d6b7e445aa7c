"""What is right in exercise 08, computed from the tables: no key is typed.

Each function answers one task's question from course_data. Change a row there, and the key follows.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from helpers import data
from helpers.dates import before
from helpers.tasks.reading import short_names

if TYPE_CHECKING:
    import pandas as pd

# The questions (not the answers): acts, documents, statements and figures that the tasks ask about.
ACT, STEP = "gsomia-2019-11-22-suspension", "japan-controls-announced"
OTHER_ACT = "another act"
NEWSROOM = "journalist"
GOVERNMENTS = ("JPN-gov", "ROK-gov")
MONTH = "2019-11"
MONTHS = ("2019-02", MONTH)
LAST_DAY, NEXT_DAY = "2019-11-22", "2019-11-23"
SHARE_ARTICLE, SUM_ARTICLE = "nyt22", "nyt15"
RULES = ("officials", "officials and experts")
SHARE_SLIPS = (
    "rounded-too-far",
    "fraction-read-as-percent",
    "share-of-the-wrong-whole",
    "speakers-for-words",
)
STANCES = ("supports", "contradicts", "silent", "cannot tell")
HEADLINE = (51, 70.7)
CANDIDATES = (
    "jpn-12",
    "who-must-move-first.kim-hyun-chong-1",
    "suspension-meaning.rok-government-1",
    "link-gsomia-export-control.meti-1",
    "nik-20",
    "nik-35",
    "suspension-meaning.us-state-department-3",
    "announcement-dispute-2019-11.chung-eui-yong-1",
    "apology-dispute-2019-11.kajiyama-hiroshi-5",
)
STATEMENTS = {
    "share": "South Korea's share of the cost of US troops for 2019 is about 1.04 trillion won.",
    "ruling": "South Korea's Supreme Court ruled in 2018 that Japanese companies must pay people "
    "who had been made to work for them.",
    "korea": "Many South Koreans wanted the pact to end because they dislike Japan.",
    "japan": "Japan tightened its export controls because of the disputes about the past.",
}
# 08.6 asks how a document stands to a statement. Which row of the tables bears on which statement is a
# reading, so it is written down here, row by row. "touches" means: near the matter, and decides nothing.
READINGS = {
    "share": {
        "nyt15-40": "supports",
        "jpn-20": "contradicts",
        # Its yen sum fits the other won sum, so this article can also be said to leave the question open.
        "jpn-21": "cannot tell",
        "nik-16": "touches",
    },
    "ruling": {
        "nyt15-29": "supports",
        "nik-26": "supports",
        # "Court decisions of the year before": no court is named.
        "nik-25": "cannot tell",
        "nyt22-31": "touches",
        "wsj-23": "touches",
    },
    "korea": {"nik-28": "supports", "jpn-27": "cannot tell", "nyt15-10": "touches"},
    "japan": {
        "nik-25": "cannot tell",
        "nyt22-31": "cannot tell",
        "wsj-15": "cannot tell",
        "nyt15-31": "touches",
    },
}
# What happened that evening, and the row of figures with its clock time.
MOMENTS = {
    "abe": "fig-035",
    "end": "fig-027",
    "meti": "fig-031",
    "motegi": "fig-032",
    "nhk": "fig-028",
    "seoul": "fig-030",
}
# The statements of the exit ticket in the lesson.
TICKET = (
    "who-must-move-first.moon-jae-in-4",
    "apology-dispute-2019-11.suga-yoshihide-4",
    "jpn-12",
    "apology-dispute-2019-11.chung-eui-yong-1",
)
OBJECTIONS = (
    "different questions",
    "another act in between",
    "different countries",
    "too few persons asked",
    "nothing",
)
_MONEY_CONFLICT = "k01"


def wordings(act: str) -> pd.DataFrame:
    """08.1: the words of one matching; `answer` is who used it for that act, or OTHER_ACT.

    The words of the step of July stand alone; every other word is asked about the act of 22 November.
    """
    rows = data.table("wordings")
    of_july = rows["act_event_id"] == STEP
    rows = rows[of_july] if act == STEP else rows[~of_july]
    return rows.assign(answer=rows["actor_id"].where(rows["act_event_id"] == act, OTHER_ACT))


def users(act: str) -> dict[str, str]:
    """08.1: each word of one matching with the one who used it."""
    rows = wordings(act)
    return dict(zip(rows["word"], rows["answer"], strict=True))


def speakers(act: str) -> list[str]:
    """08.1: the choices, the same for both matchings; only the words of November have OTHER_ACT."""
    named = {answer for one in (ACT, STEP) for answer in wordings(one)["answer"]}
    return sorted(named if act == ACT else named - {OTHER_ACT})


def article_claims() -> pd.DataFrame:
    """Claims in the five articles."""
    claims = data.table("claims")
    return claims[claims["source_id"].isin(short_names().values())]


def official_quotes() -> pd.DataFrame:
    """08.2: places in the five articles where an official of Japan or South Korea is quoted directly."""
    claims = article_claims()
    return claims[claims["affiliation"].isin(GOVERNMENTS) & (claims["attribution"] == "direct-quote")]


@dataclass(frozen=True)
class Sum:
    """08.3: a printed won sum of South Korea's share for 2019; `dollars` are millions, at a month's rate."""

    source: str
    locator: str
    won: float
    fits: bool

    def dollars(self, month: str = MONTH) -> float:
        return self.won * 10**6 / rate("KRW per USD", month)


def sum_places() -> dict[str, str]:
    """08.3: the place of each right sum by its source; "" where the tables name none."""
    return {amount.source: amount.locator for amount in good_sums()}


def other_carriers() -> dict[str, set[str]]:
    """08.3: for each source of a right sum, the others that print one."""
    return {source: set(sum_places()) - {source} for source in sum_places()}


def upside_down() -> list[float]:
    """08.3: what comes out if a sum is multiplied by won per dollar, in any scale."""
    return [
        amount.won * rate("KRW per USD") * 10.0**power for amount in good_sums() for power in range(-3, 7)
    ]


def won_sums() -> list[Sum]:
    """08.3: every printed sum, in trillion won; `fits` is False where our check failed it."""
    links, figures = data.table("conflict_figures"), data.table("figures")
    in_conflict = figures["figure_id"].isin(links.loc[links["conflict_id"] == _MONEY_CONFLICT, "figure_id"])
    printed = figures["origin"].isin(["article", "outside"])
    rows = figures[in_conflict & printed & (figures["unit"] == "trillion KRW")]
    return [
        Sum(row.source_id, row.locator, row.value, row.status != "contradicted") for row in rows.itertuples()
    ]


def good_sums() -> list[Sum]:
    """08.3: the sums that fit, the one with the most digits first: the official one."""
    good = [amount for amount in won_sums() if amount.fits]
    return sorted(good, key=lambda amount: -len(f"{amount.won:g}"))


def misprint() -> Sum:
    """08.3: the sum that does not fit the yen beside it."""
    return next(amount for amount in won_sums() if not amount.fits)


def rate(unit: str, month: str = MONTH) -> float:
    """08.3: the average exchange rate of a month, in that unit."""
    figures = data.table("figures")
    return float(figures.loc[(figures["unit"] == unit) & (figures["date"] == month), "value"].iloc[0])


def printed_dollars() -> float:
    """08.3: the sum in million dollars that the article prints beside its won sum."""
    figures = data.table("figures")
    here = (figures["source_id"] == short_names()[SUM_ARTICLE]) & (figures["unit"] == "million USD")
    return float(figures.loc[here, "value"].iloc[0])


def month_of_the_article() -> str:
    """08.3: the month whose average rate turns the article's won sum into its dollar sum most nearly."""
    won = next(amount for amount in good_sums() if amount.source == short_names()[SUM_ARTICLE])
    return min(MONTHS, key=lambda month: abs(won.dollars(month) - printed_dollars()))


def voices() -> pd.DataFrame:
    """08.4: who is quoted in the article of the task, and with how many words."""
    rows = data.table("voices")
    return rows[rows["source_id"] == short_names()[SHARE_ARTICLE]]


def counted(government: str, rule: str) -> tuple[str, ...]:
    """08.4: the affiliations that a counting rule puts together for a side.

    >>> counted("JPN-gov", "officials and experts")
    ('JPN-gov', 'expert-JPN')
    """
    return (government,) if rule == "officials" else (government, f"expert-{government[:3]}")


def shares() -> dict[tuple[str, str], float]:
    """08.4: per cent of the quoted words, by government and counting rule."""
    rows = voices()
    whole = rows["quoted_words"].sum()
    return {
        (side, rule): float(
            100 * rows.loc[rows["affiliation"].isin(counted(side, rule)), "quoted_words"].sum() / whole
        )
        for side in GOVERNMENTS
        for rule in RULES
    }


def share_slip(slug: str) -> list[float]:
    """08.4: the numbers that other ways of counting and dividing give; `slug` is one of SHARE_SLIPS."""
    rows, right = voices(), list(shares().values())
    of_rule = [rows["affiliation"].isin(counted(side, rule)) for side, rule in shares()]
    body = data.row("articles", short_names()[SHARE_ARTICLE])["body_words"]
    quoted = rows["quoted_words"] > 0
    return {
        "rounded-too-far": [float(round(share)) for share in right],
        "fraction-read-as-percent": [round(share / 100, 3) for share in right],
        "share-of-the-wrong-whole": [100 * rows.loc[ours, "quoted_words"].sum() / body for ours in of_rule],
        "speakers-for-words": [
            100 * (ours & few).sum() / few.sum() for ours in of_rule for few in (quoted, quoted | True)
        ],
    }[slug]


def printed_in_time() -> dict[str, str]:
    """08.5: whether each statement was printed by the end of the last day: yes, no or cannot tell."""
    claims = data.table("claims").set_index("claim_id")["known_from"]
    return {claim: _in_time(claims[claim]) for claim in CANDIDATES}


def told(answer: str) -> set[str]:
    """08.5: the statements of which the dates say "yes", "no" or "cannot tell"."""
    return {claim for claim, in_time in printed_in_time().items() if in_time == answer}


def clock_order() -> list[str]:
    """08.5: what happened that evening in the order of the clock times, which carry their days."""
    rows = {name: data.row("figures", figure) for name, figure in MOMENTS.items()}
    return sorted(rows, key=lambda name: (rows[name]["date"], rows[name]["text_value"]))


def stances() -> dict[str, dict[str, tuple[str, ...]]]:
    """08.6: which words fit each article and statement, the best one first, from the rows of READINGS."""
    return {statement: _by_article(rows) for statement, rows in READINGS.items()}


def article_names() -> list[str]:
    """08.6: the short names of the five articles, the columns of the matrix."""
    return list(short_names())


def headline_polls() -> list[str]:
    """08.7: the two polls whose shares the headline joins."""
    polls = _whole_sample()
    shown = polls["poll_id"].isin(november_polls()) & polls["percent"].isin(HEADLINE)
    return sorted(set(polls.loc[shown, "poll_id"]))


def first_poll() -> pd.DataFrame:
    """08.7: the answers of the earlier of the two polls."""
    polls = _whole_sample()
    pair = polls[polls["poll_id"].isin(headline_polls())].sort_values("fieldwork_start")
    return pair[pair["poll_id"] == pair["poll_id"].iloc[0]]


def november_polls() -> list[str]:
    """08.7: poll questions of November 2019 in South Korea."""
    polls = _whole_sample()
    here = polls["population"].str.contains("South Korea") & polls["fieldwork_start"].str.startswith(MONTH)
    return sorted(set(polls.loc[here, "poll_id"]))


def margin() -> float:
    """08.7: margin of error of the earlier poll's largest share, in percentage points, at 95 per cent."""
    top = first_poll().sort_values("percent").iloc[-1]
    share = float(top["percent"]) / 100
    return 196 * sqrt(share * (1 - share) / float(top["sample_size"]))


def majority() -> str:
    """08.7: whether more than half of all adults held that view, as far as the poll can tell."""
    top = float(first_poll()["percent"].max())
    if top - margin() > 50:
        return "yes"
    return "no" if top + margin() < 50 else "cannot tell"


def interval() -> tuple[float, float]:
    """08.7: the ends of the interval around the earlier poll's largest share."""
    top = float(first_poll()["percent"].max())
    return top - margin(), top + margin()


def half_a_margin() -> list[float]:
    """08.7: the margin without its factor, or without its root."""
    return [margin() / 1.96, 100 / float(first_poll()["sample_size"].max())]


def objections() -> list[str]:
    """08.7: what forbids joining the two polls; each of these is right."""
    polls = _whole_sample()
    pair = polls[polls["poll_id"].isin(headline_polls())].drop_duplicates("poll_id")
    # "adults in South Korea" and "adults in South Korea (aged 19 and over)" are the same people.
    if pair["population"].str.split(" (", regex=False).str[0].nunique() > 1:
        return ["different countries"]
    found = ["different questions"] if pair["question"].nunique() > 1 else []
    act = data.row("events", ACT)["start"][:10]
    ended, began = pair["fieldwork_end"].min(), pair["fieldwork_start"].max()
    if before(ended, act) == before(act, began) == "yes":
        found.append("another act in between")
    return found or ["nothing"]


def counted_this_year() -> float:
    """08.a: how many exchanges of 2019 the minister's total leaves over what stood at the end of 2018."""
    counts = data.series("gsomia_exchanges_cumulative").set_index("date")["value"]
    return data.row("figures", "fig-018")["value"] - counts["2018-12-31"]


def usable() -> set[str]:
    """08.exit: the statements of the ticket that were printed before the hour of the announcement."""
    announced = data.row("events", ACT)["start"]
    return {claim for claim in TICKET if before(data.row("claims", claim)["known_from"], announced) == "yes"}


def short(source: str) -> str:
    """Return the short name of an article ("nyt22"), or the id of any other source."""
    return {full: name for name, full in short_names().items()}.get(source, source)


def article_speakers() -> list[str]:
    """08.2: everybody who says something in the five articles."""
    claims = data.table("claims")
    printed = claims[claims["source_id"].isin(data.table("articles")["source_id"])]
    return sorted(set(printed["actor_id"]) - {""})


def person(actor: str) -> str:
    """Return the English name of a person or body."""
    return data.row("actors", actor)["name_en"]


def _in_time(printed: str) -> str:
    if before(LAST_DAY, printed) == "yes":
        return "no"
    return "yes" if before(printed, NEXT_DAY) == "yes" else "cannot tell"


def _whole_sample() -> pd.DataFrame:
    polls = data.table("polls")
    return polls[polls["subgroup"] == "all"]


def _by_article(readings: dict[str, str]) -> dict[str, tuple[str, ...]]:
    claims = article_claims().set_index("claim_id")["source_id"]
    found: dict[str, tuple[str, ...]] = {}
    for name, source in short_names().items():
        read = [stance for claim, stance in readings.items() if claims[claim] == source]
        if not read:
            found[name] = ("silent",)
        elif set(read) == {"touches"}:
            found[name] = ("cannot tell", "silent")
        else:
            found[name] = tuple(dict.fromkeys(stance for stance in read if stance != "touches"))
    return found
