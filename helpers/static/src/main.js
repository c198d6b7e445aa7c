// Entry of the Timeline widget (helpers/timeline.py). Reading order: choose.js says which events are shown,
// axis.js where a date lies, layout.js how labels are packed, chart.js draws, card.js tells, controls.js asks.

import { makeCard } from "./card.js";
import { makeChart } from "./chart.js";
import { shownEvents } from "./choose.js";
import { makeControls } from "./controls.js";
import { element } from "./dom.js";
import { guardKeys, keepPlainKeys } from "./keys.js";

const CHOICES = ["lanes", "actor", "theme", "start", "end", "search", "stretch"];
const WIDE = 760; // from this width the card stands beside the axis
const COUNTER = Symbol.for("two-shores.timelines"); // of the page: each widget may load this module anew

function render({ model, el }) {
  document[COUNTER] = (document[COUNTER] ?? 0) + 1;
  const id = `tst${document[COUNTER]}`;
  const story = prepare(model.get("story"));
  const read = (name) => model.get(name);
  const root = element("div", {
    class: "two-shores-timeline",
    lang: story.lang,
    style: `--tst-height:${story.height}px`,
  });
  const chart = makeChart({ story, id });
  const card = makeCard({ story, id, select });
  const controls = makeControls({ story, id, read, write });
  chart.listbox.setAttribute("aria-controls", card.card.id);
  root.append(controls.bar, element("div", { class: "tst-body" }, chart.listbox, card.card));
  el.append(root);

  function write(values) {
    for (const [name, value] of Object.entries(values)) model.set(name, value);
    model.save_changes();
  }

  // The card is filled anew, so the focus goes to the timeline and not with the button that was pressed
  function select(eventId) {
    chart.listbox.focus({ preventScroll: true });
    write({ event_id: eventId });
  }

  function draw() {
    const choice = Object.fromEntries(CHOICES.map((name) => [name, read(name)]));
    const events = shownEvents(story, choice);
    controls.refresh(events.length);
    const milliseconds = chart.draw(events, choice);
    chart.paint(read("event_id"), { reveal: true });
    el.dataset.drawMs = milliseconds.toFixed(1); // read by the bench
    el.dataset.shown = events.length;
  }

  function showSelected() {
    const event = story.events.find((candidate) => candidate.id === read("event_id"));
    chart.paint(event?.id, { reveal: true });
    card.show(event);
  }

  function onKey(press) {
    if (press.ctrlKey || press.metaKey || press.altKey) return;
    const event = chart.neighbour(press.key, read("event_id"));
    if (!event) return;
    press.preventDefault();
    write({ event_id: event.id });
  }

  function onClick(press) {
    const option = press.target.closest("[data-event]");
    if (!option) return;
    select(option.dataset.event);
  }

  // Several choices may change at once ("Reset"): one redraw for all of them
  let pending = 0;
  function drawSoon() {
    pending ||= requestAnimationFrame(() => {
      pending = 0;
      draw();
    });
  }

  // Also makes the first drawing, as soon as the widget stands on the page and has a width
  let width = 0;
  let wide = null;
  const watcher = new ResizeObserver(() => {
    if (Math.abs(root.clientWidth - width) < 2) return;
    width = root.clientWidth;
    if (wide !== width >= WIDE) {
      wide = width >= WIDE;
      root.classList.toggle("wide", wide);
      controls.filters.open = wide;
    }
    draw();
  });

  const release = guardKeys();
  chart.listbox.addEventListener("keydown", onKey);
  chart.listbox.addEventListener("click", onClick);
  root.addEventListener("keydown", keepPlainKeys);
  for (const name of CHOICES) model.on(`change:${name}`, drawSoon);
  model.on("change:event_id", showSelected);
  watcher.observe(root);
  showSelected();

  return () => {
    release();
    watcher.disconnect();
    cancelAnimationFrame(pending);
    for (const name of CHOICES) model.off(`change:${name}`, drawSoon);
    model.off("change:event_id", showSelected);
    root.remove();
  };
}

// What the rules of choose.js and the arrow keys need, worked out once
function prepare(story) {
  const events = story.events.map((event, order) => {
    const find = [event.title, event.summary, event.place, event.actor_names].join(" ").toLowerCase();
    return { ...event, order, find };
  });
  return { ...story, events };
}

export default { render };
