// Where the links to the pages lead. Pressed as they are, they are Streamlit's: the server knows the settings. Opened in a tab or window
// of their own (Ctrl, ⌘, Shift, the middle button, the menu of the browser) they show the same only if the address has them, and the one
// that Streamlit writes has none; from another page that of the first is empty. And Streamlit keeps Ctrl from the browser.

const LINKS = "a[data-testid=stPageLink-NavLink]";
const NEARS = ["pointerover", "pointerdown", "focusin"]; // before the browser reads where a link leads

let pages; // the names of the settings that each page takes from its address, by the page's path
let carried; // the settings that the visit has beyond those in the address: { name: values }
let ofPages; // what the address of a page has of a setting that is not the same on all of them: { path: { name: values } }
const aimed = new WeakMap(); // of each link, what Streamlit wrote and what was made of it
const places = new Map(); // what stands behind the path of each page, as it was last: the half-step, too

// data: { pages, carried, ofPages }
export function carrySettings(data) {
  const isFirst = !pages;
  ({ pages, carried, ofPages } = data);
  if (!isFirst) return;
  const linkAt = ({ target }) => target.closest?.(LINKS);
  for (const near of NEARS) document.addEventListener(near, (event) => { if (linkAt(event)) aim(linkAt(event)); }, { capture: true });
  document.addEventListener("click", (event) => {
    if (!linkAt(event) || !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)) return;
    aim(linkAt(event));
    event.stopPropagation(); // the browser knows what to do
  }, { capture: true });
}

function aim(link) {
  const { ours, theirs } = aimed.get(link) ?? {};
  const written = link.getAttribute("href") ?? "", from = written === ours ? theirs : written;
  const to = new URL(/^(\?|$)/.test(from) ? `.${from}` : from, window.location.href);
  const here = pageAt(window.location), there = pageAt(to);
  places.set(here, { search: window.location.search, hash: window.location.hash });
  const { search, hash } = here === there && !to.search ? window.location : withSettings(there, here, to.searchParams);
  to.search = search;
  to.hash = hash;
  link.setAttribute("href", to.href);
  aimed.set(link, { ours: to.href, theirs: from });
}

// The first page is the folder of the others.
function pageAt({ pathname }) {
  const name = pathname.split("/").at(-1);
  return name in pages ? name : "";
}

// What goes along: what the link itself asks for, then what is of that page alone, then what the address has of the settings that both pages take, then what is kept.
function withSettings(there, here, asked) {
  const now = new URLSearchParams(window.location.search), along = new URLSearchParams();
  for (const name of new Set([...pages[there], ...asked.keys()])) {
    const says = asked.has(name) ? asked : now;
    const isSaid = says === asked || (pages[here].includes(name) && now.has(name));
    const values = (says === now && ofPages[there]?.[name]) || (isSaid ? says.getAll(name) : (carried[name] ?? []));
    for (const value of values) along.append(name, value);
  }
  const before = places.get(there), inOrder = (parameters) => [...new URLSearchParams(parameters)].map(String).sort().join();
  return { search: String(along), hash: before && inOrder(before.search) === inOrder(along) ? before.hash : "" };
}
