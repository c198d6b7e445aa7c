"""What a timeline tells: events with their dates, speakers and sources, in one language, as plain data.

    rows of the table events  ──>  tell(rows, "ko")  ──>  {"events": [...], "lanes": ..., "words": ...}

The widget (static/timeline.js) and the still picture (`twin`) draw the same story and nothing beside it, so
they cannot differ in a date, a name or a statement.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from hashlib import sha256

from helpers import data, dates, labels
from helpers.errors import KitError, unknown
from helpers.sources import cite


def tell(events: list[dict], lang: str = "en", known_on: str | None = None) -> dict:
    """Return the story of some events, which are rows of the table events, in the order given.

    With `known_on`, statements and sources are left out that were certainly not public on that day.
    """
    return _Storyteller(lang, known_on).story(events)


def edtf(event: dict) -> str:
    """Return the date of an event as one text; a date that cannot be read is told with the event's id."""
    text = f"{event['start']}/{event['end']}" if event["end"] else event["start"]
    try:
        dates.when(text)
    except KitError as problem:
        raise KitError(f"The event {event['event_id']!r} has no readable date.", *problem.args) from None
    return text


def could_be_known(row: dict, known_on: str | None) -> bool:
    """Return False only where it is sure that nobody could read it by that day."""
    first = row.get("known_from") or row.get("published") or row.get("date_said") or row.get("start") or ""
    return not (known_on and first) or dates.before(known_on, first) != "yes"


# --- how it is drawn and worded ----------------------------------------------------------------------------

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
WORDS = {
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
    "more_claims": ("timeline_more_claims", "n"),
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
    """Holds the tables of the course by event, and says each thing in one language."""

    def __init__(self, lang: str, known_on: str | None) -> None:
        self.lang, self.known_on = lang, known_on
        self.actors = {actor["actor_id"]: actor for actor in data.table("actors").to_dict("records")}
        self.event_actors = _links("event_actors", "actor_id")
        self.event_themes = _links("event_themes", "theme")
        self.event_places = _links("event_places", "place_id")
        self.event_sources = _links("event_sources", "source_id")
        self.claims = _links("claims")
        self.connected = _both_ways(data.table("event_links").to_dict("records"))

    def story(self, rows: list[dict]) -> dict:
        events = [self.event(row) for row in rows]
        first, last = _first_and_last_day(events)
        actors = Counter(actor for event in events for actor in event["actors"])
        themes = Counter(theme for event in events for theme in event["themes"])
        lanes = {"period": self.period_lanes(events), "actor": self.actor_lanes(actors)}
        own = {lane["id"] for lane in lanes["actor"]} - {_OTHER}
        for event in events:
            event["connected"] = [other["id"] for other in events if other["id"] in event["connected"]]
            inside = [actor for actor in event["actors"] if actor in own] or [_OTHER]
            event["lanes"] = {"period": [event.pop("period")], "actor": inside}
        claims = [claim for event in events for voice in event["voices"] for claim in voice["claims"]]
        used = {source for event in events for source in event["sources"]} | {c["source"] for c in claims}
        known = self.known_on and dates.label(self.known_on, self.lang)
        theme_names = {theme: labels.code("theme", theme, self.lang) for theme in themes}
        return {
            "lang": self.lang,
            "words": {name: self.word(key, holes) for name, (key, holes) in WORDS.items()}
            | {"comma": _COMMAS[self.lang]},
            "known_on": labels.phrase("as_known_on", self.lang, date=known) if known else "",
            "lanes": lanes,
            "actors": [
                {"id": one, "name": f"{labels.names(one, self.lang)} ({actors[one]})"}
                for one in sorted(actors, key=self.actor_order)
            ],
            "themes": [
                {"id": one, "name": f"{theme_names[one]} ({themes[one]})"}
                for one in sorted(themes, key=theme_names.get)
            ],
            "events": events,
            "sources": {
                one: {"text": cite(one, self.lang), "url": data.row("sources", one)["url"]}
                for one in sorted(used)
            },
            "first_day": f"{first[:4]}-01-01",
            "last_day": f"{last[:4]}-12-31",
        }

    def event(self, row: dict) -> dict:
        event_id = row["event_id"]
        claims = [claim for claim in self.claims.get(event_id, []) if could_be_known(claim, self.known_on)]
        actors = self.event_actors.get(event_id, [])
        places = (data.row("places", place) for place in self.event_places.get(event_id, []))
        sources = self.event_sources.get(event_id, [])
        return {
            "id": event_id,
            "title": row[f"title_{self.lang}"] or f"{row['title_en']} [en]",
            "summary": row["summary"],
            "date_basis": row.get("date_basis") or "",
            "period": _one_of_periods(row),
            "lane_name": self.word(f"period_{row['period']}"),
            "place": " · ".join(place[f"name_{self.lang}"] for place in places),
            "actors": actors,
            "actor_names": _COMMAS[self.lang].join(labels.names(actor, self.lang) for actor in actors),
            "themes": self.event_themes.get(event_id, []),
            "sources": [one for one in sources if could_be_known(data.row("sources", one), self.known_on)],
            "connected": self.connected.get(event_id, set()),
            "claim_count": len(claims),
            "voices": self.voices(event_id, claims),
            **self.dating(edtf(row)),
        }

    def dating(self, text: str) -> dict:
        """When it was, how that is drawn, and what is not known about it, in words."""
        parsed = dates.when(text)
        ends = [dates.when(part) for part in text.split("/") if part != ".."]
        exact = [e.precision in ("day", "minute") and not e.approximate and not e.uncertain for e in ends]
        lasting = parsed.precision == "span"
        doubts = {
            "month": parsed.precision == "month",
            "year": parsed.precision == "year",
            "about": parsed.approximate,
            "unsure": parsed.uncertain,
            "ends": lasting and not all(exact),
        }
        shape = "lasting" if lasting and not parsed.open_start else "unsure"
        shape = "day" if not lasting and all(exact) else shape
        words = [self.word(f"timeline_doubt_{doubt}") for doubt, holds in doubts.items() if holds]
        words += [self.word("timeline_open_start")] if parsed.open_start else []
        words += [self.word("timeline_open_end")] if parsed.open_end else []
        return {
            "edtf": text,
            "when": dates.label(text, self.lang),
            "doubt": " ".join(words),
            "shape": shape,
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
            parts = [self.actors.get(claim["actor_id"], {}).get("country", "")]
        return _SIDES.get(parts[0], "other")

    def claim(self, claim: dict) -> dict:
        actor, said, role = claim["actor_id"], claim["date_said"], claim["affiliation"]
        speaker = labels.names(actor, self.lang) if actor else claim["speaker_as_printed"]
        return {
            "speaker": speaker or self.word("timeline_unnamed_speaker"),
            "role": labels.code("affiliation", role, self.lang) if role else "",
            "when": dates.label(said, self.lang) if said else "",
            "statement": claim["statement"],
            "evidence": self.word(f"evidence_{claim['evidence_class'].lower()}"),
            "source": claim["source_id"],
            "locator": claim["locator"],
        }

    def period_lanes(self, events: list[dict]) -> list[dict]:
        there = {event["period"] for event in events}
        return [
            {"id": period, "name": self.word(f"period_{period}"), "colour": colour, "path": path}
            for (period, colour), path in zip(_PERIODS.items(), _SHAPES, strict=False)
            if period in there
        ]

    def actor_lanes(self, actors: Counter) -> list[dict]:
        """A lane for each of those who take part most often, by the alphabet, and one for the others."""
        often = sorted(actors, key=lambda actor: (-actors[actor], actor))[:_ACTOR_LANES]
        names = {actor: labels.names(actor, self.lang) for actor in sorted(often, key=self.actor_order)}
        names[_OTHER] = self.word("timeline_other_actors")
        return [
            {"id": lane, "name": name, "colour": _ACTOR_COLOURS[number % 4], "path": _SHAPES[number]}
            for number, (lane, name) in enumerate(names.items())
        ]

    def actor_order(self, actor_id: str) -> str:
        """English by the alphabet, Korean by hangul, Japanese by the reading in kana."""
        reading = self.actors[actor_id]["reading_ja"] if self.lang == "ja" else ""
        return (reading or labels.names(actor_id, self.lang)).casefold()

    def word(self, key: str, holes: str = "") -> str:
        """A phrase, with the placeholders that the widget fills in left as they are."""
        return labels.phrase(key, self.lang, **{hole: f"{{{hole}}}" for hole in holes.split()})


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
        raise unknown(kind, event["period"], _PERIODS, 'Keep the periods of table("events").')
    return event["period"]


def _first_and_last_day(events: list[dict]) -> tuple[str, str]:
    """Return the days between which the events lie. What has an open end goes on to the last of them."""
    first = min(event["from"] for event in events)
    last = max(event["to"] or event["from"] for event in events)
    for event in events:
        event["to"] = event["to"] or last
    return first, last
