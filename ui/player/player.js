// The player: plays a run that Python sent once, in the browser alone. No half-step costs the server anything.
//
// It holds the transport bar, the keys, the options and what is said beside the plot; drawing.js draws. Everything the user
// named (columns, files) goes into the page as text, never as HTML.

import { decode, el, leaving, loadPlotly, residentOf, svg } from "../dom.js";
import { Drawing } from "./drawing.js";
import { Guesses } from "./guesses.js";
import { allWritten, asDate, stepBetween, written } from "../digits.js";

const SPEEDS = { slow: 2200, normal: 1200, fast: 500 }; // milliseconds from one half-step to the next
const OPTIONS = { cells: false, lines: false, changed: true, trails: true, ask: false }; // as they are unless someone chooses
const LONGEST_GLIDE = 600; // milliseconds
const LONGEST_WAIT = 10_000; // milliseconds for the server to answer

export default function mount({ data, parentElement, setTriggerValue }) {
  const player = residentOf(parentElement, Player);
  player.tellServer = setTriggerValue;
  player.receive(data);
  return leaving(parentElement);
}

// ---- small helpers -------------------------------------------------------------------------------------------------

const ICONS = {
  first: "M4 4h3v16H4zM20 4v16L8 12z", back: "M18 4v16L6 12z", play: "M6 4v16l14-8z", pause: "M5 4h5v16H5zM14 4h5v16h-5z",
  next: "M6 4v16l12-8z", last: "M17 4h3v16h-3zM4 4v16l12-8z",
};
const icon = (name) => svg("svg", { viewBox: "0 0 24 24", class: "kms-icon", "aria-hidden": "true" }, svg("path", { d: ICONS[name] }));

// ---- the player ----------------------------------------------------------------------------------------------------

class Player {
  constructor(parent) {
    this.parent = parent;
    this.position = 0; // of the transport bar
    this.step = 0; // what is shown: a run shorter than others of its group waits at its end
    this.playing = false;
    this.timer = 0;
    this.speed = "normal";
    this.recall();
    this.reducedMotion = window.matchMedia("(prefers-reduced-motion: reduce)");
    this.build();
    this.onKey = (event) => this.key(event);
    document.addEventListener("keydown", this.onKey);
    this.onGroup = (event) => this.follow(event.detail);
    document.addEventListener("kms-group", this.onGroup);
    const style = getComputedStyle(this.root);
    this.drawing = new Drawing(this.plot, (name, otherwise) => style.getPropertyValue(name).trim() || otherwise, (step) => { this.root.dataset.drawn = String(step); });
    this.resizing = new ResizeObserver(() => requestAnimationFrame(() => this.resize()));
    this.resizing.observe(this.plot);
  }

  destroy() {
    this.pause();
    this.id = undefined; // what still loads draws nothing
    clearTimeout(this.remembering);
    clearTimeout(this.waiting);
    document.removeEventListener("keydown", this.onKey);
    document.removeEventListener("kms-group", this.onGroup);
    this.resizing.disconnect();
    this.drawing.destroy();
  }

  // -- the elements, made once

  build() {
    const button = (name, label, action) => el("button", { type: "button", "aria-label": label, title: label, onclick: action }, icon(name));
    const option = (name, label) => {
      const box = el("input", { type: "checkbox", onchange: () => { this.wants[name] = box.checked; this.describe(); this.draw(); this.tellGroup(); this.remember(); } });
      box.checked = this.wants[name];
      return el("label", { "data-option": name }, box, label);
    };
    this.kind = el("div", { class: "kms-kind" });
    this.sentence = el("div", { class: "kms-sentence" });
    this.guessing = el("div", { class: "kms-guessing", hidden: "" });
    this.plot = el("div", { class: "kms-plot", role: "img" });
    this.tip = el("div", { class: "kms-tip", hidden: "" });
    this.stage = el("div", { class: "kms-stage", tabindex: "0", role: "group" }, this.plot, this.tip);
    this.stage.addEventListener("pointerdown", (event) => { this.stage.focus({ preventScroll: true }); this.point(event); if (!this.guess(event)) this.grasp(event); });
    this.stage.addEventListener("pointermove", (event) => { if (this.held) this.carry(event); else if (event.pointerType === "mouse") this.point(event); });
    for (const name of ["pointerup", "pointercancel"]) this.stage.addEventListener(name, (event) => this.drop(event));
    // A finger on a mean that can be moved must not scroll the page.
    this.stage.addEventListener("touchstart", (event) => { if (this.movable(event.touches[0])) event.preventDefault(); }, { passive: false });
    this.stage.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") this.tip.hidden = true; });
    this.firstButton = button("first", "First half-step (Home)", () => this.go(0));
    this.backButton = button("back", "Back one half-step (left arrow)", () => this.go(this.position - 1));
    this.playButton = button("play", "Play (space)", () => this.toggle());
    this.lastButton = button("last", "Last half-step (End)", () => this.go(this.end));
    this.nextLabel = el("span");
    this.nextButton = el("button", { type: "button", class: "kms-next", onclick: () => this.go(this.position + 1) }, this.nextLabel, icon("next"));
    this.slider = el("input", { type: "range", min: "0", step: "1", "aria-label": "Half-step", oninput: () => this.go(Number(this.slider.value)) });
    this.count = el("span", { class: "kms-count" });
    this.speedChoice = el("select", { "aria-label": "Speed", onchange: () => { this.speed = this.speedChoice.value; this.tellGroup(); } },
      ...Object.keys(SPEEDS).map((name) => el("option", name === "normal" ? { value: name, selected: "" } : { value: name }, name)));
    this.cellsOption = option("cells", "Shade the regions");
    this.askOption = option("ask", "Ask me first");
    this.curve = el("div", {});
    this.table = el("div", { class: "kms-scroll", tabindex: "0", role: "region", "aria-label": "The clusters" });
    this.sampleNote = el("p", { class: "kms-note", hidden: "" });
    this.probe = el("span", { class: "kms-probe", "aria-hidden": "true" });
    this.probe.addEventListener("transitionend", () => this.retheme());

    this.root = el("div", { class: "kms" }, this.probe, el("div", { class: "kms-inner" },
      el("div", { class: "kms-main" },
        el("div", { class: "kms-caption", role: "status", "aria-live": "polite" }, this.kind, this.sentence, this.guessing),
        this.stage, this.sampleNote,
        el("div", { class: "kms-bar kms-steps", role: "group", "aria-label": "Player" },
          this.firstButton, this.backButton, this.playButton, this.nextButton, this.lastButton,
          el("div", { class: "kms-track" }, this.slider, this.count)),
        el("div", { class: "kms-options" },
          el("label", {}, "Speed", this.speedChoice),
          this.cellsOption, option("lines", "Lines to the means"), option("changed", "Mark changes"), option("trails", "Trails"), this.askOption,
          el("span", {},
            el("button", { type: "button", onclick: () => this.save("png"), title: "Save this view as a PNG picture" }, "PNG"), " ",
            el("button", { type: "button", onclick: () => this.save("svg"), title: "Save this view as an SVG drawing" }, "SVG")))),
      el("div", { class: "kms-side" },
        el("section", {}, el("h3", {}, "Inertia, half-step by half-step"), this.curve),
        el("section", {}, el("h3", {}, "Clusters"), this.table))));
    this.parent.append(this.root);
  }

  // -- data from Python

  receive(data) {
    this.awaiting = false;
    clearTimeout(this.waiting);
    if (data.id === this.id) return; // the same run: leave the player where it is
    this.id = data.id;
    this.pause();
    this.data = data;
    // The first run opens at the half-step that the link names; another run begins at its start.
    this.position = this.step = data.group ? 0 : Math.min(this.recalled, data.figure.frames.length - 1);
    this.recalled = 0;
    delete this.root.dataset.drawn;
    this.drawing.take(data.figure, data.symbolCodes);
    this.hover = { X: decode(data.hover.X), means: data.hover.means.map(decode) };
    this.guesses = new Guesses(data.steps, this.drawing.labels, this.hover.means, data.hover.dimensions);
    this.askOption.hidden = Boolean(data.group);
    this.last = data.steps.length - 1;
    this.end = Math.max(this.last, data.groupLast ?? 0);
    this.follows = Boolean(data.group) && !data.leader;
    this.root.classList.toggle("kms-follower", this.follows);
    this.root.classList.toggle("kms-grouped", Boolean(data.group));
    this.slider.max = String(this.end);
    this.cellsOption.hidden = !data.figure.layout.meta.has_cells;
    const { shown, of } = data.figure.layout.meta;
    this.sampleNote.hidden = shown === of;
    this.sampleNote.textContent = `The plot shows ${shown.toLocaleString("en-US")} of your ${of.toLocaleString("en-US")} points, picked at random. Every number counts them all.`;
    this.stage.setAttribute("aria-label", "Player. Keys: left and right arrow step back and on, Home and End go to the first and the last, space plays and pauses.");
    this.drawCurve();
    this.buildTable();
    this.describe();
    this.remember();
    this.start();
  }

  async start() {
    const id = this.id;
    try {
      await loadPlotly(this.data.plotlyUrl);
    } catch {
      this.plot.replaceChildren(el("p", { class: "kms-problem" }, this.data.plotlyProblem));
      return;
    }
    if (id !== this.id) return; // a newer run came while plotly.js was loading
    await this.render();
    this.root.dataset.ready = this.id;
  }

  async render() {
    if (!(await this.drawing.render(this.step, this.wants))) return;
    this.draw();
    this.resize(); // the window may have become another size meanwhile
  }

  retheme() {
    if (this.drawing.looks) this.render();
  }

  resize() {
    if (this.drawing.resized()) this.render();
  }

  // -- moving about

  go(position, guessed = false) {
    const target = Math.max(0, Math.min(this.end, position));
    if (target === this.position || this.held || this.awaiting) return;
    const before = this.step;
    this.position = target;
    this.step = Math.min(target, this.last);
    if (!guessed) this.guesses.verdict = "";
    this.describe();
    if (this.step !== before) this.draw(Math.abs(this.step - before) === 1);
    if (target === this.end) this.pause();
    this.tellGroup();
    this.remember();
  }

  // The half-step and the options stand behind the # of the address, which the server never sees: a link shows them too.
  remember() {
    if (this.data.group) return;
    const parts = new URLSearchParams();
    if (this.step) parts.set("step", String(this.step));
    for (const [name, wanted] of Object.entries(OPTIONS)) if (this.wants[name] !== wanted) parts.set(name, this.wants[name] ? "on" : "off");
    const wanted = parts.size ? `#${parts}` : "";
    clearTimeout(this.remembering); // it takes the browser milliseconds that the next picture needs
    this.remembering = setTimeout(() => {
      const { pathname, search, hash } = window.location;
      if (hash !== wanted) window.history.replaceState(window.history.state, "", pathname + search + wanted);
    }, 250);
  }

  recall() {
    const parts = new URLSearchParams(window.location.hash.slice(1));
    const step = Number(parts.get("step"));
    this.recalled = Number.isInteger(step) && step > 0 ? step : 0;
    this.wants = { ...OPTIONS };
    for (const name of Object.keys(OPTIONS)) if (parts.has(name)) this.wants[name] = parts.get(name) === "on";
  }

  // Players of one group move together: the one with the bar leads.
  tellGroup() {
    if (!this.data.group || this.follows) return;
    const { position, wants, speed } = this;
    document.dispatchEvent(new CustomEvent("kms-group", { detail: { group: this.data.group, position, wants: { ...wants }, speed } }));
  }

  follow({ group, position, wants, speed }) {
    if (!this.follows || group !== this.data.group) return;
    const same = JSON.stringify(wants) === JSON.stringify(this.wants);
    Object.assign(this, { wants, speed });
    if (!same) this.draw();
    this.go(position);
  }

  draw(glide = false) {
    if (!this.drawing.looks) return; // it will be, at the half-step that is then the current one
    this.tip.hidden = true;
    const duration = glide && !this.reducedMotion.matches ? Math.min(LONGEST_GLIDE, 0.6 * SPEEDS[this.speed]) : 0;
    this.drawing.show(this.step, this.wants, duration);
  }

  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  play() {
    if (this.position === this.end) this.go(0);
    this.playing = true;
    this.showPlaying();
    const tick = () => {
      this.go(this.position + 1);
      if (this.playing) this.timer = setTimeout(tick, SPEEDS[this.speed]);
    };
    this.timer = setTimeout(tick, 150);
  }

  pause() {
    clearTimeout(this.timer);
    this.playing = false;
    this.showPlaying();
  }

  showPlaying() {
    const label = this.playing ? "Pause (space)" : "Play (space)";
    this.playButton.replaceChildren(icon(this.playing ? "pause" : "play"));
    this.playButton.setAttribute("aria-label", label);
    this.playButton.title = label;
    this.root.dataset.playing = String(this.playing);
  }

  key(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !this.root.isConnected || this.follows) return;
    const focus = document.activeElement;
    const here = this.root.contains(focus);
    const nowhere = !focus || focus === document.body;
    const arrow = event.key === "ArrowLeft" || event.key === "ArrowRight";
    if (!here && !(nowhere && arrow && this.isFirst())) return;
    if (here && focus.matches("input[type=range], select")) return; // they have keys of their own
    if (here && event.key === " " && focus.matches("button, input")) return;
    const actions = {
      ArrowLeft: () => this.go(this.position - 1), ArrowRight: () => this.go(this.position + 1),
      Home: () => this.go(0), End: () => this.go(this.end), " ": () => this.toggle(),
    };
    if (!actions[event.key]) return;
    event.preventDefault();
    actions[event.key]();
  }

  // Where nothing has the focus, the arrows belong to the first player of the page.
  isFirst() {
    return document.querySelector(".kms:not(.kms-follower)") === this.root;
  }

  // -- what is said beside the plot

  describe() {
    const step = this.data.steps[this.step];
    this.kind.textContent = this.data.movable && this.step === 0 ? `${step.title} · drag a mean to start it elsewhere` : step.title;
    this.sentence.textContent = step.sentence;
    this.plot.setAttribute("aria-label", `${this.data.alt} ${step.title}: ${step.sentence}`);
    this.slider.value = String(this.position);
    this.slider.setAttribute("aria-valuetext", step.title);
    this.count.textContent = `Half-step ${this.position} of ${this.end}`;
    const done = this.position === this.end;
    this.nextLabel.textContent = done ? "Done" : step.next || "Next half-step";
    this.nextButton.setAttribute("aria-label", done ? "Done: nothing changes any more" : `Next: ${this.nextLabel.textContent} (right arrow)`);
    this.nextButton.disabled = this.lastButton.disabled = done;
    this.backButton.disabled = this.firstButton.disabled = this.position === 0;
    this.root.dataset.step = String(this.step);
    const asks = this.wants.ask && !this.data.group;
    this.guessing.hidden = !asks;
    if (asks) this.guessing.replaceChildren(...[this.guesses.verdict, this.guesses.question(this.step)].filter(Boolean).map((words) => el("p", {}, words)));
    this.markCurve();
    this.fillTable();
  }

  drawCurve() {
    const values = this.data.steps.map((step) => step.inertia);
    const known = values.filter((value) => value !== null);
    const step = stepBetween(known);
    this.inertia = (value) => written(value, step);
    const most = Math.max(...known), least = Math.min(0, ...known);
    const W = 300, H = 150, right = 12, top = 14, bottom = 30;
    const left = Math.max(46, 10 + 6 * Math.max(this.inertia(most).length, this.inertia(least).length)); // 6: a digit of its labels
    this.curveX = (i) => left + (this.last ? (i / this.last) * (W - left - right) : 0);
    this.curveY = (value) => top + (1 - (most > least ? (value - least) / (most - least) : 0)) * (H - top - bottom);
    const line = values.map((value, i) => (value === null ? null : `${this.curveX(i).toFixed(1)},${this.curveY(value).toFixed(1)}`)).filter(Boolean);
    const chart = svg("svg", { viewBox: `0 0 ${W} ${H}`, class: "kms-curve", role: "img" },
      svg("title", {}, `Inertia falls from ${this.inertia(known[0])} to ${this.inertia(known[known.length - 1])}.`),
      svg("line", { x1: left, x2: W - right, y1: H - bottom, y2: H - bottom }), svg("line", { x1: left, x2: left, y1: top, y2: H - bottom }),
      svg("polyline", { points: line.join(" ") }));
    const text = (x, y, anchor, words) => { const node = svg("text", { x, y, "text-anchor": anchor }); node.textContent = words; chart.append(node); return node; };
    text(left - 5, top + 4, "end", this.inertia(most));
    text(left - 5, H - bottom + 4, "end", this.inertia(least));
    text(left, H - bottom + 14, "middle", "0");
    text(W - right, H - bottom + 14, "middle", String(this.last));
    text((left + W - right) / 2, H - 3, "middle", "half-step");
    if (this.last <= 60) {
      values.forEach((value, i) => { if (value !== null) chart.append(svg("circle", { cx: this.curveX(i), cy: this.curveY(value), r: 2.5, class: `kms-${this.data.steps[i].kind}` })); });
    }
    this.here = svg("circle", { r: 5.5, class: "kms-here" });
    this.hereText = text(0, 0, "start", "");
    this.hereText.setAttribute("class", "kms-now");
    chart.append(this.here);
    this.curve.replaceChildren(chart);
  }

  markCurve() {
    const value = this.data.steps[this.step].inertia;
    this.here.setAttribute("visibility", value === null ? "hidden" : "visible");
    this.hereText.textContent = value === null ? "no clusters yet, no inertia" : this.inertia(value);
    if (value === null) { // before the first assign: said in the corner the curve does not reach
      for (const [name, at] of Object.entries({ x: 288, y: 18, "text-anchor": "end" })) this.hereText.setAttribute(name, at);
      return;
    }
    const x = this.curveX(this.step), y = this.curveY(value);
    this.here.setAttribute("cx", x);
    this.here.setAttribute("cy", y);
    const flip = x > 220;
    this.hereText.setAttribute("text-anchor", flip ? "end" : "start");
    this.hereText.setAttribute("x", flip ? x - 2 : x + 9);
    this.hereText.setAttribute("y", y - 9);
  }

  swatch(cluster) {
    return svg("svg", { viewBox: "-10 -10 20 20", class: "kms-swatch", "aria-hidden": "true" }, svg("path", { d: this.data.swatches[cluster].path, fill: this.data.swatches[cluster].color }));
  }

  buildTable() {
    const names = this.data.columns;
    const head = el("tr", {}, el("th", { scope: "col" }, "Cluster"), el("th", { scope: "col" }, "Points"),
      ...names.map((name) => el("th", { scope: "col", title: `Mean ${name}` }, name.length > 14 ? `${name.slice(0, 13)}…` : name)),
      el("th", { scope: "col", title: "Root mean square distance of the points to their mean" }, "Spread"));
    this.cells = this.data.swatches.map(() => Array.from({ length: 2 + names.length }, () => el("td")));
    const rows = this.cells.map((cells, j) => el("tr", {}, el("td", {}, this.swatch(j), String(j + 1)), ...cells));
    this.table.replaceChildren(el("table", { class: "kms-clusters" }, el("thead", {}, head), el("tbody", {}, ...rows)));
  }

  // A value of a column: those of `steps` say how small a difference is to be seen.
  written(value, f, steps) {
    return this.data.dates.includes(f) ? asDate(value, this.data.spreads[f]) : written(value, steps[f]);
  }

  fillTable() {
    const step = this.data.steps[this.step];
    const spreads = step.spreads ? allWritten(step.spreads) : [];
    this.cells.forEach((cells, j) => {
      cells[0].textContent = step.sizes ? step.sizes[j].toLocaleString("en-US") : "–";
      step.means[j].forEach((value, f) => { cells[1 + f].textContent = this.written(value, f, step.differ); });
      cells[cells.length - 1].textContent = spreads[j] ?? "–";
    });
  }

  point(event) {
    const under = this.movable(event) ?? this.drawing.under(event.clientX, event.clientY);
    this.tip.hidden = !under;
    this.stage.classList.toggle("kms-movable", Boolean(this.movable(event)));
    if (under) this.tell(under);
  }

  // A press on what was asked for is a guess; the half-step that follows tells.
  guess(event) {
    if (!this.wants.ask || this.data.group || event.button !== 0) return false;
    const wanted = this.guesses.wanted(this.step), under = this.drawing.under(event.clientX, event.clientY, wanted);
    if (!under || under.kind !== wanted) return false;
    this.pause();
    this.guesses.judge(this.step, under);
    this.go(this.position + 1, true);
    return true;
  }

  // -- a mean moved by hand, at the start: k-means then starts from there

  // The mean under a pointer, if it may be moved.
  movable({ clientX, clientY }) {
    if (!this.data?.movable || this.step !== 0 || this.drawing.glide || this.awaiting) return undefined;
    const under = this.drawing.under(clientX, clientY, "mean");
    return under?.kind === "mean" ? under : undefined;
  }

  grasp(event) {
    const mean = event.isPrimary && event.button === 0 ? this.movable(event) : undefined;
    if (!mean) return;
    this.pause();
    this.held = { mean: mean.index, id: this.id, fromX: event.clientX, fromY: event.clientY };
    this.stage.setPointerCapture(event.pointerId);
    this.stage.classList.add("kms-holding");
  }

  carry(event) {
    const { held } = this;
    if (held.id !== this.id) return; // another run came, which may not even have this mean
    if (!held.place && Math.hypot(event.clientX - held.fromX, event.clientY - held.fromY) < 4) return; // a mere press
    this.tip.hidden = true;
    held.place = this.drawing.carry(held.mean, event.clientX, event.clientY);
  }

  drop(event) {
    const { held } = this;
    if (!held) return;
    this.held = undefined;
    this.stage.classList.remove("kms-holding");
    if (held.id !== this.id || !held.place) return;
    if (event.type === "pointercancel") { this.draw(); return; }
    this.awaiting = true; // the run from here comes at once; until then there is nothing to step through
    this.waiting = setTimeout(() => { this.awaiting = false; this.draw(); }, LONGEST_WAIT);
    this.tellServer("moved", { mean: held.mean, ...held.place });
  }

  tell({ kind, index: i, x, y }) {
    const row = (first, words, strong) => el("tr", strong ? { class: "kms-nearest" } : {}, el("td", {}, ...first), el("td", {}, words));
    const rows = [];
    const step = this.data.steps[this.step];
    let title;
    if (kind === "mean") {
      const { x: xs, y: ys } = this.drawing.at;
      const here = Array.from(xs.keys()).filter((j) => xs[j] === xs[i] && ys[j] === ys[i]).map((j) => j + 1);
      const without = step.sizes?.[i] === 0 ? ", no points" : "";
      title = here.length === 1 ? `Mean ${i + 1}${without}` : `Means ${here.slice(0, -1).join(", ")} and ${here.at(-1)}, at one place`;
      step.means[i].forEach((value, f) => rows.push(row([this.data.columns[f]], this.written(value, f, step.differ))));
    } else {
      const label = this.drawing.labels[this.step][i];
      const here = this.drawing.here[i];
      title = `${here === 1 ? "A point" : `One of ${here.toLocaleString("en-US")} points at this place,`} ${label < 0 ? "without a cluster yet" : `of cluster ${label + 1}`}`;
      this.data.hover.values.forEach((column, f) => rows.push(row([this.data.hover.names[f]], this.written(column[i], f, this.data.hover.differ))));
      const d = this.data.hover.dimensions, X = this.hover.X, means = this.hover.means[this.step];
      const distances = this.data.swatches.map((_, j) => {
        let sum = 0;
        for (let f = 0; f < d; f++) sum += (X[i * d + f] - means[j * d + f]) ** 2;
        return Math.sqrt(sum);
      });
      const nearest = distances.indexOf(Math.min(...distances)), texts = allWritten(distances);
      texts.forEach((text, j) => rows.push(row([this.swatch(j), `to mean ${j + 1}`], text + (j === nearest ? " (nearest)" : ""), j === nearest)));
    }
    this.tip.replaceChildren(el("strong", {}, title), el("table", {}, ...rows));
    this.tip.hidden = false;
    const width = this.plot.clientWidth, height = this.plot.clientHeight;
    this.tip.style.left = `${Math.max(0, x + 16 + this.tip.offsetWidth > width ? x - 16 - this.tip.offsetWidth : x + 16)}px`;
    this.tip.style.top = `${Math.max(0, Math.min(y - 20, height - this.tip.offsetHeight))}px`;
  }

  async save(format) {
    if (!this.drawing.looks) return;
    const url = await this.drawing.picture(format, this.step, this.wants);
    el("a", { href: url, download: `k-means-half-step-${this.step}.${format}` }).click();
  }
}
