import { AppError } from '../shared/app-error';

interface Answered {
  number: number;
  /** Set where the job failed. */
  said?: string;
}

/** What a worker keeps for the next job takes some 100 MB: kept while a chat goes on, and no longer. */
const idleMs = 120_000;

/**
 * Gives numbered jobs to a worker that answers each once, in any order. It is made at the first job, and anew at the next one after it has
 * broken, or was ended because nothing was asked of it for two minutes.
 * @param stopped what is said of a worker that broke without a word.
 * @returns asks; rejects with AppError `engine-failed`.
 */
export function workerAsker<Job extends object, Report extends Answered>(
  open: () => Worker,
  stopped: string,
) {
  let worker: Worker | undefined;
  let lastNumber = 0;
  let idle: ReturnType<typeof setTimeout> | undefined;
  const pending = new Map<number, PromiseWithResolvers<Report>>();
  const close = () => {
    worker?.terminate();
    worker = undefined;
  };
  const opened = (): Worker => {
    if (worker) return worker;
    worker = open();
    worker.onmessage = ({ data }: MessageEvent<Report>) => {
      const waiting = pending.get(data.number);
      if (data.said) waiting?.reject(new AppError('engine-failed', { said: data.said }));
      else waiting?.resolve(data);
      pending.delete(data.number);
      if (pending.size === 0) idle = setTimeout(close, idleMs);
    };
    worker.onerror = (event) => {
      const said = event.message || stopped;
      for (const { reject } of pending.values()) reject(new AppError('engine-failed', { said }));
      pending.clear();
      close();
    };
    return worker;
  };
  return (job: Job): Promise<Report> => {
    const number = ++lastNumber;
    const waiting = Promise.withResolvers<Report>();
    clearTimeout(idle);
    pending.set(number, waiting);
    opened().postMessage({ ...job, number });
    return waiting.promise;
  };
}
