import instantiate from 'tiktoken/lite/tiktoken_bg.wasm?init';
import { type Cursor, type Pass, planPass } from '../context/plan-reading';
import { loadCounts, saveCounts } from '../storage/counts';
import { database, type StoredText } from '../storage/database';
import { modelTokens, type TokenFamily } from '../tokens/families';
import { loadO200k } from '../tokens/o200k';
import { estimateProfile, type TokenProfile } from '../tokens/token-profile';

/** What the worker is asked: each is answered once, with the same number. */
export type TokenJob =
  /** Counts the texts of these hashes and keeps the counts in the database. */
  | { number: number; type: 'count-stored'; hashes: string[] }
  | { number: number; type: 'count-texts'; texts: string[] }
  | {
      number: number;
      type: 'plan-pass';
      /** In reading order. */
      texts: { id: string; hash: string; overheadTokens: number }[];
      /** Where the database is not for this worker to read. */
      lent?: StoredText[];
      from: Cursor;
      roomTokens: number;
      facts: { family: TokenFamily; tokenRatio: number };
    };

export interface TokenReport {
  number: number;
  /** Of `count-texts`, in order. */
  profiles: TokenProfile[];
  /** Of `plan-pass`; null where the room holds nothing. */
  pass?: Pass | null;
  /** Set where the job failed. */
  said?: string;
}

/** The first counts are written after this. Each write redraws open panels, so the next ones take twice as long each time. */
const firstSaveMs = 250;
/** Texts (their characters) that are read at once: one by one, ten thousand short ones take longer to read than to count. */
const charactersAtOnce = 1_000_000;

const counter = loadO200k(instantiate);

/** A text that the vocabulary's code gives up on is estimated: a count that is marked as such beats none. */
async function profileOf(text: string): Promise<TokenProfile> {
  const { profile } = await counter;
  try {
    return profile(text);
  } catch {
    return estimateProfile(text);
  }
}

async function countStored(hashes: string[]): Promise<void> {
  const known = await loadCounts(hashes);
  let counted = new Map<string, TokenProfile>();
  let saveMs = firstSaveMs;
  let savedAt = performance.now();
  const wanted = [...new Set(hashes)].filter((hash) => !known.has(hash));
  let atOnce = 1;
  for (let at = 0; at < wanted.length; ) {
    const texts = await database.texts.bulkGet(wanted.slice(at, at + atOnce));
    at += atOnce;
    let longest = 1;
    for (const stored of texts) {
      if (!stored) continue;
      longest = Math.max(longest, stored.text.length);
      counted.set(stored.hash, await profileOf(stored.text));
      if (performance.now() - savedAt < saveMs) continue;
      await saveCounts(counted);
      counted = new Map();
      saveMs *= 2;
      savedAt = performance.now();
    }
    // Twice as many each time at most: short ones say little of those that follow.
    atOnce = Math.max(1, Math.min(atOnce * 2, Math.floor(charactersAtOnce / longest)));
  }
  if (counted.size > 0) await saveCounts(counted);
}

/** A text that is gone must not look like one that was read. */
function textOf(stored: StoredText | undefined): string {
  if (!stored) throw new Error('the text of a source is missing');
  return stored.text;
}

async function plan(job: Extract<TokenJob, { type: 'plan-pass' }>): Promise<Pass | null> {
  const hashes = job.texts.map(({ hash }) => hash);
  const stored = new Map(
    (job.lent ?? (await database.texts.bulkGet(hashes))).map((text) => [text?.hash, text]),
  );
  const texts = job.texts.map(({ id, hash, overheadTokens }) => ({
    id,
    overheadTokens,
    text: textOf(stored.get(hash)),
  }));
  const { profile } = await counter;
  try {
    return planPass(texts, job.from, job.roomTokens, (text) => modelTokens(profile(text), job.facts));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

async function run(job: TokenJob): Promise<TokenReport> {
  const { number } = job;
  switch (job.type) {
    case 'count-stored':
      await countStored(job.hashes);
      return { number, profiles: [] };
    case 'count-texts':
      return { number, profiles: await Promise.all(job.texts.map(profileOf)) };
    case 'plan-pass':
      return { number, profiles: [], pass: await plan(job) };
  }
}

/** One job after the other: they share the one processor that this worker has. */
let last: Promise<void> = Promise.resolve();

addEventListener('message', ({ data: job }: MessageEvent<TokenJob>) => {
  last = last.then(async () => {
    const report = await run(job).catch(
      (error: unknown): TokenReport => ({ number: job.number, profiles: [], said: String(error) }),
    );
    postMessage(report);
  });
});
