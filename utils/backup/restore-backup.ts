import { AppError, toAppError } from '../shared/app-error';
import { database } from '../storage/database';
import { derivedId } from './derived-id';
import { openBackup } from './open-backup';
import type { FileRecord, FileRecords } from './record-schemas';
import { ChatRestore } from './restore-chats';
import { differingKey, type RestoreChoices, type RestorePlan } from './restore-plan';
import { addEndpoint, takeSettings } from './restore-settings';
import {
  restoreCharacter,
  restoreLinks,
  restoreMarks,
  restoreSources,
  restoreTexts,
} from './restore-sources';

/** In one transaction: texts by their length (UTF-16 code units), of all else so many records. */
const charactersAtOnce = 4_000_000;
const recordsAtOnce = 200;

/** Dexie gives an error of the database as the cause of its own. */
function isQuota(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { name, inner, cause } = error as { name?: unknown; inner?: unknown; cause?: unknown };
  return name === 'QuotaExceededError' || isQuota(inner) || isQuota(cause);
}

class Restore {
  private readonly chats: ChatRestore;

  constructor(
    private readonly plan: RestorePlan,
    private readonly choices: RestoreChoices,
  ) {
    this.chats = new ChatRestore(plan, choices);
  }

  private async characters(records: readonly FileRecords['characters'][]): Promise<void> {
    for (const record of records) {
      const { id } = record;
      const change = this.plan.characters.get(id);
      const choice = this.choices.differing.get(differingKey({ kind: 'characters', id })) ?? 'mine';
      if (change === 'new' || (change === 'differs' && choice === 'backup'))
        await restoreCharacter(record, id);
      if (change !== 'differs' || choice !== 'both') continue;
      const copyId = await derivedId(`copy ${this.plan.header.createdAt} ${id}`);
      if (!(await database.characters.get(copyId))) await restoreCharacter(record, copyId);
    }
  }

  private async models(records: readonly FileRecords['models'][]): Promise<void> {
    await database.transaction('rw', database.models, async () => {
      const mine = await database.models.bulkGet(records.map(({ id }) => id));
      await database.models.bulkAdd(records.filter((_, index) => mine[index] === undefined));
    });
  }

  private async endpoints(records: readonly FileRecords['endpoints'][]): Promise<void> {
    for (const endpoint of records)
      if (this.choices.endpointIds.has(endpoint.id)) await addEndpoint(endpoint);
  }

  private async settings([settings]: readonly FileRecords['settings'][]): Promise<void> {
    if (settings && this.choices.hasSettings) await takeSettings(settings);
  }

  /** Records of one table. */
  async write(entries: readonly FileRecord[]): Promise<void> {
    const records = entries.map(({ record }) => record);
    const write: { [Table in keyof FileRecords]: (records: FileRecords[Table][]) => Promise<void> } = {
      texts: restoreTexts,
      marks: restoreMarks,
      sources: restoreSources,
      links: restoreLinks,
      characters: (all) => this.characters(all),
      messages: (all) => this.chats.restoreMessages(all),
      readings: (all) => this.chats.restoreReadings(all),
      maps: (all) => this.chats.restoreMaps(all),
      chats: (all) => this.chats.restoreChats(all),
      models: (all) => this.models(all),
      endpoints: (all) => this.endpoints(all),
      settings: (all) => this.settings(all),
    };
    if (entries[0]) await write[entries[0].table](records as never);
  }
}

/**
 * Writes what a checked file holds, a few records in one transaction, whatever is named before what names it: an end in the middle leaves
 * nothing broken, and a second run does the rest. What is here and the same is not touched.
 * @param onProgress 0 to 1.
 * @throws AppError `storage-full` where there is no room for the rest; see openBackup.
 */
export async function restoreBackup(
  file: Blob,
  plan: RestorePlan,
  choices: RestoreChoices,
  onProgress: (share: number) => void,
): Promise<void> {
  const restore = new Restore(plan, choices);
  const { records } = await openBackup(file, onProgress);
  let batch: FileRecord[] = [];
  let characters = 0;
  const flush = async () => {
    await restore.write(batch);
    batch = [];
    characters = 0;
  };
  try {
    for await (const { number, entry } of records) {
      if (!entry || plan.refused.has(number)) continue;
      const isFull = batch.length >= recordsAtOnce || characters >= charactersAtOnce;
      if (isFull || (batch[0] && batch[0].table !== entry.table)) await flush();
      batch.push(entry);
      if (entry.table === 'texts' || entry.table === 'messages') characters += entry.record.text.length;
    }
    await flush();
  } catch (error) {
    throw isQuota(error) ? new AppError('storage-full', {}, error) : toAppError(error);
  }
}
