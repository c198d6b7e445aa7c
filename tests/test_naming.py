"""One passage in four wordings: the right form in the right place, who uses it, and no gap that is hidden."""

import pandas as pd
import pytest
from markup import Tags

from helpers import data
from helpers.errors import KitError
from helpers.labels import LANGUAGES
from helpers.naming import Names
from helpers.wording import CONVENTIONS, particle

PASSAGE = "{annexation} in 1910 and the {suspension} of 2019."
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def namings():
    return data.table("namings")


# --- the table ---------------------------------------------------------------------------------------------


def test_each_term_has_one_row_for_each_convention(namings):
    assert namings["term_id"].nunique() >= 12
    found = namings.groupby("term_id")["convention"].agg(lambda rows: sorted(rows))
    assert set(map(tuple, found)) == {tuple(sorted(CONVENTIONS))}


def test_every_row_names_a_source_or_says_that_none_was_found(namings):
    silent = namings[(namings["source_id"] == "") & ~namings["note"].str.contains("None found|No source")]
    assert silent["naming_id"].tolist() == []


def test_a_form_is_there_in_all_languages_or_in_none(namings):
    empty = namings[["form_en", "form_ko", "form_ja"]].eq("")
    assert (empty.all(axis=1) | ~empty.any(axis=1)).all()
    gaps = namings[empty.all(axis=1)]
    assert gaps["note"].str.startswith("None found: ").all()
    assert gaps["source_id"].eq("").all() and not gaps["convention"].eq("kit").any()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_wording_of_the_kit_is_the_one_of_the_glossary(namings, lang):
    terms = data.table("terms").set_index("term_id")["neutral_in_kit"]
    for row in namings[namings["convention"] == "kit"].to_dict("records"):
        assert f"{lang}: " in terms[row["term_id"]] and row[f"form_{lang}"] in terms[row["term_id"]]


def test_no_wording_is_called_right(namings):
    texts = " ".join(namings[["used_by", "since", "note"]].to_numpy().ravel()).lower()
    for word in ("correct", "properly", "rightly", "so-called", "distort", "wrongly"):
        assert word not in texts


# --- the passage -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("convention", "text"),
    [
        (
            "rok-textbook",
            "Forced annexation of Korea[a] in 1910 and the suspension of the termination notice[b] of 2019.",
        ),
        (
            "jpn-government",
            "Annexation of Korea[a] in 1910 and the suspension of the notice of termination[b] of 2019.",
        ),
        ("kit", "Annexation of Korea[a] in 1910 and the suspension of the termination notice[b] of 2019."),
    ],
)
def test_a_term_takes_the_form_of_the_convention_and_begins_a_sentence_well(convention, text):
    assert Names(PASSAGE, convention=convention).shown == text


def test_what_changed_is_told_with_who_uses_it():
    names = Names(PASSAGE, convention="rok-textbook")
    first, second = names.changes.to_dict("records")
    assert (first["state"], first["kit"]) == ("changed", "annexation of Korea")
    assert "Textbooks of South Korea" in first["used_by"] and first["source_id"]
    assert (second["state"], second["wording"]) == ("missing", second["kit"])
    assert second["note"].startswith("None found: ")


def test_the_same_wording_is_no_change():
    assert Names("{colonial-rule}", convention="jpn-government").changes["state"].tolist() == ["same"]


def test_the_convention_can_be_set_and_is_checked():
    names = Names(PASSAGE)
    names.convention = "international"
    assert names.changes["state"].tolist() == ["missing", "missing"]
    with pytest.raises(KitError, match="Unknown convention: 'rok-textbok'. Did you mean 'rok-textbook'"):
        names.convention = "rok-textbok"
    assert names.convention == "international"


def test_a_term_that_comes_twice_keeps_its_letter():
    names = Names("{annexation}, {gsomia} and again {annexation}")
    assert names.shown.count("[a]") == 2 and names.shown.count("[b]") == 1


def test_a_table_stays_a_table_with_its_columns_and_index():
    given = pd.DataFrame(
        {"year": [1905, 1910], "what": ["{eulsa-treaty}", "{annexation}"], "gap": [None, "x"]},
        index=["p", "q"],
    )
    shown = Names(given, convention="jpn-government").shown
    assert list(shown.columns) == ["year", "what", "gap"] and list(shown.index) == ["p", "q"]
    assert shown.loc["p"].tolist() == ["1905", "Second Japan-Korea Convention[a]", ""]


@pytest.mark.parametrize(
    ("passage", "message"),
    [
        ("No slot at all.", "no term in braces"),
        ("", "no term in braces"),
        ("{}", "Unknown term"),
        ("{anexation}", "Did you mean 'annexation'"),
        ("{white list}", "Did you mean 'white-list'"),
        (5, "Not a passage: 5"),
        (None, "Not a passage: None"),
        (pd.DataFrame({"a": ["x"]}), "no term in braces"),
        (pd.DataFrame(), "no term in braces"),
    ],
)
def test_what_cannot_be_shown_is_named(passage, message):
    with pytest.raises(KitError, match=message):
        Names(passage)


def test_a_language_that_is_none_is_refused():
    with pytest.raises(KitError, match="fr"):
        Names(PASSAGE, lang="fr")


@pytest.mark.parametrize(
    ("form", "pair", "expected"),
    [
        ("강제 동원", "을(를)", "을"),
        ("독도", "을(를)", "를"),
        ("독도(다케시마)", "이(가)", "가"),
        ("원고(피해자)", "과(와)", "와"),
        ("한일 협정", "은(는)", "은"),
        ("일본해", "(으)로", "로"),
        ("평화선", "(으)로", "으로"),
        ("청구권자금(말)", "(으)로", "으로"),
        ("북한 말", "(으)로", "로"),
        ("일본군‘위안부’", "을(를)", "를"),
        ("GSOMIA", "을(를)", "을(를)"),
    ],
)
def test_a_korean_particle_follows_the_last_sound(form, pair, expected):
    assert particle(form, pair) == expected


def test_the_particle_stands_behind_the_letter_in_each_wording():
    names = Names("{dokdo-takeshima}을(를) 본다.", lang="ko", convention="rok-textbook")
    assert names.shown == "독도[a]를 본다."
    names = Names("{forced-mobilisation}은(는) 길었다.", lang="ko", convention="rok-textbook")
    assert names.shown == "강제 동원[a]은 길었다."


def test_which_country_stands_first_differs_between_passages_but_not_for_one():
    firsts = [Names(f"{{annexation}} {n}").story["conventions"][0]["id"] for n in range(12)]
    assert set(firsts) == {"rok-textbook", "jpn-government"}
    assert firsts == [Names(f"{{annexation}} {n}").story["conventions"][0]["id"] for n in range(12)]


# --- the renderings ----------------------------------------------------------------------------------------


def test_all_wordings_stand_side_by_side():
    table = Names(PASSAGE).to_table()
    assert table["term_id"].tolist() == ["annexation", "suspension"]
    assert set(CONVENTIONS) < set(table.columns)
    assert table.loc[1, "international"] == "" and table.loc[0, "kit"] == "annexation of Korea"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_still_twin_has_the_four_versions_one_below_the_other(lang):
    names = Names("{comfort-women} {dokdo-takeshima}", lang=lang, convention="rok-textbook")
    page = Tags(names.to_html())
    assert [tag for tag, _ in page.tags].count("section") == 4
    text = "".join(page.words)
    for term in names.story["terms"]:
        assert all(form["shown"] in text for form in term["forms"].values())
    assert names.to_html() == Names("{comfort-women} {dokdo-takeshima}", lang=lang).to_html()


def test_the_original_word_stands_beside_its_rendering():
    html = Names("{former-peninsula-workers}").to_html()
    assert (
        '<span lang="ja">旧朝鮮半島出身労働者</span>' in html
        and '<span lang="ko">강제 동원 피해자</span>' in html
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_says_in_words_what_it_shows(lang):
    names = Names(PASSAGE, lang=lang, convention="rok-textbook")
    said = names.describe()
    for term in names.story["terms"]:
        assert term["forms"]["rok-textbook"]["shown"] in said
    assert "\n" not in said and "{" not in said


def test_the_notebook_gets_words_that_do_not_change():
    names = Names(PASSAGE, convention="rok-textbook")
    assert repr(names).splitlines()[0] == "Names: 2 terms as rok-textbook, 1 changed, 1 without own word"
    content, _ = names._repr_mimebundle_()
    assert content["text/plain"] == repr(names) and content["text/html"] == names.to_html()


def test_hostile_text_stays_text():
    names = Names(f"{HOSTILE} {{annexation}} </style> \u202e " + "x" * 5000)
    Tags(names.to_html())
    assert HOSTILE not in names.to_html() and HOSTILE in names.shown
    table = Names(pd.DataFrame({HOSTILE: [f"{{annexation}} {HOSTILE}"]}))
    Tags(table.to_html())
    assert "<script" not in table.to_html()


def test_more_terms_than_letters():
    every = data.table("namings")["term_id"].unique()
    letters = Names(" ".join(f"{{{term}}}" for term in every)).to_table()["letter"]
    assert letters.is_unique and len(letters) == len(every)
