import fc from 'fast-check';
import { expect, it } from 'vitest';
import { applyUpdate, toUpdate } from '../../../../utils/chat/answer-feed.ts';
import type { Answer } from '../../../../utils/messages/chat-message.ts';

const at = (text: string, reasoning = ''): Answer => ({
  id: 'a',
  chatId: 'c',
  parentId: 'q',
  createdAt: 0,
  role: 'assistant',
  text,
  reasoning,
  status: 'streaming',
  choice: { endpointId: 'e', model: 'm' },
});

it('gives a listener that began anywhere the same answer', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ maxLength: 8 }), { minLength: 1, maxLength: 20 }),
      fc.nat(),
      (deltas, begin) => {
        const states = deltas.map((_, index) => at(deltas.slice(0, index + 1).join('')));
        const joined = begin % states.length;
        let listener = states[joined]!;
        let sent = 0;
        for (const [index, state] of states.entries()) {
          const update = toUpdate(state, { text: sent, reasoning: 0 });
          sent = state.text.length;
          // An update from before the listener joined repeats what it has; it must not shorten nor double it for good.
          if (index >= joined) listener = applyUpdate(listener, update)!;
        }
        expect(listener.text).toBe(deltas.join(''));
      },
    ),
  );
});

it('does not join what does not follow', () => {
  const update = toUpdate(at('abcdef'), { text: 4, reasoning: 0 });
  expect(applyUpdate(at('ab'), update)).toBeUndefined();
  expect(applyUpdate(at('abcd'), update)?.text).toBe('abcdef');
});
