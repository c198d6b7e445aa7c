"""What a timeline tells: events with their dates, speakers and sources, in one language, as plain data.

    rows of the table events  ──>  tell(rows, "ko")  ──>  {"events": [...], "lanes": ..., "words": ...}

The widget (static/timeline.js) and the still picture (`twin`) draw the same story and nothing beside it, so
they cannot differ in a date, a name or a statement.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from functools import cache
from hashlib import sha256

from helpers import data, dates, labels, links, readings
from helpers.errors import unknown
from helpers.given import edtf
from helpers.known import reach
from helpers.overlay import overlay
from helpers.sources import cite
from helpers.storywords import WORDS


def tell(
    events: list[dict], lang: str = "en", perspectives: object = None, series: str | None = None
) -> dict:
    """Return the story of some events, which are rows of the table events, in the order given.

    `perspectives` are the sides that have a lane of their own in two or more readings, `series` is the id of
    a series of numbers to stand under the axis.
    """
    sides = readings.perspectives(perspectives, lang)
    return _Storyteller(lang).story(events, sides) | {"series": overlay(series, lang) if series else None}


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
_SIDES = ("JPN", "ROK", "USA", "DPRK", "CHN", "RUS")
_DAYS = ("day", "minute")


class _Storyteller:
    """Holds the tables of the course by event, and says each thing in one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.actors = {actor["actor_id"]: actor for actor in data.table("actors").to_dict("records")}
        self.source_rows = {row["source_id"]: row for row in data.table("sources").to_dict("records")}
        self.event_actors = _links("event_actors", "actor_id")
        self.event_themes = _links("event_themes", "theme")
        self.event_places = _links("event_places", "place_id")
        self.event_sources = _links("event_sources", "source_id")
        self.claims = _links("claims")
        self.places = {place["place_id"]: place for place in data.table("places").to_dict("records")}
        # Ten thousand events ask for the same few names and words
        self.name = cache(lambda actor_id: labels.names(actor_id, lang))
        self.code = cache(lambda prefix, value: labels.code(prefix, value, lang))
        self.word = cache(self._word)

    def story(self, rows: list[dict], sides: list[str]) -> dict:
        events = [self.event(row) for row in rows]
        first, last = _first_and_last_day(events)
        actors = Counter(actor for event in events for actor in event["actors"])
        themes = Counter(theme for event in events for theme in event["themes"])
        lanes = {
            "period": self.period_lanes(events),
            "actor": self.actor_lanes(actors),
            "reading": self.reading_lanes(sides),
        }
        own = {lane["id"] for lane in lanes["actor"]} - {_OTHER}
        for event in events:
            inside = [actor for actor in event["actors"] if actor in own] or [_OTHER]
            event["lanes"] = {"period": [event.pop("period")], "actor": inside}
        linked = links.between([event["id"] for event in events], self.lang, self.claim)
        claims = [claim for event in events for voice in event["voices"] for claim in voice["claims"]]
        claims += [link["claim"] for link in linked if link["claim"]]
        used = {source for event in events for source in event["sources"]} | {c["source"] for c in claims}
        used |= {link["source"] for link in linked} - {""}
        theme_names = {theme: self.code("theme", theme) for theme in themes}
        days = {row["known"][0] for row in [*events, *claims]} - {""}
        return {
            "lang": self.lang,
            "words": {name: self.word(key, holes) for name, (key, holes) in WORDS.items()}
            | {"comma": _COMMAS[self.lang]},
            "lanes": lanes,
            "actors": [
                {"id": one, "name": f"{self.name(one)} ({actors[one]})"}
                for one in sorted(actors, key=self.actor_order)
            ],
            "themes": [
                {"id": one, "name": f"{theme_names[one]} ({themes[one]})"}
                for one in sorted(themes, key=theme_names.get)
            ],
            "events": events,
            "links": linked,
            "sources": {one: self.source(one) for one in sorted(used)},
            "known_days": sorted(days),
            "first_day": f"{first[:4]}-01-01",
            "last_day": f"{last[:4]}-12-31",
        }

    def event(self, row: dict) -> dict:
        event_id = row["event_id"]
        claims = self.claims.get(event_id, [])
        actors = self.event_actors.get(event_id, [])
        places = (self.places[place] for place in self.event_places.get(event_id, []))
        return {
            "id": event_id,
            "title": self.title(row),
            "summary": row["summary"],
            "date_basis": row.get("date_basis") or "",
            "period": _one_of_periods(row),
            "lane_name": self.word(f"period_{row['period']}"),
            "place": " · ".join(place[f"name_{self.lang}"] for place in places),
            "actors": actors,
            "actor_names": _COMMAS[self.lang].join(self.name(actor) for actor in actors),
            "themes": self.event_themes.get(event_id, []),
            "sources": self.event_sources.get(event_id, []),
            "known": reach(row),
            "claim_count": len(claims),
            "voices": self.voices(event_id, claims),
            **self.dating(edtf(row)),
        }

    def title(self, row: dict) -> str:
        """The title in our language; else the English one, marked; else the words that there is none."""
        title, english = row[f"title_{self.lang}"].strip(), row["title_en"].strip()
        return title or (f"{english} [en]" if english else self.word("timeline_no_title"))

    def source(self, source_id: str) -> dict:
        row = self.source_rows[source_id]
        return {"text": cite(source_id, self.lang), "url": row["url"], "known": reach(row)}

    def dating(self, text: str) -> dict:
        """When it was, how that is drawn, and what is not known about it, in words."""
        parsed = dates.when(text)
        ends = [dates.when(part) for part in text.split("/") if part != ".."]
        exact = [e.precision in _DAYS and not e.approximate and not e.uncertain for e in ends]
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
            "from": _first_day(parsed),
            "to": "" if parsed.open_end else parsed.latest.isoformat(),
            "soft_start": parsed.open_start or not exact[0],
            "soft_end": parsed.open_end or not exact[-1],
        }

    def voices(self, event_id: str, claims: list[dict]) -> list[dict]:
        """Statements by side. Who comes first differs between events, but never for one event."""
        if not claims:
            return []
        sides: dict[str, list[dict]] = {side: [] for side in (*_SIDES, "other")}
        for claim in sorted(claims, key=lambda claim: claim["date_said"] or claim["known_from"] or "9999"):
            sides[claim["side"] if claim["side"] in _SIDES else "other"].append(claim)
        order = ["JPN", "ROK"] if sha256(event_id.encode()).digest()[0] % 2 else ["ROK", "JPN"]
        # Japan and South Korea are always named, so that a missing voice is seen; others only if they speak
        order += [side for side in sides if sides[side] and side not in order]
        return [self.voice(side, sides[side]) for side in order]

    def voice(self, side: str, claims: list[dict]) -> dict:
        by_rank = {claim["claim_id"]: n for n, claim in enumerate(sorted(claims, key=readings.rank))}
        told = [self.claim(claim) | {"rank": by_rank[claim["claim_id"]]} for claim in claims]
        return {"side": side, "name": self.word(f"timeline_voices_{side.lower()}"), "claims": told}

    def claim(self, claim: dict) -> dict:
        actor, said, role = claim["actor_id"], claim["date_said"], claim["affiliation"]
        speaker = self.name(actor) if actor else claim["speaker_as_printed"]
        speaker = speaker or self.word("timeline_unnamed_speaker")
        return {
            "speaker": speaker,
            "role": self.code("affiliation", role) if role else "",
            "when": dates.label(said, self.lang) if said else "",
            "statement": claim["statement"],
            "short": readings.short(speaker, claim["statement"]),
            "evidence": self.word(f"evidence_{claim['evidence_class'].lower()}"),
            "source": claim["source_id"],
            "locator": claim["locator"],
            "known": reach(claim),
        }

    def reading_lanes(self, sides: list[str]) -> list[dict]:
        """A lane for the voices of each side, and one for the events on which none of them is quoted."""
        names = {side: self.word(f"timeline_voices_{side.lower()}") for side in sides}
        names[readings.NOBODY] = self.word("timeline_reading_none")
        return [
            {"id": lane, "name": name, "colour": _ACTOR_COLOURS[number % 4], "path": _SHAPES[number]}
            for number, (lane, name) in enumerate(names.items())
        ]

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
        names = {actor: self.name(actor) for actor in sorted(often, key=self.actor_order)}
        names[_OTHER] = self.word("timeline_other_actors")
        return [
            {"id": lane, "name": name, "colour": _ACTOR_COLOURS[number % 4], "path": _SHAPES[number]}
            for number, (lane, name) in enumerate(names.items())
        ]

    def actor_order(self, actor_id: str) -> str:
        """English by the alphabet, Korean by hangul, Japanese by the reading in kana."""
        reading = self.actors[actor_id]["reading_ja"] if self.lang == "ja" else ""
        return (reading or self.name(actor_id)).casefold()

    def _word(self, key: str, holes: str = "") -> str:
        """A phrase, with the placeholders that the widget fills in left as they are."""
        return labels.phrase(key, self.lang, **{hole: f"{{{hole}}}" for hole in holes.split()})


def _links(table: str, column: str | None = None) -> dict[str, list]:
    """Rows of a table by event: the values of one column, or the whole rows."""
    found: dict[str, list] = {}
    for row in data.table(table).to_dict("records"):
        found.setdefault(row["event_id"], []).append(row[column] if column else row)
    return found


def _one_of_periods(event: dict) -> str:
    if event["period"] not in _PERIODS:
        kind = f"period of the event {event['event_id']!r}"
        raise unknown(kind, event["period"], _PERIODS, 'Keep the periods of table("events").')
    return event["period"]


def _first_day(parsed: dates.When) -> str:
    if parsed.open_start and parsed.open_end:
        return ""
    # Nothing is known of an open beginning: a bar over all the years before would claim too much
    return (parsed.latest - _MONTH if parsed.open_start else parsed.earliest).isoformat()


def _first_and_last_day(events: list[dict]) -> tuple[str, str]:
    """Return the days between which the events lie. What has an open end goes on to the last of them."""
    days = [day for event in events for day in (event["from"], event["to"]) if day]
    first, last = (min(days), max(days)) if days else ("2019-01-01", "2019-12-31")
    for event in events:
        event["from"], event["to"] = event["from"] or first, event["to"] or last
    return first, last
