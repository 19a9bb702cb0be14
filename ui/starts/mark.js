// The beginning of a part of a long page: says when somebody is near it, so that it is computed then, and goes there if a link names it.

import { leaving, residentOf } from "../dom.js";

const AHEAD = "60% 0px"; // of the screen: what comes into view next is computed before
const INTERRUPTS = ["wheel", "touchmove", "pointermove", "pointerdown", "keydown", "popstate"];

export default function mount({ data, parentElement, setTriggerValue }) {
  const mark = residentOf(parentElement, Mark);
  mark.near = () => inATaskOfItsOwn(() => { if (parentElement.isConnected) setTriggerValue("near", true); });
  mark.receive(data);
  return leaving(parentElement);
}

// Several parts may come near at once. What is told within one task goes in one message, of which Streamlit runs one part.
let told = Promise.resolve();
function inATaskOfItsOwn(tell) {
  told = told.then(() => new Promise((done) => setTimeout(() => { tell(); done(); })));
}

class Mark {
  constructor(parent) {
    this.parent = parent;
    this.watching = new IntersectionObserver((entries) => { if (entries.some((entry) => entry.isIntersecting) && this.waits) { this.waits = false; this.near(); } }, { root: document.querySelector(".stMain"), rootMargin: AHEAD });
    this.heights = new ResizeObserver(() => parent.scrollIntoView({ block: "start" }));
    this.interrupts = new AbortController();
  }

  receive({ waits, opens }) {
    this.waits = waits;
    this.watching.unobserve(this.parent);
    if (waits) this.watching.observe(this.parent);
    if (opens && !this.opened) this.stay();
    this.opened = opens;
  }

  // What stands above still grows while it is drawn: stay at this part until somebody moves.
  stay() {
    this.heights.observe(document.querySelector(".stMainBlockContainer"));
    for (const name of INTERRUPTS) window.addEventListener(name, () => this.heights.disconnect(), { signal: this.interrupts.signal, capture: true, once: true });
  }

  destroy() {
    this.watching.disconnect();
    this.heights.disconnect();
    this.interrupts.abort();
  }
}
