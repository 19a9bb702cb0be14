// The mean that is in somebody's hand, dragged or picked up: where it is, what would be if it stayed there, and what comes of it
// when it is put down (the server computes the run) or taken back.

import { alikeWritten, written } from "../digits.js";
import { el } from "../dom.js";
import { clamp } from "../geometry.js";
import { regionsOf, WhatIf } from "./whatif.js";

const LONGEST_WAIT = 10_000; // milliseconds for the server to answer
const SNAP = 6; // pixels: a mean placed with a press this near to a point is placed on it
const STEPS = 1 / 500; // of an axis: smaller steps of a place are not told

export class Held {
  // `changed`: called when something is taken up or is no longer held.
  constructor(player, stage, changed) {
    Object.assign(this, { player, stage, changed });
    this.it = undefined; // { mean, id, place, what, ... } in hand
    this.awaiting = false; // the run that the server was asked for: until it comes there is nothing to step through
    this.placing = false; // one mean after the other is placed: "add", or "place" for the first of all
    this.queue = []; // places pressed while the server was at work
    this.ghost = el("div", { class: "kms-ghost", "aria-hidden": "true", hidden: "" });
    stage.append(this.ghost);
  }

  get mayBegin() {
    const { data, drawing } = this.player;
    return Boolean(data?.movable) && drawing.isDrawn && !drawing.glide && !this.awaiting && !this.player.pens.paper.on;
  }

  // Take up a mean. `deed`: "move", "add" (one more) or "place" (the first of others).
  take(deed, mean) {
    const { player } = this, { run, step, space, data } = player;
    if (!this.mayBegin) return false;
    player.bar.pause();
    player.about.close();
    const d = data.hover.dimensions, k = run.means[step].x.length, { shown, of } = data.figure.layout.meta;
    const means = space.means[step], isNew = deed !== "move";
    const which = deed === "place" ? 0 : isNew ? k : mean;
    const others = deed === "place" ? [] : [...Array(k).keys()].filter((j) => j !== mean);
    // In what the plot does not show, a new mean is the average of the points, and one that moves stays what it is.
    const middle = { x: middleOf(run.x, 1)[0], y: run.oneColumn ? run.means[step].y[0] : middleOf(run.y, 1)[0] };
    const place = isNew ? middle : placeOf(run.means[step], which), hasMore = !isNew && d > 2;
    const from = hasMore ? { position: means.slice(which * d, (which + 1) * d), place } : { position: middleOf(space.X, d), place: middle };
    const what = new WhatIf({ X: space.X, means, dimensions: d, others, mean: which, lift: space.lift, times: of / shown, ...from });
    this.it = { deed, mean: which, id: player.id, step, place, what, others, moved: false };
    if (deed === "add") player.drawing.points.addLook(data.nextSwatch.color);
    this.stage.classList.add("kms-holding");
    player.said.root.setAttribute("aria-busy", "true"); // what counts along is not for reading out
    player.said.say(`Mean ${which + 1} in your hand`, `Put it where you like. Escape ${isNew ? "puts it away" : "puts it back"}.`);
    this.changed();
    return true;
  }

  // With the pointer, as far as the axes reach; of one column, along its line.
  moveTo(clientX, clientY) {
    const { it, player } = this;
    if (it.id !== player.id) return; // another run came, which may not even have this mean
    const { x, y } = this.placeAt(clientX, clientY);
    this.move({ x, y: player.run.oneColumn ? it.place.y : y });
  }

  placeAt(clientX, clientY) {
    return this.player.drawing.unitsAt(clientX, clientY);
  }

  // The run with the mean that was placed has come: the next is in hand, or is put where a press was meanwhile.
  placeNext() {
    if (!this.placing) return;
    if (!this.player.data.nextSwatch || !this.take("add")) { this.placing = false; this.changed(); return; }
    const place = this.queue.shift();
    if (!place) return;
    this.move(place);
    this.putDown();
  }

  // By so many pixels.
  moveBy(across, up) {
    const { it, player } = this, { view } = player.drawing, { area } = view;
    const at = view.inPixels({ x: [it.place.x], y: [it.place.y] });
    const { x, y } = view.inUnits(clamp(at.x[0] + across, [0, area.width]), clamp(at.y[0] - up, [0, area.height]));
    this.move({ x, y: player.run.oneColumn ? it.place.y : y });
  }

  move(place) {
    const { it } = this;
    Object.assign(it, { place, moved: true });
    this.frame ??= requestAnimationFrame(() => this.show());
  }

  // What would be. Once a frame, however often the hand moves.
  show() {
    this.frame = undefined;
    const { it, player } = this, { drawing, run } = player;
    if (!it || it.id !== player.id) return;
    const { labels, inertia } = it.what.at(it.place);
    const means = run.means[it.step], at = { x: Array.from(means.x), y: Array.from(means.y) };
    if (it.deed === "move") Object.assign(at, { x: at.x.with(it.mean, it.place.x), y: at.y.with(it.mean, it.place.y) });
    const all = it.deed === "move" ? at : { x: [...it.others.map((j) => at.x[j]), it.place.x], y: [...it.others.map((j) => at.y[j]), it.place.y] };
    drawing.preview(at, labels, all, this.colors, (box) => regionsOf(all, player.space.weights, box));
    this.showGhost();
    this.tell(inertia);
  }

  get colors() {
    const { data } = this.player;
    return [...data.swatches, data.nextSwatch].map((swatch) => swatch?.color);
  }

  tell(inertia) {
    const { it, player } = this, { steps } = player.data;
    if (it.deed === "place") {
      player.said.sentence.textContent = `Inertia with this mean alone: ${written(inertia, 0, Infinity)}.`;
      return;
    }
    const before = (steps[it.step].kind === "assign" ? steps[it.step] : steps[it.step + 1]).inertia; // by the means as they are
    player.said.sentence.textContent = toldInHand(steps[it.step].kind, it.mean + 1, inertia, before, it.deed === "move");
  }

  showGhost() {
    const { it, player } = this, { view } = player.drawing;
    this.ghost.hidden = !it || it.deed === "move";
    if (this.ghost.hidden) return;
    const { x, y } = view.inPixels({ x: [it.place.x], y: [it.place.y] });
    this.ghost.textContent = String(it.mean + 1);
    Object.assign(this.ghost.style, { left: `${x[0] + view.area.left}px`, top: `${y[0] + view.area.top}px`, background: this.colors[it.mean] });
  }

  // For people: where it is.
  where() {
    return this.wordsFor(this.it.place);
  }

  wordsFor(place) {
    const { player } = this, { xaxis, yaxis } = player.drawing.view, [across, up] = player.data.axes;
    const told = (name, value, { range }) => `${name} ${written(value, STEPS * Math.abs(range[1] - range[0]))}`;
    return player.run.oneColumn ? told(across, place.x, xaxis) : `${told(across, place.x, xaxis)}, ${told(up, place.y, yaxis)}`;
  }

  // A mean placed by a press is put on a point that is that near.
  snap(clientX, clientY) {
    const { drawing, run } = this.player, under = drawing.under(clientX, clientY, "point", SNAP);
    if (under?.kind === "point" && !run.oneColumn) this.move({ x: run.x[under.index], y: run.y[under.index] });
  }

  putDown() {
    const { it, player } = this;
    if (it.moved) this.show();
    this.release();
    if (it.id !== player.id || (!it.moved && it.deed === "move")) this.end();
    else this.ask({ do: it.deed, mean: it.mean, step: it.step, ...it.place });
  }

  // The picture and the words are again those of the half-step.
  end() {
    const { player } = this;
    player.said.root.removeAttribute("aria-busy");
    player.describe();
    player.draw();
  }

  drop(mean) {
    const { player } = this;
    if (!this.mayBegin || player.data.swatches.length === 1) return;
    this.ask({ do: "drop", mean, step: player.step });
  }

  // On the way, the run goes on with the assign that is on screen already.
  ask(deed) {
    this.awaiting = true;
    this.landing = deed.step > 0 && deed.do !== "place" ? 1 : 0;
    this.waiting = setTimeout(() => { this.stopWaiting(); this.end(); }, LONGEST_WAIT);
    this.player.tellServer("done", deed);
  }

  // The server has answered, or there is nobody any more to wait. At which half-step its run is to begin, if anything was asked.
  stopWaiting() {
    const { landing } = this;
    this.awaiting = false;
    this.landing = undefined;
    this.player.said.root.removeAttribute("aria-busy");
    clearTimeout(this.waiting);
    return landing;
  }

  takeBack() {
    this.placing = false;
    this.queue = [];
    if (!this.it) { this.changed(); return; }
    this.release();
    this.end();
  }

  release() {
    cancelAnimationFrame(this.frame);
    this.frame = undefined;
    this.it = undefined;
    this.ghost.hidden = true;
    this.stage.classList.remove("kms-holding");
    this.changed();
  }
}

// What is said while a mean is in hand: the inertia where it is, and without that.
export function toldInHand(kind, mean, inertia, before, moves) {
  const [now, without] = alikeWritten([inertia, before]);
  const inertiaWith = kind === "update" ? "With every point at its nearest mean, inertia with" : "Inertia with"; // the curve has that of the points as they are
  return `${inertiaWith} mean ${mean} here: ${now}; ${moves ? "where it was" : "without it"}: ${without}.`;
}

const placeOf = (places, j) => ({ x: places.x[j], y: places.y[j] });

// The average of rows of `d` numbers.
function middleOf(rows, d) {
  const sums = new Float64Array(d);
  rows.forEach((value, i) => { sums[i % d] += value; });
  return sums.map((sum) => (sum * d) / rows.length);
}
