import { protocolOf } from '../providers/presets';
import { protocols } from '../providers/protocols/index';
import { toAppError } from '../shared/app-error';
import { failOrphanedAnswers } from '../storage/chats';
import { listTimelessChats } from '../storage/damaged-records';
import { database } from '../storage/database';
import { forgetDeletedChats, undoMs } from '../storage/deleted-chats';
import { openDatabase } from '../storage/open-database';
import { overwriteRemains } from '../storage/overwrite-remains';
import { failOrphanedReads } from '../storage/sources';
import { isTemporary } from '../storage/temporary';
import { whenRoom } from '../storage/when-room';
import { runAnimalTest } from './animal-test';
import { openPublisher } from './answer-feed';
import { type EngineCommand, type EngineReply, type EngineValues, engineCommand } from './engine-commands';
import { followNextPages, readPages, stopAllReading, stopReading } from './linked-pages';
import {
  cancelDownload,
  cancelDownloads,
  pauseOrphanedDownloads,
  removeDownload,
  startDownload,
} from './model-downloads';
import { readFiles, resumeFiles, stopAllFiles, stopFiles } from './read-files';
import { RunningAnswers } from './running-answers';
import { warmSourceTexts } from './source-texts';
import { warmInWorker } from './stream-in-worker';
import { summariseTurns } from './summarise-turns';

/** A connection test that takes longer is told as a failure. */
const testTimeoutMs = 60_000;
/** Long chats are read in silence. */
const summaryTimeoutMs = 15 * 60_000;

export interface EngineHost {
  /** Takes any message; undefined where it is not for the engine. */
  handle(message: unknown): Promise<EngineReply<unknown>> | undefined;
}

type Handlers = {
  [K in EngineCommand['type']]: (command: Extract<EngineCommand, { type: K }>) => Promise<EngineValues[K]>;
};

/**
 * The engine: everything that must go on without a panel. Started once, by the offscreen page or Firefox's background page; a temporary
 * chat has one in its own page.
 * @param onBusy and `onIdle` tell the page when it must stay alive and when it may rest.
 */
export function startEngine({ onBusy, onIdle }: { onBusy: () => void; onIdle: () => void }): EngineHost {
  const answers = new RunningAnswers(openPublisher());
  const failOrphans = () => failOrphanedAnswers(answers.has);
  // What the last engine was at work on when the browser ended.
  const prepare = async () => {
    await openDatabase();
    await listTimelessChats();
    // What cannot be written of it holds up no command.
    await Promise.allSettled([
      failOrphans().catch(() => void whenRoom(failOrphans)),
      pauseOrphanedDownloads(),
      failOrphanedReads('page', Date.now()),
      resumeFiles(onBusy, onIdle),
    ]);
  };
  let ready: Promise<void> | undefined;
  /** Fails with what stands against the database; the next command tries again. */
  const prepared = () => {
    ready ??= prepare().catch((error: unknown) => {
      ready = undefined;
      throw error;
    });
    return ready;
  };
  // Pages that the user looks at say why.
  void prepared().catch(() => undefined);
  // Whoever has deleted chats may have closed the panel since. Nothing waits for it; what fails is tried again at the next start.
  const forget = () =>
    prepared()
      .then(() => forgetDeletedChats(Date.now()))
      .catch(() => undefined);
  void forget();
  setTimeout(() => void forget(), undoMs);

  const handlers: Handlers = {
    'start-answer': async ({ answerId }) => {
      onBusy();
      await answers.start(answerId, onIdle);
      return null;
    },
    'stop-answer': async ({ answerId }) => {
      answers.stop(answerId);
      return null;
    },
    'pause-answer': async ({ answerId }) => {
      answers.stop(answerId, true);
      return null;
    },
    'read-answer': async ({ answerId }) => answers.read(answerId) ?? null,
    'warm-chat': async ({ chatId }) => {
      await (isTemporary() ? warmSourceTexts(chatId) : warmInWorker(chatId));
      return null;
    },
    'read-pages': async ({ sourceIds }) => {
      onBusy();
      await readPages(sourceIds, onIdle);
      return null;
    },
    'read-files': async ({ sourceIds, password }) => {
      onBusy();
      await readFiles(sourceIds, password, onIdle);
      return null;
    },
    'follow-next-pages': async ({ chatId, sourceId }) => {
      onBusy();
      await followNextPages(chatId, sourceId, onIdle);
      return null;
    },
    'stop-reading': async ({ sourceIds }) => {
      stopReading(sourceIds);
      stopFiles(sourceIds);
      return null;
    },
    'overwrite-remains': async () => {
      onBusy();
      await overwriteRemains().finally(onIdle);
      return null;
    },
    'stop-everything': async () => {
      stopAllReading();
      stopAllFiles();
      cancelDownloads();
      await answers.stopAll();
      return null;
    },
    'list-models': ({ endpoint }) =>
      protocols[protocolOf(endpoint.presetId, '')].listModels(endpoint, AbortSignal.timeout(testTimeoutMs)),
    'refresh-models': async ({ endpointId }) => {
      const endpoint = await database.endpoints.get(endpointId);
      if (!endpoint) return null;
      const protocol = protocols[protocolOf(endpoint.presetId, '')];
      const models = await protocol.listModels(endpoint, AbortSignal.timeout(testTimeoutMs));
      await database.endpoints.update(endpointId, { models });
      return null;
    },
    'summarise-turns': async (command) => {
      onBusy();
      return await summariseTurns(command, AbortSignal.timeout(summaryTimeoutMs)).finally(onIdle);
    },
    'run-animal-test': async (command) => {
      onBusy();
      return await runAnimalTest(command, AbortSignal.timeout(summaryTimeoutMs)).finally(onIdle);
    },
    'test-model': async ({ endpoint, model }) => {
      const begun = performance.now();
      const request = {
        endpoint,
        model,
        messages: [{ role: 'user' as const, content: 'Say "ok".' }],
        silenceTimeoutMs: testTimeoutMs,
      };
      const stop = new AbortController();
      const protocol = protocols[protocolOf(endpoint.presetId, model)];
      for await (const _ of protocol.streamAnswer(request, stop.signal)) break;
      stop.abort();
      return { firstPartMs: performance.now() - begun };
    },
    'download-model': async ({ modelId }) => {
      onBusy();
      await startDownload(modelId, onIdle);
      return null;
    },
    'cancel-download': async ({ modelId }) => {
      cancelDownload(modelId);
      return null;
    },
    'remove-model': async ({ modelId }) => {
      await removeDownload(modelId);
      return null;
    },
  };

  async function answerTo(command: EngineCommand): Promise<EngineReply<unknown>> {
    try {
      await prepared();
      const handler = handlers[command.type] as (command: EngineCommand) => Promise<unknown>;
      return { ok: true, value: await handler(command) };
    } catch (error) {
      return { ok: false, error: toAppError(error).toRecord() };
    }
  }

  return {
    handle(message) {
      const parsed = engineCommand.safeParse(message);
      return parsed.success ? answerTo(parsed.data) : undefined;
    },
  };
}
