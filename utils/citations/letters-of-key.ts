import { classOfUnit, wordClass } from './character-shape';
import { type FoldedText, quoteSign } from './key-writer';

/** Letters and digits alone, in small letters: what is compared where a quotation differs. */
export interface Letters {
  letters: string;
  /** For each letter, its index in the key. */
  indexes: Uint32Array;
  /** 1 where a word begins: after anything that is no letter, and at each character of a script without spaces. */
  starts: Uint8Array;
}

const small = new Uint16Array(0x10000);

/** Some letters have small ones of two units: those stay as they are. */
function toSmall(unit: number): number {
  if (small[unit] === 0) {
    const lower = String.fromCharCode(unit).toLowerCase();
    small[unit] = lower.length === 1 ? lower.charCodeAt(0) : unit;
  }
  return small[unit]!;
}

/** String.fromCharCode takes so many arguments everywhere. */
const lettersAtOnce = 8192;

/** @param from to `end`: the stretch of the key. */
export function lettersOfKey({ key, walls, quotes }: FoldedText, from = 0, end = key.length): Letters {
  const units = new Uint16Array(end - from);
  const indexes = new Uint32Array(end - from);
  const starts = new Uint8Array(end - from);
  let length = 0;
  let isApart = true;
  for (let index = from; index < end; index++) {
    const unit = key.charCodeAt(index);
    const kind = classOfUnit(unit);
    if (kind === wordClass.none || kind === wordClass.mark) {
      isApart ||= kind === wordClass.none;
      continue;
    }
    if (isApart || kind === wordClass.wide || walls[index] || quotes[index] === quoteSign.mark)
      starts[length] = 1;
    isApart = false;
    indexes[length] = index;
    units[length++] = toSmall(unit);
  }
  const parts: string[] = [];
  for (let at = 0; at < length; at += lettersAtOnce)
    parts.push(String.fromCharCode(...units.subarray(at, Math.min(length, at + lettersAtOnce))));
  return {
    letters: parts.join(''),
    indexes: indexes.subarray(0, length),
    starts: starts.subarray(0, length),
  };
}
