// The gallery of answers: small pictures to compare, press to enlarge, press to watch how one came about.
// Pictures come as SVG made by charts/starts/pictures.py (numbers alone); words go in as text.

import { el, residentOf } from "../dom.js";
import { onPaper, sheet, sizeOf } from "./sheet.js";

export default function mount({ data, parentElement, setTriggerValue }) {
  const gallery = residentOf(parentElement, Gallery);
  gallery.watch = (card) => setTriggerValue("watch", card.rank);
  gallery.turn = (page) => setTriggerValue("page", page);
  gallery.receive(data);
}

// Marks as fine as gallery.css makes them in the enlarged picture.
const FINE = "<style>circle{r:4px;stroke-width:.7px}text{font-size:5px}path[stroke-linecap]{stroke-width:1.8px}path[fill-opacity]{stroke-width:.5px}</style>";

// Draw an SVG on a canvas, so many pixels wide, and hand it over as a PNG file.
async function savePng(svg, [width, height], pixels, filename) {
  const picture = new Image();
  picture.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  await picture.decode();
  const canvas = el("canvas", { width: pixels, height: Math.round((pixels * height) / width) });
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  handOver(await new Promise((done) => canvas.toBlob(done, "image/png")), filename);
}

function handOver(blob, filename) {
  const address = URL.createObjectURL(blob);
  el("a", { href: address, download: filename }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

// A drawing of some size as a file: SVG as it is, PNG so many pixels wide.
function save(svg, size, pixels, filename) {
  if (filename.endsWith(".svg")) handOver(new Blob([svg], { type: "image/svg+xml" }), filename);
  else savePng(svg, size, pixels, filename);
}

class Gallery {
  constructor(parent) {
    this.grid = el("div", { class: "ksg-grid", role: "list" });
    this.more = el("button", { type: "button", class: "ksg-more", "aria-expanded": "false", onclick: () => this.fold(!this.open) });
    this.back = el("button", { type: "button", class: "ksg-more", onclick: () => this.turn(this.data.page - 1) });
    this.next = el("button", { type: "button", class: "ksg-more", onclick: () => this.turn(this.data.page + 1) });
    const saves = ["png", "svg"].map((kind) => el("button", { type: "button", class: "ksg-save", title: "The pictures you see here, on one white sheet", onclick: () => this.saveAll(kind) }, `Save the pictures (${kind.toUpperCase()})`));
    this.rest = el("p", { class: "ksg-rest" });
    this.big = el("dialog", { class: "ksg-big" });
    this.big.addEventListener("click", (event) => { if (event.target === this.big) this.big.close(); });
    this.row = el("div", { class: "ksg-row" }, this.more, this.back, this.next, ...saves);
    this.root = el("div", { class: "ksg" }, this.grid, this.rest, this.row, this.big);
    parent.append(this.root);
    this.open = false;
  }

  receive(data) {
    if (data.id === this.id) return; // the same answers: leave everything where it is
    const turned = this.data !== undefined && this.data.page !== data.page;
    this.id = data.id;
    this.data = data;
    if (this.big.open) this.big.close();
    this.grid.replaceChildren(...data.cards.slice(0, data.first).map((card) => this.card(card)));
    this.rest.textContent = data.rest;
    this.rest.hidden = !data.rest;
    this.row.hidden = data.few;
    this.root.classList.toggle("ksg-few", data.few);
    this.fold(data.cards.length > data.first || data.page > 0);
    if (turned) this.root.scrollIntoView({ block: "start" });
    this.root.dataset.ready = data.id;
  }

  fold(open) {
    const { cards, onPage, first, page, perPage, more } = this.data;
    if (open && cards.length < onPage) {
      this.turn(page); // the server draws the others when somebody wants to see them
      return;
    }
    this.open = open;
    if (open && this.grid.children.length === first) this.grid.append(...cards.slice(first).map((card) => this.card(card)));
    [...this.grid.children].forEach((item, i) => { item.hidden = !open && i >= first; });
    this.more.hidden = onPage <= first;
    // The other pages of pictures, once all of this one are there.
    this.back.hidden = page === 0;
    this.back.textContent = `‹ The ${perPage} before`;
    this.next.hidden = !more || (!open && onPage > first);
    this.next.textContent = "The next answers ›";
    this.more.textContent = open ? `Show the first ${first} only` : `Show ${onPage - first} more`;
    this.more.setAttribute("aria-expanded", String(open));
  }

  saveAll(kind) {
    const { cards, first, title } = this.data;
    const [svg, size] = sheet(this.open ? cards : cards.slice(0, first), title);
    save(svg, size, Math.round(2.5 * size[0]), `k-means-answers.${kind}`);
  }

  saveOne(card, kind) {
    const [width, height] = sizeOf(card.svg);
    const inner = card.svg.replace("<svg ", `<svg width="${width}" height="${height}" `);
    save(onPaper([width, height], FINE + inner), [width, height], 1200, `k-means-answer-${card.number}.${kind}`);
  }

  card(card) {
    const picture = el("button", { type: "button", class: "ksg-picture", title: "Enlarge", "aria-label": `${card.name}: enlarge`, onclick: () => this.enlarge(card) });
    picture.innerHTML = card.svg;
    const item = el("div", { class: "ksg-card", role: "listitem" },
      ...(card.role ? [el("div", { class: "ksg-role" }, card.role)] : []),
      this.head(card), picture,
      el("div", { class: "ksg-bar", "aria-hidden": "true" }, el("span")),
      el("div", { class: "ksg-words" }, el("strong", {}, card.share), ` ${card.of}`),
      el("div", { class: "ksg-note" }, card.note),
      this.watchButton(card));
    item.style.setProperty("--ksg-color", card.color);
    item.querySelector(".ksg-bar span").style.width = card.width;
    return item;
  }

  head(card) {
    return el("div", { class: "ksg-head" }, el("span", { class: "ksg-number" }, card.number), el("span", { class: "ksg-worse" }, card.worse));
  }

  watchButton(card) {
    return el("button", { type: "button", class: "ksg-watch", "aria-label": `Watch it: ${card.name}`, onclick: () => { if (this.big.open) this.big.close(); this.watch(card); } }, "▶ Watch it");
  }

  saveButton(card, kind) {
    const name = kind.toUpperCase();
    return el("button", { type: "button", class: "ksg-save", "aria-label": `Save (${name}): ${card.name}`, onclick: () => this.saveOne(card, kind) }, `Save (${name})`);
  }

  enlarge(card) {
    const picture = el("div", { class: "ksg-picture" });
    picture.innerHTML = card.svg;
    const close = el("button", { type: "button", class: "ksg-close", onclick: () => this.big.close() }, "Close");
    this.big.replaceChildren(
      this.head(card), picture,
      el("p", { class: "ksg-words" }, el("strong", {}, card.share), ` ${card.of}: ${card.note}`),
      el("p", { class: "ksg-note" }, card.details),
      el("div", { class: "ksg-actions" }, this.watchButton(card), this.saveButton(card, "png"), this.saveButton(card, "svg"), close));
    this.big.setAttribute("aria-label", card.name);
    this.big.style.setProperty("--ksg-color", card.color);
    this.big.showModal();
    close.focus();
  }
}
