import { randomUUID } from 'node:crypto';
import type { Page } from 'puppeteer';
import { writeRecords } from './write-records.ts';

/** In the extension's own pages. */
declare const chrome: { storage: { session: { clear: () => Promise<void> } } };

export interface SeedSource {
  title: string;
  text: string;
}

/** Characters of text in one call: a message to the browser has a limit. */
const charactersAtOnce = 8_000_000;

function* inBatches<T extends SeedSource>(sources: readonly T[]): Generator<T[]> {
  let batch: T[] = [];
  let characters = 0;
  for (const source of sources) {
    if (batch.length > 0 && characters + source.text.length > charactersAtOnce) {
      yield batch;
      batch = [];
      characters = 0;
    }
    batch.push(source);
    characters += source.text.length;
  }
  yield batch;
}

/**
 * Writes a chat with waiting sources straight into the extension's database and loads the panel anew, which then shows it. For
 * numbers and sizes that would take minutes to be read from pages.
 */
export async function seedChat(panel: Page, sources: readonly SeedSource[], draft = ''): Promise<void> {
  const seeds = sources.map((source, number) => ({ ...source, number, id: randomUUID() }));
  const now = Date.now();
  const chat = {
    id: randomUUID(),
    title: '',
    createdAt: now,
    // Later than what the panel may still write of the chat that it shows.
    updatedAt: now + 60_000,
    leafId: null,
    draft,
    pendingSourceIds: seeds.map(({ id }) => id),
  };
  for (const batch of inBatches(seeds)) {
    const stored = batch.map((seed) => ({ ...seed, hash: seed.id.replaceAll('-', '').padEnd(64, '0') }));
    await writeRecords(panel, {
      chats: [chat],
      texts: stored.map(({ hash, text }) => ({ hash, text })),
      sources: stored.map(({ id, number, title, text, hash }) => ({
        id,
        kind: 'page',
        title,
        url: `https://seed.test/${number}`,
        status: 'ready',
        textHash: hash,
        envelope: hash.slice(0, 20),
        characterCount: text.length,
        tokenCount: Math.ceil(text.length / 3),
        readAt: now,
      })),
    });
  }
  // A click that the panel has not taken up yet would join the seeded chat.
  await panel.evaluate(() => chrome.storage.session.clear());
  await panel.reload();
  await panel.waitForSelector(`[data-testid="chat"][data-chat-id="${chat.id}"]`);
  await panel.waitForSelector(`[data-testid="${sources.length > 0 ? 'source-chip' : 'composer'}"]`);
}
