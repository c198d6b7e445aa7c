// Labels broken into lines, and packed into rows so that nothing lies on anything else.

const LINE = 17;
const MARK = 10; // half of the room that a marker takes
const GAP = 14; // from the marker's middle to its label
const LONG_BAR = 60; // a longer bar has its label underneath
const TOP = 4;
const TIDY = 200; // a lane of this height need not be made denser
const NARROW_LABEL = 150;
const WIDEST_LABEL = 206;
const LEAST_LABEL = 96; // with less room a label cannot be read

// Width of a text in the widget's own font. One canvas for all timelines of the page.
let pen = null;
export function textRuler(font) {
  pen ??= document.createElement("canvas").getContext("2d");
  const widths = new Map();
  return (text) => {
    if (!widths.has(text)) {
      pen.font = font;
      widths.set(text, pen.measureText(text).width);
    }
    return widths.get(text);
  };
}

// Lines of at most `most` pixels, with "…" where the last one is cut. A narrow label may have a line more.
export function wrap(text, most, lang, textWidth) {
  const mostLines = most < NARROW_LABEL ? 3 : 2;
  const lines = [""];
  for (const piece of pieces(text, lang)) {
    const longer = lines.at(-1) + piece;
    if (lines.at(-1) && textWidth(longer.trimEnd()) > most) lines.push(piece);
    else lines[lines.length - 1] = longer;
  }
  const kept = lines.map((line) => line.trim()).slice(0, mostLines);
  const cut = lines.length > mostLines || textWidth(kept.at(-1)) > most;
  if (cut) {
    let last = kept.at(-1);
    while (last && textWidth(last + "…") > most) last = last.slice(0, -1);
    kept[kept.length - 1] = last.trimEnd() + "…";
  }
  return { lines: kept, width: Math.max(...kept.map(textWidth)), cut };
}

// Where a line may break: after spaces; in Japanese between words, but not before 、。」, after 「, or before a unit
function pieces(text, lang) {
  if (lang !== "ja") return text.match(/\S+\s*/g) ?? [""];
  const words = globalThis.Intl?.Segmenter
    ? [...new Intl.Segmenter("ja", { granularity: "word" }).segment(text)].map((part) => part.segment)
    : [...text];
  const joined = [];
  for (const word of words) {
    const last = joined.at(-1) ?? "";
    const unit = /[0-9０-９]$/.test(last) && /^[年月日時分件人回社億万兆円]/.test(word);
    const stays =
      unit ||
      /^[、。，．・：；？！ー々っゃゅょッャュョ」』）】％%)\]]/.test(word) ||
      /[「『（【(\[]$/.test(last);
    if (stays && last) joined[joined.length - 1] += word;
    else joined.push(word);
  }
  return joined;
}

// The widest label that fits on either side of a marker; null where there is too little room
export function labelRoom(x, width, before = 0, after = 0) {
  const room = (space) => (space < LEAST_LABEL ? null : Math.min(WIDEST_LABEL, Math.floor(space / 8) * 8));
  const beside = (bar) => (bar > LONG_BAR ? 0 : Math.max(0, bar - 6)); // a label begins behind a short bar
  const [left, right] = [room(x - GAP - beside(before)), room(width - x - GAP - beside(after))];
  return left || right ? { left, right } : { [x < width / 2 ? "right" : "left"]: LEAST_LABEL };
}

// Gives each box {x, left, right, bar, labels} a place from the top and a side for its label, so that markers,
// bars and labels keep clear of one another. Labels stand to the right of their marker; where a lane would become
// high, a second packing also puts labels to the left, and is taken if it saves room.
export function pack(boxes) {
  const plain = packed(boxes, ["right"]);
  if (plain.height <= TIDY) return plain;
  const both = packed(boxes, ["left", "right"]);
  return both.height < plain.height * 0.9 ? both : plain;
}

function packed(boxes, sides) {
  const taken = [];
  const placed = boxes.map((box) => {
    const shapes = sidesOf(box, sides)
      .map((side) => shapeOf(box, side))
      .map((shape) => ({ ...shape, y: highestFree(shape, taken) }));
    const shape = shapes.reduce((best, next) => (next.y < best.y ? next : best));
    taken.push(
      ...shape.parts.map((part) => ({ ...part, top: part.top + shape.y, bottom: part.bottom + shape.y })),
    );
    return { ...box, ...shape };
  });
  return { boxes: placed, height: Math.max(...taken.map((part) => part.bottom)) + TOP };
}

// The wanted sides that have room for the whole label; failing that, the other side, or a label that is cut
function sidesOf(box, wanted) {
  const possible = [...wanted, "left", "right"].filter((side) => box.labels[side]);
  const whole = possible.filter((side) => !box.labels[side].cut);
  const best = (whole.length ? whole : possible).filter((side, i, all) => all.indexOf(side) === i);
  const asked = best.filter((side) => wanted.includes(side));
  return asked.length ? asked : best;
}

// The place nearest to the top where a shape touches nothing
function highestFree(shape, taken) {
  const near = shape.parts.map((part) =>
    taken.filter((other) => part.left < other.right && part.right > other.left),
  );
  const heights = [TOP, ...near.flat().map((other) => other.bottom)].sort((a, b) => a - b);
  const free = (y) =>
    shape.parts.every((part, i) =>
      near[i].every((other) => part.bottom + y <= other.top || part.top + y >= other.bottom),
    );
  return heights.find(free);
}

// What a box covers: its marker with its bar, and its label beside them, or under a bar that is long
function shapeOf(box, side) {
  const bar = box.bar ? (side === "right" ? box.right - box.x : box.x - box.left) : 0;
  const { lines, width } = box.labels[side];
  const long = bar > LONG_BAR;
  const shift = long ? 0 : Math.max(0, bar - 6);
  const drop = long ? 16 : 0;
  const near = long ? 0 : GAP + shift - 4;
  const far = GAP + shift + width + 6;
  const [from, to] = side === "right" ? [box.x + near, box.x + far] : [box.x - far, box.x - near];
  const mark = {
    left: Math.min(box.left, box.x - MARK),
    right: Math.max(box.right, box.x + MARK),
    top: 0,
    bottom: 24,
  };
  const label = { left: from, right: to, top: drop, bottom: drop + Math.max(24, lines.length * LINE + 5) };
  return { side, shift, drop, lines, parts: [mark, label] };
}
