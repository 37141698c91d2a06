// npm run screenshots, fifth part: characters, light and dark, English and Chinese, into .output/screenshots.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElementHandle } from 'puppeteer';
import { cardChunk, pngOf } from '../helpers/card-png.ts';
import { ask, press, waitForAnswer, waitForSource, waitForText } from '../helpers/drive-panel.ts';
import { newChat } from '../helpers/world.ts';
import { panelSize, pictureWorld, shoot } from './shoot.ts';

const texts = {
  en: {
    title: 'Ilse Varn - The Lighthouse Wiki',
    kept: 'Ilse Varn kept the northern light for thirty-one years and wrote down every ship that passed.',
    manner: 'She was never in a hurry, and she distrusted the telegraph.',
    filler: 'What is told of her winters fills a page of the chronicle. ',
    card: {
      name: 'Ilse Varn',
      description:
        '### Life\nKeeper of the northern light for thirty-one years [[1: "kept the northern light for thirty-one years"]]. She had a dog.\n\n### What she cannot know\nAnything after the last storm.',
      personality:
        'Patient [[1: "She was never in a hurry"]]. Swam across the bay [[1: "she swam across the bay at night"]].',
      scenario: 'The lamp room, in a storm.',
      firstMessage:
        '*Ilse trims the wick and does not look up.*\n\nCome in, {{user}}. Mind the stairs, they are older than both of us.',
      sampleDialogue: '<START>\n{{user}}: Is it late?\n{{char}}: The lamp says so.',
    },
    question: 'How many ships today?',
    answer:
      '*She runs a finger down the page.*\n\nEleven, so far. The twelfth is late, and the glass is falling. Sit. You may hold the book, if your hands are dry.',
    user: 'Ada',
    several: ['Ilse Varn', 'Otto Varn', 'The inspector'],
    entries: ['Ilse Varn (keeper)', 'Ilse Varn (ship)', 'Ilse Varn (ballad)'],
    compare: 'Compare them: ',
  },
  zh: {
    title: '林夕 - 灯塔百科',
    kept: '林夕守了北方的灯塔三十一年，记下了每一艘经过的船。',
    manner: '她做事从不着急，也不信任电报。',
    filler: '关于她那些冬天的记载，占满了编年史的一页。',
    card: {
      name: '林夕',
      description:
        '### 生平\n北方灯塔的看守人，守了三十一年[[1: "林夕守了北方的灯塔三十一年"]]。养过一条狗。\n\n### 她不可能知道的事\n最后那场风暴之后的一切。',
      personality: '沉稳[[1: "她做事从不着急"]]。曾夜里游过海湾[[1: "她在夜里独自游过了整个海湾"]]。',
      scenario: '风暴中的灯室。',
      firstMessage: '*林夕剪着灯芯，没有抬头。*\n\n进来吧，{{user}}。当心楼梯，它比你我都老。',
      sampleDialogue: '<START>\n{{user}}：很晚了吗？\n{{char}}：灯说是。',
    },
    question: '今天过了多少船？',
    answer:
      '*她的手指顺着纸页往下移。*\n\n到现在是十一艘。第十二艘晚了，气压还在降。坐吧。手是干的话，可以替我拿着本子。',
    user: '阿达',
    several: ['林夕', '林冬', '视察员'],
    entries: ['林夕（看守人）', '林夕（船）', '林夕（民谣）'],
    compare: '比较一下：',
  },
};

const drawing = (sky: string, sea: string) =>
  `<!doctype html><body style="margin:0"><svg width="300" height="400" viewBox="0 0 300 400"><rect width="300" height="400" fill="${sky}"/><circle cx="150" cy="150" r="74" fill="#f2d3b3"/><path d="M70 150a80 84 0 0 1 160 0c-30-46-130-46-160 0z" fill="#4a3a34"/><circle cx="124" cy="152" r="7" fill="#2f3f4f"/><circle cx="176" cy="152" r="7" fill="#2f3f4f"/><path d="M128 190q22 14 44 0" stroke="#8a4b3c" stroke-width="5" fill="none"/><path d="M40 400c0-110 50-160 110-160s110 50 110 160z" fill="${sea}"/></svg>`;

const folder = mkdtempSync(join(tmpdir(), 'unabridged-cards-'));
for (const language of ['en', 'zh'] as const) {
  const { title, kept, manner, filler, card, question, answer, user, several, entries, compare } =
    texts[language];
  const world = await pictureWorld(language);
  const easel = await world.extension.newTab();
  await easel.setViewport({ width: 300, height: 400 });
  const pictures: string[] = [];
  for (const [index, [sky, sea]] of [
    ['#b9cbd9', '#2f4d5e'],
    ['#e6c9a0', '#6b3f3a'],
    ['#39465c', '#8c9bb0'],
  ].entries()) {
    await easel.setContent(drawing(sky!, sea!));
    const body = Buffer.from(await easel.screenshot({ type: 'png' }));
    pictures.push(world.pages.add(`/face-${index}.png`, { body, contentType: 'image/png' }));
  }
  await easel.close();
  const { page, panel } = await world.read(
    world.pages.add(
      '/wiki',
      `<!doctype html><title>${title}</title><article><aside class="infobox">${pictures.map((url) => `<img src="${url}">`).join('')}</aside><h1>${title}</h1><p>${kept}</p><p>${filler.repeat(20)}</p><p>${manner}</p><p>${filler.repeat(20)}</p></article>`,
    ),
  );
  await panel.setViewport(panelSize);
  await waitForSource(panel);
  await shoot(panel, language, '70-become');
  await press(panel, 'become-character');
  await panel.waitForSelector('[data-testid="write-card"]');
  await shoot(panel, language, '71-write');
  world.server.reply({ text: JSON.stringify({ kind: 'several', names: several }) });
  await press(panel, 'write-card');
  await panel.waitForSelector('[data-testid="choose-character"]');
  await shoot(panel, language, '72-which');
  const reply = JSON.stringify({ kind: 'character', ...card });
  world.server.reply({ text: reply, deltaSize: 12, rate: 60, fault: 'stall', faultAfter: 14 });
  await press(panel, 'choose-character');
  await panel.waitForFunction(
    () => (document.querySelector<HTMLElement>('[data-testid="card-stream"]')?.innerText.length ?? 0) > 60,
  );
  await shoot(panel, language, '73-writing');
  await press(panel, 'stop-writing');
  world.server.reply({ text: reply });
  await press(panel, 'write-card');
  await panel.waitForSelector('[data-testid="card-name"]');
  await press(panel, 'portrait-from-page');
  await panel.waitForSelector('[data-testid="page-picture"]');
  await shoot(panel, language, '74-card');
  await panel.$$eval('[data-testid="card-evidence"]', (all) => {
    for (const one of all) (one as HTMLDetailsElement).open = true;
  });
  await panel.waitForFunction(
    () =>
      document.querySelector('[data-state-of-citation]') &&
      !document.querySelector('[data-state-of-citation="checking"]'),
  );
  await panel.$eval('[data-testid="unsupported"]', (list) => list.scrollIntoView({ block: 'end' }));
  await shoot(panel, language, '75-card-evidence');
  await press(panel, 'save-and-start');
  await panel.waitForSelector('[data-testid="role-play"]');
  await panel.type('[data-testid="user-name"]', user);
  await panel.$eval('[data-testid="user-name"]', (field) => (field as HTMLElement).blur());
  await waitForText(panel, user);
  world.server.reply({ text: answer });
  await ask(panel, question);
  await waitForAnswer(panel);
  await shoot(panel, language, '76-in-character');

  for (const [index, name] of several.entries()) {
    const path = join(folder, `${language}-${index}.png`);
    const json = JSON.stringify({
      spec: 'chara_card_v2',
      data: {
        ...card,
        name,
        description: `${kept} ${manner}`,
        first_mes: card.firstMessage,
        system_prompt: index === 2 ? manner : '',
      },
    });
    writeFileSync(path, pngOf(cardChunk('chara', json)));
    await newChat(panel);
    await press(panel, 'characters');
    const input = await panel.waitForSelector('[data-testid="card-files"]');
    await (input as ElementHandle<HTMLInputElement>).uploadFile(path);
    await panel.waitForSelector('[data-testid="card-name"]');
    if (index === 2) await shoot(panel, language, '77-imported');
    await press(panel, 'save-character');
    await panel.waitForSelector('[data-testid="character-search"]');
    if (index < 2) {
      await panel.keyboard.press('Escape');
      await panel.waitForFunction(() => !document.querySelector('[role="dialog"]'));
    }
  }
  await shoot(panel, language, '78-library');
  await panel.keyboard.press('Escape');
  await panel.waitForFunction(() => !document.querySelector('[role="dialog"]'));

  await newChat(panel);
  world.pages.add('/entry', { body: '', isSilent: true });
  const list = entries
    .slice(0, 2)
    .map((name, index) => `<li><a href="/${index === 0 ? 'entry' : index}">${name}</a></li>`);
  const listing = await world.extension.newTab(
    world.pages.add(
      '/listing',
      `<!doctype html><title>${several[0]}</title><h1>${several[0]}</h1><ul id="list">${list.join('')}</ul>`,
    ),
  );
  await listing.evaluate(() => document.getSelection()!.selectAllChildren(document.querySelector('#list')!));
  await world.extension.clickIcon(listing);
  await waitForSource(panel);
  await panel.type('[data-testid="composer"]', `${compare}https://lighthouse.example/wiki/Ilse_Varn`);
  await panel.waitForSelector('[data-testid="read-pasted"]');
  await shoot(panel, language, '79-at-hand');
  await press(panel, 'become-character');
  world.server.reply({ text: JSON.stringify({ kind: 'entries', names: entries }) });
  await press(panel, 'write-card');
  await panel.waitForSelector('[data-testid="choose-entry"]');
  await shoot(panel, language, '80-entries');
  await press(panel, 'choose-entry');
  await panel.waitForFunction(() => !document.querySelector('[data-testid="choose-entry"]'));
  await shoot(panel, language, '81-reading-entry');
  await listing.close();
  await page.close();
  await world.close();
}
rmSync(folder, { recursive: true, force: true });
