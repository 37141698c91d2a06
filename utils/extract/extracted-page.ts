/** How much of a page was read, and what was left out; counts are UTF-16 code units of text without markup. */
export interface PageReceipt {
  /** Visible text on the page. */
  seenCharacters: number;
  /** Text in the Markdown, marks included. */
  readCharacters: number;
  /** Text that no reader sees (`display: none`, `visibility: hidden`). */
  hiddenCharacters: number;
  /** Which extractor's result was taken. */
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
