// From a date to a place on the axis. With "stretch", times in which many events crowd get more room than their
// length. The axis is then made of parts, each with a scale of its own; it shows where one ends and what it covers.
// Months are counted from year 0: 2019-11 is 2019 * 12 + 10. helpers/twin.py has the same rules.

import { scaleUtc } from "d3-scale";
import { moments, time } from "./edtf.js";

const MOST_PARTS = 4;
const NARROW = 420; // here there is only room for one part less
const FEWEST = 8; // with fewer events nothing is crowded
const BUSY = 0.08; // in a year with this share of the events a part may begin in any month
const GAIN = 0.06; // what each part must add to how well the axis fits the events
const SHORT = 6; // months that need no break

const startOf = (month) => Date.UTC(Math.floor(month / 12), month % 12, 1);
const monthOf = (moment) => new Date(moment).getUTCFullYear() * 12 + new Date(moment).getUTCMonth();
const DAY = 24 * 3600 * 1000;
const sum = (numbers) => numbers.reduce((all, number) => all + number, 0);

export function makeAxis({ events, choice, width, lang, textWidth }) {
  const [first, last] = extent(events, choice);
  const months = events.map((event) => monthOf(Math.max(first, moments(event).from))).sort((a, b) => a - b);
  const borders = choice.stretch
    ? bordersOf(months, monthOf(first), monthOf(last - 1) + 1, width < NARROW ? MOST_PARTS - 1 : MOST_PARTS)
    : [];
  const stops = roomFor(months, [first, ...borders.map(startOf), last], width);
  const parts =
    stops.length > 2 ? stops.slice(1).map((end, i) => part(stops[i], end, width / (last - first), lang)) : [];
  return {
    place: (moment) => between(stops, moment, 0, 1),
    at: (place) => between(stops, place, 1, 0),
    ticks: ticks(stops, lang, textWidth),
    parts,
    range: [first, last],
  };
}

// The window that was zoomed to; else whole years, or whole months where little time is shown
function extent(events, choice) {
  let [from, to] = [Infinity, -Infinity];
  for (const event of events) {
    from = Math.min(from, time(event.from));
    to = Math.max(to, time(event.to));
  }
  if (choice.start) from = time(choice.start);
  if (choice.end) to = time(choice.end);
  const [first, last] = [monthOf(from), monthOf(to) + 1];
  const whole = last - first > 24 ? [first - (first % 12), Math.ceil(last / 12) * 12] : [first, last];
  const start = choice.from ? time(choice.from) : startOf(whole[0]);
  const end = choice.to ? time(choice.to) + DAY : startOf(whole[1]);
  return [start, Math.max(end, start + DAY)];
}

// Where the axis is broken: the few borders between which the events lie most evenly. (Likelihood of a histogram with
// bins of unequal width; a month counts by the square root of its events, or one busy month would take it all.)
function bordersOf(months, first, last, mostParts) {
  if (months.length < FEWEST || last - first < SHORT) return [];
  const edges = possibleBorders(months, first, last);
  const weights = weightsBefore(months, edges);
  const all = weights.at(-1);
  const size = edges.length;
  const fit = (i, j) => {
    const weight = weights[j] - weights[i];
    return weight > 1e-9 ? weight * Math.log(weight / all / ((edges[j] - edges[i]) / (last - first))) : 0;
  };
  const fits = edges.map((_, i) => edges.map((_, j) => (i < j ? fit(i, j) : 0)));
  let best = fits[0];
  const from = [];
  let chosen = { gain: 0, parts: 1 };
  for (let parts = 2; parts <= mostParts && parts < size; parts++) {
    const next = new Array(size).fill(-Infinity);
    const back = new Array(size).fill(0);
    for (let j = parts; j < size; j++)
      for (let i = parts - 1; i < j; i++) {
        const value = best[i] + fits[i][j];
        if (value > next[j] + 1e-9) [next[j], back[j]] = [value, i];
      }
    best = next;
    from.push(back);
    const gain = best[size - 1] - (parts - 1) * Math.max(4, GAIN * all);
    if (gain > chosen.gain) chosen = { gain, parts };
  }
  const borders = [];
  for (let parts = chosen.parts, at = size - 1; parts > 1; parts--) {
    at = from[parts - 2][at];
    borders.unshift(edges[at]);
  }
  return borders;
}

// Whole years (steps of years where there are very many), months in a busy year and where little time is shown
function possibleBorders(months, first, last) {
  let step = last - first <= 24 ? 1 : 12;
  while ((last - first) / step > 140) step *= 2;
  const edges = new Set([first, last]);
  for (let month = Math.ceil(first / step) * step; month < last; month += step) edges.add(month);
  if (step > 1) {
    const years = new Map();
    for (const month of months) years.set(month - (month % 12), (years.get(month - (month % 12)) ?? 0) + 1);
    for (const [year, count] of years)
      if (count >= FEWEST && count >= BUSY * months.length)
        for (let month = year; month < year + 12; month++)
          if (month > first && month < last) edges.add(month);
  }
  return [...edges].sort((a, b) => a - b);
}

function weightsBefore(months, edges) {
  const counts = new Map();
  for (const month of months) counts.set(month, (counts.get(month) ?? 0) + 1);
  const sorted = [...counts];
  let [at, weight] = [0, 0];
  return edges.map((edge) => {
    while (at < sorted.length && sorted[at][0] < edge) weight += Math.sqrt(sorted[at++][1]);
    return weight;
  });
}

// Room goes by the square root of the number of events: crowded times grow, and the others stay legible
function roomFor(months, borders, width) {
  const before = (moment) => {
    const month = monthOf(moment - 1) + 1;
    const i = months.findIndex((one) => one >= month);
    return i < 0 ? months.length : i;
  };
  const counts = [0, ...borders.slice(1, -1).map(before), months.length];
  const rooms = borders.slice(1).map((_, i) => Math.sqrt(2 + counts[i + 1] - counts[i]));
  const all = sum(rooms);
  let place = 0;
  return [[borders[0], 0], ...rooms.map((room, i) => [borders[i + 1], (place += (room / all) * width)])];
}

// From a moment to its place (or back: key 1, value 0), on a line with bends
function between(stops, wanted, key, value) {
  let i = 1;
  while (i < stops.length - 1 && wanted > stops[i][key]) i++;
  const [a, b] = [stops[i - 1], stops[i]];
  const share = Math.max(0, Math.min(1, (wanted - a[key]) / (b[key] - a[key])));
  return a[value] + share * (b[value] - a[value]);
}

function part([first, from], [last, to], usual, lang) {
  const wholeYears = [first, last].every((moment) => new Date(moment).getUTCMonth() === 0);
  const style = { year: "numeric", month: wholeYears ? undefined : "short" };
  const covers = writer(lang, style).formatRange(first, last - DAY);
  const years = [...new Set([first, last - DAY].map((moment) => new Date(moment).getUTCFullYear()))].join("–");
  return { from, to, covers, years, times: (to - from) / (last - first) / usual };
}

// Ticks of every part of the axis; one that would touch its neighbour's label is left out
function ticks(stops, lang, textWidth) {
  const candidates = stops
    .slice(1, -1)
    .map(([moment, place]) => ({ moment, place, text: tickText(moment, lang, true) }));
  for (let i = 1; i < stops.length; i++) {
    const [[first, from], [last, to]] = [stops[i - 1], stops[i]];
    const scale = scaleUtc([first, last], [from, to]);
    const hours = last - first < 3 * DAY;
    for (const tick of scale.ticks(Math.max(2, (to - from) / 64)).filter((one) => hours || one % DAY === 0))
      candidates.push({ moment: Number(tick), place: scale(tick), text: tickText(Number(tick), lang) });
  }
  const kept = [];
  for (const tick of candidates) {
    tick.half = textWidth(tick.text) / 2 + 5;
    const inside = tick.place - tick.half > -20 && tick.place + tick.half < stops.at(-1)[1] + 12;
    if (inside && kept.every((other) => Math.abs(other.place - tick.place) > other.half + tick.half))
      kept.push(tick);
  }
  kept.sort((a, b) => a.place - b.place);
  if (kept.length && !kept.some(({ moment }) => isYear(moment)))
    kept[0].text = tickText(kept[0].moment, lang, true);
  return kept;
}

const isYear = (moment) => moment === Date.UTC(new Date(moment).getUTCFullYear(), 0);

function tickText(moment, lang, withYear = false) {
  if (isYear(moment)) return String(new Date(moment).getUTCFullYear());
  if (moment % DAY) return writer(lang, { hour: "2-digit", minute: "2-digit" }).format(moment);
  const day = new Date(moment).getUTCDate();
  return writer(lang, {
    month: "short",
    day: day === 1 ? undefined : "numeric",
    year: withYear ? "numeric" : undefined,
  }).format(moment);
}

// Making a formatter takes longer than all that is done with it: one for each language and style
const writers = new Map();
export function writer(lang, style) {
  const key = lang + JSON.stringify(style);
  if (!writers.has(key)) {
    const locale = lang === "en" ? "en-GB" : lang;
    writers.set(key, new Intl.DateTimeFormat(locale, { ...style, timeZone: "UTC" }));
  }
  return writers.get(key);
}
