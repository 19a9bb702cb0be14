// The card at the end of a sitting: what was asked and what was right, to print or to save. It is kept nowhere.

import { el } from "../dom.js";

// Of the page that is taken home or printed: dark on light whatever the reader's theme, and no guess is cut by the end of a sheet.
const LOOK = ":root { color-scheme: light; color: #000; background: #fff; } body { max-width: 42rem; margin: 1.5rem auto; padding: 0 1rem; font: 1rem/1.45 system-ui, sans-serif; overflow-wrap: anywhere; } h2 { font-size: 1.25rem; } li { margin-bottom: 0.6rem; break-inside: avoid; } @media print { body { margin: 0; padding: 0; max-width: none; } }";

export class Card {
  constructor(sitting) {
    this.sitting = sitting;
    this.button = el("button", { type: "button", class: "kms-card-button", hidden: "", onclick: () => this.open() }, "Your card");
    this.body = el("div", { class: "kms-card-body", tabindex: "0" });
    const button = (words, action) => el("button", { type: "button", onclick: action }, words);
    this.root = el("dialog", { class: "kms-card", "aria-label": "What you guessed" }, this.body,
      el("div", { class: "kms-card-bar" }, button("Print", () => this.print()), button("Save", () => this.save()), button("Close", () => this.root.close())));
  }

  open() {
    this.body.replaceChildren(...this.lines());
    this.root.showModal();
  }

  lines() {
    const { asked, right } = this.sitting;
    const rows = asked.map(({ text, given, why, right: hit }) => el("li", {}, el("strong", {}, hit ? "✓ " : "✗ "), text, el("br"), `You: ${given}. `, `${hit ? "Right" : "Not quite"}: ${why}`));
    return [el("h2", {}, `k-means, step by step: ${right} of ${asked.length} guesses right`), el("p", {}, new Date().toLocaleDateString("en-GB", { dateStyle: "long" })), el("ol", {}, ...rows)];
  }

  // The card as a page of its own.
  page() {
    const page = document.implementation.createHTMLDocument("What you guessed");
    page.documentElement.lang = "en";
    page.head.prepend(el("meta", { charset: "utf-8" }), el("meta", { name: "viewport", content: "width=device-width" }), el("style", {}, LOOK));
    page.body.append(...this.lines());
    return `<!DOCTYPE html>\n${page.documentElement.outerHTML}`;
  }

  save() {
    const url = URL.createObjectURL(new Blob([this.page()], { type: "text/html" }));
    el("a", { href: url, download: "k-means-guesses.html" }).click();
    setTimeout(() => URL.revokeObjectURL(url), 1000); // the browser has begun to take it by then
  }

  // The card alone, not the page around it.
  print() {
    this.frame?.remove(); // not every browser says when it has printed
    const frame = el("iframe", { class: "kms-printed", title: "Card", srcdoc: this.page() });
    frame.onload = () => {
      frame.contentWindow.onafterprint = () => frame.remove();
      frame.contentWindow.print();
    };
    this.root.append(this.frame = frame);
  }
}
