import type { Answer } from '../messages/chat-message';
import type { StreamPart } from '../messages/stream-part';
import { embeddedEndpointId } from '../providers/embedded/endpoint-id';
import { AppError } from '../shared/app-error';
import { database } from '../storage/database';
import { isTemporary } from '../storage/temporary';
import { type FeedPublisher, toUpdate } from './answer-feed';
import { AnswerKeeper } from './answer-keeper';
import { learnFromAnswer } from './learn-from-answer';
import { protocolsHere } from './protocols-here';
import { runTurn } from './run-turn';
import { streamInWorker } from './stream-in-worker';
import { streamTurn } from './stream-turn';

interface Running {
  controller: AbortController;
  answer: Answer;
  /** When it has been put away. */
  end?: Promise<void>;
  /** Stopped for a while: it goes on from where it was. */
  isPaused?: boolean;
  /** See Answer. */
  isUnsaved?: boolean;
}

/** As panels are told of it. */
const toShown = ({ answer, isUnsaved }: Running): Answer => (isUnsaved ? { ...answer, isUnsaved } : answer);

const waitFor = (timeMs: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, timeMs);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });

/**
 * The model on the device has a worker of its own; everything else is sent from one that it does not share. A temporary chat is in the
 * memory of this page, and is read here.
 */
const openStream = (answer: Answer, signal: AbortSignal): AsyncGenerator<StreamPart> =>
  isTemporary() || answer.choice.endpointId === embeddedEndpointId
    ? streamTurn(answer, protocolsHere(), signal)
    : streamInWorker(answer, signal);

/** The answers that this engine is at work on: runs them, saves them while they grow, and tells open panels. */
export class RunningAnswers {
  readonly #running = new Map<string, Running>();
  /** Answers that are still being read from the database, or wait for the end of an earlier attempt; they can be stopped already. */
  readonly #starting = new Map<string, AbortController>();
  readonly #givenUp = new AbortController();
  readonly #feed: FeedPublisher;

  constructor(feed: FeedPublisher) {
    this.#feed = feed;
  }

  has = (id: string): boolean => this.#running.has(id);

  /** The newest state, ahead of the database; undefined where it is not running here. */
  read(id: string): Answer | undefined {
    const running = this.#running.get(id);
    return running && toShown(running);
  }

  /** @param isPause for a full read: it says that it can go on. */
  stop(id: string, isPause = false): void {
    const running = this.#running.get(id);
    if (running) running.isPaused = isPause;
    for (const controller of [running?.controller, this.#starting.get(id)])
      controller?.abort(new DOMException('stopped by the user', 'AbortError'));
  }

  /** Stops all of them, for good. @returns when the last was saved, where there is room for it. */
  async stopAll(): Promise<void> {
    this.#givenUp.abort();
    for (const id of [...this.#starting.keys(), ...this.#running.keys()]) this.stop(id);
    await Promise.all([...this.#running.values()].map(({ end }) => end));
  }

  /**
   * Starts a queued answer; one that runs already, or has run, is left alone, so that a command sent twice sends one request.
   * @returns when the answer is under way; the turn itself goes on.
   * @throws AppError where there is no such answer.
   */
  async start(id: string, onIdle: () => void): Promise<void> {
    if (this.#starting.has(id)) return;
    const controller = new AbortController();
    this.#starting.set(id, controller);
    try {
      const answer = await database.messages.get(id);
      if (answer?.role !== 'assistant') throw new AppError('unexpected', { said: 'no such answer' });
      const earlier = this.#running.get(id);
      if (earlier && earlier.answer.askedAt === answer.askedAt) return;
      // Its end was written, and seen, before this engine was done with it: whoever saw it could ask again at once.
      await earlier?.end;
      // Queued while this engine was waking, it was taken for one that the last engine had left.
      if (answer.status !== 'queued' && answer.error?.code !== 'interrupted') return;
      const entry: Running = { controller, answer };
      this.#running.set(id, entry);
      entry.end = this.#run(entry).finally(() => {
        this.#running.delete(id);
        if (this.#running.size + this.#starting.size === 0) onIdle();
      });
    } finally {
      this.#starting.delete(id);
    }
  }

  async #run(entry: Running): Promise<void> {
    const sent = { text: entry.answer.text.length, reasoning: entry.answer.reasoning.length };
    let isFlushQueued = false;
    // Deltas that one network packet brought are told together: a task of our own runs after all of them.
    const flushChannel = new MessageChannel();
    flushChannel.port1.onmessage = () => {
      isFlushQueued = false;
      this.#feed.publish(toUpdate(toShown(entry), sent));
      sent.text = entry.answer.text.length;
      sent.reasoning = entry.answer.reasoning.length;
    };
    const tell = () => {
      if (isFlushQueued) return;
      isFlushQueued = true;
      flushChannel.port2.postMessage(null);
    };
    const keeper = new AnswerKeeper(
      () => entry.answer,
      (isUnsaved) => {
        entry.isUnsaved = isUnsaved;
        tell();
      },
    );
    const onChange = (answer: Answer) => {
      const isNewStatus = answer.status !== entry.answer.status;
      // A part that was read is minutes of work: how far it has come is kept at once.
      const isNewPart = answer.reading?.passes !== entry.answer.reading?.passes;
      entry.answer = answer;
      tell();
      // That a request is being made is written when it has gone: the turn is read from the same store, and would wait for it.
      if (isNewStatus && answer.status !== 'streaming') keeper.saveStatus();
      else if (isNewPart) keeper.saveNow();
      else keeper.saveSoon();
    };
    try {
      entry.answer = await runTurn(
        entry.answer,
        { stream: openStream, onChange, now: Date.now, wait: waitFor },
        entry.controller.signal,
      );
      if (entry.isPaused && entry.answer.status === 'stopped' && entry.answer.reading)
        entry.answer = { ...entry.answer, reading: { ...entry.answer.reading, isPaused: true } };
      // What it teaches helps the next request; this answer is whole without it.
      void learnFromAnswer(entry.answer).catch(() => undefined);
    } finally {
      tell();
      await keeper.end(this.#givenUp.signal);
      this.#feed.publish(toUpdate(entry.answer, { text: 0, reasoning: 0 }));
      flushChannel.port1.close();
    }
  }
}
