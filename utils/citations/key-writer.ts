/** The label of a footnote or reference that stands before a unit of a folded text. */
export interface NoteMark {
  index: number;
  label: string;
}

/**
 * A text without what may differ between a passage and its quotation: white space, widths, the shapes of quotes and dashes, and
 * Markdown's own signs. Letters, their case, digits and other punctuation are all there; quotation marks stand apart. Words that stand in the place of pictures
 * follow at the end, each after a unit 0: a reader does not see them inside of a sentence.
 */
export interface FoldedText {
  key: string;
  /** For each UTF-16 unit of the key, the offset in the text of the character that it stands for. */
  places: Uint32Array;
  /** 1 where white space, a cell's or a line's end stands before a unit. */
  walls: Uint8Array;
  /** What of quotation marks stands before a unit, see quoteSign. */
  quotes: Uint8Array;
  /** In order. */
  notes: NoteMark[];
}

/** String.fromCharCode takes so many arguments everywhere. */
const unitsAtOnce = 8192;

/** Quotation marks change their shape, and are dropped; the apostrophe of can't must not be. Where both stand, it is the latter. */
export const quoteSign = { none: 0, mark: 1, apostrophe: 2 } as const;

/** Writes a folded text unit by unit. */
export class KeyWriter {
  private units: Uint16Array;
  private places: Uint32Array;
  private walls: Uint8Array;
  private quotes: Uint8Array;
  private length = 0;
  private hasWall = true;
  private sign = 0;
  private readonly notes: NoteMark[] = [];

  constructor(expected: number) {
    this.units = new Uint16Array(expected + 16);
    this.places = new Uint32Array(expected + 16);
    this.walls = new Uint8Array(expected + 16);
    this.quotes = new Uint8Array(expected + 16);
  }

  get last(): number {
    return this.length > 0 ? this.units[this.length - 1]! : Number.NaN;
  }

  /** White space, or what is like it, since the last unit. */
  get isApart(): boolean {
    return this.hasWall;
  }

  wall(): void {
    this.hasWall = true;
  }

  quote(sign: number): void {
    this.sign = Math.max(this.sign, sign);
  }

  note(label: string): void {
    this.notes.push({ index: this.length, label });
    this.hasWall = true;
  }

  add(unit: number, place: number): void {
    if (this.length === this.units.length) this.grow();
    this.units[this.length] = unit;
    this.places[this.length] = place;
    if (this.hasWall) this.walls[this.length] = 1;
    if (this.sign) this.quotes[this.length] = this.sign;
    this.hasWall = false;
    this.sign = 0;
    this.length++;
  }

  private grow(): void {
    const size = this.length * 2;
    const units = new Uint16Array(size);
    units.set(this.units);
    const places = new Uint32Array(size);
    places.set(this.places);
    const walls = new Uint8Array(size);
    walls.set(this.walls);
    const quotes = new Uint8Array(size);
    quotes.set(this.quotes);
    Object.assign(this, { units, places, walls, quotes });
  }

  finish(): FoldedText {
    const parts: string[] = [];
    for (let at = 0; at < this.length; at += unitsAtOnce)
      parts.push(String.fromCharCode(...this.units.subarray(at, Math.min(this.length, at + unitsAtOnce))));
    return {
      key: parts.join(''),
      places: this.places.subarray(0, this.length),
      walls: this.walls.subarray(0, this.length),
      quotes: this.quotes.subarray(0, this.length),
      notes: this.notes,
    };
  }
}
