import { database } from '../storage/database';
import type { FileChat, FileMessage } from './chat-schemas';
import { compareCharacter, compareChat, compareMap, compareMessages } from './compare-records';
import { mendChat, mendThreads } from './mend-threads';
import { type BackupLine, openBackup } from './open-backup';
import type { FileRecord } from './record-schemas';
import type {
  BackupContents,
  Change,
  Differing,
  PlannedMessage,
  RefusedRecord,
  RestorePlan,
} from './restore-plan';
import { isKnownEndpoint } from './restore-settings';

/** Looked up in the database at once. */
const messagesAtOnce = 300;
/** Shown of the records that are left out. */
const refusedShown = 50;
const titleLength = 120;
/** That a text takes in the database, and as much again while it is written. */
const bytesPerLetter = 3;

const noChanges = (): Record<Change, number> => ({ new: 0, same: 0, grown: 0, differs: 0 });

/** What a record is found by in its table. */
function keyOf({ table, record }: FileRecord): string {
  if (table === 'texts' || table === 'marks') return record.hash;
  if (table === 'links') return record.sourceId;
  if (table === 'readings') return record.answerId;
  return table === 'settings' ? table : record.id;
}

function titleOf(entry: FileRecord | undefined): string {
  if (!entry) return '';
  const { record } = entry;
  const title =
    'title' in record ? record.title : 'name' in record ? record.name : 'text' in record ? record.text : '';
  return title.slice(0, titleLength);
}

/** Reads a file to its end and compares it with what is here; writes nothing. */
class BackupCheck {
  readonly plan: RestorePlan;
  readonly contents: BackupContents;
  private readonly seen = new Set<string>();
  private readonly chats: FileChat[] = [];
  private readonly numbers = new Map<string, { number: number; title: string }>();
  private readonly namedSources = new Set<string>();
  private readonly readyTexts = new Map<string, string>();
  private waiting: { record: FileMessage; wasRunning: boolean }[] = [];

  constructor(header: RestorePlan['header']) {
    this.plan = {
      header,
      refused: new Set(),
      messages: new Map(),
      chats: new Map(),
      characters: new Map(),
      maps: new Map(),
      textHashes: new Set(),
      sourceIds: new Set(),
      endpoints: [],
      settings: undefined,
    };
    this.contents = {
      kind: header.unabridged,
      createdAt: header.createdAt,
      chats: noChanges(),
      newMessages: 0,
      characters: noChanges(),
      maps: noChanges(),
      newTextCharacters: 0,
      differing: [],
      endpoints: [],
      settings: undefined,
      refused: [],
      refusedCount: 0,
      mendedCount: 0,
      missingTextCount: 0,
      isTight: false,
    };
  }

  private refuse(number: number, refused: RefusedRecord): void {
    this.plan.refused.add(number);
    this.contents.refusedCount++;
    if (this.contents.refused.length < refusedShown) this.contents.refused.push(refused);
  }

  private differ(kind: Differing['kind'], id: string, title: string): void {
    this.contents.differing.push({ kind, id, title: title.slice(0, titleLength) });
  }

  async add({ number, table, entry, reason, wasRunning = false }: BackupLine): Promise<void> {
    if (!entry) return this.refuse(number, { table, title: '', reason: reason ?? 'shape' });
    const key = `${entry.table} ${keyOf(entry)}`;
    if (this.seen.has(key)) return this.refuse(number, { table, title: titleOf(entry), reason: 'twice' });
    this.seen.add(key);
    const { plan, contents } = this;
    switch (entry.table) {
      case 'texts': {
        const { hash, text } = entry.record;
        plan.textHashes.add(hash);
        if ((await database.texts.where('hash').equals(hash).count()) === 0)
          contents.newTextCharacters += text.length;
        break;
      }
      case 'sources':
        plan.sourceIds.add(entry.record.id);
        if (entry.record.status === 'ready') this.readyTexts.set(entry.record.id, entry.record.textHash);
        break;
      case 'characters': {
        const change = await compareCharacter(entry.record);
        plan.characters.set(entry.record.id, change);
        contents.characters[change]++;
        for (const id of entry.record.sourceIds) this.namedSources.add(id);
        if (change === 'differs') this.differ('characters', entry.record.id, entry.record.name);
        break;
      }
      case 'messages':
        this.waiting.push({ record: entry.record, wasRunning });
        this.numbers.set(entry.record.id, { number, title: titleOf(entry) });
        if (this.waiting.length >= messagesAtOnce) await this.compareWaiting();
        break;
      case 'maps': {
        const change = await compareMap(entry.record);
        plan.maps.set(entry.record.id, change);
        contents.maps[change]++;
        if (change === 'differs') this.differ('maps', entry.record.id, entry.record.root.label);
        break;
      }
      case 'chats':
        this.chats.push(entry.record);
        break;
      case 'endpoints':
        plan.endpoints.push(entry.record);
        break;
      case 'settings':
        plan.settings = entry.record;
        break;
    }
  }

  private async compareWaiting(): Promise<void> {
    const changes = await compareMessages(this.waiting);
    for (const [index, { record }] of this.waiting.entries()) {
      const change = changes[index]!;
      const { number, title } = this.numbers.get(record.id)!;
      if (change === 'elsewhere') {
        this.refuse(number, { table: 'messages', title, reason: change });
        continue;
      }
      const { id, chatId, parentId, createdAt } = record;
      this.plan.messages.set(id, { chatId, parentId, createdAt, change });
      if (record.role === 'user') for (const sourceId of record.sourceIds) this.namedSources.add(sourceId);
    }
    this.waiting = [];
  }

  private refuseOrphans(): void {
    const chatIds = new Set(this.chats.map(({ id }) => id));
    for (const [id, { chatId }] of this.plan.messages) {
      if (chatIds.has(chatId)) continue;
      const { number, title } = this.numbers.get(id)!;
      this.refuse(number, { table: 'messages', title, reason: 'no-chat' });
      this.plan.messages.delete(id);
    }
  }

  private async planChats(): Promise<void> {
    const { plan, contents } = this;
    const byChat = Map.groupBy(plan.messages, ([, { chatId }]) => chatId);
    const pending = this.chats.flatMap(({ pendingSourceIds }) => pendingSourceIds);
    const asked = [...new Set([...this.namedSources, ...pending])].filter((id) => !plan.sourceIds.has(id));
    const hereSources = new Set(await database.sources.where('id').anyOf(asked).primaryKeys());
    contents.mendedCount += [...this.namedSources].filter(
      (id) => !plan.sourceIds.has(id) && !hereSources.has(id),
    ).length;
    const hereCharacters = new Set(await database.characters.toCollection().primaryKeys());
    for (const record of this.chats) {
      const messages: Map<string, PlannedMessage> = new Map(byChat.get(record.id) ?? []);
      const mine = await database.chats.get(record.id);
      const here = new Set(mine ? await database.messages.where({ chatId: record.id }).primaryKeys() : []);
      const { chat, cut } = mendChat(record, {
        messages,
        here,
        hasSource: (id) => plan.sourceIds.has(id) || hereSources.has(id),
        hasCharacter: (id) => plan.characters.has(id) || hereCharacters.has(id),
      });
      contents.mendedCount += mendThreads(messages, here) + cut;
      const changes = [...messages.values()].map(({ change }) => change);
      const change = await compareChat(chat, mine, changes);
      plan.chats.set(record.id, { chat, change });
      contents.chats[change]++;
      contents.newMessages += changes.filter((one) => one === 'new').length;
      if (change === 'differs') this.differ('chats', record.id, chat.title);
    }
  }

  async finish(): Promise<void> {
    await this.compareWaiting();
    this.refuseOrphans();
    await this.planChats();
    const { plan, contents } = this;
    const hashes = [...new Set(this.readyTexts.values())].filter((hash) => !plan.textHashes.has(hash));
    const here = new Set(await database.texts.where('hash').anyOf(hashes).primaryKeys());
    contents.missingTextCount = [...this.readyTexts.values()].filter(
      (hash) => !plan.textHashes.has(hash) && !here.has(hash),
    ).length;
    // A map of a chat that differs goes with its chat.
    contents.differing = contents.differing.filter(({ kind, id }) => {
      const chatId = kind === 'maps' ? plan.messages.get(id)?.chatId : undefined;
      return chatId === undefined || plan.chats.get(chatId)?.change !== 'differs';
    });
    const endpoints = await database.endpoints.toArray();
    contents.endpoints = plan.endpoints
      .filter((endpoint) => !endpoints.some((mine) => isKnownEndpoint(endpoint, mine)))
      .map(({ id, name, baseUrl }) => ({ id, name: name.slice(0, titleLength), baseUrl }));
    contents.settings = plan.settings;
    const room = await navigator.storage?.estimate?.();
    const freeBytes = (room?.quota ?? Number.POSITIVE_INFINITY) - (room?.usage ?? 0);
    contents.isTight = contents.newTextCharacters * bytesPerLetter > freeBytes;
  }
}

/**
 * Reads a file to its end, compares it with what is here, and writes nothing.
 * @param onProgress 0 to 1.
 * @throws AppError see openBackup.
 */
export async function checkBackup(
  file: Blob,
  onProgress: (share: number) => void,
): Promise<{ plan: RestorePlan; contents: BackupContents }> {
  const { header, records } = await openBackup(file, onProgress);
  const check = new BackupCheck(header);
  for await (const line of records) await check.add(line);
  await check.finish();
  return { plan: check.plan, contents: check.contents };
}
