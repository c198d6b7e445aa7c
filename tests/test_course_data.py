"""The data of the course are sound: types, references, dates, speakers, sums.

Each rule looks at the tables and returns its faults, one line each: file, row, column, value, what to do.
Below, every rule is held against the real tables, then against a copy with one damage that it must notice.
"""

import itertools
import re
from collections.abc import Callable, Iterator

import pandas as pd
import pytest
from frictionless import Package

from helpers import data
from helpers.dates import before, when
from helpers.errors import KitError
from helpers.labels import LANGUAGES

PACKAGE = data.folder() / "datapackage.json"
OPPOSED = ("differs", "contradicts")


class Tables(dict):
    """All tables by name, read when first asked for."""

    def __missing__(self, name: str) -> pd.DataFrame:
        self[name] = data.table(name)
        return self[name]

    def rows(self, name: str) -> Iterator[tuple[str, dict]]:
        """Each row with its id as a message shows it."""
        key = KEYS[name]
        for row in self[name].to_dict("records"):
            yield f"{name}.csv, {' · '.join(str(row[column]) for column in key)}", row

    def column(self, name: str, column: str) -> dict:
        """A column by id, for tables with one id."""
        return dict(zip(self[name][KEYS[name][0]], self[name][column], strict=True))


SCHEMAS = {name: data._package()["resources"][at]["schema"] for at, name in enumerate(data.tables())}
KEYS = {name: schema["primaryKey"] for name, schema in SCHEMAS.items()}


def columns_with(rule: str) -> Iterator[tuple[str, str]]:
    """Tables and columns whose constraint has a certain pattern: dates begin with two dots as an open end."""
    for name, schema in SCHEMAS.items():
        for field in schema["fields"]:
            if field.get("constraints", {}).get("pattern", "").startswith(rule):
                yield name, field["name"]


DATES = list(columns_with(r"^(\.\."))


# --- the rules ---------------------------------------------------------------------------------------------


def every_reference_resolves(tables: Tables) -> Iterator[str]:
    for name, schema in SCHEMAS.items():
        for link in schema.get("foreignKeys", []):
            target, [column] = link["reference"]["resource"] or name, link["fields"]
            known = set(tables[target][link["reference"]["fields"][0]])
            for where, row in tables.rows(name):
                if row[column] not in known and row[column] != "":
                    yield f"{where}, {column}: {row[column]!r} is not in {target}.csv: correct it or add it"


def every_date_is_a_date(tables: Tables) -> Iterator[str]:
    for name, column in DATES:
        for where, row in tables.rows(name):
            try:
                when(row[column] or "2019")
            except KitError as error:
                yield f"{where}, {column}: {error}"


def nothing_ends_before_it_starts(tables: Tables) -> Iterator[str]:
    pairs = [("events", "start", "end"), ("polls", "fieldwork_start", "fieldwork_end")]
    steps = ("agreed", "initialled", "signed", "in_force")
    pairs += [("cost_sharing_rounds", a, b) for a, b in itertools.pairwise(steps)]
    for name, first, second in pairs:
        for where, row in tables.rows(name):
            if row[first] and row[second] and before(row[second], row[first]) == "yes":
                yield f"{where}, {second}: {row[second]!r} is before {first} {row[first]!r}: see the source"


def nothing_is_printed_before_it_is_said(tables: Tables) -> Iterator[str]:
    pairs = [("claims", "date_said"), ("events", "start"), ("polls", "fieldwork_start")]
    for name, happened in pairs:
        for where, row in tables.rows(name):
            if row["known_from"] and row[happened] and before(row["known_from"], row[happened]) == "yes":
                late = f"{happened} {row[happened]!r}"
                yield f"{where}, known_from: {row['known_from']!r} is before {late}: see the source"


def known_from_is_the_day_of_the_source(tables: Tables) -> Iterator[str]:
    published = tables.column("sources", "published")
    for name in ("claims", "figures", "polls", "observations"):
        for where, row in tables.rows(name):
            day, known = published[row["source_id"]], row["known_from"]
            # One may be more precise than the other, but they cannot lie apart.
            if bool(day) != bool(known) or (day and before(day, known) != "cannot tell"):
                yield f"{where}, known_from: {known!r}, but {row['source_id']} is of {day!r}: make them agree"


def opposing_claims_share_a_topic(tables: Tables) -> Iterator[str]:
    topic, relation = tables.column("claims", "topic"), tables.column("conflicts", "relation")
    for conflict, rows in tables["conflict_claims"].groupby("conflict_id"):
        a, b = ({topic[claim] for claim in rows[rows["side"] == side]["claim_id"]} for side in "ab")
        if a and b and not a & b and relation[conflict] in OPPOSED:
            yield (
                f"conflict_claims.csv, {conflict}, side: a is about {sorted(a)}, b about {sorted(b)}: "
                "give them one topic, or side 'both' where they do not oppose one another"
            )


def a_conflict_has_both_sides(tables: Tables) -> Iterator[str]:
    for where, row in tables.rows("conflicts"):
        if row["relation"] in OPPOSED and row["says_a"] == row["says_b"]:
            yield f"{where}, says_b: {row['says_b']!r} is what says_a says: state the difference"


def every_contested_claim_has_a_speaker(tables: Tables) -> Iterator[str]:
    for where, row in tables.rows("claims"):
        if row["evidence_class"] != "E" and not row["actor_id"]:
            yield f"{where}, actor_id: '' is empty: class {row['evidence_class']} needs a speaker"


def a_cause_is_somebodys_claim(tables: Tables) -> Iterator[str]:
    for where, row in tables.rows("event_links"):
        if row["kind"] == "leads-to" and not row["claim_id"]:
            yield f"{where}, claim_id: '' is empty: name the claim that says that one led to the other"


def links_follow_the_calendar(tables: Tables) -> Iterator[str]:
    start, end = tables.column("events", "start"), tables.column("events", "end")
    for where, row in tables.rows("event_links"):
        one, other = row["event_id"], row["to_event_id"]
        late = row["kind"] == "part-of" and before(end[other] or start[other], start[one]) == "yes"
        if late or (row["kind"] != "leads-to" and before(start[one], start[other]) == "yes"):
            dates = f"{start[one]} does not fit {start[other]}"
            yield f"{where}, kind: {row['kind']!r}, but {dates}: link another event"


def shares_do_not_pass_a_hundred(tables: Tables) -> Iterator[str]:
    for (poll, subgroup), rows in _questions(tables["polls"]):
        # Where two sources print one answer, the smaller value counts; each printed value may be rounded up.
        shares = rows[~rows["is_subtotal"]].groupby("answer")["percent"].min()
        step = 0.05 if (shares % 1).any() else 0.5
        if shares.sum() > 100 + step * len(shares):
            yield f"polls.csv, {poll} · {subgroup}, percent: {shares.to_dict()} pass 100: is one a subtotal?"


def a_subtotal_is_a_sum_of_its_question(tables: Tables) -> Iterator[str]:
    for (poll, subgroup), rows in _questions(tables["polls"]):
        parts = rows[~rows["is_subtotal"]]["percent"].dropna().tolist()
        sums = [sum(some) for n in range(2, len(parts) + 1) for some in itertools.combinations(parts, n)]
        for total in rows[rows["is_subtotal"]]["percent"]:
            if not any(abs(total - one) < 0.15 for one in sums):
                yield f"polls.csv, {poll} · {subgroup}, percent: {total} is no sum of {parts}: a subtotal?"


def _questions(polls: pd.DataFrame):
    return polls.groupby(["poll_id", "subgroup"])


def observations_lie_within_the_coverage(tables: Tables) -> Iterator[str]:
    coverage = {}
    for name, text in tables.column("series", "coverage").items():
        spans = [re.findall(r"\b\d{4}\b", part) for part in text.split(",")]
        coverage[name] = [(int(years[0]), int(years[-1])) for years in spans if years]
    for where, row in tables.rows("observations"):
        date = when(row["date"])
        inside = any(a <= date.earliest.year and date.latest.year <= b for a, b in coverage[row["series_id"]])
        if not inside and coverage[row["series_id"]]:
            yield f"{where}, date: {row['date']!r} is outside the coverage of the series: correct one of them"


def every_place_in_an_article_exists(tables: Tables) -> Iterator[str]:
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


def every_event_has_a_source(tables: Tables) -> Iterator[str]:
    yield from _without(tables, "event_sources", "source")


def every_event_has_an_actor(tables: Tables) -> Iterator[str]:
    yield from _without(tables, "event_actors", "actor")


def _without(tables: Tables, link: str, what: str) -> Iterator[str]:
    linked = set(tables[link]["event_id"])
    for where, row in tables.rows("events"):
        if row["event_id"] not in linked:
            yield f"{where}, event_id: {row['event_id']!r} has no {what}: add a row to {link}.csv"


# What the timeline and the source cards show of a code: the first part of its phrase, and where it stands.
SHOWN = [("period", "events", "period"), ("theme", "event_themes", "theme"),
         ("affiliation", "claims", "affiliation"), ("evidence", "claims", "evidence_class"),
         ("perspective", "sources", "perspective"), ("source_kind", "sources", "kind"),
         ("reading", "sources", "reading"), ("reliability", "sources", "reliability")]  # fmt: skip


def every_code_that_is_shown_has_its_phrase(tables: Tables) -> Iterator[str]:
    phrases = set(tables["phrases"]["key"])
    for prefix, name, column in SHOWN:
        for where, row in tables.rows(name):
            key = f"{prefix}_{row[column].lower() if prefix == 'evidence' else row[column]}"
            if row[column] and key not in phrases:
                yield f"{where}, {column}: {row[column]!r} has no words: add {key!r} to phrases.csv"


def every_language_is_filled(tables: Tables) -> Iterator[str]:
    for name, prefix in (("events", "title_"), ("places", "name_"), ("phrases", "")):
        for where, row in tables.rows(name):
            for lang in LANGUAGES:
                if not row[prefix + lang]:
                    yield f"{where}, {prefix}{lang}: '' is empty: translate {row[prefix + 'en']!r}"


def a_missing_name_is_admitted(tables: Tables) -> Iterator[str]:
    for where, row in tables.rows("actors"):
        if row["names_checked"] == "yes" and not (row["name_ko"] and row["name_ja"]):
            yield f"{where}, names_checked: 'yes', but a name is missing: fill it, or write unknown"


def phrases_have_the_same_gaps_in_every_language(tables: Tables) -> Iterator[str]:
    for where, row in tables.rows("phrases"):
        gaps = {lang: sorted(re.findall(r"\{(\w+)\}", row[lang])) for lang in LANGUAGES}
        if len({tuple(names) for names in gaps.values()}) > 1:
            yield f"{where}, en ko ja: {gaps}: use the same {{names}} in all three"


def quotations_have_at_most_six_words(tables: Tables) -> Iterator[str]:
    columns = {"claims": ["statement", "note"], "events": ["summary", "note"], "provisions": ["summary"],
               "conflicts": ["says_a", "says_b", "finding"], "terms": ["definition", "contested_note"],
               "wordings": ["word"]}  # fmt: skip
    for name, texts in columns.items():
        for (where, row), column in itertools.product(tables.rows(name), texts):
            quotes = re.findall(r"[“\"]([^”\"]+)[”\"]", row[column])
            for quote in [*quotes, row[column]] if column == "word" else quotes:
                if len(quote.split()) > 6:
                    yield f"{where}, {column}: {quote!r} is a quotation of more than six words: paraphrase it"


# --- sums --------------------------------------------------------------------------------------------------

# A sum that does not give what its source prints is a finding: name the conflict that tells of it.
EXPLAINED = {
    "observations.csv, dprk_missiles_jp_mod · 2019, value": "launches-2019-missiles",
    "observations.csv, dprk_launch_events_rok_mnd · 2016, value": "launches-2016-total",
}

Sum = tuple[str, float, float, float]  # file, row and column; what its parts give; what is printed; rounding


def printed_sums_are_right_or_a_conflict(tables: Tables) -> Iterator[str]:
    conflicts = set(tables["conflicts"]["conflict_id"])
    checks = (_payments, _budgets, _launches, _exchanges, _articles, _voices)
    for where, ours, printed, rounding in itertools.chain(*(check(tables) for check in checks)):
        fits = abs(ours - printed) <= rounding + 1e-9
        if not fits and EXPLAINED.get(where) not in conflicts:
            found = f"{where}: {printed:g} is printed, but the parts give {ours:g}"
            yield f"{found}: correct a row, or add one to conflicts.csv and to EXPLAINED in this test"
        if fits and where in EXPLAINED:
            yield f"{where}: {printed:g} is now what the parts give: remove it from EXPLAINED in this test"


def _payments(tables: Tables) -> Iterator[Sum]:
    paid = _values(tables, "sma_contribution_krw")
    dollars = {year: value / 100 for year, value in _values(tables, "sma_contribution_usd").items()}
    parts = [
        _values(tables, f"sma_{part}_component_2018_2021") for part in ("construction", "labour", "logistics")
    ]
    for year in parts[0]:
        yield (
            f"observations.csv, sma_contribution_krw · {year}, value",
            sum(p[year] for p in parts),
            paid[year],
            0,
        )
    for where, row in tables.rows("cost_sharing_rounds"):
        year, amounts = row["years"][:4], paid if "KRW" in row["amount_unit"] else dollars
        yield f"{where}, first_year_amount", amounts[year], row["first_year_amount"], 0
        if not pd.isna(row["first_year_change_pct"]) and _before(year) in amounts:
            yield (
                f"{where}, first_year_change_pct",
                _growth(amounts, year),
                row["first_year_change_pct"],
                0.05,
            )


def _budgets(tables: Tables) -> Iterator[Sum]:
    budget = _values(tables, "rok_defence_budget")
    for year, printed in _values(tables, "rok_defence_budget_growth").items():
        if _before(year) in budget:
            where = f"observations.csv, rok_defence_budget_growth · {year}, value"
            yield where, _growth(budget, year), printed, 0.05


def _launches(tables: Tables) -> Iterator[Sum]:
    """Entries and missiles in the lists of launches against the totals that the same papers print."""
    lists = tables["launches"].assign(year=tables["launches"]["launch_date"].str[:4])
    for who, series_id, count in (
        ("JPN-MOD", "dprk_launch_events_jp_mod", len),
        ("ROK-MND", "dprk_launch_events_rok_mnd", len),
        ("JCS-via-CSIS", "dprk_missile_rows_csis", len),
        ("JPN-MOD", "dprk_missiles_jp_mod", lambda rows: rows["number"].sum()),
    ):
        printed = _values(tables, series_id)
        for year, rows in lists[lists["listed_by"] == who].groupby("year"):
            if year in printed:
                yield f"observations.csv, {series_id} · {year}, value", count(rows), printed[year], 0


def _exchanges(tables: Tables) -> Iterator[Sum]:
    by_year, stated = (_values(tables, f"gsomia_exchanges_{kind}") for kind in ("per_year", "cumulative"))
    for date, last in (("2018-12-31", "2018"), ("2019-08-23", "2019")):
        total = sum(value for year, value in by_year.items() if year <= last)
        yield f"observations.csv, gsomia_exchanges_cumulative · {date}, value", total, stated[date], 0


def _articles(tables: Tables) -> Iterator[Sum]:
    lines = tables["article_lines"]
    for where, article in tables.rows("articles"):
        own = lines[lines["source_id"] == article["source_id"]]
        body, kept = own[own["role"] == "body"], own[own["is_article"]]
        around = kept["words"].sum() - body["words"].sum()  # headline, standfirst, caption, credit
        yield f"{where}, body_paragraphs", len(body), article["body_paragraphs"], 0
        words = article["body_words"] + article["junk_words"] + around
        yield f"{where}, body_words and junk_words", own["words"].sum(), words, 0


def _voices(tables: Tables) -> Iterator[Sum]:
    claims = tables["claims"].groupby(["source_id", "actor_id"]).size().to_dict()
    for where, voice in tables.rows("voices"):
        ours = claims.get((voice["source_id"], voice["actor_id"]), 0)
        yield f"{where}, attributed_claims", ours, voice["attributed_claims"], 0


def _values(tables: Tables, series_id: str) -> dict[str, float]:
    rows = tables["observations"]
    rows = rows[rows["series_id"] == series_id]
    return dict(zip(rows["date"], rows["value"], strict=True))


def _before(year: str) -> str:
    return str(int(year) - 1)


def _growth(amounts: dict[str, float], year: str) -> float:
    return 100 * (amounts[year] / amounts[_before(year)] - 1)


# --- held against the tables -------------------------------------------------------------------------------

Damage = Callable[[Tables], None]


def spoil(name: str, column: str, value: object, **where: object) -> Damage:
    """Return a damage: another value in one column of the first row that has the given values."""

    def change(tables: Tables) -> None:
        frame = tables[name].copy()
        match = pd.Series(True, index=frame.index)
        for key, wanted in where.items():
            match &= frame[key] == wanted
        frame.loc[frame.index[match][0], column] = value
        tables[name] = frame

    return change


RULES: dict[Callable[[Tables], Iterator[str]], Damage] = {
    every_reference_resolves: spoil("event_actors", "actor_id", "nobody"),
    every_date_is_a_date: spoil("events", "start", "2019-02-30"),
    nothing_ends_before_it_starts: spoil("events", "end", "1909", event_id="colonial-rule"),
    nothing_is_printed_before_it_is_said: spoil("claims", "known_from", "1999"),
    known_from_is_the_day_of_the_source: spoil("polls", "known_from", "2030"),
    opposing_claims_share_a_topic: spoil(
        "claims", "topic", "weather", claim_id="outcome-2019-11.abe-shinzo-3"
    ),
    a_conflict_has_both_sides: lambda tables: tables.update(
        conflicts=tables["conflicts"].assign(says_b=tables["conflicts"]["says_a"])
    ),
    every_contested_claim_has_a_speaker: spoil("claims", "actor_id", "", evidence_class="V"),
    a_cause_is_somebodys_claim: spoil("event_links", "claim_id", "", kind="leads-to"),
    links_follow_the_calendar: spoil("events", "start", "1900", event_id="gsomia-2019-08-22-decision"),
    shares_do_not_pass_a_hundred: spoil(
        "polls", "percent", 99.0, is_subtotal=False, poll_id="kr-mbc-2019-11-24"
    ),
    a_subtotal_is_a_sum_of_its_question: spoil("polls", "percent", 1.0, is_subtotal=True),
    observations_lie_within_the_coverage: spoil("observations", "date", "1850"),
    every_place_in_an_article_exists: spoil("claims", "locator", "p99", claim_id="jpn-20"),
    every_event_has_a_source: spoil("events", "event_id", "unheard-of"),
    every_event_has_an_actor: spoil("events", "event_id", "unheard-of"),
    every_code_that_is_shown_has_its_phrase: spoil("phrases", "key", "theme_weather", key="theme_wto"),
    every_language_is_filled: spoil("events", "title_ja", ""),
    a_missing_name_is_admitted: spoil("actors", "name_ko", "", names_checked="yes"),
    phrases_have_the_same_gaps_in_every_language: spoil("phrases", "ko", "결과", key="results_n"),
    quotations_have_at_most_six_words: spoil(
        "claims", "statement", 'He said "one two three four five six seven".'
    ),
    printed_sums_are_right_or_a_conflict: spoil(
        "observations", "value", 1.0, series_id="sma_contribution_krw", date="2019"
    ),
}


@pytest.fixture(scope="module")
def tables() -> Tables:
    return Tables()


def listed(faults: list[str]) -> str:
    more = [f"... and {len(faults) - 20} more"] if len(faults) > 20 else []
    return "\n".join([f"{len(faults)} faults", *faults[:20], *more])


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_data_are_sound(rule, tables):
    faults = list(rule(tables))
    assert not faults, listed(faults)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_damage_is_noticed(rule, tables):
    damaged = Tables(tables)
    RULES[rule](damaged)
    assert set(rule(damaged)) - set(rule(tables))


# --- the files themselves ----------------------------------------------------------------------------------


def test_frictionless_finds_no_fault():
    report = Package(str(PACKAGE)).validate()
    faults = [
        f"{task.name}.csv, row {getattr(error, 'row_number', '-')}, {getattr(error, 'field_name', '-')}: "
        f"{getattr(error, 'cell', '')!r}: {error.message}"
        for task in report.tasks
        for error in task.errors
    ]
    assert report.valid and not faults, listed(faults + [error.message for error in report.errors])


def test_every_file_has_its_place_in_the_descriptor():
    listed_files = {f"{name}.csv" for name in data.tables()}
    assert {path.name for path in data.folder().glob("*.csv")} == listed_files


@pytest.mark.parametrize("name", data.tables())
def test_a_file_is_utf_8_with_plain_line_ends_and_the_columns_in_order(name):
    raw = (data.folder() / f"{name}.csv").read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf"), f"{name}.csv begins with a byte order mark: save it without"
    assert b"\r" not in raw, f"{name}.csv has Windows line ends: save it with LF"
    assert raw.endswith(b"\n") and not raw.endswith(b"\n\n"), f"{name}.csv: end it with one line end"
    header = raw.decode("utf-8").split("\n", 1)[0].split(",")
    assert header == [field["name"] for field in SCHEMAS[name]["fields"]], (
        f"{name}.csv, line 1: order of columns"
    )


# Levels of a rubric stand in the order of their marks, so that a marker reads them from weak to strong.
BY_HAND = {"rubrics"}


@pytest.mark.parametrize("name", [name for name in data.tables() if name not in BY_HAND])
def test_rows_are_sorted_by_id(name, tables):
    ids = list(tables[name][KEYS[name]].itertuples(index=False, name=None))
    wrong = [
        f"{name}.csv: {one} stands before {two}: swap them"
        for one, two in itertools.pairwise(ids)
        if one > two
    ]
    assert not wrong, listed(wrong)
