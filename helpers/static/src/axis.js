// From a date to a place on the axis. With "stretch", times in which many events crowd get more room than their
// length. The axis is then made of parts, each with a scale of its own; it shows where one ends and what it covers.

import { scaleUtc } from "d3-scale";

const MONTH = 30.44 * 24 * 3600 * 1000;
const MOST = 0.6; // a run of months is crowded when it holds this share of the events ...
const CROWDED = 0.35; // ... in less than this share of the time
const FEWEST = 8;

export const time = (isoDay) => Date.parse(isoDay + "T00:00:00Z");
const startOf = (month) => Date.UTC(Math.floor(month / 12), month % 12, 1);
const monthOf = (moment) => new Date(moment).getUTCFullYear() * 12 + new Date(moment).getUTCMonth();

export function makeAxis({ events, choice, width, lang, textWidth }) {
  const [first, last] = extent(events, choice);
  const months = events.map((event) => Math.max(first, monthOf(time(event.from)))).sort((a, b) => a - b);
  const borders = choice.stretch ? [first, ...crowdedRuns(months, first, last, 2), last] : [first, last];
  const stops = roomFor(months, [...new Set(borders)], width);
  const scale = scaleUtc(
    stops.map(([month]) => startOf(month)),
    stops.map(([, place]) => place),
  ).clamp(true);
  const parts =
    stops.length > 2 ? stops.slice(1).map((end, i) => part(stops[i], end, width / (last - first), lang)) : [];
  return { place: (moment) => scale(moment), ticks: ticks(stops, scale, lang, textWidth), parts };
}

// The axis begins and ends at whole years, or at whole months where little time is shown; months are counted from year 0
function extent(events, choice) {
  const from =
    choice.start || events.reduce((least, event) => (event.from < least ? event.from : least), "9999");
  const to = choice.end || events.reduce((most, event) => (event.to > most ? event.to : most), "0000");
  const [first, last] = [monthOf(time(from)), monthOf(time(to)) + 1];
  return last - first > 24 ? [first - (first % 12), Math.ceil(last / 12) * 12] : [first, last];
}

// Borders of the shortest run of months that holds most events, and of such runs before and after it
function crowdedRuns(months, first, last, depth) {
  const inside = months.filter((month) => month >= first && month < last);
  const enough = Math.ceil(inside.length * MOST);
  if (!depth || inside.length < FEWEST) return [];
  let run = [first, last];
  for (let i = 0; i + enough <= inside.length; i++) {
    const next = [inside[i], inside[i + enough - 1] + 1];
    if (next[1] - next[0] < run[1] - run[0]) run = next;
  }
  if (run[1] - run[0] >= 24)
    run = [Math.max(first, run[0] - (run[0] % 12)), Math.min(last, Math.ceil(run[1] / 12) * 12)];
  if (run[1] - run[0] >= (last - first) * CROWDED) return [];
  return [
    ...crowdedRuns(months, first, run[0], depth - 1),
    ...run,
    ...crowdedRuns(months, run[1], last, depth - 1),
  ];
}

// Room goes by the square root of the number of events: crowded times grow, and the others stay legible
function roomFor(months, borders, width) {
  const rooms = borders
    .slice(1)
    .map((end, i) => Math.sqrt(2 + months.filter((month) => month >= borders[i] && month < end).length));
  const all = rooms.reduce((sum, room) => sum + room, 0);
  let place = 0;
  return [[borders[0], 0], ...rooms.map((room, i) => [borders[i + 1], (place += (room / all) * width)])];
}

function part([first, from], [last, to], usual, lang) {
  const wholeYears = first % 12 === 0 && last % 12 === 0;
  const format = new Intl.DateTimeFormat(locale(lang), {
    year: "numeric",
    month: wholeYears ? undefined : "short",
    timeZone: "UTC",
  });
  const covers = format.formatRange(startOf(first), startOf(last) - MONTH / 2);
  return { from, to, covers, times: (to - from) / (last - first) / usual };
}

// Ticks of every part of the axis; one that would touch its neighbour's label is left out
function ticks(stops, scale, lang, textWidth) {
  const candidates = stops
    .slice(1, -1)
    .map(([month]) => ({ moment: startOf(month), text: tickText(startOf(month), lang, true) }));
  for (let i = 1; i < stops.length; i++) {
    const [[first, from], [last, to]] = [stops[i - 1], stops[i]];
    const moments = scaleUtc([startOf(first), startOf(last)], [from, to])
      .ticks(Math.max(2, (to - from) / 64))
      .map(Number);
    candidates.push(...moments.map((moment) => ({ moment, text: tickText(moment, lang) })));
  }
  const kept = [];
  for (const { moment, text } of candidates) {
    const tick = { moment, text, place: scale(moment), half: textWidth(text) / 2 + 5 };
    const inside = tick.place - tick.half > -20 && tick.place + tick.half < stops.at(-1)[1] + 12;
    if (inside && kept.every((other) => Math.abs(other.place - tick.place) > other.half + tick.half))
      kept.push(tick);
  }
  kept.sort((a, b) => a.place - b.place);
  if (kept.length && !kept.some(({ moment }) => monthOf(moment) % 12 === 0))
    kept[0].text = tickText(kept[0].moment, lang, true);
  return kept;
}

const locale = (lang) => (lang === "en" ? "en-GB" : lang);

function tickText(moment, lang, withYear = false) {
  const day = new Date(moment).getUTCDate();
  if (day === 1 && monthOf(moment) % 12 === 0) return String(new Date(moment).getUTCFullYear());
  const format = {
    month: "short",
    day: day === 1 ? undefined : "numeric",
    year: withYear ? "numeric" : undefined,
    timeZone: "UTC",
  };
  return new Intl.DateTimeFormat(locale(lang), format).format(moment);
}
