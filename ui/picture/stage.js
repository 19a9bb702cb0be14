// A picture beside itself in k colours, the palette, and the colours as points in space, half-step by half-step. The labels are
// those of the run, sent once; a half-step writes the colours of the palette where the labels say, and asks the server nothing.

import { share } from "../digits.js";
import { decode, el, leaving, loadPlotly, residentOf } from "../dom.js";
import { OPTIONS } from "../player/address.js";
import { Bar, SPEEDS } from "../player/bar.js";
import { Fragment } from "../player/fragment.js";
import { keyFor, Keys, notePress } from "../player/keys.js";
import { labelsOf, paint } from "./swap.js";

export default function mount({ data, parentElement }) {
  residentOf(parentElement, Stage).receive(data);
  return leaving(parentElement);
}

const css = (palette, j) => `rgb(${palette[3 * j]},${palette[3 * j + 1]},${palette[3 * j + 2]})`;
const ink = (palette, j) => (0.299 * palette[3 * j] + 0.587 * palette[3 * j + 1] + 0.114 * palette[3 * j + 2] > 140 ? "#000" : "#fff");
const hex = (palette, j) => `#${[0, 1, 2].map((c) => palette[3 * j + c].toString(16).padStart(2, "0")).join("")}`;
const newStart = () => document.querySelector(".st-key-picture_start button");

class Stage {
  constructor(parent) {
    this.step = 0;
    this.bar = new Bar({ go: (step) => this.go(step), speed: () => SPEEDS.normal, playing: (is) => { this.root.dataset.playing = String(is); } });
    this.kind = el("div", { class: "kms-kind" });
    this.sentence = el("div", { class: "kms-sentence" });
    this.caption = el("div", { class: "kms-caption", role: "status", "aria-live": "polite" }, this.kind, this.sentence);
    this.before = el("img", { class: "kmi-picture" });
    this.after = el("canvas", { class: "kmi-picture", role: "img" });
    this.names = [el("figcaption"), el("figcaption")];
    this.pair = el("div", { class: "kmi-pair" }, el("figure", {}, this.before, this.names[0]), el("figure", {}, this.after, this.names[1]));
    this.palette = el("div", { class: "kmi-palette", role: "list", "aria-label": "The palette, with the share of the pixels that each colour has" });
    this.cloud = el("div", { class: "kmi-cloud", role: "img" });
    this.said = el("p", { class: "kmi-said" });
    this.keys = new Keys(() => [["→, Page Down", "the next half-step"], ["←, Page Up", "the one before"], ["Home, End", "the first, the last"],
      ["Space", "play, pause"], ["N", "another start"], ["?", "these keys"]]);
    const stage = el("div", { class: "kmi-stage", tabindex: "0", role: "group", "aria-label": "Player. Left and right arrow step back and on; the question mark lists all keys." }, this.pair);
    const help = el("button", { type: "button", class: "kmi-keys", onclick: () => this.keys.show() }, "Keys");
    this.bar.root.append(help);
    this.root = el("div", { class: "kms kmi" }, el("div", { class: "kms-main" }, this.caption, stage, this.palette, el("section", {}, el("h2", {}, "The colours as points"), this.cloud, this.said), this.bar.root), this.keys.root);
    parent.append(this.root);
    this.listening = new AbortController();
    const listen = (name, action, capture) => document.addEventListener(name, action, { capture, signal: this.listening.signal });
    listen("click", notePress, true);
    listen("keydown", notePress, true);
    listen("keydown", (event) => this.key(event), false);
    // The half-step, behind the # of the address; of the options nothing, as if all were as usual.
    this.fragment = new Fragment(() => this.data && { run: this.id, step: this.step, last: this.end, wants: OPTIONS }, (step) => { this.bar.pause(); this.go(step); this.describe(); });
    this.resizing = new ResizeObserver(() => { if (this.plot && this.cloud.clientWidth) this.plotly.Plots.resize(this.cloud); });
    this.resizing.observe(this.cloud);
  }

  destroy() {
    this.bar.pause();
    this.fragment.destroy();
    this.id = undefined; // what still loads draws nothing
    this.listening.abort();
    this.resizing.disconnect();
    if (this.plot) this.plotly.purge(this.cloud);
    this.plot = false;
  }

  receive(data) {
    if (data.id === this.id) return; // the same run: stay at its half-step
    const samePicture = this.data?.title === data.title;
    const wasAtEnd = samePicture && this.step > 0 && this.step === this.end;
    this.bar.pause();
    this.id = data.id;
    this.data = data;
    [this.after.width, this.after.height] = data.size;
    this.index = decode(data.index);
    this.labels = labelsOf({ rows: decode(data.changes.rows), labels: decode(data.changes.labels), ends: data.changes.ends, used: data.used });
    this.means = data.steps.map(({ means }) => decode(means));
    this.points = { colors: decode(data.cloud.colors), labels: data.cloud.labels.map(decode) };
    this.before.src = `data:image/png;base64,${data.shown}`;
    this.before.alt = `${data.title}, as it is.`;
    this.names[0].textContent = data.every > 1 ? `As it is; 1 pixel of ${data.every} × ${data.every} is shown` : "As it is";
    this.said.textContent = `${data.cloud.words}, larger where more pixels have them; the diamonds are the means. Drag to turn it.`;
    this.image = this.after.getContext("2d").createImageData(...data.size);
    const isLinked = this.fragment.travelled, seen = this.fragment.stepOf(data.id, this.end);
    this.step = wasAtEnd && !isLinked ? this.end : seen;
    this.draw();
    this.fragment.writeSoon();
    this.root.dataset.ready = data.id;
    this.space(data);
  }

  // The points in space, once plotly.js has come; where it cannot draw, the rest of the page works on.
  async space({ id, cloud, plotlyUrl, plotlyProblem }) {
    try {
      this.plotly = await loadPlotly(plotlyUrl);
      if (id !== this.id) return;
      const style = getComputedStyle(this.root), color = style.color, grid = style.getPropertyValue("--st-border-color").trim() || "#ccc";
      const figure = structuredClone(cloud.figure);
      for (const axis of ["xaxis", "yaxis", "zaxis"]) Object.assign(figure.layout.scene[axis], { gridcolor: grid, zerolinecolor: grid, linecolor: grid });
      figure.layout.font = { family: style.fontFamily, color, size: 12 };
      figure.data[1].marker.line.color = color;
      Object.assign(figure.data[0].marker, { color: this.pointColors() });
      Object.assign(figure.data[1], this.meanPlaces());
      figure.data[1].marker.color = this.meanColors();
      await this.plotly.react(this.cloud, figure.data, figure.layout, { displayModeBar: false, responsive: false, scrollZoom: false });
      this.plot = true;
      this.root.dataset.space = id;
      this.drawSpace();
    } catch {
      if (id === this.id) this.said.textContent = plotlyProblem;
    }
  }

  get end() {
    return this.data.steps.length - 1;
  }

  get now() {
    return this.data.steps[this.step];
  }

  go(wanted) {
    const step = Math.max(0, Math.min(this.end, wanted));
    if (step !== this.step) {
      this.step = step;
      this.draw();
      this.spaceSoon();
      this.fragment.writeSoon();
    }
    if (step === this.end) this.bar.pause();
  }

  draw() {
    const { palette, shares, title, sentence, assigns } = this.now, k = palette.length / 3;
    const begun = performance.now();
    paint(this.image.data, this.index, assigns ? this.labels[assigns - 1] : undefined, palette);
    this.after.getContext("2d").putImageData(this.image, 0, 0);
    this.root.dataset.took = String(performance.now() - begun);
    this.describe();
    this.names[1].textContent = assigns ? `In ${k} colours` : "No colours yet";
    this.after.setAttribute("aria-label", `${this.data.title}, in ${k} colours. ${title}: ${sentence}`);
    this.cloud.setAttribute("aria-label", `The colours of the picture as points in space, and ${k} means among them. ${title}.`);
    this.palette.replaceChildren(...Array.from({ length: k }, (_, j) => {
      const part = shares ? share(shares[j]) : "", name = `${hex(palette, j)}${part ? `, ${part} of the pixels` : ""}`;
      const item = el("div", { role: "listitem", class: "kmi-color", title: name, "aria-label": name }, el("span", {}, part));
      Object.assign(item.style, { background: css(palette, j), color: ink(palette, j), flexGrow: String(shares ? Math.max(shares[j] * 100, 0.5) : 1) });
      return item;
    }));
    this.bar.show(this.step, this.end, this.now, false);
    this.root.dataset.step = String(this.step);
  }

  describe() {
    const { title, sentence } = this.now;
    if (this.fragment.unmet?.step !== this.step) this.fragment.unmet = undefined; // said until one goes on
    this.kind.textContent = [title, this.fragment.unmet?.words].filter(Boolean).join(" · ");
    this.sentence.textContent = sentence;
  }

  // The points follow once the picture is painted: without a graphics card they take a hundred times as long.
  spaceSoon() {
    if (this.following) return;
    this.following = true;
    requestAnimationFrame(() => setTimeout(() => {
      this.following = false;
      this.drawSpace();
    }));
  }

  drawSpace() {
    if (!this.plot || !this.data || this.drawn === `${this.id} ${this.step}`) return;
    this.drawn = `${this.id} ${this.step}`;
    const [points] = this.cloud.data, means = this.meanPlaces(), both = (axis) => [points[axis], means[axis]];
    const colors = { "marker.color": [this.pointColors(), this.meanColors()] };
    this.plotly.restyle(this.cloud, { ...colors, x: both("x"), y: both("y"), z: both("z") }, [0, 1]); // at once: each call draws
    this.root.dataset.followed = String(this.step);
  }

  // As they are, until each has the colour of its mean.
  pointColors() {
    const { assigns, palette } = this.now, { colors, labels } = this.points;
    if (!assigns) return Array.from({ length: colors.length / 3 }, (_, i) => css(colors, i));
    const names = Array.from({ length: palette.length / 3 }, (_, j) => css(palette, j));
    return Array.from(labels[assigns - 1], (label) => names[label]);
  }

  meanColors() {
    return Array.from({ length: this.now.palette.length / 3 }, (_, j) => css(this.now.palette, j));
  }

  meanPlaces() {
    const at = this.means[this.step], axis = (d) => Array.from({ length: at.length / 3 }, (_, j) => at[3 * j + d]);
    return { x: axis(0), y: axis(1), z: axis(2) };
  }

  key(event) {
    const actions = {
      ArrowLeft: () => this.bar.by(-1), ArrowRight: () => this.bar.by(1), PageUp: () => this.bar.by(-1), PageDown: () => this.bar.by(1),
      Home: () => this.go(0), End: () => this.go(this.end), " ": () => this.bar.toggle(), "?": () => this.keys.show(), n: () => newStart()?.click(),
    };
    const action = this.data && actions[keyFor(this.root, event)];
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  }
}
