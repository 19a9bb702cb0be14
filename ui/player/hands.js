// What hands do on the plot: point at something, guess, move a mean. The stage is the plot and all that lies over it.

const LEAST_DRAG = 4; // pixels: less is a press
const LONGEST_WAIT = 10_000; // milliseconds for the server to answer

export class Hands {
  constructor(player, stage) {
    this.player = player;
    this.stage = stage;
    this.held = undefined; // the mean in hand
    this.awaiting = false; // the run that the server was asked for: until it comes there is nothing to step through
    stage.addEventListener("pointerdown", (event) => { stage.focus({ preventScroll: true, focusVisible: false }); this.point(event); if (!this.guess(event)) this.grasp(event); });
    stage.addEventListener("pointermove", (event) => { if (this.held) this.carry(event); else if (event.pointerType === "mouse") this.point(event); });
    for (const name of ["pointerup", "pointercancel"]) stage.addEventListener(name, (event) => this.drop(event));
    // A finger on a mean that can be moved must not scroll the page.
    stage.addEventListener("touchstart", (event) => { if (this.movable(event.touches[0])) event.preventDefault(); }, { passive: false });
    stage.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") player.tip.hide(); });
  }

  get areBusy() {
    return Boolean(this.held) || this.awaiting;
  }

  // The server has answered, or there is nobody any more to wait.
  stopWaiting() {
    this.awaiting = false;
    clearTimeout(this.waiting);
  }

  point(event) {
    const movable = this.movable(event), under = movable ?? this.player.drawing.under(event.clientX, event.clientY);
    this.stage.classList.toggle("kms-movable", Boolean(movable));
    if (under) this.player.tell(under);
    else this.player.tip.hide();
  }

  // A press on what was asked for is a guess; the half-step that follows tells.
  guess(event) {
    return event.button === 0 && this.player.guesses.press(event);
  }

  // -- a mean moved by hand, at the start: k-means then starts from there

  // The mean under a pointer, if it may be moved.
  movable({ clientX, clientY }) {
    const { player } = this;
    if (!player.data?.movable || player.step !== 0 || player.drawing.glide || this.awaiting) return undefined;
    const under = player.drawing.under(clientX, clientY, "mean");
    return under?.kind === "mean" ? under : undefined;
  }

  grasp(event) {
    const mean = event.isPrimary && event.button === 0 ? this.movable(event) : undefined;
    if (!mean) return;
    this.player.bar.pause();
    this.held = { mean: mean.index, id: this.player.id, fromX: event.clientX, fromY: event.clientY };
    this.stage.setPointerCapture(event.pointerId);
    this.stage.classList.add("kms-holding");
  }

  carry(event) {
    const { held } = this;
    if (held.id !== this.player.id) return; // another run came, which may not even have this mean
    if (!held.place && Math.hypot(event.clientX - held.fromX, event.clientY - held.fromY) < LEAST_DRAG) return;
    this.player.tip.hide();
    held.place = this.player.drawing.carry(held.mean, event.clientX, event.clientY);
  }

  drop(event) {
    const { held, player } = this;
    if (!held) return;
    this.held = undefined;
    this.stage.classList.remove("kms-holding");
    if (held.id !== player.id || !held.place) return;
    if (event.type === "pointercancel") { player.draw(); return; }
    this.awaiting = true;
    this.waiting = setTimeout(() => { this.awaiting = false; player.draw(); }, LONGEST_WAIT);
    player.tellServer("moved", { mean: held.mean, ...held.place });
  }
}
