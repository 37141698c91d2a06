import { database, type StoredText } from '../storage/database';

/** Stored texts for a worker that cannot read them itself: those of a temporary chat are in the memory of its page. */
export async function lendTexts(hashes: readonly string[]): Promise<StoredText[]> {
  const found = await database.texts.bulkGet([...new Set(hashes)].filter(Boolean));
  return found.filter((stored) => stored !== undefined);
}

/** The hash of each source's text, by id, with those texts. */
export async function lendSources(ids: readonly string[]) {
  const sources = await database.sources.bulkGet([...new Set(ids)]);
  const hashes = new Map(sources.flatMap((source) => (source ? [[source.id, source.textHash]] : [])));
  return { hashes, texts: await lendTexts([...hashes.values()]) };
}
