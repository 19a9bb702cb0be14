// Places and lengths: pure functions, in whatever unit they are given. Nothing here knows of a page.

const ASIDE = 16, ABOVE = 20; // pixels from a place to its tip

export const clamp = (value, [low, high]) => Math.min(high, Math.max(low, value));

// Which of at least two evenly spaced places is the nearest to a value.
export function nearestOnGrid(places, value) {
  const step = (places[places.length - 1] - places[0]) / (places.length - 1);
  return clamp(Math.round((value - places[0]) / step), [0, places.length - 1]);
}

// Of the places closer than `reach`, the one drawn last, on top; -1 where there is none.
export const topmost = (xs, ys, x, y, reach) => xs.findLastIndex((each, i) => Math.hypot(each - x, ys[i] - y) < reach);

// Of the places no farther than `reach`, the nearest; of several at one place the last, on top; -1 where there is none.
export function nearestWithin(xs, ys, x, y, reach) {
  let best = -1, least = reach ** 2;
  xs.forEach((each, i) => {
    const distance = (each - x) ** 2 + (ys[i] - y) ** 2;
    if (distance <= least) { least = distance; best = i; }
  });
  return best;
}

// Of some places the nearest to place `i` that lies from it in a direction (a step of one along an axis) rather than aside; -1 where
// there is none. Of several at one place, each has its turn.
export function inDirection(xs, ys, i, dx, dy) {
  let best = -1, least = Infinity, leans = true; // whether the best so far lies rather aside: any that does not is better
  xs.forEach((each, j) => {
    const x = each - xs[i], y = ys[j] - ys[i], along = x * dx + y * dy, aside = Math.abs(x * dy) + Math.abs(y * dx);
    if (j === i || along < 0 || (along === 0 && aside > 0) || (x === 0 && y === 0 && (dx + dy > 0) !== j > i)) return;
    const distance = Math.hypot(x, y), isAside = along < aside;
    if (isAside === leans ? distance < least : leans) { least = distance; best = j; leans = isAside; }
  });
  return best;
}

// How far row `i` of `from` is from row `j` of `to`: both hold rows of `dimensions` numbers, one after the other.
export function distanceOfRows(from, i, to, j, dimensions) {
  let sum = 0;
  for (let f = 0; f < dimensions; f++) sum += (from[i * dimensions + f] - to[j * dimensions + f]) ** 2;
  return Math.sqrt(sum);
}

// Whether two sets of places, as { x, y }, are the same.
export const samePlaces = (a, b) => a.x.every((x, j) => x === b.x[j] && a.y[j] === b.y[j]);

// The places that lie `done` of the way, from 0 to 1, between two sets of them.
export function between(from, to, done) {
  const on = (a, b) => a.map((value, j) => value + done * (b[j] - value));
  return { x: on(from.x, to.x), y: on(from.y, to.y) };
}

// Time from 0 to 1 to the share of a way: slowly off, slowly on.
export const ease = (t) => (t < 0.5 ? 4 * t ** 3 : 1 - (2 - 2 * t) ** 3 / 2);

// The end of an axis that reaches at least as far as a value above 0: one or two digits and nothing else.
export function roundEnd(value) {
  if (!(value > 0)) return 0;
  const power = 10 ** Math.floor(Math.log10(value));
  return Number((power * [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((times) => times * power >= value * (1 - 1e-12))).toPrecision(2));
}

// Hundredths are more than anybody sees.
export const pixel = (value) => Math.round(value * 100) / 100;

// An SVG path along some places in pixels, broken where one is NaN.
export function polyline(xs, ys) {
  let path = "", pen = "M";
  for (let i = 0; i < xs.length; i++) {
    if (Number.isNaN(xs[i])) { pen = "M"; continue; }
    path += `${pen}${pixel(xs[i])},${pixel(ys[i])}`;
    pen = "L";
  }
  return path;
}

// An SVG path of circles around some places in pixels, none around NaN; `sizes` are across.
export function circles(xs, ys, sizes) {
  let path = "";
  for (let i = 0; i < xs.length; i++) {
    const r = sizes[i] / 2;
    if (!Number.isNaN(xs[i])) path += `M${pixel(xs[i] - r)},${pixel(ys[i])}a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0`;
  }
  return path;
}

// Where a tip of some size has room near a place, in pixels of a picture: right of it or else left, and within the picture.
export function besidePlace([x, y], [width, height], [wide, high]) {
  const left = x + ASIDE + width > wide ? x - ASIDE - width : x + ASIDE;
  return [Math.max(0, left), Math.max(0, Math.min(y - ABOVE, high - height))];
}
