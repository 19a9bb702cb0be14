// The drawing of a run: what the plot looks like at a half-step, and how it gets from one to the next.
//
// Plotly draws the axes, the points and the means, once per run. From then on a half-step costs only what changes: points
// that changed cluster get another colour and symbol, means glide, and what follows from both (rings around points that
// changed, trails, lines to the means) is a path each. `plot.data` is kept in step for whoever reads it.

import { decode, el, svg } from "../dom.js";

const LINES = 0, POINTS = 1, CHANGED = 2, TRAILS = 3, MEANS = 4; // as in charts/stepper.py
const LONGEST_TRAIL = 60; // moves
const REACH = 14; // pixels from the pointer to what it points at
const AROUND = 3, FEW_SEEN = 2, SMALL_SHARE = 0.1, CLEARNESS = 0.25; // as in charts/glass.py
const BESIDE = { x: 11, y: 15 }; // pixels from a mean, aside and up, to its number beside it
const WIDEST = 60; // pixels that the widest label takes, counted from its mean
const MOST_NAMED = 3; // as in charts/glass.py
const HOLLOW = "circle-open"; // as in charts/stepper.py

const ease = (t) => (t < 0.5 ? 4 * t ** 3 : 1 - (2 - 2 * t) ** 3 / 2);
const pixel = (value) => Math.round(value * 100) / 100;
const same = (a, b) => a.x.every((x, j) => x === b.x[j] && a.y[j] === b.y[j]);
// The numbers at one place, as they are written.
const labelOf = (numbers) => (numbers.length > MOST_NAMED ? `${numbers.slice(0, MOST_NAMED - 1).join(", ")} +${numbers.length - MOST_NAMED + 1}` : numbers.join(", "));
const nothing = () => ({ x: [NaN], y: [NaN] });

export class Drawing {
  constructor(plot, style, rested) {
    this.plot = plot; // the element that Plotly fills
    this.style = style; // (name, otherwise) => the value of a CSS variable
    this.rested = rested; // called when the drawing has come to rest at a half-step
    this.canvas = undefined; // the one canvas there is, if any: see `spread`
  }

  // A run as Python sent it: the arrays are decoded here, once.
  take(figure, symbolCodes) {
    this.stop();
    this.looks = this.step = undefined; // nothing is on screen until it is rendered
    this.figure = figure;
    this.symbolCodes = symbolCodes;
    this.labels = figure.frames.map((frame) => decode(frame.data[0].marker.color));
    this.meansX = figure.frames.map((frame) => decode(frame.data[1].x));
    this.meansY = figure.frames.map((frame) => decode(frame.data[1].y));
    this.moves = figure.frames.map((_, step) => step).filter((step) => step === 0 || !same(this.means(step), this.means(step - 1)));
    this.empty = figure.frames.map((frame) => frame.data[1].marker.symbol.map((symbol) => symbol === HOLLOW));
    this.x = decode(figure.data[POINTS].x);
    this.y = decode(figure.data[POINTS].y);
    const { here } = figure.layout.meta;
    this.here = here ? decode(here) : new Int32Array(this.x.length).fill(1); // how many points lie at the place of each
    const { size } = figure.data[POINTS].marker;
    this.sizes = typeof size === "number" ? new Float64Array(this.x.length).fill(size) : decode(size);
    this.radius = figure.data[MEANS].marker.size / 2;
    this.onCanvas = figure.data[POINTS].type === "scattergl"; // too many for the browser to keep an element for each
  }

  means(step) {
    return { x: this.meansX[step], y: this.meansY[step] };
  }

  // -- what belongs to a half-step, in the units of the axes

  // The places of means in pixels of the plot's area.
  inPixels(at) {
    return Array.from(at.x, (x, j) => [this.toX(x), this.toY(at.y[j])]);
  }

  // Which means would hide all, or nearly all, of the points around them: those are drawn as glass, their numbers beside them.
  // A point under another mean is not seen either. Where in the picture the number has room; undefined for the others.
  // As in charts/glass.py.
  glass(at) {
    const { radius, placesX, placesY } = this, means = this.inPixels(at);
    const within = (reach) => means.map(([px, py]) => placesX.reduce((found, x, i) => {
      if ((x - px) ** 2 + (placesY[i] - py) ** 2 < reach ** 2) found.push(i);
      return found;
    }, []));
    const hidden = within(radius), around = within(AROUND * radius), covered = new Set(hidden.flat());
    return means.map((_, j) => {
      const seen = around[j].filter((i) => !covered.has(i)).length;
      const tooFew = seen <= Math.max(FEW_SEEN, SMALL_SHARE * around[j].length);
      return hidden[j].length && tooFew ? this.beside(means, j) : undefined;
    });
  }

  // Where beside a mean its number has room: away from the nearest other mean, and inside the picture. Pixels count downwards.
  beside(means, j) {
    const { radius } = this, [px, py] = means[j];
    const others = means.map(([x, y]) => [px - x, y - py]).filter((away) => Math.hypot(...away) >= radius / 2);
    const nearest = others.sort((a, b) => Math.hypot(...a) - Math.hypot(...b))[0];
    const away = nearest && Math.hypot(...nearest) < AROUND * radius ? nearest : [0, 0];
    const [right, up] = away.map((distance) => (distance < -radius / 2 ? -1 : 1));
    const side = px + WIDEST > this.area.width ? -1 : right;
    return { x: side * BESIDE.x, y: -up * BESIDE.y, anchor: side > 0 ? "start" : "end", position: `${up > 0 ? "top" : "bottom"} ${side > 0 ? "right" : "left"}` };
  }

  // The numbers written at each mean: its own; of means at one place, which would cover each other, all at the one on top.
  namedAt(means) {
    const on = [];
    for (let j = means.length - 1; j >= 0; j--) {
      const [px, py] = means[j];
      const above = means.findLastIndex(([x, y]) => Math.hypot(x - px, y - py) < this.radius / 2);
      on[j] = above === j ? j : on[above];
    }
    return means.map((_, j) => on.flatMap((top, other) => (top === j ? [other + 1] : [])));
  }

  // The whole figure at a half-step, in the current colours: what a picture shows.
  themed(step, wants) {
    const ink = this.style("--st-text-color", "#1b2230"), paper = this.style("--st-background-color", "#ffffff");
    const faint = this.style("--st-border-color", "rgba(128,128,128,0.25)");
    const { data, layout } = structuredClone(this.figure);
    const now = this.traces(step, wants);
    for (const trace of data) if (trace.type === "scattergl") trace.type = "scatter"; // WebGL would cover the means
    Object.assign(data[LINES], now[LINES], { line: { width: 1, color: ink }, opacity: 0.22 });
    Object.assign(data[POINTS], { x: this.x, y: this.y });
    Object.assign(data[POINTS].marker, now[POINTS].marker, { size: this.sizes });
    data[POINTS].marker.line.color = paper;
    Object.assign(data[CHANGED], { x: now[CHANGED].x, y: now[CHANGED].y, marker: { size: now[CHANGED].sizes, symbol: "circle-open", color: ink, opacity: 0.6, line: { width: 1.25 } } });
    Object.assign(data[TRAILS], now[TRAILS], { line: { width: 2.5, color: ink, simplify: false }, opacity: 0.65 });
    Object.assign(data[MEANS], now[MEANS]);
    data[MEANS].marker.line.color = ink;
    for (const axis of [layout.xaxis, layout.yaxis]) Object.assign(axis, { gridcolor: faint, linecolor: faint });
    Object.assign(layout, { paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", font: { family: this.style("--st-font", "sans-serif"), color: ink, size: 13 }, shapes: this.shapes(step, wants) });
    return { data, layout, paper };
  }

  traces(step, wants) {
    const traces = [], at = this.means(step);
    traces[LINES] = this.lines(step, wants, at);
    traces[POINTS] = { marker: this.markers(this.labels[step]) };
    traces[CHANGED] = this.changed(step, wants);
    traces[TRAILS] = this.trails(step, wants, at);
    traces[MEANS] = at;
    return traces;
  }

  markers(labels) {
    return { color: labels, symbol: Uint8Array.from(labels, (label) => (label < 0 ? 0 : this.symbolCodes[label])) };
  }

  shapes(step, wants) {
    return wants.cells ? this.figure.frames[step].layout.shapes : [];
  }

  lines(step, wants, at) {
    const labels = this.labels[step];
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

  // Each mean's way to where it is drawn now.
  trails(step, wants, at) {
    const x = [], y = [];
    const base = this.glide ? Math.min(this.glide.before, step) : step;
    const corners = wants.trails ? this.moves.filter((move) => move <= base).slice(-LONGEST_TRAIL) : [];
    if (corners.length === 0 || (corners.length === 1 && !this.glide)) return nothing();
    for (let j = 0; j < at.x.length; j++) {
      for (const corner of corners) { x.push(this.meansX[corner][j]); y.push(this.meansY[corner][j]); }
      x.push(at.x[j], NaN); y.push(at.y[j], NaN);
    }
    return { x, y };
  }

  // -- on screen

  // All of it anew: another run, other colours, another size. True when it is there, to be shown.
  async render(step, wants) {
    this.stop();
    const { data, layout } = this.themed(step, wants);
    for (const trace of [LINES, CHANGED, TRAILS]) Object.assign(data[trace], { x: [], y: [] }); // paths of our own, below
    data[POINTS].uid = "points";
    data[POINTS].visible = !this.onCanvas;
    data[MEANS].uid = "means";
    this.ink = data[MEANS].marker.line.color;
    data.push(this.sampler(data[POINTS].marker));
    const turn = (this.turn = (this.turn ?? 0) + 1);
    this.looks = undefined;
    this.width = this.plot.clientWidth;
    this.height = this.plot.clientHeight;
    await window.Plotly.newPlot(this.plot, data, layout, { staticPlot: true, responsive: false });
    if (turn !== this.turn) return false; // a newer drawing took its place
    const { xaxis, yaxis } = this.plot._fullLayout;
    this.area = { left: xaxis._offset, top: yaxis._offset, width: xaxis._length, height: yaxis._length };
    this.toX = (x) => xaxis.l2p(x);
    this.toY = (y) => yaxis.l2p(y);
    this.placesX = this.x.map(this.toX);
    this.placesY = this.y.map(this.toY);
    this.at = this.means(step);
    this.adopt(step);
    return true;
  }

  // A trace with one marker of each look, only to learn its shape; those of other sizes are made of it by stretching.
  sampler(marker) {
    const looks = this.symbolCodes.length + 1; // the first is that of points without a cluster
    return {
      type: "scatter", mode: "markers", uid: "looks", x: Array(looks).fill(this.x[0]), y: Array(looks).fill(this.y[0]),
      marker: { ...marker, size: this.sampleSize = Math.min(...this.sizes), color: Array.from({ length: looks }, (_, look) => look - 1), symbol: [0, ...this.symbolCodes] },
    };
  }

  // The elements that change from half-step to half-step.
  adopt(step) {
    const layer = this.plot.querySelector(".scatterlayer");
    const group = (uid) => layer.querySelector(`.trace${uid}`);
    const samples = group("looks"), means = group("means"), points = group("points");
    this.looks = Array.from(samples.querySelectorAll(".point"), (marker) => ({ shape: marker.getAttribute("d"), color: marker.style.fill }));
    // Emptied, not removed: plotly.js holds on to it, and to all that hangs on it, as long as the plot is there.
    samples.replaceChildren();
    samples.removeAttribute("class");
    this.meanMarkers = [...means.querySelectorAll(".point")];
    this.meanNumbers = [...means.querySelectorAll("text")];
    this.glassy = this.meanMarkers.map(() => undefined);
    this.pointMarkers = points ? [...points.querySelectorAll(".point")] : [];
    this.pointMarkers.forEach((marker, i) => {
      const scale = this.sizes[i] / this.sampleSize;
      if (scale === 1) return;
      marker.setAttribute("transform", `${marker.getAttribute("transform")} scale(${scale})`);
      marker.setAttribute("d", this.looks[this.labels[step][i] + 1].shape);
    });
    this.painted = this.labels[step]; // the labels that the points on screen have
    const path = (name, before) => layer.insertBefore(svg("path", { class: `kms-${name}` }), before);
    this.linesPath = path("lines", points ?? means);
    this.ringsPath = path("rings", means);
    this.trailsPath = path("trails", means);
    if (this.onCanvas) this.spread();
    else {
      this.canvas?.remove();
      this.canvas = undefined;
    }
  }

  // Under the drawing, a canvas for points too many to be an element each. One for good: Plotly keeps what it fills from
  // drawing to drawing, with all that was put beside.
  spread() {
    this.canvas ??= el("canvas", { class: "kms-points" });
    const { left, top, width, height } = this.area;
    const density = window.devicePixelRatio || 1;
    Object.assign(this.canvas, { width: Math.round(width * density), height: Math.round(height * density) });
    Object.assign(this.canvas.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
    this.plot.querySelector(".svg-container").prepend(this.canvas);
    for (const look of this.looks) look.stamp = new Path2D(look.shape);
    this.painted = undefined;
  }

  // A half-step: the points at once, the means within `duration` milliseconds from where they are.
  show(step, wants, duration = 0) {
    const before = this.step ?? step;
    this.step = step;
    this.wants = wants;
    this.paint(this.labels[step]);
    const rings = this.changed(step, wants);
    this.ringsPath.setAttribute("d", this.circles(rings));
    Object.assign(this.plot.data[CHANGED], { x: rings.x, y: rings.y });
    if (wants.cells || this.plot.layout.shapes?.length) window.Plotly.relayout(this.plot, { shapes: this.shapes(step, wants) });
    const goal = this.means(step);
    if (!this.glide || !same(goal, this.glide.goal)) { // else they are on their way there
      this.stop();
      if (duration && !same(goal, this.at)) this.glide = { goal, before, duration, from: this.at, begin: performance.now() };
    }
    if (this.glide) this.advance();
    else this.settle(goal);
  }

  advance() {
    const { goal, from, begin, duration } = this.glide;
    const done = ease(Math.min(1, (performance.now() - begin) / duration));
    if (done === 1) {
      this.stop();
      this.settle(goal);
      return;
    }
    const between = (a, b) => a.map((value, j) => value + done * (b[j] - value));
    this.place({ x: between(from.x, goal.x), y: between(from.y, goal.y) });
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.advance());
  }

  settle(at) {
    this.glaze(this.glass(at));
    const now = this.place(at);
    for (const trace of [LINES, TRAILS, MEANS]) Object.assign(this.plot.data[trace], now[trace]);
    this.rested(this.step);
  }

  // Means as glass, and hollow where their cluster has no points.
  glaze(glassy) {
    const { marker } = this.figure.data[MEANS];
    this.glassy = glassy;
    this.empty[this.step].forEach((hollow, j) => {
      this.meanMarkers[j].style.fillOpacity = hollow ? 0 : glassy[j] ? CLEARNESS : 1;
      this.meanMarkers[j].style.stroke = hollow ? marker.color[j] : this.ink;
    });
  }

  stop() {
    cancelAnimationFrame(this.frame);
    this.glide = undefined;
  }

  // The means, and what hangs on them.
  place(at) {
    this.at = at;
    const now = { [LINES]: this.lines(this.step, this.wants, at), [TRAILS]: this.trails(this.step, this.wants, at), [MEANS]: at };
    this.linesPath.setAttribute("d", this.polyline(now[LINES]));
    this.trailsPath.setAttribute("d", this.polyline(now[TRAILS]));
    const means = this.inPixels(at), named = this.namedAt(means);
    means.forEach((place, j) => {
      const [px, py] = place.map(pixel);
      this.meanMarkers[j].setAttribute("transform", `translate(${px},${py})`);
      this.number(j, px, py, labelOf(named[j]), this.glassy[j] ?? (named[j].length > 1 ? this.beside(means, j) : undefined));
    });
    return now;
  }

  // What is written at a mean: on it, or beside it, where it is written on the page.
  number(j, px, py, label, aside) {
    const number = this.meanNumbers[j], onPage = aside || this.empty[this.step][j];
    if (number.textContent !== label) {
      number.textContent = label;
      number.style.fontWeight = "bold";
    }
    number.setAttribute("x", px + (aside?.x ?? 0));
    number.setAttribute("y", py + (aside?.y ?? 0));
    number.style.textAnchor = aside?.anchor ?? "middle";
    number.classList.toggle("kms-beside", Boolean(onPage));
    number.style.fill = onPage ? "currentColor" : this.figure.data[MEANS].textfont.color[j];
  }

  paint(labels) {
    const before = this.painted;
    if (before && labels.every((label, i) => label === before[i])) return;
    if (this.onCanvas) this.stamp(labels);
    else {
      labels.forEach((label, i) => {
        if (label === before[i]) return;
        const { shape, color } = this.looks[label + 1];
        this.pointMarkers[i].setAttribute("d", shape);
        this.pointMarkers[i].style.fill = color;
      });
    }
    this.painted = labels;
    Object.assign(this.plot.data[POINTS].marker, this.markers(labels));
  }

  stamp(labels) {
    const { canvas, area, placesX, placesY } = this;
    const pen = canvas.getContext("2d"), density = canvas.width / area.width;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, canvas.width, canvas.height);
    labels.forEach((label, i) => {
      const { stamp, color } = this.looks[label + 1];
      const scale = (density * this.sizes[i]) / this.sampleSize;
      pen.setTransform(scale, 0, 0, scale, placesX[i] * density, placesY[i] * density);
      pen.fillStyle = color;
      pen.fill(stamp);
    });
  }

  polyline({ x, y }) {
    let path = "", pen = "M";
    for (let i = 0; i < x.length; i++) {
      if (Number.isNaN(x[i])) { pen = "M"; continue; }
      path += `${pen}${pixel(this.toX(x[i]))},${pixel(this.toY(y[i]))}`;
      pen = "L";
    }
    return path;
  }

  circles({ x, y, sizes }) {
    let path = "";
    for (let i = 0; i < x.length; i++) {
      const r = sizes[i] / 2;
      if (!Number.isNaN(x[i])) path += `M${pixel(this.toX(x[i]) - r)},${pixel(this.toY(y[i]))}a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0`;
    }
    return path;
  }

  // -- questions

  // What lies under the pointer: a mean before a point, unless a point is `wanted` or seen in a mean of glass; of several means
  // the one on top. Pixels are those of the plot.
  under(clientX, clientY, wanted) {
    if (!this.looks) return undefined;
    const { px, py } = this.local(clientX, clientY);
    const found = (kind, index, x, y) => ({ kind, index, x: x + this.area.left, y: y + this.area.top });
    const meansX = this.at.x.map(this.toX), meansY = this.at.y.map(this.toY);
    const { radius } = this;
    const mean = meansX.findLastIndex((x, j) => Math.hypot(x - px, meansY[j] - py) < radius);
    const onMean = mean < 0 ? undefined : found("mean", mean, meansX[mean], meansY[mean]);
    if (onMean && wanted !== "point" && (wanted === "mean" || !this.glassy[mean])) return onMean;
    let best = -1, least = (onMean ? this.sampleSize / 2 + 1 : REACH) ** 2;
    this.placesX.forEach((x, i) => {
      const distance = (x - px) ** 2 + (this.placesY[i] - py) ** 2;
      if (distance <= least) { least = distance; best = i; } // of several at one place the last is on top
    });
    return best < 0 ? onMean : found("point", best, this.placesX[best], this.placesY[best]);
  }

  // Pixels of the plot's area.
  local(clientX, clientY) {
    const box = this.plot.getBoundingClientRect();
    return { px: clientX - box.left - this.area.left, py: clientY - box.top - this.area.top };
  }

  // A mean goes with the pointer as far as the axes reach; of one column, along its line. Returns its place, in the units of the axes.
  carry(mean, clientX, clientY) {
    const { px, py } = this.local(clientX, clientY);
    const { xaxis, yaxis } = this.plot._fullLayout;
    const x = xaxis.p2l(Math.max(0, Math.min(this.area.width, px)));
    const y = this.figure.layout.meta.one_column ? this.at.y[mean] : yaxis.p2l(Math.max(0, Math.min(this.area.height, py)));
    this.place({ x: this.at.x.with(mean, x), y: this.at.y.with(mean, y) });
    return { x, y };
  }

  resized() {
    return this.looks && this.plot.isConnected && this.plot.clientWidth && (this.plot.clientWidth !== this.width || this.plot.clientHeight !== this.height);
  }

  // On paper of its own: a transparent picture with light letters vanishes on a white slide.
  picture(format, step, wants) {
    const figure = this.themed(step, wants);
    const trace = figure.data[MEANS], { marker, textfont } = trace;
    const means = this.inPixels(this.means(step)), glassy = this.glass(this.means(step)), hollow = this.empty[step], named = this.namedAt(means);
    const beside = named.map((numbers, j) => glassy[j] ?? (numbers.length > 1 ? this.beside(means, j) : undefined));
    textfont.color = textfont.color.map((color, j) => (beside[j] || hollow[j] ? marker.line.color : color));
    marker.color = marker.color.map((color, j) => (glassy[j] && !hollow[j] ? color + Math.round(255 * CLEARNESS).toString(16) : color));
    marker.symbol = hollow.map((is) => (is ? HOLLOW : "circle"));
    trace.text = named.map((numbers) => `<b>${labelOf(numbers)}</b>`);
    trace.textposition = beside.map((aside) => aside?.position ?? "middle center");
    figure.layout.paper_bgcolor = figure.layout.plot_bgcolor = figure.paper;
    return window.Plotly.toImage(figure, { format, width: this.plot.clientWidth, height: this.plot.clientHeight, scale: format === "png" ? 2 : 1 });
  }

  destroy() {
    this.stop();
    if (this.looks) window.Plotly.purge(this.plot);
  }
}
