// "As known on": a slider over the days on which something was published. Its last step is all that we know today.

import { element, say } from "./dom.js";
import { SUPPRESS } from "./keys.js";

export function makeSlider({ story, id, read, write }) {
  const words = story.words;
  const days = story.known_days;
  const locale = story.lang === "en" ? "en-GB" : story.lang;
  const format = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" });
  const control = element("input", {
    type: "range",
    id: `${id}-known`,
    min: 0,
    max: days.length,
    step: 1,
    disabled: !days.length,
    [SUPPRESS]: "true",
  });
  const shown = element("output", { for: control.id });
  const slider = element(
    "div",
    { class: "tst-known" },
    element("label", { for: control.id }, words.known),
    control,
    shown,
  );

  // A day set in Python may lie between two steps; the words then name that day, not the step
  function refresh() {
    const day = read("known_on");
    const step = day ? Math.max(0, days.filter((other) => other <= day).length - 1) : days.length;
    if (Number(control.value) !== step) control.value = step;
    const date = day && format.format(Date.parse(day));
    shown.textContent = date || words.known_all;
    control.setAttribute("aria-valuetext", date ? say(words.known_on, { date }) : words.known_all);
    slider.classList.toggle("on", Boolean(day));
  }

  control.addEventListener("input", () => write({ known_on: days[Number(control.value)] ?? "" }));
  refresh();
  return { slider, refresh };
}
