// The link to what is on screen: a field to copy from, a button that copies, a picture for phones.

import { el, leaving, residentOf } from "./dom.js";

export default function mount({ data, parentElement, setTriggerValue }) {
  const share = residentOf(parentElement, Share);
  share.receive(data);
  const asks = data.told !== share.address;
  if (asks && !share.asked) setTriggerValue("address", share.address);
  share.asked = asks;
  return leaving(parentElement);
}

const COPIED = "Copied.";
const REFUSED = "Your browser does not let a page copy. The link is marked: press Ctrl+C, or ⌘C.";
const TOO_LONG = "This link is too long for a QR code: copy it instead.";

class Share {
  constructor(parent) {
    this.address = window.location.href; // of the moment: what changes while the list is open is another link
    this.field = el("input", { type: "text", readonly: "", "aria-label": "Link to this page", onfocus: () => this.field.select() });
    this.field.value = this.address;
    this.said = el("p", { class: "kmsh-said", role: "status" });
    this.words = el("p", {});
    this.picture = el("img", { alt: "QR code of the link", hidden: "" });
    this.tooLong = el("p", { hidden: "" }, TOO_LONG);
    parent.append(el("div", { class: "kmsh" },
      el("div", { class: "kmsh-row" }, this.field, el("button", { type: "button", onclick: () => this.copy() }, "Copy link")),
      this.said, this.words, this.picture, this.tooLong));
  }

  destroy() {}

  receive({ words, told, code }) {
    this.words.textContent = words;
    const isOurs = told === this.address && Boolean(code);
    this.picture.hidden = !isOurs;
    if (isOurs) this.picture.src = code;
    this.tooLong.hidden = told === "" || isOurs || !this.address.startsWith(told);
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(this.address); // undefined where the page is not served safely
      this.said.textContent = COPIED;
    } catch {
      this.field.focus();
      this.field.select();
      this.said.textContent = REFUSED;
    }
  }
}
