// Saves what is shown: as a picture (SVG, PNG) made of what stands on the page, and as a table (CSV).

import { element, svgElement } from "./dom.js";
import { SUPPRESS } from "./keys.js";
import { NOBODY } from "./known.js";

const FINE = 2; // pixels of the PNG for one of the page
const NOTE = 16; // height of a line under the picture

export function makeSave({ story, chart, shown }) {
  const words = story.words;
  const problem = element("p", { class: "tst-small", role: "alert" });
  const choices = [
    [words.save_svg, async () => download("timeline.svg", "image/svg+xml", await svgText(chart, story))],
    [words.save_png, savePng],
    [words.save_csv, () => download("timeline.csv", "text/csv;charset=utf-8", csv(shown(), story))],
  ].map(([text, act]) => {
    const button = element("button", { type: "button", class: "ts-button", [SUPPRESS]: "true" }, text);
    button.addEventListener("click", async () => {
      problem.textContent = "";
      await act();
      if (!problem.textContent) close();
    });
    return button;
  });
  const summary = element("summary", { class: "ts-button", [SUPPRESS]: "true" }, words.save);
  const save = element(
    "details",
    { class: "tst-save" },
    summary,
    element("div", { class: "tst-menu" }, ...choices, problem),
  );

  function close() {
    save.open = false;
    summary.focus();
  }
  save.addEventListener("keydown", (press) => {
    if (press.key !== "Escape" || !save.open) return;
    press.stopPropagation();
    close();
  });
  save.addEventListener("focusout", (press) => {
    if (press.relatedTarget && !save.contains(press.relatedTarget)) save.open = false;
  });

  async function savePng() {
    try {
      const blob = await png(await svgText(chart, story));
      download("timeline.png", "image/png", blob);
    } catch {
      problem.textContent = words.save_failed;
    }
  }

  return { save };
}

function download(name, type, content) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

async function png(svg) {
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await picture.decode();
  const canvas = element("canvas", { width: picture.width * FINE, height: picture.height * FINE });
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
  if (!blob) throw new Error("no picture");
  return blob;
}

// The columns of to_table(); a spreadsheet takes a text that begins with = + - @ for a formula, so ' goes before it
function csv(events, { lanes }) {
  const cell = (value) => {
    const text = /^[=+\-@\t]/.test(String(value)) ? `'${value}` : String(value);
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const head = ["event_id", "date", "title", "period", "place", "actors", "statements"];
  const rows = events.map((e) => [e.id, e.when, e.title, e.lane_name, e.place, e.actor_names, e.claim_count]);
  // In two or more readings, what each side is quoted with
  const sides = events.some(({ labels }) => labels) ? lanes.reading.filter(({ id }) => id !== NOBODY) : [];
  head.push(...sides.map(({ name }) => name));
  rows.forEach((row, number) => row.push(...sides.map(({ id }) => events[number].labels?.[id] ?? "")));
  return `\ufeff${[head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

// --- the picture: every mark, bar, line and word of the chart, where it stands on the page -----------------

async function svgText(chart, story) {
  // What is out of sight is put on the page a little later than the rest
  while (chart.listbox.hasAttribute("aria-busy")) await new Promise(requestAnimationFrame);
  const seen = chart.element.scrollTop;
  chart.element.scrollTop = 0; // or the names of the lanes would stand where they are held now
  const text = draft(chart, story);
  chart.element.scrollTop = seen;
  return text;
}

function draft(chart, story) {
  const lanes = chart.lanesElement.getBoundingClientRect();
  const axis = chart.element.querySelector(".tst-axis")?.getBoundingClientRect();
  const strip = chart.underlay?.getBoundingClientRect();
  const above = (axis?.height ?? 0) + (strip?.height ?? 0);
  const style = getComputedStyle(chart.element);
  const width = Math.ceil(lanes.width);
  const notes = story.series ? footnotes(story.series, width) : [];
  const height = Math.ceil(above + lanes.height) + (notes.length ? notes.length * NOTE + 12 : 0);
  const parts = [svgElement("rect", { width, height, fill: background(chart.element) })];
  for (const node of chart.lanesElement.querySelectorAll(".tst-lane"))
    parts.push(rule(box(node, lanes, above), style.color));
  for (const node of chart.lanesElement.querySelectorAll(".tst-span"))
    parts.push(bar(node, box(node, lanes, above)));
  for (const node of chart.element.querySelectorAll("svg.tst-bows, svg.tst-series, svg.tst-marker"))
    parts.push(...drawing(node, node.closest(".tst-underlay") ? box(node, strip, axis.height) : box(node, lanes, above)));
  for (const node of textNodes(chart.lanesElement)) parts.push(words(node, lanes, above));
  if (axis) for (const node of textNodes(chart.element.querySelector(".tst-axis"))) parts.push(words(node, axis, 0));
  if (strip) for (const node of textNodes(chart.underlay)) parts.push(words(node, strip, axis.height));
  notes.forEach((text, number) => {
    const y = above + lanes.height + (number + 1) * NOTE;
    parts.push(svgElement("text", { x: 8, y, "font-size": 11, fill: style.color }, text));
  });
  const picture = svgElement(
    "svg",
    { width, height, viewBox: `0 0 ${width} ${height}`, "font-family": style.fontFamily, fill: style.color },
    svgElement("title", {}, story.words.timeline),
    ...parts,
  );
  picture.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  return new XMLSerializer().serializeToString(picture);
}

// A picture of figures goes nowhere without their sources. The width of letters is estimated, on the safe side.
function footnotes({ title, unit, sources }, width) {
  const most = width / 11 - 2;
  return [`${title} (${unit})`, ...sources.slice(0, 4)].flatMap((text) => {
    const lines = [""];
    for (const word of text.split(/(?<=\s)/)) {
      if (room(lines.at(-1) + word) > most) lines.push("");
      lines[lines.length - 1] += word;
    }
    return lines.map((line) => line.trim()).filter(Boolean);
  });
}

const room = (text) => [...text].reduce((sum, letter) => sum + (letter > "\u2e80" ? 1 : 0.58), 0);

function box(node, frame, drop) {
  const { left, top, width, height } = node.getBoundingClientRect();
  return { x: left - frame.left, y: top - frame.top + drop, width, height };
}

function background(node) {
  for (let at = node; at; at = at.parentElement) {
    const colour = getComputedStyle(at).backgroundColor;
    if (!/^(transparent|rgba\(.*, 0\))$/.test(colour)) return colour;
  }
  return "#fff";
}

function rule({ x, y, width, height }, colour) {
  return svgElement("path", { d: `M${x} ${y + height}h${width}`, stroke: colour, opacity: 0.25 });
}

function bar(node, { x, y, width, height }) {
  const colour = getComputedStyle(node).backgroundImage.match(/rgba?\((?!0, 0, 0, 0\))[^)]*\)/)?.[0];
  const fill = colour ?? getComputedStyle(node).backgroundColor;
  return svgElement("rect", { x, y, width, height, rx: 3, fill, opacity: 0.85 });
}

// A copy of a drawing that stands on its own: the style sheet of the page is not in the file
function drawing(node, { x, y, width, height }) {
  const view = node.viewBox.baseVal;
  const grow = view?.width ? width / view.width : 1;
  const shift = view?.width ? `translate(${x - view.x * grow} ${y - view.y * grow}) scale(${grow})` : `translate(${x} ${y})`;
  return [...node.querySelectorAll("path:not(.tst-hit, marker path), circle")].map((shape) => {
    const { fill, stroke, strokeWidth, strokeDasharray } = getComputedStyle(shape);
    const copy = svgElement(shape.tagName, { fill, stroke, "stroke-width": strokeWidth, transform: shift });
    if (strokeDasharray !== "none") copy.setAttribute("stroke-dasharray", strokeDasharray);
    for (const name of ["d", "cx", "cy", "r"])
      if (shape.hasAttribute(name)) copy.setAttribute(name, shape.getAttribute(name));
    return copy;
  });
}

function textNodes(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode())
    if (walker.currentNode.data.trim() && !walker.currentNode.parentElement.closest("title, .ts-aloud"))
      found.push(walker.currentNode);
  return found;
}

// One line of text each, as the page has broken it
function words(node, frame, drop) {
  const range = document.createRange();
  const style = getComputedStyle(node.parentElement);
  const lines = [];
  for (const match of node.data.matchAll(/\S+\s*/g)) {
    range.setStart(node, match.index);
    range.setEnd(node, match.index + match[0].trimEnd().length);
    const { left, bottom, height } = range.getBoundingClientRect();
    if (!height) continue;
    const y = bottom - height * 0.24;
    const last = lines.at(-1);
    if (last && Math.abs(last.y - y) < 3) last.text += match[0];
    else lines.push({ x: left, y, text: match[0] });
  }
  return svgElement(
    "g",
    { "font-size": style.fontSize, "font-weight": style.fontWeight, fill: style.fill === "rgb(0, 0, 0)" ? style.color : style.fill },
    ...lines.map(({ x, y, text }) =>
      svgElement("text", { x: (x - frame.left).toFixed(1), y: (y - frame.top + drop).toFixed(1) }, text.trimEnd()),
    ),
  );
}
