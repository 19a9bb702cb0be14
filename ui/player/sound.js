// The run as tones, for whoever wants them: each half-step glides from the tone of the inertia before to that of its own, so a falling
// inertia is a falling tone. Off until somebody turns it on; no address says so.

import { el } from "../dom.js";

const LOWEST = 180, HIGHEST = 880; // hertz: of no inertia, and of the largest of the run; small loudspeakers have both
const LONG = 0.35; // seconds
const LOUD = 0.12; // of 1

// From which tone to which a half-step goes, in hertz; undefined where there is no inertia yet.
export function tonesOf(steps, before, step) {
  const most = Math.max(...steps.map(({ inertia }) => inertia ?? 0));
  const tone = ({ inertia }) => (inertia === null ? undefined : LOWEST * (HIGHEST / LOWEST) ** (most > 0 ? inertia / most : 0));
  const to = tone(steps[step]);
  return to && [tone(steps[before]) ?? to, to];
}

export class Sound {
  constructor() {
    const box = el("input", { type: "checkbox", onchange: () => this.turn(box.checked) });
    this.root = el("label", {}, box, "");
  }

  // What it is the tone of: inertia, or another sum.
  name(isKMeans) {
    this.root.lastChild.textContent = `Sound: the tone falls as ${isKMeans ? "inertia" : "the sum"} does`;
  }

  turn(on) {
    this.context?.close();
    this.context = on ? new AudioContext() : undefined;
  }

  show(steps, before, step) {
    const tones = this.context && tonesOf(steps, before, step);
    if (!tones) return;
    const { currentTime: now, destination } = this.context, tone = this.context.createOscillator(), gain = this.context.createGain();
    tone.frequency.setValueAtTime(tones[0], now);
    tone.frequency.exponentialRampToValueAtTime(tones[1], now + LONG / 2);
    gain.gain.setValueAtTime(LOUD, now);
    gain.gain.exponentialRampToValueAtTime(LOUD / 100, now + LONG);
    tone.connect(gain).connect(destination);
    tone.start(now);
    tone.stop(now + LONG);
  }
}
