"""`make bench`: how long a reader waits, beside named alternatives in the same browser. No pass mark.

    timeline        our widget, in a page without a kernel and in JupyterLab
    vis-timeline    the same events in a page (needs helpers/static/src/node_modules: make bundle)
    plotly          the same events as a figure in a page; as a FigureWidget with filters in JupyterLab

Waits are medians in milliseconds, from the key or the press to the frame in which the picture, or the card,
stands still. Numbers in brackets say how many times as long as ours in the same place.
"""

from __future__ import annotations

import gzip
import os
import sys
import tempfile
from math import inf
from pathlib import Path
from statistics import median

import plotly
from bench_pages import (
    FIGURE_WIDGET,
    OURS,
    PLOTLY_PAGE,
    VIS,
    VIS_PAGE,
    Contender,
    our_cell,
    our_page,
    plotly_cell,
    plotly_page,
    vis_page,
)
from bench_pages import events as made_up
from browser import browser, lab, open_lab
from playwright.sync_api import TimeoutError as PlaywrightTimeout

MOST_SECONDS = 60
COUNTS = [32, 500, 10_000]
MEASURES = ("first paint", "typed letter", "slider step", "click to card")
STATIC = Path(__file__).parents[1] / "helpers" / "static"

# Does something, then waits for the first change below `place` and for two frames without a further one.
WAIT = """
window.untilStill = (place, act) => new Promise((done) => {
    let changed = false, quiet = 0, still = 0, begun = 0;
    const watch = new MutationObserver(() => { changed = true; quiet = 0; });
    watch.observe(place, {childList: true, subtree: true, attributes: true, characterData: true});
    const frame = (now) => {
        if (changed && quiet === 1) still = performance.now();
        if (changed) quiet += 1;
        if (quiet < 3) return requestAnimationFrame(frame);
        watch.disconnect();
        done(still - begun);
    };
    const start = () => { begun = performance.now(); requestAnimationFrame(frame); };
    if (!act) return document.addEventListener("pointerdown", start, {once: true, capture: true});
    start();
    act();
});
null;
"""
TYPE = """([field, picture, text]) => untilStill(document.querySelector(picture), () => {
    const input = document.querySelector(field);
    input.value = text;
    input.dispatchEvent(new Event("input", {bubbles: true}));
})"""
STEP = """([field, picture, step]) => untilStill(document.querySelector(picture), () => {
    const slider = document.querySelector(field), by = Math.max(1, Math.round(slider.max / 20));
    slider.value = Number(slider.max) - by * (step + 1);
    slider.dispatchEvent(new Event("input", {bubbles: true}));
})"""
# Places of events that nothing covers, so that a press on them hits them
PLACES = """([picture, selector]) => {
    const frame = document.querySelector(picture).getBoundingClientRect();
    return [...document.querySelectorAll(selector)].map((node) => node.getBoundingClientRect())
        .map(({left, top, width, height}) => [left + Math.min(width / 2, 20), top + height / 2])
        .filter(([x, y]) => x > frame.left && x < frame.right && y > frame.top && y < frame.bottom)
        .filter(([x, y]) => y > 0 && y < innerHeight && document.elementFromPoint(x, y)).slice(0, 400);
}"""
FIRST_PAINT = """(() => {
    const look = () => {
        if (!document.querySelector(SELECTOR)) return requestAnimationFrame(look);
        requestAnimationFrame(() => { window.firstPaint = performance.now(); });
    };
    requestAnimationFrame(look);
})();"""


def measure(sheet, contender: Contender, rounds: int, *, jupyter: bool = False) -> dict[str, float]:
    """Return medians of the waits of one contender on an open page; what it cannot do is left out."""
    sheet.evaluate(WAIT)
    sheet.locator(contender.first or contender.event).first.wait_for(state="attached", timeout=120_000)
    sheet.wait_for_timeout(500)
    found = {"click to card": clicks(sheet, contender, rounds), "typed letter": [], "own draw": []}
    for text in ["pact", ""] * rounds:
        found["typed letter"].append(sheet.evaluate(TYPE, [contender.search, contender.picture, text]))
        found["own draw"] += own_draw(sheet)
    del found["typed letter"][:2], found["own draw"][:2]  # they warm up
    if jupyter and contender is FIGURE_WIDGET:
        found["slider step"] = key_steps(sheet, contender, rounds)
    else:
        steps = range(rounds + 1)
        found["slider step"] = [
            sheet.evaluate(STEP, [contender.slider, contender.picture, step]) for step in steps
        ][1:]
    return {name: median(waits) for name, waits in found.items() if waits}


def clicks(sheet, contender: Contender, rounds: int) -> list[float]:
    """Press events that lie far apart; a press that opens no card within two seconds is not counted."""
    places = sheet.evaluate(PLACES, [contender.picture, contender.event])
    if not places:  # too many events to show each: look for some of them first
        sheet.evaluate(TYPE, [contender.search, contender.picture, "99"])
        places = sheet.evaluate(PLACES, [contender.picture, contender.event])
    waits = []
    for x, y in places[:: max(1, len(places) // rounds)][:rounds]:
        sheet.mouse.move(x, y)
        sheet.wait_for_timeout(100)
        sheet.evaluate(
            "(card) => { window.wait = untilStill(document.querySelector(card)); }", contender.card
        )
        sheet.mouse.click(x, y)
        late = "new Promise((done) => setTimeout(() => done(null), 2000))"
        waits.append(sheet.evaluate(f"Promise.race([wait, {late}])"))
    return [wait for wait in waits if wait is not None]


def key_steps(sheet, contender: Contender, rounds: int) -> list[float]:
    """Steps of a slider of ipywidgets, which listens to keys only."""
    waits = []
    sheet.locator(contender.slider).first.focus()
    for _ in range(rounds):
        sheet.evaluate(
            "(place) => { window.wait = untilStill(document.querySelector(place), () => {}); }",
            contender.picture,
        )
        sheet.keyboard.press("ArrowLeft")
        waits.append(sheet.evaluate("wait"))
    return waits[1:]


def in_a_page(chromium, contender: Contender, html: str, rounds: int) -> dict[str, float]:
    """Measure a page without a kernel, with first paint and memory."""
    file = Path(tempfile.mkdtemp()) / "page.html"
    file.write_text(html, encoding="utf-8")
    found, paints = {}, []
    for number in range(3):
        context = chromium.new_context(viewport={"width": 1200, "height": 900}, bypass_csp=True)
        sheet = context.new_page()
        sheet.add_init_script(FIRST_PAINT.replace("SELECTOR", repr(contender.first or contender.event)))
        sheet.goto(file.as_uri())
        if not painted(sheet):
            context.close()
            return {"first paint": inf}
        paints.append(sheet.evaluate("firstPaint"))
        if number == 2:
            found["memory MB"] = heap(sheet)
            if contender.search:
                found |= measure(sheet, contender, rounds)
        context.close()
    file.unlink()
    return {"first paint": median(paints)} | found


def painted(sheet) -> bool:
    """Wait for the first event on the page; False if it does not come in time."""
    try:
        sheet.wait_for_function("window.firstPaint", timeout=MOST_SECONDS * 1000)
    except PlaywrightTimeout:
        return False
    return True


def heap(sheet) -> float:
    """Megabytes of JavaScript after tidying up."""
    devtools = sheet.context.new_cdp_session(sheet)
    devtools.send("HeapProfiler.collectGarbage")
    devtools.send("Performance.enable")
    metrics = {one["name"]: one["value"] for one in devtools.send("Performance.getMetrics")["metrics"]}
    return metrics["JSHeapUsedSize"] / 1e6


def own_draw(sheet) -> list[float]:
    """Milliseconds that our script itself says the last drawing took; for others nothing."""
    return [float(said) for said in sheet.locator("[data-draw-ms]").evaluate_all(_DRAWN)]


_DRAWN = "(found) => found.map((node) => node.dataset.drawMs)"


def in_jupyterlab(notebook, contender: Contender, cell: str, name: str, rounds: int) -> dict[str, float]:
    """Measure a widget in a notebook."""
    notebook.open(name, cell, viewport={"width": 1400, "height": 1400}).run_all(300)
    return measure(notebook.page, contender, rounds, jupyter=True)


def compare(count: int, chromium, address: str, folder: Path) -> dict[str, dict[str, float]]:
    """Measure every contender with so many events."""
    rounds, rows, found = (15 if count < 1000 else 5), made_up(count), {}
    found["timeline, page"] = in_a_page(chromium, OURS, our_page(rows), rounds)
    if VIS.exists():
        found["vis-timeline, page"] = in_a_page(chromium, VIS_PAGE, vis_page(rows), rounds)
    found["plotly, page"] = in_a_page(chromium, PLOTLY_PAGE, plotly_page(rows), rounds)
    for contender, cell in ((OURS, our_cell), (FIGURE_WIDGET, plotly_cell)):
        notebook = open_lab(chromium, address, folder)
        name = f"{contender.name}-{count}.ipynb"
        found[f"{contender.name}, JupyterLab"] = in_jupyterlab(notebook, contender, cell(count), name, rounds)
        notebook.close()
    return found


def report(count: int, found: dict[str, dict[str, float]]) -> str:
    """Return the table of one number of events."""
    columns = (*MEASURES, "own draw", "memory MB")
    lines = [f"{count:,} events".ljust(26) + "".join(column.rjust(18) for column in columns)]
    for name, waits in found.items():
        place = name.split(", ")[1]
        ours = found[f"timeline, {place}"]
        cells = [_cell(waits.get(column), ours.get(column)).rjust(18) for column in columns]
        lines.append(f"  {name}".ljust(26) + "".join(cells))
    return "\n".join(lines)


def _cell(value: float | None, ours: float | None) -> str:
    if value is None:
        return "-"
    if value == inf:
        return f"> {MOST_SECONDS} s"
    ratio = f" ({value / ours:.1f}x)" if ours and value != ours else ""
    return f"{value:.0f}{ratio}" if value >= 10 else f"{value:.1f}{ratio}"


def sizes() -> str:
    """Return the size of each script and style sheet, and of the alternatives' scripts."""
    files = sorted(path for path in STATIC.iterdir() if path.suffix in (".js", ".css"))
    files += [VIS / "standalone" / "umd" / "vis-timeline-graph2d.min.js"] if VIS.exists() else []
    files += [Path(plotly.__file__).parent / "package_data" / "plotly.min.js"]
    lines = [f"{'size in KB':34}{'raw':>10}{'gzip':>10}"]
    for path in files:
        raw = path.read_bytes()
        lines.append(f"  {path.name:32}{len(raw) / 1000:10.1f}{len(gzip.compress(raw)) / 1000:10.1f}")
    return "\n".join(lines)


def main() -> None:
    """Measure and print; numbers of events may be named: python tests/bench.py 32 500."""
    counts = [int(word) for word in sys.argv[1:]] or COUNTS
    folder = Path(tempfile.mkdtemp())
    print(sizes(), flush=True)
    if not VIS.exists():
        print("vis-timeline is not here: make bundle")
    tests = os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])
    with browser() as chromium, lab(folder, PYTHONPATH=f"{tests}{os.pathsep}{STATIC.parents[1]}") as address:
        for count in counts:
            print("\n" + report(count, compare(count, chromium, address, folder)), flush=True)


if __name__ == "__main__":
    main()
