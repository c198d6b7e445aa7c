// Entry of the Names widget (helpers/naming.py): a switch between four wordings, the passage with its terms
// marked, and a list of what changed and who says so. All texts were worked out in Python (helpers/wording.py).

import { citation, element, say } from "./dom.js";
import { guardKeys, keepPlainKeys, SUPPRESS } from "./keys.js";

const KIT = "kit";
const COUNTER = Symbol.for("two-shores.namings"); // of the page: each widget may load this module anew

function render({ model, el }) {
  document[COUNTER] = (document[COUNTER] ?? 0) + 1;
  const id = `ts-names${document[COUNTER]}`;
  const story = model.get("story");
  const words = story.words;
  const radios = {};

  const choice = element(
    "div",
    { class: "ts-name-choice", role: "radiogroup", "aria-label": words.group },
    ...story.conventions.map(radio),
  );
  const status = element("p", { class: "ts-name-count", role: "status" });
  const passage = element("div", { class: "ts-name-passage", role: "group", "aria-label": words.passage });
  const heading = element("h3", {});
  const list = element("ul", { class: "ts-name-list" });
  const body = element(
    "div",
    {
      class: "ts-name-body",
      tabindex: "0", // it scrolls, and a keyboard has to reach it
      role: "group",
      "aria-label": `${words.passage} · ${words.changes}`,
      [SUPPRESS]: "true",
    },
    passage,
    element(
      "div",
      { class: "ts-name-changes" },
      heading,
      list,
      element("p", { class: "ts-quiet ts-small" }, `${words.no_right} ${words.rendering}`),
    ),
  );
  const root = element(
    "div",
    { class: "two-shores two-shores-naming", lang: story.lang, style: `--ts-name-height:${story.height}px` },
    element("div", { class: "ts-bar" }, choice, status),
    body,
  );
  el.append(root);

  // The browser's own radio buttons bring the arrow keys, the roles and the touch along
  function radio({ id: value, name }) {
    const input = element("input", { type: "radio", name: id, value, [SUPPRESS]: "true" });
    radios[value] = input;
    input.addEventListener("change", () => {
      model.set("convention", value);
      model.save_changes();
    });
    return element("label", { class: "ts-name-option" }, input, element("span", {}, name));
  }

  function draw() {
    const chosen = story.conventions.find((one) => one.id === model.get("convention"));
    radios[chosen.id].checked = true;
    root.dataset.convention = chosen.id;
    status.textContent = count(chosen);
    passage.replaceChildren(...(story.columns.length ? [table(chosen)] : paragraphs(chosen)));
    heading.textContent = chosen.id === KIT ? words.terms : words.changes;
    list.replaceChildren(...story.terms.map((term) => item(term, chosen)));
  }

  function count({ id: convention, name }) {
    const states = story.terms.map((term) => term.forms[convention].state);
    const number = (state) => states.filter((one) => one === state).length;
    const all = states.length;
    if (convention === KIT) return say(words.count_kit, { all });
    const missing = number("missing");
    const none = missing ? ` ${say(words.count_none, { n: missing })}` : "";
    return say(words.count, { name, n: number("changed"), all }) + none;
  }

  function paragraphs(chosen) {
    return story.blocks.map((parts) => element("p", {}, ...text(parts, chosen)));
  }

  function table(chosen) {
    const wide = story.columns.length;
    const cells = story.blocks.map((parts) => element("td", {}, ...text(parts, chosen)));
    const rows = cells
      .filter((_, at) => at % wide === 0)
      .map((_, row) => element("tr", {}, ...cells.slice(row * wide, row * wide + wide)));
    const head = story.columns.map((name) => element("th", { scope: "col" }, name));
    return element(
      "table",
      {},
      element("thead", {}, element("tr", {}, ...head)),
      element("tbody", {}, ...rows),
    );
  }

  function text(parts, chosen) {
    return parts.flatMap((part) => {
      if (!("term" in part)) return [part.text];
      const form = part.forms[chosen.id];
      return part.term < 0 ? [form] : word(story.terms[part.term], form, chosen);
    });
  }

  // Line, letter and words for the ear: what changed is never told by colour alone
  function word(term, form, { id: convention }) {
    const { state } = term.forms[convention];
    const tag = state === "changed" ? "mark" : "span";
    const aloud = ` (${term.letter}: ${said(term, convention)}) `;
    return [
      element(tag, { class: `ts-name-word ts-name-${state}` }, form),
      "\u2060", // no line break between a word and its letter
      element("sup", { class: "ts-name-letter", "aria-hidden": "true" }, term.letter),
      element("span", { class: "ts-aloud" }, aloud),
    ];
  }

  function said(term, convention) {
    const { state } = term.forms[convention];
    if (state === "changed") return say(words.instead, { kit: term.kit });
    return state === "kit" ? term.name : words[state];
  }

  function item(term, { id: convention, own }) {
    const form = term.forms[convention];
    const lang = story.lang === "en" ? null : "en"; // notes are written in English
    const facts =
      convention === KIT
        ? [
            [words.why, term.why],
            [words.objection, term.objection],
            [words.official, term.official],
          ]
        : [
            [words.used_by, form.used_by],
            [words.since, form.since],
            [words.official, term.official],
          ];
    const lines = facts
      .filter(([, fact]) => fact)
      .map(([label, fact]) => line(element("span", { class: "ts-name-label" }, label), element("span", { lang }, fact)));
    if (convention !== KIT) {
      if (form.note) lines.push(line(element("span", { lang }, form.note)));
      if (form.source) lines.push(line(citation(form.source)));
    }
    return element(
      "li",
      { class: `ts-name-item ts-name-of-${form.state}` },
      element("span", { class: "ts-name-sign", "aria-hidden": "true" }, term.letter),
      element(
        "div",
        {},
        element("p", { class: "ts-name-form" }, element("b", {}, form.shown), ` — ${said(term, convention)}`),
        form.original && original(form.original, own),
        ...lines,
      ),
    );
  }

  function original(form, own) {
    const [before, after] = words.own.split("{form}");
    return line(before, element("span", { class: "ts-name-own", lang: own }, form), after);
  }

  function line(...parts) {
    return element("p", { class: "ts-small" }, ...parts.flatMap((part) => [part, " "]).slice(0, -1));
  }

  const release = guardKeys();
  root.addEventListener("keydown", keepPlainKeys);
  model.on("change:convention", draw);
  draw();

  return () => {
    release();
    model.off("change:convention", draw);
    root.remove();
  };
}

export default { render };
