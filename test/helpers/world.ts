import type { Page } from 'puppeteer';
import { buildExtension } from '../start/build-extension.ts';
import { connectEndpoint } from './drive-panel.ts';
import { type LaunchedExtension, type LaunchOptions, launchExtension } from './launch-extension.ts';
import { PageServer } from './page-server.ts';
import { type RecordingServer, startRecordingServer } from './recording-server.ts';

/** Recognised wherever it should not be. */
export const plantedKey = 'sk-planted-1234567890abcdef';

/** A browser with the packed build, a model server and a page server. */
export interface World {
  extension: LaunchedExtension;
  server: RecordingServer;
  pages: PageServer;
  /** Opens an address and clicks the icon on it. */
  read(url: string): Promise<{ page: Page; panel: Page }>;
  close(): Promise<void>;
}

const article = (title: string, body: string) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body><article><h1>${title}</h1>${body}</article></body></html>`;

/** A short page of prose. */
export const shortArticle = article(
  'The lighthouse keeper',
  '<p>The keeper of the northern light wrote down every ship that passed, for thirty-one years, in eleven green books.</p>'.repeat(
    4,
  ),
);

/** Starts all of it; the endpoint is connected through the settings page unless `isConnected` is false. */
export async function startWorld(
  options: LaunchOptions & { isConnected?: boolean; silenceTimeoutS?: number } = {},
): Promise<World> {
  const { isConnected = true, silenceTimeoutS, ...launch } = options;
  const dir = launch.dir ?? buildExtension();
  const server = await startRecordingServer();
  const pages = await new PageServer().start();
  const extension = await launchExtension({ ...launch, dir });
  if (isConnected) {
    await connectEndpoint(extension, {
      baseUrl: server.baseUrl,
      apiKey: plantedKey,
      model: 'test-model',
      ...(silenceTimeoutS ? { silenceTimeoutS } : {}),
    });
  }
  return {
    extension,
    server,
    pages,
    async read(url) {
      const page = await extension.browser.newPage();
      await page.goto(url);
      return { page, panel: await extension.openPanel(page) };
    },
    async close() {
      await extension.close();
      await server.close();
      await pages.close();
    },
  };
}

/** Begins a chat of its own on the open panel, so that tests do not see each other's. */
export async function newChat(panel: Page): Promise<void> {
  const shown = () => panel.$eval('[data-testid="chat"]', (chat) => (chat as HTMLElement).dataset.chatId);
  const before = await shown();
  await panel.click('[data-testid="new-chat"]');
  await panel.waitForFunction(
    (id) => document.querySelector<HTMLElement>('[data-testid="chat"]')?.dataset.chatId !== id,
    {},
    before,
  );
}
