import { BlobReader, TextReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readAs } from '../../../helpers/file-to-read.ts';

const text = (content: string) => new TextEncoder().encode(content);
const pathsOf = async (name: string, bytes: Uint8Array, password?: string) =>
  (await readAs(name, bytes, password)).files!.map(({ path }) => path);

describe('a ZIP archive', () => {
  it('gives its files in its order, each whole', async () => {
    const { files, markdown, format } = await readAs(
      'all.zip',
      zipSync({ 'b/two.txt': text('Two.'), 'one.md': text('# One') }),
    );
    expect({ markdown, format }).toEqual({ markdown: '', format: 'ZIP' });
    expect(await Promise.all(files!.map(async ({ path, blob }) => [path, await blob.text()]))).toEqual([
      ['b/two.txt', 'Two.'],
      ['one.md', '# One'],
    ]);
  });

  it('leaves out what operating systems put in', async () => {
    const bytes = zipSync({
      '__MACOSX/._a.txt': text('x'),
      'a.txt': text('A'),
      'folder/.DS_Store': text('x'),
      'Thumbs.db': text('x'),
    });
    expect(await pathsOf('mac.zip', bytes)).toEqual(['a.txt']);
  });

  it.each([
    ['../../etc/passwd', 'etc/passwd'],
    ['/root/a.txt', 'root/a.txt'],
    ['..\\..\\a.txt', 'a.txt'],
    ['a/./b/../c.txt', 'a/b/c.txt'],
  ])('shows the path %s without its way upwards', async (path, shown) => {
    expect(await pathsOf('up.zip', zipSync({ [path]: text('A') }))).toEqual([shown]);
  });

  it('reads names that were packed in the encoding of a Chinese Windows', async () => {
    const writer = new ZipWriter(new Uint8ArrayWriter());
    // 红楼梦.txt in GBK
    const gbk = Uint8Array.from([0xba, 0xec, 0xc2, 0xa5, 0xc3, 0xce, 0x2e, 0x74, 0x78, 0x74]);
    await writer.add('placeholder', new TextReader('曹雪芹'), {
      encodeText: () => gbk,
      useUnicodeFileNames: false,
      useWebWorkers: false,
    });
    expect(await pathsOf('book.zip', await writer.close())).toEqual(['红楼梦.txt']);
  });

  it('asks for the password of one that is locked, and opens it', async () => {
    const writer = new ZipWriter(new Uint8ArrayWriter(), { password: 'open sesame', useWebWorkers: false });
    await writer.add('secret.txt', new BlobReader(new Blob(['The lamp costs 94 euros.'])));
    const bytes = await writer.close();
    await expect(readAs('a.zip', bytes)).rejects.toMatchObject({ code: 'file-locked' });
    await expect(readAs('a.zip', bytes, 'wrong')).rejects.toMatchObject({ code: 'password-wrong' });
    const { files } = await readAs('a.zip', bytes, 'open sesame');
    expect(await files![0]!.blob.text()).toBe('The lamp costs 94 euros.');
  });

  it('refuses a bomb before it goes off', async () => {
    const bomb = zipSync({ 'zeros.txt': new Uint8Array(64 * 1024 * 1024) }, { level: 9 });
    expect(bomb.length).toBeLessThan(100_000);
    await expect(readAs('bomb.zip', bomb)).rejects.toMatchObject({
      code: 'file-over-limit',
      facts: { limit: 'bytes' },
    });
  });

  it('gives the sound files of a damaged one, and names the others', async () => {
    const bytes = zipSync({ 'a.txt': text('A'.repeat(500)), 'b.txt': text('B') }, { level: 0 });
    // In the first entry’s data: its check sum is wrong now.
    bytes[100] = 0x42;
    const { files, unread } = await readAs('torn.zip', bytes);
    expect(files!.map(({ path }) => path)).toEqual(['b.txt']);
    expect(unread).toEqual([{ kind: 'file', label: 'a.txt', reason: 'broken' }]);
  });

  it('names what is packed in a way that is not known here, and gives the others', async () => {
    const bytes = zipSync({ 'a.txt': text('A'), 'b.txt': text('B') }, { level: 0 });
    // The first entry’s method, before it and in the directory: LZMA.
    const directory = Buffer.from(bytes).indexOf(Buffer.from('PK\u0001\u0002'));
    bytes[8] = 14;
    bytes[directory + 10] = 14;
    const { files, unread } = await readAs('lzma.zip', bytes);
    expect(files!.map(({ path }) => path)).toEqual(['b.txt']);
    expect(unread).toEqual([{ kind: 'file', label: 'a.txt', reason: 'not-supported' }]);
  });

  it.each([10, 40, 90, 150])('says that one that is cut off after %i bytes is broken', async (length) => {
    const bytes = zipSync({ 'a.txt': text('A'.repeat(50)), 'b.txt': text('B'.repeat(50)) }).slice(0, length);
    await expect(readAs('cut.zip', bytes)).rejects.toMatchObject({ code: 'file-broken' });
  });

  it.each([
    ['a document that lost its main part', 'report.docx', { 'word/styles.xml': text('<x/>') }, 'file-broken'],
    [
      'a package of another program',
      'plan.vsdx',
      { '[Content_Types].xml': text('<x/>') },
      'file-not-supported',
    ],
    [
      'a document of Pages',
      'letter.pages',
      { 'Index/Document.iwa': text('x'), 'preview.jpg': text('x') },
      'file-not-supported',
    ],
  ])('is not seen in %s', async (_, name, parts, code) => {
    await expect(readAs(name, zipSync(parts))).rejects.toMatchObject({ code });
  });

  it('says that one without files is empty', async () => {
    await expect(readAs('none.zip', zipSync({ 'folder/': new Uint8Array() }))).rejects.toMatchObject({
      code: 'file-empty',
    });
  });
});
