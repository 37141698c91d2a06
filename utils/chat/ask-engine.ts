import { ensureEnginePage } from '../browser/engine-page';
import { sendMessage } from '../browser/messages';
import { AppError } from '../shared/app-error';
import type { EngineCommand, EngineReply, EngineValues } from './engine-commands';
import type { EngineHost } from './engine-host';

const wakeAttempts = 40;
const wakePauseMs = 50;

/** What is not about a page's own chats: downloads, endpoints and what is stored are the same for all pages. */
const shared = new Set<EngineCommand['type']>([
  'list-models',
  'refresh-models',
  'test-model',
  'download-model',
  'cancel-download',
  'remove-model',
  'overwrite-remains',
]);

let engineHere: EngineHost['handle'] | undefined;

/** Has an engine in this page carry out what this page asks of its chats. */
export function runEngineHere(handle: EngineHost['handle']): void {
  engineHere = handle;
}

/** @returns undefined where nobody answers. */
const send = async (message: { type: EngineCommand['type'] }): Promise<unknown> =>
  engineHere && !shared.has(message.type) ? engineHere(message) : sendMessage(message);

/**
 * Sends a command to the engine, waking it first, and gives its reply.
 * @throws AppError with the code that the engine met.
 */
export async function askEngine<T extends EngineCommand['type']>(
  command: Omit<Extract<EngineCommand, { type: T }>, 'to'> & { type: T },
): Promise<EngineValues[T]> {
  const message = { ...command, to: 'engine' };
  // Asked first, woken only if nobody answers: the engine is there already in all but the first call.
  let reply = await send(message).catch(() => undefined);
  if (!reply) await ensureEnginePage();
  // A page that another panel has just made may still be loading.
  for (let attempt = 0; !reply && attempt < wakeAttempts; attempt++) {
    reply = await send(message).catch(() => undefined);
    if (!reply) await new Promise((resolve) => setTimeout(resolve, wakePauseMs));
  }
  const known = reply as EngineReply<EngineValues[T]> | undefined;
  if (!known) throw new AppError('engine-failed');
  if (!known.ok) throw new AppError(known.error.code, known.error.facts);
  return known.value;
}
