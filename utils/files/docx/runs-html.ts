import { raisedText } from '../../extract/raised-text';
import { escapeHtml } from '../html-text';
import { formulaHtml } from '../ooxml/drawing-text';
import { ommlToTex } from '../ooxml/omml-to-tex';
import { alternatives } from '../ooxml/open-package';
import { childOf, childrenOf, isElement, textOf, type XmlElement } from '../xml-tree';
import { drawingHtml } from './drawing-html';
import { fieldHtml, innerInstruction, showsInstruction } from './field-html';
import { isUnseen } from './is-unseen';
import { lookOf, type TextLook } from './read-styles';
import type { Story } from './story';
import { symbolOf, textIn } from './symbols';

/** Text that was taken out by a tracked change, or belongs to no reader. */
const leftOut = new Set([
  'del',
  'moveFrom',
  'instrText',
  'delText',
  'pPr',
  'rPr',
  'sdtPr',
  'sdtEndPr',
  'annotationRef',
]);

function noteMark(story: Story, kind: 'footnote' | 'endnote', id: string, element?: XmlElement): string {
  const known = story.notes.find((note) => note.kind === kind && note.id === id);
  const count = story.notes.filter((note) => note.kind === kind).length + 1;
  const label = known?.label ?? (kind === 'footnote' ? String(count) : `e${count}`);
  if (!known) story.notes.push({ kind, id, label, ...(element ? { element } : {}) });
  return `<sup><a href="#${kind}-${label}">${label}</a></sup>`;
}

/** What a form of older programs shows: a box that is ticked, or the chosen entry. */
function formField(element: XmlElement): string {
  const field = childOf(element, 'ffData');
  const box = childOf(field, 'checkBox');
  if (box) {
    const state = childOf(box, 'checked') ?? childOf(box, 'default');
    return state && !/^(?:0|false|off)$/.test(state.attributes.val ?? '') ? '☒' : '☐';
  }
  const choices = childOf(field, 'ddList');
  const chosen = Number((childOf(choices, 'result') ?? childOf(choices, 'default'))?.attributes.val ?? 0);
  return choices ? (childrenOf(choices, 'listEntry')[chosen]?.attributes.val ?? '') : '';
}

/** A field's beginning, middle or end. @returns HTML of what the field shows by itself. */
function fieldSign(element: XmlElement, { fields }: Story): string {
  switch (element.attributes.fldCharType) {
    case 'begin':
      fields.push({ instruction: '', hasResult: false });
      break;
    case 'separate':
      if (fields.length > 0) fields.at(-1)!.hasResult = true;
      break;
    case 'end': {
      const field = fields.pop();
      const around = fields.at(-1);
      if (!field || field.hasResult) break;
      if (!around || around.hasResult) return fieldHtml(field.instruction);
      around.instruction += innerInstruction(field.instruction);
    }
  }
  return escapeHtml(formField(element));
}

/** The font of letters that no other script's font draws. */
const fontOf = (run: XmlElement): string => {
  const { ascii, hAnsi } = childOf(childOf(run, 'rPr'), 'rFonts')?.attributes ?? {};
  return ascii ?? hAnsi ?? '';
};

function raised(run: XmlElement, text: string): string {
  const place = childOf(childOf(run, 'rPr'), 'vertAlign')?.attributes.val;
  if (place !== 'superscript' && place !== 'subscript') return text;
  // Tags would cut a word in two: only signs of their own are used.
  const signs = raisedText(place === 'superscript' ? 'sup' : 'sub', text);
  return signs.startsWith('<') ? text : signs;
}

/** A run's content, text escaped; `text` is what is counted where it is hidden. */
function runContent(run: XmlElement, story: Story, behind: string): { html: string; text: string } {
  let html = '';
  let text = '';
  const say = (words: string) => {
    const field = story.fields.findLast(({ hasResult }) => !hasResult);
    if (field && showsInstruction(field.instruction)) {
      field.instruction += words;
      return;
    }
    text += words;
    html += escapeHtml(raised(run, words));
  };
  for (const child of run.children) {
    if (!isElement(child)) continue;
    const { attributes } = child;
    switch (child.name) {
      case 't':
        say(textIn(fontOf(run), textOf(child)));
        break;
      case 'tab':
      case 'ptab':
        say(' ');
        break;
      case 'noBreakHyphen':
        say('-');
        break;
      case 'br':
      case 'cr':
        html += '<br>';
        text += ' ';
        break;
      case 'sym':
        say(symbolOf(attributes.font ?? '', attributes.char ?? ''));
        break;
      case 'fldChar': {
        const shown = fieldSign(child, story);
        html += shown;
        text += shown.replace(/<[^>]*>/g, '');
        break;
      }
      case 'instrText':
        if (story.fields.length > 0) story.fields.at(-1)!.instruction += textOf(child);
        break;
      case 'footnoteReference':
      case 'endnoteReference':
        html += noteMark(
          story,
          child.name === 'footnoteReference' ? 'footnote' : 'endnote',
          attributes.id ?? '',
        );
        break;
      case 'footnote':
      case 'endnote':
        // As files of 2003 have them: in the text, without a number.
        html += noteMark(story, child.name, `own ${story.notes.length}`, child);
        break;
      case 'annotation':
        html += annotationHtml(child, story, {}, behind);
        break;
      case 'ruby': {
        const base = runsHtml(childOf(child, 'rubyBase'), story, {}, behind);
        const above = runsHtml(childOf(child, 'rt'), story, {}, behind);
        html += above ? `${base}(${above})` : base;
        break;
      }
      case 'drawing':
      case 'pict':
      case 'object':
        html += drawingHtml(child, story);
        break;
      case 'AlternateContent':
        for (const option of alternatives(child)) {
          const hungBefore = story.hung.length;
          const found = runContent({ ...run, children: option.children }, story, behind);
          html += found.html;
          text += found.text;
          if (found.html || story.hung.length > hungBefore) break;
        }
        break;
    }
  }
  return { html, text };
}

/** A tracked change or a comment as files of 2003 have it. @returns what of it stands in the line. */
function annotationHtml(element: XmlElement, story: Story, look: TextLook, behind: string): string {
  const { type, author } = element.attributes;
  if (type === 'Word.Deletion') return '';
  if (type !== 'Word.Comment') return runsHtml(element, story, look, behind);
  const around = story.hung;
  story.hung = [];
  const text = childrenOf(childOf(element, 'content'), 'p').map((line) =>
    runsHtml(line, story, look, behind),
  );
  story.hung = around;
  story.ownComments.push(
    `<li><p>${escapeHtml(author ?? '')}:</p>${text.map((one) => `<p>${one}</p>`).join('')}</li>`,
  );
  return '';
}

/**
 * Everything that stands in a line of a paragraph, as HTML.
 * @param look of text that says nothing of itself.
 * @param behind see isUnseen.
 */
export function runsHtml(
  parent: XmlElement | undefined,
  story: Story,
  look: TextLook,
  behind: string,
): string {
  let html = '';
  for (const child of parent?.children ?? []) {
    if (!isElement(child) || leftOut.has(child.name)) continue;
    switch (child.name) {
      case 'r': {
        const properties = childOf(child, 'rPr');
        const style = story.styles.character(childOf(properties, 'rStyle')?.attributes.val);
        const own = properties ? { ...look, ...style, ...lookOf(properties) } : look;
        const content = runContent(child, story, behind);
        if (content.text.trim() && isUnseen(own, behind)) {
          story.hiddenCharacters += content.text.replace(/\s/g, '').length;
          break;
        }
        for (const id of story.openComments)
          story.commented.set(id, (story.commented.get(id) ?? '') + content.text);
        html += content.html;
        break;
      }
      case 'oMath':
        html += formulaHtml(ommlToTex(child), false);
        break;
      case 'oMathPara':
        html += childrenOf(child, 'oMath')
          .map((formula) => formulaHtml(ommlToTex(formula), true))
          .join('');
        break;
      case 'commentRangeStart':
        story.openComments.add(child.attributes.id ?? '');
        break;
      case 'commentRangeEnd':
        story.openComments.delete(child.attributes.id ?? '');
        break;
      case 'AlternateContent':
        for (const option of alternatives(child)) {
          const found = runsHtml(option, story, look, behind);
          html += found;
          if (found) break;
        }
        break;
      case 'annotation':
        html += annotationHtml(child, story, look, behind);
        break;
      default:
        html += runsHtml(child, story, look, behind);
    }
  }
  return html;
}
