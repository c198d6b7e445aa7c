// The axis part: a listbox whose options are the events, in lanes, under an axis that stays in sight.
//
//   element (scrolls)  >  head: axis, underlay
//                      >  lanes: grid, listbox with the events, names of the lanes (buttons, so not in the listbox)
//
// All places are counted in pixels from the top left of `lanes`.

import { makeAxis, writer } from "./axis.js";
import { element, say } from "./dom.js";
import { isoDay, moments } from "./edtf.js";
import { SUPPRESS } from "./keys.js";
import { labelOf, layLanes } from "./lanes.js";
import { makeTypesetter } from "./layout.js";
import { axisNodes, gridNodes, laneName, optionMaker, pixels, spoken } from "./pieces.js";
import { makeWalk } from "./walk.js";

const NARROW = 560; // below this width the lane's name stands above its events, not beside them
const NAMES = 152;
const PADDING = 12;
const AXIS = 26;
const STRETCHED_AXIS = 44;
const AHEAD = 300; // pixels above and below the part in sight that are drawn at once

export function makeChart({ story, id, onFold = () => {}, onCluster = () => {} }) {
  const words = story.words;
  const axisElement = element("div", { class: "tst-axis", "aria-hidden": "true" });
  const underlay = element("div", { class: "tst-underlay" });
  const grid = element("div", { class: "tst-grid", "aria-hidden": "true" });
  const listbox = element("div", {
    class: "tst-list",
    role: "listbox",
    tabindex: "0",
    "aria-label": words.listbox,
    [SUPPRESS]: "true",
  });
  const names = element("div", {
    class: "tst-names",
    role: "toolbar",
    "aria-orientation": "vertical",
    "aria-label": words.lanes,
  });
  const lanesElement = element("div", { class: "tst-lanes" }, grid, listbox, names);
  const headElement = element("div", { class: "tst-head" }, axisElement, underlay);
  const scroller = element("div", { class: "tst-scroll" }, headElement, lanesElement);

  let typesetter = null;
  let axis = null; // of the last drawing; its places begin at `left`
  let left = 0;
  let head = AXIS;
  let sight = { top: 0, height: 420 };
  let lanes = []; // see lanes.js; here each gets its node `plot`
  let byEvent = new Map(); // event id -> its options, one for each lane
  let walk = null; // worked out when the first key is pressed
  let active = [];
  let marked = { ids: new Set(), words: "" };
  let waiting = 0;
  const listeners = [];

  // --- drawing ---------------------------------------------------------------------------------------------

  function draw(all, choice) {
    const began = performance.now();
    // clientWidth and not offsetWidth: the scroll bar takes its part
    const whole = scroller.clientWidth;
    sight = { top: scroller.scrollTop, height: scroller.clientHeight };
    typesetter ??= prepareTypesetter();
    const narrow = whole < NARROW;
    left = (narrow ? 0 : NAMES) + PADDING;
    const width = Math.max(200, whole - left - PADDING);
    cancelRest(waiting);

    axis = makeAxis({ events: choice.basis ?? all, choice, width, lang: story.lang, textWidth: typesetter.textWidth });
    const [first, last] = axis.range;
    const zoomed = Boolean(choice.from || choice.to);
    const events = zoomed ? all.filter((event) => moments(event).to > first && moments(event).from < last) : all;
    head = (axis.parts.length ? STRETCHED_AXIS : AXIS) + (choice.underlay ?? 0);
    lanes = layLanes({ story, events, choice, axis, width, narrow, typesetter });
    byEvent = optionsByEvent();
    [walk, active] = [null, []];
    show(narrow, choice);
    for (const listener of listeners) listener();
    return performance.now() - began;
  }

  // --- putting it on the page ------------------------------------------------------------------------------

  // Statements are in English, and so in another font, whatever the timeline speaks
  function prepareTypesetter() {
    const probe = element("span", { lang: "en" });
    listbox.append(probe);
    const found = makeTypesetter(getComputedStyle(listbox).font, story.lang);
    found.english = story.lang === "en" ? found : makeTypesetter(getComputedStyle(probe).font, "en");
    probe.remove();
    return found;
  }

  function optionsByEvent() {
    const found = new Map();
    for (const lane of lanes)
      for (const option of lane.options)
        for (const event of option.box.events ?? [option.box.event]) {
          if (found.has(event.id)) found.get(event.id).push(option);
          else found.set(event.id, [option]);
        }
    return found;
  }

  function show(narrow, choice) {
    scroller.classList.toggle("narrow", narrow);
    scroller.style.setProperty("--tst-names", `${left - PADDING}px`);
    scroller.style.setProperty("--tst-head", `${head}px`);
    underlay.style.height = pixels(choice.underlay ?? 0);
    axisElement.style.height = pixels(head - (choice.underlay ?? 0));
    axisElement.title = axis.parts.length ? words.legend_break : "";
    const height = lanes.reduce((all, lane) => all + lane.height, 0);
    lanesElement.style.height = pixels(height);
    if (!lanes.length) {
      for (const part of [axisElement, grid, names]) part.replaceChildren();
      listbox.replaceChildren(element("p", { class: "tst-none" }, words.none));
      lanesElement.style.height = "";
      listbox.removeAttribute("aria-busy");
      return;
    }
    axisElement.replaceChildren(...axisNodes(axis, left, typesetter.textWidth));
    grid.replaceChildren(...gridNodes(axis, left));
    showNames();
    sight.top = Math.max(0, Math.min(sight.top, head + height - sight.height));
    for (const lane of lanes) lane.plot = laneNode(lane);
    fill((option) => inSight(option, AHEAD));
    listbox.replaceChildren(...lanes.map((lane) => lane.plot));
    if (lanes.some(unfinished)) rest();
    else listbox.removeAttribute("aria-busy");
  }

  function laneNode(lane) {
    const label = `${lane.name}, ${say(words.events, { n: lane.events.length })}`;
    const style = `height:${lane.height}px;--tst-lane:${lane.colour}`;
    lane.make = optionMaker(lane, words);
    return element("div", { class: "tst-lane", role: "group", "aria-label": label, style });
  }

  // The focus stays on the name of the lane that was folded
  function showNames() {
    const focused = names.getRootNode().activeElement?.closest?.(".tst-lane-name")?.dataset.lane;
    const keep = names.contains(names.getRootNode().activeElement) ? focused : null;
    names.replaceChildren(
      ...lanes.map((lane) =>
        element("div", { class: "tst-lane-cell", style: `height:${lane.height}px` }, laneName(lane, words, lane.folded, lane.nameLines)),
      ),
    );
    const buttons = [...names.querySelectorAll("button")];
    const chosen = buttons.find((button) => button.dataset.lane === keep) ?? buttons[0];
    chosen.tabIndex = 0;
    if (keep) chosen.focus({ preventScroll: true });
  }

  const inSight = ({ lane, box }, ahead) => {
    const y = head + lane.top + lane.above + box.y;
    return y > sight.top - ahead && y < sight.top + sight.height + ahead;
  };
  const unfinished = (lane) => lane.options.some(({ node }) => !node);

  // Makes the nodes of some options, in their order
  function fill(wanted) {
    for (const lane of lanes) {
      const missing = lane.options.filter((option) => !option.node && wanted(option));
      if (!missing.length) continue;
      for (const option of missing) option.node = nodeOf(option);
      const nodes = lane.options.filter(({ node }) => node).map(({ node }) => node);
      lane.plot.append(...nodes);
    }
  }

  // The other options follow when the browser has nothing else to do, a lane at a time
  function rest() {
    listbox.setAttribute("aria-busy", "true");
    waiting = whenIdle(() => {
      const lane = lanes.find(unfinished);
      const until = performance.now() + 6;
      if (lane) fill((option) => option.lane === lane && performance.now() < until);
      if (lanes.some(unfinished)) rest();
      else listbox.removeAttribute("aria-busy");
    });
  }

  function nodeOf({ box, lane, number }) {
    const [x, y] = [left + box.x, lane.above + box.y];
    const node = box.events ? lane.make.clusterNode(box, x, y, covered(box.events)) : lane.make.eventNode(box, x, y);
    node.id = `${id}-${lane.index}-${number}`;
    node.setAttribute("aria-posinset", number + 1);
    node.setAttribute("aria-setsize", lane.options.length);
    name(node, { box, lane });
    return node;
  }

  function name(node, { box, lane }, chosen = null) {
    const event = box.event ?? chosen;
    const unknown = event && marked.ids.has(event.id);
    const inside = box.events ? node.title : "";
    node.setAttribute("aria-label", [event && spoken(event, words, lane), inside, unknown && marked.words].filter(Boolean).join(" "));
    node.classList.toggle("unordered", Boolean(unknown && box.event));
  }

  // From the first to the last day of some events, as a reader writes it
  function covered(events) {
    const style = { year: "numeric", month: "short", day: "numeric" };
    const last = Math.max(...events.map((event) => moments(event).from));
    return writer(story.lang, style).formatRange(moments(events[0]).from, last);
  }

  function ensure(option) {
    if (!option.node) fill((other) => other === option);
    return option.node;
  }

  // --- choosing --------------------------------------------------------------------------------------------

  // Marks the selected event (in every lane that has it) and, if asked, brings it into sight
  function paint(eventId, { reveal = false } = {}) {
    for (const option of active) {
      option.node.setAttribute("aria-selected", "false");
      option.pinned?.remove();
      if (option.box.events) name(option.node, option);
    }
    active = byEvent.get(eventId) ?? [];
    for (const option of active) {
      ensure(option).setAttribute("aria-selected", "true");
      if (option.box.events) pin(option, option.box.events.find((event) => event.id === eventId));
    }
    if (!active.length) return listbox.removeAttribute("aria-activedescendant");
    listbox.setAttribute("aria-activedescendant", active[0].node.id);
    if (reveal) scrollTo(active[0]);
  }

  // The chosen event of a cluster gets its label under the cluster
  function pin(option, event) {
    const { lane, box, node } = option;
    name(node, option, event);
    if (lane.folded) return;
    const label = labelOf(event, lane, typesetter);
    if (!label) return;
    const { text, width } = label(Math.min(260, lane.width), 1);
    const x = left + Math.max(0, Math.min(lane.width - width - 8, box.x - width / 2));
    option.pinned = element("span", { class: "tst-pinned", "aria-hidden": "true", style: `left:${pixels(x)}` }, text);
    lane.plot.append(option.pinned);
  }

  // Not scrollIntoView(): that would move the notebook too, and leave the event under the axis
  function scrollTo({ lane, box }) {
    const [top, bottom] = [lane.top + lane.above + box.y, lane.top + lane.above + box.y + 44];
    const covered = lane.above + 8;
    const [from, to] = [scroller.scrollTop + covered, scroller.scrollTop + sight.height - head - 8];
    if (top < from || bottom > to) scroller.scrollTop = top - (sight.height - head + covered) / 2 + 22;
  }

  function mark(ids, spokenWords = "") {
    const before = marked.ids;
    marked = { ids: new Set(ids), words: spokenWords };
    for (const eventId of new Set([...before, ...ids]))
      for (const option of byEvent.get(eventId) ?? []) if (option.node && option.box.event) name(option.node, option);
  }

  // --- keys and clicks of the chart itself -----------------------------------------------------------------

  function open(option) {
    const inside = option.box.events;
    const days = inside.map((event) => [isoDay(moments(event).from), event.to]);
    const from = days.reduce((least, [day]) => (day < least ? day : least), "9999");
    const to = days.reduce((most, [day]) => (day > most ? day : most), "0000");
    onCluster(inside.map((event) => event.id), { from, to });
  }

  listbox.addEventListener("click", ({ target }) => {
    const node = target.closest("[data-cluster]");
    const option = node && lanes.flatMap((lane) => lane.options).find((one) => one.node === node);
    if (option) open(option);
  });
  listbox.addEventListener("keydown", (press) => {
    const option = active.find(({ box }) => box.events);
    if (press.key !== "Enter" || !option) return;
    press.preventDefault();
    open(option);
  });
  names.addEventListener("click", ({ target }) => {
    const button = target.closest(".tst-lane-name");
    if (button) onFold(button.dataset.lane);
  });
  names.addEventListener("keydown", (press) => {
    const buttons = [...names.querySelectorAll("button")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[press.key];
    const next = buttons[buttons.indexOf(press.target) + step];
    if (!step) return;
    press.preventDefault();
    if (!next) return;
    for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
    next.focus();
  });
  scroller.addEventListener(
    "scroll",
    () => {
      if (!listbox.hasAttribute("aria-busy")) return;
      sight = { ...sight, top: scroller.scrollTop };
      fill((option) => inSight(option, AHEAD));
    },
    { passive: true },
  );

  return {
    element: scroller,
    listbox,
    lanesElement,
    underlay,
    draw,
    paint,
    mark,
    neighbour: (key, eventId) => (walk ??= makeWalk(lanes))(key, eventId),
    positions: () => new Map([...byEvent].map(([eventId, [{ lane, box }]]) => [
      eventId,
      { x: left + box.x, y: lane.top + lane.above + box.y + 12, lane: lane.id },
    ])),
    axis: () => ({
      place: (moment) => left + axis.place(moment),
      at: (place) => axis.at(place - left),
      range: axis.range,
      parts: axis.parts.map((part) => ({ ...part, from: left + part.from, to: left + part.to })),
    }),
    onDrawn: (listener) => listeners.push(listener),
  };
}

// Safari has no requestIdleCallback
const idle = typeof requestIdleCallback === "function";
const whenIdle = (work) => (idle ? requestIdleCallback(work, { timeout: 200 }) : setTimeout(work, 16));
const cancelRest = (handle) => (idle ? cancelIdleCallback(handle) : clearTimeout(handle));
