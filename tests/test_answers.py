"""check, hint, solution: plain values, records, kind messages."""

import json
import math
from datetime import date

import numpy as np
import pandas as pd
import pytest

from helpers import answers, check, hint, solution, tasks
from helpers.errors import KitError
from helpers.verdicts import RECORD

RIGHT = {
    "value": 891,
    "unit": "million USD",
    "month": "2019-02",
    "source": "nyt15",
    "locator": "p15",
}


@pytest.fixture(autouse=True)
def fresh_kernel(monkeypatch):
    """Every test begins as a new kernel does: nothing tried, no hint shown."""
    monkeypatch.setattr(answers, "_attempted", set())
    monkeypatch.setattr(answers, "_hints_shown", {})


class Agreeable(str):
    """A text that claims to equal everything."""

    __hash__ = str.__hash__

    def __eq__(self, other):
        return True


class Chameleon(float):
    """A number that claims to be near everything."""

    def __sub__(self, other):
        return 0.0

    __rsub__ = __sub__

    def __eq__(self, other):
        return True

    __hash__ = float.__hash__


# --- plain values ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (..., None),
        (None, None),
        (True, True),
        (3, 3),
        (2.5, 2.5),
        ("p4", "p4"),
        (np.float64(2.5), 2.5),
        (np.int64(3), 3),
        (np.bool_(True), True),
        (np.str_("p4"), "p4"),
        (np.array([1, 2]), [1, 2]),
        ({"b", "a"}, ["a", "b"]),
        (frozenset({2, 1}), [1, 2]),
        (("a", "b"), ["a", "b"]),
        ({"a": {"x"}}, {"a": ["x"]}),
        (pd.Series([1, 2]), [1, 2]),
        (pd.Series({"a": 1}), {"a": 1}),
        (pd.Index(["a"]), ["a"]),
        (pd.Series(["a"], dtype="string").array, ["a"]),
        (pd.NA, None),
        (pd.NaT, None),
        (pd.Timestamp("2019-11-22"), "2019-11-22T00:00:00"),
        (date(2019, 11, 22), "2019-11-22"),
        (pd.DataFrame({"a": [1, np.nan]}), [{"a": 1.0}, {"a": None}]),
        (pd.DataFrame({"a": [1]}, index=["row"]), [{"statement": "row", "a": 1}]),
        (Agreeable("x"), "x"),
        (Chameleon(1.5), 1.5),
        (math.nan, {"unreadable": "result that is no number (NaN)"}),
        (math.inf, {"unreadable": "number without end (infinity)"}),
        (len, {"unreadable": "builtin_function_or_method"}),
        (object(), {"unreadable": "object"}),
    ],
)
def test_a_value_becomes_exact_builtins(value, expected):
    found = answers.plain(value)
    assert found == expected
    assert json.loads(json.dumps(found)) == found
    assert type(found) in (type(None), bool, int, float, str, list, dict)


def test_a_value_nested_without_end_is_cut():
    endless = []
    endless.append(endless)
    assert "deeply nested" in json.dumps(answers.plain(endless))


@pytest.mark.parametrize("part", ["value", "unit", "source", "locator"])
def test_an_object_that_equals_everything_does_not_pass(part):
    trick = Chameleon(1.0) if part == "value" else Agreeable("nonsense")
    verdict = check("08.3", **(RIGHT | {part: trick}))
    assert verdict.state == "partly" and verdict.marks < verdict.out_of


# --- check -------------------------------------------------------------------------------------------------


def test_three_dots_mean_not_attempted():
    assert check("08.3", value=..., unit=..., source=..., locator=...).state == "not_attempted"
    assert check("08.3").state == "not_attempted"


def test_the_record_in_the_output_is_judged_to_the_same_verdict():
    verdict = check("08.3", **RIGHT)
    record = verdict._repr_mimebundle_()[RECORD]
    assert record == {"task": "08.3", "answer": RIGHT}
    again = tasks.judge(json.loads(json.dumps(record)))
    assert (again.state, again.marks, again.message) == (verdict.state, verdict.marks, verdict.message)


def test_two_checks_of_one_answer_show_the_same_bytes():
    shown = [json.dumps(check("08.5", known={"nik-20", "jpn-12"})._repr_mimebundle_()) for _ in range(2)]
    assert shown[0] == shown[1]


def test_a_missing_source_is_its_own_state():
    verdict = check("08.3", value=891, unit="million USD", month="2019-02")
    assert verdict.state == "needs_source" and verdict.marks == 3


BAD = [
    ("08.3", {"unit": "bilion JPY"}, ["unit", "'bilion JPY'", "'billion JPY'", "Write a scale"]),
    ("08.3", {"unit": 5}, ["unit", "5", "not a text"]),
    ("08.3", {"value": "96.9"}, ["'value'", "'96.9'", "a number", "value=12.5"]),
    ("08.3", {"value": True}, ["'value'", "True", "a number"]),
    ("08.3", {"value": len}, ["'value'", "builtin_function", "a number"]),
    ("08.3", {"value": math.nan}, ["'value'", "no number (NaN)"]),
    ("08.3", {"value": 10**40}, ["'value'", "30 digits"]),
    ("08.3", {"source": "nyt16"}, ["source", "'nyt16'", "'nyt15'", 'table("sources")']),
    ("08.3", {"source": 15}, ["source", "15", "not a text"]),
    ("08.3", {"locator": "p99"}, ["locator", "'p99'", "seed-nyt-1115"]),
    ("08.3", {"locator": "p15 p99"}, ["locator", "'p99'"]),
    (
        "08.3",
        {"locator": "p99", "source": "rok-mofa-sma10"},
        ["locator", "'p99'", "The tables name no places in it", "Leave the dots"],
    ),
    ("08.3", {"locator": 15}, ["'locator'", "15", "a text"]),
    ("08.3", {"valeu": 97}, ["part of task 08.3", "'valeu'", "'value'", "Its parts"]),
    ("08.2", {"speaker": "abe"}, ["speaker", "'abe'", "'abe-shinzo'", "List them: article_claims"]),
    ("08.4", {"rule": "oficials"}, ["rule", "'oficials'", "'officials'", "Choose one of"]),
    ("08.5", {"known": {"nik-21"}}, ["known", "'nik-21'", "'nik-20'", "Copy the id"]),
    ("08.5", {"known": 7}, ["'known'", "7", "a set of ids"]),
    ("08.1", {"november": ["renew"]}, ["'november'", "pairs"]),
    ("08.1", {"november": {"renews": "journalist"}}, ["'renews'", "'renew'"]),
    ("08.1", {"november": {"renew": "Seoul"}}, ["'renew'", "'Seoul'", "rok-government"]),
    ("08.6", {"matrix": "silent"}, ["'matrix'", "a table"]),
    ("08.6", {"matrix": {"share": "silent"}}, ["'share'", "a row of cells"]),
    ("08.6", {"matrix": {"shares": {"jpn": "silent"}}}, ["'shares'", "'share'"]),
    ("08.6", {"matrix": {"share": {"jpn": "denies"}}}, ["'denies'", "supports; contradicts"]),
    (
        "08.6",
        {"matrix": pd.DataFrame({"who": ["share"], "what": ["x"]})},
        ["wrong columns", "who, what", "nyt15"],
    ),
    ("08.6", {"matrix": pd.DataFrame({"jpn": ["silent"]})}, ["wrong columns", "No column statement"]),
    ("08.8", {"text": 120}, ["'text'", "120", "a text"]),
]


@pytest.mark.parametrize(
    ("task", "parts", "told"), BAD, ids=[f"{task} {list(parts)[0]}" for task, parts, _ in BAD]
)
def test_a_part_that_cannot_be_read_is_named_with_its_repair(task, parts, told):
    verdict = check(task, **((RIGHT if task == "08.3" else {}) | parts))
    assert verdict.state == "partly"
    for fragment in told:
        assert fragment in verdict.seen
    assert list(parts)[0] in verdict.next_step
    assert "not_readable" in {part.state for part in verdict.parts}


def test_a_part_that_cannot_be_read_costs_no_other_part():
    verdict = check("08.3", **(RIGHT | {"unit": "bilion JPY"}))
    states = {part.name: part.state for part in verdict.parts}
    assert states == {name: "met" for name in RIGHT} | {"unit": "not_readable"}
    assert verdict.marks == 4 and "kept" in verdict.next_step


@pytest.mark.parametrize("call", [check, hint, solution])
def test_an_unknown_task_is_answered_with_the_nearest_one(call):
    with pytest.raises(KitError, match=r"Unknown task: '8\.3'\. Did you mean '08\.3'"):
        call("8.3")


@pytest.mark.parametrize("record", [None, [], {"task": "08.3"}, {"task": "08.3", "answer": {}, "marks": 4}])
def test_something_else_than_a_record_is_refused(record):
    with pytest.raises(KitError, match="Not an answer record"):
        tasks.judge(record)


@pytest.mark.parametrize(
    "answer", [None, 5, "x", [1], {"value": {"a": [{}]}}, {"unit": ["won"]}, {"source": {}}]
)
def test_a_forged_answer_is_read_without_a_crash(answer):
    assert tasks.judge({"task": "08.3", "answer": answer}).marks == 0


# --- hint and solution -------------------------------------------------------------------------------------


def test_hints_come_one_by_one_and_the_last_one_stays():
    texts = [hint("08.3").text for _ in range(4)]
    assert len(set(texts)) == 3 and texts[2] == texts[3]
    assert hint("08.2").title == "Task 08.2 · Hint 1 of 3"


def test_a_later_hint_does_not_come_before_an_earlier_one():
    assert hint("08.3", 3).title.endswith("Hint 1 of 3")
    assert hint("08.3", 3).title.endswith("Hint 2 of 3")
    assert hint("08.3", 1).title.endswith("Hint 1 of 3")


@pytest.mark.parametrize("n", [0, 4, "two"])
def test_a_hint_that_does_not_exist_is_refused(n):
    with pytest.raises(KitError, match="has no hint.*1 to 3"):
        hint("08.3", n)


def test_the_solution_waits_for_an_attempt():
    assert "after your first attempt" in solution("08.3").text
    check("08.3", value=...)
    assert "after your first attempt" in solution("08.3").text
    check("08.3", value=1)
    assert "million dollars" in solution("08.3").text
    assert "after your first attempt" in solution("08.4").text


def test_an_answer_without_the_name_of_its_part_is_told_how_to_write_it():
    with pytest.raises(KitError, match=r"'extend' has no name.*check\(\"08.1\", november="):
        check("08.1", "extend")
