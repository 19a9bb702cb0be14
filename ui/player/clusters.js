// The table of the clusters, and how a value of a column is written in it and in the tip.

import { allWritten, asDate, capital, written } from "../digits.js";
import { el, svg } from "../dom.js";

const LONGEST_NAME = 14; // of a column, in letters

// A value of column `f`: `steps` say how small a difference is to be seen in each, `smallest` see `written`.
export function valueWritten(data, value, f, steps, smallest) {
  if (typeof value === "string") return value; // a word
  return data.dates.includes(f) ? asDate(value, steps[f]) : written(value, steps[f], smallest?.[f]);
}

export function swatch(data, cluster) {
  const { path, color } = data.swatches[cluster];
  return svg("svg", { viewBox: "-10 -10 20 20", class: "kms-swatch", "aria-hidden": "true" }, svg("path", { d: path, fill: color }));
}

export class Clusters {
  constructor() {
    this.root = el("div", { class: "kms-scroll", tabindex: "0", role: "region" });
  }

  build(data) {
    this.data = data;
    const names = data.columns;
    this.root.setAttribute("aria-label", data.group ? `The clusters of the ${data.leader ? "first" : "second"} player` : "The clusters");
    const head = el("tr", {}, el("th", { scope: "col" }, "Cluster"), el("th", { scope: "col" }, "Points"),
      ...names.map((name) => el("th", { scope: "col", title: `${capital(data.called.center)} ${name}` }, name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name)),
      el("th", { scope: "col" }, "Distance"));
    this.cells = data.swatches.map(() => Array.from({ length: 2 + names.length }, () => el("td")));
    const rows = this.cells.map((cells, j) => el("tr", {}, el("td", {}, swatch(data, j), String(j + 1)), ...cells));
    this.root.replaceChildren(el("table", { class: "kms-clusters" }, el("caption", {}, data.called.spread), el("thead", {}, head), el("tbody", {}, ...rows)));
  }

  fill(step) {
    const spreads = step.spreads ? allWritten(step.spreads) : [];
    this.cells.forEach((cells, j) => {
      cells[0].textContent = step.sizes ? step.sizes[j].toLocaleString("en-US") : "–";
      step.means[j].forEach((value, f) => { cells[1 + f].textContent = valueWritten(this.data, value, f, step.differ, this.data.smallest); });
      cells[cells.length - 1].textContent = spreads[j] ?? "–";
    });
  }
}
