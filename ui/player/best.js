// How a run ended, beside the best start of this visit. Pure: inertias in, words out.

import { allWritten, share, written } from "../digits.js";

const SAME = 1e-9; // inertias that differ by a smaller share are the same
const MOST_KEPT = 30; // sets of points and k whose best start is remembered
const TIMES = ["three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

// The best starts so far, of each problem: the same points, the same k.
export class Best {
  constructor() {
    this.kept = new Map(); // problem → the two best of { run, inertias }
  }

  // The best start that was carried to its end, other than `run`.
  beside(problem, run) {
    return this.kept.get(problem)?.find((each) => each.run !== run);
  }

  // A run has come to its end.
  note(problem, run, inertias) {
    const all = [...(this.kept.get(problem) ?? []).filter((each) => each.run !== run), { run, inertias }];
    this.kept.delete(problem); // the latest goes last
    this.kept.set(problem, all.sort((a, b) => a.inertias.at(-1) - b.inertias.at(-1)).slice(0, 2));
    if (this.kept.size > MOST_KEPT) this.kept.delete(this.kept.keys().next().value);
  }
}

// What is said at the end; `best`: the inertia of the best other start of this visit, undefined if there was none; `others`: that of
// the best of some `starts`, undefined while it is not to be told; `proved`: the least there is and whether it was reached, where that is
// proved: then there is nothing to ask.
export function endingWords(inertia, best, others, proved) {
  if (inertia === 0) return "Inertia 0: each point lies at its mean. No start can end lower.";
  const same = (other) => Math.abs(inertia - other) <= SAME * inertia;
  if (proved?.reached) return `Inertia ${allWritten([inertia])[0]}: the best there is, proved.`;
  if (proved) {
    const [own, least] = allWritten([inertia, proved.inertia]);
    return `Inertia ${own}. The best there is, proved: ${least}${howMuchLower(inertia, proved.inertia)}.`;
  }
  if (others && (best === undefined || others.inertia < best * (1 - SAME))) {
    const [own, other] = allWritten([inertia, others.inertia]);
    if (same(others.inertia) || inertia < others.inertia) return `Inertia ${own}. None of ${others.starts} other starts ends lower.`;
    return `Inertia ${own}. The best of ${others.starts} other starts: ${other}${howMuchLower(inertia, others.inertia)}.`;
  }
  if (best === undefined) return `Inertia ${allWritten([inertia])[0]}. Does another start end lower?`;
  const [own, other] = allWritten([inertia, best]);
  if (same(best)) return `Inertia ${own}, as low as your best start so far.`;
  if (inertia < best) return `Inertia ${own}, your best start so far. The best before: ${other}.`;
  return `Inertia ${own}. Your best start so far: ${other}${howMuchLower(inertia, best)}.`;
}

function howMuchLower(inertia, best) {
  const ratio = inertia / best, whole = Math.round(ratio);
  if (whole < 3) return `, ${share((inertia - best) / inertia)} lower`;
  return Number.isFinite(ratio) ? `, about ${TIMES[whole - 3] ?? written(ratio, 0)} times lower` : "";
}

export const bestOfVisit = new Best();
