// One series of numbers under the axis, as steps. Figures are joined only where nothing lies between them and the
// counting did not change. Under the timeline its sources; the table of its figures stands in the still twin.

import { element, say, svgElement } from "./dom.js";
import { time } from "./edtf.js";
import { SUPPRESS } from "./keys.js";

export const STRIP = 84;
const [TOP, BOTTOM] = [20, 20]; // rooms for the words of the highest and of the lowest figure: no step gets there
const DAY = 24 * 3600 * 1000;

export function makeSeries({ story, chart, read }) {
  const { series, words } = story;
  if (!series) return { note: null, draw() {} };
  const points = series.pieces.flat();
  const later = element("p", { class: "tst-small", hidden: true }, words.series_later);
  const about = [
    ...series.sources.map((source) => element("p", { class: "tst-small" }, source)),
    series.breaks.length > 0 &&
      element("p", { class: "tst-small" }, say(words.series_breaks, { dates: series.breaks.join(words.comma) })),
    series.caveats && element("p", { class: "tst-small", lang: "en" }, series.caveats),
  ];
  const note = element(
    "details",
    { class: "tst-series-note" },
    element(
      "summary",
      { [SUPPRESS]: "true" },
      element("span", { lang: "en" }, `${series.title} (${series.unit})`),
      ` · ${words.sources} (${series.sources.length})`,
    ),
    later,
    ...about,
  );
  const picture = svgElement("svg", { class: "tst-series", role: "img", height: STRIP });
  const title = element("p", { class: "tst-series-name", "aria-hidden": "true", lang: "en" });

  function draw() {
    const axis = chart.axis();
    if (!axis || !chart.underlay) return;
    const known = read("known_on");
    later.hidden = !(known && series.known_from > known);
    const [first, last] = axis.range;
    const counted = (point) => !known || point.to <= known; // a month cannot be counted before it is over
    const inside = points
      .filter(counted)
      .filter((point) => time(point.to) + DAY > first && time(point.from) < last);
    title.replaceChildren(element("b", {}, series.title), ` ${series.unit}`);
    if (!inside.length) {
      chart.underlay.replaceChildren(title, element("p", { class: "tst-series-none" }, words.series_none));
      return;
    }
    const least = inside.reduce((best, point) => (point.value < best.value ? point : best));
    const most = inside.reduce((best, point) => (point.value > best.value ? point : best));
    const spoken = { title: series.title, unit: series.unit, least: least.text, most: most.text };
    const whens = { least_when: least.when, most_when: most.when };
    picture.setAttribute("aria-label", say(words.series_spoken, { ...spoken, ...whens }));
    const x = (moment) => axis.place(Math.min(last, Math.max(first, moment)));
    const y = scale(least.value, most.value);
    const width = x(last);
    picture.setAttribute("width", Math.ceil(width + 14));
    picture.replaceChildren(
      ...series.pieces.map((piece) => svgElement("path", { d: steps(piece.filter(counted), x, y, first, last) })),
      ...extreme(most, x, y, width, words.series_most),
      ...(least === most ? [] : extreme(least, x, y, width, words.series_least, true)),
    );
    chart.underlay.replaceChildren(title, picture);
  }

  return { note, draw };
}

// From zero where the figures come near it; else from the lowest, which is written beside its step
function scale(least, most) {
  const floor = least >= 0 && least < most / 2 ? 0 : least;
  const span = most - floor || 1;
  return (value) => STRIP - BOTTOM - ((value - floor) / span) * (STRIP - BOTTOM - TOP);
}

function steps(piece, x, y, first, last) {
  const path = [];
  for (const { from, to, value } of piece) {
    const [begin, end] = [time(from), time(to) + DAY];
    if (end <= first || begin >= last) continue;
    path.push(`${path.length ? "L" : "M"}${x(begin).toFixed(1)} ${y(value).toFixed(1)}H${x(end).toFixed(1)}`);
  }
  return path.join("");
}

// A dot, and its figure above or below all steps; the words turn to the side that has room
function extreme(point, x, y, width, word, low = false) {
  const at = (x(time(point.from)) + x(time(point.to) + DAY)) / 2;
  const left = at > width / 2;
  return [
    svgElement("circle", { cx: at, cy: y(point.value), r: 3 }),
    svgElement(
      "text",
      { x: at, y: low ? STRIP - 6 : 13, "text-anchor": left ? "end" : "start" },
      `${word} ${point.text} (${point.when})`,
    ),
  ];
}
