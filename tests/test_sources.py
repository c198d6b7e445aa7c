"""Citations, footnotes and cards: who, when, from whose side, how far to trust it."""

import pytest
from markup import Tags

from helpers.errors import KitError
from helpers.labels import LANGUAGES
from helpers.sources import cite, footnote, source_card

COLUMNS = "source_id title publisher author published language kind perspective url reading reliability note"
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def library(tiny):
    tiny.add(
        "phrases",
        "key en ko ja",
        "sources,Sources,출처 목록,出典一覧",
        "author,Author,저자,著者",
        "publisher,Publisher,발행처,発行元",
        "published,Published,발행일,発行日",
        "perspective,Whose side,입장,立場",
        "kind,Kind,종류,種類",
        "how_we_read_it,How we read it,읽은 방법,読み方",
        "how_reliable,How far it can be trusted,신뢰도,信頼度",
        "note,Note,비고,備考",
        "perspective_ROK,South Korea,한국,韓国",
        "reading_copy,read as a copy,전재본으로 읽음,転載で確認",
        "reliability_sound,no reason for doubt,의심할 이유 없음,疑う理由なし",
        "reliability_copy,copy: repost,전재본,転載",
    )
    tiny.add("articles", "source_id short_name", "blog,blg")
    tiny.add(
        "sources",
        COLUMNS,
        "paper,2018 국방백서,Ministry,Staff,2018-12,ko,white-paper,ROK,https://example.org/a,document,sound,",
        "blog,A repost,A blog,,2019-11-22,en,news,JPN,,copy,copy,Look for the original.",
        "wiki,A summary,An encyclopedia,,,ja,encyclopedia,INT,,excerpt,tertiary,",
        "guess,A story,A newspaper,A newspaper,2019-11-15,en,news,USA,,document,inferred,",
        "robot,A page,A newspaper,,2019,ko,news,ROK,,machine-translation,copy,",
        f'evil,{HOSTILE},a|b *c*,"x"" onload=""y",2019,en,news,ZZ,javascript:a(1),document,sound,{HOSTILE}',
    )


@pytest.mark.parametrize(
    ("source_id", "lang", "line"),
    [
        ("paper", "en", "Staff, “2018 국방백서”, Ministry, December 2018"),
        ("paper", "ko", "Staff, 『2018 국방백서』, Ministry, 2018년 12월"),
        ("paper", "ja", "Staff、『2018 국방백서』、Ministry、2018年12月"),
        ("blog", "en", "“A repost”, A blog, 22 November 2019 [copy]"),
        ("blog", "ko", "『A repost』, A blog, 2019년 11월 22일 [전재본]"),
        ("wiki", "en", "“A summary”, An encyclopedia, no date stated [summary of summaries]"),
        ("wiki", "ja", "『A summary』、An encyclopedia、日付の記載なし [要約の要約]"),
        (
            "guess",
            "en",
            "“A story”, A newspaper, 15 November 2019 [publisher or date inferred]",
        ),
        ("robot", "en", "“A page”, A newspaper, 2019 [copy, read as a machine translation]"),
    ],
)
def test_a_citation_says_who_what_when_and_a_reason_for_care(source_id, lang, line):
    assert cite(source_id, lang) == line


def test_an_author_who_is_the_publisher_is_named_once():
    assert cite("guess").count("A newspaper") == 1


def test_footnotes_are_numbered_and_name_each_source_once():
    notes = footnote(["paper", "blog", "paper"])
    assert notes.ids == ["paper", "blog"]
    assert repr(notes).splitlines() == [f"[1] {cite('paper')}", f"[2] {cite('blog')}"]


def test_footnotes_in_html_are_a_list_with_the_language_of_each_title():
    page = Tags(footnote(["paper", "blog"], "ko").to_html())
    assert (
        page.tags[0][0] == "ol"
        and page.tags[0][1]["lang"] == "ko"
        and page.tags[0][1]["aria-label"] == "출처 목록"
    )
    assert [attrs["lang"] for tag, attrs in page.tags if tag == "cite"] == ["ko", "en"]
    assert "[전재본]" in "".join(page.words)


def test_a_footnote_without_a_source_is_refused():
    with pytest.raises(KitError, match="footnote without a source"):
        footnote([])


@pytest.mark.parametrize(
    ("source_id", "line"),
    [
        ("paper", "Whose side: South Korea"),
        ("paper", "How far it can be trusted: no reason for doubt"),
        ("blog", "Author: not stated"),
        ("blog", "How we read it: read as a copy"),
        ("blog", "Note: Look for the original."),
        ("wiki", "Published: no date stated"),
        ("guess", "Publisher: A newspaper"),
        ("evil", "Whose side: ZZ"),
    ],
)
def test_a_card_answers_the_questions_a_historian_asks_first(source_id, line):
    assert line in repr(source_card(source_id)).splitlines()


def test_a_card_in_html_is_a_labelled_article_with_the_language_of_the_title():
    page = Tags(source_card("paper", "ja")._repr_html_())
    tag, attributes = page.tags[0]
    assert (tag, attributes["lang"], attributes["aria-label"]) == ("article", "ja", "2018 국방백서")
    assert ("strong", {"lang": "ko"}) in page.tags
    assert ("a", {"href": "https://example.org/a", "rel": "noopener noreferrer"}) in page.tags
    assert [tag for tag, _ in page.tags].count("dt") == [tag for tag, _ in page.tags].count("dd") == 7


def test_an_english_note_on_a_korean_card_is_marked_as_english():
    assert ' lang="en">Look for the original.</dd>' in source_card("blog", "ko")._repr_html_()
    assert ' lang="en">Look for the original.</dd>' not in source_card("blog")._repr_html_()


@pytest.mark.parametrize(
    "html",
    [
        lambda: source_card("evil")._repr_html_(),
        lambda: footnote(["evil"]).to_html(),
    ],
    ids=["card", "footnote"],
)
def test_hostile_text_stays_text(html):
    page = Tags(html())
    assert not {"script", "a"} & {tag for tag, _ in page.tags}
    assert all(set(attrs) <= {"class", "style", "lang", "aria-label"} for _, attrs in page.tags)
    assert HOSTILE in "".join(page.words)


def test_hostile_text_stays_text_in_markdown():
    text = source_card("evil")._repr_markdown_()
    assert "\\<script\\>" in text and "a\\|b \\*c\\*" in text and "<javascript:" not in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_cards_and_citations_exist_in_every_language(lang):
    assert all(text for text in (cite("blog", lang), repr(source_card("blog", lang))))


CALLS = [cite, source_card, lambda one, *lang: footnote([one], *lang)]


@pytest.mark.parametrize("call", CALLS)
def test_the_short_name_of_an_article_is_answered_with_its_source(call):
    with pytest.raises(KitError, match="'blg' is the short name of an article. Its source is 'blog'"):
        call("blg")


@pytest.mark.parametrize("call", CALLS)
def test_an_unknown_source_or_language_is_answered_with_the_nearest(call):
    with pytest.raises(KitError, match="Unknown source: 'papr'. Did you mean 'paper'"):
        call("papr")
    with pytest.raises(KitError, match="Unknown language: 'fr'. The kit speaks \"en\""):
        call("paper", "fr")


def test_a_footnote_counts_its_weak_sources():
    assert footnote(["paper", "blog", "wiki", "blog"]).flags == {"copy": 1, "summary of summaries": 1}
