import { isTooShort, locatePassage, type PreparedText, prepareText } from '../citations/locate-passage';
import { passageAround } from '../citations/passage-around';
import type { Source } from '../sources/source';
import { database, type StoredText } from '../storage/database';
import type { CitationReport, WantedCitation } from './locate-citations';

/** What the worker is asked: each job is answered once, with the same number. */
export interface CitationJob {
  number: number;
  wanted: readonly WantedCitation[];
  /** Where the database is not for this worker to read: the hash of each source's text, by id, and the texts. */
  lent?: { hashes: ReadonlyMap<string, string>; texts: readonly StoredText[] };
}

export interface CitationAnswer {
  number: number;
  /** In the order of the job. */
  reports: CitationReport[];
  /** Set where the job failed. */
  said?: string;
}

/** Shown around a passage. */
const contextCharacters = 160;
/** Texts that stay prepared (UTF-16 units): they take some 20 bytes for each. A longer one stays until the next is asked for. */
const longestKept = 6_000_000;

/** By hash, the least recently used first. */
const kept = new Map<string, PreparedText>();
let keptCharacters = 0;

function keep(hash: string, prepared: PreparedText): void {
  keptCharacters += prepared.text.length;
  kept.set(hash, prepared);
  for (const [oldest, { text }] of kept) {
    if (keptCharacters <= longestKept || oldest === hash) break;
    kept.delete(oldest);
    keptCharacters -= text.length;
  }
}

/** @returns undefined where the text is gone. */
async function prepared(hash: string, lent: CitationJob['lent']): Promise<PreparedText | undefined> {
  const known = kept.get(hash);
  if (known) {
    kept.delete(hash);
    kept.set(hash, known);
    return known;
  }
  const stored = lent ? lent.texts.find((text) => text.hash === hash) : await database.texts.get(hash);
  if (!stored) return undefined;
  const text = prepareText(stored.text);
  keep(hash, text);
  return text;
}

function locate(text: PreparedText, quote: string): CitationReport {
  if (isTooShort(quote)) return { state: 'too-short' };
  const located = locatePassage(text, quote);
  if (!located) return { state: 'not-found' };
  const { match, ...place } = located;
  return { state: match, ...place, ...passageAround(text.text, located, contextCharacters) };
}

async function readHashes(ids: string[]): Promise<ReadonlyMap<string, string>> {
  const sources: (Source | undefined)[] = await database.sources.bulkGet(ids);
  return new Map(sources.flatMap((source) => (source ? [[source.id, source.textHash]] : [])));
}

/** All citations of one text after the other: each text is read and prepared once. */
async function locateAll({ wanted, lent }: CitationJob): Promise<CitationReport[]> {
  const hashes = lent?.hashes ?? (await readHashes([...new Set(wanted.map(({ sourceId }) => sourceId))]));
  const byHash = Map.groupBy(wanted.keys(), (index) => hashes.get(wanted[index]!.sourceId) ?? '');
  const reports: CitationReport[] = wanted.map(() => ({ state: 'no-source' }));
  for (const [hash, indexes] of byHash) {
    const text = hash ? await prepared(hash, lent) : undefined;
    if (text) for (const index of indexes) reports[index] = locate(text, wanted[index]!.quote);
  }
  return reports;
}

/** One job after the other: they share the one processor that this worker has. */
let last: Promise<void> = Promise.resolve();

addEventListener('message', ({ data: job }: MessageEvent<CitationJob>) => {
  const { number } = job;
  last = last.then(async () => {
    postMessage(
      await locateAll(job).then(
        (reports): CitationAnswer => ({ number, reports }),
        (error: unknown): CitationAnswer => ({ number, reports: [], said: String(error) }),
      ),
    );
  });
});
