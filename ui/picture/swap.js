// A palette put in the place of another, and the labels of every half-step. Pure: no page.

// The labels after each assign, from what each changed: the colours `rows` got `labels`, up to `ends`.
export function labelsOf({ rows, labels, ends, used }) {
  const all = [];
  for (let a = 0; a + 1 < ends.length; a++) {
    const now = a ? all[a - 1].slice() : new Uint8Array(used);
    for (let i = ends[a]; i < ends[a + 1]; i++) now[rows[i]] = labels[i];
    all.push(now);
  }
  return all;
}

// Red, green, blue, opaque of each pixel into `into`: the colour of the palette that the label of its colour names; where there are
// no labels yet, a quiet grey. Four bytes at once: the bytes of a number stand from the lowest up on all that browsers run on.
export function paint(into, index, labels, palette) {
  const words = new Uint32Array(into.buffer);
  if (!labels) {
    words.fill(0xff_b4_b4_b4);
    return;
  }
  const colors = Uint32Array.from({ length: palette.length / 3 }, (_, j) => ((255 << 24) | (palette[3 * j + 2] << 16) | (palette[3 * j + 1] << 8) | palette[3 * j]) >>> 0);
  for (let i = 0; i < index.length; i++) words[i] = colors[labels[index[i]]];
}
