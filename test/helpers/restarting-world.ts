import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll } from 'vitest';
import { buildExtension } from '../start/build-extension.ts';
import { connectEndpoint, waitForSource } from './drive-panel.ts';
import { type LaunchedExtension, launchExtension } from './launch-extension.ts';
import { PageServer } from './page-server.ts';
import { type RecordingServer, startRecordingServer } from './recording-server.ts';

/** A model server, a page server and a profile that outlive the browser. */
export class RestartingWorld {
  server!: RecordingServer;
  pages!: PageServer;
  userDataDir!: string;

  #extension: LaunchedExtension | undefined;

  async #launch(): Promise<LaunchedExtension> {
    this.#extension = await launchExtension({ dir: buildExtension(), userDataDir: this.userDataDir });
    return this.#extension;
  }

  /** Starts the browser for the first time, connects the endpoint and reads a page. @returns the panel. */
  async begin(url: string, windowTokens?: number): Promise<Page> {
    const extension = await this.#launch();
    const endpoint = { baseUrl: this.server.baseUrl, apiKey: '', model: 'test-model' };
    await connectEndpoint(extension, { ...endpoint, ...(windowTokens ? { windowTokens } : {}) });
    const panel = await extension.openPanel(await extension.newTab(url));
    await waitForSource(panel);
    return panel;
  }

  /** Ends the browser as a crash or a power cut does, starts it again, and opens the panel on a page. @returns the panel. */
  async restart(url: string): Promise<Page> {
    await this.#extension!.kill();
    const extension = await this.#launch();
    return extension.openPanel(await extension.newTab(url));
  }

  async close(): Promise<void> {
    await this.#extension?.close();
    await this.server.close();
    await this.pages.close();
    rmSync(this.userDataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** One such world for all tests of a file. */
export function restartingWorld(): RestartingWorld {
  const world = new RestartingWorld();
  beforeAll(async () => {
    world.userDataDir = mkdtempSync(join(tmpdir(), 'unabridged-restart-'));
    world.server = await startRecordingServer();
    world.pages = await new PageServer().start();
  });
  afterAll(() => world.close());
  return world;
}
