import { isTemporary } from '../storage/temporary';
import type { CitationAnswer, CitationJob } from './citation.worker';
import { lendSources } from './lend-texts';
import { workerAsker } from './worker-asker';

export interface WantedCitation {
  sourceId: string;
  /** As the model wrote it. */
  quote: string;
}

/** What became of a citation. */
export interface CitationReport {
  /**
   * - `exact`, `folded`, `close`: where it stands in the stored text, see LocatedPassage;
   * - `not-found`: the source's text has no such passage;
   * - `too-short`: it says less than a handful of letters;
   * - `no-source`: the source, or its text, is not there (any more).
   */
  state: 'exact' | 'folded' | 'close' | 'not-found' | 'too-short' | 'no-source';
  /** Of the passage in the stored text, in UTF-16 units. */
  start?: number;
  end?: number;
  /** 0 to 1. */
  score?: number;
  /** How often the passage stands in the text. */
  places?: number;
  /** The passage as its reader sees it, and what stands around it: plain text on one line. */
  before?: string;
  quote?: string;
  after?: string;
}

const ask = workerAsker<Omit<CitationJob, 'number'>, CitationAnswer>(
  () => new Worker(new URL('./citation.worker.ts', import.meta.url), { type: 'module' }),
  'the look-up of citations stopped',
);

/**
 * Looks quotations up in the stored texts of their sources, in a worker that reads the texts itself, each once.
 * @returns one report for each, in order.
 * @throws AppError `engine-failed`
 */
export const locateCitations = async (wanted: readonly WantedCitation[]): Promise<CitationReport[]> =>
  (
    await ask({
      wanted,
      ...(isTemporary() ? { lent: await lendSources(wanted.map(({ sourceId }) => sourceId)) } : {}),
    })
  ).reports;
