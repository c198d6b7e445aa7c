// The card of the selected event: what, when, where, which sources; then who says what about it, side by side.

import { citation, element, marker, say } from "./dom.js";
import { SUPPRESS } from "./keys.js";

const AT_ONCE = 4; // statements of one side; the rest is a click away

export function makeCard({ story, id, select }) {
  const words = story.words;
  const card = element("section", {
    class: "tst-card",
    id: `${id}-card`,
    tabindex: "0",
    "aria-live": "polite",
    "aria-label": words.card,
    [SUPPRESS]: "true",
  });

  function show(event) {
    card.dataset.event = event?.id ?? "";
    card.replaceChildren(...(event ? about(event) : invitation()));
    card.scrollTop = 0;
  }

  function invitation() {
    const lane = { path: story.lanes.period[0].path, colour: "currentColor" };
    return [
      element("h3", {}, words.choose),
      element("p", {}, words.how),
      element(
        "ul",
        { class: "tst-legend" },
        element("li", {}, marker(lane), words.legend_day),
        element("li", {}, element("span", { class: "tst-key" }), words.legend_lasting),
        element("li", {}, marker(lane, true), words.legend_unsure),
        element("li", {}, element("span", { class: "tst-key-break" }), words.legend_break),
      ),
    ];
  }

  function about(event) {
    const details = [event.lane_name, event.place, event.actor_names].filter(Boolean).join(" · ");
    return [
      element("h3", {}, event.title),
      element(
        "p",
        { class: "tst-when" },
        element("time", { datetime: event.shape === "day" && event.edtf }, event.when),
        event.doubt && element("span", { class: "tst-doubt" }, event.doubt),
      ),
      element("p", { class: "tst-meta" }, details),
      element("p", { lang: "en" }, event.summary),
      sources(event),
      connected(event),
      element("h4", {}, say(words.claims_about, { n: event.claim_count })),
      event.voices.length
        ? element("div", { class: "tst-voices" }, ...event.voices.map(voice))
        : element("p", {}, words.no_claims),
    ].filter(Boolean);
  }

  // A statement by the other side is often an event of its own: one step away, not missing
  function connected(event) {
    if (!event.connected.length) return null;
    const others = story.events.filter((other) => event.connected.includes(other.id));
    const list = others.map((other) => {
      const button = element("button", { type: "button", [SUPPRESS]: "true" }, other.title);
      button.addEventListener("click", () => select(other.id));
      return element("li", {}, `${other.when}: `, button);
    });
    const summary = element("summary", { [SUPPRESS]: "true" }, `${words.connected} (${list.length})`);
    return element("details", { class: "tst-more tst-connected" }, summary, element("ul", {}, ...list));
  }

  function sources(event) {
    const list = element(
      "ul",
      {},
      ...event.sources.map((source) => element("li", {}, citation(story.sources[source]))),
    );
    const summary = element("summary", { [SUPPRESS]: "true" }, `${words.sources} (${event.sources.length})`);
    const basis =
      event.date_basis &&
      element("p", {}, `${words.date_basis}: `, element("span", { lang: "en" }, event.date_basis));
    return element("details", { class: "tst-more", open: event.sources.length < 3 }, summary, list, basis);
  }

  // One side's statements. An empty side is shown too: that nobody is quoted is something to notice.
  function voice({ name, claims }) {
    const statements = claims.length
      ? [...claims.slice(0, AT_ONCE).map(claim), further(claims.slice(AT_ONCE))]
      : [element("p", { class: "tst-missing" }, words.missing)];
    return element(
      "section",
      { class: "tst-voice" },
      element("h5", {}, name, claims.length > 1 && element("span", {}, ` (${claims.length})`)),
      ...statements,
    );
  }

  function further(claims) {
    if (!claims.length) return null;
    const summary = element("summary", { [SUPPRESS]: "true" }, say(words.more_claims, { n: claims.length }));
    return element("details", { class: "tst-more" }, summary, ...claims.map(claim));
  }

  function claim({ speaker, role, when, statement, evidence, source, locator }) {
    return element(
      "blockquote",
      { class: "tst-claim" },
      element(
        "p",
        { class: "tst-speaker" },
        element("b", {}, speaker),
        role && `${words.comma}${role}`,
        when && element("span", {}, ` · ${when}`),
      ),
      element("p", { lang: "en" }, statement),
      element(
        "p",
        { class: "tst-small" },
        element("span", { class: "tst-evidence" }, evidence),
        " ",
        citation(story.sources[source]),
        locator && ` (${locator})`,
      ),
    );
  }

  return { card, show };
}
