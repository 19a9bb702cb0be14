// Paper to draw points on: over the plot, while points are drawn. It holds what is there and what was drawn, in the units of the axes,
// and changes it at once; after each stroke the server computes the run on it. By key: arrows, Enter.

import { el } from "../dom.js";
import { clamp, nearestWithin } from "../geometry.js";
import { counted } from "./described.js";

export const TOOLS = { point: "Points", spray: "Spray", eraser: "Eraser", move: "Move one" };
export const MOST_IN_LINK = 500; // study/drawn.py has the reason
const MOST = 2000; // points that are drawn: beyond, a stroke takes longer to arrive than to draw
const RATE = 8; // points a second that each step of density sprays
const NEAR = 14; // pixels from a point to the hand that takes it
const STEP = 10; // pixels that an arrow goes; with Shift, one
const PICKED_UP = "Taken up. Arrows, then Enter put it down.";

export class Paper {
  // `told`: called when something has changed that is told beside the paper; `send`: with what was drawn, after a stroke.
  constructor(player, stage, told, send) {
    Object.assign(this, { player, stage, told, send });
    this.tool = "point";
    this.size = 40; // pixels from the middle of spray and eraser to their edge
    this.density = 5; // of 10
    this.on = false;
    this.said = el("span", { class: "kms-unseen", role: "status" });
    stage.append(this.said);
  }

  // -- the sheet, which is there only while somebody draws

  sheet() {
    const canvas = el("canvas", { class: "kms-paper", tabindex: "0", role: "application", "aria-label": "Paper to draw points on: arrows move the pen, Enter draws, Escape ends." });
    canvas.addEventListener("pointerdown", (event) => { if (event.isPrimary && event.button === 0) this.begin(event); });
    canvas.addEventListener("pointermove", (event) => { this.pen = this.local(event); this.paint(); });
    for (const name of ["pointerup", "pointercancel"]) canvas.addEventListener(name, () => this.end());
    canvas.addEventListener("pointerleave", () => { if (!this.stroke) { this.pen = undefined; this.paint(); } });
    canvas.addEventListener("keydown", (event) => this.key(event));
    return canvas;
  }

  open() {
    this.on = true;
    this.take();
    this.stage.classList.add("kms-drawing");
    this.canvas = this.sheet();
    this.stage.append(this.canvas);
    this.lay();
    this.canvas.focus({ preventScroll: true });
  }

  close() {
    this.on = false;
    this.stroke = this.taken = undefined;
    this.canvas.remove();
    this.canvas = undefined;
    this.stage.classList.remove("kms-drawing");
  }

  // What the run on screen has: the points that were there, with their numbers among all of them, and those that were drawn.
  take() {
    const { run, data } = this.player, { drawing } = data, n = run.x.length - data.drawn, rubbed = new Set(drawing.rubbed);
    const held = this.of === run && this.taken ? this.points.indexOf(this.taken.point) : -1;
    this.of = run;
    this.alone = drawing.alone;
    this.rubbed = new Set(rubbed);
    this.points = [];
    let number = -1;
    for (let i = 0; i < run.x.length; i++) {
      if (i < n) {
        do number += 1; while (!data.waits && rubbed.has(number)); // while k-means waits, the plot is one of all the points
        if (data.waits && (this.alone || rubbed.has(number))) continue;
      }
      this.points.push({ x: run.x[i], y: run.y[i], number: i < n ? number : undefined });
    }
    this.taken = held < 0 ? undefined : { ...this.taken, point: this.points[held] };
    this.changed = false;
    this.told();
  }

  // A run came: on its plot the sheet lies elsewhere. What was drawn meanwhile stays.
  lay() {
    if (!this.on || !this.player.drawing.isDrawn) return;
    if (!this.changed && !this.stroke) this.take();
    const { left, top, width, height } = this.player.drawing.view.area, density = window.devicePixelRatio || 1;
    Object.assign(this.canvas, { width: Math.round(width * density), height: Math.round(height * density) });
    Object.assign(this.canvas.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
    this.player.describe();
    this.paint();
    if (this.changed && !this.stroke) this.ask();
  }

  get drawn() {
    return this.points.filter(({ number }) => number === undefined);
  }

  local(event) {
    const { px, py } = this.player.drawing.local(event.clientX, event.clientY);
    return { x: px, y: py };
  }

  // -- strokes

  begin(event) {
    this.canvas.setPointerCapture(event.pointerId);
    this.canvas.focus({ preventScroll: true, focusVisible: false });
    this.pen = this.local(event);
    this.start();
  }

  start() {
    this.stroke = { from: this.pen, owed: 1, since: performance.now() };
    if (this.tool === "point") this.add([this.pen]);
    else if (this.tool === "move" && !this.taken) this.taken = this.nearest();
    if (this.tool === "spray" || this.tool === "eraser") this.work();
    this.paint();
  }

  // As long as the hand is down, once a frame.
  work() {
    if (!this.stroke) return;
    if (this.tool === "spray") {
      const now = performance.now(), owed = this.stroke.owed + (RATE * this.density * (now - this.stroke.since)) / 1000, many = Math.floor(owed);
      Object.assign(this.stroke, { owed: owed - many, since: now });
      const spot = () => { const angle = 2 * Math.PI * Math.random(), far = this.size * Math.sqrt(Math.random()); return { x: this.pen.x + far * Math.cos(angle), y: this.pen.y + far * Math.sin(angle) }; };
      this.add(Array.from({ length: many }, spot));
    } else this.rub();
    this.paint();
    this.frame = requestAnimationFrame(() => this.work());
  }

  end() {
    if (!this.stroke) return;
    cancelAnimationFrame(this.frame);
    const { from } = this.stroke;
    this.stroke = undefined;
    if (this.tool === "move" && this.taken) {
      // Pressed, it waits for the press on its new place; dragged, it is there.
      if (!this.taken.waits && Math.hypot(this.pen.x - from.x, this.pen.y - from.y) < 4) { this.taken.waits = true; this.paint(); return; }
      this.put();
    }
    this.ask();
    this.told();
  }

  inUnits({ x, y }) {
    const { view } = this.player.drawing, place = view.inUnits(x, y);
    return this.player.run.oneColumn ? { x: place.x, y: this.player.run.y[0] } : place;
  }

  add(pens) {
    const room = MOST - this.drawn.length, { width, height } = this.player.drawing.view.area;
    const within = pens.filter(({ x, y }) => x >= 0 && y >= 0 && x <= width && y <= height).slice(0, Math.max(0, room));
    for (const pen of within) this.points.push({ ...this.inUnits(pen), number: undefined });
    this.note(within.length);
  }

  note(many) {
    if (!many) return;
    this.changed = true;
    this.told();
  }

  // Whether a point may be rubbed out or moved.
  isMine({ number }) {
    return number === undefined || this.player.data.drawing.mayRub;
  }

  places() {
    return this.player.drawing.view.inPixels({ x: this.points.map(({ x }) => x), y: this.points.map(({ y }) => y) });
  }

  rub() {
    const { x, y } = this.places(), before = this.points.length;
    this.points = this.points.filter((point, i) => {
      if (!this.isMine(point) || Math.hypot(x[i] - this.pen.x, y[i] - this.pen.y) > this.size) return true;
      if (point.number !== undefined) this.rubbed.add(point.number);
      return false;
    });
    this.note(before - this.points.length);
  }

  nearest() {
    const { x, y } = this.places(), mine = this.points.map((point, i) => (this.isMine(point) ? x[i] : Infinity));
    const index = nearestWithin(mine, y, this.pen.x, this.pen.y, NEAR);
    return index < 0 ? undefined : { point: this.points[index], waits: false };
  }

  // By its number in the run on screen.
  pickUp(index) {
    const { x, y } = this.places();
    this.pen = { x: x[index], y: y[index] };
    this.taken = { point: this.points[index], waits: true };
    this.tell(PICKED_UP);
    this.paint();
  }

  put() {
    const { point } = this.taken;
    if (point.number !== undefined) this.rubbed.add(point.number);
    this.points = [...this.points.filter((each) => each !== point), { ...this.inUnits(this.pen), number: undefined }];
    this.taken = undefined;
    this.note(1);
  }

  clear() {
    this.points = this.points.filter((point) => !this.isMine(point));
    this.alone = this.player.data.drawing.mayRub;
    this.changed = true;
    this.ask();
    this.paint();
    this.told();
  }

  // How many different places must still be added before k-means can begin.
  get missing() {
    const { data } = this.player;
    return Math.max(0, (data.waits ?? data.swatches.length) - new Set(this.points.map(({ x, y }) => `${x} ${y}`)).size);
  }

  ask() {
    if (!this.changed || this.player.held.awaiting) return;
    this.changed = false;
    this.send({ do: "draw", places: this.drawn.map(({ x, y }) => [x, y]), rubbed: [...this.rubbed], alone: this.alone });
  }

  // -- by key

  key(event) {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { width, height } = this.player.drawing.view.area;
    this.pen ??= { x: width / 2, y: height / 2 };
    if (way) {
      const size = event.shiftKey ? 1 : STEP;
      this.pen = { x: clamp(this.pen.x + size * way[0], [0, width]), y: clamp(this.pen.y + size * way[1], [0, height]) };
      this.tell(this.player.held.wordsFor(this.inUnits(this.pen)));
      this.paint();
    } else if (event.key === "Enter" || event.key === " ") {
      if (!event.repeat && !this.stroke) { this.start(); this.end(); }
      this.tell(this.taken ? PICKED_UP : `${counted(this.drawn.length)} drawn.`);
    } else return;
    event.preventDefault();
  }

  tell(words) {
    this.said.textContent = words;
  }

  // -- what is seen

  paint() {
    if (!this.on) return;
    this.painting ??= requestAnimationFrame(() => this.show());
  }

  show() {
    this.painting = undefined;
    if (!this.on || !this.player.drawing.isDrawn) return;
    const { canvas, pen, taken } = this, { area } = this.player.drawing.view, pencil = canvas.getContext("2d"), density = canvas.width / area.width;
    const { x, y } = this.places(), style = getComputedStyle(canvas), radius = this.points.length > 1500 ? 2.5 : 4;
    pencil.setTransform(density, 0, 0, density, 0, 0);
    pencil.clearRect(0, 0, area.width, area.height);
    const dots = (mine, fill) => {
      pencil.beginPath();
      this.points.forEach((point, i) => {
        if ((point.number === undefined) !== mine || point === taken?.point) return;
        pencil.moveTo(x[i] + radius, y[i]);
        pencil.arc(x[i], y[i], radius, 0, 2 * Math.PI);
      });
      pencil.fillStyle = fill;
      pencil.fill();
    };
    dots(false, style.getPropertyValue("--kms-there"));
    dots(true, style.getPropertyValue("--kms-drawn"));
    if (!pen) return;
    pencil.strokeStyle = style.color;
    pencil.lineWidth = 1.5;
    pencil.beginPath();
    const wide = this.tool === "spray" || this.tool === "eraser";
    pencil.arc(pen.x, pen.y, wide ? this.size : taken ? radius + 3 : 6, 0, 2 * Math.PI);
    pencil.moveTo(pen.x - 9, pen.y); pencil.lineTo(pen.x + 9, pen.y); pencil.moveTo(pen.x, pen.y - 9); pencil.lineTo(pen.x, pen.y + 9);
    pencil.stroke();
  }

  destroy() {
    cancelAnimationFrame(this.frame);
    cancelAnimationFrame(this.painting);
    this.on = false;
  }
}
