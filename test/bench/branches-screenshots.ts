// Part of npm run screenshots: versions of a question, its editor, damaged records, and databases that cannot be opened.
import { ask, press, waitForAnswer, waitForSource, waitForText } from '../helpers/drive-panel.ts';
import { makeNeedlePage } from '../helpers/needle-page.ts';
import { panelSize, pictureWorld, shoot, shootTrouble } from './shoot.ts';

const words = {
  en: {
    question: 'How did trains change the time that people lived by, town by town?',
    edited: ' Answer in one sentence.',
    answer:
      'Railways replaced local noon with **one national time**, because trains on one track needed one clock.',
    short: 'One track needed one clock.',
  },
  zh: {
    question: '铁路是怎样一座城一座城地改变人们的时间的？',
    edited: '用一句话回答。',
    answer: '铁路用**统一的国家时间**取代了各地的正午，因为同一条轨道上的列车需要同一座钟。',
    short: '同一条轨道需要同一座钟。',
  },
};

for (const language of ['en', 'zh'] as const) {
  const text = words[language];
  const world = await pictureWorld(language);
  const article = makeNeedlePage(12_000, language);
  const { panel } = await world.read(world.pages.add('/article', article.html));
  await panel.setViewport(panelSize);
  await waitForSource(panel);
  world.server.reply({ text: text.answer });
  await ask(panel, text.question);
  await waitForAnswer(panel);
  await press(panel, 'edit-question');
  await panel.type('[data-testid="edit-field"]', text.edited);
  await shoot(panel, language, '70-question-editor');
  world.server.reply({ text: text.short });
  await press(panel, 'edit-send');
  await waitForText(panel, text.short);
  await panel.waitForSelector('[data-testid="retry"]');
  world.server.reply({ text: text.short });
  await press(panel, 'retry');
  await panel.waitForSelector('[data-testid="alternatives"]');
  await panel.waitForSelector('[data-testid="retry"]');
  await panel.hover('[data-testid="question"] p');
  await shoot(panel, language, '71-versions');

  await panel.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const open = indexedDB.open('unabridged');
        open.onsuccess = () => {
          const change = open.result.transaction(['messages', 'chats'], 'readwrite');
          const messages = change.objectStore('messages');
          messages.getAll().onsuccess = ({ target }) => {
            for (const record of (target as IDBRequest<Record<string, unknown>[]>).result)
              if (record.role === 'assistant') messages.put({ ...record, status: 'dreaming', choice: 5 });
          };
          const chats = change.objectStore('chats');
          chats.getAll().onsuccess = ({ target }) => {
            for (const record of (target as IDBRequest<Record<string, unknown>[]>).result)
              chats.put({ ...record, draft: null, characterIds: ['gone'] });
          };
          change.oncomplete = () => {
            open.result.close();
            resolve();
          };
        };
      }),
  );
  await panel.reload();
  await panel.waitForSelector('[data-what="answer"]');
  await shoot(panel, language, '72-damaged-records');

  await panel.goto('about:blank');
  const bare = await world.extension.openPage('manifest.json');
  await bare.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const open = indexedDB.open('unabridged', 990);
        open.onsuccess = () => {
          open.result.close();
          resolve();
        };
      }),
  );
  const page = await world.extension.openPage('sidepanel.html');
  await shootTrouble(page, language, 'newer', '73-newer-database');
  await world.close();
}
