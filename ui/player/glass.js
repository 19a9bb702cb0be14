// Means that would hide what there is to see around them are drawn as glass, their numbers beside them. The same in Python is
// charts/glass.py, with the reasons; tests/glass.json holds the cases that both must pass. Here pixels count downwards.

import { AROUND, FEW, MOST_NAMED, RING, SMALL_SHARE } from "../../charts/glass.py";
import { topmost } from "../geometry.js";

const BESIDE = { x: 11, y: 15, radius: 12 }; // pixels from a mean of this radius, aside and up, to its number beside it
const WIDEST = 60; // pixels that the widest label takes, counted from its mean

// Which means hide all, or nearly all, of the points around them. A point under another mean is not seen either.
// `means`, `places`: { x, y } in pixels; `radius`: of a mean.
export function areGlass(means, places, radius) {
  const within = (reach) => Array.from(means.x, (mx, j) => places.x.reduce((found, x, i) => {
    if ((x - mx) ** 2 + (places.y[i] - means.y[j]) ** 2 < reach ** 2) found.push(i);
    return found;
  }, []));
  const hidden = within(radius), around = within(AROUND * radius), covered = new Set(hidden.flat());
  return hidden.map((own, j) => {
    const seen = around[j].filter((i) => !covered.has(i)).length;
    return own.length > 0 && seen <= Math.max(FEW, SMALL_SHARE * around[j].length);
  });
}

// The numbers written at each mean: its own; of means at one place, which would cover each other, all at the one on top.
export function namedAt(means, radius) {
  const on = [];
  for (let j = means.x.length - 1; j >= 0; j--) {
    const above = topmost(means.x, means.y, means.x[j], means.y[j], radius / 2);
    on[j] = above === j ? j : on[above];
  }
  return on.map((_, j) => on.flatMap((top, other) => (top === j ? [other + 1] : [])));
}

// How wide each mean is drawn, 1 being as wide as any: wider, the more of them lie over it at its place.
export function widthsOf(named) {
  const times = named.map(() => 1);
  for (const numbers of named) numbers.toReversed().forEach((number, above) => { times[number - 1] = 1 + RING * Math.min(above, MOST_NAMED - 1); });
  return times;
}

// Those numbers as they are written.
export function labelOf(numbers) {
  return numbers.length > MOST_NAMED ? `${numbers.slice(0, MOST_NAMED - 1).join(", ")} +${numbers.length - MOST_NAMED + 1}` : numbers.join(", ");
}

// On which side of mean `j` its number has room, away from the nearest other mean: 1 is right and up, -1 left and down.
export function sideOf(means, j, radius) {
  const others = Array.from(means.x, (x, i) => [means.x[j] - x, means.y[i] - means.y[j]]).filter((away) => Math.hypot(...away) >= radius / 2);
  const nearest = others.sort((a, b) => Math.hypot(...a) - Math.hypot(...b))[0];
  const away = nearest && Math.hypot(...nearest) < AROUND * radius ? nearest : [0, 0];
  return away.map((distance) => (distance < -radius / 2 ? -1 : 1));
}

// Where the number of mean `j` stands beside it, inside a picture so wide.
export function besideMean(means, j, radius, width) {
  const [right, up] = sideOf(means, j, radius), out = Math.max(1, radius / BESIDE.radius);
  const side = means.x[j] + WIDEST > width ? -1 : right;
  return { x: side * out * BESIDE.x, y: -up * out * BESIDE.y, anchor: side > 0 ? "start" : "end", position: `${up > 0 ? "top" : "bottom"} ${side > 0 ? "right" : "left"}` };
}
