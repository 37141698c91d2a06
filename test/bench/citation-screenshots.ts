// npm run screenshots, fourth part: the states of citations, light and dark, English and Chinese, into .output/screenshots.
import { ask, pressEscape, waitForAnswer } from '../helpers/drive-panel.ts';
import { panelSize, pictureWorld, shoot } from './shoot.ts';

const texts = {
  en: {
    title: 'How the railways made one time of many: a history of noon in nineteenth-century Britain',
    passage:
      'Every company kept its own noon until the telegraph carried one from Greenwich to all of its stations.',
    filler:
      'The guards set their watches by the clock of the terminus before each departure, and by nothing else. ',
    number: 'In 1852 the first signal was sent down the line to Dover.',
    question: 'How did the railways come to one time?',
    answer: `Before the telegraph, **each company had a noon of its own** [[1: "Every company kept its own noon until the telegraph carried one from Greenwich"]].

- Guards set their watches by the terminus [[1: "The guards set their watches by the clock of the terminus before each departure"]].
- The first signal went to Dover in 1852 [[1: "In 1852 the first signal was sent down the line towards Dover"]].
- Parliament made it law in the same year [[1: "Parliament made the time of Greenwich the law of the land in that very year"]].
- See also the timetable [[3: "All times are those of London"]] and [[1]].`,
  },
  zh: {
    title: '铁路如何把许多时间变成一个时间：十九世纪英国的正午史',
    passage: '在电报把格林尼治的正午送到每一个车站之前，每家公司都有自己的正午。',
    filler: '每次发车之前，列车长只按终点站的钟校准自己的怀表，此外一概不看。',
    number: '1852年，第一个信号沿着线路送到了多佛。',
    question: '铁路是怎样统一时间的？',
    answer: `电报出现以前，**每家公司都有自己的正午**【【1：“在电报把格林尼治的正午送到每一个车站之前，每家公司都有自己的正午”】】。

- 列车长按终点站的钟对表[[1: "列车长只按终点站的钟校准自己的怀表"]]。
- 1852年，信号首次送到多佛[[1: "1852年，第一个电报信号沿着线路送到了多佛港"]]。
- 同年，议会把它定为法律[[1: "议会就在这一年把格林尼治时间定为全国的法律"]]。
- 另见时刻表[[3: "所有时间均为伦敦时间"]]和[[1]]。`,
  },
};

for (const language of ['en', 'zh'] as const) {
  const { title, passage, filler, number, question, answer } = texts[language];
  const world = await pictureWorld(language);
  const { page, panel } = await world.read(
    world.pages.add(
      '/time',
      `<!doctype html><title>${title}</title><body style="font: 18px/1.6 serif; max-width: 40em; margin: 2em auto"><article><h1>${title}</h1><p>${filler.repeat(20)}</p><p>${filler.repeat(14)}<b>${passage}</b> ${filler.repeat(4)}</p><p>${number} ${filler.repeat(20)}</p></article>`,
    ),
  );
  await panel.setViewport(panelSize);
  world.server.reply({ text: answer });
  await ask(panel, question);
  await waitForAnswer(panel);
  await panel.waitForFunction(() => !document.querySelector('[data-state-of-citation="checking"]'));
  await shoot(panel, language, '60-citations');
  await panel.$eval('[data-testid="citation-summary"] button', (button) => (button as HTMLElement).click());
  await shoot(panel, language, '61-cited-sources');
  for (const [index, name] of ['verified', '', 'close', 'missing'].entries()) {
    if (!name) continue;
    await panel.$$eval('[data-testid="citation"]', (all, at) => (all[at] as HTMLElement).focus(), index);
    await panel.waitForSelector('[data-testid="citation-card"]');
    await shoot(panel, language, `62-citation-${name}`);
    await panel.evaluate(() => (document.activeElement as HTMLElement).blur());
    await panel.waitForFunction(() => !document.querySelector('[data-testid="citation-card"]'));
  }
  await page.evaluate((text) => {
    document.body.textContent = text;
  }, question);
  await panel.$eval('[data-testid="citation"]', (mark) => (mark as HTMLElement).click());
  await panel.waitForSelector('[data-testid="reader-passage"]');
  await shoot(panel, language, '63-passage-as-read');
  await pressEscape(panel);
  await world.close();
}
