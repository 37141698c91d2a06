import type { Answer } from '../messages/chat-message';
import type { StreamPart } from '../messages/stream-part';
import type { AnswerRequest } from '../providers/protocol';
import { networkProtocols } from '../providers/protocols/network';
import { type ErrorRecord, toAppError } from '../shared/app-error';
import { createPartSender } from './part-sender';
import { warmSourceTexts } from './source-texts';
import { streamTurn } from './stream-turn';

export type TurnJob =
  | { type: 'open'; number: number; answer: Answer }
  /** Sends a request that was made elsewhere. */
  | { type: 'send'; number: number; protocol: keyof typeof networkProtocols; request: AnswerRequest }
  | { type: 'abort'; number: number }
  /** Reads the texts of a chat's waiting sources ahead. */
  | { type: 'warm'; number: number; chatId: string };

/** `parts` come as they are; the last report of a number is `end`, `error` or `aborted`. */
export type TurnReport =
  | { type: 'parts'; number: number; parts: StreamPart[] }
  | { type: 'end'; number: number }
  | { type: 'aborted'; number: number }
  | { type: 'error'; number: number; error: ErrorRecord };

const report = (message: TurnReport) => postMessage(message);
const running = new Map<number, AbortController>();

type StreamJob = Extract<TurnJob, { type: 'open' | 'send' }>;

const streamOf = (job: StreamJob, signal: AbortSignal): AsyncIterable<StreamPart> =>
  job.type === 'open'
    ? streamTurn(job.answer, networkProtocols, signal)
    : networkProtocols[job.protocol].streamAnswer(job.request, signal);

async function open(job: StreamJob): Promise<void> {
  const { number } = job;
  const controller = new AbortController();
  running.set(number, controller);
  const sender = createPartSender((parts) => report({ type: 'parts', number, parts }));
  try {
    for await (const part of streamOf(job, controller.signal)) await sender.send(part);
    sender.flush();
    report({ type: 'end', number });
  } catch (error) {
    // What had arrived is kept.
    sender.flush();
    if (controller.signal.aborted) report({ type: 'aborted', number });
    else report({ type: 'error', number, error: toAppError(error).toRecord() });
  } finally {
    running.delete(number);
  }
}

async function warm({ number, chatId }: Extract<TurnJob, { type: 'warm' }>): Promise<void> {
  try {
    await warmSourceTexts(chatId);
    report({ type: 'end', number });
  } catch (error) {
    report({ type: 'error', number, error: toAppError(error).toRecord() });
  }
}

addEventListener('message', ({ data: job }: MessageEvent<TurnJob>) => {
  if (job.type === 'abort') running.get(job.number)?.abort();
  else if (job.type === 'warm') void warm(job);
  else void open(job);
});
