"""`make bench`: how long a reader waits, beside a named alternative in the same browser. No pass mark.

    timeline        our widget, all events: type into its search, until the new picture has been drawn
    FigureWidget    the same events as a plotly FigureWidget, filtered by an ipywidgets text field in Python
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from statistics import median

from browser import browser, lab, open_notebook, write_notebook

ROUNDS = 15
OURS = "from helpers import timeline\ntimeline()"
PLOTLY = """
import plotly.graph_objects as go
from ipywidgets import Text, VBox
from helpers import table

events = table("events")
figure = go.FigureWidget(go.Scatter(mode="markers+text"))
def draw(change=None):
    shown = events[events["title_en"].str.contains(search.value, case=False, regex=False)]
    with figure.batch_update():
        figure.data[0].x, figure.data[0].y = shown["start"].str[:10].tolist(), shown["period"].tolist()
        figure.data[0].text = shown["title_en"].tolist()
search = Text(continuous_update=True)
search.observe(draw, "value")
draw()
VBox([search, figure])
"""
# Types a word and waits until the picture has changed and two frames have passed.
TYPE = """async ([input, picture, word]) => {
    const field = document.querySelector(input), area = document.querySelector(picture);
    const changed = new Promise(done => {
        const watch = new MutationObserver(() => { watch.disconnect(); done(); });
        watch.observe(area, {childList: true, subtree: true, attributes: true, characterData: true});
    });
    const begun = performance.now();
    field.value = word;
    field.dispatchEvent(new Event("input", {bubbles: true}));
    await changed;
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    return performance.now() - begun;
}"""


def waits(notebook, field: str, picture: str) -> list[float]:
    """Milliseconds from a typed letter to the new picture, once a round; the first two rounds warm up."""
    notebook.page.locator(picture).first.wait_for(state="attached")
    words = ["Seoul", ""] * ROUNDS
    return [notebook.page.evaluate(TYPE, [field, picture, word]) for word in words][2:]


def main() -> None:
    folder = Path(tempfile.mkdtemp())
    write_notebook(folder / "timeline.ipynb", OURS)
    write_notebook(folder / "plotly.ipynb", PLOTLY)
    found = {}
    with browser() as chromium, lab(folder) as address:
        for name, field, picture in (
            ("timeline", ".two-shores-timeline input[type=search]", ".two-shores-timeline [role=listbox]"),
            ("plotly", ".widget-text input", ".js-plotly-plot .main-svg"),
        ):
            notebook = open_notebook(chromium, address, f"{name}.ipynb")
            notebook.run_all()
            found[name] = median(waits(notebook, field, picture))
    print(f"typed letter to new picture, median of {2 * ROUNDS - 2}:")
    print(f"  timeline      {found['timeline']:6.0f} ms")
    ratio = found["plotly"] / found["timeline"]
    print(f"  FigureWidget  {found['plotly']:6.0f} ms   ({ratio:.1f} times as long)")


if __name__ == "__main__":
    main()
