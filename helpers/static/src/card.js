// The card of the selected event: what, when, where, which sources; what hangs together with it, and who says so;
// then who says what about it, side by side.

import { citation, element, marker, say } from "./dom.js";
import { SUPPRESS } from "./keys.js";
import { status } from "./known.js";

const AT_ONCE = 4; // statements of one side; the rest is a click away
const KINDS = ["answers", "part-of", "leads-to"];

export function makeCard({ story, id, select, light }) {
  const words = story.words;
  const byId = new Map(story.events.map((event) => [event.id, event]));
  const card = element("section", {
    class: "tst-card",
    id: `${id}-card`,
    tabindex: "0",
    "aria-live": "polite",
    "aria-label": words.card,
    [SUPPRESS]: "true",
  });
  let told = ""; // what the card shows now: the same again would throw the reader back to its top

  // `undecided`: ids of events of which nobody can tell whether they came before this one
  function show(event, choice, undecided) {
    const key = JSON.stringify([event?.id, choice.known_on, choice.lanes, choice.links, undecided]);
    if (key === told) return;
    const same = event && card.dataset.event === event.id;
    told = key;
    card.dataset.event = event?.id ?? "";
    card.replaceChildren(...(event ? about(event, choice, undecided) : invitation(choice)));
    if (!same) card.scrollTop = 0;
  }

  function invitation({ lanes, links }) {
    const lane = { path: story.lanes.period[0].path, colour: "currentColor" };
    const line = (kind) => element("span", { class: `tst-key-link ${kind}` });
    return [
      element("h3", {}, words.choose),
      lanes === "reading" && element("p", {}, words.reading_how),
      element("p", {}, words.how),
      element("p", {}, words.zoom_how),
      element(
        "ul",
        { class: "tst-legend" },
        element("li", {}, marker(lane), words.legend_day),
        element("li", {}, element("span", { class: "tst-key" }), words.legend_lasting),
        element("li", {}, marker(lane, true), words.legend_unsure),
        element("li", {}, element("span", { class: "tst-key-break" }), words.legend_break),
        ...(links ? KINDS.map((kind) => element("li", {}, line(kind), words[`legend_${kind}`])) : []),
      ),
    ].filter(Boolean);
  }

  function about(event, choice, undecided) {
    const details = [event.lane_name, event.place, event.actor_names].filter(Boolean).join(" · ");
    const hidden = status(event.known, choice.known_on) === "no";
    const maybe = !hidden && event.maybe;
    const said = !hidden && [
      element("h4", {}, say(words.claims_about, { n: event.claim_count })),
      event.claim_count
        ? element("div", { class: "tst-voices" }, ...event.voices.map(voice).filter(Boolean))
        : element("p", {}, words.no_claims),
    ];
    const reading = choice.lanes === "reading"; // then what the sides say is what the reader came for
    return [
      element("h3", {}, event.title),
      element(
        "p",
        { class: "tst-when" },
        element("time", { datetime: event.shape === "day" && event.edtf }, event.when),
        event.doubt && element("span", { class: "tst-doubt" }, event.doubt),
      ),
      (hidden || maybe) && element("p", { class: "tst-note" }, hidden ? words.known_not_yet : words.known_maybe),
      ...((reading && said) || []),
      element("p", { class: "tst-meta" }, details),
      !hidden && element("p", { lang: "en" }, event.summary),
      !hidden && order(undecided),
      !hidden && sources(event, choice),
      !hidden && connected(event, choice),
      ...((!reading && said) || []),
    ].filter(Boolean);
  }

  function jump(event) {
    const button = element("button", { type: "button", class: "tst-jump", [SUPPRESS]: "true" }, event.title);
    button.addEventListener("click", () => select(event.id));
    return button;
  }

  // Two acts of one day, or of one month: who was first is often the dispute itself
  function order(undecided) {
    if (!undecided.length) return null;
    const list = undecided.map((other) => byId.get(other));
    const items = list.map((other) => element("li", {}, `${other.when}: `, jump(other)));
    if (items.length <= AT_ONCE)
      return element("div", { class: "tst-more tst-undecided" }, element("p", {}, words.undecided), element("ul", {}, ...items));
    const summary = element("summary", { [SUPPRESS]: "true" }, `${words.undecided} (${items.length})`);
    return element("details", { class: "tst-more tst-undecided" }, summary, element("ul", {}, ...items));
  }

  // A statement by the other side is often an event of its own: one step away, not missing
  function connected(event, { known_on, links }) {
    const found = story.links
      .map((link, number) => ({ ...link, number, other: byId.get(link.from === event.id ? link.to : link.from) }))
      .filter((link) => link.from === event.id || link.to === event.id)
      .filter(({ other, claim }) => [other, claim].every((one) => !one || status(one.known, known_on) !== "no"))
      .sort((a, b) => a.other.order - b.other.order);
    if (!found.length) return null;
    const summary = element("summary", { [SUPPRESS]: "true" }, `${words.connected} (${found.length})`);
    const list = element("ul", {}, ...found.map((link) => linked(link, link.from === event.id)));
    return element("details", { class: "tst-more tst-connected", open: links }, summary, list);
  }

  function linked({ number, other, kind, forth, back, claim, source }, out) {
    const item = element(
      "li",
      { "data-link": number },
      element("span", { class: `tst-key-link ${kind}` }),
      `${out ? forth : back}: `,
      jump(other),
      element("span", { class: "tst-quiet" }, ` ${other.when}`),
      claim ? saying(claim) : source && element("p", { class: "tst-small" }, citation(story.sources[source])),
    );
    for (const [name, on] of [["focusin", number], ["focusout", null], ["pointerenter", number], ["pointerleave", null]])
      item.addEventListener(name, () => light(on));
    return item;
  }

  // Opens the card at one link, as after a click on its line
  function open(number) {
    const item = card.querySelector(`.tst-connected [data-link="${number}"]`);
    if (!item) return;
    item.closest("details").open = true;
    item.querySelector("button").focus({ preventScroll: true });
    card.scrollTop += item.getBoundingClientRect().top - card.getBoundingClientRect().top - 40;
    light(number);
  }

  function sources(event, { known_on }) {
    const known = event.sources.filter((source) => status(story.sources[source].known, known_on) !== "no");
    const list = element(
      "ul",
      {},
      ...known.map((source) => element("li", {}, citation(story.sources[source]))),
    );
    const summary = element("summary", { [SUPPRESS]: "true" }, `${words.sources} (${known.length})`);
    const basis =
      event.date_basis &&
      element("p", {}, `${words.date_basis}: `, element("span", { lang: "en" }, event.date_basis));
    return element("details", { class: "tst-more", open: known.length < 3 }, summary, list, basis);
  }

  // One side's statements. An empty side is shown too: that nobody is quoted is something to notice.
  function voice({ side, name, claims }) {
    if (!claims.length && side !== "JPN" && side !== "ROK") return null;
    const statements = claims.length
      ? [...claims.slice(0, AT_ONCE).map(saying), further(claims.slice(AT_ONCE))]
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
    return element("details", { class: "tst-more" }, summary, ...claims.map(saying));
  }

  function saying({ speaker, role, when, statement, evidence, source, locator }) {
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

  return { card, show, open };
}
