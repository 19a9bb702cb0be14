// What can be asked before a half-step, or at the end, and whether an answer is right. Pure: a run in, questions out.
//
// A question: { id, trap, text, by, options, subject, judge }. `by` says how it is answered: by a "point", a "mean", a "place" (of the
// plot, in the units of its axes), or by one of the `options` alone. `trap` names what people who miss it get wrong, `subject` is the
// point or mean that it is about. `judge` takes { kind, index } or { kind: "place", x, y } and tells { right, given, why, notes }:
// what was answered, the reason in numbers, and what is to be said at which places of the plot.

import { alikeWritten, allWritten, written } from "../digits.js";
import { valueWritten } from "./clusters.js";
import { placeOfPoint } from "./tip.js";

const CLOSE = 0.5; // of the typical distance of a cluster's points from their mean: a place no farther off is right
const PLAIN_TO_SEE = 0.95; // the nearest mean is no farther than this share of the way to the next, or nobody could tell by eye
const BEST_SEEN = 0.8; // of that share: neither obvious nor too close
const SEARCHED = 60; // points that are looked at for one that is nearer to another cluster's point than to its own
export const OTHERS = "others"; // the question that tells where other starts end
const SAME = 1e-9; // inertias that differ by a smaller share are the same
const FEW_ITERATIONS = [3, 6, 12];
const SIZES = [1.5, 3];

const points = (number) => `${number.toLocaleString("en-US")} point${number === 1 ? "" : "s"}`;
// Whether a cluster has no points at the end.
const someEmpty = (data) => data.steps.at(-1).sizes.includes(0);

// What fits the half-step that is on screen: what comes next, or what has been reached.
// `run`: labels and means as drawn; `space`: the same where distances are measured; `data`: as Python sent it.
export function questionsAt(step, run, space, data) {
  const about = { step, run, space, data, next: data.steps[step + 1], last: data.steps.length - 1, k: space.k, of: data.figure.layout.meta.of };
  about.done = data.steps.at(-1).changed === 0 && about.last > 1;
  const makers = step === 0 ? [iterations, whichMean, sizes]
    : !about.next ? [others, goesOn, oneMore, groups, swapped]
      : about.next.kind === "assign" ? [willChange, howMany, whichMean] : [farthest, whereTo];
  return makers.map((make) => make(about)).filter(Boolean);
}

// One of several answers in words; `right` is the index of the right one.
function choice(id, trap, text, options, right, why) {
  const judge = ({ index }) => ({ right: index === right, given: options[index], why, notes: [] });
  return { id, trap, text, by: "choice", options, judge };
}

// In which of the ranges that end at some numbers a value lies.
const rangeOf = (ends, value) => ends.filter((end) => value > end).length;

function rangesUpTo(ends) {
  const named = ends.map((end, i) => {
    const first = i ? ends[i - 1] + 1 : ends[0] && 1;
    return first >= end ? String(end) : `${first.toLocaleString("en-US")} to ${end.toLocaleString("en-US")}`;
  });
  return [...named, `more than ${ends.at(-1).toLocaleString("en-US")}`];
}

// -- before an assign

function willChange({ step, run, space, next }) {
  const before = run.labels[step], after = run.labels[step + 1];
  const none = "None will change";
  const judge = ({ kind, index }) => {
    if (kind === "choice") {
      const why = next.changed ? `${points(next.changed)} changed cluster.` : "no point changed any more.";
      return { right: !next.changed, given: none, why, notes: [] };
    }
    const from = before[index], to = after[index], at = { x: run.x[index], y: run.y[index] };
    const own = space.distances(index, step + 1);
    if (from !== to) {
      const [new_, old] = allWritten([own[to], own[from]]);
      const why = `that point went from cluster ${from + 1} to cluster ${to + 1}: mean ${to + 1} is ${new_} away, mean ${from + 1} ${old}.`;
      return { right: true, given: `a point of cluster ${from + 1}`, why, notes: [{ ...at, text: `${new_} to mean ${to + 1}, ${old} to mean ${from + 1}` }] };
    }
    const other = own.reduce((best, far, j) => (j !== from && (best < 0 || far < own[best]) ? j : best), -1);
    const stay = other < 0 ? "" : (([near, far]) => `: mean ${from + 1} is ${near} away, the next, mean ${other + 1}, ${far}`)(allWritten([own[from], own[other]]));
    const rest = next.changed ? `${next.changed.toLocaleString("en-US")} changed.` : "no point changed any more.";
    return { right: false, given: `a point of cluster ${from + 1}`, why: `that point stayed in cluster ${from + 1}${stay}; ${rest}`, notes: [{ ...at, text: `stayed in cluster ${from + 1}` }] };
  };
  return { id: "will change", text: "Press a point that will change cluster, if one will.", by: "point", options: [none], judge };
}

function howMany({ next, of }) {
  const ends = [...new Set([0, Math.ceil(of / 50), Math.ceil(of / 10)])];
  const options = rangesUpTo(ends).map((each) => (each === "0" ? "none" : each));
  return choice("how many", undefined, "How many points will change cluster?", options, rangeOf(ends, next.changed), `${next.changed.toLocaleString("en-US")} of ${points(of)} changed cluster.`);
}

// A point for whose nearest mean the eye can tell; best one whose nearest neighbour goes elsewhere.
function whichMean({ step, run, space, data, k }) {
  if (k < 2 || space.dimensions > 2) return undefined; // of more columns the plot does not show the distances
  const labels = run.labels[step + 1], before = run.labels[step];
  const seen = Array.from(labels, (label, point) => {
    const [nearest, second] = space.distances(point, step + 1).sort((a, b) => a - b);
    return { point, label, share: second > 0 ? nearest / second : 1 };
  }).filter((each) => each.share <= PLAIN_TO_SEE);
  const apart = (each) => Math.abs(each.share - BEST_SEEN) - (before[each.point] >= 0 && before[each.point] !== each.label ? 1 : 0); // one that changes comes first
  seen.sort((a, b) => apart(a) - apart(b));
  if (!seen.length) return undefined;
  const strays = seen.slice(0, SEARCHED).find(({ point, label }) => labels[space.neighbour(point).index] !== label);
  const { point, label } = strays ?? seen[0];
  const at = { x: run.x[point], y: run.y[point] };
  const judge = ({ index }) => {
    const far = space.distances(point, step + 1), right = index === label;
    const other = right ? far.indexOf(Math.min(...far.filter((_, j) => j !== label))) : index;
    const [near, farther] = allWritten([far[label], far[other]]);
    const neighbour = space.neighbour(point);
    const elsewhere = strays ? ` Its nearest neighbour on the plot is in cluster ${labels[neighbour.index] + 1}: what counts is the nearest mean.` : "";
    return { right, given: `mean ${index + 1}`, why: `mean ${label + 1} gets it: it is ${near} away, mean ${other + 1} ${farther}.${elsewhere}`, notes: [{ ...at, text: `${near} to mean ${label + 1}, ${farther} to mean ${other + 1}` }] };
  };
  return { id: "which mean", trap: strays && "neighbour", text: `Which mean gets the ringed point, at ${placeOfPoint(point, data)}?`, by: "mean", options: [], subject: at, judge };
}

// -- before an update

function farthest({ step, run, space, k }) {
  if (k < 2) return undefined;
  const judge = ({ index }) => {
    const ways = space.ways(step, step + 1), first = ways.indexOf(Math.max(...ways)), after = run.means[step + 1];
    const [most, own] = allWritten([ways[first], ways[index]]), right = most === own; // as far but for rounding
    const note = (j, way) => ({ x: after.x[j], y: after.y[j], text: way === "0" ? "stayed" : `moved by ${way}` });
    if (ways[first] === 0) return { right: true, given: `mean ${index + 1}`, why: "no mean moved.", notes: [] };
    const why = right ? `mean ${index + 1} moved the farthest, by ${own}.` : `mean ${first + 1} moved the farthest, by ${most}; mean ${index + 1} ${own === "0" ? "stayed" : `moved by ${own}`}.`;
    return { right, given: `mean ${index + 1}`, why, notes: right ? [note(index, own)] : [note(first, most), note(index, own)] };
  };
  return { id: "farthest", text: "Press the mean that will move the farthest.", by: "mean", options: [], judge };
}

function whereTo({ step, run, space, data, of }) {
  const { plane } = data, { sizes: counts, spreads } = data.steps[step], to = run.means[step + 1];
  if (!plane || !counts) return undefined; // where the plot does not show what is measured
  const ways = space.ways(step, step + 1), mean = ways.indexOf(Math.max(...ways));
  if (!(ways[mean] > 0) || !(spreads[mean] > 0)) return undefined;
  const goal = { x: to.x[mean], y: to.y[mean] };
  const [across, up] = plane.units;
  const away = (a, b) => Math.hypot((a.x - b.x) * across, (a.y - b.y) * up);
  const judge = ({ x, y }) => {
    const off = away({ x, y }, goal), right = off <= CLOSE * spreads[mean];
    const values = data.steps[step + 1].means[mean].map((value, f) => valueWritten(data, value, f, data.steps[step + 1].differ, data.smallest));
    const place = `(${plane.axes.map((f) => values[f]).join(", ")})`;
    const by = across === up ? `${written(off / across, 0)} from there` : plane.axes.map((f, i) => `${written(Math.abs(i ? y - goal.y : x - goal.x), 0)} off in “${data.columns[f]}”`).join(", ");
    const nearest = Math.min(...Array.from(run.x, (px, i) => away({ x: px, y: run.y[i] }, goal)));
    const alone = data.figure.layout.meta.shown === of && nearest > space.rounding ? " No point lies there: a mean is an average, not one of the points." : "";
    const why = `mean ${mean + 1} goes to ${place}, the average of its ${points(counts[mean])}; you were ${by}.${alone}`;
    return { right, given: "a place", why, notes: [{ x, y, text: `you: ${by}`, to: goal }] };
  };
  return { id: "where to", trap: "average", text: `Where will mean ${mean + 1} go? Press the place.`, by: "place", options: [], judge };
}

// -- at the start, on the whole run

function iterations({ last, done }) {
  if (!done) return undefined;
  const number = (last + 1) / 2;
  return choice("iterations", undefined, "How many iterations, the last, in which no point changes, included?", rangesUpTo(FEW_ITERATIONS), rangeOf(FEW_ITERATIONS, number), `it takes ${number}. That is no measure of how good the end is.`);
}

function sizes({ data, k, done }) {
  if (!done || k < 2 || someEmpty(data)) return undefined;
  const ends = data.steps.at(-1).sizes, most = Math.max(...ends), least = Math.min(...ends), ratio = most / least;
  const [large, small] = [ends.indexOf(most), ends.indexOf(least)];
  const [times] = allWritten([ratio, ...SIZES]); // with the digits that tell it from where the ranges end
  const apart = most === least ? `each has ${points(most)}` : `cluster ${large + 1} has ${points(most)}, ${times} times as many as cluster ${small + 1} with ${least.toLocaleString("en-US")}`;
  const why = `at the end, ${apart}. k-means looks at distances alone.`;
  return choice("sizes", "sizes", "How many times as large as the smallest will the largest cluster end?", [`less than ${SIZES[0]} times`, `${SIZES[0]} to ${SIZES[1]} times`, `more than ${SIZES[1]} times`], ratio < SIZES[0] ? 0 : ratio <= SIZES[1] ? 1 : 2, why);
}

// -- at the end

function others({ data, done }) {
  if (!done || !data.others || data.steps.at(-1).inertia === 0) return undefined; // nothing is lower than 0
  const own = data.steps.at(-1).inertia, { inertia, starts } = data.others, same = Math.abs(own - inertia) <= SAME * own;
  const [here, there] = alikeWritten([own, inertia]), lower = !same && inertia < own;
  const why = same ? `it ends at ${here}, too.` : `it ends at ${there}, this one at ${here}${lower ? ": where k-means ends depends on where it starts" : ""}.`;
  return choice(OTHERS, "the end is the best", `Of ${starts} other starts, will the best end lower than this one?`, ["Yes", "No"], lower ? 0 : 1, why);
}

function goesOn({ done }) {
  if (!done) return undefined;
  return choice("goes on", "more iterations", "If k-means went on for 10 more iterations, its inertia would …", ["fall", "stay", "rise"], 1, "no point changed, so no mean would move: more iterations are not better.");
}

function oneMore({ data, done, k }) {
  if (!done || !(data.others?.inertia > 0)) return undefined; // with all points at k places there is no lower
  return choice("one more", "larger k", `With ${k + 1} clusters in place of ${k}, the lowest inertia there is would be …`, ["lower, groups or not", `lower only if there are ${k + 1} groups`, "higher"], 0, "one more mean can stand on a point that no mean is on. So lower inertia is no sign that there are more groups.");
}

function groups({ data, k, done }) {
  if (!done || k < 2 || someEmpty(data)) return undefined;
  return choice("groups", "groups", `Does this end show that there are ${k} groups?`, ["Yes", "No"], 1, `k-means was told to make ${k} clusters, and makes them of scattered points too.`);
}

function swapped({ k, done }) {
  if (!done || k < 2) return undefined;
  return choice("swapped", "numbers", "If clusters 1 and 2 swapped their numbers, inertia would …", ["fall", "stay", "rise"], 1, "a number is a name: no distance changes.");
}
