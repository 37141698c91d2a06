import { describe, expect, it } from 'vitest';
import { binaryHeads } from '../../../helpers/binary-heads.ts';
import { readAs } from '../../../helpers/file-to-read.ts';
import { xlsxOf } from '../../../helpers/xlsx-of.ts';

it.each([
  ['notes.md', '# A\n\nB', 'MD', '# A\n\nB'],
  ['code.ts', 'const a = 1;\n', 'TS', '```ts\nconst a = 1;\n```'],
  ['fences.py', '"""```"""', 'PY', '````py\n"""```"""\n````'],
  ['README', 'Plain.', 'TXT', 'Plain.'],
  // Text under another kind's name.
  ['letter.docx', 'Plain.', 'TXT', 'Plain.'],
  ['dos.txt', 'One\r\nTwo\rThree', 'TXT', 'One\nTwo\nThree'],
  ['film.srt', '1\n00:00:01,000 --> 00:00:02,000\nHello.', 'SRT', '1\n00:00:01,000 --> 00:00:02,000\nHello.'],
  ['data.json', '{"a": 1}', 'JSON', '```json\n{"a": 1}\n```'],
])('reads %s as it is', async (name, content, format, markdown) => {
  expect(await readAs(name, content)).toMatchObject({ format, markdown, unread: [] });
});

it('tells a text of 16 bits a character from a file that is no text', async () => {
  const words = 'Plain words. '.repeat(20);
  const little = Uint8Array.from([...words].flatMap((sign) => [sign.charCodeAt(0), 0]));
  expect((await readAs('a.txt', little)).markdown).toBe(words);
  await expect(readAs('a.txt', Uint8Array.from([1, 0, 0, 0, 2, 0, 0, 9]))).rejects.toMatchObject({
    code: 'file-not-supported',
  });
});

it.each(Object.entries(binaryHeads))('refuses %s, whatever it is called', async (_, head) => {
  const bytes = Buffer.from(head, 'base64');
  for (const name of ['a.bin', 'a.txt', 'a.log', 'a.csv', 'a.html'])
    await expect(readAs(name, bytes)).rejects.toMatchObject({ code: 'file-not-supported' });
});

describe('zeros in a text', () => {
  const line = '2026-03-02 10:00:00 INFO Die Lampe brennt: 灯\n';
  it.each([
    ['one', `${line}half a li\0${line}`, `${line}half a li␀${line}`, 1],
    ['a block that a crash has left', `${line}${'\0'.repeat(4096)}${line}`, `${line}␀${line}`, 4096],
    ['more than there is text, before it', `${'\0'.repeat(20_000)}${line}`, `␀${line}`, 20_000],
    ['one after each entry', 'PATH=/bin\0HOME=/root\0', 'PATH=/bin␀HOME=/root␀', 2],
  ])('are shown and counted: %s', async (_, content, markdown, count) => {
    expect(await readAs('a.log', content)).toMatchObject({
      markdown,
      remarks: [{ kind: 'zero-bytes', count }],
    });
  });

  it('are shown in a table, too', async () => {
    expect(await readAs('a.csv', 'Lamp,Sum\nGreen\0,94\n')).toMatchObject({
      markdown: '| Lamp | Sum |\n| --- | --- |\n| Green␀ | 94 |',
      remarks: [{ kind: 'zero-bytes', count: 1 }],
    });
  });

  it('alone are no text', async () => {
    await expect(readAs('a.log', '\0'.repeat(5000))).rejects.toMatchObject({ code: 'file-not-supported' });
  });
});

describe('characters that no reader sees', () => {
  const tags = '\u{E0049}\u{E0067}\u{E006E}\u{E006F}\u{E0072}\u{E0065}';
  it.each([
    ['a.txt', `The lamp${tags} costs 94\u200b euros.`, 'The lamp costs 94 euros.', 13],
    ['a.csv', `a,b\n1\u202e,2${tags}\n`, '| a | b |\n| --- | --- |\n| 1 | 2 |', 13],
    ['a.html', `<!doctype html><p>The lamp${tags} costs 94 euros.</p>`, 'The lamp costs 94 euros.', 12],
  ])('are left out of %s and counted', async (name, content, markdown, hiddenCharacters) => {
    expect(await readAs(name, content)).toMatchObject({ markdown, hiddenCharacters });
  });

  it.each(['👩‍👩‍👧 and 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤️', 'می‌خواهم', 'क्‍ष', '葛󠄀城'])(
    'stay where they belong to what is seen: %s',
    async (text) => {
      expect(await readAs('a.txt', text)).toMatchObject({ markdown: text, hiddenCharacters: 0 });
    },
  );

  it('do not move the marks of parts', async () => {
    const sheets = ['One', 'Two', 'Three'].map((name) => ({
      name,
      rows: `<row r="1"><c r="A1" t="inlineStr"><is><t>a${tags}b\u200b</t></is></c></row>`,
    }));
    const { markdown, marks, hiddenCharacters } = await readAs('a.xlsx', xlsxOf(sheets));
    expect(marks.map(({ label, start }) => markdown.startsWith(`## Sheet: ${label}\n`, start))).toEqual([
      true,
      true,
      true,
    ]);
    expect(markdown).toContain('| ab |');
    expect(hiddenCharacters).toBe(39);
  });

  it('alone are no text', async () => {
    await expect(readAs('a.txt', '\u200b\u2060')).rejects.toMatchObject({ code: 'file-empty' });
  });
});
