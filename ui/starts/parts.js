// The parts of a long page, to go to one of them.

import { el, residentOf } from "../dom.js";

export default function mount({ data, parentElement, setTriggerValue }) {
  const parts = residentOf(parentElement, Parts);
  parts.tell = (name) => setTriggerValue("opened", name);
  parts.receive(data);
}

class Parts {
  constructor(parent) {
    this.root = el("nav", { class: "ksp", "aria-label": "On this page" });
    parent.append(this.root);
  }

  receive({ parts }) {
    const names = JSON.stringify(parts);
    if (names === this.names) return;
    this.names = names;
    this.root.replaceChildren(...parts.map(({ key, name }) => el("button", { type: "button", onclick: () => this.open(key, name) }, name)));
  }

  open(key, name) {
    document.querySelector(`.st-key-${key}`)?.scrollIntoView({ block: "start" });
    this.tell(name);
  }
}
