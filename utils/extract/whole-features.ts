/** Features are whole numbers of this part of one. */
const step = 1e-3;
const largest = 2 ** 31 - 1;

/** A feature as the trees ask for it; it fits into an Int32Array. */
export const toWhole = (feature: number): number => Math.min(largest, Math.round(feature / step));

export const share = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);

const log = (value: number): number => Math.log2(1 + value);
/** Logarithms of small counts, which are asked for again and again; 0 where not known yet. */
const smallLogs = new Int16Array(1024);

/** The logarithm of a count as a whole number (see toWhole). */
export function wholeLog(count: number): number {
  if (count >= smallLogs.length) return toWhole(log(count));
  const found = smallLogs[count]!;
  if (found !== 0 || count === 0) return found;
  const whole = toWhole(log(count));
  smallLogs[count] = whole;
  return whole;
}
