import { lastBreak } from './last-break';

/** How a model reads, in the terms of the animal test. */
export type Animal = 'elephant' | 'goldfish' | 'bee' | 'tadpole';

export interface Haystack {
  text: string;
  /** Where each needle stands, as a share of the text. */
  depths: number[];
}

/** Where a needle may move to, so that it stands between sentences. */
const searchLength = 600;

/** Puts needles into a text at even depths, each between two sentences. */
export function hideNeedles(text: string, needles: readonly string[]): Haystack {
  const cuts = needles.map((_, index) => {
    const wanted = Math.floor((text.length * (index + 0.5)) / needles.length);
    return lastBreak(text, Math.max(0, wanted - searchLength), wanted);
  });
  let start = 0;
  let hidden = '';
  for (const [index, cut] of cuts.entries()) {
    hidden += `${text.slice(start, cut)}\n\n${needles[index]}\n\n`;
    start = cut;
  }
  return {
    text: hidden + text.slice(start),
    depths: cuts.map((cut) => (text.length > 0 ? cut / text.length : 0)),
  };
}

/** Less than this share found is no reading at all. */
const leastShare = 0.3;
/** The beginning is forgotten where what comes after it is remembered this well. */
const rememberedShare = 0.75;

/**
 * What it says of a model which needles it has found, first to last. `elephant`: all; `goldfish`: the beginning is missing and the
 * rest is there; `bee`: gaps here and there; `tadpole`: next to nothing.
 */
export function judgeNeedles(found: readonly boolean[]): Animal {
  const share = (part: readonly boolean[]) => part.filter(Boolean).length / Math.max(1, part.length);
  if (found.every(Boolean)) return 'elephant';
  const first = found.indexOf(true);
  const rest = found.slice(first);
  if (first >= 2 && share(rest) >= rememberedShare) return 'goldfish';
  return share(found) < leastShare ? 'tadpole' : 'bee';
}
