// Reads the dates of a story as moments, by the rules of helpers/dates.py: a mark ~ ? % widens by one unit.

const PART = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d))?)?)?([~?%])?$/;
const DAY = 24 * 3600 * 1000;
const byEvent = new WeakMap();
const byDate = new Map(); // the same event may come as a new object in every drawing

export const time = (isoDay) => Date.parse(isoDay + "T00:00:00Z");
export const isoDay = (moment) => new Date(moment).toISOString().slice(0, 10);

// When an event was: it lies between `from` and `to`, and surely goes on from `sure` to `until`. Milliseconds.
// `first` is where it may have begun: [earliest, latest], for the question which of two events came first.
export function moments(event) {
  let found = byEvent.get(event);
  if (found) return found;
  const key = `${event.edtf} ${event.from} ${event.to} ${event.shape}`;
  found = byDate.get(key) ?? read(event);
  byDate.set(key, found);
  byEvent.set(event, found);
  return found;
}

function read(event) {
  const [from, to] = [time(event.from), time(event.to) + (event.from === event.to ? 0 : DAY)];
  const [left, right = left] = (event.edtf ?? "").split("/");
  const [a, b] = [interval(left), interval(right)];
  const whole = { from: a ? a[0] : from, to: b ? b[1] : Math.max(from, to) };
  const first = a ?? [left === ".." ? -Infinity : whole.from, whole.to];
  const lasts = event.shape === "lasting";
  return { ...whole, first, sure: lasts && a ? a[1] : whole.to, until: lasts && b ? b[0] : whole.from };
}

// First moment, and first moment after it; null for an open end
function interval(text) {
  const match = PART.exec(text);
  if (!match) return null;
  const [year, month, day, hour, minute] = match.slice(1, 6).map(Number);
  const at = (step) => {
    if (match[4]) return Date.UTC(year, month - 1, day, hour, minute + step);
    if (match[3]) return Date.UTC(year, month - 1, day + step);
    return match[2] ? Date.UTC(year, month - 1 + step) : Date.UTC(year + step, 0);
  };
  return match[6] ? [at(-1), at(2)] : [at(0), at(1)];
}

// Two beginnings whose intervals overlap: nobody can tell from the dates which came first
export function cannotTell(one, other) {
  const [[a, b], [c, d]] = [moments(one).first, moments(other).first];
  return a < d && c < b;
}
