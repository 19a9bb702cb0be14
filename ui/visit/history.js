// One entry in the browser's history for each thing that a visitor does.
//
// By itself, Streamlit makes an entry for every parameter that the server sets (three for a change of page, two of them of pages
// that nobody saw) and none for a setting that is changed by hand; and it forgets what stands behind the #. So all that it does
// to the address comes through here:
//
// 1. The first change of path or query after something was done by hand is an entry; what follows from it belongs to that entry.
// 2. What nobody did, as when a link is put right, makes no entry. Nor does anything while Back or Forward is under way: Streamlit
//    then takes the settings from the address by itself (`ui/address.py` sees to it that it has them all).
// 3. What stands behind the # is the page's (the half-step, the options of the player) and stays with it. A new entry begins
//    without its half-step: who wrote that is told first (the event "kmeans-leaving"), and may still write it into the old one.
//
// 4. Entries of one page are numbered as they are made (`done` in their state): ui/player/undo.js goes by it, and hears of each
//    (the event "kmeans-done").
//
// 5. A dialog has an entry of its own (`dialog` in its state), so that Back closes it; closed otherwise, its entry goes too. What
//    leads on from it takes its place.
// 6. What no link can hold makes no entry, and begins anew with the visit: the guesses of the quiz of the page "Where it fails".
//
// tests/e2e/test_travel.py has each rule, and tells when Streamlit makes one of them needless.

const ACTS = ["pointerdown", "keydown", "drop"];

let push, replace; // as they are without us
let acted = false; // something was done by hand, and no entry made of it yet
let dialog = null; // the one that is open
let leaving = false; // the entry of a dialog that was closed is being left
let settling = false; // a change of page, or Back, has begun: what is done before it is over belongs to it

const isConnected = () => document.querySelector("[data-testid=stApp]").dataset.testConnectionState === "CONNECTED";
const isRunning = () => document.querySelector("[data-testid=stApp]").dataset.testScriptState !== "notRunning";

export function oneEntryForEachAct() {
  if (push) return;
  push = window.history.pushState.bind(window.history);
  replace = window.history.replaceState.bind(window.history);
  const change = (state, address, byHand) => {
    const from = window.location;
    const to = new URL(address, from.href);
    const samePage = to.pathname === from.pathname;
    const before = window.history.state;
    if (samePage && to.search === from.search) return replace({ ...before, ...state }, "", to);
    const isNew = acted || (byHand && !settling);
    acted = false;
    if (isNew) document.dispatchEvent(new Event("kmeans-leaving"));
    if (samePage) to.hash = isNew ? withoutStep(from.hash) : from.hash;
    else settling = true;
    const done = samePage ? (before?.done ?? 0) + Number(isNew) : 0;
    (isNew && !before?.dialog ? push : replace)({ ...state, done }, "", to);
    if (isNew) document.dispatchEvent(new Event("kmeans-done"));
  };
  window.history.pushState = (state, _, address) => change(state, address, false);
  // Streamlit replaces the address where a widget was changed by hand, which may be a moment after
  window.history.replaceState = (state, _, address) => change(state, address, true);
  for (const act of ACTS) window.addEventListener(act, () => { if (!settling || !isRunning()) [acted, settling] = [true, false]; }, { capture: true });
  window.addEventListener("popstate", (event) => {
    if (leavesDialog()) event.stopImmediatePropagation(); // nothing is on the way: the address is that of before
    else [acted, settling] = [false, true];
  }, { capture: true });
  new MutationObserver(minding).observe(document.body, { childList: true, subtree: true });
}

// Whether an entry that was left was that of a dialog, which is closed then.
function leavesDialog() {
  if (leaving) {
    leaving = false;
    return true;
  }
  if (!dialog || window.location.href.split("#")[0] !== dialog.at) return false;
  dialog.shown.querySelector("button[aria-label=Close]").click();
  return true;
}

// A dialog has come, or gone. That which Streamlit opens when the connection is lost nobody asked for (connection.js closes it).
function minding() {
  const shown = isConnected() ? document.querySelector("[data-testid=stDialog]") : dialog?.shown;
  if (Boolean(shown) === Boolean(dialog)) return;
  dialog = shown && { shown, at: window.location.href.split("#")[0] };
  if (shown) {
    push({ ...window.history.state, dialog: true }, "", window.location.href);
    acted = false;
  } else if (window.history.state?.dialog) {
    leaving = true;
    window.history.back();
  }
}

// parameters: { name: values }, as the address has them if nobody has changed them since.
export function leaveOut(parameters) {
  const to = new URL(window.location.href);
  for (const [name, values] of Object.entries(parameters)) {
    if (String(to.searchParams.getAll(name)) === String(values)) to.searchParams.delete(name);
  }
  if (to.search !== window.location.search) replace(window.history.state, "", to);
}

function withoutStep(hash) {
  const parts = new URLSearchParams(hash.slice(1));
  parts.delete("step");
  return String(parts);
}
