import type { TextId } from '../ui/i18n';

/** Where in a source's stored text a reader is to look (UTF-16 code units). */
export interface PassagePlace {
  start: number;
  end: number;
  /** Why the text is shown here and not in its page. */
  note?: TextId;
}
