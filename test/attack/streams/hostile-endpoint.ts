import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { HostileStream } from './hostile-streams.ts';

/** A model server that answers each question with what it is set to. */
export class HostileEndpoint {
  /** A kind answer where there is none. */
  stream: HostileStream | undefined;
  chats = 0;
  readonly #sockets = new Set<Socket>();
  readonly #server: Server = createServer((request, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader(
      'Access-Control-Allow-Headers',
      request.headers['access-control-request-headers'] ?? '*',
    );
    request.resume();
    request.on('end', () => {
      if (request.method === 'OPTIONS') response.writeHead(204).end();
      else if (request.url === '/v1/models')
        response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"data":[{"id":"hostile"}]}');
      else if (request.url !== '/v1/chat/completions') response.writeHead(404).end();
      else {
        this.chats++;
        if (this.stream) void this.stream.send(response);
        else
          response
            .writeHead(200, { 'Content-Type': 'text/event-stream' })
            .end(
              'data: {"choices":[{"delta":{"content":"Well again."},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n',
            );
      }
    });
  });

  async start(): Promise<string> {
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      // Who goes away in the middle of a flood resets the connection.
      socket.on('error', () => socket.destroy());
      socket.on('close', () => this.#sockets.delete(socket));
    });
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
