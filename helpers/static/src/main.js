// Entry of the Timeline widget (helpers/timeline.py). Reading order: choose.js says which events are shown, known.js
// what could be known of them, axis.js where a date lies, layout.js how labels are packed, chart.js draws, card.js
// tells, controls.js asks. Parts beside the chart: slider.js, period.js, links.js, series.js, save.js.

import { makeCard } from "./card.js";
import { makeChart } from "./chart.js";
import { shownEvents } from "./choose.js";
import { makeControls } from "./controls.js";
import { element } from "./dom.js";
import { cannotTell } from "./edtf.js";
import { guardKeys, keepPlainKeys } from "./keys.js";
import { makeTeller } from "./known.js";
import { makeLinks } from "./links.js";
import { makePeriod } from "./period.js";
import { makeSave } from "./save.js";
import { makeSeries, STRIP } from "./series.js";
import { makeSlider } from "./slider.js";

const CHOICES = ["lanes", "actor", "theme", "start", "end", "search", "stretch", "known_on", "folded", "links"];
const MOST_MARKS = 12; // of an event that is dated to a year, nearly all are undecided: then only the card lists them
const WIDE = 760; // from this width the card stands beside the axis
const COUNTER = Symbol.for("two-shores.timelines"); // of the page: each widget may load this module anew

function render({ model, el }) {
  document[COUNTER] = (document[COUNTER] ?? 0) + 1;
  const id = `tst${document[COUNTER]}`;
  const story = prepare(model.get("story"));
  const tell = makeTeller(story);
  const read = (name) => model.get(name);
  const root = element("div", {
    class: `two-shores two-shores-timeline${story.series ? " with-series" : ""}`,
    lang: story.lang,
    style: `--tst-height:${story.height}px`,
  });
  const chart = makeChart({ story, id, onFold: fold, onCluster: (ids, { from, to }) => write({ start: from, end: to }) });
  const links = makeLinks({ story, id, chart, read, follow });
  const card = makeCard({ story, id, select, light: links.light });
  const slider = makeSlider({ story, id, read, write });
  const period = makePeriod({ story, chart, read, write, shown });
  const series = makeSeries({ story, chart, read });
  const { save } = makeSave({ story, chart, shown });
  const tools = { slider: slider.slider, period: period.period, save };
  const controls = makeControls({ story, id, read, write, tools });
  chart.listbox.setAttribute("aria-controls", card.card.id);
  const left = element("div", { class: "tst-left" }, chart.element, series.note);
  root.append(controls.bar, element("div", { class: "tst-body" }, left, card.card));
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

  // A click on a line: the card of one of its events opens at that link
  function follow(number, eventId) {
    write({ event_id: eventId });
    card.open(number);
  }

  function fold(lane) {
    const folded = read("folded");
    write({ folded: folded.includes(lane) ? folded.filter((other) => other !== lane) : [...folded, lane] });
  }

  const choices = () => Object.fromEntries(CHOICES.map((name) => [name, read(name)]));
  // The events that the choices let through, in other choices than the present ones if asked; as they can be told
  function shown(other = {}) {
    const choice = { ...choices(), ...other };
    return shownEvents(story, choice).map((event) => tell(event, choice));
  }

  function draw() {
    const choice = choices();
    const events = shown();
    const basis = choice.known_on ? shown({ known_on: "" }) : events;
    const milliseconds = chart.draw(events, { ...choice, basis, underlay: story.series ? STRIP : 0 });
    controls.refresh(events.length);
    slider.refresh();
    period.refresh();
    root.classList.toggle("linked", choice.links);
    showSelected();
    series.draw();
    el.dataset.drawMs = milliseconds.toFixed(1); // read by the bench
    el.dataset.shown = events.length;
  }

  function showSelected() {
    const event = story.events.find((candidate) => candidate.id === read("event_id"));
    const choice = choices();
    const undecided = event ? unordered(event) : [];
    chart.mark(undecided.length > MOST_MARKS ? [] : undecided, story.words.undecided_mark);
    chart.paint(event?.id, { reveal: true });
    links.draw();
    card.show(event && tell(event, choice), choice, undecided);
    if (standalone && event) history.replaceState(null, "", `#event=${encodeURIComponent(event.id)}`);
  }

  // Of these nobody can tell whether they began before the event
  const unordered = (event) =>
    shown()
      .filter((other) => other.id !== event.id && cannotTell(other, event))
      .map(({ id }) => id);

  function onKey(press) {
    if (press.ctrlKey || press.metaKey || press.altKey || period.onKey(press)) return;
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

  // In a page of its own the address may name an event: lesson.html#event=wto-round-1
  const standalone = Boolean(document.getElementById("two-shores"));
  function openAddressed() {
    const event = story.events.find((one) => location.hash === `#event=${encodeURIComponent(one.id)}`);
    if (event) write({ event_id: event.id });
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
  if (standalone) addEventListener("hashchange", openAddressed);
  if (standalone) openAddressed();
  for (const name of CHOICES) model.on(`change:${name}`, drawSoon);
  model.on("change:event_id", showSelected);
  watcher.observe(root);

  return () => {
    release();
    watcher.disconnect();
    cancelAnimationFrame(pending);
    removeEventListener("hashchange", openAddressed);
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
