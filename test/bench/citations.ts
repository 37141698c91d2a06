// npm run bench:citations -- [--data DIR] [--json FILE] [--md] [--seed N] [--limit N] [--misses FILE]: sentences of stored pages,
// quoted as models quote, looked up in what the packaged reader stored of them. Without --data, pages of our own are made.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ExtractedPage } from '../../utils/extract/extracted-page.ts';
import { buildExtension } from '../start/build-extension.ts';
import { bundleAsExpression, importBundled } from './bundle.ts';
import type { WantedMark } from './mark-sentences.ts';
import { printFigures } from './print-figures.ts';
import { addNoise, pick, seededRandom } from './quote-noise.ts';
import { writeQuotePages } from './quote-pages.ts';
import type { PageSentence } from './quote-sentences.ts';
import { overStoredPages } from './stored-pages.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    json: { type: 'string' },
    md: { type: 'boolean' },
    seed: { type: 'string', default: '1' },
    limit: { type: 'string' },
    misses: { type: 'string' },
  },
});
const seed = Number(values.seed);
const data = values.data ?? writeQuotePages(24, seed);
/** Of each kind from each page. */
const sentencesPerKind = 20;
/** About 1,000,000 tokens (UTF-16 units). */
/** As the panel's worker gives. */
const contextCharacters = 160;
const englishCharacters = 4_000_000;
const chineseCharacters = 1_200_000;

const { passageAround } = await importBundled<typeof import('../../utils/citations/passage-around.ts')>(
  join(import.meta.dirname, '../../utils/citations/passage-around.ts'),
);
const { prepareText, locatePassage, isTooShort } = await importBundled<
  typeof import('../../utils/citations/locate-passage.ts')
>(join(import.meta.dirname, '../../utils/citations/locate-passage.ts'));

const lettersOf = (text: string): string => text.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '');
const gram = 8;
/** Share of a sentence's stretches of letters that are in a text, wherever: whether it belongs to what was extracted. */
function shareIn(grams: ReadonlySet<string>, sentence: string): number {
  const letters = lettersOf(sentence);
  let found = 0;
  const count = Math.max(1, letters.length - gram + 1);
  for (let at = 0; at < count; at++) if (grams.has(letters.slice(at, at + gram))) found++;
  return found / count;
}

interface SampledSentence extends PageSentence {
  /** Which of the page's sentences it is. */
  index: number;
}

interface StoredPage {
  id: string;
  markdown: string;
  letters: string;
  plain: SampledSentence[];
  across: SampledSentence[];
}

const random = seededRandom(seed);
const misses: object[] = [];
const tries: Record<string, { tried: number; located: number }> = {};
const count = (name: string, isLocated: boolean) => {
  tries[name] ??= { tried: 0, located: 0 };
  tries[name].tried++;
  if (isLocated) tries[name].located++;
};
const matches: Record<string, number> = {};
let falseHits = 0;
let foreignSentences = 0;
const quoted: { text: string; quote: string }[] = [];

/** Of the page that is open: its noisy quotes, looked up in the stored text. */
let wantedMarks: WantedMark[] = [];
const marks = { right: 0, wrong: 0, none: 0 };

/** Quotes a page's sentences with noise and looks them up in its stored text. */
function lookUp(page: StoredPage): WantedMark[] {
  const prepared = prepareText(page.markdown);
  const wanted: WantedMark[] = [];
  for (const kind of ['plain', 'across'] as const)
    for (const { text, index } of page[kind]) {
      const { quote, kinds } = addNoise(text, random);
      const located = locatePassage(prepared, quote);
      for (const name of ['all', kind, ...kinds]) count(name, Boolean(located));
      const match = located?.match ?? 'none';
      matches[match] = (matches[match] ?? 0) + 1;
      quoted.push({ text, quote });
      if (!located || located.match === 'close')
        misses.push({ id: page.id, match, score: located?.score, text, quote });
      if (!located) marks.none++;
      else
        wanted.push({
          sentence: index,
          passage: passageAround(page.markdown, located, contextCharacters),
          isRepeated: located.places > 1,
        });
    }
  return wanted;
}

const markdowns = new Map<string, string>();
const pages: StoredPage[] = [];
const marker = await bundleAsExpression(join(import.meta.dirname, 'mark-sentences.ts'));
const { ids, failed } = await overStoredPages(
  data,
  {
    reader: readFileSync(join(buildExtension(), 'reader.js'), 'utf8'),
    sentences: `${await bundleAsExpression(join(import.meta.dirname, 'list-sentences.ts'))}()`,
    marks: () => `${marker}(${JSON.stringify(wantedMarks)})`,
  },
  (id, name, { result }) => {
    if (name === 'reader') {
      markdowns.set(id, (JSON.parse(result as string) as ExtractedPage).markdown);
      return;
    }
    if (name === 'marks') {
      for (const [index, outcome] of (result as ('right' | 'wrong' | 'none')[]).entries()) {
        marks[outcome]++;
        if (outcome !== 'right') misses.push({ id, match: `mark ${outcome}`, ...wantedMarks[index]! });
      }
      return;
    }
    const markdown = markdowns.get(id) ?? '';
    const letters = lettersOf(markdown);
    const grams = new Set<string>();
    for (let at = 0; at + gram <= letters.length; at++) grams.add(letters.slice(at, at + gram));
    const sample = seededRandom(seed * 100_003 + pages.length);
    const sentences = (result as PageSentence[]).map((sentence, index) => ({ ...sentence, index }));
    const belonging = sentences.filter(({ text }) => shareIn(grams, text) >= 0.9);
    const page: StoredPage = {
      id,
      markdown,
      letters,
      plain: pick(belonging, sentencesPerKind, sample),
      across: pick(
        belonging.filter(({ isAcrossMarkup }) => isAcrossMarkup),
        sentencesPerKind,
        sample,
      ),
    };
    pages.push(page);
    wantedMarks = lookUp(page);
  },
  values.limit ? Number(values.limit) : undefined,
);

for (const page of pages) {
  const prepared = prepareText(page.markdown);
  for (const other of pick(pages, sentencesPerKind, random)) {
    const [foreign] = other === page ? [] : pick([...other.plain, ...other.across], 1, random);
    if (!foreign) continue;
    const { quote } = addNoise(foreign.text, random);
    foreignSentences++;
    // Pages of one site share sentences: what is there is no false hit.
    if (page.letters.includes(lettersOf(foreign.text))) continue;
    const located = locatePassage(prepared, quote);
    if (!located) continue;
    falseHits++;
    const passage = page.markdown.slice(located.start, located.end);
    misses.push({ id: page.id, match: `false ${located.match}`, score: located.score, quote, passage });
  }
}

/** The texts of pages in one language one after the other, again and again, up to a length. */
function longText(isChinese: boolean, characters: number): string {
  const texts = pages
    .map(({ markdown }) => markdown)
    .filter(
      (text) =>
        text.length > 200 && (text.match(/[\u3400-\u9fff]/g)?.length ?? 0) > text.length / 3 === isChinese,
    );
  const parts: string[] = [];
  for (let length = 0, at = 0; length < characters && texts.length > 0; at++) {
    parts.push(texts[at % texts.length]!);
    length += parts.at(-1)!.length + 2;
  }
  return parts.join('\n\n').slice(0, characters);
}

/** Everything from the stored text on: preparing it, 100 citations of every kind of noise. */
function timeHundred(text: string): number {
  const wanted = pick(quoted, 100, seededRandom(seed));
  const begun = performance.now();
  const prepared = prepareText(text);
  for (const { quote } of wanted) if (!isTooShort(quote)) locatePassage(prepared, quote);
  return performance.now() - begun;
}
const englishMs = timeHundred(longText(false, englishCharacters));
const chineseMs = timeHundred(longText(true, chineseCharacters));

const shareOf = (name: string) => (tries[name] ? tries[name].located / tries[name].tried : Number.NaN);
const figures = {
  pages: ids.length,
  failed: failed.length,
  quotes: tries.all?.tried ?? 0,
  locatedShare: shareOf('all'),
  markedShare: marks.right / (marks.right + marks.wrong + marks.none),
  markedWrong: marks.wrong,
  foreignSentences,
  falseHits,
  locate100Ms: Math.max(englishMs, chineseMs),
  locate100EnglishMs: englishMs,
  locate100ChineseMs: chineseMs,
  ...Object.fromEntries(Object.entries(matches).map(([match, times]) => [`match.${match}`, times])),
  ...Object.fromEntries(
    Object.keys(tries)
      .filter((name) => name !== 'all')
      .map((name) => [`located.${name}`, shareOf(name)]),
  ),
};
if (values.misses) writeFileSync(values.misses, `${misses.map((miss) => JSON.stringify(miss)).join('\n')}\n`);
printFigures(figures);
if (values.md) {
  console.log('\n| figure | value |\n|---|---|');
  for (const [name, value] of Object.entries(figures))
    console.log(`| ${name} | ${Math.round(value * 10_000) / 10_000} |`);
}
