import * as z from 'zod/mini';
import { hearChannel, tellChannel } from '../browser/channel';

const channelName = 'unabridged-write-failures';

const failureCode = z.enum(['storage-full', 'storage-failed']);
/** What stands against writes: no room, or a database that does not work. */
export type WriteFailureCode = z.infer<typeof failureCode>;

/** Calls back when a write has failed in any page of the extension. @returns a function that ends that. */
export const onWriteFailure = (act: (code: WriteFailureCode) => void): (() => void) =>
  hearChannel(channelName, failureCode, act);

const codes: Record<string, WriteFailureCode> = {
  QuotaExceededError: 'storage-full',
  UnknownError: 'storage-failed',
};

/** The part of a transaction that is looked at. */
interface WatchedTransaction {
  readonly error: { readonly name: string } | null;
  addEventListener(type: 'abort', listener: () => void): void;
}

/** What is written by the way, or by somebody who says of it that it failed. */
const quiet: readonly string[] = ['growing', 'readings', 'counts', 'models', 'texts', 'links', 'marks'];

/**
 * Tells open pages where a transaction fails: the database's library lets a promise that nobody waits for fail in silence, and most
 * writes are begun where nobody waits for their end.
 */
export function tellFailure(stores: readonly string[], transaction: WatchedTransaction): void {
  if (stores.some((store) => quiet.includes(store))) return;
  transaction.addEventListener('abort', () => {
    const code = transaction.error && codes[transaction.error.name];
    if (code) tellChannel(channelName, code);
  });
}

/** What the user wrote or waits for. The rest can be read again. */
const dear: readonly string[] = [
  'chats',
  'messages',
  'growing',
  'readings',
  'characters',
  'maps',
  'endpoints',
  'settings',
];

/**
 * How a write is to last. Chromium leaves it to the system when the disk gets what was written, which outlives the browser, but not a
 * power cut within half a minute; what cannot be had again is on the disk before the write counts as done.
 */
export const durabilityOf = (stores: readonly string[]): 'strict' | 'default' =>
  stores.some((store) => dear.includes(store)) ? 'strict' : 'default';
