"""The frame of a card: a title, questions with their answers, and what stands below, in three renderings.

    Card(title, rows, lang)  ──>  .to_plain()     a cell of plain text
                             ──>  .to_html()      a notebook, print
                             ──>  .to_markdown()  a text cell, a web page

`sources.source_card` and `cards.claim_card` say what goes into it. A card needs no script and no style sheet,
so it looks the same in a notebook, in print and in a saved file. Text is text: a `<` stays a `<`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Words:
    """A piece of text with the language that it is written in; "" where that is the language of the card.

    >>> Words("독도", "ko").to_html()
    '<span lang="ko">독도</span>'
    """

    text: str
    lang: str = ""
    url: str = ""

    def to_html(self, tag: str = "span") -> str:
        """Return the text for a page: in a link where there is a web address, with its language."""
        if tag == "span" and not self.lang:
            return _link(self)
        return f"<{tag}{_language(self)}>{_link(self)}</{tag}>"

    def to_markdown(self) -> str:
        """Return the text so that Markdown shows it as it is."""
        text = plain_markdown(self.text)
        return f"[{text}](<{self.url}>)" if is_web(self.url) else text


@dataclass(frozen=True)
class Card:
    """What a card says: `id` stands behind the title, `link` at the end, `below` are cards inside it."""

    title: Words
    rows: Sequence[tuple[str, Words]]
    lang: str
    id: str = ""
    link: str = ""
    lead: Words | None = None
    below: Sequence[Card] = ()

    def to_plain(self) -> str:
        """Return the card as lines of plain text; what stands below is set in by two spaces."""
        lines = [f"{self.title.text} ({self.id})" if self.id else self.title.text]
        lines += [self.lead.text] if self.lead else []
        lines += [f"{question}: {answer.text}" for question, answer in self.rows]
        lines += [self.link] if self.link else []
        inside = (line for card in self.below for line in card.to_plain().splitlines())
        return "\n".join([*lines, *(f"  {line}" for line in inside)])

    def to_html(self, depth: int = 0) -> str:
        """Return the card as HTML that brings its own looks along; `depth` counts the cards around it."""
        cell = f'style="{_CELL}"'
        rows = "".join(
            f"<dt {cell}>{escape(question)}</dt><dd {cell}{_language(answer)}>{_link(answer)}</dd>"
            for question, answer in self.rows
        )
        code = f" <code>{escape(self.id)}</code>" if self.id else ""
        lead = f"<p {_LINE}>{self.lead.to_html()}</p>" if self.lead else ""
        link = f"<p {_LINE}>{Words(self.link, url=self.link).to_html()}</p>" if is_web(self.link) else ""
        answers = f'<dl style="{_GRID}">{rows}</dl>' if rows else ""
        inside = "".join(card.to_html(depth + 1) for card in self.below)
        # A card without questions only gathers others, and needs no line at its side
        edge = f"border-left:{'.1em' if depth else '.3em'} solid #999999;padding-left:1em;" if rows else ""
        return (
            f'<article style="{edge}{_FRAME}" lang="{self.lang}" aria-label="{escape(self.title.text)}">'
            f"<p {_LINE}>{self.title.to_html('strong')}{code}</p>{lead}{answers}{link}{inside}</article>"
        )

    def to_markdown(self) -> str:
        """Return the card as Markdown; what stands below becomes a quotation."""
        code = f" (`{self.id}`)" if self.id else ""
        lines = [f"**{plain_markdown(self.title.text)}**{code}", ""]
        lines += [self.lead.to_markdown(), ""] if self.lead else []
        lines += [f"- {plain_markdown(question)}: {answer.to_markdown()}" for question, answer in self.rows]
        lines += [f"- <{self.link}>"] if is_web(self.link) else []
        for card in self.below:
            lines += ["", *(f"> {line}".rstrip() for line in card.to_markdown().splitlines())]
        return "\n".join(lines)


def is_web(url: str) -> bool:
    """Say whether this may become a link: `javascript:` and its like stay text.

    >>> is_web("https://example.org/a"), is_web("javascript:alert(1)")
    (True, False)
    """
    return re.fullmatch(r"https?://[^\s<>\"]+", url) is not None


def plain_markdown(text: str) -> str:
    r"""Return text so that Markdown shows it as it is.

    >>> print(plain_markdown("a|b *c*"))
    a\|b \*c\*
    """
    return re.sub(r"([\\`*_\[\]<>|~$#])", r"\\\1", " ".join(text.split()))


_FRAME = "margin:.6em 0;max-width:48em"
_LINE = 'style="margin:.3em 0;overflow-wrap:anywhere"'
# Questions take two fifths at most: on a phone the answers need the rest.
_GRID = "display:grid;grid-template-columns:fit-content(40%) 1fr;gap:.2em 1.2em;margin:.4em 0"
# JupyterLab floats the terms of a list and sets their widths, which would tear the two columns apart.
_CELL = "float:none;width:auto;margin:0;padding:0;min-width:0;overflow-wrap:anywhere"


def _language(words: Words) -> str:
    return f' lang="{escape(words.lang)}"' if words.lang else ""


def _link(words: Words) -> str:
    text = escape(words.text)
    if not is_web(words.url):
        return text
    return f'<a href="{escape(words.url)}" rel="noopener noreferrer">{text}</a>'
