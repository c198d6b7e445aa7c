"""Names and phrases in three languages; a gap is shown, not hidden."""

import pytest

from helpers.errors import KitError
from helpers.labels import LANGUAGES, code, names, phrase, title


@pytest.fixture(autouse=True)
def words(tiny):
    tiny.add(
        "actors",
        "actor_id name_en name_ko name_ja",
        "moon-jae-in,Moon Jae-in,문재인,",
        "abe,Abe Shinzo,,安倍晋三",
    )
    tiny.add(
        "events",
        "event_id title_en title_ko title_ja",
        "gsomia-signed,GSOMIA signed,지소미아 서명,GSOMIA署名",
    )
    tiny.add(
        "phrases", "key en ko ja",
        "filter,Filter,필터,絞り込み", "results_n,{n} results,결과 {n}건,{n}件", "span,{a} to {b},,",
    )  # fmt: skip


def test_a_name_and_a_title_come_in_each_language():
    assert [names("moon-jae-in", lang) for lang in ("en", "ko")] == ["Moon Jae-in", "문재인"]
    assert [title("gsomia-signed", lang) for lang in LANGUAGES] == [
        "GSOMIA signed",
        "지소미아 서명",
        "GSOMIA署名",
    ]


def test_a_missing_translation_is_english_and_marked():
    assert names("moon-jae-in", "ja") == "Moon Jae-in [en]"
    assert phrase("span", "ko", a=1, b=2) == "1 to 2 [en]"


def test_a_phrase_takes_its_values():
    assert [phrase("results_n", lang, n=5) for lang in LANGUAGES] == ["5 results", "결과 5건", "5件"]


def test_a_code_without_a_phrase_stands_for_itself(tiny):
    tiny.add("phrases", "key en ko ja", "theme_pact,Pact,협정,協定")
    assert [code("theme", "pact", "ko"), code("theme", "sea-lanes")] == ["협정", "sea lanes"]
    assert code("theme", "sea-lanes", "ja") == "sea lanes [en]"


def test_a_value_cannot_smuggle_in_a_placeholder():
    assert phrase("results_n", n="{n.__class__}") == "{n.__class__} results"


@pytest.mark.parametrize("values, given", [({}, "no values"), ({"m": 5}, "m"), ({"n": 5, "m": 5}, "m, n")])
def test_a_phrase_with_wrong_values_says_which_it_takes(values, given):
    with pytest.raises(
        KitError, match=rf"'results_n' takes n, not {given}\..*phrase\('results_n', 'en', n=\.\.\.\)"
    ):
        phrase("results_n", "en", **values)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: names("mon-jae-in"), "Unknown actor: 'mon-jae-in'. Did you mean 'moon-jae-in'"),
        (lambda: title("gsomia"), "Unknown event: 'gsomia'. Did you mean 'gsomia-signed'"),
        (lambda: phrase("filtre"), "Unknown phrase: 'filtre'. Did you mean 'filter'"),
        (lambda: names("abe", "fr"), "Unknown language: 'fr'. The kit speaks \"en\""),
        (lambda: title("gsomia-signed", "jp"), "Unknown language: 'jp'"),
        (lambda: phrase("filter", "kr"), "Unknown language: 'kr'"),
    ],
)
def test_an_unknown_name_or_language_is_answered_with_the_nearest(call, message):
    with pytest.raises(KitError, match=message):
        call()
