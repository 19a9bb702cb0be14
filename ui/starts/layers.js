// What a map of starting places says: which answer a place leads to, and how much of the map each has. No page, no pixels.

import { nearestOnGrid } from "../geometry.js";

const MOST_LISTED = 9;
const LEAST_LISTED = 0.01; // of the map: who drags a mean by hand hardly meets less

// The number of the answer that a place leads to; -1 where it is not known. No layer knows of none.
export function kindAt(layer, [across, up]) {
  return layer ? layer.z[nearestOnGrid(layer.y, up)][nearestOnGrid(layer.x, across)] : -1;
}

// The answers with the largest shares of the map, and however small those that only the map has, which is said above it, as
// [number, share], in the order of their numbers.
export function largestShares(layer, isNew = () => false) {
  const counts = new Map();
  for (const kind of layer ? layer.z.flat() : []) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const total = layer ? layer.x.length * layer.y.length : 1;
  const shares = [...counts].map(([kind, count]) => [kind, count / total]).filter(([kind]) => kind >= 0).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const large = shares.filter(([kind, share], place) => isNew(kind) || (place < MOST_LISTED && share >= LEAST_LISTED));
  // A single one that is left is told by its name: it takes the line that would say "others".
  return (shares.length === large.length + 1 ? shares : large).sort((a, b) => a[0] - b[0]);
}

// The share of the map that is not in such a list.
export function shareOfOthers(layer, listed) {
  const known = layer ? layer.z.flat().filter((kind) => kind >= 0).length / (layer.x.length * layer.y.length) : 0;
  const rest = known - listed.reduce((sum, [, share]) => sum + share, 0);
  return rest > 1e-9 ? rest : 0; // what is left of adding up
}

// Whether two maps show the same stretch of the plane and as many means.
export function sameGround(one, other) {
  return one.means.length === other.means.length && String(one.box) === String(other.box);
}
