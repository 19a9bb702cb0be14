// The drawing of a run: what the plot looks like at a half-step, and how it gets from one to the next.
//
// Plotly draws the axes, the points and the means, once per run. From then on a half-step costs only what changes: points
// that changed cluster get another colour and symbol (points.js), means glide (means.js), and what follows from both (rings
// around points that changed, trails, lines to the means) is a path each. `plot.data` is kept in step for whoever reads it.

import { svg } from "../dom.js";
import { between, circles, clamp, ease, nearestWithin, pixel, polyline, samePlaces, topmost } from "../geometry.js";
import { Means } from "./means.js";
import { figureOf, pictureOf } from "./picture.js";
import { Points } from "./points.js";

const REACH = 14; // pixels from the pointer to what it points at

export class Drawing {
  constructor(plot, style, rested) {
    this.plot = plot; // the element that Plotly fills
    this.style = style; // (name) => the value of a CSS variable
    this.rested = rested; // called when the drawing has come to rest at a half-step
    this.points = new Points(plot);
  }

  // Another run: nothing of it is on screen until it is rendered.
  take(run) {
    this.stop();
    this.view = this.step = undefined;
    this.run = run;
  }

  get isDrawn() {
    return this.view !== undefined;
  }

  // All of it anew: another run, other colours, another size. True when it is there, to be shown.
  async render(step, wants) {
    this.stop();
    const { run, plot } = this, { traces } = run;
    run.scale = Number(this.style("--kms-scale"));
    const { data, layout } = figureOf(run, step, wants, this.style);
    for (const trace of [traces.lines, traces.changed, traces.trails]) Object.assign(data[trace], { x: [], y: [] }); // paths of our own, below
    Object.assign(data[traces.points], { uid: "points", visible: !run.onCanvas });
    data[traces.means].uid = "means";
    const ink = data[traces.means].marker.line.color;
    data.push(this.sampler(data[traces.points].marker));
    const turn = (this.turn = (this.turn ?? 0) + 1);
    this.view = undefined;
    this.width = plot.clientWidth;
    this.height = plot.clientHeight;
    await window.Plotly.newPlot(plot, data, layout, { staticPlot: true, responsive: false });
    if (turn !== this.turn) return false; // a newer drawing took its place
    this.view = new View(plot._fullLayout, run);
    this.at = run.means[step];
    this.adopt(step, ink);
    return true;
  }

  // A trace with one marker of each look, only to learn its shape; those of other sizes are made of it by stretching.
  sampler(marker) {
    const { run } = this, looks = run.symbolCodes.length + 1; // the first is that of points without a cluster
    return {
      type: "scatter", mode: "markers", uid: "looks", x: Array(looks).fill(run.x[0]), y: Array(looks).fill(run.y[0]),
      marker: { ...marker, size: this.sampleSize = Math.min(...run.sizes), color: Array.from({ length: looks }, (_, look) => look - 1), symbol: [0, ...run.symbolCodes] },
    };
  }

  // The elements that change from half-step to half-step.
  adopt(step, ink) {
    const layer = this.plot.querySelector(".scatterlayer");
    const group = (uid) => layer.querySelector(`.trace${uid}`);
    const samples = group("looks"), means = group("means"), points = group("points");
    const looks = Array.from(samples.querySelectorAll(".point"), (marker) => ({ shape: marker.getAttribute("d"), color: marker.style.fill }));
    // Emptied, not removed: plotly.js holds on to it, and to all that hangs on it, as long as the plot is there.
    samples.replaceChildren();
    samples.removeAttribute("class");
    this.means = new Means(this.run, this.view, means, ink);
    const found = (what) => (points ? [...points.querySelectorAll(what)] : []);
    this.points.adopt(this.run, this.view, { markers: found(".point"), letters: found("text") }, looks, this.sampleSize, step);
    this.cells = layer.insertBefore(svg("g", { class: "kms-cells" }), layer.firstChild);
    const path = (name, before) => layer.insertBefore(svg("path", { class: `kms-${name}` }), before);
    this.linesPath = path("lines", points ?? means);
    this.ringsPath = path("rings", means);
    this.trailsPath = path("trails", means);
    this.why = layer.insertBefore(svg("g", { class: "kms-why" }), means); // what about.js draws: under the means
    const { run, view } = this, marks = (values) => Array.from(values.slice(run.firstDrawn));
    path("by-hand", means).setAttribute("d", circles(marks(view.places.x), marks(view.places.y), marks(run.sizes).map((size) => size + 3)));
  }

  // As it would be with a mean elsewhere: `at`: where those means stand that the run has; `all`: those whose clusters the `labels` are,
  // with their `colors`; `regions`: of a box in the units of the axes, their parts of it.
  preview(at, labels, all, colors, regions) {
    this.points.paint(labels);
    this.ringsPath.setAttribute("d", "");
    this.means.place(this.step, at);
    const lines = this.view.inPixels(this.run.linesOf(labels, this.wants, all));
    this.linesPath.setAttribute("d", polyline(lines.x, lines.y));
    if (!this.wants.cells) return;
    this.plot.classList.add("kms-preview"); // Plotly's regions are those of the half-step
    this.cells.replaceChildren(...regions(this.view.box).map((corners, j) => {
      const { x, y } = this.view.inPixels({ x: corners.map((corner) => corner[0]), y: corners.map((corner) => corner[1]) });
      return svg("path", { d: corners.length ? `${polyline(x, y)}Z` : "", fill: colors[j], stroke: colors[j] });
    }));
  }

  // A half-step: the points at once, the means within `duration` milliseconds from where they are.
  show(step, wants, duration = 0) {
    const { run, plot, view } = this, { traces } = run, before = this.step ?? step;
    this.step = step;
    this.wants = wants;
    this.cells.replaceChildren();
    plot.classList.remove("kms-preview");
    if (this.points.paint(run.labels[step])) Object.assign(plot.data[traces.points].marker, run.markers(run.labels[step]));
    const rings = run.changed(step, wants), around = view.inPixels(rings);
    this.ringsPath.setAttribute("d", circles(around.x, around.y, rings.sizes));
    Object.assign(plot.data[traces.changed], { x: rings.x, y: rings.y });
    const regions = run.regions(step, wants, view);
    if (regions.images) window.Plotly.relayout(plot, regions);
    else this.shade(regions.shapes);
    const goal = run.means[step];
    if (!this.glide || !samePlaces(goal, this.glide.goal)) { // else they are on their way there
      this.stop();
      if (duration && !samePlaces(goal, this.at)) this.glide = { goal, before, duration, from: this.at, begin: performance.now() };
    }
    if (this.glide) this.advance();
    else this.settle(goal);
  }

  // The regions: made by Plotly where there were none, and then only their outlines changed, which takes a tenth of the time.
  shade(shapes) {
    const { plot, view } = this, paths = plot.querySelectorAll(".shapelayer path");
    if (paths.length !== shapes.length) { window.Plotly.relayout(plot, { shapes }); return; }
    plot.layout.shapes = shapes;
    paths.forEach((path, j) => path.setAttribute("d", view.outline(shapes[j].path)));
  }

  advance() {
    const { goal, from, begin, duration } = this.glide;
    const done = ease(Math.min(1, (performance.now() - begin) / duration));
    if (done === 1) {
      this.stop();
      this.settle(goal);
      return;
    }
    this.place(between(from, goal, done));
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.advance());
  }

  stop() {
    cancelAnimationFrame(this.frame);
    this.glide = undefined;
  }

  settle(at) {
    const { traces } = this.run;
    this.means.rest(this.step, at);
    const { lines, trails } = this.hang(at);
    for (const [trace, now] of [[traces.lines, lines], [traces.trails, trails], [traces.means, at]]) Object.assign(this.plot.data[trace], now);
    this.rested(this.step);
  }

  place(at) {
    this.means.place(this.step, at);
    this.hang(at);
  }

  // What hangs on the means where they are drawn now.
  hang(at) {
    this.at = at;
    const lines = this.run.lines(this.step, this.wants, at), trails = this.run.trails(this.step, this.wants, at, this.glide?.before);
    for (const [path, corners] of [[this.linesPath, lines], [this.trailsPath, trails]]) {
      const { x, y } = this.view.inPixels(corners);
      path.setAttribute("d", polyline(x, y));
    }
    return { lines, trails };
  }

  // -- questions

  // What lies under the pointer: a mean before a point, unless a point is `wanted` or seen in a mean of glass; of several means
  // the one on top. Pixels are those of the plot; `reach`: how far off it may be, for a mean if that is more than its own size.
  under(clientX, clientY, wanted, reach = REACH) {
    if (!this.isDrawn) return undefined;
    const { px, py } = this.local(clientX, clientY), { area, places } = this.view;
    const found = (kind, index, { x, y }) => ({ kind, index, x: x[index] + area.left, y: y[index] + area.top });
    const means = this.view.inPixels(this.at), on = topmost(means.x, means.y, px, py, this.run.radius);
    const mean = on < 0 && reach > REACH ? nearestWithin(means.x, means.y, px, py, reach) : on;
    const onMean = mean < 0 ? undefined : found("mean", mean, means);
    if (onMean && wanted !== "point" && (wanted === "mean" || !this.means.glassy[mean])) return onMean;
    const point = nearestWithin(places.x, places.y, px, py, onMean ? this.sampleSize / 2 + 1 : reach);
    return point < 0 ? onMean : found("point", point, places);
  }

  // Pixels of the plot's area.
  local(clientX, clientY) {
    const box = this.plot.getBoundingClientRect();
    return { px: clientX - box.left - this.view.area.left, py: clientY - box.top - this.view.area.top };
  }

  // A place of the axes, in pixels of the plot; and back, from those of the page.
  pixelsOf({ x, y }) {
    const { area } = this.view, at = this.view.inPixels({ x: [x], y: [y] });
    return { x: at.x[0] + area.left, y: at.y[0] + area.top };
  }

  unitsAt(clientX, clientY) {
    const { px, py } = this.local(clientX, clientY);
    return this.view.inUnits(px, py);
  }

  resized() {
    return this.isDrawn && this.plot.isConnected && this.plot.clientWidth && (this.plot.clientWidth !== this.width || this.plot.clientHeight !== this.height);
  }

  // A promise of the address of a picture of a half-step.
  picture(format, step, wants) {
    const at = this.run.means[step], glassy = this.means.glassyAt(at);
    const figure = pictureOf(this.run, step, wants, this.style, { axes: this.view, glassy, ...this.means.written(at, glassy) });
    return window.Plotly.toImage(figure, { format, width: this.plot.clientWidth, height: this.plot.clientHeight, scale: format === "png" ? 2 : 1 });
  }

  destroy() {
    this.stop();
    if (this.isDrawn) window.Plotly.purge(this.plot);
  }
}

// How the units of the axes become pixels of the plot's area, and back.
class View {
  constructor({ xaxis, yaxis }, run) {
    Object.assign(this, { xaxis, yaxis });
    this.area = { left: xaxis._offset, top: yaxis._offset, width: xaxis._length, height: yaxis._length };
    this.places = this.inPixels(run); // of the points
  }

  // NaN, where a path is broken, remains so.
  inPixels({ x, y }) {
    return { x: x.map((value) => this.xaxis.l2p(value) ?? NaN), y: y.map((value) => this.yaxis.l2p(value) ?? NaN) };
  }

  // What is seen.
  get box() {
    const { width, height } = this.area;
    return [this.xaxis.p2l(0), this.xaxis.p2l(width), this.yaxis.p2l(height), this.yaxis.p2l(0)];
  }

  // Whether all of some places are seen.
  holds(sets) {
    const [left, right, bottom, top] = this.box;
    return sets.every(({ x, y }) => x.every((value) => left <= value && value <= right) && y.every((value) => bottom <= value && value <= top));
  }

  // An SVG path in the units of the axes, made of corners, in pixels of the plot.
  outline(path) {
    const { left, top } = this.area;
    return path.replace(/([ML])([^,]+),([^MLZ]+)/g, (_, pen, x, y) => `${pen}${pixel(this.xaxis.l2p(Number(x)) + left)},${pixel(this.yaxis.l2p(Number(y)) + top)}`);
  }

  // As far as the axes reach.
  inUnits(px, py) {
    return { x: this.xaxis.p2l(clamp(px, [0, this.area.width])), y: this.yaxis.p2l(clamp(py, [0, this.area.height])) };
  }
}
