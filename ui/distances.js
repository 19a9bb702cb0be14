// How far two rows of numbers are apart, by each distance: the same as kmeans_core/similarities.py, for what is told and drawn.
//
// `place` puts a row where it is measured; of two rows there, what `apart` gives rises as they lie farther apart; `told` makes of it
// what people read.

const RADIUS = 6371.0088; // of the globe in km, as in kmeans_core/similarities.py
const degrees = Math.PI / 180;

const itself = (row) => row;
const squares = (a, b) => { let sum = 0; for (let f = 0; f < a.length; f++) sum += (a[f] - b[f]) ** 2; return sum; };
const angle = (squared) => 2 * Math.asin(Math.min(1, Math.sqrt(squared) / 2)); // between two rows of length 1
// NaN where there is none: at zero, and beyond the poles.
const direction = (row) => { const length = Math.hypot(...row); return row.map((value) => value / length); };
const onGlobe = ([latitude, longitude]) => {
  const fromAxis = Math.abs(latitude) > 90 ? NaN : Math.cos(latitude * degrees);
  return [fromAxis * Math.cos(longitude * degrees), fromAxis * Math.sin(longitude * degrees), Math.sin(latitude * degrees)];
};

export const DISTANCES = {
  straight: { place: itself, apart: squares, told: Math.sqrt },
  blocks: { place: itself, apart: (a, b) => { let sum = 0; for (let f = 0; f < a.length; f++) sum += Math.abs(a[f] - b[f]); return sum; }, told: itself },
  worst: { place: itself, apart: (a, b) => { let most = 0; for (let f = 0; f < a.length; f++) most = Math.max(most, Math.abs(a[f] - b[f])); return most; }, told: itself },
  angle: { place: direction, apart: squares, told: (squared) => angle(squared) / degrees },
  mixed: { place: itself, apart: squares, told: Math.sqrt }, // of rows with half a square for each of two words that differ: see `as_straight`
  globe: { place: onGlobe, apart: squares, told: (squared) => RADIUS * angle(squared) },
};

// Row `i` of `numbers`, which holds rows of so many numbers, one after the other.
export const rowOf = (numbers, i, dimensions) => Array.from(numbers.subarray(i * dimensions, (i + 1) * dimensions));

export const rowsOf = (numbers, dimensions) => Array.from({ length: numbers.length / dimensions }, (_, i) => rowOf(numbers, i, dimensions));
