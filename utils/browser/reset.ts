import { browser } from 'wxt/browser';

const channelName = 'unabridged-reset';

/** Where this page hears of it; a channel does not hear what it says itself. */
let heard: BroadcastChannel | undefined;

/** Calls back when another page has deleted everything. @returns a function that ends that. */
export function onReset(act: () => void): () => void {
  const channel = new BroadcastChannel(channelName);
  channel.onmessage = act;
  heard = channel;
  return () => {
    channel.close();
    if (heard === channel) heard = undefined;
  };
}

/** Tells every other page of the extension that what it shows is gone. */
export function tellReset(): void {
  const channel = heard ?? new BroadcastChannel(channelName);
  channel.postMessage(null);
  if (channel !== heard) channel.close();
}

/** Forgets what the doorbell keeps, and what earlier versions kept there. */
export async function clearBrowserStorage(): Promise<void> {
  await Promise.all([browser.storage.session.clear(), browser.storage.local.clear()]);
}
