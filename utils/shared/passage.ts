/** A stretch of a source's text as a reader reads it: plain text, without the signs of its format. */
export interface Passage {
  /** Some hundred characters before and after, or none: they choose between places that hold the same words. */
  before: string;
  quote: string;
  after: string;
}
