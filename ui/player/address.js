// The half-step and the options stand behind the # of the address, which the server never sees: a link shows them too.

import { SPEEDS } from "./bar.js";

// As they are unless someone chooses.
export const OPTIONS = { cells: true, lines: false, changed: true, trails: true, ask: false, present: false, speed: "normal" };

// How an option is written, and what it can be.
const CHOICES = (name) => (name === "speed" ? Object.fromEntries(Object.keys(SPEEDS).map((each) => [each, each])) : { on: true, off: false });

// What an address says: { step, wants }. What is no half-step of any run is −1.
export function recalled(hash) {
  const parts = new URLSearchParams(hash.slice(1)), step = Number(parts.get("step"));
  const wants = Object.entries(OPTIONS).map(([name, usual]) => [name, new Map(Object.entries(CHOICES(name))).get(parts.get(name)) ?? usual]);
  return { step: Number.isSafeInteger(step) && step >= 0 ? step : -1, wants: Object.fromEntries(wants) };
}

// What an address then says of them: nothing of what is as usual.
export function hashOf(step, wants) {
  const parts = new URLSearchParams();
  if (step) parts.set("step", String(step));
  for (const [name, usual] of Object.entries(OPTIONS)) {
    if (wants[name] !== usual) parts.set(name, Object.entries(CHOICES(name)).find(([, value]) => value === wants[name])[0]);
  }
  return parts.size ? `#${parts}` : "";
}
