import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElementHandle, Page } from 'puppeteer';
import { backupOf } from '../helpers/backup-file.ts';
import { mapTab, untilMapStands } from '../helpers/drive-map.ts';
import { clickAddMenu, press, pressEscape } from '../helpers/drive-panel.ts';
import { until } from '../helpers/until.ts';
import { inBatches, tryBatches } from './batches.ts';
import { Exports } from './exports.ts';
import { type HostileRecords, hostileRecords } from './hostile-records.ts';
import { isLong, type Payload } from './payload.ts';
import type { SealedWorld } from './sealed-world.ts';
import { Witness } from './witness.ts';

/** As many rows as the list of chats draws at first, and one chat of all. */
const atOnce = 12;

const byId = (id: string) => `[data-testid="${id}"]`;

/** The map, as a card in the chat and in a tab of its own, and every file that it can be saved as. */
async function lookAtMap(
  { extension }: SealedWorld,
  panel: Page,
  witness: Witness,
  exports: Exports,
  names: string,
): Promise<void> {
  const map = await mapTab(extension, () => press(panel, 'map-open'));
  const inTab = await Witness.of(map, `chrome-extension://${extension.id}/`, witness.findings);
  await untilMapStands(map);
  await inTab.look(`the map in full size: ${names}`);
  for (const format of ['md', 'opml', 'mm', 'svg', 'png'])
    await exports.tryFile(map, format, `the map saved as ${format}: ${names}`, async () => {
      await map.locator(byId('map-menu')).click();
      await press(map, `map-export-${format}`);
    });
  await inTab.look(`the map in full size, after it was saved: ${names}`);
  await map.close();
  await panel.bringToFront();
}

/** The list of chats and what a search finds in it. */
async function lookAtHistory(panel: Page, witness: Witness, names: string): Promise<void> {
  await press(panel, 'history');
  await panel.waitForSelector(byId('chat-row'));
  await witness.look(`the list of chats: ${names}`);
  await panel.type(byId('history-search'), 'seedword');
  await panel.waitForSelector(byId('snippet'));
  await witness.look(`what a search finds: ${names}`);
  await press(panel, 'history-close');
  await panel.waitForFunction((sheet) => !document.querySelector(sheet), {}, byId('history-sheet'));
}

/** Receipts of all sources, the stored text of one, and the links of one. */
async function lookAtSources(panel: Page, witness: Witness, names: string): Promise<void> {
  await panel.$$eval(byId('show-more-sources'), (all) => {
    for (const button of all) (button as HTMLElement).click();
  });
  const chips = await panel.$$(`${byId('source-chip')} button[aria-haspopup="dialog"]`);
  for (const chip of chips.slice(0, 2 * (atOnce + 1))) {
    await chip.evaluate((button) => (button as HTMLElement).click());
    await panel.waitForSelector(byId('receipt'));
    await witness.look(`the receipt of a source: ${names}`);
    await pressEscape(panel);
  }
  await chips[0]!.evaluate((button) => (button as HTMLElement).click());
  await press(panel, 'source.view');
  await panel.waitForFunction((text) => document.querySelector(text)?.textContent, {}, byId('reader-text'));
  await witness.look(`the stored text: ${names}`);
}

/** The library, the editor of the card that holds them all, and a chat that this character begins. */
async function lookAtCharacters(
  panel: Page,
  witness: Witness,
  exports: Exports,
  { characterName }: HostileRecords,
  names: string,
): Promise<void> {
  await press(panel, 'characters');
  await panel.waitForSelector(byId('character'));
  await witness.look(`the library of characters: ${names}`);
  const search = async () => {
    await panel.type(byId('character-search'), characterName);
    await until('one character is found', async () => (await panel.$$(byId('character'))).length === 1);
  };
  await search();
  for (const format of ['json', 'png'])
    await exports.tryFile(panel, format, `a card saved as ${format}: ${names}`, async () => {
      await panel.locator(byId('character-menu')).click();
      await press(panel, `export-${format}`);
    });
  await press(panel, 'edit-character');
  await panel.waitForSelector(byId('card-name'));
  await witness.openFolds();
  await witness.look(`the editor of a character: ${names}`);
  await press(panel, 'save-and-start');
  await panel.waitForSelector(byId('role-play'));
  await panel.waitForSelector(byId('answer'));
  await witness.look(`a chat in character: ${names}`);
}

/**
 * Puts payloads into every text of a backup, restores it as a user does, opens what can be opened and saves what can be saved.
 * @see hostileRecords for the places.
 */
export async function restoredRecords(
  world: SealedWorld,
  panel: Page,
  witness: Witness,
  payloads: readonly Payload[],
  onDone: (count: number) => void,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'unabridged-backup-'));
  const home = `chrome-extension://${world.extension.id}/`;
  const options = await world.extension.openPage('options.html');
  const settings = await Witness.of(options, home, witness.findings);
  const exports = await Exports.of(world, witness);
  let at = Date.now();

  const restore = async (records: HostileRecords, names: string) => {
    const path = join(folder, 'hostile.jsonl');
    writeFileSync(path, Buffer.from(await (await backupOf(records.lines)).arrayBuffer()));
    await options.bringToFront();
    const input = await options.waitForSelector(byId('restore-input'));
    await (input as ElementHandle<HTMLInputElement>).uploadFile(path);
    await options.waitForSelector('[data-testid="backup"]:is([data-step="choosing"], [data-step="failed"])');
    await settings.look(`what a backup would bring: ${names}`);
    const refused = await options.$$eval(byId('refused'), (lists) =>
      lists.map((list) => (list as HTMLElement).innerText).join(' '),
    );
    if (refused) throw new Error(`a hostile backup is not taken whole: ${refused}, ${names}`);
    await press(options, 'restore');
    await options.waitForSelector('[data-testid="backup"][data-step="restored"]');
    await settings.look(`the settings after a restore: ${names}`);
    await panel.bringToFront();
  };

  const view = async (batch: readonly Payload[], names: string) => {
    at += 1_000_000;
    const records = hostileRecords(batch, at);
    await restore(records, names);
    const open = async () => {
      await panel.reload();
      await panel.waitForSelector(`[data-testid="chat"][data-chat-id="${records.chatId}"]`);
    };
    await open();
    await until(
      'all answers are drawn',
      async () => (await panel.$$(byId('answer'))).length >= records.answerCount,
    );
    await panel.waitForSelector(`${byId('map-card')} me-tpc`);
    await witness.openFolds();
    // All cards at once: the mouse comes to each and leaves none.
    const point = (event: string) =>
      panel.$$eval(
        byId('citation'),
        (marks, type) => {
          for (const mark of marks)
            mark.dispatchEvent(new PointerEvent(type, { bubbles: true, pointerType: 'mouse' }));
        },
        event,
      );
    await point('pointerover');
    await panel.waitForSelector(byId('citation-card'));
    await witness.look(`a restored chat: ${names}`);
    await point('pointerout');
    await panel.waitForFunction((card) => !document.querySelector(card), {}, byId('citation-card'));
    await witness.clickLinks(`links of a restored chat: ${names}`);
    await witness.lookAtControls(`the panel with a restored chat: ${names}`);
    for (const format of ['html', 'md', 'json'])
      await exports.tryFile(panel, format, `a chat saved as ${format}: ${names}`, async () => {
        await panel.locator(byId('chat-menu')).click();
        await press(panel, `chat-export-${format}`);
      });
    await lookAtHistory(panel, witness, names);
    await lookAtMap(world, panel, witness, exports, names);
    await lookAtSources(panel, witness, names);
    await open();
    await clickAddMenu(panel, 'add-tabs-menu');
    await panel.waitForSelector(byId('tab-picker'));
    await witness.look(`the list of tabs: ${names}`);
    await pressEscape(panel);
    await lookAtCharacters(panel, witness, exports, records, names);
  };
  const short = payloads.filter((payload) => !isLong(payload));
  await tryBatches(inBatches(short, atOnce), witness, view, onDone);
  await exports.close();
  await options.close();
  rmSync(folder, { recursive: true });
}
