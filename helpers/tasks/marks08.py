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
from helpers.tasks.reading import places, short_names, spelled
from helpers.tasks.units import unit

if TYPE_CHECKING:
    import pandas as pd

# --- 08.1 recognise ----------------------------------------------------------------------------------------


def mark_words(answer: Answer) -> Marked:
    right = {name: _speakers_of(act) for name, act in (("november", keys.ACT), ("july", keys.STEP))}
    given = {name: answer.get(name, {}) for name in right}
    wrong = {
        word: (right[name][word], who)
        for name, words in given.items()
        for word, who in words.items()
        if right[name][word] != who
    }
    shares = {
        name: sum(key[word] == who for word, who in given[name].items()) / len(key)
        for name, key in right.items()
    }
    asked, filled = sum(map(len, right.values())), sum(map(len, given.values()))
    seen = f"{filled - len(wrong)} of {asked} words stand with the one who used them."
    missing = sorted(word for name, key in right.items() for word in key if word not in given[name])
    return Marked(shares, seen, _distance_words(wrong, missing), _misread_word(wrong))


def _speakers_of(act: str) -> dict[str, str]:
    words = keys.wordings(act)
    return dict(zip(words["word"], words["answer"], strict=True))


def _misread_word(wrong: dict[str, tuple[str, str]]) -> str:
    pairs = list(wrong.values())
    if any(right == keys.OTHER_ACT for right, _ in pairs):
        return "verb-of-another-act"
    if any(right == keys.NEWSROOM for right, _ in pairs):
        return "newsroom-word-as-official"
    if any(said in (keys.NEWSROOM, keys.OTHER_ACT) for _, said in pairs):
        return "official-word-as-report"
    return "paraphrase-hides-the-word" if wrong else ""


def _distance_words(wrong: dict, missing: list[str]) -> str:
    if wrong:
        return f"Look again at: {spelled(sorted(wrong))}."
    return f"Not matched yet: {spelled(missing)}." if missing else ""


# --- 08.2 locate -------------------------------------------------------------------------------------------


def mark_quote(answer: Answer) -> Marked:
    quotes = keys.official_quotes()
    source, speaker = answer.get("source", ""), answer.get("speaker", "")
    named = places(answer.get("locator", ""))
    here = quotes[quotes["source_id"] == source]
    # Two paragraphs may carry one quotation; a whole page of them points nowhere.
    at_place = here[here["locator"].isin(named)] if len(named) <= 2 else here[:0]
    spoken = at_place if named else here
    shares = {
        "source": float(len(here) > 0),
        "locator": float(len(at_place) > 0),
        "speaker": float(speaker in set(spoken["actor_id"])),
    }
    article = keys.short(source) or "no article yet"
    seen = f"You point to {' and '.join(named) or 'no place yet'} in {article}."
    if min(shares.values()) == 1:
        return Marked(shares, f"{seen} There, {keys.person(speaker)} is quoted directly.")
    distance = _distance_place(here, named, speaker) if source else ""
    return Marked(shares, seen, distance, _misread_place(source, named, shares))


def _misread_place(source: str, named: list[str], shares: dict[str, float]) -> str:
    claims = keys.article_claims()
    there = claims[(claims["source_id"] == source) & claims["locator"].isin(named)]
    if shares["locator"] or len(named) > 2:
        return ""
    quoted = there.loc[there["attribution"] == "direct-quote", "affiliation"]
    if quoted.isin(["expert-JPN", "ROK-opposition"]).any():
        return "countryman-as-government"
    if len(quoted):
        return "about-them-not-by-them"
    return "paraphrase-as-quotation" if there["affiliation"].isin(keys.GOVERNMENTS).any() else ""


def _distance_place(here: pd.DataFrame, named: list[str], speaker: str) -> str:
    if here.empty:
        return "Here no official of the two governments is quoted."
    if len(named) > 2:
        return f"You name {len(named)} paragraphs; one is asked for, or two neighbours."
    if not named:
        return ""
    if set(named) & set(here["locator"]):
        return f"At that place somebody else than {keys.person(speaker)} is quoted." if speaker else ""
    steps = [abs(_paragraph(place) - _paragraph(right)) for place in named for right in here["locator"]]
    nearest = min(steps)
    return f"The nearest quoted place is {nearest} {'paragraph' if nearest == 1 else 'paragraphs'} away."


def _paragraph(locator: str) -> int:
    digits = re.search(r"\d+", locator)
    return int(digits[0]) if digits else 0


# --- 08.3 compute ------------------------------------------------------------------------------------------


def mark_dollars(answer: Answer) -> Marked:
    good = keys.good_sums()
    text = answer.get("unit", "")
    scale, base = (unit(text).scale, unit(text).base) if text else (10**6, "USD")
    millions = answer["value"] * scale / 10**6 if "value" in answer else None
    source, named, month = (answer.get(name, "") for name in ("source", "locator", "month"))
    carried = {amount.source: amount.locator for amount in good}
    shares = {
        "value": float(millions is not None and _is_sum(millions, keys.MONTH)),
        "unit": float(bool(text) and base == "USD"),
        "month": float(month == keys.month_of_the_article()),
        "source": float(source in carried),
        # Where the tables name no place in a source, none can be asked for.
        "locator": float(source in carried and (not carried[source] or carried[source] in places(named)[:2])),
        "also": float(answer.get("also", "") in set(carried) - {source}),
    }
    cited = f" from {keys.short(source)} {named}".rstrip() if source else ""
    seen = f"We read {_amount(answer)}{cited}. Month of the printed dollars: {month or 'open'}."
    misread = _misread_dollars(millions, base, source, month, shares)
    distance = _distance_dollars(millions, shares, base)
    return Marked(shares, seen, distance, misread, beyond=shares["also"] == 1)


def _is_sum(millions: float, month: str) -> bool:
    """Whether this is one of the right won sums at the rate of a month, to the million."""
    return any(abs(millions - amount.dollars(month)) <= 0.6 for amount in keys.good_sums())


def _misread_dollars(millions: float | None, base: str, source: str, month: str, shares: dict) -> str:
    if millions is not None and base != "USD":
        return "currency-mixed-up"
    if millions is not None and not shares["value"]:
        return _misread_sum(millions)
    if month and not shares["month"]:
        return "day-of-print-for-day-of-rate"
    if shares["value"] and source and not shares["source"]:
        return "source-prints-another-number"
    return ""


def _misread_sum(millions: float) -> str:
    best = keys.good_sums()[0]
    early = next(month for month in keys.MONTHS if month != keys.MONTH)
    if abs(millions - keys.printed_dollars()) < 0.6:
        return "copied-not-converted"
    if _is_sum(millions, early):
        return "rate-of-another-month"
    if abs(millions - keys.misprint().dollars()) <= 1:
        return "number-refutes-itself"
    upside_down = best.won * keys.rate("KRW per USD")
    if _near(millions, upside_down, 0.002) or _power_of_ten(millions / upside_down, 0.002):
        return "rate-upside-down"
    if _power_of_ten(millions / best.dollars()):
        return "factor-of-a-thousand"
    return ""


def _distance_dollars(millions: float | None, shares: dict, base: str) -> str:
    if millions is None or (shares["value"] and shares["unit"]):
        return ""
    if base != "USD":
        return f"The task asks for dollars, and your unit is {base}: the two cannot be compared."
    return "" if shares["value"] else _off_by(millions, keys.good_sums()[0].dollars())


# --- 08.4 compute ------------------------------------------------------------------------------------------


def mark_share(answer: Answer) -> Marked:
    right, side, rule = keys.shares(), answer.get("government", ""), answer.get("rule", "")
    base = unit(answer["unit"]).base if "unit" in answer else ""
    value, source = answer.get("value"), answer.get("source", "")
    # Shares that the value fits, among those of the government and of the rule that are named.
    asked = {name: share for name, share in right.items() if side in ("", name[0]) and rule in ("", name[1])}
    fits = [name for name, share in asked.items() if value is not None and abs(value - share) <= 0.06]
    shares = {
        "government": float(bool(side)),
        "rule": float(bool(rule)),
        "value": float(bool(fits)),
        "unit": float(base == "percent"),
        "source": float(source == short_names()[keys.SHARE_ARTICLE]),
    }
    given = "no value yet" if value is None else f"{value:g} {answer.get('unit', '(no unit)')}"
    seen = f"We read {given}, counting {rule or '(no rule given)'} of {side or '(no government given)'}."
    distance = _distance_share(value, base, bool(fits), asked)
    misread = "" if fits or value is None else _misread_share(value, right)
    return Marked(shares, seen, distance, misread)


def _distance_share(value: float | None, base: str, fits: bool, asked: dict) -> str:
    if base and base != "percent":
        fit = "The number fits, the unit does not" if fits else "A share has no such unit"
        return f"{fit}: of a hundred quoted words, how many?"
    if value is None or fits:
        return ""
    near = min(asked.values(), key=lambda share: abs(value - share))
    if len(asked) > 1:
        return _to_one_decimal(value, near) or "It fits none of the fair shares yet."
    return _to_one_decimal(value, near) or _off_by(value, near)


def _misread_share(value: float, right: dict[tuple[str, str], float]) -> str:
    rows = keys.voices()
    of_rule = [rows["affiliation"].isin(keys.counted(*name)) for name in right]
    quoted = rows["quoted_words"] > 0
    body = data.row("articles", short_names()[keys.SHARE_ARTICLE])["body_words"]
    heads = {100 * (ours & few).sum() / few.sum() for ours in of_rule for few in (quoted, quoted | True)}
    of_body = {100 * rows.loc[ours, "quoted_words"].sum() / body for ours in of_rule}
    if any(abs(value - share) <= 0.15 for share in right.values()):
        return "counting-rule-mixed-up"
    if any(abs(value - share / 100) <= 0.002 for share in right.values()):
        return "fraction-read-as-percent"
    if any(abs(value - share) <= 0.06 for share in of_body):
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
    slips = [f"{len(extra)} too many"] * bool(extra) + [f"{len(missing)} missing"] * bool(missing)
    text = f"Printed in time: {' and '.join(slips)}." if slips else ""
    return Marked(shares, seen, text, _misread_dates(known, open_, out))


def _misread_dates(known: set, open_: set, out: dict[str, str]) -> str:
    said = data.table("claims").set_index("claim_id")["date_said"]
    unsure = {claim for claim, told in out.items() if told == "cannot tell"}
    late = {claim for claim in known if out[claim] == "no"}
    if any(before(keys.LAST_DAY, said[claim]) == "yes" for claim in late):
        return "hindsight"
    if late:
        return "said-is-not-printed"
    if known & unsure:
        return "span-read-as-a-day"
    if open_ - unsure:
        return "doubt-where-dates-decide"
    left_out = {claim for claim, told in out.items() if told == "yes"} - known
    return "early-word-left-out" if left_out else "doubt-not-written-down" if unsure - open_ else ""


# --- 08.6 corroborate --------------------------------------------------------------------------------------


def mark_matrix(answer: Answer) -> Marked:
    right = keys.stances()
    given = answer.get("matrix", {})
    wrong = {
        (row, name): (right[row][name], said)
        for row, cells in given.items()
        for name, said in cells.items()
        if said not in right[row][name]
    }
    asked = sum(len(cells) for cells in right.values())
    filled = sum(len(cells) for cells in given.values())
    seen = f"{filled - len(wrong)} of {asked} cells agree with the rows in the tables."
    # A row counts as a whole: silence alone fills more than half of all cells, and reads nothing.
    share = sum(_stands(given.get(row, {}), cells) for row, cells in right.items()) / len(right)
    distance = _distance_cells(wrong, asked - filled)
    return Marked({"matrix": share}, seen, distance, _misread_cells(wrong))


def _stands(given: dict[str, str], right: dict[str, tuple[str, ...]]) -> bool:
    return all(given.get(name) in stances for name, stances in right.items())


def _distance_cells(wrong: dict, empty: int) -> str:
    cells = [f"{name} on {row}" for row, name in wrong]
    more = f", and {len(cells) - 3} more" if len(cells) > 3 else ""
    look = f"Look again at: {', '.join(cells[:3])}{more}." if cells else ""
    return " ".join(text for text in (look, f"Empty cells: {empty}." if empty else "") if text)


def _misread_cells(wrong: dict) -> str:
    kinds = [_misread_cell(row, right, said) for (row, _), (right, said) in wrong.items()]
    known = [kind for kind in kinds if kind]
    return max(dict.fromkeys(known), key=known.count, default="")


def _misread_cell(row: str, right: tuple[str, ...], said: str) -> str:
    if "silent" in right:
        slips = {"contradicts": "silence-read-as-denial", "supports": "silence-read-as-consent"}
        return slips.get(said, "silent-is-not-undecided")
    if said == "silent":
        return "row-overlooked"
    if right == ("cannot tell",):
        return "reported-is-not-stated" if row == "japan" else "number-without-motive"
    return "same-topic-is-not-support" if "contradicts" in right else ""


# --- 08.7 contest ------------------------------------------------------------------------------------------


def mark_headline(answer: Answer) -> Marked:
    right, value = keys.margin(), answer.get("value")
    base = unit(answer["unit"]).base if "unit" in answer else ""
    polls, reason, majority = (answer.get(name, "") for name in ("polls", "because", "majority"))
    top = float(keys.first_poll()["percent"].max())
    shares = {
        "polls": len(set(polls) & set(keys.headline_polls())) / 2 if len(polls) <= 2 else 0.0,
        "because": float(reason in keys.objections()),
        # The usual short cut, 98 divided by the root of n, is as good.
        "value": float(value is not None and abs(value - right) <= 0.06),
        # Pollsters themselves write "%" and "points" for the same margin.
        "unit": float(base in ("percent", "percentage points")),
        "majority": float(majority == keys.majority()),
        "source": float(answer.get("source", "") in set(keys.first_poll()["source_id"])),
        "low": float(abs(answer.get("low", 0) - (top - right)) <= 0.15),
        "high": float(abs(answer.get("high", 0) - (top + right)) <= 0.15),
    }
    beyond = shares["low"] == shares["high"] == 1
    given = "no margin yet" if value is None else f"a margin of {value:g} {answer.get('unit', '(no unit)')}"
    seen = f"We read {given}; your objection: {reason or 'none yet'}; more than half: {majority or 'open'}."
    return Marked(shares, seen, _distance_poll(answer, shares), _misread_poll(answer, shares), beyond=beyond)


def _distance_poll(answer: Answer, shares: dict[str, float]) -> str:
    told = []
    if "unit" in answer and not shares["unit"]:
        told.append("The unit does not count points of a share.")
    elif "value" in answer and not shares["value"]:
        value, right = answer["value"], keys.margin()
        told.append(_to_one_decimal(value, right) or _off_by(value, right, "The margin is"))
    again = [name for name in ("polls", "source", "low", "high") if name in answer and shares[name] < 1]
    return " ".join([*told, f"Look again at: {spelled(again)}."] if again else told)


def _misread_poll(answer: Answer, shares: dict[str, float]) -> str:
    reason, majority = answer.get("because"), answer.get("majority")
    slips = {"nothing": "polls-joined", "too few persons asked": "sample-size-blamed"}
    if reason and not shares["because"]:
        return slips.get(reason, "countries-mixed-up")
    if majority and not shares["majority"]:
        return "share-without-margin" if majority == "yes" else "doubt-read-as-no"
    if "polls" in answer and shares["polls"] < 1:
        return "poll-of-another-question"
    value, size = answer.get("value"), float(keys.first_poll()["sample_size"].max())
    if value is not None and (abs(value - keys.margin() / 1.96) <= 0.05 or _near(value, 100 / size, 0.05)):
        return "half-a-margin"
    if "source" in answer and not shares["source"]:
        return "source-of-the-other-poll"
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
    asked = []
    if found.loaded:
        asked.append(f"whose word is “{found.loaded[0]}”? Attribute it or choose another.")
    if found.open:
        asked.append(f"was {found.open[0]} out by then? Our dates leave it open: say so or choose another.")
    question = "".join(f" A question: {text}" for text in asked)
    note = f"This is a pre-check of the form. A person marks the reasoning with the rubric.{question}"
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


def _power_of_ten(ratio: float, within: float = 0.02) -> int:
    """Return k where the ratio is about 10 to the power k, and 0 where it is not, or k is 0."""
    if ratio <= 0:
        return 0
    power = round(log10(ratio))
    return power if _near(ratio, 10.0**power, within) else 0


def _to_one_decimal(value: float, right: float) -> str:
    """Say that a number is right but for its rounding, or nothing."""
    return "It is close: give it to one decimal." if abs(value - right) < 0.51 else ""


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
