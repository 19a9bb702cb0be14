// The gallery of answers: small pictures to compare, press to enlarge, press to watch how one came about.
// Pictures come as SVG made by charts/starts_pictures.py (numbers alone); words go in as text.

const galleries = new WeakMap();

export default function mount({ data, parentElement, setTriggerValue }) {
  let gallery = galleries.get(parentElement);
  if (!gallery) {
    gallery = new Gallery(parentElement);
    galleries.set(parentElement, gallery);
  }
  gallery.watch = (card) => setTriggerValue("watch", card.rank);
  gallery.receive(data);
}

function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "class") node.className = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

class Gallery {
  constructor(parent) {
    this.grid = el("div", { class: "ksg-grid", role: "list" });
    this.more = el("button", { type: "button", class: "ksg-more", "aria-expanded": "false", onclick: () => this.fold(!this.open) });
    this.rest = el("p", { class: "ksg-rest" });
    this.big = el("dialog", { class: "ksg-big" });
    this.big.addEventListener("click", (event) => { if (event.target === this.big) this.big.close(); });
    this.root = el("div", { class: "ksg" }, this.grid, this.more, this.rest, this.big);
    parent.append(this.root);
    this.open = false;
  }

  receive(data) {
    if (data.id === this.id) return; // the same answers: leave everything where it is
    this.id = data.id;
    this.data = data;
    if (this.big.open) this.big.close();
    this.grid.replaceChildren(...data.cards.slice(0, data.first).map((card) => this.card(card)));
    this.rest.textContent = data.rest;
    this.rest.hidden = !data.rest;
    this.fold(false);
    this.root.dataset.ready = data.id;
  }

  fold(open) {
    this.open = open;
    const { cards, first } = this.data;
    // Pictures past the first are made when somebody wants to see them.
    if (open && this.grid.children.length === first) this.grid.append(...cards.slice(first).map((card) => this.card(card)));
    [...this.grid.children].forEach((item, i) => { item.hidden = !open && i >= first; });
    this.more.hidden = cards.length <= first;
    this.more.textContent = open ? `Show the first ${first} only` : `Show ${cards.length - first} more`;
    this.more.setAttribute("aria-expanded", String(open));
  }

  card(card) {
    const picture = el("button", { type: "button", class: "ksg-picture", title: "Enlarge", "aria-label": `${card.name}: enlarge`, onclick: () => this.enlarge(card) });
    picture.innerHTML = card.svg;
    const item = el("div", { class: "ksg-card", role: "listitem" },
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
    return el("button", { type: "button", class: "ksg-watch", "aria-label": `${card.name}: watch how it came about`, onclick: () => { if (this.big.open) this.big.close(); this.watch(card); } }, "▶ Watch it");
  }

  enlarge(card) {
    const picture = el("div", { class: "ksg-picture" });
    picture.innerHTML = card.svg;
    const close = el("button", { type: "button", class: "ksg-close", onclick: () => this.big.close() }, "Close");
    this.big.replaceChildren(
      this.head(card), picture,
      el("p", { class: "ksg-words" }, el("strong", {}, card.share), ` ${card.of}: ${card.note}`),
      el("p", { class: "ksg-note" }, card.details),
      el("div", { class: "ksg-actions" }, this.watchButton(card), close));
    this.big.setAttribute("aria-label", card.name);
    this.big.style.setProperty("--ksg-color", card.color);
    this.big.showModal();
    close.focus();
  }
}
