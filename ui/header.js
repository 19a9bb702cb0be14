// The beginning of the header line: the mark and the name; and for the keyboard, a way past the line to what the page shows.

import { el, leaving, residentOf, svg } from "./dom.js";

export default function mount({ parentElement }) {
  residentOf(parentElement, Mark).markCurrent();
  return leaving(parentElement);
}

// Where the page begins to say something: its answer; where the player says it, the player.
const BEGINNINGS = [".st-key-lead", ".kms-stage"];

class Mark {
  constructor(parent) {
    this.onClick = (event) => { if (event.target.closest?.("[data-testid=stSkipToContent]")) this.skip(event); };
    document.addEventListener("click", this.onClick, { capture: true });
    const points = [["#1d4ed8", 4, 5], ["#e08a1e", 17, 4], ["#3b9b82", 18.5, 17], ["#b02a5c", 4.5, 18]];
    const mark = svg("svg", { viewBox: "0 0 22 22", class: "ksh-mark", "aria-hidden": "true" },
      ...points.map(([fill, cx, cy]) => svg("circle", { cx, cy, r: 2.4, fill })), svg("circle", { cx: 11, cy: 11, r: 4.4, class: "ksh-mean" }));
    // The links come when Streamlit has fetched what draws them.
    this.coming = new MutationObserver(() => this.markCurrent());
    this.coming.observe(parent.closest(".st-key-header") ?? parent, { childList: true, subtree: true });
    parent.append(el("div", { class: "ksh" }, mark, el("span", { class: "ksh-name" }, "k-means")));
  }

  // The first thing that Tab reaches is a link of Streamlit's to all of the page, this line included. It leads to the figure
  // instead, and not by the address: what stands behind its # is the half-step.
  skip(event) {
    const target = BEGINNINGS.map((each) => document.querySelector(each)).find(Boolean);
    if (!target) return;
    event.preventDefault();
    event.stopPropagation();
    if (!target.hasAttribute("tabindex")) target.setAttribute("tabindex", "-1");
    target.focus();
  }

  // Which of the pages this is, for the eye and the ear: Streamlit says it to neither, but for a shade.
  markCurrent() {
    // The first page has no address of its own in its link: it is the one where no other is.
    const links = [...document.querySelectorAll(".st-key-header a[data-testid=stPageLink-NavLink]")];
    const named = (link) => link.getAttribute("href") && link.pathname.replace(/\/$/, "").split("/").at(-1);
    const here = window.location.pathname.replace(/\/$/, "").split("/").at(-1);
    const names = links.map(named);
    const current = names.includes(here) ? here : names[0];
    links.forEach((link, i) => {
      if (names[i] === current) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    });
  }

  destroy() {
    this.coming.disconnect();
    document.removeEventListener("click", this.onClick, { capture: true });
  }
}
