// What was asked during a visit, and what was right: kept in the browser as long as the page is open, and nowhere else.

const APART = 2; // questions, at least, before a trap that was missed comes again

export class Sitting {
  constructor() {
    this.asked = []; // { id, trap, text, given, why, right }, in order
  }

  note(question, verdict) {
    const { id, trap, text } = question, { given, why, right } = verdict;
    this.asked.push({ id, trap, text, given, why, right });
  }

  get right() {
    return this.asked.filter((each) => each.right).length;
  }

  times(id) {
    return this.asked.filter((each) => each.id === id).length;
  }

  // A trap that was missed, not yet answered rightly since, and some time ago.
  isDue(trap) {
    const last = trap === undefined ? -1 : this.asked.findLastIndex((each) => each.trap === trap);
    return last >= 0 && !this.asked[last].right && this.asked.length - 1 - last >= APART;
  }

  // Of the questions that fit a moment: one whose trap is due, else the one that was asked least; of several the first.
  choose(questions) {
    const rank = ({ id, trap }) => (this.isDue(trap) ? -1 : this.times(id));
    return questions.reduce((best, each) => (best === undefined || rank(each) < rank(best) ? each : best), undefined);
  }
}

export const sitting = new Sitting();
