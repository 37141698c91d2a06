import { classOfUnit, wordClass } from './character-shape';
import type { Letters } from './letters-of-key';

/** Letters in a row that are looked up together; fewer where each is a word or half of one. */
const gramLength = { letters: 6, wide: 3 };
/** Places that are looked at for one quotation; rare grams come first. */
const mostHits = 4000;
/** Diagonals that are counted together: so many letters may be missing or added. */
const binWidth = 32;
/** Where fewer grams meet than this part of the most, a closer passage is not to be expected. */
const likelyShare = 3;

/** Where each gram of a text begins, as lists in one array: those of bucket `b` lie from `firsts[b]` to `firsts[b + 1]`. */
export interface GramIndex {
  firsts: Uint32Array;
  places: Uint32Array;
  mask: number;
}

/** The bucket of the gram at a place; -1 where the letters end. */
function bucketAt(letters: string, place: number, mask: number): number {
  const first = letters.charCodeAt(place);
  const length = classOfUnit(first) === wordClass.wide ? gramLength.wide : gramLength.letters;
  if (place + length > letters.length) return -1;
  let hash = first;
  for (let at = place + 1; at < place + length; at++)
    hash = Math.imul(hash, 0x01000193) ^ letters.charCodeAt(at);
  // The low bits of a product know nothing of the high ones of its factors.
  hash ^= hash >>> 15;
  return (Math.imul(hash, 0x2c1b3c6d) >>> 7) & mask;
}

/** Indexes the grams at the beginnings of words. Takes some 20 ns a letter. */
export function indexGrams({ letters, starts }: Letters): GramIndex {
  let size = 1024;
  while (size < letters.length / 4 && size < 1 << 20) size *= 2;
  const mask = size - 1;
  const firsts = new Uint32Array(size + 1);
  let count = 0;
  for (let place = 0; place < letters.length; place++) count += starts[place]!;
  const begins = new Uint32Array(count);
  const buckets = new Int32Array(count);
  count = 0;
  for (let place = 0; place < letters.length; place++) {
    const bucket = starts[place] ? bucketAt(letters, place, mask) : -1;
    if (bucket < 0) continue;
    begins[count] = place;
    buckets[count++] = bucket;
    firsts[bucket + 1]!++;
  }
  for (let bucket = 0; bucket < size; bucket++) firsts[bucket + 1]! += firsts[bucket]!;
  const next = firsts.slice();
  const places = new Uint32Array(count);
  for (let index = 0; index < count; index++) places[next[buckets[index]!]!++] = begins[index]!;
  return { firsts, places, mask };
}

/**
 * Where in a text a quotation may begin: the diagonals on which most of their grams meet.
 * @returns places of letters, negative ones included, the most promising first. The place is right by some 32 letters.
 */
export function likelyStarts({ firsts, places, mask }: GramIndex, quote: string, most: number): number[] {
  const seeds: { at: number; bucket: number; size: number }[] = [];
  for (let at = 0; at < quote.length; at++) {
    const bucket = bucketAt(quote, at, mask);
    if (bucket < 0) continue;
    const size = firsts[bucket + 1]! - firsts[bucket]!;
    if (size > 0) seeds.push({ at, bucket, size });
  }
  seeds.sort((a, b) => a.size - b.size);
  const hits = new Map<number, number>();
  let hitCount = 0;
  for (const { at, bucket, size } of seeds) {
    hitCount += size;
    if (hitCount > mostHits && hits.size > 0) break;
    const end = Math.min(firsts[bucket + 1]!, firsts[bucket]! + mostHits);
    for (let index = firsts[bucket]!; index < end; index++) {
      const bin = Math.floor((places[index]! - at) / binWidth);
      hits.set(bin, (hits.get(bin) ?? 0) + 1);
    }
  }
  const likely = [...hits]
    .map(([bin, count]) => ({ bin, count: count + (hits.get(bin + 1) ?? 0) }))
    .sort((a, b) => b.count - a.count || a.bin - b.bin)
    .slice(0, most);
  return likely
    .filter(({ count }) => count * likelyShare >= likely[0]!.count)
    .map(({ bin }) => bin * binWidth);
}
