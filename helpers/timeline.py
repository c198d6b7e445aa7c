"""The timeline: events in lanes, each with a card that sets the statements about it side by side.

    events, claims, sources  ──>  story: what is told, in one language  ──┬──>  widget (static/timeline.js)
    lanes, actor, theme, dates, search:  what of it is shown  ────────────┴──>  .shown, to_table(), to_html()

The story is fixed when a timeline is made. What is shown of it can be changed on the screen and in Python
alike: `t.actor = "moon-jae-in"` moves the menu, and the menu sets `t.actor`. So does the selection.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import anywidget
import traitlets

from helpers import data, dates, twin
from helpers.errors import KitError, language, shown, unknown
from helpers.story import could_be_known, edtf, tell

if TYPE_CHECKING:
    import pandas as pd

LANES = ("period", "actor")
_STATIC = Path(__file__).parent / "static"


def timeline(
    events: pd.DataFrame | None = None,
    *,
    lanes: str = "period",
    lang: str = "en",
    height: int = 420,
    actor: str | None = None,
    theme: str | None = None,
    start: str | None = None,
    end: str | None = None,
    search: str = "",
    known_on: str | None = None,
    stretch: bool | None = None,
) -> Timeline:
    """Return a timeline of the events, to be looked through with mouse or keyboard.

    `events` is the table of events or a part of it; without it all events are shown. `lanes` is "period" or
    "actor", `lang` "en", "ko" or "ja", `height` the height in pixels. `actor`, `theme`, `start`, `end` and
    `search` choose what is shown first; a date may be a year, a month or a day. `known_on` leaves out what
    was certainly not public on that day. `stretch` gives busy years more room, and says so on the axis;
    left alone, it is on where most events crowd into a small part of the time.

    Read back what the reader chose: `.selected` and `.shown` are DataFrames. A KitError names an actor,
    theme, language, column or date that does not exist.

    >>> timeline(start="2019-08", end="2019-11", actor="moon-jae-in")  # doctest: +ELLIPSIS
    Timeline: ... events, 2019–2019, lanes by period
    ...
    """
    table = _checked_events(events)
    if known_on is not None:
        table = table[[could_be_known(event, known_on) for event in table.to_dict("records")]]
        if table.empty:
            raise KitError(f"No event was public on {shown(known_on)}.", "Choose a later day for known_on.")
    if not isinstance(height, int) or not 240 <= height <= 2000:
        raise KitError(f"The height cannot be {shown(height)}.", "Give pixels from 240 to 2000, such as 420.")
    story = tell(table.to_dict("records"), language(lang), known_on) | {"height": height}
    choice = {"lanes": lanes, "actor": actor, "theme": theme, "start": start, "end": end, "search": search}
    return Timeline(table, story, stretch=stretch, **choice)


class _Text(traitlets.Unicode):
    """A text that a reader may set; None stands for the empty one."""

    def validate(self, widget: Timeline, value: object) -> str:
        return super().validate(widget, "" if value is None else value)

    def error(self, widget: Timeline, value: object, *details: object) -> NoReturn:
        raise KitError(f"{self.name} cannot be {shown(value)}.", "Write it as a text, between quotes.")


class _YesOrNo(traitlets.Bool):
    def error(self, widget: Timeline, value: object, *details: object) -> NoReturn:
        raise KitError(f"{self.name} cannot be {shown(value)}.", "Write True or False.")


class Timeline(anywidget.AnyWidget):
    """Events in lanes. Made by `timeline()`; `.selected` and `.shown` tell what the reader chose."""

    _esm = _STATIC / "timeline.js"
    _css = _STATIC / "timeline.css"

    story = traitlets.Dict().tag(sync=True)
    lanes = _Text("period").tag(sync=True)
    actor = _Text("").tag(sync=True)
    theme = _Text("").tag(sync=True)
    start = _Text("").tag(sync=True)
    end = _Text("").tag(sync=True)
    search = _Text("").tag(sync=True)
    stretch = _YesOrNo(False).tag(sync=True)
    event_id = _Text("").tag(sync=True)

    def __init__(
        self, table: pd.DataFrame, story: dict, *, stretch: bool | None = None, **choice: str | None
    ) -> None:
        self._table = table
        super().__init__(story=story, **choice)
        if self.start and self.end and self.start > self.end:
            raise KitError(
                f"The timeline ends on {self.end}, before it starts on {self.start}.", "Swap them."
            )
        self.stretch = twin.is_crowded(self._shown_events()) if stretch is None else stretch

    @property
    def selected(self) -> pd.DataFrame:
        """The selected event as a DataFrame of one row, with the columns of the table events; else no row."""
        return self._rows([self.event_id])

    @property
    def shown(self) -> pd.DataFrame:
        """The events that the filters let through, in order of time, with the columns of the table events."""
        return self._rows([event["id"] for event in self._shown_events()])

    def select(self, event_id: str) -> None:
        """Select an event by its id, as a click on it does.

        >>> t = timeline()
        >>> t.select("gsomia-2016-11-23-signed")
        >>> t.selected["start"].tolist()
        ['2016-11-23']
        """
        self.event_id = event_id

    def to_table(self) -> pd.DataFrame:
        """Return what is shown in words: date, title, period, place, actors, and how many statements."""
        import pandas as pd

        columns = {"event_id": "id", "date": "when", "title": "title", "period": "lane_name"}
        columns |= {"place": "place", "actors": "actor_names", "statements": "claim_count"}
        events = self._shown_events()
        return pd.DataFrame({name: [event[key] for event in events] for name, key in columns.items()})

    def to_html(self) -> str:
        """Return a picture (SVG) with a table under it: for print, and for pages without a running kernel."""
        return twin.picture(self.story, self._shown_events(), lanes=self.lanes, stretch=self.stretch)

    def __repr__(self) -> str:
        events, of = self._shown_events(), self.story["events"]
        years = (
            f"{events[0]['from'][:4]}–{max(event['to'] for event in events)[:4]}" if events else "no years"
        )
        part = f"{len(events)} of {len(of)}" if len(events) < len(of) else f"{len(events)}"
        head = f"Timeline: {part} events, {years}, lanes by {self.lanes}"
        counts = twin.filled_lanes(self.story, self.lanes, events)
        lanes = " · ".join(f"{lane['name']} {len(inside)}" for lane, inside in counts)
        lines = [f"{event['edtf']}  {event['title']} ({event['claim_count']})" for event in events]
        chosen = [f"selected: {self.event_id}"] if self.event_id else []
        return "\n  ".join([head, lanes, *chosen, *lines])

    def _repr_mimebundle_(self, **options: object) -> tuple[dict, dict]:
        content, metadata = super()._repr_mimebundle_(**options)
        return content | {"text/html": self.to_html()}, metadata

    def _rows(self, ids: list[str]) -> pd.DataFrame:
        places = {event_id: at for at, event_id in enumerate(self._table["event_id"])}
        return self._table.iloc[[places[one] for one in ids if one in places]].reset_index(drop=True)

    # The same rules as shownEvents() in static/src/choose.js
    def _shown_events(self) -> list[dict]:
        words = self.search.lower().split()
        return [
            event
            for event in self.story["events"]
            if (not self.actor or self.actor in event["actors"])
            and (not self.theme or self.theme in event["themes"])
            and (not self.start or event["to"] >= self.start)
            and (not self.end or event["from"] <= self.end)
            and all(word in _searched(event) for word in words)
        ]

    @traitlets.validate("lanes")
    def _check_lanes(self, proposal: dict) -> str:
        if proposal["value"] not in LANES:
            raise KitError(f"Unknown kind of lanes: {shown(proposal['value'])}.", "Use 'period' or 'actor'.")
        return proposal["value"]

    @traitlets.validate("actor", "theme", "event_id")
    def _check_id(self, proposal: dict) -> str:
        trait, value = proposal["trait"].name, proposal["value"]
        kind = trait.removesuffix("_id")
        known = [option["id"] for option in self.story[f"{kind}s"]]
        if value and value not in known:
            listing = f'[one["id"] for one in your_timeline.story["{kind}s"]]'
            raise unknown(f"{kind} in this timeline", value, known, f"List them: {listing}.")
        return value

    @traitlets.validate("start")
    def _check_start(self, proposal: dict) -> str:
        return dates.when(proposal["value"]).earliest.isoformat() if proposal["value"] else ""

    @traitlets.validate("end")
    def _check_end(self, proposal: dict) -> str:
        return dates.when(proposal["value"]).latest.isoformat() if proposal["value"] else ""


def _searched(event: dict) -> str:
    return " ".join(event[part] for part in ("title", "summary", "place", "actor_names")).lower()


# --- checking what we were given ---------------------------------------------------------------------------


_COLUMNS = ("event_id", "start", "end", "title_en", "title_ko", "title_ja", "summary", "period")


def _checked_events(events: pd.DataFrame | None) -> pd.DataFrame:
    if events is None:
        events = data.table("events")
    if not hasattr(events, "columns"):
        raise KitError(f"Not a table of events: {shown(events)}.", 'Give rows of table("events").')
    for column in _COLUMNS:
        found = list(events.columns).count(column)
        if found != 1:
            what = f"{found} columns {column!r}" if found else f"no column {column!r}"
            raise KitError(f"The events have {what}.", 'Take all columns of table("events").')
    if events.empty:
        raise KitError("There is no event in this table.", "Look at the condition that chose the rows.")
    twice = events["event_id"][events["event_id"].duplicated()]
    if len(twice):
        what = f"The event {twice.iloc[0]!r} stands in {(events['event_id'] == twice.iloc[0]).sum()} rows."
        raise KitError(what, 'Keep one row for each event: events.drop_duplicates("event_id").')
    ordered = sorted(events.to_dict("records"), key=_order)
    places = {event_id: at for at, event_id in enumerate(events["event_id"])}
    return events.iloc[[places[event["event_id"]] for event in ordered]].reset_index(drop=True)


def _order(event: dict) -> tuple:
    # An event without a known beginning is sorted by the end that is known
    parsed = dates.when(edtf(event))
    return parsed.ends if parsed.open_start else parsed.begins, parsed.ends, event["event_id"]
