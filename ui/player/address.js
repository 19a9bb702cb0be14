// The half-step and the options stand behind the # of the address, which the server never sees: a link shows them too.

export const OPTIONS = { cells: false, lines: false, changed: true, trails: true, ask: false, present: false }; // as they are unless someone chooses

// What an address says: { step, wants }.
export function recalled(hash) {
  const parts = new URLSearchParams(hash.slice(1)), step = Number(parts.get("step"));
  const wants = Object.entries(OPTIONS).map(([name, usual]) => [name, { on: true, off: false }[parts.get(name)] ?? usual]);
  return { step: Number.isInteger(step) && step > 0 ? step : 0, wants: Object.fromEntries(wants) };
}

// What an address then says of them: nothing of what is as usual.
export function hashOf(step, wants) {
  const parts = new URLSearchParams();
  if (step) parts.set("step", String(step));
  for (const [name, usual] of Object.entries(OPTIONS)) if (wants[name] !== usual) parts.set(name, wants[name] ? "on" : "off");
  return parts.size ? `#${parts}` : "";
}
