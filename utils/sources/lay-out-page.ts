import type { ShownPage } from '../extract/extract-page';
import { leastFrame } from '../shared/least-frame';

/** What acts, loads or embeds; none of it is needed to see where text stands. */
const dropped =
  'script, noscript, object, embed, link, base, meta, audio, video, source, track, canvas, portal, fencedframe';
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
/** Marks the empty box that stands for a frame, with the frame's address. */
const frameMark = 'data-frame-address';

/** Frames load something even without an address: boxes of their size stand in their place. */
function boxFrames(root: Element, base: string): void {
  for (const frame of root.querySelectorAll('iframe, frame')) {
    const written = frame.getAttribute('src') ?? '';
    const box = root.ownerDocument.createElement('div');
    for (const name of ['class', 'id', 'style', 'hidden']) {
      const value = frame.getAttribute(name);
      if (value !== null) box.setAttribute(name, value);
    }
    // Where a frame says no size, browsers give it this one; a frame set's frames are larger.
    const size = (name: 'width' | 'height', usual: number) => {
      const said = frame.getAttribute(name) ?? '';
      if (name === 'width' && /^\d+%$/.test(said)) return said;
      return `${said.endsWith('%') ? usual : Number.parseInt(said, 10) || usual}px`;
    };
    box.style.width ||= size('width', 300);
    box.style.height ||= size('height', 150);
    box.setAttribute(frameMark, URL.canParse(written, base) ? new URL(written, base).href : '');
    frame.replaceWith(box);
  }
}

/** Addresses of the frames that a reader would see, and that are large enough to be a part of the page. */
function shownFrames(root: Element): string[] {
  return [...root.querySelectorAll(`[${frameMark}]`)]
    .filter((box) => {
      const { width: boxWidth, height } = box.getBoundingClientRect();
      const isLarge = boxWidth >= leastFrame.width && height >= leastFrame.height;
      return isLarge && box.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    })
    .map((box) => box.getAttribute(frameMark) ?? '')
    .filter((address) => /^https?:/.test(address));
}

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
 * @param use reads the page; it is gone afterwards. `frames`: addresses of those that make part of it and are not read.
 */
export function withPageLaidOut<T>(
  html: string,
  url: string,
  use: (page: ShownPage, frames: string[]) => T,
): T {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  const written = parsed.querySelector('base[href]')?.getAttribute('href') ?? '';
  const base = URL.canParse(written, url) ? new URL(written, url).href : url;
  // Its links (`rel="next"`) are read from here.
  const head = parsed.head.cloneNode(true);
  boxFrames(parsed.documentElement, base);
  disarm(parsed.documentElement);
  const host = document.createElement('div');
  host.style.cssText = `all: initial; position: absolute; left: 0; top: 0; width: ${width}px; display: block`;
  const shadow = host.attachShadow({ mode: 'open' });
  const root = document.importNode(parsed.documentElement, true);
  parsed.head.replaceWith(head);
  shadow.append(root);
  document.body.append(host);
  try {
    const body = root.querySelector('body, frameset') ?? root;
    return use({ document: parsed, body, url, base }, shownFrames(root));
  } finally {
    host.remove();
  }
}
