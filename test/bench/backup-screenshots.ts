// npm run screenshots, seventh part: saving a chat, backup and restore, light and dark, English and Chinese, into .output/screenshots.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ElementHandle, Page } from 'puppeteer';
import {
  answer,
  answerId,
  backupOf,
  chat,
  chatId,
  endpoint,
  question,
  questionId,
} from '../helpers/backup-file.ts';
import { ask, press, waitForAnswer, waitForSource } from '../helpers/drive-panel.ts';
import { until } from '../helpers/until.ts';
import { panelSize, pictureWorld, screenshotFolder, shoot } from './shoot.ts';

const texts = {
  en: {
    title: 'How the railways made one time of many: a history of noon in nineteenth-century Britain',
    passage:
      'Every company kept its own noon until the telegraph carried one from Greenwich to all of its stations.',
    question: 'How did the railways come to one time, and who lost an hour?',
    answer: `Before the telegraph, **each company had a noon of its own** [[1: "Every company kept its own noon until the telegraph carried one from Greenwich"]].

## What changed

| Year | What happened |
|---|---|
| 1852 | The first signal to Dover |
| 1880 | Law in all of Britain |

1. Guards set their watches by the terminus [[1: "Guards had a watch of gold each"]].
2. The difference is $\\Delta t = \\frac{\\lambda}{15}$ hours.

\`\`\`python
def local_noon(longitude):
    return 12 - longitude / 15  # hours
\`\`\`

> “Noon is where the company says it is.”

See ![a clock](https://elsewhere.test/clock.png).`,
  },
  zh: {
    title: '铁路如何把许多时间变成一个时间：十九世纪英国的正午史',
    passage: '在电报把格林尼治的正午送到每一个车站之前，每家公司都有自己的正午。',
    question: '铁路是怎样统一时间的？谁丢了一个小时？',
    answer: `电报出现以前，**每家公司都有自己的正午**[[1: "在电报把格林尼治的正午送到每一个车站之前，每家公司都有自己的正午"]]。

## 变化

| 年份 | 事件 |
|---|---|
| 1852 | 信号首次送到多佛 |
| 1880 | 成为全国法律 |

1. 列车长按终点站的钟对表[[1: "每位列车长都有一块金表"]]。
2. 时差为 $\\Delta t = \\frac{\\lambda}{15}$ 小时。

\`\`\`python
def local_noon(longitude):
    return 12 - longitude / 15  # 小时
\`\`\``,
  },
};

const folder = mkdtempSync(join(tmpdir(), 'unabridged-pictures-'));

async function saved(page: Page, ending: string, act: () => Promise<void>): Promise<string> {
  const client = await page.createCDPSession();
  await client.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
  await act();
  const name = await until(`${ending} is saved`, () =>
    readdirSync(folder).find((one) => one.endsWith(ending)),
  );
  return join(folder, name);
}

/** As the settings are, narrow and wide. */
async function shootBackup(options: Page, language: string, name: string): Promise<void> {
  for (const width of [380, 900]) {
    await options.setViewport({ width, height: 820, deviceScaleFactor: 2 });
    await options.$eval('[data-testid="backup"]', (section) =>
      section.closest('section')!.scrollIntoView({ block: 'start' }),
    );
    await shoot(options, language, `${name}-${width}`);
  }
}

for (const language of ['en', 'zh'] as const) {
  const { title, passage, question: asked, answer: said } = texts[language];
  const world = await pictureWorld(language);
  const { panel } = await world.read(
    world.pages.add(
      '/time',
      `<!doctype html><title>${title}</title><article><h1>${title}</h1><p>${passage.repeat(12)}</p></article>`,
    ),
  );
  await panel.setViewport(panelSize);
  await waitForSource(panel);
  world.server.reply({ text: said });
  await ask(panel, asked);
  await waitForAnswer(panel);
  await panel.locator('[data-testid="chat-menu"]').click();
  await panel.waitForSelector('[data-testid="chat-export-md"]');
  await shoot(panel, language, '80-save-chat');
  const html = await saved(panel, '.html', () => press(panel, 'chat-export-html'));
  const page = await world.extension.newTab(pathToFileURL(html).href);
  for (const scheme of ['light', 'dark']) {
    await page.setViewport({ width: 820, height: 1100, deviceScaleFactor: 1 });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.screenshot({
      path: `${screenshotFolder}/${language}-${scheme}-81-saved-page.png`,
      fullPage: true,
    });
  }
  await page.pdf({ path: `${screenshotFolder}/${language}-81-saved-page.pdf` });

  const options = await world.extension.openPage('options.html');
  const step = (name: string) => options.waitForSelector(`[data-testid="backup"][data-step="${name}"]`);
  const pick = async (name: string, file: Blob) => {
    const path = join(folder, name);
    writeFileSync(path, Buffer.from(await file.arrayBuffer()));
    const input = await options.waitForSelector('[data-testid="restore-input"]');
    await (input as ElementHandle<HTMLInputElement>).uploadFile(path);
  };
  await step('idle');
  await shootBackup(options, language, '82-backup');
  const backup = await saved(options, '.jsonl.gz', () => press(options, 'back-up'));
  await step('made');
  await shootBackup(options, language, '83-backed-up');
  rmSync(backup);

  const twoChats = (name: string) => [
    ['messages', question({ text: `${asked} ${name}` })] as const,
    ['messages', answer()] as const,
    ['chats', chat({ title: `${asked} ${name}` })] as const,
    ['chats', chat({ id: questionId, leafId: null, draft: 'x', title: name.repeat(9) })] as const,
  ];
  await pick('first.jsonl', await backupOf(twoChats('A').sort(([one], [other]) => (one < other ? 1 : -1))));
  await step('choosing');
  await press(options, 'restore');
  await step('restored');
  await shootBackup(options, language, '84-restored');
  await pick(
    'second.jsonl',
    await backupOf([
      ['texts', { hash: 'a'.repeat(64), text: passage }],
      ['messages', question({ text: `${asked} B` })],
      ['messages', answer()],
      ['messages', question({ id: 'new', parentId: answerId })],
      ['messages', question({ id: 'wrong', text: 5 })],
      ['messages', question({ id: 'lost', chatId: 'gone', text: passage, sourceIds: ['missing'] })],
      ['chats', chat({ title: title })],
      ['chats', chat({ id: questionId, leafId: null, draft: 'x', title: passage })],
      ['chats', chat({ id: `${chatId}-2`, leafId: null, draft: passage })],
      [
        'endpoints',
        endpoint({ name: 'OpenAI', baseUrl: 'https://api.openai.com.a-very-long-host-name.example.test/v1' }),
      ],
      ['endpoints', endpoint({ id: 'other', name: 'LM Studio', baseUrl: 'http://localhost:1234/v1' })],
      [
        'settings',
        { choice: null, language: 'auto', theme: 'system', modelMirror: 'https://hf-mirror.example.test' },
      ],
    ]),
  );
  await step('choosing');
  await shootBackup(options, language, '85-restore');
  await options.$eval('[data-testid="restore"]', (button) => button.scrollIntoView({ block: 'end' }));
  await shoot(options, language, '85-restore-foot');
  await options.$eval('[data-testid="refused"]', (details) => {
    (details as HTMLDetailsElement).open = true;
  });
  await shootBackup(options, language, '86-left-out');
  await pick('cut.jsonl', (await backupOf([['chats', chat()]])).slice(0, -20));
  await step('failed');
  await shootBackup(options, language, '87-damaged');
  await pick('newer.jsonl', await backupOf([], { version: 2 }));
  await options.waitForFunction(() => /newer version|更新版本/.test(document.body.innerText));
  await shootBackup(options, language, '88-newer');
  await world.close();
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
}
rmSync(folder, { recursive: true });
