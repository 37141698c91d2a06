// Part of `npm run screenshots`: what is stored, little room and none, light and dark, English and Chinese.
import { ask, connectEndpoint, press, waitForSource, waitForText } from '../helpers/drive-panel.ts';
import { buildWithLimit, LimitedRoom, removeBuild } from '../helpers/limited-room.ts';
import { seedChat } from '../helpers/seed-chat.ts';
import { shortArticle } from '../helpers/world.ts';
import { panelSize, pictureWorld, shoot } from './shoot.ts';

const titles = {
  en: [
    'Annual reports of eleven shipping companies, 2019 to 2025, with notes and the auditors’ remarks',
    'Moby-Dick',
    'Lecture notes',
  ],
  zh: ['十一家航运公司二〇一九至二〇二五年年度报告（含附注及审计意见）全文汇编', '红楼梦', '课堂笔记'],
};

for (const language of ['en', 'zh'] as const) {
  const world = await pictureWorld(language);
  const { panel } = await world.read(world.pages.add('/keeper', shortArticle));
  await panel.setViewport(panelSize);
  await waitForSource(panel);
  for (const [index, title] of titles[language].entries()) {
    const text = (language === 'zh' ? '全文在此。' : 'All of it. ').repeat(200_000 / (index + 1)) + index;
    await seedChat(panel, [
      { title, text },
      { title: `${title} · 2`, text: `${index} short` },
    ]);
    await waitForSource(panel);
  }
  const limited = await panel.createCDPSession();
  const origin = `chrome-extension://${world.extension.id}`;
  const { usage } = await limited.send('Storage.getUsageAndQuota', { origin });
  await limited.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage + 20_000_000 });
  await press(panel, 'new-chat');
  await panel.waitForSelector('[data-testid="little-room"]');
  await shoot(panel, language, 'storage-1-little-room');

  const options = await world.extension.openPage('options.html#storage');
  for (const [name, width] of [
    ['narrow', 380],
    ['wide', 900],
  ] as const) {
    await options.setViewport({ ...panelSize, width });
    await options.waitForSelector('[data-testid="storage"]');
    await options.$eval('[data-testid="room-by-chat"]', (fold) => {
      (fold as HTMLDetailsElement).open = true;
    });
    await options.waitForSelector('[data-testid="room-chat"]');
    await options.$eval('[data-testid="storage"]', (section) => section.scrollIntoView());
    await shoot(options, language, `storage-2-room-${name}`);
  }
  await options.setViewport(panelSize);
  await press(options, 'delete-everything');
  await options.waitForSelector('[data-testid="delete-everything-dialog"]');
  await shoot(options, language, 'storage-3-delete-everything');
  await world.close();
}

const questions = { en: 'Who is the keeper?', zh: '守灯人是谁？' };
const answers = {
  en: 'The keeper of the northern light wrote down every ship that passed, for thirty-one years.',
  zh: '北方灯塔的守灯人，三十一年里记下了每一艘驶过的船。',
};

for (const language of ['en', 'zh'] as const) {
  const dir = buildWithLimit();
  const world = await pictureWorld(language, { dir, isConnected: false });
  const room = await LimitedRoom.limit(world.extension, 6_000_000);
  const endpoint = { baseUrl: world.server.baseUrl, apiKey: '', model: 'kimi-long-context' };
  await connectEndpoint(world.extension, endpoint);
  const { panel } = await world.read(world.pages.add('/keeper', shortArticle));
  await panel.setViewport(panelSize);
  await waitForSource(panel);
  const text = answers[language];
  // Five seconds, in which the room runs out.
  world.server.reply({ text, deltaSize: 1, rate: text.length / 5 });
  await ask(panel, questions[language]);
  await waitForText(panel, text.slice(0, 12));
  await room.fill();
  await panel.waitForSelector('[data-testid="unsaved-answer"]');
  await panel.waitForSelector('[data-testid="answer"][data-status="done"]');
  await shoot(panel, language, 'storage-4-unsaved-answer');
  await panel.waitForSelector('[data-testid="send"]');
  await panel.type('[data-testid="composer"]', questions[language]);
  await panel.keyboard.press('Enter');
  await panel.waitForFunction(() => document.querySelectorAll('[data-testid="notice"]').length > 1);
  await shoot(panel, language, 'storage-6-unsaved-asked');
  await press(panel, 'new-chat');
  await panel.waitForSelector('[data-testid="write-failure"]');
  await shoot(panel, language, 'storage-5-write-failure');
  await world.close();
  removeBuild(dir);
}
