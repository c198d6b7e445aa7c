"""Control totals: how many rows a group has and what its numbers add up to.

Whoever types numbers into a table knows the trick of bookkeepers: write down the sum of a page when it has
been checked, and add it up again later. `control_totals.csv` is that list. It finds what no rule of meaning
can: a single number in which two digits have changed places, a unit that was swapped, a row that names
another document. Some totals mean nothing in themselves, such as the sum of all months of a column of dates;
they only have to stay the same.

    faults(tables)   groups that no longer give their control total
    make(tables)     the totals of today, as a table; `two-shores data --seal` writes them
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from math import fsum

import pandas as pd

from helpers import data

# table, the column that makes the groups, the columns that are added up (every group also counts its rows)
GROUPS = (
    ("observations", "series_id", ("value", "low", "high")),
    ("figures", "unit", ("value", "low", "high")),
    ("polls", "poll_id", ("percent", "asked", "sample_size")),
    ("launches", "listed_by", ("number", "range_km", "apogee_km")),
    ("cost_sharing_rounds", "amount_unit", ("first_year_amount", "first_year_change_pct")),
    ("series", "unit", ("lower_bound", "upper_bound")),
    ("identities", "kind", ("constant", "lower", "upper")),
    ("identity_parts", "lag_years", ("coefficient",)),
)
_KEY = ["table_name", "group_column", "group_value", "column_name"]
_ALL = "(all)"
_OWN = "control_totals"  # this table does not count itself

Total = tuple[str, str, str, str, float]


def make(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the control totals: table_name, group_column, group_value, column_name, total."""
    found = [*_groups(tables), *_rows_and_months(tables), *_references(tables)]
    return pd.DataFrame(found, columns=[*_KEY, "total"]).sort_values(_KEY, ignore_index=True)


def faults(tables: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    """Yield the groups that do not give their control total, one line each."""
    totals = [frame.set_index(_KEY)["total"] for frame in (tables[_OWN], make(tables))]
    written, today = (series.to_dict() for series in totals)
    for key in sorted({*written, *today}):
        before, now = written.get(key, 0.0), today.get(key, 0.0)
        if abs(before - now) > 1e-4:
            name, group, value, column = key
            yield (
                f"{name}.csv, {group} {value!r}, {column}: the control total is {before:,.12g}, the rows "
                f"give {now:,.12g}{_guess(now - before, column)}: compare them with their sources; "
                "if all are right, run two-shores data --seal"
            )


def _groups(tables: Mapping[str, pd.DataFrame]) -> Iterator[Total]:
    for name, group, columns in GROUPS:
        for value, rows in tables[name].groupby(group):
            yield name, group, str(value), "rows", float(len(rows))
            for column in columns:
                if total := round(fsum(rows[column].dropna().astype(float)), 4):
                    yield name, group, str(value), column, total


def _rows_and_months(tables: Mapping[str, pd.DataFrame]) -> Iterator[Total]:
    for resource in data.package()["resources"]:
        name = resource["name"]
        if name == _OWN:
            continue
        yield name, _ALL, _ALL, "rows", float(len(tables[name]))
        for field in resource["schema"]["fields"]:
            if data.is_date(field):
                months = sum(map(_months, tables[name][field["name"]]))
                yield name, _ALL, _ALL, f"months of {field['name']}", float(months)


def _references(tables: Mapping[str, pd.DataFrame]) -> Iterator[Total]:
    """How many rows of all tables name a document."""
    counted: Counter = Counter()
    for resource in data.package()["resources"]:
        for link in resource["schema"].get("foreignKeys", []):
            if link["reference"]["resource"] == "sources":
                counted.update(tables[resource["name"]][link["fields"][0]])
    for source_id, count in counted.items():
        if source_id:
            yield "sources", "source_id", source_id, "references", float(count)


def _months(text: str) -> int:
    """The months of all dates in a text, counted from the year nought: 2019-11 gives 24,239."""
    return sum(int(year) * 12 + int(month or 0) for year, month in re.findall(r"(\d{4})(?:-(\d\d))?", text))


def _guess(difference: float, column: str) -> str:
    """A difference that nine divides is the mark of two digits that have changed places."""
    number = column not in ("rows", "references") and not column.startswith("months")
    swapped = number and round(abs(difference) * 10_000) % 9 == 0
    return " (the difference can be divided by 9: have two digits changed places?)" if swapped else ""
