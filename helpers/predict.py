"""Predict, then look: the reader draws or types what they expect; only then do the data appear beside it.

    predict("jnto-kr-annual", show_until="2018", guess=["2019", "2020"])

    asked   known values are on the page, hidden ones only in Python  ──>  .values, .reason
    looked  the hidden ones are sent to the page                      ──>  .prediction, .answer

A prediction is not marked. It is there so that the reader notices what they took for granted: hence it cannot
be changed after the look, and is never written into the notebook.
"""

from __future__ import annotations

import json
from base64 import b64encode
from typing import TYPE_CHECKING, NoReturn

import traitlets

from helpers import expectation, sketch
from helpers.distance import amount, checked, plain, said
from helpers.errors import KitError, language, shown, unknown
from helpers.expectation import Expectation
from helpers.widget import Text, Widget, YesOrNo, pixels, script, style

if TYPE_CHECKING:
    import pandas as pd

_KEPT: dict[str, dict] = {}  # predictions with a name, as long as the kernel lives


def predict(
    series: str | None = None,
    *,
    show_until: str | None = None,
    show_from: str | None = None,
    guess: str | list[str] | None = None,
    figure_id: str | None = None,
    value: float | None = None,
    low: float | None = None,
    high: float | None = None,
    unit: str = "",
    sources: list[str] | None = None,
    question: str = "",
    least: float | None = None,
    most: float | None = None,
    name: str = "",
    lang: str = "en",
    height: int = 420,
) -> PredictThenLook:
    """Return a widget that asks for a prediction first and shows the data after it.

    Ask in one of three ways:

    * about a `series`: values up to `show_until` (from `show_from` on) are shown, those of the dates in
      `guess` are asked for; without `guess` all later ones; without `show_until` all that come before the
      first date asked for are shown;
    * about a number of the table figures: `figure_id`;
    * about a number of your own: `value`, or `low` and `high` for a range, with `unit`, `question` and
      `sources` (source ids). The number then stands in your cell, where the reader sees it: for a class take
      a `figure_id`.

    `question` is the heading, `least` and `most` what is possible at all; `lang` "en", "ko" or "ja". With a
    `name` the prediction outlives the cell: run the cell again in the same kernel and it is there again, in
    another language too. Give another name to begin anew. Restarting the kernel forgets all predictions.

    In a notebook the hidden values stay in Python until "Look" is pressed. A page without a kernel
    (`helpers.page`) must bring them along: they are not shown before the look, but whoever reads the source
    of the page can find them. Never ask for a guess about victims.

    A KitError names an unknown series, date, figure or source.

    >>> p = predict("jnto-kr-annual", show_until="2018", guess=["2019"])
    >>> p.fill({"2019": 8_000_000}, reason="It rose every year.")
    >>> p.look()
    >>> p.prediction[["date", "guess", "data"]].values.tolist()
    [['2019', 8000000.0, 5584597.0]]
    """
    bounds = {"least": least, "most": most, "lang": language(lang)}
    number = next((one for one in (value, low, high) if one is not None), None)
    ways = {"series": series, "figure_id": figure_id, "value": number}
    given = [way for way, what in ways.items() if what is not None]
    if len(given) != 1:
        what = f"{' and '.join(given)} are given" if given else "Nothing is given to predict"
        raise KitError(f"{what}.", "Give a series, or figure_id=..., or value=... with unit and sources.")
    if not isinstance(question, str) or not isinstance(name, str):
        raise KitError(f"Not a text: {shown(question if name == '' else name)}.", "Put it between quotes.")
    if series is not None:
        dates = {"show_until": show_until, "show_from": show_from, "guess": guess}
        asked = expectation.of_series(series, question=question, **dates, **bounds)
    elif figure_id is not None:
        asked = expectation.of_figure(figure_id, question=question, **bounds)
    else:
        about = {"low": low, "high": high, "unit": unit, "question": question, "sources": sources}
        asked = expectation.of_number(value, **about, **bounds)
    asked.story["height"] = pixels(height)
    return PredictThenLook(asked, name)


class _Values(traitlets.Dict):
    def error(self, widget: PredictThenLook, value: object, *details: object) -> NoReturn:
        raise KitError(f"values cannot be {shown(value)}.", 'Write {"2019": 8000000}: a date and a number.')


class PredictThenLook(Widget):
    """A question, the reader's prediction, and after the look the data. Made by `predict()`.

    `.values` are the guesses by date (for a single number the key is its date, or "" where it has none),
    `.reason` is the reader's own text, `.looked` is True once the data have been shown.
    """

    _esm, _css = script("predict"), style("base", "predict")

    values = _Values().tag(sync=True)
    reason = Text("").tag(sync=True)
    looked = YesOrNo(False).tag(sync=True)
    revealed = traitlets.Dict().tag(sync=True)  # empty until the look

    def __init__(self, asked: Expectation, name: str = "") -> None:
        self._asked, self._name, self._frozen = asked, name, False
        super().__init__(story=asked.story)
        kept = _KEPT.get(name, {})
        if kept and kept["key"] != asked.key:
            what = f"The name {name!r} already keeps a prediction about another question."
            raise KitError(what, "Give this one a name of its own.")
        self.observe(self._keep, ["values", "reason", "looked"])
        self.values, self.reason = kept.get("values", {}), kept.get("reason", "")
        self.looked = kept.get("looked", False)

    def fill(self, values: dict[str, float], reason: str | None = None) -> None:
        """Give guesses by date, and a reason: what the chart and the fields do on the page.

        >>> p = predict("jnto-kr-annual", guess=["2019", "2020"])
        >>> p.fill({"2019": 8_000_000, "2020": 8_500_000}, reason="More flights.")
        >>> p.reason
        'More flights.'
        """
        if not isinstance(values, dict):
            self.values = values
        self.values = self.values | values
        if reason is not None:
            self.reason = reason

    def look(self) -> None:
        """Show the data. A KitError names the values that are still missing."""
        self.looked = True

    @property
    def prediction(self) -> pd.DataFrame:
        """One row for each value asked for: date and guess; after the look data, low and high too.

        Where two sources differ, the date has a row for each. Numbers are in the unit of the question.
        """
        import pandas as pd

        if not self.looked:
            rows = [(date, self.values.get(date)) for date in self._asked.dates]
            return pd.DataFrame(rows, columns=["date", "guess"]).astype({"guess": float})
        asked = [row for row in self.revealed["rows"] if row["asked"]]
        parts = ("value", "low", "high")
        rows = [(row["date"], self.values[row["date"]], *map(row.get, parts)) for row in asked]
        columns = ["date", "guess", "data", "low", "high"]
        return pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(columns[1:], float))

    @property
    def answer(self) -> dict:
        """The prediction as a plain dictionary: what was asked, unit, guesses, reason, if it is final."""
        said = {"unit": self.story["unit"], "guess": dict(self.values), "reason": self.reason}
        return self._asked.about | said | {"looked": self.looked}

    def to_table(self) -> pd.DataFrame:
        """Return all values in words: date, known value, guess; after the look data, distance and source."""
        import pandas as pd

        unit, hidden = self.story["unit"], self.revealed or {"rows": []}
        rows = [{"date": point["date"], "known": said(point, self.story)} for point in self.story["known"]]
        told = sketch.sentences(self.story, self.values, hidden) if self.looked else []
        data = list(zip(hidden["rows"], told, strict=True))
        for date in self._asked.dates:
            guess = {"guess": amount(self.values[date], unit) if date in self.values else ""}
            found = [(row, line) for row, line in data if row["date"] == date]
            rows += [
                {"date": date, "data": said(row, self.story), "words": line, "source": row["source"]} | guess
                for row, line in found
            ] or [{"date": date} | guess]
        columns = ["date", "known", "guess", *(["data", "words", "source"] if self.looked else [])]
        return pd.DataFrame([dict.fromkeys(columns, "") | row for row in rows], columns=columns)

    def to_svg(self) -> str:
        """Return the chart as an SVG: the known values and the guess; after the look the data too."""
        return sketch.svg(self.story, self.values, self.revealed or None)

    def to_html(self) -> str:
        """Return a sheet to print: before the look with room to draw and write, after it with the data."""
        return sketch.html(self.story, self.values, self.reason, self.revealed or None)

    def describe(self) -> str:
        """Return one paragraph that says what is asked, what is known, and after the look what came out."""
        words, known = self.story["words"], self.story["known"]
        title = sketch.heading(self.story)
        parts = [f"{words['name']}: {title} ({self.story['unit']})."]
        if known:
            ends = [known[0], known[-1]] if len(known) > 1 else known
            listed = ", ".join(f"{point['label']} {said(point, self.story)}" for point in ends)
            parts.append(f"{words['known']} ({len(known)}): {listed}.")
        if self.looked:
            return " ".join([*parts, *sketch.sentences(self.story, self.values, self.revealed)])
        left = [asked["label"] or title for asked in self.story["asked"] if asked["date"] not in self.values]
        return " ".join([*parts, f"{words['unset']}: {', '.join(left)}." if left else words["ready"]])

    def __repr__(self) -> str:
        return self._told(self.values, self.reason, self.revealed)

    def sealed(self) -> dict:
        """Return what a page without a kernel needs beside the traits: the hidden part, in a code."""
        text = json.dumps(self._asked.hidden, ensure_ascii=False)
        return {"sealed": b64encode(text.encode()).decode()}

    def _repr_mimebundle_(self, **options: object) -> tuple[dict, dict]:
        content, metadata = super()._repr_mimebundle_(**options)
        # A notebook keeps the question alone, whatever the reader has predicted and seen in this kernel
        blank = {"text/plain": self._told({}, "", {}), "text/html": sketch.html(self.story, {}, "")}
        return content | blank, metadata

    def _told(self, guesses: dict, reason: str, hidden: dict) -> str:
        known = self.story["known"]
        lines = [f"PredictThenLook: {sketch.heading(self.story)} ({self.story['unit']})"]
        if known:
            span = f"{known[0]['date']} to {known[-1]['date']}, {len(known)} values"
            lines.append(f"known: {span}, the last {said(known[-1], self.story)}")
        asked = [f"{date} {plain(guesses[date]) if date in guesses else '?'}" for date in self._asked.dates]
        lines.append(f"guess: {' · '.join(part.strip() for part in asked)}")
        lines += [f"reason: {reason}"] if reason else []
        lines += sketch.sentences(self.story, guesses, hidden) if hidden else ["not looked yet"]
        return "\n  ".join(lines)

    def _keep(self, change: dict) -> None:
        if change["name"] == "looked":
            # From here on the prediction stands; the page gets what was hidden
            self._frozen, self.revealed = True, self._asked.hidden
        if self._name and not (_KEPT.get(self._name, {}).get("looked") and not self.looked):
            kept = {"values": dict(self.values), "reason": self.reason, "looked": self.looked}
            _KEPT[self._name] = kept | {"key": self._asked.key}

    @traitlets.validate("values")
    def _check_values(self, proposal: dict) -> dict:
        self._refuse_after_the_look()
        asked, least, most = self._asked.dates, self.story["least"], self.story["most"]
        made = {}
        for date, number in proposal["value"].items():
            if date not in asked:
                raise unknown("date in this prediction", date, asked, "Give one of the dates asked for.")
            made[date] = checked(number, f"The guess for {date or 'this number'}")
            if not (least is None or made[date] >= least) or not (most is None or made[date] <= most):
                ends = [f"at least {plain(least)}"] if least is not None else []
                ends += [f"at most {plain(most)}"] if most is not None else []
                raise KitError(f"A guess of {plain(made[date])} is not possible.", f"Give {', '.join(ends)}.")
        return {date: made[date] for date in asked if date in made}

    @traitlets.validate("reason")
    def _check_reason(self, proposal: dict) -> str:
        self._refuse_after_the_look()
        return proposal["value"]

    @traitlets.validate("looked")
    def _check_looked(self, proposal: dict) -> bool:
        if self._frozen and not proposal["value"]:
            raise KitError("A look cannot be taken back.", "Run the cell again for a new prediction.")
        left = [date or "the number" for date in self._asked.dates if date not in self.values]
        if proposal["value"] and left:
            raise KitError(f"No guess yet for {', '.join(left)}.", 'Give it first: .fill({"...": ...}).')
        return proposal["value"]

    def _refuse_after_the_look(self) -> None:
        if self._frozen:
            advice = "Make a new one with predict(...), under another name."
            raise KitError("This prediction was made before the look, and stays as it is.", advice)
