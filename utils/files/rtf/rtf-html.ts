import { binaryBytes } from '../binary-text';
import { codePageDecoder } from '../code-pages';
import { fieldHtml, innerInstruction } from '../docx/field-html';
import { isUnseen } from '../docx/is-unseen';
import { textIn } from '../docx/symbols';
import { escapeHtml, imageHtml } from '../html-text';
import { plainParagraph, type RtfBlocks, type RtfParagraph, rtfBlocks } from './rtf-blocks';
import { characters, type Destination, destinations } from './rtf-destinations';
import { formatWord, type RtfState, startScope, startState } from './rtf-state';
import { rtfTables } from './rtf-tables';
import { rtfTokens } from './rtf-tokens';

export interface RtfHtml {
  html: string;
  hiddenCharacters: number;
  hasImage: boolean;
  /** Programs whose objects stand in it. */
  objects: string[];
}

/** Groups in each other; no program writes near as many. */
const mostGroups = 10_000;

/** An RTF document as HTML: body, then notes, comments, headers and footers. @param text see rtfTokens. */
export function rtfHtml(text: string): RtfHtml {
  const tables = rtfTables();
  const scope = startScope();
  const notes: string[] = [];
  const comments: string[] = [];
  const edges = new Set<string>();
  let hiddenCharacters = 0;
  let hasImage = false;
  const objects: string[] = [];
  let state: RtfState = { ...startState };
  const groups: RtfState[] = [];
  /** Stories that are being written, the innermost last, with the depth of the group that each one is. */
  const stories: { blocks: RtfBlocks; paragraph: RtfParagraph; depth: number; to: Destination }[] = [
    { blocks: rtfBlocks(), paragraph: { ...plainParagraph }, depth: 0, to: 'text' },
  ];
  let author = '';
  let property = '';
  let gathered = '';
  /** Fields that are open, the innermost last, with the depth of the group that each one is. */
  const fields: { instruction: string; hasResult: boolean; depth: number }[] = [];
  let bytes = '';
  let toSkip = 0;
  const story = () => stories[stories.length - 1]!;

  const say = (words: string) => {
    switch (state.to) {
      case 'text':
      case 'note':
      case 'comment':
      case 'edge':
      case 'box':
        if (state.isDeleted) return;
        if (words.trim() && fields.length > 0) fields.at(-1)!.hasResult = true;
        if (words.trim() && isUnseen(state.look, scope.isShaded ? 'painted' : 'FFFFFF'))
          hiddenCharacters += words.replace(/\s/g, '').length;
        else story().blocks.line(escapeHtml(words));
        break;
      case 'instruction':
        if (fields.length > 0) fields.at(-1)!.instruction += words;
        break;
      case 'label':
        story().paragraph.label += words;
        break;
      case 'styles':
      case 'fonts':
      case 'colors':
        tables.text(state.to, words);
        break;
      case 'author':
      case 'object':
      case 'property':
      case 'value':
        gathered += words;
        break;
    }
  };
  const fontAt = () => tables.fonts.get((state.isWide ? state.wideFont : undefined) ?? state.font);
  const flush = () => {
    if (bytes === '') return;
    const run = bytes;
    bytes = '';
    const font = fontAt();
    if (font?.isSymbol) say(textIn(font.name, run));
    else say(codePageDecoder(font?.page ?? scope.page).decode(binaryBytes(run)));
  };
  const startStory = (to: Destination) =>
    stories.push({ blocks: rtfBlocks(), paragraph: { ...plainParagraph }, depth: groups.length, to });
  const endStory = () => {
    const { blocks, paragraph, to } = stories.pop()!;
    const html = blocks.html(paragraph);
    if (to === 'note') notes[notes.indexOf('')] = html || ' ';
    else if (to === 'comment' && html)
      comments.push(`<li>${author && `<p>${escapeHtml(author.trim())}:</p>`}${html}</li>`);
    else if (to === 'edge' && html) edges.add(html);
    else if (to === 'box') story().blocks.hang(html);
  };
  const endField = () => {
    const { instruction, hasResult } = fields.pop()!;
    if (hasResult) return;
    if (state.to === 'instruction') say(innerInstruction(instruction));
    else if (state.to !== 'none' && state.to !== 'sealed') story().blocks.line(fieldHtml(instruction));
  };
  const enter = (name: string) => {
    const known = destinations[name];
    if (name === 'field') fields.push({ instruction: '', hasResult: false, depth: groups.length });
    if (!known && !state.isStarred) return false;
    if (name === 'pict') {
      hasImage = true;
      if (fields.length > 0) fields.at(-1)!.hasResult = true;
    }
    if (state.to === 'sealed') return true;
    if (state.to === 'instruction' && known !== 'instruction') {
      state.to = 'none';
      return true;
    }
    // Inside of what goes nowhere, only what stands for itself comes back.
    if (
      state.to === 'none' &&
      !['box', 'property', 'value', 'ud', 'result', 'object'].includes(
        known === 'text' ? name : (known ?? ''),
      )
    )
      return true;
    state.to = known ?? 'none';
    if (known === 'text') state.to = story().to;
    if (known === 'note') {
      notes.push('');
      story().blocks.line(`<sup><a href="#note-${notes.length}">${notes.length}</a></sup>`);
    }
    if (known === 'note' || known === 'comment' || known === 'edge' || known === 'box') startStory(known);
    if (known === 'label') story().paragraph.label = '';
    if (/^(?:author|object|property|value)$/.test(known ?? '')) gathered = '';
    return known !== undefined || state.isStarred;
  };
  const leave = (was: RtfState) => {
    if (was.to === 'author' && state.to !== 'author') author = gathered;
    if (was.to === 'object' && state.to !== 'object') objects.push(gathered.trim());
    if (was.to === 'property' && state.to !== 'property') property = gathered.trim();
    if (was.to === 'value' && state.to !== 'value') {
      if (property === 'wzDescription') story().blocks.line(imageHtml(gathered));
      if (property === 'gtextUNICODE') story().blocks.line(escapeHtml(gathered));
    }
    if (stories.length > 1 && groups.length < story().depth) endStory();
    if (fields.length > 0 && groups.length < fields.at(-1)!.depth) endField();
  };
  for (const token of rtfTokens(text)) {
    if (token.kind === 'bytes') {
      state.isNew = false;
      let run = token.text;
      if (toSkip > 0) {
        const taken = Math.min(toSkip, run.length);
        toSkip -= taken;
        run = run.slice(taken);
      }
      if (state.to === 'none' || state.to === 'sealed') continue;
      bytes += run;
      continue;
    }
    if (token.kind === 'open') {
      flush();
      toSkip = 0;
      if (groups.push(state) > mostGroups) break;
      state = { ...state, isNew: true, isStarred: false };
      continue;
    }
    if (token.kind === 'close') {
      flush();
      toSkip = 0;
      const was = state;
      state = groups.pop() ?? state;
      leave(was);
      continue;
    }
    const { name, value } = token;
    if (name === 'u' && value !== undefined) {
      flush();
      state.isNew = false;
      const sign = String.fromCharCode(value & 0xffff);
      const font = fontAt();
      say(font?.isSymbol ? textIn(font.name, sign) : sign);
      toSkip = state.skip;
      continue;
    }
    if (toSkip > 0 && name.length === 1 && name !== '*') {
      toSkip--;
      continue;
    }
    flush();
    toSkip = 0;
    if (name === '*') {
      state.isStarred = state.isNew;
      continue;
    }
    if (state.isNew && enter(name)) {
      state.isNew = false;
      continue;
    }
    state.isNew = false;
    if (state.to === 'fonts' || state.to === 'colors' || state.to === 'styles')
      tables.word(state.to, name, value);
    else if (name in characters && name !== 'cell') {
      say(characters[name]!);
    } else if (state.to !== 'none' && state.to !== 'sealed')
      formatWord(name, value, state, scope, tables, story());
  }
  flush();
  while (stories.length > 1) endStory();
  const { blocks, paragraph } = story();
  const body = blocks.html(paragraph);
  const noteList = notes.map((note, index) => `<li id="note-${index + 1}">${note}</li>`).join('');
  return {
    html:
      body +
      (noteList && `<ol>${noteList}</ol>`) +
      (comments.length > 0 ? `<h2>Comments</h2><ul>${comments.join('')}</ul>` : '') +
      (edges.size > 0 ? `<h2>Headers and footers</h2>${[...edges].join('')}` : ''),
    hiddenCharacters,
    hasImage,
    objects,
  };
}
