import { fenced } from './code-block';

/** Documents that are one text, by media type; everything else is a page. */
const plainTypes =
  /^(?:text\/(?!html)|application\/(?:(?:[\w.+-]+\+)?(?:json|xml)|javascript|ecmascript|x-sh|x-yaml|yaml|toml|sql)$)/;
const pageTypes = /^(?:text\/html|application\/xhtml\+xml)$/;
/** Media types whose text is meant to be read as it stands. */
const proseTypes = /^text\/(?:plain|markdown|x-markdown)$/;

const languages: Record<string, string> = {
  javascript: 'js',
  ecmascript: 'js',
  'x-sh': 'sh',
  'x-yaml': 'yaml',
};

/** Whether a document of this media type has text to read at all. */
export const hasText = (contentType: string): boolean =>
  contentType === '' || pageTypes.test(contentType) || plainTypes.test(contentType);

export const isPlainDocument = (contentType: string): boolean =>
  plainTypes.test(contentType) && !pageTypes.test(contentType);

/** A text as Markdown: prose as it stands, code and data as a block of code, so that their signs keep their meaning. */
export function plainToMarkdown(text: string, contentType: string): string {
  const body = text.replace(/\r\n?/g, '\n').replace(/^\ufeff|\s+$/g, '');
  if (body === '' || proseTypes.test(contentType)) return body;
  const name = contentType.split('/')[1]?.split('+').at(-1) ?? '';
  return fenced(body, languages[name] ?? name);
}

/** What a browser shows of a text file that it has made a page of. */
export function textOfDocument(page: Document): string {
  // Chromium's view of XML keeps the source apart.
  const source = page.getElementById('webkit-xml-viewer-source-xml');
  if (source)
    return [...source.children].map((node) => new XMLSerializer().serializeToString(node)).join('\n');
  if (page.body) return (page.body.querySelector('pre') ?? page.body).textContent ?? '';
  return new XMLSerializer().serializeToString(page);
}
