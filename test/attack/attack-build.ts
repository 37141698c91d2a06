import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { ask, waitForAnswer } from '../helpers/drive-panel.ts';
import type { RecordingServer } from '../helpers/recording-server.ts';
import { seedMap } from '../helpers/seed-map.ts';
import { newChat, plantedKey } from '../helpers/world.ts';
import { hostilePages } from './hostile-pages.ts';
import { type OwnCheck, ownChecks } from './own-checks.ts';
import { type Payload, readPayloads } from './payload.ts';
import { type SealedWorld, startSealedWorld } from './sealed-world.ts';
import { untilDrawn } from './until-drawn.ts';
import { Witness } from './witness.ts';

export type Part = 'answers' | 'pages' | 'maps' | OwnCheck;

const ownSet = join(import.meta.dirname, 'own-set');
const nothing = () => undefined;

/** Each payload as an answer. */
async function answers(
  panel: Page,
  server: RecordingServer,
  witness: Witness,
  payloads: readonly Payload[],
): Promise<void> {
  for (const { id, text } of payloads) {
    await newChat(panel);
    server.reply({ text });
    await ask(panel, 'Go on.');
    await waitForAnswer(panel);
    await untilDrawn(panel);
    await witness.look(`the answer ${id}`);
  }
}

/** A map whose labels are payloads, in full size. */
async function mapOf(
  { extension }: SealedWorld,
  panel: Page,
  payloads: readonly Payload[],
): Promise<Witness['findings']> {
  const labels = payloads.map(({ text }) => `- ${text.replace(/\s+/g, ' ')}`);
  const id = await seedMap(panel, ['# A map', ...labels].join('\n'));
  const map = await extension.openPage(`map.html?id=${id}`);
  const witness = await Witness.of(map, `chrome-extension://${extension.id}/`);
  await map.waitForSelector('me-tpc');
  await witness.look('the map in full size');
  await map.close();
  return witness.findings;
}

/**
 * Drives one build with a part of the suite over the project's own set.
 * @param payloadIds of the payloads; all of them by default.
 * @returns what it found, a line each; none for a build that is well.
 */
export async function attackBuild(
  dir: string | undefined,
  parts: readonly Part[],
  payloadIds?: readonly string[],
): Promise<string[]> {
  const payloads = readPayloads(join(ownSet, 'payloads.jsonl')).filter(
    ({ id }) => payloadIds?.includes(id) ?? true,
  );
  const world = await startSealedWorld(dir);
  const lines: string[] = [];
  try {
    const page = await world.extension.newTab(
      world.pages.add('/page', '<p>A page that is quite harmless.</p>'),
    );
    const panel = await world.extension.openPanel(page);
    const witness = await Witness.of(panel, `chrome-extension://${world.extension.id}/`);
    await panel.waitForSelector('[data-testid="composer"]');
    if (parts.includes('answers')) await answers(panel, world.server, witness, payloads);
    if (parts.includes('pages')) {
      const found = await hostilePages(world, panel, witness, join(ownSet, 'pages'), nothing);
      for (const [name, all] of Object.entries(found))
        if (Array.isArray(all)) lines.push(...all.map((said) => `${name}: ${said}`));
    }
    lines.push(...(await ownChecks(world, panel, (part) => parts.includes(part))));
    if (parts.includes('maps')) witness.findings.push(...(await mapOf(world, panel, payloads)));
    lines.push(...witness.findings.map(({ kind, place, said }) => `${kind} in ${place}: ${said}`));
    if (world.log().includes(plantedKey)) lines.push('key in the browser’s log');
  } catch (error) {
    lines.push(`the suite stopped: ${error}`);
  }
  lines.push(...(await world.end()).map(({ kind, to }) => `${kind}: ${to}`));
  return lines;
}
