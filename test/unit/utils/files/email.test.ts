import { describe, expect, it } from 'vitest';
import { readAs } from '../../../helpers/file-to-read.ts';
import { oneByte } from '../../../helpers/one-byte.ts';

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

/** Bytes of a letter: text in ASCII, and what stands in hexadecimal digits between `{` and `}`. */
const bytesOf = (letter: string): Buffer =>
  Buffer.concat(
    letter
      .split(/\{([\da-f]*)\}/)
      .map((piece, index) => (index % 2 === 1 ? Buffer.from(piece, 'hex') : Buffer.from(piece, 'latin1'))),
  );
/** 会议通知 and 中文网页 */
const gbk = ['{bbe1d2e9cda8d6aa}', '{d6d0cec4cdf8d2b3}'] as const;

describe('a letter of a program that keeps to no rule', () => {
  it.each([
    ['GBK', `Subject: ${gbk[0]}`, '# 会议通知'],
    [
      'Big5',
      'Subject: {b77cc4b3b371aabea147a455b667a454aabab77cc4b3a7efa662a455a4c8}',
      '# 會議通知：下週三的會議改在下午',
    ],
    ['Shift_JIS', 'Subject: {89ef8b6382cc82a8926d82e782b9}', '# 会議のお知らせ'],
    ['UTF-8', 'Subject: {e4bc9ae8aeaee9809ae79fa5}', '# 会议通知'],
    ['GBK and folded', `Subject: a\r\n ${gbk[0]}`, '# a 会议通知'],
  ])('may have headers in %s as they are', async (_, header, shown) => {
    const letter = mail('From: a@example.com', header, 'Message-ID: <1@example.com>', '', 'Body.', '');
    const { markdown } = await readAs('a.eml', bytesOf(letter));
    expect(markdown).toContain(`${shown}\n`);
    expect(markdown).toContain('Body.');
  });

  it('may have names in raw bytes, also of its attachments', async () => {
    const letter = mail(
      `From: ${gbk[1]} <a@example.com>`,
      'Content-Type: multipart/mixed; boundary="b"',
      '',
      '--b',
      'Content-Type: text/plain; charset=gb2312',
      '',
      gbk[1],
      '--b',
      `Content-Type: application/octet-stream; name="${gbk[0]}.bin"`,
      `Content-Disposition: attachment; filename="${gbk[0]}.bin"`,
      'Content-Transfer-Encoding: base64',
      '',
      'AAEC',
      '--b--',
      '',
    );
    const { markdown, files } = await readAs('a.eml', bytesOf(letter));
    expect(markdown).toContain('**From:** 中文网页 <a@example.com>');
    expect(markdown).toMatch(/\n中文网页$/);
    expect(files!.map(({ path }) => path)).toEqual(['会议通知.bin']);
    expect(new Uint8Array(await files![0]!.blob.arrayBuffer())).toEqual(Uint8Array.of(0, 1, 2));
  });

  const quoted = '=D6=D0=CE=C4=CD=F8=D2=B3';
  it.each([
    ['no charset', 'Content-Type: text/plain', '8bit', gbk[1]],
    ['no type', 'X-Mailer: old', '8bit', gbk[1]],
    ['the wrong charset', 'Content-Type: text/plain; charset=iso-8859-1', '8bit', gbk[1]],
    ['one that cannot be', 'Content-Type: text/plain; charset=utf-8', 'quoted-printable', quoted],
    ['one that nobody knows', 'Content-Type: text/plain; charset="klingon"', 'base64', '1tDOxM340rM='],
    ['ASCII', 'Content-Type: text/plain; charset=us-ascii', '8bit', '{e4b8ade69687e7bd91e9a1b5}'],
    ['HTML without', 'Content-Type: text/html', '8bit', `<p>${gbk[1]}</p>`],
  ])('may name %s for its text', async (_, type, encoding, body) => {
    const letter = mail('From: a@example.com', type, `Content-Transfer-Encoding: ${encoding}`, '', body, '');
    expect((await readAs('a.eml', bytesOf(letter))).markdown).toContain('中文网页');
  });

  it('keeps a text that names its charset rightly, and joins lines that flow', async () => {
    const words = oneByte('koi8-r', 'Лампа стоит \r\nдевяносто четыре\r\nевро.');
    const head = 'From: a@example.com\r\nContent-Type: text/plain; charset=koi8-r; format=flowed\r\n\r\n';
    const { markdown } = await readAs('a.eml', Buffer.concat([Buffer.from(head), words]));
    expect(markdown).toContain('Лампа стоит девяносто четыре\nевро.');
  });

  it('may be written in the Japanese of old networks', async () => {
    const letter = mail(
      'From: a@example.com',
      'Content-Type: text/plain; charset=iso-2022-jp',
      '',
      '\x1b$B$3$s$K$A$O\x1b(B',
    );
    expect((await readAs('a.eml', bytesOf(letter))).markdown).toContain('こんにちは');
  });
});

describe('what lies in a letter', () => {
  const nested = [
    'From: b@example.com',
    'Subject: Inner',
    'Content-Type: multipart/mixed; boundary="b1"',
    '',
    '--b1',
    'Content-Type: text/plain',
    '',
    `Inner text ${gbk[1]}.`,
    '--b1',
    'Content-Type: text/plain',
    'Content-Disposition: attachment; filename="inner.txt"',
    '',
    'Inner file.',
    '--b1--',
  ];
  const mixed = (...parts: string[][]) =>
    mail(
      'From: a@example.com',
      'Subject: Outer',
      'Content-Type: multipart/mixed; boundary="b"',
      '',
      ...parts.flatMap((part) => ['--b', ...part]),
      '--b--',
      '',
    );

  it('as a letter within the text is read, with its head and its files', async () => {
    const letter = mixed(
      ['Content-Type: text/plain', '', 'Outer text.'],
      ['Content-Type: message/rfc822', '', ...nested],
    );
    const { markdown, files } = await readAs('a.eml', bytesOf(letter));
    expect(markdown).toContain('Outer text.');
    expect(markdown).toMatch(/Subject:\s*Inner/);
    expect(markdown).toContain('Inner text 中文网页.');
    expect(files!.map(({ path }) => path)).toEqual(['inner.txt']);
  });

  it('as an attached letter is one that is read as such', async () => {
    const letter = mixed(
      ['Content-Type: text/plain', '', 'Outer text.'],
      ['Content-Type: message/rfc822', 'Content-Disposition: attachment; filename="Inner"', '', ...nested],
    );
    const { files } = await readAs('a.eml', bytesOf(letter));
    expect(files!.map(({ path }) => path)).toEqual(['Inner.eml']);
    const inner = await readAs('Inner.eml', new Uint8Array(await files![0]!.blob.arrayBuffer()));
    expect(inner.markdown).toContain('Inner text 中文网页.');
  });

  const png = 'iVBORw0KGgoAAAANSUhEUgAAAMgAAABkCAAAAAC2W';
  it('as a picture within its text is named where nothing reads it', async () => {
    const letter = mail(
      'From: a@example.com',
      'Content-Type: multipart/related; boundary="b"',
      '',
      '--b',
      'Content-Type: text/html',
      '',
      '<p>See <img src="cid:1"></p>',
      '--b',
      'Content-Type: image/png; name="plan.png"',
      'Content-ID: <1>',
      'Content-Transfer-Encoding: base64',
      '',
      png,
      '--b',
      'Content-Type: text/css; name="style.css"',
      'Content-ID: <2>',
      '',
      'p { color: red }',
      '--b--',
      '',
    );
    const { markdown, files, unread } = await readAs('a.eml', letter);
    expect(markdown).toContain('See');
    expect(unread).toEqual([{ kind: 'image', label: 'plan.png', reason: 'image' }]);
    expect(files!.map(({ path }) => path)).toEqual(['style.css']);
  });

  it('as HTML alone, for others to choose from, is read', async () => {
    const letter = mail(
      'From: a@example.com',
      'Content-Type: multipart/alternative; boundary="b"',
      '',
      '--b',
      'Content-Type: text/html',
      '',
      '<p>Only this.</p>',
      '--b--',
    );
    expect((await readAs('a.eml', letter)).markdown).toContain('Only this.');
  });

  it('without a name is called after its kind', async () => {
    const letter = mixed(
      ['Content-Type: text/plain', '', 'Come.'],
      ['Content-Type: text/calendar; method=REQUEST', '', 'BEGIN:VCALENDAR'],
      ['Content-Type: message/delivery-status', '', 'Action: failed'],
      [
        'Content-Type: application/pdf',
        'Content-Disposition: attachment; filename="../../plan.pdf"',
        '',
        'x',
      ],
    );
    const { files } = await readAs('a.eml', letter);
    expect(files!.map(({ path }) => path)).toEqual(['1.ics', '2.txt', 'plan.pdf']);
  });

  it('as Outlook wraps it is told, with what to do', async () => {
    await expect(readAs('winmail.dat', Uint8Array.of(0x78, 0x9f, 0x3e, 0x22, 1, 0))).rejects.toMatchObject({
      code: 'file-wrapped',
    });
  });
});
