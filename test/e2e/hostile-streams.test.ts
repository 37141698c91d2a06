import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { HostileEndpoint } from '../attack/streams/hostile-endpoint.ts';
import { hostileStreams } from '../attack/streams/hostile-streams.ts';
import { howItEnded, tryStream } from '../attack/streams/try-stream.ts';
import { connectEndpoint } from '../helpers/drive-panel.ts';
import { shortArticle, startWorld, type World } from '../helpers/world.ts';

const endpoint = new HostileEndpoint();
let world: World;
let panel: Page;

beforeAll(async () => {
  const baseUrl = await endpoint.start();
  world = await startWorld({ isConnected: false });
  await connectEndpoint(world.extension, { baseUrl, apiKey: 'sk-hostile-0123456789', model: 'hostile' });
  ({ panel } = await world.read(world.pages.add('/page', shortArticle)));
});
afterAll(async () => {
  await world.close();
  await endpoint.close();
});

// All of them, with times and memory: `npm run attack:streams`.
const some = [
  'keep-alive comments without an end',
  'a line of 100 MB',
  'a gzip bomb in a stream',
  'a redirect to itself',
  'tool calls that nobody offered',
  '`__proto__` keys',
  'wrong types',
];

it.each(hostileStreams.filter(({ name }) => some.includes(name)))(
  'leaves the panel well, and says what is wrong: $name',
  async (stream) => {
    const trial = await tryStream(panel, endpoint, stream, false);
    expect(howItEnded(trial, stream)).toEqual([]);
  },
);

it('met no error of its own', () => {
  expect(world.extension.panelErrors).toEqual([]);
});
