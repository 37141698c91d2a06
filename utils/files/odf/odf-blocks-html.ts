import { formatNumber } from '../docx/format-number';
import { escapeHtml } from '../html-text';
import { listWriter } from '../list-html';
import { isElement, textOf, type XmlElement } from '../xml-tree';
import { lineHtml } from './line-html';
import type { OdfStory } from './odf-story';
import { type ListLevel, numberFormats } from './odf-styles';
import { odfTableHtml } from './odf-table-html';

const leftOut = new Set([
  'tracked-changes',
  'sequence-decls',
  'forms',
  'variable-decls',
  'user-field-decls',
  'notes',
  'index-title-template',
  'enhanced-geometry',
  'desc',
  'title',
  'image',
  'table-of-content-source',
  'alphabetical-index-source',
  'illustration-index-source',
  'table-index-source',
  'object-index-source',
  'user-index-source',
  'bibliography-source',
]);

/** A number that Markdown's own lists can show. */
const plainNumber = /^(\d{1,9})\.$/;

/** Counts on at a level. @param at the level, from 0. @returns the mark as it is shown; empty for a bullet. */
function nextLabel(
  story: OdfStory,
  list: string,
  at: number,
  levelOf: (level: number) => ListLevel | undefined,
  start: number | undefined,
): string {
  const level = levelOf(at);
  if (!level) return '';
  const counts = story.counts.get(list) ?? [];
  story.counts.set(list, counts);
  counts.length = Math.min(counts.length, at + 1);
  counts[at] = start ?? (counts[at] === undefined ? level.start : counts[at] + 1);
  if (!level.format) return '';
  const numbers: string[] = [];
  for (let depth = Math.max(0, at - level.shown + 1); depth <= at; depth++) {
    const format = levelOf(depth)?.format;
    if (format)
      numbers.push(
        formatNumber(counts[depth] ?? levelOf(depth)?.start ?? 1, numberFormats[format] ?? 'decimal'),
      );
  }
  return `${level.prefix}${numbers.join('.')}${level.suffix}`.trim();
}

/** Paragraphs, headings, lists, tables and what hangs on them, as HTML. @param behind see isUnseen. */
export function odfBlocksHtml(parent: XmlElement | undefined, story: OdfStory, behind: string): string {
  const out: string[] = [];
  const lists = listWriter(out);
  const write = (html: string) => {
    if (!html) return;
    lists.close();
    out.push(html);
  };
  /** A line with what hangs on it. */
  const readLine = (element: XmlElement): { html: string; hung: string[] } => {
    const around = story.hung;
    story.hung = [];
    const look = story.styles.look('paragraph', element.attributes['style-name']);
    const html = lineHtml(element, story, look, behind);
    const { hung } = story;
    story.hung = around;
    return { html, hung };
  };
  const walkList = (list: XmlElement, level: number, inherited: string) => {
    const style = list.attributes['style-name'] ?? inherited;
    if (level === 0 && list.attributes['continue-numbering'] !== 'true' && !list.attributes['continue-list'])
      story.counts.delete(style);
    for (const item of list.children) {
      if (!isElement(item)) continue;
      const isItem = item.name === 'list-item';
      const start = Number(item.attributes['start-value']);
      const levelOf = (at: number) => story.styles.listLevel(style, at);
      let isMarked = !isItem;
      for (const child of item.children) {
        if (!isElement(child)) continue;
        if (child.name === 'list') walkList(child, level + 1, style);
        else if (child.name === 'p' || child.name === 'h') {
          const { html, hung } = readLine(child);
          const heading = Number(child.attributes['outline-level']);
          if (child.name === 'h' && html) {
            const label = isMarked ? '' : nextLabel(story, style, level, levelOf, start || undefined);
            isMarked = true;
            writeHeading(heading, label, html);
          } else if (html || hung.length > 0) {
            const label = isMarked ? '' : nextLabel(story, style, level, levelOf, start || undefined);
            const number = plainNumber.exec(label)?.[1];
            if (isMarked) out.push(`<p>${html}</p>`);
            else
              lists.item(
                level,
                number || !label ? html : `${escapeHtml(label)} ${html}`,
                number === undefined ? undefined : Number(number),
              );
            isMarked = true;
          }
          out.push(...hung);
        } else walk({ ...item, children: [child] });
      }
    }
  };
  const writeHeading = (level: number, label: string, html: string) => {
    const tag = `h${Math.min(Math.max(level || 1, 1), 6)}`;
    write(`<${tag}>${label ? `${escapeHtml(label)} ` : ''}${html}</${tag}>`);
  };
  const walk = (element: XmlElement) => {
    for (const child of element.children) {
      if (!isElement(child) || leftOut.has(child.name)) continue;
      const { attributes } = child;
      switch (child.name) {
        case 'h': {
          const { html, hung } = readLine(child);
          const level = Math.max(Number(attributes['outline-level'] ?? 1) || 1, 1);
          if (html.trim()) {
            const isNumbered = attributes['is-list-header'] !== 'true';
            const label = isNumbered
              ? nextLabel(story, '', level - 1, (at) => story.styles.outlineLevel(at), undefined)
              : '';
            writeHeading(level, label, html);
          }
          hung.forEach(write);
          break;
        }
        case 'p': {
          const { html, hung } = readLine(child);
          if (html.trim()) write(`<p>${html}</p>`);
          hung.forEach(write);
          break;
        }
        case 'list':
          lists.close();
          walkList(child, 0, '');
          break;
        case 'table':
          write(odfTableHtml(child, story, behind));
          break;
        case 'section':
          if (attributes.display === 'none' || story.styles.isHidden('section', attributes['style-name']))
            story.hiddenCharacters += textOf(child).replace(/\s/g, '').length;
          else walk(child);
          break;
        case 'frame':
        case 'annotation': {
          const { html, hung } = readLine({ ...element, attributes: {}, children: [child] });
          if (html.trim()) write(`<p>${html}</p>`);
          hung.forEach(write);
          break;
        }
        default:
          walk(child);
      }
    }
  };
  if (parent) walk(parent.name === 'list' ? { ...parent, name: '', children: [parent] } : parent);
  lists.close();
  return out.join('');
}
