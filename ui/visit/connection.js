// Watches what Streamlit's front end knows of its connection and of its uploaders, and says it in words of ours.
// What it goes by (test ids, a title, texts of errors) is Streamlit's own: tests/e2e/test_links.py fails if that changes.

import { el, leaving, residentOf } from "../dom.js";
import { leaveOut, oneEntryForEachAct } from "./history.js";
import { carrySettings } from "./page_links.js";

export default function mount({ data, parentElement, setTriggerValue }) {
  oneEntryForEachAct();
  leaveOut(data.leftOut);
  if (!data.limit) return undefined; // no more is asked of this one
  carrySettings(data);
  const watch = residentOf(parentElement, Connection);
  watch.limit = data.limit;
  watch.back = () => setTriggerValue("back", Date.now());
  return leaving(parentElement);
}

const PATIENCE = 1000; // milliseconds: a blip is not worth a word
const OFTEN = 100; // milliseconds: a plot that plays changes the page with every frame
const LONG = 60000; // after so long, it will hardly come back by itself

const LOST = "The connection to the app is lost.";
const KEPT = "What you see stays and still plays; settings wait until the connection is back. Leave this page open: it tries again by itself.";
const OFFLINE = "Your device is offline: check its network.";
const STOPPED = "If it does not come back, the app may have been stopped: ask whoever runs it. The address of this page keeps your settings.";

class Connection {
  constructor(element) {
    this.bar = el("div", { class: "ksc", role: "status", "aria-live": "polite" });
    element.append(this.bar);
    this.app = document.querySelector("[data-testid=stApp]");
    this.observers = [];
    this.observe(this.app, { attributes: true, attributeFilter: ["data-test-connection-state"] }, () => this.look());
    this.observe(document.body, { childList: true }, () => this.closeTheirs());
    this.observe(this.app, { childList: true, subtree: true, attributes: true, attributeFilter: ["aria-invalid"] }, () => {
      this.reading ??= setTimeout(() => this.readUploads(), OFTEN);
    });
    this.network = () => this.say();
    window.addEventListener("online", this.network);
    window.addEventListener("offline", this.network);
    this.look();
  }

  observe(target, options, call) {
    const observer = new MutationObserver(call);
    observer.observe(target, options);
    this.observers.push(observer);
  }

  destroy() {
    for (const observer of this.observers) observer.disconnect();
    window.removeEventListener("online", this.network);
    window.removeEventListener("offline", this.network);
    clearTimeout(this.timer);
    clearTimeout(this.reading);
  }

  look() {
    const lost = this.app.dataset.testConnectionState !== "CONNECTED";
    if (lost === Boolean(this.since)) return;
    clearTimeout(this.timer);
    if (lost) {
      this.since = Date.now();
      this.timer = setTimeout(() => this.say(), PATIENCE);
      return;
    }
    this.since = undefined;
    this.bar.replaceChildren();
    this.back();
  }

  say() {
    if (!this.since) return;
    clearTimeout(this.timer);
    const long = Date.now() - this.since >= LONG;
    const more = navigator.onLine ? (long ? STOPPED : "") : OFFLINE;
    this.bar.replaceChildren(el("p", {}, el("strong", {}, LOST), ` ${KEPT} ${more}`));
    this.timer = setTimeout(() => this.say(), LONG);
  }

  // Their dialog holds the page back and speaks of things that visitors do not know. Closed, it stays so until the next loss.
  closeTheirs() {
    if (!this.since) return;
    for (const dialog of document.querySelectorAll("body > [data-testid=stDialog]")) {
      if (dialog.querySelector("[slot=title]")?.textContent !== "Connection error") continue;
      dialog.style.display = "none";
      dialog.querySelector("button[aria-label=Close]").click();
      this.bar.dataset.closed = "dialog";
    }
  }

  readUploads() {
    this.reading = undefined;
    for (const uploader of this.app.querySelectorAll("[data-testid=stFileUploader]")) {
      const chips = [...uploader.querySelectorAll("[data-testid=stFileChip]")];
      const failed = chips.filter((chip) => chip.ariaInvalid === "true");
      // Once another file has got through, the one that failed is no matter
      if (failed.length < chips.length) for (const chip of failed) chip.querySelector("[data-testid=stFileChipDeleteBtn] button").click();
      const place = uploader.parentElement;
      const shown = place.querySelector(":scope > .ksc-upload");
      const words = failed.length && failed.length === chips.length ? this.aboutUpload(failed.at(-1)) : "";
      if ((shown?.textContent ?? "") === words) continue;
      shown?.remove();
      if (words) place.append(el("p", { class: "ksc-upload", role: "alert" }, words));
    }
  }

  aboutUpload(chip) {
    const whole = chip.querySelector("[data-testid=stFileChipName]").title;
    const name = `“\u2068${whole.length > 60 ? `${whole.slice(0, 29)}…${whole.slice(-30)}` : whole}\u2069”`;
    const error = chip.querySelector("[role=alert]")?.textContent ?? "";
    const kept = "Nothing else has changed.";
    // 413 comes from a server in front of the app, whose limit we do not know; what the app itself refuses is not sent.
    if (/\b413\b/.test(error)) return `${name} is too large for a server on the way to the app. ${kept} Bring a part of it, or pack it as .gz or .zip; whoever runs the app can set another limit.`;
    if (/or smaller/.test(error)) return `${name} is too large: a file may have up to ${this.limit}. ${kept} Bring a part of it, or pack it as .gz or .zip.`;
    if (/\b(400|401|403|404)\b/.test(error)) return `${name} was not taken: the app no longer knows this page. Reload the page and drop the file again; the address keeps your settings. If that does not help, tell whoever runs the app.`;
    return `${name} did not arrive: the connection broke, or the app was busy. ${kept} Drop the file again.`;
  }
}
