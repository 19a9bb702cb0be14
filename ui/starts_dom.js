// What the components of the page on starting points share; put before each of their scripts.

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

let plotlyPromise;
function loadPlotly(url) {
  if (window.Plotly?.react) return Promise.resolve(window.Plotly);
  plotlyPromise ??= new Promise((resolve, reject) => {
    const script = el("script", { src: url });
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => { plotlyPromise = undefined; script.remove(); reject(new Error("plotly.js did not load")); };
    document.head.append(script);
  });
  return plotlyPromise;
}
