"""What `make bench` measures: made-up events, shown by our timeline, by vis-timeline and by plotly.

Each page has the same parts: a search field, a slider "as known on", a picture, a card for the chosen event.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pandas as pd

from helpers import page, table, timeline

MODULES = Path(__file__).parents[1] / "helpers" / "static" / "src" / "node_modules"
VIS = MODULES / "vis-timeline"
_WORDS = ("pact", "talks", "visit", "note", "court", "ruling", "island", "school", "treaty", "letter", "poll")


@dataclass(frozen=True)
class Contender:
    """CSS selectors of its parts on a page: search field, slider, picture, an event, and the card.

    `first` is what stands in the picture as soon as it is drawn, where that need not be an event.
    """

    name: str
    search: str
    slider: str
    picture: str
    event: str
    card: str
    first: str = ""


OURS = Contender(
    "timeline",
    ".two-shores-timeline input[type=search]",
    ".two-shores-timeline input[type=range]",
    ".two-shores-timeline [role=listbox]",
    ".tst-event[data-event] > .tst-marker",
    ".tst-card",
    ".tst-event",  # or a cluster of many
)
VIS_PAGE = Contender("vis-timeline", "#search", "#known", "#picture", ".vis-item-content", "#card")
PLOTLY_PAGE = Contender("plotly", "", "", ".js-plotly-plot", ".js-plotly-plot .point", "")
FIGURE_WIDGET = Contender(
    "FigureWidget",
    ".widget-text input",
    ".widget-slider [role=slider]",
    ".js-plotly-plot",
    ".js-plotly-plot .point",
    ".widget-html-content",
)


def events(count: int) -> pd.DataFrame:
    """Return so many events with the columns of the table: two fifths from 1905 on, the others about 2019."""
    chance, columns = Random(count), table("events").columns
    periods = sorted(table("events")["period"].unique())
    rows = []
    for number in range(count):
        first, days = (date(1905, 1, 1), 40_000) if chance.random() < 0.4 else (date(2018, 10, 1), 700)
        day = (first + timedelta(chance.randrange(days))).isoformat()
        title = " ".join(chance.choices(_WORDS, k=chance.randint(3, 6))).capitalize()
        row = {"event_id": f"e{number}", "start": day, "known_from": day, "title_en": f"{title} {number}"}
        rows.append(row | {"period": chance.choice(periods), "summary": f"{title}."})
    return pd.DataFrame(rows, columns=columns).fillna("")


def our_page(rows: pd.DataFrame) -> str:
    """Return our timeline as a page without a kernel."""
    return page(timeline(rows))


def vis_page(rows: pd.DataFrame) -> str:
    """Return vis-timeline on the same events, filtered and clicked as its own documentation shows it."""
    script = (VIS / "standalone" / "umd" / "vis-timeline-graph2d.min.js").read_text(encoding="utf-8")
    sheet = (VIS / "styles" / "vis-timeline-graph2d.min.css").read_text(encoding="utf-8")
    items = [
        {"id": row["event_id"], "content": row["title_en"], "start": row["start"], "group": row["period"]}
        for row in rows.to_dict("records")
    ]
    data = json.dumps(items).replace("<", "\\u003c")
    return (
        f"<!doctype html><meta charset=utf-8><style>{sheet}</style>{_VIS_BODY}<script>{script}</script>"
        + (f"<script>const rows = {data};{_VIS_SCRIPT}</script>")
    )


_VIS_BODY = (
    """<input id="search"><input id="known" type="range"><div id="picture"></div><div id="card"></div>"""
)
_VIS_SCRIPT = """
const [search, known, card] = ["search", "known", "card"].map((id) => document.getElementById(id));
const days = [...new Set(rows.map((row) => row.start))].sort();
known.max = known.value = days.length - 1;
const shown = (row) => row.content.toLowerCase().includes(search.value) && row.start <= days[known.value];
const view = new vis.DataView(new vis.DataSet(rows), {filter: shown});
const groups = new vis.DataSet([...new Set(rows.map((row) => row.group))].map((id) => ({id, content: id})));
const options = {height: 420, verticalScroll: true, zoomKey: "ctrlKey"};
const chart = new vis.Timeline(document.getElementById("picture"), view, groups, options);
search.oninput = known.oninput = () => view.refresh();
chart.on("click", ({item}) => { if (item) card.textContent = rows.find((row) => row.id === item).content; });
"""


def plotly_page(rows: pd.DataFrame) -> str:
    """Return the events as a plotly figure in a page with its library: for first paint and memory."""
    import plotly.graph_objects as go

    shown = {"x": rows["start"].tolist(), "y": rows["period"].tolist(), "text": rows["title_en"].tolist()}
    figure = go.Figure(go.Scatter(mode="markers+text", **shown), layout={"height": 420})
    return figure.to_html(include_plotlyjs=True)


def our_cell(count: int) -> str:
    """Return the code of a notebook cell with our timeline."""
    return f"from bench_pages import events\nfrom helpers import timeline\ntimeline(events({count}))"


def plotly_cell(count: int) -> str:
    """Return the code of a notebook cell with a FigureWidget that is filtered in Python."""
    return f"from bench_pages import events\nrows = events({count})\n{_FIGURE_WIDGET}"


_FIGURE_WIDGET = """
import plotly.graph_objects as go
from ipywidgets import HTML, SelectionSlider, Text, VBox

days = sorted(set(rows["start"]))
search, card = Text(continuous_update=True), HTML()
known = SelectionSlider(options=days, value=days[-1])
figure = go.FigureWidget(go.Scatter(mode="markers+text"), layout={"height": 420})
def draw(change=None):
    fits = rows["title_en"].str.contains(search.value, case=False, regex=False)
    shown = rows[fits & (rows["start"] <= known.value)]
    with figure.batch_update():
        figure.data[0].x, figure.data[0].y = shown["start"].tolist(), shown["period"].tolist()
        figure.data[0].text = shown["title_en"].tolist()
def tell(trace, points, state):
    card.value = trace.text[points.point_inds[0]]
draw()
search.observe(draw, "value")
known.observe(draw, "value")
figure.data[0].on_click(tell)
VBox([search, known, figure, card])
"""
