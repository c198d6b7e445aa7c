"""The timeline: events in lanes, each with a card that sets the statements about it side by side.

    events, claims, sources  ──>  story: what is told, in one language  ──┬──>  widget (static/timeline.js)
    lanes, actor, dates, known_on ...:  what of it is shown, and how  ────┴──>  .shown, to_table(), to_html()

The story is fixed when a timeline is made. What is shown of it can be changed on the screen and in Python
alike: `t.actor = "moon-jae-in"` moves the menu, and the menu sets `t.actor`. So does the selection.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import traitlets

from helpers import dates, given, overlay, readings, twin
from helpers.errors import KitError, language, shown, unknown
from helpers.known import as_known, status
from helpers.labels import phrase
from helpers.story import tell
from helpers.widget import Text, Widget, YesOrNo, pixels, script, style

if TYPE_CHECKING:
    import pandas as pd

LANES = ("period", "actor", "reading")


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
    perspectives: list[str] | None = None,
    series: str | None = None,
    event_id: str | None = None,
    links: bool = False,
) -> Timeline:
    """Return a timeline of the events, to be looked through with mouse, finger or keyboard.

    `events` is the table of events or a part of it; without it all events are shown. `lang` is "en", "ko" or
    "ja", `height` the height in pixels. `lanes` is "period", "actor" or "reading": two accounts of the same
    events, one lane for what voices from Japan said and one for South Korea; `perspectives` names others,
    such as ["JPN", "ROK", "USA"].

    `actor`, `theme`, `start`, `end` and `search` choose what is shown first; a date may be a year, a month
    or a day. `known_on` hides what had certainly not been published by that day. `stretch` gives busy years
    more room, and says so on the axis; left alone, it is on where most events crowd into a small part of
    the time. `series` is the id of a series of numbers to stand under the axis, `event_id` an event to open,
    `links` draws which event answers another, is part of it, or led to it as somebody says.

    Read back what the reader chose: `.selected` and `.shown` are DataFrames. A KitError names an actor,
    theme, language, column or date that does not exist.

    >>> timeline(start="2019-08", end="2019-11", actor="moon-jae-in")  # doctest: +ELLIPSIS
    Timeline: ... events, 2019–2019, lanes by period
    ...
    """
    table = given.checked(events)
    told = tell(given.records(table), language(lang), perspectives, series) | {"height": pixels(height)}
    choice = {"lanes": lanes, "actor": actor, "theme": theme, "start": start, "end": end, "search": search}
    made = Timeline(table, told, stretch=stretch, known_on=known_on, event_id=event_id, links=links, **choice)
    if made.known_on and all(status(event["known"], made.known_on) == "no" for event in told["events"]):
        raise KitError(f"No event was public on {shown(known_on)}.", "Choose a later day for known_on.")
    return made


class _Names(traitlets.List):
    """A list of texts. None stands for the empty one."""

    def validate(self, widget: Timeline, value: object) -> list[str]:
        return super().validate(widget, [] if value is None else value)

    def error(self, widget: Timeline, value: object, *details: object) -> NoReturn:
        raise KitError(f"{self.name} cannot be {shown(value)}.", f'Write a list: {self.name} = ["gsomia"].')


class Timeline(Widget):
    """Events in lanes. Made by `timeline()`; `.selected` and `.shown` tell what the reader chose.

    What a reader can choose, on the screen and here: `lanes`, `actor`, `theme`, `start`, `end`, `search`,
    `known_on` (texts, empty for no choice), `stretch` and `links` (True or False), `folded` (a list of the
    ids of lanes), `event_id`.
    """

    _esm, _css = script("timeline"), style("base", "timeline", "timeline_tools")

    lanes = Text("period").tag(sync=True)
    actor = Text("").tag(sync=True)
    theme = Text("").tag(sync=True)
    start = Text("").tag(sync=True)
    end = Text("").tag(sync=True)
    search = Text("").tag(sync=True)
    known_on = Text("").tag(sync=True)
    stretch = YesOrNo(False).tag(sync=True)
    links = YesOrNo(False).tag(sync=True)
    folded = _Names(traitlets.Unicode()).tag(sync=True)
    event_id = Text("").tag(sync=True)

    def __init__(
        self, table: pd.DataFrame, story: dict, *, stretch: bool | None = None, **choice: str | bool | None
    ) -> None:
        self._table = table
        super().__init__(story=story, folded=[readings.NOBODY], **choice)
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

    def unordered(self, event_id: str | None = None) -> list[str]:
        """Return the ids of the events shown of which our dates do not tell whether they began earlier.

        Without an id, for the selected event. Two acts of one day are told apart only by clock times.
        """
        event_id = self.event_id if event_id is None else event_id
        events = self._shown_events()
        one = next((event for event in self.story["events"] if event["id"] == event_id), None)
        if one is None:
            raise unknown("event in this timeline", event_id, self._ids("events"), "Select an event first.")
        begins = {event["id"]: dates.before(_began(one), _began(event)) for event in events}
        return [other for other, order in begins.items() if order == "cannot tell" and other != event_id]

    def to_table(self) -> pd.DataFrame:
        """Return what is shown in words: date, title, period, place, actors, and how many statements."""
        import pandas as pd

        columns = {"event_id": "id", "date": "when", "title": "title", "period": "lane_name"}
        columns |= {"place": "place", "actors": "actor_names", "statements": "claim_count"}
        events = self._drawn_events()
        table = pd.DataFrame({name: [event[key] for event in events] for name, key in columns.items()})
        if self.lanes == "reading":
            for lane in self.story["lanes"]["reading"][:-1]:
                table[lane["name"]] = [event.get("labels", {}).get(lane["id"], "") for event in events]
        return table

    def to_html(self) -> str:
        """Return a picture (SVG) with tables under it: for print, and for pages without a running kernel."""
        drawn = twin.picture(self.story, self._drawn_events(), **self._picture())
        series = self.story["series"]
        return drawn + (overlay.table(series, self.story["lang"], self.known_on) if series else "")

    def to_svg(self) -> str:
        """Return the picture alone, as the text of an SVG file.

        >>> timeline(search="GSOMIA").to_svg()[:4]
        '<svg'
        """
        return twin.svg(self.story, self._drawn_events(), **self._picture())

    def describe(self) -> str:
        """Return one paragraph that says what is shown, in the language of the timeline."""
        events, lang = self._drawn_events(), self.story["lang"]
        if not events:
            return self.story["words"]["none"]
        counts = twin.filled_lanes(self.story, self.lanes, events)
        chosen = next((event for event in self.story["events"] if event["id"] == self.event_id), None)
        name = {"when": chosen["when"], "title": chosen["title"]} if chosen else {}
        last = max(event["to"] for event in events)
        return phrase(
            "timeline_described",
            lang,
            lanes=self.story["words"][f"lanes_{self.lanes}"],
            n=len(events),
            all=len(self.story["events"]),
            first=dates.label(events[0]["from"], lang),
            last=dates.label(last, lang),
            lane_list=self.story["words"]["comma"].join(f"{lane['name']} {len(x)}" for lane, x in counts),
            chosen=phrase(f"timeline_described_{'chosen' if chosen else 'none'}", lang, **name),
        )

    def __repr__(self) -> str:
        events, of = self._drawn_events(), self.story["events"]
        years = (
            f"{events[0]['from'][:4]}–{max(event['to'] for event in events)[:4]}" if events else "no years"
        )
        part = f"{len(events)} of {len(of)}" if len(events) < len(of) else f"{len(events)}"
        known = f", as known on {self.known_on}" if self.known_on else ""
        head = f"Timeline: {part} events, {years}, lanes by {self.lanes}{known}"
        counts = twin.filled_lanes(self.story, self.lanes, events)
        lanes = " · ".join(f"{lane['name']} {len(inside)}" for lane, inside in counts)
        lines = [f"{event['edtf']}  {event['title']} ({event['claim_count']})" for event in events]
        series = [f"under it: {self.story['series']['title']}"] if self.story["series"] else []
        chosen = [f"selected: {self.event_id}"] if self.event_id else []
        return "\n  ".join([head, lanes, *series, *chosen, *lines])

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
            and status(event["known"], self.known_on) != "no"
            and all(word in _searched(event) for word in words)
        ]

    def _drawn_events(self) -> list[dict]:
        """The events shown as they can be told on the chosen day, with the texts of their lanes."""
        lanes, lang = self.story["lanes"]["reading"], self.story["lang"]
        known = [as_known(event, self.known_on) for event in self._shown_events()]
        return [readings.read(event, lanes, lang) for event in known] if self.lanes == "reading" else known

    def _picture(self) -> dict:
        return {"lanes": self.lanes, "stretch": self.stretch, "folded": tuple(self.folded)}

    def _ids(self, kind: str) -> list[str]:
        return [option["id"] for option in self.story[kind]]

    @traitlets.validate("lanes")
    def _check_lanes(self, proposal: dict) -> str:
        if proposal["value"] not in LANES:
            advice = "Use 'period', 'actor' or 'reading'."
            raise KitError(f"Unknown kind of lanes: {shown(proposal['value'])}.", advice)
        return proposal["value"]

    @traitlets.validate("folded")
    def _check_folded(self, proposal: dict) -> list[str]:
        known = [lane["id"] for lanes in self.story["lanes"].values() for lane in lanes] + [readings.NOBODY]
        for name in proposal["value"]:
            if name not in known:
                raise unknown("lane", name, known, "Look at the lanes: your_timeline.story['lanes'].")
        return list(dict.fromkeys(proposal["value"]))

    @traitlets.validate("actor", "theme", "event_id")
    def _check_id(self, proposal: dict) -> str:
        trait, value = proposal["trait"].name, proposal["value"]
        kind = trait.removesuffix("_id")
        known = self._ids(f"{kind}s")
        if value and value not in known:
            listing = f'[one["id"] for one in your_timeline.story["{kind}s"]]'
            raise unknown(f"{kind} in this timeline", value, known, f"List them: {listing}.")
        return value

    @traitlets.validate("start")
    def _check_start(self, proposal: dict) -> str:
        return dates.when(proposal["value"]).earliest.isoformat() if proposal["value"] else ""

    @traitlets.validate("end", "known_on")
    def _check_last_day(self, proposal: dict) -> str:
        return dates.when(proposal["value"]).latest.isoformat() if proposal["value"] else ""


def _searched(event: dict) -> str:
    return " ".join(event[part] for part in ("title", "summary", "place", "actor_names")).lower()


def _began(event: dict) -> str:
    """The date on which an event began; one whose beginning nobody states lies between its bounds."""
    start = event["edtf"].split("/")[0]
    return event["edtf"] if start == ".." else start
