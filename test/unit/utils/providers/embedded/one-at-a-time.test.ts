import { expect, it, vi } from 'vitest';
import type { StreamPart } from '../../../../../utils/messages/stream-part.ts';
import { embeddedModels } from '../../../../../utils/providers/embedded/models.ts';
import { embedded } from '../../../../../utils/providers/protocols/embedded.ts';

let running = 0;
let most = 0;
vi.mock('../../../../../utils/providers/embedded/wllama-engine.ts', () => ({
  loadModel: async ({ id }: { id: string }) => ({
    id,
    unload: async () => undefined,
    async *stream(): AsyncGenerator<StreamPart> {
      most = Math.max(most, ++running);
      try {
        for (const text of ['a', 'b', 'c']) {
          await new Promise((resolve) => setTimeout(resolve));
          yield { type: 'text-delta', text };
        }
        yield { type: 'finish', reason: 'stop' };
      } finally {
        running--;
      }
    },
  }),
}));

async function answer(signal = new AbortController().signal): Promise<string> {
  const model = embeddedModels[0]!.id;
  const request = { endpoint: { baseUrl: '', apiKey: '' }, model, messages: [], silenceTimeoutMs: 1000 };
  let text = '';
  for await (const part of embedded.streamAnswer(request, signal))
    if (part.type === 'text-delta') text += part.text;
  return text;
}

it('gives one answer after the other: two at once would write into one another', async () => {
  const stop = new AbortController();
  const answers = Promise.allSettled([answer(), answer(stop.signal), answer()]);
  stop.abort(new DOMException('stopped', 'AbortError'));
  const [first, second, third] = await answers;
  expect([first, third]).toEqual([
    { status: 'fulfilled', value: 'abc' },
    { status: 'fulfilled', value: 'abc' },
  ]);
  expect(second).toMatchObject({ status: 'rejected', reason: { name: 'AbortError' } });
  expect(most).toBe(1);
});
