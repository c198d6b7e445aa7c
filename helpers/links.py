"""How the events of a story hang together: which of them answers another, is part of it, or led to it.

    table event_links  ──>  one dict a link: from, to, kind, who says so and where it can be read

That one event led to another is never shown as a fact: somebody says so, and the link carries that claim.
"""

from __future__ import annotations

from collections.abc import Callable

from helpers import data, labels

KINDS = ("answers", "part-of", "leads-to")


def between(ids: list[str], lang: str, claim: Callable[[dict], dict]) -> list[dict]:
    """Return the links whose two events are both in the list; `claim` puts a row of claims into words."""
    inside = set(ids)
    rows = data.table("event_links").to_dict("records")
    rows = [row for row in rows if row["event_id"] in inside and row["to_event_id"] in inside]
    if not rows:
        return []
    wanted = {row.get("claim_id") for row in rows} - {"", None}
    claims = data.table("claims").to_dict("records")
    claims = {claim["claim_id"]: claim for claim in claims if claim["claim_id"] in wanted}
    return [_link(row, claims.get(row.get("claim_id")), lang, claim) for row in rows]


def _link(row: dict, said: dict | None, lang: str, claim: Callable[[dict], dict]) -> dict:
    told = claim(said) if said else None
    name = told["speaker"] if told else ""
    holes = {"name": name} if row["kind"] == "leads-to" else {}
    return {
        "from": row["event_id"],
        "to": row["to_event_id"],
        "kind": row["kind"],
        "forth": labels.phrase(f"link_{row['kind']}", lang, **holes),
        "back": labels.phrase(f"timeline_link_from_{row['kind']}", lang, **holes),
        "claim": told,
        "source": row.get("source_id") or "",
    }
