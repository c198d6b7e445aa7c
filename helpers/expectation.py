"""What a reader is asked to predict: what may be seen at once, and what stays hidden until then.

    series or number  ──>  Expectation  ──┬──>  .story     title, unit, known values, dates asked for
                                          └──>  .hidden    values, sources, caveats: for after the look

The two never mix: nothing of `.hidden` can be read out of `.story`. Caveats are hidden too, since they often
quote the very number that is asked for. What is counted and by which unit is told at once, because nobody can
guess well without it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from helpers import data, dates
from helpers.distance import checked, plain
from helpers.errors import KitError, shown, unknown
from helpers.labels import code, phrase
from helpers.sources import cite

if TYPE_CHECKING:
    import pandas as pd

MOST_ASKED = 24
# word of the widget: the placeholders that are filled in later, in Python and in static/src/predict.js alike
_PLAIN_WORDS = (
    "name draw type first reason look ready known guess data unset inside equal tiny no_mark your_reason "
    "cannot broken definition table cropped keys bad_digits blank blank_number result points"
)
WORDS = {
    **dict.fromkeys(_PLAIN_WORDS.split(), ""),
    "left": "n",
    "line": "date guess data",
    "context": "date data",
    "above": "diff percent",
    "below": "diff percent",
    "above_plain": "diff",
    "below_plain": "diff",
    "above_range": "diff",
    "below_range": "diff",
    "range": "low high",
    "low_only": "low",
    "high_only": "high",
    "value_range": "value range",
    "break": "date",
    "chart": "title unit",
    "bad_text": "text example",
    "bad_least": "least",
    "bad_most": "most",
}


@dataclass
class Expectation:
    """What is asked. `story` and `hidden` are plain data, ready for JSON; `key` tells questions apart."""

    key: tuple
    story: dict
    hidden: dict
    about: dict = field(default_factory=dict)  # what the answer repeats

    @property
    def dates(self) -> list[str]:
        """The dates that are asked for; for a single number one, which may be the empty text."""
        return [asked["date"] for asked in self.story["asked"]]


def of_series(
    series_id: str, *, show_until: str | None, show_from: str | None, guess: object, question: str,
    least: float | None, most: float | None, lang: str,
) -> Expectation:
    """Return what is asked about a series: the values of some dates, after others have been shown."""
    observed = data.series(series_id)
    asked = _asked(series_id, observed, show_until, guess)
    end = dates.when(show_until).ends if show_until else min(dates.when(date).begins for date in asked)
    begin = dates.when(show_from).begins if show_from else dates.when("0001").begins
    last = max(dates.when(date).ends for date in asked)
    breaks = sorted(observed.attrs["break_dates"])
    known, hidden = [], []
    for row in observed.to_dict("records"):
        span = dates.when(row["date"])
        point = _point(row, breaks, lang) | {"asked": row["date"] in asked}
        if point["asked"] or (span.ends > end and span.ends <= last):
            hidden.append(point)
        elif span.ends <= end and span.begins >= begin:
            known.append(point)
    if not known:
        raise KitError(
            f"The series {series_id!r} would show nothing before the question.",
            f"It runs from {observed['date'].iloc[0]} to {observed['date'].iloc[-1]}.",
            "Choose a later show_until or an earlier show_from.",
        )
    about = data.row("series", series_id)
    # The plausible bounds of the series would give the answer away; only whether it can be negative is used
    floor = 0 if least is None and about["lower_bound"] >= 0 else least
    marks = [date for date in dict.fromkeys(breaks) if known[0]["at"] < _place(date) <= _place(asked[-1])]
    story = {
        "kind": "series",
        "known": [_public(point) for point in known],
        "asked": [_place_of(date, breaks, lang) for date in asked],
        "break_dates": [{"at": _begin(date), "label": dates.label(date, lang)} for date in marks],
        "sources": _cited([point["source_id"] for point in known], lang),
    }
    story |= _common(about["title"], question, about["unit"], floor, most, lang)
    texts = [observed.attrs["caveats"], observed.attrs["breaks"]]
    what = data.table("series_breaks")
    what = what[(what["series_id"] == series_id) & what["date"].isin(marks)].to_dict("records")
    secret = {
        "rows": [_public(point) | {"source": cite(point["source_id"], lang)} for point in hidden],
        "breaks": [{"label": dates.label(row["date"], lang), "what": row["what"]} for row in what],
        "sources": _cited([point["source_id"] for point in [*known, *hidden]], lang),
    }
    _tell_or_hide(story, secret, observed.attrs["definition"], texts)
    return Expectation(("series", series_id, *asked), story, secret, {"series_id": series_id})


def of_figure(
    figure_id: str, *, question: str, least: float | None, most: float | None, lang: str
) -> Expectation:
    """Return what is asked about one number of the table figures."""
    row = data.row("figures", figure_id)
    if all(_none(row[part]) is None for part in ("value", "low", "high")) or row["unit"] in ("date", "year"):
        what = f"The figure {figure_id!r} is not a number: {shown(row['text_value'] or row['unit'])}."
        raise KitError(what, 'Choose one with a value: table("figures").dropna(subset="value").')
    made = _of_number(row.to_dict(), row["quantity"], question, least, most, lang)
    made.key, made.about = ("figure", figure_id), {"figure_id": figure_id}
    made.hidden["sources"] = _cited([row["source_id"]], lang)
    made.hidden["rows"][0]["source"] = cite(row["source_id"], lang)
    _tell_or_hide(made.story, made.hidden, row["counting_rule"], [row["note"]])
    return made


def of_number(
    value: float | None, *, low: float | None, high: float | None, unit: str, question: str,
    sources: list[str], least: float | None, most: float | None, lang: str,
) -> Expectation:
    """Return what is asked about a number that an author gives with its unit, question and sources."""
    for name, text in (("question", question), ("unit", unit)):
        if not isinstance(text, str) or not text.strip():
            raise KitError(f"A number to predict needs its {name}.", f'Give {name}="..." as a text.')
    ids = [sources] if isinstance(sources, str) else list(sources or [])
    if not ids:
        raise KitError("A number to predict needs a source.", 'Give sources=["..."], with source ids.')
    row = {"date": "", "unit": unit} | {
        name: None if number is None else checked(number, name)
        for name, number in (("value", value), ("low", low), ("high", high))
    }
    ends = [row[part] for part in ("low", "value", "high") if row[part] is not None]
    if not ends or ends != sorted(ends):
        advice = "Give value, or low and high, in order of size."
        raise KitError(f"Not a number with its range: {shown(ends)}.", advice)
    made = _of_number(row, question, question, least, most, lang)
    made.key, made.about = ("number", question, unit), {"question": question}
    made.hidden["sources"] = _cited(ids, lang)
    made.hidden["rows"][0]["source"] = "; ".join(source["text"] for source in made.hidden["sources"])
    return made


# --- from rows to points ------------------------------------------------------------------------------------


def _asked(series_id: str, observed: pd.DataFrame, show_until: str | None, guess: object) -> list[str]:
    """The dates to be predicted, in order of time; without `guess` all that come after `show_until`."""
    there = list(dict.fromkeys(observed["date"]))
    if guess is None and show_until is None:
        advice = 'Give show_until="2018", or guess=["2019", "2020"].'
        raise KitError(f"Nothing is asked about the series {series_id!r}.", advice)
    if guess is None:
        end = dates.when(show_until).ends
        asked = [date for date in there if dates.when(date).ends > end]
    else:
        asked = list(dict.fromkeys([guess] if isinstance(guess, str) else guess))
        for date in asked:
            if date not in there:
                raise unknown(f"date of the series {series_id}", date, there, f'See series("{series_id}").')
    if not 1 <= len(asked) <= MOST_ASKED:
        what = f"{len(asked)} dates of the series {series_id!r} are asked for."
        raise KitError(what, f"Ask for 1 to {MOST_ASKED}: guess=[...].", f"The series ends with {there[-1]}.")
    return sorted(asked, key=_place)


def _point(row: dict, breaks: list[str], lang: str) -> dict:
    values = {part: _none(row[part]) for part in ("value", "low", "high")}
    return _place_of(row["date"], breaks, lang) | values | {"source_id": row["source_id"]}


def _place_of(date: str, breaks: list[str], lang: str) -> dict:
    """Where a date stands; `stretch` counts the changes of method up to it."""
    stretch = sum(date >= start for start in breaks)
    return {"date": date, "label": dates.label(date, lang), "at": _place(date), "stretch": stretch}


def _public(point: dict) -> dict:
    return {name: value for name, value in point.items() if name != "source_id"}


def _none(value: object) -> float | None:
    """A missing number is None: JSON knows no NaN."""
    return None if value is None or value != value else float(value)


def _place(date: str) -> float:
    """The middle of a date, in years: 2019-07 is 2019.54."""
    when = dates.when(date)
    first = when.ends if when.open_start else when.begins
    last = when.begins if when.open_end else when.ends
    return round((_years(first) + _years(last)) / 2, 4)


def _begin(date: str) -> float:
    return round(_years(dates.when(date).begins), 4)


def _years(moment: object) -> float:
    return moment.year + (moment.timetuple().tm_yday - 1) / 366


def _of_number(
    row: dict, title: str, question: str, least: float | None, most: float | None, lang: str
) -> Expectation:
    label = dates.label(row["date"], lang) if row["date"] else ""
    point = {part: _none(row[part]) for part in ("value", "low", "high")}
    point |= {"date": row["date"], "label": label, "at": 0, "stretch": 0, "asked": True, "source": ""}
    lowest = min(point[part] for part in ("value", "low", "high") if point[part] is not None)
    floor = 0 if least is None and lowest >= 0 else least
    story = {"kind": "number", "known": [], "break_dates": [], "sources": [], "definition": ""}
    story["asked"] = [{"date": row["date"], "label": label, "at": 0, "stretch": 0}]
    story |= _common(title, question, row["unit"], floor, most, lang)
    return Expectation((), story, {"rows": [point], "breaks": [], "sources": [], "caveats": []})


def _common(
    title: str, question: str, unit: str, least: float | None, most: float | None, lang: str
) -> dict:
    slug = re.sub(r"[^a-z0-9]+", "_", unit.lower()).strip("_")
    known = (data.table("phrases")["key"] == f"predict_unit_{slug}").any()
    least, most = (None if end is None else checked(end, "least or most") for end in (least, most))
    if least is not None and most is not None and least >= most:
        raise KitError(f"No number lies between {plain(least)} and {plain(most)}.", "Swap least and most.")
    return {
        "lang": lang,
        "title": title,
        "question": question,
        "unit": code("predict_unit", slug, lang) if known else unit,
        "percent": unit in ("percent", "%"),
        "least": least,
        "most": most,
        "words": _words(lang),
    }


def _words(lang: str) -> dict:
    gaps = {word: {hole: f"{{{hole}}}" for hole in holes.split()} for word, holes in WORDS.items()}
    words = {word: phrase(f"predict_{word}", lang, **holes) for word, holes in gaps.items()}
    return words | {word: phrase(word, lang) for word in ("sources", "unit", "date")}


def _cited(ids: list[str], lang: str) -> list[dict]:
    """Each source once, with its flags, as a line and an address."""
    return [{"text": cite(one, lang), "url": data.row("sources", one)["url"]} for one in dict.fromkeys(ids)]


def _tell_or_hide(story: dict, hidden: dict, definition: str, caveats: list[str]) -> None:
    """Tell at once what is counted and by whom, unless that gives a number away; caveats come later."""
    values = (row[part] for row in hidden["rows"] for part in ("value", "low", "high"))
    secret = {plain(abs(value)).replace(",", "") for value in values if value}

    def harmless(text: str) -> bool:
        return not secret & {number.replace(",", "") for number in re.findall(r"\d[\d,]*(?:\.\d+)?", text)}

    told = harmless(definition)
    story["definition"] = definition if told else ""
    story["sources"] = [source for source in story["sources"] if harmless(source["text"])]
    hidden["caveats"] = [text for text in ([] if told else [definition]) + caveats if text]
