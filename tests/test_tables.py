"""Tables for reading: what is selected is what is seen, with names, aligned, and never as markup."""

import pandas as pd
import pytest

from helpers.errors import KitError
from helpers.tables import show


@pytest.fixture
def claims() -> pd.DataFrame:
    rows = [("c1", "abe-shinzo", "Said <b>this</b>", 1.5, 3), ("c2", "", "And that", float("nan"), None)]
    frame = pd.DataFrame(rows, columns=["claim_id", "actor_id", "statement", "value", "sample_size"])
    return frame.astype({"sample_size": "Int64"}).set_index("claim_id")


@pytest.fixture(autouse=True)
def _names(monkeypatch):
    monkeypatch.setattr("helpers.tables.names", lambda actor_id, lang: f"{actor_id} in {lang}")


def test_every_row_and_column_is_there_and_ids_come_last(claims):
    lines = repr(show(claims)).splitlines()
    assert lines[0] == "speaker | statement | value | sample size | id"
    assert lines[1] == "abe-shinzo in en | Said <b>this</b> | 1.5 | 3 | c1"


def test_two_columns_of_one_name_are_both_shown(claims):
    twice = pd.concat([claims[["value"]], claims[["value"]]], axis="columns")
    assert repr(show(twice)).splitlines()[:2] == ["value | value | id", "1.5 | 1.5 | c1"]


def test_an_empty_cell_stays_empty(claims):
    assert repr(show(claims)).splitlines()[2] == " | And that |  |  | c2"


def test_names_follow_the_language(claims):
    assert "abe-shinzo in ko" in repr(show(claims, lang="ko"))


def test_markup_in_the_data_is_shown_as_text(claims):
    html = show(claims).to_html()
    assert "&lt;b&gt;this&lt;/b&gt;" in html and "<b>" not in html


def test_text_starts_left_and_numbers_end_right(claims):
    html = show(claims).to_html()
    assert html.count("text-align:right") == 2 * 3 and html.count("text-align:left") == 3 * 3


def test_a_date_stays_on_one_line_and_a_sentence_gets_room():
    words = "In this cell stands a sentence that needs some room to be read."
    html = show(pd.DataFrame({"said": ["2019-11-22"], "statement": [words]})).to_html()
    assert html.count("white-space:nowrap") == 2 and html.count("min-width:15em") == 2


def test_an_index_that_only_counts_rows_is_left_out_and_other_labels_come_first():
    counted = pd.DataFrame({"words": [4]})
    assert repr(show(counted)) == "words\n4"
    named = counted.set_axis(pd.Index(["nyt15"], name="short_name"))
    assert repr(show(named)) == "short name | words\nnyt15 | 4"


def test_something_else_than_a_table_gets_a_message():
    with pytest.raises(KitError, match="Give a DataFrame"):
        show("claims")
