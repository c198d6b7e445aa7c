// What unfolds over the grid: help, and the marks as Python text to be copied into a cell, because what is marked
// lives no longer than the kernel or the page.

import { element } from "./dom.js";
import { SUPPRESS } from "./keys.js";

export function makeHelp({ words, marks }) {
  const meanings = marks.map((mark) =>
    element("li", {}, element("b", {}, `${mark.sign} ${mark.word}`), ` ${mark.meaning}`),
  );
  const text = element("div", { tabindex: "-1" }, element("p", {}, words.how), element("ul", {}, ...meanings));
  return unfolding(words.help, text);
}

export function makeCode({ words, documents, statements }) {
  const field = element("textarea", {
    class: "ts-matrix-code",
    readonly: true,
    rows: 8,
    spellcheck: "false",
    "aria-label": words.code,
    [SUPPRESS]: "true",
  });
  field.addEventListener("focus", () => field.select());
  const show = (marks) => (field.value = asPython(marks, statements, documents));
  return { box: unfolding(words.code, field), show };
}

// Folds up again when the focus leaves it, so that it never hides what has the focus
function unfolding(name, content) {
  const summary = element("summary", { [SUPPRESS]: "true" }, name);
  const box = element(
    "details",
    { class: "ts-matrix-more" },
    summary,
    element("div", { class: "ts-matrix-sheet ts-small" }, content),
  );
  box.addEventListener("focusout", (event) => {
    if (!box.contains(event.relatedTarget)) box.open = false;
  });
  box.addEventListener("keydown", (press) => {
    if (press.key !== "Escape" || !box.open) return;
    press.stopPropagation();
    summary.focus();
    box.open = false;
  });
  return box;
}

// As to_code() in helpers/matrix.py
function asPython(marks, statements, documents) {
  return ["mark", "locator"]
    .map((part) => {
      const lines = statements
        .map(({ id }) => [
          id,
          documents
            .map((one) => [one.id, marks[id]?.[one.id] ?? { mark: "" }])
            .filter(([, cell]) => cell.mark && cell[part].trim()),
        ])
        .filter(([, cells]) => cells.length)
        .map(([statement, cells]) => {
          const pairs = cells.map(([name, cell]) => `${JSON.stringify(name)}: ${JSON.stringify(cell[part])}`);
          return `    ${JSON.stringify(statement)}: {${pairs.join(", ")}},\n`;
        });
      return `${part}s = ${lines.length ? `{\n${lines.join("")}}` : "{}"}`;
    })
    .join("\n");
}
