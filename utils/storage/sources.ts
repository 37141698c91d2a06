import { AppError } from '../shared/app-error';
import { hashText } from '../shared/hash-text';
import type { Source } from '../sources/source';
import { database } from './database';
import { loadSettings } from './settings';

/** Length of an envelope's name in hexadecimal digits: 80 bits that no page can guess. */
const envelopeDigits = 20;

/** The name of a text's envelope: from its hash and this install's secret, so that the same text always gets the same one. */
export async function envelopeFor(textHash: string): Promise<string> {
  const { installSecret } = await loadSettings();
  return (await hashText(installSecret + textHash)).slice(0, envelopeDigits);
}

/** What a source keeps of its text. */
type TextFacts = Pick<Source, 'textHash' | 'envelope' | 'characterCount'>;

/** What a source is to keep of a text that is stored with it; `envelope`: see envelopeFor. */
export async function factsOf(text: string): Promise<TextFacts> {
  const textHash = await hashText(text);
  return { textHash, envelope: await envelopeFor(textHash), characterCount: text.length };
}

/** Stores a text once by its hash. @returns see factsOf. */
export async function storeText(text: string): Promise<TextFacts> {
  const facts = await factsOf(text);
  await database.texts.put({ hash: facts.textHash, text });
  return facts;
}

export interface SourceWithText {
  source: Source;
  text: string;
}

/**
 * Sources with their texts, in the order given. One transaction for all: ten thousand of them take seconds to begin and end.
 * @throws AppError `source-missing` where a source or its text is gone: a request is never built without it.
 */
export async function loadStoredTexts(ids: readonly string[]): Promise<SourceWithText[]> {
  return database.transaction('r', database.sources, database.texts, async () => {
    const sources = await database.sources.bulkGet([...ids]);
    const texts = await database.texts.bulkGet(sources.map((source) => source?.textHash ?? ''));
    return ids.map((id, index) => {
      const source = sources[index];
      const stored = texts[index];
      if (!source || !stored) throw new AppError('source-missing', {}, id);
      return { source, text: stored.text };
    });
  });
}

/** @throws AppError see loadStoredTexts. */
export const loadSourceText = async (id: string): Promise<SourceWithText> =>
  (await loadStoredTexts([id]))[0]!;

/** A clock that is set right moves by so much without a jump. */
const clockSlackMs = 1000;
const interrupted = { status: 'failed', error: { code: 'read-interrupted', facts: {} } } as const;

/**
 * Sources whose reader was closed in the middle say so, and can be read again. Tabs are read by the panel, pages by the engine
 * unless they take a tab.
 * @param before when this reader began, milliseconds since 1970: later reads are its own.
 */
export async function failOrphanedReads(kind: Source['kind'], before: number): Promise<void> {
  const readerOf = ({ isFile, isInTab, kind: own }: Source) => (isFile ? 'file' : isInTab ? 'tab' : own);
  // A read of a time to come began before the clock was set back.
  const isOlder = ({ readAt }: Source) => readAt < before || readAt > Date.now() + clockSlackMs;
  await database.sources
    .filter((source) => readerOf(source) === kind && source.status === 'reading' && isOlder(source))
    .modify(interrupted);
}

/** Those that are still being read are not waited for any more. */
export async function stopSources(ids: readonly string[]): Promise<void> {
  await database.sources
    .where('id')
    .anyOf([...ids])
    .and(({ status }) => status === 'reading')
    .modify({ ...interrupted, readShare: undefined });
}
