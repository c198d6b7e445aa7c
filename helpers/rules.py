"""What must hold in the tables of the course, beyond the types that `datapackage.json` lists.

A rule takes all tables and yields its faults, one line each: file, row, column, value, what to do.

    faults()                      every fault in the course's data; an empty list is what you want
    faults(Tables(events=mine))   the same with your own version of a table

`two-shores data` prints them. The tests hold each rule against the tables and against a damaged copy.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from functools import cache, lru_cache

import pandas as pd

from helpers import data, dates, sums, totals
from helpers.errors import KitError
from helpers.labels import LANGUAGES

Rule = Callable[["Tables"], Iterator[str]]

RULES: list[Rule] = []
OPPOSED = ("differs", "contradicts")


def rule(function: Rule) -> Rule:
    """Enter a function into the list of rules."""
    RULES.append(function)
    return function


class Tables(dict):
    """All tables by name, each read when first asked for. Give your own version of one as a keyword."""

    def __init__(self, *given: dict, **own: pd.DataFrame) -> None:
        super().__init__(*given, **own)
        self._records: dict[str, tuple[pd.DataFrame, list[tuple[str, dict]]]] = {}

    def __missing__(self, name: str) -> pd.DataFrame:
        self[name] = data.table(name)
        return self[name]

    def rows(self, name: str) -> list[tuple[str, dict]]:
        """Each row, with its file and id as a message shows them."""
        frame = self[name]
        known = self._records.get(name)
        if known is None or known[0] is not frame:
            key = schemas()[name]["primaryKey"]
            rows = frame.to_dict("records")
            named = [(f"{name}.csv, {' · '.join(str(row[column]) for column in key)}", row) for row in rows]
            self._records[name] = known = (frame, named)
        return known[1]

    def column(self, name: str, column: str) -> dict:
        """A column by id, for tables with one id."""
        return dict(zip(self[name][schemas()[name]["primaryKey"][0]], self[name][column], strict=True))


def schemas() -> dict[str, dict]:
    """Return the schema of each table: its fields, primary key and foreign keys."""
    return {resource["name"]: resource["schema"] for resource in data.package()["resources"]}


def faults(tables: Tables | None = None, rules: Iterable[Rule] | None = None) -> list[str]:
    """Return every fault that the rules find in the tables, one line each."""
    tables = Tables() if tables is None else tables
    return [fault for rule in RULES if rules is None or rule in rules for fault in rule(tables)]


# --- ids and references ------------------------------------------------------------------------------------


@rule
def every_reference_resolves(tables: Tables) -> Iterator[str]:
    """An id that names a row of another table is there."""
    for name, schema in schemas().items():
        for link in schema.get("foreignKeys", []):
            target, [column] = link["reference"]["resource"] or name, link["fields"]
            known = set(tables[target][link["reference"]["fields"][0]])
            for where, row in tables.rows(name):
                if row[column] not in known and row[column] != "":
                    yield f"{where}, {column}: {row[column]!r} is not in {target}.csv: correct it or add it"


# Rows of these tables exist for the others: one that nothing refers to is left over from a wrong reference.
NEEDED = ("sources", "places", "topics", "series")


@rule
def nothing_stands_alone(tables: Tables) -> Iterator[str]:
    """A document, place, topic or series that no row refers to is left over from a mistake."""
    used = defaultdict(set)
    for name, schema in schemas().items():
        for link in schema.get("foreignKeys", []):
            used[link["reference"]["resource"] or name] |= set(tables[name][link["fields"][0]])
    for name in NEEDED:
        key = schemas()[name]["primaryKey"][0]
        for where, row in tables.rows(name):
            if row[key] not in used[name]:
                yield f"{where}, {key}: nothing refers to it: delete the row, or mend the row that should"


@rule
def an_id_with_a_date_tells_the_date(tables: Tables) -> Iterator[str]:
    """An id such as `launch-2019-09-10` holds the date a second time: the two agree."""
    # A page about a day may be printed a few days later; an event and a launch are of their day.
    columns = (
        ("events", "start", "end", 0),
        ("launches", "launch_date", "", 0),
        ("sources", "published", "", 3),
    )
    for name, column, last, grace in columns:
        for where, row in tables.rows(name):
            found = _DATE_IN_ID.search(next(iter(row.values())))
            if not found or not row[column]:
                continue
            named = "-".join(found.groups())
            if not _is_date(named) or _apart(named, row[column], row[last] if last else "", grace):
                yield f"{where}, {column}: {row[column]!r}, but its id says {named}: which is right?"


_DATE_IN_ID = re.compile(r"(?<!\d)((?:19|20)\d\d)-?([01]\d)-?([0-3]\d)(?!\d)")


@rule
def no_row_is_there_twice(tables: Tables) -> Iterator[str]:
    """No two rows of a table say the same under two ids."""
    same = {
        "claims": ("actor_id", "statement", "date_said"),
        "conflicts": ("says_a", "says_b"),
        "events": ("start", "title_en"),
        "actors": ("name_en",),
        "terms": ("term_en",),
        "places": ("name_en",),
        "series": ("title",),
        "figures": ("date", "quantity", "value", "low", "high", "text_value", "source_id", "locator"),
    }
    for name, columns in same.items():
        seen: dict[tuple, str] = {}
        for where, row in tables.rows(name):
            content = tuple(str(row[column]) for column in columns)
            if content in seen:
                yield f"{where}, {columns[0]}: {content[0]!r} repeats {seen[content]}: keep one of the two"
            seen.setdefault(content, where)


# --- dates -------------------------------------------------------------------------------------------------


@rule
def every_date_is_a_date(tables: Tables) -> Iterator[str]:
    """A date exists in the calendar and has one of the forms of EDTF."""
    for name, column in _date_columns():
        for where, row in tables.rows(name):
            if row[column] and not _is_date(row[column]):
                yield f"{where}, {column}: {row[column]!r} is no date: {_why_no_date(row[column])}"


@rule
def nothing_ends_before_it_starts(tables: Tables) -> Iterator[str]:
    """Ends, signatures and last days of fieldwork come after what they end."""
    pairs = [("events", "start", "end"), ("polls", "fieldwork_start", "fieldwork_end")]
    steps = ("agreed", "initialled", "signed", "in_force")
    pairs += [("cost_sharing_rounds", a, b) for a, b in itertools.pairwise(steps)]
    for name, first, second in pairs:
        for where, row in tables.rows(name):
            if row[first] and row[second] and _before(row[second], row[first]) == "yes":
                yield f"{where}, {second}: {row[second]!r} is before {first} {row[first]!r}: see the source"


@rule
def nothing_is_printed_before_it_is_said(tables: Tables) -> Iterator[str]:
    """What is known has happened: known_from is not before the act, the words or the fieldwork."""
    pairs = [("claims", "date_said"), ("events", "start"), ("polls", "fieldwork_start")]
    for name, happened in pairs:
        for where, row in tables.rows(name):
            if row["known_from"] and row[happened] and _before(row["known_from"], row[happened]) == "yes":
                late = f"{happened} {row[happened]!r}"
                yield f"{where}, known_from: {row['known_from']!r} is before {late}: see the source"


@rule
def known_from_is_the_day_of_the_source(tables: Tables) -> Iterator[str]:
    """A row is known from the day on which its document was published."""
    published = tables.column("sources", "published")
    for name in ("claims", "figures", "polls", "observations"):
        for where, row in tables.rows(name):
            day, known = published.get(row["source_id"], ""), row["known_from"]
            # One may be more precise than the other, but they cannot lie apart.
            if bool(day) != bool(known) or (day and _before(day, known) != "cannot tell"):
                yield f"{where}, known_from: {known!r}, but {row['source_id']} is of {day!r}: make them agree"


@rule
def an_event_known_late_says_why(tables: Tables) -> Iterator[str]:
    """An event that became public after its last day says in date_basis how."""
    for where, row in tables.rows("events"):
        known, until = row["known_from"], row["end"] or row["start"]
        late = known and _before(until, known) == "yes"
        if late and not (row["date_basis"] or row["note"]):
            yield f"{where}, known_from: {known!r} is after {until!r}: say in date_basis how it became known"


@rule
def a_launch_is_on_the_day_of_its_event(tables: Tables) -> Iterator[str]:
    """A launch and the event of that launch are of one day."""
    start, end = tables.column("events", "start"), tables.column("events", "end")
    for where, row in tables.rows("launches"):
        event = row["event_id"]
        if event and _apart(row["launch_date"], start[event], end[event]):
            yield f"{where}, launch_date: {row['launch_date']!r}, but {event} is of {start[event]!r}"


@rule
def links_follow_the_calendar(tables: Tables) -> Iterator[str]:
    """An answer is not older than what it answers; a part lies within its whole."""
    start, end = tables.column("events", "start"), tables.column("events", "end")
    for where, row in tables.rows("event_links"):
        one, other = row["event_id"], row["to_event_id"]
        late = row["kind"] == "part-of" and _before(end[other] or start[other], start[one]) == "yes"
        if late or (row["kind"] != "leads-to" and _before(start[one], start[other]) == "yes"):
            when = f"{start[one]} does not fit {start[other]}"
            yield f"{where}, kind: {row['kind']!r}, but {when}: link another event"


# --- who says it -------------------------------------------------------------------------------------------


@rule
def every_contested_claim_has_a_speaker(tables: Tables) -> Iterator[str]:
    """Only what is established (class E) may stand without a speaker."""
    for where, row in tables.rows("claims"):
        if row["evidence_class"] != "E" and not row["actor_id"]:
            yield f"{where}, actor_id: '' is empty: class {row['evidence_class']} needs a speaker"


@rule
def the_side_is_that_of_the_affiliation(tables: Tables) -> Iterator[str]:
    """A ministry of one state does not speak for the other."""
    sides = {"ROK", "JPN", "USA", "DPRK", "CHN", "RUS"}
    for where, row in tables.rows("claims"):
        named = sides & set(row["affiliation"].split("-"))
        if named and row["side"] not in named:
            yield f"{where}, side: {row['side']!r}, but the affiliation is {row['affiliation']!r}: which?"


@rule
def opposing_claims_share_a_topic(tables: Tables) -> Iterator[str]:
    """Statements that oppose one another are about one question."""
    topic, relation = tables.column("claims", "topic"), tables.column("conflicts", "relation")
    for conflict, rows in tables["conflict_claims"].groupby("conflict_id"):
        a, b = ({topic.get(claim) for claim in rows[rows["side"] == side]["claim_id"]} for side in "ab")
        if a and b and not a & b and relation.get(conflict) in OPPOSED:
            yield (
                f"conflict_claims.csv, {conflict}, side: a is about {sorted(a)}, b about {sorted(b)}: "
                "give them one topic, or side 'both' where they do not oppose one another"
            )


@rule
def a_conflict_has_both_sides(tables: Tables) -> Iterator[str]:
    """The two readings of a disagreement differ."""
    for where, row in tables.rows("conflicts"):
        if row["relation"] in OPPOSED and row["says_a"] == row["says_b"]:
            yield f"{where}, says_b: {row['says_b']!r} is what says_a says: state the difference"


@rule
def a_conflict_rests_on_something(tables: Tables) -> Iterator[str]:
    """A disagreement names a document, a statement or a number."""
    links = ("conflict_claims", "conflict_figures", "conflict_sources")
    linked = set().union(*(tables[name]["conflict_id"] for name in links))
    for where, row in tables.rows("conflicts"):
        if not (row["source_a"] or row["source_b"] or row["conflict_id"] in linked):
            yield f"{where}, source_a: '' is empty: name a source, a claim or a figure for it"


@rule
def a_cause_is_somebodys_claim(tables: Tables) -> Iterator[str]:
    """That one event led to another is a statement with a speaker."""
    for where, row in tables.rows("event_links"):
        if row["kind"] == "leads-to" and not row["claim_id"]:
            yield f"{where}, claim_id: '' is empty: name the claim that says that one led to the other"


@rule
def every_event_has_a_source(tables: Tables) -> Iterator[str]:
    """An event has a document that reports it."""
    yield from _without(tables, "event_sources", "source")


@rule
def every_event_has_an_actor(tables: Tables) -> Iterator[str]:
    """An event has somebody who takes part."""
    yield from _without(tables, "event_actors", "actor")


def _without(tables: Tables, link: str, what: str) -> Iterator[str]:
    linked = set(tables[link]["event_id"])
    for where, row in tables.rows("events"):
        if row["event_id"] not in linked:
            yield f"{where}, event_id: {row['event_id']!r} has no {what}: add a row to {link}.csv"


@rule
def a_citation_outlives_its_link(tables: Tables) -> Iterator[str]:
    """A document can be looked for when its address is dead."""
    for where, row in tables.rows("sources"):
        if not (row["publisher"] or row["author"]):
            yield f"{where}, publisher: '' is empty: who finds the page when its address is dead?"
        if not (row["published"] or row["url"] or row["note"]):
            yield f"{where}, published: '' is empty: give a date, an address or a note that helps to find it"


@rule
def an_address_stands_once(tables: Tables) -> Iterator[str]:
    """One page is one document."""
    seen: dict[str, str] = {}
    for where, row in tables.rows("sources"):
        address = re.sub(r"^https?://(www\.)?|/$", "", row["url"])
        if address and address in seen and not row["note"]:
            yield f"{where}, url: {row['url']!r} is also that of {seen[address]}: one document, one row"
        seen.setdefault(address, row["source_id"])


@rule
def every_place_in_an_article_exists(tables: Tables) -> Iterator[str]:
    """A paragraph that a row names is in the article."""
    lines = tables["article_lines"]
    places = {(row.source_id, row.locator) for row in lines.itertuples()}
    numbers = {(row.source_id, row.line_no) for row in lines.itertuples()}
    columns = [("claims", "source_id", "locator", True), ("figures", "source_id", "locator", True),
               ("voices", "source_id", "locators", True), ("wordings", "source_id", "locator", True),
               ("event_sources", "source_id", "locator", False),
               ("conflicts", "source_a", "locator_a", False),
               ("conflicts", "source_b", "locator_b", False)]  # fmt: skip
    articles = set(tables["articles"]["source_id"])
    for name, source, column, needed in columns:
        for where, row in tables.rows(name):
            text = row[column]
            if row[source] not in articles:
                continue
            named = re.findall(r"\b(p\d+[a-z]?|dl)\b", text)
            counted = [int(number) for number in re.findall(r"\d+", text)] if text.startswith("line") else []
            wrong = [place for place in named if (row[source], place) not in places]
            wrong += [number for number in counted if (row[source], number) not in numbers]
            if wrong or (needed and not named and not counted):
                yield f"{where}, {column}: {text!r} is no place of {row[source]}: see article_lines.csv"


# --- numbers -----------------------------------------------------------------------------------------------


@rule
def a_value_lies_in_its_range(tables: Tables) -> Iterator[str]:
    """Low is not above the value, and the value not above high."""
    ranges = [("observations", "low", "value", "high"), ("figures", "low", "value", "high"),
              ("launches", "range_low_km", "range_km", "range_high_km"),
              ("launches", "apogee_low_km", "apogee_km", "apogee_high_km"),
              ("series", "lower_bound", "lower_bound", "upper_bound")]  # fmt: skip
    for name, *columns in ranges:
        for where, row in tables.rows(name):
            found = [(column, row[column]) for column in columns if not pd.isna(row[column])]
            for (_, smaller), (column, larger) in itertools.pairwise(found):
                if smaller > larger:
                    yield f"{where}, {column}: {larger:g} is below {smaller:g}: are two columns swapped?"


@rule
def values_lie_within_the_bounds_of_their_series(tables: Tables) -> Iterator[str]:
    """A value is of the size that its series can have."""
    lower, upper = (tables.column("series", f"{end}_bound") for end in ("lower", "upper"))
    for where, row in tables.rows("observations"):
        series_id = row["series_id"]
        for column in ("low", "value", "high"):
            if row[column] < lower.get(series_id, row[column]) or row[column] > upper.get(
                series_id, row[column]
            ):
                bounds = f"{lower[series_id]:g} to {upper[series_id]:g}"
                yield f"{where}, {column}: {row[column]:g} is outside {bounds}: a lost digit, another unit?"


@rule
def values_keep_the_limits_of_their_column(tables: Tables) -> Iterator[str]:
    """A value keeps the minimum and maximum of the descriptor."""
    for name, schema in schemas().items():
        for field in schema["fields"]:
            limits = field.get("constraints", {})
            if "minimum" not in limits and "maximum" not in limits:
                continue
            least, most = limits.get("minimum", -math.inf), limits.get("maximum", math.inf)
            for where, row in tables.rows(name):
                value = row[field["name"]]
                if not pd.isna(value) and not least <= value <= most:
                    yield f"{where}, {field['name']}: {value:g} is not in {least:g} to {most:g}: see it"


@rule
def a_share_is_not_a_fraction(tables: Tables) -> Iterator[str]:
    """A poll share is in per cent."""
    for where, row in tables.rows("polls"):
        if 0 < row["percent"] < 0.1:
            yield f"{where}, percent: {row['percent']:g} is less than one in a thousand: a fraction?"


@rule
def every_number_says_something(tables: Tables) -> Iterator[str]:
    """A row of numbers has a value, a range or a text."""
    for name, columns in (
        ("figures", ("value", "low", "high", "text_value")),
        ("observations", ("value", "low", "high")),
    ):
        for where, row in tables.rows(name):
            if all(row[column] == "" or pd.isna(row[column]) for column in columns):
                yield f"{where}, value: it is empty, and so is its range: fill one or delete the row"


@rule
def observations_lie_within_the_coverage(tables: Tables) -> Iterator[str]:
    """No value lies outside the years that its series covers."""
    coverage = {}
    for name, text in tables.column("series", "coverage").items():
        spans = [re.findall(r"\b\d{4}\b", part) for part in text.split(",")]
        coverage[name] = [(int(years[0]), int(years[-1])) for years in spans if years]
    for where, row in tables.rows("observations"):
        moment, spans = _when(row["date"]), coverage.get(row["series_id"], [])
        inside = any(a <= moment.earliest.year and moment.latest.year <= b for a, b in spans)
        if not inside and spans:
            yield f"{where}, date: {row['date']!r} is outside the coverage of the series: correct one of them"


@rule
def a_monthly_series_has_no_hole(tables: Tables) -> Iterator[str]:
    """A monthly series that claims to be whole has every month."""
    series = tables["series"]
    whole = series[
        (series["frequency"] == "monthly") & ~series["coverage"].str.contains("gaps|selected|single")
    ]
    observations = tables["observations"]
    for series_id, rows in observations[observations["series_id"].isin(whole["series_id"])].groupby(
        "series_id"
    ):
        months = sorted({int(date[:4]) * 12 + int(date[5:7]) for date in rows["date"] if len(date) == 7})
        for one, two in itertools.pairwise(months):
            if two != one + 1:
                hole = f"{(one) // 12}-{one % 12 + 1:02d}" if one % 12 else f"{one // 12}-01"
                yield f"observations.csv, {series_id}, date: {hole} is missing: add it, or write 'with gaps'"


@rule
def every_series_has_values(tables: Tables) -> Iterator[str]:
    """A series has at least one observation."""
    filled = set(tables["observations"]["series_id"])
    for where, row in tables.rows("series"):
        if row["series_id"] not in filled:
            yield f"{where}, series_id: {row['series_id']!r} has no observations: add some or delete it"


@rule
def printed_sums_are_right_or_a_conflict(tables: Tables) -> Iterator[str]:
    """Totals are what their parts give, or a conflict tells why not."""
    yield from sums.faults(tables)


@rule
def control_totals_fit(tables: Tables) -> Iterator[str]:
    """Groups still have the rows and the sums that they had when they were checked."""
    yield from totals.faults(tables)


# --- polls -------------------------------------------------------------------------------------------------


@rule
def shares_do_not_pass_a_hundred(tables: Tables) -> Iterator[str]:
    """The answers of one question make at most a hundred per cent."""
    for (poll, subgroup), rows in _questions(tables["polls"]):
        if rows["wording"].eq("several-answers").any():
            continue
        # Where two sources print one answer, the smaller value counts; each printed value may be rounded up.
        shares = rows[~rows["is_subtotal"]].groupby("answer")["percent"].min()
        step = 0.05 if (shares % 1).any() else 0.5
        if shares.sum() > 100 + step * len(shares):
            yield f"polls.csv, {poll} · {subgroup}, percent: {shares.to_dict()} pass 100: is one a subtotal?"


@rule
def a_subtotal_is_a_sum_of_its_question(tables: Tables) -> Iterator[str]:
    """A subtotal is the sum of some answers of its question."""
    for (poll, subgroup), rows in _questions(tables["polls"]):
        parts = rows[~rows["is_subtotal"]]["percent"].dropna().tolist()
        sums = [sum(some) for n in range(2, len(parts) + 1) for some in itertools.combinations(parts, n)]
        for total in rows[rows["is_subtotal"]]["percent"]:
            if not any(abs(total - one) < 0.15 for one in sums):
                yield f"polls.csv, {poll} · {subgroup}, percent: {total} is no sum of {parts}: a subtotal?"


@rule
def the_rows_of_a_question_agree(tables: Tables) -> Iterator[str]:
    """All answers of a question share its pollster, words, fieldwork and size."""
    common = ["pollster", "question", "wording"]
    for poll, rows in tables["polls"].groupby("poll_id"):
        for column in common:
            found = sorted(set(rows[column]))
            if len(found) > 1:
                yield f"polls.csv, {poll}, {column}: one question has {found}: make them one, or two poll ids"
        # Two sources may date or count one survey differently; within one source there is one survey.
        for (_, _), group in rows.groupby(["source_id", "subgroup"]):
            for column in ("fieldwork_start", "fieldwork_end", "population", "mode", "asked", "sample_size"):
                found = sorted(set(map(str, group[column])))
                if len(found) > 1:
                    yield f"polls.csv, {poll}, {column}: one survey has {found}: make them one"


def _questions(polls: pd.DataFrame):
    return polls.groupby(["poll_id", "subgroup"])


# --- words -------------------------------------------------------------------------------------------------

# What the timeline and the source cards show of a code: the first part of its phrase, and where it stands.
SHOWN = [("period", "events", "period"), ("theme", "event_themes", "theme"),
         ("affiliation", "claims", "affiliation"), ("evidence", "claims", "evidence_class"),
         ("perspective", "sources", "perspective"), ("source_kind", "sources", "kind"),
         ("reading", "sources", "reading"), ("reliability", "sources", "reliability")]  # fmt: skip


@rule
def every_code_that_is_shown_has_its_phrase(tables: Tables) -> Iterator[str]:
    """A code that a reader sees has words in three languages."""
    phrases = set(tables["phrases"]["key"])
    for prefix, name, column in SHOWN:
        for where, row in tables.rows(name):
            key = f"{prefix}_{row[column].lower() if prefix == 'evidence' else row[column]}"
            if row[column] and key not in phrases:
                yield f"{where}, {column}: {row[column]!r} has no words: add {key!r} to phrases.csv"


@rule
def every_language_is_filled(tables: Tables) -> Iterator[str]:
    """Titles and names stand in English, Korean and Japanese."""
    for name, prefix in (("events", "title_"), ("topics", "title_"), ("places", "name_"), ("phrases", "")):
        for where, row in tables.rows(name):
            for lang in LANGUAGES:
                if not row[prefix + lang]:
                    yield f"{where}, {prefix}{lang}: '' is empty: translate {row[prefix + 'en']!r}"


@rule
def a_missing_name_is_admitted(tables: Tables) -> Iterator[str]:
    """Where a name is missing in a language, the row says so."""
    for name, flag, stem in (("actors", "names_checked", "name_"), ("terms", "forms_checked", "term_")):
        for where, row in tables.rows(name):
            if row[flag] == "yes" and not (row[f"{stem}ko"] and row[f"{stem}ja"]):
                yield f"{where}, {flag}: 'yes', but a name is missing: fill it, or write unknown"


@rule
def names_are_in_their_own_script(tables: Tables) -> Iterator[str]:
    """Korean stands in hangul, Japanese in kanji and kana."""
    scripts = {"ko": r"[\uac00-\ud7a3]", "ja": r"[\u3040-\u30ff\u4e00-\u9fff]"}
    for name, stem in (("actors", "name_"), ("terms", "term_"), ("places", "name_"), ("events", "title_")):
        for where, row in tables.rows(name):
            for lang, letters in scripts.items():
                text, other = row[stem + lang], r"[\u3040-\u30ff]" if lang == "ko" else scripts["ko"]
                foreign = re.search(other, text) and name != "terms"
                # Names in Latin letters, such as KBS, are the same in every language.
                if text and (
                    foreign or (re.search(r"[^\x00-\u024f]", text) and not re.search(letters, text))
                ):
                    yield f"{where}, {stem}{lang}: {text!r} is not written in that language: swapped columns?"


@rule
def phrases_have_the_same_gaps_in_every_language(tables: Tables) -> Iterator[str]:
    """A phrase has the same {placeholders} in every language."""
    for where, row in tables.rows("phrases"):
        gaps = {lang: sorted(re.findall(r"\{(\w+)\}", row[lang])) for lang in LANGUAGES}
        if len({tuple(names) for names in gaps.values()}) > 1:
            yield f"{where}, en ko ja: {gaps}: use the same {{names}} in all three"


@rule
def quotations_have_at_most_six_words(tables: Tables) -> Iterator[str]:
    """No long passage of somebody else is copied."""
    columns = {"claims": ["statement", "note"], "events": ["summary", "note"], "provisions": ["summary"],
               "conflicts": ["says_a", "says_b", "finding"], "terms": ["definition", "contested_note"],
               "wordings": ["word"]}  # fmt: skip
    for name, texts in columns.items():
        for (where, row), column in itertools.product(tables.rows(name), texts):
            quotes = re.findall(r"[“\"]([^”\"]+)[”\"]", row[column])
            for quote in [*quotes, row[column]] if column == "word" else quotes:
                if len(quote.split()) > 6:
                    yield f"{where}, {column}: {quote!r} is a quotation of more than six words: paraphrase it"


# A UTF-8 text that was read as Windows text, for instance Ã© for é or â€“ for a dash; and control characters.
_GARBLED = re.compile(
    "[\u00c2\u00c3][\u0080-\u00bf]|â€|[\u00e3\u00ec\u00ed\u00ea\u00eb][\u0080-\u00bf\u0152-\u0178]"
    "|\ufffd|[\x00-\x08\x0b-\x1f\x7f-\x9f]"
)


@rule
def no_text_is_garbled(tables: Tables) -> Iterator[str]:
    """No text went through a wrong encoding."""
    for name, schema in schemas().items():
        for column in (field["name"] for field in schema["fields"] if field["type"] == "string"):
            if not tables[name][column].str.contains(_GARBLED).any():
                continue
            for where, row in tables.rows(name):
                if found := _GARBLED.search(row[column]):
                    yield f"{where}, {column}: {found[0]!r} in {row[column][:40]!r}: wrong encoding?"


@rule
def quotation_marks_come_in_pairs(tables: Tables) -> Iterator[str]:
    """A quotation mark that opens also closes."""
    for name, schema in schemas().items():
        for column in (field["name"] for field in schema["fields"] if field["type"] == "string"):
            odd = tables[name][column].str.count('"') % 2 == 1
            if odd.any():
                for where, row in itertools.compress(tables.rows(name), odd):
                    yield f"{where}, {column}: a lone quotation mark in {row[column][:40]!r}: add one"


@rule
def no_space_is_stray(tables: Tables) -> Iterator[str]:
    """No cell begins or ends with a space or has two in a row."""
    for name, schema in schemas().items():
        for column in (field["name"] for field in schema["fields"] if field["type"] == "string"):
            stray = tables[name][column].str.contains(r"^\s|\s$|  |\n|\u00a0")
            if stray.any():
                for where, row in itertools.compress(tables.rows(name), stray):
                    yield f"{where}, {column}: a space too many in {row[column][:40]!r}: delete it"


# --- small helpers -----------------------------------------------------------------------------------------


@cache
def _date_columns() -> list[tuple[str, str]]:
    """Tables and columns that hold dates."""
    return [
        (name, field["name"])
        for name, schema in schemas().items()
        for field in schema["fields"]
        if data.is_date(field)
    ]


_when = lru_cache(maxsize=20_000)(dates.when)
_before = lru_cache(maxsize=20_000)(dates.before)


def _is_date(text: str) -> bool:
    return not _why_no_date(text)


@lru_cache(maxsize=20_000)
def _why_no_date(text: str) -> str:
    try:
        _when(text)
    except KitError as error:
        return str(error)
    return ""


def _apart(date: str, start: str, end: str, grace: int = 0) -> bool:
    """Whether a date lies more than some days of grace outside a stretch of time."""
    room, at = timedelta(days=grace), _when(date)
    return at.ends + room <= _when(start).begins or _when(end or start).ends + room <= at.begins
