// "Ask me first": whoever predicts a half-step before seeing it learns more than whoever watches. What is asked, the ways to answer,
// and what became of the answer. Which questions there are is in questions.js, what was asked before in sitting.js.

import { el } from "../dom.js";
import { Aim } from "./aim.js";
import { Card } from "./card.js";
import { swatch } from "./clusters.js";
import { Notes } from "./notes.js";
import { OTHERS, questionsAt } from "./questions.js";
import { sitting } from "./sitting.js";

const CALM = 600; // milliseconds for which the next question takes no answer: the second press of two is no answer to it

export class Guesses {
  constructor(player) {
    this.player = player;
    this.verdict = undefined; // on the last answer, with its question, while what it was on is on screen
    this.answered = new Set(); // half-steps of this run at which it was
    this.words = el("p", { class: "kms-verdict", role: "status" });
    this.asked = el("p", { class: "kms-question", id: "kms-question" });
    this.answers = el("div", { class: "kms-answers", role: "group", "aria-labelledby": "kms-question" });
    this.root = el("div", { class: "kms-guessing", role: "group", "aria-label": "Your guess", hidden: "" }, this.words, this.asked, this.answers);
    this.card = new Card(sitting);
    this.notes = new Notes();
    this.aim = new Aim(player, (event) => this.press(event));
  }

  // Another run.
  take(data, run, space) {
    Object.assign(this, { data, run, space });
    this.answered.clear();
    this.knowsOthers = false; // whether it was told of this run where other starts end
    this.forget();
  }

  forget() {
    this.verdict = this.question = undefined;
    this.aim.hide();
  }

  // What is asked at the half-step on screen, and what became of the answer to the last.
  show(step) {
    const asks = this.player.isAsking;
    this.root.hidden = !asks;
    this.card.button.hidden = Boolean(this.data.group) || !sitting.asked.length;
    this.card.button.textContent = `Your card: ${sitting.right} of ${sitting.asked.length}`;
    this.question = asks && !this.answered.has(step) ? sitting.choose(questionsAt(step, this.run, this.space, this.data)) : undefined;
    if (!asks) { this.aim.hide(); return; }
    const { verdict, question } = this;
    this.words.replaceChildren(...(verdict ? [el("strong", {}, verdict.right ? "Right: " : "Not quite: "), verdict.why] : ["Guess, then see: that teaches more than watching."]));
    const nothing = !this.data.steps[step + 1] ? "That was the end of this run." : this.answered.has(step) ? "You guessed this one: go on." : "Nothing to guess here: go on.";
    this.asked.textContent = question ? question.text : nothing;
    this.answers.replaceChildren(...(question ? this.ways(question) : []));
  }

  // What became of an answer is to be read before the next is taken.
  keepCalm() {
    clearTimeout(this.calm);
    this.answers.setAttribute("aria-disabled", "true");
    this.calm = setTimeout(() => this.answers.removeAttribute("aria-disabled"), CALM);
  }

  get isCalm() {
    return this.answers.hasAttribute("aria-disabled");
  }

  // The ways to answer, for whoever has no pointer too.
  ways(question) {
    const answer = (kind, index) => () => this.answer({ kind, index });
    const means = question.by === "mean" ? this.data.swatches.map((_, j) => el("button", { type: "button", "aria-label": `Mean ${j + 1}`, onclick: answer("mean", j) }, swatch(this.data, j), String(j + 1))) : [];
    const options = question.options.map((words, i) => el("button", { type: "button", onclick: answer("choice", i) }, words));
    const aim = question.by === "point" || question.by === "place" ? [el("button", { type: "button", class: "kms-with-keys", onclick: () => this.aim.begin() }, "Aim with the keys")] : [];
    return [...means, ...options, ...aim];
  }

  // A press on the plot, by a pointer or where the crosshair is. True if it was an answer.
  press({ clientX, clientY }) {
    const { question, player } = this;
    if (!player.isAsking || !question || question.by === "choice") return false;
    if (this.isCalm) return true;
    if (question.by === "place") { this.answer({ kind: "place", ...player.drawing.unitsAt(clientX, clientY) }); return true; }
    const under = player.drawing.under(clientX, clientY, question.by);
    if (under?.kind !== question.by) return false;
    this.answer(under);
    return true;
  }

  answer(given) {
    if (this.isCalm) return;
    const { player, question } = this, { step } = player, verdict = question.judge(given);
    const hadFocus = [this.answers, this.aim.root].some((part) => part.contains(document.activeElement));
    player.bar.pause();
    this.aim.hide();
    sitting.note(question, verdict);
    this.answered.add(step);
    this.knowsOthers ||= question.id === OTHERS;
    this.verdict = verdict;
    this.keepCalm();
    if (this.data.steps[step + 1]) player.go(player.position + 1, true);
    else { player.describe(); player.draw(); }
    if (hadFocus) (this.answers.querySelector("button") ?? player.stage).focus({ preventScroll: true });
  }

  // What stands on the plot: the ring around what is asked about, and what was answered, at its place.
  mark() {
    const subject = this.question?.subject, { drawing } = this.player;
    this.notes.show(this.player.isAsking ? { subject, notes: this.verdict?.notes ?? [] } : { notes: [] }, (place) => drawing.pixelsOf(place), [this.player.plot.clientWidth, this.player.plot.clientHeight]);
  }
}
