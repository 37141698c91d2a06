import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import type { Page } from 'puppeteer';
import { ask, waitForAnswer, waitForSource } from '../../helpers/drive-panel.ts';
import { readDatabase } from '../../helpers/read-database.ts';
import { until } from '../../helpers/until.ts';
import { newChat, shortArticle, type World } from '../../helpers/world.ts';
import { writeRecords } from '../../helpers/write-records.ts';
import { writeHostileExtension } from './hostile-extension.ts';
import { reach, type Spoken, speak } from './speak.ts';
import { commands, type KnownNames, strangerMessages } from './stranger-messages.ts';
import { type Evaluate, worldOf, worldOfPage, worldOfWorker } from './worlds.ts';

/** In the extension's own pages. */
declare const chrome: {
  storage: Record<string, { get(key: null): Promise<object> }>;
  runtime: { sendMessage(message: unknown): Promise<unknown> };
};

/** Nothing else listens at the endpoint's address: whoever makes the engine ask there is seen. */
const bait = 'bait-of-strangers';

export interface StrangerFindings {
  /** Messages of each stranger. */
  sent: Record<string, number>;
  /** What strangers were answered or got hold of. */
  reads: string[];
  /** Requests at the model server and the page server. */
  requests: string[];
  /** Stores and areas that are not as they were. */
  changes: string[];
}

type Strangers = Record<string, { evaluate: Evaluate; isOwnWorld: boolean; id: string | null }>;

/** A panel in use, and beside it all who might want to drive it. */
export class StrangersWorld {
  readonly #folder: string;
  readonly #hostileId: string;
  readonly #world: World;
  readonly #panel: Page;
  readonly #pages: readonly Page[];
  readonly #strangers: Strangers;
  readonly #names: KnownNames;

  private constructor(
    folder: string,
    hostileId: string,
    world: World,
    panel: Page,
    pages: readonly Page[],
    strangers: Strangers,
    names: KnownNames,
  ) {
    this.#folder = folder;
    this.#hostileId = hostileId;
    this.#world = world;
    this.#panel = panel;
    this.#pages = pages;
    this.#strangers = strangers;
    this.#names = names;
  }

  /** Brings them into a world whose panel is open; pages may be read in it without a question. */
  static async in(world: World, panel: Page): Promise<StrangersWorld> {
    const folder = writeHostileExtension();
    const { extension, server, pages } = world;
    const hostileId = await extension.browser.installExtension(folder);
    await newChat(panel);
    const page = await extension.newTab(pages.add('/keeper', shortArticle));
    await extension.clickIcon(page);
    await waitForSource(panel);
    await ask(panel, 'What did the keeper write down?');
    await waitForAnswer(panel);
    const names = await seedNames(panel, server.baseUrl, pages.add('/unread', shortArticle));
    const worker = await until('the other extension has a worker', () =>
      extension.browser
        .targets()
        .find((target) => target.type() === 'service_worker' && target.url().includes(hostileId)),
    );
    // A page of ours that other extensions can see in the list of tabs.
    const options = await extension.openPage('options.html');
    const { id } = extension;
    const strangers = {
      page: { evaluate: await worldOfPage(page), isOwnWorld: false, id },
      'taken-over script of ours': { evaluate: await worldOf(page, id), isOwnWorld: true, id: null },
      'script of another extension': { evaluate: await worldOf(page, hostileId), isOwnWorld: false, id },
      'another extension': { evaluate: await worldOfWorker(worker), isOwnWorld: false, id },
    };
    return new StrangersWorld(folder, hostileId, world, panel, [page, options], strangers, names);
  }

  /** Has every stranger say its messages and reach for what it can. @param count messages of each. */
  async listen(count: number, seed: number): Promise<StrangerFindings> {
    const { extension, server, pages } = this.#world;
    const before = await this.#restingState();
    server.clear();
    pages.requests.length = 0;
    const findings: StrangerFindings = { sent: {}, reads: [], requests: [], changes: [] };
    for (const [index, [name, { evaluate, isOwnWorld, id }]] of Object.entries(this.#strangers).entries()) {
      const messages = strangerMessages(this.#names, count, seed + index);
      const spoken: Spoken = { sent: 0, replies: [] };
      for (let from = 0; from < count; from += 500) {
        const part = await evaluate(speak, JSON.stringify(messages.slice(from, from + 500)), id);
        spoken.sent += part.sent;
        spoken.replies.push(...part.replies);
      }
      findings.sent[name] = spoken.sent;
      findings.reads.push(...spoken.replies.map((reply) => `${name} was told ${reply}`));
      const got = await evaluate(reach, extension.id, isOwnWorld);
      findings.reads.push(...got.map((what) => `${name} got ${what}`));
    }
    const after = await this.#state();
    findings.changes = Object.keys({ ...before, ...after }).filter((key) => before[key] !== after[key]);
    findings.requests = [...server.requests, ...pages.requests].map(({ path }) => path);
    return findings;
  }

  /**
   * Has a page of ours say what strangers say: each command that it is heard with is answered, and some lead to requests. What is not
   * seen here would not be seen of a stranger either.
   */
  async hearOwnPage(): Promise<{ answered: number; requests: string[] }> {
    const { server, pages } = this.#world;
    server.clear();
    pages.requests.length = 0;
    const asked = commands(this.#names).filter(
      // The others end what these begin, or what the test stands on.
      ({ type }) => /^(?:start|read|list|refresh|test|warm)-/.test(String(type)),
    );
    const replies = await this.#panel.evaluate(
      (messages) => Promise.all(messages.map((message) => chrome.runtime.sendMessage(message))),
      asked as never[],
    );
    await until('model and page were asked', () => server.chats.length > 0 && pages.requests.length > 0);
    return {
      answered: replies.filter((reply) => reply !== undefined).length / asked.length,
      requests: [...server.requests, ...pages.requests].map(({ path }) => path),
    };
  }

  async #state(): Promise<Record<string, string>> {
    const stores = (await readDatabase(this.#panel)) as unknown as Record<string, unknown>;
    const rest = await this.#panel.evaluate(async () => ({
      local: await chrome.storage.local!.get(null),
      session: await chrome.storage.session!.get(null),
      sync: await chrome.storage.sync!.get(null),
      localStorage: { ...localStorage },
      shown: document.body.innerText,
      isPolluted: 'polluted' in {},
    }));
    return Object.fromEntries(
      Object.entries({ ...stores, ...rest }).map(([name, value]) => [name, JSON.stringify(value)]),
    );
  }

  /** Of what was read, something may still be counted. */
  async #restingState(): Promise<Record<string, string>> {
    let state = await this.#state();
    await until('nothing is written any more', async () => {
      const earlier = JSON.stringify(state);
      await new Promise((resolve) => setTimeout(resolve, 500));
      state = await this.#state();
      return JSON.stringify(state) === earlier;
    });
    return state;
  }

  /** Sends them away again. */
  async leave(): Promise<void> {
    for (const page of this.#pages) await page.close();
    await this.#world.extension.browser.uninstallExtension(this.#hostileId);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** An answer that waits to be started and a page that waits to be read: who is heard starts them. */
async function seedNames(panel: Page, baseUrl: string, unreadUrl: string): Promise<KnownNames> {
  const { messages, sources, ...stores } = await readDatabase(panel);
  const { endpoints } = stores as unknown as { endpoints: { id: string }[] };
  const chatId = await panel.$eval(
    '[data-testid="chat"]',
    (chat) => (chat as HTMLElement).dataset.chatId ?? '',
  );
  const here = messages.filter((message) => message.chatId === chatId);
  const answer = here.find(({ role }) => role === 'assistant')!;
  const question = here.find(({ role }) => role === 'user')!;
  const queued = { ...answer, id: randomUUID(), text: '', reasoning: '', status: 'queued', askedAt: 1 };
  const waiting = {
    ...sources[0]!,
    id: `${bait}-${randomUUID()}`,
    kind: 'page',
    url: unreadUrl,
    parentUrl: unreadUrl,
    status: 'failed',
    error: { code: 'read-interrupted', facts: {} },
  };
  await writeRecords(panel, {
    messages: [{ ...queued, parentId: question.id }],
    sources: [waiting],
  });
  return {
    chatIds: [chatId],
    answerIds: [queued.id, answer.id],
    sourceIds: [waiting.id],
    endpointIds: endpoints.map(({ id }) => id),
    baseUrl,
  };
}
