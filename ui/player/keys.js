// Which keys are the player's: on its own page all of these, wherever the focus is, but in what has keys of its own and is in use:
// text fields, lists, sliders. Of several players that are compared, only while the focus is in one of them or nowhere.

import { el } from "../dom.js";

const WRITING = "input:not([type=checkbox], [type=radio], [type=range], [type=button]), textarea, select, [contenteditable=true], [role=combobox], [role=listbox], [role=menu], [role=grid], dialog, [role=dialog]";
const SLIDING = "[type=range], [role=slider]";
const CHOOSING = "[type=radio], [role=radio], [role=tab]";
const PRESSING = "button, a[href], summary, [type=checkbox], [role=button], [role=switch]";
const MOVES = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown"];

let pressed; // what has the focus because a pointer pressed it; once a key is pressed, ":focus-visible" no longer tells
// For each press on the page, and each key.
export function notePress(event) {
  if (event.type === "click" && event.detail > 0) pressed = document.activeElement;
  else if (event.key === "Tab") pressed = undefined;
}
// What a pointer has just pressed or chosen keeps the focus, but nobody sees it there: neither space nor the arrows are meant for it.
const hasFocusByPointer = (focus) => Boolean(focus) && focus === pressed;
export const isOnlyPressed = (focus) => hasFocusByPointer(focus) && focus.matches(CHOOSING);

// The name of the key, letters as small ones, if it is for the player with this root; undefined if it is somebody else's.
export function keyFor(root, event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !root.isConnected) return undefined;
  const focus = document.activeElement, { key } = event, isMove = MOVES.includes(key);
  const nowhere = !focus || focus === document.body;
  if (!nowhere) {
    if (focus.closest(WRITING)) return undefined;
    if ((isMove || key === " ") && (focus.matches(SLIDING) || (focus.matches(CHOOSING) && !isOnlyPressed(focus)))) return undefined;
    if (key === " " && focus.matches(PRESSING) && !hasFocusByPointer(focus)) return undefined;
  }
  if (!root.contains(focus)) {
    if (document.querySelector(".kms:not(.kms-follower)") !== root) return undefined;
    if (root.classList.contains("kms-grouped") && !(nowhere && key.startsWith("Arrow"))) return undefined;
  }
  if (key.length > 1 || key === " ") return key;
  return Keys.lettersWork ? key.toLowerCase() : undefined;
}

// The list of the keys, and the switch for those that are a single letter: who speaks to the computer needs them off.
export class Keys {
  static lettersWork = true;

  // `list`: the keys and what each does, asked for when they are shown.
  constructor(list) {
    this.list = list;
    const box = el("input", { type: "checkbox", onchange: () => { Keys.lettersWork = box.checked; } });
    box.checked = Keys.lettersWork;
    this.table = el("table", {});
    this.root = el("dialog", { class: "kms-keys", "aria-label": "The keys" }, this.table,
      el("label", {}, box, "Single letters work as keys"), el("button", { type: "button", onclick: () => this.root.close() }, "Close"));
  }

  show() {
    const row = ([key, words]) => el("tr", {}, el("th", { scope: "row" }, key), el("td", {}, words));
    this.table.replaceChildren(...this.list().map(row));
    if (!this.root.open) this.root.showModal();
  }
}
