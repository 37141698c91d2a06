import { cloneVisible } from './clone-visible';
import type { ExtractedPage } from './extracted-page';
import { extractors } from './index';
import { mainRegion } from './main-region';
import { toMarkdown } from './to-markdown';

/**
 * An article is taken only where it holds at least this share of the main region's text; below it Readability is more likely to
 * have picked a part than to have cut boilerplate (it loses more than half of the text on a fifth of real pages).
 */
const articleShare = 0.7;
/** A main region with less than this share of what a reader sees is a wrong guess: the whole page is taken. */
const regionShare = 0.05;

const lengthOf = (element: Element): number => (element.textContent ?? '').replace(/\s+/g, '').length;

/** The element that is read, and the name of the rule that chose it. */
function choose(page: Document): { element: Element; extractor: string } {
  const seen = lengthOf(page.body);
  const copy = () => page.cloneNode(true) as Document;
  const region = mainRegion.extract(copy())!;
  const known = extractors.find((extractor) => extractor.matches(page))!;
  const article = known.extract(copy());
  const regionLength = lengthOf(region);
  const isRegion = regionLength >= regionShare * seen;
  if (article && lengthOf(article) >= articleShare * (isRegion ? regionLength : seen)) {
    return { element: article, extractor: known.name };
  }
  if (isRegion && regionLength > 0) return { element: region, extractor: mainRegion.name };
  return { element: page.body, extractor: 'whole page' };
}

/**
 * Reads a page as a reader sees it, as Markdown, without what stands around its text. The receipt counts what was left out.
 * @param page the live document.
 * @returns text and receipt; `markdown` is empty where the page shows no text.
 */
export function extractPage(page: Document): ExtractedPage {
  const visible = cloneVisible(page);
  const { element, extractor } = choose(visible.document);
  const markdown = withTitle(toMarkdown(element), visible.document.body, page.title);
  const seenCharacters = lengthOf(visible.document.body);
  return {
    title: page.title.trim() || firstLine(markdown),
    url: page.URL,
    lang: page.documentElement.lang,
    markdown,
    receipt: {
      seenCharacters,
      leftOutCharacters: Math.max(0, seenCharacters - lengthOf(element)),
      hiddenCharacters: visible.hiddenCharacters,
      extractor,
    },
  };
}

/** A headline that the page shows and its text has lost (Readability drops one that equals the title) goes back on top. */
function withTitle(markdown: string, body: Element, title: string): string {
  const headline = body.querySelector('h1')?.textContent?.replace(/\s+/g, ' ').trim();
  const isLost =
    markdown !== '' && headline && title.includes(headline) && !markdown.slice(0, 2000).includes(headline);
  return isLost ? `# ${headline}\n\n${markdown}` : markdown;
}

function firstLine(markdown: string): string {
  return markdown
    .split('\n', 1)[0]!
    .replace(/^#+\s*/, '')
    .slice(0, 120);
}
