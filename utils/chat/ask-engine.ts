import { ensureEnginePage } from '../browser/engine-page';
import { sendMessage } from '../browser/messages';
import { AppError } from '../shared/app-error';
import type { EngineCommand, EngineReply, EngineValues } from './engine-commands';

/**
 * Sends a command to the engine, waking it first, and gives its reply.
 * @throws AppError with the code that the engine met.
 */
export async function askEngine<T extends EngineCommand['type']>(
  command: Omit<Extract<EngineCommand, { type: T }>, 'to'> & { type: T },
): Promise<EngineValues[T]> {
  await ensureEnginePage();
  const reply = (await sendMessage({ ...command, to: 'engine' })) as EngineReply<EngineValues[T]> | undefined;
  if (!reply) throw new AppError('engine-failed');
  if (!reply.ok) throw new AppError(reply.error.code, reply.error.facts);
  return reply.value;
}
