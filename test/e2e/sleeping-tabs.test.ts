import { afterAll, beforeAll, expect, it } from 'vitest';
import { clickAddMenu, waitForAllRead } from '../helpers/drive-panel.ts';
import { PanelSocket } from '../helpers/panel-socket.ts';
import { newChat, shortArticle, startWorld, tale, type World } from '../helpers/world.ts';

/** In the extension's own pages. */
declare const chrome: {
  tabs: {
    query: (what: object) => Promise<{ id: number; title?: string; discarded: boolean }[]>;
    discard: (id: number) => Promise<{ id: number }>;
  };
};

let world: World;
let panel: PanelSocket;

beforeAll(async () => {
  world = await startWorld({ grantHosts: ['http://*/*', 'https://*/*'], hasSocket: true });
  const { pages, extension } = world;
  const { panel: driven, page: home } = await world.read(pages.add('/home', shortArticle));
  for (const name of ['first', 'second', 'third']) {
    await extension.newTab(pages.add(`/${name}`, tale(name)));
  }
  await home.bringToFront();
  // From here on nothing is asked any more.
  await clickAddMenu(driven, 'add-all-tabs');
  await waitForAllRead(driven);
  await newChat(driven);
  panel = await PanelSocket.insteadOf(extension.browser, `chrome-extension://${extension.id}/sidepanel.html`);
});
afterAll(async () => {
  panel?.close();
  await world?.close();
});

/** Puts tabs to sleep by what their titles contain, and gives the titles of all that are asleep. */
const putToSleep = (titles: string[]) =>
  panel.evaluate(async (wanted) => {
    for (const { id, title } of await chrome.tabs.query({}))
      if (wanted.some((part) => title?.includes(part))) await chrome.tabs.discard(id);
    return (await chrome.tabs.query({})).filter(({ discarded }) => discarded).map((asleep) => asleep.title);
  }, titles);

/** Reads all open tabs and gives each source's title, state and detail, those without a page of ours left out. */
async function readAllTabs(): Promise<string[][]> {
  const before = await panel.evaluate(() => {
    document.querySelector<HTMLElement>('[data-testid="new-chat"]')!.click();
    return document.querySelector<HTMLElement>('[data-testid="chat"]')!.dataset.chatId;
  });
  await panel.until(
    (id) => document.querySelector<HTMLElement>('[data-testid="chat"]')!.dataset.chatId !== id,
    before,
  );
  await panel.evaluate(() => {
    // The menu opens when the button goes down.
    const menu = document.querySelector('[data-testid="add-menu"]')!;
    menu.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, button: 0 }));
  });
  await panel.until(() => document.querySelector('[data-testid="add-all-tabs"]') !== null);
  await panel.evaluate(() => document.querySelector<HTMLElement>('[data-testid="add-all-tabs"]')!.click());
  const chips = await panel.until(() => {
    const all = [...document.querySelectorAll<HTMLElement>('[data-testid="source-chip"]')];
    const isRead = all.length > 0 && all.every(({ dataset }) => dataset.state !== 'reading');
    return isRead
      ? all.map(({ innerText, dataset }) => [dataset.state ?? '', ...innerText.split('\n')])
      : null;
  });
  // The browser's own first tab keeps its name from us.
  return chips.filter(([, title]) => title !== 'Unnamed tab');
}
const asked = () => world.pages.requests.map(({ path }) => path).filter((path) => path !== '/favicon.ico');

it('wakes tabs that sleep, reads them whole, and keeps them in their place', async () => {
  expect(await putToSleep(['first', 'second'])).toEqual(['The first keeper', 'The second keeper']);
  world.pages.requests.length = 0;
  const chips = await readAllTabs();
  expect(chips.map(([state, title]) => `${title} ${state}`)).toEqual([
    'The lighthouse keeper ready',
    'The first keeper ready',
    'The second keeper ready',
    'The third keeper ready',
  ]);
  // The browser had really let go of these two.
  expect(asked().sort()).toEqual(['/first', '/second']);
});

it('says of tabs that cannot be woken why, and offers to try again; the others go on', async () => {
  expect(await putToSleep(['first', 'second', 'third'])).toHaveLength(3);
  world.pages.add('/first', { body: '', isCut: true });
  world.pages.add('/second', { body: tale('second'), isSilent: true });
  const chips = await readAllTabs();
  expect(chips.map(([state, title]) => `${title} ${state}`)).toEqual([
    'The lighthouse keeper ready',
    'The first keeper failed',
    'The second keeper failed',
    'The third keeper ready',
  ]);
  expect(chips[1]!.join()).toMatch(/shows no page of 127\.0\.0\.1:\d+ that can be read/);
  expect(chips[2]!.join()).toMatch(/did not answer within ten seconds/);
  world.pages.add('/second', tale('second'));
  await panel.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-state="failed"]')]
      .find(({ innerText }) => innerText.includes('second'))!
      .querySelector<HTMLElement>('[aria-label="Read again"]')!
      .click(),
  );
  await panel.until(() => document.querySelectorAll('[data-state="ready"]').length === 3);
});
