import { cloneVisible } from './clone-visible';
import type { ExtractedPage } from './extracted-page';
import { extractors } from './index';
import { toMarkdown } from './to-markdown';
import { wholeBody } from './whole-body';

/**
 * An article is taken only where it holds at least this share of what the whole page would give; below it Readability is more
 * likely to have picked a part than to have cut boilerplate (it loses more than half of the text on a fifth of real pages).
 */
const articleShare = 0.7;

const textLength = (element: Element): number => (element.textContent ?? '').replace(/\s+/g, '').length;

/**
 * Reads a page whole, as a reader sees it, as Markdown.
 * @param page the live document.
 * @returns text and receipt; `markdown` is empty where the page shows no text.
 */
export function extractPage(page: Document): ExtractedPage {
  const visible = cloneVisible(page);
  const seenCharacters = textLength(visible.document.body);
  const known = extractors.find((extractor) => extractor.matches(visible.document));
  const article = known?.extract(visible.document.cloneNode(true) as Document);
  const body = wholeBody.extract(visible.document)!;

  const articleText = article ? withTitle(toMarkdown(article), page.title) : '';
  const bodyText = toMarkdown(body);
  const isWhole =
    article !== null && article !== undefined && textLength(article) >= articleShare * textLength(body);
  const markdown = isWhole ? articleText : bodyText;
  return {
    title: page.title.trim() || firstLine(markdown),
    url: page.URL,
    lang: page.documentElement.lang,
    markdown,
    receipt: {
      seenCharacters,
      readCharacters: markdown.length,
      hiddenCharacters: visible.hiddenCharacters,
      extractor: isWhole && known ? known.name : wholeBody.name,
    },
  };
}

/** Readability drops the headline that equals the page's title. */
function withTitle(markdown: string, title: string): string {
  const heading = title.trim();
  return heading && !markdown.slice(0, 400).includes(heading) ? `# ${heading}\n\n${markdown}` : markdown;
}

function firstLine(markdown: string): string {
  return markdown
    .split('\n', 1)[0]!
    .replace(/^#+\s*/, '')
    .slice(0, 120);
}
