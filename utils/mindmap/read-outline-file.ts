import { AppError } from '../shared/app-error';
import { type MapNode, type PlainNode, toLabel } from './map-node';
import { parseOutline } from './parse-outline';

const toPlainNode = ({ label, note, children }: MapNode): PlainNode => ({
  label,
  note,
  children: children.map(toPlainNode),
});

/**
 * A map from a Markdown file: its headings and lists, with the footnotes that they name.
 * @param title of a root that it does not have.
 * @throws AppError `file-not-supported` where there is no outline in it.
 */
export function readOutlineFile(text: string, title: string): PlainNode {
  const notes = new Map<string, string>();
  const outline = text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .replace(/^\[\^([\w-]+)\]:[ \t]*(.*(?:\n(?: {4}|\t)[ \t]*\S.*)*)$/gm, (_, name: string, note: string) => {
      notes.set(name, note.replace(/\n(?: {4}|\t)/g, '\n').trim());
      return '';
    });
  const { root, writtenCount } = parseOutline(outline, { isOpen: false, title: toLabel(title), notes });
  if (writtenCount === 0) throw new AppError('file-not-supported');
  return toPlainNode(root);
}
