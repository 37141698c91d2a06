import { escapeHtml } from '../html-text';
import { listWriter } from '../list-html';
import { alternatives } from '../ooxml/open-package';
import { atPath, childOf, childrenOf, isElement, textOf, type XmlElement } from '../xml-tree';
import { chunkHtml } from './chunk-html';
import type { ListMark } from './count-lists';
import { fieldHtml } from './field-html';
import { type MarkedLine, markedLine } from './marked-line';
import { backgroundOf, lookOf, numberingOf, outlineOf } from './read-styles';
import { runsHtml } from './runs-html';
import type { Story } from './story';
import { tableHtml } from './table-html';

interface Paragraph extends MarkedLine {
  /** Text boxes and drawings that stand by it. */
  hung: string[];
  heading?: number;
}

function readParagraph(element: XmlElement, story: Story, behind: string): Paragraph {
  const properties = childOf(element, 'pPr');
  const styleId = childOf(properties, 'pStyle')?.attributes.val;
  const style = story.styles.paragraph(styleId);
  for (const part of childrenOf(childOf(properties, 'sectPr'))) noteEdge(part, story);
  const own = backgroundOf(properties);
  const look = own ? { ...style.look, background: own } : style.look;
  const { hung: hungAround, fields: fieldsAround } = story;
  Object.assign(story, { hung: [], fields: [] });
  let text = runsHtml(element, story, look, behind);
  const { hung, fields } = story;
  // An equation that does not end is all of it.
  for (const field of fields) if (!field.hasResult) text += fieldHtml(field.instruction);
  Object.assign(story, { hung: hungAround, fields: fieldsAround });
  const use = numberingOf(properties);
  const numbering = use ? { level: style.numbering?.level, ...use } : style.numbering;
  // An empty paragraph shows its number, and counts; a hidden one does neither.
  const isHidden = !text && lookOf(childOf(properties, 'rPr')).isVanished;
  const mark = ownMark(properties) ?? (numbering && !isHidden ? story.markOf(numbering, styleId) : undefined);
  const level = outlineOf(properties) ?? style.outlineLevel;
  const isHeading = level !== undefined && level < 9 && text.trim() !== '';
  const label = mark?.label ? `${escapeHtml(mark.label)} ` : '';
  if (isHeading) return { html: label + text, hung, heading: Math.min(level + 1, 6) };
  if (!mark || !text.trim()) return { html: text, hung };
  return { ...markedLine(mark, text), hung };
}

/** A list's mark as files of 2003 store it. */
function ownMark(properties: XmlElement | undefined): ListMark | undefined {
  const list = childOf(properties, 'listPr');
  const label = childOf(list, 't')?.attributes.val;
  if (label === undefined) return undefined;
  const level = Number(childOf(list, 'ilvl')?.attributes.val ?? 0) || 0;
  return { level, label: /[\p{L}\p{N}]/u.test(label) ? label.trim() : '' };
}

/** A file that stands in the text; one that cannot be read is named. */
function readChunk({ attributes }: XmlElement, story: Story): string {
  const target = story.opened.relations(story.part).find(({ id }) => id === attributes.id)?.target ?? '';
  const bytes = story.opened.bytes(target);
  const chunk = bytes && chunkHtml(target, bytes);
  if (!chunk) story.unread.push(target || 'altChunk');
  story.hiddenCharacters += chunk?.hiddenCharacters ?? 0;
  return chunk?.html ?? '';
}

const isInitial = (paragraph: XmlElement): boolean =>
  /^(?:drop|margin)$/.test(atPath(paragraph, 'pPr', 'framePr')?.attributes.dropCap ?? '');

/** A section's headers and footers, to be read once each. */
export function noteEdge(element: XmlElement, story: Story): void {
  const { name, attributes } = element;
  if (name === 'hdr' || name === 'ftr') story.ownEdges.push(element);
  if (name !== 'headerReference' && name !== 'footerReference') return;
  const target = story.opened.relations(story.part).find(({ id }) => id === attributes.id)?.target;
  if (target && !story.edges.includes(target)) story.edges.push(target);
}

/**
 * Paragraphs, lists and tables as HTML.
 * @param behind see isUnseen.
 */
export function blocksHtml(parent: XmlElement | undefined, story: Story, behind: string): string {
  const out: string[] = [];
  const lists = listWriter(out);
  /** A large first letter, which stands in a paragraph of its own. */
  let initial = '';
  const walk = (element: XmlElement) => {
    for (const child of element.children) {
      if (!isElement(child)) continue;
      switch (child.name) {
        case 'p': {
          const { html: own, hung, heading, list } = readParagraph(child, story, behind);
          const html = initial + own;
          initial = isInitial(child) ? html : '';
          if (initial) lists.close();
          else if (list) lists.item(list.level, html, list.number);
          else if (html.trim()) {
            lists.close();
            out.push(heading ? `<h${heading}>${html}</h${heading}>` : `<p>${html}</p>`);
          }
          if (hung.length > 0) {
            lists.close();
            out.push(...hung);
          }
          break;
        }
        case 'tbl':
          lists.close();
          out.push(tableHtml(child, story, behind));
          break;
        case 'commentRangeStart':
          story.openComments.add(child.attributes.id ?? '');
          break;
        case 'commentRangeEnd':
          story.openComments.delete(child.attributes.id ?? '');
          break;
        case 'sectPr':
          for (const part of childrenOf(child)) noteEdge(part, story);
          break;
        case 'altChunk':
          lists.close();
          out.push(readChunk(child, story));
          break;
        case 'AlternateContent': {
          const option = alternatives(child).find((one) => textOf(one).trim());
          if (option) walk(option);
          break;
        }
        case 'del':
        case 'moveFrom':
        case 'sdtPr':
        case 'tblPr':
          break;
        case 'oMath':
        case 'oMathPara': {
          lists.close();
          out.push(`<p>${runsHtml({ ...element, children: [child] }, story, {}, behind)}</p>`);
          break;
        }
        default:
          walk(child);
      }
    }
  };
  if (parent) walk(parent);
  lists.close();
  if (initial) out.push(`<p>${initial}</p>`);
  return out.join('');
}
