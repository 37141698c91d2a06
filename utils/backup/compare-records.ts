import { isRunning } from '../messages/chat-message';
import { type Chat, database } from '../storage/database';
import type { FileChat, FileMessage } from './chat-schemas';
import { readRecord } from './read-record';
import { toFileCharacter, toFileChat, toFileMessage } from './read-records';
import type { FileRecords } from './record-schemas';
import type { Change } from './restore-plan';

/** Both come out of one schema, and so with their fields in one order. */
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Where a message stands is never changed by a file. */
const said = ({ chatId: _, parentId: __, ...rest }: FileMessage) => rest;

export type MessageChange = Exclude<Change, 'grown'> | 'elsewhere';

/** @param wasRunning whether the file's was still being written. */
export async function compareMessages(
  messages: readonly { record: FileMessage; wasRunning: boolean }[],
): Promise<MessageChange[]> {
  const stored = await database.messages.bulkGet(messages.map(({ record }) => record.id));
  return Promise.all(
    messages.map(async ({ record, wasRunning }, index) => {
      const mine = stored[index];
      // One that is damaged here is made whole.
      if (!mine || mine.isDamaged) return 'new';
      if (mine.chatId !== record.chatId) return 'elsewhere';
      // What goes on here, or went on here, is the later one.
      if (wasRunning || (mine.role === 'assistant' && isRunning(mine))) return 'same';
      const { entry } = await readRecord('messages', toFileMessage(mine));
      return entry && isSame(said(entry.record as FileMessage), said(record)) ? 'same' : 'differs';
    }),
  );
}

export async function compareCharacter(record: FileRecords['characters']): Promise<Change> {
  const mine = await database.characters.get(record.id);
  // One that was deleted here comes back.
  if (!mine || (mine.deletedAt !== undefined && record.deletedAt === undefined)) return 'new';
  const { entry } = await readRecord('characters', await toFileCharacter({ ...mine, deletedAt: undefined }));
  const content = ({ updatedAt: _, deletedAt: __, ...rest }: FileRecords['characters']) => rest;
  return entry && isSame(content(entry.record as FileRecords['characters']), content(record))
    ? 'same'
    : 'differs';
}

export async function compareMap(record: FileRecords['maps']): Promise<Change> {
  const mine = await database.maps.get(record.id);
  if (!mine) return 'new';
  const { entry } = await readRecord('maps', mine);
  return entry && isSame((entry.record as FileRecords['maps']).root, record.root) ? 'same' : 'differs';
}

/** What a chat is, apart from what is shown of it and waits in it. */
const lasting = ({ title, memory, characterIds, userName }: FileChat) => ({
  title,
  memory,
  characterIds,
  userName,
});

/** @param messages how its messages compare. */
export async function compareChat(
  record: FileChat,
  mine: Chat | undefined,
  messages: readonly Change[],
): Promise<Change> {
  // One that was deleted here comes back.
  if (!mine || mine.deletedAt !== undefined) return 'new';
  const { entry } = await readRecord('chats', toFileChat(mine));
  const isTheSame = entry && isSame(lasting(entry.record as FileChat), lasting(record));
  if (!isTheSame || messages.includes('differs')) return 'differs';
  return messages.includes('new') ? 'grown' : 'same';
}
