import { database } from './database';

/**
 * - `newer`: a newer version has written it; nothing was read or changed
 * - `outdated`: a newer version is taking it over: this page has let go of it
 * - `blocked`: a page of an older version does not let go of it yet
 * - `failed`: the browser cannot open it; `said` in its own words
 */
export type DatabaseState =
  | { kind: 'opening' | 'open' | 'newer' | 'outdated' | 'blocked' }
  | { kind: 'failed'; said: string };

let state: DatabaseState = { kind: 'opening' };
const listeners = new Set<() => void>();

function change(next: DatabaseState): void {
  state = next;
  for (const listener of listeners) listener();
}

database.on('versionchange', ({ newVersion }) => {
  // Deleted, it is opened anew when it is asked for.
  if (!newVersion) return undefined;
  // Kept open, it would hold up the newer version; opened again, it would be another one.
  database.close();
  change({ kind: 'outdated' });
  return false;
});
database.on('blocked', ({ newVersion }) => {
  // A deletion that waits is nothing to tell of.
  if (newVersion) change({ kind: 'blocked' });
});

/**
 * Opens the database, or says what stands against it. Every query would open it, too, and fail with a less clear word.
 * @throws what the browser said.
 */
export async function openDatabase(): Promise<void> {
  try {
    await database.open();
    change({ kind: 'open' });
  } catch (error) {
    // The database's library says once more what the browser has said.
    const { name, message, inner } = error as Error & { inner?: Error };
    change(
      name === 'VersionError'
        ? { kind: 'newer' }
        : { kind: 'failed', said: inner?.message || message || name },
    );
    throw error;
  }
}

/** How it stands with the database. */
export const databaseState = (): DatabaseState => state;

/** @returns a function that ends the subscription. */
export function watchDatabase(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
