import { AppError } from '../../shared/app-error';
import { decodeText } from '../decode-text';
import type { ExtractedFile, FileFormat, FileRemark, FileToRead, PartMark, UnreadPart } from '../file-format';
import { htmlToMarkdown } from '../html-text';
import { limits } from '../limits';
import { headOf } from '../signatures';
import { openArchive } from '../unzip';
import {
  atPath,
  childOf,
  childrenOf,
  descendantsOf,
  isElement,
  parseXmlTree,
  textOf,
  type XmlElement,
} from '../xml-tree';
import { zipKindOf } from '../zip-kind';
import { odfBlocksHtml } from './odf-blocks-html';
import { odfSheet } from './odf-sheet';
import type { OdfStory } from './odf-story';
import { pageEdges, readOdfStyles } from './odf-styles';

const isFlat = (bytes: Uint8Array): boolean => /<office:document[\s>]/.test(headOf(bytes, 2000));

interface Parts {
  content: XmlElement;
  styles: XmlElement | undefined;
  object: OdfStory['object'];
}

function openParts(bytes: Uint8Array): Parts {
  const rootOf = (text: string) => childrenOf(parseXmlTree(text))[0];
  if (isFlat(bytes)) {
    const content = rootOf(decodeText(bytes));
    if (!content) throw new AppError('file-broken', { kind: 'ODF' });
    return { content, styles: content, object: () => undefined };
  }
  const archive = openArchive(bytes);
  const textAt = (path: string) =>
    archive.has(path) ? decodeText(archive.bytes(path, limits.markupBytes)) : undefined;
  // A locked file says so beside each of its entries, in the clear.
  if (/<(?:\w+:)?encryption-data[\s/>]/.test(textAt('META-INF/manifest.xml') ?? ''))
    throw new AppError('file-locked', { kind: 'ODF' });
  const content = rootOf(textAt('content.xml') ?? '');
  if (!content) throw new AppError('file-broken', { kind: 'ODF', part: 'content.xml' });
  return {
    content,
    styles: rootOf(textAt('styles.xml') ?? ''),
    object(href) {
      const text = textAt(`${href.replace(/^\.\//, '').replace(/\/$/, '')}/content.xml`);
      const root = text === undefined ? undefined : rootOf(text);
      return text === undefined || !root ? undefined : { root, text };
    },
  };
}

/** Names of the changes that deleted text. */
const deletionsIn = (body: XmlElement | undefined): string[] =>
  childrenOf(childOf(body, 'tracked-changes'), 'changed-region')
    .filter((region) => childOf(region, 'deletion'))
    .map(({ attributes }) => attributes.id ?? '');

/** Notes, comments, and what stands at the edges of pages: after the text. */
function endHtml(story: OdfStory, edges: Iterable<XmlElement>): string {
  const texts = new Set<string>();
  for (const edge of edges) {
    const html = odfBlocksHtml(edge, story, story.styles.page);
    if (html) texts.add(html);
  }
  const notes = story.notes.length > 0 ? `<ol>${story.notes.join('')}</ol>` : '';
  const comments = story.comments.length > 0 ? `<h2>Comments</h2><ul>${story.comments.join('')}</ul>` : '';
  return notes + comments + (texts.size > 0 ? `<h2>Headers and footers</h2>${[...texts].join('')}` : '');
}

interface Part {
  /** Whether it has pictures and no text. */
  isImage?: boolean;
  mark: Omit<PartMark, 'start'>;
  markdown: string;
}

/** Names by which slides call what is declared before them, to be shown at their edges. */
const edgeNames = ['use-header-name', 'use-footer-name', 'use-date-time-name'];

/** @param declared texts of headers and footers by their names. */
function slidePart(page: XmlElement, index: number, story: OdfStory, declared: Map<string, string>): Part {
  const label = String(index + 1);
  const title = childrenOf(page).find(({ attributes }) => attributes.class === 'title');
  const heading = title
    ? [...descendantsOf(title, 'p')].map(textOf).join(' ').replace(/\s+/g, ' ').trim()
    : '';
  const hidden = story.styles.isHidden('drawing-page', page.attributes['style-name']) ? ' (hidden)' : '';
  // The heading says the number already.
  const shapes = page.children.filter(
    (child) => child !== title && !(isElement(child) && child.attributes.class === 'page-number'),
  );
  const edges = edgeNames.map((name) => declared.get(page.attributes[name] ?? '')?.trim()).filter(Boolean);
  const hadImage = story.hasImage;
  story.hasImage = false;
  const text = htmlToMarkdown(odfBlocksHtml({ ...page, children: shapes }, story, 'painted'));
  const isImage = !text && !heading && story.hasImage;
  story.hasImage ||= hadImage;
  const notes = childrenOf(childOf(page, 'notes')).filter(({ attributes }) => attributes.class === 'notes');
  const said = htmlToMarkdown(odfBlocksHtml({ ...page, children: notes }, story, 'painted'));
  const comments = htmlToMarkdown(
    story.comments.length > 0 ? `<ul>${story.comments.splice(0).join('')}</ul>` : '',
  );
  return {
    mark: { kind: 'slide', label },
    isImage,
    markdown: [
      `## Slide ${label}${hidden}${heading ? `: ${heading}` : ''}`,
      text,
      ...edges,
      said && `**Notes:**\n\n${said}`,
      comments && `**Comments:**\n\n${comments}`,
    ]
      .filter(Boolean)
      .join('\n\n'),
  };
}

function sheetPart(table: XmlElement, story: OdfStory): Part | undefined {
  const label = table.attributes.name ?? '';
  const { markdown, drawn } = odfSheet(table, story);
  const drawings = htmlToMarkdown(odfBlocksHtml({ ...table, name: '', children: drawn }, story, 'painted'));
  const hidden = story.styles.isHidden('table', table.attributes['style-name']) ? ' (hidden)' : '';
  const content = [markdown, drawings].filter(Boolean).join('\n\n');
  return content
    ? { mark: { kind: 'sheet', label }, markdown: `## Sheet: ${label}${hidden}\n\n${content}` }
    : undefined;
}

/**
 * OpenDocument texts, workbooks, presentations and drawings (LibreOffice and others), zipped or flat. As for Word, Excel and
 * PowerPoint: deleted text is left out, hidden text is left out and counted, hidden slides and sheets are marked so.
 */
export const odf: FileFormat = {
  name: 'ODF',
  accept: (file) => zipKindOf(file) === 'ODF' || isFlat(file.bytes),
  async read({ bytes, onProgress }: FileToRead): Promise<ExtractedFile> {
    const { content, styles, object } = openParts(bytes);
    onProgress(0.3);
    const body = childrenOf(childOf(content, 'body'))[0];
    const story: OdfStory = {
      styles: readOdfStyles([content, styles]),
      object,
      notes: [],
      comments: [],
      hung: [],
      deletions: new Set(deletionsIn(body)),
      isDeleted: false,
      unread: [],
      counts: new Map(),
      hiddenCharacters: 0,
      uncalculated: 0,
      hasImage: false,
    };
    const marks: PartMark[] = [];
    const unread: UnreadPart[] = [];
    let markdown = '';
    let format = 'ODT';
    if (body?.name === 'spreadsheet' || body?.name === 'presentation' || body?.name === 'drawing') {
      const isSheets = body.name === 'spreadsheet';
      format = isSheets ? 'ODS' : body.name === 'drawing' ? 'ODG' : 'ODP';
      const elements = childrenOf(body, isSheets ? 'table' : 'page');
      const declared = new Map(
        childrenOf(body)
          .filter(({ name }) => /^(?:header|footer|date-time)-decl$/.test(name))
          .map((element) => [element.attributes.name ?? '', textOf(element)]),
      );
      elements.forEach((element, index) => {
        const part = isSheets ? sheetPart(element, story) : slidePart(element, index, story, declared);
        onProgress(0.3 + (0.7 * index) / elements.length);
        if (!part) {
          unread.push({ kind: 'sheet', label: element.attributes.name ?? '', reason: 'empty' });
          return;
        }
        if (part.isImage) unread.push({ ...part.mark, reason: 'image' });
        if (markdown) markdown += '\n\n';
        marks.push({ ...part.mark, start: markdown.length });
        markdown += part.markdown;
      });
      if (!/\S/.test(markdown.replace(/^## Slide \d+(?: \(hidden\))?$/gm, ''))) markdown = '';
    } else {
      const html = odfBlocksHtml(body ?? atPath(content, 'body'), story, story.styles.page);
      markdown = htmlToMarkdown(html + endHtml(story, pageEdges(styles)));
    }
    if (!markdown) throw new AppError(story.hasImage ? 'file-no-text' : 'file-empty');
    const { hiddenCharacters, uncalculated } = story;
    const remarks: FileRemark[] = uncalculated > 0 ? [{ kind: 'uncalculated', count: uncalculated }] : [];
    for (const label of story.unread) unread.push({ kind: 'file', label, reason: 'not-supported' });
    return { format, markdown, marks, unread, hiddenCharacters, remarks };
  },
};
