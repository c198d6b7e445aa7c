"""A table for reading. pandas prints rows for people who compute; `show` prints them for people who read.

    show(claims.loc[ids, ["actor_id", "statement", "known_from"]])

Text starts at the left, numbers end at the right, a speaker stands with a name in place of an id, and the id
of each row comes last, small, so that it can be copied into the next cell. No row and no column is dropped:
what you select with pandas is what you see.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from helpers.errors import KitError, shown
from helpers.labels import names

if TYPE_CHECKING:
    import pandas as pd

_HEADS = {"actor_id": "speaker", "known_from": "printed", "date_said": "said", "source_id": "source"}
_CELL = "padding:.3em .7em;vertical-align:top;max-width:34em;line-height:1.4"
_WORDS, _NUMBER = f"{_CELL};text-align:left", f"{_CELL};text-align:right"
_ID = f"{_WORDS};font-family:monospace;overflow-wrap:anywhere"


def show(df: pd.DataFrame, *, lang: str = "en") -> Reading:
    """Return a table for reading: the rows and columns of `df`, in its order.

    A column `actor_id` shows names, in the language `lang`; other columns show their values. The index
    becomes the last column if it holds ids, the first if it holds other labels; if it only counts rows, it is
    left out.

    >>> show(table("claims").set_index("claim_id").loc[["jpn-12"], ["actor_id", "known_from"]])
    speaker | printed | id
    Suga Yoshihide | 2019-11-18 | jpn-12
    """
    if not hasattr(df, "columns"):
        raise KitError(f"Not a table: {shown(df)}.", "Give a DataFrame: show(table('claims').head()).")
    return Reading(df, lang)


class Reading:
    """What `show` returns. `.to_html()` is its HTML, for a widget or a page."""

    def __init__(self, df: pd.DataFrame, lang: str) -> None:
        self._columns = _columns(df, lang)

    def __repr__(self) -> str:
        heads = " | ".join(column.head for column in self._columns)
        return "\n".join([heads, *(" | ".join(row) for row in self._rows())])

    def to_html(self) -> str:
        """Return the table as HTML, with a heading for each column."""
        head = "".join(f'<th scope="col" style="{c.style}">{escape(c.head)}</th>' for c in self._columns)
        body = "".join(f"<tr>{self._cells(row)}</tr>" for row in self._rows())
        table = (
            '<table style="border-collapse:collapse">'
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        )
        return scrollable(table, ", ".join(column.head for column in self._columns))

    def _repr_html_(self) -> str:
        return self.to_html()

    def _rows(self) -> Iterator[tuple[str, ...]]:
        return zip(*(column.cells for column in self._columns), strict=True)

    def _cells(self, row: tuple[str, ...]) -> str:
        pairs = zip(self._columns, row, strict=True)
        return "".join(f'<td style="{column.style}">{escape(text)}</td>' for column, text in pairs)


def scrollable(table: str, name: str) -> str:
    """Return the HTML of a table in a box that scrolls sideways where it is too wide, also with the keys.

    The box takes the focus, and JupyterLab leaves the arrow keys to it. `name` is what a screen reader calls
    it.

    >>> scrollable("<table></table>", "speaker, id")  # doctest: +ELLIPSIS
    '<div ... role="group" aria-label="speaker, id" ...><table></table></div>'
    """
    return (
        f'<div style="overflow-x:auto" tabindex="0" role="group" aria-label="{escape(name)}" '
        f'data-lm-suppress-shortcuts="true">{table}</div>'
    )


@dataclass(frozen=True)
class _Column:
    head: str
    cells: list[str]
    style: str


def _columns(df: pd.DataFrame, lang: str) -> list[_Column]:
    """Return heading, texts and style of each column; the index is one of them unless it only counts rows."""
    from pandas.api.types import is_numeric_dtype

    columns = []
    for name, column in df.items():
        cells = [_text(name, value, lang) for value in column.tolist()]
        style = _NUMBER if is_numeric_dtype(column) else _WORDS
        columns.append(_Column(_head(name), cells, style + _width(cells)))
    index = df.index.name
    if index is None:
        return columns
    labels = [str(label) for label in df.index]
    if str(index).endswith("_id"):
        return [*columns, _Column("id", labels, _ID + _width(labels))]
    return [_Column(_head(index), labels, _WORDS), *columns]


def _width(cells: list[str]) -> str:
    """Keep a date on one line, and a sentence from being squeezed into a column of single words."""
    if all(len(cell) <= 21 and " " not in cell for cell in cells):
        return ";white-space:nowrap"
    return f";min-width:{min(max(map(len, cells)) // 4, 16)}em"


def _head(name: object) -> str:
    return _HEADS.get(str(name), str(name).replace("_", " "))


def _text(name: object, value: object, lang: str) -> str:
    import pandas as pd

    if pd.isna(value) or value == "":
        return ""
    if name == "actor_id":
        return names(value, lang)
    return f"{value:,.10g}" if isinstance(value, float) else str(value)
