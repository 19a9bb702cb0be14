// The player: plays a run that Python sent once, in the browser alone. No half-step costs the server anything.
//
// It gets one Plotly figure with a frame per half-step, and what to say about each. It draws what follows from labels and
// means (rings around points that changed, trails, lines to the means), moves, and answers the keys.
// Everything the user named (columns, files) goes into the page as text, never as HTML.

const LINES = 0, POINTS = 1, CHANGED = 2, TRAILS = 3, MEANS = 4; // as in charts/stepper.py
const SPEEDS = { slow: 2200, normal: 1200, fast: 500 }; // milliseconds from one half-step to the next
const OPTIONS = { cells: false, lines: false, changed: true, trails: true }; // as they are unless someone chooses
const LONGEST_GLIDE = 700; // milliseconds
const LONGEST_TRAIL = 60; // moves
const players = new WeakMap();

export default function mount({ data, parentElement }) {
  let player = players.get(parentElement);
  if (!player) {
    player = new Player(parentElement);
    players.set(parentElement, player);
  }
  player.receive(data);
  return () => {
    // Called when the component leaves the page; a mere change of data keeps the element.
    if (!parentElement.isConnected) { player.destroy(); players.delete(parentElement); }
  };
}

// ---- small helpers -------------------------------------------------------------------------------------------------

function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "class") node.className = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

const ICONS = {
  first: "M4 4h3v16H4zM20 4v16L8 12z", back: "M18 4v16L6 12z", play: "M6 4v16l14-8z", pause: "M5 4h5v16H5zM14 4h5v16h-5z",
  next: "M6 4v16l12-8z", last: "M17 4h3v16h-3zM4 4v16l12-8z",
};
const icon = (name) => svg("svg", { viewBox: "0 0 24 24", class: "kms-icon", "aria-hidden": "true" }, svg("path", { d: ICONS[name] }));

const ARRAYS = { f8: Float64Array, f4: Float32Array, i1: Int8Array, u1: Uint8Array, i2: Int16Array, u2: Uint16Array, i4: Int32Array, u4: Uint32Array };
function decode(spec) {
  const bytes = Uint8Array.from(atob(spec.bdata), (character) => character.charCodeAt(0));
  return new ARRAYS[spec.dtype](bytes.buffer);
}

// Three significant digits in a form that people read: 1,234, 9.35B for billions; an exponent for the very small alone.
function rounded(value) {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  if (size >= 1e7 && size < 1e15) return value.toLocaleString("en-US", { notation: "compact", maximumSignificantDigits: 3 }).replace("-", "−");
  if (size !== 0 && (size >= 1e15 || size < 1e-4)) return value.toExponential(2).replace("-", "−");
  const digits = size >= 100 || size === 0 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
  return value.toLocaleString("en-US", { maximumFractionDigits: digits }).replace("-", "−");
}
// Far from zero, digits must tell neighbours apart: as many as the width of the plot asks for.
function roundedWithin(value, width) {
  const digits = Math.max(0, Math.min(12, 2 - Math.floor(Math.log10(width || 1))));
  return Math.abs(value) > 1e4 * width ? value.toFixed(digits).replace("-", "−") : rounded(value);
}

// Days since 1970 as a date, with the time of day where the dates lie close together.
function asDate(days, width) {
  const text = new Date(Math.round(days * 1440) * 60_000).toISOString().replace("T", " ");
  return text.slice(0, width > 0 && width < 4 ? 16 : 10);
}

let plotlyPromise;
function loadPlotly(url) {
  if (window.Plotly && window.Plotly.animate) return Promise.resolve(window.Plotly);
  plotlyPromise ??= new Promise((resolve, reject) => {
    const script = el("script", { src: url });
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => { plotlyPromise = undefined; script.remove(); reject(new Error("plotly.js did not load")); };
    document.head.append(script);
  });
  return plotlyPromise;
}

let webgl;
function hasWebGL() {
  if (webgl === undefined) {
    const context = document.createElement("canvas").getContext("webgl");
    webgl = Boolean(context);
    context?.getExtension("WEBGL_lose_context")?.loseContext();
  }
  return webgl;
}

// ---- the player ----------------------------------------------------------------------------------------------------

class Player {
  constructor(parent) {
    this.parent = parent;
    this.position = 0; // of the transport bar
    this.step = 0; // what is shown: a run shorter than others of its group waits at its end
    this.playing = false;
    this.timer = 0;
    this.speed = "normal";
    this.glidesUntil = 0;
    this.recall();
    this.reducedMotion = window.matchMedia("(prefers-reduced-motion: reduce)");
    this.build();
    this.onKey = (event) => this.key(event);
    document.addEventListener("keydown", this.onKey);
    this.onGroup = (event) => this.follow(event.detail);
    document.addEventListener("kms-group", this.onGroup);
    this.resizing = new ResizeObserver(() => requestAnimationFrame(() => this.resize()));
    this.resizing.observe(this.plot);
  }

  destroy() {
    this.pause();
    clearTimeout(this.remembering);
    document.removeEventListener("keydown", this.onKey);
    document.removeEventListener("kms-group", this.onGroup);
    this.resizing.disconnect();
    if (this.graph) window.Plotly.purge(this.plot);
  }

  // -- the elements, made once

  build() {
    const button = (name, label, action) => el("button", { type: "button", "aria-label": label, title: label, onclick: action }, icon(name));
    const option = (name, label) => {
      const box = el("input", { type: "checkbox", onchange: () => { this.wants[name] = box.checked; this.draw(); this.tellGroup(); this.remember(); } });
      box.checked = this.wants[name];
      return el("label", { "data-option": name }, box, label);
    };
    this.kind = el("div", { class: "kms-kind" });
    this.sentence = el("div", { class: "kms-sentence" });
    this.plot = el("div", { class: "kms-plot", role: "img" });
    this.tip = el("div", { class: "kms-tip", hidden: "" });
    this.stage = el("div", { class: "kms-stage", tabindex: "0", role: "group" }, this.plot, this.tip);
    this.stage.addEventListener("pointerdown", () => this.stage.focus({ preventScroll: true }));
    this.stage.addEventListener("pointerleave", () => { this.tip.hidden = true; });
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
    this.curve = el("div", {});
    this.table = el("div", { class: "kms-scroll", tabindex: "0", role: "region", "aria-label": "The clusters" });
    this.sampleNote = el("p", { class: "kms-note", hidden: "" });
    this.probe = el("span", { class: "kms-probe", "aria-hidden": "true" });
    this.probe.addEventListener("transitionend", () => this.retheme());

    this.root = el("div", { class: "kms" }, this.probe, el("div", { class: "kms-inner" },
      el("div", { class: "kms-main" },
        el("div", { class: "kms-caption", role: "status", "aria-live": "polite" }, this.kind, this.sentence),
        this.stage, this.sampleNote,
        el("div", { class: "kms-bar kms-steps", role: "group", "aria-label": "Player" },
          this.firstButton, this.backButton, this.playButton, this.nextButton, this.lastButton,
          el("div", { class: "kms-track" }, this.slider, this.count)),
        el("div", { class: "kms-options" },
          el("label", {}, "Speed", this.speedChoice),
          this.cellsOption, option("lines", "Lines to the means"), option("changed", "Mark changes"), option("trails", "Trails"),
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
    if (data.id === this.id) return; // the same run: leave the player where it is
    this.id = data.id;
    this.pause();
    this.drawn = undefined;
    this.data = data;
    // The first run opens at the half-step that the link names; another run begins at its start.
    this.position = this.step = data.group ? 0 : Math.min(this.recalled, data.figure.frames.length - 1);
    this.recalled = 0;
    this.labels = data.figure.frames.map((frame) => decode(frame.data[0].marker.color));
    this.meansX = data.figure.frames.map((frame) => decode(frame.data[1].x));
    this.meansY = data.figure.frames.map((frame) => decode(frame.data[1].y));
    this.x = decode(data.figure.data[POINTS].x);
    this.y = decode(data.figure.data[POINTS].y);
    this.hover = { X: decode(data.hover.X), means: data.hover.means.map(decode) };
    this.symbolsOf = this.labels.map((labels) => Uint8Array.from(labels, (label) => (label < 0 ? 0 : data.symbolCodes[label])));
    this.last = this.labels.length - 1;
    this.end = Math.max(this.last, data.groupLast ?? 0);
    this.follows = Boolean(data.group) && !data.leader;
    this.root.classList.toggle("kms-follower", this.follows);
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

  // All of it anew. Not `Plotly.react`: a glide under way would go on in the new figure, and the axes that share one scale
  // would lose it at the next frame.
  async render() {
    const { id, step } = this;
    const { data, layout } = this.themed();
    await window.Plotly.newPlot(this.plot, data, layout, { displayModeBar: false, responsive: false, doubleClick: false });
    this.graph = this.plot;
    this.glidesUntil = 0;
    this.aim = step;
    this.underWay = true;
    this.labelled = step;
    this.plot.on("plotly_transitioning", () => { // before that, a frame can still be discarded
      this.underWay = true;
      this.labelled = this.aim;
    });
    this.plot.on("plotly_hover", (event) => this.showTip(event));
    this.plot.on("plotly_unhover", () => { this.tip.hidden = true; });
    this.rest(id, step);
  }

  // The whole figure at the current step in the current colours.
  themed() {
    const style = getComputedStyle(this.root);
    const css = (name, otherwise) => style.getPropertyValue(name).trim() || otherwise;
    const ink = css("--st-text-color", "#1b2230"), paper = css("--st-background-color", "#ffffff");
    const faint = css("--st-border-color", "rgba(128,128,128,0.25)");
    const soft = /^#[0-9a-f]{6}$/i.test(ink) ? `${ink}99` : ink; // a hundred rings must not hide what they ring
    const { data, layout } = structuredClone(this.data.figure);
    const now = this.traces(this.step);
    if (!hasWebGL()) for (const trace of data) if (trace.type === "scattergl") trace.type = "scatter";
    Object.assign(data[LINES], now[LINES], { line: { width: 1, color: ink }, opacity: 0.22 });
    Object.assign(data[POINTS], { x: this.x, y: this.y });
    Object.assign(data[POINTS].marker, now[POINTS].marker);
    data[POINTS].marker.line.color = paper;
    Object.assign(data[CHANGED], now[CHANGED], { marker: { size: data[POINTS].marker.size + (data[POINTS].marker.size > 6 ? 6 : 3), symbol: "circle-open", color: soft, opacity: 1, line: { width: 1.25 } } });
    Object.assign(data[TRAILS], now[TRAILS], { line: { width: 2.5, color: ink, simplify: false }, opacity: 0.65 });
    Object.assign(data[MEANS], now[MEANS]);
    data[MEANS].marker.line.color = ink;
    for (const axis of [layout.xaxis, layout.yaxis]) Object.assign(axis, { gridcolor: faint, linecolor: faint });
    Object.assign(layout, { paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", font: { family: css("--st-font", "sans-serif"), color: ink, size: 13 }, shapes: this.shapes() });
    this.paper = paper;
    return { data, layout };
  }

  retheme() {
    if (this.graph) this.render();
  }

  resize() {
    if (this.graph && this.plot.isConnected && this.plot.clientWidth) window.Plotly.Plots.resize(this.plot);
  }

  // -- what a step looks like

  shapes() {
    return this.wants.cells ? this.data.figure.frames[this.step].layout.shapes : [];
  }

  traces(step) {
    const labels = this.labels[step];
    const mx = this.meansX[step], my = this.meansY[step];
    const traces = [];
    traces[LINES] = this.lines(labels, mx, my);
    traces[POINTS] = { marker: { color: labels, symbol: this.symbolsOf[step] } };
    traces[CHANGED] = this.changed(step);
    traces[TRAILS] = this.trails(step);
    traces[MEANS] = { x: mx, y: my };
    return traces;
  }

  lines(labels, mx, my) {
    if (!this.wants.lines || labels[0] < 0) return { x: [NaN], y: [NaN] };
    const x = new Float64Array(3 * labels.length).fill(NaN), y = new Float64Array(3 * labels.length).fill(NaN);
    labels.forEach((label, i) => {
      x[3 * i] = this.x[i]; y[3 * i] = this.y[i];
      x[3 * i + 1] = mx[label]; y[3 * i + 1] = my[label];
    });
    return { x, y };
  }

  // Rings around the points that the current assign moved to another cluster. The first assign moves all: no rings then.
  changed(step) {
    const x = [NaN], y = [NaN]; // an empty trace would keep its last rings on frames without redraw
    if (this.wants.changed && this.data.steps[step].kind === "assign" && step > 1) {
      const before = this.labels[step - 1];
      this.labels[step].forEach((label, i) => { if (label !== before[i]) { x.push(this.x[i]); y.push(this.y[i]); } });
    }
    return { x, y };
  }

  // Each mean's way so far. The number of corners is the same at every step, so that a trail grows with its mean.
  trails(step) {
    if (!this.wants.trails) return { x: [NaN], y: [NaN] };
    const moves = [];
    this.data.steps.forEach((each, i) => { if (each.kind !== "assign") moves.push(i); });
    const length = Math.min(moves.length, LONGEST_TRAIL);
    const done = moves.filter((i) => i <= step).slice(-length);
    const k = this.meansX[0].length;
    const x = [], y = [];
    for (let j = 0; j < k; j++) {
      for (let t = 0; t < length; t++) {
        const at = done[Math.min(t, done.length - 1)];
        x.push(this.meansX[at][j]); y.push(this.meansY[at][j]);
      }
      x.push(NaN); y.push(NaN);
    }
    return { x, y };
  }

  // -- moving about

  go(position) {
    const target = Math.max(0, Math.min(this.end, position));
    if (target === this.position) return;
    const before = this.step;
    this.position = target;
    this.step = Math.min(target, this.last);
    this.describe();
    if (this.step !== before) {
      const next = Math.abs(this.step - before) === 1;
      const assigned = this.data.steps[Math.max(this.step, before)].kind === "assign";
      this.draw({
        glide: next && !assigned,
        labelsStay: next && !assigned && this.labelled === before,
        meansStay: next && assigned && this.aim === before && this.underWay, // they are there, or gliding there
      });
    }
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

  // What stays as it was need not be drawn again: labels in an update, means in an assign.
  draw({ glide = false, labelsStay = false, meansStay = false } = {}) {
    if (!this.graph) return;
    this.tip.hidden = true;
    const now = this.traces(this.step);
    const duration = glide && !this.reducedMotion.matches ? Math.min(LONGEST_GLIDE, 0.6 * SPEEDS[this.speed]) : 0;
    const gl = this.plot.data[POINTS].type === "scattergl"; // WebGL does not follow a frame without redraw
    const overtaking = !meansStay && performance.now() < this.glidesUntil;
    this.aim = this.step;
    if (!meansStay) this.underWay = false;
    this.labelled = labelsStay || gl ? this.step : undefined; // else known once the frame has begun
    const traces = [CHANGED];
    if (!meansStay) traces.push(TRAILS, MEANS);
    const marks = [];
    if (!labelsStay) marks.push(POINTS);
    if (this.wants.lines || this.plot.data[LINES].x.length > 1) marks.push(LINES);
    if (!gl) this.animate([...marks, ...traces], now, duration || Number(overtaking));
    else if (duration || overtaking) {
      this.animate(traces, now, duration || 1);
      if (marks.length) this.redraw(marks, now);
    } else this.redraw([...marks, ...traces], now);
    if (this.wants.cells || this.plot.layout.shapes?.length) window.Plotly.relayout(this.plot, { shapes: this.shapes() });
  }

  // A glide under way goes on whatever else is drawn; only another one, be it of a millisecond, takes its place.
  animate(traces, now, duration) {
    if (duration > 1) this.glidesUntil = performance.now() + duration + 200;
    const frame = { data: traces.map((trace) => now[trace]), traces };
    const { id, step } = this;
    window.Plotly.animate(this.plot, [frame], { transition: { duration, easing: "cubic-in-out" }, frame: { duration, redraw: false }, mode: "immediate" })
      .then(() => this.rest(id, step))
      .catch(() => {}); // rejected when a later step takes over: as it should be
  }

  redraw(traces, now) {
    const update = { x: traces.map((trace) => now[trace].x), y: traces.map((trace) => now[trace].y) };
    const points = traces.indexOf(POINTS);
    if (points >= 0) {
      const only = (value) => traces.map((_, i) => (i === points ? value : undefined)); // undefined leaves a trace alone
      update["marker.color"] = only(now[POINTS].marker.color);
      update["marker.symbol"] = only(now[POINTS].marker.symbol);
    }
    const { id, step } = this;
    window.Plotly.restyle(this.plot, update, traces).then(() => this.rest(id, step));
  }

  // The drawing has come to rest at a step of a run; news of a glide that something newer overtook is ignored.
  rest(id, step) {
    if (id !== this.id || step !== this.step) return;
    this.drawn = step;
    this.underWay = true;
    this.root.dataset.drawn = String(step);
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
    this.kind.textContent = step.title;
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
    this.markCurve();
    this.fillTable();
  }

  drawCurve() {
    const W = 300, H = 150, left = 46, right = 12, top = 14, bottom = 30;
    const values = this.data.steps.map((step) => step.inertia);
    const known = values.filter((value) => value !== null);
    const most = Math.max(...known), least = Math.min(0, ...known);
    this.curveX = (i) => left + (this.last ? (i / this.last) * (W - left - right) : 0);
    this.curveY = (value) => top + (1 - (most > least ? (value - least) / (most - least) : 0)) * (H - top - bottom);
    const line = values.map((value, i) => (value === null ? null : `${this.curveX(i).toFixed(1)},${this.curveY(value).toFixed(1)}`)).filter(Boolean);
    const chart = svg("svg", { viewBox: `0 0 ${W} ${H}`, class: "kms-curve", role: "img" },
      svg("title", {}, `Inertia falls from ${rounded(known[0])} to ${rounded(known[known.length - 1])}.`),
      svg("line", { x1: left, x2: W - right, y1: H - bottom, y2: H - bottom }), svg("line", { x1: left, x2: left, y1: top, y2: H - bottom }),
      svg("polyline", { points: line.join(" ") }));
    const text = (x, y, anchor, words) => { const node = svg("text", { x, y, "text-anchor": anchor }); node.textContent = words; chart.append(node); return node; };
    text(left - 5, top + 4, "end", rounded(most));
    text(left - 5, H - bottom + 4, "end", rounded(least));
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
    this.hereText.textContent = value === null ? "no clusters yet, no inertia" : rounded(value);
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

  written(value, f) {
    return (this.data.dates.includes(f) ? asDate : roundedWithin)(value, this.data.widths[f]);
  }

  fillTable() {
    const step = this.data.steps[this.step];
    this.cells.forEach((cells, j) => {
      cells[0].textContent = step.sizes ? step.sizes[j].toLocaleString("en-US") : "–";
      step.means[j].forEach((value, f) => { cells[1 + f].textContent = this.written(value, f); });
      cells[cells.length - 1].textContent = step.sizes && step.sizes[j] ? rounded(step.spreads[j]) : "–";
    });
  }

  showTip(event) {
    const at = event.points?.[0];
    if (!at || (at.curveNumber !== POINTS && at.curveNumber !== MEANS)) return;
    const row = (first, words, strong) => el("tr", strong ? { class: "kms-nearest" } : {}, el("td", {}, ...first), el("td", {}, words));
    const rows = [];
    const i = at.pointIndex ?? at.pointNumber;
    const step = this.data.steps[this.step];
    let title;
    if (at.curveNumber === MEANS) {
      title = `Mean ${i + 1}`;
      step.means[i].forEach((value, f) => rows.push(row([this.data.columns[f]], this.written(value, f))));
    } else {
      const label = this.labels[this.step][i];
      title = label < 0 ? "A point without a cluster yet" : `A point of cluster ${label + 1}`;
      this.data.hover.values.forEach((column, f) => rows.push(row([this.data.hover.names[f]], this.data.dates.includes(f) ? this.written(column[i], f) : String(column[i]))));
      const d = this.data.hover.dimensions, X = this.hover.X, means = this.hover.means[this.step];
      const distances = this.data.swatches.map((_, j) => {
        let sum = 0;
        for (let f = 0; f < d; f++) sum += (X[i * d + f] - means[j * d + f]) ** 2;
        return Math.sqrt(sum);
      });
      const nearest = distances.indexOf(Math.min(...distances));
      distances.forEach((distance, j) => rows.push(row([this.swatch(j), `to mean ${j + 1}`], rounded(distance) + (j === nearest ? " (nearest)" : ""), j === nearest)));
    }
    this.tip.replaceChildren(el("strong", {}, title), el("table", {}, ...rows));
    this.tip.hidden = false;
    const px = at.xaxis.l2p(at.xaxis.d2l(at.x)) + at.xaxis._offset, py = at.yaxis.l2p(at.yaxis.d2l(at.y)) + at.yaxis._offset;
    const width = this.plot.clientWidth, height = this.plot.clientHeight;
    this.tip.style.left = `${Math.max(0, px + 16 + this.tip.offsetWidth > width ? px - 16 - this.tip.offsetWidth : px + 16)}px`;
    this.tip.style.top = `${Math.max(0, Math.min(py - 20, height - this.tip.offsetHeight))}px`;
  }

  async save(format) {
    if (!this.graph) return;
    // On paper of its own: a transparent picture with light letters vanishes on a white slide.
    const figure = this.themed();
    for (const trace of figure.data) if (trace.type === "scattergl") trace.type = "scatter"; // WebGL would cover the means
    figure.layout.paper_bgcolor = figure.layout.plot_bgcolor = this.paper;
    const url = await window.Plotly.toImage(figure, { format, width: this.plot.clientWidth, height: this.plot.clientHeight, scale: format === "png" ? 2 : 1 });
    el("a", { href: url, download: `k-means-half-step-${this.step}.${format}` }).click();
  }
}
