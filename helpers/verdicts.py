"""What a check answers: one Verdict, shown as HTML, Markdown or plain text.

    Task 08.3 · Partly met · 2 of 5 points          state and marks, in words
      value   not yet   1190                        part by part, as we understood it
      unit    met       million USD
    What we saw: ...                                then the message: what was seen, how far it is,
    Why it matters: ...                             why a historian cares, where to look, what next;
    Next step: ...                                  after success: why it is right, what stays disputed

A verdict only carries words. It is made in `helpers.tasks`: this module changes its looks, never a mark.
Nothing is said by colour alone: the state is a word, and the frame's line style repeats it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from helpers import labels
from helpers.errors import unknown

STATES = ("not_attempted", "needs_source", "partly", "met", "beyond")
RECORD = "application/vnd.two-shores.answer+json"

# The phrases of the table `phrases`; "partly" is called "partly_met" there, and "not_yet_met" where no part
# of the answer is met.
_STATE_PHRASES = {state: state for state in STATES} | {"partly": "partly_met"}
_PART_PHRASES = {
    "met": "part_met",
    "not_yet": "part_not_yet",
    "not_given": "part_not_given",
    "not_readable": "part_not_readable",
}
_MESSAGE = ("seen", "distance", "why", "look_at", "right", "disputed", "next_step")
_FRAMES = {
    "not_attempted": "dotted",
    "needs_source": "dashed",
    "partly": "dashed",
    "met": "solid",
    "beyond": "double",
}


@dataclass(frozen=True)
class PartVerdict:
    """One part of an answer: its state ("met", "not_yet", "not_given", "not_readable") and what was given."""

    name: str
    state: str
    given: str = ""
    marks: int = 0
    out_of: int = 0


@dataclass(frozen=True)
class Verdict:
    """What the kit says about one answer.

    `state` is one of "not_attempted", "needs_source", "partly", "met", "beyond"; `parts` tells the state of
    every part. `seen`, `distance`, `why`, `look_at` and `next_step` are the message, `right` and `disputed`
    its end after success. `marks` is None where a person marks the answer. `record` is the answer as plain
    values, which grading reads from the cell's output.

    >>> verdict = check("08.3", value=891)
    >>> verdict.state, verdict.marks
    ('partly', 1)
    """

    task_id: str
    state: str
    parts: tuple[PartVerdict, ...] = ()
    seen: str = ""
    distance: str = ""
    why: str = ""
    look_at: str = ""
    next_step: str = ""
    misconception_id: str = ""
    right: str = ""
    disputed: str = ""
    marks: int | None = 0
    out_of: int = 0
    record: dict | None = None
    lang: str = "en"

    def __post_init__(self) -> None:
        if self.state not in STATES:
            raise unknown("state of a verdict", self.state, STATES, "Use one of these.")

    @property
    def message(self) -> str:
        """The sentences of the message in one text, without their headings."""
        return " ".join(text for _, text in self._sentences())

    @property
    def rank(self) -> int:
        """How good the answer is, to compare two answers to one task: first the state, then the marks."""
        return {"met": 1000, "beyond": 2000}.get(self.state, 0) + (self.marks or 0)

    def to_plain(self) -> str:
        """Return the verdict as plain text, as a terminal shows it."""
        width = max((len(part.name) for part in self.parts), default=0)
        states = [self._part_state(part) for part in self.parts]
        state_width = max((len(state) for state in states), default=0)
        rows = [
            f"  {part.name:<{width}}  {state:<{state_width}}  {part.given}".rstrip()
            for part, state in zip(self.parts, states, strict=True)
        ]
        lines = [f"{self._phrase(heading)}: {text}" for heading, text in self._sentences()]
        return "\n".join([self._headline(), *rows, *lines])

    def to_markdown(self) -> str:
        """Return the verdict as Markdown, as GitHub and printed pages show it."""
        rows = [
            f"- `{part.name}`: {self._part_state(part)}" + (f" · {_code(part.given)}" if part.given else "")
            for part in self.parts
        ]
        lines = [f"**{self._phrase(heading)}:** {text}" for heading, text in self._sentences()]
        return "\n\n".join(block for block in (f"**{self._headline()}**", "\n".join(rows), *lines) if block)

    def to_html(self) -> str:
        """Return the verdict as HTML: a labelled group that is read without colours, on light and on dark."""
        rows = "".join(
            f"<li><code>{escape(part.name)}</code>: <strong>{escape(self._part_state(part))}</strong>"
            + (f" · {escape(part.given)}" if part.given else "")
            + "</li>"
            for part in self.parts
        )
        lines = [(self._phrase(heading), text) for heading, text in self._sentences()]
        items = f'<ul style="margin:.3em 0;padding-left:1.4em">{rows}</ul>' if rows else ""
        return _box(self._headline(), items + _paragraphs(lines, self.lang), _FRAMES[self.state], self.lang)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, object]:
        bundle: dict[str, object] = {
            "text/plain": self.to_plain(),
            "text/markdown": self.to_markdown(),
            "text/html": self.to_html(),
        }
        if self.record is not None:
            bundle[RECORD] = self.record
        return bundle

    def __repr__(self) -> str:
        return self.to_plain()

    def _headline(self) -> str:
        task = f"{self._phrase('task')} {self.task_id}"
        state = self._phrase("not_yet_met" if self._nothing_met() else _STATE_PHRASES[self.state])
        if self.marks is None:
            return f"{task} · {state} · {self._phrase('by_person')}"
        return f"{task} · {state} · {self._phrase('points', n=self.marks, m=self.out_of)}"

    def _nothing_met(self) -> bool:
        """Whether "partly" would say too much: no part earned a mark, or met the pre-check of an essay."""
        by_person = self.marks is None
        met = any(part.marks or (by_person and part.state == "met") for part in self.parts)
        return self.state == "partly" and not met

    def _sentences(self) -> Iterator[tuple[str, str]]:
        for field in _MESSAGE:
            if text := getattr(self, field):
                yield f"verdict_{field}", text

    def _part_state(self, part: PartVerdict) -> str:
        return self._phrase(_PART_PHRASES[part.state])

    def _phrase(self, key: str, **values: object) -> str:
        return labels.phrase(key, self.lang, **values)


@dataclass(frozen=True)
class Notice:
    """A titled text for a student, such as a hint or a worked solution, in the same three renderings."""

    title: str
    text: str
    lang: str = "en"

    def to_plain(self) -> str:
        """Return the notice as plain text."""
        return f"{self.title}\n{self.text}"

    def to_markdown(self) -> str:
        """Return the notice as Markdown."""
        return f"**{self.title}**\n\n{self.text}"

    def to_html(self) -> str:
        """Return the notice as HTML, in the same frame as a verdict."""
        blocks = [("", block) for block in self.text.split("\n\n")]
        return _box(self.title, _paragraphs(blocks, self.lang), "solid", self.lang)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {
            "text/plain": self.to_plain(),
            "text/markdown": self.to_markdown(),
            "text/html": self.to_html(),
        }

    def __repr__(self) -> str:
        return self.to_plain()


def _box(title: str, inner: str, frame: str, lang: str) -> str:
    # Only the page's own colour is used, so that the box is as legible as the text around it, light or dark.
    style = f"border-left:.4em {frame} currentColor;padding:.1em 0 .1em .9em;margin:.4em 0;max-width:46em"
    label = escape(title, quote=True)
    return (
        f'<div role="group" lang="{lang}" aria-label="{label}" style="{style}">'
        f'<p style="margin:.2em 0"><strong>{label}</strong></p>{inner}</div>'
    )


def _paragraphs(lines: list[tuple[str, str]], lang: str) -> str:
    # The sentences are English whatever the language of the labels; a screen reader must know.
    switch = "" if lang == "en" else ' lang="en"'
    return "".join(
        '<p style="margin:.3em 0">'
        + (f"<strong>{escape(heading)}:</strong> " if heading else "")
        + f"<span{switch}>{escape(text).replace(chr(10), '<br>')}</span></p>"
        for heading, text in lines
    )


def _code(text: str) -> str:
    # A backtick in an answer would end the code span early, so the fence is longer than any run inside.
    fence = "``" if "`" in text else "`"
    return f"{fence}{text}{fence}" if fence == "`" else f"{fence} {text} {fence}"
