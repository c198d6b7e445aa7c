"""A card about one statement: who said it, of what kind it is, where it stands, and what the other side says.

    claim_card("hist-c099")     the statement, seven questions about it, and the other side's words below

A statement that stands alone looks like the truth. So a card always looks across: first at the list of
disagreements (table `conflict_claims`), then at the same topic. Where our sources quote nobody from the other
side, the card says that, and not that there is nobody.
"""

from __future__ import annotations

from helpers import data, dates, labels
from helpers.cardframe import Card, Words
from helpers.errors import language
from helpers.labels import phrase
from helpers.sources import cite

AT_ONCE = 3


def claim_card(claim_id: str, lang: str = "en") -> ClaimCard:
    """Return a card about one statement, with what the other side says on the same point.

    `lang` is "en", "ko" or "ja": the questions and their answers; the statement itself stays in English. A
    KitError names the nearest ids where there is no such statement.

    >>> claim_card("announcement-dispute-2019-11.chung-eui-yong-2")  # doctest: +ELLIPSIS
    Chung Eui-yong, Government of South Korea (announcement-dispute-2019-11.chung-eui-yong-2)
    It is untrue that talks began because Seoul told Japan of a pause at the WTO, ...
    ...
    """
    return ClaimCard(claim_id, lang)


class ClaimCard:
    """One statement and its answer from across the sea. Prints as plain text; a notebook shows a card.

    `.claim_id` is the statement, `.others` are the ids of the statements beside it, by side.
    """

    def __init__(self, claim_id: str, lang: str = "en") -> None:
        self.claim_id, self.lang = claim_id, language(lang)
        claim = data.row("claims", claim_id).to_dict()
        across = {side: _answers(claim, side) for side in _across(claim["side"])}
        self.others = {side: [other["claim_id"] for other, _ in found] for side, found in across.items()}
        self._frame = Card(
            Words(_speaker(claim, lang)),
            _rows(claim, lang),
            lang,
            id=claim_id,
            lead=_english(claim["statement"], lang),
            below=[_side_card(claim, side, found, lang) for side, found in across.items()],
        )

    def __repr__(self) -> str:
        return self._frame.to_plain()

    def _repr_html_(self) -> str:
        return self._frame.to_html()

    def _repr_markdown_(self) -> str:
        return self._frame.to_markdown()


# --- the statement itself ----------------------------------------------------------------------------------


def _rows(claim: dict, lang: str) -> list[tuple[str, Words]]:
    source = data.row("sources", claim["source_id"])
    kind = claim["evidence_class"].lower()
    colon = "：" if lang == "ja" else ": "
    meaning = colon.join(phrase(key, lang) for key in (f"evidence_{kind}", f"evidence_{kind}_meaning"))
    unstated = phrase("claimcard_unstated", lang)
    answers = {
        "said": _day(claim["date_said"], lang) or unstated,
        "claimcard_printed": _day(claim["known_from"] or source["published"], lang) or unstated,
        "claimcard_about": _day(claim["reference_period"], lang),
        "claimcard_evidence": meaning,
        "claimcard_presents": labels.code("attribution", claim["attribution"], lang),
        "claimcard_locator": claim["locator"] or unstated,
        "source": Words(cite(claim["source_id"], lang), url=source["url"]),
        "how_reliable": labels.code("reliability", source["reliability"], lang),
        "note": _english(claim["note"], lang),
    }
    texts = {key: answer if isinstance(answer, Words) else Words(answer) for key, answer in answers.items()}
    rows = [(phrase(key, lang), answer) for key, answer in texts.items() if answer.text]
    if claim["dissent"]:
        rows.insert(0, (phrase("speaker", lang), Words(phrase("claimcard_dissent", lang))))
    return rows


def _speaker(claim: dict, lang: str) -> str:
    """Name and role. Where the source names nobody, the card says so."""
    actor = claim["actor_id"]
    name = labels.names(actor, lang) if actor else claim["speaker_as_printed"]
    role = labels.code("affiliation", claim["affiliation"], lang) if claim["affiliation"] else ""
    comma = "、" if lang == "ja" else ", "
    parts = [name or phrase("timeline_unnamed_speaker", lang), role]
    return comma.join(dict.fromkeys(part for part in parts if part))


def _day(text: str, lang: str) -> str:
    return dates.label(text, lang) if text else ""


def _english(text: str, lang: str) -> Words:
    """Statements and notes are written in English, whatever the language of the card."""
    return Words(text, "en" if lang != "en" else "")


# --- across the sea ----------------------------------------------------------------------------------------


def _across(side: str) -> list[str]:
    """The sides to listen to beside this one; a voice from elsewhere is set beside both."""
    return {"ROK": ["JPN"], "JPN": ["ROK"]}.get(side, ["JPN", "ROK"])


def _answers(claim: dict, side: str) -> list[tuple[dict, str]]:
    """Statements of that side with the conflict that sets them against this one ("" for the same topic only).

    Those of a conflict come first, then those about the same event, then the nearest in time.
    """
    claims = data.table("claims")
    opposed = _opposed(claim["claim_id"])
    theirs = claims[(claims["side"] == side) & (claims["claim_id"] != claim["claim_id"])]
    near = theirs[(theirs["topic"] == claim["topic"]) | theirs["claim_id"].isin(list(opposed))]
    found = [(other, opposed.get(other["claim_id"], "")) for other in near.to_dict("records")]

    def rank(pair: tuple[dict, str]) -> tuple:
        other, conflict = pair
        return not conflict, other["event_id"] != claim["event_id"], _apart(claim, other), other["claim_id"]

    return sorted(found, key=rank)


def _opposed(claim_id: str) -> dict[str, str]:
    """Statements on the other side of a conflict with this one, and that conflict."""
    links = data.table("conflict_claims")
    own = links[links["claim_id"] == claim_id]
    sides = dict(zip(own["conflict_id"], own["side"], strict=True))
    pairs = links[links["conflict_id"].isin(list(sides))].to_dict("records")
    return {
        row["claim_id"]: row["conflict_id"]
        for row in pairs
        if "both" in (row["side"], sides[row["conflict_id"]]) or row["side"] != sides[row["conflict_id"]]
    }


def _apart(one: dict, other: dict) -> int:
    """Days between two statements; a large number where a day is not known."""
    begins = [claim["date_said"] or claim["known_from"] for claim in (one, other)]
    if not all(begins):
        return 10**6
    first, second = (dates.when(text).earliest for text in begins)
    return abs((first - second).days)


def _side_card(claim: dict, side: str, found: list[tuple[dict, str]], lang: str) -> Card:
    title = Words(phrase(f"timeline_voices_{side.lower()}", lang))
    if not found:
        return Card(title, [], lang, lead=Words(phrase("claimcard_nobody", lang)))
    cards = [_short(other, conflict, lang) for other, conflict in found[:AT_ONCE]]
    count = phrase("claimcard_count", lang, n=len(cards), all=len(found))
    lead = Words(count) if len(found) > len(cards) else None
    return Card(title, [], lang, lead=lead, below=cards)


def _short(claim: dict, conflict: str, lang: str) -> Card:
    """The other statement in few lines, with the reason why it stands here."""
    source = data.row("sources", claim["source_id"])
    if conflict:
        why = phrase("claimcard_in_conflict", lang, title=data.row("conflicts", conflict)["title"])
    else:
        topic = data.row("topics", claim["topic"])
        why = phrase("claimcard_on_topic", lang, topic=topic[f"title_{lang}"] or f"{topic['title_en']} [en]")
    kind = phrase(f"evidence_{claim['evidence_class'].lower()}", lang)
    rows = [
        (phrase("said", lang), Words(_day(claim["date_said"], lang) or phrase("claimcard_unstated", lang))),
        (phrase("claimcard_evidence", lang), Words(kind)),
        (phrase("source", lang), Words(cite(claim["source_id"], lang), url=source["url"])),
        (phrase("claimcard_why", lang), Words(why)),
    ]
    lead = _english(claim["statement"], lang)
    return Card(Words(_speaker(claim, lang)), rows, lang, id=claim["claim_id"], lead=lead)
