// The curve of inertia, half-step by half-step, with a mark where the player is.

import { stepBetween, written } from "../digits.js";
import { el, svg } from "../dom.js";

const WIDTH = 300, HEIGHT = 150, RIGHT = 12, TOP = 14, BOTTOM = 30; // of the drawing and its margins
const DIGIT = 6; // how wide one of its labels is
const MOST_DOTS = 60; // more half-steps would make the line a string of beads

export class Curve {
  constructor() {
    this.root = el("div", {});
  }

  draw(steps) {
    const values = steps.map((step) => step.inertia), known = values.filter((value) => value !== null);
    const gap = stepBetween(known), last = steps.length - 1;
    this.written = (value) => written(value, gap, Infinity);
    const most = Math.max(...known), least = Math.min(0, ...known);
    const left = Math.max(46, 10 + DIGIT * Math.max(this.written(most).length, this.written(least).length));
    this.x = (i) => left + (last ? (i / last) * (WIDTH - left - RIGHT) : 0);
    this.y = (value) => TOP + (1 - (most > least ? (value - least) / (most - least) : 0)) * (HEIGHT - TOP - BOTTOM);
    const line = values.map((value, i) => (value === null ? null : `${this.x(i).toFixed(1)},${this.y(value).toFixed(1)}`)).filter(Boolean);
    const chart = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "kms-curve", role: "img" },
      svg("title", {}, `Inertia falls from ${this.written(known[0])} to ${this.written(known[known.length - 1])}.`),
      svg("line", { x1: left, x2: WIDTH - RIGHT, y1: HEIGHT - BOTTOM, y2: HEIGHT - BOTTOM }), svg("line", { x1: left, x2: left, y1: TOP, y2: HEIGHT - BOTTOM }),
      svg("polyline", { points: line.join(" ") }));
    const text = (x, y, anchor, words) => { const node = svg("text", { x, y, "text-anchor": anchor }, words); chart.append(node); return node; };
    text(left - 5, TOP + 4, "end", this.written(most));
    text(left - 5, HEIGHT - BOTTOM + 4, "end", this.written(least));
    text(left, HEIGHT - BOTTOM + 14, "middle", "0");
    text(WIDTH - RIGHT, HEIGHT - BOTTOM + 14, "middle", String(last));
    this.axis = text((left + WIDTH - RIGHT) / 2, HEIGHT - 3, "middle", "");
    if (last <= MOST_DOTS) {
      values.forEach((value, i) => { if (value !== null) chart.append(svg("circle", { cx: this.x(i), cy: this.y(value), r: 2.5, class: `kms-${steps[i].kind}` })); });
    }
    this.here = svg("circle", { r: 5.5, class: "kms-here" });
    this.now = text(0, 0, "start", "");
    this.now.setAttribute("class", "kms-now");
    chart.append(this.here);
    this.root.replaceChildren(chart);
  }

  mark(i, { inertia }) {
    const write = (x, y, anchor, words) => {
      for (const [name, at] of Object.entries({ x, y, "text-anchor": anchor })) this.now.setAttribute(name, at);
      this.now.textContent = words;
    };
    this.here.setAttribute("visibility", inertia === null ? "hidden" : "visible");
    this.axis.textContent = inertia === null ? "half-step; no clusters yet, no inertia" : "half-step"; // where the curve never is
    if (inertia === null) {
      write(0, 0, "start", "");
      return;
    }
    const x = this.x(i), y = this.y(inertia), flip = x > 220; // no room to the right
    this.here.setAttribute("cx", x);
    this.here.setAttribute("cy", y);
    write(flip ? x - 2 : x + 9, y - 9, flip ? "end" : "start", this.written(inertia));
  }
}
