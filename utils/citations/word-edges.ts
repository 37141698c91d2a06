import { classOfUnit, wordClass } from './character-shape';
import { type FoldedText, quoteSign } from './key-writer';

/** What hangs on a number and changes what it says. */
const measures = '%‰万亿千百萬億兆';
const hyphens = '-‐‑';
const joiners = '.,:/';
/** Chinese numbers: 十五 is not in 三十五. */
const numerals = '零〇一二三四五六七八九十百千万亿萬億';

const isWordly = (kind: number): boolean =>
  kind === wordClass.letter || kind === wordClass.digit || kind === wordClass.mark;

/**
 * Whether two units that stand side by side belong to one word or number, so that a passage must not begin or end between them: 5 is
 * not in 1.5, 15 or -5, `able` not in `unable`, `can` not in `can't`, `toxic` not in `non-toxic`.
 * @param text that was folded: a hyphen joins, a dash does not.
 * @param at the second one of them.
 */
export function isInsideWord(text: string, { key, places, walls, quotes }: FoldedText, at: number): boolean {
  if (at <= 0 || at >= key.length || walls[at] || quotes[at] === quoteSign.mark) return false;
  const classAt = (index: number) => classOfUnit(key.charCodeAt(index));
  const before = classAt(at - 1);
  const after = classAt(at);
  if (after === wordClass.mark) return true;
  if (isWordly(before) && isWordly(after)) return true;
  const left = key[at - 1]!;
  const right = key[at]!;
  if (numerals.includes(left) && numerals.includes(right)) return true;
  if (before === wordClass.digit) {
    if (measures.includes(right)) return true;
    if (joiners.includes(right)) return !walls[at + 1] && classAt(at + 1) === wordClass.digit;
  }
  if (after === wordClass.digit) {
    if (joiners.includes(left)) return !walls[at - 1] && classAt(at - 2) === wordClass.digit;
    // The sign of a number: nothing that it could join stands before it.
    if (left === '-')
      return at === 1 || Boolean(walls[at - 1]) || !isWordly(classAt(at - 2)) || joinsBefore(at);
  }
  if (left === '-' && isWordly(after)) return joinsBefore(at);
  if (right === '-' && isWordly(before))
    return hyphens.includes(text[places[at]!]!) && !walls[at + 1] && classAt(at + 1) === wordClass.letter;
  return false;

  function joinsBefore(index: number): boolean {
    return (
      hyphens.includes(text[places[index - 1]!]!) &&
      !walls[index - 1] &&
      classAt(index - 2) === wordClass.letter
    );
  }
}
