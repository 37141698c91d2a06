import type { Page } from 'puppeteer';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { ask, waitForAllRead, waitForAnswer } from './drive-panel.ts';
import type { LaunchOptions } from './launch-extension.ts';
import type { Page as ServedPage } from './page-server.ts';
import { until } from './until.ts';
import { newChat, shortArticle, startWorld, type World } from './world.ts';

/** A world whose user says yes to every site, with the panel open beside a page of its own. */
export class ReadingWorld {
  world!: World;
  panel!: Page;
  /** The page that the panel was opened on. */
  home!: Page;

  /**
   * Opens a page in a tab.
   * @param isEndless it may never end loading, or hang before it has.
   */
  async open(path: string, page: ServedPage | string, isEndless = false): Promise<Page> {
    const tab = await this.world.extension.newTab();
    void tab.goto(this.world.pages.add(path, page), { timeout: 0 }).catch(() => undefined);
    // Not asked of the page, which may hang before it could say so.
    await until(`the tab shows ${path}`, () => new URL(tab.url()).pathname === path);
    if (!isEndless) await tab.waitForFunction(() => document.readyState === 'complete');
    return tab;
  }

  /** Opens a page in a tab and reads it by a click on the icon. @returns the tab, and the last source as it is shown. */
  async read(path: string, page: ServedPage | string) {
    const tab = await this.world.extension.newTab(this.world.pages.add(path, page));
    const before = await this.panel.$$eval('[data-testid="source-chip"]', (chips) => chips.length);
    await this.world.extension.clickIcon(tab);
    const chips = await waitForAllRead(this.panel, before + 1);
    return { tab, chip: chips.at(-1)! };
  }

  /** Asks, and gives what the model was sent as sources. */
  async sentText(): Promise<string> {
    await ask(this.panel, 'Go');
    await this.world.server.untilChats(1);
    const { content } = this.world.server.lastMessages[1]!;
    await waitForAnswer(this.panel);
    return content;
  }

  /** Opens a source's receipt, the first one's by default, and clicks one of its actions. */
  async actInReceipt(action: string, index = 0): Promise<void> {
    await this.openReceipt(index);
    await this.panel.waitForSelector(`[data-testid="${action}"]`);
    await this.panel.$eval(`[data-testid="${action}"]`, (button) => (button as HTMLElement).click());
  }

  /** Opens a source's receipt, the first one's by default, and gives its text. */
  async openReceipt(index = 0): Promise<string> {
    await this.panel.$$eval(
      '[data-testid="source-chip"]',
      (chips, wanted) => chips[wanted]!.querySelector('button')!.click(),
      index,
    );
    const receipt = await this.panel.waitForSelector('[data-testid="receipt"]');
    return receipt!.evaluate((card) => (card as HTMLElement).innerText);
  }

  /** Clicks *Read again* on the first source that offers it. */
  async readAgain(): Promise<void> {
    const button = await this.panel.waitForSelector(
      '[data-testid="source-chip"] button[aria-label="Read again"]',
    );
    await button!.evaluate((element) => (element as HTMLElement).click());
  }

  /** Takes the source away that could not be read. */
  async removeFailed(): Promise<void> {
    const failed = '[data-testid="source-chip"][data-state="failed"]';
    await this.panel.$eval(`${failed} button[aria-label^="Remove"]`, (button) =>
      (button as HTMLElement).click(),
    );
    await this.panel.waitForFunction((chip) => !document.querySelector(chip), {}, failed);
  }

  async untilReady(count: number): Promise<void> {
    await this.panel.waitForFunction(
      (wanted) =>
        document.querySelectorAll('[data-testid="source-chip"][data-state="ready"]').length === wanted,
      {},
      count,
    );
  }
}

/** One such world for all tests of a file, with a chat of its own for each, and a last test that it met no error. */
export function readingWorld(homePage = shortArticle, options: LaunchOptions = {}): ReadingWorld {
  const reading = new ReadingWorld();
  beforeAll(async () => {
    reading.world = await startWorld({ grantHosts: ['http://*/*', 'https://*/*'], ...options });
    const { world } = reading;
    ({ panel: reading.panel, page: reading.home } = await world.read(world.pages.add('/home', homePage)));
  });
  afterAll(() => reading.world.close());
  beforeEach(async () => {
    reading.world.server.clear();
    reading.world.pages.requests.length = 0;
    await newChat(reading.panel);
  });
  return reading;
}

const hangsNow = '/hangs-now';

/** A script after which its page or frame never answers anybody again: a moment after it is there, and once its server knows of it. */
export const hangingScript = `<script>setTimeout(() => {
  const told = new XMLHttpRequest();
  told.open('GET', '${hangsNow}', false);
  told.send();
  for (;;);
}, 200)</script>`;

/** Waits until a page with `hangingScript` does hang. */
export const untilItHangs = ({ world }: ReadingWorld): Promise<unknown> =>
  until('the page hangs', () => world.pages.requests.some(({ path }) => path === hangsNow));

/** To be called last in a file. */
export function itMetNoError(reading: ReadingWorld): void {
  it('met no error of its own', () => {
    expect(reading.world.extension.panelErrors).toEqual([]);
  });
}
