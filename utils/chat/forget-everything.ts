import { clearBrowserStorage, tellReset } from '../browser/reset';
import { removeAllModelFiles } from '../providers/embedded/model-files';
import { database } from '../storage/database';
import { overwriteRemains } from '../storage/overwrite-remains';
import { askEngine } from './ask-engine';

/**
 * Deletes all that the extension keeps on this device: chats, sources, characters, maps, endpoints with their keys, settings, and the
 * weights of models. Answers that are being written are stopped first, so that none is saved afterwards. What the browser keeps itself
 * stays: the permissions that it was given. Every page of the extension begins anew.
 */
export async function forgetEverything(): Promise<void> {
  await askEngine({ type: 'stop-everything' });
  await removeAllModelFiles();
  await clearBrowserStorage();
  // Not cleared but deleted: browsers then remove its files, too.
  await database.delete({ disableAutoOpen: false });
  // Writing over what is left takes seconds, in which other pages would show what is gone.
  tellReset();
  await overwriteRemains();
}
