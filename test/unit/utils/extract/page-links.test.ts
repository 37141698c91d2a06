// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { pageLinks } from '../../../../utils/extract/page-links.ts';

const url = 'https://books.test/novel/3';
function body(html: string): Element {
  document.head.replaceChildren();
  document.body.replaceChildren(document.createRange().createContextualFragment(html));
  return document.body;
}

const linksOf = (html: string) => pageLinks(document, body(html), url, url).links;
const nextOf = (html: string) => pageLinks(document, body(html), url, url).nextUrl;

describe('pageLinks', () => {
  it('gives each address once, in reading order, the same site first', () => {
    const links = linksOf(
      '<a href="https://other.test/x">Other</a><a href="2">Two</a><a href="1#top">One</a><a href="2#b">Two again</a><a href="/novel/3#here">Itself</a>',
    );
    expect(links).toEqual([
      { url: 'https://books.test/novel/2', text: 'Two' },
      { url: 'https://books.test/novel/1', text: 'One' },
      { url: 'https://other.test/x', text: 'Other' },
    ]);
  });

  it('offers nothing that is no page', () => {
    const html =
      '<a href="javascript:alert(1)">a</a><a href="mailto:a@b.c">b</a><a href="data:text/html,x">c</a><a href="file:///etc/passwd">d</a><a href="https://user:pass@books.test/">e</a><a href="https://[bad">f</a><a>g</a>';
    expect(linksOf(html)).toEqual([]);
  });

  it('names a picture link by the words of its second link, or its picture', () => {
    const html =
      '<a href="a"><img></a><a href="a">Story A</a><a href="b"><img alt="Story B"></a><a href="c"></a>';
    expect(linksOf(html).map(({ text }) => text)).toEqual([
      'Story A',
      'Story B',
      'https://books.test/novel/c',
    ]);
  });
});

describe('the next part', () => {
  it.each([
    ['Next', '<a href="4">Next »</a>'],
    ['下一章', '<a href="4">下一章</a>'],
    ['次へ', '<a href="4">次へ</a>'],
    ['an arrow', '<a href="4">›</a>'],
    ['rel', '<a rel="next" href="4">chapter four</a>'],
  ])('finds it by %s', (_, html) => {
    expect(nextOf(`<a href="2">2</a>${html}`)).toBe('https://books.test/novel/4');
  });

  it.each([
    ['another site', '<a href="https://ads.test/">Next</a>'],
    ['the page itself', '<a href="#comments">Next</a>'],
    ['the page itself, by a bare #', '<a href="#">Next</a>'],
    ['words that only begin so', '<a href="5">Next week in the news</a>'],
  ])('takes none for %s', (_, html) => {
    expect(nextOf(html)).toBe('');
  });
});
