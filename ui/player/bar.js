// The transport bar: buttons, the slider, and the clock that plays.

import { el, svg } from "../dom.js";

export const SPEEDS = { slow: 2200, normal: 1200, fast: 500 }; // milliseconds from one half-step to the next
const AT_ONCE = 150; // milliseconds from the press on play to the first half-step

const ICONS = {
  first: "M4 4h3v16H4zM20 4v16L8 12z", back: "M18 4v16L6 12z", play: "M6 4v16l14-8z", pause: "M5 4h5v16H5zM14 4h5v16h-5z",
  next: "M6 4v16l12-8z", last: "M17 4h3v16h-3zM4 4v16l12-8z",
};
const icon = (name) => svg("svg", { viewBox: "0 0 24 24", class: "kms-icon", "aria-hidden": "true" }, svg("path", { d: ICONS[name] }));

export class Bar {
  constructor({ go, speed, playing, unit = "half-step" }) {
    this.go = go; // called with the position that somebody wants, or that the clock has come to
    this.speed = speed; // () => milliseconds
    this.told = playing; // called when it begins to play, or no longer does
    this.position = this.end = 0;
    const begun = `${unit[0].toUpperCase()}${unit.slice(1)}`;
    this.playing = false;
    const button = (name, label, action) => el("button", { type: "button", "aria-label": label, title: label, onclick: action }, icon(name));
    this.first = button("first", `First ${unit} (Home)`, () => go(0));
    this.back = button("back", `Back one ${unit} (left arrow)`, () => this.by(-1));
    this.play = button("play", "Play (space)", () => this.toggle());
    this.nextLabel = el("span");
    this.next = el("button", { type: "button", class: "kms-next", onclick: () => this.by(1) }, this.nextLabel, icon("next"));
    this.last = button("last", `Last ${unit} (End)`, () => go(this.end));
    this.slider = el("input", { type: "range", min: "0", step: "1", "aria-label": begun, oninput: () => go(Number(this.slider.value)) });
    this.count = el("span", { class: "kms-count" });
    this.root = el("div", { class: "kms-bar kms-steps", role: "group", "aria-label": "Player" },
      this.first, this.back, this.play, this.next, this.last, el("div", { class: "kms-track" }, this.slider, this.count));
  }

  by(steps) {
    this.go(this.position + steps);
  }

  // Where the player is, out of how many half-steps, unless that `hides`; `step` has its title, and what comes next.
  show(position, end, step, hides) {
    Object.assign(this, { position, end });
    this.slider.style.visibility = hides ? "hidden" : "";
    const done = position === end && !step.next; // there is something to come where a run still waits for points
    this.slider.max = String(end);
    this.slider.value = String(position);
    this.slider.setAttribute("aria-valuetext", step.title);
    this.count.textContent = hides || !end ? `Half-step ${position}` : `Half-step ${position} of ${end}`;
    this.nextLabel.textContent = done ? "Done" : step.next || "Next half-step";
    this.next.setAttribute("aria-label", done ? "Done: nothing changes any more" : `Next: ${this.nextLabel.textContent} (right arrow)`);
    this.next.disabled = this.last.disabled = position === end;
    this.play.disabled = !end;
    this.back.disabled = this.first.disabled = position === 0;
  }

  toggle() {
    if (this.playing) this.pause();
    else if (this.end) this.start();
  }

  start() {
    if (this.position === this.end) this.go(0);
    this.showPlaying(true);
    const tick = () => {
      this.by(1);
      if (this.playing) this.timer = setTimeout(tick, this.speed());
    };
    this.timer = setTimeout(tick, AT_ONCE);
  }

  pause() {
    clearTimeout(this.timer);
    this.showPlaying(false);
  }

  showPlaying(playing) {
    this.playing = playing;
    const label = playing ? "Pause (space)" : "Play (space)";
    this.play.replaceChildren(icon(playing ? "pause" : "play"));
    this.play.setAttribute("aria-label", label);
    this.play.title = label;
    this.told(playing);
  }
}
