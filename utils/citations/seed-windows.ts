export interface SeedWindow {
  start: number;
  end: number;
  /** Share of the wanted letters whose seeds stand in it, 0 to 1. */
  share: number;
}

/** A seed that stands in more places says nothing on where the passage is. */
const mostPlaces = 400;
const mostSeeds = 80;
const mostWindows = 12;
/** Below this share a stretch is no candidate. */
const leastShare = 0.3;
/** Scripts whose every letter is a syllable or a word. */
const dense = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/g;

/** The first places of a part in a text. */
export function placesOf(text: string, part: string, most: number): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(part); at >= 0 && places.length < most; at = text.indexOf(part, at + 1))
    places.push(at);
  return places;
}

/**
 * Stretches of a text in which many short pieces of the wanted letters stand close together, the best first: where a passage may be
 * that differs in between (seeds, as BLAST finds alignments: Altschul et al., 1990).
 */
export function seedWindows(text: string, wanted: string): SeedWindow[] {
  const isDense = (wanted.match(dense)?.length ?? 0) > wanted.length / 3;
  const size = Math.min(isDense ? 4 : 9, wanted.length);
  if (size < 2) return [];
  const count = Math.min(mostSeeds, Math.ceil(wanted.length / size));
  const seeds = Array.from({ length: count }, (_, index) =>
    Math.round((index * (wanted.length - size)) / Math.max(1, count - 1)),
  );
  const hits = [...new Set(seeds)]
    .flatMap((offset) => {
      const places = placesOf(text, wanted.slice(offset, offset + size), mostPlaces);
      return places.length < mostPlaces ? places.map((place) => ({ offset, place })) : [];
    })
    .sort((a, b) => a.place - b.place);
  const room = Math.ceil(wanted.length * 1.3) + 40;
  const inside = new Map<number, number>();
  const found: SeedWindow[] = [];
  let first = 0;
  for (const [last, { offset, place }] of hits.entries()) {
    inside.set(offset, (inside.get(offset) ?? 0) + 1);
    while (place - hits[first]!.place > room) {
      const gone = hits[first++]!.offset;
      const left = inside.get(gone)! - 1;
      if (left > 0) inside.set(gone, left);
      else inside.delete(gone);
    }
    const share = inside.size / count;
    if (share < leastShare) continue;
    // What the outermost seeds leave of the passage stands before and after them.
    const start = Math.max(0, hits[first]!.place - hits[first]!.offset - 20);
    const end = Math.min(text.length, hits[last]!.place + wanted.length - offset + 20);
    const before = found.at(-1);
    if (!before || start > before.end) found.push({ start, end, share });
    else if (share > before.share) found[found.length - 1] = { start, end, share };
  }
  return found.sort((a, b) => b.share - a.share).slice(0, mostWindows);
}
