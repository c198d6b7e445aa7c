// What could be known on a day, and what the lanes of two or more readings say then.
// The same rules as helpers/known.py and helpers/readings.py; tests compare the two.

import { say } from "./dom.js";

export const NOBODY = "nobody-quoted"; // lane of the events on which none of the chosen sides is quoted

// "yes", "no" or "may"; reached: [first day on which it may have been known, first day on which it surely was]
export function status([first, surely], day) {
  if (!day || (surely && surely <= day)) return "yes";
  return first && first > day ? "no" : "may";
}

// Returns a function that gives an event as it could be told on the chosen day, in the chosen lanes. It gives the
// same object again while these choices stay, so that what the chart worked out about an event is kept.
export function makeTeller(story) {
  let [made, key] = [new Map(), ""];
  return (event, { known_on, lanes }) => {
    const reading = lanes === "reading";
    if (!known_on && !reading) return event;
    if (key !== `${known_on} ${reading}`) [made, key] = [new Map(), `${known_on} ${reading}`];
    if (!made.has(event.id)) {
      const known = asKnown(event, known_on);
      made.set(event.id, reading ? read(known, story) : known);
    }
    return made.get(event.id);
  };
}

function asKnown(event, day) {
  if (!day) return event;
  const voices = event.voices.map((voice) => ({
    ...voice,
    claims: voice.claims.filter((claim) => status(claim.known, day) !== "no"),
  }));
  const count = voices.reduce((sum, { claims }) => sum + claims.length, 0);
  return { ...event, voices, claim_count: count, maybe: status(event.known, day) === "may" };
}

function read(event, { lanes, words }) {
  const claims = Object.fromEntries(event.voices.map((voice) => [voice.side, voice.claims]));
  const sides = lanes.reading.map((lane) => lane.id).filter((id) => id !== NOBODY);
  const quoted = sides.filter((side) => claims[side]?.length);
  if (!quoted.length) return { ...event, lanes: { ...event.lanes, reading: [NOBODY] } };
  const labels = Object.fromEntries(sides.map((side) => [side, label(claims[side] ?? [], words)]));
  const empty = sides.filter((side) => !quoted.includes(side));
  return { ...event, lanes: { ...event.lanes, reading: sides }, labels, empty };
}

function label(claims, words) {
  if (!claims.length) return words.reading_empty;
  const first = claims.reduce((best, claim) => (claim.rank < best.rank ? claim : best));
  return claims.length > 1
    ? `${first.short} ${say(words.reading_more, { n: claims.length - 1 })}`
    : first.short;
}
