// Small helpers that make DOM nodes. Text only ever enters through text nodes, never as HTML.

const SVG = "http://www.w3.org/2000/svg";

export function element(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svgElement(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child || child === 0));
  return node;
}

export function marker(lane, hollow = false) {
  const path = svgElement("path", { d: lane.path, fill: hollow ? "none" : lane.colour });
  if (hollow) path.style.stroke = `color-mix(in srgb, ${lane.colour}, currentColor 35%)`;
  return svgElement(
    "svg",
    { class: hollow ? "tst-marker hollow" : "tst-marker", viewBox: "-8 -8 16 16", "aria-hidden": "true" },
    path,
  );
}

// A link only where the address is a web address: a table cell may hold anything, "javascript:" too.
export function citation(source) {
  if (!/^https?:\/\//i.test(source.url)) return element("cite", {}, source.text);
  return element(
    "cite",
    {},
    element("a", { href: source.url, target: "_blank", rel: "noopener noreferrer" }, source.text),
  );
}

// "{n} of {all} events" with the values put in
export function say(phrase, values = {}) {
  return phrase.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}
