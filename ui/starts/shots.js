// Pictures of a remedy at work, moved by the player's own bar. Everything was sent along: playing asks the server nothing.

import { el, leaving, loadPlotly, residentOf } from "../dom.js";
import { clamp } from "../geometry.js";
import { Bar, SPEEDS } from "../player/bar.js";

const AT_ONCE = { frame: { duration: 0, redraw: true }, transition: { duration: 0 }, mode: "immediate" };
const KEYS = { ArrowLeft: -1, ArrowRight: 1, PageUp: -1, PageDown: 1 };

export default function mount({ data, parentElement }) {
  residentOf(parentElement, Shots).receive(data);
  return leaving(parentElement);
}

class Shots {
  constructor(parent) {
    this.title = el("div", { class: "kms-kind" });
    this.sentence = el("div", { class: "kms-sentence" });
    this.plot = el("div", { class: "kss-plot", role: "group" }); // in it is the button that saves it
    this.bar = new Bar({ go: (position) => this.go(position), speed: () => SPEEDS.normal, playing: () => {}, unit: "picture" });
    this.root = el("div", { class: "kms kss", tabindex: "0", role: "group", "aria-label": "Left and right arrow step back and on.", onkeydown: (event) => this.key(event) },
      el("div", { class: "kms-caption", role: "status", "aria-live": "polite" }, this.title, this.sentence), this.plot, this.bar.root);
    parent.append(this.root);
    this.resizing = new ResizeObserver(() => requestAnimationFrame(() => { if (this.drawn && this.plot.offsetParent) window.Plotly.Plots.resize(this.plot); }));
    this.resizing.observe(this.plot);
  }

  destroy() {
    this.bar.pause();
    this.data = undefined; // what still loads draws nothing
    this.resizing.disconnect();
    if (this.drawn) window.Plotly.purge(this.plot);
  }

  receive(data) {
    if (data.id === this.data?.id) return;
    this.bar.pause();
    this.data = data;
    this.position = 0;
    this.describe();
    loadPlotly(data.plotlyUrl).then(() => { if (this.data === data) this.draw(data); }, () => { this.sentence.textContent = data.plotlyProblem; });
  }

  async draw(data) {
    const { figure, config } = data;
    if (this.drawn) window.Plotly.purge(this.plot); // its frames would stay
    this.drawn = true;
    await window.Plotly.newPlot(this.plot, { ...structuredClone(figure), config });
    if (this.data !== data) return;
    this.show();
    this.root.dataset.ready = data.id;
  }

  get end() {
    return this.data.steps.length - 1;
  }

  go(position) {
    const target = clamp(position, [0, this.end]);
    if (target === this.position) return;
    this.position = target;
    this.describe();
    if (target === this.end) this.bar.pause();
    this.show();
  }

  show() {
    if (this.drawn && this.plot._fullLayout) window.Plotly.animate(this.plot, [String(this.position)], AT_ONCE);
    this.root.dataset.step = String(this.position);
  }

  describe() {
    const step = this.data.steps[this.position];
    this.title.textContent = step.title;
    this.sentence.textContent = step.sentence;
    this.plot.setAttribute("aria-label", `${this.data.alt} ${step.title}: ${step.sentence}`);
    this.bar.show(this.position, this.end, { title: step.title, next: this.data.steps[this.position + 1]?.title }, false);
  }

  key(event) {
    const by = KEYS[event.key];
    if (!by || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input")) return;
    event.preventDefault();
    event.stopPropagation();
    this.bar.by(by);
  }
}
