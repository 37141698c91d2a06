// @vitest-environment happy-dom
import { cleanup, render, waitFor } from '@testing-library/react';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { Markdown } from '../../../../../components/ui/markdown/Markdown.tsx';

afterEach(cleanup);

const show = (text: string, isStreaming = false) =>
  render(<Markdown text={text} isStreaming={isStreaming} />).container;
const html = (text: string) => show(text).querySelector('.md')!.innerHTML;

describe('Markdown', () => {
  it.each([
    ['paragraphs', 'a\n\nb', '<p dir="auto">a</p><p dir="auto">b</p>'],
    [
      'marks',
      '**b** *i* ~~s~~ `c`',
      '<p dir="auto"><strong>b</strong> <em>i</em> <del>s</del> <code>c</code></p>',
    ],
    ['headings below the page’s own', '# T', '<h2 dir="auto" class="md-h1">T</h2>'],
    ['tight lists', '- a\n- b', '<ul><li dir="auto">a</li><li dir="auto">b</li></ul>'],
    ['numbered lists', '3. a', '<ol start="3"><li dir="auto">a</li></ol>'],
    ['hard breaks', 'a  \nb', '<p dir="auto">a<br>b</p>'],
    [
      'reference links',
      '[a][x]\n\n[x]: https://a.test/',
      '<p dir="auto"><a href="https://a.test/" title="https://a.test/" target="_blank" rel="noopener noreferrer" referrerpolicy="no-referrer">a</a></p>',
    ],
  ])('renders %s', (_, text, expected) => {
    expect(html(text)).toBe(expected);
  });

  it.each([
    ['emphasis', '*a_ '.repeat(20_000)],
    ['lists', `${'1. '.repeat(19_000)}a`],
  ])('shows what would take minutes to parse as it came: %s', (_, text) => {
    const plain = (container: HTMLElement) =>
      [...container.querySelectorAll('.md-plain')].map(({ textContent }) => textContent).join('');
    expect(plain(show(text))).toBe(text);
    cleanup();
    expect(plain(show(text, true))).toBe(text.slice(0, 4000));
  });

  it('aligns table columns', () => {
    const cells = [...show('| a | b |\n|:-:|--:|\n| 1 | 2 |').querySelectorAll('td')];
    expect(cells.map((cell) => cell.className)).toEqual(['md-center', 'md-right']);
  });

  it.each([
    ['这是**“重点”**。后面', '“重点”'],
    ['他说**“你好”**，然后', '“你好”'],
    ['**重点：**这里', '重点：'],
    ['见**《红楼梦》**第一回', '《红楼梦》'],
    ['数值**（约50%）**左右', '（约50%）'],
    ['これは**「大事」**です', '「大事」'],
    ['**注意！**请看', '注意！'],
    ['结尾是**粗体。**', '粗体。'],
  ])('bolds CJK text beside punctuation: %s', (text, bold) => {
    expect(show(text).querySelector('strong')?.textContent).toBe(bold);
  });

  it.each([
    ['见 https://a.test/x，然后', 'https://a.test/x'],
    ['（https://a.test/x）', 'https://a.test/x'],
    ['https://zh.test/wiki/中国。', encodeURI('https://zh.test/wiki/中国')],
  ])('ends a bare address where the sentence goes on: %s', (text, href) => {
    expect(show(text).querySelector('a')?.getAttribute('href')).toBe(href);
  });
});

describe('streaming', () => {
  const pieces = fc.constantFrom(
    '# Title\n\n',
    'A paragraph with **bold** text.\n\n',
    '第一段，**“重点”**在此。\n\n',
    '- one\n- two\n',
    '\n',
    '1. x\n2. y\n\n',
    '```js\nlet a = 1;\n\nb();\n```\n',
    '| a | b |\n|---|---|\n| 1 | 2 |\n\n',
    '> quoted\n> more\n\n',
    'Setext\n---\n\n',
    '$$\nx\n$$\n\n',
    '    indented\n\n',
    '* * *\n',
    'lazy\n',
    '~~~\nopen fence\n',
    '<div>html</div>\n\n',
  );
  it('ends in the same elements as a full rendering, however the text was cut', () => {
    fc.assert(
      fc.property(
        fc.array(pieces, { minLength: 1, maxLength: 12 }),
        fc.array(fc.integer({ min: 1, max: 25 }), { minLength: 1, maxLength: 8 }),
        (parts, steps) => {
          const text = parts.join('');
          const streamed = render(<Markdown text="" isStreaming />);
          for (let end = 0, step = 0; end < text.length; step++) {
            end = Math.min(text.length, end + steps[step % steps.length]!);
            streamed.rerender(<Markdown text={text.slice(0, end)} isStreaming />);
          }
          streamed.rerender(<Markdown text={text} isStreaming={false} />);
          const result = streamed.container.innerHTML;
          streamed.unmount();
          const whole = render(<Markdown text={text} isStreaming={false} />);
          expect(result).toBe(whole.container.innerHTML);
          whole.unmount();
        },
      ),
      { numRuns: 150 },
    );
  });

  it('keeps every item of a list that is longer than one part, in order and numbered', () => {
    const text = Array.from({ length: 200 }, (_, index) => `${index + 1}. item ${index + 1}\n`).join('');
    const streamed = render(<Markdown text="" isStreaming />);
    for (let end = 7; end < text.length; end += 7)
      streamed.rerender(<Markdown text={text.slice(0, end)} isStreaming />);
    streamed.rerender(<Markdown text={text} isStreaming={false} />);
    const items = [...streamed.container.querySelectorAll('li')].map((item) => item.textContent);
    expect(items).toEqual(Array.from({ length: 200 }, (_, index) => `item ${index + 1}`));
    const lists = [...streamed.container.querySelectorAll('ol')];
    expect(lists.length).toBeGreaterThan(5);
    let next = 1;
    for (const list of lists) {
      expect(list.start).toBe(next);
      next += list.children.length;
    }
  });

  it('draws what comes at once step by step, to its end', async () => {
    const text = Array.from({ length: 600 }, (_, index) => `Paragraph **${index}**.\n\n`).join('');
    const streamed = render(<Markdown text={text} isStreaming />);
    const busy = () => streamed.container.querySelector('.md')!.getAttribute('aria-busy');
    expect(streamed.container.textContent!.length).toBeLessThan(5_000);
    expect(busy()).toBe('true');
    streamed.rerender(<Markdown text={text} isStreaming={false} />);
    await waitFor(() => expect(busy()).toBe(null), { timeout: 20_000 });
    const whole = render(<Markdown text={text} isStreaming={false} />);
    expect(streamed.container.innerHTML).toBe(whole.container.innerHTML);
  });

  it.each([
    ['words', '', 'words that never end ', 'p', 30_000],
    ['letters', '', '字', 'p', 30_000],
    ['lines', '', 'a line\n', 'p', 10_000],
    ['code', '```js\n', 'call();\n', 'pre', 99_000],
    ['a table', '| a | b |\n|---|---|\n', '| cell | cell |\n', 'td', 15_000],
    ['quotes', '', '> words\n', 'blockquote p', 15_000],
  ])('draws a block without end in parts of its own kind: %s', (_, begin, unit, place, length) => {
    const text = unit.repeat(length / unit.length);
    const parts = [...show(begin + text).querySelectorAll(place)].map(({ textContent }) => textContent!);
    const plain = (shown: string) => shown.replace(/[\s|>]+/g, '');
    expect(plain(parts.join(''))).toBe(plain(text));
    expect(parts.length).toBeGreaterThan(1);
  });

  it('closes what is half open, so that no mark shows raw', () => {
    expect(show('Some **bold te', true).querySelector('strong')?.textContent).toBe('bold te');
    expect(show('Code `let a', true).querySelector('code')?.textContent).toBe('let a');
  });
});

describe('a hostile answer', () => {
  const allowed = new Set([
    'DIV',
    'P',
    'STRONG',
    'EM',
    'DEL',
    'CODE',
    'PRE',
    'BR',
    'H2',
    'H3',
    'H4',
    'H5',
    'H6',
    'BLOCKQUOTE',
    'HR',
    'OL',
    'UL',
    'LI',
    'TABLE',
    'THEAD',
    'TBODY',
    'TR',
    'TH',
    'TD',
    'A',
    'SPAN',
    'SUP',
    'INPUT',
    'BUTTON',
    'svg',
    'path',
    'rect',
  ]);
  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    'text <img src="https://evil.test/p.png"> text',
    '<iframe src="https://evil.test"></iframe>',
    '<style>@import url(https://evil.test)</style>',
    '<form action="https://evil.test"><input name=a></form>',
    '<svg onload=alert(1)><use href="https://evil.test#a"/></svg>',
    '<link rel=prefetch href=https://evil.test>',
    '<meta http-equiv=refresh content="0;url=https://evil.test">',
    '![a](https://evil.test/p.png?secret)',
    '![a][r]\n\n[r]: https://evil.test/p.png',
    '[![a](https://evil.test/p.png)](https://evil.test)',
    '[a](javascript:alert(1))',
    '[a](JaVaScRiPt:alert(1))',
    '[a](data:text/html,<script>alert(1)</script>)',
    '[a](vbscript:x) [b](file:///etc/passwd) [c](blob:x)',
    '[a][r]\n\n[r]: javascript:alert(1)',
    '<javascript:alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    '`<img src=x onerror=alert(1)>`',
    '```html\n<img src=x onerror=alert(1)>\n```',
    '| <img src=x onerror=alert(1)> |\n|---|\n| [x](javascript:1) |',
    '- [ ] <img src=x onerror=alert(1)>',
    '[^1]\n\n[^1]: <img src=x onerror=alert(1)>',
  ])('%s makes nothing that loads or runs', (text) => {
    for (const isStreaming of [false, true]) {
      const container = show(text, isStreaming);
      for (const element of container.querySelectorAll('*')) {
        expect(allowed, element.outerHTML).toContain(element.tagName);
        for (const { name, value } of element.attributes) {
          expect(name).not.toMatch(/^on|^src|^style$|^id$|^action|^formaction|^background/);
          if (name === 'href') expect(value).toMatch(/^(?:https?:\/\/|mailto:)/);
        }
      }
      cleanup();
    }
  });

  it('shows an image as its text and host', () => {
    expect(show('![a cat](https://evil.test/p.png?secret)').textContent).toBe('a cat · evil.test');
  });

  it('shows the true host of a link whose text names another one', () => {
    expect(show('[https://bank.test/login](https://evil.test/)').textContent).toBe(
      'https://bank.test/login (evil.test)',
    );
    expect(show('[bank.test](https://www.bank.test/)').textContent).toBe('bank.test');
    expect(show('[the bank](https://evil.test/)').textContent).toBe('the bank');
  });

  it('holds on deep nesting and long lines', () => {
    expect(show(`${'>'.repeat(2000)} deep`).textContent).toContain('deep');
    expect(show(`${'- '.repeat(300)}deep`).textContent).toContain('deep');
    expect(show('a'.repeat(100_000)).textContent).toHaveLength(100_000);
    expect(show('['.repeat(3000)).textContent).toContain('[[[');
  });

  it('shows characters in code that would hide or reorder it', () => {
    expect(show('```\na\u202eb\u200bc\n```').querySelector('pre')?.textContent).toBe('a[U+202E]b[U+200B]c');
  });
});
