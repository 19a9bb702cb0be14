// Pictures as one drawing to keep: on white paper, in a grid, with words below each. Text in, text out.

const PAPER = `color="#1b2230" font-family="sans-serif"`;
const MOST_ACROSS = 4, ROOM = { aside: 24, below: 44, above: 50 }; // pixels around the pictures
const NARROWEST = 560; // pixels: a title needs them

export function escaped(text) {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

// Width and height of a picture.
export function sizeOf(picture) {
  return picture.match(/viewBox="0 0 ([\d.]+) ([\d.]+)"/).slice(1).map(Number);
}

// The pictures of all cards, each with two lines below, the whole with a line above: one SVG drawing and its size.
export function sheet(cards, title) {
  const [width, height] = sizeOf(cards[0].svg), across = Math.min(MOST_ACROSS, cards.length);
  const [stepAcross, stepDown] = [width + ROOM.aside, height + ROOM.below];
  const total = [Math.max(across * stepAcross, NARROWEST), ROOM.above + Math.ceil(cards.length / across) * stepDown];
  const pictures = cards.map((card, i) => {
    const [x, y] = [ROOM.aside / 2 + (i % across) * stepAcross, ROOM.above + Math.floor(i / across) * stepDown];
    const words = (line, text) => `<text x="${x}" y="${y + height + line}" font-size="11">${escaped(text)}</text>`;
    return card.svg.replace("<svg ", `<svg x="${x}" y="${y}" width="${width}" height="${height}" `)
      + words(15, `${card.number}: ${card.share} ${card.of}`) + words(29, card.worse);
  });
  const heading = `<text x="${ROOM.aside / 2}" y="30" font-size="17" font-weight="700">${escaped(title)}</text>`;
  return [onPaper(total, heading + pictures.join("")), total];
}

export function onPaper([width, height], content) {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" ${PAPER}><rect width="100%" height="100%" fill="#fff"/>${content}</svg>`;
}
