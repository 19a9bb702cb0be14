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
    this.root = el("div", { class: "ksb", onscroll: () => this.hint() });
    parent.append(this.root);
    new ResizeObserver(() => this.hint()).observe(this.root);
  }

  receive(data) {
    const isOther = data.id !== this.id;
    if (isOther) this.fill(data);
    for (const button of this.root.querySelectorAll(".ksb-picture")) {
      button.setAttribute("aria-pressed", String(Number(button.dataset.k) === data.lookedAt));
    }
    this.why.textContent = data.why;
    if (isOther) this.bringIn(this.root.querySelector('.ksb-picture[aria-pressed="true"]'));
    this.root.dataset.ready = data.id;
  }

  // What is pressed is shown large, below: there is where one looks then, with as much of the pictures as fits above it.
  press(k) {
    this.look(k);
    document.querySelector('.ksl [data-panel="points"]')?.scrollIntoView({ block: "nearest" });
  }

  // On a narrow screen, the middle of the board is where this picture is.
  bringIn(button) {
    this.root.scrollLeft = button.offsetLeft - (this.root.clientWidth - button.offsetWidth) / 2;
    this.hint();
  }

  // Arrows stand where there is more to either side.
  hint() {
    const { scrollLeft, clientWidth, scrollWidth } = this.root;
    const more = { "-1": scrollLeft > 1, 1: scrollLeft + clientWidth < scrollWidth - 1 };
    for (const arrow of this.root.querySelectorAll(".ksb-more")) arrow.hidden = !more[arrow.dataset.way];
  }

  // Only for a finger or a mouse: Tab and the arrow keys bring each picture into view.
  arrow(way, sign) {
    const onclick = () => this.root.scrollBy({ left: way * this.root.clientWidth * 0.6 });
    return el("button", { type: "button", class: "ksb-more", tabindex: -1, "aria-hidden": "true", hidden: "", "data-way": way, onclick }, sign);
  }

  walk(event) {
    const way = { ArrowLeft: "previousElementSibling", ArrowRight: "nextElementSibling" }[event.key];
    const next = way && event.target.closest(".ksb-picture")?.[way];
    if (!next?.matches(".ksb-picture")) return;
    event.preventDefault();
    next.focus();
  }

  fill({ id, pictures, rows, choice }) {
    this.id = id;
    this.root.style.setProperty("--cells", pictures.length);
    const strip = el("div", { class: "ksb-cells", role: "group", "aria-label": "The points in every number of groups", onkeydown: (event) => this.walk(event) },
      this.arrow(-1, "‹"), ...pictures.map(({ k, svg }) => {
        const button = drawn("button", { type: "button", class: "ksb-picture", "data-k": k, "aria-label": `Look at k = ${k}`, onclick: () => this.press(k) }, svg);
        button.style.gridColumn = k; // the arrows lie over them
        button.append(el("span", { class: k === choice ? "ksb-k ksb-choice" : "ksb-k" }, String(k)));
        return button;
      }), this.arrow(1, "›"));
    this.why = el("strong", { class: "ksb-why" });
    this.root.replaceChildren(
      el("div", { class: "ksb-row ksb-top" },
        el("p", { class: "ksb-looks" }, "The best of many starts for each number of groups. Press one to see it large, below. ", this.why), strip,
        el("span", { class: "ksb-looks ksb-head" }, "says")),
      ...rows.map(({ name, looks, here, svg, says, pale }) => el("div", { class: pale ? "ksb-row ksb-pale" : "ksb-row" },
        el("p", {}, el("strong", {}, name), el("span", { class: "ksb-looks" }, looks), el("span", { class: "ksb-looks ksb-here" }, here)),
        drawn("div", { class: "ksb-curve" }, svg),
        el("strong", { class: "ksb-says" }, String(says)))));
  }
}
