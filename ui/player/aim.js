// A crosshair for whoever answers by the keyboard: arrows move it, Enter answers there, Escape takes it away.

import { el } from "../dom.js";
import { clamp } from "../geometry.js";

const STEP = 16, SMALL = 2; // pixels that an arrow moves it, and that one does with the shift key

export class Aim {
  // press: called with { clientX, clientY } where somebody answers; true if that was one
  constructor(player, press) {
    Object.assign(this, { player, press });
    this.root = el("button", { type: "button", class: "kms-aim", "aria-label": "Crosshair", hidden: "", onkeydown: (event) => this.key(event), onclick: (event) => { if (event.detail === 0) this.fire(); }, onblur: () => this.hide() });
  }

  begin() {
    const { clientWidth: width, clientHeight: height } = this.player.plot;
    this.place = { x: width / 2, y: height / 2 };
    this.root.hidden = false;
    this.move(0, 0);
    this.root.focus({ preventScroll: true });
  }

  hide() {
    this.root.hidden = true;
  }

  key(event) {
    const by = event.shiftKey ? SMALL : STEP;
    const moves = { ArrowLeft: [-by, 0], ArrowRight: [by, 0], ArrowUp: [0, -by], ArrowDown: [0, by] };
    if (moves[event.key]) this.move(...moves[event.key]);
    else if (event.key === "Escape") this.player.stage.focus({ preventScroll: true });
    else if (event.key !== "Enter" && event.key !== " ") return;
    else this.fire();
    event.preventDefault(); // it is not the player's
  }

  fire() {
    if (!this.press(this.where())) this.player.walk.tell("Nothing that could be the answer is under the crosshair.");
  }

  where() {
    const box = this.player.plot.getBoundingClientRect();
    return { clientX: box.left + this.place.x, clientY: box.top + this.place.y };
  }

  move(across, down) {
    const { clientWidth: width, clientHeight: height } = this.player.plot;
    this.place = { x: clamp(this.place.x + across, [0, width]), y: clamp(this.place.y + down, [0, height]) };
    Object.assign(this.root.style, { left: `${this.place.x}px`, top: `${this.place.y}px` });
    this.root.setAttribute("aria-label", `Crosshair ${this.player.whatIsAt(this.where())}. Arrows move it, Enter answers, Escape leaves.`);
  }
}
