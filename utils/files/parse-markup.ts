import { DOMParser } from 'linkedom/worker';

/**
 * HTML as a document, where the browser's own parser is not at hand (in a worker). Nothing in it runs or loads. No styles are computed.
 */
export function parseHtml(text: string): Document {
  // Without the frame of a page, parts of it would stand beside the body.
  const page = /<body[\s>]|<html[\s>]|<frameset[\s>]/i.test(text)
    ? text
    : `<!doctype html><html><body>${text}</body></html>`;
  return new DOMParser().parseFromString(page, 'text/html') as unknown as Document;
}
