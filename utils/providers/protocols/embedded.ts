import type { StreamPart } from '../../messages/stream-part';
import { AppError } from '../../shared/app-error';
import { openModelFile } from '../embedded/model-files';
import { embeddedModels, findEmbeddedModel } from '../embedded/models';
import type { LoadedModel } from '../embedded/wllama-engine';
import type { AnswerRequest, ModelInfo, Protocol } from '../protocol';

/** At most one model is in memory; it stays for the next turn, which finds its prompt read already. */
let loaded: Promise<LoadedModel> | undefined;

async function load(id: string): Promise<LoadedModel> {
  const model = findEmbeddedModel(id);
  if (!model) throw new AppError('model-not-found', { model: id });
  const current = await loaded?.catch(() => undefined);
  if (current?.id === id) return current;
  await current?.unload();
  loaded = import('../embedded/wllama-engine').then(({ loadModel }) => loadModel(model));
  return loaded;
}

/** The answer that was asked for last, and all before it. */
let given: Promise<unknown> = Promise.resolve();

/**
 * One answer after the other: two at once would write into the one memory of the model.
 * @returns what lets the next one begin.
 * @throws on abort the signal's reason.
 */
async function untilFree(signal: AbortSignal): Promise<() => void> {
  const before = given;
  const { promise, resolve } = Promise.withResolvers<void>();
  given = before.then(() => promise);
  const stopped = Promise.withResolvers<never>();
  const stop = () => stopped.reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  try {
    await Promise.race([before, stopped.promise]);
    return resolve;
  } catch (error) {
    resolve();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function* streamAnswer(
  { model, messages }: AnswerRequest,
  signal: AbortSignal,
): AsyncGenerator<StreamPart> {
  signal.throwIfAborted();
  yield { type: 'progress', stage: 'loading', done: 0, total: 1 };
  const free = await untilFree(signal);
  // `finish` comes before `usage` on this wire; the contract wants it last.
  let finish: StreamPart | undefined;
  try {
    const engine = await load(model);
    signal.throwIfAborted();
    for await (const part of engine.stream(messages, signal)) {
      if (part.type === 'finish') finish = part;
      else yield part;
    }
  } catch (error) {
    // A worker that crashed does not come back: the next turn loads anew.
    if (error instanceof AppError && error.code === 'engine-failed') loaded = undefined;
    throw error;
  } finally {
    free();
  }
  if (!finish) throw new AppError('stream-broken');
  yield finish;
}

async function listModels(): Promise<ModelInfo[]> {
  const present = await Promise.all(
    embeddedModels.map(async (model) =>
      (await openModelFile(model)) ? [{ id: model.id, windowTokens: model.windowTokens }] : [],
    ),
  );
  return present.flat();
}

/** The model on this device. */
export const embedded: Protocol = { streamAnswer, listModels };
