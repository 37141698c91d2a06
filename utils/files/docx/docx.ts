import { AppError } from '../../shared/app-error';
import type { ExtractedFile, FileFormat, FileToRead, UnreadPart } from '../file-format';
import { escapeHtml, htmlToMarkdown } from '../html-text';
import { embeddedFiles } from '../ooxml/embedded-files';
import { openPackage } from '../ooxml/open-package';
import { childOf, childrenOf } from '../xml-tree';
import { zipKindOf } from '../zip-kind';
import { blocksHtml } from './blocks-html';
import { isFlatWord, unflattenWord } from './flat-word';
import { pageSurface } from './page-surface';
import { readNumbering } from './read-numbering';
import { readStyles } from './read-styles';
import type { Story } from './story';

/** A part that stands beside the body, by its relation or by the name that it mostly has. */
const beside = ({ opened, part }: Pick<Story, 'opened' | 'part'>, type: string): string =>
  opened.related(part, type).find((path) => opened.has(path)) ?? `word/${type}.xml`;

/** Reads a part beside the body: ids of relations are its own there. */
function inPart(story: Story, part: string, read: () => string): string {
  const before = story.part;
  story.part = part;
  const html = read();
  story.part = before;
  return html;
}

function notesHtml(story: Story): string {
  const roots = { footnote: beside(story, 'footnotes'), endnote: beside(story, 'endnotes') };
  const byId = (['footnote', 'endnote'] as const).map(
    (kind) =>
      [
        kind,
        new Map(childrenOf(story.opened.xml(roots[kind]), kind).map((note) => [note.attributes.id, note])),
      ] as const,
  );
  const elements = new Map(byId);
  let html = '';
  // Notes may refer to more notes: the list grows while it is read.
  for (let index = 0; index < story.notes.length; index++) {
    const { kind, id, label } = story.notes[index]!;
    const note = story.notes[index]!.element ?? elements.get(kind)?.get(id);
    const text = inPart(story, roots[kind], () => blocksHtml(note, story, story.surface));
    html += `<li id="${kind}-${label}">${text}</li>`;
  }
  return html && `<ol>${html}</ol>`;
}

function commentsHtml(story: Story): string {
  const part = beside(story, 'comments');
  story.openComments.clear();
  const items = childrenOf(story.opened.xml(part), 'comment').map((comment) => {
    const { id = '', author = '' } = comment.attributes;
    const about = story.commented.get(id)?.trim();
    const text = inPart(story, part, () => blocksHtml(comment, story, story.surface));
    return `<li><p>${escapeHtml(author)}${about ? ` (“${escapeHtml(about)}”)` : ''}:</p>${text}</li>`;
  });
  items.push(...story.ownComments);
  return items.length > 0 ? `<h2>Comments</h2><ul>${items.join('')}</ul>` : '';
}

/** What stands at the edges of the pages, each once. */
function edgesHtml(story: Story): string {
  const seen = new Set<string>();
  for (const edge of story.ownEdges) seen.add(blocksHtml(edge, story, story.surface));
  for (const part of story.edges) {
    const html = inPart(story, part, () => blocksHtml(story.opened.xml(part), story, story.surface));
    if (htmlToMarkdown(html).trim()) seen.add(html);
  }
  return seen.size > 0 ? `<h2>Headers and footers</h2>${[...seen].join('')}` : '';
}

/**
 * Word's documents (also of LibreOffice, WPS, Google, pandoc): the body with its numbers as shown, text boxes, charts, formulas and
 * tracked insertions; then notes, comments, headers and footers. Deleted text is left out, hidden text is left out and counted.
 */
export const docx: FileFormat = {
  name: 'DOCX',
  accept: (file) => zipKindOf(file) === 'DOCX' || isFlatWord(file.bytes),
  async read({ bytes, onProgress }: FileToRead): Promise<ExtractedFile> {
    const archive = isFlatWord(bytes) ? unflattenWord(bytes) : bytes;
    const opened = openPackage(archive);
    const part = opened.main('word/document.xml');
    const document = opened.xml(part);
    if (!document || !/^(?:wordD|d)ocument$/.test(document.name))
      throw new AppError('file-broken', { kind: 'DOCX', part });
    onProgress(0.3);
    const story: Story = {
      opened,
      part,
      surface: pageSurface(opened, part, document),
      styles: readStyles(childOf(document, 'styles') ?? opened.xml(beside({ opened, part }, 'styles'))),
      markOf: readNumbering(opened.xml(beside({ opened, part }, 'numbering'))),
      notes: [],
      edges: [],
      ownEdges: [],
      ownComments: [],
      commented: new Map(),
      openComments: new Set(),
      hung: [],
      fields: [],
      hiddenCharacters: 0,
      unread: [],
      silentImages: 0,
    };
    const body = blocksHtml(childOf(document, 'body') ?? document, story, story.surface);
    onProgress(0.6);
    const html = body + notesHtml(story) + commentsHtml(story) + edgesHtml(story);
    const markdown = htmlToMarkdown(html);
    if (!markdown.trim()) throw new AppError(story.silentImages > 0 ? 'file-no-text' : 'file-empty');
    const { files, unread } = embeddedFiles(archive);
    return {
      format: 'DOCX',
      markdown,
      marks: [],
      unread: [
        ...story.unread.map((label): UnreadPart => ({ kind: 'file', label, reason: 'not-supported' })),
        ...unread,
      ],
      hiddenCharacters: story.hiddenCharacters,
      ...(files.length > 0 ? { files } : {}),
    };
  },
};
