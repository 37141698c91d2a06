import { AppError } from '../../shared/app-error';
import type { ExtractedFile, FileFormat, FileToRead, PartMark, UnreadPart } from '../file-format';
import { htmlToMarkdown } from '../html-text';
import { limits } from '../limits';
import { embeddedFiles } from '../ooxml/embedded-files';
import { type OfficePackage, openPackage } from '../ooxml/open-package';
import { childOf, childrenOf } from '../xml-tree';
import { zipKindOf } from '../zip-kind';
import { slideHtml } from './slide-html';
import { commentAuthors, commentsHtml, notesHtml } from './slide-remarks';
import { slideSurfaces } from './slide-surfaces';

/** The size of slides where a presentation does not say it (EMU): 10 by 7.5 inches. */
const standardSize = { width: 9_144_000, height: 6_858_000 };

/** Paths of the slides in the order of the show; undefined for one that leads nowhere. */
function slidePaths(opened: OfficePackage, presentation: string): (string | undefined)[] {
  const list = childrenOf(childOf(opened.xml(presentation), 'sldIdLst'), 'sldId');
  const links = new Map(opened.relations(presentation).map((relation) => [relation.id, relation]));
  const paths = list.map(({ attributes }) => {
    // The slide's own number and its relation are both called `id`.
    const ids = Object.keys(attributes).filter((key) => /^(?:.*:)?id$/.test(key));
    const link = ids.map((key) => links.get(attributes[key]!)).find(Boolean);
    return link && !link.isExternal ? link.target : undefined;
  });
  if (paths.length > 0) return paths;
  const numberOf = (path: string) => Number(/(\d+)\.xml$/.exec(path)?.[1]);
  return opened.paths
    .filter((path) => /^\/?ppt\/slides\/slide\d+\.xml$/i.test(path))
    .sort((a, b) => numberOf(a) - numberOf(b));
}

/**
 * Presentations: slides in the order of the show, each under a heading with its number and title; tables, charts and SmartArt as
 * text, the speaker's notes and comments below. Slides that are not shown are marked so.
 */
export const pptx: FileFormat = {
  name: 'PPTX',
  accept: (file) => zipKindOf(file) === 'PPTX',
  async read({ bytes, onProgress }: FileToRead): Promise<ExtractedFile> {
    const opened = openPackage(bytes);
    const presentation = opened.main('ppt/presentation.xml');
    const paths = slidePaths(opened, presentation);
    if (paths.length > limits.pages) throw new AppError('file-over-limit', { limit: 'pages' });
    const { cx, cy } = childOf(opened.xml(presentation), 'sldSz')?.attributes ?? {};
    const size = cx && cy ? { width: Number(cx), height: Number(cy) } : standardSize;
    const surfaceOf = slideSurfaces(opened);
    const authors = commentAuthors(opened, presentation);
    const marks: PartMark[] = [];
    const unread: UnreadPart[] = [];
    let markdown = '';
    let hiddenCharacters = 0;
    paths.forEach((path, index) => {
      const label = String(index + 1);
      const root = path === undefined ? undefined : opened.xml(path);
      if (path === undefined || root?.name !== 'sld') {
        unread.push({ kind: 'slide', label, reason: 'broken' });
        return;
      }
      const slide = slideHtml(opened, path, root, size, surfaceOf(path, root));
      const notes = htmlToMarkdown(notesHtml(opened, path));
      const comments = htmlToMarkdown(commentsHtml(opened, path, authors));
      const text = htmlToMarkdown(slide.html);
      // It is a part of the file all the same: its author keeps it there.
      const isShown = !/^(?:0|false)$/.test(root.attributes.show ?? '');
      hiddenCharacters += slide.hiddenCharacters;
      if (!text && slide.hasSilentImage) unread.push({ kind: 'slide', label, reason: 'image' });
      for (const object of slide.objects)
        unread.push({ kind: 'file', label: `${object} (${label})`, reason: 'not-supported' });
      if (markdown) markdown += '\n\n';
      marks.push({ kind: 'slide', label, start: markdown.length });
      markdown += [
        `## Slide ${label}${isShown ? '' : ' (hidden)'}${slide.title ? `: ${slide.title.replace(/\s+/g, ' ').trim()}` : ''}`,
        text,
        notes && `**Notes:**\n\n${notes}`,
        comments && `**Comments:**\n\n${comments}`,
      ]
        .filter(Boolean)
        .join('\n\n');
      onProgress((index + 1) / paths.length);
    });
    if (marks.length === 0 && unread.every(({ reason }) => reason === 'broken'))
      throw new AppError(paths.length > 0 ? 'file-broken' : 'file-empty', { kind: 'PPTX' });
    if (!/[^\s#]/.test(markdown.replace(/^## Slide \d+(?: \(hidden\))?$/gm, '')))
      throw new AppError(unread.some(({ reason }) => reason === 'image') ? 'file-no-text' : 'file-empty');
    const { files, unread: unreadFiles } = embeddedFiles(bytes);
    return {
      format: 'PPTX',
      markdown,
      marks,
      unread: [...unread, ...unreadFiles],
      hiddenCharacters,
      ...(files.length > 0 ? { files } : {}),
    };
  },
};
