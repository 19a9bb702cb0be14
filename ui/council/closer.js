// A closer look at one number of groups. Pictures come as SVG made in charts/ (numbers, and words of ours alone); words go in
// as text. Point at a bar, and its point is ringed; point at a point, and its bar is.

import { el, residentOf, svg } from "../dom.js";

export default function mount({ data, parentElement, setTriggerValue }) {
  const closer = residentOf(parentElement, Closer);
  closer.watch = () => setTriggerValue("watch", data.k);
  closer.again = () => setTriggerValue("again", true);
  closer.receive(data);
}

const FAR = 6; // of a picture 160 wide: farther from the pointer, no point is meant

// Where an event is in the picture, in its own units.
function placeIn(picture, event) {
  const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(picture.getScreenCTM().inverse());
  return [at.x, at.y];
}

function nearest(values, distance) {
  let best = -1;
  let least = Infinity;
  values.forEach((_, i) => { const far = distance(i); if (far < least) [best, least] = [i, far]; });
  return [best, least];
}

class Closer {
  constructor(parent) {
    this.root = el("div", { class: "ksl" });
    parent.append(this.root);
  }

  receive(data) {
    if (data.id === this.id) return;
    this.id = data.id;
    this.seats = data.seats;
    this.at = -1;
    const held = this.held();
    this.root.replaceChildren(...data.pictures.map((panel) => this.panel(panel, data.watch)));
    this.points = this.root.querySelector('[data-panel="points"] svg');
    this.bars = this.root.querySelector('[data-panel="seats"] svg');
    if (this.bars) this.link();
    if (held) this.root.querySelector(held)?.focus({ preventScroll: true });
    this.root.dataset.ready = data.id;
  }

  // What has the focus, so that its successor gets it.
  held() {
    const active = this.root.getRootNode().activeElement;
    if (!active || !this.root.contains(active)) return "";
    return `[data-panel="${active.closest("section").dataset.panel}"] ${active.matches("button") ? "button" : "[role=slider]"}`;
  }

  panel({ name, title, svg: drawing, said, key = [] }, [watch, where]) {
    const picture = el("div", { class: "ksl-picture" });
    picture.innerHTML = drawing;
    const words = el("p", { class: "ksl-said" }, said);
    if (name === "points") words.append(el("button", { type: "button", onclick: () => this.watch(), "aria-label": `${watch}: ${where}` }, `▶ ${watch}`));
    if (name === "nothing") words.append(" ", el("button", { type: "button", onclick: () => this.again() }, "Scatter again"));
    const kinds = key.map(([color, opacity, width, means]) => {
      const dot = svg("svg", { viewBox: "-2 -2 4 4", "aria-hidden": "true" }, svg("circle", { r: width / 2, fill: color, "fill-opacity": opacity }));
      return el("li", {}, dot, means);
    });
    return el("section", { class: "ksl-panel", "data-panel": name }, el("h2", {}, title), picture, ...(kinds.length ? [el("ul", { class: "ksl-key" }, ...kinds)] : []), words);
  }

  link() {
    const { x, y, middles } = this.seats;
    this.ring = svg("circle", { class: "ksl-ring", r: 5, visibility: "hidden" });
    this.mark = svg("rect", { class: "ksl-ring", x: 0, width: 160, height: Math.max(this.seats.thickness, 0.8), visibility: "hidden" });
    this.points.append(this.ring);
    this.bars.append(this.mark);
    this.seat = el("p", { class: "ksl-said ksl-seat" }, "Point at a bar, or at a point.");
    this.bars.parentElement.after(this.seat);
    const atBar = (event) => { const [, down] = placeIn(this.bars, event); this.show(nearest(middles, (i) => Math.abs(middles[i] - down))[0]); };
    const atPoint = (event) => {
      const [across, down] = placeIn(this.points, event);
      const [index, far] = nearest(x, (i) => Math.hypot(x[i] - across, y[i] - down));
      if (far < FAR) this.show(index);
    };
    for (const [picture, handler] of [[this.bars, atBar], [this.points, atPoint]]) {
      for (const kind of ["pointermove", "pointerdown"]) picture.addEventListener(kind, handler);
    }
    this.slider = this.bars.parentElement;
    const label = "Silhouettes. Arrow keys go from bar to bar, Page Up and Page Down from group to group.";
    const last = middles.length - 1;
    const about = { role: "slider", tabindex: 0, "aria-label": label, "aria-orientation": "vertical", "aria-valuemin": 1, "aria-valuemax": last + 1 };
    for (const [name, value] of Object.entries(about)) this.slider.setAttribute(name, value);
    this.say(0);
    this.slider.addEventListener("focus", () => { if (this.at < 0) this.show(0); });
    this.slider.addEventListener("keydown", (event) => {
      const to = this.there(event.key, last);
      if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      this.show(Math.min(Math.max(to, 0), last));
    });
  }

  // The bar that a key leads to.
  there(key, last) {
    const { groups } = this.seats;
    switch (key) {
      case "ArrowDown": case "ArrowRight": return this.at + 1;
      case "ArrowUp": case "ArrowLeft": return this.at - 1;
      case "Home": return 0;
      case "End": return last;
      case "PageDown": { const next = groups.findIndex((group) => group > groups[this.at]); return next < 0 ? last : next; }
      case "PageUp": { // the first of this group, or of the one before it
        const first = groups.indexOf(groups[this.at]);
        return this.at > first ? first : groups.indexOf(groups[Math.max(first - 1, 0)]);
      }
    }
  }

  say(index) {
    this.slider.setAttribute("aria-valuenow", index + 1);
    this.slider.setAttribute("aria-valuetext", this.seats.said[index]);
  }

  show(index) {
    this.at = index;
    const { x, y, middles, thickness, said } = this.seats;
    for (const [name, value] of [["cx", x[index]], ["cy", y[index]], ["visibility", "inherit"]]) this.ring.setAttribute(name, value);
    this.mark.setAttribute("y", middles[index] - Math.max(thickness, 0.8) / 2);
    this.mark.setAttribute("visibility", "inherit");
    this.seat.textContent = said[index];
    this.say(index);
  }
}
