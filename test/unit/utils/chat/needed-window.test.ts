import { expect, it } from 'vitest';
import { neededWindow } from '../../../../utils/chat/load-turn.ts';

const facts = { asksForWindow: true, windowTokens: 131_072, tokenError: 0.3 };

it.each<[string, Parameters<typeof neededWindow>, number | undefined]>([
  ['what a request may need with its answer, also where we count too few', [facts, 28_000], 40_496],
  ['no more than the model takes', [facts, 120_000], 131_072],
  ['all that it takes, where nobody has counted', [facts, undefined], 131_072],
  ['nothing of a server that does not ask', [{ ...facts, asksForWindow: false }, 28_000], undefined],
  ['what is needed, where the window is not known', [{ ...facts, windowTokens: undefined }, 10_000], 17_096],
])('%s', (_, input, expected) => expect(neededWindow(...input).neededWindowTokens).toBe(expected));
