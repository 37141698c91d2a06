import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import type { ElementHandle } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { press, waitForAllRead } from '../helpers/drive-panel.ts';
import { launchExtension } from '../helpers/launch-extension.ts';
import { PageServer } from '../helpers/page-server.ts';
import { shortArticle } from '../helpers/world.ts';
import { buildExtension } from '../start/build-extension.ts';

const pages = new PageServer();
const folder = mkdtempSync(join(tmpdir(), 'unabridged-files-crash-'));
const userDataDir = join(folder, 'profile');
beforeAll(() => pages.start());
afterAll(async () => {
  await pages.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

it('takes up the files that still waited when the browser was killed, and offers those in work again', async () => {
  const count = 60;
  const archive = join(folder, 'letters.zip');
  const texts = Array.from({ length: count }, (_, index) => {
    const text = new TextEncoder().encode(`Letter ${index}. ${'So it goes on. '.repeat(200)}`);
    return [`${index}.txt`, text] as const;
  });
  writeFileSync(archive, zipSync(Object.fromEntries(texts), { level: 0 }));
  const dir = buildExtension();
  const url = pages.add('/keeper', shortArticle);

  const first = await launchExtension({ dir, userDataDir });
  const panel = await first.openPanel(await first.newTab(url));
  const input = await panel.waitForSelector('[data-testid="file-input"]');
  await (input as ElementHandle<HTMLInputElement>).uploadFile(archive);
  // Some are read, most wait.
  await panel.waitForFunction(
    () => {
      const summary = document.querySelector<HTMLElement>('[data-testid="source-summary"]');
      return Number(summary?.dataset.ready) >= 5;
    },
    { polling: 50 },
  );
  await first.kill();

  const second = await launchExtension({ dir, userDataDir });
  const reopened = await second.openPanel(await second.newTab(url));
  await waitForAllRead(reopened, count + 1);
  const failed = () =>
    reopened.$eval('[data-testid="source-summary"]', (summary) =>
      Number((summary as HTMLElement).dataset.failed),
    );
  // Two are read at once; what was just done with the two before them may not have reached the disk.
  expect(await failed()).toBeLessThanOrEqual(4);
  if ((await failed()) > 0) await press(reopened, 'retry-failed');
  await expect.poll(failed).toBe(0);
  const chips = await waitForAllRead(reopened, count);
  const letters = chips.filter(({ title }) => title.endsWith('.txt'));
  expect(letters.every(({ state }) => state === 'ready')).toBe(true);
  expect(new Set(letters.map(({ title }) => title)).size).toBe(count);
  await second.close();
});
