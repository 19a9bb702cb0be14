// "Ask me first": whoever predicts a half-step before seeing it learns more than whoever watches.

import { allWritten } from "../digits.js";
import { distanceOfRows } from "../geometry.js";

export class Guesses {
  // `labels` and `means` per half-step; `means` holds k rows of `dimensions` numbers each, as distances are measured.
  constructor(steps, labels, means, dimensions) {
    Object.assign(this, { steps, labels, means, dimensions, asked: 0, right: 0, verdict: "" });
    this.k = means[0].length / dimensions;
  }

  // What the next half-step lends itself to: "point", "mean", or nothing worth asking.
  wanted(step) {
    const next = this.steps[step + 1];
    if (!next || step === 0) return undefined; // the first assign changes every point
    if (next.kind === "assign") return "point";
    return this.k > 1 ? "mean" : undefined;
  }

  question(step) {
    if (this.wanted(step) === "point") return "Your guess: press a point that will change cluster.";
    if (this.wanted(step) === "mean") return "Your guess: press the mean that will move the farthest.";
    return "";
  }

  judge(step, { kind, index }) {
    const [right, words] = kind === "mean" ? this.judgeMean(step, index) : this.judgePoint(step, index);
    this.asked += 1;
    if (right) this.right += 1;
    this.verdict = `${right ? "Right" : "Not quite"}: ${words} You have guessed ${this.right} of ${this.asked} right.`;
  }

  judgePoint(step, index) {
    const before = this.labels[step], after = this.labels[step + 1];
    if (before[index] !== after[index]) return [true, `that point went from cluster ${before[index] + 1} to cluster ${after[index] + 1}.`];
    const { changed } = this.steps[step + 1];
    return [false, changed ? `that point stayed in cluster ${before[index] + 1}; ${changed} changed.` : "no point changed any more."];
  }

  judgeMean(step, index) {
    const ways = Array.from({ length: this.k }, (_, j) => distanceOfRows(this.means[step], j, this.means[step + 1], j, this.dimensions));
    const farthest = ways.indexOf(Math.max(...ways));
    const [most, own] = allWritten([ways[farthest], ways[index]]);
    if (most === own) return [true, `mean ${index + 1} moved the farthest, by ${own}.`]; // as far but for rounding
    return [false, `mean ${farthest + 1} moved the farthest, by ${most}; mean ${index + 1} moved by ${own}.`];
  }
}
