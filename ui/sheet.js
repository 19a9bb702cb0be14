// On a phone, what stands beside the figure elsewhere can be had as a sheet from below, so that the figure stays in view.

import { el, leaving, residentOf } from "./dom.js";

export default function mount({ parentElement }) {
  residentOf(parentElement, Sheet);
  return leaving(parentElement);
}

const STATE = "data-settings-open"; // of the page: sheet.css has what follows from it

class Sheet {
  constructor(parent) {
    this.button = el("button", { type: "button", class: "kmss", "aria-expanded": "false", onclick: () => this.open(!this.isOpen) }, "Settings");
    parent.append(this.button);
    this.listening = new AbortController();
    const listen = (name, close) => document.addEventListener(name, (event) => { if (this.isOpen && close(event)) this.open(false); }, { signal: this.listening.signal });
    listen("keydown", (event) => event.key === "Escape" && !event.defaultPrevented);
    listen("pointerdown", (event) => Boolean(event.target.closest?.(".kms-stage")));
  }

  get isOpen() {
    return document.documentElement.hasAttribute(STATE);
  }

  open(is) {
    document.documentElement.toggleAttribute(STATE, is);
    this.button.setAttribute("aria-expanded", String(is));
    if (is) document.querySelector(".st-key-figure .kms-main")?.scrollIntoView(); // what is chosen is seen there
  }

  destroy() {
    this.listening.abort();
    document.documentElement.removeAttribute(STATE);
  }
}
