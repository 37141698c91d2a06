import * as z from 'zod/mini';
import type { ModelInfo } from '../providers/protocol';
import type { ErrorRecord } from '../shared/app-error';

const modelChoice = z.object({ endpointId: z.string(), model: z.string() });
const endpoint = z.object({ baseUrl: z.string(), apiKey: z.string(), presetId: z.string() });

/** What a page of the extension may ask of the engine. Commands carry ids; texts and answers go by the database. */
export const engineCommand = z.discriminatedUnion('type', [
  z.object({ to: z.literal('engine'), type: z.literal('start-answer'), answerId: z.string() }),
  z.object({ to: z.literal('engine'), type: z.literal('stop-answer'), answerId: z.string() }),
  /** Stops a full read for a while. */
  z.object({ to: z.literal('engine'), type: z.literal('pause-answer'), answerId: z.string() }),
  /** The answer as it is now, with what the database does not have yet. */
  z.object({ to: z.literal('engine'), type: z.literal('read-answer'), answerId: z.string() }),
  /** Reads the texts of the chat's waiting sources ahead. */
  z.object({ to: z.literal('engine'), type: z.literal('warm-chat'), chatId: z.string() }),
  /** Fetches and reads sources of the kind `page`; their records say how it went. */
  z.object({ to: z.literal('engine'), type: z.literal('read-pages'), sourceIds: z.array(z.string()) }),
  /** Reads sources of the kind `file`, whose bytes are in the database. */
  z.object({
    to: z.literal('engine'),
    type: z.literal('read-files'),
    sourceIds: z.array(z.string()),
    password: z.string(),
  }),
  z.object({
    to: z.literal('engine'),
    type: z.literal('follow-next-pages'),
    chatId: z.string(),
    sourceId: z.string(),
  }),
  z.object({ to: z.literal('engine'), type: z.literal('stop-reading'), sourceIds: z.array(z.string()) }),
  /** Has the model write a summary of a branch of a chat, up to and with one answer. */
  z.object({
    to: z.literal('engine'),
    type: z.literal('summarise-turns'),
    chatId: z.string(),
    upToId: z.string(),
    choice: modelChoice,
  }),
  z.object({
    to: z.literal('engine'),
    type: z.literal('run-animal-test'),
    choice: modelChoice,
    isOwn: z.boolean(),
    sizeTokens: z.number(),
  }),
  /** Has the browser write its files anew, see overwriteRemains. */
  z.object({ to: z.literal('engine'), type: z.literal('overwrite-remains') }),
  /** Ends all that is under way. */
  z.object({ to: z.literal('engine'), type: z.literal('stop-everything') }),
  z.object({ to: z.literal('engine'), type: z.literal('list-models'), endpoint }),
  /** Fetches an endpoint's list of models anew and keeps it. */
  z.object({ to: z.literal('engine'), type: z.literal('refresh-models'), endpointId: z.string() }),
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
  'pause-answer': null;
  'read-answer': import('../messages/chat-message').Answer | null;
  'warm-chat': null;
  'read-pages': null;
  'read-files': null;
  'follow-next-pages': null;
  'stop-reading': null;
  'overwrite-remains': null;
  'stop-everything': null;
  'summarise-turns': string;
  'run-animal-test': import('./animal-test').AnimalTestResult;
  'list-models': ModelInfo[];
  'refresh-models': null;
  /** Time to the first part of a one-word answer, milliseconds. */
  'test-model': { firstPartMs: number };
  'download-model': null;
  'cancel-download': null;
  'remove-model': null;
}
