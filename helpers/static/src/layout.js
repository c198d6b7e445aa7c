// Labels broken into lines, and packed into rows so that nothing lies on anything else; or gathered into clusters.

const LINE = 17;
const STRIP = 8; // heights are counted in strips of this many pixels
const MARK = 12; // half of the room that a marker takes: 24 pixels are the least that a finger can hit
const MARK_STRIPS = 3;
const GAP = 14; // from the marker's middle to its label
const LONG_BAR = 60; // a longer bar has its label underneath
const TOP = 4;
const TIDY = 200; // a lane of this height need not be made denser
const NARROW_LABEL = 150;
const WIDEST_LABEL = 206;
const LONG_LABEL = 400; // on one line, where that saves height
const LEAST_LABEL = 96; // with less room a label cannot be read
const LONGEST_TEXT = 300; // letters; more never fit into a label
export const ONE_LINE = 28; // height of a lane that is folded

// --- text --------------------------------------------------------------------------------------------------

// Measures texts in the widget's own font and breaks them into lines; what was measured once is kept.
export function makeTypesetter(font, lang) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = font;
  const widths = new Map();
  const texts = new Map();

  function textWidth(text) {
    let width = widths.get(text);
    if (width === undefined) widths.set(text, (width = pen.measureText(text).width));
    return width;
  }

  // Lines of at most `most` pixels, with "…" where the last one is cut. A narrow label may have a line more.
  function wrap(text, most, mostLines = most < NARROW_LABEL ? 3 : 2) {
    let known = texts.get(text);
    if (!known) texts.set(text, (known = { pieces: measured(text), wrapped: new Map() }));
    const key = most * 10 + mostLines;
    if (!known.wrapped.has(key)) known.wrapped.set(key, lines(known.pieces, most, mostLines, textWidth));
    return known.wrapped.get(key);
  }

  const measured = (text) =>
    pieces(text.slice(0, LONGEST_TEXT), lang).map((piece) => {
      const word = piece.trimEnd();
      const width = textWidth(word);
      return { text: piece, width, advance: word === piece ? width : width + textWidth(" ") };
    });

  return { textWidth, wrap };
}

function lines(pieces, most, mostLines, textWidth) {
  const found = [{ text: "", width: 0, advance: 0 }];
  let cut = false;
  for (const { text, width, advance } of pieces) {
    let line = found.at(-1);
    if (line.text && line.advance + width > most) {
      if ((cut = found.length === mostLines)) break;
      found.push((line = { text: "", width: 0, advance: 0 }));
    }
    line.text += text;
    line.width = line.advance + width;
    line.advance += advance;
  }
  const last = found.at(-1);
  for (const line of found)
    if (line === last ? cut || line.width > most : line.width > most) {
      line.text = shortened(line.text, most, textWidth);
      line.width = Math.min(most, textWidth(line.text));
      cut = true;
    }
  return {
    text: found.map((line) => line.text.trimEnd()).join("\n"),
    count: found.length,
    width: Math.max(...found.map((line) => line.width)),
    cut,
  };
}

function shortened(text, most, textWidth) {
  const letters = [...text.trimEnd()]; // by code points: half a letter is none
  let [fits, over] = [0, letters.length + 1];
  while (over - fits > 1) {
    const middle = (fits + over) >> 1;
    if (textWidth(letters.slice(0, middle).join("") + "…") <= most) fits = middle;
    else over = middle;
  }
  // At a word where there are spaces: half a word would be no part of the spoken name
  const kept = letters.slice(0, fits).join("");
  const space = fits < letters.length ? kept.lastIndexOf(" ") : -1;
  return (space > kept.length / 3 ? kept.slice(0, space) : kept).trimEnd() + "…";
}

// Where a line may break: after spaces; in Japanese between words, but not before 、。」, after 「, or before a unit
function pieces(text, lang) {
  const clean = text.replace(/\s+/g, " ").trim();
  if (lang !== "ja") return clean.match(/\S+ ?/g) ?? [""];
  const joined = [];
  for (const word of wordsOf(clean)) {
    const last = joined.at(-1) ?? "";
    const unit = /[0-9０-９]$/.test(last) && /^[年月日時分件人回社億万兆円]/.test(word);
    const stays =
      unit ||
      word === " " ||
      /^[、。，．・：；？！ー々っゃゅょッャュョ」』）】％%)\]]/.test(word) ||
      /[「『（【(\[]$/.test(last);
    if (stays && last) joined[joined.length - 1] += word;
    else joined.push(word);
  }
  return joined.length ? joined : [""];
}

let segmenter = null;
function wordsOf(text) {
  if (!globalThis.Intl?.Segmenter) return [...text];
  segmenter ??= new Intl.Segmenter("ja", { granularity: "word" });
  return Array.from(segmenter.segment(text), (part) => part.segment);
}

// --- labels ------------------------------------------------------------------------------------------------

// The widest label that fits on either side of a marker; null where there is too little room
export function labelRoom(box, width, long) {
  const widest = long ? LONG_LABEL : WIDEST_LABEL;
  const room = (space) => (space < LEAST_LABEL ? null : Math.min(widest, Math.floor(space / 8) * 8));
  const left = room(box.x - GAP - beside(box, "left"));
  const right = room(width - box.x - GAP - beside(box, "right"));
  return left || right ? { left, right } : { [box.x < width / 2 ? "right" : "left"]: LEAST_LABEL };
}

// How far a label stands off because of a bar between it and its marker
function beside(box, side) {
  const bar = barOn(box, side);
  return bar > LONG_BAR ? 0 : Math.max(0, bar - 6);
}

const barOn = (box, side) => (box.bar ? (side === "right" ? box.right - box.x : box.x - box.left) : 0);

// Gives each box {x, left, right, bar, labels} a place from the top and a side for its label, so that markers,
// bars and labels keep clear of one another. Labels stand to the right of their marker. Where a lane would become
// high, it is packed again with labels on both sides, and with long ones on one line; what saves room is taken.
export function pack(boxes) {
  let best = packed(boxes, ["right"], false);
  if (best.height <= TIDY) return best;
  for (const [sides, long] of [[["left", "right"], false], [["right"], true], [["left", "right"], true]]) {
    const next = packed(boxes, sides, long, best.height);
    if (next.height < best.height * 0.93) best = next;
  }
  return best;
}

// From left to right; each box takes the highest strips that are still free there. A strip remembers what lies in
// it, so that a box is compared with few others and not with all.
function packed(boxes, sides, long, enough = Infinity) {
  const taken = [];
  const placed = new Array(boxes.length);
  const order = boxes.map((_, i) => i).sort((i, j) => boxes[i].left - boxes[j].left || i - j);
  for (const i of order) {
    let best = null;
    for (const side of sidesOf(boxes[i], sides, long)) {
      const shape = shapeOf(boxes[i], side, long);
      const strip = highestFree(shape.parts, taken);
      if (!best || strip < best.strip) best = { strip, shape };
    }
    for (const part of best.shape.parts)
      for (let k = 0; k < part.strips; k++) {
        const strip = best.strip + part.top + k;
        while (taken.length <= strip) taken.push([]);
        taken[strip].push(part.left, part.right);
      }
    if (taken.length * STRIP > enough) return { height: Infinity }; // already higher than another way
    placed[i] = { ...boxes[i], ...best.shape, y: TOP + best.strip * STRIP };
  }
  return { boxes: placed, height: 2 * TOP + Math.max(MARK_STRIPS, taken.length) * STRIP };
}

function highestFree(parts, taken) {
  let strip = 0;
  for (let i = 0; i < parts.length; i++) {
    const { top, strips } = parts[i];
    const blocked = lastBlocked(taken, parts[i], strip + top, strip + top + strips - 1);
    if (blocked < 0) continue;
    strip = blocked + 1 - top;
    i = -1; // lower down, so look at all parts again
  }
  return strip;
}

function lastBlocked(taken, { left, right }, first, last) {
  for (let strip = Math.min(last, taken.length - 1); strip >= first; strip--) {
    const reaches = taken[strip]; // from, to, from, to ...
    for (let i = reaches.length - 2; i >= 0; i -= 2)
      if (reaches[i] < right && reaches[i + 1] > left) return strip;
  }
  return -1;
}

// The wanted sides that have room for the whole label; failing that, the other side, or a label that is cut
function sidesOf(box, wanted, long) {
  if (!box.labels) return ["right"];
  const whole = (side) => box.labels(side, long) && !box.labels(side, long).cut;
  const asked = wanted.filter(whole);
  if (asked.length) return asked;
  const possible = ["right", "left"].filter(whole);
  if (possible.length) return possible;
  return ["right", "left"].filter((side) => box.labels(side, long));
}

// What a box covers: its marker with its bar, and its label beside them, or under a bar that is long
function shapeOf(box, side, oneLine) {
  const half = box.half ?? MARK;
  const left = Math.min(box.left, box.x - half);
  const right = Math.max(box.right, box.x + half);
  if (!box.labels) return { side, parts: [{ left, right, top: 0, strips: MARK_STRIPS }] };
  const label = box.labels(side, oneLine);
  const long = barOn(box, side) > LONG_BAR;
  const shift = beside(box, side);
  const far = GAP + shift + label.width + 8;
  const strips = Math.max(MARK_STRIPS, Math.ceil((label.count * LINE + 5) / STRIP));
  if (!long) {
    const [from, to] = side === "right" ? [left, box.x + far] : [box.x - far, right];
    const part = { left: Math.min(left, from), right: Math.max(right, to), top: 0, strips };
    return { side, shift, drop: 0, label, parts: [part] };
  }
  const [from, to] = side === "right" ? [box.x + 10, box.x + far] : [box.x - far, box.x - 10];
  const parts = [
    { left, right, top: 0, strips: 2 },
    { left: Math.min(from, box.x - half), right: Math.max(to, box.x + half), top: 2, strips },
  ];
  return { side, shift, drop: 16, label, parts };
}

// --- clusters ----------------------------------------------------------------------------------------------

// Boxes in groups, so that the groups' markers stand clear of one another on one line. Each group lies in the
// middle of its boxes; `halfWidth` tells from a group's size how wide its marker is.
export function gather(boxes, halfWidth, width) {
  const groups = [];
  for (const box of [...boxes].sort((a, b) => a.x - b.x)) {
    let group = { x: box.x, boxes: [box] };
    for (;;) {
      const before = groups.at(-1);
      if (!before || group.x - before.x >= halfWidth(before.boxes.length) + halfWidth(group.boxes.length)) break;
      groups.pop();
      group = joined(before, group, halfWidth, width);
    }
    groups.push(group);
  }
  return groups;
}

function joined(one, other, halfWidth, width) {
  const [a, b] = [one.boxes.length, other.boxes.length];
  const half = halfWidth(a + b);
  const middle = (one.x * a + other.x * b) / (a + b);
  return {
    x: Math.max(half - MARK, Math.min(width - half + MARK, middle)),
    boxes: a >= b ? push(one.boxes, other.boxes) : push(other.boxes, one.boxes),
  };
}

// Into the longer list: joining many boxes one by one must not copy them each time
function push(list, more) {
  for (const one of more) list.push(one);
  return list;
}
