// The beginning of the header line: for the keyboard a way past it, then the mark and the name.

import { el, leaving, residentOf, svg } from "./dom.js";

export default function mount({ parentElement }) {
  residentOf(parentElement, Mark).markCurrent();
  return leaving(parentElement);
}

// Where the page begins to say something: the player, if there is one.
const BEGINNINGS = [".kms:not(.kms-follower) .kms-stage", ".st-key-lead"];

class Mark {
  constructor(parent) {
    this.link = el("a", { href: "#", class: "ksh-skip", onclick: (event) => this.skip(event) }, "Skip to the content");
    const points = [["#1d4ed8", 4, 5], ["#e08a1e", 17, 4], ["#3b9b82", 18.5, 17], ["#b02a5c", 4.5, 18]];
    const mark = svg("svg", { viewBox: "0 0 22 22", class: "ksh-mark", "aria-hidden": "true" },
      ...points.map(([fill, cx, cy]) => svg("circle", { cx, cy, r: 2.4, fill })), svg("circle", { cx: 11, cy: 11, r: 4.4, class: "ksh-mean" }));
    // The links come when Streamlit has fetched what draws them.
    this.coming = new MutationObserver(() => this.markCurrent());
    this.coming.observe(parent.closest(".st-key-header") ?? parent, { childList: true, subtree: true });
    parent.append(el("div", { class: "ksh" }, this.link, mark, el("span", { class: "ksh-name" }, "k-means")));
  }

  // Not by the address: what stands behind its # is the half-step.
  skip(event) {
    event.preventDefault();
    const target = BEGINNINGS.map((each) => document.querySelector(each)).find(Boolean);
    if (!target) return;
    if (!target.hasAttribute("tabindex")) target.setAttribute("tabindex", "-1");
    target.focus();
  }

  // Which of the pages this is, for the eye and the ear: Streamlit says it to neither, but for a shade.
  markCurrent() {
    const path = (url) => new URL(url, window.location.href).pathname.replace(/\/$/, "");
    for (const link of document.querySelectorAll(".st-key-header a[data-testid=stPageLink-NavLink]")) {
      if (path(link.href) === path(window.location.href)) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  }

  destroy() {
    this.coming.disconnect();
  }
}
