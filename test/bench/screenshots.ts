// npm run screenshots: the panel's and the settings' states, light and dark, English and Chinese, into .output/screenshots.
import type { Page } from 'puppeteer';
import {
  ask,
  clickAddMenu,
  connectEndpoint,
  press,
  pressEscape,
  summarise,
  waitForAllRead,
  waitForAnswer,
  waitForSource,
  waitForText,
} from '../helpers/drive-panel.ts';
import { makeNeedlePage } from '../helpers/needle-page.ts';
import { elsewhere, frame, newChat, plantedKey } from '../helpers/world.ts';
import { panelSize, pictureWorld, screenshotFolder, shoot } from './shoot.ts';

const answers = {
  en: 'The essay tells how **railways replaced local noon** with one national time.\n\n| Year | Step |\n|---|---|\n| 1840 | Great Western adopts London time |\n| 1852 | Hourly signal by telegraph |\n| 1880 | Greenwich time becomes law |\n\n1. Trains on one track needed one clock.\n2. The telegraph made it exact.\n3. The law followed last.\n\nFour minutes per degree of longitude: $\\Delta t = 4\\,\\lambda$.\n\n```js\nconst minutes = (degrees) => degrees * 4;\n```\n',
  zh: '文章讲述了**铁路如何用统一时间取代各地的“正午”**。\n\n| 年份 | 事件 |\n|---|---|\n| 1840 | 大西部铁路采用伦敦时间 |\n| 1852 | 电报每小时对时 |\n| 1880 | 格林尼治时间成为法定时间 |\n\n1. 单线行车需要同一座钟。\n2. 电报让对时变得精确。\n3. 法律最后才跟上。\n\n经度每差一度，时差四分钟：$\\Delta t = 4\\,\\lambda$。\n',
};

for (const language of ['en', 'zh'] as const) {
  const world = await pictureWorld(language, { isConnected: false });
  const article = makeNeedlePage(12_000, language);
  const longTitle =
    language === 'zh'
      ? '一个很长很长的标题，长到在三百八十像素宽的面板里无论如何也放不下，只好在末尾省略'
      : 'A very long title that cannot possibly fit into a panel of three hundred and eighty pixels and must end in an ellipsis';
  const page = await world.extension.newTab(
    world.pages.add('/article', article.html.replaceAll(article.title, longTitle)),
  );
  const panel = await world.extension.openPanel(page);
  await panel.setViewport(panelSize);

  const begin = async () => {
    await newChat(panel);
    await world.extension.clickIcon(page);
    await waitForSource(panel);
    world.server.clear();
  };

  await waitForSource(panel);
  await shoot(panel, language, '1-first-run');
  await connectEndpoint(world.extension, {
    baseUrl: world.server.baseUrl,
    apiKey: plantedKey,
    model: 'kimi-long-context',
  });
  await page.bringToFront();
  await panel.waitForSelector('[data-testid="summarise"]:not([disabled])');
  await shoot(panel, language, '2-page-attached');

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
  await shoot(panel, language, '3-answer');

  await begin();
  world.server.reply({ text: answers[language].repeat(4), reasoning: 'thinking', rate: 25, deltaSize: 6 });
  await ask(panel, language === 'zh' ? '列车怎样改变了时间？' : 'How did trains change time?');
  await waitForText(panel, '1840');
  await shoot(panel, language, '4-streaming');
  await panel.click('[data-testid="stop"]');
  await waitForAnswer(panel);
  await shoot(panel, language, '5-stopped');

  await begin();
  world.server.reply({ status: 401, body: '{"error":{"message":"Incorrect API key provided."}}' });
  await ask(panel, language === 'zh' ? '谁写的？' : 'Who wrote it?');
  await waitForAnswer(panel);
  await shoot(panel, language, '6-key-rejected');

  await newChat(panel);
  const browserPage = await world.extension.newTab('chrome://version');
  await world.extension.clickIcon(browserPage);
  await waitForSource(panel, 'failed');
  await shoot(panel, language, '7-unreadable');
  await panel.click('[data-testid="model-picker"]');
  await panel.waitForSelector('[data-radix-popper-content-wrapper]');
  await shoot(panel, language, '8-model-picker');

  await pressEscape(panel);

  const names =
    language === 'zh' ? ['第一章', '第二章', '第三章', '第四章'] : ['One', 'Two', 'Three', 'Four'];
  const index = await world.extension.newTab(
    world.pages.add(
      '/contents',
      `<title>${language === 'zh' ? '目录' : 'Contents'}</title><main><h1>${longTitle}</h1><ul>${names.map((name, number) => `<li><a href="/chapter/${number}">${name}: ${longTitle}</a></li>`).join('')}</ul><a href="https://example.org/">example.org</a> <a rel="next" href="/chapter/0">${names[0]}</a></main>`,
    ),
  );
  for (const [number, name] of names.entries()) {
    const body = article.html.replaceAll(article.title, `${name}: ${longTitle}`);
    world.pages.add(`/chapter/${number}`, number === 2 ? { body, status: 404 } : body);
  }
  await newChat(panel);
  await world.extension.clickIcon(index);
  await waitForSource(panel);
  await panel.click('[data-testid="add-menu"]');
  await panel.waitForSelector('[data-testid="add-links"]');
  await shoot(panel, language, '10-add-menu');
  await panel.click('[data-testid="add-links"]');
  await panel.waitForSelector('[data-testid="picker-all"]');
  await panel.$$eval('[data-testid="link-picker"] input[type="checkbox"]', (boxes) => {
    for (const box of boxes.slice(0, 4)) (box as HTMLInputElement).click();
  });
  await shoot(panel, language, '11-link-picker');
  await panel.click('[data-testid="read-links"]');
  await waitForAllRead(panel, 5);
  await shoot(panel, language, '12-linked-pages');
  await panel.$eval('[data-testid="source-chip"] button', (chip) => (chip as HTMLElement).click());
  await panel.waitForSelector('[data-testid="source.view"]');
  await shoot(panel, language, '13-receipt');
  await panel.$eval('[data-testid="source.view"]', (button) => (button as HTMLElement).click());
  await panel.waitForFunction(() => document.querySelector('[data-testid="reader-text"]')?.textContent);
  await shoot(panel, language, '14-reader-view');
  await pressEscape(panel);
  await clickAddMenu(panel, 'add-tabs-menu');
  await panel.waitForSelector('[data-testid="picker-all"]');
  await shoot(panel, language, '15-tab-picker');
  await pressEscape(panel);

  // Two hundred tabs and five thousand links, long names.
  const list = await world.extension.newTab(
    world.pages.add(
      '/many',
      `<title>${longTitle}</title><main><h1>${longTitle}</h1>${Array.from({ length: 5000 }, (_, number) => `<p><a href="/a/path/that/is/long/entry-${number}?page=${number}">${number % 3 ? `${names[number % 4]} ${number}` : longTitle}</a></p>`).join('')}</main>`,
    ),
  );
  const crowd: Page[] = [];
  for (let number = 0; number < (process.env.TABS ? Number(process.env.TABS) : 40); number++) {
    const tab = await world.extension.newTab(
      world.pages.add(
        `/crowd/${number}`,
        `<title>${number % 3 ? `${names[number % 4]} ${number}` : longTitle}</title><p>${longTitle}</p>`,
      ),
    );
    crowd.push(tab);
  }
  await newChat(panel);
  await world.extension.clickIcon(list);
  await waitForSource(panel);
  await clickAddMenu(panel, 'add-links');
  await panel.waitForSelector('[data-testid="picker-all"]');
  await press(panel, 'picker-all');
  await shoot(panel, language, '16-many-links');
  await panel.type('[data-testid="picker-search"]', '4999');
  await shoot(panel, language, '17-links-found');
  await pressEscape(panel);
  await clickAddMenu(panel, 'add-all-tabs');
  await waitForAllRead(panel, crowd.length);
  await shoot(panel, language, '18-many-tabs');
  await clickAddMenu(panel, 'add-tabs-menu');
  await panel.waitForSelector('[data-testid="picker-all"]');
  await shoot(panel, language, '19-many-tabs-picker');
  await pressEscape(panel);
  await Promise.all(crowd.map((tab) => tab.close()));
  // What is not in a page, and what to do about it.
  const inFrame = elsewhere(
    world.pages.add('/in-frame', '<script>setTimeout(() => { for (;;); }, 100)</script>'),
  );
  const framed = await world.extension.newTab(
    world.pages.add('/framed', article.html.replace('</article>', `${frame(inFrame)}</article>`)),
  );
  await newChat(panel);
  await world.extension.clickIcon(framed);
  await waitForSource(panel);
  await panel.$eval('[data-testid="source-chip"] button', (chip) => (chip as HTMLElement).click());
  await panel.waitForSelector('[data-testid="receipt"]');
  await shoot(panel, language, '20-frame-not-read');
  await pressEscape(panel);
  await framed.close();

  await newChat(panel);
  await world.extension.clickIcon(page);
  await waitForSource(panel);
  await panel.locator('[data-testid="chat-menu"]').click();
  await panel.waitForSelector('[data-testid="open-temporary"]');
  await shoot(panel, language, '21-chat-menu');
  await panel.locator('[data-testid="open-temporary"]').click();
  await panel.waitForSelector('[data-testid="temporary"]');
  await waitForSource(panel);
  await shoot(panel, language, '22-temporary');
  world.server.clear();
  world.server.reply({ text: answers[language].repeat(4), rate: 25, deltaSize: 6 });
  await ask(panel, language === 'zh' ? '列车怎样改变了时间？' : 'How did trains change time?');
  await waitForText(panel, '1840');
  await shoot(panel, language, '23-temporary-answer');
  await press(panel, 'leave-temporary');
  await panel.waitForSelector('[data-testid="leave-dialog"]');
  await shoot(panel, language, '24-temporary-leave');
  await press(panel, 'forget-temporary');
  await panel.waitForFunction(() => !location.search.includes('temporary'));

  const options = await world.extension.openPage('options.html');
  await options.setViewport({ width: 900, height: 1100, deviceScaleFactor: 1 });
  await options.waitForSelector('[data-testid="add-endpoint"]');
  await options.click('[data-testid="add-endpoint"]');
  await shoot(options, language, '9-settings');
  await world.close();
}
console.log(`Screenshots are in ${screenshotFolder}`);
