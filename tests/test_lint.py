"""Each rule of the lint finds what it is there for and is silent where nothing is wrong; the sources pass."""

from pathlib import Path

import pytest

from helpers import data, lint
from helpers.__main__ import main
from helpers.errors import KitError
from helpers.lint import form, lists, model, sides
from helpers.loaded import contested, one_sided, words_in

ROOT = Path(__file__).parents[1]
SOURCES = [str(path.relative_to(ROOT)) for path in lint.sources(ROOT)]
KINDS = {
    "lesson": ("notebooks/source", '  lesson: "08"\n  minutes: 50\n'),
    "tour": ("notebooks/source", "  lesson: data-tour\n  minutes: 45\n"),
    "exercise": ("exercises/source", '  exercise: "08"\n'),
}
HEAD = "---\njupytext:\n  text_representation:\n    extension: .md\n    format_name: myst\ntwo_shores:\n"


@pytest.fixture
def told(tmp_path):
    """Write a passage into a source and return what one rule says about it."""

    def told(rule, passage, kind="lesson", about=""):
        folder, own = KINDS.get(kind, ("docs/teaching/source", ""))
        head = f'---\nlesson: "08"\n{about}---\n' if kind == "guide" else f"{HEAD}{own}{about}---\n\n"
        path = tmp_path / folder / "08-passage.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{head}{passage}\n", encoding="utf-8")
        return lint.findings(path, (rule,))

    return told


def code(text, *settings):
    return "\n".join(["```{code-cell}", *settings, text, "```"])


FIGURE = 'bars(df, title="Visitors", notice="They fell.", sources=["s"], alt="{}")'
ALT = "Two bars for each month; the right one is the shorter one."

# rule, a passage that must fail, what the finding names
BAD = [
    ("numbers", "It rose by 12 percent.", "12"),
    ("attribution", "Japan's government said that it was settled.", "government said"),
    ("attribution", "- Moon called it retaliation.", "Moon called"),
    ("attribution", "The foreign ministry in Seoul denied this.", "foreign ministry in Seoul denied"),
    ("attribution", 'In its view so. {{ names("moon-jae-in") }} held that the pact had ended.', "held"),
    ("attribution", "The Supreme Court of Korea held that it was void. Others agreed.", "held that"),
    ("attribution", "Critics in Tokyo claimed that it was too late.", "claimed"),
    ("attribution", "A ministry in Tokyo announced talks.", "announced"),
    ("attribution", "| a | b |\n|---|---|\n| who | Seoul says no |", "Seoul says"),
    ("shown_statements", code('show(claims[["claim_id", "statement"]])'), "speaker"),
    ("shown_statements", code('show(claims.loc[ids, ["statement", "known_from"]])'), "speaker"),
    ("shown_statements", code('print(claims.loc["jpn-12", "statement"])'), "speaker"),
    ("ids", 'On {{ day("gsomia-2019-11-22-suspensio") }}.', "gsomia-2019-11-22-suspensio"),
    ("ids", 'So it was ({{ ref("no-such-source") }}).', "no-such-source"),
    ("ids", code('cards = ["jpn-12", "nyt22-03", "nyt22-99"]'), "nyt22-99"),
    ("ids", code('claims[claims["claim_id"].isin(["jpn-1222"])]'), "jpn-1222"),
    ("ids", code('polls[polls["poll_id"] == "kr-mbc"]'), "kr-mbc"),
    ("ids", code('series("visitors_of_nobody")'), "visitors_of_nobody"),
    ("stems", "## Why did Japan refuse to talk?", "presupposes"),
    ("stems", "Why won't Korea move?", "presupposes a refusal"),
    ("stems", "Why did South Korea not answer?", "presupposes a refusal"),
    ("stems", "So who is right?", "verdict"),
    ("stems", "Who is to blame for this?", "verdict"),
    ("stems", "Do you agree that it was fair?", "stance"),
    ("stems", "Isn't it a breach?", "expects a yes"),
    ("stems", "When did they admit it?", "guilt"),
    ("stems", "## They finally meet", "delay"),
    ("stems", "What was the real reason?", "hidden"),
    ("stems", "What should Japan do?", "policy"),
    ("stems", "Whose fault was it?", "verdict"),
    ("stems", "## Who still refuses to pay", "guilt"),
    ("stems", "Can you imagine that you are a minister?", "role play"),
    ("stems", "Of course it was too late.", "judges"),
    ("stems", "It conceded the point.", "judges the speaker"),
    ("one_sided", "In 1910 came the forced annexation of Korea.", "forced annexation"),
    ("one_sided", "The islets of Takeshima are small.", "takeshima"),
    ("one_sided", "## The Sea of Japan", "sea of japan"),
    ("one_sided", "After forced mobilisation they went home.", "forced mobilisation"),
    ("one_sided", "The export restrictions hit a company.", "export restrictions"),
    ("one_sided", "This was retaliation.", "retaliation"),
    ("one_sided", "The reverse claim came next.", "reverse claim"),
    ("one_sided", code('bars(df, title="Takeshima in the news")'), "takeshima"),
    ("explained", "The median grew fast.", "median"),
    ("explained", "Visitors fell. A deflator changes that.", "deflator"),
    ("three_languages", "People lived under colonial rule then.", "colonial rule"),
    ("balance", code('c = ["jpn-12", "nyt15-17"]'), "no dissenting voice"),
    ("headings", "# One\n\n# Two", "2 headings"),
    ("headings", "## No title", "0 headings"),
    ("headings", "# One\n\n### Deep", "skips a level"),
    ("steps", '+++ {"step": "hook", "minutes": 6}\n\n## Hook · 7 minutes', "7 minutes"),
    ("steps", '+++ {"step": "hook", "skills": ["XYZ"]}\n\nText', "XYZ"),
    ("steps", '+++ {"step": "data"}\n\nText\n\n+++ {"step": "hook"}\n\nText', "data · hook"),
    ("steps", '+++ {"step": "start", "minutes": 49}\n\nText', "49 minutes, a lesson of 50"),
    ("parts", "# A lesson\n\nText.", "Take with you"),
    ("parts", "# A lesson\n\nText.", "no prediction"),
    ("parts", code(FIGURE.format(ALT)), "1 figures"),
    ("parts", "Text.", "no widget"),
    ("parts", "Text.", "exit ticket"),
    ("levels", '+++ {"level": 4}\n\nText', "level 4"),
    ("levels", code('check("08.a", value=...)', ":level: 2"), "not every class"),
    ("figures", code('bars(df, title="A", notice="B", sources=["s"])'), "without alt"),
    ("figures", code(FIGURE.format("")), "without alt"),
    ("figures", code(FIGURE.format("Bars.")), "short"),
    ("figures", "![](map.png)", "picture without a text"),
    ("table_heads", "| a | |\n|---|---|\n| b | c |", "without a head"),
    ("lengths", code("\n".join(["x = 1"] * 13)), "13 lines"),
    ("lengths", code(f"x = '{'a' * 110}'"), "110 letters"),
    ("lengths", "word " * 181, "181 words"),
    ("links", "See [this](../no/such/file.md).", "no/such/file.md"),
    ("links", "# Title\n\nSee [this](#nowhere).", "#nowhere"),
    ("reading_level", "word " * 41, "41 words"),
    (
        "reading_level",
        "Constitutional deliberation necessitates sophisticated interpretative considerations.",
        "reading level",
    ),
]

# rule, a passage in which it must find nothing
GOOD = [
    ("numbers", "It rose {{ number(share.max()) }} times. Step 2: sit in groups of four for five minutes."),
    ("numbers", "As 제2차 한일협약 it stands in books."),
    ("attribution", 'Japan\'s government said so ({{ ref("jt-court-1205") }}).'),
    ("attribution", 'It was so. Seoul denied this.\nThe text stands here: {{ cite("jt-court-1205") }}.'),
    ("attribution", "What did Japan's government say?"),
    ("attribution", "Scroll to see what each government says, and how Japan argued."),
    ("attribution", "It only reports that a government says so."),
    ("attribution", "Go by the row, not by what a minister of its government, may have said."),
    ("attribution", "They held talks in Seoul and met in Tokyo."),
    ("attribution", "“Japan says no” is what you may hear."),
    ("attribution", "In `jpn-12` Japan's minister says no."),
    ("shown_statements", code('show(claims.loc[ids, ["actor_id", "statement"]])')),
    ("shown_statements", code('claims["statement"].str.len().max()')),
    ("ids", 'On {{ day("gsomia-2019-11-22-suspension") }} or {{ day(rows["date"].min()) }}.'),
    ("ids", code('cards = ["jpn-12", "nyt22-03"]\nshow(x[["source_id", "no-such"]])')),
    ("stems", "## Who could know what?\n\nWhy did both sides speak of a pause? They finally met."),
    ("stems", "Which words settle it “completely and finally”? Is it settled completely and finally?"),
    ("stems", "They said that it was late, and were not admitted."),
    ("one_sided", "The word “forced annexation of Korea” stands in books. Korean books call it forced."),
    ("one_sided", "Dokdo/Takeshima is one thing, and Takeshima (竹島) is a word."),
    ("one_sided", "East Sea / Sea of Japan, on every map."),
    ("explained", "The **median** is the value in the middle. Half lie above the median."),
    ("explained", "A deflator takes the change of prices out."),
    ("explained", 'It became a {{ term("protectorate") }} then.'),
    ("three_languages", 'People lived under {{ term("colonial-rule") }} then. Colonial rule ended.'),
    ("three_languages", "People lived under colonial rule (식민 지배, 植民地支配)."),
    ("used_claims", code('c = ["jpn-12", "nyt22-03"]')),
    ("headings", "# One\n\n## Two\n\n### Three\n\n## Four"),
    ("levels", '+++ {"level": 2}\n\nA letter.\n\n' + code('check("08.a", value=...)')),
    ("figures", code(FIGURE.format(ALT)) + "\n\n![a map of two coasts](map.png)"),
    ("table_heads", "| a | b |\n|---|---|\n| b | |"),
    ("lengths", code("\n".join(["x = 1"] * 20), "---", "jupyter:", "  source_hidden: true", "---")),
    ("lengths", "word " * 100 + "\n\n" + code("x") + "\n\n" + "word " * 100),
    ("links", "# A title\n\nSee [this](#a-title), [that](source/08-passage.md), [net](https://example.net)."),
    ("reading_level", "We read the page. Then we ask who wrote it, and when it could be read."),
]


@pytest.mark.parametrize(("rule", "passage", "named"), BAD)
def test_a_rule_finds_what_it_is_there_for(told, rule, passage, named):
    assert named in " | ".join(one.found for one in told(rule, passage))


@pytest.mark.parametrize(("rule", "passage"), GOOD)
def test_a_rule_is_silent_where_nothing_is_wrong(told, rule, passage):
    assert told(rule, passage) == []


def test_every_rule_has_a_passage_that_fails_and_one_that_passes():
    # Their passages stand below, since they need more than a line.
    apart = {"balance", "steps", "parts", "years", "used_claims"}
    assert set(model.RULES) - {rule for rule, *_ in BAD} <= apart
    assert set(model.RULES) - {rule for rule, _ in GOOD} <= apart


def test_a_claim_of_class_v_without_a_source_is_found(told, monkeypatch):
    claim = {"evidence_class": "V", "actor_id": "moon-jae-in", "source_id": ""}
    monkeypatch.setattr("helpers.lint.voices.data.row", lambda table, key: claim)
    (found,) = told("used_claims", code('show(claims.loc[["jpn-12"]])'))
    assert "jpn-12 is of class V and has no source_id" in found.found


def test_a_guide_may_name_a_bad_question_in_italics(told):
    assert told("stems", "Never ask *who was right?* in class.", "guide") == []
    assert told("stems", "So who was right?", "guide") != []


def test_a_guide_takes_its_years_from_the_tables(told):
    assert [one.level for one in told("years", "In 1965 they met for 40 minutes.", "guide")] == ["warning"]
    assert told("years", 'In {{ year("normalisation-1965") }} they met.', "guide") == []


STEP = '+++ {{"step": "{}", "minutes": {}, "skills": ["SRC"]}}\n\n## Now · {} minutes\n\nText.\n\n'


def test_steps_in_their_order_with_minutes_that_add_up_pass(told):
    minutes = zip(form.STEPS, (2, 6, 12, 16, 10, 4, 0), strict=True)
    assert told("steps", "".join(STEP.format(name, some, some) for name, some in minutes)) == []


def test_a_lesson_with_all_its_parts_passes(told):
    text = "\n\n".join([*form.PARTS, *[code(FIGURE.format(ALT))] * 3])
    text += "\n\n" + code("predict(rows)") + "\n\n" + code('check("08.exit", value=...)')
    assert told("parts", text, about='  question: "?"\n  sensitivity: 1\n  skills: [SRC]\n') == []


def test_one_side_heard_more_often_is_noticed_unless_the_lesson_says_why(told):
    claims = data.table("claims").set_index("claim_id")
    used = code(f"show(claims.loc[{[*claims.index[claims['side'] == 'ROK'][:8], 'jpn-12']}])")
    found = told("balance", used)
    assert any("statements:" in one.found for one in found)
    assert {one.level for one in found} == {"warning"}
    assert told("balance", used, about='  balance_reason: "one article"\n') == []


def test_the_balance_of_lesson_08_counts_statements_dissent_sources_and_languages():
    found = lint.balance("08-gsomia", ROOT)
    assert list(found.columns) == ["side", "statements", "dissenting", "sources", "languages"]
    assert list(found["side"]) == [*sides.SIDES, "others"]
    assert found["statements"].min() > 3 and "ko" in found["languages"][1]


def test_who_comes_first_and_last_is_counted(told, tmp_path):
    told("balance", code('one = ["jpn-12", "nyt15-17", "jpn-12"]\ntwo = ["nyt15-17", "jpn-12"]'))
    page = model.read(tmp_path / "notebooks/source/08-passage.md")
    assert sides.order_of(page) == {"JPN": 1, "ROK": 1}
    assert sides.order_of(page, -1) == {"JPN": 2}


def test_terms_with_a_name_of_the_kit_are_not_loaded():
    assert "forced labour" in contested() and "GSOMIA" not in contested()
    assert one_sided()["Takeshima"] == ("Japan's government", "Dokdo/Takeshima")
    assert words_in("a ‘reverse claim’, said one", contested()) == ()


def test_a_passage_of_each_list_of_words_is_tried():
    tried = [passage for rule, passage, _ in BAD if rule == "stems"]
    assert len(tried) >= len(lists.STEMS) + len(lists.VERDICTS)


def test_grade_counts_sentences_and_syllables():
    assert form.grade(["The cat sat on the mat."]) < 2
    assert form.grade(["Those deliberations necessitated constitutional interpretation."]) > 15


def test_findings_name_file_line_rule_and_next_step(told):
    (found,) = told("numbers", "Text.\n\nIn 1965.")
    place, what = str(found).split(": error ")
    assert place.endswith("08-passage.md:13")
    assert what == "[numbers] typed number '1965': write {{ ... }} with a function of helpers.prose"


def test_the_command_lists_findings_and_fails_only_for_errors(tmp_path, told, monkeypatch, capsys):
    told("numbers", "# Title\n\nIt is so, said nobody.", "exercise")
    monkeypatch.chdir(tmp_path)
    assert main(["lint"]) == 0
    told("numbers", "## No title", "exercise")
    assert main(["lint", "08-passage"]) == 1
    assert "[headings]" in capsys.readouterr().out
    assert main(["lint", "--balance"]) == 0
    assert "statements" in capsys.readouterr().out
    assert main(["lint", "09-nothing"]) == 2
    assert "'09-nothing'" in capsys.readouterr().err


def test_an_unknown_rule_is_told_the_nearest_one(told):
    with pytest.raises(KitError, match="numbers"):
        told("number", "Text.")


def test_a_folder_without_sources_says_where_they_lie(tmp_path):
    with pytest.raises(KitError, match="notebooks/source"):
        lint.sources(tmp_path)


@pytest.mark.parametrize("source", SOURCES)
def test_the_sources_have_no_errors(source):
    found = [str(one) for one in lint.findings(ROOT / source) if one.level == "error"]
    if found:
        pytest.fail("\n".join(found), pytrace=False)
