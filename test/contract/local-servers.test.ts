import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StreamPart } from '../../utils/messages/stream-part.ts';
import { ollamaChat, windowStep } from '../../utils/providers/protocols/ollama-chat.ts';
import { openaiChat } from '../../utils/providers/protocols/openai-chat.ts';
import type { AppError } from '../../utils/shared/app-error.ts';
import { type RecordingServer, type Reply, startRecordingServer } from '../helpers/recording-server.ts';

let server: RecordingServer;
beforeAll(async () => {
  server = await startRecordingServer();
});
afterAll(() => server.close());
beforeEach(() => {
  server.clear();
  server.told.clear();
  server.models = [{ id: 'a' }, { id: 'b' }];
});
const never = new AbortController().signal;
const endpoint = () => ({ baseUrl: server.baseUrl, apiKey: '' });
const list = () => openaiChat.listModels(endpoint(), never);

describe('windows that a server tells beside its API', () => {
  it('Ollama: asks for each model, and speaks its own chat', async () => {
    server.told.set('/api/tags', { models: [{ name: 'a' }] });
    server.told.set('/api/show', { model_info: { 'qwen3.context_length': 40_960, 'qwen3.block_count': 28 } });
    expect(await list()).toEqual([
      { id: 'a', windowTokens: 40_960, protocol: 'ollama-chat' },
      { id: 'b', windowTokens: 40_960, protocol: 'ollama-chat' },
    ]);
  });
  it('llama.cpp: one slot’s window, not the model’s', async () => {
    server.models = [{ id: 'a', meta: { n_ctx: 4096, n_ctx_train: 32_768 } }];
    server.told.set('/props', { default_generation_settings: { n_ctx: 2048 } });
    expect(await list()).toEqual([{ id: 'a', windowTokens: 2048 }]);
  });
  it('LM Studio: what is loaded goes before what the model could take', async () => {
    server.told.set('/api/v0/models', {
      data: [
        { id: 'a', max_context_length: 131_072, loaded_context_length: 8192 },
        { id: 'b', max_context_length: 32_768 },
      ],
    });
    expect(await list()).toEqual([
      { id: 'a', windowTokens: 8192 },
      { id: 'b', windowTokens: 32_768 },
    ]);
  });
  it('none: nothing is made up, and nothing is posted to an unknown server', async () => {
    expect(await list()).toEqual([{ id: 'a' }, { id: 'b' }]);
    expect(server.requests.filter((request) => request.method === 'POST')).toEqual([]);
  });
  it('prices, where they are told for a token', async () => {
    server.models = [
      {
        id: 'a',
        context_length: 1000,
        pricing: { prompt: '0.000002', completion: '0.00001', input_cache_read: '0.0000002' },
      },
      { id: 'b', context_length: 1000, pricing: { prompt: '-1', completion: '-1' } },
    ];
    const [priced, auto] = await list();
    expect(priced!.price).toEqual({
      currency: 'USD',
      input: 2,
      output: 10,
      cachedInput: expect.closeTo(0.2),
    });
    expect(auto!.price).toBeUndefined();
  });
});

describe('ollama-chat', () => {
  async function collect(reply: Reply, signal = never) {
    server.reply(reply);
    const parts: StreamPart[] = [];
    try {
      const request = {
        endpoint: endpoint(),
        model: 'a',
        messages: [{ role: 'user' as const, content: '你好' }],
        silenceTimeoutMs: 60_000,
        neededWindowTokens: 20_000,
      };
      for await (const part of ollamaChat.streamAnswer(request, signal)) parts.push(part);
      return { parts };
    } catch (error) {
      return { parts, error: error as AppError };
    }
  }

  it('asks for the window that the request needs, and for an error instead of a cut', async () => {
    const { parts } = await collect({ text: '你好', reasoning: 'hm' });
    expect(JSON.parse(server.chats[0]!.body.toString('utf8'))).toEqual({
      model: 'a',
      messages: [{ role: 'user', content: '你好' }],
      stream: true,
      truncate: false,
      shift: false,
      options: { num_ctx: 32_768 },
    });
    expect(parts).toEqual([
      { type: 'reasoning-delta', text: 'hm' },
      { type: 'text-delta', text: '你' },
      { type: 'text-delta', text: '好' },
      { type: 'usage', usage: { promptTokens: 9, completionTokens: 4 } },
      { type: 'finish', reason: 'stop' },
    ]);
  });
  it.each<[string, Reply, string]>([
    ['a request that does not fit', { status: 400, body: '{"error":"too long"}' }, 'context-too-long'],
    ['a refused origin', { status: 403 }, 'origin-refused'],
    ['an unknown model', { status: 404 }, 'model-not-found'],
    ['a crash', { status: 500 }, 'server-failed'],
    ['an error in the stream', { text: 'x', fault: 'error-in-stream' }, 'server-failed'],
    ['a cut', { text: 'some words', fault: 'cut' }, 'stream-broken'],
  ])('tells %s by its code', async (_, reply, code) => {
    expect((await collect(reply)).error?.code).toBe(code);
  });
  it('tells an answer that the length limit cut', async () => {
    const { parts } = await collect({ text: 'x', finishReason: 'length' });
    expect(parts.at(-1)).toEqual({ type: 'finish', reason: 'length' });
  });
  it('takes windows in steps, so that the model is seldom loaded anew', () => {
    expect([1, 4096, 4097, 100_000, 2_000_000].map(windowStep)).toEqual([
      4096, 4096, 8192, 131_072, 2_000_000,
    ]);
  });
});
