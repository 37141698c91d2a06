/** How much of a page was read, and what was left out; counts are UTF-16 code units without white space and marks. */
export interface PageReceipt {
  /** Visible text on the page. */
  seenCharacters: number;
  /** Visible text that was not taken: menus, footers and the like. */
  leftOutCharacters: number;
  /** Text that no reader sees: hidden, transparent, out of reach, or made of characters without a shape. */
  hiddenCharacters: number;
  /** Which rule's result was taken. */
  extractor: string;
}

/** A way from one page to another, in reading order. */
export interface PageLink {
  /** Absolute, http or https, without its fragment. */
  url: string;
  /** What the page calls it; the address where it shows none. */
  text: string;
}

/** A page as Markdown, with what is needed to say honestly what was read. */
export interface ExtractedPage {
  title: string;
  url: string;
  /** BCP 47 tag that the page declares, or an empty string. */
  lang: string;
  markdown: string;
  /** Frames of other sites that are large enough to be a part of the page, and are not in the text. */
  foreignFrames: string[];
  /** Media type of the document; anything but HTML is given as it is. */
  contentType: string;
  /** Each address once. */
  links: PageLink[];
  /** Where the text goes on, for split articles and chapters; empty where the page names no next one. */
  nextUrl: string;
  receipt: PageReceipt;
  /** What the user has selected in an open page, as the browser gives it; absent where that is next to nothing. */
  selectedText?: string;
}
