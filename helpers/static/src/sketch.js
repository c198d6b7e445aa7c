// The chart in which a prediction is drawn: known values, the asked part with a handle for each date, and after the
// look the data. helpers/sketch.py draws the same on paper; limits() and runs() have the same rules there.

import { amount, plain, said } from "./distance.js";
import { element, say, svgElement } from "./dom.js";
import { SUPPRESS } from "./keys.js";

const LEAST_BAND = 20; // pixels from one asked date to the next: a finger has to tell them apart
const EDGE = { right: 14, top: 24, bottom: 24 };
const MANY = 60;
const PARTS = ["value", "low", "high"];

const numbers = (rows) => rows.flatMap((row) => PARTS.map((part) => row[part]).filter((one) => one !== null));

// Bottom, top and step of the axis: zero, the known values with room above, and more values
export function limits(story, more) {
  const known = numbers(story.known);
  const wanted = [0, ...known.map((value) => 1.6 * value), ...more.map((value) => 1.08 * value)];
  let [low, high] = [Math.min(...wanted), Math.max(...wanted)];
  const cap = story.most ?? (story.percent ? 100 : Infinity);
  if (Math.max(0, ...known, ...more) <= cap) high = Math.min(high, cap);
  if (high === low) high = 1;
  const step = nice((high - low) / 4);
  return [Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step, step];
}

function nice(raw) {
  const size = 10 ** Math.floor(Math.log10(raw));
  return [1, 2, 2.5, 5, 10].find((one) => one * size >= raw * 0.999) * size;
}

// The points that a line may join: one method of counting, and one value for each date
export function runs(points) {
  const found = [[]];
  for (const point of points) {
    const alone = points.filter((other) => other.date === point.date).length === 1 && point.value !== null;
    const last = found.at(-1).at(-1);
    if (!alone || (last && last.stretch !== point.stretch)) found.push([]);
    if (alone) found.at(-1).push(point);
  }
  return found.filter((run) => run.length > 1);
}

// `change(date, value, done)` is told of every value drawn; `done` is false while the pointer still moves
export function makeSketch({ story, id, change }) {
  const words = story.words;
  const picture = svgElement("svg", { class: "ts-predict-svg", role: "img" });
  const keys = element("span", { class: "ts-aloud", id: `${id}-keys` }, words.keys);
  const area = element("div", { class: "ts-predict-area", role: "group", "aria-label": words.guess });
  const note = element("p", { class: "ts-small ts-quiet ts-predict-note" });
  const frame = element("div", { class: "ts-predict-frame" }, picture, area);
  const box = element("div", { class: "ts-predict-chart" }, frame, keys, note);
  const handles = new Map(story.asked.map((asked) => [asked.date, makeHandle(asked)]));
  area.append(...handles.values());
  let scale = null;
  let state = { values: {}, rows: [], looked: false };
  let active = story.asked[0]?.date;

  function makeHandle({ date, label }) {
    const value = element("span", { class: "ts-predict-value", "aria-hidden": "true" });
    return element(
      "div",
      {
        class: "ts-predict-handle",
        role: "slider",
        tabindex: "-1",
        "data-date": date,
        "aria-label": `${label} (${story.unit})`,
        "aria-orientation": "vertical",
        "aria-describedby": `${id}-keys`,
        [SUPPRESS]: "true",
      },
      value,
    );
  }

  // --- keys and pointer -------------------------------------------------------------------------------------

  const fine = () => nice((scale.high - scale.low) / 200);
  const possible = (value) => Math.min(story.most ?? Infinity, Math.max(story.least ?? -Infinity, value));
  const rounded = (value, step) => Number((Math.round(value / step) * step).toPrecision(12));
  const start = (asked) => story.known.filter((one) => one.at < asked.at && one.value !== null).at(-1)?.value ?? 0;

  function moved(key, asked) {
    const step = fine() * 2;
    const now = state.values[asked.date] ?? start(asked);
    const steps = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[key];
    if (steps) return possible(rounded(now + steps * step, step));
    return possible({ Home: scale.low, End: scale.high }[key]);
  }

  area.addEventListener("keydown", (press) => {
    const date = press.target.dataset?.date;
    if (date === undefined || press.ctrlKey || press.metaKey || press.altKey) return;
    const order = story.asked.findIndex((asked) => asked.date === date);
    const aside = { ArrowRight: 1, ArrowLeft: -1 }[press.key];
    if (aside) focus(story.asked[order + aside]?.date);
    else if (/^(Arrow(Up|Down)|Page(Up|Down)|Home|End)$/.test(press.key))
      change(date, moved(press.key, story.asked[order]), true, "keys");
    else return;
    press.preventDefault();
  });
  area.addEventListener("focusin", (event) => {
    if (event.target.dataset.date === undefined) return;
    active = event.target.dataset.date;
    paintHandles();
  });

  function focus(date) {
    if (date !== undefined) handles.get(date).focus();
  }

  let drawn = null; // the last point of the stroke, so that a quick stroke leaves no date out
  function place(press) {
    const { left, top } = frame.getBoundingClientRect();
    const at = scale.at(press.clientX - left);
    const value = scale.value(press.clientY - top);
    return { at, value: Math.min(scale.high, Math.max(scale.low, value)) };
  }
  const nearest = (at) =>
    story.asked.reduce((best, asked) => (Math.abs(asked.at - at) < Math.abs(best.at - at) ? asked : best));

  function stroke(press) {
    const here = place(press);
    const [from, to] = [drawn ?? here, here].sort((a, b) => a.at - b.at);
    for (const asked of story.asked) {
      if (asked.at <= from.at || asked.at >= to.at) continue;
      const value = from.value + ((asked.at - from.at) / (to.at - from.at)) * (to.value - from.value);
      change(asked.date, possible(rounded(value, fine())), false);
    }
    const asked = nearest(here.at);
    active = asked.date;
    change(asked.date, possible(rounded(here.value, fine())), false);
    drawn = here;
  }
  area.addEventListener("pointerdown", (press) => {
    if (press.button || state.looked) return;
    press.preventDefault();
    area.setPointerCapture(press.pointerId);
    drawn = null;
    stroke(press);
    handles.get(active).focus({ preventScroll: true });
  });
  area.addEventListener("pointermove", (press) => {
    if (area.hasPointerCapture(press.pointerId)) stroke(press);
  });
  const finish = (press) => {
    if (!area.hasPointerCapture(press.pointerId)) return;
    area.releasePointerCapture(press.pointerId);
    drawn = null;
    change(active, state.values[active], true, "pointer");
  };
  area.addEventListener("pointerup", finish);
  area.addEventListener("pointercancel", finish);

  // --- drawing ----------------------------------------------------------------------------------------------

  function makeScale(width, height, frozen) {
    const { values, rows } = state;
    const [low, high, step] = frozen ?? limits(story, [...Object.values(values), ...numbers(rows)]);
    const longest = Math.max(...ticksOf(low, high, step).map((value) => plain(value).length));
    const left = Math.min(110, 14 + longest * 6.7);
    const places = [...new Set([...story.known, ...story.asked, ...rows].map((point) => point.at))].sort((a, b) => a - b);
    const band = Math.min(...places.slice(1).map((at, i) => at - places[i]), 1e9);
    const last = places.at(-1) + band / 2;
    const room = width - left - EDGE.right;
    const needed = Math.max(places.filter((at) => at >= story.asked[0].at).length + 2, Math.floor(room / LEAST_BAND));
    const first = Math.max(places[0] - band / 2, Math.min(last - needed * band, (story.known.at(-2) ?? story.known[0]).at - band / 2));
    const tall = height - EDGE.top - EDGE.bottom;
    // Halfway to the neighbours on either side
    const borders = (at) => {
      const [before, after] = [places.filter((one) => one < at).at(-1), places.find((one) => one > at)];
      return [((before ?? at - band) + at) / 2, (at + (after ?? at + band)) / 2];
    };
    return {
      ...{ low, high, step, left, band, first, last, width, height, borders },
      cropped: first > places[0],
      x: (at) => left + ((at - first) / (last - first)) * room,
      y: (value) => height - EDGE.bottom - ((value - low) / (high - low)) * tall,
      at: (x) => first + ((x - left) / room) * (last - first),
      value: (y) => low + ((height - EDGE.bottom - y) / tall) * (high - low),
    };
  }

  const ticksOf = (low, high, step) =>
    Array.from({ length: Math.round((high - low) / step) + 1 }, (_, i) => low + i * step);

  // `still` keeps the axis while a stroke goes on; otherwise it would run away under the pointer
  function draw(next, { width, height, still = false }) {
    state = next;
    const frozen = still && scale ? [scale.low, scale.high, scale.step] : null;
    scale = makeScale(width, height, frozen);
    const truth = [...story.known, ...state.rows].filter((one) => one.at >= scale.first).sort((a, b) => a.at - b.at);
    const guessed = story.asked
      .filter((asked) => asked.date in state.values)
      .map((asked) => ({ ...asked, value: state.values[asked.date] }));
    const before = guessed.length ? truth.filter((one) => !("source" in one) && one.at < guessed[0].at).slice(-1) : [];
    const known = truth.filter((one) => !("source" in one));
    const parts = [
      ...story.asked.map(band),
      ...grid(),
      ...runs(known).map((run) => line(run, "ts-predict-known")),
      ...runs([...before, ...guessed]).map((run) => line(run, "ts-predict-guess")),
      ...known.map(range),
      ...(known.length > MANY ? [] : known.map((one) => dot(one, "ts-predict-known"))),
      ...(state.looked ? guessed.map((one) => dot(one, "ts-predict-guess")) : []),
      svgElement(
        "g",
        { class: "ts-predict-reveal" },
        ...runs(truth).filter((run) => run.some((one) => "source" in one)).map((run) => line(tail(run), "ts-predict-data")),
        ...state.rows.map(range),
        ...state.rows.map((one) => dot(one, "ts-predict-data")),
      ),
    ];
    picture.replaceChildren(...parts.filter(Boolean));
    picture.setAttribute("viewBox", `0 0 ${width} ${height}`);
    picture.setAttribute("width", width);
    picture.setAttribute("height", height);
    picture.setAttribute("aria-label", heard(known));
    note.textContent = [scale.cropped && words.cropped, story.break_dates.length && words.broken].filter(Boolean).join(" ");
    note.hidden = !note.textContent;
    paintHandles();
  }

  // Of a run that begins with known values, the part that is new: from the last known value on
  const tail = (run) => run.slice(Math.max(0, run.findIndex((one) => "source" in one) - 1));

  function heard(known) {
    const title = say(words.chart, { title: story.question || story.title, unit: story.unit });
    const ends = [known[0], known.at(-1)].map((one) => `${one.label} ${said(one, story)}`);
    return `${title}. ${words.known}: ${ends.join(" … ")}`;
  }

  function band({ at }) {
    const [left, right] = scale.borders(at).map(scale.x);
    const tall = scale.height - EDGE.top - EDGE.bottom;
    return svgElement("rect", { class: "ts-predict-room", x: left, y: EDGE.top, width: right - left, height: tall });
  }

  function grid() {
    const base = scale.height - EDGE.bottom;
    const lines = ticksOf(scale.low, scale.high, scale.step).flatMap((value) => {
      const zero = Math.abs(value) < scale.step / 2;
      const path = `M${scale.left} ${scale.y(value)}H${scale.width - EDGE.right}`;
      return [
        svgElement("path", { class: zero ? "ts-predict-zero" : "ts-predict-rule", d: path }),
        svgElement("text", { x: scale.left - 6, y: scale.y(value) + 4, "text-anchor": "end" }, plain(value)),
      ];
    });
    const breaks = story.break_dates
      .filter(({ at }) => at >= scale.first)
      .map(({ at }) => svgElement("path", { class: "ts-predict-break", d: `M${scale.x(at)} ${EDGE.top}V${base}` }));
    const taken = [];
    const dates = [...story.asked, ...story.known.slice().reverse()].flatMap((point) => {
      const [x, text] = [scale.x(point.at), point.date.replace("/", "–")];
      const half = text.length * 3.4 + 4;
      if (point.at < scale.first || taken.some((other) => Math.abs(other.x - x) < other.half + half)) return [];
      taken.push({ x, half });
      const inside = Math.min(x, scale.width - half + 2);
      return [svgElement("text", { x: inside, y: base + 16, "text-anchor": "middle" }, text)];
    });
    return [...lines, ...breaks, ...dates, svgElement("text", { x: 2, y: 12, class: "ts-predict-unit" }, story.unit)];
  }

  function line(run, kind) {
    const path = run.map((one) => `${scale.x(one.at)} ${scale.y(one.value)}`).join("L");
    return svgElement("path", { class: `ts-predict-line ${kind}`, d: `M${path}` });
  }

  function range({ at, low, high }) {
    if (low === null && high === null) return null;
    const x = scale.x(at);
    const caps = [low, high].filter((end) => end !== null).map((end) => `M${x - 5} ${scale.y(end)}h10`);
    const bar = `M${x} ${scale.y(low ?? scale.low)}V${scale.y(high ?? scale.high)}`;
    return svgElement("path", { class: "ts-predict-range", d: bar + caps.join("") });
  }

  function dot({ at, value }, kind) {
    if (value === null) return null;
    return svgElement("path", { class: kind, d: SHAPES[kind], transform: `translate(${scale.x(at)} ${scale.y(value)})` });
  }

  function paintHandles() {
    if (!scale) return;
    const at = story.asked.map((asked) => asked.at);
    const left = scale.x(scale.borders(Math.min(...at))[0]);
    const right = scale.x(scale.borders(Math.max(...at))[1]);
    Object.assign(area.style, {
      left: `${left}px`,
      width: `${right - left}px`,
      top: `${EDGE.top}px`,
      height: `${scale.height - EDGE.top - EDGE.bottom}px`,
    });
    area.hidden = state.looked;
    for (const asked of story.asked) {
      const node = handles.get(asked.date);
      const value = state.values[asked.date];
      const y = scale.y(value ?? Math.min(scale.high, Math.max(scale.low, start(asked))));
      Object.assign(node.style, { left: `${scale.x(asked.at) - left}px`, top: `${y - EDGE.top}px` });
      node.classList.toggle("unset", value === undefined);
      node.classList.toggle("active", asked.date === active);
      node.tabIndex = asked.date === active ? 0 : -1;
      node.setAttribute("aria-valuemin", scale.low);
      node.setAttribute("aria-valuemax", scale.high);
      node.setAttribute("aria-valuenow", value ?? start(asked));
      node.setAttribute("aria-valuetext", value === undefined ? words.unset : amount(value, story.unit));
      node.firstChild.textContent = value === undefined ? "?" : plain(value);
    }
  }

  return { box, draw, fine: () => (scale ? fine() * 2 : 1) };
}

export const SHAPES = {
  "ts-predict-known": "M-3,0a3,3 0 1,0 6,0a3,3 0 1,0 -6,0Z",
  "ts-predict-guess": "M-5.5,0a5.5,5.5 0 1,0 11,0a5.5,5.5 0 1,0 -11,0Z",
  "ts-predict-data": "M0,-7L6,0L0,7L-6,0Z",
};

// One number: the guess and the data as two bars on one scale
export function bars({ story, values, rows, width }) {
  const guesses = Object.values(values);
  const ends = [0, ...guesses, ...numbers(rows)];
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const x = (value) => 8 + ((value - low) / (high - low || 1)) * (width - 16);
  const lines = [
    ...guesses.map((value) => ({ kind: "guess", text: amount(value, story.unit), value, low: null, high: null })),
    ...rows.map((row) => ({ kind: "data", text: said(row, story), ...row })),
  ];
  const height = lines.length * 62 + 6;
  const parts = lines.flatMap(({ kind, text, value, low: from, high: to }, i) => {
    const y = i * 62 + 24;
    const found = [svgElement("text", { x: 8, y: y - 8 }, `${story.words[kind]}: ${text}`)];
    if (value !== null) {
      const [left, right] = [x(0), x(value)].sort((a, b) => a - b);
      const size = { x: left, y, width: Math.max(1, right - left), height: 24 };
      found.push(svgElement("rect", { class: `ts-predict-bar ts-predict-${kind}`, ...size }));
    }
    if (from !== null || to !== null) {
      const [left, right] = [from === null ? 8 : x(from), to === null ? width - 8 : x(to)];
      const path = `M${left} ${y}v24M${right} ${y}v24M${left} ${y + 12}H${right}`;
      found.push(svgElement("path", { class: "ts-predict-range", d: path }));
    }
    return found;
  });
  const label = lines.map(({ kind, text }) => `${story.words[kind]}: ${text}`).join("; ");
  const size = { viewBox: `0 0 ${width} ${height}`, width, height };
  return svgElement("svg", { class: "ts-predict-svg", role: "img", "aria-label": label, ...size }, ...parts);
}
