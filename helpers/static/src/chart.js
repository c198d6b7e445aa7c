// The axis part: a listbox whose options are the events, in lanes, under an axis that stays in sight.

import { element, marker, say, svgElement } from "./dom.js";
import { makeAxis, time } from "./axis.js";
import { labelRoom, pack, textRuler, wrap } from "./layout.js";
import { filledLanes } from "./choose.js";
import { SUPPRESS } from "./keys.js";

const NARROW = 560; // below this width the lane's name stands above its events, not beside them
const NAMES = 132;
const PADDING = 12;
const SHORTEST_BAR = 9;
const pixels = (number) => `${number.toFixed(1)}px`;

export function makeChart({ story, id }) {
  const words = story.words;
  const listbox = element("div", {
    class: "tst-scroll",
    role: "listbox",
    tabindex: "0",
    "aria-label": words.listbox,
    [SUPPRESS]: "true",
  });
  const wrapped = new Map(); // text and width -> lines: a redraw measures only what is new
  let textWidth = null;
  let options = []; // in the order of the lanes: {event, lane, node}

  function draw(events, choice) {
    const began = performance.now();
    textWidth ??= textRuler(getComputedStyle(listbox).font);
    // clientWidth and not offsetWidth: the scroll bar takes its part
    const whole = listbox.clientWidth;
    const narrow = whole < NARROW;
    const names = narrow ? 0 : NAMES;
    const width = Math.max(200, whole - names - 2 * PADDING);
    listbox.classList.toggle("narrow", narrow);
    listbox.style.setProperty("--tst-names", `${names}px`);
    options = [];
    if (!events.length) {
      listbox.replaceChildren(element("p", { class: "tst-none" }, words.none));
      return performance.now() - began;
    }
    const axis = makeAxis({ events, choice, width, lang: story.lang, textWidth });
    listbox.classList.toggle("stretched", axis.parts.length > 0);
    const lanes = filledLanes(story, choice.lanes, events);
    const nodes = lanes.map((lane, index) => drawLane(lane, index, axis, width));
    const grid = drawGrid(axis, names + PADDING);
    listbox.replaceChildren(
      drawAxis(axis, names + PADDING),
      element("div", { class: "tst-lanes", role: "none" }, grid, ...nodes),
    );
    return performance.now() - began;
  }

  function drawLane(lane, index, axis, width) {
    const { boxes, height } = pack(lane.events.map((event) => box(event, axis, width)));
    const name = element(
      "div",
      { class: "tst-lane-name", "aria-hidden": "true" },
      marker(lane),
      element(
        "span",
        {},
        lane.name,
        " ",
        element("span", { class: "tst-lane-count" }, String(lane.events.length)),
      ),
    );
    const plot = element("div", { class: "tst-plot", role: "none", style: `height:${height}px` });
    boxes.forEach((placed, number) => {
      const node = option(placed, lane, `${id}-${index}-${number}`);
      options.push({ event: placed.event, lane: index, node });
      plot.append(node);
    });
    const label = `${lane.name}, ${say(words.events, { n: lane.events.length })}`;
    return element("div", { class: "tst-lane", role: "group", "aria-label": label }, name, plot);
  }

  // Where an event's marker, bar and label go, from left to right
  function box(event, axis, width) {
    const [from, to] = [axis.place(time(event.from)), axis.place(time(event.to))];
    const bar = to - from >= SHORTEST_BAR && event.shape !== "day";
    const x = event.shape === "lasting" ? from : (from + to) / 2;
    const labels = {};
    const room = bar ? labelRoom(x, width, x - from, to - x) : labelRoom(x, width);
    for (const [side, most] of Object.entries(room))
      labels[side] = most && lines(event.title, most);
    return { event, x, bar, left: bar ? from : x, right: bar ? to : x, from, to, labels };
  }

  function lines(title, most) {
    const key = `${most} ${title}`;
    if (!wrapped.has(key)) wrapped.set(key, wrap(title, most, story.lang, textWidth));
    return wrapped.get(key);
  }

  function option({ event, x, y, from, to, bar, side, shift, drop, lines }, lane, optionId) {
    const spoken = [
      `${event.when}: ${event.title}.`,
      event.doubt,
      say(words.claims, { n: event.claim_count }),
    ]
      .filter(Boolean)
      .join(" ");
    const place = `margin:${drop}px ${side === "left" ? shift : 0}px 0 ${side === "right" ? shift : 0}px`;
    const label = element(
      "span",
      { class: "tst-label", style: place },
      ...lines.map((line) => element("span", {}, line)),
    );
    const span = bar ? drawBar(event, lane, from - x, to - from) : null;
    return element(
      "div",
      {
        id: optionId,
        role: "option",
        class: `tst-event ${side}`,
        "aria-label": spoken,
        "aria-selected": "false",
        title: `${event.when}: ${event.title}`,
        "data-event": event.id,
        style: `left:${pixels(x + PADDING)};top:${y}px`,
      },
      span,
      marker(lane, event.shape === "unsure"),
      label,
    );
  }

  // A lasting event has a full bar, a date that is not exact a bar that fades where it is not known
  function drawBar(event, lane, left, width) {
    const fades = `linear-gradient(to right, ${event.soft_start ? "transparent" : lane.colour}, ${lane.colour} 35%, ${lane.colour} 65%, ${event.soft_end ? "transparent" : lane.colour})`;
    return element("span", {
      class: "tst-span",
      style: `left:${pixels(left)};width:${pixels(width)};background:${fades}`,
    });
  }

  function drawAxis(axis, left) {
    const marks = axis.ticks.map((tick) =>
      element("span", { class: "tst-tick", style: `left:${pixels(left + tick.place)}` }, tick.text),
    );
    const bands = axis.parts.map((part) =>
      element(
        "span",
        { class: "tst-band", style: `left:${pixels(left + part.from)};width:${pixels(part.to - part.from)}` },
        bandText(part),
      ),
    );
    const zigzags = axis.parts
      .slice(1)
      .map(({ from }) =>
        svgElement(
          "svg",
          { class: "tst-zigzag", viewBox: "0 0 10 20", style: `left:${pixels(left + from - 5)}` },
          svgElement("path", { d: "M5 0L9 4L1 10L9 16L5 20" }),
        ),
      );
    const title = axis.parts.length ? words.legend_break : null;
    return element(
      "div",
      { class: "tst-axis", "aria-hidden": "true", title },
      ...bands,
      ...zigzags,
      ...marks,
    );
  }

  // What a part of a stretched axis covers, and how much wider than on an even axis; as much of it as there is room for
  function bandText({ covers, times, from, to }) {
    const factor = times >= 1.5 ? `×${Math.round(times)}` : "";
    const texts = [`${covers} ${factor}`.trim(), covers, factor];
    return texts.find((text) => textWidth(text) < to - from - 12) ?? "";
  }

  function drawGrid(axis, left) {
    const lines = axis.ticks.map((tick) =>
      element("span", { class: "tst-line", style: `left:${pixels(left + tick.place)}` }),
    );
    const widest = Math.max(...axis.parts.map(({ times }) => times));
    const shades = axis.parts
      .filter(({ times }) => times === widest)
      .map((part) =>
        element("span", {
          class: "tst-shade",
          style: `left:${pixels(left + part.from)};width:${pixels(part.to - part.from)}`,
        }),
      );
    const breaks = axis.parts
      .slice(1)
      .map(({ from }) => element("span", { class: "tst-break", style: `left:${pixels(left + from)}` }));
    return element("div", { class: "tst-grid", "aria-hidden": "true" }, ...shades, ...lines, ...breaks);
  }

  // Marks the selected event (in every lane that has it) and, if asked, brings it into sight
  function paint(eventId, { reveal = false } = {}) {
    let active = null;
    for (const { event, node } of options) {
      const on = event.id === eventId;
      node.setAttribute("aria-selected", String(on));
      if (on) active ??= node;
    }
    if (!active) return listbox.removeAttribute("aria-activedescendant");
    listbox.setAttribute("aria-activedescendant", active.id);
    if (reveal) show(active);
  }

  // Not scrollIntoView(): that would move the notebook too, and leave the event under the axis
  function show(node) {
    const [frame, place] = [
      listbox.getBoundingClientRect(),
      node.querySelector(".tst-label").getBoundingClientRect(),
    ];
    const top = frame.top + 76; // under axis and lane name
    if (place.top < top || place.bottom > frame.bottom - 8)
      listbox.scrollTop += place.top - (top + frame.bottom - place.height) / 2;
  }

  // Left and right go through time, up and down through the lanes, Page keys to the next lane
  function neighbour(key, eventId) {
    const here = options.findIndex(({ event }) => event.id === eventId);
    const inTime = [...new Set(options.map(({ event }) => event))].sort((a, b) => a.order - b.order);
    const now = inTime.findIndex((event) => event.id === eventId);
    const at = (list, index) => list[Math.max(0, Math.min(list.length - 1, index))];
    if (key === "Home") return inTime[0];
    if (key === "End") return inTime.at(-1);
    if (key === "ArrowRight") return at(inTime, now + 1);
    if (key === "ArrowLeft") return at(inTime, now < 0 ? 0 : now - 1);
    if (key === "ArrowDown") return step(here, 1);
    if (key === "ArrowUp") return step(here, -1);
    if (key === "PageDown" || key === "PageUp") return laneStart(here, key === "PageDown" ? 1 : -1);
    return null;
  }

  // Past further copies of the same event (lanes by actor), so that the arrow never seems stuck
  function step(here, direction) {
    if (here < 0) return options[0]?.event;
    let next = here + direction;
    while (options[next] && options[next].event === options[here].event) next += direction;
    return (options[next] ?? options[here]).event;
  }

  function laneStart(here, direction) {
    if (here < 0) return options[0]?.event;
    const lane = options[here].lane + direction;
    return (options.find((option) => option.lane === lane) ?? options[here]).event;
  }

  return { listbox, draw, paint, neighbour };
}
