import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

/** How the panel must end it. */
export type Ending =
  /** It has no end: *Stop* ends it. */
  | 'stopped'
  /** It is told with a sentence. */
  | 'failed'
  /** Odd, and an answer all the same. */
  | 'done';

export interface HostileStream {
  name: string;
  ending: Ending;
  /** How long it goes on before *Stop* is pressed; a second by default. */
  runMs?: number;
  /** Sends the whole reply. It may be cut off at any time. */
  send(response: ServerResponse): Promise<void> | void;
}

const chunk = (delta: unknown, rest: object = {}) =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: null, ...rest }] })}\n\n`;
const finish = 'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n';
const megabyte = 'x'.repeat(1_000_000);

/** Writes as fast as it is taken, until the other side goes away. */
async function pour(response: ServerResponse, next: (count: number) => string | Buffer, most = Infinity) {
  for (let count = 0; count < most && !response.destroyed; count++) {
    if (!response.write(next(count))) {
      const end = new AbortController();
      // Whichever comes first: it is taken, or nobody is there any more.
      await Promise.race(
        ['drain', 'close'].map((event) =>
          once(response, event, { signal: end.signal }).catch(() => undefined),
        ),
      );
      end.abort();
    } else if (count % 100 === 0) await sleep(0);
  }
}

const open = (response: ServerResponse, headers: Record<string, string> = {}) =>
  response.writeHead(200, { 'Content-Type': 'text/event-stream', ...headers });

/** Sends some events and ends. */
const events =
  (...all: string[]) =>
  (response: ServerResponse) => {
    open(response);
    response.end(all.join(''));
  };

/** Sends one event after the other, without an end. */
const endless =
  (next: (count: number) => string, pauseMs = 0) =>
  async (response: ServerResponse) => {
    open(response);
    if (pauseMs === 0) return pour(response, next);
    for (let count = 0; !response.destroyed; count++) {
      response.write(next(count));
      await sleep(pauseMs);
    }
  };

const json = (response: ServerResponse, status: number, body: string | Buffer, headers = {}) =>
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(body);

/** A hundred megabytes of what `next` gives. */
const huge =
  (status: number, contentType: string, begin: string, part: string) => async (response: ServerResponse) => {
    response.writeHead(status, { 'Content-Type': contentType });
    response.write(begin);
    await pour(response, () => part, Math.ceil(100_000_000 / part.length));
    response.end();
  };

const floodMs = 5_000;

/** As fast as it is taken. */
const flood = (name: string, next: (count: number) => object): HostileStream => ({
  name: `${name} as fast as they are taken`,
  ending: 'stopped',
  runMs: floodMs,
  send: endless((count) => chunk(next(count))),
});

/** What a hostile endpoint may answer a question with. */
export const hostileStreams: readonly HostileStream[] = [
  {
    name: 'a word a second without an end',
    ending: 'stopped',
    send: endless((count) => chunk({ content: `${count} ` }), 300),
  },
  {
    name: 'keep-alive comments without an end',
    ending: 'stopped',
    send: endless(() => ': keep-alive\n\n', 10),
  },
  { name: 'empty deltas without an end', ending: 'stopped', send: endless(() => chunk({}), 5) },
  { name: 'empty lines without an end', ending: 'stopped', send: endless(() => '\n\n\n\n', 5) },
  {
    name: 'a line of 100 MB',
    ending: 'failed',
    send: huge(200, 'text/event-stream', 'data: {"choices":[{"delta":{"content":"', megabyte),
  },
  {
    name: 'an event of 100 MB in short lines',
    ending: 'failed',
    send: huge(200, 'text/event-stream', '', `data: ${'x'.repeat(60)}\n`.repeat(10_000)),
  },
  {
    name: 'a drip of single bytes',
    ending: 'stopped',
    send: async (response) => {
      open(response);
      for (const byte of Buffer.from(chunk({ content: 'drip' }).repeat(1000))) {
        if (response.destroyed) return;
        response.write(Buffer.from([byte]));
        await sleep(5);
      }
    },
  },
  { name: 'nothing at all', ending: 'stopped', send: (response) => void open(response).flushHeaders() },
  {
    name: 'a page of 100 MB as an error',
    ending: 'failed',
    send: huge(400, 'text/html', '<!doctype html><h1>', megabyte),
  },
  {
    name: 'JSON of 100 MB as an error',
    ending: 'failed',
    send: huge(400, 'application/json', '{"error":{"message":"', megabyte),
  },
  {
    name: 'a whole completion of 100 MB',
    ending: 'failed',
    send: huge(200, 'application/json', '{"choices":[{"message":{"content":"', megabyte),
  },
  {
    name: 'deeply nested JSON',
    ending: 'failed',
    send: events(`data: {"choices":${'['.repeat(2_000_000)}\n\n`),
  },
  {
    name: 'deeply nested JSON that closes',
    ending: 'done',
    send: events(
      `data: {"x":${'['.repeat(500_000)}${']'.repeat(500_000)}}\n\n`,
      chunk({ content: 'deep' }),
      finish,
    ),
  },
  {
    name: 'a gzip bomb in a stream',
    ending: 'failed',
    send: (response) => {
      open(response, { 'Content-Encoding': 'gzip' }).end(gzipSync(Buffer.alloc(200_000_000, 'x')));
    },
  },
  {
    name: 'a gzip bomb as JSON',
    ending: 'failed',
    send: (response) =>
      void json(response, 200, gzipSync(Buffer.alloc(200_000_000, ' ')), { 'Content-Encoding': 'gzip' }),
  },
  {
    name: 'gzip that is none',
    ending: 'failed',
    send: (response) => {
      open(response, { 'Content-Encoding': 'gzip' }).end('not gzip');
    },
  },
  {
    name: 'a flood of headers',
    ending: 'failed',
    send: (response) => {
      for (let index = 0; index < 3000; index++) response.setHeader(`x-${index}`, 'y'.repeat(200));
      open(response).end(finish);
    },
  },
  {
    name: 'a redirect to itself',
    ending: 'failed',
    send: (response) => void response.writeHead(307, { Location: '/v1/chat/completions' }).end(),
  },
  {
    name: 'bytes that are no UTF-8',
    ending: 'done',
    send: (response) => {
      open(response).write('data: {"choices":[{"delta":{"content":"bytes ');
      response.write(Buffer.from([0xff, 0xfe, 0xc3, 0x28, 0xed, 0xa0, 0x80]));
      response.end(`"}}]}\n\n${finish}`);
    },
  },
  {
    name: 'tool calls that nobody offered',
    ending: 'done',
    send: events(
      chunk({
        tool_calls: [
          {
            index: 0,
            id: 'x',
            type: 'function',
            function: { name: 'open_tab', arguments: '{"url":"http://127.0.0.1:9/"}' },
          },
        ],
      }),
      chunk({ content: 'called' }),
      chunk({}, { finish_reason: 'tool_calls' }),
      'data: [DONE]\n\n',
    ),
  },
  {
    name: 'thousands of choices',
    ending: 'done',
    send: events(
      `data: ${JSON.stringify({ choices: Array.from({ length: 20_000 }, (_, index) => ({ index, delta: { content: 'choice ' } })) })}\n\n`,
      finish,
    ),
  },
  {
    name: 'usage that is no number',
    ending: 'done',
    send: events(
      chunk({ content: 'usage' }),
      'data: {"choices":[],"usage":{"prompt_tokens":1e999,"completion_tokens":"many","prompt_tokens_details":{"cached_tokens":-5}}}\n\n',
      finish,
    ),
  },
  {
    name: '`__proto__` keys',
    ending: 'done',
    send: events(
      'data: {"__proto__":{"polluted":1},"choices":[{"__proto__":{"polluted":1},"delta":{"__proto__":{"polluted":1},"content":"keys"}}]}\n\n',
      'data: {"choices":[{"delta":{},"finish_reason":"__proto__"}]}\n\n',
      'data: [DONE]\n\n',
    ),
  },
  {
    name: 'wrong types',
    ending: 'failed',
    send: events(
      'data: {"choices":"text"}\n\n',
      'data: {"choices":[null,1]}\n\n',
      'data: {"choices":[{"delta":"x"}],"usage":"y"}\n\n',
      'data: {"choices":[{"delta":{"content":{"a":1},"reasoning":["b"]}}]}\n\n',
      'data: 7\n\n',
      'data: null\n\n',
    ),
  },
  {
    name: 'finish reasons of wrong types',
    ending: 'done',
    send: events(
      chunk({ content: 'reasons' }),
      chunk({}, { finish_reason: { a: 1 } }),
      chunk({}, { finish_reason: 'constructor' }),
      'data: [DONE]\n\n',
    ),
  },
  {
    name: 'an error with odd fields',
    ending: 'failed',
    send: (response) =>
      void json(
        response,
        400,
        JSON.stringify({
          error: { message: { deep: [megabyte] }, code: [1], type: null, metadata: { raw: 5 } },
        }),
      ),
  },
  {
    name: 'a wait of many years',
    ending: 'failed',
    send: (response) =>
      void json(response, 429, '{"error":{"message":"wait"}}', { 'Retry-After': '9'.repeat(300) }),
  },
  {
    name: 'a connection that ends at once',
    ending: 'failed',
    send: (response) => void response.socket?.destroy(),
  },
  {
    name: 'an event stream that is a picture',
    ending: 'failed',
    send: (response) =>
      void response
        .writeHead(200, { 'Content-Type': 'image/png' })
        .end(Buffer.from('89504e470d0a1a0a', 'hex')),
  },
  {
    name: 'comments as fast as they are taken',
    ending: 'stopped',
    runMs: floodMs,
    send: endless(() => `: ${'keep-alive '.repeat(1000)}\n\n`),
  },
  flood('reasoning', () => ({ reasoning_content: 'hm, '.repeat(50) })),
  flood('words', (count) => ({ content: `word ${count} ` })),
  flood('letters', () => ({ content: '字' })),
  flood('lines', (count) => ({ content: `line ${count}\n` })),
  flood('paragraphs', (count) => ({ content: `word ${count}\n\n` })),
  flood('items', (count) => ({ content: `${'  '.repeat(count % 10)}- item ${count}\n` })),
  flood('rows', (count) => ({ content: `${count > 0 ? '' : '| a | b |\n|---|---|\n'}| ${count} | b |\n` })),
  flood('code', (count) => ({ content: `${count > 0 ? '' : '```js\n'}let a = ${count};\n` })),
  flood('blocks of code', (count) => ({ content: `\`\`\`js\nlet a = ${count};\n\`\`\`\n\n` })),
  flood('formulas', (count) => ({ content: `$$x_${count}$$\n\n` })),
  flood('citations', (count) => ({ content: `word [[1: "the keeper of ${count}"]] ` })),
];
