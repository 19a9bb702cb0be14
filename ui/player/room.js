// How much room the plot has: what the window leaves beside all else that must be in view with it. It changes with what is opened (the
// pens, a question) and with the window, and never from one half-step to the next: the plot would jump.

export class Room {
  // `main`: the column of the plot; `stage`: the plot in it; `steady`: a part that keeps room for its longest words, and grows beyond
  // it now and then; `foot`: what comes below a bar that stays at the window's edge, and need not be in view.
  constructor(main, { stage, steady, foot, bar }) {
    Object.assign(this, { main, stage, steady, foot, bar });
    this.watching = new ResizeObserver(() => this.fit());
    for (const part of main.children) if (part !== stage) this.watching.observe(part);
  }

  // Told to player.css, in pixels: the height of all else.
  fit() {
    const { main, stage, steady, foot, bar } = this;
    const all = getComputedStyle(bar).position === "fixed" ? foot.offsetTop : main.offsetHeight;
    const isAbove = steady.offsetHeight && steady.offsetTop < stage.offsetTop; // what stands beside the plot takes no height from it
    const kept = isAbove ? steady.offsetHeight - parseFloat(getComputedStyle(steady).minHeight) : 0;
    main.style.setProperty("--kms-others", `${Math.round(all - stage.offsetHeight - kept)}px`);
  }

  destroy() {
    this.watching.disconnect();
  }
}
