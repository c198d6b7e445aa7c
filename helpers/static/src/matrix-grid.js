// The grid: one row for each document, one column for each statement. One cell at a time can be reached with
// Tab; the arrow keys go on from there. Column -1 is the document itself, with its card.

import { citation, element } from "./dom.js";
import { SUPPRESS } from "./keys.js";

export function makeGrid({ story, id, read, onMove }) {
  const { words, documents, statements } = story;
  let focus = { row: 0, column: 0 }; // where Tab leads
  let chosen = { row: 0, column: 0 }; // the cell that the editor speaks of
  const rows = documents.map((one, row) => ({
    head: documentHead(one, row),
    cells: statements.map((statement, column) => statementCell(statement, row, column)),
  }));
  const head = element(
    "thead",
    { role: "rowgroup" },
    element(
      "tr",
      { role: "row" },
      element("th", { role: "columnheader", scope: "col", class: "ts-matrix-corner" }, words.document),
      ...statements.map(statementHead),
    ),
  );
  const table = element(
    "table",
    {
      role: "grid",
      class: "ts-matrix-grid",
      "aria-label": words.matrix,
      "aria-describedby": `${id}-progress`,
      style: `--ts-columns:${statements.length}`,
    },
    head,
    element(
      "tbody",
      { role: "rowgroup" },
      ...rows.map(({ head, cells }) => element("tr", { role: "row" }, head, ...cells)),
    ),
  );
  const scroll = element("div", { class: "ts-matrix-scroll" }, table);
  table.addEventListener("click", onClick);

  return { scroll, paint, focus: () => cellAt(chosen).focus(), current: () => chosen, cellAt, onKey, fit };

  function paint() {
    rows.forEach(({ head, cells }, row) => {
      head.tabIndex = focus.row === row && focus.column === -1 ? 0 : -1;
      cells.forEach((cell, column) => {
        const { mark, locator } = read({ row, column });
        const about = story.marks.find((one) => one.id === mark);
        cell.tabIndex = focus.row === row && focus.column === column ? 0 : -1;
        cell.setAttribute("aria-selected", String(chosen.row === row && chosen.column === column));
        cell.dataset.mark = mark;
        cell.querySelector(".ts-matrix-mark").replaceChildren(
          sign(about),
          element("span", { class: about ? "" : "ts-aloud" }, about?.word ?? words.empty),
          locator && element("span", { class: "ts-matrix-place" }, locator),
        );
      });
    });
  }

  function cellAt({ row, column }) {
    return column < 0 ? rows[row].head : rows[row].cells[column];
  }

  function move(to) {
    focus = to;
    if (to.column >= 0) chosen = to;
    paint();
    if (to.column >= 0) onMove(to);
    cellAt(to).focus();
  }

  function onClick(press) {
    const cell = press.target.closest("[data-row]");
    if (!cell || press.target.closest(".ts-matrix-editor, a")) return;
    const to = { row: Number(cell.dataset.row), column: Number(cell.dataset.column) };
    move(to);
  }

  // Returns whether the key was one of the grid's own
  function onKey(press, stacked) {
    if (focus.column === -1 && ["Enter", " "].includes(press.key)) {
      const card = rows[focus.row].head.querySelector("details");
      card.open = !card.open;
      return true;
    }
    const to = stacked ? nextInStack(press.key) : nextInGrid(press.key);
    if (to) move(to);
    return Boolean(to);
  }

  function nextInGrid(key) {
    const { row, column } = focus;
    const [lastRow, lastColumn] = [documents.length - 1, statements.length - 1];
    const steps = {
      ArrowLeft: [row, Math.max(-1, column - 1)],
      ArrowRight: [row, Math.min(lastColumn, column + 1)],
      ArrowUp: [Math.max(0, row - 1), column],
      ArrowDown: [Math.min(lastRow, row + 1), column],
      Home: [row, 0],
      End: [row, lastColumn],
      PageUp: [0, column],
      PageDown: [lastRow, column],
    };
    return key in steps ? { row: steps[key][0], column: steps[key][1] } : null;
  }

  // As cards, the cells stand one below the other: all arrows follow the order of reading
  function nextInStack(key) {
    const long = statements.length + 1;
    const last = documents.length * long - 1;
    const at = focus.row * long + focus.column + 1;
    const steps = {
      ArrowLeft: at - 1,
      ArrowUp: at - 1,
      ArrowRight: at + 1,
      ArrowDown: at + 1,
      Home: focus.row * long + 1,
      End: focus.row * long + long - 1,
      PageUp: at - long,
      PageDown: at + long,
    };
    if (!(key in steps)) return null;
    const to = Math.min(last, Math.max(0, steps[key]));
    return { row: Math.floor(to / long), column: (to % long) - 1 };
  }

  // What is focused must not hide under the heads that stay in place
  function fit() {
    const corner = head.querySelector("th");
    scroll.style.scrollPadding = `${corner.offsetHeight + 4}px 4px 4px ${corner.offsetWidth + 4}px`;
  }

  function statementHead(one) {
    return element(
      "th",
      { role: "columnheader", scope: "col", class: "ts-matrix-statement" },
      element("span", { class: "ts-matrix-id" }, one.id),
      element("span", { class: "ts-matrix-text", lang: one.lang }, one.text),
    );
  }

  function documentHead(one, row) {
    const facts = one.card.flatMap(([question, answer, lang]) => [
      element("dt", {}, question),
      element("dd", { lang: lang || null }, answer),
    ]);
    const link = one.url && element("p", {}, citation({ url: one.url, text: one.url }));
    return element(
      "th",
      { role: "rowheader", scope: "row", "data-row": row, "data-column": -1, [SUPPRESS]: "true" },
      element(
        "details",
        { class: "ts-matrix-card ts-small" },
        element(
          "summary",
          { tabindex: "-1", title: words.card },
          element("span", { class: "ts-matrix-id" }, one.id),
          element("cite", { class: "ts-matrix-text", lang: one.lang }, one.title),
          element("span", { class: "ts-matrix-meta ts-quiet" }, one.meta),
        ),
        element("dl", {}, ...facts),
        link,
      ),
    );
  }

  function statementCell(one, row, column) {
    return element(
      "td",
      { role: "gridcell", "data-row": row, "data-column": column, [SUPPRESS]: "true" },
      element(
        "span",
        { class: "ts-matrix-asked" },
        element("span", { class: "ts-matrix-id" }, one.id),
        element("span", { class: "ts-matrix-text", lang: one.lang }, one.text),
      ),
      element("span", { class: "ts-matrix-mark" }),
    );
  }
}

// A sign says by its form what the word beside it says; the word is what counts
export function sign(mark) {
  return element(
    "span",
    { class: "ts-matrix-sign", "data-mark": mark?.id ?? "", "aria-hidden": "true" },
    mark?.sign ?? "",
  );
}
