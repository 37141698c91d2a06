// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { extractPage } from '../../../../utils/extract/extract-page.ts';

function read(body: string, title = 'Title') {
  document.title = title;
  document.body.replaceChildren(document.createRange().createContextualFragment(body));
  return extractPage(document);
}
const prose = (count: number) =>
  '<p>The keeper wrote down every ship that passed, in eleven green books, for thirty-one years.</p>'.repeat(
    count,
  );

describe('extractPage', () => {
  it('reads an article and counts what stands around it', () => {
    const page = read(
      `<nav><a href="/">Home</a> <a href="/b">Blog</a></nav><article><h1>Title</h1>${prose(12)}</article><footer>Imprint and more</footer>`,
    );
    expect(page.markdown).toContain('thirty-one years');
    expect(page.markdown).not.toMatch(/Imprint|Blog/);
    expect(page.receipt.leftOutCharacters).toBeGreaterThan('HomeBlogImprintandmore'.length - 1);
  });

  it('reads all of a page in which something is selected, and gives that as well', () => {
    document.body.innerHTML = `<article>${prose(3)}<p id="chosen">She distrusted the\u200B telegraph.</p>${prose(3)}</article>`;
    const select = (length: number) => {
      const text = document.querySelector('#chosen')!.firstChild!;
      document.getSelection()!.setBaseAndExtent(text, 0, text, length);
      return extractPage(document);
    };
    const page = select(30);
    expect(page.selectedText).toBe('She distrusted the telegraph.');
    expect(page.markdown.match(/thirty-one years/g)).toHaveLength(6);
    expect(select(3)).not.toHaveProperty('selectedText');
    document.getSelection()!.removeAllRanges();
    expect(extractPage(document)).not.toHaveProperty('selectedText');
  });

  it('takes the main region where the article is only a part of it', () => {
    const posts = Array.from(
      { length: 12 },
      (_, index) =>
        `<div class="post"><h3>User ${index}</h3><div>${prose(2).replace('keeper', `keeper number ${index}`)}</div></div>`,
    ).join('');
    const page = read(`<main><h1>Thread</h1>${posts}</main>`);
    for (let index = 0; index < 12; index++) expect(page.markdown).toContain(`keeper number ${index}`);
  });

  it('loses nothing where all of the text calls itself an aside', () => {
    const page = read(`<aside>${prose(4)}</aside><aside>${prose(4)}</aside><aside>${prose(4)}</aside>`);
    expect(page.markdown.match(/thirty-one years/g)).toHaveLength(12);
  });

  it('gives a lost headline back', () => {
    expect(read(`<h1>Title</h1><article>${prose(12)}</article>`).markdown).toMatch(/^# Title\n\n/);
  });

  it('keeps lines apart where only the text of an element is taken: very deep, in links, in code', () => {
    const lines = '<div>one</div>\n<div>two</div>';
    const deep = '<div>'.repeat(450) + lines + '</div>'.repeat(450);
    const page = read(`${deep}<a href="/x">${lines}</a><pre><div>  three</div></pre>`);
    expect(page.markdown).toMatch(/^one\s+two/);
    expect(page.links[0]?.text).toBe('one two');
    expect(page.markdown).toContain('  three');
  });

  it('is empty for a page without text, and leaves the page as it was', () => {
    expect(read('<div><script>var a = 1;</script> </div>').markdown).toBe('');
    const before = document.body.innerHTML;
    extractPage(document);
    expect(document.body.innerHTML).toBe(before);
  });

  it.each(['a', 'b', 'c'])('never gives nothing for a page that is one table (%s)', (sign) => {
    const row = (index: number) =>
      `<tr><th>${sign.repeat(index % 7)}${index}</th><td><a href="/${index}">${sign} ${index}</a></td></tr>`;
    const page = read(`<table>${Array.from({ length: 200 }, (_, index) => row(index)).join('')}</table>`);
    expect(page.markdown).toContain('199');
    expect(page.markdown.length).toBeGreaterThan(1000);
  });

  it('does not take its own words for a menu because of a class that holds another word', () => {
    const page = read(`<div class="shadow-box headland">${prose(3)}</div><p>${'End of it. '.repeat(3)}</p>`);
    expect(page.markdown).toContain('thirty-one years');
    expect(page.markdown).toContain('End of it.');
  });
});
