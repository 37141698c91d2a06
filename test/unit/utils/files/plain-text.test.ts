import { expect, it } from 'vitest';
import { readAs } from '../../../helpers/file-to-read.ts';

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
