import type { PageLink } from '../extract/extracted-page';
import type { ExtractedFile, PartMark } from '../files/file-format';
import type { ReadPage } from './join-frames';
import type { SourceReceipt } from './source';

/** What reading a source gives, whatever it is. */
export interface SourceText {
  /** Empty where the source has no name of its own. */
  title: string;
  url: string;
  markdown: string;
  receipt: SourceReceipt;
  /** Of a page. */
  links?: { links: PageLink[]; nextUrl: string };
  /** Of a page, see ExtractedPage. */
  selectedText?: string;
  /** Of a file with parts. */
  marks?: PartMark[];
  fileHash?: string;
}

export function pageToSourceText(page: ReadPage): SourceText {
  const {
    title,
    url,
    markdown,
    links,
    nextUrl,
    receipt,
    unreadFrameHosts,
    isUnfinished,
    wasFetched,
    selectedText,
  } = page;
  return {
    title,
    url,
    markdown,
    links: { links, nextUrl },
    ...(selectedText ? { selectedText } : {}),
    receipt: {
      ...receipt,
      ...(unreadFrameHosts.length > 0 ? { unreadFrameHosts } : {}),
      ...(isUnfinished ? { isUnfinished } : {}),
      ...(wasFetched ? { wasFetched } : {}),
    },
  };
}

/** @param fileHash see Source. */
export function fileToSourceText(read: ExtractedFile, fileHash: string): SourceText {
  const { markdown, marks, unread, hiddenCharacters, format, recognisedParts, remarks = [] } = read;
  const first = marks[0];
  return {
    title: '',
    url: '',
    markdown,
    marks,
    fileHash,
    receipt: {
      seenCharacters: markdown.replace(/\s+/g, '').length,
      leftOutCharacters: 0,
      hiddenCharacters,
      extractor: '',
      format,
      ...(first ? { parts: { kind: first.kind, count: marks.length } } : {}),
      ...(unread.length > 0 ? { unreadParts: unread } : {}),
      ...(recognisedParts ? { recognisedParts } : {}),
      ...(remarks.length > 0 ? { remarks } : {}),
    },
  };
}
