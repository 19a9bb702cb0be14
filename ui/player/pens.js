// The buttons beside the paper: what draws, how large, how dense; and how many points are drawn.

import { el } from "../dom.js";
import { MOST_IN_LINK, Paper, TOOLS } from "./paper.js";

export class Pens {
  constructor(player, stage) {
    this.player = player;
    this.paper = new Paper(player, stage, () => this.show(), (deed) => player.held.ask(deed));
    const button = (words, action) => el("button", { type: "button", onclick: action }, words);
    this.toggle = button("Draw points", () => { if (this.paper.on) this.close(); else this.open(); });
    this.tools = Object.entries(TOOLS).map(([name, words]) => [name, button(words, () => { this.paper.tool = name; this.paper.taken = undefined; this.show(); })]);
    const slider = (name, words, [least, most]) => {
      const input = el("input", { type: "range", min: String(least), max: String(most), value: String(this.paper[name]), oninput: () => { this.paper[name] = Number(input.value); this.paper.paint(); } });
      return el("label", {}, words, input);
    };
    this.size = slider("size", "Size", [10, 120]);
    this.density = slider("density", "Density", [1, 10]);
    this.count = el("span", { class: "kms-note", role: "status" });
    this.root = el("div", { class: "kms-tools kms-pens", role: "group", "aria-label": "Draw", hidden: "" },
      ...this.tools.map(([, each]) => each), this.size, this.density, button("Clear", () => this.paper.clear()), this.count);
  }

  get canDraw() {
    const { data } = this.player, { shown, of } = data?.figure.layout.meta ?? {};
    return Boolean(data?.drawing) && (shown === of || data.waits); // of a sample, nobody sees what there is
  }

  open() {
    const { player, paper } = this;
    if (!this.canDraw || !player.drawing.isDrawn) return;
    if (player.held.it || player.held.placing) player.held.takeBack();
    player.bar.pause();
    player.about.close();
    player.go(0);
    player.tip.hide();
    paper.open();
    this.show();
  }

  // Whether a point of the run may be moved: one that was drawn, or any where none is a row of a table.
  mayMove(index) {
    const { data, run } = this.player;
    return this.canDraw && (index >= run.firstDrawn || data.drawing.mayRub);
  }

  // A point of the run, picked up: the next press, or Enter, puts it down.
  move(index) {
    this.open();
    if (!this.paper.on) return;
    this.paper.tool = "move";
    this.paper.pickUp(index);
    this.show();
  }

  close() {
    const { player, paper } = this;
    paper.close();
    player.describe();
    if (player.run.dropScale()) player.render();
    else player.draw();
    this.show();
    this.toggle.focus({ preventScroll: true });
  }

  show() {
    const { paper, player } = this, { on, tool } = paper;
    player.tools?.show();
    this.root.hidden = !on;
    this.toggle.hidden = !player.data?.drawing;
    const waits = on && player.waits;
    this.toggle.disabled = waits || (!on && !this.canDraw);
    this.toggle.title = !this.toggle.disabled ? "" : waits ? "There are too few points yet for k-means to begin" : "The plot shows a sample of the points: choose fewer to draw among them";
    this.toggle.textContent = on ? "Done drawing" : "Draw points";
    this.toggle.setAttribute("aria-pressed", String(on));
    if (!on) return;
    for (const [name, button] of this.tools) button.setAttribute("aria-pressed", String(name === tool));
    this.size.hidden = tool !== "spray" && tool !== "eraser";
    this.density.hidden = tool !== "spray";
    const drawn = paper.drawn.length, words = `${drawn} drawn`;
    if (paper.missing) this.count.textContent = `${words}. ${paper.missing} more and k-means can begin.`;
    else this.count.textContent = drawn > MOST_IN_LINK ? `${words}. A link holds ${MOST_IN_LINK}; take more home as CSV.` : `${words}.`;
  }
}
