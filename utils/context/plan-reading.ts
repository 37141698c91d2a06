import { lastBreak } from './last-break';

/** A text that is to be read part by part. */
export interface ReadingText {
  id: string;
  text: string;
  /** What stands around each part of it in a request, in tokens. */
  overheadTokens: number;
}

/** A stretch of one text. */
export interface Piece {
  id: string;
  start: number;
  /** Exclusive. */
  end: number;
}

/** Where reading goes on: a text by its place in the list, and the first character that was not read. */
export interface Cursor {
  index: number;
  offset: number;
}

export interface Pass {
  pieces: Piece[];
  /** Tokens of the pieces with what stands around them. */
  tokens: number;
  /** Undefined after the last character of all. */
  next: Cursor | undefined;
}

/** Counts are made of stretches of this many characters, so that a pass costs about its own length to plan. */
const stretchLength = 1500;
/** The search for a good end goes back by this many characters at once. */
const walkLength = 40;
/** So much of a pass may stay empty for the sake of ending with a paragraph or a sentence. */
const slackShare = 0.06;
/** A new text is not begun in less room than this share of a pass. */
const leastShare = 0.04;
/** Less room than this makes no pass, in tokens. */
export const leastRoomTokens = 128;

const isInsidePair = (text: string, index: number): boolean =>
  (text.charCodeAt(index - 1) & 0xfc00) === 0xd800 && (text.charCodeAt(index) & 0xfc00) === 0xdc00;

/** The longest stretch from `start` whose tokens fit: its end, and its tokens. */
function fill(
  text: string,
  start: number,
  roomTokens: number,
  count: (text: string) => number,
): { end: number; tokens: number } {
  let end = start;
  let tokens = 0;
  while (end < text.length) {
    let next = Math.min(text.length, end + stretchLength);
    if (isInsidePair(text, next)) next++;
    const more = count(text.slice(end, next));
    if (tokens + more > roomTokens) break;
    tokens += more;
    end = next;
  }
  if (end >= text.length) return { end, tokens };
  // The last stretch does not fit whole: as much of it as does.
  let low = end;
  let high = Math.min(text.length, end + stretchLength);
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (tokens + count(text.slice(end, middle)) <= roomTokens) low = middle;
    else high = middle;
  }
  if (isInsidePair(text, low)) low--;
  return { end: low, tokens: tokens + (low > end ? count(text.slice(end, low)) : 0) };
}

/** The earliest end that leaves no more than some tokens empty. */
function walkBack(
  text: string,
  start: number,
  end: number,
  slackTokens: number,
  count: (text: string) => number,
): number {
  let earliest = end;
  let left = slackTokens;
  while (earliest > start + 1) {
    const next = Math.max(start + 1, earliest - walkLength);
    left -= count(text.slice(next, earliest));
    if (left < 0) break;
    earliest = next;
  }
  return earliest;
}

/**
 * The next pass: as much as fits from the cursor on, text after text. Where it must end inside a text it ends with a paragraph, else
 * with a line, a sentence or a word, as long as at least 94 % of the room is used.
 * @param count tokens of a stretch of text, in the model's own.
 * @throws RangeError where the room holds not even a short stretch of the next text.
 */
export function planPass(
  texts: readonly ReadingText[],
  from: Cursor,
  roomTokens: number,
  count: (text: string) => number,
): Pass {
  const pieces: Piece[] = [];
  let used = 0;
  let { index, offset } = from;
  for (; index < texts.length; index++, offset = 0) {
    const { id, text, overheadTokens } = texts[index]!;
    if (offset >= text.length) continue;
    const room = roomTokens - used - overheadTokens;
    if (pieces.length > 0 && room < Math.max(leastRoomTokens, roomTokens * leastShare)) {
      // The rest of a text that is shorter than that may still fit.
      const rest = text.length - offset <= stretchLength ? count(text.slice(offset)) : room + 1;
      if (rest > room) break;
    }
    if (
      pieces.length === 0 &&
      room < leastRoomTokens &&
      count(text.slice(offset, offset + stretchLength)) > room
    )
      throw new RangeError(`${roomTokens} tokens are too few to read a part`);
    const { end: filled, tokens } = fill(text, offset, room, count);
    if (filled <= offset) break;
    if (filled >= text.length) {
      pieces.push({ id, start: offset, end: text.length });
      used += tokens + overheadTokens;
      continue;
    }
    const earliest = walkBack(text, offset, filled, roomTokens * slackShare, count);
    const end = lastBreak(text, earliest, filled);
    pieces.push({ id, start: offset, end });
    used += overheadTokens + (end === filled ? tokens : tokens - count(text.slice(end, filled)));
    return { pieces, tokens: used, next: { index, offset: end } };
  }
  // What is left may be texts without a character.
  while (index < texts.length && offset >= texts[index]!.text.length) {
    index++;
    offset = 0;
  }
  return { pieces, tokens: used, next: index < texts.length ? { index, offset } : undefined };
}

/**
 * All passes over some texts in the same room: every character of every text is in exactly one piece.
 * @throws RangeError where the room is too small.
 */
export function planReading(
  texts: readonly ReadingText[],
  roomTokens: number,
  count: (text: string) => number,
): Pass[] {
  const passes: Pass[] = [];
  let cursor: Cursor | undefined = { index: 0, offset: 0 };
  while (cursor) {
    const pass: Pass = planPass(texts, cursor, roomTokens, count);
    if (pass.pieces.length > 0) passes.push(pass);
    else if (pass.next) throw new RangeError(`${roomTokens} tokens are too few to read a part`);
    cursor = pass.next;
  }
  return passes;
}
