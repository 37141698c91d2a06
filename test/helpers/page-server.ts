import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface Page {
  body: string | Buffer;
  contentType?: string;
  /** Beside the content type, e.g. `location`. */
  headers?: Record<string, string>;
  status?: number;
  /** Sends the body's first half only and leaves the rest open. */
  hangs?: boolean;
  /** Sends the body's first half, and the rest after this many milliseconds. */
  restAfterMs?: number;
  /** Says not a word until the same path is added again. */
  isSilent?: boolean;
  /** Ends the connection without a word. */
  isCut?: boolean;
}

/** Serves pages by path on this machine and records what was asked for. */
export class PageServer {
  readonly pages = new Map<string, Page>();
  readonly requests: { path: string; headers: IncomingHttpHeaders }[] = [];
  #waiting: { path: string; response: ServerResponse }[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #server: Server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://local').pathname;
    this.requests.push({ path, headers: request.headers });
    const page = this.pages.get(path);
    if (!page) {
      response.writeHead(404).end();
      return;
    }
    if (page.isCut) response.destroy();
    else if (page.isSilent) this.#waiting.push({ path, response });
    else this.#send(page, response);
  });

  #send(page: Page, response: ServerResponse): void {
    response.writeHead(page.status ?? 200, {
      'Content-Type': page.contentType ?? 'text/html; charset=utf-8',
      ...page.headers,
    });
    const half = page.hangs || page.restAfterMs ? Math.floor(page.body.length / 2) : 0;
    if (half) response.write(page.body.slice(0, half));
    if (page.restAfterMs) setTimeout(() => response.end(page.body.slice(half)), page.restAfterMs);
    else if (!page.hangs) response.end(page.body);
  }

  async start(): Promise<this> {
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  /** Adds a page and gives its address. A body without markup is put into a document. */
  add(path: string, page: Page | string): string {
    const { body, ...rest } = typeof page === 'string' ? { body: page } : page;
    const added = { body, ...rest };
    this.pages.set(path, added);
    if (!added.isSilent) {
      for (const waiting of this.#waiting) if (waiting.path === path) this.#send(added, waiting.response);
      this.#waiting = this.#waiting.filter((waiting) => waiting.path !== path);
    }
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${path}`;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
