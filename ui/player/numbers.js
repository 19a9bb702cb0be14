// How numbers and dates are written.

// Three significant digits in a form that people read: 1,234, 9.35B for billions; an exponent for the very small alone.
export function rounded(value) {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  if (size >= 1e7 && size < 1e15) return value.toLocaleString("en-US", { notation: "compact", maximumSignificantDigits: 3 }).replace("-", "−");
  if (size !== 0 && (size >= 1e15 || size < 1e-4)) return value.toExponential(2).replace("-", "−");
  const digits = size >= 100 || size === 0 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
  return value.toLocaleString("en-US", { maximumFractionDigits: digits }).replace("-", "−");
}

// Far from zero, digits must tell neighbours apart: as many as the width of the plot asks for.
export function roundedWithin(value, width) {
  const digits = Math.max(0, Math.min(12, 2 - Math.floor(Math.log10(width || 1))));
  return Math.abs(value) > 1e4 * width && Math.abs(value) < 1e15 ? value.toFixed(digits).replace("-", "−") : rounded(value);
}

// Days since 1970 as a date, with the time of day where the dates lie close together.
export function asDate(days, width) {
  const text = new Date(Math.round(days * 1440) * 60_000).toISOString().replace("T", " ");
  return text.slice(0, width > 0 && width < 4 ? 16 : 10);
}
