// The half-step and the options stand behind the # of the address, which the server never sees: a link shows them too, and so do
// Back and Forward. ui/visit/history.js says what becomes of them when the address changes; address.js has their form.

import { hashOf, recalled } from "./address.js";

const MOMENT = 250; // milliseconds: to write takes the browser some that the next picture needs

let left; // the run and half-step that were on screen when a player left the page: who comes back finds them

export class Fragment {
  // tell: () => ({ run, step, last, wants }), wants being the options, or undefined where nothing is to be written
  // go: to another half-step of the run that is on screen, where Back and Forward lead, or as somebody wrote into the address
  // want: takes options that somebody wrote there; none where there are no options
  constructor(tell, go, want) {
    Object.assign(this, { tell, want });
    this.travelled = true; // the address was not made here, but by a link, or by Back or Forward
    this.onLeaving = () => { this.write(); this.travelled = false; this.writeSoon(); };
    this.onTravel = (event) => {
      clearTimeout(this.writing);
      this.travelled = true;
      if (event.state?.run && event.state.run === tell()?.run) go(this.stepOf(event.state.run, tell().last));
    };
    this.onWritten = () => { // an entry without a run at the address of ours is not one that was left
      if (this.address === addressNow() && !window.history.state?.run) {
        this.travelled = true;
        const wants = this.wants();
        go(this.stepOf(tell().run, tell().last));
        want?.(wants);
      }
    };
    document.addEventListener("kmeans-leaving", this.onLeaving);
    window.addEventListener("popstate", this.onTravel);
    window.addEventListener("hashchange", this.onWritten);
  }

  destroy() {
    clearTimeout(this.writing);
    document.removeEventListener("kmeans-leaving", this.onLeaving);
    window.removeEventListener("popstate", this.onTravel);
    window.removeEventListener("hashchange", this.onWritten);
    left = this.tell() ?? left;
  }

  // Where a run that comes on screen begins. `unmet` says where that is not what a link asked for: { step, words }.
  stepOf(run, last) {
    const { step: linked, vain } = this.travelled ? recalled(window.location.hash) : { step: 0, vain: [] };
    this.travelled = false;
    this.address = addressNow();
    const told = this.want ? [...vain] : [];
    if (linked < 0) told.unshift("the link asked for a half-step that cannot be");
    else if (linked > last) told.unshift(`the link asked for half-step ${linked.toLocaleString("en-US")}; the last is ${last.toLocaleString("en-US")}`);
    this.unmet = told.length ? { step: Math.min(Math.max(linked, 0), last), words: told.join(" · ") } : undefined;
    if (linked || this.unmet) return this.unmet?.step ?? linked;
    const seen = left?.run === run ? left.step : 0;
    left = undefined;
    return seen;
  }

  wants() {
    return recalled(window.location.hash).wants;
  }

  writeSoon() {
    clearTimeout(this.writing);
    this.writing = setTimeout(() => this.write(), MOMENT);
  }

  write() {
    clearTimeout(this.writing);
    const told = this.tell();
    if (!told || window.origin === "null") return; // a file that was taken home has no address to write to
    const wanted = hashOf(told.step, told.wants);
    const { state } = window.history;
    this.address = addressNow();
    if (window.location.hash !== wanted || state?.run !== told.run) window.history.replaceState({ ...state, run: told.run }, "", this.address + wanted);
  }
}

const addressNow = () => window.location.pathname + window.location.search;
