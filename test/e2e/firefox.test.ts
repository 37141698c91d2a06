import { existsSync } from 'node:fs';
import puppeteer, { type Browser, type Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerText, ask, waitForAnswer, waitForText } from '../helpers/drive-panel.ts';
import { type RecordingServer, startRecordingServer } from '../helpers/recording-server.ts';
import { buildExtension } from '../start/build-extension.ts';

const executablePath = process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr';
/** Fixed, so that the extension's pages have a known address. */
const uuid = '6d1f5c52-8f0a-4a4e-9a55-0c6c3f1a2b77';
const extensionId = 'unabridged@unabridged.app';

// Only where there is a Firefox: the driver does not fetch one.
describe.runIf(existsSync(executablePath))('Firefox', () => {
  let browser: Browser;
  let server: RecordingServer;

  beforeAll(async () => {
    const dir = buildExtension('firefox');
    server = await startRecordingServer();
    browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath,
      headless: true,
      timeout: 90_000,
      args: ['--remote-allow-system-access'],
      extraPrefsFirefox: { 'extensions.webextensions.uuids': JSON.stringify({ [extensionId]: uuid }) },
    });
    await browser.installExtension(dir);
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  async function open(path: string): Promise<Page> {
    const page = await browser.newPage();
    // The driver never sees such a page's load event.
    await page.goto(`moz-extension://${uuid}/${path}`, { waitUntil: [] });
    return page;
  }

  it('connects an endpoint, streams an answer, and finishes it while its panel is closed', {
    timeout: 120_000,
  }, async () => {
    const options = await open('options.html');
    await options.waitForSelector('[data-testid="preset"]');
    await options.select('[data-testid="preset"]', 'custom');
    for (const [id, value] of [
      ['base-url', server.baseUrl],
      ['model', 'test-model'],
    ] as const) {
      const field = await options.waitForSelector(`[data-testid="${id}"]`);
      await field!.click({ count: 3 });
      await options.keyboard.type(value);
    }
    await options.click('[data-testid="save-endpoint"]');
    await options.waitForSelector('[data-testid="endpoint-saved"]');

    const text = Array.from({ length: 200 }, (_, index) => `word${index}`).join(' ');
    server.reply({ text, rate: 100, deltaSize: 8 });
    const panel = await open('sidepanel.html');
    await ask(panel, 'Tell me');
    await waitForText(panel, 'word9 ');
    await panel.close();
    await expect.poll(() => server.deltas.length, { timeout: 30_000 }).toBeGreaterThan(150);
    const again = await open('sidepanel.html');
    await again.waitForSelector('[data-testid="answer"]');
    expect(await waitForAnswer(again)).toBe('done');
    expect(await answerText(again)).toBe(text);
    expect(server.chats).toHaveLength(1);
  });
});
