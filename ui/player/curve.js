// The curve of inertia, half-step by half-step, with a mark where the player is; behind it, as a ghost, that of the best start so far.

import { stepBetween, written } from "../digits.js";
import { el, svg } from "../dom.js";
import { roundEnd } from "../geometry.js";

const WIDTH = 300, HEIGHT = 150, RIGHT = 12, TOP = 14, BOTTOM = 30; // of the drawing and its margins
const DIGIT = 6; // how wide one of its labels is
const MOST_DOTS = 60; // more half-steps would make the line a string of beads
const ROOM = 10; // half-steps: where the end is not to be seen, there is room for so many at least, and for as many more

export class Curve {
  constructor() {
    this.root = el("div", {});
  }

  // The run at half-step `i`. `total`: what the sum is called. `hides`: nothing of what lies ahead is to be seen. `ghost`: inertias of another run, `called` so, on the same scale.
  show(steps, i, { hides = false, ghost = [], called = "your best start so far", total = "Inertia" } = {}) {
    const drawn = JSON.stringify([hides && i, ghost, called, total]);
    if (steps !== this.steps || drawn !== this.drawn) this.draw(hides ? steps.slice(0, i + 1) : steps, hides, ghost, called, total);
    Object.assign(this, { steps, drawn });
    this.mark(i, steps[i]);
  }

  draw(steps, hides, ghost, called, total) {
    const values = steps.map((step) => step.inertia), isNumber = (value) => value !== null;
    const known = values.filter(isNumber), all = [...known, ...ghost.filter(isNumber)];
    const end = Math.max(steps.length, ghost.length) - 1, last = hides ? ROOM * Math.ceil((end + 1) / ROOM) : end;
    const gap = stepBetween(known);
    this.written = (value) => written(value, gap, Infinity);
    const most = roundEnd(Math.max(0, ...all)), least = -roundEnd(-Math.min(0, ...all));
    const ends = [most, least].map((value) => written(value, 0)); // round: their digits are not those of any half-step
    const left = Math.max(46, 10 + DIGIT * Math.max(...ends.map((words) => words.length)));
    this.x = (i) => left + (last ? (i / last) * (WIDTH - left - RIGHT) : 0);
    this.y = (value) => TOP + (1 - (most > least ? (value - least) / (most - least) : 0)) * (HEIGHT - TOP - BOTTOM);
    const line = (numbers) => numbers.map((value, i) => (value === null ? null : `${this.x(i).toFixed(1)},${this.y(value).toFixed(1)}`)).filter(Boolean).join(" ");
    const beside = ghost.length ? ` ${called[0].toUpperCase()}${called.slice(1)} fell to ${written(ghost.at(-1), 0, Infinity)}.` : "";
    this.beside = ghost.length ? ` · dashed: ${called}` : "";
    const title = known.length ? `${total}: from ${this.written(known[0])} to ${this.written(known.at(-1))}.${beside}` : `${total}: none yet.${beside}`;
    const chart = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "kms-curve", role: "img" },
      svg("title", {}, title),
      svg("line", { x1: left, x2: WIDTH - RIGHT, y1: HEIGHT - BOTTOM, y2: HEIGHT - BOTTOM }), svg("line", { x1: left, x2: left, y1: TOP, y2: HEIGHT - BOTTOM }));
    if (ghost.length) chart.append(svg("polyline", { points: line(ghost), class: "kms-best" }));
    chart.append(svg("polyline", { points: line(values) }));
    const text = (x, y, anchor, words) => { const node = svg("text", { x, y, "text-anchor": anchor }, words); chart.append(node); return node; };
    if (most > least) text(left - 5, TOP + 4, "end", ends[0]);
    text(left - 5, HEIGHT - BOTTOM + 4, "end", ends[1]);
    text(left, HEIGHT - BOTTOM + 14, "middle", "0");
    if (!hides && last) text(WIDTH - RIGHT, HEIGHT - BOTTOM + 14, "middle", String(last));
    this.axis = text((left + WIDTH - RIGHT) / 2, HEIGHT - 3, "middle", "");
    if (last <= MOST_DOTS) {
      values.forEach((value, i) => { if (value !== null) chart.append(svg("circle", { cx: this.x(i), cy: this.y(value), r: 2.5, class: `kms-${steps[i].kind}` })); });
    }
    steps.forEach(({ rose, inertia }, i) => { if (rose) chart.append(svg("path", { d: `M${this.x(i) - 6},${this.y(inertia) - 7}l6,-9l6,9z`, class: "kms-rose" }, svg("title", {}, `Half-step ${i} raised it`))); });
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
    this.here.setAttribute("visibility", inertia === null ? "hidden" : "inherit");
    this.axis.textContent = `half-step${this.beside || (inertia === null ? "; no clusters yet" : "")}`; // where the curve never is
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
