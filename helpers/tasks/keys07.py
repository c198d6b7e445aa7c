"""What is right in exercise 07 and in the checks inside lesson 07, computed from the tables: no key is typed.

The questions (markets, goods, printed numbers to choose from) are written down here; what is right is not.
"""

from __future__ import annotations

from math import log10
from typing import TYPE_CHECKING

from helpers import data
from helpers.dates import before

if TYPE_CHECKING:
    import pandas as pd

KOREA = "jnto-kr-monthly"
CONTROLS = {
    "China": "jnto-cn-monthly",
    "Hong Kong": "jnto-hk-monthly",
    "Taiwan": "jnto-tw-monthly",
    "United States": "jnto-us-monthly",
}
WORKED = "Taiwan"  # the control that the lesson itself works through
BASES = ("2017", "2018")
YEAR = "2019"
OPEN = "cannot tell"

# 07.1: short names of disagreements; their kind is a column of the table conflicts.
GAPS = {
    "balance": "mirror-balance-2019",
    "boycott": "boycott-willing-or-doing",
    "chips": "chips-2020-definition",
    "clothes": "uniqlo-2019",
    "food": "food-october-2019",
    "sample": "gallup-sample-1600",
    "september": "jnto-september-2019",
    "vanished": "hf-vanished",
}
KINDS = ("definition", "period", "printing", "version")

# 07.2: the steps, and the days to choose from.
STEPS = {
    "decided": "japan-whitelist-decision",
    "promulgated": "whitelist-promulgated-2019-08-07",
    "in force": "japan-whitelist-effective",
}
_FORCE = "whitelist-in-force-day"
DAYS = ("2019-07-01", "2019-08-02", "2019-08-07", "2019-08-28")

# 07.5: two prints of one quantity.
PRINTS = {
    "beer-august": ("beer-august-2019", "5.09", "50.09"),
    "beer-december": ("beer-december-2019", "1.022", "10.03"),
    "award": ("mhi-sale-amount", "29.7", "209.7"),
    "cars": ("toyota-2019", "10,611", "16,774"),
    "exports-august": ("mof-august-2019-change", "-8.2", "-9.4"),
    "list-of-shares": ("materials-shares-swapped", "43.9", "93.7"),
    "polyimide": ("polyimide-share-edaily", "44.7", "93.7"),
    "file": ("visitor-file-faulty", "2,780,616", "2,948,527"),
}

# 07.6: the topic of the statements, and the series of the level.
REPLACED = "are-materials-replaced"
HF_LEVEL = "hf-kr-imports-japan-usd-annual"

# 07.7: the goods and rows to choose from, and the day of the step.
LOSS = "jpcustoms-exports-korea"
GOODS = {
    "cars": "jpcustoms-exports-korea-cars",
    "chemicals": "jpcustoms-exports-korea-chemicals",
    "chip equipment": "jpcustoms-exports-korea-chip-equipment",
    "food and drink": "jpcustoms-exports-korea-foodstuff",
    "iron and steel": "jpcustoms-exports-korea-iron-steel",
}
ROWS = (
    "h1-2019-chip-equipment",
    "h1-2019-jp-exports-korea",
    "hf-july-2019-yoy-value",
    "jp-chipequip-korea-yoy-2019",
    "jp-chipequip-korea-yoy-2019-05",
    "jp-chipequip-korea-yoy-2019-07",
    "jp-food-korea-yoy-2019",
    "resist-volume-july-2019",
)
STEP = "2019-07-01"
VERDICTS = ("all of it", "none of it", OPEN)
_CAUSE = "fall-2019-goods"

# 07.exit: what a sentence needs to be shown by the series; a sentence without a test names a cause, a motive
# or goods that no class counts, and no series holds these.
SENTENCES = ("visitors", "cause", "stop", "earlier", "food", "motive")


def _half(series_id: str, year: str, half: str) -> float:
    """Visitors in January to June ("first") or July to December ("second") of a year."""
    rows = data.series(series_id)
    month = rows["date"].str[5:]
    in_half = (month <= "06") if half == "first" else (month > "06")
    return float(rows.loc[(rows["date"].str[:4] == year) & in_half, "value"].sum())


def _change(series_id: str, half: str = "second", base: str = "2018") -> float:
    """The change of half a year on the same half of the base year, in per cent."""
    return 100 * (_half(series_id, YEAR, half) / _half(series_id, base, half) - 1)


def double_differences() -> dict[str, float]:
    """07.a: South Korea's change of rate less that of each control, in percentage points."""
    shift = {name: _change(one) - _change(one, "first") for name, one in {**CONTROLS, "": KOREA}.items()}
    return {name: shift[""] - shift[name] for name in other_controls()}


def single_differences() -> list[float]:
    """07.a: only the second half compared, without the trend before it."""
    return [_change(KOREA) - _change(CONTROLS[name]) for name in other_controls()]


def gaps_by_base() -> dict[tuple[str, str], float]:
    """07.3: the change of South Korea less that of a control, July to December, by control and base."""
    return {
        (name, base): _change(KOREA, base=base) - _change(one, base=base)
        for name, one in CONTROLS.items()
        for base in BASES
    }


def korea_alone() -> list[float]:
    """07.3: South Korea's change without any control, on each base."""
    return [_change(KOREA, base=base) for base in BASES]


def korea_without_control() -> list[float]:
    """07.a: South Korea's change, or its change of rate, without any control."""
    return [_change(KOREA), _change(KOREA) - _change(KOREA, "first")]


def other_controls() -> list[str]:
    """07.a: the controls that the lesson leaves to the class."""
    return [name for name in CONTROLS if name != WORKED]


def opposite(found: dict) -> list[float]:
    """The same numbers with the other sign."""
    return [-one for one in found.values()]


def visitor_sources() -> set[str]:
    """07.3: the files that hold the months used."""
    rows = data.series(KOREA, *CONTROLS.values())
    return set(rows.loc[rows["date"].str[:4].isin([YEAR, *BASES]), "source_id"])


def conflict(conflict_id: str) -> pd.Series:
    """One row of the register of disagreements."""
    return data.row("conflicts", conflict_id)


def kinds() -> dict[str, str]:
    """07.1: what kind of gap each is, by the register."""
    return {name: conflict(found)["kind"] for name, found in GAPS.items()}


def days() -> dict[str, str]:
    """07.2: the day of each step."""
    return {name: data.row("events", event)["start"] for name, event in STEPS.items()}


def carriers_of_force() -> set[str]:
    """07.2: documents that carry the day on which the change took effect."""
    links = data.table("event_sources")
    return {*links.loc[links["event_id"] == STEPS["in force"], "source_id"], conflict(_FORCE)["source_b"]}


def _months(series_id: str) -> dict[str, tuple]:
    rows = data.series(series_id)
    rows = rows[rows["value"] > 0]
    return {row.date: (row.value, row.low, row.high, row.source_id) for row in rows.itertuples()}


def prices() -> dict[str, list[float]]:
    """07.4: yen per kilogram in each month that has weight and value; both ends where two prints differ."""
    weight, value = _months("hf-jp-exports-korea-t"), _months("hf-jp-exports-korea-jpy")
    out = {}
    for month in sorted(set(weight) & set(value)):
        yen, low, high, _ = value[month]
        ends = {yen, *(end for end in (low, high) if end == end)}
        out[month] = [end / (weight[month][0] * 1000) for end in sorted(ends)]
    return out


def price_months() -> list[str]:
    """07.4: the months to choose from."""
    return list(prices())


def price_sources() -> dict[str, set[str]]:
    """07.4: the documents that carry weight or value of a month."""
    weight, value = _months("hf-jp-exports-korea-t"), _months("hf-jp-exports-korea-jpy")
    return {month: {weight[month][3], value[month][3]} for month in prices()}


def values_alone() -> list[float]:
    """07.4: the value of a month, in millions or in single yen."""
    values = [float(found[0]) for found in _months("hf-jp-exports-korea-jpy").values()]
    return [*values, *(one / 10**6 for one in values)]


def mirror_verdict() -> str:
    """07.4: which customs service has July right; open as long as the register says so."""
    found = conflict("hf-mirror-july-2019")
    return OPEN if found["status"] == "open" else ""


def fitting() -> dict[str, str]:
    """07.5: the print that stands; OPEN where the register has not settled which."""
    return {name: _stands(*found) for name, found in PRINTS.items()}


def _stands(conflict_id: str, *printed: str) -> str:
    if conflict(conflict_id)["status"] == "open":
        return OPEN
    links, figures = data.table("conflict_figures"), data.table("figures")
    mine = figures["figure_id"].isin(links.loc[links["conflict_id"] == conflict_id, "figure_id"])
    wrong = figures.loc[mine & (figures["status"] == "contradicted"), "value"]
    (left,) = [text for text in printed if not any(_same_digits(value, text) for value in wrong)]
    return left


def _same_digits(value: float, text: str) -> bool:
    """Whether a number of the table is the printed one, whatever unit it was printed in."""
    given = float(text.replace(",", ""))
    if given * value <= 0:
        return False
    power = log10(value / given)
    return abs(power - round(power)) < 1e-9


def imports_of_fifty_years() -> float:
    """07.5: what the imports must be, in billion dollars, if the exports and the deficit stand."""
    deficit = data.row("figures", "hist-f202")["value"] / 1000
    return float(data.row("figures", "kr-cumulative-exports-1965-2015")["value"] + deficit)


def difference_of_fifty_years() -> float:
    """07.5: the deficit taken from the exports instead of added to them."""
    return (
        2 * float(data.row("figures", "kr-cumulative-exports-1965-2015")["value"]) - imports_of_fifty_years()
    )


def imports_as_printed() -> float:
    """07.5: the sum that does not fit its neighbours."""
    return float(data.row("figures", "kr-cumulative-imports-1965-2015")["value"])


def replaced_claims() -> list[str]:
    """07.6: statements on whether the materials were replaced."""
    claims = data.table("claims")
    return sorted(claims.loc[claims["topic"] == REPLACED, "claim_id"])


def quarrel() -> set[str]:
    """07.6: the two statements of the page on which the two newspapers differ."""
    claims = data.table("claims")
    same = claims["source_id"] == "hankyungtv-2022-07-11-dependence"
    return set(claims.loc[same & (claims["topic"] == REPLACED), "claim_id"])


def rise() -> float:
    """07.6: the change of the level from 2020 to 2021, in per cent."""
    values = data.series(HF_LEVEL).set_index("date")["value"]
    return float(100 * (values["2021"] / values["2020"] - 1))


def still_down() -> float:
    """07.6: the same level against 2018."""
    values = data.series(HF_LEVEL).set_index("date")["value"]
    return float(100 * (values["2021"] / values["2018"] - 1))


def losses() -> dict[str, float]:
    """07.7: the share of a good in the loss of 2019, in per cent."""
    whole = _loss(LOSS)
    return {name: 100 * _loss(good) / whole for name, good in GOODS.items()}


def _loss(series_id: str) -> float:
    values = data.series(series_id).set_index("date")["value"]
    return float(values["2019"] - values["2018"])


def own_changes() -> list[float]:
    """07.7: the change of a good on the year, which is no share of the loss."""
    values = [data.series(good).set_index("date")["value"] for good in GOODS.values()]
    changes = [100 * (one["2019"] / one["2018"] - 1) for one in values]
    return [*changes, *(abs(one) for one in changes)]


def cause() -> str:
    """07.7: how much of the loss the step of July caused; open as long as the register says so."""
    return OPEN if conflict(_CAUSE)["status"] == "open" else ""


def earlier_rows() -> set[str]:
    """07.7: rows whose whole period lies before the step of July."""
    return {one for one in ROWS if before(data.row("figures", one)["date"], STEP) == "yes"}


def shown_sentences() -> set[str]:
    """07.exit: the sentences that the series show."""
    food = [_loss(f"jpcustoms-exports-{land}-foodstuff") for land in ("korea", "taiwan")]
    tests = {
        "visitors": abs(_change(KOREA) + 50) < 5,
        "earlier": data.row("figures", "h1-2019-jp-exports-korea")["value"] < 0,
        "food": food[0] < 0 < food[1],
    }
    return {name for name, holds in tests.items() if holds}
