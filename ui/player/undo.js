// Undo and redo. The list of what was done is the browser's history, one entry for each (ui/visit/history.js, which numbers them): so
// the buttons, the keys and the browser's Back and Forward are one thing, and what comes back is whole, half-step included. Undo
// stops where the page was opened.

import { el } from "../dom.js";

export class Undo {
  constructor() {
    this.furthest = this.here;
    const button = (words, sign, keys, action) => el("button", { type: "button", title: `${words} (${keys})`, "aria-label": `${words} (${keys})`, onclick: action }, el("span", { class: "kms-word" }, words), el("span", { class: "kms-sign" }, sign));
    this.back = button("Undo", "↶", "Ctrl-Z", () => this.undo());
    this.forward = button("Redo", "↷", "Ctrl-Shift-Z", () => this.redo());
    this.listening = new AbortController();
    const { signal } = this.listening;
    document.addEventListener("kmeans-done", () => { this.furthest = this.here; this.show(); }, { signal });
    window.addEventListener("popstate", () => this.show(), { signal });
    this.show();
  }

  get here() {
    return window.history.state?.done ?? 0;
  }

  undo() {
    if (this.here > 0) window.history.back();
  }

  redo() {
    if (this.here < this.furthest) window.history.forward();
  }

  show() {
    this.furthest = Math.max(this.furthest, this.here);
    this.back.disabled = this.here === 0;
    this.forward.disabled = this.here >= this.furthest;
  }

  // Whether a key was one of ours. Where something is typed, it undoes the typing.
  key(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || document.activeElement?.closest("input:not([type=range], [type=checkbox], [type=radio]), textarea, [contenteditable]")) return false;
    const name = event.key.toLowerCase(), again = name === "y" || (name === "z" && event.shiftKey);
    if (!again && name !== "z") return false;
    event.preventDefault();
    if (again) this.redo();
    else this.undo();
    return true;
  }

  destroy() {
    this.listening.abort();
  }
}
