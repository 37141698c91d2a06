import { describe, expect, it } from 'vitest';
import { BlockSplitter } from '../../../../../components/ui/markdown/block-splitter.ts';

/** The blocks of a text that grows to these lengths, and to its own. */
function blocksOf(text: string, lengths: readonly number[] = []): string[] {
  const splitter = new BlockSplitter();
  for (const length of [...lengths, text.length]) splitter.update(text.slice(0, length));
  return [...splitter.closed, splitter.open];
}

describe('a block that is too long', () => {
  it.each([
    ['a paragraph', 'He wrote another green book. '.repeat(760)],
    ['a paragraph without spaces', '他又写了一本绿皮书。'.repeat(3000)],
    ['lines', '> a\n'.repeat(1800)],
    ['code', `\`\`\`js\n${'call();\n'.repeat(9000)}`],
  ])('is cut in the same places whatever came in one piece: %s', (_, begin) => {
    const text = `${begin}The end.`;
    const atOnce = blocksOf(text);
    expect(atOnce.length).toBeGreaterThan(1);
    expect(atOnce.at(-1)).toMatch(/The end\.$/);
    for (const every of [1, 997, 5000]) {
      const lengths = Array.from(
        { length: Math.floor(text.length / every) },
        (_, index) => (index + 1) * every,
      );
      expect(blocksOf(text, every === 1 ? lengths.slice(-8000) : lengths)).toEqual(atOnce);
    }
    expect(blocksOf(text, [text.length - 5])).toEqual(atOnce);
  });
});
