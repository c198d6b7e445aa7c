"""The matrix: documents in rows, statements in columns, and in each cell what the one says to the other.

    documents, statements  ──>  story: names, cards, words in one language  ──┬──>  widget (static/matrix.js)
    marks: what the reader found, cell by cell                              ──┴──>  .value, .answer, to_html()

The four marks are "supports", "contradicts", "silent" and "cannot tell". Each may carry a locator, such as
p4: the paragraph where it can be seen. On paper it is a form (`matrix_form`) with boxes to tick.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import traitlets

from helpers import labels, matrix_form
from helpers.matrix_story import cell_of, checked_marks, document_id, joined, statement_id, tell
from helpers.widget import Widget, pixels, script, style

if TYPE_CHECKING:
    import pandas as pd


def matrix(
    documents: Iterable[str],
    statements: Iterable[str | Mapping[str, str]],
    *,
    lang: str = "en",
    height: int = 420,
    marks: Mapping[str, Mapping] | None = None,
    locators: Mapping[str, Mapping[str, str]] | None = None,
) -> Matrix:
    """Return a grid of documents and statements, to be marked with mouse, finger or keyboard.

    `documents` are source ids or short names of articles. `statements` are claim ids, or statements of your
    own: {"id": "share", "text": "...", "speaker": "..."}, where the speaker may be left out. At most 12 of
    each. `lang` is "en", "ko" or "ja", `height` the greatest height in pixels. `marks` and
    `locators` take up earlier work, {statement: {document: mark}}, as `.to_code()` gives it.

    Read back what was marked: `.value` is a DataFrame, `.answer` a plain value for `check`. A KitError names
    a document, statement or mark that does not exist.

    >>> pact = ["nyt22-03", "nyt22-22", "nik-35"]
    >>> m = matrix(table("articles")["short_name"], pact)
    >>> m.mark("nyt22", "nyt22-03", "supports", "p1")
    >>> m.mark("wsj", "nyt22-22", "silent")
    >>> m  # doctest: +ELLIPSIS
    Matrix: 5 documents, 3 statements, 2 of 15 marked
      nyt22-03: Seoul decided on Friday to extend the pact for the time being. (...)
      ...
    >>> m.answer
    {'nyt22-03': {'nyt22': 'supports'}, 'nyt22-22': {'wsj': 'silent'}}
    """
    story = tell(documents, statements, lang) | {"height": pixels(height)}
    return Matrix(story=story, marks=joined(story, marks or {}, locators or {}))


class Matrix(Widget):
    """Documents and statements in a grid. Made by `matrix()`; `.value` and `.answer` tell what was marked."""

    _esm, _css = script("matrix"), style("base", "matrix")

    marks = traitlets.Dict().tag(sync=True)

    @property
    def value(self) -> pd.DataFrame:
        """All cells as a DataFrame with the columns document, statement, mark, locator; "" where empty."""
        import pandas as pd

        rows = [
            {"document": doc["id"], "statement": one["id"], **cell_of(self.marks, one, doc)}
            for doc in self.story["documents"]
            for one in self.story["statements"]
        ]
        return pd.DataFrame(rows, columns=["document", "statement", "mark", "locator"])

    @property
    def answer(self) -> dict[str, dict[str, str]]:
        """The marks as plain values, {statement: {document: mark}}: give it to `check`."""
        return self._plain("mark")

    @property
    def locators(self) -> dict[str, dict[str, str]]:
        """The locators as plain values, {statement: {document: locator}}."""
        return self._plain("locator")

    def mark(self, document: str, statement: str, mark: str | None, locator: str = "") -> None:
        """Mark one cell, as a click does. An empty mark, "" or None, clears the cell.

        >>> m = matrix(["seed-nyt-1122"], ["nyt22-13"])
        >>> m.mark("seed-nyt-1122", "nyt22-13", "supports", "p4")
        >>> m.value["locator"].tolist()
        ['p4']
        """
        name, column = document_id(self.story, document), statement_id(self.story, statement)
        cell = {"mark": mark, "locator": locator if mark else ""}
        self.marks = joined(self.story, self.marks, {column: {name: cell}})

    def clear(self) -> None:
        """Clear all cells.

        >>> m = matrix(["nyt22"], ["nyt22-13"], marks={"nyt22-13": {"nyt22": "silent"}})
        >>> m.clear()
        >>> m.answer
        {}
        """
        self.marks = {}

    def to_code(self) -> str:
        """Return marks and locators as Python text, for a cell of the notebook.

        Marks live as long as the kernel; paste this text to keep or to hand in what you found.

        >>> print(matrix(["nyt22"], ["nyt22-13"], marks={"nyt22-13": {"nyt22": "silent"}}).to_code())
        marks = {
            "nyt22-13": {"nyt22": "silent"},
        }
        locators = {}
        """
        parts = {"marks": self.answer, "locators": self.locators}
        return "\n".join(f"{name} = {_code(columns)}" for name, columns in parts.items())

    def to_table(self) -> pd.DataFrame:
        """Return the grid in words: a row for each document, a column for each statement."""
        import pandas as pd

        documents, statements = self.story["documents"], self.story["statements"]
        columns = {one["id"]: [self._said(one, document) for document in documents] for one in statements}
        return pd.DataFrame({"document": [document["id"] for document in documents], **columns})

    def to_html(self) -> str:
        """Return a form for paper: boxes to tick, and what has been marked so far."""
        return matrix_form.page(self.story, self.marks)

    def describe(self) -> str:
        """Return one paragraph that says what the grid holds and what is marked, document by document.

        >>> print(matrix(["nyt22"], ["nyt22-13"]).describe())  # doctest: +ELLIPSIS
        A grid of documents (1) and statements (1). 0 of 1 cells are marked. nyt22-13: The decision ...
        """
        documents, statements = self.story["documents"], self.story["statements"]
        counts = {"n": self._count(), "all": len(documents) * len(statements)}
        sizes = {"documents": len(documents), "statements": len(statements)}
        sentences = [labels.phrase("matrix_describe", self.story["lang"], **sizes, **counts)]
        sentences += [f"{one['id']}: {one['text'].rstrip('.。')}." for one in statements]
        for document in documents:
            cells = [(one["id"], self._said(one, document)) for one in statements]
            said = "; ".join(f"{name} {cell}" for name, cell in cells if cell)
            sentences += [f"{document['id']}, {document['title']}: {said}."] if said else []
        return " ".join(sentences)

    def __repr__(self) -> str:
        return self._told(self.marks)

    def _repr_mimebundle_(self, **options: object) -> tuple[dict, dict]:
        # What goes into the notebook file holds no mark: the same for all who run the cell
        content, metadata = super()._repr_mimebundle_(**options)
        blank = {"text/plain": self._told({}), "text/html": matrix_form.page(self.story, {})}
        return content | blank, metadata

    def _told(self, marks: dict) -> str:
        documents, statements = self.story["documents"], self.story["statements"]
        cells = {
            document["id"]: [cell_of(marks, one, document) for one in statements] for document in documents
        }
        done = sum(bool(cell["mark"]) for row in cells.values() for cell in row)
        sizes = f"{_number(documents, 'document')}, {_number(statements, 'statement')}"
        lines = [f"Matrix: {sizes}, {done} of {len(documents) * len(statements)} marked"]
        lines += [_one_line(f"{one['id']}: {one['text']}", one["speaker"]) for one in statements]
        for document in documents:
            line = _one_line(f"{document['id']}: {document['title']}", document["meta"])
            row = [f"{cell['mark']} {cell['locator']}".strip() or "–" for cell in cells[document["id"]]]
            lines.append(f"{line} | {' · '.join(row)}")
        return "\n  ".join(lines)

    def _said(self, statement: dict, document: dict) -> str:
        cell = cell_of(self.marks, statement, document)
        word = next((one["word"] for one in self.story["marks"] if one["id"] == cell["mark"]), "")
        return f"{word} ({cell['locator']})" if word and cell["locator"] else word

    def _count(self) -> int:
        return sum(len(documents) for documents in self.answer.values())

    def _plain(self, part: str) -> dict[str, dict[str, str]]:
        found = {
            statement: {name: cell[part] for name, cell in documents.items() if cell["mark"] and cell[part]}
            for statement, documents in self.marks.items()
        }
        return {statement: documents for statement, documents in found.items() if documents}

    @traitlets.validate("marks")
    def _check_marks(self, proposal: dict) -> dict:
        return checked_marks(self.story, proposal["value"])


def _code(columns: dict[str, dict[str, str]]) -> str:
    # As in static/src/matrix-more.js
    lines = [
        f"    {json.dumps(name, ensure_ascii=False)}: {json.dumps(cells, ensure_ascii=False)},\n"
        for name, cells in columns.items()
    ]
    return "{\n" + "".join(lines) + "}" if lines else "{}"


def _number(things: list, noun: str) -> str:
    return f"{len(things)} {noun}" if len(things) == 1 else f"{len(things)} {noun}s"


def _one_line(text: str, about: str) -> str:
    return " ".join(f"{text} ({about})".split()) if about else " ".join(text.split())
