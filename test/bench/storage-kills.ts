import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Page } from 'puppeteer';
import type { ChatMessage } from '../../utils/messages/chat-message.ts';
import { checkDatabase } from '../helpers/check-database.ts';
import { composerText, noticeText } from '../helpers/drive-panel.ts';
import { readDatabase, type Stores } from '../helpers/read-database.ts';
import { RestartingWorld } from '../helpers/restarting-world.ts';
import { until } from '../helpers/until.ts';
import { shortArticle } from '../helpers/world.ts';
import { type KillMoment, killMoments } from './kill-moments.ts';
import { seededRandom } from './quote-noise.ts';

export interface KillOptions {
  kills: number;
  seed: number;
  /** All in turn by default. */
  moments?: readonly KillMoment[];
  log?: (line: string) => void;
}

export interface KillFigures {
  kills: number;
  killsSurvived: number;
  /** By what was going on. */
  byMoment: Record<string, { kills: number; killsSurvived: number }>;
  /** What was wrong, with the seed that brings it about again. */
  failures: string[];
}

/** So many kills share a profile: the first of each meets a fresh one, the others what the earlier left. */
const killsAProfile = 10;
/** Every page of the trials fits, the long one does not. */
const windowTokens = 20_000;

const isAtRest = ({ messages, growing, sources, files }: Stores): boolean =>
  growing.length === 0 &&
  sources.every(({ status }) => status !== 'reading') &&
  files.every(({ sourceId }) => sources.find(({ id }) => id === sourceId)?.status !== 'ready') &&
  messages.every(
    (message) => message.role === 'user' || !['queued', 'streaming', 'waiting'].includes(message.status),
  );

/** A world that is killed again and again. */
class KillRun {
  readonly #world: RestartingWorld;
  readonly #url: string;
  readonly #folder = mkdtempSync(join(tmpdir(), 'unabridged-kills-'));
  /** As each earlier trial left it. */
  readonly #earlier = new Map<string, ChatMessage>();
  #panel!: Page;

  constructor(world: RestartingWorld) {
    this.#world = world;
    this.#url = world.pages.add('/keeper', shortArticle);
  }

  async begin(): Promise<this> {
    this.#panel = await this.#world.begin(this.#url, windowTokens);
    return this;
  }

  readonly #read = (): Promise<Stores> => readDatabase(this.#panel);

  #checkEarlier({ messages }: Stores): string[] {
    const now = new Map(messages.map((message) => [message.id, message]));
    return [...this.#earlier].flatMap(([id, message]) =>
      isDeepStrictEqual(now.get(id), message) ? [] : [`message ${id} of an earlier trial has changed`],
    );
  }

  /** @returns what was wrong. */
  async kill(moment: KillMoment, name: string, random: () => number): Promise<string[]> {
    const { extension, server } = this.#world;
    server.clear();
    const pages = await extension.browser.pages();
    const page = pages.find((tab) => tab.url() === this.#url) ?? (await extension.newTab(this.#url));
    const begun = await killMoments[moment](
      { world: this.#world, panel: this.#panel, page, name, random, folder: this.#folder },
      this.#read,
    );
    await sleep(begun.killAfterMs);
    const killedAt = await extension.kill();
    this.#panel = await this.#world.reopen(begun.url ?? this.#url);
    // The engine, which the panel has woken, says of what was under way that it was interrupted.
    const stores = await until('nothing is under way', async () => {
      const now = await this.#read();
      return moment === 'while a file is read' || isAtRest(now) ? now : undefined;
    });
    const problems = [
      ...(begun.isTorn ? [] : await checkDatabase(stores, isAtRest(stores))),
      ...this.#checkEarlier(stores),
      ...begun.check(stores, killedAt),
      ...(await this.#checkPanel(stores)),
    ];
    if (problems.length === 0) problems.push(...(await begun.goOn(this.#panel)));
    const after = await until('nothing is under way', async () => {
      const now = await this.#read();
      return isAtRest(now) ? now : undefined;
    });
    problems.push(...(await checkDatabase(after, true)), ...this.#checkEarlier(after));
    for (const message of after.messages) this.#earlier.set(message.id, message);
    return problems;
  }

  /** The panel shows the chat used last as the database has it. */
  async #checkPanel({ chats, messages }: Stores): Promise<string[]> {
    const id = await this.#panel.$eval(
      '[data-testid="chat"]',
      (chat) => (chat as HTMLElement).dataset.chatId,
    );
    const chat = chats.find((one) => one.id === id);
    const thread: ChatMessage[] = [];
    for (let at = chat?.leafId ?? null; at; at = thread[0]!.parentId)
      thread.unshift(messages.find((message) => message.id === at)!);
    const shown = () =>
      this.#panel.$$eval(
        '[data-testid="question"] p, [data-testid="answer"], [data-testid="edit-field"]',
        (all) =>
          all.map((one) =>
            (one instanceof HTMLTextAreaElement ? one.value : (one as HTMLElement).innerText).trim(),
          ),
      );
    // One that is being edited shows how far that is.
    const editOf = ({ role, parentId }: ChatMessage) =>
      role === 'user' ? chat?.drafts?.find((draft) => draft.parentId === parentId) : undefined;
    const wanted = thread.map((message) => (editOf(message) ?? message).text.trim());
    await until('the chat is drawn', async () => (await shown()).length === wanted.length);
    const texts = await shown();
    const last = thread.at(-1);
    const isInterrupted = last?.role === 'assistant' && last.error?.code === 'interrupted';
    const notice = isInterrupted ? await noticeText(this.#panel) : '';
    const field = await composerText(this.#panel);
    return [
      ...(isDeepStrictEqual(texts, wanted) ? [] : [`the panel shows ${JSON.stringify(texts).slice(0, 300)}`]),
      ...(isInterrupted && !/browser was closed.*kept/.test(notice) ? [`the panel says “${notice}”`] : []),
      ...(field === chat?.draft ? [] : [`the field shows ${field}`]),
    ];
  }

  async close(): Promise<void> {
    await this.#world.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/**
 * Kills the browser (SIGKILL to all of its processes) again and again while it is at work, and looks each time at what a new one
 * shows and what the database holds: the question once, the answer up to at most a second before, nothing doubled, nothing that
 * leads nowhere; and that it can go on.
 */
export async function measureKills({
  kills,
  seed,
  moments,
  log = () => {},
}: KillOptions): Promise<KillFigures> {
  const names = moments ?? (Object.keys(killMoments) as KillMoment[]);
  const figures: KillFigures = { kills: 0, killsSurvived: 0, byMoment: {}, failures: [] };
  let run: KillRun | undefined;
  try {
    for (let index = 0; index < kills; index++) {
      if (index % killsAProfile === 0) {
        await run?.close();
        run = undefined;
      }
      run ??= await new KillRun(await RestartingWorld.open()).begin();
      const moment = names[index % names.length]!;
      const name = index.toString(36).padStart(2, '0');
      const begunAt = performance.now();
      const killed = run.kill(moment, name, seededRandom(seed + index));
      const problems = await killed.catch((error: unknown) => [String(error)]);
      const isKept = problems.length === 0;
      figures.kills++;
      if (isKept) figures.killsSurvived++;
      figures.byMoment[moment] ??= { kills: 0, killsSurvived: 0 };
      figures.byMoment[moment].kills++;
      if (isKept) figures.byMoment[moment].killsSurvived++;
      const seconds = ((performance.now() - begunAt) / 1000).toFixed(1);
      log(
        `kill ${index} (${moment}, seed ${seed + index}, ${seconds} s): ${isKept ? 'kept' : problems.join('; ')}`,
      );
      for (const problem of problems)
        figures.failures.push(`kill ${index} (${moment}, seed ${seed + index}): ${problem}`);
      // What has failed is not gone on with.
      if (!isKept) {
        await run.close();
        run = undefined;
      }
    }
  } finally {
    await run?.close();
  }
  return figures;
}
