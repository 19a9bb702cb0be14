// What the components are made with: elements, what fills them from rerun to rerun, arrays as Python sends them, plotly.js.

export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "class") node.className = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

// What fills an element: Streamlit keeps the element from rerun to rerun, and so is this made but once.
const residents = new WeakMap();
export function residentOf(element, Kind) {
  if (!residents.has(element)) residents.set(element, new Kind(element));
  return residents.get(element);
}
// For Streamlit to call when the component leaves the page; a mere change of data keeps the element.
export function leaving(element) {
  return () => {
    if (element.isConnected) return;
    residents.get(element)?.destroy();
    residents.delete(element);
  };
}

const ARRAYS = { f8: Float64Array, f4: Float32Array, i1: Int8Array, u1: Uint8Array, i2: Int16Array, u2: Uint16Array, i4: Int32Array, u4: Uint32Array };
export function decode(spec) {
  const bytes = Uint8Array.from(atob(spec.bdata), (character) => character.charCodeAt(0));
  return new ARRAYS[spec.dtype](bytes.buffer);
}

let plotlyPromise;
export function loadPlotly(url) {
  if (window.Plotly?.newPlot) return Promise.resolve(window.Plotly);
  plotlyPromise ??= new Promise((resolve, reject) => {
    const script = el("script", { src: url });
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => { plotlyPromise = undefined; script.remove(); reject(new Error("plotly.js did not load")); };
    document.head.append(script);
  });
  return plotlyPromise;
}
