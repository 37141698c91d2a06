import { describe, expect, it } from 'vitest';
import { Lanes } from '../../../../utils/shared/lanes.ts';

describe('Lanes', () => {
  it('runs so many at once, so many for one key, and the others in order', async () => {
    const lanes = new Lanes(3, 2);
    const begun: string[] = [];
    let running = 0;
    let most = 0;
    const ends: (() => void)[] = [];
    const all = ['a', 'a', 'a', 'b', 'c'].map((key, index) =>
      lanes.run(key, async () => {
        begun.push(key + index);
        most = Math.max(most, ++running);
        await new Promise<void>((end) => ends.push(end));
        running--;
        return index;
      }),
    );
    expect(begun).toEqual(['a0', 'a1', 'b3']);
    while (ends.length > 0) {
      ends.shift()!();
      await new Promise((next) => setTimeout(next));
    }
    expect(await Promise.all(all)).toEqual([0, 1, 2, 3, 4]);
    expect(begun).toEqual(['a0', 'a1', 'b3', 'a2', 'c4']);
    expect(most).toBe(3);
  });

  it('goes on after one that fails', async () => {
    const lanes = new Lanes(1);
    const failed = lanes.run('', async () => Promise.reject(new Error('no')));
    const next = lanes.run('', async () => 'yes');
    await expect(failed).rejects.toThrow('no');
    expect(await next).toBe('yes');
  });
});
