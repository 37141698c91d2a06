import { escapeHtml } from '../html-text';
import { bodyHtml, bodyText } from '../ooxml/drawing-text';
import type { OfficePackage } from '../ooxml/open-package';
import { atPath, childOf, descendantsOf, textOf, type XmlElement } from '../xml-tree';

/** The speaker's notes of a slide, as HTML. @param part path of the slide's part. */
export function notesHtml(opened: OfficePackage, part: string): string {
  let html = '';
  for (const path of opened.related(part, 'notesSlide')) {
    const root = opened.xml(path);
    for (const shape of root ? descendantsOf(root, 'sp') : []) {
      const holder = atPath(shape, 'nvSpPr', 'nvPr', 'ph');
      // The picture of the slide, numbers and dates stand there too.
      if (holder && !/^(?:body|obj)$/.test(holder.attributes.type ?? 'body')) continue;
      html += bodyHtml(childOf(shape, 'txBody'));
    }
  }
  return html;
}

/** Names of all who comment, by the ids that comments use (both the older and the newer kind). */
export function commentAuthors(opened: OfficePackage, presentation: string): Map<string, string> {
  const names = new Map<string, string>();
  for (const type of ['commentAuthors', 'authors'])
    for (const path of opened.related(presentation, type)) {
      const root = opened.xml(path);
      for (const author of root ? root.children : [])
        if (typeof author !== 'string') names.set(author.attributes.id ?? '', author.attributes.name ?? '');
    }
  return names;
}

const ownText = (comment: XmlElement): string => {
  const body = childOf(comment, 'txBody');
  return body ? bodyText(body) : textOf(childOf(comment, 'text'));
};

/** What others have said of a slide, as items of a list. */
export function commentsHtml(opened: OfficePackage, part: string, authors: Map<string, string>): string {
  const items: string[] = [];
  for (const path of opened.related(part, 'comments')) {
    const root = opened.xml(path);
    if (!root) continue;
    for (const comment of descendantsOf(root, 'cm')) {
      for (const said of [comment, ...descendantsOf(comment, 'reply')]) {
        const author = authors.get(said.attributes.authorId ?? '');
        const text = ownText(said).trim();
        if (text) items.push(`<li>${escapeHtml(author ? `${author}: ${text}` : text)}</li>`);
      }
    }
  }
  return items.length > 0 ? `<ul>${items.join('')}</ul>` : '';
}
