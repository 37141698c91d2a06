import { database, replaceDatabase, type UnabridgedDatabase } from './database';

let stored: UnabridgedDatabase | undefined;

/** Whether this page's chats are temporary: all that it writes is in its memory, and goes with it. */
export const isTemporary = (): boolean => stored !== undefined;

/** The database that lasts. In a temporary chat it is written only when the user keeps that chat. */
export const storedDatabase = (): UnabridgedDatabase => stored ?? database;

/** Has this page work in memory. To be called before its first use of the database. */
export function workInMemory(memory: UnabridgedDatabase): void {
  stored = database;
  replaceDatabase(memory);
}
