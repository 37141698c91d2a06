import { cloneVisible } from './clone-visible';
import type { ExtractedPage } from './extracted-page';
import { extractors } from './index';
import { pageLinks } from './page-links';
import { hasText, isPlainDocument, plainToMarkdown, textOfDocument } from './plain-document';
import { stripInvisible } from './strip-invisible';
import { toMarkdown } from './to-markdown';

/** A word that was touched is no passage that was chosen (characters). */
const leastSelected = 12;

/** Characters that are no white space. */
function lengthOf(element: Element): number {
  const text = element.textContent ?? '';
  return text.length - (text.match(/\s/g)?.length ?? 0);
}

/** A page whose `body` is laid out by a browser, and where it comes from. */
export interface ShownPage {
  /** Title, language and head. */
  document: Document;
  /** In a live document: this one, or the one that lays out a page that was fetched. */
  body: Element;
  url: string;
  /** What relative addresses start from. */
  base: string;
}

/**
 * Reads a page as a reader sees it, as Markdown, without what stands around its text; what was left out is counted.
 * @param isWhole takes everything that the page shows instead.
 * @returns `markdown` is empty where the page shows no text.
 */
export function extractShownPage(
  { document, body: root, url, base }: ShownPage,
  isWhole = false,
): ExtractedPage {
  const visible = cloneVisible(root);
  const { blockElements } = visible;
  const { body } = visible.document;
  const seenCharacters = lengthOf(body);
  const { links, nextUrl } = pageLinks(document, body, url, base);
  const extractor = extractors.find((candidate) => candidate.matches(document))!;
  // The first extractor that knows the page; all of the page where even that finds nothing.
  const element = isWhole ? null : extractor.extract(visible.document, blockElements);
  const kept = element ? lengthOf(element) : 0;
  const isPart = element !== null && kept > 0 && kept < seenCharacters;
  const markdown = toMarkdown(isPart ? element : body, { blockElements });
  return {
    title: document.title.trim() || firstLine(markdown),
    url,
    lang: document.documentElement.lang,
    markdown,
    foreignFrames: visible.foreignFrames,
    contentType: document.contentType,
    links,
    nextUrl,
    receipt: {
      seenCharacters,
      leftOutCharacters: isPart ? seenCharacters - kept : 0,
      hiddenCharacters: visible.hiddenCharacters,
      extractor: isPart ? extractor.name : 'whole page',
    },
  };
}

/**
 * Reads the open page, or the text file that a tab shows.
 * @param page the live document.
 * @param isWhole see extractShownPage.
 */
export function extractPage(page: Document, isWhole = false): ExtractedPage {
  const { contentType, title, URL: url } = page;
  if (!hasText(contentType)) return extractPlain(title, url, contentType, '');
  if (isPlainDocument(contentType)) return extractPlain(title, url, contentType, textOfDocument(page));
  const shown = { document: page, body: page.body ?? page.documentElement, url, base: page.baseURI };
  const selectedText = stripInvisible(page.getSelection()?.toString() ?? '').text.trim();
  return {
    ...extractShownPage(shown, isWhole),
    ...(selectedText.length >= leastSelected ? { selectedText } : {}),
  };
}

/** A text file, whole and as it is; empty where a document of its kind has no text (pictures, PDF). */
export function extractPlain(title: string, url: string, contentType: string, text: string): ExtractedPage {
  const markdown = plainToMarkdown(text, contentType);
  return {
    title: title.trim() || new URL(url).pathname.split('/').at(-1) || url,
    url,
    lang: '',
    markdown,
    foreignFrames: [],
    contentType,
    links: [],
    nextUrl: '',
    receipt: {
      seenCharacters: text.replace(/\s+/g, '').length,
      leftOutCharacters: 0,
      hiddenCharacters: 0,
      extractor: 'whole page',
    },
  };
}

function firstLine(markdown: string): string {
  return markdown
    .split('\n', 1)[0]!
    .replace(/^#+\s*/, '')
    .slice(0, 120);
}
