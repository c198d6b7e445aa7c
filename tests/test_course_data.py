"""The data of the course are sound: types, references, dates, speakers, sums.

Every rule of `helpers.rules` is held against the real tables, then against a copy with one damage that it
must notice. `tests/mutations.py` asks how many plausible mistakes all of them notice together.
"""

import itertools
from collections.abc import Callable

import mutations
import pandas as pd
import pytest
from frictionless import Package

from helpers import audit, data, dictionary, rules
from helpers.rules import Tables

PACKAGE = data.folder() / "datapackage.json"

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


DAMAGES: dict[rules.Rule, Damage] = {
    rules.every_reference_resolves: spoil("event_actors", "actor_id", "nobody"),
    rules.every_date_is_a_date: spoil("events", "start", "2019-02-30"),
    rules.nothing_ends_before_it_starts: spoil("events", "end", "1909", event_id="colonial-rule"),
    rules.nothing_is_printed_before_it_is_said: spoil("claims", "known_from", "1999"),
    rules.known_from_is_the_day_of_the_source: spoil("polls", "known_from", "2030"),
    rules.opposing_claims_share_a_topic: spoil(
        "claims", "topic", "weather", claim_id="outcome-2019-11.abe-shinzo-3"
    ),
    rules.a_conflict_has_both_sides: lambda tables: tables.update(
        conflicts=tables["conflicts"].assign(says_b=tables["conflicts"]["says_a"])
    ),
    rules.every_contested_claim_has_a_speaker: spoil("claims", "actor_id", "", evidence_class="V"),
    rules.a_cause_is_somebodys_claim: spoil("event_links", "claim_id", "", kind="leads-to"),
    rules.links_follow_the_calendar: spoil("events", "start", "1900", event_id="gsomia-2019-08-22-decision"),
    rules.shares_do_not_pass_a_hundred: spoil(
        "polls", "percent", 99.0, is_subtotal=False, poll_id="kr-mbc-2019-11-24"
    ),
    rules.a_subtotal_is_a_sum_of_its_question: spoil("polls", "percent", 1.0, is_subtotal=True),
    rules.observations_lie_within_the_coverage: spoil("observations", "date", "1850"),
    rules.every_place_in_an_article_exists: spoil("claims", "locator", "p99", claim_id="jpn-20"),
    rules.every_event_has_a_source: spoil("events", "event_id", "unheard-of"),
    rules.every_event_has_an_actor: spoil("events", "event_id", "unheard-of"),
    rules.every_code_that_is_shown_has_its_phrase: spoil("phrases", "key", "theme_weather", key="theme_wto"),
    rules.every_language_is_filled: spoil("events", "title_ja", ""),
    rules.a_missing_name_is_admitted: spoil("actors", "name_ko", "", names_checked="yes"),
    rules.phrases_have_the_same_gaps_in_every_language: spoil("phrases", "ko", "결과", key="results_n"),
    rules.quotations_have_at_most_six_words: spoil(
        "claims", "statement", 'He said "one two three four five six seven".'
    ),
    rules.printed_sums_are_right_or_a_conflict: spoil(
        "observations", "value", 1.0, series_id="sma_contribution_krw", date="2019"
    ),
    rules.nothing_stands_alone: lambda tables: tables.update(
        places=pd.concat([tables["places"], tables["places"].iloc[:1].assign(place_id="nowhere")])
    ),
    rules.an_id_with_a_date_tells_the_date: spoil(
        "events", "start", "2019-09-22", event_id="gsomia-2019-08-22-decision"
    ),
    rules.no_row_is_there_twice: lambda tables: tables.update(
        claims=pd.concat([tables["claims"], tables["claims"].iloc[:1].assign(claim_id="a-copy")])
    ),
    rules.an_event_known_late_says_why: lambda tables: tables.update(
        events=tables["events"].assign(date_basis="", note="")
    ),
    rules.a_launch_is_on_the_day_of_its_event: lambda tables: tables.update(
        launches=tables["launches"].assign(launch_date="2016-01-01")
    ),
    rules.the_side_is_that_of_the_affiliation: spoil("claims", "side", "JPN", affiliation="ROK-gov"),
    rules.a_conflict_rests_on_something: lambda tables: tables.update(
        {name: tables[name].iloc[:0] for name in ("conflict_claims", "conflict_figures", "conflict_sources")}
        | {"conflicts": tables["conflicts"].assign(source_a="", source_b="")}
    ),
    rules.a_citation_outlives_its_link: lambda tables: tables.update(
        sources=tables["sources"].assign(publisher="", author="")
    ),
    rules.an_address_stands_once: lambda tables: tables.update(
        sources=tables["sources"].assign(url="https://example.org/", note="")
    ),
    rules.a_value_lies_in_its_range: lambda tables: tables.update(
        figures=tables["figures"].rename(columns={"low": "high", "high": "low"})
    ),
    rules.values_lie_within_the_bounds_of_their_series: spoil(
        "observations", "value", 1e15, series_id="sma_contribution_krw"
    ),
    rules.values_keep_the_limits_of_their_column: spoil("launches", "range_km", 3_700_000.0),
    rules.a_share_is_not_a_fraction: spoil("polls", "percent", 0.053),
    rules.every_number_says_something: spoil(
        "observations", "value", float("nan"), series_id="sma_contribution_krw"
    ),
    rules.a_monthly_series_has_no_hole: lambda tables: tables.update(
        observations=tables["observations"].query("series_id != 'jnto-kr-monthly' or date != '2019-07'")
    ),
    rules.every_series_has_values: lambda tables: tables.update(observations=tables["observations"].iloc[:1]),
    rules.control_totals_fit: spoil(
        "observations", "value", 10398.0, series_id="sma_contribution_krw", date="2019"
    ),
    rules.the_rows_of_a_question_agree: spoil("polls", "pollster", "Nobody", poll_id="kr-mbc-2019-11-24"),
    rules.names_are_in_their_own_script: spoil("actors", "name_ko", "安倍晋三", actor_id="abe-shinzo"),
    rules.no_text_is_garbled: spoil(
        "actors", "name_ja", "安倍晋三".encode().decode("latin-1"), actor_id="abe-shinzo"
    ),
    rules.quotation_marks_come_in_pairs: spoil("claims", "statement", 'He said "no.'),
    rules.no_space_is_stray: spoil("claims", "statement", "Two  spaces."),
}


def test_every_rule_has_a_damage_that_it_must_notice():
    assert set(DAMAGES) == set(rules.RULES)


@pytest.fixture(scope="module")
def tables() -> Tables:
    return Tables()


def listed(faults: list[str]) -> str:
    more = [f"... and {len(faults) - 20} more"] if len(faults) > 20 else []
    return "\n".join([f"{len(faults)} faults", *faults[:20], *more])


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.__name__)
def test_the_data_are_sound(rule, tables):
    faults = list(rule(tables))
    assert not faults, listed(faults)


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.__name__)
def test_a_damage_is_noticed(rule, tables):
    damaged = Tables(tables)
    DAMAGES[rule](damaged)
    assert set(rule(damaged)) - set(rule(tables))


# Totals as their publishers print them, typed from the page and not from our tables.
PRINTED = [
    ("jnto-kr-monthly", "2018", 7_538_952, "Japan National Tourism Organization, visitors from South Korea"),
    ("jnto-kr-monthly", "2019", 5_584_597, "Japan National Tourism Organization, visitors from South Korea"),
    ("kto-jp-monthly", "2018", 2_948_527, "Korea Tourism Organization, visitors from Japan"),
    ("kto-jp-monthly", "2019", 3_271_706, "Korea Tourism Organization, visitors from Japan"),
    ("condolence_payments_total", "20", 462_543, "Payments of 2008 to 2012 in million won"),
    ("labour_actual_welfare_ministry", "19", 667_684, "Welfare Ministry of Japan, arrivals 1939 to 1945"),
]


@pytest.mark.parametrize(("series_id", "years", "total", "publisher"), PRINTED)
def test_the_parts_add_up_to_the_published_total(series_id, years, total, publisher):
    rows = data.series(series_id)
    assert rows[rows["date"].str.startswith(years)]["value"].sum() == total, publisher


def test_the_launches_add_up_to_the_published_counts(tables):
    """The list of Japan's defence ministry has as many missiles as the ministry prints for 2016."""
    lists = tables["launches"].query("listed_by == 'JPN-MOD'")
    counted = lists[lists["launch_date"].str.startswith("2016")]["number"].sum()
    printed = data.series("dprk_missiles_jp_mod").set_index("date")["value"]
    assert counted == printed["2016"] == 23


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
    assert header == [field["name"] for field in rules.schemas()[name]["fields"]], (
        f"{name}.csv, line 1: order of columns"
    )


# Levels of a rubric stand in the order of their marks, so that a marker reads them from weak to strong.
BY_HAND = {"rubrics"}


@pytest.mark.parametrize("name", [name for name in data.tables() if name not in BY_HAND])
def test_rows_are_sorted_by_id(name, tables):
    ids = list(tables[name][rules.schemas()[name]["primaryKey"]].itertuples(index=False, name=None))
    wrong = [
        f"{name}.csv: {one} stands before {two}: swap them"
        for one, two in itertools.pairwise(ids)
        if one > two
    ]
    assert not wrong, listed(wrong)


def test_the_data_dictionary_is_the_one_that_the_descriptor_gives():
    written = (data.folder() / "README.md").read_text(encoding="utf-8")
    assert written == dictionary.text(), "course_data/README.md is stale: two-shores data --seal"


# --- how much the checks notice ----------------------------------------------------------------------------


def test_the_checks_notice_nineteen_of_twenty_plausible_mistakes():
    results = mutations.score(each=3)
    missed = [f"{mistake.kind}: {mistake.change}" for mistake, by in results if not by]
    assert len(missed) <= len(results) / 20, listed(missed)


def test_the_command_counts_weighs_and_finds_no_fault(capsys):
    assert audit.main([]) == 0
    printed = capsys.readouterr().out
    assert "Statements by topic and side" in printed and f"{len(data.table('claims')):,}" in printed
