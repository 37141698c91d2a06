import { describe, expect, it } from 'vitest';
import { lessonOf } from '../../../../utils/chat/learn-from-answer.ts';
import { refusedWindow } from '../../../../utils/context/refused-window.ts';
import type { Answer, Sending } from '../../../../utils/messages/chat-message.ts';
import type { ErrorFacts } from '../../../../utils/shared/app-error.ts';

const sending: Sending = { mode: 'whole', countedTokens: 7000, tokenError: 0.3, tokenRatio: 1 };
const answer = (changes: Partial<Answer>): Answer => ({
  id: 'a',
  chatId: 'c',
  parentId: 'q',
  createdAt: 0,
  role: 'assistant',
  text: '',
  reasoning: '',
  status: 'done',
  choice: { endpointId: 'e', model: 'm' },
  sending,
  ...changes,
});
const refused = (facts: ErrorFacts, mode: Sending['mode'] = 'whole') =>
  answer({ status: 'failed', sending: { ...sending, mode }, error: { code: 'context-too-long', facts } });

describe('refusedWindow', () => {
  it.each<[string, number, number | undefined, number]>([
    ['what the server tells, where what was sent does not fit it', 141_000, 128_000, 128_000],
    ['a larger one than we knew of', 141_000, 130_000, 130_000],
    ['less than was sent, where the server tells none', 8000, undefined, 6000],
    // We count too few tokens: the same request must not look as if it fitted.
    ['less than was sent, where by our count it fits', 7000, 8192, 5250],
    ['less than was sent, where it fits without its answer', 8000, 8192, 8192],
  ])('%s', (_, sent, told, expected) => expect(refusedWindow(sent, told)).toBe(expected));
});

describe('what an answer teaches of its model', () => {
  it.each<[string, Answer, object]>([
    ['a window from a refusal', refused({ host: 'h', windowTokens: 4096 }), { learnedWindowTokens: 4096 }],
    ['one without a number', refused({ host: 'h' }), { learnedWindowTokens: 5250 }],
    [
      'one that is too large for what was refused',
      refused({ host: 'h', windowTokens: 8192 }),
      { learnedWindowTokens: 5250 },
    ],
    ['nothing, where our own count stood against it', refused({ windowTokens: 4096 }), {}],
    [
      'nothing more from a full read, which has learned on its way',
      refused({ host: 'h', windowTokens: 4096 }, 'full-read'),
      {},
    ],
    ['a ratio from a report', answer({ usage: { promptTokens: 8400 } }), { tokenRatio: 1.2 }],
    ['no ratio from a report of a cut', answer({ usage: { promptTokens: 2000 } }), {}],
    [
      'a speed from what was not in the cache',
      answer({ usage: { promptTokens: 7000, cachedTokens: 3000 }, firstPartMs: 2000 }),
      { tokenRatio: 1, prefillTokensPerS: 2000 },
    ],
  ])('%s', (_, given, expected) => expect(lessonOf(given, { id: 'e m' })).toEqual(expected));
});
