import * as z from 'zod/mini';
import type { ModelInfo } from '../providers/protocol';
import type { ErrorRecord } from '../shared/app-error';

const endpoint = z.object({ baseUrl: z.string(), apiKey: z.string() });

/** What a page of the extension may ask of the engine. Commands carry ids; texts and answers go by the database. */
export const engineCommand = z.discriminatedUnion('type', [
  z.object({ to: z.literal('engine'), type: z.literal('start-answer'), answerId: z.string() }),
  z.object({ to: z.literal('engine'), type: z.literal('stop-answer'), answerId: z.string() }),
  /** The answer as it is now, with what the database does not have yet. */
  z.object({ to: z.literal('engine'), type: z.literal('read-answer'), answerId: z.string() }),
  /** Reads the texts of the chat's waiting sources ahead. */
  z.object({ to: z.literal('engine'), type: z.literal('warm-chat'), chatId: z.string() }),
  /** Fetches and reads sources of the kind `page`; their records say how it went. */
  z.object({ to: z.literal('engine'), type: z.literal('read-pages'), sourceIds: z.array(z.string()) }),
  z.object({
    to: z.literal('engine'),
    type: z.literal('follow-next-pages'),
    chatId: z.string(),
    sourceId: z.string(),
  }),
  z.object({ to: z.literal('engine'), type: z.literal('stop-reading'), sourceIds: z.array(z.string()) }),
  z.object({ to: z.literal('engine'), type: z.literal('list-models'), endpoint }),
  z.object({ to: z.literal('engine'), type: z.literal('test-model'), endpoint, model: z.string() }),
  z.object({ to: z.literal('engine'), type: z.literal('download-model'), modelId: z.string() }),
  z.object({ to: z.literal('engine'), type: z.literal('cancel-download'), modelId: z.string() }),
  z.object({ to: z.literal('engine'), type: z.literal('remove-model'), modelId: z.string() }),
]);

export type EngineCommand = z.infer<typeof engineCommand>;

/** Every command is answered by one of these; errors travel as records. */
export type EngineReply<T> = { ok: true; value: T } | { ok: false; error: ErrorRecord };

/** What each command's reply holds. */
export interface EngineValues {
  'start-answer': null;
  'stop-answer': null;
  'read-answer': import('../messages/chat-message').Answer | null;
  'warm-chat': null;
  'read-pages': null;
  'follow-next-pages': null;
  'stop-reading': null;
  'list-models': ModelInfo[];
  /** Time to the first part of a one-word answer, milliseconds. */
  'test-model': { firstPartMs: number };
  'download-model': null;
  'cancel-download': null;
  'remove-model': null;
}
