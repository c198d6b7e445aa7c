"""Sums that must come out: what parts give, held against the total that a source prints.

Months against years, men and women against everybody, exports less imports against the balance, payments
against the sum of payments. The table `identities` lists them with their parts, `identity_exceptions` the
dates on which a source itself does not add up: each of those is a disagreement of its own. Lists of launches,
the rounds of cost sharing and the five articles are counted here.

    faults(tables)     the sums that do not come out and that no exception explains
    residuals(tables)  every sum, date by date: identity_id, date, residual, lower, upper
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pandas as pd

from helpers.dates import when

# A count that does not fit its printed total -> the conflict that tells of it.
EXPLAINED = {
    "observations.csv, dprk_missiles_jp_mod · 2019, value": "launches-2019-missiles",
    "observations.csv, dprk_launch_events_rok_mnd · 2016, value": "launches-2016-total",
}

Sum = tuple[str, float, float, float]  # file, row and column; what its parts give; what is printed; rounding
Values = dict[str, float]  # date -> value


def faults(tables: Any) -> Iterator[str]:
    """Yield each printed sum that its parts do not give, one line each. `tables` is a `rules.Tables`."""
    yield from _broken_identities(tables)
    conflicts = set(tables["conflicts"]["conflict_id"])
    for where, ours, printed, rounding in itertools.chain(*(check(tables) for check in CHECKS)):
        fits = abs(ours - printed) <= rounding + 1e-9
        if not fits and EXPLAINED.get(where) not in conflicts:
            found = f"{where}: {printed:,.10g} is printed, but the parts give {ours:,.10g}"
            yield f"{found}: correct a row, or add one to conflicts.csv and to EXPLAINED in helpers/sums.py"
        if fits and where in EXPLAINED:
            yield f"{where}: {printed:,.10g} is now what the parts give: remove it from EXPLAINED"


def residuals(tables: Any) -> pd.DataFrame:
    """Return every sum date by date: identity_id, date, residual and the limits between which it is right.

    The residual is the target less its parts; for ratios, steps and means it is the ratio, the relative step
    and the difference in per cent. Single figures have no date.
    """
    parts, numbers = _parts(tables["identity_parts"]), _numbers(tables)
    rows = [
        (row["identity_id"], date, residual, row["lower"], row["upper"])
        for _, row in tables.rows("identities")
        for date, residual in _KINDS[row["kind"]](row, parts[row["identity_id"]], numbers)
    ]
    return pd.DataFrame(rows, columns=["identity_id", "date", "residual", "lower", "upper"])


def _broken_identities(tables: Any) -> Iterator[str]:
    found = residuals(tables)
    for where, row in tables.rows("identities"):
        if row["identity_id"] not in set(found["identity_id"]):
            yield f"{where}, target_id: {row['target_id']!r} has no date in common with its parts: see both"
    excused = {(row["identity_id"], row["date"]) for _, row in tables.rows("identity_exceptions")}
    fitting = set()
    for row in found.itertuples():
        slack = 1e-6 * max(1.0, abs(row.lower))
        upper = math.inf if math.isnan(row.upper) else row.upper
        if row.lower - slack <= row.residual <= upper + slack:
            fitting.add((row.identity_id, row.date))
        elif not excused & {(row.identity_id, row.date), (row.identity_id, "all")}:
            limits = f"{row.lower:g} to {row.upper:g}" if upper < math.inf else f"at least {row.lower:g}"
            where = f"identities.csv, {row.identity_id}, date {row.date or '-'}"
            yield (
                f"{where}: {row.residual:.6g} is outside {limits}: correct a number, or add a row to "
                "identity_exceptions.csv with its conflict"
            )
    for name, date in sorted(excused & fitting):
        yield f"identity_exceptions.csv, {name} · {date}: the sum now comes out: delete the exception"


class _Numbers:
    """Values of series by date, and of figures."""

    def __init__(self, series: dict[str, Values], figures: Values) -> None:
        self.series, self.figures = series, figures


def _numbers(tables: Any) -> _Numbers:
    series: dict[str, Values] = defaultdict(dict)
    for row in tables["observations"].itertuples():
        if not math.isnan(row.value):
            series[row.series_id].setdefault(row.date, row.value)
    figures = dict(zip(tables["figures"]["figure_id"], tables["figures"]["value"], strict=True))
    return _Numbers(series, figures)


def _parts(frame: pd.DataFrame) -> dict[str, list[tuple[str, float, int]]]:
    parts = defaultdict(list)
    for row in frame.itertuples():
        parts[row.identity_id].append((row.part_id, row.coefficient, int(row.lag_years)))
    return parts


Residuals = Iterator[tuple[str, float]]


def _each_date(row: dict, parts: list, numbers: _Numbers) -> Iterator[tuple[str, float, list[float]]]:
    """The target's value on each date, and the values of the parts (nan where a part has none)."""
    series = [
        {_later(date, lag): value for date, value in numbers.series[name].items()}
        if lag
        else numbers.series[name]
        for name, _, lag in parts
    ]
    target = numbers.series[row["target_id"]] if row["target_id"] else {}
    dates = target or set(series[0]).intersection(*series[1:])
    for date in sorted(dates):
        values = [values.get(date, math.nan) for values in series]
        if not all(map(math.isnan, values)):
            yield date, target.get(date, row["constant"]), values


def _sum(row: dict, parts: list, numbers: _Numbers) -> Residuals:
    """A part that has no value on a date counts as nothing, but with a minus sign there must be both."""
    signed = any(coefficient < 0 for _, coefficient, _ in parts)
    for date, target, values in _each_date(row, parts, numbers):
        if not (signed and any(map(math.isnan, values))):
            total = sum(c * v for (_, c, _), v in zip(parts, values, strict=True) if not math.isnan(v))
            yield date, target - total


def _months(row: dict, parts: list, numbers: _Numbers) -> Iterator[tuple[str, float, list[float]]]:
    target = numbers.series[row["target_id"]]
    for year in sorted(date for date in target if len(date) == 4):
        months = [value for date, value in numbers.series[parts[0][0]].items() if date[:5] == f"{year}-"]
        if months:
            yield year, target[year], months


def _sum_months(row: dict, parts: list, numbers: _Numbers) -> Residuals:
    return (
        (year, total - sum(months))
        for year, total, months in _months(row, parts, numbers)
        if len(months) == 12
    )


def _months_at_most(row: dict, parts: list, numbers: _Numbers) -> Residuals:
    return ((year, total - sum(months)) for year, total, months in _months(row, parts, numbers))


def _mean_months(row: dict, parts: list, numbers: _Numbers) -> Residuals:
    for year, total, months in _months(row, parts, numbers):
        if len(months) == 12:
            yield year, 100 * (12 * total / sum(months) - 1)


def _sum_years(row: dict, parts: list, numbers: _Numbers) -> Residuals:
    yield "all", row["constant"] - sum(numbers.series[parts[0][0]].values())


def _sum_span(row: dict, parts: list, numbers: _Numbers) -> Residuals:
    for span, total in numbers.series[row["target_id"]].items():
        first, _, last = span.partition("/")
        years = [
            value for date, value in numbers.series[parts[0][0]].items() if first <= date <= (last or first)
        ]
        if years:
            yield span, total - sum(years)


def _growth(row: dict, parts: list, numbers: _Numbers) -> Residuals:
    amounts = numbers.series[parts[0][0]]
    for date, printed in numbers.series[row["target_id"]].items():
        if date in amounts and _later(date, -1) in amounts:
            yield date, printed - 100 * (amounts[date] / amounts[_later(date, -1)] - 1)


def _quotient(row: dict, parts: list, numbers: _Numbers) -> Residuals:
    (_, factor, _), _ = parts
    for date, target, (above, below) in _each_date(row, parts, numbers):
        if not (math.isnan(above) or math.isnan(below)):
            yield date, target - factor * above / below


def _ratio(row: dict, parts: list, numbers: _Numbers) -> Residuals:
    return ((date, target / part) for date, target, [part] in _each_date(row, parts, numbers) if part)


def _step(row: dict, parts: list, numbers: _Numbers) -> Residuals:
    dated = sorted(numbers.series[row["target_id"]].items())
    for (last, before), (date, now) in itertools.pairwise(dated):
        if before and _months_between(last, date) <= 12:
            yield date, abs(now / before - 1)


def _figures(row: dict, parts: list, numbers: _Numbers) -> Residuals:
    total = sum(coefficient * numbers.figures[name] for name, coefficient, _ in parts)
    constant = 0.0 if math.isnan(row["constant"]) else row["constant"]
    yield "", numbers.figures[row["target_id"]] - total - constant if row["target_id"] else constant - total


_KINDS = {
    "sum": _sum, "at-most": _sum, "equal": _sum, "sum-months": _sum_months, "months-at-most": _months_at_most,
    "mean-months": _mean_months, "sum-years": _sum_years, "sum-span": _sum_span, "growth": _growth,
    "quotient": _quotient, "ratio": _ratio, "step": _step, "figures": _figures,
}  # fmt: skip


def _months_between(one: str, two: str) -> int:
    first, second = (when(date).begins for date in (one, two))
    return 12 * (second.year - first.year) + second.month - first.month


def _later(date: str, years: int) -> str:
    return f"{int(date[:4]) + years}{date[4:]}"


# --- counts in lists and articles --------------------------------------------------------------------------


def _payments(tables: Any) -> Iterator[Sum]:
    paid = _values(tables, "sma_contribution_krw")
    dollars = {year: value / 100 for year, value in _values(tables, "sma_contribution_usd").items()}
    for where, row in tables.rows("cost_sharing_rounds"):
        year, amounts = row["years"][:4], paid if "KRW" in row["amount_unit"] else dollars
        yield f"{where}, first_year_amount", amounts[year], row["first_year_amount"], 0
        if not pd.isna(row["first_year_change_pct"]) and _later(year, -1) in amounts:
            yield (
                f"{where}, first_year_change_pct",
                _change(amounts, year),
                row["first_year_change_pct"],
                0.05,
            )


def _launches(tables: Any) -> Iterator[Sum]:
    """Entries and missiles in the lists of launches against the totals that the same papers print."""
    lists = tables["launches"].assign(year=tables["launches"]["launch_date"].str[:4])
    for who, series_id, count in (
        ("JPN-MOD", "dprk_launch_events_jp_mod", len),
        ("ROK-MND", "dprk_launch_events_rok_mnd", len),
        ("JCS-via-CSIS", "dprk_missile_rows_csis", len),
        ("JPN-MOD", "dprk_missiles_jp_mod", lambda rows: rows["number"].sum()),
    ):
        printed = _values(tables, series_id)
        for year, rows in lists[lists["listed_by"] == who].groupby("year"):
            if year in printed:
                yield f"observations.csv, {series_id} · {year}, value", count(rows), printed[year], 0


def _exchanges(tables: Any) -> Iterator[Sum]:
    by_year, stated = (_values(tables, f"gsomia_exchanges_{kind}") for kind in ("per_year", "cumulative"))
    for date, last in (("2018-12-31", "2018"), ("2019-08-23", "2019")):
        total = sum(value for year, value in by_year.items() if year <= last)
        yield f"observations.csv, gsomia_exchanges_cumulative · {date}, value", total, stated[date], 0


def _articles(tables: Any) -> Iterator[Sum]:
    lines = tables["article_lines"]
    for where, article in tables.rows("articles"):
        own = lines[lines["source_id"] == article["source_id"]]
        body, kept = own[own["role"] == "body"], own[own["is_article"]]
        around = kept["words"].sum() - body["words"].sum()  # headline, standfirst, caption, credit
        yield f"{where}, body_paragraphs", len(body), article["body_paragraphs"], 0
        words = article["body_words"] + article["junk_words"] + around
        yield f"{where}, body_words and junk_words", own["words"].sum(), words, 0


def _voices(tables: Any) -> Iterator[Sum]:
    claims = tables["claims"].groupby(["source_id", "actor_id"]).size().to_dict()
    for where, voice in tables.rows("voices"):
        ours = claims.get((voice["source_id"], voice["actor_id"]), 0)
        yield f"{where}, attributed_claims", ours, voice["attributed_claims"], 0


def _values(tables: Any, series_id: str) -> Values:
    rows = tables["observations"]
    rows = rows[rows["series_id"] == series_id]
    return dict(zip(rows["date"], rows["value"], strict=True))


def _change(amounts: Values, year: str) -> float:
    return 100 * (amounts[year] / amounts[_later(year, -1)] - 1)


CHECKS = (_payments, _launches, _exchanges, _articles, _voices)
