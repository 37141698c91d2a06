import { answerReserve } from '../context/check-fit';
import type { Answer, ChatMemory, ChatMessage } from '../messages/chat-message';
import type { ModelMessage } from '../messages/model-message';
import { visibleThread } from '../messages/visible-thread';
import { buildMessages } from '../prompt/build-messages';
import { cacheMarks } from '../prompt/cache-marks';
import { fillGreeting, type RolePlay } from '../prompt/role-play';
import type { PromptSource } from '../prompt/wrap-source';
import { embeddedEndpointId } from '../providers/embedded/endpoint-id';
import { presets, protocolOf } from '../providers/presets';
import type { AnswerRequest } from '../providers/protocol';
import type { ProtocolId } from '../providers/protocols/index';
import { toRolePlay } from '../roleplay/to-role-play';
import { AppError } from '../shared/app-error';
import { loadCast } from '../storage/characters';
import { loadMessages } from '../storage/chats';
import { database, type Endpoint } from '../storage/database';
import { originOf } from '../storage/endpoints';
import { type ModelFacts, modelFacts } from './model-facts';
import { loadSourceTexts } from './source-texts';

/** All that an answer's requests are made of, read from the database. */
export interface Turn {
  protocol: ProtocolId;
  /** The branch up to and with the question. */
  thread: ChatMessage[];
  memory: ChatMemory | undefined;
  /** Set in a chat in character. */
  rolePlay: RolePlay | undefined;
  /** The canon and the sources that the thread names, each once, in the order in which they joined. */
  sourceIds: string[];
  sources: ReadonlyMap<string, PromptSource>;
  facts: ModelFacts;
  /** A request with these messages. */
  toRequest(messages: ModelMessage[], neededTokens?: number): AnswerRequest;
}

/** Weights are loaded and a prompt is read in silence; on a slow machine both take minutes. */
const embeddedSilenceMs = 15 * 60_000;

const presetOf = (endpoint: Endpoint) =>
  presets.find(({ baseUrl }) => baseUrl && originOf(baseUrl) === originOf(endpoint.baseUrl));

/** The window that a request is given where the server asks: what it needs with its answer, at most what the model takes. */
export function neededWindow(
  {
    asksForWindow,
    windowTokens,
    tokenError,
  }: Pick<ModelFacts, 'asksForWindow' | 'windowTokens' | 'tokenError'>,
  neededTokens: number | undefined,
): { neededWindowTokens?: number } {
  if (!asksForWindow) return {};
  if (neededTokens === undefined) return windowTokens ? { neededWindowTokens: windowTokens } : {};
  // A count that was too low would have the server refuse what the model could take.
  const atMost = Math.ceil(neededTokens * (1 + tokenError));
  const withAnswer = atMost + answerReserve(windowTokens ?? Number.POSITIVE_INFINITY);
  return { neededWindowTokens: Math.min(withAnswer, windowTokens ?? withAnswer) };
}

/** What a request leaves of the model's window by the highest count that it may have; never less than what is kept for an answer. */
export function leftWindow(
  { windowTokens, tokenError }: Pick<ModelFacts, 'windowTokens' | 'tokenError'>,
  neededTokens: number | undefined,
): { leftTokens?: number } {
  if (windowTokens === undefined || neededTokens === undefined) return {};
  const left = windowTokens - Math.ceil(neededTokens * (1 + tokenError));
  return { leftTokens: Math.max(left, answerReserve(windowTokens)) };
}

/**
 * Reads a queued answer's whole turn: the branch above it, each source's text, the endpoint.
 * @throws AppError `endpoint-missing` where the chosen endpoint was deleted; where a card cannot be read, see readCard.
 */
export async function loadTurn({
  chatId,
  parentId,
  choice,
}: Pick<Answer, 'chatId' | 'parentId' | 'choice'>): Promise<Turn> {
  const isEmbedded = choice.endpointId === embeddedEndpointId;
  const [all, chat, endpoint, record] = await Promise.all([
    loadMessages(chatId),
    database.chats.get(chatId),
    isEmbedded ? undefined : database.endpoints.get(choice.endpointId),
    database.models.get(`${choice.endpointId} ${choice.model}`),
  ]);
  if (!isEmbedded && !endpoint) throw new AppError('endpoint-missing');
  const rolePlay = chat?.characterIds
    ? toRolePlay(await loadCast(chat.characterIds), chat.userName ?? '')
    : undefined;
  const branch: ChatMessage[] = parentId ? visibleThread(all, parentId).map((entry) => entry.message) : [];
  const thread = rolePlay
    ? branch.map((message) =>
        fillGreeting(message, rolePlay.characters[0]?.calledName ?? '', rolePlay.userName),
      )
    : branch;
  const sourceIds = [
    ...new Set([
      ...(rolePlay?.canonIds ?? []),
      ...thread.flatMap((message) => (message.role === 'user' ? message.sourceIds : [])),
    ]),
  ];
  const sources = await loadSourceTexts(sourceIds);
  const facts = modelFacts(choice.model, endpoint, record);
  const told = endpoint?.models.find(({ id }) => id === choice.model);
  const preset = endpoint && presetOf(endpoint);
  const protocol = isEmbedded ? 'embedded' : (told?.protocol ?? protocolOf(endpoint?.presetId, choice.model));
  // Wherever that is spoken, nothing is kept that no mark asks for.
  const takesMarks = protocol === 'anthropic-messages' || preset?.cacheMarksFor?.test(choice.model);
  return {
    protocol,
    thread,
    memory: chat?.memory,
    rolePlay,
    sourceIds,
    sources,
    facts,
    toRequest: (messages, neededTokens) => ({
      endpoint: { baseUrl: endpoint?.baseUrl ?? '', apiKey: endpoint?.apiKey ?? '' },
      model: choice.model,
      messages,
      silenceTimeoutMs: endpoint ? endpoint.silenceTimeoutS * 1000 : embeddedSilenceMs,
      ...(preset?.takesCacheKey ? { cacheKey: chatId } : {}),
      ...(takesMarks ? { cacheMarks: cacheMarks(messages) } : {}),
      ...(preset?.extraBody ? { extraBody: preset.extraBody } : {}),
      ...(told?.mostOutputTokens ? { mostOutputTokens: told.mostOutputTokens } : {}),
      ...leftWindow(facts, neededTokens),
      ...neededWindow(facts, neededTokens),
    }),
  };
}

/** The whole conversation as messages, see buildMessages. */
export const wholeMessages = (
  { protocol, thread, sources, memory, rolePlay }: Turn,
  answerSoFar: string,
): ModelMessage[] =>
  buildMessages({
    style: protocol === 'embedded' ? 'small' : 'full',
    thread,
    sources,
    memory,
    rolePlay,
    answerSoFar,
  });
