import type { StreamPart } from '../../messages/stream-part';
import { AppError } from '../../shared/app-error';

/** Of text and thoughts together (UTF-16 units): the longest answers that models are made for have about one and a half million. */
export const mostAnswerCharacters = 2_000_000;

/**
 * Counts an answer's letters as its parts come in.
 * @returns lets a part pass. @throws AppError `answer-over-limit` where an answer has no end.
 */
export function createAnswerLimit(host: string): (part: StreamPart) => StreamPart {
  let length = 0;
  return (part) => {
    if (part.type === 'text-delta' || part.type === 'reasoning-delta') length += part.text.length;
    if (length > mostAnswerCharacters) throw new AppError('answer-over-limit', { host, limit: 'characters' });
    return part;
  };
}
