// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { createPacer } from '../../../../components/ui/pace-draws.ts';

const work = (timeMs: number) => {
  for (const begun = performance.now(); performance.now() - begun < timeMs; );
};

it('leaves the page twice as long to itself as a drawing took more than half a frame', async () => {
  const pace = createPacer();
  const times: { begun: number; ended: number }[] = [];
  const draw = () => {
    const begun = performance.now();
    work(30);
    times.push({ begun, ended: performance.now() });
    if (times.length < 4) pace(draw);
  };
  pace(draw);
  await expect.poll(() => times.length).toBe(4);
  for (const [index, { begun }] of times.slice(1).entries()) {
    const { begun: before, ended } = times[index]!;
    expect(begun - ended).toBeGreaterThanOrEqual(2 * (ended - before - 8) - 1);
  }
});

it('takes a wish back', async () => {
  const pace = createPacer();
  const drawn: string[] = [];
  pace(() => drawn.push('first'))();
  pace(() => drawn.push('second'));
  await expect.poll(() => drawn).toEqual(['second']);
});
