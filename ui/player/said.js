// What is said of a half-step, above the plot: where one is, the sentence, and at the end what came of it. It has the room of the
// longest that was said of the runs so far, in whatever letters player.css gives: so the plot stays where it is from the first
// half-step to the last, and from start to start. What keeps the room is drawn by the style sheet and is no text: nobody hears it, nothing finds it.

import { el } from "../dom.js";
import { longer } from "./ending.js";

const LONGEST = 4; // sentences that keep the room: of almost as many letters, another may need a line more

export class Said {
  // `ending`: the element of what is said at the end, which has its place below the last sentence.
  constructor(ending) {
    Object.assign(this, { longest: [], last: "" });
    this.kind = el("div", { class: "kms-kind" });
    this.sentence = el("div", { class: "kms-sentence" });
    this.kept = el("div", { class: "kms-kept", "aria-hidden": "true" });
    this.before = el("div", { class: "kms-kept", "aria-hidden": "true" }); // what stands above the ending
    this.root = el("div", { class: "kms-caption kms-said", role: "status", "aria-live": "polite" },
      el("div", {}, this.kind, this.sentence), el("div", { class: "kms-end" }, this.before, ending), this.kept);
  }

  say(kind, sentence) {
    this.kind.textContent = kind;
    this.sentence.textContent = sentence;
  }

  // Keep the room of these: what may stand in the first line, each sentence of a run, and the last once more, above the ending.
  keep(kind, sentences) {
    const room = (name, words) => el("div", { class: `kms-${name}-room`, "data-words": words });
    this.longest = [...new Set([...this.longest, ...sentences])].sort((a, b) => b.length - a.length).slice(0, LONGEST);
    this.last = longer(this.last, sentences.at(-1));
    this.kept.replaceChildren(...this.longest.map((words) => el("div", {}, room("kind", kind), room("sentence", words))));
    this.before.replaceChildren(room("kind", kind), room("last", this.last));
  }
}
