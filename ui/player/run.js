// A run as Python sent it, and what there is to draw at each half-step, in the units of the axes. No page, no pixels.

import { HOLLOW } from "../../charts/stepper.py";
import { decode } from "../dom.js";
import { samePlaces } from "../geometry.js";
import { Regions } from "./regions.js";

const LONGEST_TRAIL = 60; // moves
const nothing = () => ({ x: [NaN], y: [NaN] });

export class Run {
  // The arrays are decoded here, once. `traces` says which of the figure's traces is what, `symbolCodes` which symbol a cluster has.
  constructor(data) {
    const { figure, traces, symbolCodes, distance, hover, drawn, drawing, steps } = data;
    Object.assign(this, { figure, traces, symbolCodes });
    const framesOf = (trace) => figure.frames.map((frame) => frame.data[frame.traces.indexOf(trace)]);
    const points = figure.data[traces.points], means = framesOf(traces.means);
    this.x = decode(points.x);
    this.y = decode(points.y);
    this.labels = framesOf(traces.points).map((frame) => decode(frame.marker.color)); // per half-step
    this.means = means.map((frame) => ({ x: decode(frame.x), y: decode(frame.y) }));
    this.hollow = means.map((frame) => frame.marker.symbol.map((symbol) => symbol === HOLLOW)); // their clusters have no points
    this.moves = [...this.means.keys()].filter((step) => step === 0 || !samePlaces(this.means[step], this.means[step - 1]));
    const { here } = figure.layout.meta;
    this.here = here ? decode(here) : new Int32Array(this.x.length).fill(1); // how many points lie at the place of each
    const { size } = points.marker;
    this.sizes = typeof size === "number" ? new Float64Array(this.x.length).fill(size) : decode(size);
    this.scale = 1; // of what is written on the plot, and of the means
    this.firstDrawn = this.x.length - drawn; // from here on, somebody drew them by hand
    this.onCanvas = points.type === "scattergl"; // too many points for the browser to keep an element for each
    this.oneColumn = Boolean(figure.layout.meta.one_column);
    this.image = distance.image && new Regions(data); // of regions without straight edges
    this.letters = points.text; // in the points, where words are compared
    this.inks = figure.data[traces.means].textfont.color; // of what is written on a cluster's color
    this.words = steps.map((step) => step.words); // of each center
    this.measured = hover.means.map(decode); // the means as distances are measured
    this.base = drawing?.on; // names the points without what was drawn on them
  }

  // The axes of the run before, if that was of the same points but for what was drawn; not where a mean lies beyond its own axes:
  // that it is drawn at their edge is said.
  keepScale(before) {
    if (this.base === undefined || this.base !== before.base || this.figure.layout.meta.beyond) return;
    const { xaxis, yaxis } = before.figure.layout;
    this.own = this.figure;
    this.figure = { ...this.own, layout: { ...this.own.layout, xaxis, yaxis } };
  }

  // Its own axes again: always, or where not all of it is seen in a `view`, by others or in a plot of another shape. Returns whether
  // they are others than before.
  dropScale(view) {
    if (!this.own || view?.holds([this, ...this.means])) return false;
    [this.figure, this.own] = [this.own];
    return true;
  }

  // Of a mean, in pixels.
  get radius() {
    return (this.scale * this.figure.data[this.traces.means].marker.size) / 2;
  }

  markers(labels) {
    return { color: labels, symbol: Uint8Array.from(labels, (label) => (label < 0 ? 0 : this.symbolCodes[label])) };
  }

  // The colors of the letters in points of these clusters; `ink`: without one.
  inksOf(labels, ink) {
    return Array.from(labels, (label) => (label < 0 ? ink : this.inks[label]));
  }

  // What the layout shows of them: nothing on axes that are not its own, beyond which they may end. `axes`: as Plotly drew them; before it did, there is no image to be made.
  regions(step, wants, axes) {
    if (!this.image) return { shapes: wants.cells && !this.own ? this.figure.frames[step].layout.shapes : [] };
    return { images: wants.cells && axes ? [this.image.image(this.measured[step], this.moves.findLast((move) => move <= step), axes)] : [] };
  }

  // From each point to its mean, the means being drawn at `at`.
  lines(step, wants, at) {
    return this.linesOf(this.labels[step], wants, at);
  }

  linesOf(labels, wants, at) {
    if (!wants.lines || labels[0] < 0) return nothing();
    const x = new Float64Array(3 * labels.length).fill(NaN), y = new Float64Array(3 * labels.length).fill(NaN);
    labels.forEach((label, i) => {
      x[3 * i] = this.x[i]; y[3 * i] = this.y[i];
      x[3 * i + 1] = at.x[label]; y[3 * i + 1] = at.y[label];
    });
    return { x, y };
  }

  // Rings around the points that the current assign moved to another cluster. The first assign moves all: no rings then.
  changed(step, wants) {
    const x = [], y = [], sizes = [];
    if (wants.changed && step > 1) {
      const before = this.labels[step - 1];
      this.labels[step].forEach((label, i) => {
        if (label === before[i]) return;
        x.push(this.x[i]); y.push(this.y[i]); sizes.push(this.sizes[i] + (this.sizes[i] > 6 ? 6 : 3));
      });
    }
    return x.length ? { x, y, sizes } : { ...nothing(), sizes: [1] };
  }

  // Each mean's way to where it is drawn now, `at`; while they glide, `before` is the half-step they come from.
  trails(step, wants, at, before) {
    const base = before === undefined ? step : Math.min(before, step);
    const corners = wants.trails ? this.moves.filter((move) => move <= base).slice(-LONGEST_TRAIL) : [];
    if (corners.length === 0 || (corners.length === 1 && before === undefined)) return nothing();
    const x = [], y = [];
    for (let j = 0; j < at.x.length; j++) {
      for (const corner of corners) { x.push(this.means[corner].x[j]); y.push(this.means[corner].y[j]); }
      x.push(at.x[j], NaN); y.push(at.y[j], NaN);
    }
    return { x, y };
  }
}
