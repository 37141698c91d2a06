import { browser } from 'wxt/browser';

/** Sends a message to the extension's other pages and gives the reply of the one that it is for. */
export const sendMessage = (message: unknown): Promise<unknown> => browser.runtime.sendMessage(message);

interface Sender {
  id?: string;
  url?: string;
}

/**
 * Whether a message comes from one of the extension's own pages. Content scripts share the extension's id, so the id is not
 * enough: the sender's address must be of the extension's origin too.
 */
export function isOwnPage(sender: Sender, ownId: string, ownOrigin: string): boolean {
  return (
    sender.id === ownId &&
    sender.url !== undefined &&
    URL.canParse(sender.url) &&
    new URL(sender.url).href.startsWith(ownOrigin)
  );
}

/**
 * Hears messages of the extension's own pages; others get no reply and have no effect.
 * @param handle gives the reply, or undefined where the message is for another page.
 */
export function receiveMessages(handle: (message: unknown) => Promise<unknown> | undefined): void {
  const ownOrigin = browser.runtime.getURL('/');
  browser.runtime.onMessage.addListener(
    (message: unknown, sender: Sender, reply: (value: unknown) => void) => {
      if (!isOwnPage(sender, browser.runtime.id, ownOrigin)) return undefined;
      const answer = handle(message);
      if (!answer) return undefined;
      void answer.then(reply);
      return true;
    },
  );
}
