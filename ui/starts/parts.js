// The parts of a long page, to go to one of them.

import { el, leaving, residentOf } from "../dom.js";

export default function mount({ data, parentElement, setTriggerValue }) {
  const parts = residentOf(parentElement, Parts);
  parts.tell = (name) => setTriggerValue("opened", name);
  parts.receive(data);
  return leaving(parentElement);
}

const page = () => document.querySelector(".stMain");

class Parts {
  constructor(parent) {
    this.root = el("nav", { class: "ksp", "aria-label": "On this page" });
    parent.append(this.root);
    this.listening = new AbortController();
    window.addEventListener("popstate", ({ state }) => { if (state?.scrolled !== undefined) page().scrollTop = state.scrolled; }, { signal: this.listening.signal });
  }

  receive({ parts }) {
    const names = JSON.stringify(parts);
    if (names === this.names) return;
    this.names = names;
    this.root.replaceChildren(...parts.map(({ key, name }) => el("button", { type: "button", onclick: () => this.open(key, name) }, name)));
  }

  // Back leads to where one was: the entry that is left keeps it.
  open(key, name) {
    window.history.replaceState({ ...window.history.state, scrolled: page().scrollTop }, "", window.location.href);
    document.querySelector(`.st-key-${key}`)?.scrollIntoView({ block: "start" });
    this.tell(name);
  }

  destroy() {
    this.listening.abort();
  }
}
