import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ask,
  composerText,
  fillEndpoint,
  noticeText,
  press,
  waitForAnswer,
  waitForSource,
} from '../helpers/drive-panel.ts';
import { startRecordingServer } from '../helpers/recording-server.ts';
import { plantedKey, shortArticle, startWorld, type World } from '../helpers/world.ts';

let world: World;
let page: Page;
let panel: Page;

beforeAll(async () => {
  world = await startWorld({ isConnected: false });
  ({ page, panel } = await world.read(world.pages.add('/keeper', shortArticle)));
});
afterAll(() => world.close());

it('without a model, keeps the question and says what to do', async () => {
  await waitForSource(panel);
  await ask(panel, 'Who is the keeper?');
  await panel.waitForSelector('[data-testid="notice"]');
  expect(await noticeText(panel)).toMatch(/No model is chosen yet.*Choose a model/s);
  expect(await composerText(panel)).toBe('Who is the keeper?');
});

describe('an endpoint', () => {
  let options: Page;
  const outcome = async () => {
    await options.waitForFunction(
      () => document.querySelector('[data-testid="test-connection"]')?.textContent === 'Test connection',
    );
    return noticeText(options);
  };

  it('is tested with a clear result', async () => {
    options = await fillEndpoint(world.extension, {
      baseUrl: world.server.baseUrl,
      apiKey: plantedKey,
      model: 'test-model',
    });
    world.server.reply({ text: 'ok' });
    await press(options, 'test-connection');
    await expect.poll(outcome).toMatch(/test-model at 127\.0\.0\.1:\d+ answers\. First words after \d+ ms/);

    world.server.reply({ status: 401 });
    await press(options, 'test-connection');
    await expect.poll(outcome).toMatch(/refuses the API key/);

    world.server.reply({ fault: 'html' });
    await press(options, 'test-connection');
    await expect.poll(outcome).toMatch(/Check the base URL/);
  });

  it('gives its list of models, and any name can be typed', async () => {
    world.server.models = [{ id: 'alpha', context_length: 128_000 }, { id: 'beta' }];
    await press(options, 'fetch-models');
    await expect.poll(outcome).toBe('2 models found');
    expect(await options.$$eval('datalist option', (items) => items.map((item) => item.value))).toEqual([
      'alpha',
      'beta',
    ]);
    const field = await options.$('[data-testid="model"]');
    await field!.click({ count: 3 });
    await field!.type('alpha');
    await press(options, 'save-endpoint');
    await options.waitForSelector('[data-testid="endpoint-saved"]');
  });

  it('answers the question that waited, in its known window', async () => {
    await page.bringToFront();
    await panel.waitForFunction(() =>
      document.querySelector('[data-testid="meter"]')?.textContent?.includes('128k'),
    );
    world.server.clear();
    await panel.focus('[data-testid="composer"]');
    await panel.keyboard.press('Enter');
    expect(await waitForAnswer(panel)).toBe('done');
    expect(world.server.lastMessages.at(-1)!.content).toMatch(/Who is the keeper\?$/);
  });

  it('never sends its key to another address', async () => {
    const other = await startRecordingServer();
    // A page in the background does not scroll, and a click waits for that.
    await options.bringToFront();
    await options.locator('[data-testid="endpoint"] button').click();
    const base = await options.waitForSelector('[data-testid="base-url"]');
    await base!.click({ count: 3 });
    await base!.type(other.baseUrl);
    await options.waitForFunction(() => document.body.innerText.includes('The saved key belongs to'));
    await press(options, 'fetch-models');
    await expect.poll(outcome).toBe('1 model found');
    expect(other.requests.at(-1)!.headers.authorization).toBeUndefined();
    await other.close();
    await options.close();
  });
});

it('switches language and theme at once, in every open page', async () => {
  const options = await world.extension.openPage('options.html');
  await options.waitForSelector('[data-testid="language"]');
  await options.select('[data-testid="language"]', 'zh-CN');
  await options.select('[data-testid="theme"]', 'dark');
  await panel.waitForFunction(
    () =>
      document.querySelector('h1')?.textContent === '全文' &&
      document.documentElement.lang === 'zh-CN' &&
      document.documentElement.dataset.theme === 'dark',
  );
  await options.close();
});

it('met no error of its own', () => {
  expect(world.extension.panelErrors).toEqual([]);
});
