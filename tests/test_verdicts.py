"""A verdict says the same in its three renderings and in three languages, and never by colour alone."""

import re

import pytest

from helpers import labels
from helpers.errors import KitError
from helpers.verdicts import RECORD, STATES, Notice, PartVerdict, Verdict

PARTS = (
    PartVerdict("value", "not_yet", "129.5", 0, 1),
    PartVerdict("unit", "met", "billion JPY", 1, 1),
    PartVerdict("source", "not_given", "", 0, 1),
    PartVerdict("locator", "not_readable", "<b>p4</b>", 0, 1),
)


def verdict(**changes):
    sentences = {"seen": "A sum.", "distance": "Too large.", "why": "It matters.", "look_at": "p10.",
                 "next_step": "Convert it."}  # fmt: skip
    given = {"task_id": "08.3", "state": "partly", "parts": PARTS, "marks": 1, "out_of": 4}
    return Verdict(**(given | sentences | changes))


def test_the_plain_form_reads_from_state_over_parts_to_next_step():
    assert verdict().to_plain() == (
        "Task 08.3 · Partly met · 1 of 4 points\n"
        "  value    not yet         129.5\n"
        "  unit     met             billion JPY\n"
        "  source   not given\n"
        "  locator  cannot be read  <b>p4</b>\n"
        "What we saw: A sum.\n"
        "How far it is: Too large.\n"
        "Why it matters: It matters.\n"
        "Where to look: p10.\n"
        "Next step: Convert it."
    )


@pytest.mark.parametrize("form", ["to_plain", "to_markdown", "to_html"])
def test_each_rendering_holds_the_state_every_part_and_every_sentence(form):
    shown = getattr(verdict(right="So it is.", disputed="The motive."), form)()
    words = [
        "Partly met",
        "1 of 4",
        "value",
        "not yet",
        "129.5",
        "A sum.",
        "Too large.",
        "It matters.",
        "p10.",
    ]
    for word in [*words, "Convert it.", "So it is.", "The motive."]:
        assert word in shown


def test_success_ends_with_why_it_is_right_and_what_stays_disputed():
    good = Verdict(
        "08.1", "met", seen="Six of six.", right="Each fits.", disputed="The motive.", marks=3, out_of=3
    )
    assert good.to_plain().splitlines()[1:] == [
        "What we saw: Six of six.",
        "Why this is right: Each fits.",
        "What stays disputed: The motive.",
    ]


@pytest.mark.parametrize("lang", labels.LANGUAGES)
@pytest.mark.parametrize("state", STATES)
def test_each_state_has_a_label_in_each_language(state, lang):
    shown = verdict(state=state, lang=lang).to_plain()
    assert "[en]" not in shown, "a translation is missing in the table phrases"
    others = {verdict(state=other, lang=lang).to_plain() for other in STATES if other != state}
    assert shown not in others


@pytest.mark.parametrize(
    ("parts", "marks", "headline"),
    [
        ((PARTS[0],), 0, "Task 08.3 · Not yet · 0 of 4 points"),
        ((PartVerdict("government", "met", "JPN-gov", 0, 0),), 0, "Task 08.3 · Not yet · 0 of 4 points"),
        ((PARTS[0], PARTS[1]), 1, "Task 08.3 · Partly met · 1 of 4 points"),
        ((PartVerdict("matrix", "not_yet", "4 entries", 2, 4),), 2, "Task 08.3 · Partly met · 2 of 4 points"),
        ((PARTS[0],), None, "Task 08.3 · Not yet · A person marks this"),
    ],
)
def test_an_answer_of_which_nothing_is_met_is_not_called_partly_met(parts, marks, headline):
    shown = verdict(parts=parts, marks=marks)
    assert shown.to_plain().splitlines()[0] == headline and shown.state == "partly"


def test_the_page_says_the_state_in_words_and_uses_no_colour_of_its_own():
    html = verdict().to_html()
    assert 'role="group"' in html and 'aria-label="Task 08.3 · Partly met · 1 of 4 points"' in html
    assert not re.search(r"#[0-9a-f]{3,6}\b|rgb|background|(?<!current)color:", html, re.I)


def test_frames_differ_by_line_style_where_states_matter_most():
    frames = {
        state: re.search(r"border-left:\.4em (\w+)", verdict(state=state).to_html())[1] for state in STATES
    }
    assert len({frames["not_attempted"], frames["partly"], frames["met"], frames["beyond"]}) == 4


def test_what_a_student_wrote_cannot_become_markup():
    assert "<b>" not in verdict().to_html()
    assert "<script>" not in verdict(seen="<script>alert(1)</script>").to_html()
    broken = verdict(parts=(PartVerdict("value", "not_yet", "a`b"),))
    assert "`` a`b ``" in broken.to_markdown()


def test_the_record_travels_in_the_output_only_when_there_is_one():
    record = {"task": "08.3", "answer": {"value": 129.5}}
    assert RECORD not in verdict()._repr_mimebundle_()
    assert verdict(record=record)._repr_mimebundle_()[RECORD] == record
    assert set(verdict()._repr_mimebundle_()) == {"text/plain", "text/markdown", "text/html"}


def test_an_essay_shows_no_marks_but_who_will_give_them():
    assert verdict(marks=None).to_plain().startswith("Task 08.3 · Partly met · A person marks this\n")


def test_an_unknown_state_is_refused_with_the_nearest_right_one():
    with pytest.raises(KitError, match="'partly_met'.*Did you mean .*'partly'"):
        Verdict("08.3", "partly_met")


def test_a_notice_keeps_its_paragraphs_and_lines():
    notice = Notice("Hint 1 of 3", "Look < here.\n\nThen\nthere.")
    assert notice.to_plain() == "Hint 1 of 3\nLook < here.\n\nThen\nthere."
    assert notice.to_html().count("<p ") == 3 and "Look &lt; here." in notice.to_html()
    assert "Then<br>there." in notice.to_html()
