/** In worlds that have extension APIs. */
interface Runtime {
  sendMessage(...args: unknown[]): Promise<unknown>;
  connect(...args: unknown[]): {
    postMessage(message: unknown): void;
    onMessage: { addListener(hear: (message: unknown) => void): void };
    onDisconnect: { addListener(hear: () => void): void };
  };
}

export interface Spoken {
  sent: number;
  /** What anybody answered: nobody may. */
  replies: string[];
}

/**
 * Runs in a stranger's world: says each message in every way that the world has.
 * @param json the messages.
 * @param id of the extension that is spoken to; null from a world of its own.
 */
export async function speak(json: string, id: string | null): Promise<Spoken> {
  const { chrome } = globalThis as unknown as { chrome?: { runtime?: Runtime & { lastError?: unknown } } };
  const runtime = chrome?.runtime?.sendMessage ? chrome.runtime : undefined;
  const to = id === null ? [] : [id];
  const spoken: Spoken = { sent: 0, replies: [] };
  const answered = (message: unknown) => {
    if (message !== undefined) spoken.replies.push(JSON.stringify(message)?.slice(0, 200) ?? '?');
  };
  const channels = ['unabridged-answers', 'unabridged-reset', 'unabridged-write-failures'].map(
    (name) => new BroadcastChannel(name),
  );
  for (const channel of channels) channel.onmessage = ({ data }) => answered(data);
  const sendOne = async (message: unknown, index: number) => {
    spoken.sent++;
    for (const channel of channels) channel.postMessage(message);
    if (typeof window !== 'undefined') {
      window.postMessage(message, '*');
      dispatchEvent(new CustomEvent('unabridged', { detail: message }));
    }
    // Whoever may not speak is told so: that is what is hoped for.
    await runtime?.sendMessage(...to, message).then(answered, () => undefined);
    if (!runtime || index % 20 > 0) return;
    const port = runtime.connect(...to, { name: index % 40 > 0 ? 'engine' : 'unabridged' });
    await new Promise<void>((resolve) => {
      port.onMessage.addListener(answered);
      // Whoever is not heard is cut off at once.
      const held = setTimeout(() => {
        answered('a connection that is held');
        resolve();
      }, 60_000);
      port.onDisconnect.addListener(() => {
        clearTimeout(held);
        resolve();
      });
      try {
        port.postMessage(message);
      } catch {
        // It is closed already.
        resolve();
      }
    });
  };
  const messages = JSON.parse(json) as unknown[];
  for (let from = 0; from < messages.length; from += 50)
    await Promise.all(messages.slice(from, from + 50).map((message, at) => sendOne(message, from + at)));
  for (const channel of channels) channel.close();
  return spoken;
}

/**
 * Runs in a stranger's world: reaches for what the extension keeps.
 * @returns what it got hold of, or could change.
 */
export async function reach(id: string, isOwnWorld: boolean): Promise<string[]> {
  const got: string[] = [];
  const attempt = async (what: string, act: () => Promise<unknown>) => {
    // A refusal is what is hoped for.
    const value = await act().catch(() => undefined);
    if (value !== undefined) got.push(`${what}: ${JSON.stringify(value)?.slice(0, 200)}`);
  };
  interface Area {
    get(key: null): Promise<unknown>;
    set(items: object): Promise<void>;
    clear(): Promise<void>;
  }
  const { chrome } = globalThis as unknown as {
    chrome?: {
      storage?: Record<string, Area>;
      scripting?: { executeScript(injection: object): Promise<unknown> };
      tabs?: { query(query: object): Promise<{ id: number; url?: string }[]> };
    };
  };
  const areas = isOwnWorld ? ['local', 'session', 'sync'] : [];
  for (const name of areas) {
    const area = () => {
      const found = chrome?.storage?.[name];
      if (!found) throw new Error('there is none');
      return found;
    };
    await attempt(`storage.${name} read`, async () => area().get(null));
    await attempt(`storage.${name} written`, async () =>
      area()
        .set({ forged: 1 })
        .then(() => 'set'),
    );
    await attempt(`storage.${name} cleared`, async () =>
      area()
        .clear()
        .then(() => 'cleared'),
    );
  }
  for (const path of [
    'manifest.json',
    'sidepanel.html',
    'options.html',
    'engine.html',
    'map.html',
    'reader.js',
  ])
    await attempt(`file ${path}`, async () => (await fetch(`chrome-extension://${id}/${path}`)).status);
  if (globalThis.indexedDB)
    await attempt('database', async () =>
      (await indexedDB.databases()).find(({ name }) => name?.startsWith('unabridged')),
    );
  if (typeof document !== 'undefined')
    for (const path of ['sidepanel.html', 'icons/icon-48.png', 'reader.js'])
      await attempt(`element for ${path}`, async () => {
        const element = document.createElement(
          path.endsWith('.js') ? 'script' : path.endsWith('.png') ? 'img' : 'link',
        );
        Object.assign(element, { rel: 'stylesheet' });
        element.setAttribute(
          element.localName === 'link' ? 'href' : 'src',
          `chrome-extension://${id}/${path}`,
        );
        const loaded = await new Promise((resolve) => {
          element.onload = () => resolve('loaded');
          element.onerror = () => resolve(undefined);
          document.head.append(element);
        });
        element.remove();
        return loaded;
      });
  const { scripting, tabs } = chrome ?? {};
  if (scripting && tabs && !isOwnWorld)
    for (const tab of await tabs.query({}))
      await attempt(`script in tab ${tab.url}`, async () => {
        // Other pages are open to it; ours are not.
        if (!tab.url?.startsWith(`chrome-extension://${id}/`)) return undefined;
        return scripting.executeScript({ target: { tabId: tab.id }, func: () => document.title });
      });
  return got;
}
