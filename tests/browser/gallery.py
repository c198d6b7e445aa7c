"""One sample of each widget and card, for the tests that hold for all of them. A new widget adds a line."""

from __future__ import annotations

from dataclasses import dataclass

import helpers


@dataclass(frozen=True)
class Sample:
    """`code` makes it, `root` finds it on a page, the `steps` bring it into a second state.

    A step is what to click on; or what to type into and the text, as in "input := 5000000".
    """

    code: str
    root: str
    steps: tuple[str, ...] = ()

    def make(self, lang: str = "en") -> object:
        """Return the widget or card, in a language."""
        return eval(self.code.replace("LANG", repr(lang)), {name: getattr(helpers, name) for name in _USED})

    def use(self, root) -> None:
        """Take the steps on a page, as a reader would."""
        for step in self.steps:
            what, types, text = step.partition(" := ")
            place = root.locator(what).first
            if types:
                place.fill(text, timeout=8_000)
            else:
                place.click(timeout=8_000)

    def cell(self, lang: str = "en") -> str:
        """Return the code of a notebook cell that shows it."""
        return f"from helpers import {', '.join(_USED)}\n{self.code.replace('LANG', repr(lang))}"


_USED = ("Names", "claim_card", "matrix", "predict", "source_card", "timeline")
PASSAGE = "The {annexation} of 1910 and {colonial-rule}."
PACT = "['nyt22-03', 'nyt22-22', 'nik-35']"
SAMPLES = {
    "timeline": Sample("timeline(theme='gsomia', lang=LANG)", ".two-shores-timeline", (".tst-label",)),
    "matrix": Sample(f"matrix(['nyt22', 'wsj', 'nik'], {PACT}, lang=LANG)", ".two-shores-matrix", ("td",)),
    "names": Sample(f"Names({PASSAGE!r}, lang=LANG)", ".two-shores-naming", (".ts-name-option",)),
    "predict": Sample(
        "predict('jnto-kr-annual', show_until='2018', guess=['2019', '2020'], lang=LANG)",
        ".two-shores-predict",
        ("input >> nth=0 := 8000000", "input >> nth=1 := 8000000", ".ts-predict-look"),
    ),
    "claim card": Sample("claim_card('nyt22-03', lang=LANG)", "article:has-text('nyt22-03')"),
    "source card": Sample("source_card('seed-nyt-1122', lang=LANG)", "article:has-text('seed-nyt-1122')"),
}
