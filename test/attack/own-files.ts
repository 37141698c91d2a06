import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { zipSync } from 'fflate';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const documentXml = (words: string, before = ''): string =>
  `<?xml version="1.0"?>${before}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>${words}</w:t></w:r></w:p></w:body></w:document>`;
const docx = (xml: string): Uint8Array =>
  zipSync({
    '[Content_Types].xml': bytes(
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    ),
    '_rels/.rels': bytes(
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    ),
    'word/document.xml': bytes(xml),
  });

const fact = 'The lamp house was lit in 1851.';
const entities = Array.from(
  { length: 9 },
  (_, level) => `<!ENTITY e${level + 1} "${`&e${level};`.repeat(10)}">`,
).join('');

/** Small files of the kinds that break readers, made here: none of them is anybody else's. */
const files: { file: string; hazard: string; make: () => Uint8Array; control?: boolean }[] = [
  { file: 'control.docx', hazard: 'none', make: () => docx(documentXml(fact)), control: true },
  { file: 'control.txt', hazard: 'none', make: () => bytes(fact), control: true },
  {
    file: 'entities.docx',
    hazard: 'entity expansion',
    make: () => docx(documentXml('&e9;', `<!DOCTYPE x [<!ENTITY e0 "lamp">${entities}]>`)),
  },
  {
    file: 'external-entity.docx',
    hazard: 'external entity',
    make: () => docx(documentXml('&x;', '<!DOCTYPE x [<!ENTITY x SYSTEM "http://elsewhere.test/x">]>')),
  },
  {
    file: 'bomb.zip',
    hazard: 'zip bomb',
    make: () => zipSync({ 'a.txt': new Uint8Array(300_000_000) }, { level: 9 }),
  },
  {
    file: 'script.html',
    hazard: 'active content',
    make: () =>
      bytes(`<p>${fact}</p><script>alert(1)</script><img src="http://elsewhere.test/y" onerror="alert(1)">`),
  },
  {
    file: 'remote.svg',
    hazard: 'remote reference',
    make: () =>
      bytes(
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="http://elsewhere.test/z"/><script>alert(1)</script></svg>',
      ),
  },
  { file: 'cut.docx', hazard: 'cut off', make: () => docx(documentXml(fact)).slice(0, 300) },
  { file: 'nothing.pdf', hazard: 'zero bytes', make: () => new Uint8Array(0) },
  {
    file: 'proto.json',
    hazard: 'prototype keys',
    make: () => bytes('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'),
  },
  {
    file: 'surrogates.txt',
    hazard: 'broken characters',
    make: () => new Uint8Array([0xff, 0xfe, 0x3d, 0xd8, 0x41, 0x00, 0x00, 0xdc]),
  },
];

/** Writes them with their list. @returns the folder. */
export function writeOwnFiles(dir: string): string {
  for (const { file, make } of files) {
    mkdirSync(dirname(join(dir, file)), { recursive: true });
    writeFileSync(join(dir, file), make());
  }
  const list = files.map(({ file, hazard, control }) => JSON.stringify({ file, hazard, control }));
  writeFileSync(join(dir, 'manifest.jsonl'), list.join('\n'));
  return dir;
}
