import type { XmlElement } from '../xml-tree';
import type { OdfStyles } from './odf-styles';

/** What is known and found while an OpenDocument is read in order. */
export interface OdfStory {
  styles: OdfStyles;
  /** Root of an embedded object's content, by the address that the text gives. */
  object(href: string): { root: XmlElement; text: string } | undefined;
  /** HTML of footnotes and endnotes, as items of a list. */
  notes: string[];
  /** HTML of comments, as items of a list. */
  comments: string[];
  /** HTML of text boxes and tables that hang on the paragraph that is being read. */
  hung: string[];
  /** The last number at each level, by the list's style; headings count under an empty name. */
  counts: Map<string, number[]>;
  /** Names of objects whose text is not read. */
  unread: string[];
  /** Changes whose text was deleted and stands in its place all the same (LibreOffice's flat form). */
  deletions: ReadonlySet<string>;
  /** Whether the text of such a change is being read. */
  isDeleted: boolean;
  hiddenCharacters: number;
  /** Formulas in sheets that have no value. */
  uncalculated: number;
  hasImage: boolean;
}
