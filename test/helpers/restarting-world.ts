import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { buildExtension } from '../start/build-extension.ts';
import { connectEndpoint, waitForSource } from './drive-panel.ts';
import { type LaunchedExtension, type LaunchOptions, launchExtension } from './launch-extension.ts';
import { PageServer } from './page-server.ts';
import { type RecordingServer, startRecordingServer } from './recording-server.ts';

/** A model server, a page server and a profile that outlive the browser. */
export class RestartingWorld {
  readonly server: RecordingServer;
  readonly pages: PageServer;
  readonly #launch: LaunchOptions;
  readonly #folder = mkdtempSync(join(tmpdir(), 'unabridged-restart-'));
  #extension: LaunchedExtension | undefined;

  private constructor(server: RecordingServer, pages: PageServer, launch: LaunchOptions) {
    this.server = server;
    this.pages = pages;
    this.#launch = launch;
  }

  static async open(launch: LaunchOptions = {}): Promise<RestartingWorld> {
    return new RestartingWorld(await startRecordingServer(), await new PageServer().start(), launch);
  }

  /** The running browser. */
  get extension(): LaunchedExtension {
    return this.#extension!;
  }

  /** Starts the browser. */
  async launch(): Promise<LaunchedExtension> {
    const dir = this.#launch.dir ?? buildExtension();
    this.#extension = await launchExtension({
      ...this.#launch,
      dir,
      userDataDir: join(this.#folder, 'profile'),
    });
    return this.#extension;
  }

  /** Starts the browser for the first time, connects the endpoint and reads a page. @returns the panel. */
  async begin(url: string, windowTokens?: number): Promise<Page> {
    const extension = await this.launch();
    const endpoint = { baseUrl: this.server.baseUrl, apiKey: '', model: 'test-model' };
    await connectEndpoint(extension, { ...endpoint, ...(windowTokens ? { windowTokens } : {}) });
    const panel = await extension.openPanel(await extension.newTab(url));
    await waitForSource(panel);
    return panel;
  }

  /** Starts the browser, which was killed, and opens the panel on a page. @returns the panel. */
  async reopen(url: string): Promise<Page> {
    const extension = await this.launch();
    return extension.openPanel(await extension.newTab(url));
  }

  /** Ends the browser as a crash or a power cut does, starts it again, and opens the panel on a page. @returns the panel. */
  async restart(url: string): Promise<Page> {
    await this.extension.kill();
    return this.reopen(url);
  }

  async close(): Promise<void> {
    await this.#extension?.close();
    await this.server.close();
    await this.pages.close();
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
