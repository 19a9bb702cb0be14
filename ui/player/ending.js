// The end of a run: how good it is beside the best start of this visit, and what to do next.

import { el } from "../dom.js";
import { bestOfVisit, endingWords } from "./best.js";

const MANY = "a[data-testid=stPageLink-NavLink][href*=Starting_points]"; // the app's own link: what is set goes with it

export const longer = (before, now) => (before.length > now.length ? before : now);

export class Ending {
  constructor(again) {
    this.words = el("p");
    this.wrong = el("p", { class: "kms-wrong", "data-longest": "" });
    this.again = el("button", { type: "button", onclick: again }, "Try another start");
    this.many = el("button", { type: "button", onclick: () => document.querySelector(MANY)?.click() }, "See 1,000 starts");
    this.root = el("div", { class: "kms-ending", hidden: "" }, this.words, this.again, this.many, this.wrong);
  }

  // `ended`: whether the run on screen is at its end, and may be said to be; `knows`: whether the visitor was told of other starts.
  show(data, ended, knows) {
    const best = bestOfVisit.beside(data.problem, data.id), inertias = data.steps.map((step) => step.inertia), last = inertias.at(-1);
    if (ended) bestOfVisit.note(data.problem, data.id, inertias);
    this.root.hidden = !ended; // out of sight: its room is kept, so what it will say is there
    this.words.textContent = last === null ? "" : endingWords(last, best?.inertias.at(-1), knows || data.wentWrong ? data.others ?? undefined : undefined, data.proved ?? undefined);
    const wrong = data.wentWrong ? `What went wrong? ${data.wentWrong}` : "";
    this.wrong.replaceChildren(el("span", {}, wrong));
    this.wrong.dataset.longest = longer(this.wrong.dataset.longest, wrong);
    this.wrong.hidden = !wrong && !data.restartable; // its room is kept for other starts: the plot stays, and tells nothing beforehand
    this.again.hidden = !data.restartable;
    this.many.hidden = !data.restartable; // where there are other starts, their page has its link: at the latest when this is seen
  }

  // The curve of the best other start, for a ghost behind that of the run on screen.
  ghost(data) {
    return bestOfVisit.beside(data.problem, data.id)?.inertias;
  }
}
