import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page, Realm } from 'puppeteer';
import { engineCommand } from '../../utils/chat/engine-commands.ts';
import { seededRandom } from '../bench/quote-noise.ts';
import { waitForAllRead } from '../helpers/drive-panel.ts';
import { readDatabase } from '../helpers/read-database.ts';
import { until } from '../helpers/until.ts';
import { newChat, shortArticle, type World } from '../helpers/world.ts';
import { storageState } from './storage-state.ts';

/** In pages that may send messages to extensions; in others it is not there. */
declare const chrome:
  | {
      runtime?: { sendMessage?: (...args: unknown[]) => Promise<unknown>; connect?: (id: string) => unknown };
    }
  | undefined;

/** Commands of the engine, as one who has read the source would send them. */
const commands = engineCommand.def.options.map((command) => command.def.shape.type.def.values[0]);

interface Known {
  baseUrl: string;
  endpointId: string;
  chatId: string;
}

/** A command with all that any of them takes, or something that is none: by turns, so that every kind comes many times. */
function makeMessage(index: number, random: () => number, { baseUrl, endpointId, chatId }: Known): unknown {
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!;
  if (index % 5 === 4)
    return pick<unknown>([
      null,
      index,
      'engine',
      [],
      { to: 'engine' },
      { to: 'engine', type: '__proto__' },
      { to: 'engine', type: { toString: 'x' } },
      JSON.parse('{"__proto__":{"to":"engine","type":"stop-everything"}}'),
      { type: 'open-panel', url: 'https://elsewhere.test' },
    ]);
  const id = pick([chatId, endpointId, '', 'x'.repeat(200)]);
  const message = {
    to: 'engine',
    type: pick(commands),
    answerId: id,
    chatId,
    upToId: id,
    sourceId: id,
    sourceIds: [id],
    password: '',
    choice: { endpointId, model: 'obedient-model' },
    endpointId,
    endpoint: { baseUrl, apiKey: 'stolen', presetId: 'custom' },
    model: 'obedient-model',
    modelId: pick(['minimind2-small', 'x']),
    isOwn: true,
    sizeTokens: 1000,
  };
  // One that the engine would not take from anybody tries nothing.
  if (!engineCommand.safeParse(message).success) throw new Error(`not a command: ${message.type}`);
  return message;
}

/** A second extension, which may ask whom it likes. */
function writeStranger(): string {
  const dir = mkdtempSync(join(tmpdir(), 'unabridged-stranger-'));
  const manifest = { manifest_version: 3, name: 'Stranger', version: '1' };
  writeFileSync(join(dir, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(dir, 'page.html'), '<!doctype html><title>Stranger</title>');
  return dir;
}

/** Messages that nobody takes come back at once. */
const patienceMs = 60_000;

/** Sends all of them at once. @returns how many were taken by somebody. */
const sendAll = (place: Page | Realm, messages: readonly unknown[], id?: string): Promise<number> =>
  place.evaluate(
    async (all, to, patienceMs) => {
      const send = async (message: unknown) => {
        // To the page's own listeners, too: a bridge would take it from there.
        if (location.protocol !== 'chrome-extension:') postMessage(message, '*');
        const { sendMessage } = (typeof chrome === 'undefined' ? undefined : chrome?.runtime) ?? {};
        if (!sendMessage) return undefined;
        return to === undefined ? sendMessage(message) : sendMessage(to, message);
      };
      let refused = 0;
      const sent = all.map(async (message) => {
        const reply = await send(message).catch(() => undefined);
        if (reply === undefined) refused++;
      });
      // Whoever is at work on one has taken it, whether it answers or not.
      await Promise.race([Promise.all(sent), new Promise((resolve) => setTimeout(resolve, patienceMs))]);
      return all.length - refused;
    },
    messages,
    id,
    patienceMs,
  );

/**
 * Has a page, a hostile content script and a second extension send messages to every listener of the extension.
 * @param count in all.
 * @returns what had an effect.
 */
export async function strangerMessages(world: World, panel: Page, count: number): Promise<string[]> {
  const { extension, server, pages } = world;
  await newChat(panel);
  const tab = await extension.newTab(pages.add('/stranger', shortArticle));
  await extension.clickIcon(tab);
  await waitForAllRead(panel);
  const realm = tab.extensionRealms().at(0);
  if (!realm) throw new Error('no content script of the extension is in the page');
  const dir = writeStranger();
  const strangerId = await extension.browser.installExtension(dir);
  const stranger = await extension.newTab(`chrome-extension://${strangerId}/page.html`);

  const state = async () => JSON.stringify([await storageState(panel), await readDatabase(panel)]);
  const { endpoints } = (await readDatabase(panel)) as unknown as { endpoints: { id: string }[] };
  const chatId = await panel.$eval(
    '[data-testid="chat"]',
    (chat) => (chat as HTMLElement).dataset.chatId ?? '',
  );
  const random = seededRandom(11);
  const known = { baseUrl: server.baseUrl, endpointId: endpoints[0]!.id, chatId };
  const each = Math.ceil(count / 3);
  const messages = Array.from({ length: each }, (_, index) => makeMessage(index, random, known));

  // Of what was read, something may still be counted.
  let before = '';
  await until('nothing is written any more', async () => {
    const earlier = before;
    await new Promise((resolve) => setTimeout(resolve, 500));
    before = await state();
    return before === earlier;
  });
  const [asked, served] = [server.requests.length, pages.requests.length];
  const countTabs = async () => (await extension.browser.pages()).length;
  const tabs = await countTabs();
  const found: string[] = [];
  const senders: [name: string, place: Page | Realm, id?: string][] = [
    ['a page', tab, extension.id],
    ['a content script', realm],
    ['a second extension', stranger, extension.id],
  ];
  for (const [name, place, id] of senders) {
    const answered = await sendAll(place, messages, id);
    if (answered > 0) found.push(`${answered} messages of ${name} taken`);
  }
  const isOpen = await stranger.evaluate(
    (id, patience) =>
      new Promise<boolean>((resolve) => {
        const port = chrome!.runtime!.connect!(id) as {
          onDisconnect: { addListener: (heard: () => void) => void };
        };
        port.onDisconnect.addListener(() => resolve(false));
        setTimeout(() => resolve(true), patience);
      }),
    extension.id,
    patienceMs,
  );
  if (isOpen) found.push('a second extension holds a connection');
  if ((await state()) !== before) found.push('what is stored changed');
  if (server.requests.length !== asked)
    found.push(`${server.requests.length - asked} requests to the endpoint`);
  if (pages.requests.length !== served) found.push(`${pages.requests.length - served} requests to pages`);
  if ((await countTabs()) !== tabs) found.push('tabs were opened');
  await stranger.close();
  await extension.browser.uninstallExtension(strangerId);
  rmSync(dir, { recursive: true });
  await tab.close();
  return found;
}
