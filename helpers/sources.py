"""Where a statement comes from: a citation, numbered footnotes, and a card that says how far to trust it.

    cite("rok-dwp-2020")            one line: who, what, published by whom, when
    footnote(["rok-dwp-2020"])      numbered lines under a figure or a card
    source_card("rok-dwp-2020")     the four questions a historian asks first

A citation ends with a flag where there is a reason for care: a copy, a summary of summaries, or a publisher
or date that we inferred. No flag means that we saw no reason for doubt, not that the document is right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from helpers import data, dates
from helpers.cardframe import Card, Words
from helpers.errors import LANGUAGES, KitError, language
from helpers.labels import code, phrase

if TYPE_CHECKING:
    import pandas as pd


def cite(source_id: str, lang: str = "en") -> str:
    """Return a one-line citation: author, title, publisher and date as far as stated, and a flag.

    `lang` sets the language of the date, the quotation marks and the flag; the title stays as printed.

    >>> cite("rok-dwp-2020")
    '“2020 Defense White Paper (English), ROK”, ROK Ministry of National Defense, 2020'
    """
    return _citation(_source(source_id), lang)


def footnote(source_ids: Iterable[str], lang: str = "en") -> Footnote:
    """Return the sources of a figure or card as numbered lines, each named once, in the order given.

    >>> footnote(["rok-dwp-2020", "gsomia-text-en"])  # doctest: +ELLIPSIS
    [1] “2020 Defense White Paper (English), ROK”, ROK Ministry of National Defense, 2020
    [2] Governments of Japan and the ROK, “Japan-Korea GSOMIA... [copy]
    """
    ids = list(dict.fromkeys(source_ids))
    if not ids:
        raise KitError("A footnote without a source.", 'Give at least one source id: footnote(["..."]).')
    return Footnote(ids, lang)


def source_card(source_id: str, lang: str = "en") -> SourceCard:
    """Return a card about one document: who wrote it, when, from whose side, how we read it, how reliable.

    >>> source_card("rok-dwp-2020")  # doctest: +ELLIPSIS
    2020 Defense White Paper (English), ROK (rok-dwp-2020)
    Author: not stated
    Publisher: ROK Ministry of National Defense
    ...
    """
    return SourceCard(source_id, lang)


class Footnote:
    """Numbered citations, printed as plain lines. `.ids` are the sources, each once.

    `.flags` counts the weak ones by their flag, for instance {"copy": 2}.
    """

    def __init__(self, ids: list[str], lang: str) -> None:
        self.ids, self.lang = ids, lang
        self.lines = [cite(source_id, lang) for source_id in ids]
        flags = (_flag(_source(source_id), lang) for source_id in ids)
        self.flags = Counter(flag for flag in flags if flag)

    def __repr__(self) -> str:
        return "\n".join(f"[{number}] {line}" for number, line in enumerate(self.lines, 1))

    def to_html(self) -> str:
        """Return the lines as an HTML list, with the language set on each title."""
        rows = (_source(source_id) for source_id in self.ids)
        items = "".join(f"<li>{_citation(source, self.lang, html=True)}</li>" for source in rows)
        label = escape(phrase("sources", self.lang))
        return f'<ol class="two-shores-sources" lang="{self.lang}" aria-label="{label}">{items}</ol>'


class SourceCard:
    """What a historian asks about a document first. Prints as plain text; a notebook shows a card."""

    def __init__(self, source_id: str, lang: str = "en") -> None:
        source = _source(source_id)
        self.source_id, self.lang = source_id, lang
        self.title, self.title_lang = source["title"], source["language"]
        self.url, self.note = source["url"], source["note"]
        unstated = _mark("unstated", lang)
        answers = {
            "author": source["author"] or unstated,
            "publisher": source["publisher"] or unstated,
            "published": _published(source, lang),
            "perspective": code("perspective", source["perspective"], lang),
            "kind": code("source_kind", source["kind"], lang),
            "how_we_read_it": code("reading", source["reading"], lang),
            "how_reliable": code("reliability", source["reliability"], lang),
            "note": source["note"],
        }
        self.rows = [(phrase(key, lang), answer) for key, answer in answers.items() if answer]

    def __repr__(self) -> str:
        return self._card().to_plain()

    def _repr_html_(self) -> str:
        return self._card().to_html()

    def _repr_markdown_(self) -> str:
        return self._card().to_markdown()

    def _card(self) -> Card:
        # Notes are written in English, whatever the language of the card.
        notes = "en" if self.lang != "en" else ""
        rows = [(key, Words(answer, notes if answer == self.note else "")) for key, answer in self.rows]
        return Card(Words(self.title, self.title_lang), rows, self.lang, id=self.source_id, link=self.url)


# --- citing ------------------------------------------------------------------------------------------------


def _source(source_id: str) -> pd.Series:
    """Return the row of a source. The short name of an article is answered with its id."""
    try:
        return data.row("sources", source_id)
    except KitError:
        articles = data.table("articles").to_dict("records") if "articles" in data.tables() else []
        for article in articles:
            if article["short_name"] == source_id:
                what = f"Unknown source: {source_id!r} is the short name of an article."
                raise KitError(what, f"Its source is {article['source_id']!r}.") from None
        raise


def _citation(source: pd.Series, lang: str, *, html: bool = False) -> str:
    text = escape if html else str
    title = text(source["title"])
    if html:
        title = f'<cite lang="{escape(source["language"])}">{title}</cite>'
    author = source["author"] if source["author"] != source["publisher"] else ""
    parts = [text(author), _mark("title", lang).format(title), text(source["publisher"])]
    line = _mark("comma", lang).join(part for part in [*parts, text(_published(source, lang))] if part)
    flag = _flag(source, lang)
    return f"{line} [{flag}]" if flag else line


def _flag(source: pd.Series, lang: str) -> str:
    """What makes the source weak, in a word or two; "" where we saw no reason for doubt."""
    read = "machine-translation" if source["reading"] == "machine-translation" else "sound"
    return _mark("comma", lang).join(filter(None, (_mark(source["reliability"], lang), _mark(read, lang))))


def _published(source: pd.Series, lang: str) -> str:
    return dates.label(source["published"], lang) if source["published"] else _mark("undated", lang)


# The words of a citation; those of a card stand in the table phrases. Each: English, Korean, Japanese.
_MARKS = {
    "title": ("“{}”", "『{}』", "『{}』"),
    "comma": (", ", ", ", "、"),
    "unstated": ("not stated", "표시 없음", "記載なし"),
    "undated": ("no date stated", "날짜 표시 없음", "日付の記載なし"),
    "copy": ("copy", "전재본", "転載"),
    "tertiary": ("summary of summaries", "요약의 요약", "要約の要約"),
    "inferred": ("publisher or date inferred", "발행처나 날짜는 추정", "発行元または日付は推定"),
    "machine-translation": ("read as a machine translation", "기계 번역으로 읽음", "機械翻訳で読んだ"),
    "sound": ("", "", ""),
}


def _mark(key: str, lang: str) -> str:
    return _MARKS[key][LANGUAGES.index(language(lang))]
