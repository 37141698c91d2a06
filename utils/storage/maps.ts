import type { MapNode } from '../mindmap/map-node';
import { database } from './database';

/** Keeps a map as it was edited. @param id of the answer that wrote it, or its own. */
export const saveMap = (id: string, root: MapNode): Promise<unknown> =>
  database.maps.put({ id, root, updatedAt: Date.now() });

/** Keeps a map from a file. @returns its id. */
export async function addMap(root: MapNode): Promise<string> {
  const id = crypto.randomUUID();
  await saveMap(id, root);
  return id;
}

/** Forgets what was edited of an answer's map: it is read from the answer again. */
export const removeMap = (id: string): Promise<unknown> => database.maps.delete(id);

/** Forgets the chats in which models went further into nodes: what they wrote stands in the maps. */
export async function forgetBranchChats(): Promise<void> {
  await database.transaction('rw', database.chats, database.messages, async () => {
    const ids = await database.chats.filter(({ purpose }) => purpose === 'map').primaryKeys();
    await database.messages.where('chatId').anyOf(ids).delete();
    await database.chats.bulkDelete(ids);
  });
}
