// Lines between events that hang together, drawn on demand under the marks. A full line answers, a dotted one is a
// part of, a dashed one leads to, as somebody says: who says so stands in the card, where each link is a button too.

import { svgElement } from "./dom.js";

const MARK = 11; // a line ends this far from the middle of a mark

export function makeLinks({ story, id, chart, read, follow }) {
  const titles = new Map(story.events.map((event) => [event.id, event.title]));
  const head = `${id}-head`;
  const picture = svgElement("svg", { class: "tst-bows", "aria-hidden": "true" });
  const tip = svgElement("path", { d: "M0 0L8 4L0 8Z", fill: "context-stroke" });
  const arrow = { id: head, viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7 };
  const marker = svgElement("marker", { ...arrow, orient: "auto", markerUnits: "userSpaceOnUse" }, tip);
  const defs = svgElement("defs", {}, marker);
  let lit = null;

  // With a selected event only its own links, else all of them
  function draw() {
    if (!picture.isConnected) chart.lanesElement.append(picture);
    const places = chart.positions();
    const chosen = places.has(read("event_id")) ? read("event_id") : null;
    const drawn = read("links")
      ? story.links
          .map((link, number) => ({ ...link, number, a: places.get(link.from), b: places.get(link.to) }))
          .filter(({ a, b }) => a && b)
          .filter(({ from, to }) => !chosen || from === chosen || to === chosen)
      : [];
    picture.replaceChildren(defs, ...drawn.map(line));
  }

  function line({ number, a, b, kind, from, to, forth, claim }) {
    const path = curve(a, b);
    const said = claim ? ` (${claim.speaker}: ${claim.statement})` : "";
    const group = svgElement(
      "g",
      { class: `tst-link ${kind}${number === lit ? " lit" : ""}`, "data-link": number },
      svgElement("title", {}, `${titles.get(from)} – ${forth}: ${titles.get(to)}${said}`),
      svgElement("path", { class: "tst-hit", d: path }),
      svgElement("path", { class: "tst-line-of-link", d: path, "marker-end": `url(#${head})` }),
    );
    return group;
  }

  // The link whose button in the card has the focus
  function light(number) {
    lit = number;
    for (const group of picture.querySelectorAll(".tst-link"))
      group.classList.toggle("lit", Number(group.dataset.link) === number);
  }

  picture.addEventListener("click", (press) => {
    const group = press.target.closest("[data-link]");
    if (!group) return;
    press.stopPropagation();
    const number = Number(group.dataset.link);
    const { from, to } = story.links[number];
    follow(number, read("event_id") === to ? to : from);
  });

  return { draw, light };
}

// A bow from mark to mark, which leaves and meets them at their edge
function curve(a, b) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = Math.hypot(dx, dy) || 1;
  const bow = Math.min(60, length * 0.22);
  const middle = [(a.x + b.x) / 2 + (dy / length) * bow, (a.y + b.y) / 2 - (dx / length) * bow];
  const edge = (end) => {
    const [x, y] = [middle[0] - end.x, middle[1] - end.y];
    const far = Math.hypot(x, y) || 1;
    return [end.x + (x / far) * MARK, end.y + (y / far) * MARK].map((number) => number.toFixed(1)).join(" ");
  };
  return `M${edge(a)}Q${middle.map((number) => number.toFixed(1)).join(" ")} ${edge(b)}`;
}
