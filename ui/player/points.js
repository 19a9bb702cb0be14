// The points on screen: an element each, or all on a canvas where they are too many for that. What changes is painted anew.

import { el, svg } from "../dom.js";

export class Points {
  constructor(plot) {
    this.plot = plot; // the element that Plotly fills
    this.canvas = undefined; // one for good: Plotly keeps what it fills from drawing to drawing, with all that was put beside
  }

  // Another drawing. `markers`, `letters`: the elements that Plotly made, none where there is a canvas; `looks`: of each cluster, after that
  // of points without one, the { shape, color }; `sampleSize`: of these shapes, in pixels.
  adopt(run, view, { markers, letters }, looks, sampleSize, step) {
    Object.assign(this, { run, view, markers, letters, looks, sampleSize });
    this.painted = undefined; // the labels that the points on screen have
    if (run.onCanvas) this.spread();
    else {
      this.canvas?.remove();
      this.grid?.remove();
      this.canvas = this.grid = undefined;
      this.stretch(run.labels[step]);
    }
  }

  // Plotly draws a marker of each look but once; those of other sizes are made of it.
  stretch(labels) {
    this.markers.forEach((marker, i) => {
      const scale = this.run.sizes[i] / this.sampleSize;
      if (scale === 1) return;
      marker.setAttribute("transform", `${marker.getAttribute("transform")} scale(${scale})`);
      marker.setAttribute("d", this.looks[labels[i] + 1].shape);
    });
    this.painted = labels;
  }

  spread() {
    this.canvas ??= el("canvas", { class: "kms-points" });
    const { left, top, width, height } = this.view.area;
    const density = window.devicePixelRatio || 1;
    Object.assign(this.canvas, { width: Math.round(width * density), height: Math.round(height * density) });
    Object.assign(this.canvas.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
    // The canvas lies behind all that Plotly draws, or it would hide the means; the lines of the grid and the regions go behind the canvas.
    this.grid ??= svg("svg", { class: "kms-grid" });
    const behind = this.plot.querySelectorAll(".main-svg .layer-subplot, .main-svg .gridlayer");
    if (behind.length) this.grid.replaceChildren(...behind);
    this.plot.querySelector(".svg-container").prepend(this.grid, this.canvas);
    this.stamps = this.looks.map(({ shape }) => new Path2D(shape));
  }

  // For a cluster that the run has not.
  addLook(color) {
    const clusters = this.run.symbolCodes.length + 1;
    this.looks[clusters] = { shape: this.looks[0].shape, color };
    if (this.stamps) this.stamps[clusters] = this.stamps[0];
  }

  // True where there was something to change.
  paint(labels) {
    const before = this.painted;
    if (before && labels.every((label, i) => label === before[i])) return false;
    if (this.run.onCanvas) this.stamp(labels);
    else {
      labels.forEach((label, i) => {
        if (label === before[i]) return;
        const { shape, color } = this.looks[label + 1];
        this.markers[i].setAttribute("d", shape);
        this.markers[i].style.fill = color;
        if (this.letters.length) this.letters[i].style.fill = this.run.inksOf([label], "currentColor")[0];
      });
    }
    this.painted = labels;
    return true;
  }

  stamp(labels) {
    const { area, places } = this.view, { sizes } = this.run;
    const pen = this.canvas.getContext("2d"), density = this.canvas.width / area.width;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
    let inked; // to set a colour costs as much as to fill
    labels.forEach((label, i) => {
      const scale = (density * sizes[i]) / this.sampleSize;
      pen.setTransform(scale, 0, 0, scale, places.x[i] * density, places.y[i] * density);
      if (label !== inked) pen.fillStyle = this.looks[(inked = label) + 1].color;
      pen.fill(this.stamps[label + 1]);
    });
  }
}
