"""What holds for every widget: it says what it shows in words, leaves a still picture, and saves nothing."""

import importlib
import re
from pathlib import Path

import pytest
import traitlets

import helpers
from helpers.errors import KitError
from helpers.widget import Text, Widget, YesOrNo, pixels, script, style


class Spoken(Widget):
    """The smallest widget that there can be."""

    _esm, _css = "export default { render() {} }", style("base")
    word = Text("").tag(sync=True)
    on = YesOrNo(False).tag(sync=True)

    def __repr__(self) -> str:
        return f"Spoken: {self.word}"

    def describe(self) -> str:
        return "One word."

    def to_html(self) -> str:
        return "<p>word</p>"

    def to_table(self) -> list:
        return [self.word]


def widgets() -> list[type]:
    """Every widget of the kit."""
    for path in sorted(Path(helpers.__file__).parent.glob("[a-z]*.py")):
        importlib.import_module(f"helpers.{path.stem}")
    return [one for one in Widget.__subclasses__() if one.__module__.startswith("helpers.")]


def test_a_notebook_gets_the_widget_its_words_and_a_still_picture():
    content, _ = Spoken(word="boat")._repr_mimebundle_()
    assert content["text/plain"] == "Spoken: boat" and content["text/html"] == "<p>word</p>"
    assert "application/vnd.jupyter.widget-view+json" in content


@pytest.mark.parametrize("name", ["__repr__", "describe", "to_html", "to_table"])
def test_a_widget_that_cannot_say_what_it_shows_is_not_made(name):
    methods = {one: vars(Spoken)[one] for one in ("__repr__", "describe", "to_html", "to_table")}
    del methods[name]
    with pytest.raises(TypeError, match=f"Silent lacks {name}:"):
        type("Silent", (Widget,), methods)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [("word", 5, "word cannot be 5.*quotes"), ("on", "yes", "on cannot be 'yes'.*True or False")],
)
def test_a_wrong_choice_is_named_and_changes_nothing(name, value, message):
    widget = Spoken(word="boat", on=True)
    with pytest.raises(KitError, match=message):
        setattr(widget, name, value)
    assert (widget.word, widget.on) == ("boat", True)


def test_none_takes_a_text_back():
    widget = Spoken(word="boat")
    widget.word = None
    assert widget.word == ""


@pytest.mark.parametrize("height", [50, 5000, "420", 420.0, True, None])
def test_a_height_that_is_none_is_refused_with_the_limits(height):
    with pytest.raises(KitError, match=r"height cannot be .*240 to 2000"):
        pixels(height)


def test_style_sheets_are_joined_in_the_order_given():
    assert style("base", "timeline") == style("base") + "\n" + style("timeline")


@pytest.mark.parametrize("cls", widgets(), ids=lambda cls: cls.__name__)
def test_every_widget_has_its_bundle_and_syncs_its_story(cls):
    assert "render" in str(cls._esm) and ".two-shores" in str(cls._css)
    assert cls.class_traits(sync=True)["story"].__class__ is traitlets.Dict


@pytest.mark.parametrize("path", sorted(script("timeline").parent.glob("*.css")), ids=lambda path: path.stem)
def test_no_style_sheet_touches_the_page_outside_its_widget(path):
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    selectors = re.findall(r"(?:^|[{};])([^{}@;]+)(?=\{)", text)
    parts = [part for selector in selectors for part in re.split(r",(?![^()]*\))", selector)]
    ours = re.compile(r"\.(ts|tst|two-shores)\b|\.(wide|narrow) \.|^(from|to|\d+%)$")
    assert [part.strip() for part in parts if not ours.search(part.strip())] == []
