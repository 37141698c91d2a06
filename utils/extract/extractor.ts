/** A way to find the main text of a page. */
export interface Extractor {
  name: string;
  /** Whether it knows this page; a general extractor always does. */
  matches(page: Document): boolean;
  /**
   * The element that holds the main text, or null where it finds none.
   * @param page an inert document that the extractor may change.
   * @param blockElements of its body (see findBlocks).
   */
  extract(page: Document, blockElements: ReadonlySet<Element>): Element | null;
}
