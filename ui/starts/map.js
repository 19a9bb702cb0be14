// The map of starting places. Means are dragged, moved by the arrow keys, or sent to a place by a press on it; what each
// place leads to was sent along, so that all of this is answered here, and the server is asked once, when a mean is dropped.

import { share } from "../digits.js";
import { el, leaving, loadPlotly, residentOf } from "../dom.js";
import { clamp } from "../geometry.js";
import { kindAt, largestShares, sameGround, shareOfOthers } from "./layers.js";

const REST = 700; // milliseconds without a key after which a mean counts as dropped
const REACH = 4; // pixels: less is a press, not a drag
const UNKNOWN = 0.12; // how much is seen of a map that is not that of the mean in hand
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

// Rounded each by itself, shares of one map may add up to 101%.
const ofMap = (part) => `${part < 1 ? "about " : ""}${share(part)} of the map`;

export default function mount({ data, parentElement, setTriggerValue }) {
  const map = residentOf(parentElement, StartsMap);
  map.tell = (moves) => setTriggerValue("moved", { moves });
  map.receive(data);
  return leaving(parentElement);
}

class StartsMap {
  constructor(parent) {
    this.now = el("p", { class: "ksm-now", "aria-live": "polite" });
    this.plot = el("div", { class: "ksm-plot" });
    this.tip = el("div", { class: "ksm-tip", hidden: "" });
    this.ring = el("div", { class: "ksm-ring", hidden: "" });
    this.over = el("div", { class: "ksm-over" }, this.ring, this.tip);
    this.over.addEventListener("click", (event) => this.pressed(event));
    this.over.addEventListener("pointermove", (event) => this.hover(event));
    this.over.addEventListener("pointerleave", () => { this.tip.hidden = true; });
    this.picture = el("div", { class: "ksm-picture", "aria-hidden": "true" });
    this.legend = el("ul", { class: "ksm-legend" });
    this.words = el("div", { class: "ksm-words" });
    this.root = el("div", { class: "ksm" }, this.now,
      el("div", { class: "ksm-row" },
        el("div", { class: "ksm-stage" }, this.plot, this.over),
        el("div", { class: "ksm-side" }, this.picture, this.legend, this.words)));
    parent.append(this.root);
    this.handles = [];
    this.resizing = new ResizeObserver(() => requestAnimationFrame(() => { if (this.drawn && this.plot.offsetParent) window.Plotly.Plots.resize(this.plot); }));
    this.resizing.observe(this.plot);
  }

  destroy() {
    this.data = undefined; // what still loads draws nothing
    clearTimeout(this.resting);
    this.resizing.disconnect();
    if (this.drawn) window.Plotly.purge(this.plot);
  }

  receive(data) {
    if (data.id === this.id) return;
    this.id = data.id;
    this.pending = data;
    if (!this.drag?.moved && !this.resting) this.takePending(); // else: what is being moved now is asked about when it is dropped
  }

  takePending() {
    const data = this.pending;
    if (!data) return;
    this.pending = null;
    this.take(data);
    loadPlotly(data.plotlyUrl).then(() => { if (this.data === data) this.draw(); }, () => { this.now.textContent = data.plotlyProblem; });
  }

  take(data) {
    this.data = data;
    if (this.drag?.mean >= data.means.length) this.drag = null; // what was in hand is no more
    this.means = data.means.map((place) => [...place]);
    this.free = data.free;
    while (this.handles.length > this.means.length) this.handles.pop().remove();
    while (this.handles.length < this.means.length) this.handles.push(this.handle(this.handles.length));
    this.words.replaceChildren(el("h2", {}, "What am I seeing?"), ...data.paragraphs.map((text) => el("p", {}, text)));
  }

  // -- drawing

  draw() {
    const { figure, config } = this.data;
    const first = !this.drawn;
    this.drawn = true;
    // Copies: plotly.js writes into what it draws.
    this.figure = structuredClone(figure);
    const plot = window.Plotly.react(this.plot, this.figure.data, this.figure.layout, { ...config, responsive: false });
    if (first) this.plot.on("plotly_afterplot", () => this.place());
    Promise.resolve(plot).then(() => { this.place(); this.say(); this.root.dataset.ready = this.data.id; });
  }

  // The layer, the names on it and the means as they are for the mean that moves now.
  redraw() {
    const { traces, figure, styles } = this.data, { data } = this.figure;
    const layer = this.layer(), trace = data[traces.layer];
    data[traces.layer] = layer ? { ...trace, x: layer.x, y: layer.y, z: layer.z, opacity: figure.data[traces.layer].opacity } : { ...trace, opacity: UNKNOWN };
    const style = this.data.free.length === 2 ? {} : styles[this.free[0]];
    data[traces.means] = { ...data[traces.means], x: this.means.map((place) => place[0]), y: this.means.map((place) => place[1]), ...structuredClone(style) };
    this.figure.layout = { ...this.figure.layout, annotations: structuredClone(layer ? layer.names : []) };
    window.Plotly.react(this.plot, data, this.figure.layout, this.data.config);
  }

  axes() {
    const { xaxis, yaxis } = this.plot._fullLayout;
    return [xaxis, yaxis];
  }

  // Lay the handles over the means that are drawn.
  place() {
    if (!this.plot._fullLayout?.xaxis) return;
    const [x, y] = this.axes();
    Object.assign(this.over.style, { left: `${x._offset}px`, top: `${y._offset}px`, width: `${x._length}px`, height: `${y._length}px` });
    this.handles.forEach((_, mean) => this.placeHandle(mean));
  }

  placeHandle(mean) {
    const [x, y] = this.axes();
    const handle = this.handles[mean];
    const [across, up] = this.means[mean];
    handle.style.left = `${x.d2p(across)}px`;
    handle.style.top = `${y.d2p(up)}px`;
    const moves = this.canMove(mean);
    handle.classList.toggle("ksm-free", this.free.includes(mean));
    handle.disabled = !moves;
    const axis = this.data.free.length === 2 ? (mean === this.data.free[0] ? ", across only" : ", up and down only") : "";
    handle.setAttribute("aria-label", moves ? `Mean ${mean + 1}: drag it or move it with the arrow keys${axis}` : `Mean ${mean + 1} stays`);
    handle.title = moves ? `Drag mean ${mean + 1}${axis}` : `Mean ${mean + 1} stays`;
    this.ring.hidden = this.data.free.length < 2;
    if (!this.ring.hidden) {
      const [place, height] = this.here();
      this.ring.style.left = `${x.d2p(place)}px`;
      this.ring.style.top = `${y.d2p(height)}px`;
    }
  }

  handle(mean) {
    const handle = el("button", { type: "button", class: "ksm-handle" }, String(mean + 1));
    handle.addEventListener("pointerdown", (event) => this.grab(event, mean));
    handle.addEventListener("pointermove", (event) => this.dragged(event));
    handle.addEventListener("pointerup", (event) => this.drop(event));
    handle.addEventListener("pointercancel", () => this.giveUp());
    handle.addEventListener("keydown", (event) => this.key(event, mean));
    handle.addEventListener("blur", () => { if (this.resting) this.commit([mean]); });
    handle.addEventListener("click", (event) => event.stopPropagation());
    this.over.append(handle);
    return handle;
  }

  canMove(mean) {
    return this.data.free.length === 1 || this.data.free.includes(mean);
  }

  // -- what leads where

  layer() {
    return this.data.layers[this.data.free.length === 2 ? "both" : this.free[0]];
  }

  // Where on the map the means are: with two that slide, the place across of one and the height of the other.
  here() {
    return this.free.length === 2 ? [this.means[this.free[0]][0], this.means[this.free[1]][1]] : this.means[this.free[0]];
  }

  leadsTo(place) {
    return this.data.kinds[kindAt(this.layer(), place)] ?? null;
  }

  say() {
    const asSent = this.means.every((place, mean) => place.every((value, axis) => value === this.data.means[mean][axis]));
    const { now } = this.data;
    const kind = asSent ? this.data.kinds[now.kind] : this.leadsTo(this.here());
    const who = this.free.map((mean) => mean + 1).join(" and ");
    const many = this.free.length === 2;
    if (kind) this.now.replaceChildren(`${many ? "Means" : "Mean"} ${who} ${many ? "start" : "starts"} here and k-means ends in `, badge(kind), `${kind.where}: `, el("strong", {}, asSent ? now.worse : kind.worse), `${(asSent ? now : kind).empty}.`);
    else this.now.textContent = `Let go to see where mean ${who} leads from here.`;
    if (this.pictured !== kind) this.picture.innerHTML = kind ? kind.svg : "";
    this.pictured = kind;
    this.root.style.setProperty("--ksm-color", kind ? kind.color : "transparent");
    this.root.dataset.kind = kind ? kind.label : "";
    this.list(kind);
  }

  list(now) {
    const layer = this.layer();
    if (this.listed !== layer) {
      const listed = largestShares(layer, (number) => this.data.kinds[number].new), others = shareOfOthers(layer, listed);
      this.legend.replaceChildren(...listed.map(([number, part]) => {
        const kind = this.data.kinds[number];
        const item = el("li", {}, badge(kind), el("span", {}, `${kind.worse}${kind.empty}: ${ofMap(part)}`));
        item.dataset.label = kind.label;
        return item;
      }), ...(others ? [el("li", {}, el("span", {}, `Others: ${ofMap(others)}`))] : []));
      this.listed = layer;
    }
    for (const item of this.legend.children) item.classList.toggle("ksm-here", item.dataset.label === now?.label);
  }

  // -- moving means

  // From the pointer to a place on the plot, and never off the map.
  placeOf(event) {
    const [x, y] = this.axes();
    const box = this.over.getBoundingClientRect();
    return [clamp(x.p2d(event.clientX - box.left), this.data.box[0]), clamp(y.p2d(event.clientY - box.top), this.data.box[1])];
  }

  // Mean `mean` at a place, as far as it may go there.
  put(mean, [across, up]) {
    const [slidesAcross, slidesUp] = this.data.free;
    const slides = this.data.free.length === 2;
    if (slides && mean === slidesAcross) this.means[mean][0] = across;
    else if (slides && mean === slidesUp) this.means[mean][1] = up;
    else this.means[mean] = [across, up];
    this.handles[mean].classList.add("ksm-moving");
    this.placeHandle(mean);
    this.say();
  }

  // From now on the map is that of this mean.
  activate(mean) {
    if (this.data.free.length === 2 || this.free[0] === mean) return;
    this.free = [mean];
    this.redraw();
    this.say();
  }

  grab(event, mean) {
    if (event.button !== 0 || !this.drawn || !this.canMove(mean)) return;
    event.preventDefault(); // no scrolling, no selecting
    const handle = this.handles[mean];
    handle.focus({ preventScroll: true });
    handle.setPointerCapture(event.pointerId);
    this.tip.hidden = true;
    const box = handle.getBoundingClientRect();
    // The mean stays under the finger where it was taken hold of.
    const hold = [event.clientX - (box.left + box.width / 2), event.clientY - (box.top + box.height / 2)];
    this.drag = { mean, hold, from: [event.clientX, event.clientY], before: [...this.means[mean]], moved: false, changed: this.free[0] !== mean };
    this.activate(mean);
  }

  dragged(event) {
    const { drag } = this;
    if (!drag) return;
    event.stopPropagation();
    if (!drag.moved && Math.hypot(event.clientX - drag.from[0], event.clientY - drag.from[1]) < REACH) return;
    drag.moved = true;
    this.put(drag.mean, this.placeOf({ clientX: event.clientX - drag.hold[0], clientY: event.clientY - drag.hold[1] }));
  }

  drop() {
    const { drag } = this;
    if (!drag) return;
    this.drag = null;
    if (drag.moved || (drag.changed && this.data.free.length === 1)) this.commit([drag.mean]);
  }

  giveUp() {
    const { drag } = this;
    if (!drag) return;
    this.drag = null;
    this.means[drag.mean] = drag.before;
    this.handles[drag.mean].classList.remove("ksm-moving");
    this.placeHandle(drag.mean);
    this.say();
    this.takePending();
  }

  pressed(event) {
    if (!this.drawn) return;
    const place = this.placeOf(event);
    for (const mean of this.free) this.put(mean, place);
    this.commit(this.free);
  }

  key(event, mean) {
    if (!this.drawn || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" && this.resting) { event.preventDefault(); this.commit([mean]); return; }
    const way = ARROWS[event.key];
    if (!way) return;
    event.preventDefault(); // no scrolling
    event.stopPropagation(); // and no stepping of a player
    this.activate(mean);
    const { box } = this.data;
    const far = (event.shiftKey ? 5 : 1) / 60;
    this.put(mean, [0, 1].map((axis) => clamp(this.means[mean][axis] + way[axis] * far * (box[axis][1] - box[axis][0]), box[axis])));
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.commit([mean]), REST);
  }

  // Ask the server, once: for the run from here, and the maps that follow from it.
  commit(moved) {
    clearTimeout(this.resting);
    this.resting = 0;
    for (const handle of this.handles) handle.classList.remove("ksm-moving");
    if (this.pending && !sameGround(this.pending, this.data)) { this.takePending(); return; } // there is no such mean any more
    this.pending = null; // of before this move
    this.id = this.data.id;
    this.redraw();
    this.tell(moved.map((mean) => [mean, ...this.means[mean]]));
  }

  hover(event) {
    if (event.pointerType !== "mouse" || this.drag || !this.drawn || event.target !== this.over) { this.tip.hidden = true; return; }
    const kind = this.leadsTo(this.placeOf(event));
    this.tip.hidden = !kind;
    if (!kind) return;
    const box = this.over.getBoundingClientRect();
    this.tip.replaceChildren("→ ", badge(kind), ` ${kind.worse}${kind.empty}`);
    this.tip.style.left = `${event.clientX - box.left}px`;
    this.tip.style.top = `${event.clientY - box.top}px`;
    this.tip.classList.toggle("ksm-left", event.clientX - box.left > box.width / 2);
  }
}

function badge(kind) {
  const node = el("span", { class: "ksm-badge" }, kind.label);
  node.style.background = kind.color;
  return node;
}
