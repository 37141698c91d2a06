/** Nothing of a character counts; it has several letters (compatibility forms). Neither unit is a letter itself. */
const none = 1;
const several = 2;

/** For each UTF-16 unit its folded letter, once it was asked for; 0 before. */
const letters = new Uint16Array(0x10000);
const longer = new Map<string, string>();

const notALetter = /[^\p{L}\p{N}]|\p{Default_Ignorable_Code_Point}/gu;
const toLetters = (character: string): string =>
  character.normalize('NFKD').toLowerCase().replace(notALetter, '');

function lettersOf(character: string): string {
  let known = longer.get(character);
  if (known === undefined) {
    known = toLetters(character);
    longer.set(character, known);
  }
  return known;
}

/** Letters of many texts, one after the other. */
export class LetterWriter {
  #units = new Uint16Array(1 << 12);
  length = 0;

  #add(unit: number): void {
    if (this.length === this.#units.length) {
      const grown = new Uint16Array(this.length * 2);
      grown.set(this.#units);
      this.#units = grown;
    }
    this.#units[this.length++] = unit;
  }

  /** @param places takes, for each letter, the offset in the text of the character that it stands for. */
  write(text: string, places?: number[]): void {
    for (let place = 0; place < text.length; place++) {
      const unit = text.charCodeAt(place);
      let letter = letters[unit]!;
      if (letter === 0) {
        const found = unit >= 0xd800 && unit <= 0xdfff ? '' : toLetters(text[place]!);
        letter =
          found.length === 1 ? found.charCodeAt(0) : found || (unit & 0xfc00) === 0xd800 ? several : none;
        letters[unit] = letter;
      }
      if (letter === none) continue;
      if (letter !== several) {
        this.#add(letter);
        places?.push(place);
        continue;
      }
      const character = String.fromCodePoint(text.codePointAt(place)!);
      const found = lettersOf(character);
      for (let index = 0; index < found.length; index++) {
        this.#add(found.charCodeAt(index));
        places?.push(place);
      }
      place += character.length - 1;
    }
  }

  finish(): string {
    // Every unit is a letter's, and pairs are whole: decoding changes none.
    return new TextDecoder('utf-16le').decode(this.#units.subarray(0, this.length));
  }
}

/**
 * What all writings of a text share: its letters and digits, without case, accents, widths, spaces and signs. Unlike `foldText` it says
 * nothing on whether two passages are the same (1.5 and 15 are alike); it finds the place of one that is known to be there.
 */
export function foldLetters(text: string): string {
  const writer = new LetterWriter();
  writer.write(text);
  return writer.finish();
}

/** @returns for each letter of the folded text, the offset in the text of the character that it stands for. */
export function letterPlaces(text: string): number[] {
  const places: number[] = [];
  new LetterWriter().write(text, places);
  return places;
}
