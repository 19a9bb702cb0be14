// How numbers are written: with as many digits as tell those apart that stand together. The same in Python, with the reasons,
// is study/digits.py; tests/digits.json holds the cases that both must pass.

import { PARTS } from "../study/dates.py";
import { FEW, LEAST_GAP, MOST_BEFORE_A_WORD, MOST_DIGITS, MOST_PLACES, NOISE, PLAIN, UNITS, WHOLE } from "../study/digits.py";

// A word as a sentence begins with it.
export const capital = (word) => word[0].toUpperCase() + word.slice(1);

export const rounded = (value) => written(value, 0);

// A number among others: `step` is how small a difference between them is to be seen; `smallest`: of a computed number, the
// smallest of those that it was computed from, or Infinity.
export function written(value, step, smallest = 0) {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  if (size === 0 || (size < smallest && size <= NOISE * step)) return "0";
  const power = powerOf(size, 2);
  let places = 2 - power;
  if (step > 0) places = Math.max(places, Math.min(-powerOf(step, 12), MOST_DIGITS - 1 - power));
  let text;
  if (power >= WHOLE || (power < PLAIN && !(step > 0 && places <= MOST_PLACES))) {
    const [mantissa] = size.toExponential(power + places).split("e");
    text = `${trimmed(mantissa)} × 10${String(power).replace(/./g, (c) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(c)])}`;
  } else {
    const unit = UNITS.findLast(([first, exponent]) => power >= first && places + exponent <= MOST_BEFORE_A_WORD);
    text = unit ? `${fixed(size / 10 ** unit[1], places + unit[1])} ${unit[2]}` : fixed(size, Math.max(0, places));
  }
  return value < 0 && text !== "0" ? `−${text}` : text;
}

// The power of ten of a number above 0, when rounded to so many digits behind its first.
const powerOf = (size, digits) => Number(size.toExponential(digits).split("e")[1]);

const trimmed = (text) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);

function fixed(size, places) {
  const [whole, decimals] = trimmed(size.toFixed(places)).split(".");
  const commas = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return decimals ? `${commas}.${decimals}` : commas;
}

// The step that tells apart those of some computed numbers that differ, but for rounding; 0 where none do.
export function stepBetween(values) {
  const numbers = [...new Set(Array.from(values).filter(Number.isFinite))].sort((a, b) => a - b);
  if (numbers.length < 2) return 0;
  let least = NOISE * Math.max(...numbers.map(Math.abs));
  if (numbers.length > FEW) {
    const last = numbers.length - 1;
    least = Math.max(least, LEAST_GAP * (numbers[Math.floor(0.9 * last)] - numbers[Math.ceil(0.1 * last)]));
  }
  const gaps = numbers.slice(1).map((number, i) => number - numbers[i]).filter((gap) => gap > least);
  return gaps.length ? Math.min(...gaps) : 0;
}

// The same for two that are compared: of one size, each has as many decimals, zeros at the end too ("692.0" beside "692.2").
export function alikeWritten(values) {
  const texts = allWritten(values), places = (text) => text.split(".")[1]?.length ?? 0;
  if (!texts.every((text) => /^[\d,.]+$/.test(text)) || new Set(texts.map((text) => text.split(".")[0].length)).size > 1) return texts;
  const most = Math.max(...texts.map(places));
  return texts.map((text) => (text === "0" || places(text) === most ? text : `${text}${places(text) ? "" : "."}${"0".repeat(most - places(text))}`));
}

export function allWritten(values) {
  const step = stepBetween(values);
  return Array.from(values, (value) => written(value, step, Infinity));
}

// A share from 0 to 1 as percent, never rounded to 0% or 100% if it is not.
export function share(value) {
  if (!Number.isFinite(value)) return "–";
  const percent = 100 * value, end = Math.min(percent, 100 - percent);
  return `${fixed(percent, end >= 1 || end <= 100 * NOISE ? 0 : -powerOf(end, 12))}%`;
}

// Days since 1970 as a date, with as much of the time of day as shows a difference of `step`, in days.
export function asDate(days, step) {
  if (!Number.isFinite(days)) return "–";
  const [parts, , length] = PARTS.find(([each]) => step <= 0 || each * step * (1 + NOISE) >= 1) ?? PARTS.at(-1);
  const whole = parts === 1 ? Math.floor(days) : Math.round(days * parts);
  return new Date((whole * 86_400_000) / parts).toISOString().replace("T", " ").slice(0, length);
}
