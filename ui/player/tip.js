// What is told of the point or mean under the pointer: its values, and how far each mean is.

import { allWritten, capital } from "../digits.js";
import { el } from "../dom.js";
import { besidePlace } from "../geometry.js";
import { swatch, valueWritten } from "./clusters.js";

const row = (first, words, strong) => el("tr", strong ? { class: "kms-nearest" } : {}, el("td", {}, ...first), el("td", {}, words));

export class Tip {
  constructor() {
    this.root = el("div", { class: "kms-tip", hidden: "" });
  }

  hide() {
    this.root.hidden = true;
  }

  // `under`: what Drawing found there, with its place in pixels; `space`: see space.js.
  show(under, data, step, run, space, at, size) {
    const [title, rows] = under.kind === "mean" ? valuesOfMean(under.index, data, data.steps[step], at) : ofPoint(under.index, data, step, run, space);
    this.root.replaceChildren(el("strong", {}, title), el("table", {}, ...rows));
    this.root.hidden = false;
    const [left, top] = besidePlace([under.x, under.y], [this.root.offsetWidth, this.root.offsetHeight], size);
    Object.assign(this.root.style, { left: `${left}px`, top: `${top}px` });
  }
}

// What a mean is called, and its values as rows of a table.
export function valuesOfMean(mean, data, step, at) {
  const here = [...at.x.keys()].filter((j) => at.x[j] === at.x[mean] && at.y[j] === at.y[mean]).map((j) => j + 1);
  const without = step.sizes?.[mean] === 0 ? ", no points" : "";
  const { center, centers } = data.called;
  const title = here.length === 1 ? `${capital(center)} ${mean + 1}${without}` : `${capital(centers)} ${here.slice(0, -1).join(", ")} and ${here.at(-1)}, at one place`;
  return [title, step.means[mean].map((value, f) => row([data.columns[f]], valueWritten(data, value, f, step.differ, data.smallest)))];
}

export function valuesOfPoint(point, data) {
  return data.hover.values.map((column, f) => row([data.hover.names[f]], valueWritten(data, column[point], f, data.hover.differ)));
}

// The same in a line of words.
export function placeOfPoint(point, data) {
  return data.hover.names.map((name, f) => `${name} ${valueWritten(data, data.hover.values[f][point], f, data.hover.differ)}`).join(", ");
}

// What a point is called.
export function titleOfPoint(point, step, run) {
  const label = run.labels[step][point], here = run.here[point], drawn = point >= run.firstDrawn ? ", drawn by hand" : "";
  return `${here === 1 ? "A point" : `One of ${here.toLocaleString("en-US")} points at this place,`} ${label < 0 ? "without a cluster yet" : `of cluster ${label + 1}`}${drawn}`;
}

function ofPoint(point, data, step, run, space) {
  const distances = space.distances(point, step);
  const nearest = distances.indexOf(Math.min(...distances));
  const means = allWritten(distances).map((text, j) => row([swatch(data, j), `to ${data.called.center} ${j + 1}`], text + data.distance.unit + (j === nearest ? " (nearest)" : ""), j === nearest));
  return [titleOfPoint(point, step, run), [...valuesOfPoint(point, data), ...means]];
}
