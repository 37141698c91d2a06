import { hashText } from '../../utils/shared/hash-text.ts';
import type { Stores } from './read-database.ts';

const running = ['queued', 'streaming', 'waiting'];

function* ofMessages({ chats, messages, sources, growing }: Stores): Generator<string> {
  const chatIds = new Set(chats.map(({ id }) => id));
  const byId = new Map(messages.map((message) => [message.id, message]));
  const sourceIds = new Set(sources.map(({ id }) => id));
  const answered = new Set(messages.flatMap(({ role, parentId }) => (role === 'assistant' ? parentId : [])));
  for (const message of messages) {
    const { id, chatId, parentId } = message;
    if (!chatIds.has(chatId)) yield `message ${id} belongs to no chat`;
    const parent = parentId === null ? undefined : byId.get(parentId);
    if (parentId !== null && !parent) yield `message ${id} follows on nothing`;
    if (parent && parent.chatId !== chatId) yield `message ${id} follows on one of another chat`;
    if (parent && parent.role === message.role) yield `message ${id} follows on another ${message.role}`;
    const seen = new Set<string>();
    for (let at: string | null = id; at; at = byId.get(at)?.parentId ?? null) {
      if (seen.has(at)) {
        yield `message ${id} follows on itself`;
        break;
      }
      seen.add(at);
    }
    if (message.role === 'assistant') continue;
    if (!answered.has(id)) yield `question ${id} has no answer`;
    for (const sourceId of message.sourceIds)
      if (!sourceIds.has(sourceId)) yield `source ${sourceId} of question ${id} is missing`;
    if (new Set(message.sourceIds).size < message.sourceIds.length)
      yield `question ${id} names a source twice`;
  }
  for (const { id } of growing) {
    const message = byId.get(id);
    if (message?.role !== 'assistant') yield `a growing answer ${id} is no message`;
    else if (!running.includes(message.status)) yield `a growing answer ${id} has ended`;
  }
}

function* ofChats({ chats, messages, sources, characters }: Stores): Generator<string> {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const sourceIds = new Set(sources.map(({ id }) => id));
  const characterIds = new Set(characters.map(({ id }) => id));
  for (const { id, leafId, draft, pendingSourceIds, characterIds: cast = [] } of chats) {
    if (leafId !== null && byId.get(leafId)?.chatId !== id)
      yield `chat ${id} ends in a message that is missing`;
    if (leafId === null && messages.some(({ chatId }) => chatId === id)) yield `chat ${id} shows no message`;
    if (typeof draft !== 'string') yield `chat ${id} has no field`;
    for (const sourceId of pendingSourceIds)
      if (!sourceIds.has(sourceId)) yield `source ${sourceId} that waits in chat ${id} is missing`;
    if (new Set(pendingSourceIds).size < pendingSourceIds.length) yield `a source waits twice in chat ${id}`;
    for (const one of cast) if (!characterIds.has(one)) yield `character ${one} of chat ${id} is missing`;
  }
  for (const { id, sourceIds: canon } of characters)
    for (const one of canon) if (!sourceIds.has(one)) yield `source ${one} of character ${id} is missing`;
}

async function ofSources({ sources, texts, links, files, marks }: Stores): Promise<string[]> {
  const problems: string[] = [];
  const byHash = new Map(texts.map(({ hash, text }) => [hash, text]));
  const sourceIds = new Set(sources.map(({ id }) => id));
  for (const { hash, text } of texts)
    if ((await hashText(text)) !== hash) problems.push(`text ${hash} is not the one of its hash`);
  for (const source of sources.filter(({ status }) => status === 'ready'))
    for (const { textHash, characterCount } of [source, ...(source.selected ? [source.selected] : [])])
      if (byHash.get(textHash)?.length !== characterCount)
        problems.push(`the text of source ${source.id} is missing or has another length`);
  for (const { sourceId } of links)
    if (!sourceIds.has(sourceId)) problems.push(`links of source ${sourceId}, which is missing`);
  for (const { sourceId } of files)
    if (!sourceIds.has(sourceId)) problems.push(`a file of source ${sourceId}, which is missing`);
  for (const { hash } of marks)
    if (!byHash.has(hash)) problems.push(`marks of text ${hash}, which is missing`);
  return problems;
}

function* ofReadings({ readings, messages, sources }: Stores): Generator<string> {
  const ids = new Set(messages.map(({ id }) => id));
  const lengths = new Map(sources.map(({ id, characterCount }) => [id, characterCount]));
  for (const { answerId, passes, readCharacters, cursor } of readings) {
    if (!ids.has(answerId)) yield `a full read of answer ${answerId}, which is missing`;
    const read = new Map<string, number>();
    for (const { id, start, end } of passes.flat()) {
      if (start !== (read.get(id) ?? 0)) yield `full read ${answerId}: ${id} goes on at ${start}`;
      read.set(id, end);
    }
    const sum = [...read.values()].reduce((total, end) => total + end, 0);
    if (sum !== readCharacters) yield `full read ${answerId}: ${readCharacters} of ${sum} characters counted`;
    for (const [id, end] of read)
      if (cursor === null && end !== lengths.get(id))
        yield `full read ${answerId}: ${id} was not read to its end`;
  }
}

/** Nothing is under way: nobody will mend what says otherwise. */
function* ofRest({ messages, growing, sources, files }: Stores): Generator<string> {
  const ready = new Set(sources.flatMap(({ id, status }) => (status === 'ready' ? id : [])));
  for (const message of messages)
    if (message.role === 'assistant' && running.includes(message.status))
      yield `answer ${message.id} is ${message.status} for ever`;
  for (const { id } of growing) yield `a growing copy of ${id} is left`;
  for (const { id, status } of sources) if (status === 'reading') yield `source ${id} is read for ever`;
  for (const { sourceId } of files) if (ready.has(sourceId)) yield `the file of source ${sourceId} is left`;
}

/**
 * What is wrong in a database, in words; nothing where every record stands for what it says and names what is there.
 * @param isAtRest whether nothing is being answered or read.
 */
export async function checkDatabase(stores: Stores, isAtRest: boolean): Promise<string[]> {
  return [
    ...ofMessages(stores),
    ...ofChats(stores),
    ...(await ofSources(stores)),
    ...ofReadings(stores),
    ...(isAtRest ? ofRest(stores) : []),
  ];
}
