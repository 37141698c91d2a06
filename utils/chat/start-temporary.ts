import { copyChat } from '../storage/copy-chat';
import { database, type UnabridgedDatabase } from '../storage/database';
import { forgetUnused } from '../storage/forget-unused';
import { openMemory } from '../storage/memory-database';
import { workInMemory } from '../storage/temporary';
import { askEngine, runEngineHere } from './ask-engine';
import { startEngine } from './engine-host';

/** Moves a chat that nobody has asked anything in from the database that lasts. @returns whether there was one. */
async function takeOver(chatId: string, memory: UnabridgedDatabase): Promise<boolean> {
  const chat = await database.chats.get(chatId);
  if (!chat || (await database.messages.where({ chatId }).count()) > 0) return false;
  // What the other engine is still reading of it would be written behind our back; it is read on here.
  await askEngine({ type: 'stop-reading', sourceIds: chat.pendingSourceIds });
  await copyChat(chatId, database, memory);
  await database.chats.delete(chatId);
  await forgetUnused(Date.now(), chat.pendingSourceIds);
  return true;
}

/**
 * Makes this page's chats temporary: its database is in its memory, and its answers and files are worked on in it. Both go with the page.
 * @param takenId a chat that nobody has asked anything in yet: it becomes temporary with its sources and its draft, and is stored no more.
 */
export async function startTemporary(takenId: string): Promise<void> {
  const memory = await openMemory(database);
  const isTaken = takenId !== '' && (await takeOver(takenId, memory));
  workInMemory(memory);
  // What was deleted can be read in the browser's files until it has written them anew; nobody waits for that.
  if (isTaken) void askEngine({ type: 'overwrite-remains' }).catch(() => undefined);
  const nothing = () => undefined;
  runEngineHere(startEngine({ onBusy: nothing, onIdle: nothing }).handle);
}
