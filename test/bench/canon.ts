// npm run bench:canon -- --data DIR [--json FILE]: of stored wiki pages (see stored-pages.ts), how many paragraphs of the article's body
// and rows of the infobox are in what the packaged reader reads, letter by letter: the canon of a character.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ExtractedPage } from '../../utils/extract/extracted-page.ts';
import { buildExtension } from '../start/build-extension.ts';
import { printFigures } from './print-figures.ts';
import { overStoredPages } from './stored-pages.ts';

const { values } = parseArgs({ options: { data: { type: 'string' }, json: { type: 'string' } } });
if (!values.data) {
  console.error('Usage: npm run bench:canon -- --data DIR [--json FILE]');
  process.exit(2);
}

/** Letters and digits only: spacing and the marks of Markdown are not the page's. */
const fold = (text: string): string => text.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '');

/**
 * What MediaWiki and Fandom call their parts, in pieces: between cells and lines, and between what is read otherwise (marks of footnotes,
 * formulas) or is not seen at all.
 */
const listParts = `(() => {
  const skipped = 'style, script, sup, .mw-editsection, math, .mwe-math-element';
  const breaks = 'td, th, li, br, img, div, p';
  const isSeen = (element) => element.checkVisibility() && getComputedStyle(element).fontSize !== '0px';
  const pieces = (element) => {
    const found = [''];
    const walk = (node) => {
      if (node.nodeType === 3) { found[found.length - 1] += node.data; return; }
      if (node.nodeType !== 1) return;
      if (node.matches(skipped) || !isSeen(node)) { found.push(''); return; }
      if (node.matches(breaks)) found.push('');
      for (const child of node.childNodes) walk(child);
      if (node.matches(breaks)) found.push('');
    };
    walk(element);
    return found;
  };
  const all = (selector) => [...document.querySelectorAll(selector)].map(pieces);
  return {
    paragraphs: all('.mw-parser-output p'),
    rows: all('table.infobox tr, table[class*="infobox"] tr, .portable-infobox .pi-data, #infoboxtable tr'),
  };
})()`;

interface Parts {
  paragraphs: string[][];
  rows: string[][];
}

const texts = new Map<string, string>();
const parts = new Map<string, Parts>();
const { ids, failed } = await overStoredPages(
  values.data,
  { reader: readFileSync(join(buildExtension(), 'reader.js'), 'utf8'), parts: listParts },
  (id, name, { result }) => {
    if (name === 'parts') parts.set(id, result as Parts);
    else texts.set(id, fold((JSON.parse(result as string) as ExtractedPage).markdown));
  },
);

const counts = { paragraphs: 0, paragraphsMissing: 0, rows: 0, rowsMissing: 0 };
for (const id of ids)
  for (const kind of ['paragraphs', 'rows'] as const)
    for (const pieces of parts.get(id)?.[kind] ?? []) {
      const folded = pieces.map(fold).filter(Boolean);
      if (folded.length === 0) continue;
      counts[kind]++;
      const missing = pieces.filter((piece) => !texts.get(id)?.includes(fold(piece)));
      if (missing.length === 0) continue;
      counts[`${kind}Missing`]++;
      console.log(`${id}: ${kind}: ${missing.join(' … ').replace(/\s+/g, ' ').slice(0, 160)}`);
    }
printFigures({ pages: ids.length, failed: failed.length, ...counts });
