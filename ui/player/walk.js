// The plot without a pointer: two stops of the Tab key, one for the means and one for the points. Arrows go to the next in their
// direction; Enter picks a mean up and puts it down, or asks why a point is where it is.

import { capital } from "../digits.js";
import { el } from "../dom.js";
import { inDirection } from "../geometry.js";
import { valueWritten } from "./clusters.js";
import { placeOfPoint, titleOfPoint } from "./tip.js";

const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const STEP = 10; // pixels that an arrow moves a mean; with Shift, one

export class Walk {
  constructor(player, stage, held) {
    Object.assign(this, { player, held });
    this.said = el("span", { class: "kms-unseen", role: "status" });
    this.stops = Object.fromEntries(["mean", "point"].map((kind) => [kind, this.stop(kind)]));
    this.index = { mean: 0, point: 0 };
    stage.append(...Object.values(this.stops), this.said);
  }

  stop(kind) {
    const root = el("button", { type: "button", class: `kms-walk kms-walk-${kind}` });
    root.addEventListener("focus", () => this.show(kind));
    root.addEventListener("keydown", (event) => this.key(kind, event));
    root.addEventListener("click", () => this.enter(kind));
    return root;
  }

  places(kind) {
    const { drawing, run } = this.player;
    return drawing.view.inPixels(kind === "mean" ? { x: Array.from(drawing.at.x), y: Array.from(drawing.at.y) } : run);
  }

  key(kind, event) {
    const { held, player } = this, way = WAYS[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey || !player.drawing.isDrawn) return;
    if (way && held.it) {
      const size = event.shiftKey ? 1 : STEP;
      held.moveBy(size * way[0], size * way[1]);
      this.tell(held.where());
    } else if (way) {
      const { x, y } = this.places(kind), next = inDirection(x, y, this.index[kind], way[0], -way[1]);
      if (next >= 0) { this.index[kind] = next; this.show(kind, true); }
      else this.tell(`No ${this.called(kind)} lies farther that way.`);
    } else if (event.key === "Delete" && kind === "mean" && !held.it) held.drop(this.index.mean);
    else return;
    event.preventDefault();
  }

  // Enter and space press the button.
  enter(kind) {
    const { held, player } = this, index = this.index[kind];
    if (held.it) held.putDown();
    else if (kind === "mean" && held.take("move", index)) this.tell(`Mean ${index + 1} in your hand. Arrows move it, Enter puts it down, Escape puts it back.`);
    else player.about.open(this.under(kind), this.stops[kind]);
  }

  under(kind) {
    const { x, y } = this.places(kind), index = this.index[kind], { left, top } = this.player.drawing.view.area;
    return { kind, index, x: x[index] + left, y: y[index] + top };
  }

  // Beside what it stands for; `aloud` where it is another than before.
  show(kind, aloud = false) {
    const { player } = this;
    if (!player.drawing.isDrawn) return;
    this.index[kind] = Math.min(this.index[kind], this.places(kind).x.length - 1);
    const { x, y } = this.under(kind), words = this.inWords(kind, this.index[kind]);
    Object.assign(this.stops[kind].style, { left: `${x}px`, top: `${y}px` });
    const does = kind === "point" ? `Enter tells why${this.player.pens.mayMove(this.index.point) ? " and offers to pick it up" : ""}` : this.held.mayBegin ? "Enter picks it up, Delete takes it away" : "Enter tells of it";
    this.stops[kind].setAttribute("aria-label", `${words}. Arrows go to the next ${this.called(kind)}, ${does}.`);
    if (aloud) this.tell(words);
  }

  // What the stops are called until one has the focus.
  name({ centers }) {
    this.stops.mean.setAttribute("aria-label", `The ${centers}`);
    this.stops.point.setAttribute("aria-label", "The points");
  }

  called(kind) {
    return kind === "mean" ? this.player.data.called.center : kind;
  }

  // A center or a point in a few words.
  inWords(kind, index) {
    const { data, step, run } = this.player, told = data.steps[step];
    if (kind === "mean") {
      const count = told.sizes?.[index], size = told.sizes ? `, ${count.toLocaleString("en-US")} point${count === 1 ? "" : "s"}` : "";
      return `${capital(data.called.center)} ${index + 1} of ${data.swatches.length}${size}, ${data.columns.map((name, f) => `${name} ${valueWritten(data, told.means[index][f], f, told.differ, data.smallest)}`).join(", ")}`;
    }
    return `${titleOfPoint(index, step, run)}, ${placeOfPoint(index, data)}`;
  }

  tell(words) {
    this.said.textContent = words;
  }

  // The means have moved, or others came.
  follow() {
    for (const [kind, stop] of Object.entries(this.stops)) if (stop === document.activeElement) this.show(kind);
  }
}
