import { browser } from 'wxt/browser';

/**
 * Keeps scripts in pages out of the browser's storage areas: content scripts may use two of three unless that is said. We keep nothing
 * in those two; a page that has taken over a script of ours must not either. Chromium only: Firefox has no such switch for them.
 */
export async function closeStorage(): Promise<void> {
  const { local, sync } = browser.storage;
  await Promise.all([local, sync].map((area) => area.setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' })));
}
