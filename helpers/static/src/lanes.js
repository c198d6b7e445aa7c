// Where everything of a drawing goes: lanes one under the other, in each its boxes (events or clusters).

import { filledLanes } from "./choose.js";
import { moments } from "./edtf.js";
import { gather, labelRoom, ONE_LINE, pack } from "./layout.js";

const SHORTEST_BAR = 9;
const OPEN = 36; // length of an end that is open, at least
const MOST_SINGLE = 500; // with more events than this, lanes with many of them show clusters
const NAME_ABOVE = 26; // height of a lane's name that stands above its events
const NAME_LINE = 17;
const NAME_ROOM = 94; // width of a name beside its events, a little less than it has: bold letters are wider
const PINNED = 22; // room for the label of an event that is chosen inside a cluster

// Lanes with their place from the top, and options {lane, number, box, node}; nothing is put on the page yet
export function layLanes({ story, events, choice, axis, width, narrow, typesetter }) {
  const filled = filledLanes(story, choice.lanes, events);
  const most = events.length > MOST_SINGLE ? MOST_SINGLE / filled.length : Infinity;
  const spots = new Map(events.map((event) => [event, spot(event, axis)]));
  let top = 0;
  return filled.map((lane, index) => {
    const folded = choice.folded?.includes(lane.id) ?? false;
    const crowded = lane.events.length > most;
    const boxes = lane.events.map((event) => {
      const label = folded ? null : labelOf(event, lane, typesetter);
      return boxOf(event, spots.get(event), label, width);
    });
    const { boxes: placed, height } = folded || crowded ? clustered(boxes, folded, width, typesetter) : pack(boxes);
    const mostLines = narrow ? 1 : folded ? 2 : 6;
    const nameLines = typesetter.wrap(`${lane.name} ${lane.events.length}`, NAME_ROOM, mostLines).count;
    const above = narrow ? NAME_ABOVE : 0;
    const room = Math.max(height + (crowded && !folded ? PINNED : 0), narrow ? 0 : nameLines * NAME_LINE + 10);
    const laid = { ...lane, index, folded, nameLines, above, top, height: above + room + 1, width };
    laid.options = placed.map((box, number) => ({ lane: laid, number, box, node: null }));
    top += laid.height;
    return laid;
  });
}

// A way to set an event's label in lines. A lane may have words of its own for it: what one side says, in English.
export function labelOf(event, lane, typesetter) {
  const text = event.labels?.[lane.id] ?? event.title;
  const english = event.labels && !event.empty?.includes(lane.id);
  const { wrap } = english ? typesetter.english : typesetter;
  return text ? (most, mostLines) => wrap(text, most, mostLines) : null;
}

// Where an event's bar reaches on the axis, from left to right, and where its marker stands
function spot(event, { place, range }) {
  const { from, to, sure, until } = moments(event);
  let [a, b] = [place(from), place(to)];
  let x = event.shape === "unsure" ? (a + b) / 2 : a;
  // An open end is always drawn, however short; an open beginning leads up to the day that is known
  if (event.edtf?.startsWith("../")) [a, x] = [Math.min(a, Math.max(0, b - OPEN)), b];
  else if (event.edtf?.endsWith("/..")) b = Math.max(b, Math.min(place(range[1]), a + OPEN));
  const bar = b - a >= SHORTEST_BAR && event.shape !== "day";
  const earlier = event.shape === "lasting" && from < range[0];
  if (!bar) return { x, bar, left: x, right: x, earlier };
  return { x, bar, left: a, right: b, earlier, from: a, to: b, sure: place(sure), until: place(until) };
}

// A label is set only where it is asked for: on one side or the other, short or long
function boxOf(event, spot, label, width) {
  if (!label) return { event, ...spot, labels: null };
  const known = {};
  const labels = (side, long) => {
    const key = long ? `${side} long` : side;
    if (known[key] === undefined) {
      const room = labelRoom(spot, width, long)[side];
      known[key] = room ? label(room) : null;
    }
    return known[key];
  };
  return { event, ...spot, labels };
}

// Neighbours that would lie on one another become one marker with their number. Folded, all stand on one line.
function clustered(boxes, folded, width, { textWidth }) {
  const half = (count) => (count === 1 ? 12 : Math.max(13, textWidth(String(count)) / 2 + 8));
  const found = gather(boxes, half, width).map(({ x, boxes: inside }) => {
    if (inside.length === 1) return folded ? { ...inside[0], bar: false, left: x, right: x } : inside[0];
    const events = inside.map(({ event }) => event).sort((a, b) => a.order - b.order);
    return { events, x, left: x, right: x, half: half(inside.length), bar: false, labels: null };
  });
  if (!folded) return pack(found);
  return { boxes: found.map((box) => ({ ...box, side: "right", y: 2 })), height: ONE_LINE };
}
