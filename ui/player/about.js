// What is told of a mean or a point that was pressed, or chosen by key: beside the plot's edge, until it is closed. Of a point, why it
// is in its cluster (why.js), with a line to each mean; of a mean, what can be done with it.

import { allWritten, capital } from "../digits.js";
import { el, svg } from "../dom.js";
import { clamp } from "../geometry.js";
import { swatch } from "./clusters.js";
import { titleOfPoint, valuesOfMean, valuesOfPoint } from "./tip.js";
import { whyOf } from "./why.js";

const MOST_CHANGES = 6; // told one by one: more fill the card
const GAP = 2; // pixels between the card and the mark that it is about

const button = (words, action) => el("button", { type: "button", onclick: action }, words);

export class About {
  constructor(player, stage) {
    this.player = player;
    this.about = undefined; // { kind, index }
    this.title = el("strong");
    this.body = el("div");
    this.root = el("div", { class: "kms-about", role: "region", tabindex: "-1", "aria-label": "About what was pressed", hidden: "" },
      el("button", { type: "button", class: "kms-close", "aria-label": "Close (Escape)", onclick: () => this.close() }, "×"), this.title, this.body);
    stage.append(this.root);
  }

  get isOpen() {
    return Boolean(this.about);
  }

  // The mean that it is about.
  get mean() {
    return this.about?.kind === "mean" ? this.about.index : undefined;
  }

  // `under`: what Drawing found, or nothing. `from`: the element that has the focus again when the card is closed.
  open(under, from) {
    this.close();
    if (!under) return;
    Object.assign(this, { about: { kind: under.kind, index: under.index }, from });
    this.player.tip.hide();
    this.root.hidden = false;
    this.show();
    this.lay();
    if (from) this.root.focus({ preventScroll: true });
  }

  // Where what it is about is drawn, in pixels of the window.
  get place() {
    const { drawing, run, plot } = this.player, { kind, index } = this.about, from = plot.getBoundingClientRect();
    const places = kind === "mean" ? drawing.at : run, { x, y } = drawing.pixelsOf({ x: places.x[index], y: places.y[index] });
    return { x: x + from.left, y: y + from.top };
  }

  // Whether the card lies on a place, or so near that it hides a mark there.
  covers({ x, y }) {
    const card = this.root.getBoundingClientRect();
    return Math.hypot(x - clamp(x, [card.left, card.right]), y - clamp(y, [card.top, card.bottom])) < this.player.run.radius + GAP;
  }

  // In the corner where it covers the fewest means; of several, away from what it is about. On that it never lies: where a corner has
  // not the height, the card is lower, and scrolls.
  lay() {
    const { plot, drawing, run } = this.player, from = plot.getBoundingClientRect(), { place } = this, { style, classList } = this.root;
    const means = Array.from(drawing.at.x, (x, j) => drawing.pixelsOf({ x, y: drawing.at.y[j] })).map(({ x, y }) => ({ x: x + from.left, y: y + from.top }));
    const into = ([left, low]) => {
      classList.toggle("kms-left", left);
      classList.toggle("kms-low", low);
      style.maxHeight = "";
      const { top, bottom, height } = this.root.getBoundingClientRect(), most = low ? bottom - place.y : place.y - top;
      if (!this.covers(place)) return 0;
      style.maxHeight = `${Math.max(0, most - run.radius - GAP)}px`;
      return height - this.root.offsetHeight; // cut off
    };
    const cost = (corner) => into(corner) * means.length + means.filter((mean) => this.covers(mean)).length;
    const left = place.x - from.left > plot.clientWidth / 2, low = place.y - from.top < plot.clientHeight / 2;
    const corners = [[left, low], [left, !low], [!left, low], [!left, !low]], costs = corners.map(cost);
    into(corners[costs.indexOf(Math.min(...costs))]);
  }

  close() {
    if (!this.about) return;
    const hadFocus = this.root.contains(document.activeElement);
    this.about = undefined;
    this.root.hidden = true;
    this.player.drawing.why.replaceChildren();
    if (hadFocus) (this.from ?? this.player.stage).focus({ preventScroll: true });
  }

  // At another half-step, other words.
  show() {
    const { about, player } = this;
    if (!about || !player.drawing.isDrawn) return;
    player.drawing.why.replaceChildren();
    if (about.kind === "mean") this.ofMean(about.index);
    else this.ofPoint(about.index);
    if (this.root.style.maxHeight || this.covers(this.place)) this.lay(); // the mean is elsewhere, or there is more to say
  }

  ofMean(mean) {
    const { data, step, drawing, held, walk } = this.player;
    const [title, rows] = valuesOfMean(mean, data, data.steps[step], drawing.at);
    this.title.textContent = title;
    const move = button("Move it", () => { if (held.take("move", mean)) walk.stops.mean.focus({ preventScroll: true }); });
    const does = data.movable ? [move, ...(data.swatches.length > 1 ? [button("Take it away", () => held.drop(mean))] : [])] : [];
    this.body.replaceChildren(el("table", {}, ...rows), el("div", { class: "kms-does" }, ...does));
  }

  ofPoint(point) {
    const { data, step, run, space, drawing, pens } = this.player, { labels } = run;
    const why = whyOf(point, space.X, space.means[step], data.hover.dimensions, labels, step, data.distance.name === "straight" ? undefined : space.distances(point, step));
    this.title.textContent = titleOfPoint(point, step, run);
    const told = allWritten([...why.ways.map(({ distance }) => distance), ...(why.turn ? [why.turn.way] : [])]);
    const list = el("ol", { class: "kms-ways" }, ...why.ways.map(({ mean }, i) => el("li", i === 0 ? { class: "kms-nearest" } : {}, swatch(data, mean), `${data.called.center} ${mean + 1}: ${told[i]}${data.distance.unit} away`)));
    const does = pens.mayMove(point) ? [el("div", { class: "kms-does" }, button("Move it", () => pens.move(point)))] : [];
    this.body.replaceChildren(el("table", {}, ...valuesOfPoint(point, data)), list, ...does,
      ...[turnInWords(why, told.at(-1), data.steps[step + 1], data.called), changesInWords(why.changes, step)].filter(Boolean).map((words) => el("p", {}, words)));
    this.draw(point, why, drawing.at);
  }

  draw(point, why, at) {
    const { data, drawing, run } = this.player, { view } = drawing;
    const from = view.inPixels({ x: [run.x[point]], y: [run.y[point]] }), to = view.inPixels({ x: Array.from(at.x), y: Array.from(at.y) });
    drawing.why.replaceChildren(...why.ways.map(({ mean }, i) => svg("line", {
      x1: from.x[0], y1: from.y[0], x2: to.x[mean], y2: to.y[mean], stroke: data.swatches[mean].color, "stroke-width": i === 0 ? 3 : 1.5, ...(i === 0 ? {} : { "stroke-dasharray": "5 4" }),
    })), svg("circle", { cx: from.x[0], cy: from.y[0], r: 9 }));
  }
}

function turnInWords({ own, nearest, turn }, way, next, { center, centers }) {
  if (!turn) return "";
  if (own < 0 && turn.way > 0) return `It has no cluster yet: the next assign gives it to ${center} ${nearest + 1}. It is ${way} from the border to ${center} ${turn.mean + 1}.`;
  if (own >= 0 && own !== nearest) return `${capital(center)} ${nearest + 1} is nearer to it now than its own: ${next ? "the next assign moves it there" : "it stays all the same"}.`;
  if (turn.way <= 0) return `${capital(centers)} ${nearest + 1} and ${turn.mean + 1} are as near: the lower number takes it.`;
  return `It is ${way} from the border to ${center} ${turn.mean + 1}, where it would change its mind.`;
}

export function changesInWords(changes, step) {
  const past = changes.filter((change) => change.step <= step && change.from >= 0);
  if (past.length === 0) return step === 0 ? "" : "It has not changed cluster since the first assign.";
  const told = past.slice(-MOST_CHANGES).map(({ step: when, from, to }) => `at half-step ${when} from ${from + 1} to ${to + 1}`);
  const all = past.length > MOST_CHANGES ? `It changed cluster ${past.length} times, last ` : "It changed cluster ";
  return `${all}${told.join(", ")}.`;
}
