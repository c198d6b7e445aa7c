// From one event to the next: what the arrow keys mean.

export function makeWalk(lanes) {
  const entries = lanes.flatMap((lane) => lane.events.map((event) => ({ event, lane: lane.index })));
  const list = [...new Set(entries.map(({ event }) => event))].sort((a, b) => a.order - b.order);
  const at = (index) => list[Math.max(0, Math.min(list.length - 1, index))];

  // Left and right go through time, up and down through the lanes, Page keys to the next lane
  function neighbour(key, eventId) {
    if (key === "Home") return at(0);
    if (key === "End") return list.at(-1);
    const now = list.findIndex((event) => event.id === eventId);
    if (key === "ArrowRight") return at(now + 1);
    if (key === "ArrowLeft") return at(now - 1);
    const here = entries.findIndex(({ event }) => event.id === eventId);
    if (key === "ArrowDown") return step(here, 1);
    if (key === "ArrowUp") return step(here, -1);
    if (key === "PageDown" || key === "PageUp") return laneStart(here, key === "PageDown" ? 1 : -1);
    return null;
  }

  // Past further copies of the same event (lanes by actor), so that the arrow never seems stuck
  function step(here, direction) {
    if (here < 0) return entries[0]?.event;
    let next = here + direction;
    while (entries[next] && entries[next].event === entries[here].event) next += direction;
    return (entries[next] ?? entries[here]).event;
  }

  function laneStart(here, direction) {
    if (here < 0) return entries[0]?.event;
    const lane = entries[here].lane + direction;
    return (entries.find((entry) => entry.lane === lane) ?? entries[here]).event;
  }

  return neighbour;
}
