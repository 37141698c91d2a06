import { AppError } from '../shared/app-error';
import { createKeyMask } from '../storage/endpoints';
import { type BackupTable, formatVersion } from './format';
import { readRecords } from './read-records';
import { selectChat } from './select-records';

/**
 * A chat with all of its branches as JSON; see format.ts.
 * @param hasTexts whether the texts of its sources are in it: a restore elsewhere needs them to go on with it.
 * @param createdAt milliseconds since 1970.
 * @throws AppError `unexpected` where the chat is gone.
 */
export async function writeChat(chatId: string, hasTexts: boolean, createdAt: number): Promise<Blob> {
  const pieces = new Map<BackupTable, string[]>();
  const selection = await selectChat(chatId);
  if (selection.chats.length === 0) throw new AppError('unexpected', { said: 'the chat is gone' });
  const mask = await createKeyMask();
  // A source's text is what the user read, and is found by its hash.
  for await (const { table, record } of readRecords(selection, hasTexts)) {
    const known = pieces.get(table) ?? [];
    const json = JSON.stringify(record, null, 2);
    known.push(table === 'texts' ? json : mask(json));
    pieces.set(table, known);
  }
  // What people look for stands first.
  const order: BackupTable[] = [
    'chats',
    'messages',
    'maps',
    'readings',
    'characters',
    'sources',
    'marks',
    'links',
    'texts',
  ];
  const lists = order.flatMap((table) => {
    const records = pieces.get(table);
    return records ? [`,\n"${table}": [\n${records.join(',\n')}\n]`] : [];
  });
  const head = `{\n"unabridged": "chat",\n"version": ${formatVersion},\n"createdAt": ${createdAt}`;
  return new Blob([head, ...lists, '\n}\n'], { type: 'application/json' });
}
