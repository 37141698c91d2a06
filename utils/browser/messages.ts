import { browser } from 'wxt/browser';

/** Sends a message to the extension's other pages and gives the reply of the one that it is for. */
export const sendMessage = (message: unknown): Promise<unknown> => browser.runtime.sendMessage(message);

/** What the browser tells of whoever sent a message. */
interface Sender {
  id?: string;
  /** Of the frame that sent it. */
  url?: string;
  /** Of the same frame, as the browser itself knows it. */
  origin?: string;
  tab?: { id?: number };
  frameId?: number;
}

const isOfOrigin = (address: string | undefined, origin: string): boolean =>
  address !== undefined && URL.canParse(address) && `${new URL(address).href}/`.startsWith(origin);

/**
 * Whether a message comes from one of the extension's own pages. Content scripts share the extension's id, so the id is not
 * enough: the sender's address and origin must be of the extension too. A renderer that was taken over can make up an address; the
 * origin is the browser's own word.
 */
export function isOwnPage(sender: Sender, ownId: string, ownOrigin: string): boolean {
  return sender.id === ownId && isOfOrigin(sender.url, ownOrigin) && isOfOrigin(sender.origin, ownOrigin);
}

/** Whether a message comes from a script of ours in one of that tab's frames. */
export const isOwnScript = (sender: Sender, ownId: string, tabId: number): boolean =>
  sender.id === ownId && sender.tab?.id === tabId && sender.frameId !== undefined;

/**
 * Hears messages of the extension's own pages; others get no reply and have no effect.
 * @param handle gives the reply, or undefined where the message is for another page. It checks the message's shape.
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

/**
 * Hears what scripts of ours say in a tab. They are answered nothing: a page may have taken over what runs in it.
 * @param hear is told of the message, whose shape it checks, and of the frame that it came from.
 * @returns a function that ends it.
 */
export function hearScripts(tabId: number, hear: (message: unknown, frameId: number) => void): () => void {
  const listener = (message: unknown, sender: Sender) => {
    if (isOwnScript(sender, browser.runtime.id, tabId)) hear(message, sender.frameId!);
    return undefined;
  };
  browser.runtime.onMessage.addListener(listener);
  return () => browser.runtime.onMessage.removeListener(listener);
}
