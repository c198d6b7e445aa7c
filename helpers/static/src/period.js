// The stretch of time that is shown: buttons and keys + − 0, and a brush: drag along the dates of the axis.
// All of them set the dates "from" and "to", so that the fields, Python and the picture agree.

import { element } from "./dom.js";
import { isoDay, time } from "./edtf.js";
import { SUPPRESS } from "./keys.js";

const DAY = 24 * 3600 * 1000;
const SHORTEST = 6 * DAY;
const DRAG = 6; // pixels; less is a click
const KEYS = { "+": 0.5, "=": 0.5, "-": 2, "−": 2, 0: Infinity };

export function makePeriod({ story, chart, read, write, shown }) {
  const words = story.words;
  const buttons = [
    ["−", 2, words.zoom_out],
    ["+", 0.5, words.zoom_in],
    [words.zoom_whole, Infinity, words.zoom_whole],
  ].map(([text, factor, name]) => {
    const button = element(
      "button",
      { type: "button", class: "ts-button", "aria-label": name, title: name, [SUPPRESS]: "true" },
      text,
    );
    button.addEventListener("click", () => zoom(factor));
    return button;
  });
  const period = element(
    "div",
    { class: "tst-period", role: "group", "aria-label": words.zoom, title: words.zoom_how },
    element("span", { "aria-hidden": "true" }, words.zoom),
    ...buttons,
  );
  const brush = element("div", { class: "tst-brush", "aria-hidden": "true", hidden: true });

  function refresh() {
    buttons[2].disabled = !read("start") && !read("end");
  }

  // Halves or doubles the time around the selected event, or around the middle one of those shown
  function zoom(factor) {
    if (factor === Infinity) return write({ start: "", end: "" });
    const all = shown({ start: "", end: "" });
    if (!all.length) return;
    const whole = [
      time(all.reduce((least, { from }) => (from < least ? from : least), all[0].from)),
      time(all.reduce((most, { to }) => (to > most ? to : most), all[0].to)),
    ];
    const now = [read("start") ? time(read("start")) : whole[0], read("end") ? time(read("end")) : whole[1]];
    const events = shown({});
    const chosen = events.find(({ id }) => id === read("event_id")) ?? events[Math.floor(events.length / 2)];
    const middle = chosen ? (time(chosen.from) + time(chosen.to)) / 2 : (now[0] + now[1]) / 2;
    const about = Math.min(now[1], Math.max(now[0], middle));
    const length = Math.max(SHORTEST, (now[1] - now[0]) * factor);
    const share = now[1] > now[0] ? (about - now[0]) / (now[1] - now[0]) : 0.5;
    const start = Math.max(whole[0], about - length * share);
    const end = Math.min(whole[1], start + length);
    if (start <= whole[0] && end >= whole[1]) write({ start: "", end: "" });
    else write({ start: isoDay(start), end: isoDay(end) });
  }

  function onKey(press) {
    if (!(press.key in KEYS)) return false;
    press.preventDefault();
    zoom(KEYS[press.key]);
    return true;
  }

  let drag = null; // {from, to}: pixels from the left edge of the lanes
  const place = (press) => press.clientX - chart.lanesElement.getBoundingClientRect().left;
  function begin(press) {
    // By place and not by target: browsers move a finger's target to a button nearby
    const axis = chart.element.querySelector(".tst-axis").getBoundingClientRect();
    const inside = press.clientX < axis.right && press.clientY > axis.top && press.clientY < axis.bottom;
    if (press.button || !inside) return;
    drag = { from: place(press), to: place(press) };
    chart.element.setPointerCapture(press.pointerId);
    press.preventDefault(); // or the words of the axis would be marked as text
  }
  function move(press) {
    if (!drag) return;
    drag.to = place(press);
    const [left, right] = [Math.min(drag.from, drag.to), Math.max(drag.from, drag.to)];
    brush.hidden = right - left < DRAG;
    Object.assign(brush.style, { left: `${left}px`, width: `${right - left}px` });
    if (!brush.isConnected) chart.lanesElement.append(brush);
  }
  function finish() {
    if (drag && Math.abs(drag.to - drag.from) >= DRAG) {
      const axis = chart.axis();
      const days = [drag.from, drag.to].sort((a, b) => a - b).map((x) => isoDay(axis.at(x)));
      write({ start: days[0], end: days[1] });
    }
    cancel();
  }
  function cancel() {
    drag = null;
    brush.hidden = true;
  }
  chart.element.addEventListener("pointerdown", begin);
  chart.element.addEventListener("pointermove", move);
  chart.element.addEventListener("pointerup", finish);
  chart.element.addEventListener("pointercancel", cancel);

  return { period, refresh, onKey };
}
