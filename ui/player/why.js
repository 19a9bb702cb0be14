// Why a point is in its cluster: how far each mean is, how far the point is from changing its mind, and when it changed. Pure.

import { distanceOfRows } from "../geometry.js";

// `X`, `means`: rows of `dimensions` numbers, as distances are measured, `means` at this half-step; `labels` per half-step. `far`: how far
// the means are, where that is by no straight way: there is then no border midway.
export function whyOf(point, X, means, dimensions, labels, step, far) {
  const k = means.length / dimensions;
  const ways = Array.from({ length: k }, (_, mean) => ({ mean, distance: far ? far[mean] : distanceOfRows(X, point, means, mean, dimensions) }));
  ways.sort((a, b) => a.distance - b.distance || a.mean - b.mean);
  const [{ mean: nearest, distance }] = ways;
  // The line midway between two means is this far off, on the straight way to the other.
  const turns = (far ? [] : ways.slice(1)).map(({ mean, distance: other }) => {
    const apart = distanceOfRows(means, nearest, means, mean, dimensions);
    return { mean, way: apart > 0 ? (other ** 2 - distance ** 2) / (2 * apart) : Infinity };
  });
  const turn = turns.reduce((least, each) => (least === undefined || each.way < least.way ? each : least), undefined);
  const changes = [];
  for (let i = 1; i < labels.length; i++) {
    const [before, after] = [labels[i - 1][point], labels[i][point]];
    if (before !== after) changes.push({ step: i, from: before, to: after });
  }
  return { own: labels[step][point], ways, nearest, turn: turn && Number.isFinite(turn.way) ? turn : undefined, changes };
}
