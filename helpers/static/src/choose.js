// Which events are shown. helpers/timeline.py has the same rules for `timeline.shown`; a test compares the two.

export function shownEvents(story, choice) {
  const words = choice.search.toLowerCase().split(/\s+/).filter(Boolean);
  return story.events.filter(
    (event) =>
      (!choice.actor || event.actors.includes(choice.actor)) &&
      (!choice.theme || event.themes.includes(choice.theme)) &&
      (!choice.start || event.to >= choice.start) &&
      (!choice.end || event.from <= choice.end) &&
      words.every((word) => event.find.includes(word)),
  );
}

// The lanes that have something to show, each with its events in order of time
export function filledLanes(story, lanes, events) {
  return story.lanes[lanes]
    .map((lane) => ({ ...lane, events: events.filter((event) => event.lanes[lanes].includes(lane.id)) }))
    .filter((lane) => lane.events.length);
}
