import { applyPart } from '../messages/apply-part';
import type { Answer } from '../messages/chat-message';
import type { StreamPart } from '../messages/stream-part';
import { toAppError } from '../shared/app-error';
import { retryDelayMs } from './retry-delay';

/** What a turn needs from where it is hosted. */
export interface TurnPorts {
  /** Opens the stream; called again for each new try. */
  stream(answer: Answer, signal: AbortSignal): AsyncIterable<StreamPart>;
  /** Called after every change, in order. */
  onChange(answer: Answer): void;
  now(): number;
  /** Resolves after the time, rejects with the signal's reason on abort. */
  wait(timeMs: number, signal: AbortSignal): Promise<void>;
}

/**
 * One answer from its first try to its end. Never throws: however it ends, the answer says so, and what had arrived is in it.
 * @param queued the answer as it was queued; text that it holds already is continued.
 * @returns the answer in its last state.
 */
export async function runTurn(queued: Answer, ports: TurnPorts, signal: AbortSignal): Promise<Answer> {
  const { error: _, finishReason: __, usage: ___, firstPartMs: ____, ...rest } = queued;
  let answer: Answer = {
    ...rest,
    status: 'streaming',
    ...(rest.reading ? { reading: { ...rest.reading, isPaused: false } } : {}),
  };
  const change = (next: Answer) => {
    answer = next;
    ports.onChange(answer);
  };
  change(answer);
  const hadText = answer.text.length + answer.reasoning.length;
  const passesOf = ({ reading }: Answer) => reading?.passes ?? 0;
  let passes = passesOf(answer);

  for (let attempt = 1; ; attempt++) {
    const begun = ports.now();
    try {
      for await (const part of ports.stream(queued, signal)) {
        const next = applyPart(answer, part);
        const isFirst = next.firstPartMs === undefined && (next.text || next.reasoning) !== '';
        change(isFirst ? { ...next, firstPartMs: ports.now() - begun } : next);
      }
      // A protocol ends with `finish`; one that does not has broken its contract, which must not look like an answer.
      if (answer.status === 'streaming')
        change({ ...answer, status: 'failed', error: { code: 'stream-broken', facts: {} } });
      return answer;
    } catch (thrown) {
      if (signal.aborted) {
        change({ ...answer, status: 'stopped', progress: undefined, retryAt: undefined });
        return answer;
      }
      const error = toAppError(thrown);
      // Each part of a full read is a request of its own, with tries of its own.
      if (passesOf(answer) > passes) attempt = 1;
      passes = passesOf(answer);
      const isUntouched = answer.text.length + answer.reasoning.length === hadText;
      const delayMs = isUntouched ? retryDelayMs(error, attempt) : undefined;
      if (delayMs === undefined) {
        change({
          ...answer,
          status: 'failed',
          error: error.toRecord(),
          progress: undefined,
          retryAt: undefined,
        });
        return answer;
      }
      change({ ...answer, status: 'waiting', error: error.toRecord(), retryAt: ports.now() + delayMs });
      try {
        await ports.wait(delayMs, signal);
      } catch {
        // Only Stop ends the wait early.
        change({ ...answer, status: 'stopped', error: undefined, retryAt: undefined });
        return answer;
      }
      change({ ...answer, status: 'streaming', error: undefined, retryAt: undefined });
    }
  }
}
