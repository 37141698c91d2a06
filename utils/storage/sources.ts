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

/**
 * Sources that were being read when their panel was closed say so, and can be read again.
 * @param before when this panel began, milliseconds since 1970: later reads are its own.
 */
export async function failOrphanedReads(before: number): Promise<void> {
  await database.sources
    .filter((source) => source.status === 'reading' && source.readAt < before)
    .modify({ status: 'failed', error: { code: 'read-interrupted', facts: {} } });
}
