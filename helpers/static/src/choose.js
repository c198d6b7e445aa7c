// Which events are shown. helpers/timeline.py has the same rules for `timeline.shown`; a test compares the two.

import { status } from "./known.js";

export function shownEvents(story, choice) {
  const words = choice.search.toLowerCase().split(/\s+/).filter(Boolean);
  return story.events.filter(
    (event) =>
      (!choice.actor || event.actors.includes(choice.actor)) &&
      (!choice.theme || event.themes.includes(choice.theme)) &&
      (!choice.start || event.to >= choice.start) &&
      (!choice.end || event.from <= choice.end) &&
      status(event.known, choice.known_on) !== "no" &&
      words.every((word) => event.find.includes(word)),
  );
}

// The lanes that have something to show, each with its events in order of time
export function filledLanes(story, lanes, events) {
  const inside = new Map(story.lanes[lanes].map((lane) => [lane.id, []]));
  for (const event of events) for (const id of event.lanes[lanes]) inside.get(id)?.push(event);
  return story.lanes[lanes]
    .map((lane) => ({ ...lane, events: inside.get(lane.id) }))
    .filter((lane) => lane.events.length)
    .map((lane) => ({
      ...lane,
      count: lane.events.filter(({ empty }) => lanes !== "reading" || !empty?.includes(lane.id)).length,
    }));
}
