import { classOfUnit, kindOfUnit, shapeKind, shapeOfPair, shapeOfUnit, wordClass } from './character-shape';
import { type FoldedText, KeyWriter, quoteSign } from './key-writer';
import { inlineSignAt, lineMarkAt } from './markdown-signs';

const dash = 0x2d;
const dot = 0x2e;
const ellipsis = 0x2026;
const newline = 10;
const firstHan = 0x4e00;
const lastHan = 0x9fff;

function addAll(shape: string, place: number, out: KeyWriter): void {
  for (let index = 0; index < shape.length; index++) out.add(shape.charCodeAt(index), place);
}

/** Whether an apostrophe joins two halves of a word or number (can't, 5'10). */
function joinsWord(text: string, place: number): boolean {
  const before = classOfUnit(text.charCodeAt(place - 1));
  const after = classOfUnit(text.charCodeAt(place + 1));
  const joins = (kind: number) => kind !== wordClass.none && kind !== wordClass.wide;
  return joins(before) && joins(after);
}

/** Dots in a row: three and more are an ellipsis. @returns the place after them. */
function foldDots(text: string, place: number, out: KeyWriter): number {
  let end = place;
  while (kindOfUnit(text.charCodeAt(end)) === shapeKind.dot) end++;
  if (end - place < 3) for (let at = place; at < end; at++) out.add(dot, at);
  else if (out.last !== ellipsis) out.add(ellipsis, place);
  return end;
}

/** A character whose only difference may be its width. @returns the place after it. */
function foldOther(text: string, place: number, unit: number, out: KeyWriter): number {
  if (unit >= 0xd800 && unit <= 0xdbff) {
    const character = String.fromCodePoint(text.codePointAt(place)!);
    addAll(shapeOfPair(character), place, out);
    return place + character.length;
  }
  const shape = shapeOfUnit(unit);
  // 10⁵ is not 105, and 1½ is not 11/2.
  const isRaised =
    unit >= 0x80 &&
    !out.isApart &&
    classOfUnit(unit) === wordClass.digit &&
    classOfUnit(out.last) === wordClass.digit &&
    !/^\p{Nd}$/u.test(String.fromCharCode(unit));
  if (isRaised) out.add(unit, place);
  else addAll(shape, place, out);
  return place + 1;
}

interface Stretch {
  start: number;
  end: number;
}

/** Folds a stretch of a text. @param images takes the places of words that stand for pictures. */
function foldInto(text: string, { start, end }: Stretch, out: KeyWriter, images: Stretch[]): void {
  let isLineStart = true;
  let place = start;
  while (place < end) {
    const unit = text.charCodeAt(place);
    const kind = kindOfUnit(unit);
    if (kind === shapeKind.blank) {
      out.wall();
      if (unit === newline) isLineStart = true;
      place++;
      continue;
    }
    if (isLineStart) {
      const mark = lineMarkAt(text, place);
      if (mark) {
        out.wall();
        place = mark.end;
        continue;
      }
      isLineStart = false;
    }
    switch (kind) {
      case shapeKind.kept:
        // Nearly all characters: there is nothing to fold.
        if (unit < 0x80 || (unit >= firstHan && unit <= lastHan)) {
          out.add(unit, place);
          place++;
        } else place = foldOther(text, place, unit, out);
        break;
      case shapeKind.unseen:
        place++;
        break;
      case shapeKind.quote:
        out.quote(quoteSign.mark);
        place++;
        break;
      case shapeKind.apostrophe:
        out.quote(joinsWord(text, place) ? quoteSign.apostrophe : quoteSign.mark);
        place++;
        break;
      case shapeKind.dash:
        if (out.last !== dash || out.isApart) out.add(dash, place);
        place++;
        break;
      case shapeKind.dot:
        place = foldDots(text, place, out);
        break;
      case shapeKind.ellipsis:
        if (out.last !== ellipsis) out.add(ellipsis, place);
        place++;
        break;
      case shapeKind.sign: {
        const sign = inlineSignAt(text, place);
        if (!sign) {
          out.add(unit, place++);
          break;
        }
        const isBracket = unit === 0x5b || unit === 0x5d;
        if (sign.kind === 'note') out.note(text.slice(sign.inner!.start, sign.inner!.end));
        // [5] after a number is no part of it.
        else if (sign.kind === 'wall' || (isBracket && classOfUnit(out.last) === wordClass.digit)) out.wall();
        else if (sign.kind === 'image') {
          images.push(sign.inner!);
          out.wall();
        }
        place = sign.end;
        break;
      }
      default:
        throw new RangeError(`no such kind of character: ${kind}`);
    }
  }
}

/** Folds a text or a quotation, see FoldedText. Takes some 30 ns a character. */
export function foldText(text: string): FoldedText {
  const out = new KeyWriter(text.length);
  const images: Stretch[] = [];
  foldInto(text, { start: 0, end: text.length }, out, images);
  for (const stretch of images) {
    out.add(0, stretch.start);
    out.wall();
    foldInto(text, stretch, out, []);
  }
  return out.finish();
}
