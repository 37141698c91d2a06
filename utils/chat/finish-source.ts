import { toAppError } from '../shared/app-error';
import type { ReadPage } from '../sources/read-tab';
import type { Source } from '../sources/source';
import { database } from '../storage/database';
import { storeText } from '../storage/sources';
import { estimateTokens } from '../tokens/estimate-tokens';

async function toSource(source: Source, page: ReadPage): Promise<Source> {
  const stored = await storeText(page.markdown);
  await database.links.put({ sourceId: source.id, links: page.links, nextUrl: page.nextUrl });
  return {
    ...source,
    ...stored,
    title: page.title || source.title || page.url,
    url: page.url,
    tokenCount: estimateTokens(page.markdown),
    status: 'ready',
    error: undefined,
    readAt: Date.now(),
    receipt: { ...page.receipt, ...(page.unreadFrames > 0 ? { unreadFrames: page.unreadFrames } : {}) },
  };
}

/** The chip may have been taken away meanwhile, or the user has stopped it: then there is nothing to write. */
const isReading = async ({ id }: Source): Promise<boolean> =>
  (await database.sources.get(id))?.status === 'reading';

/**
 * Reads a source and writes how it went to its record.
 * @returns the source, `ready` or `failed`: one that cannot be read keeps its place and says why.
 */
export async function finishSource(source: Source, read: () => Promise<ReadPage>): Promise<Source> {
  if (!(await isReading(source))) return source;
  let result: Source;
  try {
    result = await toSource(source, await read());
  } catch (error) {
    result = { ...source, status: 'failed', error: toAppError(error).toRecord() };
  }
  if (await isReading(source)) await database.sources.put(result);
  return result;
}
