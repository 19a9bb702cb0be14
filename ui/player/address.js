// The half-step and the options stand behind the # of the address, which the server never sees: a link shows them too.

import { SPEEDS } from "./bar.js";

// As they are unless someone chooses.
export const OPTIONS = { cells: true, lines: false, changed: true, trails: true, ask: false, present: false, speed: "normal" };

// The first letters of what somebody wrote, kept from turning round what stands beside them: no sign in it ends that.
const told = (written) => `\u2068${[...written.replace(/\p{C}/gu, " ")].slice(0, 20).join("")}\u2069`;

// How an option is written, and what it can be.
const CHOICES = (name) => (name === "speed" ? Object.fromEntries(Object.keys(SPEEDS).map((each) => [each, each])) : { on: true, off: false });

// What an address says: { step, wants, vain }. What is no half-step of any run is −1; `vain`, in words: what an option cannot be.
export function recalled(hash) {
  const parts = new URLSearchParams(hash.slice(1)), step = Number(parts.get("step")), wants = {}, vain = [];
  for (const [name, usual] of Object.entries(OPTIONS)) {
    const choices = new Map(Object.entries(CHOICES(name))), asked = parts.get(name);
    wants[name] = choices.get(asked) ?? usual;
    if (asked !== null && !choices.has(asked)) vain.push(`the link asked for ${name}=${told(asked)}; it can be ${oneOf([...choices.keys()])}`);
  }
  return { step: Number.isSafeInteger(step) && step >= 0 ? step : -1, wants, vain };
}

const oneOf = (words) => `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;

// What an address then says of them: nothing of what is as usual.
export function hashOf(step, wants) {
  const parts = new URLSearchParams();
  if (step) parts.set("step", String(step));
  for (const [name, usual] of Object.entries(OPTIONS)) {
    if (wants[name] !== usual) parts.set(name, Object.entries(CHOICES(name)).find(([, value]) => value === wants[name])[0]);
  }
  return parts.size ? `#${parts}` : "";
}
