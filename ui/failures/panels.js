// Pictures beside each other. They come as SVG made in charts/ (numbers, and words of ours alone); words go in as text.

import { el, residentOf } from "../dom.js";

export default function mount({ data, parentElement }) {
  residentOf(parentElement, Panels).receive(data);
}

class Panels {
  constructor(parent) {
    this.root = el("div", { class: "kpp" });
    parent.append(this.root);
  }

  receive({ pictures }) {
    this.root.replaceChildren(...pictures.map(({ title, svg, said }) => {
      const picture = el("div", { class: "kpp-picture" });
      picture.innerHTML = svg;
      return el("section", { class: "kpp-panel" }, el("h2", {}, title), picture, ...said.map((line) => el("p", {}, line)));
    }));
    this.root.dataset.ready = "true";
  }
}
