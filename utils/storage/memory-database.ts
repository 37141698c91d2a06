import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { copyCharacters } from './copy-chat';
import { liveQuery, type Settings, UnabridgedDatabase } from './database';

/** What is shared with all chats, followed while a temporary chat is open: nothing of it goes back. */
const followed = ['endpoints', 'models', 'downloads'] as const;

async function followTable(
  name: (typeof followed)[number],
  from: UnabridgedDatabase,
  to: UnabridgedDatabase,
): Promise<void> {
  const take = async (rows: unknown[]) => {
    await to.transaction('rw', to.table(name), async () => {
      // What was learned of a model here stays; a removed endpoint is removed here, too.
      if (name !== 'models') await to.table(name).clear();
      await to.table(name).bulkPut(rows);
    });
  };
  await take(await from.table(name).toArray());
  liveQuery(() => from.table(name).toArray()).subscribe((rows) => void take(rows));
}

/** The model that was chosen here stays chosen here. */
async function followSettings(from: UnabridgedDatabase, to: UnabridgedDatabase): Promise<void> {
  const take = async (settings: Settings | undefined) => {
    const own = await to.settings.get('settings');
    if (settings) await to.settings.put({ ...settings, choice: own?.choice ?? settings.choice });
  };
  await take(await from.settings.get('settings'));
  liveQuery(() => from.settings.get('settings')).subscribe((settings) => void take(settings));
}

/**
 * A database in this page's memory, which nothing of is ever written to a disk. It begins with endpoints, models, settings and characters
 * of the one that lasts; the first three are followed, in one direction.
 * The name is its own: pages tell one another by it which keys have changed, and others must not think it were theirs.
 */
export async function openMemory(stored: UnabridgedDatabase): Promise<UnabridgedDatabase> {
  const memory = new UnabridgedDatabase(`unabridged-temporary-${crypto.randomUUID()}`, {
    indexedDB: new IDBFactory(),
    IDBKeyRange,
  });
  await Promise.all([
    ...followed.map((name) => followTable(name, stored, memory)),
    followSettings(stored, memory),
  ]);
  // Nobody waits for it: the library shows each character with its texts once it is here.
  void copyCharacters(stored, memory).catch(() => undefined);
  return memory;
}
