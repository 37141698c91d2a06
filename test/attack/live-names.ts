import type { Page } from 'puppeteer';
import { ask, clickAddMenu, pressEscape, waitForAllRead, waitForAnswer } from '../helpers/drive-panel.ts';
import { newChat } from '../helpers/world.ts';
import { inBatches, joined, tryBatches } from './batches.ts';
import { isLong, type Payload } from './payload.ts';
import type { SealedWorld } from './sealed-world.ts';
import type { Witness } from './witness.ts';

const atOnce = 12;

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`).replace(/\0/g, '');

/** A short text with control characters is taken for no text. */
const printable = (text: string): string => text.replace(/[^\P{Cc}\n\t]/gu, ' ');

/**
 * Has payloads read as a user's own things are named: files (name and words), a page (title and words), its links, and the list of tabs;
 * each is then sent.
 */
export async function liveNames(
  { extension, pages, server }: SealedWorld,
  panel: Page,
  witness: Witness,
  payloads: readonly Payload[],
  onDone: (count: number) => void,
): Promise<void> {
  /** @throws where something is not read: a name is no reason to refuse what it names. */
  const readAll = async (count: number, names: string) => {
    const unread = (await waitForAllRead(panel, count)).filter(({ state }) => state !== 'ready');
    if (unread.length > 0) throw new Error(`not read: ${JSON.stringify(unread)}, ${names}`);
  };
  const view = async (batch: readonly Payload[], names: string) => {
    await newChat(panel);
    const files = batch.map(({ id, text }) => ({
      name: `${text}.txt`,
      text: `Before. ${printable(text)} After. (${id})`,
    }));
    await panel.$eval(
      '[data-testid="file-input"]',
      (input, all) => {
        const picked = new DataTransfer();
        for (const { name, text } of all) picked.items.add(new File([text], name));
        (input as HTMLInputElement).files = picked.files;
        input.dispatchEvent(new Event('change', { bubbles: true }));
      },
      files,
    );
    await readAll(batch.length, names);
    await witness.look(`names of files: ${names}`);

    const all = joined(batch);
    const links = batch.map(({ text }, at) => `<p><a href="/linked/${at}">${escaped(text)}</a></p>`).join('');
    const url = pages.add(
      '/named',
      `<!doctype html><meta charset="utf-8"><title>${escaped(all)}</title><article><h1>${escaped(all)}</h1><p>${escaped(all)}</p>${links}</article>`,
    );
    const tab = await extension.newTab(url);
    await extension.clickIcon(tab);
    await readAll(batch.length + 1, names);
    await witness.look(`the title of a page: ${names}`);
    await clickAddMenu(panel, 'add-links');
    await panel.waitForSelector('[data-testid="link-picker"] input[type="checkbox"]');
    await witness.look(`the links of a page: ${names}`);
    await pressEscape(panel);
    await clickAddMenu(panel, 'add-tabs-menu');
    await panel.waitForSelector('[data-testid="tab-picker"] input[type="checkbox"]');
    await witness.look(`the list of tabs: ${names}`);
    await pressEscape(panel);
    server.reply({ text: 'So it is.' });
    await ask(panel, 'Summarise these.');
    await waitForAnswer(panel);
    await witness.look(`a question with sources of such names: ${names}`);
    await tab.close();
  };
  const short = payloads.filter((payload) => !isLong(payload));
  await tryBatches(inBatches(short, atOnce), witness, view, onDone);
}
