import type { PlainNode } from './map-node';
import { escapeInline } from './outline-signs';
import { wordsOfLine } from './parse-outline';

/** A line that is read as just these words. */
const writeLine = (sign: string, words: string): string =>
  wordsOfLine(sign + words) === words ? sign + words : sign + escapeInline(words);

/** A map as a Markdown outline: a heading for its root, a list below, and what stands beside a node as footnotes. */
export function toOutline(root: PlainNode): string {
  const notes: string[] = [];
  const noteRef = ({ note }: PlainNode) => {
    if (!note) return '';
    if (!notes.includes(note)) notes.push(note);
    return `[^${notes.indexOf(note) + 1}]`;
  };
  const lines: string[] = [];
  const write = (node: PlainNode, depth: number) => {
    lines.push(writeLine(`${'  '.repeat(depth)}- `, node.label) + noteRef(node));
    for (const child of node.children) write(child, depth + 1);
  };
  const first = writeLine('# ', root.label) + noteRef(root);
  for (const child of root.children) write(child, 0);
  const footnotes = notes.map((note, index) => `[^${index + 1}]: ${note.replaceAll('\n', '\n    ')}`);
  return `${[first, lines.join('\n'), footnotes.join('\n')].filter(Boolean).join('\n\n')}\n`;
}
