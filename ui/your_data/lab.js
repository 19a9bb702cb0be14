// The lab: where rows go when there is one group more, as a picture; and a table of all combinations of choices, of which each
// cell says how many rows keep their company there, and opens it.
// Names of columns are the visitor's own: they go in as text.

import { el, residentOf } from "../dom.js";

export default function mount({ data, parentElement, setTriggerValue }) {
  const lab = residentOf(parentElement, Lab);
  lab.open = (index) => setTriggerValue("open", index);
  lab.receive(data);
}

// Whether a cell was pressed last: the table that then comes has the focus, and may be another element.
let wasPressed = false;
function notePress() {
  wasPressed = true;
  for (const next of ["keydown", "pointerdown"]) document.addEventListener(next, () => { wasPressed = false; }, { capture: true, once: true });
}

class Lab {
  constructor(parent) {
    this.root = el("div", { class: "ksw" });
    parent.append(this.root);
  }

  receive({ id, svg, tables }) {
    if (id !== this.id) {
      this.id = id;
      this.root.innerHTML = svg; // from charts/decisions.py: numbers, and words of ours alone
      this.root.append(...tables.map((table) => this.table(table)));
      if (wasPressed) this.root.querySelector("[aria-current]")?.focus({ preventScroll: true }); // the choice that was made
    }
    this.root.dataset.ready = id;
  }

  table({ caption, heads, lines }) {
    return el("table", {}, el("caption", {}, caption),
      el("thead", {}, el("tr", {}, el("td"), ...heads.map((head) => el("th", { scope: "col" }, head)))),
      el("tbody", {}, ...lines.map(({ name, cells }) =>
        el("tr", {}, el("th", { scope: "row" }, name), ...cells.map((cell) => el("td", {}, this.cell(cell)))))));
  }

  cell({ text, says, share, index, now }) {
    if (index < 0) return el("span", { class: "ksw-none" }, text);
    const button = el("button", { type: "button", "aria-label": says, title: says, onclick: () => { notePress(); this.open(index); } }, text);
    button.style.setProperty("--share", share);
    if (now) button.setAttribute("aria-current", "true");
    return button;
  }
}
