import { describe, expect, it } from 'vitest';
import type { ExtractedPage } from '../../../../utils/extract/extracted-page.ts';
import { hasAllFrames, joinFrames } from '../../../../utils/sources/join-frames.ts';

const page = (
  url: string,
  foreignFrames: string[] = [],
  more: Partial<ExtractedPage> = {},
): ExtractedPage => ({
  title: '',
  url,
  lang: '',
  markdown: `text of ${url}`,
  foreignFrames,
  contentType: 'text/html',
  links: [],
  nextUrl: '',
  receipt: { seenCharacters: 10, leftOutCharacters: 1, hiddenCharacters: 2, extractor: 'whole page' },
  ...more,
});

const one = 'https://one.example/';
const two = 'https://two.example/a';

describe('joinFrames', () => {
  it.each<[string, ExtractedPage, ExtractedPage[], string[], string[]]>([
    [
      'takes each by its address',
      page('https://p.example/', [two, one]),
      [page(one), page(two)],
      [two, one],
      [],
    ],
    ['names what is missing', page('https://p.example/', [one, two]), [page(two)], [two], ['one.example']],
    ['follows one that was sent on', page('https://p.example/', [two]), [page(one)], [one], []],
    [
      'prefers the host where one was sent on',
      page('https://p.example/', [two]),
      [page(one), page('https://two.example/b')],
      ['https://two.example/b'],
      [],
    ],
    [
      'goes down into frames of frames, in reading order',
      page('https://p.example/', [one, two]),
      [page('https://in.example/'), page(two), page(one, ['https://in.example/', 'https://gone.example/'])],
      [one, 'https://in.example/', two],
      ['gone.example'],
    ],
    ['leaves out what the page does not name', page('https://p.example/'), [page(one)], [], []],
    [
      'reads the same address as often as it is shown',
      page('https://p.example/', [one, one]),
      [page(one), page(one)],
      [one, one],
      [],
    ],
    [
      'counts a frame that shows a file without text',
      page('https://p.example/', [one]),
      [page(one, [], { contentType: 'application/pdf', markdown: '' })],
      [],
      ['one.example'],
    ],
    [
      'misses nothing where a frame shows no text',
      page('https://p.example/', [one]),
      [page(one, [], { markdown: '' })],
      [],
      [],
    ],
  ])('%s', (_, main, frames, texts, unread) => {
    const joined = joinFrames(main, frames);
    const places = texts.map((url) => joined.markdown.indexOf(`text of ${url}`));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(joined.markdown.split('text of ')).toHaveLength(texts.length + 2);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(joined.unreadFrameHosts).toEqual(unread);
    expect(joined.receipt.seenCharacters).toBe(10 * (1 + texts.length));
  });
});

it('is not certain of a frame by its host alone: the right one may still come', () => {
  expect(hasAllFrames(page('https://p.example/', [two]), [page('https://two.example/b')])).toBe(false);
  expect(hasAllFrames(page('https://p.example/', [two]), [page(`${two}#part`)])).toBe(true);
});
