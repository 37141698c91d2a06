import { expect, it } from 'vitest';
import { createPartSender } from '../../../../utils/chat/part-sender.ts';
import type { StreamPart } from '../../../../utils/messages/stream-part.ts';

const text = (said: string): StreamPart => ({ type: 'text-delta', text: said });

it('hands on a first part at once, and what comes with it together, in order, with nothing lost', async () => {
  const posted: StreamPart[][] = [];
  const sender = createPartSender((parts) => posted.push(parts));
  await sender.send(text('a'));
  expect(posted).toEqual([[text('a')]]);
  await Promise.all(['b', 'c'].map((said) => sender.send(text(said))));
  await sender.send({ type: 'reasoning-delta', text: 'r' });
  await sender.send(text('d'));
  await sender.send({ type: 'finish', reason: 'stop' });
  sender.flush();
  expect(
    posted
      .flat()
      .filter((part) => part.type === 'text-delta')
      .map((part) => part.text)
      .join(''),
  ).toBe('abcd');
  expect(posted.flat().at(-1)).toEqual({ type: 'finish', reason: 'stop' });
  expect(posted.flat().map(({ type }) => type)).toContain('reasoning-delta');
});

it('hands on what waits without being asked', async () => {
  const posted: StreamPart[][] = [];
  const sender = createPartSender((parts) => posted.push(parts));
  await sender.send(text('a'));
  await sender.send(text('b'));
  await expect.poll(() => posted.flat()).toEqual([text('a'), text('b')]);
});

it('holds up a flood', async () => {
  const posted: StreamPart[][] = [];
  const sender = createPartSender((parts) => posted.push(parts));
  for (let count = 0; count < 20_000; count++) await sender.send(text('x'));
  sender.flush();
  expect(posted.flat().reduce((sum, part) => sum + ('text' in part ? part.text.length : 0), 0)).toBe(20_000);
  // One message a frame, not one a part.
  expect(posted.length).toBeLessThan(2_000);
});
