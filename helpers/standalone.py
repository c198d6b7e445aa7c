"""A page of widgets that needs no kernel: one HTML file to open, send, or put on a class's own web space.

    page(timeline(lang="ko"))  ──>  one document: the widget's script, its style, its story as JSON
                                    ├── on the screen   the widget itself; filters and cards work
                                    ├── on paper        its still picture, with the table opened
                                    └── no JavaScript   its still picture

The page asks no server for anything, and forbids it to itself: its Content-Security-Policy lets no script run
but the kit's own. Texts of the data stay texts, whatever is written in them.
"""

from __future__ import annotations

import json
from base64 import b64encode
from hashlib import sha256
from html import escape

import anywidget

from helpers.errors import KitError, language, shown
from helpers.labels import phrase
from helpers.widget import Widget, script


def page(*parts: object, title: str = "Two Shores", lang: str = "en") -> str:
    """Return one HTML document in which the widgets work without a kernel.

    `parts` are widgets, and between them cards or tables, as a notebook shows them. They stand under one
    another in the order given. A widget opens as it is now: with what has been chosen or filtered. `title` is
    the heading, `lang` ("en", "ko" or "ja") the language of the page. A KitError names what cannot be shown.

    >>> text = page(timeline(theme="gsomia"), title="Six years of one pact")
    >>> text.startswith("<!doctype html>")
    True

    Write it to a file and open that in a browser:

    >>> from pathlib import Path
    >>> Path("pact.html").write_text(text, encoding="utf-8") > 10_000
    True
    """
    if not parts:
        raise KitError("There is nothing for this page.", "Give a widget: page(timeline()).")
    widgets = [part for part in parts if isinstance(part, Widget)]
    scripts = list(dict.fromkeys(str(widget._esm) for widget in widgets))
    content = {
        "scripts": scripts,
        "styles": list(dict.fromkeys(str(widget._css) for widget in widgets)),
        "widgets": [{"script": scripts.index(str(one._esm)), "state": _state(one)} for one in widgets],
    }
    runner = script("standalone").read_text(encoding="utf-8")
    return _PAGE.format(
        lang=language(lang),
        policy=escape(_policy(runner)),
        title=escape(title),
        style=_STYLE,
        sections="\n".join(_section(part, lang) for part in parts),
        content=_json(content),
        runner=runner,
    )


def _section(part: object, lang: str) -> str:
    if not isinstance(part, Widget):
        if not hasattr(part, "_repr_html_"):
            advice = "Give widgets, cards or tables: page(timeline())."
            raise KitError(f"A page cannot show {shown(part)}.", advice)
        return f"<section>{part._repr_html_()}</section>"
    return (
        f'<section class="widget"><p class="aloud">{escape(part.describe())}</p><div class="live"></div>'
        f'<div class="twin"><p class="as-made">{escape(phrase("page_as_made", lang))}</p>'
        f"{part.to_html()}</div></section>"
    )


def _state(widget: Widget) -> dict:
    """What the script reads of its model: the story and the choices, without Jupyter's own traits."""
    own = set(widget.trait_names(sync=True)) - set(anywidget.AnyWidget.class_trait_names(sync=True))
    state = widget.get_state({name for name in own if not name.startswith("_")}) | widget.sealed()
    try:
        json.dumps(state, allow_nan=False)
    except ValueError:
        what = f"The {type(widget).__name__} holds a number that is none (NaN or infinity)."
        raise KitError(what, "Leave out its row, or give it a number.") from None
    return state


def _json(content: dict) -> str:
    # "</script>" or "<!--" in a title would end the script; JSON can write the sign in another way
    return json.dumps(content, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")


def _policy(runner: str) -> str:
    known = b64encode(sha256(runner.encode()).digest()).decode()
    rules = {
        "default-src": "'none'",
        "script-src": f"'sha256-{known}' blob:",
        "style-src": "'unsafe-inline'",
        "img-src": "data: blob:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


_STYLE = """
:root { color-scheme: light; background: #fff; color: #1f1f1f; font: 16px/1.5 system-ui, sans-serif; }
:root[data-theme="dark"] { color-scheme: dark; background: #161616; color: #e6e6e6; }
body { max-width: 1200px; margin: 0 auto; padding: 12px; }
h1 { font-size: 1.4em; line-height: 1.3; overflow-wrap: anywhere; }
section { margin: 0 0 24px; overflow-wrap: anywhere; }
.twin { overflow-x: auto; }
.twin img, .twin svg { max-width: 100%; height: auto; }
.alive > .twin, .as-made { display: none; }
.aloud { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); }
@media print {
  :root { color-scheme: light !important; background: #fff !important; color: #000 !important; }
  .alive > .live, .aloud { display: none; }
  .alive > .twin, .changed .as-made { display: block; }
}
"""
_PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main>
<h1>{title}</h1>
{sections}
</main>
<script type="application/json" id="two-shores">{content}</script>
<script type="module">{runner}</script>
</body>
</html>
"""
