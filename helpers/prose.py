"""Values for the sentences of a lesson, so that text and data cannot drift apart.

An author writes `{{ words(count("voices", source_id="seed-nyt-1122")) }} voices` in the source of a lesson.
The expression is evaluated when the notebook is built, and its text takes the place of the braces. An unknown
id or an empty cell stops the build with a message.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from helpers import data, dates
from helpers.errors import KitError, shown, unknown
from helpers.labels import names, title
from helpers.sources import cite

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "number",
    "percent",
    "words",
    "day",
    "month",
    "year",
    "weekday",
    "figure",
    "observed",
    "poll",
    "count",
    "cite",
    "ref",
    "names",
    "term",
    "title",
]


def number(value: float, decimals: int | None = None) -> str:
    """Return a number with commas, with as many decimals as it has or as you ask for.

    >>> number(1038.9), number(2 / 3, 1), number(12000)
    ('1,038.9', '0.7', '12,000')
    """
    exact = _exact(value)
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = f"{exact:,f}"
    return text.rstrip("0").rstrip(".") if decimals is None and "." in text else text


def percent(value: float, decimals: int | None = None) -> str:
    """Return a share that is already in per cent, with its sign.

    >>> percent(51.0), percent(51.04, 1)
    ('51%', '51.0%')
    """
    return f"{number(value, decimals)}%"


def words(value: int) -> str:
    """Return a whole number as an English word up to ninety-nine, above that in digits.

    >>> words(5), words(21), words(1200)
    ('five', 'twenty-one', '1,200')
    """
    exact = _exact(value)
    if exact != int(exact):
        raise KitError(f"Not a whole number: {shown(value)}.", "Use number() for a number with decimals.")
    whole = int(exact)
    if not 0 <= whole < 100:
        return number(whole)
    if whole < 20:
        return _SMALL[whole]
    tens, ones = divmod(whole, 10)
    return _TENS[tens - 2] + (f"-{_SMALL[ones]}" if ones else "")


def day(event_or_date: str, lang: str = "en") -> str:
    """Return the day of an event, or a date taken from a table, as the language writes it.

    In a lesson name the event, so that a corrected date reaches the sentence.

    >>> day("gsomia-2016-11-23-signed"), day("gsomia-2016-11-23-signed", "ja")
    ('23 November 2016', '2016年11月23日')
    """
    return dates.label(_date_of(event_or_date), lang)


def month(event_or_date: str, lang: str = "en") -> str:
    """Return the month in which an event began.

    >>> month("gsomia-2016-11-23-signed")
    'November 2016'
    """
    return dates.label(_start_of(event_or_date)[:7], lang)


def year(event_or_date: str, lang: str = "en") -> str:
    """Return the year in which an event began.

    >>> year("gsomia-2016-11-23-signed")
    '2016'
    """
    return dates.label(_start_of(event_or_date)[:4], lang)


def weekday(event_or_date: str, lang: str = "en") -> str:
    """Return the day of the week of an event.

    >>> weekday("gsomia-2016-11-23-signed")
    'Wednesday'
    """
    return dates.weekday(_start_of(event_or_date), lang)


def figure(figure_id: str, decimals: int | None = None, *, unit: bool = True) -> str:
    """Return one of the figures with its unit: a number, a range, or the text that the source gives.

    >>> figure("fig-002")
    '90 days'
    """
    found = data.row("figures", figure_id)
    ends = [number(found[end], decimals) for end in ("low", "high") if not _empty(found[end])]
    if not _empty(found["value"]):
        text = number(found["value"], decimals)
    elif ends:
        text = "–".join(ends)
    elif found["text_value"]:
        text = found["text_value"]
    else:
        raise KitError(f"The figure {figure_id!r} has no value, range or text.", "Name another figure.")
    gap = "" if found["unit"] in ("%", "") else " "
    return f"{text}{gap}{found['unit']}" if unit else text


def observed(series_id: str, date: str, source_id: str | None = None) -> float:
    """Return one value of a series, in the unit of the series.

    Where sources differ on that date, name the one you mean: the kit does not choose.

    >>> observed("sma_contribution_krw", "2019")
    10389.0
    """
    rows = data.series(series_id)
    found = _one(rows[rows["date"] == date], source_id)
    if found is None:
        raise unknown(f"date of the series {series_id}", date, rows["date"], f'See series("{series_id}").')
    if _empty(found["value"]):
        raise KitError(f"The series {series_id!r} has no single value for {date}.", "Use its low and high.")
    return float(found["value"])


def poll(poll_id: str, answer: str, subgroup: str = "all", source_id: str | None = None) -> str:
    """Return the share that gave an answer to a poll question, in per cent.

    >>> poll("kr-realmeter-2012-07-02", "oppose")
    '47.9%'
    """
    rows = data.table("polls")
    for column, value in (("poll_id", poll_id), ("subgroup", subgroup), ("answer", answer)):
        found = rows[rows[column] == value]
        if found.empty:
            where = "table polls" if column == "poll_id" else f"poll {poll_id}"
            raise unknown(f"{column} in the {where}", value, rows[column], 'See table("polls").')
        rows = found
    share = _one(rows, source_id)["percent"]
    if _empty(share):
        raise KitError(f"The poll {poll_id!r} states no share for {answer!r}.", "Name another answer.")
    return percent(share)


def count(table: str, **columns: object) -> int:
    """Return how many rows of a table have the given values in their columns.

    >>> count("articles")
    5
    """
    rows = data.table(table)
    for column, value in columns.items():
        if column not in rows.columns:
            raise unknown(f"column of the table {table}", column, rows.columns, f'See describe("{table}").')
        # A value that no row of the whole table has is a misspelling, and a count of 0 would hide it.
        known = data.table(table)[column]
        if not (known == value).any():
            kind = f"{column} in the table {table}"
            raise unknown(kind, value, known.astype(str), f'See table("{table}").')
        rows = rows[rows[column] == value]
    return len(rows)


def ref(source_id: str) -> str:
    """Return a short Markdown reference to a source: publisher and date, linked to the page that we read.

    >>> ref("rok-dwp-2018")  # doctest: +ELLIPSIS
    '[ROK Ministry of National Defense, 2018](https://...)'
    """
    source = data.row("sources", source_id)
    text = source["publisher"] or source["author"] or source["title"]
    if source["published"]:
        text = f"{text}, {dates.label(source['published'])}"
    text = text.replace("[", "(").replace("]", ")")
    return f"[{text}]({source['url']})" if source["url"] else text


def term(term_id: str, text: str = "") -> str:
    """Return a term with its Korean and Japanese forms beside it, for its first use in a lesson.

    Give `text` where the sentence needs another English form.

    >>> term("agreed-minutes")
    'Agreed Minutes (합의의사록, 合意議事録)'
    """
    found = data.row("terms", term_id)
    forms = ", ".join(found[name] for name in ("term_ko", "term_ja") if found[name])
    return f"{text or found['term_en']} ({forms})"


# --- parts -------------------------------------------------------------------------------------------------

_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def _empty(value: object) -> bool:
    return value is None or value != value  # only NaN differs from itself


def _exact(value: object) -> Decimal:
    """Return the number as it is written: Decimal(1.1) would be 1.100000000000000088817."""
    try:
        exact = Decimal(str(value))
    except ArithmeticError:
        exact = None
    if exact is None or not exact.is_finite() or isinstance(value, bool):
        raise KitError(f"Not a number: {shown(value)}.", "An empty cell of a table has no number to print.")
    return exact


def _date_of(event_or_date: str) -> str:
    """Return the days of an event as a date or a span, or the date itself; no clock times."""
    if not _is_event(event_or_date):
        return event_or_date
    event = data.row("events", event_or_date)
    start, end = (event[name].split("T")[0] for name in ("start", "end"))
    return f"{start}/{end}" if end and end != start else start


def _start_of(event_or_date: str) -> str:
    return _date_of(event_or_date).split("/")[0]


def _is_event(text: object) -> bool:
    return isinstance(text, str) and text[:1].isalpha()


def _one(rows: pd.DataFrame, source_id: str | None) -> pd.Series | None:
    """Return the only row, or the one of the named source; None where there is none at all."""
    if rows.empty:
        return None
    if source_id is not None:
        if source_id not in set(rows["source_id"]):
            raise unknown("source for this value", source_id, rows["source_id"], "Name one of its sources.")
        rows = rows[rows["source_id"] == source_id]
    if len(rows) > 1:
        sources = ", ".join(rows["source_id"])
        raise KitError(f"More than one source gives this value: {sources}.", "Say which: source_id=...")
    return rows.iloc[0]
