import type { Answer } from './chat-message';
import type { StreamPart } from './stream-part';

/**
 * The pure reducer of a stream: an answer and one part give the next answer. The part after the last one is never applied: a
 * `finish` sets the status, everything else leaves it `streaming`.
 */
export function applyPart(answer: Answer, part: StreamPart): Answer {
  switch (part.type) {
    case 'text-delta':
      return { ...answer, status: 'streaming', text: answer.text + part.text, progress: undefined };
    case 'reasoning-delta':
      return { ...answer, status: 'streaming', reasoning: answer.reasoning + part.text, progress: undefined };
    case 'progress':
      return {
        ...answer,
        status: 'streaming',
        progress: { stage: part.stage, done: part.done, total: part.total },
      };
    case 'reading':
      return { ...answer, status: 'streaming', reading: part.reading };
    case 'usage':
      return { ...answer, usage: { ...answer.usage, ...part.usage } };
    case 'finish':
      return {
        ...answer,
        status: part.reason === 'length' ? 'cut' : 'done',
        finishReason: part.reason,
        progress: undefined,
      };
  }
}
