"""Names: one passage in the wording of a textbook, a government, an international body, and this kit.

    text with {terms}  ──>  wording.tell: the forms of each term, who uses them  ──┬──>  widget (naming.js)
    convention: which of the four is shown  ───────────────────────────────────────┴──>  .shown, .changes

A word is never only a word here: each stands with those who use it, and none is called right.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import traitlets

from helpers.errors import language, shown, unknown
from helpers.labels import phrase
from helpers.widget import Text, Widget, pixels, script, style
from helpers.wording import CONVENTIONS, KIT, read, tell

if TYPE_CHECKING:
    import pandas as pd


class Names(Widget):
    """A passage or a table with contested terms, and a switch between four wordings of it.

    Write the id of a term in braces; `table("namings")` has the terms and their forms. The passage may also
    be a DataFrame with such slots in its cells. `lang` ("en", "ko", "ja") is the language of the passage and
    of the words around it, `convention` what is shown first: "rok-textbook", "jpn-government",
    "international" or "kit". Read your passage in all four with `to_html()`: it has to stand with each.
    In Korean write a particle as 을(를), 은(는), 이(가), 과(와) or (으)로 after the brace.

    `.convention` can be read and set; `.shown` is what stands there now, `.changes` what differs from the
    wording of the kit. A KitError names a term, a convention or a language that does not exist.

    >>> names = Names("The {annexation} of 1910 and {colonial-rule}.", convention="rok-textbook")
    >>> names.shown
    'The forced annexation of Korea[a] of 1910 and forcible occupation by imperial Japan[b].'
    >>> names.convention = "jpn-government"
    >>> names.changes["state"].tolist()
    ['same', 'same']
    """

    _esm, _css = script("naming"), style("base", "naming")

    convention = Text(KIT).tag(sync=True)

    def __init__(
        self,
        passage: str | pd.DataFrame,
        *,
        lang: str = "en",
        convention: str = KIT,
        height: int = 420,
    ) -> None:
        story = tell(passage, language(lang)) | {"height": pixels(height)}
        self._index = list(passage.index) if story["columns"] else []
        super().__init__(story=story, convention=convention)

    @property
    def shown(self) -> str | pd.DataFrame:
        """The passage as it is shown, as a text or a table; letters in brackets mark the terms."""
        import pandas as pd

        blocks = [_lettered(parts, self.convention, self.story["terms"]) for parts in self.story["blocks"]]
        columns = self.story["columns"]
        if not columns:
            return "\n\n".join(blocks)
        rows = [blocks[at : at + len(columns)] for at in range(0, len(blocks), len(columns))]
        return pd.DataFrame(rows, columns=columns, index=self._index)

    @property
    def changes(self) -> pd.DataFrame:
        """Each term with the wording shown, the kit's, and who uses it since when.

        `state` is changed, same (as the kit's), missing (no own wording found) or kit.
        """
        import pandas as pd

        columns = ("state", "used_by", "since", "source_id", "note")
        return pd.DataFrame(
            [
                {"letter": term["letter"], "term_id": term["id"]}
                | {"wording": form["shown"], "kit": term["kit"]}
                | {column: form[column] for column in columns}
                for term, form in self._forms()
            ]
        )

    def to_table(self) -> pd.DataFrame:
        """Return the four wordings of each term side by side; an empty cell: no own wording was found."""
        import pandas as pd

        order = [one["id"] for one in self.story["conventions"]]
        return pd.DataFrame(
            [
                {"letter": term["letter"], "term_id": term["id"], "term": term["name"]}
                | {one: term["forms"][one]["own"] for one in order}
                | {"official_status": term["official"]}
                for term in self.story["terms"]
            ]
        )

    def to_html(self) -> str:
        """Return the four versions one below the other: for print, and for pages without a running kernel."""
        words = self.story["words"]
        versions = "".join(self._version(one) for one in self.story["conventions"])
        note = f"<p><small>{escape(words['no_right'])} {escape(words['rendering'])}</small></p>"
        body = f"<h3>{escape(words['still'])}</h3>{versions}{note}"
        return f'<div class="two-shores-twin" lang="{self.story["lang"]}">{body}</div>'

    def describe(self) -> str:
        """Return one paragraph that says whose wording is shown and what differs from the kit's."""
        words = self.story["words"]
        terms = [
            f"{term['letter']}: {form['shown']} ({_state(term, form, words)}; {who}: {form['used_by']})."
            for who in [words["used_by"]]
            for term, form in self._forms()
        ]
        return " ".join([self._count(self.convention), *terms])

    def __repr__(self) -> str:
        states = self.changes["state"].tolist()
        changed, missing = states.count("changed"), states.count("missing")
        head = (
            f"Names: {len(states)} terms as {self.convention}, {changed} changed, {missing} without own word"
        )
        return "\n".join([head, *(f"  {line}" for line in str(self.shown).splitlines())])

    def _forms(self) -> list[tuple[dict, dict]]:
        """Each term with its form in the convention that is shown."""
        return [(term, term["forms"][self.convention]) for term in self.story["terms"]]

    def _count(self, convention: str) -> str:
        lang, terms = self.story["lang"], self.story["terms"]
        states = [term["forms"][convention]["state"] for term in terms]
        if convention == KIT:
            return phrase("naming_count_kit", lang, all=len(terms))
        name = phrase(f"naming_{convention}", lang)
        count = phrase("naming_count", lang, name=name, n=states.count("changed"), all=len(terms))
        missing = states.count("missing")
        return f"{count} {phrase('naming_count_none', lang, n=missing)}" if missing else count

    def _version(self, convention: dict) -> str:
        one, terms, words = convention["id"], self.story["terms"], self.story["words"]
        blocks = [_marked(parts, one, terms, words) for parts in self.story["blocks"]]
        columns = self.story["columns"]
        if columns:
            rows = [blocks[at : at + len(columns)] for at in range(0, len(blocks), len(columns))]
            head = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
            body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
            text = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        else:
            text = "".join(f"<p>{block}</p>" for block in blocks)
        items = "".join(_item(term, one, convention["own"], self.story) for term in terms)
        title = f"<h4>{escape(convention['name'])}</h4>"
        listing = f'<ul style="list-style:none;padding-left:1em">{items}</ul>'
        return f"<section>{title}{text}<p><small>{escape(self._count(one))}</small></p>{listing}</section>"

    @traitlets.validate("convention")
    def _check_convention(self, proposal: dict) -> str:
        if proposal["value"] not in CONVENTIONS:
            raise unknown("convention", proposal["value"], CONVENTIONS, f"Use one of {shown(CONVENTIONS)}.")
        return proposal["value"]


def _lettered(parts: list[dict], convention: str, terms: list[dict]) -> str:
    pieces = []
    for part in parts:
        pieces.append(read([part], convention))
        if part.get("term", -1) >= 0:
            pieces.append(f"[{terms[part['term']]['letter']}]")
    return "".join(pieces)


# --- the still twin ----------------------------------------------------------------------------------------

# The yellow of <mark> would be the only sign in a dark theme; the underline and the letter say enough.
_LINES = {"changed": "3px solid", "missing": "2px dotted", "same": "1px solid", "kit": "1px solid"}


def _marked(parts: list[dict], convention: str, terms: list[dict], words: dict) -> str:
    pieces = []
    for part in parts:
        text = escape(read([part], convention))
        if part.get("term", -1) < 0:
            pieces.append(text)
            continue
        term = terms[part["term"]]
        form = term["forms"][convention]
        tag = "mark" if form["state"] == "changed" else "span"
        look = f"background:none;color:inherit;border-bottom:{_LINES[form['state']]}"
        title = escape(_state(term, form, words))
        pieces.append(f'<{tag} style="{look}" title="{title}">{text}</{tag}><sup>{term["letter"]}</sup>')
    return "".join(pieces)


def _state(term: dict, form: dict, words: dict) -> str:
    if form["state"] == "changed":
        return words["instead"].replace("{kit}", term["kit"])
    return term["name"] if form["state"] == "kit" else words[form["state"]]


def _item(term: dict, convention: str, own: str, story: dict) -> str:
    words, form, english = story["words"], term["forms"][convention], story["lang"] != "en"
    en = ' lang="en"' if english else ""
    head = f"<sup>{term['letter']}</sup> <b>{escape(form['shown'])}</b> ({escape(_state(term, form, words))})"
    if form["original"]:
        original = f'<span lang="{own}">{escape(form["original"])}</span>'
        head += f" · {escape(words['own']).replace('{form}', original)}"
    source = escape(form["source"]["text"]) if form["source"] else ""
    facts = [(words["used_by"], form["used_by"]), (words["since"], form["since"]), ("", form["note"])]
    if convention == KIT:
        facts = [(words["why"], term["why"]), (words["objection"], term["objection"])]
        facts.append((words["official"], term["official"]))
    lines = [
        f"{escape(label)}: <span{en}>{escape(text)}</span>" if label else f"<span{en}>{escape(text)}</span>"
        for label, text in facts
        if text
    ]
    facts = "<br/>".join([*lines, source] if source else lines)
    return f'<li style="margin:.4em 0">{head}<br/><small>{facts}</small></li>'
