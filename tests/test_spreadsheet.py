"""A table of the course was opened in a spreadsheet and saved: the message says what happened and what to do.

Each case damages a copy of the real `events.csv` or `polls.csv` as spreadsheets do.
"""

import csv
import io
import re
import shutil

import pytest

from helpers import data
from helpers.errors import KitError


@pytest.fixture
def saved(tmp_path, monkeypatch):
    """Return a function that changes a copy of a table and gives the message of reading it."""
    folder = shutil.copytree(data.folder(), tmp_path / "course_data")
    monkeypatch.setenv("TWO_SHORES_DATA", str(folder))

    def save(name, change):
        path = folder / f"{name}.csv"
        changed = change(path.read_text(encoding="utf-8"))
        path.write_bytes(changed if isinstance(changed, bytes) else changed.encode())
        with pytest.raises(KitError) as caught:
            data.table(name)
        return str(caught.value)

    return save


def cells(change):
    """A change of each row below the header, given as cells."""

    def apply(text):
        header, *rows = csv.reader(io.StringIO(text, newline=""))
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([header, *map(change, rows)])
        return out.getvalue()

    return apply


def months(text):
    """Dates as an English spreadsheet writes them: 2019-11-01 becomes 1-Nov-19."""
    names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    def short(match):
        year, month, day = match.groups()
        return f",{int(day)}-{names[int(month) - 1]}-{year[2:]},"

    return re.sub(r",(\d{4})-(\d\d)-(\d\d),", short, text)


def percent_signs(row):
    return [cell + "%" if cell.replace(".", "").isdigit() else cell for cell in row]


def german(text):
    return text.replace(",true,", ",WAHR,").replace(",false,", ",FALSCH,")


@pytest.mark.parametrize(
    ("name", "change", "where", "what", "repair"),
    [
        ("polls", lambda text: text.replace(",", ";"), "polls.csv, line 1", "semicolons", "CSV UTF-8"),
        ("polls", lambda text: "sep=,\n" + text, "polls.csv, line 1", "'sep=", "Delete this line"),
        ("polls", lambda text: text.encode("utf-16"), "polls.csv", "UTF-16", "CSV UTF-8"),
        ("actors", lambda text: text.encode("cp949", "replace"), "actors.csv, line", "UTF-8", "CSV UTF-8"),
        ("events", months, "column start", "is not a date", "year-month-day"),
        ("events", lambda text: text.replace('"', ""), "events.csv, line", "cells for", "lost its double"),
        ("polls", cells(percent_signs), "polls.csv, line", "is not a", "Write "),
        ("polls", lambda text: text.replace("poll_id", "Poll ID", 1), "line 1", "'poll_id'", "the same"),
        ("polls", german, "column is_subtotal", "neither true nor false", "True where"),
    ],
    ids=[
        "semicolons", "sep line", "utf-16", "cp949", "dates", "quotes", "percent signs", "header", "booleans",
    ],
)  # fmt: skip
def test_a_damaged_table_is_refused_with_the_place_and_the_repair(saved, name, change, where, what, repair):
    message = saved(name, change)
    for words in (where, what, repair):
        assert words in message
