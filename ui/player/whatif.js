// What would be if a mean were elsewhere: which points would be nearest to it, the inertia, the regions. Pure, like run.js; Python
// computes the run when the mean is let go.

import { distanceOfRows } from "../geometry.js";

export class WhatIf {
  // `X` and `means`: rows of `dimensions` numbers, as distances are measured; `others`: which of the means stay; `mean`: the number
  // of the one that does not, which may be a new one. `position`, at `place` on the plot: from where it moves; `lift`: two rows,
  // by which a way on the plot becomes the way of a position. `times`: how many points one of `X` stands for.
  constructor({ X, means, dimensions, others, mean, position, place, lift, times }) {
    Object.assign(this, { X, dimensions, mean, position, place, lift, times });
    const size = X.length / dimensions;
    this.nearest = new Int16Array(size).fill(-1); // of the others
    this.least = new Float64Array(size).fill(Infinity);
    for (let i = 0; i < size; i++) {
      for (const j of others) {
        const distance = distanceOfRows(X, i, means, j, dimensions) ** 2;
        if (distance < this.least[i]) { this.least[i] = distance; this.nearest[i] = j; }
      }
    }
  }

  positionAt({ x, y }) {
    const dx = x - this.place.x, dy = y - this.place.y, d = this.dimensions;
    return Float64Array.from({ length: d }, (_, f) => this.position[f] + dx * this.lift[f] + dy * this.lift[d + f]);
  }

  // { labels, inertia } with the mean at a place. Of means that are as near the lower number takes a point, as everywhere.
  at(place) {
    const { X, dimensions: d, mean, least, nearest } = this, to = this.positionAt(place), labels = new Int8Array(least.length);
    let inertia = 0;
    for (let i = 0; i < labels.length; i++) {
      let away = 0;
      for (let f = 0; f < d; f++) away += (X[i * d + f] - to[f]) ** 2;
      const takes = away < least[i] || (away === least[i] && mean < nearest[i]);
      labels[i] = takes ? mean : nearest[i];
      inertia += takes ? away : least[i];
    }
    return { labels, inertia: inertia * this.times };
  }
}

// The part of a box [left, right, low, high] that is nearest to each of some places { x, y }, as corners [x, y]; `across` and `up`: how
// much a unit on each axis counts.
export function regionsOf({ x, y }, [across, up], [left, right, low, high]) {
  return Array.from(x, (_, j) => {
    let corners = [[left, low], [right, low], [right, high], [left, high]];
    for (let i = 0; i < x.length; i++) {
      if (x[i] === x[j] && y[i] === y[j]) {
        if (i < j) corners = []; // of means at one place, the first takes it all
        continue;
      }
      const normal = [across ** 2 * (x[i] - x[j]), up ** 2 * (y[i] - y[j])];
      corners = cut(corners, normal, (normal[0] * (x[i] + x[j]) + normal[1] * (y[i] + y[j])) / 2);
    }
    return corners;
  });
}

// What of a polygon lies where the product with `normal` is at most `limit`.
function cut(corners, [a, b], limit) {
  const kept = [];
  corners.forEach((corner, i) => {
    const next = corners[(i + 1) % corners.length];
    const here = a * corner[0] + b * corner[1] - limit, there = a * next[0] + b * next[1] - limit;
    if (here <= 0) kept.push(corner);
    if (here < 0 !== there < 0 && here !== there) {
      const share = here / (here - there);
      if (share > 0 && share < 1) kept.push([corner[0] + share * (next[0] - corner[0]), corner[1] + share * (next[1] - corner[1])]);
    }
  });
  return kept;
}
