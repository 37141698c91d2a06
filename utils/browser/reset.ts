import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { hearChannel, tellChannel } from './channel';

const channelName = 'unabridged-reset';

/** This page, which need not hear what it says itself. */
const here = crypto.randomUUID();
const told = z.object({ from: z.string() });

/** Calls back when another page has deleted everything. @returns a function that ends that. */
export const onReset = (act: () => void): (() => void) =>
  hearChannel(channelName, told, ({ from }) => from !== here && act());

/** Tells every other page of the extension that what it shows is gone. */
export const tellReset = (): void => tellChannel(channelName, { from: here });

/** Forgets what the doorbell keeps, and what earlier versions kept there. */
export async function clearBrowserStorage(): Promise<void> {
  await Promise.all([browser.storage.session.clear(), browser.storage.local.clear()]);
}
