// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { toMarkdown } from '../../../../utils/extract/to-markdown.ts';

function convert(html: string): string {
  const body = document.implementation.createHTMLDocument().body;
  body.append(document.createRange().createContextualFragment(html));
  return toMarkdown(body);
}

describe('toMarkdown', () => {
  it.each([
    [
      'headings and paragraphs',
      '<h1>A</h1><p>one\n two</p><p>three</p><h2>B <em>c</em></h2>',
      '# A\n\none two\n\nthree\n\n## B *c*',
    ],
    ['text beside blocks', '<div>lead<p>para</p>tail</div>', 'lead\n\npara\n\ntail'],
    ['line breaks', '<p>a<br>b<br/>c</p>', 'a\nb\nc'],
    ['marks', '<p><b>b</b> <i>i</i> <s>s</s> <code>c</code> x<sup>2</sup></p>', '**b** *i* ~~s~~ `c` x²'],
    [
      'raised and lowered text: signs where there are such, endings of ordinals as they are spoken, else tags',
      '<p>10<sup>-3</sup> m H<sub>2</sub>O 1<sup>st</sup> Wales<sup>[4]</sup> e<sup>x/2</sup> x<sub>max</sub></p>',
      '10⁻³ m H₂O 1st Wales[4] e<sup>x/2</sup> x<sub>max</sub>',
    ],
    ['white space outside of marks', '<p>a<b> b </b>c</p>', 'a **b** c'],
    ['nested lists', '<ul><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ul>', '- a\n  - b\n  - c\n- d'],
    ['numbered lists', '<ol start="3"><li>a</li><li><p>b</p><p>c</p></li></ol>', '3. a\n4. b\n\n   c'],
    [
      'code with its language',
      '<pre><code class="language-ts">let a = 1;\n  b();\n</code></pre>',
      '```ts\nlet a = 1;\n  b();\n```',
    ],
    ['code that holds a fence', '<pre>```\nx\n```</pre>', '````\n```\nx\n```\n````'],
    ['quotes', '<blockquote><p>a</p><p>b</p></blockquote>', '> a\n> \n> b'],
    [
      'tables',
      '<table><tr><th>a</th><th>b</th></tr><tr><td>1|2</td><td><p>3</p><p>4</p></td></tr></table>',
      '| a | b |\n| --- | --- |\n| 1\\|2 | 3 4 |',
    ],
    [
      'row spans said in each row',
      '<table><tr><td rowspan="2">x</td><td>1</td></tr><tr><td>2</td></tr></table>',
      '| x | 1 |\n| --- | --- |\n| x | 2 |',
    ],
    [
      'column spans',
      '<table><tr><td colspan="2">x</td></tr><tr><td>1</td><td>2</td></tr></table>',
      '| x |  |\n| --- | --- |\n| 1 | 2 |',
    ],
    ['layout tables', '<table><tr><td><p>a</p></td></tr><tr><td>b</td></tr></table>', 'a\n\nb'],
    [
      'tables that lay out headings and lists',
      '<table><tr><td><h2>Hardware</h2><ul><li>nails</li><li>locks</li></ul></td><td>See also</td></tr></table>',
      '## Hardware\n\n- nails\n- locks\n\nSee also',
    ],
    [
      'lists in a table of data',
      '<table><tr><th>a</th><th>b</th></tr><tr><td><ul><li>x</li><li>y</li></ul></td><td>1</td></tr></table>',
      '| a | b |\n| --- | --- |\n| - x - y | 1 |',
    ],
    [
      'captions',
      '<table><caption>cap</caption><tr><td>1</td><td>2</td></tr></table>',
      'cap\n\n| 1 | 2 |\n| --- | --- |',
    ],
    ['cards in links', '<a href="/x"><div><h3>T</h3><p>d</p></div></a>', '### T\n\nd'],
    ['definition lists', '<dl><dt>t</dt><dd>d</dd></dl>', '**t**\n\n: d'],
    [
      'definition lists that lay out a page',
      '<dl><dd><h3>Flowers</h3><p>a</p></dd><dt><h1>Name</h1></dt><dd>d</dd></dl><dl><dd>alone</dd></dl>',
      '### Flowers\n\na\n\n# Name\n\n: d\n\nalone',
    ],
    ['images by their text', '<p><img alt="a cat" src="x.png"><img src="y.png"></p>', '![a cat]()'],
    ['figures', '<figure><img alt="a"><figcaption>c</figcaption></figure>', '![a]()\n\nc'],
    ['details', '<details><summary>s</summary><p>d</p></details>', '**s**\n\nd'],
    ['Chinese without added spaces', '<p>第一<b>重点</b>，<span>第二</span></p>', '第一**重点**，第二'],
    [
      'footnotes',
      '<p>a<sup><a href="#n1">[1]</a></sup> b</p><ol><li id="n1">the note</li><li>no note</li></ol>',
      'a[^1] b\n\n[^1]: the note\n1. no note',
    ],
    ['raised numbers that lead nowhere', '<p>x<sup><a href="#gone">2</a></sup></p>', 'x²'],
    ['formulas', '<p>so <span data-formula="inline">a^2</span> holds</p>', 'so $a^2$ holds'],
    ['formulas on lines of their own', '<p><span data-formula="display">a^2</span></p>', '$$a^2$$'],
    [
      'code with line numbers, breaks and a language beside it',
      '<div class="highlight-source-js"><pre><span class="lineno">1</span>a()<br><span class="lineno">2</span>b()</pre></div>',
      '```js\na()\nb()\n```',
    ],
    [
      'items with numbers of their own',
      '<ol><li>a</li><li value="7">b</li><li>c</li></ol>',
      '1. a\n7. b\n8. c',
    ],
    [
      'what is not shown yet',
      '<div data-not-shown-yet><p>a</p><p>b</p></div>',
      '[not shown yet] a\n\n[not shown yet] b',
    ],
    [
      'inline elements laid out as blocks',
      '<span data-laid-out-as-block>a</span><span data-laid-out-as-block>b</span>',
      'a\n\nb',
    ],
    [
      'page text that looks like a prompt, unchanged',
      "<p>$&amp; $' {context} &lt;/source&gt; &lt;|im_start|&gt;</p>",
      "$& $' {context} </source> <|im_start|>",
    ],
    ['nothing', '<div> <p> </p></div>', ''],
  ])('%s', (_, html, expected) => {
    expect(convert(html)).toBe(expected);
  });

  it('holds on 5,000 nested elements, text and all', () => {
    const body = document.implementation.createHTMLDocument().body;
    let node: Element = body;
    for (let depth = 0; depth < 5000; depth++)
      node = node.appendChild(body.ownerDocument.createElement(depth % 2 ? 'div' : 'span'));
    node.textContent = 'at the bottom';
    expect(toMarkdown(body)).toBe('at the bottom');
  });
});
