import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import type { ElementHandle } from 'puppeteer';
import { ask, press, waitForAllRead, waitForSource } from '../helpers/drive-panel.ts';
import { makeNeedlePage } from '../helpers/needle-page.ts';
import type { Stores } from '../helpers/read-database.ts';
import { readParts } from '../helpers/read-parts.ts';
import { until } from '../helpers/until.ts';
import { newChat } from '../helpers/world.ts';
import { allowedLossMs, checkTurn, findTurn } from './expect-turn.ts';
import { beginChat, type Moment, makeTurn, toReply } from './kill-trial.ts';

const passText = (name: string) => `Notes ${name}: ${'a word of what was read here. '.repeat(6)}`;

/** Killed in any part of it, or in the answer from its notes. */
export const fullRead: Moment = async (trial, read) => {
  const { world, panel, name, random } = trial;
  const { server, extension, pages } = world;
  const turn = makeTurn(name, 300);
  await newChat(panel);
  const url = pages.add(`/long/${name}`, makeNeedlePage(50_000, 'zh').html);
  const long = await extension.newTab(url);
  await extension.clickIcon(long);
  await waitForSource(panel);
  const reply = (body: string) => {
    const isPass = readParts({ body: Buffer.from(body) }).length > 0;
    return isPass ? { text: passText(name), rate: 100, deltaSize: 4 } : toReply(turn);
  };
  // More than there are parts: what is asked again takes one more.
  for (let count = 0; count < 30; count++) server.replyWith(reply);
  const before = server.chats.length;
  await ask(panel, turn.question);
  await press(panel, 'full-read');
  await server.untilChats(before + 2);
  return {
    killAfterMs: random() * 5000,
    url,
    check: (stores, killedAt) => checkTurn(stores, server, turn, killedAt),
    goOn: async (reopened) => {
      const { answers } = findTurn(await read(), turn);
      const [kept] = answers;
      if (kept!.status === 'done') return [];
      const keptPasses = (await read()).readings.find(({ answerId }) => answerId === kept!.id)?.passes ?? [];
      const asked = server.chats.length;
      await press(reopened, 'action-continue');
      await until(
        'the full read has ended',
        async () => findTurn(await read(), turn).answers[0]!.status === 'done',
      );
      const again = server.chats
        .slice(asked)
        .map(readParts)
        .filter((parts) => parts.length > 0);
      const whole = (await read()).readings.find(({ answerId }) => answerId === kept!.id)!;
      // Words of the last stage that had come are gone on with: the server sends all of its own once more.
      const text = findTurn(await read(), turn).answers[0]!.text;
      return [
        ...(again.length + keptPasses.length === whole.passes.length ? [] : ['a part was read twice']),
        ...(whole.cursor === null ? [] : ['the full read has not ended']),
        ...(text === kept!.text + turn.text ? [] : ['what had arrived is not what was gone on with']),
      ];
    },
  };
};

const letterCount = 24;

/** An archive: while it is opened, or while what lies in it is read. */
export const readingFile: Moment = async (trial, read) => {
  const { panel, name, random, folder } = trial;
  await beginChat(trial);
  const texts = Array.from({ length: letterCount }, (_, index) => {
    const text = `Letter ${name} ${index}. ${'So it goes on. '.repeat(2000)}`;
    return [`${name}-${index}.txt`, new TextEncoder().encode(text)] as const;
  });
  const path = join(folder, `${name}.zip`);
  writeFileSync(path, zipSync(Object.fromEntries(texts), { level: 0 }));
  const input = await panel.waitForSelector('[data-testid="file-input"]');
  await (input as ElementHandle<HTMLInputElement>).uploadFile(path);
  const droppedAt = performance.timeOrigin + performance.now();
  let isLate = false;
  let isShown = false;
  const chip = panel.waitForFunction(
    (title) => document.querySelector('[data-testid="chat"]')!.textContent?.includes(title),
    {},
    `${name}.zip`,
  );
  void chip.then(
    () => {
      isShown = true;
    },
    () => undefined,
  );
  // Once it is read, its letters stand in the place of the archive.
  const archives = ({ sources }: Stores) => sources.filter(({ title }) => title.endsWith(`${name}.zip`));
  const letters = ({ sources }: Stores) =>
    sources.filter(({ title }) => /-\d+\.txt$/.test(title) && title.includes(`${name}-`));
  return {
    killAfterMs: random() * 1800,
    check: (stores, killedAt) => {
      isLate = killedAt - droppedAt > allowedLossMs;
      const count = archives(stores).length;
      if (count > 1) return ['the archive is there twice'];
      if (count === 0 && letters(stores).length === 0 && isShown) return ['the archive is lost'];
      const titles = letters(stores).map(({ title }) => title);
      return new Set(titles).size < titles.length ? ['a letter is there twice'] : [];
    },
    goOn: async (reopened) => {
      const stores = await read();
      if (archives(stores).length === 0 && letters(stores).length === 0) return [];
      const untilRead = async () => {
        await until('all is read', async () =>
          (await read()).sources.every(({ status }) => status !== 'reading'),
        );
        return read();
      };
      let after = await untilRead();
      // Its bytes were still on their way: it is there, and says that it must be added again.
      if (!isLate && archives(after)[0]?.error?.code === 'file-gone') return [];
      if (after.sources.some(({ title, status }) => title.includes(name) && status === 'failed')) {
        await waitForAllRead(reopened);
        const button = await reopened.$('[data-testid="retry-failed"]');
        if (button) await press(reopened, 'retry-failed');
        else
          await reopened.$eval(
            '[data-testid="source-chip"][data-state="failed"] button[aria-label="Read again"]',
            (again) => (again as HTMLElement).click(),
          );
        await until('nothing has failed', async () =>
          (await read()).sources.every(({ title, status }) => !title.includes(name) || status === 'ready'),
        );
        after = await untilRead();
      }
      const found = letters(after);
      const titles = new Set(found.map(({ title }) => title));
      return [
        ...(found.length === letterCount && titles.size === letterCount
          ? []
          : [`${found.length} letters of ${letterCount}, ${titles.size} different`]),
        ...(found.every(({ status }) => status === 'ready') ? [] : ['a letter could not be read']),
      ];
    },
  };
};
