// The nodes of the chart: axis, grid, names of the lanes, events, clusters. What is made often is cloned from a template.

import { element, marker, say, svgElement } from "./dom.js";
import { SUPPRESS } from "./keys.js";

const SOFTEST = 8; // pixels of a bar's fuzzy end, at least
const OPEN = 28; // of an end that nobody knows
const LONGEST_TIP = 300;
const SMALL = 0.9; // letters over the axis are smaller than those of the labels

export const pixels = (number) => `${Math.round(number * 10) / 10}px`;

// Makes the options of one lane: events and clusters
export function optionMaker(lane, words) {
  const event = element("div", { role: "option", class: "tst-event", "aria-selected": "false" });
  const cluster = event.cloneNode();
  cluster.className = "tst-event tst-cluster";
  const [full, hollow] = [marker(lane), marker(lane, true)];
  const earlier = marker({ ...lane, path: "M5,-6.5L-5,0L5,6.5Z" }, true);
  const label = element("span", { class: "tst-label" });
  const bar = element("span", { class: "tst-span" });

  function eventNode(box, left, top) {
    const { event: told, side, shift, drop } = box;
    const quiet = told.empty?.includes(lane.id); // nothing is said here, and that is shown
    const open = quiet || told.shape === "unsure";
    const node = event.cloneNode();
    node.className = `tst-event ${side}${quiet ? " quiet" : ""}${told.maybe ? " maybe" : ""}`;
    node.style.cssText = `left:${pixels(left)};top:${top}px`;
    node.dataset.event = told.id;
    node.title = `${told.when}: ${told.title}`.slice(0, LONGEST_TIP);
    if (box.bar) node.append(barNode(box));
    node.append((box.earlier ? earlier : open ? hollow : full).cloneNode(true));
    if (box.label) {
      const text = label.cloneNode();
      text.textContent = box.label.text;
      if (told.labels && !quiet) text.lang = "en"; // statements are in English, whatever the timeline speaks
      if (drop || shift) text.style.cssText = `margin-top:${drop}px;margin-${side === "left" ? "right" : "left"}:${shift}px`;
      node.append(text);
    }
    return node;
  }

  // A lasting event has a full bar; where its ends are not known, and where a date is not exact, the bar fades
  function barNode({ event: told, x, from, to, sure, until }) {
    const node = bar.cloneNode();
    let [start, end] = [Math.max(SOFTEST, sure - from), Math.max(SOFTEST, to - until)];
    if (told.shape === "unsure") start = end = (to - from) * 0.35;
    if (!told.soft_start) start = 0;
    if (!told.soft_end) end = 0;
    else if (told.edtf?.endsWith("..")) end = OPEN;
    const most = (to - from) / 2;
    const fades = `--soft-start:${pixels(Math.min(start, most))};--soft-end:${pixels(Math.min(end, most))}`;
    node.style.cssText = `left:${pixels(from - x)};width:${pixels(to - from)};${fades}`;
    return node;
  }

  function clusterNode(box, left, top, covers) {
    const node = cluster.cloneNode();
    const count = box.events.length;
    node.style.cssText = `left:${pixels(left)};top:${top}px;width:${pixels(2 * box.half - 2)};margin-left:${pixels(1 - box.half)}`;
    node.dataset.cluster = count;
    node.title = `${say(words.events, { n: count })}, ${covers}`;
    node.append(String(count));
    return node;
  }

  return { eventNode, clusterNode };
}

// With the words that stand in this lane, where a lane has its own
export const spoken = (event, words, lane) =>
  [
    `${event.when}: ${event.title}.`,
    event.labels?.[lane.id],
    event.doubt,
    event.maybe && words.known_maybe,
    say(words.claims, { n: event.claim_count }),
  ]
    .filter(Boolean)
    .join(" ");

// A lane's name is a button that folds the lane
export function laneName(lane, words, folded, lines) {
  const count = element("span", { class: "tst-lane-count" }, String(lane.count ?? lane.events.length));
  const button = element(
    "button",
    {
      type: "button",
      class: "tst-lane-name",
      "aria-expanded": String(!folded),
      "data-lane": lane.id,
      tabindex: "-1",
      title: lane.name,
      [SUPPRESS]: "true",
    },
    svgElement("svg", { class: "tst-fold", viewBox: "0 0 10 10", "aria-hidden": "true" }, svgElement("path", { d: "M1 3L5 7.5L9 3" })),
    marker(lane),
    element("span", { class: "tst-lane-text", style: `-webkit-line-clamp:${lines}` }, lane.name, " ", count),
  );
  return button;
}

export function axisNodes(axis, left, textWidth) {
  const at = (place) => pixels(left + place);
  const ticks = axis.ticks.map((tick) => element("span", { class: "tst-tick", style: `left:${at(tick.place)}` }, tick.text));
  const bands = axis.parts.map((part) =>
    element("span", { class: "tst-band", style: `left:${at(part.from)};width:${pixels(part.to - part.from)}` }, bandText(part, textWidth)),
  );
  const breaks = axis.parts.slice(1).map(({ from }) =>
    svgElement(
      "svg",
      { class: "tst-zigzag", viewBox: "0 0 10 20", style: `left:${at(from - 5)}` },
      svgElement("path", { d: "M5 0L9 4L1 10L9 16L5 20" }),
    ),
  );
  return [...bands, ...breaks, ...ticks];
}

// What a part of a stretched axis covers, and how much wider than on an even axis; as much of it as there is room for
function bandText({ covers, years, times, from, to }, textWidth) {
  const factor = times >= 1.5 ? `×${Math.round(times)}` : "";
  const texts = [`${covers} ${factor}`.trim(), `${years} ${factor}`.trim(), years, factor];
  return texts.find((text) => textWidth(text) * SMALL < to - from - 12) ?? "";
}

export function gridNodes(axis, left) {
  const at = (place) => `left:${pixels(left + place)}`;
  const lines = axis.ticks.map((tick) => element("span", { class: "tst-line", style: at(tick.place) }));
  const shades = axis.parts
    .filter((_, i) => i % 2)
    .map(({ from, to }) => element("span", { class: "tst-shade", style: `${at(from)};width:${pixels(to - from)}` }));
  const breaks = axis.parts.slice(1).map(({ from }) => element("span", { class: "tst-break", style: at(from) }));
  return [...shades, ...lines, ...breaks];
}
