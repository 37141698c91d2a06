import type { Answer } from '../messages/chat-message';
import type { StreamPart } from '../messages/stream-part';
import type { Protocol } from '../providers/protocol';
import type { ProtocolId } from '../providers/protocols/index';
import { AppError } from '../shared/app-error';
import { streamFullRead } from './full-read';
import { loadTurn, wholeMessages } from './load-turn';

/** The wire formats that are at hand where a turn runs. */
export type ProtocolsAtHand = Partial<Record<ProtocolId, Protocol>>;

/**
 * Opens an answer's stream: reads its turn from the database and sends it, whole or part by part.
 * @throws AppError what stood against it; on abort the signal's reason.
 */
export async function* streamTurn(
  answer: Answer,
  protocols: ProtocolsAtHand,
  signal: AbortSignal,
): AsyncGenerator<StreamPart> {
  const turn = await loadTurn(answer);
  const protocol = protocols[turn.protocol];
  if (!protocol) throw new AppError('unexpected', { said: `${turn.protocol} cannot run here` });
  if (answer.sending?.mode === 'full-read') {
    yield* streamFullRead(answer, turn, protocol, signal);
    return;
  }
  const request = turn.toRequest(wholeMessages(turn, answer.text), answer.sending?.countedTokens);
  yield* protocol.streamAnswer(request, signal);
}
