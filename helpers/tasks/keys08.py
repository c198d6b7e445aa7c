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
ACT = "gsomia-2019-11-22-suspension"
OTHER_ACT = "another act"
NEWSROOM = "journalist"
MONTH = "2019-11"
LAST_DAY, NEXT_DAY = "2019-11-22", "2019-11-23"
SHARE_ARTICLE = "nyt22"
RULES = {"officials": ("JPN-gov",), "officials and experts": ("JPN-gov", "expert-JPN")}
STANCES = ("supports", "contradicts", "silent", "cannot tell")
HEADLINE = (51, 70.7)
CANDIDATES = (
    "wsj-16",
    "nyt15-17",
    "jpn-12",
    "suspension-meaning.rok-government-1",
    "link-gsomia-export-control.meti-1",
    "gsomia-usefulness.jpn-mod-4",
    "suspension-meaning.us-state-department-3",
    "suspension-meaning.abe-shinzo-4",
    "announcement-dispute-2019-11.chung-eui-yong-1",
)
OBJECTIONS = ("different questions", "different countries", "too few persons asked", "nothing")
_MONEY_CONFLICT = "k01"


def wordings() -> pd.DataFrame:
    """08.1: the words of the task; `answer` is who used it for the act of 22 November, or OTHER_ACT."""
    rows = data.table("wordings")
    names_the_act = rows["act_event_id"] == ACT
    return rows.assign(answer=rows["actor_id"].where(names_the_act, OTHER_ACT))


def speakers() -> list[str]:
    """08.1: the choices, by name."""
    return sorted(set(wordings()["answer"]))


def article_claims() -> pd.DataFrame:
    """Claims in the five articles."""
    claims = data.table("claims")
    return claims[claims["source_id"].isin(short_names().values())]


def japanese_quotes() -> pd.DataFrame:
    """08.2: places in the five articles where a Japanese official is quoted between quotation marks."""
    claims = article_claims()
    return claims[(claims["affiliation"] == "JPN-gov") & (claims["attribution"] == "direct-quote")]


@dataclass(frozen=True)
class Sum:
    """08.3: one printed won sum of South Korea's share for 2019, and that sum in billion yen of the month."""

    source: str
    locator: str
    won: float
    fits: bool
    yen: float


def won_sums() -> list[Sum]:
    """08.3: every printed sum, in trillion won and in yen; `fits` is False where our check failed it."""
    links, figures = data.table("conflict_figures"), data.table("figures")
    in_conflict = figures["figure_id"].isin(links.loc[links["conflict_id"] == _MONEY_CONFLICT, "figure_id"])
    printed = figures["origin"].isin(["article", "outside"])
    rows = figures[in_conflict & printed & (figures["unit"] == "trillion KRW")]
    won_per_yen = rate("KRW per USD") / rate("JPY per USD")
    return [
        Sum(
            row.source_id,
            row.locator,
            row.value,
            row.status != "contradicted",
            row.value * 1000 / won_per_yen,
        )
        for row in rows.itertuples()
    ]


def best_sum() -> Sum:
    """08.3: the sum that is printed with the most digits among those that fit: the official one."""
    return max((amount for amount in won_sums() if amount.fits), key=lambda amount: len(f"{amount.won:g}"))


def misprint() -> Sum:
    """08.3: the sum that does not fit the yen beside it."""
    return next(amount for amount in won_sums() if not amount.fits)


def rate(unit: str) -> float:
    """08.3: the exchange rate of the month, in that unit."""
    figures = data.table("figures")
    return float(figures.loc[(figures["unit"] == unit) & (figures["date"] == MONTH), "value"].iloc[0])


def printed_yen() -> pd.Series:
    """08.3: the yen sum that the one article prints beside its won sum."""
    figures = data.table("figures")
    return figures[(figures["source_id"] == misprint().source) & (figures["unit"] == "billion JPY")].iloc[0]


def voices() -> pd.DataFrame:
    """08.4: who is quoted in the article of the task, and with how many words."""
    rows = data.table("voices")
    return rows[rows["source_id"] == short_names()[SHARE_ARTICLE]]


def shares() -> dict[str, float]:
    """08.4: per cent of the quoted words that are Japanese, by counting rule."""
    rows = voices()
    words = {
        rule: rows.loc[rows["affiliation"].isin(sides), "quoted_words"].sum() for rule, sides in RULES.items()
    }
    return {rule: float(100 * count / rows["quoted_words"].sum()) for rule, count in words.items()}


def printed_in_time() -> dict[str, str]:
    """08.5: whether each statement was printed by the end of the last day: yes, no or cannot tell."""
    claims = data.table("claims").set_index("claim_id")["known_from"]
    return {claim: _in_time(claims[claim]) for claim in CANDIDATES}


def statements() -> dict[str, str]:
    """08.6: the statements of the matrix, by short name."""
    return {
        "share": "South Korea's share of the cost of US troops for 2019 is about 1.04 trillion won.",
        "ruling": "South Korea's Supreme Court ruled in 2018 that Japanese firms must pay former workers.",
        "dislike": "Dislike of Japan is why many South Koreans wanted the pact to end.",
    }


def stances() -> dict[str, dict[str, str]]:
    """08.6: what each article says on each statement, from the claims and conflicts of the tables."""
    return {
        "share": _stances_in(_MONEY_CONFLICT),
        "ruling": _stances_on("forced-labour-ruling"),
        "dislike": _stances_in("k39"),
    }


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


def objection() -> str:
    """08.7: what forbids joining the two polls."""
    polls = _whole_sample()
    pair = polls[polls["poll_id"].isin(headline_polls())].drop_duplicates("poll_id")
    if pair["population"].nunique() > 1:
        return "different countries"
    return "different questions" if pair["question"].nunique() > 1 else "nothing"


def short(source: str) -> str:
    """Return the short name of an article ("nyt22"), or the id of any other source."""
    return {full: name for name, full in short_names().items()}.get(source, source)


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


def _claims_of(conflict: str, side: str | None = None) -> set[str]:
    links = data.table("conflict_claims")
    links = links[links["conflict_id"] == conflict]
    return set(links.loc[links["side"].isin([side, "both"]) if side else links.index, "claim_id"])


def _stances_in(conflict: str) -> dict[str, str]:
    """Side a supports the statement. Side b contradicts it, or speaks of the matter without deciding it."""
    relation = data.row("conflicts", conflict)["relation"]
    against = "contradicts" if relation == "contradicts" else "cannot tell"
    return _by_article({against: _claims_of(conflict, "b"), "supports": _claims_of(conflict, "a")})


def _stances_on(topic: str) -> dict[str, str]:
    claims = article_claims()
    return _by_article({"supports": set(claims.loc[claims["topic"] == topic, "claim_id"])})


def _by_article(claims_of: dict[str, set[str]]) -> dict[str, str]:
    claims = article_claims().set_index("claim_id")["source_id"]
    found = dict.fromkeys(short_names(), "silent")
    names = {source: name for name, source in short_names().items()}
    for stance, ids in claims_of.items():
        for source in claims[claims.index.isin(ids)]:
            found[names[source]] = stance
    return found
