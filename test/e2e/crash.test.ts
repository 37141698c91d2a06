import { expect, it } from 'vitest';
import { measureInterruptions } from '../bench/storage-interruptions.ts';
import { measureKills } from '../bench/storage-kills.ts';

// The short form of `npm run test:faults`. A full read, and files, are killed in tests of their own; that a panel is closed and a worker
// stopped is part of the main job's; the rest takes time.

it('keeps the question, what had arrived and what was typed when the browser is killed, and goes on from there', async () => {
  const moments = ['in the middle', 'two answers in two chats', 'while the next question is typed'] as const;
  const { kills, failures } = await measureKills({ kills: moments.length, seed: 1, moments });
  expect(failures).toEqual([]);
  expect(kills).toBe(3);
});

it('loses nothing when the window, the extension or the engine goes away', async () => {
  const kinds = ['window closed with another open', 'extension reloaded', 'engine page closed'] as const;
  const { interruptions, failures } = await measureInterruptions({ interruptions: 1, seed: 1, kinds });
  expect(failures).toEqual([]);
  expect(interruptions).toBe(3);
});
