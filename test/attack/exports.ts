import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { until } from '../helpers/until.ts';
import type { SealedWorld } from './sealed-world.ts';
import { Witness } from './witness.ts';

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  md: 'text/plain; charset=utf-8',
  json: 'application/json',
  opml: 'application/xml',
  mm: 'application/xml',
  svg: 'image/svg+xml',
  png: 'image/png',
};

/** Saves what the extension exports, and opens it in a page that has nothing to do with the extension. */
export class Exports {
  readonly #world: SealedWorld;
  readonly #folder: string;
  readonly #page: Page;
  readonly #bare: Witness;
  #count = 0;

  private constructor(world: SealedWorld, folder: string, page: Page, bare: Witness) {
    this.#world = world;
    this.#folder = folder;
    this.#page = page;
    this.#bare = bare;
  }

  /** @param witness what is found in an opened export is added to its findings. */
  static async of(world: SealedWorld, witness: Witness): Promise<Exports> {
    const page = await world.extension.newTab();
    const home = new URL('/', world.pages.add('/export', '')).href;
    const bare = await Witness.of(page, home, witness.findings);
    return new Exports(world, mkdtempSync(join(tmpdir(), 'unabridged-exports-')), page, bare);
  }

  /** Saves a file and opens it. @param act has the page save it. @param place what it is, for findings. */
  async tryFile(from: Page, ending: string, place: string, act: () => Promise<unknown>): Promise<void> {
    const before = new Set(readdirSync(this.#folder));
    const client = await from.createCDPSession();
    await client.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: this.#folder });
    await act();
    const name = await until(`a file .${ending} is saved`, () =>
      readdirSync(this.#folder).find((one) => one.endsWith(`.${ending}`) && !before.has(one)),
    );
    await client.detach();
    const path = join(this.#folder, name);
    const url = this.#world.pages.add(`/export/${this.#count++}.${ending}`, {
      body: readFileSync(path),
      contentType: types[ending]!,
    });
    rmSync(path);
    await this.#page.goto(url);
    await this.#bare.look(place);
    await from.bringToFront();
  }

  async close(): Promise<void> {
    await this.#page.close();
    rmSync(this.#folder, { recursive: true });
  }
}
