import { type ChatCompletionChunk, Wllama } from '@wllama/wllama/esm/index.js';
import wasmUrl from '@wllama/wllama/esm/wasm/wllama.wasm?url';
import type { ModelMessage } from '../../messages/model-message';
import type { StreamPart } from '../../messages/stream-part';
import { AppError } from '../../shared/app-error';
import { escapeSpecialTokens } from './escape-special-tokens';
import { openModelFile } from './model-files';
import type { EmbeddedModel } from './models';

/** Stop acts between batches: 64 tokens are read within seconds even by one thread, and cost nothing against larger ones. */
const batchTokens = 64;
/** Models this small begin to repeat themselves; a longer answer is not a better one. */
const longestAnswerTokens = 384;

/** What llama.cpp says of a request that does not fit. */
interface EngineError {
  type?: string;
  n_prompt_tokens?: number;
  n_ctx?: number;
}

/** One model in memory, in a worker of its own. */
export interface LoadedModel {
  id: string;
  stream(messages: readonly ModelMessage[], signal: AbortSignal): AsyncIterable<StreamPart>;
  unload(): Promise<void>;
}

/**
 * Loads a model that was fetched before. The only door to wllama.
 * @throws AppError `engine-failed` where the browser lacks what the engine needs or the weights cannot be loaded.
 */
export async function loadModel(model: EmbeddedModel): Promise<LoadedModel> {
  const file = await openModelFile(model);
  if (!file) throw new AppError('engine-failed', { said: 'the weights are not on this device' });
  let lastError: EngineError = {};
  const quiet = () => undefined;
  const logger = {
    debug: quiet,
    log: quiet,
    warn: quiet,
    // The package throws the message alone; the log gets the whole error.
    error: (_message: unknown, error?: EngineError) => {
      lastError = typeof error === 'object' ? error : {};
    },
  };
  const wllama = new Wllama({ default: wasmUrl }, { suppressNativeLog: true, logger });
  // Its fallback for older browsers is code from a server; without it the engine fails there, and says so.
  wllama.setCompat(null);
  try {
    await wllama.loadModel([file], {
      n_ctx: model.windowTokens,
      n_batch: batchTokens,
      n_ubatch: batchTokens,
      n_gpu_layers: 0,
      n_parallel: 1,
    });
  } catch (error) {
    throw new AppError('engine-failed', { said: String(error).slice(0, 200) }, error);
  }

  async function* stream(messages: readonly ModelMessage[], signal: AbortSignal): AsyncGenerator<StreamPart> {
    signal.throwIfAborted();
    lastError = {};
    // Between batches the engine hears nothing: the caller is let go at once, the engine follows.
    const stopped = new Promise<never>((_, reject) =>
      signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
    );
    stopped.catch(quiet);
    const escaped = messages.map(({ role, content }) => ({ role, content: escapeSpecialTokens(content) }));
    try {
      const opened = wllama.createChatCompletion({
        messages: escaped,
        stream: true,
        temperature: 0,
        repeat_penalty: 1.1,
        max_tokens: longestAnswerTokens,
        cache_prompt: true,
        return_progress: true,
        stream_options: { include_usage: true },
        abortSignal: signal,
      } as Parameters<typeof wllama.createChatCompletion>[0] & { stream: true });
      const chunks = (await Promise.race([opened, stopped]))[Symbol.asyncIterator]();
      for (;;) {
        const next = await Promise.race([chunks.next(), stopped]);
        if (next.done) return;
        yield* readChunk(next.value);
      }
    } catch (error) {
      signal.throwIfAborted();
      if (lastError.type === 'exceed_context_size_error') {
        throw new AppError(
          'context-too-long',
          { model: model.name, tokenCount: lastError.n_prompt_tokens, windowTokens: lastError.n_ctx },
          error,
        );
      }
      throw new AppError('engine-failed', { said: String(error).slice(0, 200) }, error);
    }
  }
  return { id: model.id, stream, unload: () => wllama.exit() };
}

/** One chunk of the engine's stream as parts; it speaks the dialect of llama.cpp's server. */
export function* readChunk(chunk: ChatCompletionChunk): Generator<StreamPart> {
  const { prompt_progress: reading, usage } = chunk;
  const choice = chunk.choices[0];
  if (reading) yield { type: 'progress', stage: 'reading', done: reading.processed, total: reading.total };
  const text = choice?.delta.content;
  if (text) yield { type: 'text-delta', text };
  if (usage) {
    const cached = usage.prompt_tokens_details?.cached_tokens;
    yield {
      type: 'usage',
      usage: {
        promptTokens: usage.prompt_tokens,
        completionTokens: usage.completion_tokens,
        ...(cached === undefined ? {} : { cachedTokens: cached }),
      },
    };
  }
  if (choice?.finish_reason)
    yield { type: 'finish', reason: choice.finish_reason === 'length' ? 'length' : 'stop' };
}
