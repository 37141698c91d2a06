import { randomUUID } from 'node:crypto';
import type { Page } from 'puppeteer';
import { press, pressEscape } from '../helpers/drive-panel.ts';
import { until } from '../helpers/until.ts';
import { writeRecords } from '../helpers/write-records.ts';
import type { Payload } from './payload.ts';
import { Witness } from './witness.ts';

/** As many turns in one chat: each holds its payload in eight places. */
const turnsAtOnce = 12;

/** A chat whose every text is hostile: titles, questions, answers, thoughts, errors, models' names, sources' titles, addresses and words. */
function hostileChat(payloads: readonly Payload[], at: number): Record<string, unknown[]> {
  const chatId = randomUUID();
  const records: Record<'messages' | 'sources' | 'texts', unknown[]> = {
    messages: [],
    sources: [],
    texts: [],
  };
  let parentId: string | null = null;
  let createdAt = at;
  for (const { text } of payloads) {
    const [questionId, answerId, sourceId] = [randomUUID(), randomUUID(), randomUUID()];
    const hash = sourceId.replaceAll('-', '').padEnd(64, '0');
    records.texts.push({ hash, text: `Before. ${text} After.` });
    records.sources.push({
      id: sourceId,
      kind: 'page',
      title: text.slice(0, 2000),
      url: `https://seed.test/${encodeURIComponent(text.slice(0, 500).toWellFormed())}`,
      status: 'ready',
      textHash: hash,
      envelope: hash.slice(0, 20),
      characterCount: text.length + 15,
      tokenCount: text.length,
      containerName: text.slice(0, 200),
      readAt: at,
    });
    records.messages.push(
      {
        id: questionId,
        chatId,
        parentId,
        role: 'user',
        text: text.slice(0, 20_000),
        sourceIds: [sourceId],
        createdAt: createdAt++,
      },
      {
        id: answerId,
        chatId,
        parentId: questionId,
        role: 'assistant',
        text: `${text}\n\nIt says so [[1: "${text.slice(0, 300).replaceAll('"', "'")}"]].`,
        reasoning: text.slice(0, 20_000),
        status: 'failed',
        error: { code: 'request-rejected', facts: { said: text.slice(0, 300), host: text.slice(0, 80) } },
        choice: { endpointId: 'seed', model: text.slice(0, 120) },
        createdAt: createdAt++,
      },
    );
    parentId = answerId;
  }
  const chat = {
    id: chatId,
    title: payloads[0]!.text.slice(0, 200),
    createdAt: at,
    updatedAt: createdAt + 60_000,
    leafId: parentId,
    draft: payloads[0]!.text.slice(0, 2000),
    pendingSourceIds: records.sources.map((source) => (source as { id: string }).id),
  };
  return { chats: [chat], ...records };
}

const inBatches = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );

/** Puts each payload into every place of a stored chat, draws it, and opens what can be opened. */
export async function storedChats(
  panel: Page,
  witness: Witness,
  payloads: readonly Payload[],
  onDone: (count: number) => void,
): Promise<void> {
  // A text of hundreds of thousands of characters in every place at once would only test patience.
  const short = payloads.filter(({ text }) => text.length <= 20_000);
  let at = Date.now();
  for (const batch of inBatches(short, turnsAtOnce)) {
    at += 100_000;
    const records = hostileChat(batch, at);
    await writeRecords(panel, records);
    const { id } = records.chats![0] as { id: string };
    await panel.reload();
    await panel.waitForSelector(`[data-testid="chat"][data-chat-id="${id}"]`);
    const place = `a stored chat with ${batch.map((payload) => payload.id).join(' ')}`;
    await until(
      'all answers are drawn',
      async () => (await panel.$$('[data-testid="answer"]')).length >= batch.length,
    );
    await panel.$$eval('details', (all) => {
      for (const fold of all) fold.open = true;
    });
    await panel.$$eval('[data-testid="source-chip"]', (chips) => {
      for (const chip of chips.slice(0, 30)) (chip as HTMLElement).click();
    });
    await new Promise((done) => setTimeout(done, 200));
    await witness.look(place);
    await press(panel, 'history');
    await panel.waitForSelector('[data-testid="history-list"]');
    await witness.look(`${place}, history`);
    await pressEscape(panel);
    onDone(batch.length);
  }
}

/** A library of characters whose every text is hostile; the list and the editor show them. */
export async function storedCharacters(
  panel: Page,
  witness: Witness,
  payloads: readonly Payload[],
): Promise<void> {
  const short = payloads.filter(({ text }) => text.length <= 20_000);
  const now = Date.now();
  const characters = short.map(({ id, text }, index) => ({
    id,
    name: text.slice(0, 200),
    json: JSON.stringify({
      spec: 'chara_card_v2',
      spec_version: '2.0',
      data: {
        name: text.slice(0, 200),
        description: text,
        personality: text,
        scenario: text,
        first_mes: text,
        mes_example: text,
        creator_notes: text,
        tags: [text.slice(0, 100)],
        alternate_greetings: [text],
      },
    }),
    sourceIds: [],
    envelope: 'e'.repeat(20),
    createdAt: now + index,
    updatedAt: now + index,
  }));
  await writeRecords(panel, { characters });
  for (let index = 0; index < short.length; index += 12) {
    await panel.reload();
    await panel.waitForSelector('[data-testid="composer"]');
    await press(panel, 'characters');
    await panel.waitForSelector('[data-testid="edit-character"]');
    if (index === 0) await witness.look('the library of characters');
    await panel.$$eval(
      '[data-testid="edit-character"]',
      (all, wanted) => (all[Math.min(wanted, all.length - 1)] as HTMLElement).click(),
      index,
    );
    await panel.waitForSelector('[data-testid="card-name"]');
    await witness.look(`the editor of character ${index}`);
  }
}

/** Mind maps whose labels are hostile, as a card in the chat and in a tab of their own. */
export async function storedMaps(
  openPage: (path: string) => Promise<Page>,
  panel: Page,
  payloads: readonly Payload[],
): Promise<Witness['findings']> {
  const [chatId, questionId, answerId] = [randomUUID(), randomUUID(), randomUUID()];
  const labels = payloads
    .filter(({ text }) => text.length <= 2000)
    .map(({ text }) => text.replace(/\s+/g, ' '));
  const at = Date.now() + 10_000_000;
  const base = { chatId, createdAt: at };
  await writeRecords(panel, {
    chats: [
      {
        id: chatId,
        title: '/map',
        createdAt: at,
        updatedAt: at,
        leafId: answerId,
        draft: '',
        pendingSourceIds: [],
      },
    ],
    messages: [
      { ...base, id: questionId, parentId: null, role: 'user', text: '/map', sourceIds: [] },
      {
        ...base,
        id: answerId,
        parentId: questionId,
        role: 'assistant',
        text: `# ${labels[0]}\n${labels.map((label) => `- ${label}\n  - ${label}`).join('\n')}`,
        reasoning: '',
        status: 'done',
        finishReason: 'stop',
        choice: { endpointId: 'seed', model: 'seed' },
      },
    ],
  });
  const map = await openPage(`map.html?id=${answerId}`);
  const witness = await Witness.of(map);
  await map.waitForSelector('me-tpc');
  await witness.look('the map in full size');
  await map.close();
  return witness.findings;
}
