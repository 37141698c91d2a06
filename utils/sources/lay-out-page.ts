import type { ShownPage } from '../extract/extract-page';

/** What acts, loads or embeds; none of it is needed to see where text stands. */
const dropped =
  'script, noscript, iframe, frame, object, embed, link, base, meta, audio, video, source, track, canvas, portal, fencedframe';
/** Attributes that load something. */
const loading = new Set([
  'src',
  'srcset',
  'background',
  'poster',
  'data',
  'ping',
  'action',
  'formaction',
  'autofocus',
]);
/** As wide as a usual window (CSS pixels). */
const width = 1280;

function disarm(root: Element): void {
  for (const element of root.querySelectorAll(dropped)) element.remove();
  for (const element of [root, ...root.querySelectorAll('*')]) {
    for (const { name } of [...element.attributes])
      if (name.startsWith('on') || loading.has(name) || name.includes(':')) element.removeAttribute(name);
  }
  // Inside a shadow tree the page's own root is an element like others.
  for (const style of root.querySelectorAll('style'))
    style.textContent = (style.textContent ?? '').replace(/@import[^;]*;/gi, '').replace(/:root\b/g, 'html');
}

/**
 * Lays out the HTML of a fetched page out of sight, so that what its own styles hide is seen to be hidden. Nothing in it runs or
 * loads: scripts, handlers and addresses are taken out, and the extension's policy forbids them again.
 * @param url the page's address.
 * @param use reads the page; it is gone afterwards.
 */
export function withPageLaidOut<T>(html: string, url: string, use: (page: ShownPage) => T): T {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  const written = parsed.querySelector('base[href]')?.getAttribute('href') ?? '';
  const base = URL.canParse(written, url) ? new URL(written, url).href : url;
  // The head's own links (`rel="next"`) are read from here.
  const head = parsed.cloneNode(true) as Document;
  disarm(parsed.documentElement);
  const host = document.createElement('div');
  host.style.cssText = `all: initial; position: absolute; left: 0; top: 0; width: ${width}px; display: block`;
  const shadow = host.attachShadow({ mode: 'open' });
  const root = document.importNode(parsed.documentElement, true);
  shadow.append(root);
  document.body.append(host);
  try {
    return use({ document: head, body: root.querySelector('body, frameset') ?? root, url, base });
  } finally {
    host.remove();
  }
}
