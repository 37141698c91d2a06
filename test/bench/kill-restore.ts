import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElementHandle } from 'puppeteer';
import { hashText } from '../../utils/shared/hash-text.ts';
import { answer, backupOf, chat, question, source } from '../helpers/backup-file.ts';
import { press } from '../helpers/drive-panel.ts';
import type { Moment, Trial } from './kill-trial.ts';

const size = { texts: 60, textCharacters: 200_000, chats: 60, turns: 5 };

/** A backup of which each record is new in a trial's database. */
async function writeBackup(path: string, name: string): Promise<{ chatIds: string[]; messageIds: string[] }> {
  let count = Number.parseInt(name, 36) * 10_000;
  const nextId = () => `00000000-0000-4000-8000-${String(++count).padStart(12, '0')}`;
  const texts: [string, object][] = [];
  const sources: [string, object][] = [];
  const messages: [string, object][] = [];
  const chats: [string, object][] = [];
  for (let index = 0; index < size.texts; index++) {
    const text = `${name} ${index} the keeper wrote `
      .repeat(size.textCharacters / 25)
      .slice(0, size.textCharacters);
    const textHash = await hashText(text);
    texts.push(['texts', { hash: textHash, text }]);
    sources.push(['sources', source({ id: nextId(), textHash, characterCount: text.length })]);
  }
  for (let index = 0; index < size.chats; index++) {
    const chatId = nextId();
    let parentId: string | null = null;
    for (let turn = 0; turn < size.turns; turn++) {
      const sourceIds = turn === 0 ? [(sources[index % sources.length]![1] as { id: string }).id] : [];
      const asked = question({ id: nextId(), chatId, parentId, sourceIds, text: `When, ${index} ${turn}?` });
      const given = answer({ id: nextId(), chatId, parentId: asked.id });
      messages.push(['messages', asked], ['messages', given]);
      parentId = given.id;
    }
    chats.push(['chats', chat({ id: chatId, leafId: parentId, title: `${name} ${index}` })]);
  }
  const file = await backupOf([...texts, ...sources, ...messages, ...chats] as never);
  writeFileSync(path, Buffer.from(await file.arrayBuffer()));
  const idsOf = (records: [string, object][]) => records.map(([, record]) => (record as { id: string }).id);
  return { chatIds: idsOf(chats), messageIds: idsOf(messages) };
}

/** Begins to restore a file. @returns the settings page, and whether there is anything to restore. */
async function beginRestore({ world }: Trial, path: string) {
  const options = await world.extension.openPage('options.html');
  const input = await options.waitForSelector('[data-testid="restore-input"]');
  await (input as ElementHandle<HTMLInputElement>).uploadFile(path);
  await options.waitForSelector('[data-testid="backup"][data-step="choosing"]');
  const isNew = (await options.$('[data-testid="restore"]:not([disabled])')) !== null;
  if (isNew) await press(options, 'restore');
  return { options, isNew };
}

/** A backup is being restored: nothing that was here is harmed, and the same file does the rest. */
export const restoring: Moment = async (trial, read) => {
  const path = join(trial.folder, `${trial.name}.jsonl`);
  const { chatIds, messageIds } = await writeBackup(path, trial.name);
  await beginRestore(trial, path);
  return {
    killAfterMs: trial.random() * 1500,
    // Messages come before their chats; until the file is restored again they are nobody's.
    isTorn: true,
    check: () => [],
    goOn: async () => {
      const { options, isNew } = await beginRestore(trial, path);
      if (isNew) await options.waitForSelector('[data-testid="backup"][data-step="restored"]');
      const { chats, messages } = await read();
      const here = new Set([...chats, ...messages].map(({ id }) => id));
      const missing = [...chatIds, ...messageIds].filter((id) => !here.has(id));
      return missing.length > 0 ? [`${missing.length} records are not restored`] : [];
    },
  };
};
