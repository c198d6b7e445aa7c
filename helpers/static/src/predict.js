// Entry of PredictThenLook (helpers/predict.py). Reading order: this file asks and tells, sketch.js draws and is
// drawn on, distance.js reads numbers and says how far a guess lies from the data.

import { amount, gap, parse, plain, said } from "./distance.js";
import { citation, element, say, svgElement } from "./dom.js";
import { guardKeys, keepPlainKeys, SUPPRESS } from "./keys.js";
import { bars, makeSketch, SHAPES } from "./sketch.js";

const WIDE = 660; // from this width the questions stand beside the chart
const COUNTER = Symbol.for("two-shores.predictions");
const KEYS = { [SUPPRESS]: "true" };

function render({ model, el }) {
  document[COUNTER] = (document[COUNTER] ?? 0) + 1;
  const id = `tsp${document[COUNTER]}`;
  const story = model.get("story");
  const words = story.words;
  const series = story.kind === "series";
  let values = { ...model.get("values") };
  let mine = false; // the look was asked for in this view

  const status = element("p", { class: "ts-predict-status", role: "status" });
  const sketch = series ? makeSketch({ story, id, change: drawn }) : null;
  const form = makeForm({ story, id, model, typed, look, step: () => sketch?.fine() ?? 1 });
  const side = element("div", { class: "ts-predict-side" }, form.box);
  const pane = element("div", { class: "ts-predict-pane" }, series && legend(), sketch?.box);
  const root = element(
    "section",
    {
      class: `two-shores two-shores-predict ${story.kind}`,
      lang: story.lang,
      "aria-label": `${words.name}: ${story.question || story.title}`,
      style: `--ts-predict-height:${story.height}px`,
    },
    heading(),
    element("div", { class: "ts-predict-body" }, pane, side),
    status,
  );
  el.append(root);

  function heading() {
    const english = story.lang === "en" ? {} : { lang: "en" };
    const title = element("h3", story.question ? {} : english, story.question || story.title);
    const unit = element("span", { class: "ts-predict-of" }, `${words.unit}: ${story.unit}`);
    const what =
      story.definition &&
      element(
        "details",
        { class: "ts-small" },
        element("summary", KEYS, words.definition),
        element("p", english, story.definition),
      );
    return element("header", { class: "ts-predict-head" }, title, unit, what);
  }

  function legend() {
    const key = (kind) => {
      const shape = svgElement("path", { class: `ts-predict-${kind}`, d: SHAPES[`ts-predict-${kind}`] });
      const mark = svgElement("svg", { viewBox: "-8 -8 16 16", "aria-hidden": "true" }, shape);
      return element("li", { class: `ts-predict-key-${kind}` }, mark, words[kind]);
    };
    return element("ul", { class: "ts-predict-legend" }, key("known"), key("guess"), key("data"));
  }

  // --- what the reader does -----------------------------------------------------------------------------------

  function drawn(date, value, done, by) {
    if (model.get("looked")) return;
    if (value !== undefined) values = { ...values, [date]: value };
    form.fill(values);
    draw(!done);
    if (!done) return;
    save();
    if (by === "pointer") tell(date);
  }

  function typed(date, value) {
    if (value === undefined) delete values[date];
    else values = { ...values, [date]: value };
    values = { ...values };
    draw();
    save();
  }

  function tell(date) {
    const { label } = story.asked.find((asked) => asked.date === date);
    status.textContent = `${label}: ${amount(values[date], story.unit)}`;
  }

  function save() {
    model.set("values", values);
    model.save_changes();
    form.refresh(values);
  }

  function look() {
    mine = true;
    model.set("looked", true);
    // A page without a kernel has brought the hidden part along
    const sealed = model.get("sealed");
    if (sealed) model.set("revealed", unsealed(sealed));
    model.save_changes();
  }

  // --- what is shown ------------------------------------------------------------------------------------------

  let width = 0;
  function draw(still = false) {
    const hidden = model.get("revealed");
    const rows = model.get("looked") ? (hidden.rows ?? []) : [];
    if (!width) return;
    const wide = width >= WIDE;
    const room = pane.clientWidth;
    if (sketch) {
      const height = Math.max(170, Math.min(story.height - (wide ? 150 : 250), 400));
      sketch.draw({ values, rows, looked: model.get("looked") }, { width: room, height, still });
    } else if (rows.length) pane.replaceChildren(bars({ story, values, rows, width: room }));
    root.classList.toggle("looked", rows.length > 0);
  }

  function changed() {
    values = { ...model.get("values") };
    form.fill(values);
    form.refresh(values);
    const hidden = model.get("revealed");
    if (model.get("looked") && hidden.rows) {
      if (!side.querySelector(".ts-predict-result")) {
        side.replaceChildren(result({ story, values, reason: model.get("reason"), hidden }));
        root.classList.add("looked");
        if (mine) side.firstChild.focus({ preventScroll: true });
        side.scrollTop = side.parentElement.scrollTop = 0;
        status.textContent = "";
      }
    }
    draw();
  }

  const watcher = new ResizeObserver(() => {
    if (Math.abs(root.clientWidth - width) < 2) return;
    width = root.clientWidth;
    root.classList.toggle("wide", width >= WIDE);
    draw();
  });
  const release = guardKeys();
  const watched = ["values", "looked", "revealed"].map((name) => `change:${name}`);
  for (const name of watched) model.on(name, changed);
  model.on("change:reason", form.readReason);
  root.addEventListener("keydown", keepPlainKeys);
  watcher.observe(root);
  changed();

  return () => {
    release();
    watcher.disconnect();
    for (const name of watched) model.off(name, changed);
    model.off("change:reason", form.readReason);
    root.remove();
  };
}

// The questions: a field for each date, the reason, and the button that is ready when every value is given
function makeForm({ story, id, model, typed, look, step }) {
  const words = story.words;
  const series = story.kind === "series";
  const fields = new Map(story.asked.map((asked, i) => [asked.date, makeField(asked, `${id}-f${i}`)]));
  const reason = element("textarea", { id: `${id}-why`, rows: "2", maxlength: "2000", ...KEYS });
  const button = element("button", { type: "button", class: "ts-button ts-predict-look", ...KEYS }, words.look);
  const left = element("span", { class: "ts-small ts-predict-left", id: `${id}-left` });
  button.setAttribute("aria-describedby", left.id);
  const box = element(
    "div",
    { class: "ts-predict-form" },
    element("p", { class: "ts-small" }, `${words.first} ${series ? words.draw : words.type}`),
    element("div", { class: "ts-predict-fields" }, ...[...fields.values()].map((field) => field.box)),
    element(
      "div",
      { class: "ts-field ts-predict-why" },
      element("label", { for: reason.id }, words.reason),
      reason,
    ),
    series && table({ story, values: {}, hidden: { rows: [] } }),
    element("div", { class: "ts-predict-go" }, button, left),
  );
  reason.addEventListener("input", () => {
    model.set("reason", reason.value);
    model.save_changes();
  });
  // aria-disabled and not disabled: the button keeps its place for the keyboard, and says what is missing
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-disabled") === "true") fields.get(missing(model.get("values"))[0])?.input.focus();
    else look();
  });
  readReason();

  const missing = (values) => story.asked.map((asked) => asked.date).filter((date) => !(date in values));

  function makeField({ date, label }, fieldId) {
    const input = element("input", {
      id: fieldId,
      type: "text",
      inputmode: "decimal",
      autocomplete: "off",
      "aria-describedby": `${fieldId}-bad`,
      ...KEYS,
    });
    const bad = element("p", { class: "ts-predict-bad", id: `${fieldId}-bad`, role: "alert" });
    const name = label ? `${label} (${story.unit})` : story.unit;
    const box = element("div", { class: "ts-field" }, element("label", { for: fieldId }, name), input, bad);
    const read = () => {
      const { value, error } = parse(input.value, story);
      bad.textContent = error ?? "";
      if (error) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
      typed(date, value);
    };
    input.addEventListener("input", read);
    input.addEventListener("change", () => {
      const { value } = parse(input.value, story);
      if (value !== undefined) input.value = plain(value);
    });
    input.addEventListener("keydown", (press) => {
      const steps = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[press.key];
      const { value, error } = parse(input.value, story);
      if (!steps || error || press.ctrlKey || press.metaKey || press.altKey) return;
      press.preventDefault();
      const most = story.most ?? Infinity;
      const next = Math.min(most, Math.max(story.least ?? -Infinity, (value ?? 0) + steps * step()));
      input.value = plain(next);
      read();
    });
    return { box, input, bad };
  }

  function fill(values) {
    for (const [date, { input, bad }] of fields) {
      const text = date in values ? plain(values[date]) : "";
      if (input === document.activeElement || (!text && input.hasAttribute("aria-invalid"))) continue;
      if (input.value === text) continue;
      input.value = text;
      bad.textContent = "";
      input.removeAttribute("aria-invalid");
    }
  }

  function refresh(values) {
    const rest = missing(values).length;
    button.setAttribute("aria-disabled", String(rest > 0));
    left.textContent = rest ? say(words.left, { n: rest }) : words.ready;
  }

  function readReason() {
    if (reason.value !== model.get("reason")) reason.value = model.get("reason");
  }

  return { box, fill, refresh, readReason };
}

// After the look: each guess beside the data, in words; then what the data cannot show, and where they come from
function result({ story, values, reason, hidden }) {
  const words = story.words;
  const english = story.lang === "en" ? {} : { lang: "en" };
  const told = hidden.rows.map((row) => {
    const date = row.label || story.question || story.title;
    if (!row.asked || !(row.date in values))
      return element("li", {}, say(words.context, { date, data: said(row, story) }));
    const guess = amount(values[row.date], story.unit);
    const line = say(words.line, { date, guess, data: said(row, story) });
    return element("li", {}, `${line} `, element("strong", {}, gap(values[row.date], row, story)));
  });
  const limits = [
    ...hidden.caveats.map((text) => element("li", english, text)),
    ...hidden.breaks.map(({ label, what }) =>
      element("li", {}, `${say(words.break, { date: label })}: `, element("span", english, what)),
    ),
  ];
  const sources = hidden.sources.map((source) => element("li", {}, citation(source)));
  const part = (title, list) =>
    list.length && element("div", { class: "ts-small" }, element("h4", {}, title), element("ul", {}, ...list));
  return element(
    "div",
    { class: "ts-predict-result", tabindex: "0", role: "region", "aria-label": `${words.result}: ${story.question || story.title}`, ...KEYS },
    element("h4", {}, words.result),
    element("ul", { class: "ts-predict-told" }, ...told),
    element("p", { class: "ts-predict-ask" }, words.no_mark),
    reason && element("p", { class: "ts-small" }, `${words.your_reason}: ${reason}`),
    part(words.cannot, limits),
    part(words.sources, sources),
    table({ story, values, hidden }),
  );
}

function table({ story, values, hidden }) {
  const words = story.words;
  if (story.kind === "number") return null;
  const rows = [
    ...story.known.map((point) => [point.label, said(point, story), ""]),
    ...hidden.rows.map((row) => [
      row.label,
      said(row, story),
      row.asked ? amount(values[row.date], story.unit) : "",
    ]),
  ];
  const head = [words.date, words.data, words.guess].map((text) => element("th", { scope: "col" }, text));
  const body = rows.map((cells) => element("tr", {}, ...cells.map((cell) => element("td", {}, cell))));
  return element(
    "details",
    { class: "ts-small" },
    element("summary", KEYS, words.table),
    element("table", {}, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...body)),
  );
}

// Only written so that the values do not stand in the page's text for everyone's eye
function unsealed(text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes));
}

export default { render };
