import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deepestLevel, type MapNode, nodesOf } from '../../../../utils/mindmap/map-node.ts';
import { parseOutline } from '../../../../utils/mindmap/parse-outline.ts';

const read = (text: string, isOpen = false) => parseOutline(text, { isOpen, title: 'Untitled' });
/** `root(a(b c) d)`. */
const shape = ({ label, children }: MapNode): string =>
  children.length > 0 ? `${label}(${children.map(shape).join(' ')})` : label;
const shapeOf = (text: string, isOpen = false) => shape(read(text, isOpen).root);

describe('an outline', () => {
  it.each([
    ['a heading and a list', '# T\n- a\n  - b\n  - c\n- d', 'T(a(b c) d)'],
    ['four blanks', '# T\n- a\n    - b\n        - c\n- d', 'T(a(b(c)) d)'],
    ['tabs', '# T\n- a\n\t- b\n\t\t- c\n- d', 'T(a(b(c)) d)'],
    ['mixed blanks and tabs', '# T\n- a\n  - b\n\t- c\n      - d\n- e', 'T(a(b(c(d))) e)'],
    ['wide blanks', '# 题\n- 甲\n　- 乙\n　　- 丙', '题(甲(乙(丙)))'],
    ['one blank too many is the same level', '# T\n- a\n - b\n- c', 'T(a b c)'],
    ['all signs', '# T\n- a\n* b\n+ c\n• d\n– e\n1. f\n2) g\n(3) h\n4、i', 'T(a b c d e f g h i)'],
    ['numbers that count levels', '# T\n1. a\n1.1 b\n1.1.1 c\n1.2 d\n2. e', 'T(a(b(c) d) e)'],
    ['headings only', '# T\n## a\n### b\n## c', 'T(a(b) c)'],
    ['headings and lists', '# T\n## a\n- b\n  - c\n## d\n- e', 'T(a(b(c)) d(e))'],
    ['bold lines as headings', '# T\n**a**\n- b\n\n**c**:\n- d', 'T(a(b) c(d))'],
    ['a skipped level', '# T\n- a\n        - b\n  - c\n#### d\n- e', 'T(a(b c) d(e))'],
    ['blank lines', '\n\n# T\n\n- a\n\n\n  - b\n\n- c\n', 'T(a(b) c)'],
    ['a code fence', 'Here it is:\n```markdown\n# T\n- a\n  - b\n```\nDone.', 'T(a(b))'],
    ['prose around', 'Sure! The map:\n\n# T\n- a\n- b\n\nTell me if you want more.', 'T(a b)'],
    ['a line that goes on', '# T\n- a is\n  long\n- b', 'T(a is long b)'],
    ['one first item', '- T\n  - a\n  - b', 'T(a b)'],
    ['several first items', '- a\n  - b\n- c', 'Untitled(a(b) c)'],
    ['several first headings', '# a\n- b\n# c\n- d', 'Untitled(a(b) c(d))'],
    ['check boxes', '# T\n- [ ] a\n- [x] b', 'T(a b)'],
    ['signs without words', '# T\n- a\n- \n  - b\n-\n- c', 'T(a b c)'],
    ['rules', '# T\n---\n- a\n* * *\n- b', 'T(a b)'],
    ['emphasis, code and links', '# **T**\n- `a` *b* __c__\n- [d](https://x.test/)', 'T(a b c d)'],
    ['line separators inside of a line', '# T\u2028t\n- a\u2029b\n  - c\u2028', 'T t(a b(c))'],
    ['Windows line ends', '# T\r\n- a\r\n  - b\r\n', 'T(a(b))'],
  ])('%s', (_, text, wanted) => expect(shapeOf(text)).toBe(wanted));

  it('keeps markup that a label holds as text', () => {
    const labels = [
      '<img src=x onerror=alert(1)>',
      '<svg onload=alert(1)>',
      '<script>alert(1)</script>',
      '![a](https://x.test/a.png)',
    ];
    expect(
      read(`# T\n${labels.map((label) => `- ${label}`).join('\n')}`).root.children.map((c) => c.label),
    ).toEqual(labels);
  });

  it('takes citations out of labels as passages', () => {
    const [one, two] = read(
      '# T\n- The lamp was lit in 1851 [[2: "lit for the first time"]].\n- 灯塔【【1：“建于1851年”】】',
    ).root.children;
    expect(one).toMatchObject({
      label: 'The lamp was lit in 1851.',
      citations: [{ number: 2, quote: 'lit for the first time' }],
    });
    expect(two).toMatchObject({ label: '灯塔', citations: [{ number: 1, quote: '建于1851年' }] });
  });

  it('shows no marker that is on its way', () => {
    const text = '# T\n- lit [[2: "lit for the first time"]]';
    for (let end = 0; end <= text.length; end++)
      for (const { label } of nodesOf(read(text.slice(0, end), true).root))
        expect(label).not.toMatch(/[[\]"]/);
  });

  it('takes twenty levels, and hangs what is far deeper up at the last', () => {
    const levels = (count: number) =>
      Array.from({ length: count }, (_, index) => `${'  '.repeat(index)}- ${index}`).join('\n');
    const depth = (node: MapNode): number => 1 + Math.max(0, ...node.children.map(depth));
    expect(depth(read(`# T\n${levels(20)}`).root)).toBe(21);
    const deep = read(`# T\n${levels(3000)}`);
    expect(depth(deep.root)).toBe(deepestLevel + 1);
    expect(deep.writtenCount).toBe(3001);
  });

  it('takes a label of ten thousand characters whole', () => {
    const label = 'word '.repeat(2000).trim();
    expect(read(`# T\n- ${label}\n- b`).root.children[0]!.label).toBe(label);
  });

  it.each([
    [
      'an answer in prose',
      'I could not find any structure in this text. It is a poem, and I will not map it.',
    ],
    ['nothing', ''],
    ['a heading only', '# T'],
    [
      'prose with a list in it',
      `${'This is a long answer that talks about the sources in whole sentences. '.repeat(6)}\n- a\n- b\n`,
    ],
  ])('tells %s apart', (_, text) => expect(read(text).isOutline).toBe(false));

  it('is one with a sentence before and after', () =>
    expect(
      read('Here is the mind map of the page:\n# Title\n- first branch\n- second branch\nEnd.').isOutline,
    ).toBe(true));
});

const line = fc.oneof(
  fc.tuple(
    fc.constantFrom('', '  ', '    ', '\t', '   ', '\t  ', '      '),
    fc.constantFrom('- ', '* ', '+ ', '• ', '1. ', '12) ', '2.1 '),
    fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
      .map((text) => `w${text.replace(/[\r\n]/g, '')}`),
  ),
  fc.tuple(fc.constant(''), fc.constantFrom('# ', '## ', '### '), fc.constantFrom('one', '二', 'three four')),
  fc.constantFrom(['', '', ''], ['', '', 'prose in between'], ['', '', '```']),
);
const outline = fc
  .array(line, { maxLength: 14 })
  .map((lines) => lines.map((parts) => parts.join('')).join('\n'));

describe('any outline', () => {
  it('only adds nodes while it grows, and its last one grows', () => {
    fc.assert(
      fc.property(outline, (text) => {
        let before: { id: string; label: string; parent: string }[] = [];
        for (let end = 0; end <= text.length; end++) {
          const { root } = read(text.slice(0, end), true);
          const now = [...nodesOf(root)].flatMap((parent) =>
            parent.children.map(({ id, label }) => ({ id, label, parent: parent.id })),
          );
          const byId = new Map(now.map((node) => [node.id, node]));
          expect(byId.size).toBe(now.length);
          const newest = before.reduce((last, node) => Math.max(last, Number(node.id.slice(1))), 0);
          for (const node of before) {
            const same = byId.get(node.id);
            expect(same?.parent).toBe(node.parent);
            if (node.id !== `n${newest}`) expect(same?.label).toBe(node.label);
          }
          before = now;
        }
      }),
      { numRuns: 150 },
    );
  });

  it('loses no node and never fails', () => {
    fc.assert(
      fc.property(fc.oneof(outline, fc.string({ unit: 'binary' })), fc.boolean(), (text, isOpen) => {
        const { root, writtenCount } = read(text, isOpen);
        const count = [...nodesOf(root)].length;
        expect(count).toBeGreaterThanOrEqual(writtenCount);
        expect(count).toBeLessThanOrEqual(writtenCount + 1);
      }),
    );
  });
});
