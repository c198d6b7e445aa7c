"""How the answers of exercise 08 are marked: one mark function per task.

Each compares an answer with the keys of keys08, part by part, and names the way of thinking that the answer
shows. What a student is told about it stands in course_data/misconceptions.csv.
"""

from __future__ import annotations

import re
from math import log10
from typing import TYPE_CHECKING

from helpers import data
from helpers.dates import before
from helpers.tasks import keys08 as keys
from helpers.tasks import memo
from helpers.tasks.model import Answer, Marked
from helpers.tasks.reading import short_names, spelled
from helpers.tasks.units import unit

if TYPE_CHECKING:
    import pandas as pd

# --- 08.1 recognise ----------------------------------------------------------------------------------------


def mark_words(answer: Answer) -> Marked:
    right = dict(zip(keys.wordings()["word"], keys.wordings()["answer"], strict=True))
    given = answer.get("words", {})
    wrong = {word: who for word, who in given.items() if right[word] != who}
    share = sum(right[word] == who for word, who in given.items()) / len(right)
    seen = f"{len(given) - len(wrong)} of {len(right)} words stand with the one who used them."
    if not given:
        return Marked({}, seen)
    return Marked({"words": share}, seen, _distance_words(right, given, wrong), _misread_word(right, wrong))


def _misread_word(right: dict[str, str], wrong: dict[str, str]) -> str:
    if any(right[word] == keys.OTHER_ACT for word in wrong):
        return "verb-of-another-act"
    if any(right[word] == keys.NEWSROOM for word in wrong):
        return "newsroom-word-as-official"
    return "paraphrase-hides-the-word" if wrong else ""


def _distance_words(right: dict[str, str], given: dict[str, str], wrong: dict[str, str]) -> str:
    if wrong:
        return f"Look again at: {spelled(sorted(wrong))}."
    missing = sorted(set(right) - set(given))
    return f"Not matched yet: {spelled(missing)}." if missing else ""


# --- 08.2 locate -------------------------------------------------------------------------------------------


def mark_quote(answer: Answer) -> Marked:
    quotes = keys.japanese_quotes()
    source, place, speaker = (answer.get(name, "") for name in ("source", "locator", "speaker"))
    here = quotes[quotes["source_id"] == source]
    at_place = here[here["locator"] == place]
    spoken = at_place if place else here
    shares = {
        "source": float(len(here) > 0),
        "locator": float(len(at_place) > 0),
        "speaker": float(speaker in set(spoken["actor_id"])),
    }
    seen = f"You point to {place or 'no place yet'} in {keys.short(source) or 'no article yet'}."
    if min(shares.values()) == 1:
        return Marked(shares, f"{seen} There, {keys.person(speaker)} is quoted directly.")
    distance = _distance_place(here, place) if source else ""
    return Marked(shares, seen, distance, _misread_place(source, place))


def _misread_place(source: str, place: str) -> str:
    claims = keys.article_claims()
    there = claims[(claims["source_id"] == source) & (claims["locator"] == place)]
    quoted = there["attribution"] == "direct-quote"
    if (quoted & (there["affiliation"] == "expert-JPN")).any():
        return "expert-as-government"
    if (quoted & ~there["affiliation"].str.startswith("JPN")).any():
        return "about-japan-not-by-japan"
    if (there["affiliation"] == "JPN-gov").any() and not (quoted & (there["affiliation"] == "JPN-gov")).any():
        return "paraphrase-as-quotation"
    return ""


def _distance_place(here: pd.DataFrame, place: str) -> str:
    if here.empty:
        return "In this article no Japanese official is quoted."
    if not place or place in set(here["locator"]):
        return ""
    steps = [abs(_paragraph(place) - _paragraph(right)) for right in here["locator"]]
    nearest = min(steps)
    return f"The nearest quoted place is {nearest} {'paragraph' if nearest == 1 else 'paragraphs'} away."


def _paragraph(locator: str) -> int:
    digits = re.search(r"\d+", locator)
    return int(digits[0]) if digits else 0


# --- 08.3 compute ------------------------------------------------------------------------------------------


def mark_yen(answer: Answer) -> Marked:
    good = [amount for amount in keys.won_sums() if amount.fits]
    text = answer.get("unit", "")
    scale, base = (unit(text).scale, unit(text).base) if text else (10**9, "JPY")
    billions = answer["value"] * scale / 10**9 if "value" in answer else None
    source, place = answer.get("source", ""), answer.get("locator", "")
    pairs = {(amount.source, amount.locator) for amount in good}
    known_place = any(one == source and (not where or where == place) for one, where in pairs)
    shares = {
        "value": float(billions is not None and any(_near(billions, amount.yen) for amount in good)),
        "unit": float(bool(text) and base == "JPY"),
        "source": float(source in {one for one, _ in pairs}),
        "locator": float(known_place),
        "also": float(answer.get("also", "") in {one for one, _ in pairs} - {source}),
    }
    cited = f" from {keys.short(source)} {place}".rstrip() if source else ""
    seen = f"We read {_amount(answer)}{cited}."
    misread = _misread_yen(billions, base, source, shares)
    distance = _distance_yen(billions, shares, base)
    return Marked(shares, seen, distance, misread, beyond=shares["also"] == 1)


def _misread_yen(billions: float | None, base: str, source: str, shares: dict) -> str:
    won_per_yen = keys.rate("KRW per USD") / keys.rate("JPY per USD")
    good = keys.best_sum()
    if billions is None:
        return ""
    if _near(billions, keys.misprint().yen):
        return "number-refutes-itself"
    if _near(billions, good.won * 1000 * won_per_yen, 0.02):
        return "rate-upside-down"
    if not shares["value"] and _power_of_ten(billions / good.yen):
        return "factor-of-a-thousand"
    if shares["value"] and base != "JPY":
        return "currency-mixed-up"
    if source == keys.misprint().source:
        return "source-prints-another-number"
    return ""


def _distance_yen(billions: float | None, shares: dict, base: str) -> str:
    if billions is None:
        return ""
    if not shares["value"]:
        return _off_by(billions, keys.best_sum().yen)
    return "" if base == "JPY" else "The number fits, the unit does not."


# --- 08.4 compute ------------------------------------------------------------------------------------------


def mark_share(answer: Answer) -> Marked:
    right, rule = keys.shares(), answer.get("rule", "")
    base = unit(answer["unit"]).base if "unit" in answer else ""
    value, source = answer.get("value"), answer.get("source", "")
    fits = [name for name, share in right.items() if value is not None and abs(value - share) <= 0.15]
    shares = {
        "value": float(rule in fits if rule else bool(fits)),
        "unit": float(base == "percent"),
        "rule": float(bool(rule) and (rule in fits or not fits)),
        "source": float(source == short_names()[keys.SHARE_ARTICLE]),
    }
    given = "no value yet" if value is None else f"{value:g} {answer.get('unit', '(no unit)')}"
    seen = f"We read {given}, counting {rule or '(no rule given)'}."
    distance = "" if value is None or shares["value"] else _off_by(value, right.get(rule, right["officials"]))
    return Marked(shares, seen, distance, _misread_share(value, rule, fits, right))


def _misread_share(value: float | None, rule: str, fits: list[str], right: dict[str, float]) -> str:
    if value is None:
        return ""
    rows = keys.voices()
    of_rule = {name: rows["affiliation"].isin(sides) for name, sides in keys.RULES.items()}
    quoted = rows["quoted_words"] > 0
    body = data.row("articles", short_names()[keys.SHARE_ARTICLE])["body_words"]
    heads = {
        100 * (ours & few).sum() / few.sum() for ours in of_rule.values() for few in (quoted, quoted | True)
    }
    of_body = {100 * rows.loc[ours, "quoted_words"].sum() / body for ours in of_rule.values()}
    if rule and fits and rule not in fits:
        return "counting-rule-mixed-up"
    if any(abs(value - share / 100) <= 0.002 for share in right.values()):
        return "fraction-read-as-percent"
    if any(abs(value - share) <= 0.15 for share in of_body):
        return "share-of-the-wrong-whole"
    if any(abs(value - share) <= 0.15 for share in heads):
        return "speakers-for-words"
    return ""


# --- 08.5 corroborate --------------------------------------------------------------------------------------


def mark_known(answer: Answer) -> Marked:
    out = keys.printed_in_time()
    sure = {claim for claim, told in out.items() if told == "yes"}
    unsure = {claim for claim, told in out.items() if told == "cannot tell"}
    known, open_ = set(answer.get("known", ())), set(answer.get("cannot_tell", ()))
    extra, missing = known - sure, sure - known
    shares = {
        "known": max(0.0, (len(known & sure) - len(extra)) / len(sure)),
        "cannot_tell": float(open_ == unsure),
    }
    seen = f"You take {len(known)} of {len(out)} statements as printed in time, {len(open_)} as undecided."
    distance = []
    if extra:
        distance.append(f"{len(extra)} too many")
    if missing:
        distance.append(f"{len(missing)} missing")
    text = f"Printed in time: {' and '.join(distance)}." if distance else ""
    return Marked(shares, seen, text, _misread_dates(extra, known, open_, unsure, out))


def _misread_dates(extra: set, known: set, open_: set, unsure: set, out: dict[str, str]) -> str:
    claims = data.table("claims").set_index("claim_id")["date_said"]
    late = {claim for claim in extra if out[claim] == "no"}
    if any(before(keys.LAST_DAY, claims[claim]) == "yes" for claim in late):
        return "hindsight"
    if late:
        return "said-is-not-printed"
    if known & unsure:
        return "year-read-as-a-day"
    if open_ - unsure:
        return "doubt-where-dates-decide"
    return ""


# --- 08.6 corroborate --------------------------------------------------------------------------------------


def mark_matrix(answer: Answer) -> Marked:
    right = keys.stances()
    given = {
        (row, name): cell for row, cells in answer.get("matrix", {}).items() for name, cell in cells.items()
    }
    cells = {(row, name): stance for row, stances in right.items() for name, stance in stances.items()}
    wrong = {cell: said for cell, said in given.items() if cells[cell] != said}
    good = len(given) - len(wrong)
    seen = f"{good} of {len(cells)} cells agree with the statements in the tables."
    distance = f"Look again at: {spelled(sorted({row for row, _ in wrong}))}." if wrong else ""
    if len(given) < len(cells):
        distance = f"{distance} {len(cells) - len(given)} cells are empty.".strip()
    return Marked({"matrix": good / len(cells)}, seen, distance, _misread_cells(cells, wrong))


def _misread_cells(cells: dict, wrong: dict) -> str:
    slips = [(cells[cell], said) for cell, said in wrong.items()]
    kinds = {
        ("silent", "contradicts"): "silence-read-as-denial",
        ("silent", "supports"): "silence-read-as-consent",
        ("cannot tell", "supports"): "number-without-motive",
        ("cannot tell", "contradicts"): "number-without-motive",
        ("contradicts", "supports"): "same-topic-is-not-support",
        ("silent", "cannot tell"): "silent-is-not-undecided",
    }
    known = [kinds[slip] for slip in slips if slip in kinds]
    return max(dict.fromkeys(known), key=known.count, default="")


# --- 08.7 contest ------------------------------------------------------------------------------------------


def mark_headline(answer: Answer) -> Marked:
    right, value = keys.margin(), answer.get("value")
    base = unit(answer["unit"]).base if "unit" in answer else ""
    polls, reason, majority = (answer.get(name, "") for name in ("polls", "because", "majority"))
    top = float(keys.first_poll()["percent"].max())
    shares = {
        "polls": len(set(polls) & set(keys.headline_polls())) / 2 if len(polls) <= 2 else 0.0,
        "because": float(reason == keys.objection()),
        # The usual short cut, 98 divided by the root of n, is as good.
        "value": float(value is not None and abs(value - right) <= 0.1),
        "unit": float(base == "percentage points"),
        "majority": float(majority == keys.majority()),
        "source": float(answer.get("source", "") in set(keys.first_poll()["source_id"])),
        "low": float(abs(answer.get("low", 0) - (top - right)) <= 0.15),
        "high": float(abs(answer.get("high", 0) - (top + right)) <= 0.15),
    }
    beyond = shares["low"] == shares["high"] == 1
    given = "no margin yet" if value is None else f"a margin of {value:g} {answer.get('unit', '(no unit)')}"
    seen = f"We read {given}; your objection: {reason or 'none yet'}; more than half: {majority or 'open'}."
    distance = "" if value is None or shares["value"] else _off_by(value, right, "The margin is")
    return Marked(shares, seen, distance, _misread_poll(answer, shares), beyond=beyond)


def _misread_poll(answer: Answer, shares: dict[str, float]) -> str:
    value, size = answer.get("value"), float(keys.first_poll()["sample_size"].max())
    standard_error = keys.margin() / 1.96
    if answer.get("because") == "nothing":
        return "polls-joined"
    if answer.get("because") == "too few persons asked":
        return "sample-size-blamed"
    if answer.get("majority") == "yes":
        return "share-without-margin"
    if value is not None and (abs(value - standard_error) <= 0.05 or _near(value, 100 / size, 0.05)):
        return "half-a-margin"
    if "unit" in answer and shares["value"] and not shares["unit"]:
        return "percent-for-points"
    return ""


# --- 08.8 create -------------------------------------------------------------------------------------------

SHORTEST, LONGEST = 90, 150
MEMO_DAY = "2019-11-22"


def mark_memo(answer: Answer) -> Marked:
    if "text" not in answer:
        return Marked({}, "")
    found = memo.inspect(answer["text"], written=MEMO_DAY)
    seen = (
        f"Words: {found.words}. Known ids: {len(found.ids)}. Sides heard: "
        f"{spelled(sorted(found.sides)) if found.sides else 'none'}."
    )
    misread, distance = _memo_gap(found)
    question = (
        f"A question: whose word is “{found.loaded[0]}”? Attribute it or choose another."
        if found.loaded
        else ""
    )
    note = (
        f"This is a pre-check of the form. A person marks the reasoning with the rubric. {question}".strip()
    )
    return Marked({"text": 0.0 if misread else 1.0}, seen, distance, misread, note=note)


def _memo_gap(found: memo.Memo) -> tuple[str, str]:
    if found.unknown:
        near = memo.nearest_id(found.unknown[0])
        return "memo-id-unknown", f"Not in the tables: {found.unknown[0][:40]}." + (
            f" Near: {near}." if near else ""
        )
    if found.late:
        return "memo-with-hindsight", f"Later than the day of the memo: {spelled(found.late[:3])}."
    if not found.ids:
        return "memo-without-evidence", "No claim or source id in square brackets."
    if set(memo.SIDES) - found.sides:
        return "memo-one-sided", f"Not heard yet: {spelled(sorted(set(memo.SIDES) - found.sides))}."
    if found.words < SHORTEST:
        return "memo-length", f"{SHORTEST - found.words} words fewer than {SHORTEST}."
    if found.words > LONGEST:
        return "memo-length", f"{found.words - LONGEST} words more than {LONGEST}."
    return "", ""


# --- sentences ---------------------------------------------------------------------------------------------


def _near(value: float, right: float, within: float = 0.01) -> bool:
    return abs(value - right) <= within * abs(right)


def _power_of_ten(ratio: float) -> int:
    """Return k where the ratio is about 10 to the power k, and 0 where it is not, or k is 0."""
    if ratio <= 0:
        return 0
    power = round(log10(ratio))
    return power if _near(ratio, 10.0**power, 0.02) else 0


def _off_by(value: float, right: float, what: str = "It is") -> str:
    """Say how far a number is off without giving the right one."""
    if value <= 0:
        return f"{what} not above zero."
    ratio = value / right
    if power := _power_of_ten(ratio):
        return f"{what} too {'large' if power > 0 else 'small'} by a factor of {10 ** abs(power):,}."
    if 0.9 < ratio < 1.1:
        return f"{what} less than a tenth off."
    if ratio > 1:
        return f"{what} too large, {'by more than double' if ratio > 2 else 'by less than double'}."
    return f"{what} too small, {'less than half' if ratio < 0.5 else 'more than half of it'}."


def _amount(answer: Answer) -> str:
    value = f"{answer['value']:,.6g}" if "value" in answer else "no value yet"
    return f"{value} {answer.get('unit', '(no unit)')}"
