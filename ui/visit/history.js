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
// 5. What lies over the page, a dialog or something enlarged, has an entry of its own, so that Back closes it; closed otherwise, its
//    entry goes too. What leads on from it takes its place. The state of an entry says how many lie `over` the page there. Forward
//    opens it again: what was pressed for it is pressed once more.
// 6. What no link can hold makes no entry, and begins anew with the visit: the guesses of the quiz of the page "Where it fails".
//
// tests/e2e/test_travel.py and test_half_step_in_links.py have each rule, and tell when Streamlit makes one of them needless.

const ACTS = ["pointerdown", "keydown", "drop"];

// What may lie over the page, in the order in which one lies over the other: our dialogs, Streamlit's, and what Streamlit enlarges,
// which is known by the button that ends it.
const COVERS = "dialog[open], [data-testid=stDialog], [aria-label^='Close fullscreen']";
const WITHIN = "[data-testid=stDialog] [data-testid=stVerticalBlock]";
const uncover = (cover) => cover.matches("dialog") ? cover.close() : (cover.querySelector("button[aria-label=Close]") ?? cover).click();

let push, replace; // as they are without us
let acted = false; // something was done by hand, and no entry made of it yet
let covers = []; // what lies over the page
let pressed; // the name of the button that was pressed last; the button itself would keep what has left the page
const openers = []; // of each entry over the page, the name of the button that opened it
let below; // the address of the page while something lies over it
let leadsOn = false; // what was pressed last is within a dialog, and not what closes it
let leaving = false; // entries of what was closed are being left
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
    if (covers.length) below = to.href;
    if (samePage && to.search === from.search) return replace({ ...before, ...state }, "", to);
    const isNew = acted || (byHand && !settling);
    acted = false;
    if (isNew) document.dispatchEvent(new Event("kmeans-leaving"));
    if (samePage) to.hash = isNew ? withoutStep(from.hash) : from.hash;
    else settling = true;
    const done = samePage ? (before?.done ?? 0) + Number(isNew) : 0;
    (isNew && !before?.over ? push : replace)({ ...state, done }, "", to);
    if (isNew) document.dispatchEvent(new Event("kmeans-done"));
  };
  window.history.pushState = (state, _, address) => change(state, address, false);
  // Streamlit replaces the address where a widget was changed by hand, which may be a moment after
  window.history.replaceState = (state, _, address) => change(state, address, true);
  for (const act of ACTS) window.addEventListener(act, ({ key, target }) => {
    leadsOn = key !== "Escape" && Boolean(target.closest?.(WITHIN));
    pressed = nameOf(target.closest?.("button"));
    if (!settling || !isRunning()) [acted, settling] = [true, false];
  }, { capture: true });
  window.addEventListener("popstate", (event) => {
    if (uncovers()) event.stopImmediatePropagation(); // the address is that of before. Where Streamlit has heard of it first, the page runs once more
    else {
      [acted, settling] = [false, true];
      if (event.state?.over > covers.length) named(openers[covers.length])?.click();
    }
  }, { capture: true });
  new MutationObserver(minding).observe(document.body, { childList: true, subtree: true, attributeFilter: ["open"] });
}

// Whether the entry that was left is that of something over the page, which is closed then. What was written into its address
// while that was open, as the half-step of a run that plays on, is said of the page.
function uncovers() {
  if (!leaving && (!covers.length || withoutHash(window.location.href) !== withoutHash(below))) return false;
  leaving = false;
  replace(window.history.state, "", below);
  for (const cover of covers.slice(window.history.state?.over ?? 0).reverse()) uncover(cover);
  minding();
  return true;
}

// Something has come over the page, or gone. What Streamlit opens when the connection is lost nobody asked for (connection.js closes it).
function minding() {
  if (leaving || !isConnected()) return;
  const shown = [...document.querySelectorAll(COVERS)];
  const more = shown.length - covers.length;
  if (more > 0 && !covers.length) below = window.location.href;
  covers = shown;
  const over = window.history.state?.over ?? 0;
  if (leadsOn) return; // while a page gives way to another, its dialog comes and goes as the run has it
  if (more < 0 && over > shown.length) {
    leaving = true;
    window.history.go(shown.length - over);
  } else if (more > 0) {
    openers[shown.length - 1] = pressed;
    for (let each = over; each < shown.length; each++) push({ ...window.history.state, over: each + 1 }, "", window.location.href);
    acted = false;
  }
}

const nameOf = (button) => button?.getAttribute("aria-label") ?? button?.textContent;
const named = (name) => name && [...document.querySelectorAll(".stMain button")].find((button) => nameOf(button) === name);

const withoutHash = (address) => address.split("#")[0];

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
