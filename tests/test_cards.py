"""The claim card: who, of what kind, where, how far to trust it, and the other side beside it."""

import pytest
from markup import Tags

from helpers import data
from helpers.cards import AT_ONCE, claim_card
from helpers.errors import KitError
from helpers.labels import LANGUAGES, phrase
from helpers.sources import cite, source_card

SIDES = {"ROK": ["JPN"], "JPN": ["ROK"], "USA": ["JPN", "ROK"], "none": ["JPN", "ROK"]}
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def claims():
    return data.table("claims")


def with_claims_of(claims, side):
    return claims[claims["side"] == side].iloc[0]["claim_id"]


@pytest.mark.parametrize("side", SIDES)
def test_a_statement_is_set_beside_the_other_side(claims, side):
    card = claim_card(with_claims_of(claims, side))
    assert list(card.others) == SIDES[side]
    sides = claims.set_index("claim_id")["side"]
    for other, ids in card.others.items():
        assert {sides[one] for one in ids} <= {other} and card.claim_id not in ids


def test_those_of_a_listed_disagreement_come_first():
    card = claim_card("hist-c099")
    assert {"hist-c102", "hist-moon-2017"} <= set(card.others["ROK"][:AT_ONCE])
    assert phrase("claimcard_in_conflict", "en", title="Did the agreement of 2015 settle the issue?") in repr(
        card
    )


def test_no_more_than_three_are_shown_and_the_rest_is_counted():
    card = claim_card("hist-c099")
    of = len(card.others["ROK"])
    assert of > AT_ONCE and f"{AT_ONCE} of {of} statements" in repr(card)


def test_a_voice_that_our_sources_lack_is_told(claims):
    sides = claims.groupby("topic")["side"].agg(set)
    linked = set(data.table("conflict_claims")["claim_id"])
    alone = claims[
        claims["topic"].map(lambda one: "JPN" not in sides[one]) & ~claims["claim_id"].isin(linked)
    ]
    alone = alone[alone["side"] == "ROK"]["claim_id"]
    assert len(alone), "every statement has an answer now: take this test out"
    card = claim_card(alone.iloc[0])
    assert card.others == {"JPN": []} and phrase("claimcard_nobody", "en") in repr(card)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_card_answers_what_a_reader_asks(lang):
    claim = data.row("claims", "hist-c099")
    text = repr(claim_card("hist-c099", lang))
    for words in (
        claim["statement"],
        claim["locator"],
        phrase("evidence_v", lang),
        phrase("evidence_v_meaning", lang),
        phrase("attribution_paraphrase", lang),
        cite(claim["source_id"], lang),
        phrase("reliability_sound", lang),
    ):
        assert words in text
    assert "{" not in text and "nan" not in text


def test_a_weak_source_carries_its_flag():
    weak = data.table("sources").query("reliability == 'copy'")["source_id"]
    claims = data.table("claims")
    claim_id = claims[claims["source_id"].isin(weak)]["claim_id"].iloc[0]
    assert phrase("reliability_copy", "en") in repr(claim_card(claim_id))


def test_a_voice_of_dissent_is_told(claims):
    claim_id = claims[claims["dissent"]]["claim_id"].iloc[0]
    assert phrase("claimcard_dissent", "ko") in repr(claim_card(claim_id, "ko"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_card_of_a_statement_closes_its_tags(claims, lang):
    for claim_id in claims["claim_id"][:: 4 if lang == "en" else 40]:
        Tags(claim_card(claim_id, lang)._repr_html_())


def test_statements_are_marked_as_english_on_a_card_in_another_language():
    statement = data.row("claims", "hist-c099")["statement"]
    assert f'<span lang="en">{statement}' in claim_card("hist-c099", "ja")._repr_html_()
    assert 'lang="en">' + statement not in claim_card("hist-c099")._repr_html_().replace('lang="en" aria', "")


def test_an_unknown_statement_is_answered_with_the_nearest():
    with pytest.raises(KitError, match="Did you mean 'hist-c099'"):
        claim_card("hist-c99")
    with pytest.raises(KitError, match="fr"):
        claim_card("hist-c099", "fr")


def test_both_cards_stand_in_one_frame():
    claim, source = claim_card("hist-c099")._repr_html_(), source_card("rok-dwp-2020")._repr_html_()
    assert claim.partition(' lang="')[0] == source.partition(' lang="')[0]


@pytest.fixture
def hostile(tiny):
    columns = (
        "claim_id event_id actor_id speaker_as_printed affiliation side dissent:boolean date_said topic "
    )
    columns += "reference_period statement kind evidence_class attribution source_id locator known_from note"
    row = f"c,e,,{HOSTILE},,ROK,false,,t,,{HOSTILE} a|b *c*,fact,D,paraphrase,s,{HOSTILE},,"
    tiny.add("claims", columns, row)
    tiny.add("conflict_claims", "conflict_id claim_id side", key="conflict_id claim_id")
    source = (
        "source_id title publisher author published language kind perspective url reading reliability note"
    )
    tiny.add("sources", source, f"s,{HOSTILE},P,,2019,en,news,ROK,javascript:a(1),document,sound,")
    needed = ["said", "source", "how_reliable", "timeline_voices_jpn", "evidence_d", "evidence_d_meaning"]
    needed += [
        f"claimcard_{key}" for key in ("printed", "about", "evidence", "presents", "locator", "nobody")
    ]
    tiny.add(
        "phrases", "key en ko ja", *(f"{key},{key},," for key in [*needed, "note", "claimcard_unstated"])
    )
    return claim_card("c")


def test_hostile_text_stays_text(hostile):
    page = Tags(hostile._repr_html_())
    assert {tag for tag, _ in page.tags} <= {"article", "p", "strong", "code", "dl", "dt", "dd", "span"}
    assert "<script" not in hostile._repr_html_() + hostile._repr_markdown_().replace("\\<", "")
    assert "javascript:" not in hostile._repr_html_()
    assert HOSTILE in repr(hostile) and "claimcard_nobody" in repr(hostile)


def test_markdown_shows_text_as_it_is(hostile):
    assert r"a\|b \*c\*" in hostile._repr_markdown_()
