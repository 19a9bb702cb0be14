// The buttons for what hands do: undo and redo, a mean more, means placed one after the other.

import { el } from "../dom.js";

export class Tools {
  constructor(player, held, undo, pens) {
    Object.assign(this, { player, held, pens });
    const button = (words, action) => el("button", { type: "button", onclick: action }, words);
    this.add = button("Add a mean", () => this.begin("add", false));
    this.place = button("Place means", () => { if (held.placing) held.takeBack(); else this.begin("place", true); });
    this.root = el("div", { class: "kms-tools", role: "group", "aria-label": "By hand" }, undo.back, undo.forward, this.add, this.place, pens.toggle);
  }

  begin(deed, placing) {
    const { held, player } = this;
    if (held.it) held.takeBack();
    held.placing = placing;
    if (!held.take(deed)) held.placing = false;
    player.walk.stops.mean.focus({ preventScroll: true }); // for whoever goes on with the keys
    this.show();
  }

  show() {
    const { held, player } = this, full = !player.data?.nextSwatch, draws = this.pens.paper.on;
    this.add.disabled = full || held.placing || draws;
    this.place.disabled = draws;
    this.place.textContent = held.placing ? "Enough means" : "Place means";
    this.place.setAttribute("aria-pressed", String(held.placing));
  }
}
