// The board: pictures of the same points in 1, 2, 3, ... groups, and beneath them a row for each judge. Pictures and curves
// come as SVG made by charts/council.py (numbers, and words of ours alone); words go in as text.

import { el, residentOf } from "../dom.js";

export default function mount({ data, parentElement, setTriggerValue }) {
  const board = residentOf(parentElement, Board);
  board.look = (k) => setTriggerValue("look", k);
  board.receive(data);
}

function drawn(tag, attributes, svg) {
  const node = el(tag, attributes);
  node.innerHTML = svg;
  return node;
}

class Board {
  constructor(parent) {
    this.root = el("div", { class: "ksb" });
    parent.append(this.root);
  }

  receive(data) {
    if (data.id !== this.id) this.fill(data);
    for (const button of this.root.querySelectorAll(".ksb-picture")) {
      button.setAttribute("aria-pressed", String(Number(button.dataset.k) === data.lookedAt));
    }
    this.why.textContent = data.why;
    this.root.dataset.ready = data.id;
  }

  fill({ id, pictures, rows, choice }) {
    this.id = id;
    this.root.style.setProperty("--cells", pictures.length);
    const strip = el("div", { class: "ksb-cells", role: "group", "aria-label": "The points in every number of groups" },
      ...pictures.map(({ k, svg }) => {
        const button = drawn("button", { type: "button", class: "ksb-picture", "data-k": k, "aria-label": `Look at k = ${k}`, onclick: () => this.look(k) }, svg);
        button.append(el("span", { class: k === choice ? "ksb-k ksb-choice" : "ksb-k" }, String(k)));
        return button;
      }));
    this.why = el("strong", { class: "ksb-why" });
    this.root.replaceChildren(
      el("div", { class: "ksb-row ksb-top" },
        el("p", { class: "ksb-looks" }, "The best of many starts for each number of groups. Press one to see it large, below. ", this.why), strip,
        el("span", { class: "ksb-looks ksb-head" }, "says")),
      ...rows.map(({ name, looks, svg, says, pale }) => el("div", { class: pale ? "ksb-row ksb-pale" : "ksb-row" },
        el("p", {}, el("strong", {}, name), el("span", { class: "ksb-looks" }, looks)),
        drawn("div", { class: "ksb-curve" }, svg),
        el("strong", { class: "ksb-says" }, String(says)))));
  }
}
