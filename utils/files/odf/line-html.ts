import { mathmlToTex } from '../../extract/mathml-to-tex';
import { isUnseen } from '../docx/is-unseen';
import type { TextLook } from '../docx/read-styles';
import { escapeHtml, imageHtml } from '../html-text';
import { formulaHtml } from '../ooxml/drawing-text';
import { parseHtml } from '../parse-markup';
import { childOf, childrenOf, descendantsOf, isElement, textOf, type XmlElement, xmlText } from '../xml-tree';
import { odfBlocksHtml } from './odf-blocks-html';
import type { OdfStory } from './odf-story';

/** What belongs to no line of the text. */
const leftOut = new Set([
  'tracked-changes',
  'bibliography-configuration',
  'sender-initials',
  'event-listeners',
  'glue-point',
  'forms',
  'enhanced-geometry',
  'annotation-end',
  'notes',
  'desc',
  'ruby-text',
  'hidden-paragraph',
]);

/** Anything that hangs on a paragraph: frames, shapes, groups of them. */
const shapes = new Set([
  'g',
  'custom-shape',
  'rect',
  'ellipse',
  'circle',
  'line',
  'connector',
  'path',
  'polygon',
  'polyline',
  'caption',
  'measure',
  'regular-polygon',
  'control',
  'page-thumbnail',
]);

function noteMark(note: XmlElement, story: OdfStory, behind: string): string {
  const isEnd = note.attributes['note-class'] === 'endnote';
  const at = story.notes.length;
  const cited = textOf(childOf(note, 'note-citation')).trim();
  // Both kinds count from one.
  const label = `${isEnd ? 'e' : ''}${cited || at + 1}`;
  story.notes.push('');
  const { hung } = story;
  story.hung = [];
  const body = odfBlocksHtml(childOf(note, 'note-body'), story, behind);
  story.hung = hung;
  story.notes[at] = `<li id="note-${label}">${body}</li>`;
  return `<sup><a href="#note-${label}">${escapeHtml(label)}</a></sup>`;
}

function addComment(annotation: XmlElement, story: OdfStory, behind: string): void {
  const author = textOf(childOf(annotation, 'creator'));
  const lines = annotation.children.filter(
    (child) => isElement(child) && (child.name === 'p' || child.name === 'list'),
  );
  const body = odfBlocksHtml({ ...annotation, children: lines }, story, behind);
  if (body) story.comments.push(`<li>${author ? `<p>${escapeHtml(author)}:</p>` : ''}${body}</li>`);
}

/** A chart as the table of its values, a formula as TeX, a document as its text; undefined where it is something else. */
function objectHtml(element: XmlElement, story: OdfStory): string | undefined {
  // The flat form has the object itself in the place of its address.
  const own = childrenOf(element).find(({ name }) => name === 'math' || name === 'document');
  const object = own ? { root: own, text: xmlText(own) } : story.object(element.attributes.href ?? '');
  if (!object) return undefined;
  if (object.root.name === 'math') {
    const math = parseHtml(object.text.replace(/<(\/?)math:/g, '<$1')).querySelector('math');
    return math ? formulaHtml(mathmlToTex(math), false) : undefined;
  }
  const chart = [...descendantsOf(object.root, 'chart')].at(-1);
  if (!chart) {
    const html = odfBlocksHtml(childOf(object.root, 'body'), story, 'painted');
    story.hung.push(html);
    return html ? '' : undefined;
  }
  const titles = [...descendantsOf(chart, 'title')]
    .map((title) => `<p>${escapeHtml(textOf(title))}</p>`)
    .join('');
  const table = [...descendantsOf(chart, 'table')][0];
  story.hung.push(titles + (table ? odfBlocksHtml({ ...chart, children: [table] }, story, 'FFFFFF') : ''));
  return '';
}

function frameHtml(frame: XmlElement, story: OdfStory, behind: string): string {
  let html = imageHtml(textOf(childOf(frame, 'desc')) || textOf(childOf(frame, 'title')));
  let isRead = false;
  for (const child of frame.children) {
    if (!isElement(child)) continue;
    if (child.name === 'image') story.hasImage = true;
    // Its fill is not looked up: nothing in it is taken for hidden by its colour.
    else if (child.name === 'text-box') story.hung.push(odfBlocksHtml(child, story, 'painted'));
    else if (child.name === 'table')
      story.hung.push(odfBlocksHtml({ ...frame, children: [child] }, story, behind));
    // Alternatives: an object, then its picture.
    else if (child.name === 'object' && !isRead) {
      const found = objectHtml(child, story);
      isRead = found !== undefined;
      html += found ?? '';
    }
  }
  if (!isRead)
    for (const object of childrenOf(frame).filter(({ name }) => /^object(?:-ole)?$/.test(name)))
      story.unread.push(object.attributes.href ?? frame.attributes.name ?? 'object');
  return html;
}

/** What stands in a line of a paragraph, as HTML. @param behind see isUnseen. */
export function lineHtml(parent: XmlElement, story: OdfStory, look: TextLook, behind: string): string {
  let html = '';
  const say = (text: string) => {
    if (story.isDeleted) return;
    if (text.trim() && isUnseen(look, behind)) story.hiddenCharacters += text.replace(/\s/g, '').length;
    else html += escapeHtml(text);
  };
  for (const child of parent.children) {
    if (!isElement(child)) {
      say(child);
      continue;
    }
    if (leftOut.has(child.name)) continue;
    const { attributes } = child;
    switch (child.name) {
      case 's':
        say(' '.repeat(Math.min(Number(attributes.c ?? 1) || 1, 1000)));
        break;
      case 'tab':
        say(' ');
        break;
      case 'line-break':
        html += '<br>';
        break;
      case 'note':
        html += noteMark(child, story, behind);
        break;
      case 'annotation':
        addComment(child, story, behind);
        break;
      case 'change-start':
        story.isDeleted ||= story.deletions.has(attributes['change-id'] ?? '');
        break;
      case 'change-end':
        if (story.deletions.has(attributes['change-id'] ?? '')) story.isDeleted = false;
        break;
      case 'page-number': {
        // Slides have only a sign for it, which their program fills in.
        const number = textOf(child);
        if (!/^<.*>$/.test(number)) say(number);
        break;
      }
      case 'hidden-text':
        story.hiddenCharacters += textOf(child).replace(/\s/g, '').length;
        break;
      case 'frame':
        html += frameHtml(child, story, behind);
        break;
      case 'ruby': {
        const above = textOf(childOf(child, 'ruby-text'));
        html += lineHtml(child, story, look, behind) + (above && escapeHtml(`(${above})`));
        break;
      }
      case 'span':
        html += lineHtml(
          child,
          story,
          { ...look, ...story.styles.look('text', attributes['style-name']) },
          behind,
        );
        break;
      default:
        if (shapes.has(child.name)) {
          html += imageHtml(textOf(childOf(child, 'desc')) || textOf(childOf(child, 'title')));
          story.hung.push(odfBlocksHtml(child, story, 'painted'));
        } else html += lineHtml(child, story, look, behind);
    }
  }
  return html;
}
