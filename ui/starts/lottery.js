// A strip of seeds, each in the colour and with the letter of the answer it leads to: press one to watch it.

import { el, residentOf } from "../dom.js";

export default function mount({ data, parentElement, setTriggerValue }) {
  const lottery = residentOf(parentElement, Lottery);
  lottery.draw = (seed) => setTriggerValue("seed", seed);
  lottery.receive(data);
}

class Lottery {
  constructor(parent) {
    this.root = el("div", { class: "ksl", role: "group" });
    parent.append(this.root);
  }

  receive({ id, label, tickets }) {
    if (id === this.id) return;
    this.id = id;
    this.root.setAttribute("aria-label", label);
    this.root.replaceChildren(...tickets.map(({ seed, letter, color, wins, says }) => {
      const ticket = el("button", { type: "button", title: says, "aria-label": says, class: wins ? "ksl-wins" : "", onclick: () => this.draw(seed) }, letter);
      ticket.style.setProperty("--ksl-color", color);
      return ticket;
    }));
    this.root.dataset.ready = id;
  }
}
