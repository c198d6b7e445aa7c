// The bar above the axis: what is shown, and how. Under it a row of tools: as known on, period, links, save.

import { element, say } from "./dom.js";
import { SUPPRESS } from "./keys.js";

const FILTERS = ["actor", "theme", "start", "end", "search", "known_on"];

export function makeControls({ story, id, read, write, tools }) {
  const words = story.words;
  const fields = {
    lanes: select("lanes", words.lanes, [
      ["period", words.lanes_period],
      ["actor", words.lanes_actor],
      ["reading", words.lanes_reading],
    ]),
    actor: select("actor", words.actor, [
      ["", words.all_actors],
      ...story.actors.map(({ id, name }) => [id, name]),
    ]),
    theme: select("theme", words.theme, [
      ["", words.all_themes],
      ...story.themes.map(({ id, name }) => [id, name]),
    ]),
    start: day("start", words.from),
    end: day("end", words.to),
    search: input("search", words.search, { type: "search", autocomplete: "off" }),
    stretch: input("stretch", words.stretch, { type: "checkbox" }),
    links: input("links", words.links, { type: "checkbox" }),
  };
  fields.stretch.box.title = words.legend_break;
  fields.links.control.disabled = !story.links.length;
  const reset = element("button", { type: "button", class: "tst-reset", [SUPPRESS]: "true" }, words.reset);
  const count = element("p", { class: "tst-count", role: "status" });
  const summary = element("summary", { [SUPPRESS]: "true" }, words.filters);
  const names = ["lanes", "actor", "theme", "start", "end"];
  const filters = element(
    "details",
    { class: "tst-filters", open: true },
    summary,
    element(
      "div",
      { class: "tst-fields", role: "group", "aria-label": words.filters },
      ...names.map((name) => fields[name].box),
      fields.stretch.box,
    ),
  );
  const bar = element(
    "div",
    { class: "tst-bar" },
    filters,
    fields.search.box,
    element("div", { class: "tst-field tst-end-of-bar" }, count, reset),
    element("div", { class: "tst-tools" }, tools.slider, tools.period, fields.links.box, tools.save),
  );

  for (const [name, field] of Object.entries(fields)) {
    const isSwitch = field.control.type === "checkbox";
    field.control.addEventListener(name === "search" ? "input" : "change", () => {
      if (isSwitch) write({ [name]: field.control.checked });
      // A year that is still being typed ("0201") is out of the field's range: wait for the rest
      else if (field.control.checkValidity()) write({ [name]: field.control.value });
    });
  }
  reset.addEventListener("click", () => write(Object.fromEntries(FILTERS.map((name) => [name, ""]))));

  function refresh(shown) {
    for (const [name, { control }] of Object.entries(fields)) {
      if (control.type === "checkbox") control.checked = read(name);
      else if (control.value !== read(name)) control.value = read(name);
    }
    count.textContent = say(words.count, { n: shown, all: story.events.length });
    reset.disabled = !FILTERS.some(read);
  }

  return { bar, filters, refresh };

  function labelled(name, label, control) {
    control.id = `${id}-${name}`;
    control.setAttribute(SUPPRESS, "true");
    return {
      control,
      box: element(
        "div",
        { class: `tst-field tst-${name}` },
        element("label", { for: control.id }, label),
        control,
      ),
    };
  }
  function select(name, label, options) {
    return labelled(
      name,
      label,
      element("select", {}, ...options.map(([value, text]) => element("option", { value }, text))),
    );
  }
  function input(name, label, attributes) {
    return labelled(name, label, element("input", attributes));
  }
  function day(name, label) {
    return input(name, label, { type: "date", min: story.first_day, max: story.last_day });
  }
}
