import { findTruncation } from '../context/find-truncation';
import type { ModelMessage } from '../messages/model-message';
import { addUsage, type FinishReason, type TokenUsage } from '../messages/stream-part';
import { goOnMessages } from '../prompt/full-read';
import type { AnswerRequest, Protocol } from '../providers/protocol';
import { AppError } from '../shared/app-error';
import { hostOf } from '../shared/host-of';

/** Notes that the length limit has cut are gone on with so many times. */
const mostContinued = 3;

export interface WrittenNotes {
  text: string;
  /** Whether they ended before the model had said all, also after they were gone on with. */
  isCut: boolean;
  usage: TokenUsage;
}

interface NotesInput {
  toRequest: (messages: ModelMessage[]) => AnswerRequest;
  protocol: Protocol;
  /** Our count of messages, and how far it may be off. */
  tokensOf: (messages: readonly ModelMessage[]) => Promise<number>;
  tokenError: number;
  signal: AbortSignal;
}

/**
 * One request of a full read, and all text of its reply; its thoughts are not kept. A reply that the length limit has cut is gone on
 * with, so that what the end of a part says is not lost.
 * @throws AppError `server-truncated` where the endpoint has read less than was sent: notes of a part that was cut are no notes of it;
 * `notes-incomplete` where there is not a word; whatever the endpoint met.
 */
export async function writeNotes(
  messages: ModelMessage[],
  { toRequest, protocol, tokensOf, tokenError, signal }: NotesInput,
): Promise<WrittenNotes> {
  let text = '';
  let usage: TokenUsage = {};
  let reason: FinishReason | undefined;
  for (let continued = 0; continued <= mostContinued; continued++) {
    const sent = text ? goOnMessages(messages, text) : messages;
    const request = toRequest(sent);
    let reported: TokenUsage = {};
    let more = '';
    for await (const part of protocol.streamAnswer(request, signal)) {
      if (part.type === 'text-delta') more += part.text;
      if (part.type === 'usage') reported = { ...reported, ...part.usage };
      if (part.type === 'finish') reason = part.reason;
    }
    usage = addUsage(usage, reported);
    text += more;
    const countedTokens = await tokensOf(sent);
    if (
      findTruncation({ countedTokens, reportedTokens: reported.promptTokens, error: tokenError }) !==
      undefined
    )
      throw new AppError('server-truncated', {
        host: hostOf(request.endpoint.baseUrl),
        tokenCount: countedTokens,
      });
    if (reason !== 'length' || !more.trim()) break;
  }
  if (!text.trim()) throw new AppError('notes-incomplete', { model: toRequest(messages).model });
  return { text: text.trim(), isCut: reason === 'length' || reason === 'content-filter', usage };
}
