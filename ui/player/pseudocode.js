// k-means in two lines, the one that was just done lit; on demand its formula, with the numbers of the half-step on screen.

import { allWritten } from "../digits.js";
import { el } from "../dom.js";
import { valueWritten } from "./clusters.js";

const LINES = { assign: "point → nearest mean", update: "mean → average of its points" };
const FORMULAS = { assign: "cluster of x = the j whose ‖x − mⱼ‖² is least", update: "mⱼ = (sum of the x in cluster j) ÷ (their number)" };
const MOST_NUMBERS = 3; // of a place, and of distances: more are "…"

export class Pseudocode {
  constructor() {
    this.lines = Object.fromEntries(Object.entries(LINES).map(([kind, words]) => [kind, el("code", {}, el("b", {}, kind), ` ${words}`)]));
    this.formula = el("p", { class: "kms-formula" });
    this.numbers = el("div", {});
    this.details = el("details", { ontoggle: () => this.fill() }, el("summary", {}, "Formula"), el("div", { class: "kms-formula-box" }, this.formula, this.numbers));
    this.root = el("div", { class: "kms-code" }, ...Object.values(this.lines), this.details);
  }

  show(data, step, run, space) {
    this.shown = [data, step, run, space];
    for (const [kind, line] of Object.entries(this.lines)) {
      line.classList.toggle("kms-lit", data.steps[step].kind === kind);
      if (data.steps[step].kind === kind) line.setAttribute("aria-current", "step");
      else line.removeAttribute("aria-current");
    }
    this.fill();
  }

  fill() {
    if (!this.details.open || !this.shown) return;
    const [data, step, run, space] = this.shown;
    this.formula.textContent = FORMULAS[data.steps[step].kind] ?? "";
    this.numbers.replaceChildren(...numbersOf(data, step, run, space).map((words) => el("p", {}, words)));
  }
}

const few = (texts) => texts.slice(0, MOST_NUMBERS).join(", ") + (texts.length > MOST_NUMBERS ? ", …" : "");

// What a half-step computed, in sentences: for one point or mean, and for all.
export function numbersOf(data, step, run, space) {
  const now = data.steps[step], before = data.steps[step - 1];
  if (now.kind === "start") return ["The first means are given. Nothing is computed yet."];
  const [is, was] = allWritten([now.inertia, before.inertia ?? now.inertia]);
  const inertia = `Inertia, the sum of all squared distances, is ${is}${before.inertia === null ? "" : is === was ? ", as before" : `; before, it was ${was}`}.`;
  return [now.kind === "assign" ? ofPoint(data, step, run, space) : ofMean(data, step, space), inertia];
}

// Of a point that changed cluster, or else of the first.
function ofPoint(data, step, run, space) {
  const labels = run.labels[step], point = Math.max(0, labels.findIndex((label, i) => label !== run.labels[step - 1][i]));
  const place = data.hover.values.map((column, f) => valueWritten(data, column[point], f, data.hover.differ));
  const distances = space.distances(point, step), written = allWritten(distances);
  const nearest = [...distances.keys()].sort((a, b) => distances[a] - distances[b] || (b === labels[point]) - (a === labels[point]));
  return `The point (${few(place)}) is ${few(nearest.map((j) => `${written[j]} from mean ${j + 1}`))}: it is in cluster ${labels[point] + 1}.`;
}

// Of the mean that moved the farthest, of those that have points.
function ofMean(data, step, space) {
  const now = data.steps[step], ways = space.ways(step - 1, step).map((way, j) => (now.sizes[j] ? way : -1));
  const mean = ways.indexOf(Math.max(...ways)), size = now.sizes[mean];
  const at = (each) => `(${few(each.means[mean].map((value, f) => valueWritten(data, value, f, now.differ, data.smallest)))})`;
  const points = `${size.toLocaleString("en-US")} point${size === 1 ? "" : "s"}`;
  if (!(ways[mean] > 0)) return `Mean ${mean + 1} is at ${at(now)}, the average of its ${points} already.`;
  return `Mean ${mean + 1} was at ${at(data.steps[step - 1])}. The average of its ${points} is ${at(now)}, ${allWritten([ways[mean]])[0]} away.`;
}
