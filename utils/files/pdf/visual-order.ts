const rtl = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const ltr = /[\p{L}\p{N}]/u;
const mirrored: Record<string, string> = {
  '(': ')',
  ')': '(',
  '[': ']',
  ']': '[',
  '{': '}',
  '}': '{',
  '<': '>',
  '>': '<',
  '«': '»',
  '»': '«',
};

const isRtl = (text: string): boolean => rtl.test(text);
const isLtr = (text: string): boolean => !rtl.test(text) && ltr.test(text);

/** Turns around stretches that begin and end with what `isOf` accepts and hold nothing that `isOther` accepts. */
function turnStretches(
  pieces: string[],
  isOf: (text: string) => boolean,
  isOther: (text: string) => boolean,
): string[] {
  const out = [...pieces];
  for (let start = 0; start < out.length; start++) {
    if (!isOf(out[start]!)) continue;
    let end = start;
    for (let index = start; index < out.length && !isOther(out[index]!); index++)
      if (isOf(out[index]!)) end = index;
    out.splice(start, end - start + 1, ...out.slice(start, end + 1).reverse());
    start = end;
  }
  return out;
}

/** Whether a line has letters that are read from right to left. */
export const hasRtl = isRtl;

/**
 * A line's letters as they are read, from how they stand from left to right: the Unicode bidirectional algorithm's last step taken
 * back, for lines of one main direction.
 */
export function toReadingOrder(pieces: readonly string[]): string {
  const right = pieces.filter(isRtl).length;
  if (right === 0) return pieces.join('');
  if (right < pieces.filter(isLtr).length) return turnStretches([...pieces], isRtl, isLtr).join('');
  const turned = pieces.map((piece) => mirrored[piece] ?? piece).reverse();
  return turnStretches(turned, isLtr, isRtl).join('');
}
