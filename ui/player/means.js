// The means on screen: where they are, what is written at them, and which are of glass.

import { CLEARNESS } from "../../charts/glass.py";
import { svg } from "../dom.js";
import { pixel } from "../geometry.js";
import { areGlass, besideMean, labelOf, namedAt, widthsOf } from "./glass.js";

export const BELOW = 12; // pixels from the edge of a center to the line of its words
export const LINE = 15; // from one line of words to the next
const EDGE = 40; // pixels from the edge of the plot, where words would reach over it

// How many lines of words stand above those of center j: of others at its place.
export const linesAbove = ({ x, y }, j) => Array.from(x).slice(0, j).filter((_, i) => x[i] === x[j] && y[i] === y[j]).length;

export class Means {
  // `group`: the element of Plotly's trace; `ink`: the colour of what is written on the page.
  constructor(run, view, group, ink) {
    Object.assign(this, { run, view, ink, style: run.figure.data[run.traces.means] });
    this.markers = [...group.querySelectorAll(".point")];
    this.numbers = [...group.querySelectorAll("text")];
    this.words = run.words[0].some(Boolean) ? this.markers.map(() => svg("text", { class: "kms-center-words" })) : []; // where words are compared
    group.append(...this.words);
    this.glassy = this.markers.map(() => undefined); // of glass when they last came to rest: where their numbers stand since
  }

  // What is written at means at some places, and where: on them, or beside them. `glassy` says where for those of glass.
  written(at, glassy) {
    const places = this.view.inPixels(at), named = namedAt(places, this.run.radius);
    return { places, named, beside: named.map((numbers, j) => glassy[j] ?? (numbers.length > 1 ? this.beside(places, j) : undefined)) };
  }

  beside(places, j) {
    return besideMean(places, j, this.run.radius, this.view.area.width);
  }

  // For each mean that is of glass at some places, where its number stands beside it.
  glassyAt(at) {
    const places = this.view.inPixels(at);
    return areGlass(places, this.view.places, this.run.radius).map((is, j) => (is ? this.beside(places, j) : undefined));
  }

  // Means that come to rest: some as glass, and hollow where their cluster has no points.
  rest(step, at) {
    this.glassy = this.glassyAt(at);
    this.run.hollow[step].forEach((hollow, j) => {
      this.markers[j].style.fillOpacity = hollow ? 0 : this.glassy[j] ? CLEARNESS : 1;
      this.markers[j].style.stroke = hollow ? this.style.marker.color[j] : this.ink;
    });
    this.place(step, at);
  }

  place(step, at) {
    const { places, named, beside } = this.written(at, this.glassy), widths = widthsOf(named);
    this.markers.forEach((marker, j) => {
      const px = pixel(places.x[j]), py = pixel(places.y[j]);
      marker.setAttribute("transform", `translate(${px},${py})${widths[j] === 1 ? "" : ` scale(${pixel(widths[j])})`}`);
      this.number(j, px, py, labelOf(named[j]), beside[j], this.run.hollow[step][j]);
      if (this.words.length) this.word(j, px, py, this.run.words[step][j], at);
    });
  }

  // The words of a center, below it; those of others at the same place are above.
  word(j, px, py, words, at) {
    const word = this.words[j], { width } = this.view.area;
    word.textContent = words;
    word.setAttribute("x", px);
    word.setAttribute("y", py + this.run.radius + BELOW + linesAbove(at, j) * LINE);
    word.style.textAnchor = px < EDGE ? "start" : px > width - EDGE ? "end" : "middle";
  }

  // What is written at a mean: on it, or beside it, where it is written on the page.
  number(j, px, py, label, aside, hollow) {
    const number = this.numbers[j], onPage = Boolean(aside || hollow);
    if (number.textContent !== label) {
      number.textContent = label;
      number.style.fontWeight = "bold";
    }
    number.setAttribute("x", px + (aside?.x ?? 0));
    number.setAttribute("y", py + (aside?.y ?? 0));
    number.style.textAnchor = aside?.anchor ?? "middle";
    number.classList.toggle("kms-beside", onPage);
    number.style.fill = onPage ? "currentColor" : this.style.textfont.color[j];
  }
}
