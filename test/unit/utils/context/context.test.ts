import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkFit } from '../../../../utils/context/check-fit.ts';
import { splitSections } from '../../../../utils/context/split-sections.ts';

describe('checkFit', () => {
  it.each([
    ['unknown window', { sourceTokens: [9_000_000], chatTokens: 0, windowTokens: undefined }, true],
    ['small request', { sourceTokens: [100], chatTokens: 50, windowTokens: 4096 }, true],
    ['no room left for the answer', { sourceTokens: [3500], chatTokens: 50, windowTokens: 4096 }, false],
    ['longer than the window', { sourceTokens: [200_000], chatTokens: 50, windowTokens: 128_000 }, false],
    ['no source', { sourceTokens: [], chatTokens: 50, windowTokens: 4096 }, true],
    [
      'a window smaller than the instructions',
      { sourceTokens: [], chatTokens: 400, windowTokens: 256 },
      false,
    ],
  ])('%s', (_, input, fits) => {
    expect(checkFit(input).fits).toBe(fits);
  });
});

describe('splitSections', () => {
  const pieces = fc.constantFrom(
    '# Title',
    '## 第二章',
    'A sentence.\nAnother.',
    '```js\n# not a heading\n\n## nor this\n```',
    '- item\n- item',
    '字'.repeat(3000),
    '',
    '  ',
  );
  it('gives back every character, once and in order', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        const text = parts.join('\n\n');
        const sections = splitSections(text);
        expect(sections.map((section) => text.slice(section.start, section.end)).join('')).toBe(text);
      }),
    );
  });
  it('begins a section at each heading, but not in code', () => {
    const titles = splitSections('Intro\n\n# One\n\ntext\n\n```\n\n# code\n\n```\n\n## Two\n\nend').map(
      (section) => section.title,
    );
    expect(titles).toEqual(['Intro', 'One', 'Two']);
  });
});
