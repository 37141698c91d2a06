import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StreamPart } from '../../../../utils/messages/stream-part.ts';
import {
  createAnswerLimit,
  mostAnswerCharacters,
} from '../../../../utils/providers/protocols/limit-answer.ts';
import { limitBody } from '../../../../utils/providers/protocols/limit-body.ts';
import { ollamaChat } from '../../../../utils/providers/protocols/ollama-chat.ts';
import { openaiChat } from '../../../../utils/providers/protocols/openai-chat.ts';
import { readDelta, type WireChunk } from '../../../../utils/providers/protocols/read-delta.ts';
import { scrub } from '../../../../utils/providers/scrub.ts';
import { type RecordingServer, startRecordingServer } from '../../../helpers/recording-server.ts';

const megabyte = new TextEncoder().encode('x'.repeat(1_000_000));

/** A body of as many pieces as are taken. */
function pouring(
  piece: Uint8Array,
  most = 1_000,
): { stream: ReadableStream<Uint8Array>; taken: () => number } {
  let count = 0;
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (count++ < most) controller.enqueue(piece);
      else controller.close();
    },
  });
  return { stream, taken: () => count };
}

const response = (stream: ReadableStream<Uint8Array>, type: string, status = 200) =>
  limitBody(new Response(stream, { status, headers: { 'Content-Type': type } }), 'https://api.test/v1');

describe('a body without an end', () => {
  it.each([
    ['a line of a stream', 'text/event-stream', megabyte, 10],
    [
      'an event of many lines',
      'text/event-stream',
      new TextEncoder().encode('data: x\n'.repeat(100_000)),
      12,
    ],
    ['a line of JSON lines', 'application/x-ndjson', megabyte, 10],
    ['a whole answer', 'application/json', megabyte, 34],
    ['no known kind', 'application/octet-stream', megabyte, 34],
  ])('%s is given up', async (_, type, piece, mostTaken) => {
    const { stream, taken } = pouring(piece);
    await expect(response(stream, type).text()).rejects.toMatchObject({
      code: 'answer-over-limit',
      facts: { host: 'api.test', limit: 'bytes' },
    });
    expect(taken()).toBeLessThan(mostTaken + 3);
  });

  it('of short events may be long', async () => {
    const { stream } = pouring(new TextEncoder().encode('data: x\r\n\r\n'.repeat(100_000)), 60);
    expect((await response(stream, 'text/event-stream').text()).length).toBe(60_000_000 + 6_000_000);
  });

  it('of a refusal is cut, so that its status is told', async () => {
    const { stream, taken } = pouring(megabyte);
    const refusal = response(stream, 'text/html', 503);
    expect(refusal.status).toBe(503);
    expect((await refusal.text()).length).toBe(65_536);
    expect(taken()).toBeLessThan(4);
  });
});

it('ends an answer that has more letters than any', () => {
  const limited = createAnswerLimit('api.test');
  const half: StreamPart = { type: 'reasoning-delta', text: 'x'.repeat(mostAnswerCharacters / 2) };
  expect(limited(half)).toBe(half);
  expect(limited({ ...half, type: 'text-delta' }).type).toBe('text-delta');
  expect(() => limited({ type: 'text-delta', text: 'x' })).toThrow(
    expect.objectContaining({ code: 'answer-over-limit', facts: { host: 'api.test', limit: 'characters' } }),
  );
});

describe('fields of wrong types', () => {
  it.each([
    [{ prompt_tokens: Number.POSITIVE_INFINITY, completion_tokens: 'many' }],
    [{ prompt_tokens: -1, prompt_tokens_details: { cached_tokens: {} } }],
    [{ prompt_tokens: 1.5, completion_tokens: null, cached_tokens: [] }],
    ['usage'],
  ])('make no usage: %j', (usage) => {
    expect(readDelta({ usage } as unknown as WireChunk).parts).toEqual([{ type: 'usage', usage: {} }]);
  });

  it.each([null, 7, 'text'])('make no chunk: %j', (chunk) => {
    expect(readDelta(chunk as unknown as WireChunk)).toEqual({ parts: [] });
  });

  it.each([['__proto__'], ['constructor'], [{ a: 1 }], [7]])('make no reason to end: %j', (finish_reason) => {
    expect(readDelta({ choices: [{ finish_reason }] } as unknown as WireChunk).finish).toBe('other');
  });

  it.each([[{ a: 1 }], [['sk-x']], [7], [null], [undefined]])('make no sentence: %j', (words) => {
    expect(scrub(words)).toBe('');
  });

  it('does not look through a sentence of a hundred megabytes', () => {
    expect(scrub('a b '.repeat(25_000_000)).length).toBeLessThanOrEqual(300);
  });
});

describe('a hostile server', () => {
  let server: RecordingServer;
  const key = 'qwertyuiop-of-no-known-shape';
  beforeAll(async () => {
    server = await startRecordingServer();
  });
  afterAll(() => server.close());
  beforeEach(() => server.clear());

  it('lists what are no models', async () => {
    server.models = [
      null,
      7,
      { id: { a: 1 } },
      { id: 'x'.repeat(5_000) },
      { id: 'real', context_length: 'long', pricing: { prompt: '1e999', completion: {} } },
    ] as never;
    const endpoint = { baseUrl: server.baseUrl, apiKey: '' };
    expect(await openaiChat.listModels(endpoint, new AbortController().signal)).toEqual([{ id: 'real' }]);
  });

  it('says the key back in the middle of a stream of Ollama’s', async () => {
    server.reply({ text: 'x', fault: 'error-in-stream', body: `bad key ${key}` });
    const request = {
      endpoint: { baseUrl: server.baseUrl, apiKey: key },
      model: 'm',
      messages: [],
      silenceTimeoutMs: 60_000,
    };
    const read = async () => {
      for await (const _ of ollamaChat.streamAnswer(request, new AbortController().signal));
    };
    await expect(read()).rejects.toMatchObject({ code: 'server-failed', facts: { said: 'bad key •••' } });
  });
});
