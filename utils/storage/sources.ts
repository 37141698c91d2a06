import { hashText } from '../shared/hash-text';
import type { Source } from '../sources/source';
import { database } from './database';
import { loadSettings } from './settings';

/** Length of an envelope's name in hexadecimal digits: 80 bits that no page can guess. */
const envelopeDigits = 20;

/**
 * Stores a text once by its hash and gives what a source keeps of it.
 * @returns `envelope` is derived from the text and this install's secret: the same text always gets the same one.
 */
export async function storeText(
  text: string,
): Promise<Pick<Source, 'textHash' | 'envelope' | 'characterCount'>> {
  const textHash = await hashText(text);
  const { installSecret } = await loadSettings();
  await database.texts.put({ hash: textHash, text });
  return {
    textHash,
    envelope: (await hashText(installSecret + textHash)).slice(0, envelopeDigits),
    characterCount: text.length,
  };
}

/** @throws RangeError where the source or its text is gone: a request is never built without it. */
export async function loadSourceText(id: string): Promise<{ source: Source; text: string }> {
  const source = await database.sources.get(id);
  const stored = source && (await database.texts.get(source.textHash));
  if (!source || !stored) throw new RangeError(`the text of source ${id} is missing`);
  return { source, text: stored.text };
}

const interrupted = { status: 'failed', error: { code: 'read-interrupted', facts: {} } } as const;

/**
 * Sources whose reader was closed in the middle say so, and can be read again. Tabs are read by the panel, pages by the engine.
 * @param before when this reader began, milliseconds since 1970: later reads are its own.
 */
export async function failOrphanedReads(kind: Source['kind'], before: number): Promise<void> {
  await database.sources
    .filter((source) => source.kind === kind && source.status === 'reading' && source.readAt < before)
    .modify(interrupted);
}

/** Those that are still being read are not waited for any more. */
export async function stopSources(ids: readonly string[]): Promise<void> {
  await database.sources
    .where('id')
    .anyOf([...ids])
    .and(({ status }) => status === 'reading')
    .modify(interrupted);
}
