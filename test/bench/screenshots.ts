// npm run screenshots: the panel's and the settings' states, light and dark, English and Chinese, into .output/screenshots.
import { mkdirSync } from 'node:fs';
import type { Page } from 'puppeteer';
import {
  ask,
  connectEndpoint,
  summarise,
  waitForAnswer,
  waitForSource,
  waitForText,
} from '../helpers/drive-panel.ts';
import { makeNeedlePage } from '../helpers/needle-page.ts';
import { newChat, plantedKey, startWorld } from '../helpers/world.ts';

const folder = '.output/screenshots';
const answers = {
  en: 'The essay tells how **railways replaced local noon** with one national time.\n\n| Year | Step |\n|---|---|\n| 1840 | Great Western adopts London time |\n| 1852 | Hourly signal by telegraph |\n| 1880 | Greenwich time becomes law |\n\n1. Trains on one track needed one clock.\n2. The telegraph made it exact.\n3. The law followed last.\n\nFour minutes per degree of longitude: $\\Delta t = 4\\,\\lambda$.\n\n```js\nconst minutes = (degrees) => degrees * 4;\n```\n',
  zh: '文章讲述了**铁路如何用统一时间取代各地的“正午”**。\n\n| 年份 | 事件 |\n|---|---|\n| 1840 | 大西部铁路采用伦敦时间 |\n| 1852 | 电报每小时对时 |\n| 1880 | 格林尼治时间成为法定时间 |\n\n1. 单线行车需要同一座钟。\n2. 电报让对时变得精确。\n3. 法律最后才跟上。\n\n经度每差一度，时差四分钟：$\\Delta t = 4\\,\\lambda$。\n',
};

for (const language of ['en', 'zh'] as const) {
  const world = await startWorld({ isConnected: false, ...(language === 'zh' ? { language: 'zh-CN' } : {}) });
  const article = makeNeedlePage(12_000, language);
  const longTitle =
    language === 'zh'
      ? '一个很长很长的标题，长到在三百八十像素宽的面板里无论如何也放不下，只好在末尾省略'
      : 'A very long title that cannot possibly fit into a panel of three hundred and eighty pixels and must end in an ellipsis';
  const page = await world.extension.browser.newPage();
  await page.goto(world.pages.add('/article', article.html.replaceAll(article.title, longTitle)));
  const panel = await world.extension.openPanel(page);
  await panel.setViewport({
    width: Number(process.env.PANEL_WIDTH ?? 380),
    height: 760,
    deviceScaleFactor: 2,
  });
  mkdirSync(folder, { recursive: true });

  const shoot = async (target: Page, name: string) => {
    for (const scheme of ['light', 'dark']) {
      await target.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      await target.waitForFunction((theme) => document.documentElement.dataset.theme === theme, {}, scheme);
      // Colours fade for a moment after the switch.
      await new Promise((done) => setTimeout(done, 300));
      await target.screenshot({ path: `${folder}/${language}-${scheme}-${name}.png` });
    }
  };
  const begin = async () => {
    await newChat(panel);
    await world.extension.clickIcon(page);
    await waitForSource(panel);
    world.server.clear();
  };

  await waitForSource(panel);
  await shoot(panel, '1-first-run');
  await connectEndpoint(world.extension, {
    baseUrl: world.server.baseUrl,
    apiKey: plantedKey,
    model: 'kimi-long-context',
  });
  await page.bringToFront();
  await panel.waitForSelector('[data-testid="summarise"]:not([disabled])');
  await shoot(panel, '2-page-attached');

  world.server.reply({
    text: answers[language],
    reasoning: 'Let me read the whole text first.',
    usage: {
      prompt_tokens: 41_203,
      completion_tokens: 312,
      prompt_tokens_details: { cached_tokens: 40_960 },
    },
  });
  await summarise(panel);
  await waitForAnswer(panel);
  await panel.waitForSelector('[data-testid="answer"] .katex');
  await shoot(panel, '3-answer');

  await begin();
  world.server.reply({ text: answers[language].repeat(4), reasoning: 'thinking', rate: 25, deltaSize: 6 });
  await ask(panel, language === 'zh' ? '列车怎样改变了时间？' : 'How did trains change time?');
  await waitForText(panel, '1840');
  await shoot(panel, '4-streaming');
  await panel.click('[data-testid="stop"]');
  await waitForAnswer(panel);
  await shoot(panel, '5-stopped');

  await begin();
  world.server.reply({ status: 401, body: '{"error":{"message":"Incorrect API key provided."}}' });
  await ask(panel, language === 'zh' ? '谁写的？' : 'Who wrote it?');
  await waitForAnswer(panel);
  await shoot(panel, '6-key-rejected');

  await newChat(panel);
  const browserPage = await world.extension.browser.newPage();
  await browserPage.goto('chrome://version');
  await world.extension.clickIcon(browserPage);
  await waitForSource(panel, 'failed');
  await shoot(panel, '7-unreadable');
  await panel.click('[data-testid="model-picker"]');
  await panel.waitForSelector('[data-radix-popper-content-wrapper]');
  await shoot(panel, '8-model-picker');

  const options = await world.extension.openPage('options.html');
  await options.setViewport({ width: 900, height: 1100, deviceScaleFactor: 1 });
  await options.waitForSelector('[data-testid="add-endpoint"]');
  await options.click('[data-testid="add-endpoint"]');
  await shoot(options, '9-settings');
  await world.close();
}
console.log(`Screenshots are in ${folder}`);
