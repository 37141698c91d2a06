import { toAppError } from '../shared/app-error';
import type { Source } from '../sources/source';
import type { SourceText } from '../sources/source-text';
import { database } from '../storage/database';
import { storeText } from '../storage/sources';
import { whenRoom } from '../storage/when-room';
import { estimateTokens } from '../tokens/estimate-tokens';

async function toSource(source: Source, read: SourceText): Promise<Source> {
  const { title, url, markdown, receipt, links, marks, fileHash, selectedText } = read;
  const stored = await storeText(markdown);
  if (links) await database.links.put({ sourceId: source.id, ...links });
  if (marks && marks.length > 0) await database.marks.put({ hash: stored.textHash, marks });
  return {
    ...source,
    ...stored,
    title: title || source.title || url,
    url,
    tokenCount: estimateTokens(markdown),
    status: 'ready',
    error: undefined,
    readShare: undefined,
    ...(fileHash ? { fileHash } : {}),
    readAt: Date.now(),
    receipt,
    ...(selectedText ? { selected: await storeText(selectedText) } : {}),
  };
}

/** The chip may have been taken away meanwhile, or the user has stopped it: then there is nothing to write. */
const isReading = async ({ id }: Source): Promise<boolean> =>
  (await database.sources.get(id))?.status === 'reading';

/**
 * Reads a source and writes how it went to its record.
 * @returns the source, `ready` or `failed`: one that cannot be read keeps its place and says why.
 */
export async function finishSource(source: Source, read: () => Promise<SourceText>): Promise<Source> {
  if (!(await isReading(source))) return source;
  let result: Source;
  try {
    result = await toSource(source, await read());
  } catch (error) {
    result = { ...source, status: 'failed', error: toAppError(error).toRecord(), readShare: undefined };
  }
  await whenRoom(async () => {
    if (await isReading(source)) await database.sources.put(result);
  });
  return result;
}
