// The player: plays a run that Python sent once, in the browser alone. No half-step costs the server anything.
//
// It holds which half-step is shown and passes it on: to the drawing, the bar, the curve, the table, and to players that follow.
// Everything the user named (columns, files) goes into the page as text, never as HTML.

import { el, leaving, loadPlotly, residentOf } from "../dom.js";
import { clamp } from "../geometry.js";
import { About } from "./about.js";
import { Bar, SPEEDS } from "./bar.js";
import { Clusters } from "./clusters.js";
import { Curve } from "./curve.js";
import { Described } from "./described.js";
import { Drawing } from "./drawing.js";
import { Ending } from "./ending.js";
import { Fragment } from "./fragment.js";
import { Guesses } from "./guesses.js";
import { Hands } from "./hands.js";
import { Held, toldInHand } from "./held.js";
import { isOnlyPressed, keyFor, Keys, notePress } from "./keys.js";
import { Pens } from "./pens.js";
import { Pseudocode } from "./pseudocode.js";
import { Room } from "./room.js";
import { Run } from "./run.js";
import { Said } from "./said.js";
import { Sound } from "./sound.js";
import { Space } from "./space.js";
import { Tip } from "./tip.js";
import { Tools } from "./tools.js";
import { Undo } from "./undo.js";
import { Walk } from "./walk.js";

const LONGEST_GLIDE = 600; // milliseconds
const GLIDING = 0.6; // at most this part of the time from one half-step to the next

export default function mount({ data, parentElement, setTriggerValue }) {
  const player = residentOf(parentElement, Player);
  player.tellServer = setTriggerValue;
  player.receive(data);
  return leaving(parentElement);
}

const newStart = () => document.querySelector(".st-key-new_start button:enabled"); // none in a page that was taken home, nor where all starts are the same

class Player {
  constructor(parent) {
    this.position = 0; // of the transport bar
    this.step = 0; // what is shown: a run shorter than others of its group waits at its end
    this.fragment = new Fragment(() => this.toldInAddress(), (step) => { this.bar.pause(); this.go(step); }, (wants) => this.want(wants));
    this.wants = this.fragment.wants();
    this.reducedMotion = window.matchMedia("(prefers-reduced-motion: reduce)");
    this.bar = new Bar({ go: (position) => this.go(position), speed: () => SPEEDS[this.wants.speed], playing: (is) => { this.root.dataset.playing = String(is); } });
    this.curve = new Curve();
    this.clusters = new Clusters();
    this.tip = new Tip();
    this.ending = new Ending(() => this.tellServer("again", {}));
    this.guesses = new Guesses(this);
    this.code = new Pseudocode();
    this.described = new Described();
    this.build(parent);
    this.undo = new Undo();
    this.held = new Held(this, this.stage, () => this.tools?.show());
    this.about = new About(this, this.stage);
    this.walk = new Walk(this, this.stage, this.held);
    this.pens = new Pens(this, this.stage);
    this.tools = new Tools(this, this.held, this.undo, this.pens);
    this.bar.root.after(this.tools.root, this.pens.root);
    this.hands = new Hands(this, this.stage, this.held);
    this.room = new Room(this.main, { stage: this.stage, steady: this.guesses.root, foot: this.options, bar: this.bar.root });
    this.listening = new AbortController();
    const listen = (name, action) => document.addEventListener(name, action, { signal: this.listening.signal });
    listen("keydown", (event) => this.key(event));
    const first = (name, action) => document.addEventListener(name, action, { capture: true, signal: this.listening.signal });
    first("click", notePress);
    first("keydown", (event) => { notePress(event); if (isOnlyPressed(document.activeElement)) this.key(event); });
    listen("kms-group", (event) => this.follow(event.detail));
    listen("kms-joins", ({ detail }) => { if (detail === this.data?.group) { this.tellGroup(); this.laySide(); } });
    this.narrow = window.matchMedia("(max-width: 640px)"); // as in player.css
    this.narrow.addEventListener("change", () => this.laySide(), { signal: this.listening.signal });
    const style = getComputedStyle(this.root);
    this.drawing = new Drawing(this.plot, (name) => style.getPropertyValue(name).trim(), (step) => { this.root.dataset.drawn = String(step); this.about.show(); this.walk.follow(); });
    this.resizing = new ResizeObserver(() => requestAnimationFrame(() => this.resize()));
    this.resizing.observe(this.plot);
  }

  destroy() {
    this.bar.pause();
    this.fragment.destroy();
    this.id = undefined; // what still loads draws nothing
    this.held.stopWaiting();
    this.undo.destroy();
    this.pens.paper.destroy();
    this.listening.abort();
    this.side.remove(); // it may stand elsewhere
    this.resizing.disconnect();
    this.room.destroy();
    this.sound.turn(false);
    this.drawing.destroy();
    if (!this.data?.group) document.documentElement.removeAttribute("data-kms-presents");
  }

  // The elements, made once.
  build(parent) {
    const option = (name, label) => {
      const box = el("input", { type: "checkbox", onchange: () => this.want({ [name]: box.checked }) });
      box.checked = this.wants[name];
      return el("label", { "data-option": name }, box, label);
    };
    const save = (format, what) => el("button", { type: "button", onclick: () => this.save(format), title: `Save this view as ${what}` }, format.toUpperCase());
    this.said = new Said(this.ending.root);
    this.plot = el("div", { class: "kms-plot", role: "img" });
    this.stage = el("div", { class: "kms-stage", tabindex: "0", role: "group", "aria-label": "Player. Left and right arrow step back and on; the question mark lists all keys." }, this.plot, this.guesses.notes.root, this.tip.root, this.guesses.aim.root);
    this.speedChoice = el("select", { "aria-label": "Speed", onchange: () => this.want({ speed: this.speedChoice.value }) },
      ...Object.keys(SPEEDS).map((name) => el("option", name === this.wants.speed ? { value: name, selected: "" } : { value: name }, name)));
    this.cellsOption = option("cells", "Shade the regions");
    this.linesOption = option("lines", "");
    this.curveTitle = el("span", {});
    this.askOption = option("ask", "Ask me first");
    this.keys = new Keys(() => [["→, Page Down", "the next half-step"], ["←, Page Up", "the one before"], ["Home, End", "the first, the last"], ["Space", "play, pause"],
      ...(newStart() ? [["N", "another start"]] : []), ["F", "the presenter’s view, and out of it"],
      ...(this.data.movable ? [["Ctrl-Z, Ctrl-Shift-Z", "undo, redo"], ["Tab, arrows, Enter", "on the plot: to the means and points, take one, put it down"], ["Delete", "takes a mean away"], ["Escape", "takes back what is in hand"]] : []),
      ["?", "this list"]]);
    this.presentButton = el("button", { type: "button", onclick: () => this.want({ present: !this.wants.present }) });
    this.view = el("div", { class: "kms-view" }, el("button", { type: "button", onclick: () => this.keys.show() }, "Keys"), this.presentButton);
    this.sound = new Sound();
    this.more = el("details", { class: "kms-more", onkeydown: (event) => { if (event.key === "Escape" && this.more.open) { this.more.open = false; event.preventDefault(); } } },
      el("summary", {}, "More"), el("div", { class: "kms-more-box" }, this.sound.root, el("span", {}, "Save this view: ", save("png", "a PNG picture"), " ", save("svg", "an SVG drawing"))));
    this.options = el("div", { class: "kms-options" },
      el("label", {}, "Speed", this.speedChoice),
      this.cellsOption, this.linesOption, option("changed", "Mark changes"), option("trails", "Trails"), this.askOption, this.more, this.guesses.card.button);
    this.sampleNote = el("p", { class: "kms-note", hidden: "" });
    this.lettersNote = el("p", { class: "kms-note kms-letters", hidden: "" });
    this.probe = el("span", { class: "kms-probe", "aria-hidden": "true" }); // changes colour with the page
    this.probe.addEventListener("transitionend", () => { if (this.drawing.isDrawn) this.render(); });

    this.root = el("div", { class: "kms" }, this.probe, this.guesses.card.root, el("div", { class: "kms-inner" },
      this.main = el("div", { class: "kms-main" },
        this.said.root, this.code.root, this.guesses.root,
        this.stage, this.sampleNote, this.lettersNote, this.bar.root, this.options,
        this.keys.root),
      this.side = el("div", { class: "kms-side" },
        el("section", {}, el("h2", {}, this.curveTitle), this.curve.root),
        el("section", {}, el("h2", {}, "Clusters"), this.clusters.root, this.described.root))));
    this.bar.root.append(this.view);
    parent.append(this.root);
  }

  // Options, as somebody chose them or wrote them into the address.
  want(wants) {
    Object.assign(this.wants, wants);
    for (const box of this.root.querySelectorAll("[data-option] input")) box.checked = this.wants[box.closest("[data-option]").dataset.option];
    this.speedChoice.value = this.wants.speed;
    if ("ask" in wants) this.guesses.forget();
    this.describe();
    this.draw();
    this.tellGroup();
    this.fragment.writeSoon();
    if (wants.ask) this.main.scrollIntoView({ block: "start" }); // on a phone the switch is a screen below the question
  }

  // -- data from Python

  receive(data) {
    const landing = this.held.stopWaiting();
    if (data.id === this.id) { // the same run: leave the player where it is
      if (landing !== undefined) this.held.end();
      return;
    }
    if (this.held.it) this.held.release();
    this.about.close();
    this.id = data.id;
    this.bar.pause();
    this.data = data;
    this.last = data.steps.length - 1;
    this.end = Math.max(this.last, data.groupLast ?? 0);
    this.follows = Boolean(data.group) && !data.leader;
    this.isInAddress = !data.group || Boolean(data.inAddress);
    this.position = Math.min(landing ?? (this.isInAddress ? this.fragment.stepOf(data.id, this.end) : 0), this.end);
    this.step = Math.min(this.position, this.last);
    delete this.root.dataset.drawn;
    const run = new Run(data);
    if (this.pens.paper.on) run.keepScale(this.run);
    this.run = run;
    this.space = new Space(data.hover, data.distance.name);
    this.root.classList.toggle("kms-waits", this.waits);
    this.tools.root.hidden = !data.movable;
    this.pens.show();
    this.drawing.take(this.run);
    this.guesses.take(data, this.run, this.space);
    this.view.hidden = Boolean(data.group);
    this.askOption.hidden = Boolean(data.group) || !data.isKMeans; // what is asked, and the two lines, are those of k-means
    this.code.root.hidden = !data.isKMeans;
    this.root.classList.toggle("kms-follower", this.follows);
    this.root.classList.toggle("kms-grouped", Boolean(data.group));
    const { shown, of, has_cells: hasCells } = data.figure.layout.meta;
    this.cellsOption.hidden = !hasCells;
    this.sampleNote.hidden = shown === of;
    this.sampleNote.textContent = `The plot shows ${shown.toLocaleString("en-US")} of the ${of.toLocaleString("en-US")} points, picked at random. Every number counts them all.`;
    this.lettersNote.hidden = !data.lettered;
    this.lettersNote.textContent = data.lettered;
    this.linesOption.lastChild.textContent = `Lines to the ${data.called.centers}`;
    this.curveTitle.textContent = `${data.called.total}, half-step by half-step`;
    this.clusters.build(data);
    this.sound.root.hidden = Boolean(data.group);
    this.sound.name(data.isKMeans);
    this.walk.name(data.called);
    if (!data.group) this.said.keep(this.where(this.fragment.unmet ? this.step : 0), this.sentences());
    this.describe();
    this.room.fit();
    this.fragment.writeSoon();
    if (this.follows) document.dispatchEvent(new CustomEvent("kms-joins", { detail: data.group }));
    else { this.tellGroup(); this.laySide(); }
    this.start();
  }

  async start() {
    const { id } = this;
    try {
      await loadPlotly(this.data.plotlyUrl);
    } catch {
      this.plot.replaceChildren(el("p", { class: "kms-problem" }, this.data.plotlyProblem));
      return;
    }
    if (id !== this.id) return; // a newer run came while plotly.js was loading
    await this.render();
    this.root.dataset.ready = this.id;
    this.held.placeNext();
    if (this.data.plays && !this.reducedMotion.matches) this.bar.start();
  }

  // -- drawing

  async render() {
    if (!(await this.drawing.render(this.step, this.wants))) return;
    if (this.run.dropScale(this.drawing.view)) return this.render();
    this.draw();
    if (this.waits && !this.pens.paper.on) this.pens.open();
    else this.pens.paper.lay();
    this.resize(); // the window may have become another size meanwhile
  }

  resize() {
    if (this.drawing.resized()) this.render();
  }

  draw(glide = false) {
    if (!this.drawing.isDrawn) return; // it will be, at the half-step that is then the current one
    this.tip.hide();
    this.guesses.mark();
    this.drawing.show(this.step, this.wants, glide && !this.reducedMotion.matches ? Math.min(LONGEST_GLIDE, GLIDING * SPEEDS[this.wants.speed]) : 0);
  }

  async save(format) {
    if (!this.drawing.isDrawn) return;
    const url = await this.drawing.picture(format, this.step, this.wants);
    el("a", { href: url, download: `k-means-half-step-${this.step}.${format}` }).click();
  }

  // -- moving about

  go(position, guessed = false) {
    const target = clamp(position, [0, this.end]);
    if (target === this.position || this.held.awaiting) return;
    if (this.held.it) this.held.takeBack();
    if (this.pens.paper.on && target > 0) this.pens.close();
    const before = this.step;
    this.position = target;
    this.step = Math.min(target, this.last);
    if (!guessed) this.guesses.forget();
    this.describe();
    if (this.step !== before) {
      this.draw(Math.abs(this.step - before) === 1);
      this.sound.show(this.data.steps, before, this.step);
    }
    if (target === this.end) this.bar.pause();
    this.tellGroup();
    this.fragment.writeSoon();
  }

  key(event) {
    if (this.data?.movable && this.undo.key(event)) return;
    if (event.key === "Escape" && !event.defaultPrevented && (this.pens.paper.on || this.held.it || this.held.placing || this.about.isOpen)) {
      event.preventDefault();
      if (this.pens.paper.on) { if (!this.waits) this.pens.close(); }
      else if (this.held.it || this.held.placing) this.held.takeBack();
      else this.about.close();
      return;
    }
    const key = this.follows ? undefined : keyFor(this.root, event);
    const actions = {
      ArrowLeft: () => this.bar.by(-1), ArrowRight: () => this.bar.by(1), PageUp: () => this.bar.by(-1), PageDown: () => this.bar.by(1),
      Home: () => this.go(0), End: () => this.go(this.end), " ": () => this.bar.toggle(), "?": () => this.keys.show(),
      ...(this.data.group ? {} : { f: () => this.want({ present: !this.wants.present }), n: () => newStart()?.click() }),
      ...(this.about.mean === undefined ? {} : { Delete: () => this.held.drop(this.about.mean) }),
      ...(this.wants.present ? { Escape: () => this.want({ present: false }) } : {}),
    };
    if (!actions[key]) return;
    event.preventDefault();
    event.stopPropagation();
    actions[key]();
  }

  toldInAddress() {
    return this.data && this.isInAddress ? { run: this.id, step: this.position, last: this.end, wants: this.wants } : undefined;
  }

  // Players of one group move together: the one with the bar leads, and tells whoever joins it.
  tellGroup() {
    if (!this.data.group || this.follows) return;
    const { position, wants } = this;
    document.dispatchEvent(new CustomEvent("kms-group", { detail: { group: this.data.group, position, wants: { ...wants } } }));
  }

  // Where one stands below the other, what is read comes after both plots: they are compared.
  laySide() {
    if (this.follows) return;
    const below = this.data?.group && this.narrow.matches && document.querySelector(".kms-follower .kms-main");
    (below || this.main).after(this.side);
  }

  follow({ group, position, wants }) {
    if (!this.follows || group !== this.data.group) return;
    const same = JSON.stringify(wants) === JSON.stringify(this.wants);
    this.wants = wants;
    if (!same) this.draw();
    this.go(position);
  }

  // -- what is said beside the plot

  get asks() {
    return this.wants.ask && !this.data.group && this.data.isKMeans;
  }

  // Not while somebody draws: what comes next is then another run.
  get isAsking() {
    return this.asks && !this.pens.paper.on;
  }

  // There are too few points for a run: nothing to step through, and all there is to do is to draw.
  get waits() {
    return Boolean(this.data.waits);
  }

  // Where one is, and what can be done there, or what a link asked for in vain.
  where(step) {
    const more = this.fragment.unmet?.words ?? (this.data.movable && step === 0 && !this.waits ? "drag a mean to start it elsewhere" : "");
    return [this.data.steps[step].title, more].filter(Boolean).join(" · ");
  }

  // All that is said of a run, while a mean is in hand too.
  sentences() {
    const { steps, movable, swatches } = this.data, told = steps.map(({ sentence }) => sentence);
    return movable && !this.waits ? [toldInHand("update", swatches.length, steps[1].inertia, steps.at(-1).inertia, true), ...told] : told;
  }

  describe() {
    if (!this.data.group) document.documentElement.toggleAttribute("data-kms-presents", this.wants.present); // player.css has the rest
    this.presentButton.textContent = this.wants.present ? "Leave (Esc)" : "Present";
    const step = this.data.steps[this.step];
    const draws = this.pens.paper.on && !this.waits;
    if (this.fragment.unmet?.step !== this.position) this.fragment.unmet = undefined; // said until one goes on
    this.root.classList.toggle("kms-unmet", Boolean(this.fragment.unmet)); // it takes all the line
    if (draws) this.said.say("Drawing points", "After each stroke, k-means begins anew.");
    else this.said.say(this.where(this.step), step.sentence);
    this.plot.setAttribute("aria-label", `${this.data.alt} ${step.title}: ${step.sentence}`);
    this.root.dataset.step = String(this.step);
    this.root.classList.toggle("kms-rises", Boolean(step.rose));
    this.root.classList.toggle("kms-asking", this.isAsking);
    this.guesses.show(this.step);
    this.bar.show(this.position, this.end, step, this.asks);
    const ended = this.data.isKMeans && !this.data.group && this.step === this.last && step.changed === 0 && !this.waits && !this.guesses.question;
    this.ending.show(this.data, ended, this.guesses.knowsOthers || (this.asks && !ended)); // whoever is asked will know
    this.curve.show(this.data.steps, this.step, { total: this.data.called.total, hides: this.asks, ...(this.data.group ? { ghost: this.data.beside ?? [], called: "the other" } : { ghost: this.ending.ghost(this.data) }) });
    this.clusters.fill(step);
    this.code.show(this.data, this.step, this.run, this.space);
    this.described.show(this.data, this.step, this.run);
  }

  // In a few words, for whoever cannot see it: `at` has places of the page.
  whatIsAt({ clientX, clientY }) {
    const under = this.drawing.under(clientX, clientY);
    if (!under) return "on no point";
    if (under.kind === "mean") return `on mean ${under.index + 1}`;
    const label = this.run.labels[this.step][under.index];
    return label < 0 ? "on a point without a cluster" : `on a point of cluster ${label + 1}`;
  }

  // What lies under the pointer.
  tell(under) {
    this.tip.show(under, this.data, this.step, this.run, this.space, this.drawing.at, [this.plot.clientWidth, this.plot.clientHeight]);
  }
}
