import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  answerText,
  ask,
  chooseModel,
  connectEndpoint,
  noticeText,
  press,
  waitForAnswer,
  waitForSource,
  waitForText,
} from '../helpers/drive-panel.ts';
import type { Reply } from '../helpers/recording-server.ts';
import { newChat, plantedKey, shortArticle, startWorld, type World } from '../helpers/world.ts';

let world: World;
let page: Page;
let panel: Page;

beforeAll(async () => {
  world = await startWorld({ silenceTimeoutS: 5 });
  ({ page, panel } = await world.read(world.pages.add('/keeper', shortArticle)));
});
afterAll(() => world.close());

const question = 'What did the keeper write down?';

/** Asks in a chat of its own. */
async function begin(...replies: Reply[]): Promise<void> {
  await newChat(panel);
  await world.extension.clickIcon(page);
  await waitForSource(panel);
  world.server.clear();
  world.server.reply(...replies);
  await ask(panel, question);
}
async function ending() {
  const status = await waitForAnswer(panel);
  return { status, text: await answerText(panel), notice: await noticeText(panel) };
}
/** The same, and gives how it ended. */
async function askWith(...replies: Reply[]) {
  await begin(...replies);
  return ending();
}

/** The question and its source are still there, and asking again works. */
async function expectRecovery(button: string): Promise<void> {
  expect(
    await panel.$eval('[data-testid="question"]', (element) => (element as HTMLElement).innerText),
  ).toContain(question);
  world.server.reply({ text: 'Well again.' });
  await press(panel, `action-${button}`);
  await waitForText(panel, 'Well again.');
  expect(await waitForAnswer(panel)).toBe('done');
  expect(world.server.lastMessages[1]!.content).toContain('thirty-one years');
}

describe('before the first word', () => {
  it.each<[string, Reply, RegExp]>([
    [
      'a wrong key (401)',
      { status: 401, body: `{"error":{"message":"Incorrect API key provided: ${plantedKey}"}}` },
      /refuses the API key \(HTTP 401\).*“Incorrect API key provided: •••”/,
    ],
    ['a forbidden key (403)', { status: 403 }, /refuses the API key \(HTTP 403\)/],
    [
      'an unknown model (404)',
      { status: 404, body: '{"error":{"message":"no such model","code":"model_not_found"}}' },
      /does not know the model “test-model”/,
    ],
    ['429 without Retry-After', { status: 429 }, /no more requests for now \(HTTP 429\). Wait a little/],
    [
      '429 that asks for a long wait',
      { status: 429, headers: { 'Retry-After': '3600' } },
      /asks to wait 3600 s/,
    ],
    [
      'a bad request (400)',
      { status: 400, body: '{"error":{"message":"temperature is odd"}}' },
      /refused the request \(HTTP 400\).*temperature is odd/,
    ],
    ['a page instead of a stream', { fault: 'html' }, /not a model’s answer.*base URL/i],
    ['a redirect', { fault: 'redirect' }, /cannot be reached/],
    ['headers, then silence', { fault: 'never' }, /went silent/],
    ['no headers at all', { fault: 'no-headers' }, /went silent/],
  ])('%s gets a sentence and an action', async (_, reply, sentence) => {
    const { status, notice } = await askWith(reply);
    expect(status).toBe('failed');
    expect(notice).toMatch(sentence);
    expect(notice).not.toContain(plantedKey);
    await expectRecovery('retry');
  });

  it.each([500, 502, 503])('%i is tried again by itself, then told', async (code) => {
    const { status, notice } = await askWith({ status: code }, { status: code }, { status: code });
    expect(status).toBe('failed');
    expect(notice).toMatch(/failed on its side/);
    expect(world.server.chats).toHaveLength(3);
    await expectRecovery('retry');
  });

  it('429 with Retry-After waits as asked, then answers', async () => {
    const { status, text } = await askWith(
      { status: 429, headers: { 'Retry-After': '1' } },
      { text: 'After the wait.' },
    );
    expect([status, text]).toEqual(['done', 'After the wait.']);
    const [first, second] = world.server.chats;
    expect(second!.endedAt - first!.endedAt).toBeGreaterThanOrEqual(990);
  });

  it('takes a whole completion from a server that does not stream', async () => {
    expect(await askWith({ fault: 'json-not-sse', text: 'All at once.' })).toMatchObject({
      status: 'done',
      text: 'All at once.',
    });
  });
});

describe('in the middle', () => {
  const text = 'The first words arrived, but then';

  /** What the browser itself has not handed on when a connection ends is lost: it is cut once the words are shown. */
  async function cutOff() {
    const { promise, resolve } = Promise.withResolvers<void>();
    await begin({ text, fault: 'cut', faultAfter: 5, hold: { after: 5, until: promise } });
    await waitForText(panel, 'The first words arri');
    resolve();
    return ending();
  }

  it('a connection that is cut keeps what had arrived', async () => {
    const { status, text: shown, notice } = await cutOff();
    expect([status, shown]).toEqual(['failed', 'The first words arri']);
    expect(notice).toMatch(/broke in the middle. What had arrived is kept/);
    await expectRecovery('retry');
  });

  it.each<[string, Reply, RegExp]>([
    ['a stream that stalls', { text, fault: 'stall', faultAfter: 5 }, /went silent.*kept/],
    ['a piece of broken JSON', { text, fault: 'broken-json', faultAfter: 5 }, /broke in the middle/],
    ['an end without a finish', { text: text.slice(0, 20), fault: 'no-finish' }, /broke in the middle/],
    [
      'an error in the stream',
      { text, fault: 'error-in-stream', faultAfter: 5 },
      /failed on its side.*The model crashed/,
    ],
  ])('%s keeps what had arrived', async (_, reply, sentence) => {
    const { status, text: shown, notice } = await askWith(reply);
    expect(status).toBe('failed');
    expect(shown).toBe('The first words arri'.slice(0, shown.length));
    expect(shown.length).toBeGreaterThan(10);
    expect(notice).toMatch(sentence);
    await expectRecovery('retry');
  });

  it('continues from where the connection was cut', async () => {
    await cutOff();
    world.server.reply({ text: '… and the rest.' });
    await press(panel, 'action-continue');
    await waitForText(panel, 'The first words arri… and the rest.');
  });

  it('joins characters that were split over two chunks, and CRLF line ends', async () => {
    const chinese = '守灯人三十一年里记下了每一艘船，🚢 写满十一本绿皮册子。';
    expect(await askWith({ text: chinese, deltaSize: 2, splitsCharacters: true })).toMatchObject({
      status: 'done',
      text: chinese,
    });
    expect(await askWith({ text: chinese, lineEnd: '\r\n' })).toMatchObject({
      status: 'done',
      text: chinese,
    });
  });
});

it('tells when the connection is refused, and offers to allow the address', async () => {
  const { server } = world;
  await connectEndpoint(world.extension, {
    baseUrl: 'http://127.0.0.1:9/v1',
    apiKey: '',
    model: 'nobody-home',
  });
  await panel.waitForFunction(() =>
    document.querySelector('[data-testid="model-picker"]')?.textContent?.includes('nobody-home'),
  );
  expect((await askWith()).status).toBe('failed');
  // Whether there is something to allow is looked up then.
  await panel.waitForSelector('[data-testid="allow-address"]');
  expect(await noticeText(panel)).toMatch(/127\.0\.0\.1:9 cannot be reached.*\n.*Allow 127\.0\.0\.1:9/s);
  // Another model is picked, and the same question goes there.
  await chooseModel(panel, 'test-model');
  server.reply({ text: 'Found it.' });
  await press(panel, 'action-retry');
  await waitForText(panel, 'Found it.');
});

it('reaches a server that answers no other origins once its address is allowed', async () => {
  const own = await startWorld({ grantHosts: ['http://127.0.0.1/*'] });
  own.server.isOpen = false;
  const opened = await own.read(own.pages.add('/keeper', shortArticle));
  await waitForSource(opened.panel);
  await ask(opened.panel, question);
  expect(await waitForAnswer(opened.panel)).toBe('failed');
  expect(own.server.chats).toHaveLength(0);
  await opened.panel.locator('[data-testid="allow-address"]').click();
  await waitForText(opened.panel, 'Hello from the test server.');
  expect(own.server.chats).toHaveLength(1);
  await own.close();
});

it('met no error of its own', () => {
  expect(world.extension.panelErrors).toEqual([]);
});
