// What stands on the plot about a question: a ring around what it is about, and beside each place that was answered what is true there.

import { el, svg } from "../dom.js";
import { besidePlace, pixel } from "../geometry.js";

const RING = 13; // pixels: the radius of the ring around a point

export class Notes {
  constructor() {
    this.lines = svg("svg", { class: "kms-marks", "aria-hidden": "true" });
    this.root = el("div", { class: "kms-notes", "aria-hidden": "true" }); // the verdict says the same in words
    this.root.append(this.lines);
  }

  // `subject` and `notes` have their places in the units of the axes; `pixels` turns these into pixels of the plot, so large.
  show({ subject, notes }, pixels, size) {
    const marks = [];
    if (subject) {
      const { x, y } = pixels(subject);
      marks.push(svg("circle", { cx: pixel(x), cy: pixel(y), r: RING, class: "kms-asked" }));
    }
    const texts = notes.map(() => el("span", { class: "kms-note-at" }));
    this.root.replaceChildren(this.lines, ...texts);
    notes.forEach((note, i) => {
      const { x, y } = pixels(note);
      marks.push(svg("circle", { cx: pixel(x), cy: pixel(y), r: RING, class: "kms-answered" }));
      if (note.to) {
        const goal = pixels(note.to);
        marks.push(svg("line", { x1: pixel(x), y1: pixel(y), x2: pixel(goal.x), y2: pixel(goal.y), class: "kms-off" }));
      }
      texts[i].textContent = note.text;
      const [left, top] = besidePlace([x, y], [texts[i].offsetWidth, texts[i].offsetHeight], size);
      Object.assign(texts[i].style, { left: `${left}px`, top: `${top}px` });
    });
    this.lines.replaceChildren(...marks);
  }
}
