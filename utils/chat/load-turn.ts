import type { Answer, ChatMessage } from '../messages/chat-message';
import type { ModelMessage } from '../messages/model-message';
import { visibleThread } from '../messages/visible-thread';
import { buildMessages } from '../prompt/build-messages';
import { embeddedEndpointId } from '../providers/embedded/endpoint-id';
import type { EndpointAddress } from '../providers/protocol';
import type { ProtocolId } from '../providers/protocols/index';
import { AppError } from '../shared/app-error';
import { loadMessages } from '../storage/chats';
import { database } from '../storage/database';
import { loadSourceTexts } from './source-texts';

/** All that one request needs, read from the database. */
export interface Turn {
  protocol: ProtocolId;
  endpoint: EndpointAddress;
  model: string;
  messages: ModelMessage[];
  silenceTimeoutMs: number;
}

/** Weights are loaded and a prompt is read in silence; on a slow machine both take minutes. */
const embeddedSilenceMs = 15 * 60_000;

/**
 * Reads a queued answer's whole turn: the branch above it, each source's text, the endpoint.
 * @throws AppError `endpoint-missing` where the chosen endpoint was deleted.
 */
export async function loadTurn(answer: Answer): Promise<Turn> {
  const isEmbedded = answer.choice.endpointId === embeddedEndpointId;
  const [all, endpoint] = await Promise.all([
    loadMessages(answer.chatId),
    isEmbedded ? undefined : database.endpoints.get(answer.choice.endpointId),
  ]);
  if (!isEmbedded && !endpoint) throw new AppError('endpoint-missing');
  const thread: ChatMessage[] = answer.parentId
    ? visibleThread(all, answer.parentId).map((entry) => entry.message)
    : [];
  const ids = thread.flatMap((message) => (message.role === 'user' ? message.sourceIds : []));
  const sources = await loadSourceTexts(ids);
  return {
    protocol: isEmbedded ? 'embedded' : 'openai-chat',
    endpoint: { baseUrl: endpoint?.baseUrl ?? '', apiKey: endpoint?.apiKey ?? '' },
    model: answer.choice.model,
    messages: buildMessages({
      style: isEmbedded ? 'small' : 'full',
      thread,
      sources,
      answerSoFar: answer.text,
    }),
    silenceTimeoutMs: endpoint ? endpoint.silenceTimeoutS * 1000 : embeddedSilenceMs,
  };
}
