/** How much of a page was read, and what was left out; counts are UTF-16 code units without white space and marks. */
export interface PageReceipt {
  /** Visible text on the page. */
  seenCharacters: number;
  /** Visible text that was not taken: menus, footers and the like. */
  leftOutCharacters: number;
  /** Text that no reader sees (`display: none`, `visibility: hidden`). */
  hiddenCharacters: number;
  /** Which rule's result was taken. */
  extractor: string;
}

/** A page as Markdown, with what is needed to say honestly what was read. */
export interface ExtractedPage {
  title: string;
  url: string;
  /** BCP 47 tag that the page declares, or an empty string. */
  lang: string;
  markdown: string;
  receipt: PageReceipt;
}
