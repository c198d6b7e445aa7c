"""Each kind of part judges an answer by itself, and tells how far it is without giving it away."""

import pytest

from helpers.tasks import numbers
from helpers.tasks.model import Task, by_id
from helpers.tasks.parts import amount, choice, essay, grid, ids, locator, matching, number, order, source
from helpers.tasks.reading import read


def task(*parts, **more):
    """A task of these parts; its words do not matter here."""
    words = dict.fromkeys(("why", "look_at", "next_step", "disputed"), "words")
    texts = {"title": "T", "rung": "compute", "skills": ("CAL",), "minutes": 1, "hints": ("a", "b", "c")}
    return Task("00.1", parts=parts, solution=lambda: "s", right=lambda: "r", **texts, **words, **more)


def marked(parts, **answer):
    """What the parts make of an answer, as it would come out of a record."""
    of = task(*parts)
    return of.marked(read(of, answer).answer)


# --- numbers -----------------------------------------------------------------------------------------------

SHARE = amount(
    key=lambda: 23.9,
    unit="percent",
    within=0.06,
    slips={"other-base": lambda: [38.1, 39.8]},
    unit_slips={"USD": "dollars-for-share"},
)
MONEY = amount(key=lambda: 119.48, unit="million USD", within=0.05)


@pytest.mark.parametrize(
    ("value", "slip", "distance"),
    [
        (23.9, "", ""),
        (23.95, "", ""),
        (24.1, "", "The number is less than a tenth off."),
        (38.1, "other-base", "The number is too large: less than twice the right one."),
        (39.8, "other-base", "The number is too large: less than twice the right one."),
        (23_900, "factor-of-a-thousand", "The number is too large by a factor of 1,000."),
        (-3, "", "The number is not above zero."),
    ],
)
def test_a_number_is_right_within_its_tolerance_and_a_known_slip_is_named(value, slip, distance):
    found = marked(SHARE, value=value, unit="percent")
    assert (found.misconception, found.distance) == (slip, distance)
    assert found.shares["value"] == (1.0 if not distance else 0.0)


@pytest.mark.parametrize(
    ("value", "text"), [(119.48, "million USD"), (0.11948, "billion dollars"), (1.1948e8, "$")]
)
def test_the_same_amount_in_another_scale_is_right(value, text):
    assert marked(MONEY, value=value, unit=text).shares == {"value": 1.0, "unit": 1.0}


def test_an_amount_in_a_unit_of_another_kind_is_not_compared():
    found = marked(SHARE, value=23.9, unit="USD")
    assert found.shares == {"value": 0.0, "unit": 0.0} and found.misconception == "dollars-for-share"
    assert "too" not in found.distance


@pytest.mark.parametrize(("wanted", "written"), [("percent", "points"), ("percentage points", "%")])
def test_percent_and_percentage_points_are_two_units_of_one_number(wanted, written):
    found = marked(amount(key=lambda: 10.0, unit=wanted), value=10, unit=written)
    assert found.shares == {"value": 1.0, "unit": 0.0}
    assert found.misconception == "percent-for-percentage-points"


BY_SOURCE = (
    number("value", key=lambda: {"census": 419, "ministry": 298}, by="source"),
    choice("source", known=lambda: ["census", "ministry"], marks=0),
)


@pytest.mark.parametrize(
    ("source_", "value", "right"),
    [
        ("census", 419, 1),
        ("census", 298, 0),
        ("ministry", 298, 1),
        (None, 419, 1),
        (None, 298, 1),
        (None, 3, 0),
    ],
)
def test_a_number_belongs_to_the_source_that_is_named_with_it(source_, value, right):
    assert marked(BY_SOURCE, value=value, source=source_).shares["value"] == right


def test_a_number_may_belong_to_two_other_parts():
    parts = (
        number(key=lambda: {("JPN", "all"): 1, ("ROK", "all"): 2}, by=("side", "rule")),
        choice("side", known=lambda: ["JPN", "ROK"]),
        choice("rule", known=lambda: ["all"]),
    )
    assert marked(parts, value=2, side="ROK", rule="all").shares["value"] == 1
    assert marked(parts, value=2, side="JPN", rule="all").shares["value"] == 0


@pytest.mark.parametrize(
    ("value", "right", "told"),
    [(0, 5, "not above zero"), (-1, -4, "less than half"), (3, -3, "side of zero")],
)
def test_how_far_a_number_is_can_be_said_of_any_number(value, right, told):
    assert told in numbers.off_by(value, right)


# --- names -------------------------------------------------------------------------------------------------

LETTERS = ["a", "b", "c", "d"]


@pytest.mark.parametrize(
    ("given", "share", "slip"),
    [
        (["a", "b"], 1.0, ""),
        (["a"], 0.5, "left-out"),
        (["a", "b", "c"], 0.5, "took-c"),
        (["a", "d"], 0.0, "too-many"),
        (LETTERS, 0.0, "took-c"),
    ],
)
def test_a_set_loses_for_each_one_too_many(given, share, slip):
    part = ids(
        "letters",
        known=lambda: LETTERS,
        key=lambda: {"a", "b"},
        slips={"c": "took-c"},
        extra="too-many",
        missing="left-out",
    )
    found = marked([part], letters=given)
    assert (found.shares["letters"], found.misconception) == (share, slip)


@pytest.mark.parametrize(
    ("given", "share", "slip"),
    [
        (["a", "b", "c", "d"], 1.0, ""),
        (["a", "c", "b", "d"], 1.0, ""),  # b and c cannot be ordered
        (["b", "a", "c", "d"], 0.5, "swapped"),
        (["d", "c", "b", "a"], 0.0, "swapped"),
        (["a", "b", "c"], 0.0, ""),
    ],
)
def test_an_order_leaves_open_what_the_sources_leave_open(given, share, slip):
    part = order("steps", known=lambda: LETTERS, key=lambda: ["a", ("b", "c"), "d"], slips={"*": "swapped"})
    found = marked([part], steps=given)
    assert (found.shares["steps"], found.misconception) == (share, slip)


def test_an_order_that_names_a_thing_twice_is_refused_by_name():
    part = order("steps", known=lambda: LETTERS, key=lambda: LETTERS)
    problems = read(task(part), {"steps": ["a", "a"]}).problems
    assert "stands twice" in problems["steps"]


def test_a_slip_of_a_pair_wins_over_one_of_the_word_and_that_over_any():
    part = matching(
        "pairs",
        rows=lambda: ["x", "y", "z"],
        known=lambda: LETTERS,
        key=lambda: {"x": "a", "y": ("a", "b"), "z": "c"},
        slips={("x", "d"): "x-is-not-d", "d": "not-d", "*": "other"},
    )
    assert marked([part], pairs={"x": "a", "y": "b", "z": "c"}).shares["pairs"] == 1
    assert marked([part], pairs={"x": "d"}).misconception == "x-is-not-d"
    assert marked([part], pairs={"z": "d"}).misconception == "not-d"
    assert marked([part], pairs={"z": "a"}).misconception == "other"
    assert "Not filled in yet: y and z." in marked([part], pairs={"x": "a"}).distance


def test_a_row_of_a_grid_counts_as_a_whole():
    part = grid(
        rows=lambda: ["one", "two"],
        columns=lambda: ["p", "q"],
        known=lambda: ["yes", "no", "silent"],
        key=lambda: {"one": {"p": "yes", "q": "silent"}, "two": {"p": "no", "q": ("yes", "silent")}},
        slips={"no": "denied", ("one", "q", "yes"): "silence-is-no-yes"},
    )
    right = {"one": {"p": "yes", "q": "silent"}, "two": {"p": "no", "q": "yes"}}
    assert marked([part], matrix=right).shares["matrix"] == 1
    found = marked([part], matrix=right | {"one": {"p": "yes", "q": "yes"}})
    assert (found.shares["matrix"], found.misconception) == (0.5, "silence-is-no-yes")
    assert "Look again at: q on one." in found.distance
    assert marked([part], matrix={"one": {"p": "silent", "q": "silent"}}).shares["matrix"] == 0


def test_a_free_choice_is_never_wrong_and_another_one_tells_its_slip():
    free = choice("side", known=lambda: LETTERS)
    fixed = choice("word", known=lambda: LETTERS, key=lambda: {"a", "b"}, slips={"d": "took-d"})
    assert marked([free], side="d").shares["side"] == 1
    assert marked([fixed], word="b").shares["word"] == 1
    assert marked([fixed], word="d").misconception == "took-d"


# --- evidence ----------------------------------------------------------------------------------------------


def test_a_source_carries_the_answer_or_is_told_that_it_does_not():
    part = source(key=lambda: {"seed-nyt-1122"})
    assert marked([part], source="nyt22").shares["source"] == 1
    found = marked([part], source="wsj")
    assert (found.shares["source"], found.misconception) == (0, "source-prints-another-number")


def test_a_surer_slip_is_told_before_a_guess():
    parts = (source(key=lambda: {"seed-nyt-1122"}), *SHARE)
    assert marked(parts, source="wsj", value=38.1, unit="percent").misconception == "other-base"


def test_a_place_depends_on_the_source():
    part = locator(key=lambda answer: {"seed-nyt-1122": {"p8"}}.get(answer.get("source"), set()))
    parts = (source(key=lambda: {"seed-nyt-1122"}), part)
    assert marked(parts, source="nyt22", locator="P8").shares["locator"] == 1
    assert marked(parts, source="nyt22", locator="p9").shares["locator"] == 0


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ("Tokyo says no [jpn-12], Seoul says yes [nyt15-17], 51 per cent agree and nobody knows more.", ""),
        ("Tokyo says no [jpn-12] and 51 per cent agree with that, as it seems to us here.", "memo-one-sided"),
        (
            "Tokyo says no, Seoul says yes, 51 per cent agree and nobody knows any more than that.",
            "memo-without-evidence",
        ),
        (
            "Tokyo says no [jpn-12], Seoul says yes [nyt15-17], and nobody here knows any more.",
            "memo-without-number",
        ),
        ("Tokyo [jpn-12], Seoul [nyt15-17], 51.", "memo-length"),
        ("Tokyo says no [jpn-1x], Seoul says yes [nyt15-17], 51 per cent agree with it.", "memo-id-unknown"),
    ],
)
def test_the_pre_check_of_an_essay_looks_at_its_form(text, slip):
    found = marked([essay(shortest=10, longest=30, number=True)], text=text)
    assert (found.misconception, found.shares["text"]) == (slip, 0.0 if slip else 1.0)
    assert "A person judges" in found.note


def test_an_optional_part_lifts_an_answer_and_is_never_missed():
    parts = (number(key=lambda: 1), number("low", key=lambda: 0, optional=True))
    assert marked(parts, value=1).beyond is False
    assert marked(parts, value=1, low=0).beyond is True
    assert marked(parts, value=1, low=5).beyond is False
    assert task(*parts).out_of == 1


def test_tasks_are_found_by_their_ids():
    assert list(by_id(task(number(key=lambda: 1)))) == ["00.1"]
