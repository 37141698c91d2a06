import type { Browser } from 'puppeteer';
import { until } from './until.ts';

type Json = Record<string, unknown>;

/** The panel, and nothing else of the browser: a driver that is attached to a tab wakes it when the browser puts it to sleep. */
export class PanelSocket {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (reply: Json) => void>();
  #count = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => {
      const reply = JSON.parse(String(data)) as Json;
      this.#waiting.get(reply.id as number)?.(reply);
    });
  }

  /** Lets go of the whole browser and takes hold of its panel. The browser must have been launched with a socket. */
  static async insteadOf(browser: Browser, panelUrl: string): Promise<PanelSocket> {
    const { host } = new URL(browser.wsEndpoint());
    await browser.disconnect();
    const targets = (await (await fetch(`http://${host}/json/list`)).json()) as Record<string, string>[];
    const panel = targets.find(({ url }) => url?.startsWith(panelUrl));
    const socket = new WebSocket(panel!.webSocketDebuggerUrl!);
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve);
      socket.addEventListener('error', reject);
    });
    return new PanelSocket(socket);
  }

  /** Runs a function in the panel, as if from a click, and gives what it resolves to. */
  async evaluate<A extends unknown[], T>(act: (...args: A) => T | Promise<T>, ...args: A): Promise<T> {
    const id = ++this.#count;
    const replied = new Promise<Json>((resolve) => this.#waiting.set(id, resolve));
    const expression = `(${act})(...${JSON.stringify(args)})`;
    const params = { expression, awaitPromise: true, returnByValue: true, userGesture: true };
    this.#socket.send(JSON.stringify({ id, method: 'Runtime.evaluate', params }));
    const { result, exceptionDetails } = (await replied).result as {
      result: { value: T };
      exceptionDetails?: { exception?: { description?: string }; text: string };
    };
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  /** Asks again and again until the answer is something. */
  async until<A extends unknown[], T>(
    look: (...args: A) => T | Promise<T>,
    ...args: A
  ): Promise<NonNullable<T>> {
    return until(String(look), () => this.evaluate(look, ...args)) as Promise<NonNullable<T>>;
  }

  close(): void {
    this.#socket.close();
  }
}
