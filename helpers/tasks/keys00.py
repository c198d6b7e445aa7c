"""What is right in exercise 00 and in the checks of lesson 00, computed from the tables: no key is typed.

The names of rows and options are the question; each function answers one part of it.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from helpers import data

# --- 00.a and 00.1: whose word -----------------------------------------------------------------------------

CONVENTIONS = ("international", "jpn-government", "kit", "rok-textbook")
SEA = "Japan Sea"
WORDS = (
    "Peace Line",
    "forcible occupation by imperial Japan",
    "former civilian workers from the Korean Peninsula",
    "people brought against their will",
    "plaintiffs",
    "wartime labour mobilisation",
)
REASONS = ("different ways", "hiding compulsion", "in a treaty")


def users_of(word: str) -> set[str]:
    """00.a and 00.1: the conventions that write exactly this."""
    rows = data.table("namings")
    return set(rows.loc[rows["form_en"] == word, "convention"])


def users() -> dict[str, set[str]]:
    """00.1: for each word those who write it."""
    return {word: users_of(word) for word in WORDS}


def reason() -> str:
    """00.1: the option that stands in what Japan's government says about its own term."""
    notes = data.row("terms", "former-peninsula-workers")["contested_note"].split(". ")
    own = next(note for note in notes if note.startswith("Japan's government"))
    return next(option for option in REASONS if option in own)


# --- 00.2: the edges of five articles ----------------------------------------------------------------------


def articles() -> list[str]:
    """00.2: the short names of the five articles."""
    return sorted(data.table("articles")["short_name"])


def nameless() -> set[str]:
    """00.2: the articles whose file does not name the newspaper."""
    rows = data.table("articles")
    return set(rows.loc[rows["original_publisher"].str.contains("not named in the file"), "short_name"])


def changed() -> dict[str, int]:
    """00.2: how often an article changed, where its card says so."""
    rows = data.table("articles")
    told = rows["published_basis"].str.extract(r"records (\d+) changes")[0]
    return {name: int(times) for name, times in zip(rows["short_name"], told, strict=True) if times == times}


def changes() -> int:
    """00.2: the number of changes of the one article that has any."""
    return next(iter(changed().values()))


def versions_seen() -> int:
    """00.2: how many versions the page of changes shows."""
    title = data.row("sources", next(iter(watcher())))["title"]
    return len(re.findall(r"\d+", title.split("versions", 1)[1]))


def watcher() -> set[str]:
    """00.2: the page of changes, as the card of the article names it."""
    rows, pages = data.table("articles"), data.table("sources")
    card = rows.loc[rows["short_name"] == next(iter(changed())), "original_publisher"].item()
    pages = pages.loc[pages["kind"] == "version-history", "source_id"]
    return {page for page in pages if re.search(rf"{page}(?![\w-])", card)}


# --- 00.3: one sum, many sizes -----------------------------------------------------------------------------

PAID = "fig-051"
SUMS = ("fig-049", "fig-051", "fig-053", "fig-054", "fig-055")
NAMED = ("fig-049", "fig-053", "fig-054", "fig-055", "fig-057", "fig-067")
COUNTS = ("asked for", "cost", "paid")


def billion(figure_id: str) -> float:
    """00.3: a figure in billion dollars."""
    row = data.row("figures", figure_id)
    return row["value"] / (1 if row["unit"].startswith("billion") else 1000)


def counts() -> dict[str, str]:
    """00.3: what each sum counts, by the first word of its quantity that tells."""
    found = {}
    for figure_id in SUMS:
        quantity = data.row("figures", figure_id)["quantity"].casefold()
        kinds = {"contribution": "paid", "cost": "cost", "demand": "asked for"}
        found[figure_id] = next(kind for word, kind in kinds.items() if word in quantity)
    return found


def multiples() -> dict[str, float]:
    """00.3: each sum as a multiple of what was paid."""
    return {figure_id: billion(figure_id) / billion(PAID) for figure_id in NAMED}


def upside_down() -> list[float]:
    """00.3: the ratio the other way round."""
    return [1 / times for times in multiples().values()]


def unconverted() -> list[float]:
    """00.3: billions divided by millions."""
    return [billion(figure_id) / data.row("figures", PAID)["value"] for figure_id in NAMED]


def pages() -> dict[str, set[str]]:
    """00.3: the source of each sum."""
    return {figure_id: {data.row("figures", figure_id)["source_id"]} for figure_id in NAMED}


# --- 00.4: weekdays into dates -----------------------------------------------------------------------------

DAYS = {
    "kim-thursday": "f012",
    "leave-next-friday": "f010",
    "strike-wednesday": "f019",
    "suga-monday": "f040",
    "talks-tuesday": "f028",
}


def calendar() -> list[str]:
    """00.4: the days of November 2019, as options."""
    first = date(2019, 11, 1)
    return [str(first + timedelta(days=n)) for n in range(30)]


def dates() -> dict[str, str]:
    """00.4: the day of each weekday word."""
    return {name: data.row("figures", figure_id)["text_value"] for name, figure_id in DAYS.items()}


def not_alone() -> str:
    """00.4: the word that the date of its page does not resolve, by the note of its row."""
    return next(name for name, one in DAYS.items() if "Not the" in data.row("figures", one)["note"])


# --- 00.5: good sources err --------------------------------------------------------------------------------

POINTS = {"end": "k05", "label": "sma-unit-label", "month": "signing-month", "pew": "poll-pew-2015"}
VERDICTS = {"printing-error": "misprint", "notation-only": "both right", "open": "cannot tell"}


def verdicts() -> dict[str, str]:
    """00.5: the status of each point in the words of the task."""
    return {name: VERDICTS[data.row("conflicts", one)["status"]] for name, one in POINTS.items()}


def as_labelled() -> float:
    """00.5: the payment of 2019 in billions, if the label were right."""
    rows = data.series("sma_contribution_krw")
    return rows.loc[rows["date"] == "2019", "value"].item() / 10


def as_won() -> float:
    """00.5: the same payment in billion dollars, converted from won."""
    return as_labelled() / data.row("figures", "f062")["value"]


def texts_of_the_pact() -> set[str]:
    """00.5: the treaty texts that carry its signature."""
    rows = data.table("event_sources").merge(data.table("sources"), on="source_id")
    signed = rows[(rows["event_id"] == "gsomia-2016-11-23-signed") & (rows["kind"] == "treaty")]
    return {*signed["source_id"], data.row("conflicts", "signing-month")["source_b"]}


# --- 00.6: one person or two -------------------------------------------------------------------------------

PAIRS = {
    "chung": ("Jeong Ui-yong", "Chung Eui-yong"),
    "dong": ("Lee Dong-won", "Lee Tong-won"),
    "kim": ("Kim Hyun Chong", "金鉉宗"),
    "kono": ("고노 다로", "河野洋平"),
    "lee": ("이동원", "李東遠"),
    "rhee": ("Syngman Rhee", "I Seung-man"),
}
ANSWERS = ("cannot tell", "one", "two")
SPELLINGS = ("Jeong", "Lee", "Pak", "Rhee", "Ri", "Yi")
FAMILY = "李"
_FORMS = ("name_en", "name_ko", "name_ja", "romanised_ko", "romanised_ja")


def _plain(form: str) -> str:
    return re.sub(r"[\W_]", "", form.split("(")[0]).casefold()


def persons(form: str) -> set[str]:
    """00.6: the actors who are written like this, whatever the hyphens and spaces."""
    rows = data.table("actors")
    same = rows[list(_FORMS)].map(_plain).eq(_plain(form)).any(axis=1)
    return set(rows.loc[same & (rows["kind"] == "person"), "actor_id"])


def one_or_two() -> dict[str, str]:
    """00.6: whether two forms lead to one person, to two, or cannot decide."""
    found = {}
    for name, (one, other) in PAIRS.items():
        here, there = persons(one), persons(other)
        apart = not here & there
        found[name] = "two" if apart else "one" if len(here) == len(there) == 1 else "cannot tell"
    return found


def spellings() -> set[str]:
    """00.6: the options that are a family name of somebody whose name begins with that character."""
    rows = data.table("actors")
    names = rows.loc[rows["name_ja"].str.startswith(FAMILY), "name_en"].str.split("(").str[0]
    words = {word for name in names for word in name.split()}
    return {option for option in SPELLINGS if option in words}


# --- 00.7: a name and its reason ---------------------------------------------------------------------------


def sea_claims() -> list[str]:
    """00.7: the statements on the name of the sea."""
    rows = data.table("claims")
    return sorted(rows.loc[rows["topic"] == "sea-name", "claim_id"])


def reasons() -> set[str]:
    """00.7: those that argue from use, one from each shore."""
    rows = data.table("claims").set_index("claim_id").loc[sea_claims()]
    return set(rows.index[rows["side"].isin(["JPN", "ROK"])])


# --- 00.exit: five kinds of statement ----------------------------------------------------------------------

LETTERS = ("D", "E", "L", "N", "V")
TICKET = (
    "hist-c009",
    "hist-joint-2010-japan",
    "hist-c043",
    "gsomia-trade-link.chosun-ilbo",
    "suspension-meaning.motegi-toshimitsu",
)


def kinds() -> dict[str, str]:
    """00.exit: the evidence class of each statement."""
    return {claim_id: data.row("claims", claim_id)["evidence_class"] for claim_id in TICKET}
