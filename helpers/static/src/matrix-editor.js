// The editor: what does this document say to this statement, and where?

import { element } from "./dom.js";
import { SUPPRESS } from "./keys.js";
import { sign } from "./matrix-grid.js";

const LONGEST = 40;

export function makeEditor({ story, id, put, back }) {
  const words = story.words;
  let at = { row: 0, column: 0 };
  let before = ""; // the locator as it was when its field was entered
  const name = element("p", { class: "ts-matrix-pair", id: `${id}-pair` });
  const asked = element("p", { class: "ts-matrix-question" });
  const speaker = element("p", { class: "ts-small ts-quiet" });
  const radios = story.marks.map((mark, number) => choice(mark, number));
  const place = element("input", {
    id: `${id}-place`,
    type: "text",
    maxlength: LONGEST,
    autocomplete: "off",
    spellcheck: "false",
    [SUPPRESS]: "true",
  });
  const clear = element("button", { type: "button", class: "ts-button", [SUPPRESS]: "true" }, words.clear);
  const panel = element(
    "div",
    { class: "ts-matrix-editor", role: "group", "aria-labelledby": `${id}-pair` },
    name,
    asked,
    speaker,
    element(
      "div",
      { class: "ts-matrix-choices", role: "radiogroup", "aria-labelledby": `${id}-pair` },
      ...radios.map(({ box }) => box),
    ),
    element(
      "div",
      { class: "ts-matrix-last" },
      element("div", { class: "ts-field" }, element("label", { for: place.id }, words.locator), place),
      clear,
    ),
  );
  place.addEventListener("focus", () => (before = place.value));
  place.addEventListener("input", () => put(at, { locator: place.value }));
  // Two spaces in a row and the like are mended once the field is left
  place.addEventListener("change", () => (place.value = place.value.trim()));
  clear.addEventListener("click", () => {
    put(at, { mark: "", locator: "" });
    back();
  });

  return { panel, show, onKey, onMarkKey, askPlace: () => place.focus() };

  function show(cell, { mark, locator }) {
    at = cell;
    const [one, statement] = [story.documents[at.row], story.statements[at.column]];
    name.textContent = `${one.id} · ${statement.id}`;
    asked.textContent = statement.text;
    asked.lang = statement.lang;
    speaker.textContent = statement.speaker;
    for (const { radio, value } of radios) radio.checked = value === mark;
    if (!panel.contains(document.activeElement) || document.activeElement !== place) place.value = locator;
    clear.disabled = !mark && !locator;
  }

  function onMarkKey(press) {
    // With a Korean or Japanese keyboard the letter is another one, but the key is the same
    const letter = /^[a-z0-9]$/i.test(press.key) ? press.key : press.code.replace(/^(Key|Digit|Numpad)/, "");
    const mark = story.marks.find((one) => one.keys.includes(letter.toLowerCase()) && letter);
    if (mark) put(at, { mark: mark.id });
    return Boolean(mark);
  }

  function onKey(press) {
    if (press.key === "Escape" || (press.key === "Enter" && press.target !== clear)) {
      if (press.key === "Escape" && press.target === place && place.value !== before) put(at, { locator: before });
      back();
      return true;
    }
    return press.target.type === "radio" && onMarkKey(press);
  }

  function choice(mark, number) {
    const radio = element("input", {
      type: "radio",
      name: `${id}-mark`,
      id: `${id}-mark-${number}`,
      value: mark.id,
      "aria-describedby": `${id}-meaning-${number}`,
      [SUPPRESS]: "true",
    });
    radio.addEventListener("change", () => put(at, { mark: mark.id }));
    const label = element(
      "label",
      { for: radio.id },
      sign(mark),
      element("span", {}, mark.word),
      element("kbd", { "aria-hidden": "true" }, mark.keys[0]),
    );
    const meaning = element("p", { class: "ts-small ts-quiet", id: `${id}-meaning-${number}` }, mark.meaning);
    return { radio, value: mark.id, box: element("div", { class: "ts-matrix-choice" }, radio, label, meaning) };
  }
}
