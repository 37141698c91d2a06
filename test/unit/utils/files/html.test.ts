import { describe, expect, it } from 'vitest';
import { readAs } from '../../../helpers/file-to-read.ts';

describe('a saved page', () => {
  it.each([
    [
      'all of its body, not only what looks like its text',
      '<nav>Menu</nav><main><h1>Title</h1><p>a <b>b</b> <code>c</code></p></main><footer>End</footer>',
      'Menu\n\n# Title\n\na b c\n\nEnd',
    ],
    ['what stands after the end', '<html><body><p>a</p></body></html><p>b</p>', 'a\n\nb'],
    [
      'what stands where no element should',
      '<html><script>x</script><head></head><body bgcolor=ffffff><p>a</p></body></html>',
      'a',
    ],
    [
      'what stands for a page of frames',
      '<frameset><frame src="a"></frameset><noframes>seen</noframes>',
      'seen',
    ],
    ['tables', '<table><tr><th>a<th>b<tr><td>1<td>2</table>', '| a | b |\n| --- | --- |\n| 1 | 2 |'],
  ])('gives %s', async (_, text, expected) => {
    await expect(readAs('a.html', text)).resolves.toMatchObject({ markdown: expected, format: 'HTML' });
  });

  it.each([
    [
      'code and forms',
      '<p>a</p><script>x()</script><style>p{}</style><template>t</template><textarea>u</textarea>',
      0,
    ],
    ['what it hides', '<p>a</p><p hidden>secret</p>', 6],
    [
      'what a rule hides',
      '<style>p.b, .c{display:none!important} .b{display:block}</style><p>a</p><p class=b>secret</p>',
      6,
    ],
    [
      'what has the colour of the page by another name',
      '<style>:root{--a:var(--b);--b:Canvas}.b{color:var(--a)}</style><p>a</p><p class=b>secret</p>',
      6,
    ],
    [
      'what a variable of its own hides',
      '<p>a</p><p style="--a:none;display:var(--a, block)">secret</p><p style="opacity:var(--no, 0)">one</p>',
      9,
    ],
    ['what names itself for ever', '<style>.b{--a:var(--a);color:var(--a)}</style><p class=b>a</p>', 0],
  ])('leaves out %s', async (_, text, hiddenCharacters) => {
    await expect(readAs('a.htm', text)).resolves.toMatchObject({ markdown: 'a', hiddenCharacters });
  });

  it.each([
    [
      'painted layer',
      '<style>.l{position:absolute;inset:0;background:#222;z-index:2}</style><div><i class=l></i><p>se</p>cret</div>',
    ],
    [
      'picture',
      '<div><p>secret</p><img src=x style="position:absolute;top:0;left:0;width:100%;height:100%"></div>',
    ],
  ])('leaves out what lies under a %s', async (_, text) => {
    await expect(readAs('a.htm', `<p>seen by all</p>${text}`)).resolves.toMatchObject({
      markdown: 'seen by all',
      hiddenCharacters: 6,
    });
  });

  it.each([
    ['is clear', 'inset:0;background:rgba(0, 0, 0, .5);z-index:2'],
    ['is faint', 'inset:0;background:#222;opacity:.5;z-index:2'],
    ['is small', 'top:0;left:0;width:100%;background:#222;z-index:2'],
    ['lies below', 'inset:0;background:#222'],
    ['lies below what is raised', 'inset:0;background:#222;z-index:1'],
    ['is not shown', 'inset:0;background:#222;z-index:2;display:none'],
    ['paints a picture', 'inset:0;background:#222 url(a.png);z-index:2'],
  ])('reads what is beside a layer that %s', async (_, style) => {
    const text = `<p>a</p><div><i style="position:absolute;${style}"></i><p style="position:relative;z-index:1">b</p></div>`;
    expect((await readAs('a.htm', text)).markdown).toBe('a\n\nb');
  });

  it('reads a page that lies under a notice that it is loading', async () => {
    const notice = '<i style="position:fixed;inset:0;background:white;z-index:9"></i>';
    expect((await readAs('a.htm', `<div>${notice}<p>a</p></div>`)).markdown).toBe('a');
  });

  it.each([
    [
      'a page under the name of a workbook',
      'report.xls',
      '<html><table><tr><td>a<td>b</table></html>',
      'HTML',
    ],
    ['a page without a name', 'page', '\ufeff <!-- saved --><!DOCTYPE html><p>a</p>', 'HTML'],
    ['text about HTML', 'notes.md', '<html> is a tag', 'MD'],
    ['its source', 'a.vue', '<html><p>a</p></html>', 'VUE'],
  ])('is told by content: %s', async (_, name, text, format) => {
    await expect(readAs(name, text)).resolves.toMatchObject({ format });
  });

  it('opens no entity', async () => {
    const text =
      '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]><html xmlns="http://www.w3.org/1999/xhtml"><body><p>&b; seen</p></body></html>';
    expect((await readAs('a.xhtml', text)).markdown).toBe('&b; seen');
  });

  it('refuses absurd depth before it takes time by the square', async () => {
    await expect(readAs('a.html', '<div>'.repeat(100_000))).rejects.toMatchObject({
      code: 'file-over-limit',
      facts: { limit: 'depth' },
    });
  });

  it.each([
    ['pictures only', '<img src="a.png">', 'file-no-text'],
    ['nothing', '<html><body></body></html>', 'file-empty'],
  ])('says so where it has %s', async (_, text, code) => {
    await expect(readAs('a.html', text)).rejects.toMatchObject({ code });
  });
});

const mhtml = (parts: string[]): string =>
  `${[
    'From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.test/\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--b--x"\r\n\r\n',
    ...parts,
    '',
  ].join('\r\n----b--x\r\n')}----b--x--\r\n`;

describe('a page saved with all its parts', () => {
  it('gives the page, by the style sheets that are in it, then its frames', async () => {
    const text = mhtml([
      'Content-Type: text/html; charset=gb18030\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://a.test/\r\n\r\n<link rel=3D"stylesheet" href=3D"/x.css"><p>=C4=E3=BA=C3 wo=\r\nrld</p><p class=3D"h">secret</p>',
      'Content-Type: text/css\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://a.test/x.css\r\n\r\nLmh7ZGlzcGxheTpub25lfQ==',
      'Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=',
      'Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n<p>\u00e9</p>',
    ]);
    await expect(readAs('a.mhtml', text)).resolves.toMatchObject({
      format: 'MHTML',
      markdown: '你好 world\n\né',
      hiddenCharacters: 6,
    });
  });

  it('says so where it is cut off before its page', async () => {
    await expect(readAs('a.mht', mhtml([]))).rejects.toMatchObject({ code: 'file-broken' });
  });
});
