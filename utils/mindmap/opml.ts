import { atPath, childrenOf, parseXmlTree, textOf, type XmlElement } from '../files/xml-tree';
import { AppError } from '../shared/app-error';
import { escapeXml } from './escape-xml';
import { deepestLevel, type PlainNode, toLabel } from './map-node';

/** A map as OPML 2.0; what stands beside a node is its `_note`, as outliners write it. */
export function toOpml(root: PlainNode): string {
  const write = ({ label, note, children }: PlainNode, indent: string): string => {
    const start = `${indent}<outline text="${escapeXml(label)}"${note ? ` _note="${escapeXml(note)}"` : ''}`;
    if (children.length === 0) return `${start}/>\n`;
    return `${start}>\n${children.map((child) => write(child, `${indent}  `)).join('')}${indent}</outline>\n`;
  };
  return `<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n  <head>\n    <title>${escapeXml(root.label)}</title>\n  </head>\n  <body>\n${write(root, '    ')}  </body>\n</opml>\n`;
}

/** @param depth what is too deep hangs beside its parent. */
function readOutlines(element: XmlElement, depth: number): PlainNode[] {
  return childrenOf(element, 'outline').flatMap((outline) => {
    const { text, title, _note } = outline.attributes;
    const node = { label: toLabel(text ?? title ?? '') || '…', note: (_note ?? '').trim() };
    const children = readOutlines(outline, depth + 1);
    return depth >= deepestLevel ? [{ ...node, children: [] }, ...children] : [{ ...node, children }];
  });
}

/**
 * A map from OPML. Entities that a file defines itself are not expanded, and nothing is fetched.
 * @param title of a root that it does not have.
 * @throws AppError `file-not-supported` where there is no outline in it; `file-over-limit` where it nests without end.
 */
export function readOpml(text: string, title: string): PlainNode {
  const opml = parseXmlTree(text);
  const nodes = readOutlines(atPath(opml, 'opml', 'body') ?? { name: '', attributes: {}, children: [] }, 0);
  if (nodes.length === 0) throw new AppError('file-not-supported');
  const [only, ...others] = nodes;
  if (others.length === 0) return only!;
  const headed = toLabel(textOf(atPath(opml, 'opml', 'head', 'title')));
  return { label: headed || toLabel(title), note: '', children: nodes };
}
