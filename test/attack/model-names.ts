import type { Page } from 'puppeteer';
import { press, pressEscape } from '../helpers/drive-panel.ts';
import { writeRecords } from '../helpers/write-records.ts';
import { inBatches, joined, tryBatches } from './batches.ts';
import { isLong, type Payload } from './payload.ts';
import type { SealedWorld } from './sealed-world.ts';
import { Witness } from './witness.ts';

/** Fewer than the panel lists at once. */
const atOnce = 100;

/** Has an endpoint name its models so, and fail in such words, and looks at the settings and at the panel's list. */
export async function modelNames(
  { extension, server }: SealedWorld,
  panel: Page,
  witness: Witness,
  payloads: readonly Payload[],
  onDone: (count: number) => void,
): Promise<void> {
  const own = server.models;
  const options = await extension.openPage('options.html');
  const settings = await Witness.of(options, `chrome-extension://${extension.id}/`, witness.findings);
  const fill = (id: string, value: string) => options.locator(`[data-testid="${id}"]`).fill(value);
  const view = async (batch: readonly Payload[], names: string) => {
    const models = batch.map(({ text }) => ({ id: text }));
    server.models = models;
    await options.bringToFront();
    await options.reload();
    await press(options, 'add-endpoint');
    await options.waitForSelector('[data-testid="preset"]');
    await options.select('[data-testid="preset"]', 'custom');
    await fill('base-url', server.baseUrl);
    await fill('api-key', 'sk-of-another-endpoint');
    await press(options, 'fetch-models');
    await options.waitForSelector('[data-testid="notice"]');
    // A line's end would be Enter, which saves.
    await fill('model', models[0]!.id.replace(/\s+/g, ' '));
    await settings.look(`the models of an endpoint: ${names}`);
    server.reply({ status: 400, body: JSON.stringify({ error: { message: joined(batch) } }) });
    await press(options, 'test-connection');
    await options.waitForSelector('[data-testid="test-connection"]:not([disabled])');
    await settings.look(`the words of an endpoint that is tested: ${names}`);
    server.clear();

    const endpoint = { id: 'hostile', presetId: 'custom', name: models[0]!.id, baseUrl: server.baseUrl };
    await writeRecords(panel, {
      endpoints: [
        { ...endpoint, apiKey: '', model: models[0]!.id, models, silenceTimeoutS: 90, createdAt: 1 },
      ],
    });
    await panel.bringToFront();
    await panel.reload();
    await press(panel, 'model-picker');
    await panel.waitForFunction(
      (least) => document.querySelectorAll('[data-radix-popper-content-wrapper] li').length >= least,
      {},
      new Set(batch.map(({ text }) => text)).size,
    );
    await witness.look(`the list of models: ${names}`);
    await pressEscape(panel);
  };
  const short = payloads.filter((payload) => !isLong(payload));
  await tryBatches(inBatches(short, atOnce), witness, view, onDone);
  server.models = own;
  await options.close();
}
