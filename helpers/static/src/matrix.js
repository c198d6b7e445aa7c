// Entry of the Matrix widget (helpers/matrix.py). Reading order: matrix-grid.js draws documents and statements,
// matrix-editor.js asks for the mark of one cell; here the two meet the marks that Python knows.

import { element, say } from "./dom.js";
import { guardKeys, keepPlainKeys } from "./keys.js";
import { makeEditor } from "./matrix-editor.js";
import { makeGrid } from "./matrix-grid.js";
import { makeCode, makeHelp } from "./matrix-more.js";

const NARROW = 560; // below this width each document is a card, and the editor stands inside the cell
const WIDE = 760; // from this width the editor stands beside the grid
const COUNTER = Symbol.for("two-shores.matrices"); // of the page: each widget may load this module anew

function render({ model, el }) {
  document[COUNTER] = (document[COUNTER] ?? 0) + 1;
  const id = `tsm${document[COUNTER]}`;
  const story = model.get("story");
  const words = story.words;
  const root = element("section", {
    class: "two-shores two-shores-matrix",
    lang: story.lang,
    "aria-label": words.matrix,
    style: `--ts-height:${story.height}px`,
  });
  const progress = element("p", { class: "ts-matrix-progress", id: `${id}-progress` });
  const meter = element("span", { class: "ts-matrix-meter", "aria-hidden": "true" });
  const spoken = element("p", { class: "ts-aloud", role: "status" });
  const grid = makeGrid({ story, id, read, onMove: showCell });
  const editor = makeEditor({ story, id, put, back: () => grid.focus() });
  const body = element("div", { class: "ts-matrix-body" }, grid.scroll, editor.panel);
  const code = makeCode(story);
  root.append(element("div", { class: "ts-bar" }, progress, meter, code.box, makeHelp(story)), body, spoken);
  el.append(root);

  function read(at) {
    const cell = model.get("marks")[story.statements[at.column].id]?.[story.documents[at.row].id];
    return cell ?? { mark: "", locator: "" };
  }

  // Changes one cell: {mark: "silent"}, {locator: "p4"}, or both
  function put(at, change) {
    const statement = story.statements[at.column].id;
    const name = story.documents[at.row].id;
    const marks = structuredClone(model.get("marks"));
    marks[statement] = { ...marks[statement], [name]: { ...read(at), ...change } };
    model.set("marks", marks);
    model.save_changes();
    const { mark, locator } = read(at);
    const word = story.marks.find((one) => one.id === mark)?.word ?? words.empty;
    spoken.textContent = [word, locator, progress.textContent].filter(Boolean).join(". ");
  }

  function showCell(at) {
    if (root.classList.contains("narrow")) grid.cellAt(at).append(editor.panel);
    editor.show(at, read(at));
  }

  function draw() {
    grid.paint();
    code.show(model.get("marks"));
    editor.show(grid.current(), read(grid.current()));
    const all = story.documents.length * story.statements.length;
    const done = Object.values(model.get("marks"))
      .flatMap((cells) => Object.values(cells))
      .filter((cell) => cell.mark).length;
    progress.textContent = say(words.progress, { n: done, all });
    meter.style.setProperty("--ts-done", `${(100 * done) / all}%`);
  }

  function onKey(press) {
    if (press.ctrlKey || press.metaKey || press.altKey || press.isComposing) return;
    const handled = press.target.closest(".ts-matrix-editor") ? editor.onKey(press) : onGridKey(press);
    if (handled) press.preventDefault();
    if (handled && press.key === "Escape") press.stopPropagation();
  }

  function onGridKey(press) {
    if (grid.onKey(press, root.classList.contains("narrow"))) return true;
    if (!press.target.matches("[role=gridcell]")) return false;
    if (press.key === "Enter") editor.askPlace();
    else if (press.key === "Delete" || press.key === "Backspace") put(grid.current(), { mark: "", locator: "" });
    else return editor.onMarkKey(press);
    return true;
  }

  let width = 0;
  const watcher = new ResizeObserver(() => {
    if (root.clientWidth === width) return;
    width = root.clientWidth;
    root.classList.toggle("narrow", width < NARROW);
    root.classList.toggle("wide", width >= WIDE);
    if (width >= NARROW && editor.panel.parentElement !== body) body.append(editor.panel);
    showCell(grid.current());
    grid.fit();
  });

  const release = guardKeys();
  root.addEventListener("keydown", onKey);
  root.addEventListener("keydown", keepPlainKeys);
  model.on("change:marks", draw);
  draw();
  watcher.observe(root);

  return () => {
    release();
    watcher.disconnect();
    model.off("change:marks", draw);
    root.remove();
  };
}

export default { render };
