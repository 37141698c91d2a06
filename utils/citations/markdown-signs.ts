/**
 * A stretch of Markdown that is written for the program that shows the text, not for its reader.
 * - `sign`: emphasis, code, brackets, escapes: nothing stands in its place.
 * - `wall`: what parts lines and cells: white space stands in its place.
 * - `image`: words that stand in the place of a picture; `inner` is where they are.
 * - `note`: the mark of a footnote or reference; `inner` is its label.
 */
export interface MarkdownSign {
  kind: 'sign' | 'wall' | 'image' | 'note';
  end: number;
  inner?: { start: number; end: number };
}

const address = String.raw`\((?:<[^<>\n]*>|[^\s()<>]*(?:\([^\s()]*\)[^\s()]*)*)(?:\s+"[^"\n]*")?\s*\)`;
const linkEnd = new RegExp(String.raw`\]${address}`, 'y');
const image = new RegExp(String.raw`!\[((?:[^[\]\\\n]|\\.){0,2000})\]${address}`, 'y');
const footnote = /\[\^([^\s[\]^]{1,40})\]:?/y;
const reference = /\[(\d{1,3})\]/y;
/** Those without a Markdown of their own. Others are what a text about HTML speaks of. */
const tag = /<\/?(?:b|br|del|em|i|ins|kbd|mark|s|small|strong|sub|sup|u)\s*\/?>/iy;
const fence = /(?:`{3,}[^\n`]*|~{3,}[^\n]*)/y;
const lineMark = /(?:>|[-*+:](?=[ \t\n]|$)|#{1,6}(?=[ \t]))/y;
const punctuation = /[!-/:-@[-`{-~]/;
const word = /[\p{L}\p{N}\p{M}]/u;
const digit = /\d/;
const blank = /^\s?$/;

function matchAt(pattern: RegExp, text: string, place: number): RegExpExecArray | null {
  pattern.lastIndex = place;
  return pattern.exec(text);
}

function endOfRun(text: string, place: number): number {
  let end = place + 1;
  while (text[end] === text[place]) end++;
  return end;
}

/** A line of nothing but dashes, bars, colons: under a table's head, or between two parts. 0 where it is none. */
function endOfRule(text: string, place: number): number {
  let dashes = 0;
  let end = place;
  for (; end < text.length && text[end] !== '\n'; end++) {
    if (text[end] === '-') dashes++;
    else if (!' \t|:\r'.includes(text[end]!)) return 0;
  }
  return dashes >= 3 ? end : 0;
}

/**
 * The mark that makes a line a heading, an item, a quotation, a definition, a fence, or a rule. The numbers of lists are words: in a
 * text that breaks its lines, any number may stand at the beginning of one.
 * @param place where the line begins, or what follows another mark of it; no white space stands there.
 */
export function lineMarkAt(text: string, place: number): MarkdownSign | undefined {
  const sign = text[place];
  if (sign === undefined || !'>#-*+:|`~'.includes(sign)) return undefined;
  const rule = sign === '-' || sign === '|' || sign === ':' ? endOfRule(text, place) : 0;
  const end = rule || (matchAt(fence, text, place) ?? matchAt(lineMark, text, place))?.[0].length;
  return end ? { kind: 'wall', end: rule || place + end } : undefined;
}

function emphasisAt(text: string, place: number): MarkdownSign | undefined {
  const end = endOfRun(text, place);
  const before = text[place - 1] ?? '';
  const after = text[end] ?? '';
  const sign = text[place];
  // 2 * 3 and 5**2 are arithmetic, some_name is a name, ~ alone is a sign of its own: told apart by their neighbours alone, so that
  // half a passage is read as the whole one is.
  const isText =
    sign === '*'
      ? (blank.test(before) && blank.test(after)) || (digit.test(before) && digit.test(after))
      : sign === '_'
        ? word.test(before) && word.test(after)
        : end === place + 1;
  return isText ? undefined : { kind: 'sign', end };
}

function bracketAt(text: string, place: number): MarkdownSign {
  const note =
    matchAt(footnote, text, place) ??
    (blank.test(text[place - 1] ?? '') ? null : matchAt(reference, text, place));
  if (!note) return { kind: 'sign', end: place + 1 };
  const start = place + note[0].indexOf(note[1]!);
  return {
    kind: 'note',
    end: place + note[0].length,
    inner: { start, end: start + note[1]!.length },
  };
}

/**
 * What of Markdown begins at a place inside a line. It is judged by what stands right beside it: of a passage that was cut out of its
 * paragraph the same signs are found.
 */
export function inlineSignAt(text: string, place: number): MarkdownSign | undefined {
  switch (text[place]) {
    case '*':
    case '_':
    case '~':
      return emphasisAt(text, place);
    case '`':
      return { kind: 'sign', end: endOfRun(text, place) };
    case '\\':
      return punctuation.test(text[place + 1] ?? '') ? { kind: 'sign', end: place + 1 } : undefined;
    case '[':
      return bracketAt(text, place);
    case ']':
      return { kind: 'sign', end: place + (matchAt(linkEnd, text, place)?.[0].length ?? 1) };
    case '!': {
      const found = matchAt(image, text, place);
      return found
        ? {
            kind: 'image',
            end: place + found[0].length,
            inner: { start: place + 2, end: place + 2 + found[1]!.length },
          }
        : undefined;
    }
    case '<': {
      const found = matchAt(tag, text, place);
      return found ? { kind: 'wall', end: place + found[0].length } : undefined;
    }
    case '|':
      return { kind: 'wall', end: place + 1 };
    default:
      return undefined;
  }
}
