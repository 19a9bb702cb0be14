// What a pointer does on the plot: point at something, guess, drag a mean, press a mean or a point to ask about it, and put down what
// was picked up (held.js). The stage is the plot and all that lies over it.

const LEAST_DRAG = 4; // pixels: less is a press
const FINGER = 20; // pixels from a finger to the mean that it touches: half of what a finger hits

export class Hands {
  constructor(player, stage, held) {
    Object.assign(this, { player, stage, held });
    this.pressed = undefined; // where a press began that may become a drag
    stage.addEventListener("pointerdown", (event) => this.press(event));
    stage.addEventListener("pointermove", (event) => this.move(event));
    for (const name of ["pointerup", "pointercancel"]) stage.addEventListener(name, (event) => this.release(event));
    // A finger on a mean that can be moved, or that puts one down, must not scroll the page.
    stage.addEventListener("touchstart", (event) => { if (held.it || event.target.closest(".kms-paper") || this.movable(event.touches[0], FINGER)) event.preventDefault(); }, { passive: false });
    stage.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") player.tip.hide(); });
  }

  press(event) {
    const { stage, held } = this;
    if (event.target.closest(".kms-about, .kms-paper")) return;
    if (!held.it) stage.focus({ preventScroll: true, focusVisible: false });
    if (!event.isPrimary || event.button !== 0) return;
    if (held.it) { // picked up before: here it is put down
      held.moveTo(event.clientX, event.clientY);
      if (held.it.deed !== "move") held.snap(event.clientX, event.clientY);
      held.putDown();
      return;
    }
    if (held.placing && held.awaiting) { held.queue.push(held.placeAt(event.clientX, event.clientY)); return; }
    this.point(event);
    this.pressed = { id: this.player.id, x: event.clientX, y: event.clientY, mean: this.movable(event, reachOf(event)), under: this.under(event) };
    if (this.pressed.mean) stage.setPointerCapture(event.pointerId);
  }

  move(event) {
    if (event.target.closest(".kms-paper")) return;
    const { held, pressed } = this;
    if (pressed?.mean && !pressed.drags && pressed.id === this.player.id && Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) >= LEAST_DRAG) {
      this.player.tip.hide();
      pressed.drags = held.take("move", pressed.mean.index);
    }
    if (held.it) held.moveTo(event.clientX, event.clientY);
    else if (event.pointerType === "mouse") this.point(event);
  }

  release(event) {
    const { held, pressed, player } = this;
    this.pressed = undefined;
    if (!pressed) return;
    if (pressed.drags) {
      if (held.it) { if (event.type === "pointercancel") held.takeBack(); else held.putDown(); }
    } else if (event.type === "pointerup" && pressed.id === player.id && !this.guess(event, pressed)) player.about.open(pressed.under);
  }

  under(event) {
    const { player } = this;
    return player.drawing.under(event.clientX, event.clientY, undefined, reachOf(event));
  }

  point(event) {
    const movable = this.movable(event), under = movable ?? this.under(event);
    this.stage.classList.toggle("kms-movable", Boolean(movable));
    if (under) this.player.tell(under);
    else this.player.tip.hide();
  }

  // A press on what was asked for is a guess; the half-step that follows tells. What went farther was no press.
  guess(event, { x, y }) {
    return Math.hypot(event.clientX - x, event.clientY - y) < (reachOf(event) ?? LEAST_DRAG) && this.player.guesses.press(event);
  }

  // The mean under a pointer, if it may be moved.
  movable({ clientX, clientY }, reach) {
    if (!this.held.mayBegin) return undefined;
    const under = this.player.drawing.under(clientX, clientY, "mean", reach);
    return under?.kind === "mean" ? under : undefined;
  }
}

const reachOf = (event) => (event.pointerType === "touch" ? FINGER : undefined);
