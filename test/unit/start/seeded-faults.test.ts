import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { faults } from '../../attack/faults.ts';

const root = join(import.meta.dirname, '..', '..', '..');

// Whether each is noticed: `npm run attack -- --faults`.
it('can still seed each of twelve faults', () => {
  expect(faults).toHaveLength(12);
  for (const { name, rewrites } of faults)
    for (const { file, find } of rewrites)
      expect(readFileSync(join(root, file), 'utf8').split(find), `${name}, ${file}`).toHaveLength(2);
});
