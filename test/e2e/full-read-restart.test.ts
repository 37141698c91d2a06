import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask, noticeText, press, waitForAnswer, waitForText, waitForWindow } from '../helpers/drive-panel.ts';
import { makeNeedlePage } from '../helpers/needle-page.ts';
import { readParts } from '../helpers/read-parts.ts';
import { RestartingWorld } from '../helpers/restarting-world.ts';

let world: RestartingWorld;
beforeAll(async () => {
  world = await RestartingWorld.open();
});
afterAll(() => world.close());

it('goes on with a full read after the browser was killed in the middle of a part: no part is lost, none is read twice', async () => {
  const { server, pages } = world;
  const made = makeNeedlePage(150_000, 'zh');
  const url = pages.add('/long', made.html);

  // A window that the user enters, for a server that tells none.
  const panel = await world.begin(url, 32_768);
  await waitForWindow(panel, '32.8k');
  server.defaultReply = { text: '这一段的笔记。' };
  server.reply(
    { text: '第一段的笔记。' },
    { text: '第二段的笔记。' },
    { text: 'slow '.repeat(2000), rate: 10 },
  );
  await ask(panel, '有哪些暗号？');
  await press(panel, 'full-read');
  await server.untilChats(3);
  await panel.waitForSelector('[data-testid="reading"][data-passes="2"]');

  const reopened = await world.restart(url);
  expect(await waitForAnswer(reopened)).toBe('failed');
  expect(await noticeText(reopened)).toMatch(/browser was closed/);
  await press(reopened, 'action-continue');
  await waitForText(reopened, '这一段的笔记。');
  expect(await waitForAnswer(reopened)).toBe('done');
  await reopened.waitForSelector('[data-testid="full-read-made"]');

  // The third request never ended; its part was asked for again.
  const passes = server.chats.map(readParts).filter((parts) => parts.length > 0);
  const read = passes.filter((_, index) => index !== 2).flat();
  expect(passes[2]![0]!.start).toBe(passes[3]![0]!.start);
  let at = 0;
  for (const { start, end, text } of read) {
    expect(start).toBe(at);
    expect(text).toHaveLength(end - start);
    at = end;
  }
  expect(at).toBe(read[0]!.of);
  for (const needle of made.needles) expect(read.map(({ text }) => text).join('')).toContain(needle);
  const last = JSON.parse(server.chats.at(-1)!.body.toString('utf8')).messages.at(-1).content as string;
  for (const note of ['第一段的笔记。', '第二段的笔记。']) expect(last).toContain(note);
});
