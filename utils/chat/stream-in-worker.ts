import type { Answer } from '../messages/chat-message';
import type { StreamPart } from '../messages/stream-part';
import type { AnswerRequest } from '../providers/protocol';
import { AppError } from '../shared/app-error';
import type { TurnJob, TurnReport } from './turn.worker';

type Listener = (report: TurnReport) => void;

let worker: Worker | undefined;
let lastNumber = 0;
const listeners = new Map<number, Listener>();

/**
 * One worker for all turns: it keeps the texts that were read. The engine page shares its thread with the panel, and a million
 * tokens made into a request would hold up both.
 */
function openWorker(): Worker {
  if (worker) return worker;
  worker = new Worker(new URL('./turn.worker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data }: MessageEvent<TurnReport>) => listeners.get(data.number)?.(data);
  worker.onerror = (event) => {
    worker?.terminate();
    worker = undefined;
    const error = { code: 'engine-failed' as const, facts: { said: event.message } };
    for (const [number, listener] of listeners) listener({ type: 'error', number, error });
  };
  return worker;
}

const post = (job: TurnJob) => openWorker().postMessage(job);

type Numbered<T> = T extends { number: number } ? Omit<T, 'number'> : never;

/** @throws AppError what stood against it; on abort the signal's reason. */
async function* streamJob(
  job: Numbered<Extract<TurnJob, { type: 'open' | 'send' }>>,
  signal: AbortSignal,
): AsyncGenerator<StreamPart> {
  signal.throwIfAborted();
  const number = ++lastNumber;
  const arrived: TurnReport[] = [];
  let wake = () => {};
  listeners.set(number, (report) => {
    arrived.push(report);
    wake();
  });
  let isOver = false;
  // The caller is let go at once; what still comes in is not heard any more.
  const abort = () => {
    post({ type: 'abort', number });
    wake();
  };
  signal.addEventListener('abort', abort, { once: true });
  try {
    post({ ...job, number });
    for (;;) {
      signal.throwIfAborted();
      const next = arrived.shift();
      if (!next) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      if (next.type === 'parts') {
        yield* next.parts;
        continue;
      }
      isOver = true;
      if (next.type === 'error') throw new AppError(next.error.code, next.error.facts);
      if (next.type === 'aborted') throw new AppError('stream-broken');
      return;
    }
  } finally {
    signal.removeEventListener('abort', abort);
    listeners.delete(number);
    if (!isOver && !signal.aborted) post({ type: 'abort', number });
  }
}

/** Opens an answer's stream in the worker, which reads its turn from the database, see streamTurn. @throws AppError see streamJob. */
export const streamInWorker = (answer: Answer, signal: AbortSignal): AsyncGenerator<StreamPart> =>
  streamJob({ type: 'open', answer }, signal);

/** Has the worker send a request that was made here. @throws AppError see streamJob. */
export const sendInWorker = (
  protocol: Extract<TurnJob, { type: 'send' }>['protocol'],
  request: AnswerRequest,
  signal: AbortSignal,
): AsyncGenerator<StreamPart> => streamJob({ type: 'send', protocol, request }, signal);

/** Has the worker read the texts of a chat's waiting sources, while the user is still typing. */
export async function warmInWorker(chatId: string): Promise<void> {
  const number = ++lastNumber;
  await new Promise<void>((resolve, reject) => {
    listeners.set(number, (report) => {
      listeners.delete(number);
      if (report.type === 'error') reject(new AppError(report.error.code, report.error.facts));
      else resolve();
    });
    post({ type: 'warm', number, chatId });
  });
}
