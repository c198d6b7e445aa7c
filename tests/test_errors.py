"""A message names the thing, the value, the nearest right name and the next step."""

import pickle

import pytest

from helpers.errors import KitError, nearest, shown, unknown

EVENTS = ["gsomia-signed", "gsomia-notice", "scourt-2018-10-30", "normalisation-1965"]


def test_a_message_is_what_value_nearest_and_next_step():
    error = unknown("event", "gsomia-singed", EVENTS, 'List them: table("events").')
    assert str(error) == (
        "Unknown event: 'gsomia-singed'. Did you mean 'gsomia-signed'? List them: table(\"events\")."
    )


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("gsomia-singed", "gsomia-signed"),
        ("GSOMIA-Signed", "gsomia-signed"),
        (" gsomia-signed ", "gsomia-signed"),
        ("scourt", "scourt-2018-10-30"),
        ("1965", "normalisation-1965"),
    ],
)
def test_the_nearest_name_is_found_whatever_the_case_or_part(asked, found):
    assert nearest(asked, EVENTS)[0] == found


def test_nothing_is_suggested_where_nothing_is_near():
    assert nearest("xylophone", EVENTS) == []
    assert nearest("", EVENTS) == []


def test_a_good_hit_is_not_followed_by_poor_ones():
    assert nearest("gsomia-signed", [*EVENTS, "gsomia-sign"]) == ["gsomia-signed", "gsomia-sign"]
    assert nearest("gsomia-signed", EVENTS) == ["gsomia-signed"]


def test_short_lists_are_shown_whole_where_nothing_is_near():
    assert "Known: en, ko, ja." in str(unknown("language", "fr", ["en", "ko", "ja"], "Use one."))


@pytest.mark.parametrize("value", [5, None, ..., ["gsomia-signed"]])
def test_a_name_that_is_no_text_is_told_to_be_quoted(value):
    assert "write it between quotes" in str(unknown("event", value, EVENTS, "Look."))


def test_a_long_value_is_cut():
    assert len(shown("x" * 500)) == 60


def test_a_notebook_shows_the_sentences_and_no_traceback():
    error = KitError("No poll has that answer: 'maybe'.", "Choose one of these.")
    assert error._render_traceback_() == ["No poll has that answer: 'maybe'.", "Choose one of these."]


def test_ipython_prints_only_the_message():
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell()
    lines = []
    shell._showtraceback = lambda etype, value, stb: lines.extend(stb)
    shell.run_cell("from helpers.errors import KitError\nraise KitError('What.', 'Next.')")
    assert lines == ["What.", "Next."]


def test_an_error_survives_a_process_border():
    error = pickle.loads(pickle.dumps(KitError("What.", "Next.")))
    assert str(error) == "What. Next."
