// Points and means where distances are measured, which need not be where they are drawn: in the units of the clustering, and with
// all their columns. Pure, like `run.js`.

import { DISTANCES, rowOf } from "../distances.js";
import { decode } from "../dom.js";
import { distanceOfRows } from "../geometry.js";

export class Space {
  // `X`, and `means` of each half-step, are rows of `dimensions` numbers each; a distance up to `rounding` is none.
  // `lift`: two rows, by which a way across and up on the plot becomes the way of a position.
  // `distance`: a name in `DISTANCES`, of the one from points to means.
  constructor({ X, means, dimensions, rounding, lift }, distance = "straight") {
    Object.assign(this, DISTANCES[distance], { X: decode(X), means: means.map(decode), dimensions, rounding });
    this.lift = decode(lift);
    this.weights = [0, 1].map((row) => Math.hypot(...this.lift.slice(row * dimensions, (row + 1) * dimensions))); // of a unit across, and up
    this.k = this.means[0].length / dimensions;
  }

  // From a point to each mean.
  distances(point, step) {
    const placed = (numbers, i) => this.place(rowOf(numbers, i, this.dimensions)), from = placed(this.X, point);
    return Array.from({ length: this.k }, (_, j) => this.sound(this.told(this.apart(from, placed(this.means[step], j)))));
  }

  // How far each mean goes from one half-step to another.
  ways(from, to) {
    return Array.from({ length: this.k }, (_, j) => this.sound(distanceOfRows(this.means[from], j, this.means[to], j, this.dimensions)));
  }

  // The point nearest to a point, another one at the same place included, and how far it is: { index, distance }.
  neighbour(point) {
    let index = -1, distance = Infinity;
    for (let i = 0; i < this.X.length / this.dimensions; i++) {
      const far = i === point ? Infinity : distanceOfRows(this.X, point, this.X, i, this.dimensions);
      if (far < distance) { distance = far; index = i; }
    }
    return { index, distance: this.sound(distance) };
  }

  sound(distance) {
    return distance <= this.rounding ? 0 : distance;
  }
}
