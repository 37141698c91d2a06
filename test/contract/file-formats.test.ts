import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FileToRead } from '../../utils/files/file-format.ts';
import { formats } from '../../utils/files/index.ts';
import { readFile } from '../../utils/files/read-file.ts';
import { AppError } from '../../utils/shared/app-error.ts';
import { readAs } from '../helpers/file-to-read.ts';
import { sampleFiles } from '../helpers/sample-files.ts';

const never = new AbortController().signal;
const toRead = (name: string, bytes: Uint8Array<ArrayBuffer>): FileToRead => ({
  name,
  type: '',
  bytes,
  onProgress: () => undefined,
});

it('names each format once', () => {
  expect(new Set(formats.map(({ name }) => name)).size).toBe(formats.length);
});

/** An archive has no text of its own, a picture none without the browser, and a wrapper is only told: they have tests of their own. */
const withoutSample = ['ZIP', 'picture', 'TNEF'];

it.each(formats.filter(({ name }) => !withoutSample.includes(name)))('$name has a sample', (format) => {
  const takers = sampleFiles.map(({ name, bytes }) => {
    const file = toRead(name, new Uint8Array(bytes));
    return formats.find(({ accept }) => accept(file));
  });
  expect(takers).toContain(format);
});

describe.each(formats)('$name', ({ accept }) => {
  it('does not throw over bytes of any kind', () => {
    for (const length of [1, 3, 64, 5000]) {
      const noise = Uint8Array.from({ length }, (_, index) => (index * 7919) % 256);
      expect(() => accept(toRead('noise.bin', noise))).not.toThrow();
    }
  });
});

it.each(['', 'a.docx', 'b.pdf', 'c.xlsx'])('says that a file without bytes is empty (%s)', async (name) => {
  await expect(readFile(toRead(name, new Uint8Array()), never)).rejects.toMatchObject({ code: 'file-empty' });
});

it('says that it knows no such file, or that it is damaged, never less', async () => {
  const noise = Uint8Array.from({ length: 4000 }, (_, index) => (index * 7919) % 256);
  await expect(readFile(toRead('noise.bin', noise), never)).rejects.toMatchObject({
    code: 'file-not-supported',
  });
});

/** Whatever a file is, reading it gives its text, or says what is wrong with it: no other error, and no hang. */
async function outcomeOf(name: string, bytes: Uint8Array, password?: string): Promise<string> {
  try {
    return (await readAs(name, bytes, password)).markdown;
  } catch (error) {
    if (!(error instanceof AppError) || !/^(?:file-|password-)/.test(error.code)) throw error;
    return error.code;
  }
}

describe.each(sampleFiles)('$name', ({ name, bytes, says, password }) => {
  it.each([name, 'noname', 'wrong.pdf', 'wrong.txt'])('is told by its content, called %s', async (called) => {
    // A table in text, a page and a text are told from each other by their names as well.
    if (/csv|txt/.test(name) && called !== name)
      return expect(await outcomeOf(called, bytes)).toContain(says);
    return expect((await readAs(called, bytes, password)).markdown).toContain(says);
  });

  it('is read or refused with a reason wherever it is cut off', async () => {
    for (const share of [0.02, 0.2, 0.4, 0.6, 0.8, 0.95, 0.999])
      expect(await outcomeOf(name, bytes.slice(0, Math.ceil(bytes.length * share)), password)).not.toBe('');
  });

  it('is read or refused with a reason whatever is wrong in it', async () => {
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 12 }), async (changes) => {
        const damaged = bytes.slice();
        for (const [at, byte] of changes) damaged[at] = byte;
        expect(await outcomeOf(name, damaged, password)).not.toBe('');
      }),
      { numRuns: 40 },
    );
  });

  it('is refused with a reason where its signature is followed by noise', async () => {
    const noise = Uint8Array.from({ length: 4000 }, (_, at) => (at * 7919) % 256);
    noise.set(bytes.subarray(0, 8));
    expect(await outcomeOf(name, noise, password)).not.toBe('');
  });
});
