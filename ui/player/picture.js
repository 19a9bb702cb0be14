// The whole figure of a run at a half-step, for Plotly: in the colours of the page, or as a picture to keep.

import { CLEARNESS } from "../../charts/glass.py";
import { HOLLOW } from "../../charts/stepper.py";
import { labelOf, widthsOf } from "./glass.js";
import { BELOW, LINE, linesAbove } from "./means.js";

// `style`: the name of a CSS variable → its value; `axes`: as Plotly drew them, if it did.
export function figureOf(run, step, wants, style, axes) {
  const { traces } = run, at = run.means[step], rings = run.changed(step, wants);
  const ink = style("--st-text-color"), paper = style("--st-background-color"), faint = style("--st-border-color");
  const { data, layout } = structuredClone(run.figure);
  data[traces.means].marker.size *= run.scale;
  data[traces.means].textfont.size *= run.scale;
  for (const trace of data) if (trace.type === "scattergl") trace.type = "scatter"; // WebGL would cover the means
  Object.assign(data[traces.lines], run.lines(step, wants, at), { line: { width: 1, color: ink }, opacity: 0.22 });
  Object.assign(data[traces.points], { x: run.x, y: run.y });
  Object.assign(data[traces.points].marker, run.markers(run.labels[step]), { size: run.sizes });
  data[traces.points].marker.line.color = paper;
  if (run.letters) data[traces.points].textfont.color = run.inksOf(run.labels[step], ink);
  Object.assign(data[traces.changed], { x: rings.x, y: rings.y, marker: { size: rings.sizes, symbol: "circle-open", color: ink, opacity: 0.6, line: { width: 1.25 } } });
  Object.assign(data[traces.trails], run.trails(step, wants, at), { line: { width: 2.5, color: ink, simplify: false }, opacity: 0.65 });
  Object.assign(data[traces.means], at);
  data[traces.means].marker.line.color = ink;
  for (const axis of [layout.xaxis, layout.yaxis]) Object.assign(axis, { gridcolor: faint, linecolor: faint });
  Object.assign(layout, { paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", font: { family: style("--st-font"), color: ink, size: 13 * run.scale }, ...run.regions(step, wants, axes) });
  return { data, layout };
}

// What somebody named, letter by letter: see charts/text.py.
const asPlotlyText = (words) => words.replace(/[&<>$%]/g, (sign) => `&#${sign.charCodeAt(0)};`);

// The same to keep, on paper of its own: a transparent picture with light letters vanishes on a white slide.
// `glassy`, `named` and `beside`: which means are of glass, what is written at each, and where, as `Means` has it.
export function pictureOf(run, step, wants, style, { axes, glassy, named, beside }) {
  const figure = figureOf(run, step, wants, style, axes), hollow = run.hollow[step];
  const trace = figure.data[run.traces.means], { marker, textfont } = trace;
  textfont.color = textfont.color.map((color, j) => (beside[j] || hollow[j] ? marker.line.color : color));
  marker.color = marker.color.map((color, j) => (glassy[j] && !hollow[j] ? color + Math.round(255 * CLEARNESS).toString(16) : color));
  marker.size = widthsOf(named).map((times) => times * marker.size);
  marker.symbol = hollow.map((is) => (is ? HOLLOW : "circle"));
  trace.text = named.map((numbers) => `<b>${labelOf(numbers)}</b>`);
  trace.textposition = beside.map((aside) => aside?.position ?? "middle center");
  figure.layout.annotations = run.words[step].flatMap((words, j) => (words ? [{ x: trace.x[j], y: trace.y[j], text: asPlotlyText(words), showarrow: false, yshift: -BELOW - run.radius - LINE * linesAbove(run.means[step], j) }] : []));
  figure.layout.paper_bgcolor = figure.layout.plot_bgcolor = style("--st-background-color");
  return figure;
}
