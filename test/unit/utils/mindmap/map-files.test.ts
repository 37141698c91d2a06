import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openArchive } from '../../../../utils/files/unzip.ts';
import { childrenOf, parseXmlTree, type XmlElement } from '../../../../utils/files/xml-tree.ts';
import { toFreemind } from '../../../../utils/mindmap/freemind.ts';
import { fromPlain, type PlainNode, toLabel, toPlain } from '../../../../utils/mindmap/map-node.ts';
import { readOpml, toOpml } from '../../../../utils/mindmap/opml.ts';
import { readOutlineFile } from '../../../../utils/mindmap/read-outline-file.ts';
import { toOutline } from '../../../../utils/mindmap/to-outline.ts';
import { toSvg } from '../../../../utils/mindmap/to-svg.ts';
import { toXmind } from '../../../../utils/mindmap/xmind.ts';

const words = fc
  .oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }),
    fc.constantFrom(
      '- a',
      '# b #',
      '[ ] c',
      '**d**',
      '1. e',
      '[[1: "f"]]',
      'g[^1]',
      '![h](x.png)',
      '\\*i\\*',
      'C:\\new\\file_name_x',
      '<script>j</script>',
      '& &amp; "k"',
      '---',
      '```',
      '1、l',
      '* * *',
      '[m](n)',
      '…',
      '`o',
    ),
  )
  .map(toLabel)
  .filter(Boolean);
const note = fc.array(words, { maxLength: 2 }).map((lines) => lines.join('\n'));
const { tree } = fc.letrec<{ tree: PlainNode }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.record({ label: words, note, children: fc.constant<PlainNode[]>([]) }),
    fc.record({ label: words, note, children: fc.array(tie('tree'), { maxLength: 4 }) }),
  ),
}));

describe('a map that goes out and comes back', () => {
  it('is the same as Markdown', () => {
    fc.assert(
      fc.property(tree, (root) => {
        // A root with nothing below is a heading: enough for a file that says it is a map.
        expect(readOutlineFile(toOutline(root), 'file')).toEqual(root);
      }),
      { numRuns: 1000 },
    );
  });

  it('is the same as OPML', () => {
    fc.assert(
      fc.property(tree, (root) => {
        expect(readOpml(toOpml(root), 'file')).toEqual(root);
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps its passages as words', () => {
    const root = {
      id: 'root',
      label: 'T',
      note: '',
      citations: [],
      children: [
        { id: 'n1', label: 'a', note: 'mine', citations: [{ number: 2, quote: 'q' }], children: [] },
      ],
    };
    const plain = toPlain(root, ({ number, quote }) => `Source ${number}: “${quote}”`);
    expect(toOutline(plain)).toBe('# T\n\n- a[^1]\n\n[^1]: mine\n    Source 2: “q”\n');
    expect(readOutlineFile(toOutline(plain), 'file').children[0]!.note).toBe('mine\nSource 2: “q”');
    let count = 0;
    expect(fromPlain(plain, () => String(++count))).toMatchObject({
      id: '1',
      children: [{ id: '2', citations: [] }],
    });
  });
});

describe('an OPML file', () => {
  it('is read as outliners write it', () => {
    const text =
      '\uFEFF<?xml version="1.0"?><opml version="1.0"><head><title>Mine</title></head><body><outline title="a"/><outline text="b &lt;i&gt;"><outline text="c"/></outline></body></opml>';
    expect(readOpml(text, 'file')).toMatchObject({
      label: 'Mine',
      children: [{ label: 'a' }, { label: 'b <i>', children: [{ label: 'c' }] }],
    });
  });

  it('expands no entity of its own and fetches nothing', () => {
    const text =
      '<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "boom">]><opml><body><outline text="&x;&y;"><outline text="a"/></outline></body></opml>';
    expect(readOpml(text, 'file').label).not.toMatch(/root:|boom/);
  });

  it.each([['no XML'], ['<html><body><p>x</p></body></html>'], ['<opml><body/></opml>'], ['']])(
    'is refused where it holds no outline: %s',
    (text) => expect(() => readOpml(text, 'file')).toThrow(/file-not-supported/),
  );

  it('is refused where it nests without end', () =>
    expect(() => readOpml(`<opml><body>${'<outline text="a">'.repeat(1000)}`, 'file')).toThrow(
      /file-over-limit/,
    ));
});

it('refuses Markdown without an outline', () =>
  expect(() => readOutlineFile('Only prose here.', 'file')).toThrow(/file-not-supported/));

const sample: PlainNode = {
  label: 'Root & <b>',
  note: '',
  children: [
    { label: '<script>alert(1)</script>', note: 'said "so"\ntwice', children: [] },
    { label: '灯塔于一八五一年五月三日首次点亮，当时大雾弥漫，船只无法靠岸。', note: '', children: [] },
    { label: 'x'.repeat(10_000), note: '', children: [{ label: 'deep', note: '', children: [] }] },
  ],
};
const measureAt =
  ({ fontSize }: { fontSize: number }) =>
  (text: string) =>
    [...text].reduce((sum, sign) => sum + fontSize * (sign > '\u2e80' ? 1 : 0.5), 0);
const colors = {
  page: '#fff',
  line: '#ddd',
  text: '#111',
  accent: '#084',
  accentSoft: '#efe',
  onAccent: '#fff',
};

describe('a file that leaves', () => {
  it('is a FreeMind map with each node and its note', () => {
    const map = childrenOf(parseXmlTree(toFreemind(sample)), 'map')[0]!;
    const read = (node: XmlElement): PlainNode => ({
      label: node.attributes.TEXT!,
      note: childrenOf(node, 'richcontent')
        .map((content) =>
          JSON.stringify(content)
            .match(/(?<="p".*?\[")(?:\\.|[^"\\])*/g)
            ?.join('\n'),
        )
        .join()
        .replaceAll('\\"', '"'),
      children: childrenOf(node, 'node').map(read),
    });
    expect(read(childrenOf(map, 'node')[0]!)).toEqual(sample);
  });

  it('is an XMind archive', () => {
    const archive = openArchive(toXmind(sample));
    expect([...archive.paths].sort()).toEqual(['content.json', 'manifest.json', 'metadata.json']);
    const [sheet] = JSON.parse(new TextDecoder().decode(archive.bytes('content.json')));
    expect(sheet.rootTopic.title).toBe('Root & <b>');
    expect(sheet.rootTopic.children.attached.map(({ title }: { title: string }) => title)).toEqual(
      sample.children.map(({ label }) => label),
    );
    expect(sheet.rootTopic.children.attached[0].notes.plain.content).toBe('said "so"\ntwice');
  });

  it('is a picture without script, style sheet or address, in which nothing overlaps', () => {
    const { svg, width, height } = toSvg(sample, colors, measureAt);
    expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(
      /<script|<style|<foreignObject|<image|href|url\(|https?:|\son\w+=/i,
    );
    const boxes = [
      ...svg.matchAll(/<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/g),
    ].map(([, ...numbers]) => numbers.map(Number) as [number, number, number, number]);
    expect(boxes).toHaveLength(5);
    const words = [...svg.matchAll(/<tspan[^>]*>([^<]*)</g)].map(([, line]) => line).join('');
    expect(words).toContain('x'.repeat(10_000));
    expect(words).toContain(sample.children[1]!.label);
    for (const [index, [x, y, w, h]] of boxes.entries()) {
      expect(x + w).toBeLessThanOrEqual(width);
      expect(y + h).toBeLessThanOrEqual(height);
      for (const [x2, y2, w2, h2] of boxes.slice(index + 1))
        expect(x + w <= x2 || x2 + w2 <= x || y + h <= y2 || y2 + h2 <= y).toBe(true);
    }
  });
});
