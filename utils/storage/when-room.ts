import { toAppError } from '../shared/app-error';

const retryMs = 2000;

/**
 * Writes what must not be lost: where there is no room for it, it is tried until there is.
 * @throws what else stands against it.
 */
export async function whenRoom(write: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await write();
      return;
    } catch (error) {
      if (toAppError(error).code !== 'storage-full') throw error;
      await new Promise((resolve) => setTimeout(resolve, retryMs));
    }
  }
}
