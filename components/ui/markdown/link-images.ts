import type { Definition, Nodes } from 'mdast';
import { isTooDense } from './is-too-dense';
import { parseAnywhere } from './parse-markdown';
import { toSafeLink } from './safe-link';

/** No image and no HTML begins there: a backslash before it could belong to an address. */
export const escapeMarkup = (text: string): string =>
  text.replace(/<(?=[a-z/!?])/gi, '&lt;').replace(/!(?=\[)/g, '&#33;');
const words = (text: string): string => text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>&|~#!]/g, '\\$&');

interface Change {
  start: number;
  end: number;
  text: string;
}

/** What stands in the place of an image: its words and its host, which is where they lead. */
function imageLink(url: string, alt: string, isInLink: boolean): string {
  const link = toSafeLink(url, alt);
  const host = link ? new URL(link.href).host : '';
  const said = words([alt, host && `(${host})`].filter(Boolean).join(' ')) || '—';
  return link && !isInLink ? `[${said}](<${link.href.replace(/[<>|\\]/g, encodeURIComponent)}>)` : said;
}

function changesIn(text: string): Change[] {
  const tree = parseAnywhere(text);
  const definitions = new Map<string, Definition>();
  const changes: Change[] = [];
  const walk = (node: Nodes, see: (node: Nodes, isInLink: boolean) => void, isInLink = false) => {
    see(node, isInLink);
    const isLink = node.type === 'link' || node.type === 'linkReference';
    if ('children' in node) for (const child of node.children) walk(child, see, isInLink || isLink);
  };
  walk(tree, (node) => {
    if (node.type === 'definition' && !definitions.has(node.identifier))
      definitions.set(node.identifier, node);
  });
  walk(tree, (node, isInLink) => {
    const { start, end } = node.position ?? {};
    if (start?.offset === undefined || end?.offset === undefined) return;
    const place = { start: start.offset, end: end.offset };
    const { type } = node;
    if (type === 'html') changes.push({ ...place, text: escapeMarkup(text.slice(place.start, place.end)) });
    if (type === 'image') changes.push({ ...place, text: imageLink(node.url, node.alt ?? '', isInLink) });
    if (type === 'imageReference') {
      const url = definitions.get(node.identifier)?.url ?? '';
      changes.push({ ...place, text: imageLink(url, node.alt ?? '', isInLink) });
    }
  });
  return changes;
}

/**
 * Markdown of which nothing is loaded where it is opened: readers fetch its images, and take its HTML for such. Each image becomes a link with
 * its host, HTML becomes its own text, and all else stays to the letter.
 */
export function linkImages(text: string): string {
  if (!/!\[|</.test(text)) return text;
  if (isTooDense(text)) return escapeMarkup(text);
  const changes = changesIn(text).sort((a, b) => b.start - a.start);
  let changed = text;
  for (const { start, end, text: next } of changes)
    changed = changed.slice(0, start) + next + changed.slice(end);
  // What was HTML may hide another image from the parser.
  return changes.length > 0 && changesIn(changed).length > 0 ? escapeMarkup(text) : changed;
}
