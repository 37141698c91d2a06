import { createHash, randomUUID } from 'node:crypto';
import { joined } from './batches.ts';
import type { Payload } from './payload.ts';

export type BackupLine = readonly [table: string, record: object];

/** What a backup of hostile texts leads to, once it is restored. */
export interface HostileRecords {
  lines: BackupLine[];
  /** The one that is used last, and so opened first. */
  chatId: string;
  /** The last answer of that chat: a mind map. */
  mapId: string;
  /** By which the one character is found that holds every payload in every text of its card. */
  characterName: string;
  /** Answers in the chat, the map among them. */
  answerCount: number;
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim() || '-';
/** See `utils/shared/hash-text.ts`. */
const hashOf = (text: string): string =>
  createHash('sha256').update(Buffer.from(text, 'utf16le')).digest('hex');

/** A stored text, and the source that has it. */
function sourceOf(title: string, text: string, at: number, isFile: boolean): [BackupLine[], string] {
  const id = randomUUID();
  const hash = hashOf(text);
  const url = isFile ? '' : `https://seed.test/${encodeURIComponent(title.slice(0, 300).toWellFormed())}`;
  const receipt = {
    seenCharacters: text.length,
    leftOutCharacters: 1,
    hiddenCharacters: 1,
    extractor: title.slice(0, 300),
    unreadFrameHosts: [title.slice(0, 300)],
    format: title.slice(0, 300),
    unreadParts: [{ kind: 'slide', label: title.slice(0, 300), reason: 'broken' }],
  };
  const source = {
    id,
    kind: isFile ? 'file' : 'page',
    title,
    url,
    status: 'ready',
    textHash: hash,
    characterCount: text.length,
    tokenCount: text.length,
    containerName: title,
    readAt: at,
    receipt,
  };
  return [
    [
      ['texts', { hash, text }],
      ['marks', { hash, marks: [0, 1].map((start) => ({ kind: 'chapter', label: title, start })) }],
      ['sources', source],
      ['links', { sourceId: id, links: [{ url: url || 'https://seed.test/', text: title }], nextUrl: '' }],
    ],
    id,
  ];
}

const cardOf = (name: string, text: string, greetings: readonly string[]): string =>
  JSON.stringify({
    spec: 'chara_card_v2',
    spec_version: '2.0',
    data: {
      name,
      description: text,
      personality: text,
      scenario: text,
      first_mes: text,
      mes_example: text,
      creator_notes: text,
      system_prompt: text,
      post_history_instructions: text,
      creator: name,
      character_version: name,
      tags: [name],
      alternate_greetings: greetings,
      extensions: {},
      character_book: { entries: [{ keys: [name], content: text, enabled: true, insertion_order: 0 }] },
    },
  });

/**
 * A backup whose every text is hostile: of chats their titles, drafts, questions, answers, thoughts, errors, models, sources (title,
 * address, receipt, links, words, names of parts), citations, a mind map and the notes of a full read; of characters every text.
 * @param at milliseconds since 1970: its last chat is used last of all.
 */
export function hostileRecords(batch: readonly Payload[], at: number): HostileRecords {
  const [chatId, mapId] = [randomUUID(), randomUUID()];
  const characterName = `card-${chatId.slice(0, 8)}`;
  const all = joined(batch);
  const lines: BackupLine[] = [];
  const [fileLines, fileId] = sourceOf(oneLine(all), `Before. ${all} After.`, at, true);
  lines.push(...fileLines);
  const pendingIds: string[] = [fileId];
  let parentId: string | null = null;
  let createdAt = at;
  let firstAnswerId = '';
  const addTurn = (question: object, answerId: string, answer: object) => {
    const questionId = randomUUID();
    const base = { chatId, sourceIds: [] };
    lines.push(
      ['messages', { ...base, id: questionId, parentId, role: 'user', createdAt: createdAt++, ...question }],
      [
        'messages',
        { chatId, id: answerId, parentId: questionId, role: 'assistant', createdAt: createdAt++, ...answer },
      ],
    );
    parentId = answerId;
  };
  for (const [index, { id, text }] of batch.entries()) {
    const [sourceLines, sourceId] = sourceOf(oneLine(text), `Before. ${text} After. (${id})`, at, false);
    lines.push(...sourceLines);
    pendingIds.push(sourceId);
    const answerId = randomUUID();
    firstAnswerId ||= answerId;
    const quote = oneLine(text).replaceAll('"', "'");
    const answer = {
      text: `${text}\n\nIt says so [[1: "${quote}"]] and [[${index + 2}: "${quote}"]].`,
      reasoning: text,
      status: 'failed',
      error: {
        code: 'request-rejected',
        facts: { said: text, host: oneLine(text), model: oneLine(text), part: text, kind: oneLine(text) },
      },
      choice: { endpointId: 'seed', model: oneLine(text) },
      reading: { passes: 1, readCharacters: 9, totalCharacters: 9, spentMs: 1, stage: 'answer' },
    };
    addTurn({ text, sourceIds: index === 0 ? [fileId, sourceId] : [sourceId] }, answerId, answer);
    const notes = [{ heading: oneLine(text), text, isCut: true }];
    const reading = { answerId, cursor: null, notes, passes: [], readCharacters: 9, spentMs: 1, usage: {} };
    lines.push(['readings', reading]);
    const titled = {
      id: randomUUID(),
      title: oneLine(text),
      createdAt: at,
      updatedAt: createdAt,
      draft: text,
    };
    const first = {
      id: randomUUID(),
      chatId: titled.id,
      parentId: null,
      role: 'user',
      text: `seedword ${text}`,
    };
    lines.push(
      ['chats', { ...titled, leafId: first.id, pendingSourceIds: [] }],
      ['messages', { ...first, sourceIds: [], createdAt: at }],
      [
        'characters',
        {
          id: randomUUID(),
          name: oneLine(text),
          json: cardOf(oneLine(text), text, []),
          sourceIds: [],
          createdAt: at,
          updatedAt: at,
        },
      ],
    );
  }
  const labels = batch.map(({ text }) => oneLine(text));
  const outline = labels.map((label) => `- ${label} [[1: "${label.replaceAll('"', "'")}"]]\n  - ${label}`);
  addTurn({ text: `/map ${oneLine(all)}` }, mapId, {
    text: `# ${labels[0]}\n${outline.join('\n')}`,
    reasoning: '',
    status: 'done',
    finishReason: 'stop',
    choice: { endpointId: 'seed', model: labels[0] },
  });
  const leaf = (label: string, children: object[] = []) => ({
    id: randomUUID(),
    label,
    citations: [{ number: 1, quote: label }],
    note: label,
    children,
  });
  const root = leaf(
    labels[0]!,
    labels.map((label) => leaf(label, [leaf(label)])),
  );
  lines.push(
    ['maps', { id: mapId, root, updatedAt: at }],
    [
      'characters',
      {
        id: randomUUID(),
        name: `${characterName} ${labels[0]}`,
        json: cardOf(
          `${characterName} ${labels[0]}`,
          all,
          batch.map(({ text }) => text),
        ),
        sourceIds: [fileId],
        cited: { description: `${all} [[1: "${labels[0]!.replaceAll('"', "'")}"]]` },
        createdAt: at + 1,
        updatedAt: at + 1,
      },
    ],
    [
      'chats',
      {
        id: chatId,
        title: labels[0],
        createdAt: at,
        updatedAt: createdAt + 60_000,
        leafId: mapId,
        draft: all,
        pendingSourceIds: pendingIds,
        memory: { upToId: firstAnswerId, text: all },
      },
    ],
  );
  const tables = 'texts marks sources links characters messages readings maps chats'.split(' ');
  lines.sort(([one], [other]) => tables.indexOf(one) - tables.indexOf(other));
  return { lines, chatId, mapId, characterName, answerCount: batch.length + 1 };
}
