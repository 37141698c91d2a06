import { inlineSignAt, lineMarkAt } from './markdown-signs';

export interface PassageAround {
  before: string;
  quote: string;
  after: string;
}

/** What is looked through for each character that is shown: Markdown and white space take room. */
const writtenPerShown = 3;
const link = /\[[^[\]\n]*\]\(/y;

/** A bracket is seen unless it is a link's. */
function isSeenBracket(text: string, place: number, end: number): boolean {
  if (text[place] === ']') return end === place + 1;
  link.lastIndex = place;
  return !link.test(text);
}

/**
 * A stretch of Markdown as its reader sees it, on one line. Words for pictures are left out, unless the stretch lies inside of them.
 * @param isLineStart whether a line begins where the stretch does.
 */
export function toReadable(text: string, start: number, end: number, isLineStart: boolean): string {
  let out = '';
  let atLineStart = isLineStart;
  let place = start;
  while (place < end) {
    const sign = text[place]!;
    if (/\s/.test(sign)) {
      if (sign === '\n') atLineStart = true;
      out += ' ';
      place++;
      continue;
    }
    const lineMark = atLineStart ? lineMarkAt(text, place) : undefined;
    if (lineMark) {
      place = lineMark.end;
      continue;
    }
    atLineStart = false;
    if (sign === '\\' && inlineSignAt(text, place)) {
      out += text[place + 1] ?? '';
      place += 2;
      continue;
    }
    const found = inlineSignAt(text, place);
    if (!found || ('[]'.includes(sign) && found.kind === 'sign' && isSeenBracket(text, place, found.end))) {
      out += sign;
      place++;
      continue;
    }
    // [12] is seen as it is; what [^12] stands for is drawn in many ways.
    if (found.kind === 'note' && text[place + 1] !== '^') out += text.slice(place, found.end);
    else if (sign === '|') out += ' ';
    place = found.end;
  }
  return out.replace(/\s+/g, ' ');
}

/** Where white space begins or ends near a place, so that no word is cut; the place itself where there is none. */
function cutAt(text: string, characters: number, isEnd: boolean): string {
  if (text.length <= characters) return text;
  const kept = isEnd ? text.slice(0, characters) : text.slice(-characters);
  return isEnd ? kept.replace(/\s\S{0,20}$/, '') : kept.replace(/^\S{0,20}\s/, '');
}

const startsLine = (text: string, place: number): boolean =>
  /(?:^|\n)[ \t]*$/.test(text.slice(Math.max(0, place - 20), place));

/**
 * A passage of a stored text as its reader sees it, with what stands around it: plain text, each on one line.
 * @param located offsets in the text, see locatePassage.
 * @param contextCharacters that `before` and `after` have at most.
 */
export function passageAround(
  text: string,
  { start, end }: { start: number; end: number },
  contextCharacters: number,
): PassageAround {
  const reach = contextCharacters * writtenPerShown;
  const from = Math.max(0, start - reach);
  const lineStart = from === 0 ? 0 : Math.max(from, text.indexOf('\n', from) + 1);
  const first = lineStart < start ? lineStart : from;
  const quote = toReadable(text, start, end, startsLine(text, start)).trim();
  return {
    before: cutAt(
      toReadable(text, first, start, startsLine(text, first)),
      contextCharacters,
      false,
    ).trimStart(),
    quote: quote || text.slice(start, end).replace(/\s+/g, ' '),
    after: cutAt(
      toReadable(text, end, Math.min(text.length, end + reach), false),
      contextCharacters,
      true,
    ).trimEnd(),
  };
}
