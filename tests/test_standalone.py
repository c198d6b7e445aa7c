"""The page without a kernel as a text: what it holds, what it forbids itself, what it refuses."""

import json
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from helpers import page
from helpers.errors import KitError
from helpers.widget import Text, Widget, script, style

HOSTILE = "</script><script>window.broken=1</script><!--</style>\u2028\u202e\"'&"


class Echo(Widget):
    """Shows its story as text."""

    _esm, _css = "export default { render() {} }", style("base")
    choice = Text("").tag(sync=True)

    def __repr__(self) -> str:
        return "Echo"

    def describe(self) -> str:
        return f"It says {self.story['text']}"

    def to_html(self) -> str:
        return "<p>still</p>"

    def to_table(self) -> list:
        return [self.story["text"]]


class Parts(HTMLParser):
    """The tags of a page, and the texts of its scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags, self.scripts, self._inside = [], [], False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._inside = tag == "script"
        if self._inside:
            self.scripts.append("")

    def handle_endtag(self, tag):
        self._inside = False

    def handle_data(self, data):
        if self._inside:
            self.scripts[-1] += data


def content(text: str) -> dict:
    return json.loads(Parts(text).scripts[0])


def test_story_and_choices_arrive_as_they_are():
    found = content(page(Echo(story={"text": HOSTILE}, choice="서울")))
    assert found["widgets"] == [{"script": 0, "state": {"story": {"text": HOSTILE}, "choice": "서울"}}]


def test_a_script_and_a_style_used_twice_are_held_once():
    found = content(page(Echo(story={"text": "a"}), Echo(story={"text": "b"})))
    assert len(found["scripts"]) == len(found["styles"]) == 1
    assert [one["state"]["story"]["text"] for one in found["widgets"]] == ["a", "b"]


def test_hostile_text_opens_no_tag():
    parts = Parts(page(Echo(story={"text": HOSTILE}), title=HOSTILE))
    plain = Parts(page(Echo(story={"text": "a"}), title="b"))
    assert [tag for tag, _ in parts.tags] == [tag for tag, _ in plain.tags]
    assert "window.broken" not in parts.scripts[1]


def test_the_page_lets_only_its_own_script_run_and_nothing_be_loaded():
    parts = Parts(page(Echo(story={"text": "a"})))
    policy = next(a["content"] for tag, a in parts.tags if a.get("http-equiv") == "Content-Security-Policy")
    own = b64encode(sha256(parts.scripts[1].encode()).digest()).decode()
    assert f"script-src 'sha256-{own}' blob:;" in policy
    assert policy.startswith("default-src 'none';") and "http" not in policy
    assert not [a for _, a in parts.tags if a.get("src", "").startswith("http")]


def test_every_widget_has_its_words_and_its_still_picture():
    text = page(Echo(story={"text": "a < b"}))
    assert '<p class="aloud">It says a &lt; b</p>' in text and "<p>still</p>" in text


def test_cards_stand_between_the_widgets_as_in_a_notebook():
    class Card:
        def _repr_html_(self):
            return "<p>card</p>"

    text = page(Echo(story={"text": "a"}), Card(), Echo(story={"text": "b"}))
    assert text.count("<section") == 3 and "<section><p>card</p></section>" in text
    assert len(content(text)["widgets"]) == 2


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
def test_the_page_says_its_language(lang):
    assert f'<html lang="{lang}">' in page(Echo(story={"text": "a"}), lang=lang)


def test_the_same_widget_makes_the_same_page():
    assert page(Echo(story={"text": "a"})) == page(Echo(story={"text": "a"}))


@pytest.mark.parametrize(
    ("given", "options", "message"),
    [
        ((), {}, "nothing for this page.*timeline"),
        (("timeline",), {}, "cannot show 'timeline'"),
        ((Echo(story={"text": "a"}),), {"lang": "fr"}, "Unknown language: 'fr'"),
        ((Echo(story={"text": float("nan")}),), {}, "The Echo holds a number that is none"),
    ],
)
def test_what_cannot_be_shown_is_refused(given, options, message):
    with pytest.raises(KitError, match=message):
        page(*given, **options)


def test_the_runner_holds_nothing_that_would_end_it():
    text = script("standalone").read_text(encoding="utf-8")
    assert not re.search(r"</script|<!--|<script", text, re.IGNORECASE)
