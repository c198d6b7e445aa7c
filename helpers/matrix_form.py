"""The matrix on paper: a form with boxes to tick, or the same form as far as it has been filled in.

It is plain HTML with inline styles: a notebook keeps no style sheet of an output. Many statements are told in
several tables one below the other, so that the columns stay wide enough to write in.
"""

from __future__ import annotations

from html import escape

from helpers.matrix_story import cell_of

_WIDEST = 4
# Korean breaks between words only, Japanese between nearly all signs
_BREAKS = {"en": "", "ko": "word-break:keep-all", "ja": "line-break:strict"}
_RULE = "border:1px solid currentColor;padding:.4em .5em;vertical-align:top;text-align:left;"
_TEXT = f"{_RULE}font-weight:400;overflow-wrap:anywhere;white-space:normal"
_LINE = "display:inline-block;min-width:5em;border-bottom:1px solid currentColor"
_TABLE = "border-collapse:collapse;width:100%;table-layout:fixed;margin:.6em 0"


def page(story: dict, marks: dict) -> str:
    """Return the HTML of the form: what the marks mean, then the tables."""
    meanings = "".join(
        f"<li><b>{escape(mark['word'])}</b>: {escape(mark['meaning'])}</li>" for mark in story["marks"]
    )
    statements = story["statements"]
    tables = "".join(
        _table(story, statements[at : at + _WIDEST], marks) for at in range(0, len(statements), _WIDEST)
    )
    return (
        f'<div class="two-shores-twin" lang="{escape(story["lang"])}" style="{_BREAKS[story["lang"]]}">'
        f"<p>{escape(story['words']['paper'])}</p><ul>{meanings}</ul>{tables}</div>"
    )


def _table(story: dict, statements: list[dict], marks: dict) -> str:
    words = story["words"]
    head = "".join(_statement(statement) for statement in statements)
    rows = "".join(
        f'<tr style="break-inside:avoid">{_document(document)}'
        + "".join(_cell(story, cell_of(marks, statement, document)) for statement in statements)
        + "</tr>"
        for document in story["documents"]
    )
    corner = f'<th scope="col" style="{_TEXT};width:26%">{escape(words["document"])}</th>'
    return (
        f'<table style="{_TABLE}" aria-label="{escape(words["matrix"])}">'
        f"<thead><tr>{corner}{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _statement(statement: dict) -> str:
    speaker = f"<br><small>{escape(statement['speaker'])}</small>" if statement["speaker"] else ""
    text = f'<span lang="{escape(statement["lang"])}">{escape(statement["text"])}</span>'
    return f'<th scope="col" style="{_TEXT}"><b>{escape(statement["id"])}</b><br>{text}{speaker}</th>'


def _document(document: dict) -> str:
    title = f'<cite lang="{escape(document["lang"])}">{escape(document["title"])}</cite>'
    if document["url"]:
        title = f'<a href="{escape(document["url"])}" rel="noopener noreferrer">{title}</a>'
    return (
        f'<th scope="row" style="{_TEXT}"><b>{escape(document["id"])}</b><br>{title}'
        f"<br><small>{escape(document['meta'])}</small></th>"
    )


def _cell(story: dict, found: dict[str, str]) -> str:
    boxes = "<br>".join(_box(mark, mark["id"] == found["mark"]) for mark in story["marks"])
    where = escape(found["locator"]) or "&nbsp;"
    line = f'{escape(story["words"]["where"])} <span style="{_LINE}">{where}</span>'
    return f'<td style="{_RULE}">{boxes}<br>{line}</td>'


def _box(mark: dict, ticked: bool) -> str:
    word = escape(mark["word"])
    return f"☒ <b>{word}</b>" if ticked else f"☐ {word}"
