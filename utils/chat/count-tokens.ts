import type { Pass } from '../context/plan-reading';
import { loadCounts, saveCounts } from '../storage/counts';
import { isTemporary } from '../storage/temporary';
import type { TokenProfile } from '../tokens/token-profile';
import { lendTexts } from './lend-texts';
import type { TokenJob, TokenReport } from './token.worker';
import { workerAsker } from './worker-asker';

type JobOf<T extends TokenJob['type']> = Omit<Extract<TokenJob, { type: T }>, 'number'>;

// Made at the first count only: its vocabulary takes 60 MB.
const ask = workerAsker<JobOf<'count-stored'> | JobOf<'count-texts'> | JobOf<'plan-pass'>, TokenReport>(
  () => new Worker(new URL('./token.worker.ts', import.meta.url), { type: 'module' }),
  'the token counter stopped',
);

/**
 * Counts stored texts exactly, in a worker that reads them itself; the counts are in the database then. What was counted before
 * costs nothing.
 * @param hashes of texts; those that are not stored are passed over.
 */
export async function countStoredTexts(hashes: readonly string[]): Promise<void> {
  if (isTemporary()) await countLent(hashes);
  else await ask({ type: 'count-stored', hashes: [...hashes] });
}

/** One text at a time: each has its count as soon as it is known, and no more of them than that are held twice. */
async function countLent(hashes: readonly string[]): Promise<void> {
  const known = await loadCounts(hashes);
  for (const hash of new Set(hashes)) {
    const [stored] = known.has(hash) ? [] : await lendTexts([hash]);
    if (stored) await saveCounts(new Map([[hash, (await countTexts([stored.text]))[0]!]]));
  }
}

/** Counts texts exactly, in a worker. @returns their profiles, in order. */
export async function countTexts(texts: readonly string[]): Promise<TokenProfile[]> {
  return (await ask({ type: 'count-texts', texts: [...texts] })).profiles;
}

/** Plans the next pass over stored texts, in a worker, see planPass. @returns null where the room holds nothing. */
export async function planStoredPass(job: Omit<JobOf<'plan-pass'>, 'type' | 'lent'>): Promise<Pass | null> {
  const lent = isTemporary() ? await lendTexts(job.texts.map(({ hash }) => hash)) : undefined;
  return (await ask({ ...job, type: 'plan-pass', ...(lent ? { lent } : {}) })).pass ?? null;
}
