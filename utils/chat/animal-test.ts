import { answerReserve } from '../context/check-fit';
import { findTruncation } from '../context/find-truncation';
import { type Animal, hideNeedles, judgeNeedles } from '../context/needles';
import type { ModelChoice } from '../messages/chat-message';
import type { TokenUsage } from '../messages/stream-part';
import { animalTestMessages, needleSentence, sampleText } from '../prompt/animal-test';
import { protocols } from '../providers/protocols/index';
import { AppError } from '../shared/app-error';
import { hashText } from '../shared/hash-text';
import { latestChat, loadMessages } from '../storage/chats';
import { database } from '../storage/database';
import { modelTokens } from '../tokens/families';
import { countTexts } from './count-tokens';
import { loadTurn } from './load-turn';
import { loadSourceTexts } from './source-texts';

const needleCount = 10;
/** Characters for a token of the sample, which is half English and half Chinese. */
const sampleCharactersPerToken = 2.6;

export interface AnimalTestResult {
  /** Share of the text before each needle, and whether it was found. */
  needles: { depth: number; isFound: boolean }[];
  animal: Animal;
  /** Tokens of the request as we count them. */
  countedTokens: number;
  reportedTokens: number | undefined;
  /** Whether the endpoint's own report says that it dropped a part. */
  isCut: boolean;
}

/** The texts of the newest chat's sources, one after the other; empty where it has none. */
async function ownText(): Promise<string> {
  const chat = await latestChat();
  const messages = await loadMessages(chat.id);
  const ids = [
    ...messages.flatMap((message) => (message.role === 'user' ? message.sourceIds : [])),
    ...chat.pendingSourceIds,
  ];
  const ready = (await database.sources.bulkGet(ids)).flatMap((source) =>
    source?.status === 'ready' ? source.id : [],
  );
  return [...(await loadSourceTexts(ready)).values()].map(({ text }) => text).join('\n\n');
}

const newCode = (): string => crypto.randomUUID().slice(0, 8);

/**
 * Hides ten sentences at ten depths of a text and asks for all of them in one request.
 * @param sizeTokens about how long the sample is; the user's own text is taken whole.
 * @throws AppError `file-no-text` where no source of the user's was read; `context-too-long` where it does not fit the known window, before anything is sent; whatever the endpoint met.
 */
export async function runAnimalTest(
  test: { choice: ModelChoice; isOwn: boolean; sizeTokens: number },
  signal: AbortSignal,
): Promise<AnimalTestResult> {
  const text = test.isOwn
    ? await ownText()
    : sampleText(Math.round(test.sizeTokens * sampleCharactersPerToken));
  if (!text) throw new AppError('file-no-text');
  const codes = Array.from({ length: needleCount }, newCode);
  const haystack = hideNeedles(
    text,
    codes.map((code, index) => needleSentence(index + 1, code)),
  );
  const turn = await loadTurn({ chatId: '', parentId: null, choice: test.choice });
  const envelope = (await hashText(haystack.text)).slice(0, 20);
  const messages = animalTestMessages({ title: 'Test', url: '', envelope, text: haystack.text }, needleCount);
  const profiles = await countTexts(messages.map(({ content }) => content));
  const countedTokens = profiles.reduce((sum, profile) => sum + modelTokens(profile, turn.facts), 0);
  const { windowTokens, tokenError } = turn.facts;
  if (windowTokens !== undefined && countedTokens > windowTokens - answerReserve(windowTokens))
    throw new AppError('context-too-long', { tokenCount: countedTokens, windowTokens });
  let answer = '';
  let usage: TokenUsage = {};
  const request = turn.toRequest(messages, countedTokens);
  for await (const part of protocols[turn.protocol].streamAnswer(request, signal)) {
    if (part.type === 'text-delta') answer += part.text;
    if (part.type === 'usage') usage = { ...usage, ...part.usage };
  }
  const needles = haystack.depths.map((depth, index) => ({ depth, isFound: answer.includes(codes[index]!) }));
  return {
    needles,
    animal: judgeNeedles(needles.map(({ isFound }) => isFound)),
    countedTokens,
    reportedTokens: usage.promptTokens,
    isCut:
      findTruncation({ countedTokens, reportedTokens: usage.promptTokens, error: tokenError }) !== undefined,
  };
}
