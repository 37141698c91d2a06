import { describe, expect, it } from 'vitest';
import { retryDelayMs } from '../../../../utils/chat/retry-delay.ts';
import { runTurn, type TurnPorts } from '../../../../utils/chat/run-turn.ts';
import type { Answer } from '../../../../utils/messages/chat-message.ts';
import type { StreamPart } from '../../../../utils/messages/stream-part.ts';
import { AppError } from '../../../../utils/shared/app-error.ts';

const queued: Answer = {
  id: 'a',
  chatId: 'c',
  parentId: 'q',
  createdAt: 0,
  role: 'assistant',
  text: '',
  reasoning: '',
  status: 'queued',
  choice: { endpointId: 'e', model: 'm' },
};
const hi: StreamPart = { type: 'text-delta', text: 'hi' };
const end: StreamPart = { type: 'finish', reason: 'stop' };

/** Each try plays the next script: parts, and an error at the end. */
function host(...tries: (StreamPart | Error)[][]) {
  const seen: Answer[] = [];
  const waits: number[] = [];
  const ports: TurnPorts = {
    async *stream(_answer, signal) {
      for (const step of tries.shift() ?? []) {
        signal.throwIfAborted();
        if (step instanceof Error) throw step;
        yield step;
      }
    },
    onChange: (answer) => seen.push(answer),
    now: () => 1000,
    wait: async (timeMs, signal) => {
      waits.push(timeMs);
      signal.throwIfAborted();
    },
  };
  return { ports, seen, waits };
}
const run = (ports: TurnPorts, answer = queued, signal = new AbortController().signal) =>
  runTurn(answer, ports, signal);

describe('runTurn', () => {
  it('streams to done', async () => {
    const { ports, seen } = host([hi, end]);
    expect(await run(ports)).toMatchObject({ text: 'hi', status: 'done' });
    expect(seen.map((answer) => answer.status)).toEqual(['streaming', 'streaming', 'done']);
  });

  it('keeps what had arrived when the stream breaks, and does not try again by itself', async () => {
    const { ports, waits } = host([hi, new AppError('stream-broken', { host: 'h' })], [end]);
    expect(await run(ports)).toMatchObject({
      text: 'hi',
      status: 'failed',
      error: { code: 'stream-broken', facts: { host: 'h' } },
    });
    expect(waits).toEqual([]);
  });

  it('does not take a stream without an end for an answer', async () => {
    expect(await run(host([hi]).ports)).toMatchObject({
      text: 'hi',
      status: 'failed',
      error: { code: 'stream-broken' },
    });
  });

  it('counts tries anew for each part of a full read', async () => {
    const busy = new AppError('rate-limited', { retryAfterMs: 10 });
    const read = (passes: number): StreamPart => ({
      type: 'reading',
      reading: { passes, readCharacters: passes, totalCharacters: 9, spentMs: 1, stage: 'parts' },
    });
    const { ports, waits } = host(
      [busy],
      [busy],
      [read(1), busy],
      [busy],
      [read(2), busy],
      [read(3), hi, end],
    );
    expect(await run(ports)).toMatchObject({ text: 'hi', status: 'done' });
    expect(waits).toHaveLength(5);
    const stuck = host([busy], [read(1), busy], [read(1), busy], [read(1), busy], [hi, end]);
    expect(await run(stuck.ports)).toMatchObject({ status: 'failed', error: { code: 'rate-limited' } });
  });

  it('waits as long as the endpoint asks, then goes on', async () => {
    const { ports, seen, waits } = host([new AppError('rate-limited', { retryAfterMs: 3000 })], [hi, end]);
    expect(await run(ports)).toMatchObject({ text: 'hi', status: 'done', error: undefined });
    expect(waits).toEqual([3000]);
    expect(seen.find((answer) => answer.status === 'waiting')).toMatchObject({
      retryAt: 4000,
      error: { code: 'rate-limited' },
    });
  });

  it('gives up after two waits', async () => {
    const refusal = () => [new AppError('rate-limited', { retryAfterMs: 1 })];
    const { ports, waits } = host(refusal(), refusal(), refusal(), [end]);
    expect(await run(ports)).toMatchObject({ status: 'failed', error: { code: 'rate-limited' } });
    expect(waits).toHaveLength(2);
  });

  it('is stopped by its signal, in a stream and in a wait', async () => {
    const stop = new AbortController();
    const streaming = host([hi, end]);
    streaming.ports.onChange = (answer) => answer.text && stop.abort();
    expect(await run(streaming.ports, queued, stop.signal)).toMatchObject({ text: 'hi', status: 'stopped' });

    const second = new AbortController();
    const waiting = host([new AppError('rate-limited', { retryAfterMs: 5 })]);
    waiting.ports.onChange = (answer) => answer.status === 'waiting' && second.abort();
    expect(await run(waiting.ports, queued, second.signal)).toMatchObject({
      status: 'stopped',
      error: undefined,
    });
  });

  it('continues a cut answer where it stopped', async () => {
    const { ports } = host([hi, end]);
    expect(
      await run(ports, { ...queued, text: 'oh ', status: 'cut', error: { code: 'network', facts: {} } }),
    ).toMatchObject({ text: 'oh hi', status: 'done' });
  });
});

describe('retryDelayMs', () => {
  it.each([
    [new AppError('rate-limited', { retryAfterMs: 500 }), 1, 500],
    [new AppError('rate-limited', { retryAfterMs: 500_000 }), 1, undefined],
    [new AppError('rate-limited'), 1, undefined],
    [new AppError('server-failed', { status: 503 }), 1, 1000],
    [new AppError('server-failed', { status: 503 }), 2, 4000],
    [new AppError('server-failed', { status: 503 }), 3, undefined],
    [new AppError('server-failed'), 1, undefined],
    [new AppError('key-rejected', { status: 401 }), 1, undefined],
    [new AppError('network'), 1, undefined],
  ])('%s, try %i → %s', (error, attempt, expected) => {
    expect(retryDelayMs(error, attempt)).toBe(expected);
  });
});
