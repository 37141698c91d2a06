import { escapeXml } from './escape-xml';
import type { PlainNode } from './map-node';

/** A map as FreeMind and Freeplane read it. */
export function toFreemind(root: PlainNode): string {
  const write = ({ label, note, children }: PlainNode, indent: string): string => {
    const start = `${indent}<node TEXT="${escapeXml(label)}"`;
    if (!note && children.length === 0) return `${start}/>\n`;
    const lines = note.split('\n').map((line) => `<p>${escapeXml(line)}</p>`);
    const said = note
      ? `${indent}  <richcontent TYPE="NOTE"><html><head/><body>${lines.join('')}</body></html></richcontent>\n`
      : '';
    const below = children.map((child) => write(child, `${indent}  `)).join('');
    return `${start}>\n${said}${below}${indent}</node>\n`;
  };
  return `<map version="1.0.1">\n${write(root, '  ')}</map>\n`;
}
