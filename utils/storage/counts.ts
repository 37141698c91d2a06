import type { Source } from '../sources/source';
import type { TokenProfile } from '../tokens/token-profile';
import { database } from './database';

/** The counts that are known of these texts, by hash. */
export async function loadCounts(hashes: readonly string[]): Promise<ReadonlyMap<string, TokenProfile>> {
  const known = await database.counts.bulkGet([...hashes]);
  return new Map(known.flatMap((count) => (count ? [[count.hash, count.tokens] as const] : [])));
}

/**
 * Sources that were read, and the counts of texts: both stay as they are. They come from memory, because every change of a chat has
 * its sources read again, and ten thousand records take a second.
 */
const readSources = new Map<string, Source>();
const knownCounts = new Map<string, TokenProfile>();
const mostKept = 50_000;

/** The database tells sources their counts in its own time. */
function withCount(source: Source): Source {
  const tokenCount = knownCounts.get(source.textHash)?.o200k ?? source.tokenCount;
  if (source.status !== 'ready') return source;
  const known = readSources.get(source.id);
  if (known?.tokenCount === tokenCount) return known;
  const counted = { ...source, tokenCount };
  readSources.set(source.id, counted);
  return counted;
}

/**
 * Sources by id, in the order given, and what is counted of their texts, by hash. In a live query, what may still change is watched.
 */
export async function loadCountedSources(ids: readonly string[]): Promise<{
  sources: ReadonlyMap<string, Source>;
  counts: ReadonlyMap<string, TokenProfile>;
}> {
  if (readSources.size > mostKept) readSources.clear();
  if (knownCounts.size > mostKept) knownCounts.clear();
  const records = new Map<string, Source>();
  for (const source of await database.sources.bulkGet(ids.filter((id) => !readSources.has(id))))
    if (source) records.set(source.id, source);
  const found = ids.flatMap((id) => readSources.get(id) ?? records.get(id) ?? []);
  const hashes = found.flatMap(({ textHash }) => textHash || []);
  for (const [hash, tokens] of await loadCounts(hashes.filter((hash) => !knownCounts.has(hash))))
    knownCounts.set(hash, tokens);
  const sources = new Map(found.map((source) => [source.id, withCount(source)]));
  const counts = new Map(
    hashes.flatMap((hash) => {
      const tokens = knownCounts.get(hash);
      return tokens ? [[hash, tokens] as const] : [];
    }),
  );
  return { sources, counts };
}

/** Keeps counts, and tells them to the sources whose size was estimated so far. */
export async function saveCounts(counts: ReadonlyMap<string, TokenProfile>): Promise<void> {
  await database.transaction('rw', database.counts, database.sources, async () => {
    await database.counts.bulkPut([...counts].map(([hash, tokens]) => ({ hash, tokens })));
    await database.sources
      .where('textHash')
      .anyOf([...counts.keys()])
      .modify((source) => {
        source.tokenCount = counts.get(source.textHash)?.o200k ?? source.tokenCount;
      });
  });
}
