import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CDPSession, Page } from 'puppeteer';
import { buildExtension } from '../start/build-extension.ts';
import type { LaunchedExtension } from './launch-extension.ts';

/**
 * The packed build without the permission that lifts the browser's limit: that of a disk cannot be set, the browser's own can, and what
 * it refuses is refused in the same way.
 * @returns its folder.
 */
export function buildWithLimit(): string {
  const dir = mkdtempSync(join(tmpdir(), 'unabridged-limited-'));
  cpSync(buildExtension(), dir, { recursive: true });
  const path = join(dir, 'manifest.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  manifest.permissions = manifest.permissions.filter((name: string) => name !== 'unlimitedStorage');
  writeFileSync(path, JSON.stringify(manifest));
  return dir;
}

/** Room that can be used up and freed, by what lies beside the product's own database. */
export class LimitedRoom {
  readonly #page: Page;
  readonly #session: CDPSession;

  private constructor(page: Page, session: CDPSession) {
    this.#page = page;
    this.#session = session;
  }

  /** Limits the extension's storage. To be called before it has written anything: the browser remembers for a while what room there was. */
  static async limit({ id, openPage }: LaunchedExtension, quotaSize: number): Promise<LimitedRoom> {
    // A page of the extension without scripts.
    const page = await openPage('manifest.json');
    const session = await page.createCDPSession();
    await session.send('Storage.overrideQuotaForOrigin', { origin: `chrome-extension://${id}`, quotaSize });
    await page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const open = indexedDB.open('ballast');
          open.onupgradeneeded = () => open.result.createObjectStore('ballast', { autoIncrement: true });
          open.onsuccess = () => {
            open.result.close();
            resolve();
          };
        }),
    );
    return new LimitedRoom(page, session);
  }

  /** Uses up the room. */
  fill(): Promise<void> {
    return this.#page.evaluate(async () => {
      const open = indexedDB.open('ballast');
      await new Promise((resolve) => {
        open.onsuccess = resolve;
      });
      const put = (sizeBytes: number) =>
        new Promise<boolean>((resolve) => {
          const change = open.result.transaction('ballast', 'readwrite');
          const bytes = new Uint8Array(sizeBytes);
          // What can be compressed takes less room than it seems to.
          for (let at = 0; at < sizeBytes; at += 65_536)
            crypto.getRandomValues(bytes.subarray(at, Math.min(sizeBytes, at + 65_536)));
          change.objectStore('ballast').put(bytes);
          change.oncomplete = () => resolve(true);
          change.onabort = () => resolve(false);
        });
      for (let sizeBytes = 1_048_576; sizeBytes >= 1; sizeBytes = Math.floor(sizeBytes / 4))
        while (await put(sizeBytes));
      open.result.close();
    });
  }

  /** Frees what `fill` has used up. */
  free(): Promise<void> {
    return this.#page.evaluate(async () => {
      const open = indexedDB.open('ballast');
      await new Promise((resolve) => {
        open.onsuccess = resolve;
      });
      const change = open.result.transaction('ballast', 'readwrite');
      change.objectStore('ballast').clear();
      await new Promise((resolve) => {
        change.oncomplete = resolve;
      });
      open.result.close();
    });
  }

  async close(): Promise<void> {
    await this.#session.detach();
  }
}

export const removeBuild = (dir: string): void =>
  rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
