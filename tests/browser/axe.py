"""Which rules of WCAG 2.2 AA a page breaks, as axe-core finds them.

broken_rules(opened, [".jp-OutputArea-output"])    "color-contrast (2): <p>..." for each rule; [] is good
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

AXE = (Path(__file__).parents[1] / "vendor" / "axe.min.js").read_text(encoding="utf-8")
LEVEL_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# What a notebook shows: its text, and the outputs of its cells.
SHOWN = (".jp-MarkdownCell .jp-RenderedMarkdown", ".jp-OutputArea-output")
# Faults of JupyterLab, which the kit cannot mend: a rule, and what may break it.
JUPYTERLAB = (
    ("image-alt", ".jp-RenderedImage > img"),  # it has no way to give a picture of pandas a text
    ("link-in-text-block", ".jp-MarkdownCell .jp-RenderedMarkdown a"),  # it underlines under the pointer only
)
_BROKEN = """async ([roots, tags, known]) => {
    const options = { runOnly: tags, resultTypes: ["violations"], elementRef: true };
    const { violations } = await axe.run(roots.length ? roots : document, options);
    const first = ({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`;
    const excused = (id, node) => known.some(([rule, what]) => rule === id && node.element.matches(what));
    return violations
        .map(({ id, nodes }) => [id, nodes.filter((node) => !excused(id, node))])
        .filter(([, nodes]) => nodes.length)
        .map(([id, nodes]) => `${id} (${nodes.length}): ${first(nodes[0])}`);
}"""
# axe passes over what is scrolled out of sight, and takes all texts for invisible in JupyterLab's body, which
# is 0 pixels high. So the notebook hangs out of its panel while axe looks, over nothing, on its own ground.
_UNROLLED = """
body, .lm-Widget:has(.jp-NotebookPanel), .jp-NotebookPanel, .jp-Notebook, .jp-WindowedPanel-outer {
    overflow: visible !important;
    contain: none !important;
}
.jp-Notebook .jp-Cell { background: var(--jp-layout-color0) !important; }
#jp-bottom-panel { visibility: hidden; }
"""


def broken_rules(opened, roots: Iterable[str] = (), known: Iterable[tuple[str, str]] = ()) -> list[str]:
    """Return the rules that the page breaks in these parts, without the known faults; all of it if no part.

    `roots` are selectors, each of which has to find something.
    """
    page = opened.page
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(f"(() => {{ {AXE} }})()")
    found = {root: page.locator(root).element_handles() for root in roots}
    assert all(found.values()), f"nothing to judge: {[root for root in found if not found[root]]}"
    unrolled = page.add_style_tag(content=_UNROLLED)
    handles = [handle for of_root in found.values() for handle in of_root]
    broken = page.evaluate(_BROKEN, [handles, LEVEL_AA, [list(pair) for pair in known]])
    unrolled.evaluate("(style) => style.remove()")
    return broken
