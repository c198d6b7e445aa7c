"""Figures that carry their own reading aid.

A chart of this kit is never a picture alone. It has a title, a sentence that says what to notice, its
sources, a description in words and the data as a table, and it refuses to be drawn without them:

    bars(words, "side", "quoted_words", unit="words",         a tidy table, the column of labels, the column
         title="Who is quoted?",                              of values, the unit
         notice="One speaker has half of all quoted words.",
         sources=words["source_id"],
         alt="Horizontal bars, one a side. United States 85 words, South Korea 49, North Korea 7.")

`bars`, `dots`, `lines` and `steps` each draw one kind of figure from a DataFrame; counting and sorting stay
in the lesson. `chart` takes a plotly figure of your own. All return a Chart, which a notebook shows as three
outputs: title, figure, caption.

Colours are those of Okabe and Ito, which colour-blind readers tell apart; each also has its own marker, dash
and hatching. A figure brings its own white paper: no text colour reaches a contrast of 4.5 on both the white
and the dark (#111111) background of JupyterLab (the best, a mid grey, has 4.3), and white paper prints.
"""

from __future__ import annotations

import base64
import math
import re
from collections.abc import Iterable
from datetime import datetime
from html import escape
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

from helpers import points as grid
from helpers import sources as library
from helpers.errors import KitError, shown
from helpers.points import Group, Plot, Point, columns_of, safe, say, tidy
from helpers.tables import scrollable

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

INK, PAPER, GRID = "#1b1b1b", "#ffffff", "#e2e2e2"
# Okabe and Ito without their yellow, which vanishes on paper, and with a grey for "others". Vermilion and
# blue come last, so that two sides of a dispute do not look like two teams.
COLOURS = ("#009E73", "#E69F00", "#CC79A7", "#56B4E9", "#999999", "#D55E00", "#0072B2")
MARKERS = ("circle", "square", "diamond", "triangle-up", "x", "cross", "star")
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot", "solid")
HATCHES = ("", "/", ".", "x", "\\", "-", "+")
HEIGHT, TALLEST = 340, 420  # pixels; a slide has no room for more


def bars(
    df: pd.DataFrame, x: str, y: str, *, by: str | None = None, low: str | None = None,
    high: str | None = None, stacked: bool = False, unit: str | None = None, height: int | None = None,
    title: str | None = None, notice: str | None = None, sources: Iterable[str] | str | None = None,
    alt: str | None = None,
) -> Chart:
    """Return bars from zero, with their values written on them: `x` the labels, `y` the lengths.

    Over words the bars lie, so that labels have room; over dates or numbers they stand. `by` gives each label
    one bar a group, side by side or, with `stacked=True`, end to end. `low` and `high` are the columns of a
    range, drawn as a whisker. The unit comes from `.attrs["unit"]` where it is not given.

        bars(words, "side", "quoted_words", unit="words", title=..., notice=..., sources=..., alt=...)
    """
    words = _words(title, notice, sources, alt)
    plot = grid.read(df, x, y, by=by, low=low, high=high, unit=unit)
    _refuse_a_hidden_range(df, x, low)
    _refuse_twins(plot)
    _refuse_a_range_alone(plot)
    across = plot.kind == "category"
    # Numbers over many standing bars would run into one another; the table has them.
    numbers = "inside" if stacked or low else "outside" if across or len(plot.points) <= 8 else "none"
    ends = _bar_ends(plot, stacked)
    traces = [_bar(group, across, numbers) for group in plot.groups]
    if stacked:
        _drop_numbers_without_room(traces, max(ends))
    layout = _layout(plot, _height(plot, 22 if stacked else 22 * len(plot.groups), height), across)
    layout |= {"barmode": "stack" if stacked else "group", "bargap": 0.3, "bargroupgap": 0.08}
    # Plotly leaves no room for the number at the end of a bar; a fifth holds "13,463" on a phone.
    room = 1.2 if numbers == "outside" else 1.04
    value_range = [min(ends) * room, max(ends) * room or 1]
    layout["xaxis" if across else "yaxis"] |= {"range": value_range, "zeroline": True}
    return _chart(traces, layout, plot.table, words)


def dots(
    df: pd.DataFrame, x: str, y: str, *, by: str | None = None, low: str | None = None,
    high: str | None = None, unit: str | None = None, height: int | None = None, title: str | None = None,
    notice: str | None = None, sources: Iterable[str] | str | None = None, alt: str | None = None,
) -> Chart:
    """Return one dot a row with a whisker from `low` to `high`: poll shares and margins, counts and ranges.

    Where `x` holds words, each label has a line of its own and values run to the right. A row with a range
    and no value shows the whisker alone. Two rows in one place show as two dots. Other words as in `bars`.

        dots(polls, "answer", "percent", by="pollster", low="low", high="high", unit="%", title=..., ...)
    """
    words = _words(title, notice, sources, alt)
    plot = grid.read(df, x, y, by=by, low=low, high=high, unit=unit)
    _refuse_a_hidden_range(df, x, low)
    across = plot.kind == "category"
    traces = [trace for group in plot.groups for trace in _dots(group.points, group, across, size=10)]
    layout = _layout(plot, _height(plot, 14 * len(plot.groups), height), across)
    if across and len(plot.groups) > 1:
        # Dots of one row stand below one another; a line between the rows keeps them together.
        layout |= {"scattermode": "group", "scattergap": 0.3}
        layout["yaxis"] |= {"showgrid": True, "tickson": "boundaries"}
    return _chart(traces, layout, plot.table, words)


def lines(
    df: pd.DataFrame, x: str, y: str, *, by: str | None = None, low: str | None = None,
    high: str | None = None, unit: str | None = None, height: int | None = None, title: str | None = None,
    notice: str | None = None, sources: Iterable[str] | str | None = None, alt: str | None = None,
) -> Chart:
    """Return values over time joined by a line: one, or one for each value of the column `by`.

    A date coarser than a day stands in the middle of its interval, with a bar over all of it. A year without
    a row leaves a gap. Other words as in `bars`.

    Raises a KitError where one line would hide something: two rows for one date, a range that is not shown,
    or a break in the method (`.attrs["breaks"]`). Then name the pieces in a column and pass it as `by`.

        lines(series("gallup_korea_fav_japan"), "date", "value", title=..., notice=..., sources=..., alt=...)
    """
    words = _words(title, notice, sources, alt)
    plot = grid.read(df, x, y, by=by, low=low, high=high, unit=unit)
    _refuse_words_on_the_axis(plot, x, "A line between words would show a path that does not exist.")
    _refuse_a_hidden_break(df, plot, by)
    _refuse_a_lost_register(df, by)
    _refuse_a_hidden_range(df, x, low)
    _refuse_twins(plot)
    traces = []
    for group in plot.groups:
        stations = _with_gaps(sorted(group.points, key=lambda point: point.begins))
        traces += _dots(stations, group, line={"dash": DASHES[group.number], "width": 2})
    return _chart(traces, _layout(plot, _height(plot, 0, height)), plot.table, words)


def steps(
    df: pd.DataFrame, x: str, y: str | None = None, *, by: str | None = None, unit: str | None = None,
    height: int | None = None, title: str | None = None, notice: str | None = None,
    sources: Iterable[str] | str | None = None, alt: str | None = None,
) -> Chart:
    """Return a count that grows in steps: `x` the dates, `y` the total on each date, or None to count rows.

    A month or a year does not say on which day the step was. Then two lines are drawn, the highest total
    possible on a day and the one certain by then, and the area between them is filled.

    Raises a KitError for two totals on one date and for a total that falls: such rows follow different
    counting rules and belong into two lines (`by`).

        dated = claims[claims["known_from"] != ""]
        steps(dated, "known_from", unit="statements", title=..., notice=..., sources=..., alt=...)
    """
    words = _words(title, notice, sources, alt)
    if y is None:
        df, y = _counted(df, x, by), "count"
    plot = grid.read(df, x, y, by=by, unit=unit)
    _refuse_words_on_the_axis(plot, x, "A count grows over time.")
    _refuse_a_hidden_break(df, plot, by)
    _refuse_a_hidden_range(df, x, None)
    _refuse_twins(plot)
    for point in plot.points:
        if point.value is None:
            raise KitError(f"The row {point.label!r} has no total.", "Drop such rows and say so.")
    traces = [trace for group in plot.groups for trace in _stairs(group)]
    return _chart(traces, _layout(plot, _height(plot, 0, height)), plot.table, words)


def chart(
    figure: go.Figure | dict, *, title: str | None = None, notice: str | None = None,
    sources: Iterable[str] | str | None = None, alt: str | None = None, table: pd.DataFrame | None = None,
) -> Chart:
    """Return a Chart from a plotly figure of your own, with the words that every figure here has.

    `title` says what is shown, `notice` what to look at, `alt` the figure in words for a reader who does not
    see it (30 characters or more), `sources` the ids of its sources, `table` its numbers as a DataFrame.
    Raises a KitError that names the one that is missing.

        chart(go.Figure(go.Bar(x=["a", "b"], y=[3, 4])), title=..., notice=..., sources=..., alt=...)
    """
    words = _words(title, notice, sources, alt)
    import plotly.graph_objects as go

    if not isinstance(figure, go.Figure | dict):
        raise KitError(f"Not a plotly figure: {shown(figure)}.", "Make one with plotly.graph_objects.")
    content = _readable(figure if isinstance(figure, dict) else figure.to_plotly_json())
    traces, layout = content.get("data", []), content.get("layout", {})
    layout.pop("title", None)  # it goes above the figure, where it wraps on a phone
    return _chart(traces, layout, _table_of(traces) if table is None else table, words)


class Chart:
    """A figure with its title, notice, sources, description and table. Put it last in a cell to show it.

    `.figure` is the plotly figure; change it as you like, for example `.figure.add_annotation(...)`.
    """

    def __init__(
        self, figure: go.Figure, table: pd.DataFrame, *,
        title: str, notice: str, sources: library.Footnote, alt: str,
    ) -> None:
        self.figure, self.title, self.notice, self.sources, self.alt = figure, title, notice, sources, alt
        self._table = table

    def __repr__(self) -> str:
        return "\n".join([
            f"Figure: {self.title}", f"What to notice: {self.notice}", f"In words: {self.alt}",
            *_text_table(self._table), "Sources:", repr(self.sources),
        ])

    def to_table(self) -> pd.DataFrame:
        """Return the numbers behind the figure."""
        return self._table.copy()

    def to_html(self) -> str:
        """Return title, caption, sources and table as HTML: the figure for a page without JavaScript."""
        return self._head() + self._caption()

    def to_plotly(self) -> dict:
        """Return the figure as plain JSON: the same each time, every number readable."""
        return {**_readable(self.figure.to_plotly_json()), "config": dict(_CONFIG)}

    def _ipython_display_(self) -> None:
        from IPython.display import display

        # JupyterLab shows one form of an output, the richest; so the words around the figure are outputs of
        # their own. The text form carries every number: nbval compares it, and GitHub shows it.
        display({"text/html": self._head(), "text/plain": f"Figure: {self.title}"}, raw=True)
        display({"application/vnd.plotly.v1+json": self.to_plotly(), "text/plain": repr(self)}, raw=True)
        display({"text/html": self._caption(), "text/plain": f"What to notice: {self.notice}"}, raw=True)

    def _head(self) -> str:
        return (
            f'<p style="margin:0.6em 0 0.2em;font-size:1.1em"><strong>{escape(self.title)}</strong></p>'
            f'<p style="{_UNSEEN}">The figure in words: {escape(self.alt)}</p>'
        )

    def _caption(self) -> str:
        return (
            f'<figure style="{_CAPTION}"><figcaption>'
            f'<p style="margin:0.2em 0 0.5em"><strong>What to notice.</strong> {escape(self.notice)}</p>'
            f"{_source_lines(self.sources)}</figcaption>"
            f'<details style="margin-top:0.4em"><summary>Show the data as a table</summary>'
            f"<p>The figure in words: {escape(self.alt)}</p>{_html_table(self._table, self.title)}"
            f"</details></figure>"
        )


def _chart(traces: list[dict], layout: dict, table: pd.DataFrame, words: dict) -> Chart:
    import plotly.graph_objects as go

    legend = any("name" in trace for trace in traces)
    layout = {"height": HEIGHT, "showlegend": legend} | layout | {"template": _template()}
    return Chart(go.Figure({"data": traces, "layout": layout}), table, **words)


# --- what a figure must say -------------------------------------------------------------------------------


def _words(title: str | None, notice: str | None, sources: Any, alt: str | None) -> dict[str, Any]:
    """Return the words of a figure, or say which one is missing."""
    wanted = {
        "title": (title, "say what the figure shows."),
        "notice": (notice, "say in one sentence what a reader should see in it."),
        "alt": (alt, "say the figure in words, for a reader who cannot see it: form and main numbers."),
    }
    for name, (text, advice) in wanted.items():
        if not isinstance(text, str) or not text.strip():
            raise KitError(f"This figure has no {name}: {shown(text)}.", f"Give {name}=...: {advice}")
    title, notice, alt = title.strip(), notice.strip(), alt.strip()
    if alt == title or len(alt) < 30:
        what = "only repeats the title" if alt == title else "is too short to stand for the figure"
        advice = "Describe its form and its main numbers, in 30 characters or more."
        raise KitError(f"The alt text {what}: {shown(alt)}.", advice)
    listed = [sources] if isinstance(sources, str) else sources if isinstance(sources, Iterable) else []
    ids = [source_id for source_id in listed if source_id != ""]
    if not ids:
        advice = "Give sources=[...] with at least one source_id, for example sources=rows['source_id']."
        raise KitError(f"This figure has no sources: {shown(sources)}.", advice)
    # footnote() raises a KitError with the nearest ids for a source that does not exist.
    return {"title": title, "notice": notice, "sources": library.footnote(ids), "alt": alt}


def _refuse_words_on_the_axis(plot: Plot, x: str, reason: str) -> None:
    if plot.kind == "category":
        raise KitError(f"The column {x!r} holds words, no dates or numbers.", reason, "Use bars() or dots().")


def _refuse_a_hidden_break(df: pd.DataFrame, plot: Plot, by: str | None) -> None:
    if by is not None:
        return
    if "series_id" in df and df["series_id"].nunique() > 1:
        raise KitError(
            f"These are several series: {', '.join(df['series_id'].unique())}.",
            "One line through them would join values that were counted in different ways.",
            'Pass by="series_id", or draw one of them.',
        )
    if not (breaks := df.attrs.get("breaks")):
        return
    # A break does not touch rows that all lie on one side of it. Without a date it may be anywhere.
    points = map(grid.dated_point, df.attrs.get("break_dates", ()))
    starts = [point.begins for point in points if point]
    if starts and plot.kind == "date":
        stretches = {sum(point.begins >= start for start in starts) for point in plot.points}
        if len(stretches) == 1:
            return
    raise KitError(
        f"This series has a break: {breaks}",
        "One line across it would join values that cannot be compared.",
        "Name the pieces in a column and pass it as by=..., or use dots().",
    )


def _refuse_a_hidden_range(df: pd.DataFrame, x: str, low: str | None) -> None:
    if low is not None:
        return
    advice = "A figure without it would look more certain than the sources are."
    if not {"low", "high"} <= set(df.columns):
        hidden = [date for date in df.attrs.get("ranges", ()) if date in set(df[x])]
        if hidden:
            what = f"The series has a range for {', '.join(hidden[:3])}; its columns low and high are gone."
            raise KitError(what, advice, 'Keep both columns and give low="low", high="high".')
        return
    # A range may be open at one end: at least so many.
    ranged = df[(df["low"].notna() | df["high"].notna()) & (df["low"] != df["high"])]
    if not ranged.empty:
        row = ranged.iloc[0]
        name = next((row[key] for key in ("date", "quantity", "answer") if key in row), f"{len(ranged)} rows")
        ends = [("not stated" if math.isnan(row[end]) else say(row[end])) for end in ("low", "high")]
        what = f"The table holds a range for {name}: {ends[0]} to {ends[1]}."
        raise KitError(what, advice, 'Give low="low", high="high".')


def _refuse_a_lost_register(df: pd.DataFrame, by: str | None) -> None:
    """Rows of a series whose list of breaks has got lost on the way, as pandas.concat does."""
    if by is None and {"source_id", "known_from", "low", "high"} <= set(df) and "breaks" not in df.attrs:
        raise KitError(
            "These rows come from a series, but its list of breaks has got lost on the way.",
            'Take series("a", "b") in place of pandas.concat, or pass a column as by=...',
        )


def _refuse_a_range_alone(plot: Plot) -> None:
    for point in plot.points:
        if point.value is None and point.has_range:
            what = f"The row {point.label!r} has a range and no value: a bar has to end somewhere."
            raise KitError(what, "Use dots(), which shows a range as it is.")


def _refuse_twins(plot: Plot) -> None:
    """One line or bar shows one value a place. Two rows there are two sources or two counting rules."""
    for group in plot.groups:
        seen: dict[Any, Point] = {}
        for point in group.points:
            if (twin := seen.setdefault(point.at, point)) is not point:
                where = f" in {group.name!r}" if group.name else ""
                values = f": {say(twin.value)} and {say(point.value)}" if point.value is not None else ""
                raise KitError(
                    f"Two rows for {point.label!r}{where}{values}.", "One line or bar cannot show both.",
                    "Choose rows with pandas and say so, or part them: by='source_id'.",
                )


# --- traces -----------------------------------------------------------------------------------------------


def _bar(group: Group, across: bool, numbers: str) -> dict:
    at, values = [point.at for point in group.points], [point.value for point in group.points]
    whiskers = _ranges(group.points, values)
    hatch = {"shape": HATCHES[group.number], "fillmode": "overlay", "fgcolor": INK, "fgopacity": 0.25}
    return _without_none({
        "type": "bar", "orientation": "h" if across else "v", "name": safe(group.name) or None,
        "x": values if across else at, "y": at if across else values,
        "error_x" if across else "error_y": whiskers,
        "text": [say(value) for value in values], "textposition": numbers, "textangle": 0,
        "textfont": {"color": INK}, "insidetextanchor": "start" if whiskers else "middle",
        "constraintext": "none", "cliponaxis": False,
        "marker": {
            "color": COLOURS[group.number], "line": {"color": INK, "width": 1},
            "pattern": hatch | {"size": 7, "solidity": 0.15},
        },
        "hovertext": _hovers(group.points, group), "hoverinfo": "text",
    })


def _bar_ends(plot: Plot, stacked: bool) -> list[float]:
    """Return zero and all numbers that a bar or a whisker reaches."""
    if not stacked:
        return [0, *(n for p in plot.points for n in (p.low, p.value, p.high) if n is not None)]
    totals = dict.fromkeys(plot.labels, 0.0)
    for point in plot.points:
        totals[point.at] += point.value or 0
    return [0, *totals.values()]


def _drop_numbers_without_room(traces: list[dict], longest: float) -> None:
    for trace in traces:
        values = trace["x" if trace["orientation"] == "h" else "y"]
        pairs = zip(trace["text"], values, strict=True)
        trace["text"] = [text if abs(value or 0) > 0.08 * longest else "" for text, value in pairs]


def _dots(
    points: list[Point], group: Group, across: bool = False, size: int = 9, line: dict | None = None
) -> list[dict]:
    """Return the points of one group, joined if there is a line, and the ranges that have no value inside."""
    colour = COLOURS[group.number]
    main = _placed(points, group, [point.value for point in points], across)
    main["marker"] = {
        "symbol": MARKERS[group.number], "size": size, "color": colour, "line": {"color": INK, "width": 1},
    }
    if line:
        main |= {"mode": "lines+markers", "line": {"color": colour} | line}
    widths = _widths(points, [point.value for point in points])
    bare = [point for point in points if point.value is None and None not in (point.low, point.high)]
    if not bare:
        return [*widths, main]
    # The middle only carries the whisker: it is not drawn, because no source states it.
    middles = [tidy((point.low + point.high) / 2) for point in bare]
    hidden = {"marker": {"opacity": 0, "color": colour}, "showlegend": False}
    return [*widths, main, _placed(bare, group, middles, across) | hidden]


def _placed(points: list[Point], group: Group, values: list, across: bool) -> dict:
    trace = {
        "type": "scatter", "mode": "markers", "x": [point.at for point in points], "y": values,
        "error_y": _ranges(points, values),
        "hovertext": _hovers(points, group), "hoverinfo": "text",
    }
    if across:
        swap = {"x": "y", "y": "x", "error_y": "error_x"}
        trace = {swap.get(key, key): value for key, value in trace.items()} | {"orientation": "h"}
    if group.name:
        trace |= {"name": safe(group.name), "offsetgroup": str(group.number)}
    return _without_none(trace)


def _widths(points: list[Point], values: list) -> list[dict]:
    """Return bars that say: somewhere in this month or year. Plotly has no error bars on axes of dates."""
    coarse = [pair for pair in zip(points, values, strict=True) if pair[0].coarse and pair[1] is not None]
    if not coarse:
        return []
    return [{
        "type": "scatter", "mode": "lines",
        "x": [at for point, _ in coarse for at in (_moment(point.begins), _moment(point.ends), None)],
        "y": [at for _, value in coarse for at in (value, value, None)],
        "line": {"color": INK, "width": 1}, "hoverinfo": "skip", "showlegend": False,
    }]


def _moment(at: Any) -> Any:
    return f"{at:%Y-%m-%d %H:%M}" if isinstance(at, datetime) else at


def _ranges(points: list[Point], values: list) -> dict | None:
    """Return the whiskers from low to high."""
    if not any(point.has_range for point in points):
        return None
    pairs = list(zip(points, values, strict=True))
    up = [0 if None in (point.high, value) else tidy(point.high - value) for point, value in pairs]
    down = [0 if None in (point.low, value) else tidy(value - point.low) for point, value in pairs]
    return _WHISKER | {"symmetric": False, "array": up, "arrayminus": down, "thickness": 1.4, "width": 5}


def _with_gaps(points: list[Point]) -> list[Point]:
    """Put an empty point where years or months are missing: nobody has stated those between.

    Months that never follow one another, such as the month of a yearly poll, have no gap to show.
    """
    holes = [_hole(one, two) for one, two in pairwise(points)]
    by_month = 2 * holes.count(False) >= len(holes)
    spaced = points[:1]
    for hole, point in zip(holes, points[1:], strict=True):
        if hole and (by_month or point.year):
            spaced.append(Point(None, ""))
        spaced.append(point)
    return spaced


def _hole(one: Point, two: Point) -> bool:
    """Whether time passes between two dates that are coarser than a day."""
    return bool(one.coarse and two.coarse and one.ends < two.begins and bool(one.year) == bool(two.year))


def _counted(df: pd.DataFrame, x: str, by: str | None) -> pd.DataFrame:
    """Return one row a date with the running number of rows."""
    grid.check_frame(df, [name for name in (x, by) if name])
    kind, points = grid.places(df[x], x)
    in_time = df.iloc[sorted(range(len(df)), key=lambda i: (points[i].begins, points[i].ends))]
    running = in_time.groupby(by, sort=False).cumcount() if by else range(len(df))
    counted = in_time.assign(count=[number + 1 for number in running])
    return counted.drop_duplicates([name for name in (x, by) if name], keep="last")


def _stairs(group: Group) -> list[dict]:
    """Return the steps of one group: one line, or two with the area between them."""
    # A total never falls, so the order of the totals is the order in time, also where dates overlap.
    points = sorted(group.points, key=lambda point: (point.value, point.begins))
    edges = [(p.begins, p.ends) if p.coarse else (p.begins + (p.ends - p.begins) / 2,) * 2 for p in points]
    earliest = list(accumulate((begins for begins, _ in edges), max))
    latest = list(accumulate((ends for _, ends in reversed(edges)), min))[::-1]
    for lower, higher, begins, ends in zip(points, points[1:], earliest, latest[1:], strict=False):
        if begins > ends:
            raise KitError(
                f"The total falls from {say(higher.value)} ({higher.label}) "
                f"to {say(lower.value)} ({lower.label}).",
                "A count that only grows cannot fall: the two rows count by different rules.",
                "Part them with by=..., or use dots().",
            )
    name = f"{group.name}: " if group.name else ""
    certain = _path(points, latest, group, group.name, DASHES[group.number], 2.5)
    marks = [trace | {"showlegend": False} for trace in _dots(points, group)]
    if earliest == latest:
        return [certain, *marks]
    corners = [*earliest, latest[-1]]
    possible = _path([*points, points[-1]], corners, group, f"{name}possible by then", "dot", 1.2)
    faint = "rgba({},{},{},0.18)".format(*(int(COLOURS[group.number][i : i + 2], 16) for i in (1, 3, 5)))
    certain |= {"name": safe(f"{name}certain by then"), "fill": "tonexty", "fillcolor": faint}
    return [possible, certain, *marks]


def _path(points: list[Point], corners: list, group: Group, name: str, dash: str, width: float) -> dict:
    return _without_none({
        "type": "scatter", "mode": "lines", "name": safe(name) or None,
        "x": [_moment(at) for at in corners],
        "y": [point.value for point in points], "hoverinfo": "skip",
        "line": {"shape": "hv", "color": COLOURS[group.number], "dash": dash, "width": width},
    })


def _hovers(points: list[Point], group: Group) -> list[str]:
    return [_hover(point, group.name) for point in points]


def _hover(point: Point, group: str) -> str:
    said = say(point.value)
    if point.has_range:
        said = f"{said} ({say(point.low)} to {say(point.high)})".strip()
    return safe(": ".join(part for part in (group, point.label, said) if part))


def _without_none(trace: dict) -> dict:
    return {name: value for name, value in trace.items() if value is not None}


# --- layout -----------------------------------------------------------------------------------------------

# Three locks on plotly's button that uploads a figure to a company: no bar, no button, no address.
# JupyterLab fits a figure to a new width itself; a "responsive" one forgets its height then, and vanishes.
_CONFIG = {
    "displayModeBar": False, "displaylogo": False, "modeBarButtonsToRemove": ["sendChartToCloud"],
    "showSendToCloud": False, "plotlyServerURL": "", "responsive": False,
}
# Korean and Japanese draw some characters differently; the first font that has a character decides.
_KOREAN = "Noto Sans KR, Noto Sans CJK KR, Apple SD Gothic Neo, Malgun Gothic"
_JAPANESE = "Noto Sans JP, Noto Sans CJK JP, Hiragino Sans, Yu Gothic, Meiryo"
_KANA = re.compile(r"[\u3041-\u30ff]")
_WHISKER = {"type": "data", "color": INK}
# A notebook that was not run here yet is cleaned by JupyterLab: of styles, only older properties are kept.
_CAPTION = "margin:0.5em 0 1em;max-width:46rem;overflow-wrap:break-word"
_UNSEEN = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap"


def _height(plot: Plot, each: int, asked: int | None) -> int:
    """Return the height of a figure: as asked, or as its lying rows need, `each` the pixels of a row."""
    if asked is not None and not (isinstance(asked, int) and 150 <= asked <= 4000):
        raise KitError(f"The height cannot be {shown(asked)}.", f"Give pixels, such as height={HEIGHT}.")
    if plot.kind != "category":
        return asked or HEIGHT
    text = 17 * max(label.count("<br>") + 1 for label in plot.labels)
    # On a phone the legend has one name a line.
    above = 70 + (19 * len(plot.groups) if len(plot.groups) > 1 else 0)
    least, needed = (above + len(plot.labels) * row for row in (text + 3, max(each, text) + 10))
    if asked and asked < least or not asked and needed > TALLEST:
        what = f"{len(plot.labels)} rows do not fit into {asked or TALLEST} pixels, the height"
        whose = "that you gave." if asked else "of a slide."
        raise KitError(f"{what} {whose}", f"Show fewer rows or shorter labels, or give height={needed}.")
    return asked or needed


def _layout(plot: Plot, height: int, across: bool = False) -> dict:
    place: dict[str, Any] = {"type": "linear"}
    if plot.kind == "date":
        # A label for a month or a year belongs under the middle of it, not under its first day.
        place = {"type": "date", "ticklabelmode": "period"}
    elif plot.kind == "category":
        # Reversed: plotly counts rows from the bottom, people read from the top.
        place = {"type": "category", "categoryorder": "array", "categoryarray": plot.labels, "dtick": 1,
                 "autorange": "reversed", "showgrid": False}
    value = {"title": {"text": grid.wrapped(plot.unit, 26)}, "rangemode": "tozero"}
    layout = {"height": height, "xaxis": place, "yaxis": value}
    if across:
        layout |= {"xaxis": value, "yaxis": place}
    if _KANA.search(" ".join([point.label for point in plot.points] + [group.name for group in plot.groups])):
        layout["font"] = {"family": f"{_JAPANESE}, {_KOREAN}, sans-serif"}
    return layout


def _template() -> dict:
    axis = {
        "gridcolor": GRID, "zerolinecolor": "#8a8a8a", "zeroline": False, "automargin": True,
        "exponentformat": "none", "separatethousands": True, "title": {"standoff": 8, "font": {"size": 13}},
        "ticks": "outside", "ticklen": 5, "tickcolor": PAPER,
    }
    return {"layout": {
        "font": {"family": f"{_KOREAN}, {_JAPANESE}, sans-serif", "size": 13, "color": INK},
        "paper_bgcolor": PAPER, "plot_bgcolor": PAPER, "colorway": list(COLOURS),
        "margin": {"l": 12, "r": 20, "t": 14, "b": 12}, "dragmode": False, "hovermode": "closest",
        "hoverlabel": {"bgcolor": PAPER, "bordercolor": INK, "font": {"color": INK}, "align": "left"},
        # Measured from the container, the legend has the whole width and costs the axes no room.
        "legend": {"orientation": "h", "xref": "container", "x": 0, "xanchor": "left", "yref": "container",
                   "y": 1, "yanchor": "top", "traceorder": "normal", "itemclick": False,
                   "itemdoubleclick": False},
        "xaxis": axis, "yaxis": axis,
    }}


# --- the figure as JSON, as text, as a table --------------------------------------------------------------


def _readable(value: Any) -> Any:
    """Return plain lists, numbers and texts. Plotly packs arrays as base64, which nobody can review."""
    if isinstance(value, dict):
        if value.keys() >= {"dtype", "bdata"}:
            return _unpacked(value)
        return {str(key): _readable(item) for key, item in value.items()}
    if hasattr(value, "tolist"):
        return _readable(value.astype(str).tolist() if value.dtype.kind == "M" else value.tolist())
    if isinstance(value, list | tuple):
        return [_readable(item) for item in value]
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, float):
        return tidy(value) if math.isfinite(value) else None
    return value


def _unpacked(packed: dict) -> list:
    import numpy as np

    numbers = np.frombuffer(base64.b64decode(packed["bdata"]), dtype=packed["dtype"])
    if "shape" in packed:
        numbers = numbers.reshape([int(length) for length in str(packed["shape"]).split(",")])
    return _readable(numbers)


def _table_of(traces: list[dict]) -> pd.DataFrame:
    import pandas as pd

    rows = [
        (str(trace.get("name", "")), x, y)
        for trace in traces
        for x, y in zip(trace.get("x", ()), trace.get("y", ()), strict=False)
    ]
    return pd.DataFrame(rows, columns=["group", "x", "y"])


def _cells(table: pd.DataFrame) -> list[list[str]]:
    return [list(row) for row in zip(*(_texts(column) for _, column in table.items()), strict=True)]


def _texts(column: pd.Series) -> list[str]:
    # Nobody writes the year 2,019.
    write = say if column.dtype.kind in "iuf" and "year" not in str(column.name) else str
    return ["" if gone else write(cell) for cell, gone in zip(column, column.isna(), strict=True)]


def _text_table(table: pd.DataFrame) -> list[str]:
    lines = [[str(name) for name in table.columns], *_cells(table)]
    widths = [max(map(columns_of, column)) for column in zip(*lines, strict=True)]
    return ["  ".join(map(_padded, line, widths)).rstrip() for line in lines]


def _padded(text: str, width: int) -> str:
    return text + " " * (width - columns_of(text))


def _html_table(table: pd.DataFrame, caption: str) -> str:
    head = "".join(f'<th scope="col">{escape(str(name))}</th>' for name in table.columns)
    body = ""
    for first, *others in _cells(table):
        cells = "".join(f"<td>{escape(cell)}</td>" for cell in others)
        body += f'<tr><th scope="row">{escape(first)}</th>{cells}</tr>'
    return scrollable(
        f'<table><caption style="text-align:left">{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>",
        caption,
    )


def _source_lines(footnote: library.Footnote) -> str:
    if len(footnote.ids) <= 5:
        return f'<p style="margin:0"><strong>Sources</strong></p>{footnote.to_html()}'
    # A folded list must not hide that some of it is weak.
    weak = "".join(f"; {count} of them: {escape(flag)}" for flag, count in footnote.flags.items())
    summary = f"{len(footnote.ids)} sources{weak}"
    return f"<details><summary>{summary}</summary>{footnote.to_html()}</details>"
