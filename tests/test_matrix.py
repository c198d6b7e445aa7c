"""The matrix in Python: what it tells, which marks it takes, what it refuses, and its form for paper."""

import json
import subprocess
import sys
from html.parser import HTMLParser

import pytest

from helpers import check, matrix
from helpers.data import table
from helpers.errors import LANGUAGES, KitError
from helpers.matrix_story import MARKS, MOST

HOSTILE = "<img src=x onerror=alert(1)></td><script>alert(2)</script>\"'\u202egnp"
OWN = [
    {"id": "share", "text": "The share rose.", "speaker": "A minister"},
    {"id": "ruling", "text": "A court ruled."},
]


@pytest.fixture
def grid():
    """Two documents, two statements of our own; one cell marked."""
    made = matrix(["nyt22", "seed-wsj-1111"], OWN)
    made.mark("nyt22", "share", "supports", "p4")
    return made


class Reader(HTMLParser):
    """Collects the tags and the text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)

    def handle_data(self, data):
        self.text += data


def test_every_cell_is_a_row_of_the_value(grid):
    assert grid.value.to_dict("split")["data"] == [
        ["nyt22", "share", "supports", "p4"],
        ["nyt22", "ruling", "", ""],
        ["seed-wsj-1111", "share", "", ""],
        ["seed-wsj-1111", "ruling", "", ""],
    ]


def test_the_answer_is_plain_and_holds_what_is_marked(grid):
    grid.mark("seed-wsj-1111", "ruling", "cannot tell")
    assert grid.answer == {"share": {"nyt22": "supports"}, "ruling": {"seed-wsj-1111": "cannot tell"}}
    assert grid.locators == {"share": {"nyt22": "p4"}}
    assert json.loads(json.dumps(grid.answer)) == grid.answer


def test_a_check_takes_the_answer():
    names = ["share", "ruling", "korea", "japan"]
    made = matrix(table("articles")["short_name"], [{"id": name, "text": name} for name in names])
    made.mark("nyt15", "share", "supports")
    verdict = check("08.6", matrix=made.answer)
    assert verdict.state != "not_attempted"
    assert verdict.record["answer"] == {"matrix": {"share": {"nyt15": "supports"}}}


@pytest.mark.parametrize("name", ["nyt22", "seed-nyt-1122"])
def test_a_document_is_known_by_either_of_its_names(name):
    made = matrix([name], OWN)
    for other in ("seed-nyt-1122", name):
        made.mark(other, "share", "silent")
        assert made.answer == {"share": {name: "silent"}}


@pytest.mark.parametrize("nothing", ["", None])
def test_an_empty_mark_clears_the_cell(grid, nothing):
    grid.mark("nyt22", "share", nothing, "p9")
    assert grid.answer == {} and grid.locators == {} and grid.marks == {}


def test_a_locator_without_a_mark_is_kept_but_does_not_count(grid):
    grid.marks = {"ruling": {"nyt22": {"mark": "", "locator": " p7 "}}}
    assert grid.value["locator"].tolist() == ["", "p7", "", ""]
    assert grid.answer == {} and "0 of 4 marked" in repr(grid)


def test_the_python_text_gives_the_same_matrix_again(grid):
    grid.mark("seed-wsj-1111", "ruling", "silent")
    found = {}
    exec(grid.to_code(), found)
    again = matrix(["nyt22", "seed-wsj-1111"], OWN, marks=found["marks"], locators=found["locators"])
    assert again.marks == grid.marks


def test_the_repr_says_what_is_shown(grid):
    head, first, second, row, other = repr(grid).split("\n")
    assert head == "Matrix: 2 documents, 2 statements, 1 of 4 marked"
    assert (first.strip(), second.strip()) == (
        "share: The share rose. (A minister)",
        "ruling: A court ruled.",
    )
    assert row.endswith("| supports p4 · –") and "At Last Minute" in row and "22 November 2019" in row
    assert other.endswith("| – · –")


def test_what_a_notebook_keeps_holds_no_mark(grid):
    kept, _ = grid._repr_mimebundle_()
    blank, _ = matrix(["nyt22", "seed-wsj-1111"], OWN)._repr_mimebundle_()
    assert {kind: kept[kind] for kind in ("text/plain", "text/html")} == {
        kind: blank[kind] for kind in ("text/plain", "text/html")
    }
    assert "0 of 4 marked" in kept["text/plain"] and "☒" not in kept["text/html"]


def test_the_table_says_the_marks_in_words():
    made = matrix(["nyt22"], OWN, lang="ko", marks={"share": {"nyt22": {"mark": "silent", "locator": "p1"}}})
    assert made.to_table().to_dict("list") == {
        "document": ["nyt22"],
        "share": ["언급 없음 (p1)"],
        "ruling": [""],
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_words_are_there_in_every_language(lang):
    made = matrix(["nyt22"], ["nyt22-03"], lang=lang)
    told = json.dumps({part: made.story[part] for part in ("words", "marks")}, ensure_ascii=False)
    assert "[en]" not in told and "[en]" not in made.describe()
    assert made.story["lang"] == lang and f'lang="{lang}"' in made.to_html()


def test_the_description_names_statements_and_marks(grid):
    said = grid.describe()
    assert said.startswith(
        "A grid of documents (2) and statements (2). 1 of 4 cells are marked. share: The sh"
    )
    assert "share supports (p4)" in said and "\n" not in said


def test_a_blank_form_has_a_box_for_each_mark_and_a_line(grid):
    grid.clear()
    form = Reader(grid.to_html())
    assert form.text.count("☐") == 4 * len(MARKS) and "☒" not in form.text
    assert form.text.count("Where:") == 4
    assert form.tags.count("td") == 4 and form.tags.count("table") == 1


def test_a_filled_form_shows_what_was_found(grid):
    form = Reader(grid.to_html())
    assert form.text.count("☒ ") == 1 and "p4" in form.text
    assert "☒ <b>supports</b>" in grid.to_html()


def test_many_statements_are_printed_in_tables_that_stay_wide_enough():
    own = [{"id": f"s{number}", "text": "It is so."} for number in range(MOST)]
    form = Reader(matrix(["nyt22"], own).to_html())
    assert form.tags.count("table") == 3 and form.tags.count("td") == MOST


def test_a_claim_comes_with_its_speaker_and_a_document_with_its_card():
    story = matrix(["nyt22"], ["nyt22-22"], lang="ja").story
    assert story["statements"][0]["lang"] == "en" and "2019年11月22日" in story["statements"][0]["speaker"]
    (document,) = story["documents"]
    assert document["meta"] == "2019年11月22日 · etrustnews.com (reprint)"
    assert {"発行元", "信頼できる度合い"} & {question for question, *_ in document["card"]}
    assert document["url"].startswith("https://")


def test_hostile_text_stays_text():
    made = matrix(["nyt22"], [{"id": HOSTILE[:50], "text": HOSTILE * 100, "speaker": HOSTILE}])
    made.mark("nyt22", HOSTILE[:50], "silent", "<b>p1</b>")
    form = Reader(made.to_html())
    assert not {"img", "script"} & set(form.tags) and "<b>p1</b>" in form.text and HOSTILE in form.text
    found = {}
    exec(made.to_code(), found)
    assert found["marks"] == {HOSTILE[:50]: {"nyt22": "silent"}}


REFUSED = {
    "unknown document": (lambda: matrix(["nyt23"], OWN), "Unknown document: 'nyt23'.*nyt22"),
    "unknown statement": (lambda: matrix(["nyt22"], ["nyt22-0333"]), "Unknown statement.*Did you mean"),
    "a text for a list": (lambda: matrix("nyt22", OWN), "Not a list of documents"),
    "a table for a list": (lambda: matrix(table("articles"), OWN), "a column of a table"),
    "a number for a name": (lambda: matrix([7], OWN), "Unknown document: 7"),
    "a number for a statement": (lambda: matrix(["nyt22"], [7]), "Unknown statement: 7"),
    "no document": (lambda: matrix([], OWN), "no document"),
    "no statement": (lambda: matrix(["nyt22"], []), "no statement"),
    "a document twice": (lambda: matrix(["nyt22", "seed-nyt-1122"], OWN), "'seed-nyt-1122' stands .* twice"),
    "a statement twice": (lambda: matrix(["nyt22"], OWN + OWN), "'share' stands in the matrix twice"),
    "too many documents": (lambda: matrix(table("sources")["source_id"][:13], OWN), "13 documents.*Split"),
    "too many statements": (lambda: matrix(["nyt22"], table("claims")["claim_id"][:13]), "13 stat.*Split"),
    "no text": (lambda: matrix(["nyt22"], [{"id": "a", "text": " "}]), "no text"),
    "no id": (lambda: matrix(["nyt22"], [{"text": "a"}]), "no id"),
    "a long id": (lambda: matrix(["nyt22"], [{"id": "a" * 61, "text": "a"}]), "61 letters"),
    "a wrong part": (lambda: matrix(["nyt22"], [{"id": "a", "text": "a", "said_by": "b"}]), "said_by"),
    "language": (lambda: matrix(["nyt22"], OWN, lang="fr"), "Unknown language"),
    "height": (lambda: matrix(["nyt22"], OWN, height=10), "height cannot be 10"),
    "marks": (lambda: matrix(["nyt22"], OWN, marks={"share": "silent"}), "These are no marks"),
    "all marks": (lambda: matrix(["nyt22"], OWN, marks=["silent"]), "These are no marks"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_made_is_refused_with_a_next_step(case):
    make, message = REFUSED[case]
    with pytest.raises(KitError, match=message):
        make()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (("nyt15", "share", "silent"), "Unknown document in this matrix: 'nyt15'.*seed-wsj-1111"),
        (("nyt22", "shares", "silent"), "Unknown statement in this matrix: 'shares'.*'share'"),
        (("nyt22", "share", "suports"), "Unknown mark: 'suports'.*'supports'"),
        (("nyt22", "share", 1), "Unknown mark: 1"),
        (("nyt22", "share", "silent", "p" * 41), "The locator cannot be"),
        (("nyt22", "share", "silent", 4), "The locator cannot be 4"),
        (("nyt22", ["share"], "silent"), "Unknown statement in this matrix"),
    ],
)
def test_a_mark_that_does_not_fit_is_refused_and_changes_nothing(grid, given, message):
    before = grid.marks
    with pytest.raises(KitError, match=message):
        grid.mark(*given)
    assert grid.marks == before


def test_showing_a_matrix_loads_nothing_that_judges():
    asked = "import sys, helpers.matrix; print([m for m in sys.modules if 'tasks' in m or 'answers' in m])"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
