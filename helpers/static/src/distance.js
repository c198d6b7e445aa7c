// A guess beside the data, in words. helpers/distance.py has the same rules; a test compares the two.

import { say } from "./dom.js";

const FORMAT = new Intl.NumberFormat("en", { maximumFractionDigits: 4 });

// All three languages part thousands by commas and decimals by a point
export const plain = (value) => (Math.abs(value) < 5e-5 ? "0" : FORMAT.format(value));
export const amount = (value, unit) => plain(value) + joined(unit);
export const joined = (unit) => (unit.startsWith("%") || unit.codePointAt(0) > 0x2e7f ? unit : ` ${unit}`);

// A value of the data with its unit; a range is told as a range
export function said({ value, low, high }, { words, unit }) {
  if (low === null && high === null) return amount(value, unit);
  let span;
  if (low !== null && high !== null) span = say(words.range, { low: plain(low), high: amount(high, unit) });
  else if (low !== null) span = say(words.low_only, { low: amount(low, unit) });
  else span = say(words.high_only, { high: amount(high, unit) });
  return value === null ? span : say(words.value_range, { value: amount(value, unit), range: span });
}

// How far a guess lies from the data: a distance and its direction, never a mark
export function gap(guess, { value, low, high }, story) {
  const words = story.words;
  if (low !== null || high !== null) {
    const [bottom, top] = [low ?? -Infinity, high ?? Infinity];
    if (bottom <= guess && guess <= top) return words.inside;
    if (guess > top) return say(words.above_range, { diff: distance(guess - top, story) });
    return say(words.below_range, { diff: distance(bottom - guess, story) });
  }
  const off = guess - value;
  if (Math.abs(off) < 5e-5) return words.equal;
  const side = off > 0 ? "above" : "below";
  const diff = distance(Math.abs(off), story);
  if (story.percent || value === 0) return say(words[`${side}_plain`], { diff });
  return say(words[side], { diff, percent: share(Math.abs(off / value) * 100, words) });
}

const distance = (number, story) => amount(number, story.percent ? story.words.points : story.unit);

function share(percent, words) {
  const size = percent < 10 ? 10 : 1;
  const rounded = Math.floor(percent * size + 0.5) / size;
  return rounded ? `${plain(rounded)}%` : words.tiny;
}

// --- what a reader types ------------------------------------------------------------------------------------

const SIZES = [
  ["thousand|k|천|千", 1e3],
  ["만|万|萬", 1e4],
  ["million|m|백만|百万", 1e6],
  ["억|億", 1e8],
  ["billion|bn|b|십억|十億", 1e9],
  ["trillion|조|兆", 1e12],
];
const NUMBER = "(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d*)?|\\.\\d+";
const LARGE = /(m|b|tr)illion|백만|십억|[만억조万億兆]|0,000|00 /;
const PART = new RegExp(`^(${NUMBER})(${SIZES.map(([words]) => words).join("|")})?`);

// {value} of "8,000,000", "８００万", "753만 8952" or "8 million"; {} of nothing; {error} of anything else
export function parse(text, story) {
  const words = story.words;
  let rest = text.normalize("NFKC").toLowerCase().replace(/[\s'_]/g, "").replace(/^[−–]/, "-");
  if (!rest) return {};
  const unit = story.unit.normalize("NFKC").toLowerCase().replace(/\s/g, "");
  if (unit && rest.endsWith(unit) && rest !== unit) rest = rest.slice(0, -unit.length);
  const sign = rest.startsWith("-") ? -1 : 1;
  rest = rest.replace(/^[-+]/, "");
  if (/^\d{16,}|^[\d,]{22,}|\.\d{5,}/.test(rest)) return { error: words.bad_digits };
  let value = 0;
  let below = Infinity; // 753만 8952: each part is smaller than the one before
  while (rest) {
    const part = PART.exec(rest);
    const size = part?.[2] ? SIZES.find(([names]) => names.split("|").includes(part[2]))[1] : 1;
    // In "billion yen" nobody can tell what "8 million" would mean
    if (!part || size >= below || (part[2] && LARGE.test(story.unit))) {
      const example = plain(1234567);
      return { error: say(words.bad_text, { text: text.trim().slice(0, 40), example }) };
    }
    value += Number(part[1].replaceAll(",", "")) * size;
    below = size;
    rest = rest.slice(part[0].length);
  }
  value = sign * Number(value.toPrecision(15));
  if (Math.abs(value) >= 1e15) return { error: words.bad_digits };
  if (story.least !== null && value < story.least)
    return { error: say(words.bad_least, { least: plain(story.least) }) };
  if (story.most !== null && value > story.most)
    return { error: say(words.bad_most, { most: plain(story.most) }) };
  return { value };
}
