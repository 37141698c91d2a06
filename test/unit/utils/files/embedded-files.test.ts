import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { compoundOf } from '../../../helpers/compound-of.ts';
import { docOf } from '../../../helpers/doc-of.ts';
import { docxOf, p } from '../../../helpers/docx-of.ts';
import { readAs } from '../../../helpers/file-to-read.ts';
import { sampleFiles } from '../../../helpers/sample-files.ts';
import { xlsxOf } from '../../../helpers/xlsx-of.ts';
import { relations, zipParts } from '../../../helpers/zip-parts.ts';

const text = (content: string) => new TextEncoder().encode(content);

/** As Windows packs a file of any kind that is put into a document. */
function nativeOf(name: Uint8Array, content: Uint8Array): Uint8Array {
  const size = (value: number) => [value & 255, value >> 8, 0, 0];
  const path = [...name, 0];
  return Uint8Array.from([
    ...size(0),
    2,
    0,
    ...path,
    ...path,
    ...[0, 0, 3, 0],
    ...size(path.length),
    ...path,
    ...size(content.length),
    ...content,
  ]);
}

/** An office file with more parts in it. */
const withParts = (file: Uint8Array, parts: Record<string, string | Uint8Array>) =>
  zipParts({ ...unzipSync(file), ...parts });

const inner = docxOf(p('Inside.'));
const row = '<row r="1"><c r="A1"><v>1</v></c></row>';
const pptx = sampleFiles.find(({ name }) => name === 'a.pptx')!.bytes;

describe('a file in an office document', () => {
  it.each([
    ['a.docx', docxOf(p('Text.')), 'word'],
    ['a.xlsx', xlsxOf([{ name: 's', rows: row }]), 'xl'],
    ['a.pptx', pptx, 'ppt'],
  ])('is taken out of %s', async (name, file, folder) => {
    const { files, unread } = await readAs(
      name,
      withParts(file, { [`${folder}/embeddings/Microsoft_Word_Document.docx`]: inner }),
    );
    expect(files!.map(({ path }) => path)).toEqual(['Microsoft_Word_Document.docx']);
    const bytes = new Uint8Array(await files![0]!.blob.arrayBuffer());
    expect((await readAs('b.docx', bytes)).markdown).toContain('Inside.');
    expect(unread).toEqual([]);
  });

  it.each([
    [
      'of any kind',
      { '\u0001Ole10Native': nativeOf(text('notes.txt'), text('A note.')) },
      'notes.txt',
      'A note.',
    ],
    [
      'with a name in GBK',
      { '\u0001Ole10Native': nativeOf(Buffer.from('d6d0cec42e747874', 'hex'), text('A note.')) },
      '中文.txt',
      'A note.',
    ],
    ['of Acrobat', { CONTENTS: text('%PDF-1.4 …') }, 'oleObject1', '%PDF-1.4 …'],
  ])('that is wrapped is unwrapped: one %s', async (_, streams, path, content) => {
    const { files } = await readAs(
      'a.docx',
      withParts(docxOf(p('Text.')), { 'word/embeddings/oleObject1.bin': compoundOf(streams) }),
    );
    expect(await Promise.all(files!.map(async (file) => [file.path, await file.blob.text()]))).toEqual([
      [path, content],
    ]);
  });

  it('of before 2007 is one as it is', async () => {
    const { files } = await readAs(
      'a.docx',
      withParts(docxOf(p('Text.')), { 'word/embeddings/oleObject1.bin': docOf([{ text: 'Old.\r' }]) }),
    );
    expect(files!.map(({ path }) => path)).toEqual(['oleObject1.doc']);
  });

  it('is named where nobody knows what it is, or it is damaged', async () => {
    const damaged = compoundOf({ CONTENTS: text('x') });
    // The size of its sectors.
    damaged[30] = 60;
    const { files, unread } = await readAs(
      'a.docx',
      withParts(docxOf(p('Text.')), {
        'word/embeddings/oleObject1.bin': compoundOf({ VisioDocument: text('x') }),
        'word/embeddings/oleObject2.bin': damaged,
        'word/embeddings/oleObject3.bin': compoundOf({ 'Equation Native': text('x') }),
      }),
    );
    expect(files).toBeUndefined();
    expect(unread).toEqual([
      { kind: 'file', label: 'oleObject1.bin', reason: 'not-supported' },
      { kind: 'file', label: 'oleObject2.bin', reason: 'broken' },
    ]);
  });

  it('is taken out, and not named as something that was not read, where an object shows it', async () => {
    const object = (name: string, id: string) =>
      `<w:p><w:r><w:object><o:OLEObject ProgID="${name}" r:id="${id}"/></w:object></w:r></w:p>`;
    const { files, unread } = await readAs(
      'a.docx',
      withParts(docxOf(p('Text.') + object('Word.Document.12', 'in') + object('Visio.Drawing.15', 'out')), {
        'word/_rels/document.xml.rels': relations({ in: ['package', 'embeddings/Inside.docx'] }),
        'word/embeddings/Inside.docx': inner,
      }),
    );
    expect(files!.map(({ path }) => path)).toEqual(['Inside.docx']);
    expect(unread).toEqual([{ kind: 'file', label: 'Visio.Drawing.15', reason: 'not-supported' }]);
  });

  it('is not the table of a chart', async () => {
    const { files } = await readAs(
      'a.docx',
      withParts(docxOf(p('Text.')), {
        'word/embeddings/Microsoft_Excel_Sheet1.xlsx': xlsxOf([{ name: 's', rows: row }]),
        'word/charts/chart1.xml': '<c:chartSpace/>',
        'word/charts/_rels/chart1.xml.rels': relations({
          r1: ['package', '../embeddings/Microsoft_Excel_Sheet1.xlsx'],
        }),
      }),
    );
    expect(files).toBeUndefined();
  });
});
