"""The timeline: events in lanes, each with a card that sets the statements about it side by side.

    events, claims, sources  ──>  story: what is told, in one language  ──┬──>  widget (static/timeline.js)
    lanes, actor, theme, dates, search:  what of it is shown  ────────────┴──>  .shown, to_table(), to_html()

The story is fixed when a timeline is made. What is shown of it can be changed on the screen and in Python
alike: `t.actor = "moon-jae-in"` moves the menu, and the menu sets `t.actor`. So does the selection.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import anywidget
import traitlets

from helpers import data, dates, labels, twin
from helpers.errors import KitError, shown, unknown
from helpers.sources import cite

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

    >>> timeline(start="2019-08", end="2019-11", actor="moon-jae-in")
    """
    lang = _one_of("language", lang, labels.LANGUAGES)
    table = _checked_events(events)
    if known_on is not None:
        table = table[[_could_be_known(event, known_on) for event in table.to_dict("records")]]
        if table.empty:
            raise KitError(f"No event was public on {shown(known_on)}.", "Choose a later day for known_on.")
    if not isinstance(height, int) or not 240 <= height <= 2000:
        raise KitError(f"The height cannot be {shown(height)}.", "Give pixels from 240 to 2000, such as 420.")
    story = _Storyteller(lang, known_on).story(table) | {"height": height}
    choice = {"lanes": lanes, "actor": actor, "theme": theme, "start": start, "end": end, "search": search}
    for name, value in choice.items():
        if value is not None and not isinstance(value, str):
            raise KitError(f"{name} cannot be {shown(value)}.", "Write it as a text, between quotes.")
    return Timeline(table, story, stretch=stretch, **{name: value or "" for name, value in choice.items()})


class Timeline(anywidget.AnyWidget):
    """Events in lanes. Made by `timeline()`; `.selected` and `.shown` tell what the reader chose."""

    _esm = _STATIC / "timeline.js"
    _css = _STATIC / "timeline.css"

    story = traitlets.Dict().tag(sync=True)
    lanes = traitlets.Unicode("period").tag(sync=True)
    actor = traitlets.Unicode("").tag(sync=True)
    theme = traitlets.Unicode("").tag(sync=True)
    start = traitlets.Unicode("").tag(sync=True)
    end = traitlets.Unicode("").tag(sync=True)
    search = traitlets.Unicode("").tag(sync=True)
    stretch = traitlets.Bool(False).tag(sync=True)
    event_id = traitlets.Unicode("").tag(sync=True)

    def __init__(
        self, table: pd.DataFrame, story: dict, *, stretch: bool | None = None, **choice: str
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
        """
        if event_id not in self._ids():
            raise unknown("event of this timeline", event_id, self._ids(), "List them: your_timeline.shown.")
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

    def _ids(self) -> list[str]:
        return [event["id"] for event in self.story["events"]]

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
        return _one_of("kind of lanes", proposal["value"], LANES)

    @traitlets.validate("actor")
    def _check_actor(self, proposal: dict) -> str:
        return self._known("actor", proposal["value"], "actors")

    @traitlets.validate("theme")
    def _check_theme(self, proposal: dict) -> str:
        return self._known("theme", proposal["value"], "themes")

    @traitlets.validate("start")
    def _check_start(self, proposal: dict) -> str:
        return dates.when(proposal["value"]).earliest.isoformat() if proposal["value"] else ""

    @traitlets.validate("end")
    def _check_end(self, proposal: dict) -> str:
        return dates.when(proposal["value"]).latest.isoformat() if proposal["value"] else ""

    def _known(self, kind: str, value: str, options: str) -> str:
        known = [option["id"] for option in self.story[options]]
        if value and value not in known:
            raise unknown(f"{kind} in this timeline", value, known, f"Use one of these: {_some(known)}.")
        return value


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
        if column not in events.columns:
            what = f"The events have no column {column!r}, but {_some(events.columns)}."
            raise KitError(what, 'Keep all columns of table("events") and choose rows only.')
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
    parsed = dates.when(_edtf(event))
    return parsed.ends if parsed.open_start else parsed.begins, parsed.ends, event["event_id"]


def _edtf(event: dict) -> str:
    """The date of an event as one EDTF text; a date that cannot be read is told with the event's id."""
    text = f"{event['start']}/{event['end']}" if event["end"] else event["start"]
    try:
        dates.when(text)
    except KitError as problem:
        raise KitError(f"The event {event['event_id']!r} has no readable date.", *problem.args) from None
    return text


def _could_be_known(row: dict, known_on: str) -> bool:
    """False only where it is sure that nobody could read it by that day."""
    first = row.get("known_from") or row.get("published") or row.get("date_said") or row.get("start") or ""
    return not first or dates.before(known_on, first) != "yes"


def _one_of(kind: str, value: object, known: tuple[str, ...]) -> str:
    if value not in known:
        raise unknown(kind, value, known, f"Use {' or '.join(map(repr, known))}.")
    return str(value)


def _some(names: list[str], most: int = 8) -> str:
    return ", ".join(map(str, list(names)[:most])) + (", ..." if len(names) > most else "")


# --- the story: what is told, in one language --------------------------------------------------------------

# Okabe–Ito colours. Each lane has its own shape too, so that nothing depends on telling colours apart.
_SHAPES = (
    "M-6,0a6,6 0 1,0 12,0a6,6 0 1,0 -12,0Z",
    "M-5.5,-5.5h11v11h-11Z",
    "M0,-7.5L7,0L0,7.5L-7,0Z",
    "M0,-7L7,6H-7Z",
    "M0,7L7,-6H-7Z",
    "M-2.2,-6.5h4.4v4.3h4.3v4.4h-4.3v4.3h-4.4v-4.3h-4.3v-4.4h4.3Z",
    "M0,-8L2,-2.6L7.6,-2.4L3.2,1.1L4.7,6.6L0,3.4L-4.7,6.6L-3.2,1.1L-7.6,-2.4L-2,-2.6Z",
    "M-6.5,-3.5L0,-7L6.5,-3.5V3.5L0,7L-6.5,3.5Z",
)
_PERIODS = {
    "colonial-rule": "#8A8A8A",
    "division-and-normalisation": "#E69F00",
    "memory-disputes": "#56B4E9",
    "court-ruling": "#009E73",
    "export-controls": "#D55E00",
    "gsomia": "#0072B2",
    "aftermath": "#CC79A7",
}
# Lanes of actors get no red and no blue: in this dispute those would look like flags.
_ACTOR_COLOURS = ("#009E73", "#E69F00", "#CC79A7", "#8A8A8A")
_ACTOR_LANES = len(_SHAPES) - 1
_OTHER = "other-actors"
_COMMAS = {"en": ", ", "ko": ", ", "ja": "、"}
_MONTH = timedelta(days=30)
_SIDES = {"ROK": "rok", "JPN": "jpn", "USA": "usa"}

# word of the widget: key in the table phrases, and the placeholders that the widget fills in itself
_WORDS = {
    "lanes": ("timeline_lanes", ""),
    "lanes_period": ("timeline_lanes_period", ""),
    "lanes_actor": ("timeline_lanes_actor", ""),
    "actor": ("actor", ""),
    "theme": ("timeline_theme", ""),
    "all_actors": ("all_actors", ""),
    "all_themes": ("all_themes", ""),
    "from": ("date_from", ""),
    "to": ("date_to", ""),
    "search": ("search", ""),
    "stretch": ("timeline_stretch", ""),
    "reset": ("filters_reset", ""),
    "filters": ("filter", ""),
    "count": ("timeline_count", "n all"),
    "events": ("timeline_events", "n"),
    "claims": ("timeline_claims", "n"),
    "claims_about": ("timeline_claims_about", "n"),
    "no_claims": ("timeline_no_claims", ""),
    "missing": ("timeline_missing_voice", ""),
    "listbox": ("timeline_listbox", ""),
    "none": ("timeline_none", ""),
    "card": ("timeline_card", ""),
    "choose": ("timeline_choose", ""),
    "how": ("timeline_how", ""),
    "legend_day": ("timeline_legend_day", ""),
    "legend_lasting": ("timeline_legend_lasting", ""),
    "legend_unsure": ("timeline_legend_unsure", ""),
    "legend_break": ("timeline_legend_break", ""),
    "date_basis": ("timeline_date_basis", ""),
    "sources": ("sources", ""),
    "connected": ("card_links", ""),
    "timeline": ("timeline", ""),
    "table": ("read_aloud_table", ""),
    "still": ("static_note", ""),
    "date": ("date", ""),
    "event": ("event", ""),
    "statements": ("claim", ""),
}


class _Storyteller:
    """Puts events, actors, claims and sources of the course into words of one language."""

    def __init__(self, lang: str, known_on: str | None) -> None:
        self.lang, self.known_on = lang, known_on
        self.actor_rows = {actor["actor_id"]: actor for actor in data.table("actors").to_dict("records")}
        self.phrase_keys = set(data.table("phrases")["key"])
        self.event_actors = _links("event_actors", "actor_id")
        self.event_themes = _links("event_themes", "theme")
        self.event_places = _links("event_places", "place_id")
        self.event_sources = _links("event_sources", "source_id")
        self.claims = _links("claims")
        self.connected = _both_ways(data.table("event_links").to_dict("records"))

    def story(self, table: pd.DataFrame) -> dict:
        events = [self.event(row) for row in table.to_dict("records")]
        first, last = _first_and_last_day(events)
        actors = Counter(actor for event in events for actor in event["actors"])
        themes = Counter(theme for event in events for theme in event["themes"])
        lanes = {"period": self.period_lanes(events), "actor": self.actor_lanes(actors)}
        own = {lane["id"] for lane in lanes["actor"]} - {_OTHER}
        for event in events:
            event["connected"] = [other["id"] for other in events if other["id"] in event["connected"]]
            inside = [actor for actor in event["actors"] if actor in own] or [_OTHER]
            event["lanes"] = {"period": [event.pop("period")], "actor": inside}
        used = {source for event in events for source in event["sources"]}
        used |= {
            claim["source"] for event in events for voice in event["voices"] for claim in voice["claims"]
        }
        words = {name: self.word(key, holes.split()) for name, (key, holes) in _WORDS.items()}
        words["comma"] = _COMMAS[self.lang]
        known = self.known_on and dates.label(self.known_on, self.lang)
        return {
            "lang": self.lang,
            "words": words,
            "known_on": labels.phrase("as_known_on", self.lang, date=known) if known else "",
            "lanes": lanes,
            "actors": self.options(actors, self.actor_name, self.actor_order),
            "themes": self.options(themes, self.theme_name, self.theme_name),
            "events": events,
            "sources": {source: self.source(source) for source in sorted(used)},
            "first_day": f"{first[:4]}-01-01",
            "last_day": f"{last[:4]}-12-31",
        }

    def event(self, row: dict) -> dict:
        event_id = row["event_id"]
        claims = [claim for claim in self.claims.get(event_id, []) if self.is_known(claim)]
        actors = self.event_actors.get(event_id, [])
        places = (data.row("places", place) for place in self.event_places.get(event_id, []))
        return {
            "id": event_id,
            "title": row[f"title_{self.lang}"] or self.untranslated(row["title_en"]),
            "summary": row["summary"],
            "date_basis": row.get("date_basis") or "",
            "period": _one_of_periods(row),
            "lane_name": self.period_name(row["period"]),
            "place": " · ".join(place[f"name_{self.lang}"] for place in places),
            "actors": actors,
            "actor_names": _COMMAS[self.lang].join(self.actor_name(actor) for actor in actors),
            "themes": self.event_themes.get(event_id, []),
            "sources": [
                one for one in self.event_sources.get(event_id, []) if self.is_known(data.row("sources", one))
            ],
            "connected": self.connected.get(event_id, set()),
            "claim_count": len(claims),
            "voices": self.voices(event_id, claims),
            **self.dating(_edtf(row)),
        }

    def is_known(self, row: dict) -> bool:
        return self.known_on is None or _could_be_known(row, self.known_on)

    def dating(self, edtf: str) -> dict:
        """When it was, how that is drawn, and what is not known about it, in words."""
        parsed = dates.when(edtf)
        ends = [dates.when(part) for part in edtf.split("/") if part != ".."]
        exact = [
            end.precision in ("day", "minute") and not end.approximate and not end.uncertain for end in ends
        ]
        lasting = parsed.precision == "span"
        doubts = {
            "month": parsed.precision == "month",
            "year": parsed.precision == "year",
            "about": parsed.approximate,
            "unsure": parsed.uncertain,
            "ends": lasting and not all(exact),
        }
        words = [self.word(f"timeline_doubt_{doubt}") for doubt, holds in doubts.items() if holds]
        words += [self.word("timeline_open_start")] if parsed.open_start else []
        words += [self.word("timeline_open_end")] if parsed.open_end else []
        return {
            "edtf": edtf,
            "when": dates.label(edtf, self.lang),
            "doubt": " ".join(words),
            "shape": "day"
            if not lasting and all(exact)
            else "lasting"
            if lasting and not parsed.open_start
            else "unsure",
            # Nothing is known of an open beginning: a bar over all the years before would claim too much
            "from": (parsed.latest - _MONTH if parsed.open_start else parsed.earliest).isoformat(),
            "to": "" if parsed.open_end else parsed.latest.isoformat(),
            "soft_start": parsed.open_start or not exact[0],
            "soft_end": parsed.open_end or not exact[-1],
        }

    def voices(self, event_id: str, claims: list[dict]) -> list[dict]:
        """Statements by side. Who comes first differs between events, but never for one event."""
        if not claims:
            return []
        sides: dict[str, list[dict]] = {"jpn": [], "rok": [], "usa": [], "other": []}
        for claim in sorted(claims, key=lambda claim: claim["date_said"] or claim["known_from"] or "9999"):
            sides[self.side(claim)].append(self.claim(claim))
        order = ["jpn", "rok"] if sha256(event_id.encode()).digest()[0] % 2 else ["rok", "jpn"]
        # Japan and South Korea are always named, so that a missing voice is seen; others only if they speak
        order += [side for side in ("usa", "other") if sides[side]]
        return [{"name": self.word(f"timeline_voices_{side}"), "claims": sides[side]} for side in order]

    def side(self, claim: dict) -> str:
        parts = [part for part in claim["affiliation"].split("-") if part in _SIDES]
        if not parts:
            parts = [self.actor_rows.get(claim["actor_id"], {}).get("country", "")]
        return _SIDES.get(parts[0], "other")

    def claim(self, claim: dict) -> dict:
        speaker = self.actor_name(claim["actor_id"]) if claim["actor_id"] else claim["speaker_as_printed"]
        return {
            "speaker": speaker or self.word("timeline_unnamed_speaker"),
            "role": self.named("affiliation", claim["affiliation"]) if claim["affiliation"] else "",
            "when": dates.label(claim["date_said"], self.lang) if claim["date_said"] else "",
            "statement": claim["statement"],
            "evidence": self.word(f"evidence_{claim['evidence_class'].lower()}"),
            "source": claim["source_id"],
            "locator": claim["locator"],
        }

    def source(self, source_id: str) -> dict:
        return {"text": cite(source_id, self.lang), "url": data.row("sources", source_id)["url"]}

    def period_lanes(self, events: list[dict]) -> list[dict]:
        there = {event["period"] for event in events}
        return [
            {"id": period, "name": self.period_name(period), "colour": colour, "path": path}
            for (period, colour), path in zip(_PERIODS.items(), _SHAPES, strict=False)
            if period in there
        ]

    def actor_lanes(self, actors: Counter) -> list[dict]:
        """A lane for each of those who take part most often, by the alphabet, and one for the others."""
        often = [
            actor for actor, _ in sorted(actors.items(), key=lambda pair: (-pair[1], pair[0]))[:_ACTOR_LANES]
        ]
        lanes = [
            {"id": actor, "name": self.actor_name(actor)} for actor in sorted(often, key=self.actor_order)
        ]
        lanes.append({"id": _OTHER, "name": self.word("timeline_other_actors")})
        marks = [{"colour": _ACTOR_COLOURS[i % 4], "path": _SHAPES[i]} for i in range(len(lanes))]
        return [lane | mark for lane, mark in zip(lanes, marks, strict=True)]

    def options(self, counts: Counter, name: Callable, order: Callable) -> list[dict]:
        return [{"id": one, "name": f"{name(one)} ({counts[one]})"} for one in sorted(counts, key=order)]

    def actor_name(self, actor_id: str) -> str:
        return labels.names(actor_id, self.lang)

    def actor_order(self, actor_id: str) -> str:
        """English by the alphabet, Korean by hangul, Japanese by the reading in kana."""
        reading = self.actor_rows[actor_id]["reading_ja"] if self.lang == "ja" else ""
        return (reading or self.actor_name(actor_id)).casefold()

    def period_name(self, period: str) -> str:
        return self.word(f"period_{period}")

    def theme_name(self, theme: str) -> str:
        return self.named("theme", theme)

    def named(self, prefix: str, slug: str) -> str:
        """The name of a slug; one that nobody has translated yet shows itself."""
        key = f"{prefix}_{slug}"
        return self.word(key) if key in self.phrase_keys else self.untranslated(slug.replace("-", " "))

    def untranslated(self, text: str) -> str:
        return text if self.lang == "en" else f"{text} [en]"

    def word(self, key: str, holes: list[str] | tuple[str, ...] = ()) -> str:
        return labels.phrase(key, self.lang, **{hole: f"{{{hole}}}" for hole in holes})


def _links(table: str, column: str | None = None) -> dict[str, list]:
    """Rows of a table by event: the values of one column, or the whole rows."""
    found: dict[str, list] = {}
    for row in data.table(table).to_dict("records"):
        found.setdefault(row["event_id"], []).append(row[column] if column else row)
    return found


def _both_ways(links: list[dict]) -> dict[str, set[str]]:
    """Events that hang together, seen from either of them."""
    found: dict[str, set[str]] = {}
    for link in links:
        found.setdefault(link["event_id"], set()).add(link["to_event_id"])
        found.setdefault(link["to_event_id"], set()).add(link["event_id"])
    return found


def _one_of_periods(event: dict) -> str:
    if event["period"] not in _PERIODS:
        kind = f"period of the event {event['event_id']!r}"
        raise unknown(kind, event["period"], _PERIODS, f"Periods: {', '.join(_PERIODS)}.")
    return event["period"]


def _first_and_last_day(events: list[dict]) -> tuple[str, str]:
    """Return the days between which the events lie. What has an open end goes on to the last of them."""
    first, last = (
        min(event["from"] for event in events),
        max(event["to"] or event["from"] for event in events),
    )
    for event in events:
        event["to"] = event["to"] or last
    return first, last
