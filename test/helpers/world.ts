import type { Page } from 'puppeteer';
import { buildExtension } from '../start/build-extension.ts';
import { connectEndpoint, press } from './drive-panel.ts';
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

/** The short article again, about something else. */
export const tale = (name: string): string => shortArticle.replaceAll('lighthouse', name);

/** Another site for the browser, and the same server. */
export const elsewhere = (url: string): string => url.replace('127.0.0.1', 'localhost');
/** Large enough to be a part of its page. */
export const frame = (url: string): string => `<iframe src="${url}" width="600" height="300"></iframe>`;

export interface WorldOptions extends LaunchOptions {
  /** Whether the endpoint is connected through the settings page; true by default. */
  isConnected?: boolean;
  silenceTimeoutS?: number;
  /** What the server lists; the first one is chosen. One model without a known window by default. */
  models?: RecordingServer['models'];
}

/** Starts all of it. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const { isConnected = true, silenceTimeoutS, models, ...launch } = options;
  const dir = launch.dir ?? buildExtension();
  const server = await startRecordingServer();
  if (models) server.models = models;
  const pages = await new PageServer().start();
  const extension = await launchExtension({ ...launch, dir });
  if (isConnected) {
    await connectEndpoint(extension, {
      baseUrl: server.baseUrl,
      apiKey: plantedKey,
      model: server.models[0]!.id,
      ...(silenceTimeoutS ? { silenceTimeoutS } : {}),
    });
  }
  return {
    extension,
    server,
    pages,
    async read(url) {
      const page = await extension.newTab(url);
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
  await press(panel, 'new-chat');
  await panel.waitForFunction(
    (id) => document.querySelector<HTMLElement>('[data-testid="chat"]')?.dataset.chatId !== id,
    {},
    before,
  );
}
