// The part of the plot that is nearest to each center, where it has no straight edges: an image, worked out pixel by pixel.

import { DISTANCES, rowsOf } from "../distances.js";

const FILL = 41, EDGE = 110; // of 255: as clear as the regions with straight edges are, and their edges

// For each pixel, from the top left on: which of `centers` is the nearest, of several the first; -1 where nothing can be measured.
// The edges are what the axes show; `plane` see `_plane` in payload.py.
export function nearestOfPixels(centers, name, plane, { left, right, bottom, top }, width, height) {
  const { place, apart } = DISTANCES[name], places = centers.map(place), labels = new Int16Array(width * height).fill(-1);
  const along = Array.from({ length: width }, (_, px) => left + ((px + 0.5) / width) * (right - left));
  for (let py = 0, pixel = 0; py < height; py++) {
    const up = top - ((py + 0.5) / height) * (top - bottom);
    for (let px = 0; px < width; px++, pixel++) {
      const here = place(plane.up.map((isUp, f) => ((isUp ? up : along[px]) - plane.center[f]) / plane.scale[f]));
      let least = Infinity;
      places.forEach((center, j) => { const far = apart(here, center); if (far < least) { least = far; labels[pixel] = j; } });
    }
  }
  return labels;
}

export class Regions {
  constructor({ distance, swatches, hover }) {
    Object.assign(this, { name: distance.name, plane: distance.image, dimensions: hover.dimensions, kept: new Map() });
    this.colors = swatches.map(({ color }) => [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16)));
  }

  // One of Plotly's images for centers, as they are measured, on axes as they are drawn. `name`: which they are, to make it but once.
  image(means, name, { xaxis, yaxis }) {
    const [left, right] = xaxis.range, [bottom, top] = yaxis.range, width = Math.round(xaxis._length), height = Math.round(yaxis._length);
    const key = [name, left, right, bottom, top, width, height].join();
    if (!this.kept.has(key)) this.kept.set(key, this.paint(nearestOfPixels(rowsOf(means, this.dimensions), this.name, this.plane, { left, right, bottom, top }, width, height), width, height));
    return { source: this.kept.get(key), xref: "x", yref: "y", x: left, y: top, sizex: right - left, sizey: top - bottom, sizing: "stretch", layer: "below" };
  }

  paint(labels, width, height) {
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width, height });
    const pen = canvas.getContext("2d"), picture = pen.createImageData(width, height);
    labels.forEach((label, pixel) => {
      const isEdge = (pixel % width && labels[pixel - 1] !== label) || (pixel >= width && labels[pixel - width] !== label);
      if (label >= 0) picture.data.set([...this.colors[label], isEdge ? EDGE : FILL], 4 * pixel);
    });
    pen.putImageData(picture, 0, 0);
    return canvas.toDataURL();
  }
}
