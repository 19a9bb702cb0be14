// The plot in words, on demand: each cluster with where it is and what changed, and what lies in a part of the plot. For screen
// readers first, and for whoever wants it said. What a half-step did is said by the caption, in one sentence.

import { capital } from "../digits.js";
import { el } from "../dom.js";
import { valueWritten } from "./clusters.js";

const ROWS = ["upper", "middle", "lower"], COLUMNS = ["left", "center", "right"];

export class Described {
  constructor() {
    this.list = el("ul", { class: "kms-described-list" });
    this.part = el("select", { onchange: () => this.fill() }, ...ROWS.flatMap((row) => COLUMNS.map((column) => el("option", {}, `${row} ${column}`))));
    this.inPart = el("p", { role: "status" });
    this.root = el("details", { class: "kms-described", ontoggle: () => this.fill() }, el("summary", {}, "The plot in words"),
      this.list, el("label", {}, "What lies in the part ", this.part), this.inPart);
  }

  show(data, step, run) {
    this.shown = [data, step, run];
    this.fill();
  }

  fill() {
    if (!this.root.open || !this.shown) return;
    const [data, step, run] = this.shown;
    this.list.replaceChildren(...clustersInWords(...this.shown).map((words) => el("li", {}, words)));
    this.inPart.textContent = partInWords(data, step, run, this.part.selectedIndex);
  }
}

export const counted = (number) => `${number.toLocaleString("en-US")} point${number === 1 ? "" : "s"}`;
const listed = (texts) => (texts.length < 2 ? texts.join("") : `${texts.slice(0, -1).join(", ")} and ${texts.at(-1)}`);

// A sentence for each cluster; before the first assign, for each center.
export function clustersInWords(data, step, run) {
  const now = data.steps[step], { shown, of } = data.figure.layout.meta, { center } = data.called;
  const changes = now.kind === "assign" && step > 1 && shown === of ? changesOf(run.labels[step - 1], run.labels[step], data.swatches.length) : [];
  return data.swatches.map((_, j) => {
    const place = now.means[j].map((value, f) => `${data.columns[f]} ${valueWritten(data, value, f, now.differ, data.smallest)}`).join(", ");
    if (!now.sizes) return `${capital(center)} ${j + 1}, at ${place}.`;
    if (!now.sizes[j]) return `Cluster ${j + 1}, no points; its ${center} is at ${place}.`;
    return `Cluster ${j + 1}, ${counted(now.sizes[j])}, around ${place}${changes[j] ?? ""}.`;
  });
}

function changesOf(before, after, k) {
  const came = Array(k).fill(0), left = Array(k).fill(0);
  after.forEach((label, i) => { if (label !== before[i]) { came[label] += 1; left[before[i]] += 1; } });
  return came.map((number, j) => (number || left[j] ? `; ${listed([...(number ? [`${counted(number)} came`] : []), ...(left[j] ? [`${counted(left[j])} left`] : [])])}` : ""));
}

// What lies in one of nine equal parts of the plot, counted from the upper left: as far as the points and the centers reach.
export function partInWords(data, step, run, part) {
  const at = run.means[step], column = part % 3, row = 2 - Math.floor(part / 3);
  const third = (all) => {
    const low = all.reduce((a, b) => Math.min(a, b)), high = all.reduce((a, b) => Math.max(a, b));
    return (value) => (high > low ? Math.min(2, Math.floor((3 * (value - low)) / (high - low))) : 1);
  };
  const across = third([...run.x, ...at.x]), up = third([...run.y, ...at.y]);
  const isHere = (x, y) => across(x) === column && up(y) === row;
  const here = new Map();
  run.labels[step].forEach((label, i) => { if (isHere(run.x[i], run.y[i])) here.set(label, (here.get(label) ?? 0) + 1); });
  const means = Array.from(at.x, (x, j) => (isHere(x, at.y[j]) ? `${data.called.center} ${j + 1}` : "")).filter(Boolean);
  const points = [...here].sort((a, b) => b[1] - a[1]).map(([label, number]) => `${counted(number)} ${label < 0 ? "without a cluster" : `of cluster ${label + 1}`}`);
  const found = [...points, ...means];
  return found.length ? `${listed(found)[0].toUpperCase()}${listed(found).slice(1)}.` : "Nothing lies here.";
}
