import { describe, expect, it } from 'vitest';
import { readAs } from '../../../helpers/file-to-read.ts';

const mail = (...lines: string[]) => lines.join('\r\n');

describe('a letter', () => {
  it('has its head, its text, and its attachments as files', async () => {
    const letter = mail(
      'From: =?utf-8?B?5byg5LiJ?= <zhang@example.com>',
      'To: Ann <ann@example.com>, bob@example.com',
      'Subject: =?gb18030?B?ztLDx7XEvMa7rg==?=',
      'Date: Tue, 3 Mar 2026 10:00:00 +0800',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary="b"',
      '',
      '--b',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      'The lamp costs 94 =E2=82=AC.',
      '--b',
      'Content-Type: text/plain; name="notes.txt"',
      'Content-Disposition: attachment; filename="notes.txt"',
      '',
      'A note.',
      '--b--',
      '',
    );
    const { markdown, files, format } = await readAs('letter.eml', letter);
    expect(format).toBe('EML');
    expect(markdown).toContain('# 我们的计划');
    expect(markdown).toContain('**From:** 张三 <zhang@example.com>');
    expect(markdown).toContain('**To:** Ann <ann@example.com>, bob@example.com');
    expect(markdown).toContain('The lamp costs 94 €.');
    expect(files!.map(({ path }) => path)).toEqual(['notes.txt']);
    expect(await files![0]!.blob.text()).toContain('A note.');
  });

  it('is read from its HTML where that says more', async () => {
    const letter = mail(
      'From: a@example.com',
      'Subject: Prices',
      'Content-Type: multipart/alternative; boundary="b"',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'See the HTML part.',
      '--b',
      'Content-Type: text/html; charset=utf-8',
      '',
      '<h2>Prices</h2><table><tr><th>Lamp</th><th>Euros</th></tr><tr><td>Green</td><td>94</td></tr></table><script>x()</script>',
      '--b--',
    );
    const { markdown } = await readAs('letter.eml', letter);
    expect(markdown).toContain('| Green | 94 |');
    expect(markdown).not.toContain('x()');
  });

  it.each([
    ['a text that begins like a head', 'notes.txt', 'Subject: groceries\n\nMilk.\n'],
    ['Markdown with front matter', 'post.md', '---\ntitle: A\ndate: 2026\n---\n\nText.\n'],
  ])('is not seen in %s', async (_, name, content) => {
    expect((await readAs(name, content)).format).toMatch(/^(?:TXT|MD)$/);
  });

  it('that holds nothing says so', async () => {
    await expect(readAs('none.eml', mail('From: a@example.com', 'Subject: x', '', ''))).rejects.toMatchObject(
      {
        code: 'file-empty',
      },
    );
  });
});
