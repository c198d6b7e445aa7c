"""Predict, then look: what is told before the look, what after it, and what a prediction keeps."""

import json
import math
import shutil
import subprocess
from base64 import b64decode
from pathlib import Path
from xml.etree import ElementTree

import pytest

import helpers
from helpers import predict, sketch
from helpers.data import series, table
from helpers.distance import amount, gap, plain, said
from helpers.errors import LANGUAGES, KitError
from helpers.expectation import WORDS

ASKED = {"2019": 8_000_000, "2020": 8_400_000}
HIDDEN = ("5584597", "5,584,597", "487939", "487,939")
RANGE = {"value": None, "low": 10, "high": 20, "unit": "cars", "question": "How many?"}


def visitors(**more):
    return predict("jnto-kr-annual", show_until="2018", guess=list(ASKED), **more)


def looked(asked=None, **more):
    made = asked or visitors(**more)
    made.fill(ASKED, reason="It rose for years.")
    made.look()
    return made


def number(**more):
    return predict(**{"sources": ["rok-dwp-2020"]} | RANGE | more)


# --- before the look ---------------------------------------------------------------------------------------


def everything(made) -> str:
    """All that a notebook, a page and a reader can see of it."""
    bundle = json.dumps(made._repr_mimebundle_()[0])
    told = {name: what for name, what in made.get_state().items() if name not in ("_esm", "_css")}
    state = json.dumps(told, default=str)
    words = [repr(made), made.describe(), made.to_html(), made.to_svg(), made.to_table().to_string()]
    return " ".join([bundle, state, *words, str(made.answer), made.prediction.to_string()])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_of_the_hidden_values_can_be_seen_before_the_look(lang):
    made = visitors(lang=lang)
    made.fill(ASKED)
    assert not [value for value in HIDDEN if value in everything(made)]
    assert made.revealed == {} and "data" not in made.prediction


def test_a_caveat_or_a_source_that_tells_the_number_waits_for_the_look():
    assert "5,584,597" in series("jnto-kr-annual").attrs["caveats"]
    made = looked()
    assert any("5,584,597" in text for text in made.revealed["caveats"])


def test_a_definition_that_gives_the_number_away_is_told_afterwards():
    rows = table("figures")
    row = rows[rows["figure_id"] == "assembly-vote-2024-12-04"].iloc[0]
    assert row["value"] == 190 and "190" in row["counting_rule"]
    made = predict(figure_id="assembly-vote-2024-12-04")
    assert "190" not in json.dumps(made.story) + repr(made) + made.to_html()
    made.fill({"2024-12-04": 150})
    made.look()
    assert row["counting_rule"] in made.revealed["caveats"]


def test_the_axis_and_the_limits_do_not_depend_on_what_is_hidden():
    short, long = (predict("jnto-kr-annual", show_until="2018", guess=[end]) for end in ("2020", "2025"))
    assert sketch.limits(short.story, []) == sketch.limits(long.story, []) == (0, 15_000_000, 5_000_000)
    assert short.story["most"] is None and short.story["least"] == 0


def test_the_known_values_stop_where_they_are_told_to():
    made = predict("jnto-kr-annual", show_from="2010", show_until="2018", guess=["2019", "2015"])
    known = [point["date"] for point in made.story["known"]]
    assert known == [*map(str, range(2010, 2015)), "2016", "2017", "2018"]
    assert list(made.prediction["date"]) == ["2015", "2019"]


def test_without_dates_all_later_ones_are_asked_and_without_an_end_all_earlier_ones_shown():
    assert list(predict("jnto-kr-annual", show_until="2022").prediction["date"]) == ["2023", "2024", "2025"]
    assert predict("jnto-kr-annual", guess="2019").story["known"][-1]["date"] == "2018"


# --- the look ----------------------------------------------------------------------------------------------


def test_after_the_look_guess_and_data_stand_side_by_side():
    made = looked()
    assert made.prediction.to_dict("list") | {"low": 0, "high": 0} == {
        "date": ["2019", "2020"],
        "guess": [8_000_000, 8_400_000],
        "data": [5_584_597, 487_939],
        "low": 0,
        "high": 0,
    }
    assert "The guess is 2,415,403 persons (43%) above the data." in repr(made)
    assert made.answer == {
        "series_id": "jnto-kr-annual",
        "unit": "persons",
        "guess": ASKED,
        "reason": "It rose for years.",
        "looked": True,
    }
    json.dumps(made.answer)


def test_values_between_that_were_not_asked_for_are_shown_as_such():
    made = predict("jnto-kr-annual", show_until="2018", guess=["2020"])
    made.fill({"2020": 1})
    made.look()
    assert list(made.prediction["date"]) == ["2020"]
    assert "2019: the data 5,584,597 persons. No guess was asked." in repr(made)


def test_no_look_before_every_value_is_given():
    made = visitors()
    made.fill({"2019": 1})
    with pytest.raises(KitError, match="No guess yet for 2020"):
        made.look()
    assert not made.looked and made.revealed == {}


@pytest.mark.parametrize("change", [{"looked": False}, {"values": {"2019": 1, "2020": 2}}, {"reason": "no"}])
def test_a_prediction_cannot_be_changed_after_the_look(change):
    made = looked()
    ((name, value),) = change.items()
    with pytest.raises(KitError, match="stays as it is|cannot be taken back"):
        setattr(made, name, value)
    assert made.values == ASKED and made.looked and made.reason == "It rose for years."


def test_values_and_look_may_arrive_in_one_message():
    made = visitors()
    made.set_state({"looked": True, "values": ASKED, "reason": "r"})
    assert made.looked and made.values == ASKED and made.revealed["rows"]


# --- the distance in words ---------------------------------------------------------------------------------


def row(value=None, low=None, high=None) -> dict:
    return {"value": value, "low": low, "high": high}


CASES = [
    (120, row(100), "The guess is 20 cars (20%) above the data."),
    (99.5, row(100), "The guess is 0.5 cars (0.5%) below the data."),
    (100, row(100), "The guess is the same number as the data."),
    (1_000_000, row(1_000_001), "The guess is 1 cars (under 0.1%) below the data."),
    (5, row(0), "The guess is 5 cars above the data."),
    (-5, row(-10), "The guess is 5 cars (50%) above the data."),
    (15, row(None, 10, 20), "The guess lies inside the range that the source gives."),
    (25, row(12, 10, 20), "The guess is 5 cars above the range."),
    (8, row(None, 10, None), "The guess is 2 cars below the range."),
    (800, row(None, 10, None), "The guess lies inside the range that the source gives."),
    (30, row(None, None, 20), "The guess is 10 cars above the range."),
    (1.15, row(1), "The guess is 0.15 cars (15%) above the data."),
]


@pytest.mark.parametrize(("guess", "found", "words"), CASES)
def test_the_distance_is_told_with_unit_share_and_direction(guess, found, words):
    assert gap(guess, found, number().story) == words


def test_shares_are_compared_in_percentage_points():
    story = number(unit="percent").story
    assert gap(50, row(40), story) == "The guess is 10 percentage points above the data."
    assert amount(40, story["unit"]) == "40%"


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (row(1234.5), "1,234.5 cars"),
        (row(None, 10, 20), "10 to 20 cars"),
        (row(15, 10, 20), "15 cars (range: 10 to 20 cars)"),
        (row(None, 10, None), "at least 10 cars"),
        (row(None, None, 20), "up to 20 cars"),
    ],
)
def test_a_range_is_told_as_a_range(found, words):
    assert said(found, number().story) == words


JS = """
import { gap, said, parse, plain } from "%s";
const [story, cases, typed] = JSON.parse(process.argv[1]);
const told = cases.map(([guess, row]) => [gap(guess, row, story), said(row, story)]);
console.log(JSON.stringify([told, typed.map((text) => parse(text, story))]));
"""
TYPED = {
    "8,000,000": 8e6, "８００万": 8e6, "753만 8952": 7538952, "8 million": 8e6, "1.5억": 1.5e8,
    "1兆2000億": 1.2e12,
    "12 cars": 12, "": None, "8000": 8000, "0.25": 0.25, "abc": "not a number", "1,00": "not a number",
    "1.2.3": "not a number", "5만만": "not a number", "-3": "less than 0", "1" * 16: "Too many",
    "1.23456": "Too many",
    "<b>1</b>": "not a number", "12e5": "not a number", "9000兆": "Too many",
}  # fmt: skip


def test_the_page_and_python_use_the_same_words_and_typed_numbers_are_read():
    node = shutil.which("node")
    if not node:
        pytest.skip("no node here to run the page's own rules")
    module = Path(helpers.__file__).parent / "static" / "src" / "distance.js"
    story = number().story
    given = json.dumps([story, [[guess, found] for guess, found, _ in CASES], list(TYPED)])
    asked = [node, "--input-type=module", "-e", JS % module.as_uri(), given]
    run = subprocess.run(asked, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    told, read = json.loads(run.stdout)
    assert told == [[gap(guess, found, story), said(found, story)] for guess, found, _ in CASES]
    for (text, expected), got in zip(TYPED.items(), read, strict=True):
        if isinstance(expected, str):
            assert expected in got["error"], text
        else:
            assert got.get("value") == expected and "error" not in got, text


# --- one number --------------------------------------------------------------------------------------------


def test_a_number_with_a_range_is_asked_for_and_compared():
    made = number()
    assert repr(made) == "PredictThenLook: How many? (cars)\n  guess: ?\n  not looked yet"
    made.fill({"": 25})
    made.look()
    assert made.prediction[["guess", "low", "high"]].values.tolist() == [[25, 10, 20]]
    assert math.isnan(made.prediction.loc[0, "data"])
    assert "the data 10 to 20 cars. The guess is 5 cars above the range." in made.describe()


def test_sources_of_a_number_come_after_the_look():
    made = number()
    assert made.story["sources"] == [] and "White Paper" not in everything(made)
    made.fill({"": 1})
    made.look()
    assert "White Paper" in made.to_html() and "White Paper" in made.to_table().loc[0, "source"]


# --- what is kept ------------------------------------------------------------------------------------------


def test_a_named_prediction_comes_back_when_the_cell_runs_again():
    visitors(name="kept").fill({"2019": 7}, reason="why")
    again = visitors(name="kept", lang="ko")
    assert again.values == {"2019": 7} and again.reason == "why" and not again.looked
    looked(again)
    assert visitors(name="kept").looked
    assert visitors(name="other").values == {} and visitors().values == {}


def test_a_name_keeps_one_question_only():
    visitors(name="taken").fill({"2019": 7})
    with pytest.raises(KitError, match="'taken' already keeps"):
        predict("jnto-kr-annual", guess="2005", name="taken")


def test_a_notebook_keeps_the_question_and_never_the_prediction():
    blank, _ = visitors()._repr_mimebundle_()
    used, _ = looked()._repr_mimebundle_()
    for kind in ("text/plain", "text/html"):
        assert used[kind] == blank[kind]


def test_a_page_without_a_kernel_brings_the_values_along_but_not_in_the_open():
    text = helpers.page(visitors())
    assert not [value for value in HIDDEN if value in text]
    assert "5584597" in b64decode(visitors().sealed()["sealed"]).decode()


# --- on paper ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sheet_has_room_to_write_and_afterwards_both(lang):
    made = visitors(lang=lang)
    assert made.to_html().count("_" * 16) >= 2 and made.story["words"]["blank"] in made.to_html()
    before = ElementTree.fromstring(made.to_svg())
    looked(made)
    after = ElementTree.fromstring(made.to_svg())
    assert len(list(after.iter())) > len(list(before.iter()))
    assert "5,584,597" in made.to_html() and made.story["words"]["cannot"] in made.to_html()


def test_lines_end_where_the_method_changes():
    made = predict("cao_affinity_korea_yes", show_until="2017")
    rows = made.story["known"]
    stretches = [{point["stretch"] for point in run} for run in sketch.runs(rows)]
    assert len(stretches) == 2 and all(len(one) == 1 for one in stretches)
    assert [mark["label"] for mark in made.story["break_dates"]] == ["November 2016", "2020"]


def test_a_date_with_two_sources_keeps_both_values_and_is_joined_to_nothing():
    made = predict("gsomia_exchanges_cumulative", guess="2019-07-31", show_until="2019-07")
    made.fill({"2019-07-31": 30})
    made.look()
    assert made.prediction["data"].tolist() == [24, 48]


def test_hostile_text_stays_text():
    bad = "<script>alert(1)</script>\"'&"
    made = visitors(question=bad)
    made.fill({"2019": 1}, reason=bad)
    assert "<script" not in made.to_html() and "<script" not in made.to_svg()
    ElementTree.fromstring(made.to_svg())


# --- what is refused ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "parts"),
    [
        ({"series": "jnto-kr-anual", "guess": "2019"}, ["jnto-kr-anual", "'jnto-kr-annual'"]),
        ({"series": "jnto-kr-annual", "guess": "2109"}, ["'2109'", "'2019'"]),
        ({"series": "jnto-kr-annual", "guess": [2019]}, ["2019", "quotes"]),
        ({"series": "jnto-kr-annual"}, ["show_until"]),
        ({"series": "jnto-kr-annual", "show_until": "1990", "guess": "2000"}, ["1996", "show_until"]),
        ({"series": "jnto-kr-annual", "show_until": "2018 AD"}, ["2018 AD"]),
        ({"series": "jnto-kr-annual", "show_until": "2025"}, ["0 dates", "2025"]),
        ({"series": "jnto-kr-monthly", "show_until": "2000"}, ["dates", "24"]),
        ({"figure_id": "hist-f01x"}, ["hist-f01x", "hist-f010"]),
        ({"figure_id": "fig-002", "series": "jnto-kr-annual"}, ["series and figure_id"]),
        ({}, ["Nothing"]),
        ({"value": 3, "unit": "cars", "question": "?"}, ["source"]),
        ({"value": 3, "unit": "cars", "question": "?", "sources": ["x-y"]}, ["'x-y'"]),
        ({"value": 3, "question": "?", "sources": ["rok-dwp-2020"]}, ["unit"]),
        ({"value": "3", "unit": "cars", "question": "?", "sources": ["rok-dwp-2020"]}, ["'3'"]),
        ({"value": 30, "low": 1, "high": 2, "unit": "a", "question": "?", "sources": ["x"]}, ["30", "order"]),
        ({"series": "jnto-kr-annual", "guess": "2019", "lang": "fr"}, ["'fr'"]),
        ({"series": "jnto-kr-annual", "guess": "2019", "height": 10}, ["10"]),
        ({"series": "jnto-kr-annual", "guess": "2019", "least": 5, "most": 2}, ["5", "2"]),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused_with_the_next_step(asked, parts):
    with pytest.raises(KitError) as problem:
        predict(**asked)
    assert [part for part in parts if part not in str(problem.value)] == [], str(problem.value)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"2021": 5}, "'2021'"),
        ({"2019": "many"}, "'many'"),
        ({"2019": True}, "True"),
        ({"2019": float("nan")}, "nan"),
        ({"2019": 1e20}, "1e\\+20"),
        ({"2019": -1}, "-1 is not possible.*at least 0"),
        ([1, 2], r"\[1, 2\]"),
    ],
)
def test_a_guess_that_is_none_is_named_and_changes_nothing(values, message):
    made = visitors()
    made.fill({"2020": 4})
    with pytest.raises(KitError, match=message):
        made.fill(values)
    assert made.values == {"2020": 4}


def test_all_words_of_the_widget_exist_in_three_languages():
    for lang in LANGUAGES:
        words = visitors(lang=lang).story["words"]
        assert set(WORDS) <= set(words) and not [text for text in words.values() if "[en]" in text]


def test_numbers_have_separators_and_no_needless_zeros():
    assert [plain(value) for value in (1234567.0, 0.5, -0.00001, 1e14)] == [
        *("1,234,567", "0.5", "0", "100,000,000,000,000"),
    ]
