import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  answerText,
  ask,
  connectEndpoint,
  press,
  waitForAnswer,
  waitForSource,
  waitForWindow,
} from '../helpers/drive-panel.ts';
import { newChat, shortArticle, startWorld, type World } from '../helpers/world.ts';

let world: World;
let panel: Page;

beforeAll(async () => {
  world = await startWorld({ isConnected: false });
  world.server.told.set('/api/tags', { models: [{ name: 'qwen3:8b' }] });
  world.server.told.set('/api/show', { model_info: { 'qwen3.context_length': 40_960 } });
  world.server.models = [{ id: 'qwen3:8b' }];
  await connectEndpoint(world.extension, { baseUrl: world.server.baseUrl, apiKey: '', model: 'qwen3:8b' });
  ({ panel } = await world.read(world.pages.add('/keeper', shortArticle)));
  await waitForSource(panel);
});
afterAll(() => world.close());

it('finds Ollama’s window, and asks for the one that a request needs', async () => {
  await waitForWindow(panel, '41k');
  world.server.reply({ text: 'Eleven.' });
  await ask(panel, 'How many books?');
  expect(await waitForAnswer(panel)).toBe('done');
  const request = world.server.chats[0]!;
  expect(request.path).toBe('/api/chat');
  const body = JSON.parse(request.body.toString('utf8'));
  expect(body).toMatchObject({ truncate: false, shift: false, options: { num_ctx: 8192 } });
  expect(body.messages[1].content).toContain('thirty-one years');
});

it('speaks Anthropic’s messages: its windows, its cache marks, an answer as long as the room that is left', async () => {
  const { server } = world;
  server.models = [{ id: 'claude-test', max_input_tokens: 20_000, max_tokens: 64_000 }];
  await connectEndpoint(world.extension, {
    baseUrl: server.baseUrl,
    apiKey: 'sk-ant-planted',
    model: 'claude-test',
    preset: 'anthropic',
  });
  await newChat(panel);
  const long = shortArticle.replace(
    '</article>',
    `<p>${'The lamp was lit at dusk. '.repeat(400)}</p></article>`,
  );
  await world.extension.clickIcon(await world.extension.newTab(world.pages.add('/lamp', long)));
  await waitForSource(panel);
  await waitForWindow(panel, '20k');
  server.clear();
  server.reply({
    text: 'At dusk.',
    reasoning: 'Let me see.',
    usage: { prompt_tokens: 3200, completion_tokens: 4 },
  });
  await ask(panel, 'When was it lit?');
  expect(await waitForAnswer(panel)).toBe('done');
  expect(await answerText(panel)).toContain('At dusk.');
  const [request] = server.chats;
  expect(request!.path).toBe('/v1/messages');
  expect(request!.headers['x-api-key']).toBe('sk-ant-planted');
  const body = JSON.parse(request!.body.toString('utf8'));
  expect(body.messages.map(({ role }: { role: string }) => role)).toEqual(['user']);
  expect(body.messages[0].content[0]).toMatchObject({ type: 'text', cache_control: { type: 'ephemeral' } });
  expect(body.messages[0].content[0].text).toContain('thirty-one years');
  expect(body.max_tokens).toBeGreaterThan(4_000);
  expect(body.max_tokens).toBeLessThan(18_000);
});

describe('the animal test', () => {
  let options: Page;
  it('shows which depths were found, and the verdict', async () => {
    options = await world.extension.openPage('options.html');
    await options.waitForSelector('[data-testid="run-animal-test"]');
    await options.select('[data-testid="animal-size"]', '4000');
    world.server.clear();
    // The server forgets the first four of ten.
    world.server.replyWith((body) => {
      const codes = [...body.matchAll(/Marker (\d+): the code word of this marker is ([0-9a-f]{8})/g)];
      return {
        text: codes
          .slice(4)
          .map(([, number, code]) => `${number}: ${code}`)
          .join('\n'),
      };
    });
    await press(options, 'run-animal-test');
    await options.waitForSelector('[data-testid="animal-result"]');
    const found = await options.$$eval('[data-testid="animal-chart"] li', (bars) =>
      bars.map((bar) => (bar as HTMLElement).dataset.found),
    );
    expect(found).toEqual([...Array(4).fill('false'), ...Array(6).fill('true')]);
    expect(await options.$eval('[data-animal]', (verdict) => verdict.textContent)).toContain('goldfish');
    expect(world.server.chats).toHaveLength(1);
  });
  it('does not take the sample in silence where the user’s own sources were asked for', async () => {
    world.server.clear();
    await options.select('[data-testid="animal-text"]', 'own');
    await press(options, 'run-animal-test');
    await options.waitForSelector('[data-testid="animal-result"]');
    expect(world.server.chats[0]!.body.toString('utf8')).toContain('thirty-one years');
    await options.select('[data-testid="animal-text"]', 'sample');
  });
  it('says before sending that a text is longer than the window', async () => {
    world.server.clear();
    await options.select('[data-testid="animal-size"]', '200000');
    await press(options, 'run-animal-test');
    await options.waitForFunction(() => document.body.innerText.includes('longer than the model’s window'));
    expect(world.server.chats).toHaveLength(0);
  });
});

it('met no error of its own', () => {
  expect(world.extension.panelErrors).toEqual([]);
});
