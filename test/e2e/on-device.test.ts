import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  answerText,
  ask,
  chooseOnDevice,
  noticeText,
  press,
  pressEscape,
  waitForAnswer,
  waitForSource,
} from '../helpers/drive-panel.ts';
import { makeNeedlePage } from '../helpers/needle-page.ts';
import { packWeights } from '../helpers/pack-weights.ts';
import { newChat, startWorld, type World } from '../helpers/world.ts';
import { buildExtension } from '../start/build-extension.ts';
import { fetchWeights } from '../start/weights.mjs';

const shortPage =
  '<!doctype html><title>Paris</title><article><h1>Paris</h1><p>Paris is the capital of France.</p></article>';

describe('the model on the device', () => {
  let world: World;
  let dir: string;

  beforeAll(async () => {
    const weights = await fetchWeights({
      cacheDir: resolve('.cache/models'),
      only: 'minimind2-small',
      log: console.log,
    });
    dir = mkdtempSync(join(tmpdir(), 'unabridged-build-'));
    packWeights(buildExtension(), dir, weights);
    world = await startWorld({ dir, isConnected: false });
  }, 600_000);
  afterAll(async () => {
    await world?.close();
    rmSync(dir, { recursive: true, force: true });
  });

  it('is named for what it is, answers a newcomer in three clicks without key or server, and stops', async () => {
    const { panel } = await world.read(world.pages.add('/paris', shortPage));
    const card = await panel.waitForSelector('[data-testid="on-device"]');
    expect(await card!.evaluate((element) => (element as HTMLElement).innerText)).toMatch(
      /MiniMind2 Small: a small model with a short window of 2,048 tokens/,
    );
    await chooseOnDevice(panel);
    await waitForSource(panel);
    await ask(panel, 'What is the capital of France?');
    expect(await waitForAnswer(panel)).toMatch(/done|cut/);
    expect(await answerText(panel)).toContain('Paris');

    // Stop acts at once, also while the text is still being read.
    await ask(panel, 'Tell me a very long story about France.');
    await panel.waitForSelector('[data-testid="stop"]');
    await press(panel, 'stop');
    expect(await waitForAnswer(panel)).toBe('stopped');
    expect(world.server.requests).toHaveLength(0);
  });

  it('says before sending that a page is too long, and takes a part that the user chooses', async () => {
    const long = makeNeedlePage(20_000, 'en');
    const page = await world.extension.newTab(world.pages.add('/long', long.html));
    const panel = await world.extension.openPanel(page);
    await newChat(panel);
    await world.extension.clickIcon(page);
    await waitForSource(panel);
    await ask(panel, 'What is needle one?');
    await panel.waitForSelector('[data-testid="choose-part"]');
    expect(await noticeText(panel)).toMatch(
      /Too long for MiniMind2 Small.*needs ≈ [\d,]+ tokens.*Nothing was sent.*endpoint.*part/s,
    );
    expect(await panel.$$('[data-testid="question"]')).toHaveLength(0);
    await press(panel, 'choose-part');
    await panel.waitForSelector('[data-testid="part-picker"] input[type="checkbox"]');
    await panel.locator('[data-testid="part-picker"] input[type="checkbox"]').click();
    await press(panel, 'use-part');
    await panel.waitForFunction(
      () => !document.querySelector<HTMLElement>('[data-testid="source-chip"]')?.innerText.includes('20.'),
    );
    await panel.locator('[data-testid="source-chip"] button').click();
    const receipt = await panel.waitForSelector('[data-radix-popper-content-wrapper]');
    expect(await receipt!.evaluate((element) => (element as HTMLElement).innerText)).toMatch(
      /A part that you chose: [\d,]+ of 20,\d+ characters/,
    );
    await pressEscape(panel);
    await press(panel, 'send');
    expect(await waitForAnswer(panel)).toMatch(/done|cut/);
    expect((await answerText(panel)).length).toBeGreaterThan(0);
  });
});

describe('a download', () => {
  const sizeBytes = 98_362_432;
  let world: World;
  let server: Server;
  const ranges: (string | undefined)[] = [];
  let cutAt = Number.POSITIVE_INFINITY;

  beforeAll(async () => {
    // As long as the model and full of zeros: enough for progress, resume and the checksum.
    server = createServer((request, response) => {
      const { range } = request.headers;
      const from = Number(/bytes=(\d+)-/.exec(range ?? '')?.[1] ?? 0);
      response.setHeader('Access-Control-Allow-Origin', '*');
      response.setHeader('Access-Control-Allow-Headers', 'range');
      response.setHeader('Access-Control-Expose-Headers', 'content-range, content-length');
      if (request.method === 'OPTIONS') return void response.writeHead(204).end();
      ranges.push(range);
      response.writeHead(from > 0 ? 206 : 200, {
        'Content-Length': sizeBytes - from,
        ...(from > 0 ? { 'Content-Range': `bytes ${from}-${sizeBytes - 1}/${sizeBytes}` } : {}),
      });
      const block = Buffer.alloc(1 << 20);
      let sent = from;
      const more = () => {
        while (sent < Math.min(sizeBytes, cutAt)) {
          const size = Math.min(block.length, sizeBytes - sent);
          sent += size;
          if (!response.write(block.subarray(0, size))) return void response.once('drain', more);
        }
        if (sent < sizeBytes) setTimeout(() => response.destroy(), 300);
        else response.end();
      };
      more();
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    world = await startWorld({ isConnected: false });
  });
  afterAll(async () => {
    await world.close();
    await new Promise((done) => server.close(done));
  });

  it('goes on where a broken one ended, and throws away what is not the model', async () => {
    const options = await world.extension.openPage('options.html');
    const mirror = await options.waitForSelector('[data-testid="mirror"]');
    await mirror!.type(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    cutAt = 40_000_000;
    const card = (state: string) =>
      options.waitForSelector(`[data-testid="on-device"][data-state="${state}"]`);
    const cardText = async (state: string) =>
      (await card(state))!.evaluate((element) => (element as HTMLElement).innerText);
    await press(options, 'use-on-device');
    expect(await cardText('failed')).toMatch(
      /The download failed. What was loaded is kept.*Resume \(\d+ MB of 98 MB kept\)/s,
    );

    cutAt = Number.POSITIVE_INFINITY;
    await press(options, 'use-on-device');
    await options.waitForFunction(() =>
      document.querySelector('[data-testid="on-device"]')?.textContent?.includes('thrown away'),
    );
    expect(ranges[0]).toBeUndefined();
    expect(Number(/bytes=(\d+)-/.exec(ranges[1] ?? '')?.[1])).toBeGreaterThan(10_000_000);
    expect(await cardText('failed')).toMatch(/not the model.*thrown away.*Download 98 MB/s);
  });
});
